//! The filled form that comes back: found by its number, read row by row, each row told apart.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::json;

use super::super::actions::{Known, Means, Reading, agree, came_before};
use super::super::entity::partner_form;
use super::super::model::{EnrolmentStatus, FormFault, FormFile, FormOutcome, FormRow, FormWord, Outside};
use super::super::queries::{Loaded, load};
use super::anew::Anew;
use super::invite::FRONT;
use super::sheet::{FORM, Line, REASON};
use crate::error::{Error, Result};
use crate::excel::cell::Cell;
use crate::excel::read::{self, Event};
use crate::excel::source::{Source, refused};
use crate::ids::{EnrolmentId, PersonId};
use crate::labels::{Locale, word};
use crate::members::is_total;
use crate::organizations::mail_shaped;
use crate::session::Session;
use crate::text::{self, header_key};

/// Rows above the header at most: titles and the guide, and what somebody put above them.
const ABOVE: u32 = 60;
/// Longest text of a cell that is taken.
const LONGEST: usize = 200;
/// So much of a wrong one is shown.
const SHOWN: usize = 60;

/// A row as it came back.
pub(super) struct Returned {
    pub line: Line,
    /// Cells that could not be read: the column, why, and what stands there.
    pub unread: Vec<Fault>,
    pub shown: FormRow,
    pub outside: Outside,
    /// Who it is, if somebody who is known.
    pub person: Option<PersonId>,
    /// The application that is already there.
    pub enrolment: Option<EnrolmentId>,
    /// What it says anew.
    pub anew: Anew,
}

/// A form that was read.
pub(super) struct Form {
    pub form: partner_form::Model,
    /// Number of the newest edition.
    pub newest: i64,
    pub loaded: Loaded,
    pub rows: Vec<Returned>,
    /// Our columns that are not there.
    pub missing: Vec<&'static str>,
    /// Headers that are not ours, with something under them.
    pub foreign: Vec<String>,
    /// Rows in which choices were made and nobody is named.
    pub nameless: u64,
}

/// A fault of a row: the column, why, and what stands there.
pub(super) type Fault = (&'static str, &'static str, String);

/// A row of the file: sheet, number, what it says, and the cells that cannot be read.
type FoundRow = (String, u32, Line, Vec<Fault>);

