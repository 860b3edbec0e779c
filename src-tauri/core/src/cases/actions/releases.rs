//! When secrecy is lifted: asked by one, decided by another, told to the counsellor; and what the counselling recovery sheet opens.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{case_assignment, case_key, case_release, counsel_case, counsel_room, counselor};
use super::super::keys::{ROOM, counselor_of, give_key, head_of, open_room, part_of, purpose};
use super::super::model::{
    AskRelease, CaseDueKind, CasePart, CasesRecovered, CounselorFields, DecideRelease, LINE, Nearness, OpenEmergency,
    PASSAGE, RecoverCases, RecoverRoom, ReleasePurpose, ReleaseState, ReleaseWords, check_lengths, lines,
};
use super::super::queries::counsels;
use super::super::released;
use super::drafts::Unsaved;
use super::handing::supervisor_key;
use super::inquiry::{end_part, leave_case, part, take_over_dues};
use super::nearness::{near_reader, nearness};
use super::room::{counselor_row, own_person};
use super::{put_due, required};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{CaseId, CounselorId, OfficerId, ReleaseId};
use crate::officers;
use crate::ops::Change;
use crate::session::Session;
use crate::vault::{SecretKey, SheetKey};

/// Ask for secrecy to be lifted. Nothing is opened by it.
///
/// # Errors
/// `case_no_unknown` at `case_no`, `required` at `reference`, and at `recipient` and `items` where something leaves the union (C-05).
pub async fn ask_release(session: &Session, input: AskRelease) -> Result<ReleaseId> {
    let reference = required("reference", &input.reference)?;
    let words = release_words(&input)?;
    let mut change = session.change("cases", "ask_release").await?;
    let case = counsel_case::Entity::find()
        .filter(counsel_case::Column::CaseNo.eq(input.case_no.trim().to_uppercase()))
        .one(change.on())
        .await?
        .ok_or_else(|| Error::invalid("case_no", "case_no_unknown"))?;
    let id = ReleaseId::new();
    let words = match words {
        Some(words) => Some(released::seal(session, change.on(), case.id, id, &words).await?),
        None => None,
    };
    change
        .insert::<case_release::Entity>(case_release::ActiveModel {
            id: Set(id),
            case_id: Set(case.id),
            ground: Set(input.ground),
            purpose: Set(input.purpose),
            asked_by: Set(session.officer()),
            asked_on: Set(session.today()),
            decided_by: Set(None),
            decided_on: Set(None),
            state: Set(ReleaseState::Asked),
            reader_id: Set(None),
            seen_on: Set(None),
            reference: Set(reference),
            words: Set(words),
            ..Default::default()
        })
        .await?;
    change.done(json!({ "case": case.case_no })).await?;
    Ok(id)
}

/// To whom something may go and what; none where nothing leaves the union.
fn release_words(input: &AskRelease) -> Result<Option<ReleaseWords>> {
    if input.purpose != ReleasePurpose::Outward {
        return Ok(None);
    }
    let recipient = required("recipient", input.recipient.as_deref().unwrap_or_default())?;
    let items: Vec<String> = input.items.iter().filter_map(|item| lines(Some(item))).collect();
    if items.is_empty() {
        return Err(Error::invalid("items", "required"));
    }
    check_lengths(&[("recipient", Some(&recipient), LINE), ("items", Some(&items.concat()), PASSAGE)])?;
    Ok(Some(ReleaseWords { recipient, items }))
}

async fn release(
    change: &Change<'_>,
    id: ReleaseId,
    version: i64,
) -> Result<(case_release::Model, counsel_case::Model)> {
    let row = case_release::Entity::find_by_id(id).one(change.on()).await?.ok_or(Error::Missing { what: "release" })?;
    if row.version != version {
        return Err(Error::Changed);
    }
    let case = counsel_case::Entity::find_by_id(row.case_id).one(change.on()).await?;
    Ok((row, case.ok_or(Error::Missing { what: "case" })?))
}

/// The second person decides. The counsellor of the case is told.
///
/// # Errors
/// `release_second_person` for who asked, `release_decided`, `release_unreadable` for who agrees to what the own keys do not open,
/// [`Error::Changed`], [`Error::Missing`].
pub async fn decide_release(session: &Session, input: DecideRelease) -> Result<Nothing> {
    let mut change = session.change("cases", "decide_release").await?;
    change.is_final();
    let (row, case) = release(&change, input.id, input.version).await?;
    if row.asked_by == session.officer() {
        return Err(Error::refused("release_second_person", json!({})));
    }
    if row.state != ReleaseState::Asked {
        return Err(Error::refused("release_decided", json!({})));
    }
    // Nobody agrees to something going out without having read to whom and what.
    if input.agree && row.purpose == ReleasePurpose::Outward && released::open(session, &row).is_none() {
        return Err(Error::refused("release_unreadable", json!({})));
    }
    let (by, today) = (session.officer(), session.today());
    let state = if input.agree { ReleaseState::Agreed } else { ReleaseState::Refused };
    change
        .update::<case_release::Entity>(&row, |active| {
            active.decided_by = Set(Some(by));
            active.decided_on = Set(Some(today));
            active.state = Set(state);
        })
        .await?;
    if input.agree {
        tell(session, &mut change, case.id, row.id).await?;
    }
    change.done(json!({ "case": case.case_no })).await?;
    Ok(Nothing {})
}

