//! Applying and joining: M-01 to M-06.

use chrono::{NaiveDate, TimeDelta};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::super::closed::{Entry, may_enter, note_correction};
use super::super::entity::{employment, membership, membership_event, person, unit_assignment};
use super::super::model::{
    AddMember, Added, Approve, CheckoffStatus, DuesKind, EmploymentDraft, EndReason, EventKind, Likeness, Reject,
    Status, against_birth,
};
use super::super::queries::{Scope, likenesses, membership_in_reach, next_member_no, person_in_reach, scope_on};
use super::write::{checked, event_row, kept, kept_number, name_of, new_person, next_search_no};
use crate::api::Nothing;
use crate::desk;
use crate::error::{Error, Result};
use crate::ids::{AssignmentId, EmploymentId, MembershipId, PersonId, UnitId};
use crate::ops::Change;
use crate::organizations::{self, Tree};
use crate::rights::Right;
use crate::session::Session;

/// Days ahead that a first day may lie (M-04).
const AHEAD: i64 = 60;

/// The latest first day that may be entered (M-04). No list is true on a later one, either.
pub(crate) fn latest_join(today: NaiveDate) -> NaiveDate {
    today.checked_add_signed(TimeDelta::days(AHEAD)).unwrap_or(today)
}

/// Attributes for which nobody may be refused (労組法5条2項4号), as they would be written.
const PROTECTED: &[&str] = &[
    "人種",
    "宗教",
    "性別",
    "門地",
    "身分",
    "国籍",
    "出身",
    "女性だから",
    "男性だから",
    "race",
    "religion",
    "sex",
    "gender",
    "origin",
];

/// What stands against adding a member.
pub(crate) struct Refusals {
    /// Rule codes.
    pub codes: Vec<&'static str>,
    /// M-01: who may be the same.
    pub same: Vec<Likeness>,
}

/// Ask every rule of joining at once, so that the form and the verb answer alike.
///
/// # Errors
/// [`Error::Invalid`] for fields that cannot be right.
pub(crate) async fn refusals(
    session: &Session,
    scope: &Scope,
    on: &impl ConnectionTrait,
    input: &AddMember,
) -> Result<Refusals> {
    unit_in_reach(scope, input.unit_id)?;
    let draft = checked(&input.person, session.today())?;
    let mut birth_on = draft.birth_on;
    if let Some(person_id) = input.rejoins {
        person_in_reach(on, scope, person_id).await?;
        birth_on = person::Entity::find_by_id(person_id).one(on).await?.and_then(|row| row.birth_on);
    }
    joins_after_birth(birth_on, input.joined_on, session.today())?;
    let mut codes = Vec::new();
    let work = input
        .employment
        .as_ref()
        .and_then(|work| Some((work.employer_org_id, kept_number(work.employee_no.as_deref())?)));
    let work = work.as_ref().map(|(employer, number)| (*employer, number.as_str()));
    let same = likenesses(on, scope, &draft, work, input.rejoins).await?;
    if !same.is_empty() && !input.not_a_duplicate {
        codes.push("M-01");
    }
    if let Some(person_id) = input.rejoins {
        let live = membership::Entity::find()
            .filter(membership::Column::PersonId.eq(person_id))
            .filter(membership::Column::Status.is_in([Status::Applied, Status::Active, Status::Suspended]))
            .one(on)
            .await?;
        if live.is_some() {
            codes.push("M-02");
        }
    }
    if input.category.is_member() && !input.eligible {
        codes.push("M-03");
    }
    let applied_on = input.applied_on.unwrap_or(input.joined_on);
    if input.joined_on < applied_on || input.joined_on > latest_join(session.today()) {
        codes.push("M-04");
    }
    let tree = organizations::tree(on).await?;
    if !tree.get(input.unit_id).is_some_and(|unit| unit.valid_on(input.joined_on)) {
        codes.push("M-05");
    }
    Ok(Refusals { codes, same })
}

/// Nobody joins before birth.
///
/// # Errors
/// `joined_before_birth` at the field.
fn joins_after_birth(birth_on: Option<NaiveDate>, joined_on: NaiveDate, today: NaiveDate) -> Result<()> {
    against_birth(birth_on, Some(joined_on), today).map_or(Ok(()), |(field, code)| Err(Error::invalid(field, code)))
}

