//! To whom something may go out under a release, and what: decided by people who must not read the case, so it is sealed apart from it, to
//! those who may decide today and to the counsellors of the case.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use super::entity::{case_assignment, case_release};
use super::model::{CasePart, ReleaseWords};
use crate::error::{Error, Result};
use crate::ids::{CaseId, OfficerId, ReleaseId};
use crate::officers;
use crate::rights::{Right, reach};
use crate::session::Session;
use crate::vault::SecretKey;

/// What is kept of a release's words: their text under a key of its own, and that key for each who may read it.
#[derive(Serialize, Deserialize)]
struct Sealed {
    keys: Vec<(OfficerId, Vec<u8>)>,
    text: Vec<u8>,
}

/// What the words of a release are sealed for.
fn purpose(release: ReleaseId) -> Vec<u8> {
    [b"kyojo release ".as_slice(), release.0.as_bytes()].concat()
}

/// Seal the words of a release about a case.
///
/// # Errors
/// What the database answers.
pub(super) async fn seal(
    session: &Session,
    on: &impl ConnectionTrait,
    case: CaseId,
    release: ReleaseId,
    words: &ReleaseWords,
) -> Result<Vec<u8>> {
    let bug = |error: serde_json::Error| Error::Bug(error.to_string());
    let parts = case_assignment::Entity::find()
        .filter(case_assignment::Column::CaseId.eq(case))
        .filter(case_assignment::Column::Ended.eq(false))
        .filter(case_assignment::Column::Part.is_in([CasePart::Receiver, CasePart::Primary, CasePart::Second]))
        .all(on)
        .await?;
    let mut readers: BTreeSet<OfficerId> = parts.into_iter().map(|part| part.officer_id).collect();
    let deciders = officers::holders_on(on).await?.into_iter();
    readers.extend(
        deciders
            .filter(|holder| reach(&holder.grants, Right::LiftSecrecy, session.today()).is_some())
            .map(|holder| holder.id),
    );
    let (key, purpose) = (SecretKey::random()?, purpose(release));
    let mut keys = Vec::new();
    for reader in readers {
        if let Some(public) = officers::public_key(on, reader).await? {
            keys.push((reader, key.seal_to(&public, &purpose)?));
        }
    }
    let text = zeroize::Zeroizing::new(serde_json::to_vec(words).map_err(bug)?);
    serde_json::to_vec(&Sealed { keys, text: key.seal(&purpose, &text)? }).map_err(bug)
}

/// The words of a release, as far as the officer at the desk holds a key to them.
pub(super) fn open(session: &Session, row: &case_release::Model) -> Option<ReleaseWords> {
    let sealed: Sealed = serde_json::from_slice(row.words.as_deref()?).ok()?;
    let (_, own) = sealed.keys.iter().find(|(reader, _)| *reader == session.officer())?;
    let (desk, purpose) = (session.desk(), purpose(row.id));
    let key = desk.opened.open(&desk.keys, own, &purpose)?;
    serde_json::from_slice(&key.open(&purpose, &sealed.text)?).ok()
}
