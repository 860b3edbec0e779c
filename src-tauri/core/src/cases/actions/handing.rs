//! Who else may read a case: another counsellor who takes it over, a second one, a supervisor under the member's consent.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{case_access, case_assignment};
use super::super::keys::{OpenCase, counselor_of, give_key, open_case, open_with, part_of};
use super::super::model::{
    AddAdvice, CaseConsentScope, CaseDetail, CaseNamed, CaseNoteWords, CasePart, HandOver, NOTE, Nearness, ShareCase,
    UnshareCase, check_lengths,
};
use super::super::queries::{consented, counsels, detail, supervises};
use super::drafts::Unsaved;
use super::inquiry::{end_part, leave_case, part, take_over_dues};
use super::nearness::{near_reader, nearness};
use super::required;
use super::sharing::may_hand_over;
use super::words::{Of, insert_note};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{CaseAccessId, CaseId, CaseNoteId, OfficerId};
use crate::officers;
use crate::session::Session;

async fn parts(on: &impl ConnectionTrait, case: CaseId) -> Result<Vec<case_assignment::Model>> {
    let query = case_assignment::Entity::find()
        .filter(case_assignment::Column::CaseId.eq(case))
        .filter(case_assignment::Column::Ended.eq(false));
    Ok(query.all(on).await?)
}

/// Hand the case over to another counsellor of the room: they get the key, and whoever hands over loses it unless they stay.
///
/// # Errors
/// `draft_waits` where who leaves has not saved what was being written, unless that is said to go;
/// `handover_needs_consent`, `handover_to_self`, `C-01`, `case_step_not_open` for an inquiry that nobody has taken yet,
/// `counselor_not_admitted`; as [`open_case`].
pub async fn hand_over(session: &Session, input: HandOver) -> Result<Nothing> {
    if input.officer == session.officer() {
        return Err(Error::refused("handover_to_self", json!({})));
    }
    let mut change = session.change("cases", "hand_over").await?;
    change.is_final();
    let case = open_case(session, change.on(), input.case_id, input.version).await?;
    if case.part == CasePart::Receiver {
        return Err(Error::refused("case_step_not_open", json!({ "status": case.row.status })));
    }
    let counselor = counselor_of(session, change.on(), input.officer).await?;
    nearness(session, change.on(), &case.head, counselor.person_id, input.not_supervisor).await?.check()?;
    may_hand_over(&mut change, case.row.id, input.consent_id, input.release_id).await?;
    let unsaved = Unsaved::said(input.drop_drafts);
    for row in parts(change.on(), case.row.id).await? {
        let stays = input.stay && row.officer_id == session.officer();
        match row.part {
            _ if row.officer_id == input.officer => {
                end_part(session, &mut change, &row).await?;
            }
            CasePart::Primary if stays => {
                change.update::<case_assignment::Entity>(&row, |active| active.part = Set(CasePart::Second)).await?;
            }
            CasePart::Primary => leave_case(session, &mut change, &row, unsaved).await?,
            CasePart::Second if row.officer_id == session.officer() && !input.stay => {
                leave_case(session, &mut change, &row, unsaved).await?;
            }
            _ => {}
        }
    }
    let new = part(session, case.row.id, input.officer, CasePart::Primary);
    change.insert::<case_assignment::Entity>(new).await?;
    give_key(session, &mut change, case.row.id, &case.key, (input.officer, &counselor.public_key)).await?;
    take_over_dues(&mut change, case.row.id, input.officer).await?;
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}

/// Whether an officer may supervise today, and the officer's public key.
pub(super) async fn supervisor_key(
    session: &Session,
    on: &impl ConnectionTrait,
    officer: OfficerId,
) -> Result<Vec<u8>> {
    let holder = officers::holders_on(on).await?.into_iter().find(|holder| holder.id == officer);
    let holder = holder.ok_or(Error::Missing { what: "officer" })?;
    if !supervises(&holder, session.today()) && !counsels(&holder, session.today()) {
        return Err(Error::refused("supervisor_no_role", json!({ "name": holder.name })));
    }
    officers::public_key(on, officer).await?.ok_or(Error::Missing { what: "officer" })
}

