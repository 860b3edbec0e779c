//! The form that comes back: found by its number, read line by line.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::survey_form;
use super::super::model::{Answer, Sheet, SurveyFile, check_sheet};
use super::super::queries::{Wave, load};
use super::written::{FRONT, LENGTH, head_of, head_of_groups};
use crate::error::{Error, Result};
use crate::excel::read::{self, Event};
use crate::excel::source::{Source, refused};
use crate::labels::Locale;
use crate::session::Session;
use crate::text::{self, header_key};

/// Rows above the header at most.
const ABOVE: u32 = 60;
/// Questions of a form at most, for the header.
const MOST: i64 = 40;

/// Why a row is no sheet: the question, if one is to blame, and the code.
type Fault = (Option<i64>, &'static str);

/// A row of the file.
pub(super) struct SheetRow {
    pub number: u32,
    pub sheet: std::result::Result<Sheet, Fault>,
}

/// A form that was read.
pub(super) struct Returned {
    pub form: survey_form::Model,
    pub wave: Wave,
    pub rows: Vec<SheetRow>,
}

/// What a file holds, before it is known whose it is.
#[derive(Default)]
pub(super) struct Found {
    code: Option<String>,
    /// Sheets in which a header was found.
    sheets: Vec<Lines>,
}

/// The rows below a header.
struct Lines {
    header: Header,
    rows: Vec<(u32, Vec<read::Cell>)>,
}

impl Lines {
    /// Somebody typed something into it.
    fn is_filled(&self) -> bool {
        let places = self.header.group.iter().chain(self.header.questions.iter().map(|(_, place)| place));
        let places: Vec<usize> = places.copied().collect();
        self.rows.iter().any(|(_, cells)| places.iter().any(|at| cells.get(*at).is_some_and(|cell| !cell.is_blank())))
    }
}

#[derive(Clone)]
struct Header {
    /// In which language it went out.
    locale: Locale,
    group: Option<usize>,
    questions: Vec<(i64, usize)>,
}

/// Look through a file for the number of a form, its header and its rows.
///
/// # Errors
/// `workbook_…`.
pub(super) async fn look(session: &Session, source: &Source) -> Result<Found> {
    let mut book = source.open(Vec::new(), None).await?;
    let mut found = Found::default();
    let mut below = false;
    while let Some(event) = book.next().await.map_err(refused)? {
        session.progress.go_on()?;
        match event {
            Event::Sheet(_) => below = false,
            Event::Row(row) if below => {
                if let Some(lines) = found.sheets.last_mut() {
                    lines.rows.push((row.number, row.cells));
                }
            }
            Event::Row(row) if row.number <= ABOVE => {
                if found.code.is_none() {
                    found.code = row.cells.iter().find_map(|cell| code_in(&cell.shown()));
                }
                if let Some(header) = header_of(&row.cells) {
                    found.sheets.push(Lines { header, rows: Vec::new() });
                    below = true;
                }
            }
            Event::Row(_) | Event::Progress { .. } | Event::End(_) => {}
        }
    }
    Ok(found)
}

/// The number of a form in a text, whatever its width.
fn code_in(words: &str) -> Option<String> {
    let plain = text::identifier(words).to_uppercase();
    // 「WORKS-…」 in a title is not the number that follows it.
    plain.match_indices(FRONT).find_map(|(at, _)| {
        let tail: String = plain.get(at + FRONT.len()..)?.chars().take_while(char::is_ascii_hexdigit).collect();
        (tail.len() == LENGTH).then(|| format!("{FRONT}{tail}"))
    })
}

/// The places of the columns, if the row is the header in one of the languages: a question is there, each in a cell of its own.
fn header_of(cells: &[read::Cell]) -> Option<Header> {
    let heads: Vec<String> = cells.iter().map(|cell| header_key(&cell.shown())).collect();
    let place = |words: String| heads.iter().position(|head| *head == header_key(&words));
    [Locale::Ja, Locale::En].into_iter().find_map(|locale| {
        let questions: Vec<(i64, usize)> =
            (1..=MOST).filter_map(|no| Some((no, place(head_of(locale, no))?))).collect();
        (!questions.is_empty()).then(|| Header { locale, group: place(head_of_groups(locale)), questions })
    })
}

/// Read a form against its wave as it is.
///
/// # Errors
/// See [`super::preview_form`].
pub(super) async fn read(
    on: &impl ConnectionTrait,
    source: &Source,
    input: &SurveyFile,
    found: &Found,
) -> Result<Returned> {
    let filled: Vec<&Lines> = found.sheets.iter().filter(|lines| lines.is_filled()).collect();
    // A copy of the sheet within the workbook would count each answer twice.
    if filled.len() > 1 {
        return Err(Error::refused("survey_form_twice", json!({ "name": source.name, "n": filled.len() })));
    }
    let (Some(code), Some(lines)) = (&found.code, filled.first().copied().or(found.sheets.first())) else {
        return Err(Error::refused("survey_form_not_found", json!({ "name": source.name })));
    };
    let header = &lines.header;
    let form = survey_form::Entity::find().filter(survey_form::Column::Code.eq(code)).one(on).await?;
    let form =
        form.ok_or_else(|| Error::refused("survey_form_unknown", json!({ "name": source.name, "code": code })))?;
    let wave = load(on, form.wave_id).await?;
    if input.wave_id.is_some_and(|asked| asked != form.wave_id) {
        return Err(Error::refused("survey_form_other_wave", json!({ "code": code, "wave": wave.row.label })));
    }
    wave.takes_sheets()?;
    if let Some(day) = form.taken_on {
        return Err(Error::refused("survey_form_taken", json!({ "code": code, "day": day, "n": form.taken })));
    }
    let newest = survey_form::Entity::find().filter(survey_form::Column::WaveId.eq(form.wave_id)).all(on).await?;
    let same = |row: &&survey_form::Model| text::name_key(&row.label) == text::name_key(&form.label);
    let newest = newest.iter().filter(same).map(|row| row.edition).max().unwrap_or(form.edition);
    if newest > form.edition {
        return Err(Error::refused(
            "survey_form_old",
            json!({ "code": code, "edition": form.edition, "newest": newest }),
        ));
    }
    let missing: Vec<String> = wave
        .questions
        .iter()
        .filter(|one| !header.questions.iter().any(|(no, _)| *no == one.no))
        .map(|one| head_of(header.locale, one.no))
        .chain((!wave.groups.is_empty() && header.group.is_none()).then(|| head_of_groups(header.locale)))
        .collect();
    if !missing.is_empty() {
        return Err(Error::refused("survey_form_columns", json!({ "columns": missing.join("、") })));
    }
    let rows = lines.rows.iter().filter_map(|(number, cells)| {
        let sheet = sheet_of(&wave, header, cells)?;
        Some(SheetRow { number: *number, sheet })
    });
    Ok(Returned { rows: rows.collect(), form, wave })
}

/// The sheet of a row; none of a row into which nothing was typed.
fn sheet_of(wave: &Wave, header: &Header, cells: &[read::Cell]) -> Option<std::result::Result<Sheet, Fault>> {
    let filled = |place: usize| cells.get(place).filter(|cell| !cell.is_blank());
    let group = header.group.and_then(filled);
    if group.is_none() && header.questions.iter().all(|(_, place)| filled(*place).is_none()) {
        return None;
    }
    Some(read_sheet(wave, header, group, &filled))
}

fn read_sheet<'c>(
    wave: &Wave,
    header: &Header,
    group: Option<&read::Cell>,
    filled: &dyn Fn(usize) -> Option<&'c read::Cell>,
) -> std::result::Result<Sheet, Fault> {
    let group = match group {
        None => None,
        Some(cell) => {
            let said = cell.said().map_err(|code| (None, code))?;
            let wanted = text::name_key(&said);
            let known = wave
                .groups
                .iter()
                .find(|one| text::name_key(&one.label) == wanted || said.trim() == one.no.to_string());
            Some(known.ok_or((None, "survey_group_unknown"))?.no)
        }
    };
    let mut answers = Vec::new();
    for (question, place) in &header.questions {
        let Some(cell) = filled(*place) else { continue };
        if let Some(code) = cell.fault() {
            return Err((Some(*question), code));
        }
        let chosen = numbers_in(cell).ok_or((Some(*question), "survey_cell_numbers"))?;
        answers.push(Answer { question: *question, chosen });
    }
    let sheet = Sheet { group, answers };
    check_sheet(&sheet, &wave.questions, &wave.groups)?;
    Ok(sheet)
}

