//! How a case is opened: its key is sealed to each officer who has a part in it, and to the counselling recovery sheet. Every text is
//! bound to its case, its record, its revision and its author; a ciphertext that was moved does not open.

use std::collections::HashMap;
use std::sync::Arc;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::entity::{case_assignment, case_key, counsel_case, counsel_room, counselor, inquiry_draft};
use super::model::{CasePart, Head};
use crate::error::{Error, Result};
use crate::ids::{CaseId, CaseKeyId, InquiryDraftId, OfficerId, PersonId};
use crate::ops::Change;
use crate::session::Session;
use crate::vault::{HANDED, SecretKey};

/// What the room key is sealed for.
pub(super) const ROOM: &[u8] = b"kyojo counselling room";

/// What the key of a case is sealed for.
pub(super) fn purpose(case: CaseId) -> Vec<u8> {
    [b"kyojo case key ".as_slice(), case.0.as_bytes()].concat()
}

/// Where a sealed text lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Kind of record.
    pub kind: &'static str,
    /// Its case.
    pub case: CaseId,
    /// The record.
    pub record: Uuid,
    /// How often it was sealed.
    pub revision: i64,
    /// Who sealed it.
    pub author: OfficerId,
}

impl Place {
    fn bytes(self) -> Vec<u8> {
        let kind = format!("kyojo 1 {} ", self.kind);
        [
            kind.as_bytes(),
            self.case.0.as_bytes(),
            self.record.as_bytes(),
            &self.revision.to_be_bytes(),
            self.author.0.as_bytes(),
        ]
        .concat()
    }
}

/// Seal words at their place.
pub(super) fn seal<T: Serialize>(key: &SecretKey, place: Place, words: &T) -> Result<Vec<u8>> {
    let text = zeroize::Zeroizing::new(serde_json::to_vec(words).map_err(|error| Error::Bug(error.to_string()))?);
    key.seal(&place.bytes(), &text)
}

/// Words sealed at a place.
///
/// # Errors
/// `case_damaged` when they were changed or moved.
pub(super) fn open<T: DeserializeOwned>(key: &SecretKey, place: Place, sealed: &[u8]) -> Result<T> {
    let damaged = || Error::refused("case_damaged", json!({}));
    let text = key.open(&place.bytes(), sealed).ok_or_else(damaged)?;
    serde_json::from_slice(&text).map_err(|_| damaged())
}

/// A case that was opened.
pub(super) struct OpenCase {
    /// Its row.
    pub row: counsel_case::Model,
    /// Its key.
    pub key: Arc<SecretKey>,
    /// What stands at its head.
    pub head: Head,
    /// The part of the officer at the desk.
    pub part: CasePart,
}

impl OpenCase {
    /// Seal words of a record of this case.
    pub fn seal<T: Serialize>(
        &self,
        kind: &'static str,
        record: Uuid,
        revision: i64,
        author: OfficerId,
        words: &T,
    ) -> Result<Vec<u8>> {
        seal(&self.key, Place { kind, case: self.row.id, record, revision, author }, words)
    }

    /// Open words of a record of this case.
    pub fn open<T: DeserializeOwned>(
        &self,
        kind: &'static str,
        record: Uuid,
        revision: i64,
        author: OfficerId,
        sealed: &[u8],
    ) -> Result<T> {
        open(&self.key, Place { kind, case: self.row.id, record, revision, author }, sealed)
    }

    /// Seal bytes of a record of this case that is never changed.
    pub fn seal_bytes(&self, kind: &'static str, record: Uuid, author: OfficerId, bytes: &[u8]) -> Result<Vec<u8>> {
        self.key.seal(&Place { kind, case: self.row.id, record, revision: 1, author }.bytes(), bytes)
    }

    /// Open bytes of a record of this case.
    ///
    /// # Errors
    /// `case_damaged` when they were changed or moved.
    pub fn open_bytes(
        &self,
        kind: &'static str,
        record: Uuid,
        author: OfficerId,
        sealed: &[u8],
    ) -> Result<zeroize::Zeroizing<Vec<u8>>> {
        let place = Place { kind, case: self.row.id, record, revision: 1, author };
        self.key.open(&place.bytes(), sealed).ok_or_else(|| Error::refused("case_damaged", json!({})))
    }