/// The counsellors of the case find a notice on their day list.
async fn tell(session: &Session, change: &mut Change<'_>, case: CaseId, release: ReleaseId) -> Result<()> {
    let parts = case_assignment::Entity::find()
        .filter(case_assignment::Column::CaseId.eq(case))
        .filter(case_assignment::Column::Ended.eq(false))
        .filter(case_assignment::Column::Part.is_in([CasePart::Receiver, CasePart::Primary, CasePart::Second]))
        .all(change.on())
        .await?;
    for part in parts {
        put_due(change, case, part.officer_id, CaseDueKind::Notice, session.today(), Some(release.0)).await?;
    }
    Ok(())
}

/// The key of a case, opened with the sheet.
async fn by_sheet(on: &impl ConnectionTrait, sheet: &SheetKey, case: CaseId) -> Result<SecretKey> {
    let slot = case_key::Entity::find()
        .filter(case_key::Column::CaseId.eq(case))
        .filter(case_key::Column::OfficerId.is_null())
        .one(on)
        .await?;
    let key = slot.and_then(|slot| sheet.open_key(&slot.sealed, &purpose(case)));
    key.ok_or_else(|| Error::refused("counsel_sheet_other", json!({})))
}

/// Open a case in an emergency: two persons agreed, the sheet is at hand, and who reads is a counsellor or a supervisor. The
/// counsellor of the case is told at once (C-04).
///
/// # Errors
/// `release_not_agreed`, `release_of_others` for who neither asked nor decided, `C-01` for a reader who is the member, of the 職場 to which
/// the member objects, or of whom nobody says that they are no superior and no party, `counsel_sheet_typo`, `counsel_sheet_other`,
/// `supervisor_no_role`, `case_shared_already`, [`Error::Changed`], [`Error::Missing`].
pub async fn open_emergency(session: &Session, input: OpenEmergency) -> Result<Nothing> {
    let sheet = SheetKey::from_code(&input.sheet)?;
    let mut change = session.change("cases", "open_emergency").await?;
    change.is_final();
    let (row, case) = release(&change, input.id, input.version).await?;
    if row.purpose != ReleasePurpose::Emergency || row.state != ReleaseState::Agreed {
        return Err(Error::refused("release_not_agreed", json!({})));
    }
    if session.officer() != row.asked_by && Some(session.officer()) != row.decided_by {
        return Err(Error::refused("release_of_others", json!({})));
    }
    if part_of(change.on(), case.id, input.reader).await?.is_some() {
        return Err(Error::refused("case_shared_already", json!({})));
    }
    let public = supervisor_key(session, change.on(), input.reader).await?;
    let key = by_sheet(change.on(), &sheet, case.id).await?;
    let near = near_reader(session, change.on(), &head_of(&case, &key)?, input.reader).await?;
    Nearness { not_supervisor: input.not_supervisor, ..near }.check()?;
    change.insert::<case_assignment::Entity>(part(session, case.id, input.reader, CasePart::Emergency)).await?;
    give_key(session, &mut change, case.id, &key, (input.reader, &public)).await?;
    change
        .update::<case_release::Entity>(&row, |active| {
            active.state = Set(ReleaseState::Used);
            active.reader_id = Set(Some(input.reader));
        })
        .await?;
    tell(session, &mut change, case.id, row.id).await?;
    change.about_record("counsel_case", case.id.0);
    // What was said of the reader stays with the op.
    change.done(json!({ "case": case.case_no, "not_supervisor": input.not_supervisor })).await?;
    Ok(Nothing {})
}