/// The unit must be within the officer's reach: nobody adds members to another branch.
pub(super) fn unit_in_reach(scope: &Scope, unit: UnitId) -> Result<()> {
    let Some(paths) = &scope.paths else { return Ok(()) };
    let inside = scope.tree.get(unit).is_some_and(|unit| paths.iter().any(|path| unit.path.starts_with(path)));
    if inside { Ok(()) } else { Err(Error::NotAllowed) }
}

/// M-05: the refusal of a unit that is not there on a day. It names the unit and its days, so that the officer sees which of the
/// two to put right.
pub(super) fn unit_not_there(tree: &Tree, unit: UnitId, day: NaiveDate) -> Error {
    match tree.get(unit) {
        Some(unit) if day < unit.from_on => {
            Error::refused("unit_begins_later", json!({ "unit": unit.label, "from_on": unit.from_on }))
        }
        Some(unit) if unit.to_on.is_some() => {
            Error::refused("unit_ended", json!({ "unit": unit.label, "to_on": unit.to_on }))
        }
        _ => Error::refused("M-05", json!({})),
    }
}

/// A person joins: membership in force from the first day, primary unit set, number given.
///
/// # Errors
/// M-01 to M-05, `month_closed` (M-09), `member_no_taken`, [`Error::Invalid`].
pub async fn add(session: &Session, input: AddMember) -> Result<Added> {
    enter(session, input, "add").await
}

/// A person applies: the membership waits for approval.
///
/// # Errors
/// As [`add`].
pub async fn apply(session: &Session, input: AddMember) -> Result<Added> {
    enter(session, input, "apply").await
}

async fn enter(session: &Session, input: AddMember, verb: &'static str) -> Result<Added> {
    let settings = desk::profile(session).await?;
    let mut change = session.change("members", verb).await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    let against = refusals(session, &scope, change.on(), &input).await?;
    if let Some(code) = against.codes.first() {
        if *code == "M-05" {
            return Err(unit_not_there(&scope.tree, input.unit_id, input.joined_on));
        }
        let names: Vec<&str> = against.same.iter().map(|same| same.name.as_str()).collect();
        return Err(Error::refused(code, json!({ "names": names.join("、") })));
    }
    let reason = input.reason.as_deref();
    let closed = match verb {
        "add" => may_enter(session, change.on(), Entry::Begins, input.joined_on, reason).await?,
        _ => None,
    };
    let draft = checked(&input.person, session.today())?;
    let member_no = match kept_number(input.member_no.as_deref()) {
        Some(number) => number,
        None => next_member_no(change.on(), &settings).await?,
    };
    if membership::Entity::find().filter(membership::Column::MemberNo.eq(&member_no)).one(change.on()).await?.is_some()
    {
        return Err(Error::invalid("member_no", "member_no_taken"));
    }
    let (person_id, name) = match input.rejoins {
        Some(id) => {
            let ended = membership::Entity::find()
                .filter(membership::Column::PersonId.eq(id))
                .filter(membership::Column::LeftOn.gte(input.joined_on))
                .one(change.on())
                .await?;
            if let Some(ended) = ended.filter(|row| row.end_reason != Some(EndReason::EntryError)) {
                return Err(Error::refused("rejoin_overlaps", json!({ "left_on": ended.left_on })));
            }
            let row =
                person::Entity::find_by_id(id).one(change.on()).await?.ok_or(Error::Missing { what: "person" })?;
            (id, name_of(&row))
        }
        None => {
            let id = PersonId::new();
            let search_no = next_search_no(change.on()).await?;
            change.insert::<person::Entity>(new_person(id, search_no, &draft)).await?;
            (id, format!("{} {}", draft.family_name, draft.given_name.as_deref().unwrap_or_default()).trim().to_owned())
        }
    };
    change.about_record("person", person_id.0);
    if let Some(work) = &input.employment {
        change.insert::<employment::Entity>(employment_row(person_id, work)).await?;
    }
    let membership_id = MembershipId::new();
    let applying = verb == "apply";
    let row = membership::ActiveModel {
        id: Set(membership_id),
        person_id: Set(person_id),
        member_no: Set(member_no.clone()),
        category: Set(input.category),
        status: Set(if applying { Status::Applied } else { Status::Active }),
        applied_on: Set(Some(input.applied_on.unwrap_or(input.joined_on))),
        joined_on: Set((!applying).then_some(input.joined_on)),
        left_on: Set(None),
        join_reason: Set(input.join_reason),
        end_reason: Set(None),
        end_note: Set(None),
        end_received_on: Set(None),
        resolution: Set(None),
        dues_kind: Set(DuesKind::Full),
        checkoff_status: Set(CheckoffStatus::None),
        checkoff_mandate_on: Set(None),
        checkoff_stopped_on: Set(None),
        // Every member takes part in all questions (労組法5条2項3号); others have no vote unless the rules give one.
        voting_right: Set(input.category.is_member()),
        fulltime_kind: Set(None),
        union_post: Set(None),
        ..Default::default()
    };
    change.insert::<membership::Entity>(row).await?;
    let mut place = assignment_row(membership_id, input.unit_id, input.joined_on);
    // Nobody stays in a unit that is closed: after its last day they stand under 所属なし. An application waits where it is.
    place.to_on = Set(scope.tree.get(input.unit_id).and_then(|unit| unit.to_on).filter(|_| !applying));
    change.insert::<unit_assignment::Entity>(place).await?;
    let after = json!({ "member_no": member_no, "category": input.category, "unit_id": input.unit_id, "join_reason": input.join_reason, "applied": applying });
    change
        .insert::<membership_event::Entity>(event_row(
            membership_id,
            EventKind::Join,
            input.joined_on,
            &Value::Null,
            &after,
            None,
            None,
        ))
        .await?;
    note_correction(&mut change, membership_id, input.joined_on, closed, reason).await?;
    change.because(kept(reason));
    change.done(json!({ "name": name, "member_no": member_no })).await?;
    Ok(Added { person_id, membership_id, member_no })
}