    /// The head sealed anew, with the number and the officer it is bound to.
    pub fn seal_head(&self, by: OfficerId, head: &Head) -> Result<(Vec<u8>, i64)> {
        let no = self.row.head_no + 1;
        Ok((seal_head(&self.key, head_place(self.row.id, no, by), head)?, no))
    }
}

/// Where the head of a case lies.
pub(super) fn head_place(case: CaseId, head_no: i64, by: OfficerId) -> Place {
    Place { kind: "head", case, record: case.0, revision: head_no, author: by }
}

/// What the key of an inquiry's draft is sealed for.
pub(super) fn inquiry_purpose(draft: InquiryDraftId) -> Vec<u8> {
    [b"kyojo inquiry draft ".as_slice(), draft.0.as_bytes()].concat()
}

/// What was typed of an inquiry that has no case yet. The form that it belongs to may name a person, and is sealed with it.
#[derive(Serialize, Deserialize)]
pub(super) struct Typed {
    /// The form.
    pub place: String,
    /// What was typed.
    pub content: serde_json::Value,
}

/// What a form is found by in the table: nobody but its officer can say which form it is.
pub(super) fn inquiry_mark(session: &Session, place: &str) -> String {
    session.desk().keys.own_mark(place.as_bytes())
}

/// Where the draft of an inquiry lies, which has no case yet.
pub(super) fn inquiry_place(draft: InquiryDraftId, revision: i64, author: OfficerId) -> Place {
    Place { kind: "inquiry typed", case: CaseId(draft.0), record: draft.0, revision, author }
}

/// A draft of the officer at the desk; none when the officer's keys are newer. One of an older program has its form outside of the seal.
pub(super) fn open_typed(session: &Session, row: &inquiry_draft::Model) -> Option<Typed> {
    let key = session.desk().keys.open_key(&row.key, &inquiry_purpose(row.id))?;
    let place = inquiry_place(row.id, row.revision, row.officer_id);
    open(&key, place, &row.words).ok().or_else(|| {
        let content = open(&key, Place { kind: "inquiry draft", ..place }, &row.words).ok()?;
        Some(Typed { place: row.place.clone(), content })
    })
}

/// Heads are as long as a multiple of this.
const HEAD_STEP: usize = 256;

/// Seal a head. Whether there is a crisis does not show in its length: all are as long as they would be in the worst (C-07).
pub(super) fn seal_head(key: &SecretKey, place: Place, head: &Head) -> Result<Vec<u8>> {
    let bug = |error: serde_json::Error| Error::Bug(error.to_string());
    let longest = zeroize::Zeroizing::new(serde_json::to_vec(&head.at_its_longest()).map_err(bug)?).len();
    let mut text = zeroize::Zeroizing::new(Vec::with_capacity(longest + HEAD_STEP));
    serde_json::to_writer(&mut *text, head).map_err(bug)?;
    // Blanks after a document say nothing.
    text.resize(longest.next_multiple_of(HEAD_STEP), b' ');
    key.seal(&place.bytes(), &text)
}

/// The head of a case.
pub(super) fn head_of(row: &counsel_case::Model, key: &SecretKey) -> Result<Head> {
    let by = row.head_by.ok_or_else(|| Error::refused("case_erased", json!({})))?;
    open(key, head_place(row.id, row.head_no, by), &row.head)
}

/// The key of a case as sealed to the officer at the desk.
///
/// # Errors
/// `case_key_missing` without one, or when the officer's keys are newer than it.
pub(super) fn key_of(session: &Session, slot: &case_key::Model) -> Result<Arc<SecretKey>> {
    let desk = session.desk();
    desk.opened
        .open(&desk.keys, &slot.sealed, &purpose(slot.case_id))
        .ok_or_else(|| Error::refused("case_key_missing", json!({})))
}

async fn slot_of(on: &impl ConnectionTrait, case: CaseId, officer: OfficerId) -> Result<Option<case_key::Model>> {
    let query = case_key::Entity::find()
        .filter(case_key::Column::CaseId.eq(case))
        .filter(case_key::Column::OfficerId.eq(officer));
    Ok(query.one(on).await?)
}

