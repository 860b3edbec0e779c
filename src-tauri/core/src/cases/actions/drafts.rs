//! What is being written and was not saved yet: sealed, no record, seen by who writes it alone. In a case it is sealed under the case's
//! key; of an inquiry that has no case yet under a key of its own, which only the officer's own keys open.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{case_draft, inquiry_draft};
use super::super::keys::{Typed, inquiry_mark, inquiry_place, inquiry_purpose, open_case, open_typed, seal};
use super::super::model::{CaseConsentScope, CaseDraftNamed, SaveCaseDraft};
use super::super::queries::consent_of;
use super::required;
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{CaseDraftId, CaseId, InquiryDraftId, OfficerId};
use crate::session::Session;
use crate::vault::SecretKey;

/// Keep what is being written, sealed. It is no record: no op, nothing in the trail, and only who writes it ever sees it.
///
/// # Errors
/// `required` at `place`; in a case `C-03` after the member's no, for then nothing is being written, and as [`open_case`].
pub async fn save_draft(session: &Session, input: SaveCaseDraft) -> Result<Nothing> {
    let place = required("place", &input.place)?;
    match input.case_id {
        Some(case) => of_case(session, case, place, &input.content).await,
        None => of_inquiry(session, place, &input.content).await,
    }
}

async fn of_case(session: &Session, case: CaseId, place: String, content: &serde_json::Value) -> Result<Nothing> {
    let transaction = session.db().begin().await?;
    let case = open_case(session, &transaction, case, None).await?;
    consent_of(&transaction, case.row.id, CaseConsentScope::Record).await?.may_say(true)?;
    let by = session.officer();
    let known = case_draft::Entity::find()
        .filter(case_draft::Column::CaseId.eq(case.row.id))
        .filter(case_draft::Column::OfficerId.eq(by))
        .filter(case_draft::Column::Place.eq(place.as_str()))
        .one(&transaction)
        .await?;
    let id = known.as_ref().map_or_else(CaseDraftId::new, |row| row.id);
    let revision = known.as_ref().map_or(1, |row| row.revision + 1);
    let now = session.now();
    let words = case.seal("draft", id.0, revision, by, content)?;
    let row = case_draft::ActiveModel {
        id: Set(id),
        created_at: Set(known.as_ref().map_or(now, |row| row.created_at)),
        created_by: Set(Some(by.0)),
        updated_at: Set(now),
        updated_by: Set(Some(by.0)),
        version: Set(revision),
        case_id: Set(case.row.id),
        officer_id: Set(by),
        place: Set(place),
        revision: Set(revision),
        words: Set(words),
    };
    if known.is_some() {
        case_draft::Entity::update_many().set(row).filter(case_draft::Column::Id.eq(id)).exec(&transaction).await?;
    } else {
        case_draft::Entity::insert(row).exec_without_returning(&transaction).await?;
    }
    transaction.commit().await?;
    Ok(Nothing {})
}

async fn of_inquiry(session: &Session, place: String, content: &serde_json::Value) -> Result<Nothing> {
    let transaction = session.db().begin().await?;
    let known = inquiry_draft::Entity::find().filter(typed_at(session, &place)).one(&transaction).await?;
    put_typed(session, &transaction, known.as_ref(), &Typed { place, content: content.clone() }).await?;
    transaction.commit().await?;
    Ok(Nothing {})
}

/// The draft of a form of the officer at the desk. An older program wrote the form down as it is.
fn typed_at(session: &Session, place: &str) -> Condition {
    Condition::all()
        .add(inquiry_draft::Column::OfficerId.eq(session.officer()))
        .add(inquiry_draft::Column::Place.is_in([inquiry_mark(session, place), place.to_owned()]))
}

