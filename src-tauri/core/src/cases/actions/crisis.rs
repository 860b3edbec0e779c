//! Danger to self or others (C-07): a check-list for the same day and the help lines, at once. Flag, day and check-list stand in the
//! sealed head, in no column and in no report; history and trail only say that the case was corrected.

use serde_json::json;

use super::super::keys::open_case;
use super::super::model::{CaseNamed, Crisis, CrisisItem, SaveCrisis};
use super::super::queries::crisis_of;
use super::write;
use crate::error::{Error, Result};
use crate::session::Session;

/// Raise the flag: the check-list is due today.
///
/// # Errors
/// As [`open_case`].
pub async fn raise_crisis(session: &Session, input: CaseNamed) -> Result<Crisis> {
    let mut change = session.change("cases", "correct_case").await?;
    let case = open_case(session, change.on(), input.case_id, input.version).await?;
    let mut head = case.head.clone();
    if head.crisis_on.is_none() {
        head.crisis_on = Some(session.today());
        head.crisis_done = Vec::new();
    }
    write(session, &mut change, &case, Some(&head), |_| {}).await?;
    change.done(json!({ "case": case.row.case_no })).await?;
    crisis_of(session, &head).await
}

/// Write down what of the check-list is done; the danger is over only after all of it (C-07).
///
/// # Errors
/// `C-07` with what is still open, `crisis_not_raised`; as [`open_case`].
pub async fn save_crisis(session: &Session, input: SaveCrisis) -> Result<Crisis> {
    let mut change = session.change("cases", "correct_case").await?;
    let case = open_case(session, change.on(), input.case_id, None).await?;
    let mut head = case.head.clone();
    if head.crisis_on.is_none() {
        return Err(Error::refused("crisis_not_raised", json!({})));
    }
    let done: Vec<CrisisItem> = input.done;
    let open: Vec<CrisisItem> = <CrisisItem as sea_orm::Iterable>::iter().filter(|item| !done.contains(item)).collect();
    if input.over && !open.is_empty() {
        return Err(Error::refused("C-07", json!({ "open": open })));
    }
    head.crisis_done = done;
    head.crisis_done.sort_unstable();
    head.crisis_done.dedup();
    if input.over {
        head.crisis_on = None;
    }
    write(session, &mut change, &case, Some(&head), |_| {}).await?;
    change.done(json!({ "case": case.row.case_no })).await?;
    crisis_of(session, &head).await
}