/// The part of an officer in a case, unless it is over.
pub(super) async fn part_of(
    on: &impl ConnectionTrait,
    case: CaseId,
    officer: OfficerId,
) -> Result<Option<case_assignment::Model>> {
    let query = case_assignment::Entity::find()
        .filter(case_assignment::Column::CaseId.eq(case))
        .filter(case_assignment::Column::OfficerId.eq(officer))
        .filter(case_assignment::Column::Ended.eq(false));
    Ok(query.one(on).await?)
}

/// Open a case in which the officer at the desk counsels. For everybody else it is not there (C-04).
///
/// # Errors
/// [`Error::Missing`]; [`Error::Changed`] for another version; `case_erased`, `case_key_missing`, `case_damaged`.
pub(super) async fn open_case(
    session: &Session,
    on: &impl ConnectionTrait,
    id: CaseId,
    version: Option<i64>,
) -> Result<OpenCase> {
    let part = part_of(on, id, session.officer()).await?;
    let part = part.filter(|row| matches!(row.part, CasePart::Receiver | CasePart::Primary | CasePart::Second));
    let Some(part) = part else { return Err(Error::Missing { what: "case" }) };
    let opened = open_with(session, on, id, part.part).await?;
    if version.is_some_and(|version| version != opened.row.version) {
        return Err(Error::Changed);
    }
    Ok(opened)
}

/// Open a case with the key that is sealed to the officer at the desk; the caller has looked at the part.
pub(super) async fn open_with(
    session: &Session,
    on: &impl ConnectionTrait,
    id: CaseId,
    part: CasePart,
) -> Result<OpenCase> {
    let row = counsel_case::Entity::find_by_id(id).one(on).await?.ok_or(Error::Missing { what: "case" })?;
    if row.erased_on.is_some() {
        return Err(Error::refused("case_erased", json!({ "case": row.case_no })));
    }
    let slot = slot_of(on, id, session.officer()).await?;
    let slot = slot.ok_or_else(|| Error::refused("case_key_missing", json!({})))?;
    let key = key_of(session, &slot)?;
    let head = head_of(&row, &key)?;
    Ok(OpenCase { row, key, head, part })
}

/// The room as the officer at the desk may use it.
pub(super) struct OpenRoom {
    /// The room.
    pub row: counsel_room::Model,
    /// The key of the blind index.
    pub key: Arc<SecretKey>,
}

impl OpenRoom {
    /// The mark of a person in the blind index.
    pub fn tag(&self, person: PersonId) -> Vec<u8> {
        self.key.tag(person.0.as_bytes())
    }

    /// The marks of a person and of everybody who was merged into them, by [`crate::members::merged`]. A merge leaves marks as they
    /// are: when it is undone, every case is with whom it was (0103).
    pub fn tags(&self, person: PersonId, merged: &HashMap<PersonId, Vec<PersonId>>) -> Vec<Vec<u8>> {
        let others = merged.get(&person).into_iter().flatten();
        std::iter::once(&person).chain(others).map(|id| self.tag(*id)).collect()
    }
}

/// The room, opened by who was let into it.
///
/// # Errors
/// `room_not_founded`, `room_not_admitted`, `room_admit_again` for an officer whose keys are newer than the admission.
pub(super) async fn open_room(session: &Session, on: &impl ConnectionTrait) -> Result<OpenRoom> {
    let row = counsel_room::Entity::find().one(on).await?;
    let row = row.ok_or_else(|| Error::refused("room_not_founded", json!({})))?;
    let own = counselor::Entity::find()
        .filter(counselor::Column::OfficerId.eq(session.officer()))
        .filter(counselor::Column::EndedOn.is_null())
        .one(on)
        .await?
        .ok_or_else(|| Error::refused("room_not_admitted", json!({})))?;
    let desk = session.desk();
    let key = desk.opened.open(&desk.keys, &own.room_key, ROOM);
    let key = key.ok_or_else(|| Error::refused("room_admit_again", json!({})))?;
    Ok(OpenRoom { row, key })
}

