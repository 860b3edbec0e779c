//! What was agreed: goals, actions, referrals and what became of them; dates.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::super::entity::{case_action, case_due, case_goal, case_referral};
use super::super::keys::{OpenCase, open_case};
use super::super::model::{
    AddCaseAction, AddCaseDue, AddCaseGoal, CaseActionState, CaseConsentScope, CaseDueDone, CaseDueKind,
    CaseReferralFollowed, CaseReferralResult, EndCaseAction, EndCaseGoal, Going, LINE, PASSAGE, ReferCase,
    ReferralWords, check_in_case, check_lengths, check_planned, lines,
};
use super::super::queries::consented;
use super::sharing::may_share;
use super::{ask_after, finish_dues, may_say, past, put_due, required, within};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{CaseActionId, CaseDueId, CaseGoalId, CaseId, CaseReferralId};
use crate::ops::Change;
use crate::session::Session;
use crate::support;

/// Open a case to write something agreed into it: not over, and after the consent (C-03).
async fn open_to_agree(session: &Session, change: &mut Change<'_>, id: CaseId) -> Result<OpenCase> {
    let case = open_case(session, change.on(), id, None).await?;
    case.row.status.may_note(consented(change.on(), id, CaseConsentScope::Record).await?)?;
    change.about_record("counsel_case", id.0);
    Ok(case)
}

async fn dues_about(change: &Change<'_>, about: Uuid) -> Result<Vec<case_due::Model>> {
    let query =
        case_due::Entity::find().filter(case_due::Column::AboutId.eq(about)).filter(case_due::Column::DoneOn.is_null());
    Ok(query.all(change.on()).await?)
}

/// Agree a goal.
///
/// # Errors
/// `required`, `C-03`, `case_over`, `case_day_future`, `case_day_before`; as [`open_case`].
pub async fn add_goal(session: &Session, input: AddCaseGoal) -> Result<CaseGoalId> {
    let text = required("text", &input.text)?;
    check_lengths(&[("text", Some(&text), PASSAGE)])?;
    let mut change = session.change("cases", "add_goal").await?;
    let case = open_to_agree(session, &mut change, input.case_id).await?;
    let set_on = within(session, "set_on", input.set_on, &case)?;
    let (id, by) = (CaseGoalId::new(), session.officer());
    change
        .insert::<case_goal::Entity>(case_goal::ActiveModel {
            id: Set(id),
            case_id: Set(case.row.id),
            theme: Set(input.theme),
            horizon: Set(input.horizon),
            set_on: Set(set_on),
            achieved_on: Set(None),
            dropped_on: Set(None),
            words: Set(case.seal("goal", id.0, 1, by, &text)?),
            revision: Set(1),
            author_id: Set(by),
            ..Default::default()
        })
        .await?;
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(id)
}