pub(super) fn employment_row(person_id: PersonId, work: &EmploymentDraft) -> employment::ActiveModel {
    employment::ActiveModel {
        id: Set(EmploymentId::new()),
        person_id: Set(person_id),
        employer_org_id: Set(work.employer_org_id),
        worksite_org_id: Set(work.worksite_org_id),
        department: Set(kept(work.department.as_deref())),
        job_title: Set(kept(work.job_title.as_deref())),
        grade: Set(kept(work.grade.as_deref())),
        employment_type: Set(work.employment_type),
        employee_no: Set(kept_number(work.employee_no.as_deref())),
        from_on: Set(work.from_on),
        to_on: Set(None),
        ..Default::default()
    }
}

pub(super) fn assignment_row(
    membership_id: MembershipId,
    unit_id: UnitId,
    from_on: chrono::NaiveDate,
) -> unit_assignment::ActiveModel {
    unit_assignment::ActiveModel {
        id: Set(AssignmentId::new()),
        membership_id: Set(membership_id),
        unit_id: Set(unit_id),
        from_on: Set(from_on),
        to_on: Set(None),
        is_primary: Set(true),
        ..Default::default()
    }
}

/// A membership and its person. Out of sight is asked first: it is missing, whatever version was named.
pub(super) async fn load(
    change: &Change<'_>,
    scope: &Scope,
    id: MembershipId,
    version: Option<i64>,
) -> Result<(membership::Model, person::Model)> {
    membership_in_reach(change.on(), scope, id).await?;
    let row =
        membership::Entity::find_by_id(id).one(change.on()).await?.ok_or(Error::Missing { what: "membership" })?;
    if version.is_some_and(|version| version != row.version) {
        return Err(Error::Changed);
    }
    let person =
        person::Entity::find_by_id(row.person_id).one(change.on()).await?.ok_or(Error::Missing { what: "person" })?;
    Ok((row, person))
}

