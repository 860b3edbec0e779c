//! The course of a case after the inquiry.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{
    case_action, case_assignment, case_consent, case_due, case_referral, case_reopening, case_template,
};
use super::super::keys::{open_case, open_room};
use super::super::model::{
    CaseActionState, CaseConsentMethod, CaseConsentScope, CaseDueAfter, CaseDueKind, CaseEvent, CaseNamed, CasePart,
    CaseReason, CaseReferralResult, CloseCase, CloseOutcome, ConsentWords, FollowUpCase, GiveCaseConsent, Going, LINE,
    PASSAGE, PauseCase, ReferCaseOut, ReferralWords, ReopenCase, SetCaseStep, WithdrawCaseConsent, check_close,
    check_closed_on, check_follow_up, check_lengths, check_pause, check_planned, check_reopen, lines, notice_version,
};
use super::super::queries::{agreed, consent_of, consented, room_months, taken};
use super::drafts::Unsaved;
use super::inquiry::leave_case;
use super::nearness::not_the_member;
use super::sharing::may_share;
use super::{
    ask_after, finish_dues, happened, keep_until, may_say, open_dues, past, plan, put_due, required, within, write,
};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{CaseConsentId, CaseId, CaseReferralId, CaseReopeningId};
use crate::ops::Change;
use crate::session::Session;

/// What the member says after the explanation (C-03). A yes that was said aloud names its witness or its recording. A no to
/// supervision ends what supervisors may read (C-04).
///
/// # Errors
/// `required` at `scope` and `witness`, `C-01` for a yes of the counsellor themself, `case_day_future`, `case_day_before`, `case_over` unless the case may be reopened; as [`open_case`].
pub async fn consent(session: &Session, input: GiveCaseConsent) -> Result<CaseConsentId> {
    let words = ConsentWords { witness: lines(input.witness.as_deref()), note: lines(input.note.as_deref()) };
    // A no needs nobody to bear witness to it: it counts at once.
    if input.accepted && input.method == CaseConsentMethod::OralRecorded && words.witness.is_none() {
        return Err(Error::invalid("witness", "required"));
    }
    let mut scope = input.scope;
    if scope.is_empty() {
        return Err(Error::invalid("scope", "required"));
    }
    scope.sort_unstable();
    scope.dedup();
    let mut change = session.change("cases", "consent").await?;
    // Notes rest on it: it is withdrawn, not undone.
    change.is_final();
    let case = open_case(session, change.on(), input.case_id, None).await?;
    // Who comes back to a closed case is asked before it is reopened.
    if case.row.status.is_over() && case.row.status.after(CaseEvent::Reopen).is_none() {
        return Err(Error::refused("case_over", json!({ "status": case.row.status })));
    }
    if input.accepted {
        not_the_member(session, change.on(), &case.head, session.officer()).await?;
    }
    let explained_on = within(session, "explained_on", input.explained_on, &case)?;
    let (id, by) = (CaseConsentId::new(), session.officer());
    let version = match lines(input.notice_version.as_deref()) {
        Some(own) => own,
        None => notice_version(room_months(change.on()).await?),
    };
    change
        .insert::<case_consent::Entity>(case_consent::ActiveModel {
            id: Set(id),
            case_id: Set(case.row.id),
            explained_on: Set(explained_on),
            notice_version: Set(version),
            scope: Set(serde_json::to_string(&scope).map_err(|error| Error::Bug(error.to_string()))?),
            accepted: Set(input.accepted),
            method: Set(input.method),
            withdrawn_on: Set(None),
            words: Set(case.seal("consent", id.0, 1, by, &words)?),
            author_id: Set(by),
            ..Default::default()
        })
        .await?;
    end_supervision(session, &mut change, case.row.id).await?;
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(id)
}

