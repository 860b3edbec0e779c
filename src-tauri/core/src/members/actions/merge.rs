//! One person out of two: everything of the one goes to the other, in one op that can be taken back. A test walks every
//! foreign key of the schema, so that a table which refers to persons cannot be forgotten here.

use chrono::Days;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::closed::{Entry, may_enter, note_correction};
use super::super::entity::{
    consent, consent_refusal, contact_point, employment, erasure, finding_kept, membership, membership_event, person,
    person_pair, provision_person, subject_request,
};
use super::super::model::{EndReason, EventKind, MergePersons, NotSame, PersonDraft, Span, Status};
use super::super::queries::{draft_of, pairs_of, person_in_reach, scope_on};
use super::super::roster::{is_live, weight};
use super::conditions::end_with_memberships;
use super::passing::{CHECKOFF, Hanging, last_day, pass_checkoff, pass_words};
use super::write::{event_row, kept, name_of, set_person};
use crate::api::Nothing;
use crate::compose;
use crate::dates::overlap;
use crate::error::{Error, Result};
use crate::ids::{PairId, PersonId};
use crate::ops::Change;
use crate::rights::Right;
use crate::session::Session;

/// Two persons are not the same: they are not shown as a pair again.
///
/// # Errors
/// [`Error::Missing`], `same_person`.
pub async fn not_same(session: &Session, input: NotSame) -> Result<Nothing> {
    if input.one == input.other {
        return Err(Error::refused("same_person", json!({})));
    }
    let mut change = session.change("members", "not_same").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    let mut names = Vec::new();
    for id in [input.one, input.other] {
        person_in_reach(change.on(), &scope, id).await?;
        let row = person::Entity::find_by_id(id).one(change.on()).await?.ok_or(Error::Missing { what: "person" })?;
        names.push(name_of(&row));
    }
    let (one, other) = (input.one.min(input.other), input.one.max(input.other));
    let known = person_pair::Entity::find()
        .filter(person_pair::Column::OneId.eq(one))
        .filter(person_pair::Column::OtherId.eq(other))
        .one(change.on())
        .await?;
    if known.is_some() {
        return Ok(Nothing {});
    }
    change.insert::<person_pair::Entity>(pair_row(one, other)).await?;
    change.done(json!({ "names": names.join("、") })).await?;
    Ok(Nothing {})
}

fn pair_row(one_id: PersonId, other_id: PersonId) -> person_pair::ActiveModel {
    person_pair::ActiveModel {
        id: Set(PairId::new()),
        one_id: Set(one_id),
        other_id: Set(other_id),
        ..Default::default()
    }
}

/// Persons whom an officer said to be new are not the same as anybody whom the rules of duplicates find beside them.
///
/// # Errors
/// What the database answers.
pub(crate) async fn keep_apart(change: &mut Change<'_>, new: &[PersonId]) -> Result<()> {
    let pairs = pairs_of(change.on(), new).await?;
    if !pairs.is_empty() {
        let rows = pairs.into_iter().map(|(one, other)| pair_row(one, other)).collect();
        change.insert_many::<person_pair::Entity>(rows).await?;
    }
    Ok(())
}

/// Make one person of two. Of two memberships in force the one that goes is ended as entered by mistake, and what hangs on it
/// passes to the one that stays, from its first day at the earliest, wherever that has nothing of the same in those days; of two
/// open employments at one employer the one that goes ends the day before.
///
/// # Errors
/// [`Error::Changed`], `same_person`, `column_unknown` for a field that no person has, `merge_overlaps` for memberships that share
/// days (M-02), `month_closed` where a closed figure changes without a reason (M-09).
pub async fn merge(session: &Session, input: MergePersons) -> Result<Nothing> {
    if input.keep == input.merge {
        return Err(Error::refused("same_person", json!({})));
    }
    let mut change = session.change("members", "merge").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    for id in [input.keep, input.merge] {
        person_in_reach(change.on(), &scope, id).await?;
    }
    let keep = read(&change, input.keep, input.keep_version).await?;
    let gone = read(&change, input.merge, input.merge_version).await?;
    let draft = joined(&draft_of(keep.clone()), &draft_of(gone.clone()), &input.take)?;
    change
        .update::<person::Entity>(&keep, |active| {
            set_person(active, &draft);
            active.deceased_on = Set(keep.deceased_on.or(gone.deceased_on));
        })
        .await?;
    let reason = kept(input.reason.as_deref());
    let own = number_of(&change, keep.id).await?;
    let other = number_of(&change, gone.id).await?;
    let today = session.today();
    memberships(session, &mut change, [keep.id, gone.id], reason.as_deref(), &input.take).await?;
    employments(&mut change, keep.id, gone.id, today).await?;
    relink(&mut change, keep.id, gone.id).await?;
    compose::relink(&mut change, keep.id, gone.id).await?;
    change.update::<person::Entity>(&gone, |active| active.merged_into_id = Set(Some(keep.id))).await?;
    change.about_record("person", keep.id.0);
    change.because(reason);
    change.done(json!({ "name": told(&keep, own), "other": told(&gone, other) })).await?;
    Ok(Nothing {})
}