/// Come into the room with the recovery sheet: a counsellor with new keys, or the first one after all were lost.
///
/// # Errors
/// `room_not_founded`, `counselor_admitted` for who is in the room, `counsel_sheet_typo`, `counsel_sheet_other`, `C-02`.
pub async fn recover_room(session: &Session, input: RecoverRoom) -> Result<CounselorId> {
    let sheet = SheetKey::from_code(&input.sheet)?;
    let fields = CounselorFields {
        qualification: input.qualification,
        registration_no: input.registration_no,
        registered_until: input.registered_until,
        member: input.member,
    }
    .checked()?;
    let mut change = session.change("cases", "recover_room").await?;
    change.is_final();
    let room = counsel_room::Entity::find().one(change.on()).await?;
    let room = room.ok_or_else(|| Error::refused("room_not_founded", json!({})))?;
    // Who is inside changes what is said of them there, and needs no sheet for it.
    if open_room(session, change.on()).await.is_ok() {
        let name = officers::names_on(change.on()).await?.remove(&session.officer());
        return Err(Error::refused("counselor_admitted", json!({ "name": name })));
    }
    let key = sheet.open_key(&room.room_key, ROOM).ok_or_else(|| Error::refused("counsel_sheet_other", json!({})))?;
    let public = session.desk().keys.public().seal;
    let room_key = key.seal_to(&public, ROOM)?;
    let person = own_person(session, &change, fields.member.as_deref()).await?;
    let known = counselor::Entity::find().filter(counselor::Column::OfficerId.eq(session.officer()));
    let id = match known.one(change.on()).await? {
        Some(row) => {
            change
                .wipe::<counselor::Entity>(&row, |active| {
                    active.qualification = Set(fields.qualification);
                    active.registration_no = Set(fields.registration_no);
                    active.registered_until = Set(fields.registered_until);
                    if person.is_some() {
                        active.person_id = Set(person);
                    }
                    active.public_key = Set(public);
                    active.room_key = Set(room_key);
                    active.ended_on = Set(None);
                })
                .await?;
            row.id
        }
        None => {
            let row = counselor_row(session, session.officer(), fields, person, public, room_key);
            CounselorId(change.insert::<counselor::Entity>(row).await?)
        }
    };
    change.done(json!({})).await?;
    Ok(id)
}

/// Whether a counsellor's cases may be recovered: locked out, without the role today, or with keys that the room does not know.
async fn is_lost(session: &Session, on: &impl ConnectionTrait, officer: OfficerId) -> Result<bool> {
    if !officers::names_on(on).await?.contains_key(&officer) {
        return Err(Error::Missing { what: "officer" });
    }
    let holders = officers::holders_on(on).await?;
    let Some(holder) = holders.into_iter().find(|holder| holder.id == officer) else { return Ok(true) };
    let known = counselor::Entity::find().filter(counselor::Column::OfficerId.eq(officer)).one(on).await?;
    // What was sealed before the admission of today was sealed to older keys.
    let current = officers::public_key(on, officer).await?;
    let stale = known.is_none_or(|row| current.as_deref() != Some(row.public_key.as_slice()));
    Ok(stale || officer == session.officer() || !counsels(&holder, session.today()))
}

/// Cases of a counsellor who is lost go to another one. The sheet is at hand, the trail says who did it and where it was decided. A
/// case that the other one may not have, as far as the union knows before it is read (C-01), stays for somebody else.
///
/// # Errors
/// [`Error::Missing`] for somebody who is no officer, `counselor_not_lost`, `counsel_sheet_typo`, `counsel_sheet_other`, `counselor_not_admitted`, `required` at `reference`.
pub async fn recover_cases(session: &Session, input: RecoverCases) -> Result<CasesRecovered> {
    let reference = required("reference", &input.reference)?;
    let sheet = SheetKey::from_code(&input.sheet)?;
    let to = input.to.unwrap_or_else(|| session.officer());
    let mut change = session.change("cases", "recover_cases").await?;
    change.is_final();
    if !is_lost(session, change.on(), input.lost).await? {
        return Err(Error::refused("counselor_not_lost", json!({})));
    }
    let counselor = counselor_of(session, change.on(), to).await?;
    let parts = case_assignment::Entity::find()
        .filter(case_assignment::Column::OfficerId.eq(input.lost))
        .filter(case_assignment::Column::Ended.eq(false))
        .filter(case_assignment::Column::Part.is_in([CasePart::Receiver, CasePart::Primary, CasePart::Second]))
        .all(change.on())
        .await?;
    let (mut n, mut left) = (0, Vec::new());
    for row in parts {
        let case = counsel_case::Entity::find_by_id(row.case_id).one(change.on()).await?;
        let Some(case) = case.filter(|case| case.erased_on.is_none()) else { continue };
        let key = by_sheet(change.on(), &sheet, row.case_id).await?;
        if input.lost != to {
            // Whether they supervise the member at work nobody can look up before it is open: then it is handed over.
            let head = head_of(&case, &key)?;
            if nearness(session, change.on(), &head, counselor.person_id, true).await?.check().is_err() {
                left.push(case.case_no);
                continue;
            }
            // Its officer is lost, and nobody else may ever read it.
            leave_case(session, &mut change, &row, Unsaved::LetGo).await?;
            if let Some(own) = part_of(change.on(), row.case_id, to).await? {
                end_part(session, &mut change, &own).await?;
            }
            change.insert::<case_assignment::Entity>(part(session, row.case_id, to, row.part)).await?;
            take_over_dues(&mut change, row.case_id, to).await?;
        }
        give_key(session, &mut change, row.case_id, &key, (to, &counselor.public_key)).await?;
        n += 1;
    }
    change.because(Some(reference));
    change.done(json!({ "n": n })).await?;
    Ok(CasesRecovered { n, left })
}