/// What hangs on a person out of sight is missing like one that does not exist.
pub(super) fn out_of_sight(error: Error, what: &'static str) -> Error {
    match error {
        Error::Missing { .. } => Error::Missing { what },
        other => other,
    }
}

/// Approve an application: in force from the first day.
///
/// # Errors
/// M-04, M-05, `month_closed` (M-09), `not_applied`.
pub async fn approve(session: &Session, input: Approve) -> Result<Nothing> {
    let mut change = session.change("members", "approve").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    let (row, person) = load(&change, &scope, input.membership_id, Some(input.version)).await?;
    if row.status != Status::Applied {
        return Err(Error::refused("not_applied", json!({})));
    }
    if row.applied_on.is_some_and(|applied| input.joined_on < applied) || input.joined_on > latest_join(session.today())
    {
        return Err(Error::refused("M-04", json!({})));
    }
    joins_after_birth(person.birth_on, input.joined_on, session.today())?;
    let unit = unit_assignment::Entity::find()
        .filter(unit_assignment::Column::MembershipId.eq(row.id))
        .filter(unit_assignment::Column::IsPrimary.eq(true))
        .order_by_desc(unit_assignment::Column::FromOn)
        .one(change.on())
        .await?;
    let stands = unit.as_ref().map(|unit| unit.unit_id);
    let Some(unit) =
        unit.filter(|unit| scope.tree.get(unit.unit_id).is_some_and(|node| node.valid_on(input.joined_on)))
    else {
        return Err(stands.map_or_else(
            || Error::refused("M-05", json!({})),
            |stands| unit_not_there(&scope.tree, stands, input.joined_on),
        ));
    };
    unit_in_reach(&scope, unit.unit_id)?;
    let reason = input.reason.as_deref();
    let closed = may_enter(session, change.on(), Entry::Begins, input.joined_on, reason).await?;
    let ends = scope.tree.get(unit.unit_id).and_then(|node| node.to_on);
    change
        .update::<unit_assignment::Entity>(&unit, |active| {
            active.from_on = Set(input.joined_on);
            active.to_on = Set(ends);
        })
        .await?;
    change
        .update::<membership::Entity>(&row, |active| {
            active.status = Set(Status::Active);
            active.joined_on = Set(Some(input.joined_on));
        })
        .await?;
    let after = json!({ "member_no": row.member_no, "category": row.category });
    change
        .insert::<membership_event::Entity>(event_row(
            row.id,
            EventKind::Join,
            input.joined_on,
            &json!({ "status": row.status }),
            &after,
            None,
            None,
        ))
        .await?;
    note_correction(&mut change, row.id, input.joined_on, closed, reason).await?;
    change.about_record("person", person.id.0);
    change.because(kept(reason));
    change.done(json!({ "name": name_of(&person), "member_no": row.member_no })).await?;
    Ok(Nothing {})
}

/// Turn an application down, or note that it was taken back. The row is kept.
///
/// # Errors
/// M-06 when the reason names a protected attribute or is empty, `not_applied`.
pub async fn reject(session: &Session, input: Reject) -> Result<Nothing> {
    let mut change = session.change("members", "reject").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    let (row, person) = load(&change, &scope, input.membership_id, Some(input.version)).await?;
    if row.status != Status::Applied {
        return Err(Error::refused("not_applied", json!({})));
    }
    let reason = kept(input.reason.as_deref());
    if !input.withdrawn {
        let named = reason.as_deref().map(str::to_lowercase);
        if named.as_deref().is_none_or(|text| PROTECTED.iter().any(|word| text.contains(word))) {
            return Err(Error::refused("M-06", json!({})));
        }
    }
    let status = if input.withdrawn { Status::Withdrawn } else { Status::Rejected };
    change.update::<membership::Entity>(&row, |active| active.status = Set(status)).await?;
    let event = event_row(
        row.id,
        EventKind::End,
        session.today(),
        &json!({ "status": row.status }),
        &json!({ "status": status }),
        reason,
        None,
    );
    change.insert::<membership_event::Entity>(event).await?;
    change.about_record("person", person.id.0);
    change.done(json!({ "name": name_of(&person), "member_no": row.member_no })).await?;
    Ok(Nothing {})
}