/// A counsellor of the room to whom a case may be sealed.
///
/// # Errors
/// `counselor_not_admitted`; `counselor_admit_again`.
pub(super) async fn counselor_of(
    session: &Session,
    on: &impl ConnectionTrait,
    officer: OfficerId,
) -> Result<counselor::Model> {
    let found = counselor::Entity::find()
        .filter(counselor::Column::OfficerId.eq(officer))
        .filter(counselor::Column::EndedOn.is_null())
        .one(on)
        .await?
        .ok_or_else(|| Error::refused("counselor_not_admitted", json!({})))?;
    let current = crate::officers::public_key(on, officer).await?;
    if officer != session.officer() && current.as_deref() != Some(found.public_key.as_slice()) {
        return Err(Error::refused("counselor_admit_again", json!({})));
    }
    Ok(found)
}

/// Give an officer the key of a case: sealed to the public key of another one, kept by the officer at the desk. Whoever had one keeps
/// it.
pub(super) async fn give_key(
    session: &Session,
    change: &mut Change<'_>,
    case: CaseId,
    key: &SecretKey,
    (officer, public): (OfficerId, &[u8]),
) -> Result<()> {
    take_key(change, case, officer).await?;
    let keys = &session.desk().keys;
    // Only to who holds the keys at the desk: the row may name an officer's newer or older ones.
    let own = officer == session.officer() && keys.public().seal == public;
    let sealed = if own { keys.keep_key(key, &purpose(case))? } else { key.seal_to(public, &purpose(case))? };
    change.insert::<case_key::Entity>(slot(case, Some(officer), sealed)).await?;
    Ok(())
}

/// Keys of cases that somebody else sealed to the officer at the desk, opened. It takes long when there are many, so nothing is held
/// meanwhile.
///
/// # Errors
/// What the database answers.
pub(super) async fn handed_keys(session: &Session) -> Result<Vec<(case_key::Model, Arc<SecretKey>)>> {
    let length = Expr::from(Func::cust("length").arg(Expr::col(case_key::Column::Sealed)));
    let handed = case_key::Entity::find()
        .filter(case_key::Column::OfficerId.eq(session.officer()))
        .filter(sea_orm::sea_query::ExprTrait::eq(length, HANDED))
        .all(session.look())
        .await?;
    let mut opened = Vec::new();
    for slot in handed {
        // One that older keys of the officer opened comes back with the sheet.
        if let Ok(key) = key_of(session, &slot) {
            opened.push((slot, key));
        }
        tokio::task::yield_now().await;
    }
    Ok(opened)
}

/// From now on the officer at the desk keeps these keys (0084). They are the same keys for the same holder: the rows keep their
/// versions, and nothing is noted as changed, so that everything can still be taken back.
///
/// # Errors
/// What the database answers.
pub(super) async fn keep_keys(
    session: &Session,
    on: &impl ConnectionTrait,
    handed: &[(case_key::Model, Arc<SecretKey>)],
) -> Result<()> {
    for (slot, key) in handed {
        let kept = session.desk().keys.keep_key(key, &purpose(slot.case_id))?;
        case_key::Entity::update_many()
            .col_expr(case_key::Column::Sealed, Expr::value(kept))
            .filter(case_key::Column::Id.eq(slot.id))
            // Unless it was taken away or given anew meanwhile.
            .filter(case_key::Column::Sealed.eq(slot.sealed.as_slice()))
            .exec(on)
            .await?;
    }
    Ok(())
}

/// A row of a sealed key.
pub(super) fn slot(case: CaseId, officer: Option<OfficerId>, sealed: Vec<u8>) -> case_key::ActiveModel {
    case_key::ActiveModel {
        id: Set(CaseKeyId::new()),
        case_id: Set(case),
        officer_id: Set(officer),
        sealed: Set(sealed),
        ..Default::default()
    }
}

/// Take an officer's key of a case away. Nothing remembers it: it must not come back with an undo.
pub(super) async fn take_key(change: &mut Change<'_>, case: CaseId, officer: OfficerId) -> Result<()> {
    if let Some(row) = slot_of(change.on(), case, officer).await? {
        change.destroy::<case_key::Entity>(&row).await?;
    }
    Ok(())
}