/// The member takes a consent back: what was written stays, nothing more is written or handed on under it, and supervisors lose the key
/// with the consent to supervision.
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`], `consent_withdrawn_already`, `date_order` for a day before the consent; as [`open_case`].
pub async fn withdraw_consent(session: &Session, input: WithdrawCaseConsent) -> Result<Nothing> {
    let on = past(session, "withdrawn_on", input.withdrawn_on)?;
    let mut change = session.change("cases", "withdraw_consent").await?;
    let row = case_consent::Entity::find_by_id(input.id).one(change.on()).await?;
    let row = row.ok_or(Error::Missing { what: "consent" })?;
    let case = open_case(session, change.on(), row.case_id, None).await?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    if row.withdrawn_on.is_some() {
        return Err(Error::refused("consent_withdrawn_already", json!({})));
    }
    if on < row.explained_on {
        return Err(Error::invalid("withdrawn_on", "date_order"));
    }
    change.update::<case_consent::Entity>(&row, |active| active.withdrawn_on = Set(Some(on))).await?;
    if end_supervision(session, &mut change, case.row.id).await? {
        // No undo brings a key back.
        change.is_final();
    }
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}

/// Without the member's consent to supervision no supervisor keeps a part or a key (C-04). Whether somebody lost one.
async fn end_supervision(session: &Session, change: &mut Change<'_>, case: CaseId) -> Result<bool> {
    if consented(change.on(), case, CaseConsentScope::Supervision).await? {
        return Ok(false);
    }
    let supervisors = case_assignment::Entity::find()
        .filter(case_assignment::Column::CaseId.eq(case))
        .filter(case_assignment::Column::Part.eq(CasePart::Supervisor))
        .filter(case_assignment::Column::Ended.eq(false))
        .all(change.on())
        .await?;
    for row in &supervisors {
        leave_case(session, change, row, Unsaved::LetGo).await?;
    }
    Ok(!supervisors.is_empty())
}

/// Counselling begins, after the consent (C-03).
///
/// # Errors
/// `C-03`, `case_step_not_open`; as [`open_case`].
pub async fn activate(session: &Session, input: CaseNamed) -> Result<Nothing> {
    let mut change = session.change("cases", "activate").await?;
    let case = open_case(session, change.on(), input.case_id, input.version).await?;
    let status = case.row.status.next(CaseEvent::Activate)?;
    case.row.status.may_note(consented(change.on(), case.row.id, CaseConsentScope::Record).await?)?;
    let today = session.today();
    let template = template_of(&change, &case.row).await?;
    plan(&mut change, template.as_ref(), case.row.id, session.officer(), CaseDueAfter::Activated, today).await?;
    write(session, &mut change, &case, None, |row| {
        row.status = Set(status);
        row.activated_on = Set(Some(today));
    })
    .await?;
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}

async fn template_of(
    change: &Change<'_>,
    row: &super::super::entity::counsel_case::Model,
) -> Result<Option<case_template::Model>> {
    let Some(id) = row.template_id else { return Ok(None) };
    Ok(case_template::Entity::find_by_id(id).one(change.on()).await?)
}

/// To another step, in any order, forward or back.
///
/// # Errors
/// `case_step_not_open`; as [`open_case`].
pub async fn set_step(session: &Session, input: SetCaseStep) -> Result<Nothing> {
    let mut change = session.change("cases", "set_step").await?;
    let case = open_case(session, change.on(), input.case_id, input.version).await?;
    case.row.status.next(CaseEvent::Step)?;
    write(session, &mut change, &case, None, |row| row.step = Set(input.step)).await?;
    change.done(json!({ "case": case.row.case_no, "step": input.step })).await?;
    Ok(Nothing {})
}

/// The case rests, for at most 90 days until it is looked at again.
///
/// # Errors
/// `pause_too_long`, `date_order`, `case_step_not_open`, `C-03` for a reason after the member's no; as [`open_case`].
pub async fn pause(session: &Session, input: PauseCase) -> Result<Nothing> {
    check_pause(session.today(), input.until)?;
    check_lengths(&[("reason", input.reason.as_deref(), PASSAGE)])?;
    let mut change = session.change("cases", "pause").await?;
    let case = open_case(session, change.on(), input.case_id, input.version).await?;
    let status = case.row.status.next(CaseEvent::Pause)?;
    let mut head = case.head.clone();
    if let Some(words) = lines(input.reason.as_deref()) {
        may_say(&change, case.row.id, true).await?;
        head.reasons.push(CaseReason { on: session.today(), event: "pause".into(), words });
    }
    put_due(&mut change, case.row.id, session.officer(), CaseDueKind::Review, input.until, None).await?;
    write(session, &mut change, &case, Some(&head), |row| {
        row.status = Set(status);
        row.paused_until = Set(Some(input.until));
    })
    .await?;
    change.done(json!({ "case": case.row.case_no, "until": input.until })).await?;
    Ok(Nothing {})
}

/// The case goes on.
///
/// # Errors
/// `case_step_not_open`; as [`open_case`].
pub async fn resume(session: &Session, input: CaseNamed) -> Result<Nothing> {
    let mut change = session.change("cases", "resume").await?;
    let case = open_case(session, change.on(), input.case_id, input.version).await?;
    let status = case.row.status.next(CaseEvent::Resume)?;
    let dues = open_dues(&change, case.row.id, &[CaseDueKind::Review]).await?;
    finish_dues(&mut change, dues, session.today()).await?;
    write(session, &mut change, &case, None, |row| {
        row.status = Set(status);
        row.paused_until = Set(None);
    })
    .await?;
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}

/// Counselling is done: one asks on some days how it goes. A goal or an action was agreed.
///
/// # Errors
/// `follow_up_needs_goal`, `date_order` and `case_day_far` at `follow_up_on`, `case_step_not_open`; as [`open_case`].
pub async fn follow_up(session: &Session, input: FollowUpCase) -> Result<Nothing> {
    if input.follow_up_on < session.today() {
        return Err(Error::invalid("follow_up_on", "date_order"));
    }
    check_planned("follow_up_on", input.follow_up_on, session.today())?;
    let mut change = session.change("cases", "follow_up").await?;
    let case = open_case(session, change.on(), input.case_id, input.version).await?;
    let status = case.row.status.next(CaseEvent::FollowUp)?;
    let id = case.row.id;
    check_follow_up(agreed(change.on(), id).await?)?;
    let template = template_of(&change, &case.row).await?;
    plan(&mut change, template.as_ref(), id, session.officer(), CaseDueAfter::FollowUp, session.today()).await?;
    // The timeline may have put that very day.
    let planned = open_dues(&change, id, &[CaseDueKind::FollowUp]).await?;
    if !planned.iter().any(|due| due.officer_id == session.officer() && due.due_on == input.follow_up_on) {
        put_due(&mut change, id, session.officer(), CaseDueKind::FollowUp, input.follow_up_on, None).await?;
    }
    write(session, &mut change, &case, None, |row| {
        row.status = Set(status);
        row.follow_up_on = Set(Some(input.follow_up_on));
    })
    .await?;
    change.done(json!({ "case": case.row.case_no, "on": input.follow_up_on })).await?;
    Ok(Nothing {})
}

/// The case ends (C-06): how, when one asks again or why not, and how long it is kept.
///
/// # Errors
/// `C-06`, `C-07` while the check-list of a crisis is open, `case_outcome_not_begun` for what was reached before counselling began,
/// `case_closed_before` and `case_day_future` at `closed_on`, `date_order` and `case_day_far` at `follow_up_on`, `case_step_not_open`,
/// `C-03` for a reason after the member's no; as [`open_case`].
pub async fn close(session: &Session, input: CloseCase) -> Result<Nothing> {
    let closed_on = past(session, "closed_on", input.closed_on)?;
    let (waived, reason) = (lines(input.waived.as_deref()), lines(input.reason.as_deref()));
    check_lengths(&[("waived", waived.as_deref(), PASSAGE), ("reason", reason.as_deref(), PASSAGE)])?;
    if let Some(on) = input.follow_up_on {
        check_planned("follow_up_on", on, session.today())?;
    }
    let mut change = session.change("cases", "close").await?;
    let room = open_room(session, change.on()).await?;
    let case = open_case(session, change.on(), input.case_id, input.version).await?;
    let status = case.row.status.next(CaseEvent::Close)?;
    case.row.status.check_outcome(input.outcome)?;
    case.head.may_end(case.row.status)?;
    // Who waives gives up the day that was planned.
    let planned = case.row.follow_up_on.filter(|on| waived.is_none() && *on >= session.today());
    let follow_up_on = input.follow_up_on.or(planned);
    check_close(session.today(), follow_up_on, waived.as_deref())?;
    let last = happened(&change, case.row.id).await?.into_iter().max();
    check_closed_on(closed_on, last.map_or(case.row.opened_on, |last| last.max(case.row.opened_on)))?;
    // Why nobody asks again the closing itself needs (C-06).
    may_say(&change, case.row.id, reason.is_some()).await?;
    let mut head = case.head.clone();
    for (event, words) in [("waived", waived), ("close", reason)] {
        head.reasons.extend(words.map(|words| CaseReason { on: closed_on, event: event.into(), words }));
    }
    leave_dues(&mut change, case.row.id).await?;
    if let Some(on) = follow_up_on {
        put_due(&mut change, case.row.id, session.officer(), CaseDueKind::FollowUp, on, None).await?;
    }
    let kept = keep_until(&change, &room.row, case.row.id, closed_on).await?;
    write(session, &mut change, &case, Some(&head), |row| {
        row.status = Set(status);
        row.paused_until = Set(None);
        row.follow_up_on = Set(follow_up_on);
        row.closed_on = Set(Some(closed_on));
        row.outcome = Set(Some(input.outcome));
        row.retention_until = Set(Some(kept));
    })
    .await?;
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}

/// The dates of a case that ends go; what becomes of a referral is asked also after the case.
async fn leave_dues(change: &mut Change<'_>, case: CaseId) -> Result<()> {
    for due in open_dues(change, case, &[]).await? {
        if due.kind != CaseDueKind::ReferralCheck {
            change.remove::<case_due::Entity>(&due).await?;
        }
    }
    Ok(())
}

/// Another office takes the case over: only the items named leave, under the member's consent to that or a release (C-05). One asks
/// after 30 days what became of it, and of what was referred before.
///
/// # Errors
/// `C-05`, `C-07` while the check-list of a crisis is open, `required`, `case_step_not_open`, `C-03` for a reason after the member's no;
/// as [`open_case`].
pub async fn refer_out(session: &Session, input: ReferCaseOut) -> Result<Nothing> {
    let recipient = required("recipient", &input.recipient)?;
    let items: Vec<String> = input.items.iter().filter_map(|item| lines(Some(item))).collect();
    if items.is_empty() {
        return Err(Error::invalid("items", "required"));
    }
    let reason = lines(input.reason.as_deref());
    check_lengths(&[("recipient", Some(&recipient), LINE), ("reason", reason.as_deref(), PASSAGE)])?;
    let mut change = session.change("cases", "refer_out").await?;
    let room = open_room(session, change.on()).await?;
    let case = open_case(session, change.on(), input.case_id, input.version).await?;
    let status = case.row.status.next(CaseEvent::ReferOut)?;
    case.head.may_end(case.row.status)?;
    may_say(&change, case.row.id, reason.is_some()).await?;
    let going = Going { recipient: &recipient, items: &items };
    may_share(session, &mut change, case.row.id, going, input.consent_id, input.release_id).await?;
    let (id, by, today) = (CaseReferralId::new(), session.officer(), session.today());
    let words = ReferralWords { target: Some(recipient), items, note: reason, why: None };
    change
        .insert::<case_referral::Entity>(case_referral::ActiveModel {
            id: Set(id),
            case_id: Set(case.row.id),
            scheme_id: Set(None),
            community_id: Set(None),
            handed_on: Set(today),
            shared: Set(true),
            consent_id: Set(input.consent_id),
            release_id: Set(input.release_id.filter(|_| input.consent_id.is_none())),
            result: Set(CaseReferralResult::Open),
            result_on: Set(None),
            words: Set(case.seal("referral", id.0, 1, by, &words)?),
            revision: Set(1),
            author_id: Set(by),
            ..Default::default()
        })
        .await?;
    leave_dues(&mut change, case.row.id).await?;
    ask_after(&mut change, case.row.id, by, id, today).await?;
    let kept = keep_until(&change, &room.row, case.row.id, today).await?;
    write(session, &mut change, &case, None, |row| {
        row.status = Set(status);
        row.closed_on = Set(Some(today));
        row.outcome = Set(Some(CloseOutcome::ReferredOut));
        row.retention_until = Set(Some(kept));
    })
    .await?;
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}

/// A closed case begins again, within twelve months; later a new case follows it. What somebody was to do by a day comes back onto the
/// day list. The ending that it had stays one of its day in the figures. What ended before counselling had begun begins now.
///
/// # Errors
/// `case_never_taken`, `case_closed_long_ago`, `required`, `case_step_not_open`, `C-03` where the member's last word is no yes; as [`open_case`].
pub async fn reopen(session: &Session, input: ReopenCase) -> Result<Nothing> {
    let words = required("reason", &input.reason)?;
    check_lengths(&[("reason", Some(&words), PASSAGE)])?;
    let mut change = session.change("cases", "reopen").await?;
    let case = open_case(session, change.on(), input.case_id, input.version).await?;
    let status = case.row.status.next(CaseEvent::Reopen)?;
    check_reopen(taken(change.on(), case.row.id).await?, case.row.closed_on, session.today())?;
    consent_of(change.on(), case.row.id, CaseConsentScope::Record).await?.may_begin()?;
    let mut head = case.head.clone();
    head.reasons.push(CaseReason { on: session.today(), event: "reopen".into(), words });
    let left = case_action::Entity::find()
        .filter(case_action::Column::CaseId.eq(case.row.id))
        .filter(case_action::Column::State.eq(CaseActionState::Open))
        .all(change.on())
        .await?;
    for action in left {
        if let Some(on) = action.due_on {
            put_due(&mut change, case.row.id, session.officer(), CaseDueKind::Action, on, Some(action.id.0)).await?;
        }
    }
    let today = session.today();
    if case.row.activated_on.is_none() {
        let template = template_of(&change, &case.row).await?;
        plan(&mut change, template.as_ref(), case.row.id, session.officer(), CaseDueAfter::Activated, today).await?;
    }
    change
        .insert::<case_reopening::Entity>(case_reopening::ActiveModel {
            id: Set(CaseReopeningId::new()),
            case_id: Set(case.row.id),
            ended_on: Set(case.row.closed_on.unwrap_or(today)),
            outcome: Set(case.row.outcome),
            reopened_on: Set(today),
            ..Default::default()
        })
        .await?;
    write(session, &mut change, &case, Some(&head), |row| {
        row.status = Set(status);
        row.activated_on = Set(case.row.activated_on.or(Some(today)));
        row.closed_on = Set(None);
        row.outcome = Set(None);
        row.follow_up_on = Set(None);
        row.retention_until = Set(None);
        row.reopened = Set(case.row.reopened + 1);
    })
    .await?;
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}