/// A goal was reached, or given up.
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`], `case_day_future`, `date_order` for a day before the goal was set; as [`open_case`].
pub async fn end_goal(session: &Session, input: EndCaseGoal) -> Result<Nothing> {
    let on = past(session, "on", input.on)?;
    let mut change = session.change("cases", "end_goal").await?;
    let row = case_goal::Entity::find_by_id(input.id).one(change.on()).await?.ok_or(Error::Missing { what: "goal" })?;
    let case = open_case(session, change.on(), row.case_id, None).await?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    if on < row.set_on {
        return Err(Error::invalid("on", "date_order"));
    }
    change
        .update::<case_goal::Entity>(&row, |active| {
            active.achieved_on = Set((!input.dropped).then_some(on));
            active.dropped_on = Set(input.dropped.then_some(on));
        })
        .await?;
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}

/// Somebody will do something; with a day it comes onto the day list.
///
/// # Errors
/// `required`, `C-03`, `case_over`, `case_day_far` and `case_day_before` at `due_on`, [`Error::Missing`] for a goal of another case; as
/// [`open_case`].
pub async fn add_action(session: &Session, input: AddCaseAction) -> Result<CaseActionId> {
    let text = required("text", &input.text)?;
    check_lengths(&[("text", Some(&text), PASSAGE)])?;
    if let Some(on) = input.due_on {
        check_planned("due_on", on, session.today())?;
    }
    let mut change = session.change("cases", "add_action").await?;
    let case = open_to_agree(session, &mut change, input.case_id).await?;
    if let Some(on) = input.due_on {
        check_in_case("due_on", on, case.row.opened_on)?;
    }
    if let Some(goal) = input.goal_id {
        let goal = case_goal::Entity::find_by_id(goal).one(change.on()).await?;
        goal.filter(|goal| goal.case_id == case.row.id).ok_or(Error::Missing { what: "goal" })?;
    }
    let (id, by) = (CaseActionId::new(), session.officer());
    change
        .insert::<case_action::Entity>(case_action::ActiveModel {
            id: Set(id),
            case_id: Set(case.row.id),
            goal_id: Set(input.goal_id),
            who: Set(input.who),
            state: Set(CaseActionState::Open),
            due_on: Set(input.due_on),
            done_on: Set(None),
            words: Set(case.seal("action", id.0, 1, by, &text)?),
            revision: Set(1),
            author_id: Set(by),
            ..Default::default()
        })
        .await?;
    if let Some(on) = input.due_on {
        put_due(&mut change, case.row.id, by, CaseDueKind::Action, on, Some(id.0)).await?;
    }
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(id)
}

/// It was done, or will not be.
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`], `case_day_future`, `case_day_before`; as [`open_case`].
pub async fn end_action(session: &Session, input: EndCaseAction) -> Result<Nothing> {
    let mut change = session.change("cases", "end_action").await?;
    let row = case_action::Entity::find_by_id(input.id).one(change.on()).await?;
    let row = row.ok_or(Error::Missing { what: "action" })?;
    let case = open_case(session, change.on(), row.case_id, None).await?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    let on = within(session, "on", input.on, &case)?;
    let state = if input.dropped { CaseActionState::Dropped } else { CaseActionState::Done };
    change
        .update::<case_action::Entity>(&row, |active| {
            active.state = Set(state);
            active.done_on = Set(Some(on));
        })
        .await?;
    let dues = dues_about(&change, row.id.0).await?;
    finish_dues(&mut change, dues, on).await?;
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}

/// Point the member to a scheme, a community or another office, and ask after 30 days what became of it.
///
/// # Errors
/// `referral_target` unless exactly one target is named, `C-03`, `C-05` where something about the member goes out without consent or
/// release, `case_day_future`, `case_day_before`, [`Error::Missing`] for a target that is not in the directory; as [`open_case`].
pub async fn refer(session: &Session, input: ReferCase) -> Result<CaseReferralId> {
    let target = lines(input.target.as_deref());
    check_lengths(&[("target", target.as_deref(), LINE), ("note", input.note.as_deref(), PASSAGE)])?;
    let named = [input.scheme_id.is_some(), input.community_id.is_some(), target.is_some()];
    if named.into_iter().filter(|named| *named).count() != 1 {
        return Err(Error::invalid("target", "referral_target"));
    }
    let items: Vec<String> = input.items.iter().filter_map(|item| lines(Some(item))).collect();
    let mut change = session.change("cases", "refer").await?;
    let case = open_to_agree(session, &mut change, input.case_id).await?;
    let handed_on = within(session, "handed_on", input.handed_on, &case)?;
    support::is_listed(change.on(), input.scheme_id, input.community_id).await?;
    let shared = !items.is_empty();
    if shared {
        let listed = support::name_listed(change.on(), input.scheme_id, input.community_id).await?;
        let recipient = target.clone().or(listed).unwrap_or_default();
        let going = Going { recipient: &recipient, items: &items };
        may_share(session, &mut change, case.row.id, going, input.consent_id, input.release_id).await?;
    }
    let (id, by) = (CaseReferralId::new(), session.officer());
    let words = ReferralWords { target, items, note: lines(input.note.as_deref()), why: None };
    change
        .insert::<case_referral::Entity>(case_referral::ActiveModel {
            id: Set(id),
            case_id: Set(case.row.id),
            scheme_id: Set(input.scheme_id),
            community_id: Set(input.community_id),
            handed_on: Set(handed_on),
            shared: Set(shared),
            consent_id: Set(input.consent_id.filter(|_| shared)),
            release_id: Set(input.release_id.filter(|_| shared && input.consent_id.is_none())),
            result: Set(CaseReferralResult::Open),
            result_on: Set(None),
            words: Set(case.seal("referral", id.0, 1, by, &words)?),
            revision: Set(1),
            author_id: Set(by),
            ..Default::default()
        })
        .await?;
    ask_after(&mut change, case.row.id, by, id, handed_on).await?;
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(id)
}

