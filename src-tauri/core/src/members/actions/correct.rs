//! Corrections: the history keeps before and after, nothing is overwritten unseen (M-12).

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::super::category::{categories_of, set_category};
use super::super::closed::{Entry, may_enter};
use super::super::employment::{changed_since, follow_end, leaves_earlier, over_on, telling, until};
use super::super::entity::{employment, membership, membership_event, person, unit_assignment};
use super::super::model::{
    Category, CheckoffStatus, CorrectMember, CorrectMembership, CorrectionChange, CorrectionSeen, DaysFollow,
    EmploymentDraft, EndReason, EventKind, Restorable, Status, against_birth, category_day, checkoff_ordered, earlier,
    may_recategorize, may_reword_end,
};
use super::super::queries::{draft_of, person_in_reach, scope_on};
use super::super::roster::weight;
use super::super::twice;
use super::join::employment_row;
use super::write::{checked, event_row, keep_former_name, kept, kept_number, name_of, set_person};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{MembershipId, PersonId, UnitId};
use crate::ops::Change;
use crate::organizations::Tree;
use crate::rights::Right;
use crate::session::Session;

/// Correct a person, a membership (unless one is named, that by which the person is known) and the employment in force; each
/// part that is named.
///
/// # Errors
/// [`Error::Changed`], [`Error::Invalid`], `joined_before_birth`, M-09 for dates out of order, `category_outside` for a category from a day without membership, `month_closed` for days before the last close without a reason, `member_no_taken`, `membership_overlaps` (M-02).
pub async fn correct(session: &Session, input: CorrectMember) -> Result<Nothing> {
    let mut change = session.change("members", "correct").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    person_in_reach(change.on(), &scope, input.person_id).await?;
    // Nothing differs: no op, nothing to take back.
    let Some(Put { row, newest, history }) = put(session, &mut change, &scope.tree, &input).await? else {
        return Ok(Nothing {});
    };
    let reason = kept(input.reason.as_deref());
    if let Some(membership) = &newest {
        for (kind, on, before, after) in history {
            let event = event_row(membership.id, kind, on, &before, &after, reason.clone(), None);
            change.insert::<membership_event::Entity>(event).await?;
        }
    }
    change.done(json!({ "name": name_of(&row) })).await?;
    Ok(Nothing {})
}

/// What a correction would change, and whose days follow; nothing is written.
///
/// # Errors
/// As [`correct`].
pub async fn preview_correct(session: &Session, input: CorrectMember) -> Result<CorrectionSeen> {
    // The same as the correction does, in a change that is dropped.
    let mut change = session.change("members", "correct").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    person_in_reach(change.on(), &scope, input.person_id).await?;
    let before = days_of(change.on(), input.person_id).await?;
    let Some(put) = put(session, &mut change, &scope.tree, &input).await? else { return Ok(CorrectionSeen::default()) };
    let corrected = put.newest.as_ref().filter(|_| input.membership.is_some()).map(|membership| membership.id.0);
    twice::refuse(change.on(), &[input.person_id.0], |id| corrected == Some(id)).await?;
    let label = |days: &Days| days.unit.and_then(|unit| scope.tree.get(unit)).map(|unit| unit.label.clone());
    let mut follows = Vec::new();
    for now in days_of(change.on(), input.person_id).await? {
        let Some(was) = before.iter().find(|was| was.id == now.id) else { continue };
        // What the officer corrects of the employment is among the changes.
        let told = now.unit.is_none() && input.employment.is_some();
        if (was.from_on, was.to_on) != (now.from_on, now.to_on) && !told {
            follows.push(DaysFollow {
                what: if now.unit.is_some() { Restorable::Unit } else { Restorable::Employment },
                label: label(&now).or_else(|| now.number.clone()),
                was_from_on: was.from_on,
                was_to_on: was.to_on,
                from_on: now.from_on,
                to_on: now.to_on,
            });
        }
    }
    let told = |(kind, effective_on, before, after)| CorrectionChange { kind, effective_on, before, after };
    Ok(CorrectionSeen { changes: put.history.into_iter().map(told).collect(), follows })
}

/// The days of a unit or an employment of a person.
struct Days {
    id: Uuid,
    unit: Option<UnitId>,
    number: Option<String>,
    from_on: Option<NaiveDate>,
    to_on: Option<NaiveDate>,
}

