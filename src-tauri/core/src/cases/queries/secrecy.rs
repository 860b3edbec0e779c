//! Who else may read, releases, the crisis, and the search in one's own notes.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::entity::{case_assignment, case_key, case_note, case_release, counsel_case};
use super::super::keys::{Place, key_of, open, open_case};
use super::super::model::{
    CaseNamed, CaseNoteWords, CasePart, Crisis, CrisisItem, Head, NoteHit, NotePart, ReleaseRow, ReleaseState,
    SearchNotes, SupervisedRow,
};
use super::super::released;
use super::list::OWN;
use super::{PART, help_lines};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{CaseId, OfficerId};
use crate::officers;
use crate::rights::{Right, reach};
use crate::session::Session;
use crate::text::name_key;

/// Whether an officer may supervise on a day.
pub(in crate::cases) fn supervises(holder: &officers::Holder, day: chrono::NaiveDate) -> bool {
    reach(&holder.grants, Right::Supervise, day).is_some()
}

/// Cases that the officer at the desk may read without counselling in them; whom they are about is not said here.
///
/// # Errors
/// What the database answers.
pub async fn supervised(session: &Session, _input: Nothing) -> Result<Vec<SupervisedRow>> {
    let parts = case_assignment::Entity::find()
        .filter(case_assignment::Column::OfficerId.eq(session.officer()))
        .filter(case_assignment::Column::Ended.eq(false))
        .filter(case_assignment::Column::Part.is_in([CasePart::Supervisor, CasePart::Emergency]))
        .all(session.look())
        .await?;
    let ids: Vec<CaseId> = parts.iter().map(|row| row.case_id).collect();
    let rows = counsel_case::Entity::find()
        .filter(counsel_case::Column::Id.is_in(ids))
        .order_by_desc(counsel_case::Column::CaseNo)
        .all(session.look())
        .await?;
    let part = |id: CaseId| parts.iter().find(|row| row.case_id == id).map(|row| row.part);
    let rows = rows.into_iter().filter_map(|row| {
        Some(SupervisedRow {
            part: part(row.id)?,
            case_id: row.id,
            case_no: row.case_no,
            status: row.status,
            step: row.step,
        })
    });
    Ok(rows.collect())
}

/// Releases, the newest first. They name cases by number and say nothing of what they are about; to whom what may go is opened with the
/// own keys.
///
/// # Errors
/// What the database answers.
pub async fn releases(session: &Session, _input: Nothing) -> Result<Vec<ReleaseRow>> {
    let rows =
        case_release::Entity::find().order_by_desc(case_release::Column::Id).limit(200).all(session.look()).await?;
    let names = officers::names(session).await?;
    let name = |id: OfficerId| names.get(&id).cloned().unwrap_or_default();
    let ids: Vec<CaseId> = rows.iter().map(|row| row.case_id).collect();
    let cases = counsel_case::Entity::find().filter(counsel_case::Column::Id.is_in(ids)).all(session.look()).await?;
    let numbers: HashMap<CaseId, String> = cases.into_iter().map(|row| (row.id, row.case_no)).collect();
    let rows = rows.into_iter().map(|row| {
        let words = released::open(session, &row);
        let unreadable = row.words.is_some() && words.is_none();
        let (recipient, items) = words.map_or((None, Vec::new()), |words| (Some(words.recipient), words.items));
        ReleaseRow {
            id: row.id,
            version: row.version,
            case_no: numbers.get(&row.case_id).cloned().unwrap_or_default(),
            ground: row.ground,
            purpose: row.purpose,
            asked_by: name(row.asked_by),
            asked_on: row.asked_on,
            decided_by: row.decided_by.map(name),
            decided_on: row.decided_on,
            state: row.state,
            reader: row.reader_id.map(name),
            may_decide: row.state == ReleaseState::Asked && row.asked_by != session.officer(),
            reference: row.reference,
            recipient,
            items,
            unreadable,
        }
    });
    Ok(rows.collect())
}

/// The check-list and the help lines as they stand for a case.
pub(in crate::cases) async fn crisis_of(session: &Session, head: &Head) -> Result<Crisis> {
    Ok(Crisis {
        since: head.crisis_on,
        items: <CrisisItem as sea_orm::Iterable>::iter().collect(),
        done: head.crisis_done.clone(),
        lines: help_lines(session, Nothing {}).await?.into_iter().filter(|line| !line.hidden).collect(),
    })
}

