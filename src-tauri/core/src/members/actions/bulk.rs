//! One change to many members in one op: judged by the rules of the single verbs, written a batch at a time. Nobody is
//! changed halfway: whom a rule refuses stays as before and is named.

mod judge;

use std::collections::{HashMap, HashSet};

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use self::judge::{Member, Verdict, judge};
use super::super::category::{categories_of, set_category};
use super::super::closed::{Entry, may_end_on, may_enter};
use super::super::employment::{changed_since, leaves_earlier, until};
use super::super::entity::{
    consent, employment, membership, membership_condition, membership_event, person, unit_assignment,
};
use super::super::model::{
    BulkCause, BulkChange, BulkPreview, CannotChange, ChangeMany, ChangedMany, CheckoffStatus, EndReason, EventKind,
    GiveConsent, LeaveUnion, StartCondition, may_consent,
};
use super::super::queries::{Scope, chosen, scope, scope_on};
use super::conditions::{begin_all, conditions_of, end_all_on};
use super::contacts::consent_row;
use super::correct::differences;
use super::join::{unit_in_reach, unit_not_there};
use super::leave::end_all;
use super::place::{assignments, place};
use super::write::{event_row, kept, name_of};
use crate::error::{Error, Result};
use crate::ids::{ConditionId, MembershipId, PersonId};
use crate::ops::Change;
use crate::rights::Right;
use crate::session::Session;

/// Members that are judged and written together.
const BATCH: usize = 1_000;
/// People named for one cause.
const NAMED: usize = 200;

/// What a change of many would do: how many will change, are so already, and cannot, with the rule and the names.
///
/// # Errors
/// What forbids the change for everyone: a unit out of reach, a field that is missing, a closed month.
pub async fn preview_bulk(session: &Session, input: ChangeMany) -> Result<BulkPreview> {
    let scope = scope(session, Right::ChangeRoster).await?;
    check(session, session.look(), &scope, &input).await?;
    let (ids, unseen) = chosen(session, &scope, &input.chosen).await?;
    let mut told = Told::of(ids.len(), unseen);
    for part in ids.chunks(BATCH) {
        session.progress.go_on()?;
        session.progress.step("bulk", told.seen(), ids.len() as u64);
        told.note(&read(session.look(), &scope, &input.change, part).await?);
    }
    Ok(told.finish())
}

/// Change many members; those whom a rule refuses are named and stay as they are.
///
/// # Errors
/// As [`preview_bulk`]; `bulk_differs` when another number would change than the preview said, and nothing was done.
pub async fn change_many(session: &Session, input: ChangeMany) -> Result<ChangedMany> {
    let scope = scope(session, Right::ChangeRoster).await?;
    let (ids, unseen) = chosen(session, &scope, &input.chosen).await?;
    let mut told = Told::of(ids.len(), unseen);
    let mut change = session.change("members", "change_many").await?;
    // A colleague may have closed the unit since.
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    check(session, change.on(), &scope, &input).await?;
    let reason = kept(input.reason.as_deref());
    for part in ids.chunks(BATCH) {
        session.progress.go_on()?;
        session.progress.step("bulk", told.seen(), ids.len() as u64);
        let members = read(change.on(), &scope, &input.change, part).await?;
        told.note(&members);
        let will: Vec<Member> =
            members.into_iter().filter(|(_, verdict)| *verdict == Verdict::Will).map(|(member, _)| member).collect();
        write(session, &mut change, &scope, &input.change, reason.clone(), &will).await?;
        // Nothing by which a person is searched changes here.
        change.indexed(will.iter().map(|member| member.person.id.0));
    }
    let result = told.finish();
    if input.expected.is_some_and(|expected| expected != result.will) {
        return Err(Error::refused("bulk_differs", json!({ "expected": input.expected, "will": result.will })));
    }
    if result.will == 0 {
        return Ok(ChangedMany { op: None, result });
    }
    change.because(reason);
    let op = change.done(json!({ "n": result.will, "bulk": input.change.kind() })).await?;
    Ok(ChangedMany { op: Some(op), result })
}