/// Let somebody else read the case: a second counsellor of the room, or a supervisor under the member's consent (C-04).
///
/// # Errors
/// `C-04` for a supervisor without that consent, `C-01`, `share_part`, `case_shared_already`, `supervisor_no_role`,
/// `counselor_not_admitted`; as [`open_case`].
pub async fn share(session: &Session, input: ShareCase) -> Result<Nothing> {
    let mut change = session.change("cases", "share").await?;
    change.is_final();
    let case = open_case(session, change.on(), input.case_id, None).await?;
    if part_of(change.on(), case.row.id, input.officer).await?.is_some() {
        return Err(Error::refused("case_shared_already", json!({})));
    }
    let public = match input.part {
        CasePart::Second => {
            let counselor = counselor_of(session, change.on(), input.officer).await?;
            nearness(session, change.on(), &case.head, counselor.person_id, input.not_supervisor).await?.check()?;
            counselor.public_key
        }
        CasePart::Supervisor => {
            if !consented(change.on(), case.row.id, CaseConsentScope::Supervision).await? {
                return Err(Error::refused("C-04", json!({})));
            }
            let near = near_reader(session, change.on(), &case.head, input.officer).await?;
            Nearness { not_supervisor: input.not_supervisor, objects: false, ..near }.check()?;
            supervisor_key(session, change.on(), input.officer).await?
        }
        _ => return Err(Error::invalid("part", "share_part")),
    };
    change.insert::<case_assignment::Entity>(part(session, case.row.id, input.officer, input.part)).await?;
    give_key(session, &mut change, case.row.id, &case.key, (input.officer, &public)).await?;
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}

/// Somebody's part ends, and the key goes: a second counsellor's, a supervisor's, a reader's after an emergency.
///
/// # Errors
/// [`Error::Missing`], `share_part` for the counsellor of the case, whose part goes with a hand-over, `draft_waits` where they have not
/// saved what was being written, unless that is said to go; as [`open_case`].
pub async fn unshare(session: &Session, input: UnshareCase) -> Result<Nothing> {
    let mut change = session.change("cases", "unshare").await?;
    change.is_final();
    let case = open_case(session, change.on(), input.case_id, None).await?;
    let row = part_of(change.on(), case.row.id, input.officer).await?.ok_or(Error::Missing { what: "case" })?;
    if matches!(row.part, CasePart::Primary | CasePart::Receiver) {
        return Err(Error::invalid("officer", "share_part"));
    }
    leave_case(session, &mut change, &row, Unsaved::said(input.drop_drafts)).await?;
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(Nothing {})
}

/// A case that the officer at the desk supervises or reads after an emergency opening.
async fn open_to_read(session: &Session, on: &impl ConnectionTrait, id: CaseId) -> Result<OpenCase> {
    let row = part_of(on, id, session.officer()).await?;
    let row = row.filter(|row| matches!(row.part, CasePart::Supervisor | CasePart::Emergency));
    let row = row.ok_or(Error::Missing { what: "case" })?;
    if row.part == CasePart::Supervisor && !consented(on, id, CaseConsentScope::Supervision).await? {
        return Err(Error::refused("C-04", json!({})));
    }
    open_with(session, on, id, row.part).await
}

/// Read a case without counselling in it: under the consent to supervision, or after an emergency opening. It is written down, and
/// the counsellor sees it (C-04).
///
/// # Errors
/// [`Error::Missing`], `C-04` when the consent was taken back; as [`open_case`].
pub async fn read_case(session: &Session, input: CaseNamed) -> Result<CaseDetail> {
    let mut change = session.change("cases", "read_case").await?;
    change.is_final();
    let case = open_to_read(session, change.on(), input.case_id).await?;
    let today = session.today();
    let known = case_access::Entity::find()
        .filter(case_access::Column::CaseId.eq(case.row.id))
        .filter(case_access::Column::OfficerId.eq(session.officer()))
        .filter(case_access::Column::ReadOn.eq(today))
        .one(change.on())
        .await?;
    if known.is_none() {
        let row = case_access::ActiveModel {
            id: Set(CaseAccessId::new()),
            case_id: Set(case.row.id),
            officer_id: Set(session.officer()),
            part: Set(case.part),
            read_on: Set(today),
            ..Default::default()
        };
        change.keep::<case_access::Entity>(vec![row]).await?;
    }
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    detail(session, &case).await
}

/// A supervisor writes into the case; the counsellor reads it among the notes.
///
/// # Errors
/// `required`, [`Error::Missing`], `C-04`; `C-03` while the member does not agree to the record; as [`open_case`].
pub async fn add_advice(session: &Session, input: AddAdvice) -> Result<CaseNoteId> {
    let text = required("text", &input.text)?;
    check_lengths(&[("text", Some(&text), NOTE)])?;
    let mut change = session.change("cases", "add_advice").await?;
    change.is_final();
    let case = open_to_read(session, change.on(), input.case_id).await?;
    if case.part != CasePart::Supervisor {
        return Err(Error::Missing { what: "case" });
    }
    if !consented(change.on(), case.row.id, CaseConsentScope::Record).await? {
        return Err(Error::refused("C-03", json!({})));
    }
    let words = CaseNoteWords { text: Some(text), ..CaseNoteWords::default() };
    let id = insert_note(session, &mut change, &case, Of { session: None, amends: None }, &words).await?;
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(id)
}