/// What became of a referral: used, not used, and why. No verdict of the office is kept.
///
/// # Errors
/// `referral_result_open`, [`Error::Changed`], [`Error::Missing`], `case_day_future`, `date_order` for a day before it was handed on,
/// `C-03` for a why after the member's no; as [`open_case`].
pub async fn referral_followed(session: &Session, input: CaseReferralFollowed) -> Result<Nothing> {
    let on = past(session, "on", input.on)?;
    if input.result == CaseReferralResult::Open {
        return Err(Error::invalid("result", "referral_result_open"));
    }
    let mut change = session.change("cases", "referral_followed").await?;
    let row = case_referral::Entity::find_by_id(input.id).one(change.on()).await?;
    let row = row.ok_or(Error::Missing { what: "referral" })?;
    let case = open_case(session, change.on(), row.case_id, None).await?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    if on < row.handed_on {
        return Err(Error::invalid("on", "date_order"));
    }
    let why = lines(input.why.as_deref());
    check_lengths(&[("why", why.as_deref(), PASSAGE)])?;
    may_say(&change, case.row.id, why.is_some()).await?;
    let mut words: ReferralWords = case.open("referral", row.id.0, row.revision, row.author_id, &row.words)?;
    words.why = why;
    let (revision, by) = (row.revision + 1, session.officer());
    let sealed = case.seal("referral", row.id.0, revision, by, &words)?;
    change
        .update::<case_referral::Entity>(&row, |active| {
            active.result = Set(input.result);
            active.result_on = Set(Some(on));
            active.words = Set(sealed);
            active.revision = Set(revision);
            active.author_id = Set(by);
        })
        .await?;
    let dues = dues_about(&change, row.id.0).await?;
    finish_dues(&mut change, dues, on).await?;
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}

/// Put a date onto the own day list.
///
/// # Errors
/// `case_day_far` and `case_day_before` at `due_on`; as [`open_case`].
pub async fn add_due(session: &Session, input: AddCaseDue) -> Result<CaseDueId> {
    check_planned("due_on", input.due_on, session.today())?;
    let mut change = session.change("cases", "add_due").await?;
    let case = open_case(session, change.on(), input.case_id, None).await?;
    check_in_case("due_on", input.due_on, case.row.opened_on)?;
    let id = put_due(&mut change, case.row.id, session.officer(), input.kind, input.due_on, None).await?;
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no, "on": input.due_on })).await?;
    Ok(id)
}

/// What was due is done.
///
/// # Errors
/// [`Error::Missing`] for a date of somebody else's list, `due_done_already`, `case_day_future`, `case_day_before`.
pub async fn done_due(session: &Session, input: CaseDueDone) -> Result<Nothing> {
    let mut change = session.change("cases", "done_due").await?;
    let row = case_due::Entity::find_by_id(input.id).one(change.on()).await?;
    let row = row.ok_or(Error::Missing { what: "due" })?;
    let case = open_case(session, change.on(), row.case_id, None).await?;
    if row.done_on.is_some() {
        return Err(Error::refused("due_done_already", json!({})));
    }
    let on = within(session, "on", input.on, &case)?;
    finish_dues(&mut change, vec![row], on).await?;
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}