/// Units and employments of a person with their days.
async fn days_of(on: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Days>> {
    let own: Vec<MembershipId> = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person))
        .all(on)
        .await?
        .into_iter()
        .map(|row| row.id)
        .collect();
    let units = unit_assignment::Entity::find()
        .filter(unit_assignment::Column::MembershipId.is_in(own))
        .order_by_asc(unit_assignment::Column::FromOn)
        .all(on)
        .await?;
    let works = employment::Entity::find()
        .filter(employment::Column::PersonId.eq(person))
        .order_by_asc(employment::Column::Id)
        .all(on)
        .await?;
    let units = units.into_iter().map(|row| Days {
        id: row.id.0,
        unit: Some(row.unit_id),
        number: None,
        from_on: Some(row.from_on),
        to_on: row.to_on,
    });
    let works = works.into_iter().map(|row| Days {
        id: row.id.0,
        unit: None,
        number: row.employee_no,
        from_on: row.from_on,
        to_on: row.to_on,
    });
    Ok(units.chain(works).collect())
}

/// What a correction wrote.
struct Put {
    row: person::Model,
    /// The membership that it is of.
    newest: Option<membership::Model>,
    /// What its history tells: what, from which day, before and after.
    history: Vec<(EventKind, NaiveDate, Value, Value)>,
}

/// Write a correction within a change; none where nothing differs.
async fn put(session: &Session, change: &mut Change<'_>, tree: &Tree, input: &CorrectMember) -> Result<Option<Put>> {
    let row =
        person::Entity::find_by_id(input.person_id).one(change.on()).await?.ok_or(Error::Missing { what: "person" })?;
    if row.erased_at.is_some() {
        return Err(Error::refused("person_erased", json!({})));
    }
    if row.version != input.version {
        return Err(Error::Changed);
    }
    change.about_record("person", row.id.0);
    let reason = kept(input.reason.as_deref());
    let memberships =
        membership::Entity::find().filter(membership::Column::PersonId.eq(row.id)).all(change.on()).await?;
    let named = memberships.iter().filter(|own| input.membership_id.is_none_or(|id| own.id == id));
    let newest = named.max_by_key(|own| weight(own)).cloned();
    if newest.is_none() && input.membership_id.is_some() {
        return Err(Error::Missing { what: "membership" });
    }
    born_before_joining(input, &row, newest.as_ref(), &memberships, session.today())?;
    let mut changed = false;
    let today = session.today();
    let mut history: Vec<(EventKind, NaiveDate, Value, Value)> = Vec::new();
    if let Some(draft) = &input.person {
        let mut draft = checked(draft, session.today())?;
        let old = draft_of(row.clone());
        keep_former_name(&old, &mut draft);
        let (before, after) = differences(&json!(old), &json!(draft));
        if change.update::<person::Entity>(&row, |active| set_person(active, &draft)).await? {
            let renamed = ["family_name", "given_name"].iter().any(|field| after.get(field).is_some());
            history.push((if renamed { EventKind::Name } else { EventKind::Correction }, today, before, after));
            changed = true;
        }
    }
    if let (Some(fields), Some(membership)) = (&input.membership, &newest) {
        let days = [
            (Entry::Begins, membership.joined_on, fields.joined_on),
            (Entry::Ends, membership.left_on, fields.left_on),
        ];
        for (entry, old, new) in days {
            let Some(new) = new.filter(|new| Some(*new) != old) else { continue };
            // Between the two days the figures change, so the earlier one counts.
            let first = old.map_or(new, |old| old.min(new));
            may_enter(session, change.on(), entry, first, reason.as_deref()).await?;
        }
        if let Some(left) = membership.left_on
            && fields.end_reason.is_some_and(|said| Some(said) != membership.end_reason)
        {
            // Reports say why members left.
            may_enter(session, change.on(), Entry::Ends, left, reason.as_deref()).await?;
        }
        if let Some((before, after)) = correct_membership(change, tree, membership, fields).await? {
            let now = (fields.left_on.or(membership.left_on), fields.end_reason.or(membership.end_reason));
            follow_end(change, membership, now).await?;
            follow_death(change, membership, now).await?;
            history.push((EventKind::Correction, today, before, after));
        }
        if let Some(category) = fields.category {
            let to = (category, fields.category_from);
            if let Some((from, had)) = recategorize(session, change, membership.id, to, reason.as_deref()).await? {
                let (before, after) = (json!({ "category": had }), json!({ "category": category }));
                history.push((EventKind::Category, from, before, after));
            }
        }
        changed |= !history.is_empty();
    }
    if let Some(work) = &input.employment {
        let day = input.employment_type_from.unwrap_or(today);
        let told = correct_employment(session, change, &row, work, (newest.as_ref(), day), reason.as_deref()).await?;
        history.extend(told.map(|(on, before, after)| (EventKind::Employment, on, before, after)));
    }
    let differs = changed || !history.is_empty();
    Ok(differs.then_some(Put { row, newest, history }))
}

