//! What the trail keeps of a person, in words (R23): who did what when, never values.

use uuid::Uuid;

use super::queries::names;
use crate::audit;
use crate::desk::{Said, Section};
use crate::error::Result;
use crate::ids::OfficerId;
use crate::labels;
use crate::session::Session;

/// Most entries of the trail that are told.
const MOST: u64 = 500;

/// The entries of the trail that point to a record.
///
/// # Errors
/// What the database answers.
pub(crate) async fn disclose(session: &Session, record: Uuid) -> Result<Vec<Section>> {
    let names = names(session).await?;
    let entries = audit::list(session.look(), None, Some(record), None, MOST).await?;
    let records = entries
        .into_iter()
        .map(|entry| {
            let key = format!("officers.action.{}", entry.action);
            let what = if labels::has(&key) { Said::Word(key) } else { Said::Text(entry.action) };
            let who = entry.actor.and_then(|id| names.get(&OfficerId(id)).cloned());
            vec![
                ("desk.history.at", Said::Moment(entry.at)),
                ("officers.audit.action", what),
                ("desk.history.who", who.into()),
                ("officers.audit.reason", entry.reason.into()),
            ]
        })
        .collect();
    Ok(vec![Section { title: "officers.part.audit", records }])
}
