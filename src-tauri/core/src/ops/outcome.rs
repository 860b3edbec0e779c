//! What became of a change whose commit was not answered.

use std::time::Duration;

use serde_json::json;

use crate::db::{Db, Work};
use crate::error::{Error, Result};
use crate::ids::OpId;

/// How long the server is asked, and how long apart.
const PATIENCE: Duration = Duration::from_secs(20);
const APART: Duration = Duration::from_millis(500);

/// The line to a server may break before the server heard of the commit, or after. Then the change is done, and who made it must
/// not be told otherwise, or makes it twice: its op says which. `Ok` where it was done.
///
/// # Errors
/// `unanswered`, what the commit said, where the change did not happen; `outcome_unknown` where that cannot be asked.
pub(super) async fn outcome(db: &Db, op: OpId, unanswered: Error) -> Result<()> {
    if !db.is_shared() {
        return Err(unanswered);
    }
    let asked = async {
        loop {
            match is_there(db, op).await {
                Ok(there) => return there,
                Err(_) => tokio::time::sleep(APART).await,
            }
        }
    };
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(unanswered),
        Err(_) => Err(Error::refused("outcome_unknown", json!({}))),
    }
}

/// Whether the op was committed. Asked behind the lock of changes: while the server still has the change in hand, one that is not
/// there may come.
async fn is_there(db: &Db, op: OpId) -> Result<bool> {
    let turn = db.alone_at(Work::Change).await?;
    let n = db.number("SELECT count(*) AS n FROM op WHERE id = $1", [op.0.into()]).await?;
    turn.end().await?;
    Ok(n > 0)
}