/// A corrected birth date or first day does not contradict the others; what was stored so before stands until it is corrected.
///
/// # Errors
/// `joined_before_birth` at the field that was corrected.
fn born_before_joining(
    input: &CorrectMember,
    row: &person::Model,
    newest: Option<&membership::Model>,
    memberships: &[membership::Model],
    today: NaiveDate,
) -> Result<()> {
    let birth_on = input.person.as_ref().map_or(row.birth_on, |draft| draft.birth_on);
    let before_birth = |joined| matches!(against_birth(birth_on, joined, today), Some(("joined_on", _)));
    let said = input.membership.as_ref().and_then(|fields| fields.joined_on);
    if said != newest.and_then(|own| own.joined_on) && before_birth(said) {
        return Err(Error::invalid("membership.joined_on", "joined_before_birth"));
    }
    let was = memberships.iter().filter(|own| own.end_reason != Some(EndReason::EntryError));
    let now = was.filter_map(|own| {
        let corrected = newest.is_some_and(|newest| newest.id == own.id);
        said.filter(|_| corrected).or(own.joined_on)
    });
    if birth_on != row.birth_on && before_birth(now.min()) {
        return Err(Error::invalid("person.birth_on", "joined_before_birth"));
    }
    Ok(())
}

/// The fields in which two objects differ.
pub(super) fn differences(before: &Value, after: &Value) -> (Value, Value) {
    let (mut old, mut new) = (Map::new(), Map::new());
    for (field, value) in after.as_object().into_iter().flatten() {
        let was = before.get(field).cloned().unwrap_or_default();
        if was != *value {
            old.insert(field.clone(), was);
            new.insert(field.clone(), value.clone());
        }
    }
    (Value::Object(old), Value::Object(new))
}

async fn correct_membership(
    change: &mut Change<'_>,
    tree: &Tree,
    row: &membership::Model,
    fields: &CorrectMembership,
) -> Result<Option<(Value, Value)>> {
    let joined_on = fields.joined_on.or(row.joined_on);
    let left_on = fields.left_on.or(row.left_on);
    let of_the_end = [fields.left_on.is_some(), fields.end_reason.is_some(), fields.end_note.is_some()];
    if of_the_end.contains(&true) && row.status != Status::Ended {
        return Err(Error::refused("not_ended", json!({})));
    }
    let end_reason = fields.end_reason.or(row.end_reason);
    let received_on = fields.received_on.or(row.end_received_on);
    if let Some(said) = fields.end_reason {
        may_reword_end((row.end_reason, said), received_on)?;
    }
    if joined_on.zip(left_on).is_some_and(|(joined, left)| left < joined) {
        return Err(Error::refused("M-09", json!({ "joined_on": joined_on })));
    }
    let stops = fields.checkoff_status.unwrap_or(row.checkoff_status) == CheckoffStatus::Stopped;
    if stops && (fields.checkoff_stopped_on.is_some() || fields.checkoff_mandate_on.is_some()) {
        let mandate = fields.checkoff_mandate_on.or(row.checkoff_mandate_on);
        let stopped = fields.checkoff_stopped_on.or(row.checkoff_stopped_on);
        checkoff_ordered("membership.checkoff_stopped_on", mandate, stopped)?;
    }
    let member_no = kept_number(fields.member_no.as_deref()).unwrap_or_else(|| row.member_no.clone());
    if member_no != row.member_no
        && membership::Entity::find()
            .filter(membership::Column::MemberNo.eq(&member_no))
            .one(change.on())
            .await?
            .is_some()
    {
        return Err(Error::invalid("membership.member_no", "member_no_taken"));
    }
    let changed = change
        .update::<membership::Entity>(row, |active| {
            active.member_no = Set(member_no.clone());
            active.joined_on = Set(joined_on);
            active.left_on = Set(left_on);
            active.end_reason = Set(end_reason);
            active.end_received_on = Set(received_on);
            active.end_note = Set(match &fields.end_note {
                Some(note) => kept(Some(note)),
                None => row.end_note.clone(),
            });
            active.dues_kind = Set(fields.dues_kind.unwrap_or(row.dues_kind));
            active.checkoff_status = Set(fields.checkoff_status.unwrap_or(row.checkoff_status));
            active.checkoff_mandate_on = Set(fields.checkoff_mandate_on.or(row.checkoff_mandate_on));
            active.checkoff_stopped_on = Set(fields.checkoff_stopped_on.or(row.checkoff_stopped_on));
            active.fulltime_kind = Set(fields.fulltime_kind.or(row.fulltime_kind));
            active.union_post = Set(match &fields.union_post {
                Some(post) => kept(Some(post)),
                None => row.union_post.clone(),
            });
        })
        .await?;
    if !changed {
        return Ok(None);
    }
    follow(change, tree, row, joined_on, left_on).await?;
    let now =
        membership::Entity::find_by_id(row.id).one(change.on()).await?.ok_or(Error::Missing { what: "membership" })?;
    let (mut before, mut after) = differences(&json!(row), &json!(now));
    for side in [&mut before, &mut after] {
        if let Some(fields) = side.as_object_mut() {
            fields.retain(|name, _| !["version", "updated_at", "updated_by"].contains(&name.as_str()));
        }
    }
    Ok(Some((before, after)))
}