/// What was found in the file before it is judged.
#[derive(Default)]
struct Found {
    /// Numbers of forms in the order of their sheets, each once.
    codes: Vec<String>,
    /// In which language it went out.
    locale: Option<Locale>,
    rows: Vec<FoundRow>,
    any: bool,
    missing: Vec<&'static str>,
    foreign: Vec<String>,
    /// Rows in which choices were made and nobody is named.
    nameless: u64,
    /// A sheet with rows that has lost a column without which a row may mean the contrary, and which.
    lost: Option<(String, Vec<&'static str>)>,
}

/// Columns without which a row may mean the contrary: an application or a cancellation, a consent or none.
const NEEDED: [&str; 2] = ["form_word", "form_consent"];

/// Read a form and judge its rows against the run as it is.
///
/// # Errors
/// `workbook_…`; `form_not_found` for a file that is no form; `form_mixed` for the forms of two in one
/// file; `form_unknown` for a number that this union never gave; `form_column_lost` where the word or the consent has no column;
/// `form_other_run`, `form_other_org` for a form of something else than was asked for; `form_old` for an edition that was
/// replaced; `form_empty` when no row is filled in.
pub(super) async fn read(
    session: &Session,
    on: &impl ConnectionTrait,
    source: &Source,
    input: &FormFile,
    found: &FoundForm,
    locale: Locale,
) -> Result<Form> {
    let forms = partner_form::Entity::find().all(on).await?;
    let Some((code, others)) = found.0.codes.split_first() else {
        return Err(Error::refused("form_not_found", json!({ "name": source.name })));
    };
    // Rows of two forms cannot be told apart: whose they are is said above them, on each sheet.
    if let Some(other) = others.first() {
        return Err(Error::refused("form_mixed", json!({ "name": source.name, "code": code, "other": other })));
    }
    let form = forms.iter().find(|row| row.code == *code);
    let form = form.ok_or_else(|| Error::refused("form_unknown", json!({ "name": source.name, "code": code })))?;
    if !found.0.any {
        return Err(Error::refused("form_not_found", json!({ "name": source.name })));
    }
    if let Some((sheet, columns)) = &found.0.lost {
        let columns: Vec<String> =
            columns.iter().map(|name| format!("「{}」", word(locale, &format!("column.{name}")))).collect();
        return Err(Error::refused("form_column_lost", json!({ "sheet": sheet, "columns": columns.concat() })));
    }
    let loaded = load(on, form.run_id).await?;
    if input.run_id.is_some_and(|run| run != form.run_id) {
        return Err(Error::refused("form_other_run", json!({ "code": code, "title": loaded.run.title })));
    }
    if input.org_id.is_some_and(|org| org != form.org_id) {
        let name = crate::organizations::organization(on, form.org_id).await?.name;
        return Err(Error::refused("form_other_org", json!({ "code": code, "name": name })));
    }
    let newest = forms
        .iter()
        .filter(|row| row.run_id == form.run_id && row.org_id == form.org_id)
        .map(|row| row.edition)
        .max()
        .unwrap_or(form.edition);
    if form.edition < newest && !input.old_edition {
        return Err(Error::refused("form_old", json!({ "code": code, "edition": form.edition, "newest": newest })));
    }
    let names: Vec<String> = found.0.rows.iter().map(|(_, _, line, _)| outside_of(line).name_key()).collect();
    let known = came_before(on, Some(form.org_id), &names, session.today()).await?;
    let rows = judged(&loaded, &known, &found.0, locale);
    if rows.is_empty() {
        return Err(Error::refused("form_empty", json!({ "name": source.name })));
    }
    let Found { missing, foreign, nameless, .. } = &found.0;
    let (missing, foreign) = (missing.clone(), foreign.clone());
    Ok(Form { form: form.clone(), newest, loaded, rows, missing, foreign, nameless: *nameless })
}

/// What a file holds, before it is known whose it is.
pub(super) struct FoundForm(Found);

impl FoundForm {
    /// In which language it went out.
    pub fn locale(&self) -> Locale {
        self.0.locale.unwrap_or(Locale::Ja)
    }
}

/// Look through a file for the number of a form, its header and its rows.
///
/// # Errors
/// `workbook_…`.
pub(super) async fn look(session: &Session, source: &Source) -> Result<FoundForm> {
    let mut book = source.open(Vec::new(), None).await?;
    let mut found = Found::default();
    let mut sheet = String::new();
    let mut places: Option<Vec<Option<usize>>> = None;
    let mut heads: Vec<String> = Vec::new();
    while let Some(event) = book.next().await.map_err(refused)? {
        session.progress.go_on()?;
        match event {
            Event::Sheet(head) => {
                sheet = head.name;
                places = None;
            }
            Event::Row(row) => match &places {
                None if row.number <= ABOVE => {
                    let code = row.cells.iter().find_map(|cell| code_in(&cell.shown()));
                    found.codes.extend(code.filter(|code| !found.codes.contains(code)));
                    places = header_of(&row.cells);
                    if places.is_some() {
                        found.any = true;
                        heads = row.cells.iter().map(read::Cell::shown).collect();
                        found.locale.get_or_insert_with(|| language_of(&heads));
                    }
                }
                None => {}
                Some(places) => {
                    let (line, wrong) = line_of(places, &row.cells);
                    found.notice(&sheet, &heads, places, &row.cells, line != Line::default());
                    if !is_blank(&line) || !wrong.is_empty() {
                        found.rows.push((sheet.clone(), row.number, line, wrong));
                    } else if line.word.is_some() || line.consent.is_some() {
                        found.nameless += 1;
                    }
                }
            },
            Event::Progress { .. } | Event::End(_) => {}
        }
    }
    Ok(FoundForm(found))
}

impl Found {
    /// Notice of a row what has no column of ours, and which columns are not there for it.
    fn notice(&mut self, sheet: &str, heads: &[String], places: &[Option<usize>], cells: &[read::Cell], says: bool) {
        for (at, _) in cells.iter().enumerate().filter(|(at, cell)| !cell.is_blank() && !places.contains(&Some(*at))) {
            let head = heads.get(at).map(|head| head.trim()).filter(|head| !head.is_empty());
            // What the union wrote beside a row that it did not take is read by people.
            if head.is_some_and(is_reason) {
                continue;
            }
            let head = head.map_or_else(|| column_letter(at), str::to_owned);
            if !self.foreign.contains(&head) {
                self.foreign.push(head);
            }
        }
        if !says {
            return;
        }
        let gone = FORM.iter().zip(places).filter(|((column, _), place)| column.put.is_some() && place.is_none());
        let gone: Vec<&'static str> = gone.map(|((column, _), _)| column.name).collect();
        let needed: Vec<&'static str> = gone.iter().copied().filter(|name| NEEDED.contains(name)).collect();
        if !needed.is_empty() && self.lost.is_none() {
            self.lost = Some((sheet.to_owned(), needed));
        }
        for name in gone {
            if !self.missing.contains(&name) {
                self.missing.push(name);
            }
        }
    }
}

/// The number of a form in a text, whatever its width.
fn code_in(words: &str) -> Option<String> {
    let plain = text::identifier(words).to_uppercase();
    let at = plain.find(FRONT)?;
    let tail: String = plain.get(at + FRONT.len()..)?.chars().take_while(char::is_ascii_hexdigit).collect();
    (tail.len() == 10).then(|| format!("{FRONT}{tail}"))
}

/// The places of our columns, if the row is the header: the names of both parts are there.
fn header_of(cells: &[read::Cell]) -> Option<Vec<Option<usize>>> {
    let heads: Vec<String> = cells.iter().map(|cell| header_key(&cell.shown())).collect();
    let places: Vec<Option<usize>> = FORM
        .iter()
        .map(|(column, _)| {
            let labels = labels(&column.label_key());
            heads.iter().position(|head| {
                !head.is_empty()
                    && (labels.contains(head) || column.synonyms.iter().any(|other| header_key(other) == *head))
            })
        })
        .collect();
    let has = |name: &str| {
        let at = FORM.iter().position(|(column, _)| column.name == name);
        at.and_then(|at| places.get(at)).is_some_and(Option::is_some)
    };
    (has("family_name") && has("given_name")).then_some(places)
}

/// The words of a label in both languages: a form goes out in either.
fn labels(key: &str) -> [String; 2] {
    [Locale::Ja, Locale::En].map(|locale| header_key(word(locale, key)))
}

fn is_reason(head: &str) -> bool {
    labels(&format!("column.{REASON}")).contains(&header_key(head))
}

/// The language that most of the headers are in.
fn language_of(heads: &[String]) -> Locale {
    let heads: Vec<String> = heads.iter().map(|head| header_key(head)).collect();
    let said = FORM.iter().map(|(column, _)| labels(&column.label_key()));
    let (ja, en): (Vec<bool>, Vec<bool>) = said.map(|[ja, en]| (heads.contains(&ja), heads.contains(&en))).unzip();
    let n = |said: &[bool]| said.iter().filter(|said| **said).count();
    if n(&en) > n(&ja) { Locale::En } else { Locale::Ja }
}

/// Whether a text spells the error of a calculation: its value was pasted, or written out.
fn spells_error(raw: &str) -> bool {
    raw == "#N/A" || raw == read::NOT_CALCULATED || (raw.starts_with('#') && raw.ends_with(['!', '?']))
}

/// A row as a line, and the cells in it that could not be read.
fn line_of(places: &[Option<usize>], cells: &[read::Cell]) -> (Line, Vec<Fault>) {
    let mut line = Line::default();
    let mut wrong = Vec::new();
    for ((column, _), place) in FORM.iter().zip(places) {
        let (Some(put), Some(place)) = (column.put, place) else { continue };
        let Some(cell) = cells.get(*place).filter(|cell| !cell.is_blank()) else { continue };
        let raw = cell.shown();
        let code = if let Some(code) = cell.fault() {
            Err(code)
        } else if spells_error(raw.trim()) {
            Err("form_cell_error")
        } else if raw.chars().count() > LONGEST {
            Err("form_too_long")
        } else {
            // Pasted text brings line breaks and spaces of every width along.
            let tidy = raw.split_whitespace().collect::<Vec<_>>().join(" ");
            put(&mut line, Cell::text(tidy))
        };
        if let Err(code) = code {
            wrong.push((column.name, code, raw));
        }
    }
    (line, wrong)
}

/// Nothing but the printed number was filled in, or choices that were drawn down over the lines below. A cancellation is not
/// drawn down: whose it is has been forgotten.
fn is_blank(line: &Line) -> bool {
    line.word != Some(FormWord::Withdraw)
        && *line == (Line { word: line.word, consent: line.consent, ..Line::default() })
}

/// Where the applications of the run stand, by person.
struct Standing {
    live: HashMap<PersonId, (EnrolmentId, EnrolmentStatus)>,
    /// Of those who have none that is live: how the last one ended.
    ended: HashMap<PersonId, EnrolmentStatus>,
}

impl Standing {
    fn of(loaded: &Loaded) -> Self {
        let live: HashMap<PersonId, (EnrolmentId, EnrolmentStatus)> = loaded
            .rows
            .iter()
            .filter(|row| row.status.is_live())
            .map(|row| (row.person_id, (row.id, row.status)))
            .collect();
        let ended = loaded.rows.iter().filter(|row| !live.contains_key(&row.person_id));
        let ended = ended.map(|row| (row.person_id, row.status)).collect();
        Self { live, ended }
    }
}

/// What a row does, where the application stands, why it is refused, and what is to be known.
type Told = (FormOutcome, Option<EnrolmentStatus>, Option<&'static str>, Option<&'static str>);

/// What a row without a fault does.
fn told(word: Option<FormWord>, live: Option<EnrolmentStatus>, ended: Option<EnrolmentStatus>) -> Told {
    match (word, live, ended) {
        (Some(FormWord::Withdraw), Some(status), _) if status.is_seated() || is_early(status) => {
            (FormOutcome::Withdrawn, Some(EnrolmentStatus::Cancelled), None, None)
        }
        (Some(FormWord::Withdraw), Some(_), _) => (FormOutcome::Refused, None, Some("form_cancel_late"), None),
        // A form that comes again with the cancellation in it: that was done.
        (Some(FormWord::Withdraw), None, Some(status)) => (FormOutcome::Already, Some(status), None, None),
        (Some(FormWord::Withdraw), None, None) => (FormOutcome::Refused, None, Some("form_cancel_unknown"), None),
        (_, Some(status), _) => (FormOutcome::Already, Some(status), None, None),
        // A row that stood on the form before its application ended is no new application.
        (None, None, Some(_)) => (FormOutcome::Refused, None, Some("form_ended_before"), None),
        (Some(FormWord::Apply), None, Some(_)) => (FormOutcome::Applied, None, None, Some("form_again")),
        (_, None, None) => (FormOutcome::Applied, None, None, None),
    }
}

fn judged(loaded: &Loaded, known: &Known, found: &Found, locale: Locale) -> Vec<Returned> {
    let standing = Standing::of(loaded);
    let mut seen: HashMap<String, Vec<Reading>> = HashMap::new();
    let mut rows = Vec::with_capacity(found.rows.len());
    for (sheet, row, line, wrong) in &found.rows {
        let outside = outside_of(line);
        let name = format!("{} {}", outside.family_name, outside.given_name.as_deref().unwrap_or_default());
        let name = name.trim().to_owned();
        let (person, several) = match known.means(&outside) {
            Means::Nobody => (None, false),
            Means::One(person) => (Some(person), false),
            // Of several, a cancellation can only mean the one who has an application.
            Means::Several(persons) if line.word == Some(FormWord::Withdraw) => {
                let live: Vec<&PersonId> = persons.iter().filter(|id| standing.live.contains_key(id)).collect();
                (live.first().copied().copied(), live.len() > 1)
            }
            Means::Several(_) => (None, true),
        };
        let read = outside.reading();
        let before = seen.entry(outside.name_key()).or_default();
        let mut faults = faults_of(line, &outside, wrong);
        let mut of_whom = None;
        if faults.is_empty() {
            if before.iter().any(|before| agree(before, &read)) {
                of_whom = Some("form_row_twice");
            } else {
                before.push(read);
                if several {
                    faults.push(("family_kana", "form_namesakes", String::new()));
                }
            }
        }
        let told_fault = |(column, code, raw): &Fault| FormFault {
            reason: (*code).to_owned(),
            column: Some((*column).to_owned()),
            raw: Some(raw.chars().take(SHOWN).collect()).filter(|raw: &String| !raw.is_empty()),
        };
        let mut others: Vec<FormFault> = faults.iter().map(told_fault).collect();
        let first = if others.is_empty() { None } else { Some(others.remove(0)) };
        let fault = of_whom.or(faults.first().map(|(_, code, _)| *code));
        let (column, mut raw) = first.map_or((None, None), |first| (first.column, first.raw));
        let live = person.and_then(|person| standing.live.get(&person)).copied();
        let ended = person.and_then(|person| standing.ended.get(&person)).copied();
        let (outcome, status, reason, remark) = match fault {
            Some(reason) => (FormOutcome::Refused, None, Some(reason), None),
            None => told(line.word, live.map(|(_, status)| status), ended),
        };
        if reason == Some("form_ended_before") || remark.is_some() {
            raw = ended.map(|status| word(locale, &status.label_key()).to_owned());
        }
        let shown = FormRow {
            sheet: sheet.clone(),
            row: *row,
            name,
            outcome,
            status,
            reason: reason.map(str::to_owned),
            column,
            raw,
            others,
            remark: remark.map(str::to_owned),
            changes: Vec::new(),
        };
        rows.push(Returned {
            line: line.clone(),
            unread: wrong.clone(),
            shown,
            outside,
            person,
            enrolment: live.map(|(id, _)| id),
            anew: Anew::default(),
        });
    }
    rows
}

/// Everything that is wrong with a row, the first that one would mend first.
fn faults_of(line: &Line, outside: &Outside, wrong: &[Fault]) -> Vec<Fault> {
    let unread = |name: &str| wrong.iter().any(|(of, ..)| *of == name);
    let mut faults = wrong.to_vec();
    let mut say = |of: &'static str, code: &'static str, raw: &str| {
        if !unread(of) {
            faults.push((of, code, raw.to_owned()));
        }
    };
    if outside.family_name.is_empty() {
        say("family_name", "form_name_missing", "");
    } else if is_total(&line.family_name) {
        say("family_name", "form_total", &line.family_name);
    } else if outside.given_name.is_none() {
        say("given_name", "form_given_missing", "");
    }
    let readings = [
        ("family_kana", &outside.family_kana, &line.family_kana),
        ("given_kana", &outside.given_kana, &line.given_kana),
    ];
    for (of, kana, said) in readings {
        if !kana.as_deref().is_none_or(text::kana::is_reading) {
            say(of, "kana_expected", said);
        }
    }
    if outside.mail.as_deref().is_some_and(|mail| !mail_shaped(mail)) {
        say("form_mail", "mail_shape", &line.mail);
    }
    faults
}

fn is_early(status: EnrolmentStatus) -> bool {
    matches!(status, EnrolmentStatus::Applied | EnrolmentStatus::Waitlisted)
}

/// The person of a line. A whole name that was pasted into the first cell is taken apart at its space.
fn outside_of(line: &Line) -> Outside {
    let some = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
    let (family, given) = parts(&line.family_name, &line.given_name);
    let (family_kana, given_kana) = parts(&line.family_kana, &line.given_kana);
    Outside {
        family_name: family,
        given_name: some(&given),
        family_kana: some(&family_kana),
        given_kana: some(&given_kana),
        mail: some(&text::identifier(&line.mail)),
        phone: some(&line.phone),
        namesake: false,
    }
}

fn parts(family: &str, given: &str) -> (String, String) {
    if !given.is_empty() {
        return (family.to_owned(), given.to_owned());
    }
    let split = text::split_name(family);
    (split.family.to_owned(), split.given.unwrap_or_default().to_owned())
}

/// The letter of a column.
fn column_letter(at: usize) -> String {
    let (front, last) = (at / 26, at % 26);
    let letter = |n: usize| u8::try_from(n).map_or('?', |n| char::from(b'A' + n));
    if front == 0 { letter(last).to_string() } else { format!("{}{}", letter((front - 1) % 26), letter(last)) }
}