/// The number by which a person is known: two of one name are told apart by it.
async fn number_of(change: &Change<'_>, id: PersonId) -> Result<Option<String>> {
    let rows = membership::Entity::find().filter(membership::Column::PersonId.eq(id)).all(change.on()).await?;
    Ok(rows.into_iter().max_by_key(weight).map(|row| row.member_no))
}

fn told(row: &person::Model, number: Option<String>) -> String {
    let name = name_of(row);
    number.map_or_else(|| name.clone(), |number| format!("{name}({number})"))
}

async fn read(change: &Change<'_>, id: PersonId, version: i64) -> Result<person::Model> {
    let row = person::Entity::find_by_id(id).one(change.on()).await?.ok_or(Error::Missing { what: "person" })?;
    if row.version != version || row.merged_into_id.is_some() || row.erased_at.is_some() {
        return Err(Error::Changed);
    }
    Ok(row)
}

/// The fields of who stays, blanks filled from who goes, and those that were asked for taken from there.
fn joined(keep: &PersonDraft, gone: &PersonDraft, take: &[String]) -> Result<PersonDraft> {
    let bug = |error: serde_json::Error| Error::Bug(error.to_string());
    let mut fields = serde_json::to_value(keep).map_err(bug)?;
    let other = serde_json::to_value(gone).map_err(bug)?;
    if let Some(unknown) = take.iter().find(|name| *name != CHECKOFF && other.get(name.as_str()).is_none()) {
        return Err(Error::invalid(&format!("take.{unknown}"), "column_unknown"));
    }
    if let (Some(fields), Some(other)) = (fields.as_object_mut(), other.as_object()) {
        for (name, value) in other {
            let blank = fields.get(name).is_none_or(|own| own.is_null() || own.as_str() == Some(""));
            if (blank || take.contains(name)) && !value.is_null() {
                fields.insert(name.clone(), value.clone());
            }
        }
    }
    let mut draft: PersonDraft = serde_json::from_value(fields).map_err(bug)?;
    if let (Some(own), Some(other)) = (&keep.remarks, &gone.remarks)
        && own != other
    {
        draft.remarks = Some(format!("{own}\n{other}"));
    }
    Ok(draft)
}

/// Of two memberships in force one was entered by mistake (M-02): the one of who goes. Two that share days otherwise are put
/// right before, for nobody but the officer knows which days are true.
async fn memberships(
    session: &Session,
    change: &mut Change<'_>,
    [keep, gone]: [PersonId; 2],
    reason: Option<&str>,
    take: &[String],
) -> Result<()> {
    let today = session.today();
    let of = |id: PersonId| membership::Entity::find().filter(membership::Column::PersonId.eq(id));
    let (own, others) = (of(keep).all(change.on()).await?, of(gone).all(change.on()).await?);
    let both_live = |one: &membership::Model, other: &membership::Model| is_live(one.status) && is_live(other.status);
    for one in &own {
        for other in others.iter().filter(|other| !both_live(one, other)) {
            if let (Some(first), Some(second)) = (counted(one), counted(other))
                && overlap(first, second)
            {
                return Err(Error::refused("merge_overlaps", json!({ "first": first.0, "second": second.0 })));
            }
        }
    }
    let live = |rows: Vec<membership::Model>| rows.into_iter().find(|row| is_live(row.status));
    let (Some(stays), Some(other)) = (live(own), live(others)) else { return Ok(()) };
    if let Some(joined) = other.joined_on {
        let closed = may_enter(session, change.on(), Entry::Begins, joined, reason).await?;
        note_correction(change, other.id, joined, closed, reason).await?;
    }
    let joined = other.joined_on.or(other.applied_on).unwrap_or(today);
    let last = last_day(&other, today);
    let hanging = Hanging::of(change.on(), [&stays, &other]).await?.parted([&stays, &other], last);
    hanging.pass(change, &stays).await?;
    pass_words(change, stays.id, &other).await?;
    pass_checkoff(change, stays.id, &other, take).await?;
    hanging.leave_units(change, last).await?;
    end_with_memberships(change, &[other.id], last).await?;
    change
        .update::<membership::Entity>(&other, |active| {
            active.status = Set(Status::Ended);
            active.joined_on = Set(Some(joined));
            active.left_on = Set(Some(last));
            active.end_reason = Set(Some(EndReason::EntryError));
        })
        .await?;
    let after = json!({ "status": "ended", "left_on": last, "end_reason": EndReason::EntryError });
    let event = event_row(other.id, EventKind::End, last, &json!({ "status": other.status }), &after, None, None);
    change.insert::<membership_event::Entity>(event).await?;
    Ok(())
}

