//! The yearly check on paper: a workbook of all entries goes out, comes back filled in by hand, is looked through row by row
//! and entered as one op (K-05). `written` makes it, `returned` reads it.

mod returned;
mod written;

pub(super) use written::told;
pub use written::write_recheck;

use std::collections::HashMap;

use sea_orm::EntityTrait;
use serde_json::json;

use self::returned::{Returned, Whose, read};
use super::actions::{correct_within, rename, say};
use super::entity::community;
use super::model::{
    AddCommunity, ApplyRecheck, CommunityRow, RecheckApplied, RecheckFile, RecheckOutcome, RecheckPreview, RecheckRow,
    SchemeFields, SchemeRow,
};
use super::sheet::Line;
use crate::error::{Error, Result};
use crate::excel::source::Source;
use crate::ops::Change;
use crate::session::Session;

/// What a returned sheet would do; nothing is written.
///
/// # Errors
/// `workbook_…` and `file_…` for a file that cannot be read, `recheck_not_found` for one that is no such sheet.
pub async fn preview_recheck(session: &Session, input: RecheckFile) -> Result<RecheckPreview> {
    let source = source(session, &input).await?;
    let rows = read(session, &source).await?;
    source.unchanged().await?;
    let [unchanged, confirmed, changed, not_understood] = counts(&rows);
    Ok(RecheckPreview {
        file_name: source.name.clone(),
        file_hash: source.hash.clone(),
        read: u64::try_from(rows.len()).unwrap_or(u64::MAX),
        unchanged,
        confirmed,
        changed,
        not_understood,
        rows: rows.into_iter().map(|row| row.shown).collect::<Vec<RecheckRow>>(),
    })
}

async fn source(session: &Session, input: &RecheckFile) -> Result<Source> {
    Source::of(session, &input.file, input.password.as_ref().map(crate::desk::Passphrase::secret)).await
}

/// Rows by outcome: unchanged, confirmed, changed, not understood.
fn counts(rows: &[Returned]) -> [u64; 4] {
    use RecheckOutcome::{Changed, Confirmed, NotUnderstood, Unchanged};
    [Unchanged, Confirmed, Changed, NotUnderstood]
        .map(|outcome| rows.iter().filter(|row| row.shown.outcome == outcome).count() as u64)
}

/// Enter what a returned sheet says: checks and new texts, one op. Rows that are not understood are left as they are.
///
/// # Errors
/// As [`preview_recheck`]; `file_changed` when the file is not the one that was previewed; `recheck_nothing` when no row
/// says anything new; a field that breaks a rule, with the row's code.
pub async fn apply_recheck(session: &Session, input: ApplyRecheck) -> Result<RecheckApplied> {
    let source = source(session, &input.sheet).await?;
    source.is_still(input.file_hash.as_deref())?;
    let rows = read(session, &source).await?;
    let [unchanged, confirmed, changed, not_understood] = counts(&rows);
    if confirmed + changed == 0 {
        return Err(Error::refused("recheck_nothing", json!({ "n": not_understood })));
    }
    let mut change = session.change("support", "apply_recheck").await?;
    let communities: HashMap<_, _> =
        community::Entity::find().all(change.on()).await?.into_iter().map(|row| (row.id, row)).collect();
    for row in &rows {
        if !matches!(row.shown.outcome, RecheckOutcome::Confirmed | RecheckOutcome::Changed) {
            continue;
        }
        match &row.whose {
            Some(Whose::Scheme(scheme)) => enter_scheme(&mut change, session, scheme, &row.line).await?,
            Some(Whose::Community(found)) => {
                let before = communities.get(&found.id).ok_or(Error::Changed)?;
                let fields = community_fields(found, &row.line).checked(session.today())?;
                correct_within(&mut change, session.officer(), before, fields).await?;
            }
            None => {}
        }
    }
    source.unchanged().await?;
    let op = change.done(json!({ "confirmed": confirmed, "changed": changed })).await?;
    Ok(RecheckApplied { op, confirmed, changed, unchanged, not_understood })
}

async fn enter_scheme(change: &mut Change<'_>, session: &Session, scheme: &SchemeRow, line: &Line) -> Result<()> {
    let fields = scheme_fields(scheme, line).checked(session.today())?;
    rename(change, scheme.id, &fields.name).await?;
    say(change, session, scheme.id, &fields).await
}

/// What a row says of a scheme; what the sheet does not carry stays.
fn scheme_fields(scheme: &SchemeRow, line: &Line) -> SchemeFields {
    let said = |words: &str| Some(words.to_owned());
    SchemeFields {
        name: line.name.clone(),
        name_en: scheme.name_en.clone(),
        needs: scheme.needs.clone(),
        from_on: None,
        summary: line.summary.clone(),
        questions: line.questions.lines().map(str::to_owned).collect(),
        office: line.office.clone(),
        bring: said(&line.bring),
        legal_basis: said(&line.basis),
        site: said(&line.site),
        note: said(&line.note),
        checked_on: line.on,
    }
}

/// What a row says of a community; what the sheet does not carry stays.
fn community_fields(found: &CommunityRow, line: &Line) -> AddCommunity {
    let said = |words: &str| Some(words.to_owned());
    AddCommunity {
        kind: line.kind.unwrap_or(found.kind),
        name: line.name.clone(),
        name_kana: found.name_kana.clone(),
        region: said(&line.region),
        industries: said(&line.industries),
        contact_name: said(&line.contact),
        phone: said(&line.phone),
        mail: said(&line.mail),
        site: said(&line.site),
        helps: line.summary.clone(),
        needs: found.needs.clone(),
        note: if line.note.is_empty() { found.note.clone() } else { said(&line.note) },
        since_on: found.since_on,
        active_from: found.active_from,
        active_to: found.active_to,
        checked_on: line.on,
    }
}