/// What is asked once for everyone.
async fn check(session: &Session, on: &impl ConnectionTrait, scope: &Scope, input: &ChangeMany) -> Result<()> {
    match &input.change {
        BulkChange::MoveUnit { unit_id, from_on } => {
            unit_in_reach(scope, *unit_id)?;
            if !scope.tree.get(*unit_id).is_some_and(|unit| unit.valid_on(*from_on)) {
                return Err(unit_not_there(&scope.tree, *unit_id, *from_on));
            }
            may_enter(session, on, Entry::Begins, *from_on, input.reason.as_deref()).await.map(drop)
        }
        BulkChange::Category { from_on, .. } => {
            let day = from_on.unwrap_or_else(|| session.today());
            may_enter(session, on, Entry::Begins, day, input.reason.as_deref()).await.map(drop)
        }
        BulkChange::StartCondition { from_on, to_on: Some(to_on), .. } if to_on < from_on => {
            Err(Error::invalid("change.to_on", "date_order"))
        }
        BulkChange::Employment { department, job_title, grade, employment_type, from_on } => {
            let nothing = department.is_none() && job_title.is_none() && grade.is_none() && employment_type.is_none();
            if nothing {
                return Err(Error::invalid("change", "nothing_to_change"));
            }
            if employment_type.is_none() {
                return Ok(());
            }
            let day = from_on.unwrap_or_else(|| session.today());
            may_enter(session, on, Entry::Begins, day, input.reason.as_deref()).await.map(drop)
        }
        BulkChange::GiveConsent { granted_on, notice_version, .. } => {
            may_consent(kept(Some(notice_version)).as_deref(), *granted_on, session.today())
        }
        BulkChange::Leave { left_on, end_note, end_reason, .. } => {
            let reason = end_note.as_deref().or(input.reason.as_deref());
            if *end_reason == EndReason::EntryError {
                // They are counted on no day any more, from their first on.
                may_enter(session, on, Entry::Begins, chrono::NaiveDate::MIN, reason).await?;
            }
            may_end_on(session, on, *left_on, reason).await
        }
        _ => Ok(()),
    }
}

/// Members with what the change asks of them, judged.
async fn read(
    on: &impl ConnectionTrait,
    scope: &Scope,
    change: &BulkChange,
    ids: &[MembershipId],
) -> Result<Vec<(Member, Verdict)>> {
    let mut rows: HashMap<MembershipId, membership::Model> = membership::Entity::find()
        .filter(membership::Column::Id.is_in(ids.iter().copied()))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let persons: Vec<PersonId> = rows.values().map(|row| row.person_id).collect();
    let people: HashMap<PersonId, person::Model> = person::Entity::find()
        .filter(person::Column::Id.is_in(persons.iter().copied()))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let mut placed: HashMap<MembershipId, Vec<unit_assignment::Model>> = HashMap::new();
    let mut conditions: HashMap<MembershipId, Vec<membership_condition::Model>> = HashMap::new();
    let mut works: HashMap<PersonId, employment::Model> = HashMap::new();
    let mut consents: HashMap<PersonId, Vec<consent::Model>> = HashMap::new();
    let mut categories = HashMap::new();
    let mut changed_later = HashSet::new();
    match change {
        BulkChange::Category { .. } => {
            let rows: Vec<membership::Model> = rows.values().cloned().collect();
            categories = categories_of(on, &rows).await?;
        }
        BulkChange::MoveUnit { .. } => {
            placed = assignments(on, ids).await?;
        }
        BulkChange::StartCondition { kind, .. } | BulkChange::EndCondition { kind, .. } => {
            for row in conditions_of(on, ids, *kind).await? {
                conditions.entry(row.membership_id).or_default().push(row);
            }
        }
        BulkChange::Employment { from_on, .. } => {
            changed_later = changed_since(on, &persons, from_on.unwrap_or(scope.today)).await?;
            let mut found = employment::Entity::find()
                .filter(employment::Column::PersonId.is_in(persons.iter().copied()))
                .filter(employment::Column::ToOn.is_null())
                .all(on)
                .await?;
            found.sort_by_key(|row| row.id);
            works = found.into_iter().map(|row| (row.person_id, row)).collect();
        }
        BulkChange::GiveConsent { purpose, .. } | BulkChange::WithdrawConsent { purpose, .. } => {
            let found = consent::Entity::find()
                .filter(consent::Column::PersonId.is_in(persons.iter().copied()))
                .filter(consent::Column::Purpose.eq(*purpose))
                .filter(consent::Column::WithdrawnOn.is_null())
                .all(on)
                .await?;
            for row in found {
                consents.entry(row.person_id).or_default().push(row);
            }
        }
        _ => {}
    }
    let mut judged = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(row) = rows.remove(id) else { continue };
        let Some(person) = people.get(&row.person_id).cloned() else { continue };
        let member = Member {
            placed: placed.remove(id).unwrap_or_default(),
            conditions: conditions.remove(id).unwrap_or_default(),
            employment: works.get(&row.person_id).cloned(),
            employment_changed_later: changed_later.contains(&row.person_id),
            consents: consents.get(&row.person_id).cloned().unwrap_or_default(),
            categories: categories.remove(id),
            row,
            person,
        };
        let verdict = judge(change, scope, &member);
        judged.push((member, verdict));
    }
    Ok(judged)
}