/// A death is known of the person as well; what was corrected away is not.
async fn follow_death(
    change: &mut Change<'_>,
    row: &membership::Model,
    (left_on, reason): (Option<NaiveDate>, Option<EndReason>),
) -> Result<()> {
    let died = |left: Option<NaiveDate>, reason| left.filter(|_| reason == Some(EndReason::Death));
    let (was, now) = (died(row.left_on, row.end_reason), died(left_on, reason));
    if was == now {
        return Ok(());
    }
    let person =
        person::Entity::find_by_id(row.person_id).one(change.on()).await?.ok_or(Error::Missing { what: "person" })?;
    if person.deceased_on == was {
        change.update::<person::Entity>(&person, |active| active.deceased_on = Set(now)).await?;
    }
    Ok(())
}

/// Another category from a day on; answers that day and the category that it had. None: it has it on that day.
///
/// # Errors
/// `category_outside`, `month_closed` for a day before the last close without a reason (M-09).
async fn recategorize(
    session: &Session,
    change: &mut Change<'_>,
    id: MembershipId,
    (category, from): (Category, Option<NaiveDate>),
    reason: Option<&str>,
) -> Result<Option<(NaiveDate, Category)>> {
    // Its days may have been corrected a moment ago.
    let row =
        membership::Entity::find_by_id(id).one(change.on()).await?.ok_or(Error::Missing { what: "membership" })?;
    let day = from.unwrap_or_else(|| category_day(session.today(), row.joined_on, row.left_on, row.category_from));
    let rows = std::slice::from_ref(&row);
    let had = categories_of(change.on(), rows).await?.get(&id).map_or(row.category, |own| own.on(day));
    if had == category {
        return Ok(None);
    }
    may_recategorize(day, row.joined_on, row.left_on)?;
    // Who only applied is in no figure yet.
    if row.joined_on.is_some() {
        may_enter(session, change.on(), Entry::Begins, day, reason).await?;
    }
    set_category(change, rows, category, day).await?;
    Ok(Some((day, had)))
}

/// A member has a unit on each day: the first and the last assignment follow the corrected days of the membership, as far as
/// their units existed; nothing lasts longer than the membership.
async fn follow(
    change: &mut Change<'_>,
    tree: &Tree,
    row: &membership::Model,
    joined_on: Option<NaiveDate>,
    left_on: Option<NaiveDate>,
) -> Result<()> {
    follow_first_day(change, tree, row, joined_on).await?;
    if let Some((old, new)) = corrected(row.left_on, left_on) {
        let rows = unit_assignment::Entity::find()
            .filter(unit_assignment::Column::MembershipId.eq(row.id))
            .filter(unit_assignment::Column::FromOn.lte(new))
            .all(change.on())
            .await?;
        for assignment in &rows {
            let ends = tree.get(assignment.unit_id).and_then(|unit| unit.to_on);
            let next = rows.iter().map(|other| other.from_on).filter(|from| *from > assignment.from_on).min();
            let eve = next.and_then(|next| next.pred_opt());
            let beyond = assignment.to_on.is_none_or(|last| last > new);
            if assignment.to_on == Some(old) || beyond {
                let last = earlier(&[Some(new), ends, eve]);
                change.update::<unit_assignment::Entity>(assignment, |active| active.to_on = Set(last)).await?;
            }
        }
    }
    Ok(())
}