/// The check-list of a case, and the help lines.
///
/// # Errors
/// As [`open_case`].
pub async fn crisis(session: &Session, input: CaseNamed) -> Result<Crisis> {
    let case = open_case(session, session.look(), input.case_id, input.version).await?;
    crisis_of(session, &case.head).await
}

/// Letters shown before and after a hit.
const AROUND: usize = 30;
/// Hits unless said otherwise.
const HITS: u32 = 50;

/// Look for words in the notes of one's own cases, the newest first: they are opened in memory one by one, no index knows them.
///
/// # Errors
/// `required` at `find`.
pub async fn search_notes(session: &Session, input: SearchNotes) -> Result<Vec<NoteHit>> {
    let wanted = input.find.trim();
    if wanted.is_empty() {
        return Err(Error::invalid("find", "required"));
    }
    let (folded, on) = (name_key(wanted), session.look());
    let limit = input.limit.unwrap_or(HITS).clamp(1, 100) as usize;
    let ids: Vec<CaseId> = case_assignment::Entity::find()
        .filter(case_assignment::Column::OfficerId.eq(session.officer()))
        .filter(case_assignment::Column::Ended.eq(false))
        .filter(case_assignment::Column::Part.is_in(OWN))
        .order_by_desc(case_assignment::Column::CaseId)
        .select_only()
        .column(case_assignment::Column::CaseId)
        .into_tuple()
        .all(on)
        .await?;
    let mut hits = Vec::new();
    for part in ids.chunks(PART) {
        let slots = case_key::Entity::find()
            .filter(case_key::Column::CaseId.is_in(part.iter().copied()))
            .filter(case_key::Column::OfficerId.eq(session.officer()))
            .all(on)
            .await?;
        let keys: HashMap<CaseId, _> =
            slots.iter().filter_map(|slot| Some((slot.case_id, key_of(session, slot).ok()?))).collect();
        let notes = case_note::Entity::find()
            .filter(case_note::Column::CaseId.is_in(part.iter().copied()))
            .order_by_desc(case_note::Column::Id)
            .all(on)
            .await?;
        for note in notes {
            let Some(key) = keys.get(&note.case_id) else { continue };
            let place = Place {
                kind: "note",
                case: note.case_id,
                record: note.id.0,
                revision: note.revision,
                author: note.author_id,
            };
            let Ok(words) = open::<CaseNoteWords>(key, place, &note.words) else { continue };
            let said = words.parts().into_iter().find_map(|(part, text)| Some((part, around(text?, wanted, &folded)?)));
            if let Some((part, excerpt)) = said {
                hits.push((note, part, excerpt));
            }
            if hits.len() == limit {
                return shown(session, hits).await;
            }
        }
    }
    shown(session, hits).await
}

async fn shown(session: &Session, hits: Vec<(case_note::Model, NotePart, String)>) -> Result<Vec<NoteHit>> {
    let ids: Vec<CaseId> = hits.iter().map(|(note, _, _)| note.case_id).collect();
    let heads = super::heads(session, &ids).await?;
    let hits = hits.into_iter().filter_map(|(note, part, excerpt)| {
        let (row, head) = heads.get(&note.case_id)?;
        Some(NoteHit {
            case_id: row.id,
            case_no: row.case_no.clone(),
            name: head.as_ref().map(|head| head.name.clone()).unwrap_or_default(),
            note_id: note.id,
            saved_at: note.saved_at,
            part,
            excerpt,
        })
    });
    Ok(hits.collect())
}

/// The words around a hit; where only the folded text has it (another width or kana), the beginning.
fn around(text: &str, wanted: &str, folded: &str) -> Option<String> {
    if let Some((before, after)) = text.split_once(wanted) {
        let skipped = before.chars().count().saturating_sub(AROUND);
        let before: String = before.chars().skip(skipped).collect();
        let after: String = after.chars().take(AROUND).collect();
        return Some(format!("{before}{wanted}{after}").replace('\n', " "));
    }
    if name_key(text).contains(folded) {
        return Some(text.chars().take(2 * AROUND).collect::<String>().replace('\n', " "));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_around_a_hit_are_shown_whatever_the_width() {
        let text = format!("{}ここで転職の話をした。{}", "あ".repeat(50), "い".repeat(50));
        let said = around(&text, "転職", &name_key("転職")).unwrap_or_default();
        assert!(said.contains("転職の話") && said.chars().count() == 62, "{said}");
        assert!(around("ｱｲｳの件", "アイウ", &name_key("アイウ")).is_some());
        assert!(around("別の話", "転職", &name_key("転職")).is_none());
    }
}