async fn write(
    session: &Session,
    change: &mut Change<'_>,
    scope: &Scope,
    what: &BulkChange,
    reason: Option<String>,
    will: &[Member],
) -> Result<()> {
    if will.is_empty() {
        return Ok(());
    }
    let rows = || will.iter().map(|member| member.row.clone()).collect::<Vec<_>>();
    match what {
        BulkChange::MoveUnit { unit_id, from_on } => {
            let members: Vec<_> =
                will.iter().map(|member| (member.row.id, member.row.left_on, member.placed.clone())).collect();
            place(change, &scope.tree, (*unit_id, *from_on), &members, reason).await
        }
        BulkChange::StartCondition { kind, from_on, to_on, dues_kind, quorum_excluded, note, resolution } => {
            let input = StartCondition {
                // Of the input only what is said of the condition is taken.
                membership_id: MembershipId::default(),
                kind: *kind,
                from_on: *from_on,
                to_on: *to_on,
                dues_kind: *dues_kind,
                quorum_excluded: *quorum_excluded,
                note: note.clone().or(reason),
                resolution: resolution.clone(),
            };
            let _ids: Vec<ConditionId> = begin_all(change, &rows(), &input, None).await?;
            Ok(())
        }
        BulkChange::EndCondition { to_on, .. } => {
            let pairs: Vec<_> = will
                .iter()
                .filter_map(|member| Some((member.row.clone(), member.condition_on(*to_on)?.clone())))
                .collect();
            end_all_on(change, &pairs, *to_on, reason).await
        }
        BulkChange::Category { category, from_on } => {
            let (rows, day) = (rows(), from_on.unwrap_or_else(|| session.today()));
            let had = set_category(change, &rows, *category, day).await?;
            let event = |row: &membership::Model| {
                let before = json!({ "category": had.get(&row.id).copied().unwrap_or(row.category) });
                let after = json!({ "category": category });
                event_row(row.id, EventKind::Category, day, &before, &after, reason.clone(), None)
            };
            change.insert_many::<membership_event::Entity>(rows.iter().map(event).collect()).await?;
            Ok(())
        }
        BulkChange::Dues { dues_kind } => {
            change.update_alike::<membership::Entity>(&rows(), |active| active.dues_kind = Set(*dues_kind)).await?;
            let event =
                |row: &membership::Model| (json!({ "dues_kind": row.dues_kind }), json!({ "dues_kind": dues_kind }));
            corrected(session, change, EventKind::Correction, &rows(), reason, event).await
        }
        BulkChange::Checkoff { checkoff_status, on } => {
            let edit = |active: &mut membership::ActiveModel| {
                active.checkoff_status = Set(*checkoff_status);
                match checkoff_status {
                    CheckoffStatus::Mandated if on.is_some() => active.checkoff_mandate_on = Set(*on),
                    CheckoffStatus::Stopped if on.is_some() => active.checkoff_stopped_on = Set(*on),
                    _ => {}
                }
            };
            change.update_alike::<membership::Entity>(&rows(), edit).await?;
            let event = |row: &membership::Model| {
                (
                    json!({ "checkoff_status": row.checkoff_status, "checkoff_mandate_on": row.checkoff_mandate_on, "checkoff_stopped_on": row.checkoff_stopped_on }),
                    json!({ "checkoff_status": checkoff_status, "on": on }),
                )
            };
            corrected(session, change, EventKind::Correction, &rows(), reason, event).await
        }
        BulkChange::Employment { department, job_title, grade, employment_type, from_on } => {
            let works: Vec<employment::Model> = will.iter().filter_map(|member| member.employment.clone()).collect();
            let day = from_on.unwrap_or_else(|| session.today());
            let last = day.pred_opt().unwrap_or(day);
            let earlier = will.iter().filter(|member| member.changes_kind(what)).filter_map(|member| {
                let work = member.employment.as_ref()?;
                leaves_earlier(work.from_on, member.row.joined_on, day).then(|| until(work, last))
            });
            change.insert_many::<employment::Entity>(earlier.collect()).await?;
            let edit = |active: &mut employment::ActiveModel| {
                if let Some(text) = department {
                    active.department = Set(kept(Some(text)));
                }
                if let Some(text) = job_title {
                    active.job_title = Set(kept(Some(text)));
                }
                if let Some(text) = grade {
                    active.grade = Set(kept(Some(text)));
                }
                if let Some(kind) = employment_type {
                    active.employment_type = Set(*kind);
                }
            };
            change.update_alike::<employment::Entity>(&works, edit).await?;
            let events = will
                .iter()
                .filter_map(|member| {
                    let (before, after) = member.employment_as(what)?;
                    let (before, after) = differences(&before, &after);
                    Some(event_row(
                        member.row.id,
                        EventKind::Employment,
                        if member.changes_kind(what) { day } else { session.today() },
                        &before,
                        &after,
                        reason.clone(),
                        None,
                    ))
                })
                .collect();
            change.insert_many::<membership_event::Entity>(events).await?;
            Ok(())
        }
        BulkChange::GiveConsent { purpose, recipient_org_id, granted_on, method, notice_version, document_ref } => {
            let rows = will
                .iter()
                .map(|member| {
                    consent_row(&GiveConsent {
                        person_id: member.person.id,
                        purpose: *purpose,
                        recipient_org_id: *recipient_org_id,
                        granted_on: *granted_on,
                        method: *method,
                        notice_version: notice_version.clone(),
                        document_ref: document_ref.clone(),
                    })
                })
                .collect();
            change.insert_many::<consent::Entity>(rows).await?;
            Ok(())
        }
        BulkChange::WithdrawConsent { withdrawn_on, .. } => {
            let rows: Vec<consent::Model> = will.iter().flat_map(|member| member.consents.clone()).collect();
            change
                .update_alike::<consent::Entity>(&rows, |active| active.withdrawn_on = Set(Some(*withdrawn_on)))
                .await?;
            Ok(())
        }
        BulkChange::Leave { left_on, end_reason, end_note, received_on } => {
            let pairs: Vec<_> = will.iter().map(|member| (member.row.clone(), member.person.clone())).collect();
            let input = LeaveUnion {
                // Of the input only what is said of the end is taken.
                membership_id: MembershipId::default(),
                version: 0,
                left_on: *left_on,
                end_reason: *end_reason,
                end_note: end_note.clone().or(reason),
                received_on: *received_on,
                resolution: None,
            };
            end_all(change, &pairs, &input, None).await
        }
    }
}