/// The days on which a membership is counted.
fn counted(row: &membership::Model) -> Option<Span> {
    let stands = matches!(row.status, Status::Active | Status::Suspended | Status::Ended);
    row.joined_on.filter(|_| stands && row.end_reason != Some(EndReason::EntryError)).map(|from| (from, row.left_on))
}

/// Of two open employments at one employer the one that goes has ended; what it alone knew goes over.
async fn employments(change: &mut Change<'_>, keep: PersonId, gone: PersonId, today: chrono::NaiveDate) -> Result<()> {
    let open = |id: PersonId| {
        employment::Entity::find()
            .filter(employment::Column::PersonId.eq(id))
            .filter(employment::Column::ToOn.is_null())
    };
    let own = open(keep).all(change.on()).await?;
    for other in open(gone).all(change.on()).await? {
        let Some(own) = own.iter().find(|own| own.employer_org_id == other.employer_org_id) else { continue };
        let last = today.checked_sub_days(Days::new(1)).unwrap_or(today).max(other.from_on.unwrap_or(today));
        change.update::<employment::Entity>(&other, |active| active.to_on = Set(Some(last))).await?;
        change
            .update::<employment::Entity>(own, |active| {
                active.employee_no = Set(own.employee_no.clone().or(other.employee_no.clone()));
                active.department = Set(own.department.clone().or(other.department.clone()));
                active.job_title = Set(own.job_title.clone().or(other.job_title.clone()));
                active.grade = Set(own.grade.clone().or(other.grade.clone()));
                active.worksite_org_id = Set(own.worksite_org_id.or(other.worksite_org_id));
                active.from_on = Set(own.from_on.or(other.from_on));
            })
            .await?;
    }
    Ok(())
}

/// Every row that refers to who goes refers to who stays.
async fn relink(change: &mut Change<'_>, keep: PersonId, gone: PersonId) -> Result<()> {
    macro_rules! move_rows {
        ($($table:ident . $field:ident / $column:ident),*) => {$(
            for row in $table::Entity::find().filter($table::Column::$column.eq(gone)).all(change.on()).await? {
                change.update::<$table::Entity>(&row, |active| active.$field = Set(keep.into())).await?;
            }
        )*};
    }
    move_rows!(
        membership.person_id / PersonId,
        employment.person_id / PersonId,
        contact_point.person_id / PersonId,
        consent.person_id / PersonId,
        consent_refusal.person_id / PersonId,
        provision_person.person_id / PersonId,
        subject_request.person_id / PersonId,
        erasure.person_id / PersonId
    );
    for row in person::Entity::find().filter(person::Column::MergedIntoId.eq(gone)).all(change.on()).await? {
        change.update::<person::Entity>(&row, |active| active.merged_into_id = Set(Some(keep))).await?;
    }
    // What was left as it is of both is left once; the other row goes, and undo brings it back.
    let kept: Vec<String> = finding_kept::Entity::find()
        .filter(finding_kept::Column::PersonId.eq(keep))
        .all(change.on())
        .await?
        .into_iter()
        .map(|row| row.kind)
        .collect();
    for row in finding_kept::Entity::find().filter(finding_kept::Column::PersonId.eq(gone)).all(change.on()).await? {
        if kept.contains(&row.kind) {
            change.remove::<finding_kept::Entity>(&row).await?;
        } else {
            change.update::<finding_kept::Entity>(&row, |active| active.person_id = Set(keep)).await?;
        }
    }
    // Who was told apart from the one is told apart from the other; a pair of the two is no pair any more and stays as history.
    let pairs = person_pair::Entity::find()
        .filter(
            sea_orm::Condition::any()
                .add(person_pair::Column::OneId.eq(gone))
                .add(person_pair::Column::OtherId.eq(gone)),
        )
        .all(change.on())
        .await?;
    for pair in pairs {
        let third = if pair.one_id == gone { pair.other_id } else { pair.one_id };
        if third == keep {
            continue;
        }
        let (one, other) = (keep.min(third), keep.max(third));
        let known = person_pair::Entity::find()
            .filter(person_pair::Column::OneId.eq(one))
            .filter(person_pair::Column::OtherId.eq(other))
            .one(change.on())
            .await?;
        if known.is_none() {
            change
                .update::<person_pair::Entity>(&pair, |active| {
                    active.one_id = Set(one);
                    active.other_id = Set(other);
                })
                .await?;
        }
    }
    Ok(())
}