async fn put_typed(
    session: &Session,
    on: &impl ConnectionTrait,
    known: Option<&inquiry_draft::Model>,
    typed: &Typed,
) -> Result<()> {
    let by = session.officer();
    let id = known.map_or_else(InquiryDraftId::new, |row| row.id);
    let revision = known.map_or(1, |row| row.revision + 1);
    let (now, key) = (session.now(), SecretKey::random()?);
    let row = inquiry_draft::ActiveModel {
        id: Set(id),
        created_at: Set(known.map_or(now, |row| row.created_at)),
        created_by: Set(Some(by.0)),
        updated_at: Set(now),
        updated_by: Set(Some(by.0)),
        version: Set(revision),
        officer_id: Set(by),
        place: Set(inquiry_mark(session, &typed.place)),
        revision: Set(revision),
        words: Set(seal(&key, inquiry_place(id, revision, by), typed)?),
        key: Set(session.desk().keys.keep_key(&key, &inquiry_purpose(id))?),
    };
    if known.is_some() {
        let own = inquiry_draft::Entity::update_many().set(row).filter(inquiry_draft::Column::Id.eq(id));
        own.exec(on).await?;
    } else {
        inquiry_draft::Entity::insert(row).exec_without_returning(on).await?;
    }
    Ok(())
}

/// Drafts of an older program, whose form may name a person outside of the seal, are sealed anew.
///
/// # Errors
/// What the database answers.
pub(super) async fn seal_places(session: &Session, on: &impl ConnectionTrait) -> Result<()> {
    let own = inquiry_draft::Entity::find().filter(inquiry_draft::Column::OfficerId.eq(session.officer()));
    for row in own.all(on).await? {
        let Some(typed) = open_typed(session, &row) else { continue };
        if row.place != inquiry_mark(session, &typed.place) {
            put_typed(session, on, Some(&row), &typed).await?;
        }
    }
    Ok(())
}

/// Drop a draft.
///
/// # Errors
/// In a case as [`open_case`].
pub async fn drop_draft(session: &Session, input: CaseDraftNamed) -> Result<Nothing> {
    let transaction = session.db().begin().await?;
    match input.case_id {
        Some(case) => {
            let case = open_case(session, &transaction, case, None).await?;
            case_draft::Entity::delete_many()
                .filter(case_draft::Column::CaseId.eq(case.row.id))
                .filter(case_draft::Column::OfficerId.eq(session.officer()))
                .filter(case_draft::Column::Place.eq(input.place))
                .exec(&transaction)
                .await?;
        }
        None => leave_inquiry_draft(session, &transaction, Some(&input.place)).await?,
    }
    transaction.commit().await?;
    Ok(Nothing {})
}

/// What becomes of what an officer who leaves a case has not saved there: nobody else may ever read it (0045).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unsaved {
    /// Somebody is asked first: it is saved, or let go.
    Asked,
    /// It goes: somebody has said so, or its officer cannot open it any more.
    LetGo,
}

impl Unsaved {
    /// As somebody has said.
    pub(super) fn said(drop_drafts: bool) -> Self {
        if drop_drafts { Self::LetGo } else { Self::Asked }
    }
}

/// What an officer who leaves a case was writing there goes.
///
/// # Errors
/// `draft_waits` where somebody is to be asked first.
pub(super) async fn leave_drafts(
    on: &impl ConnectionTrait,
    case: CaseId,
    officer: OfficerId,
    unsaved: Unsaved,
) -> Result<()> {
    let of = Condition::all().add(case_draft::Column::CaseId.eq(case)).add(case_draft::Column::OfficerId.eq(officer));
    if unsaved == Unsaved::Asked && case_draft::Entity::find().filter(of.clone()).one(on).await?.is_some() {
        return Err(Error::refused("draft_waits", json!({})));
    }
    case_draft::Entity::delete_many().filter(of).exec(on).await?;
    Ok(())
}

/// An inquiry that was taken down, or given up, is no draft any more.
pub(super) async fn leave_inquiry_draft(
    session: &Session,
    on: &impl ConnectionTrait,
    place: Option<&str>,
) -> Result<()> {
    let Some(place) = place else { return Ok(()) };
    inquiry_draft::Entity::delete_many().filter(typed_at(session, place)).exec(on).await?;
    Ok(())
}