/// The history of fields of memberships that were set.
async fn corrected(
    session: &Session,
    change: &mut Change<'_>,
    kind: EventKind,
    rows: &[membership::Model],
    reason: Option<String>,
    event: impl Fn(&membership::Model) -> (serde_json::Value, serde_json::Value),
) -> Result<()> {
    let events = rows
        .iter()
        .map(|row| {
            let (before, after) = event(row);
            event_row(row.id, kind, session.today(), &before, &after, reason.clone(), None)
        })
        .collect();
    change.insert_many::<membership_event::Entity>(events).await?;
    Ok(())
}

/// What is told of the members judged so far.
struct Told {
    preview: BulkPreview,
}

impl Told {
    fn of(chosen: usize, unseen: u64) -> Self {
        Self { preview: BulkPreview { chosen: chosen as u64 + unseen, unseen, ..BulkPreview::default() } }
    }

    fn seen(&self) -> u64 {
        self.preview.will + self.preview.already + self.preview.cannot
    }

    fn note(&mut self, judged: &[(Member, Verdict)]) {
        for (member, verdict) in judged {
            match verdict {
                Verdict::Will => self.preview.will += 1,
                Verdict::Already => self.preview.already += 1,
                Verdict::Cannot { because, about } => {
                    self.preview.cannot += 1;
                    let cause = match self.preview.causes.iter_mut().position(|cause| cause.because == *because) {
                        Some(at) => self.preview.causes.get_mut(at),
                        None => {
                            self.preview.causes.push(BulkCause { because: because.clone(), n: 0, people: Vec::new() });
                            self.preview.causes.last_mut()
                        }
                    };
                    let Some(cause) = cause else { continue };
                    cause.n += 1;
                    if cause.people.len() < NAMED {
                        cause.people.push(CannotChange {
                            person_id: member.person.id,
                            name: name_of(&member.person),
                            member_no: member.row.member_no.clone(),
                            about: about.clone(),
                        });
                    }
                }
            }
        }
    }

    /// Who went away between choosing and judging is no longer seen.
    fn finish(mut self) -> BulkPreview {
        let seen = self.seen();
        self.preview.unseen = self.preview.chosen.saturating_sub(seen);
        self.preview
    }
}