/// The numbers in a cell: `1`, `1,3,11`, `１・３`, `1 3`. A day is none: the office program made it out of `1-3`.
fn numbers_in(cell: &read::Cell) -> Option<Vec<i64>> {
    let words = match cell {
        read::Cell::Text(_) | read::Cell::Padded(..) => cell.shown(),
        // 1.3 may have been 1 and 3, or 1 and 30.
        read::Cell::Number(number) if number.fract() == 0.0 => cell.shown(),
        _ => return None,
    };
    let plain: String = words
        .chars()
        .map(|sign| match sign {
            '０'..='９' => char::from_u32(u32::from(sign) - u32::from('０') + u32::from('0')).unwrap_or(sign),
            ',' | '，' | '、' | '・' | ';' | '；' | '/' | '／' | '　' | '.' | '．' => ' ',
            _ => sign,
        })
        .collect();
    plain.split_whitespace().map(|part| part.parse::<i64>().ok().filter(|no| *no > 0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn q_04_a_number_is_found_behind_words_that_look_like_the_front_of_one() {
        let title = "Works-based survey 2026 answers East branch no. ks-0123456789 (edition 1)";
        assert_eq!(code_in(title), Some("KS-0123456789".to_owned()));
        assert_eq!(code_in("番号 ＫＳ－０１２３４５ＡＢＣＤ（第1版）"), Some("KS-012345ABCD".to_owned()));
        assert_eq!(code_in("Works-based survey"), None);
    }

    #[test]
    fn q_04_a_header_is_of_one_language() {
        let heads = |words: &[&str]| words.iter().map(|word| read::Cell::Text((*word).to_owned())).collect::<Vec<_>>();
        for (words, locale) in [(["行", "所属", "問1"], Locale::Ja), (["Line", "Group", "Q1"], Locale::En)] {
            let header = header_of(&heads(&words)).map(|found| (found.locale, found.group, found.questions));
            assert_eq!(header, Some((locale, Some(1), vec![(1, 2)])));
        }
        assert!(header_of(&heads(&["No.", "Choice"])).is_none());
    }

    #[test]
    fn q_04_a_cell_says_its_numbers_whatever_stands_between_them() {
        let text = |words: &str| read::Cell::Text(words.to_owned());
        for (cell, expected) in [
            (text("1,3,11"), Some(vec![1, 3, 11])),
            (text("１・３、１１"), Some(vec![1, 3, 11])),
            (text(" 2 "), Some(vec![2])),
            (read::Cell::Number(7.0), Some(vec![7])),
            (read::Cell::Number(1.3), None),
            (text("1-3"), None),
            (text("いち"), None),
            (text("0"), None),
            (read::Cell::Bool(true), None),
        ] {
            assert_eq!(numbers_in(&cell), expected, "{cell:?}");
        }
    }
}