fn corrected(day: Option<NaiveDate>, now: Option<NaiveDate>) -> Option<(NaiveDate, NaiveDate)> {
    day.zip(now).filter(|(old, new)| old != new)
}

/// The unit of the first day follows a corrected first day, as far as the unit existed.
///
/// # Errors
/// What the database answers.
pub(crate) async fn follow_first_day(
    change: &mut Change<'_>,
    tree: &Tree,
    row: &membership::Model,
    joined_on: Option<NaiveDate>,
) -> Result<()> {
    let Some((old, new)) = corrected(row.joined_on, joined_on) else { return Ok(()) };
    let first = unit_assignment::Entity::find()
        .filter(unit_assignment::Column::MembershipId.eq(row.id))
        .filter(unit_assignment::Column::FromOn.eq(old))
        .all(change.on())
        .await?;
    for assignment in &first {
        let from = tree.get(assignment.unit_id).map_or(new, |unit| new.max(unit.from_on));
        if assignment.to_on.is_none_or(|last| last >= from) {
            change.update::<unit_assignment::Entity>(assignment, |active| active.from_on = Set(from)).await?;
        }
    }
    Ok(())
}

/// The employment in force as it shall be; another kind from a day on leaves what was before on record. Answers the day from
/// which it holds, and what it was and is.
///
/// # Errors
/// `employment_changed_later`, `month_closed` for a kind that changes figures before the last close without a reason (M-09).
async fn correct_employment(
    session: &Session,
    change: &mut Change<'_>,
    row: &person::Model,
    work: &EmploymentDraft,
    (membership, day): (Option<&membership::Model>, NaiveDate),
    reason: Option<&str>,
) -> Result<Option<(NaiveDate, Value, Value)>> {
    let joined_on = membership.and_then(|membership| membership.joined_on);
    let left_on = membership.and_then(|membership| membership.left_on);
    let rows = employment::Entity::find()
        .filter(employment::Column::PersonId.eq(row.id))
        .order_by_desc(employment::Column::Id)
        .all(change.on())
        .await?;
    // Of a membership that is over it is the employment of its last day, which may be over as well.
    let of_then = left_on.and_then(|left| telling(&rows, left)).filter(|row| row.to_on == left_on);
    let after = json!(work);
    let Some(open) = of_then.or_else(|| rows.iter().find(|row| row.to_on.is_none())).cloned() else {
        let mut begins = employment_row(row.id, work);
        // Who left the company does not work there again by a correction.
        begins.to_on = Set(membership.and_then(|membership| over_on(membership.left_on, membership.end_reason)));
        change.insert::<employment::Entity>(begins).await?;
        return Ok(Some((session.today(), Value::Null, after)));
    };
    let another = open.employment_type != work.employment_type;
    if another && open.to_on.is_some() {
        // What it was when it ended is put right as a whole.
        let first = [open.from_on, joined_on].into_iter().flatten().max().unwrap_or(day);
        may_enter(session, change.on(), Entry::Begins, first, reason).await?;
    } else if another {
        if joined_on.is_some() {
            may_enter(session, change.on(), Entry::Begins, joined_on.map_or(day, |joined| joined.max(day)), reason)
                .await?;
        }
        if changed_since(change.on(), &[row.id], day).await?.contains(&row.id) {
            return Err(Error::refused("employment_changed_later", json!({ "day": day })));
        }
        if leaves_earlier(open.from_on, joined_on, day) {
            change.insert::<employment::Entity>(until(&open, day.pred_opt().unwrap_or(day))).await?;
        }
    }
    let before = json!(EmploymentDraft {
        employer_org_id: open.employer_org_id,
        worksite_org_id: open.worksite_org_id,
        department: open.department.clone(),
        job_title: open.job_title.clone(),
        grade: open.grade.clone(),
        employment_type: open.employment_type,
        employee_no: open.employee_no.clone(),
        from_on: open.from_on,
    });
    let changed = change
        .update::<employment::Entity>(&open, |active| {
            active.employer_org_id = Set(work.employer_org_id);
            active.worksite_org_id = Set(work.worksite_org_id);
            active.department = Set(kept(work.department.as_deref()));
            active.job_title = Set(kept(work.job_title.as_deref()));
            active.grade = Set(kept(work.grade.as_deref()));
            active.employment_type = Set(work.employment_type);
            active.employee_no = Set(kept_number(work.employee_no.as_deref()));
            active.from_on = Set(work.from_on);
        })
        .await?;
    let (before, after) = differences(&before, &after);
    Ok(changed.then_some((if another { day } else { session.today() }, before, after)))
}
