//! A table from a spreadsheet over rows of the list: read by the same columns, judged by the same rules and written in the
//! same way as a file. A cell that cannot be read is told and leaves what is stored; the rest of its row is taken.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::apply::{Numbers, Writer};
use super::closed::corrects;
use super::erased::Erased;
use super::judge::{Does, Judged, JudgedBy, judge};
use super::mapping::{Plan, Source, Target, Transform, means};
use super::matching::Who;
use super::place::{Named, Placed, Places};
use super::read::FileRow;
use super::row::{Codes, Draft, Finding, Rower};
use crate::desk::{self, Settings};
use crate::error::{Error, Result};
use crate::excel::read::Cell as Raw;
use crate::ids::{MembershipId, OrganizationId, PersonId, UnitId};
use crate::labels::{Locale, word};
use crate::members::closed::last_closed;
use crate::members::entity::employment;
use crate::members::model::{
    FieldChange, Mapping, PastePreview, PasteRefusal, PasteTable, Pasted, PastedRow, Severity,
};
use crate::members::queries::{Scope, persons_in_reach, scope, scope_on};
use crate::members::roster::{Stored, of_persons};
use crate::members::sheet::{COLUMNS, place, shown};
use crate::rights::Right;
use crate::session::Session;
use crate::text::{header_key, is_same_number, tsv};

/// Rows read, judged and written together.
const CHUNK: usize = 500;
/// Rows and refusals that cross the wire.
const TOLD: usize = 200;
/// Rows of a table at most: what a person can still look at.
const MOST: usize = 100_000;
/// Columns that a table may not write over: numbers of members, and what has a verb of its own because it has rules.
const FIXED: [&str; 4] = ["member_no", "status", "left_on", "end_reason"];

/// What pasting a table would do; nothing is written.
///
/// # Errors
/// `required` without rows or columns, `column_unknown`, `paste_too_long`.
pub async fn preview_paste(session: &Session, input: PasteTable) -> Result<PastePreview> {
    let settings = desk::profile(session).await?;
    let scope = scope(session, Right::ChangeRoster).await?;
    let mut sheet = Sheet::of(session, session.look(), input, &settings).await?;
    while sheet.next(session, session.look(), &scope).await?.is_some() {}
    Ok(sheet.told)
}

/// Paste a table: one step that can be taken back.
///
/// # Errors
/// As [`preview_paste`].
pub async fn paste(session: &Session, input: PasteTable) -> Result<Pasted> {
    let settings = desk::profile(session).await?;
    let mut change = session.change("members", "paste").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    let mut sheet = Sheet::of(session, change.on(), input, &settings).await?;
    // Nobody is added here, so neither member numbers nor search numbers are given.
    let mut writer = Writer::new(None, session.today(), Numbers::of(settings), 0);
    while let Some(judged) = sheet.next(session, change.on(), &scope).await? {
        writer.write(&mut change, &mut sheet.places, judged).await?;
    }
    writer.finish(&mut change, &mut sheet.places).await?;
    let result = sheet.told;
    if result.cells == 0 {
        return Ok(Pasted { op: None, result });
    }
    let op = change.done(json!({ "n": result.people, "cells": result.cells })).await?;
    Ok(Pasted { op: Some(op), result })
}

/// A row of a table over a row of the list.
struct Over {
    number: u32,
    person: PersonId,
    /// The membership of the list's row, where the list tells it.
    membership: Option<MembershipId>,
    cells: Vec<String>,
}

/// A table and how far it is read.
struct Sheet {
    rows: std::vec::IntoIter<Over>,
    plan: Plan,
    /// The column of member numbers, which says whose row it is.
    number_at: Option<usize>,
    codes: Codes,
    own: std::collections::BTreeMap<String, String>,
    places: Places,
    told: PastePreview,
    closed: Option<NaiveDate>,
    /// Employee numbers that rows so far give.
    numbers: HashMap<(OrganizationId, String), PersonId>,
    done: usize,
    total: usize,
}

impl Sheet {
    async fn of(session: &Session, on: &impl ConnectionTrait, input: PasteTable, settings: &Settings) -> Result<Self> {
        let mut table = tsv::rows(&input.text);
        if table.len() > MOST {
            return Err(Error::refused("paste_too_long", json!({ "most": MOST })));
        }
        if input.persons.is_empty() {
            return Err(Error::invalid("persons", "required"));
        }
        let targets: Vec<Target> = input
            .columns
            .iter()
            .map(|name| target_of(name).ok_or_else(|| Error::invalid("columns", "column_unknown")))
            .collect::<Result<_>>()?;
        if targets.is_empty() {
            return Err(Error::invalid("columns", "required"));
        }
        let mut told = PastePreview {
            header: is_header(&table, &input.columns, &targets, &settings.labels),
            ..PastePreview::default()
        };
        if told.header {
            table.remove(0);
        }
        fill(&mut table, &input);
        let wide = table.iter().map(Vec::len).max().unwrap_or(0);
        let (rows_n, count) = (table.len(), |n: usize| u32::try_from(n).unwrap_or(u32::MAX));
        told.rows = count(rows_n.min(input.persons.len()));
        told.columns = count(wide.min(targets.len()));
        told.beyond_rows = count(rows_n.saturating_sub(input.persons.len()));
        told.beyond_columns = count(wide.saturating_sub(targets.len()));
        let taken = targets.get(..wide.min(targets.len())).unwrap_or(&targets);
        let number_at = taken.iter().position(|target| target.name() == "member_no");
        let is_fixed = |target: &Target| match target {
            Target::Column(at) => COLUMNS.get(*at).is_none_or(|column| column.put.is_none()),
            _ => false,
        };
        let fixed = |target: &Target| FIXED.contains(&target.name()) || is_fixed(target);
        let held = taken.iter().zip(&input.columns).filter(|(target, _)| fixed(target));
        told.fixed = held.map(|(_, name)| name.clone()).collect();
        let transform = Transform { overwrite: input.erase, ..Transform::default() };
        let columns = taken
            .iter()
            .enumerate()
            .filter(|(_, target)| !fixed(target))
            .map(|(at, target)| Source {
                at,
                from: target.name().to_owned(),
                to: Some(*target),
                transform,
                forbidden: false,
                width: None,
                loss: false,
                ends_by: None,
                own: false,
                belongs: false,
            })
            .collect();
        let plan = Plan {
            sheets: Vec::new(),
            columns: vec![columns],
            guesses: Vec::new(),
            mapping: Mapping::default(),
            fingerprint: String::new(),
            remembered: false,
            lacking: Vec::new(),
            no_branches: Vec::new(),
            hidden: Vec::new(),
            of_leavers: Vec::new(),
        };
        let over = |(at, (person, cells)): (usize, (&PersonId, Vec<String>))| Over {
            number: count(at + 1),
            person: *person,
            membership: input.memberships.get(at).copied(),
            cells,
        };
        let rows: Vec<Over> = input.persons.iter().zip(table).enumerate().map(over).collect();
        let places = Places::load(on, false, session.today()).await?;
        Ok(Self {
            total: rows.len(),
            rows: rows.into_iter(),
            plan,
            number_at,
            codes: Codes::default(),
            own: settings.labels.clone(),
            places,
            told,
            closed: last_closed(on).await?,
            numbers: HashMap::new(),
            done: 0,
        })
    }

    /// The next rows, read and judged; `None` after the last.
    async fn next(
        &mut self,
        session: &Session,
        on: &impl ConnectionTrait,
        scope: &Scope,
    ) -> Result<Option<Vec<Judged>>> {
        session.progress.go_on()?;
        let rows: Vec<Over> = self.rows.by_ref().take(CHUNK).collect();
        if rows.is_empty() {
            return Ok(None);
        }
        session.progress.step("paste", self.done as u64, self.total as u64);
        self.done += rows.len();
        let persons: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        let seen = persons_in_reach(on, scope, &persons).await?;
        let within: Vec<PersonId> = persons.iter().copied().filter(|person| seen.contains(person)).collect();
        let mut stored: HashMap<PersonId, Stored> = HashMap::new();
        for member in of_persons(on, &within, session.today()).await? {
            stored.insert(member.person_id, member);
        }
        let mut judged = Vec::with_capacity(rows.len());
        let mut numbers = Vec::new();
        for Over { number, person, membership, cells } in rows {
            let Some(known) = stored.get(&person) else {
                self.refuse(number, "", "", String::new(), "person_missing");
                continue;
            };
            let name = known.line.name();
            // Of who joined again both memberships may stand in the list: what lies over the earlier one is not for the later.
            if membership.is_some_and(|membership| membership != known.membership_id) {
                self.refuse(number, &name, "", String::new(), "membership_over");
                continue;
            }
            // A table that was sorted lies over other people than it speaks of.
            let said = self.number_at.and_then(|at| cells.get(at)).map_or("", |said| said.trim());
            let own = known.line.member_no.as_deref().unwrap_or_default();
            if !said.is_empty() && !is_same_number(said, own) {
                self.refuse(number, &name, "member_no", said.to_owned(), "row_of_another");
                continue;
            }
            let mut draft = self.read(session, number, cells);
            for finding in draft.findings.iter().filter(|finding| finding.severity == Severity::Error) {
                refuse(&mut self.told, number, &name, &finding.from, finding.raw.clone(), finding.code);
            }
            take_back(&mut draft);
            let placed = self.placed(scope, &mut draft, known, number, &name);
            let from = |name: &str| name.to_owned();
            let by = JudgedBy {
                places: &self.places,
                // A paste adds nobody.
                erased: &Erased::default(),
                as_of: session.today(),
                from: &from,
                at: &|_| None,
                overwrites: &|_| true,
                reconciles: false,
            };
            let mut row = judge(draft, placed, Who::Pointed(person), &stored, by);
            self.leave_closed(session, number, &name, &mut row);
            numbers.push((number, person, name, row));
        }
        for (number, person, name, mut row) in self.numbers(on, numbers).await? {
            if matches!(&row.does, Does::Changes(_, changed) if changed.is_empty()) {
                row.does = Does::Nothing;
            }
            self.tell(session, number, person, &name, &row);
            if matches!(row.does, Does::Changes(..)) {
                judged.push(row);
            }
        }
        Ok(Some(judged))
    }

    /// A table has no place for a reason: what would change figures of a closed month is left to the card (M-09).
    fn leave_closed(&mut self, session: &Session, number: u32, name: &str, row: &mut Judged) {
        let Some(closed) = self.closed else { return };
        let wrong = corrects(row, &self.places, session.today(), closed);
        for column in &wrong {
            refuse(&mut self.told, number, name, column, closed.to_string(), "closed_month");
        }
        if let Does::Changes(_, changed) = &mut row.does {
            changed.retain(|at| COLUMNS.get(*at).is_none_or(|column| !wrong.contains(&column.name)));
            if changed.is_empty() {
                row.does = Does::Nothing;
            }
        }
    }

    /// Employee numbers that somebody else of the employer has, here or in a row above, are told and leave what is stored.
    async fn numbers(
        &mut self,
        on: &impl ConnectionTrait,
        mut rows: Vec<(u32, PersonId, String, Judged)>,
    ) -> Result<Vec<(u32, PersonId, String, Judged)>> {
        let Some(at) = place("employee_no") else { return Ok(rows) };
        let wanted = |row: &Judged| {
            let Does::Changes(stored, changed) = &row.does else { return None };
            let number = row.draft.line.employee_no.clone().filter(|_| changed.contains(&at))?;
            Some((row.placed.employer.known().or(stored.employer_id)?, number))
        };
        let asked: Vec<String> = rows.iter().filter_map(|(.., row)| wanted(row)).map(|(_, number)| number).collect();
        let mut held: HashMap<(OrganizationId, String), PersonId> = HashMap::new();
        for part in asked.chunks(CHUNK) {
            let found = employment::Entity::find()
                .filter(employment::Column::EmployeeNo.is_in(part.iter().cloned()))
                .filter(employment::Column::ToOn.is_null())
                .all(on)
                .await?;
            held.extend(
                found.into_iter().filter_map(|work| Some(((work.employer_org_id, work.employee_no?), work.person_id))),
            );
        }
        for (number, person, name, row) in &mut rows {
            let Some(key) = wanted(row) else { continue };
            let (raw, holder) = (key.1.clone(), held.get(&key).copied().or_else(|| self.numbers.get(&key).copied()));
            if holder.is_some_and(|holder| holder != *person) {
                if let Does::Changes(_, changed) = &mut row.does {
                    changed.retain(|changed| *changed != at);
                }
                refuse(&mut self.told, *number, name, "employee_no", raw, "employee_no_taken");
            } else {
                self.numbers.insert(key, *person);
            }
        }
        Ok(rows)
    }

    fn read(&self, session: &Session, number: u32, cells: Vec<String>) -> Draft {
        let today = session.today();
        let rower = Rower::new(&self.plan, &self.own, &self.codes, false, false, today, today);
        let cells = cells.into_iter().map(|cell| if cell.is_empty() { Raw::Empty } else { Raw::Text(cell) }).collect();
        rower.read_known(FileRow { sheet: 0, number, cells })
    }

    /// Where the row places its member: names that it leaves out are those of now.
    fn placed(&mut self, scope: &Scope, draft: &mut Draft, known: &Stored, number: u32, name: &str) -> Placed {
        let given = ["employer", "worksite", "branch", "sub_branch", "workplace"].map(|name| draft.gives(name));
        let [employer, worksite, branch, sub_branch, workplace] = given;
        if worksite && !employer {
            draft.line.employer = known.employer_id.and_then(|id| self.places.name(id)).map(str::to_owned);
        }
        if let Some(unit) = known.unit_id {
            let words = self.places.words(unit);
            let [now_branch, now_sub, _] = words;
            if (sub_branch || workplace) && !branch {
                draft.line.branch = now_branch;
            }
            if workplace && !sub_branch {
                draft.line.sub_branch = now_sub;
            }
        }
        let before = draft.findings.len();
        let from = |name: &str| name.to_owned();
        let mut placed = self.places.place(draft, &from);
        if let Some(unit) = placed.unit.known().filter(|unit| !within(scope, *unit)) {
            let raw = self.places.words(unit).into_iter().flatten().collect::<Vec<_>>().join(" / ");
            refuse(&mut self.told, number, name, "branch", raw, "unit_out_of_reach");
            draft.clear(&["branch", "sub_branch", "workplace"]);
            placed.unit = Named::Nothing;
        }
        for finding in draft.findings.iter().skip(before).filter(|finding| finding.severity == Severity::Error) {
            // Of a column that the table does not give, nothing is asked.
            let asked = match finding.from.as_str() {
                "employer" | "worksite" => employer || worksite,
                _ => branch || sub_branch || workplace,
            };
            if asked {
                refuse(&mut self.told, number, name, &finding.from, finding.raw.clone(), finding.code);
            }
        }
        take_back(draft);
        if !draft.gives("employer") {
            placed.employer = Named::Nothing;
        }
        if !draft.gives("worksite") {
            placed.worksite = Named::Nothing;
        }
        if !["branch", "sub_branch", "workplace"].iter().any(|name| draft.gives(name)) {
            placed.unit = Named::Nothing;
        }
        placed
    }

    fn tell(&mut self, session: &Session, number: u32, person: PersonId, name: &str, row: &Judged) {
        // A name that could not be divided leaves the stored one: as good as refused to who pastes it.
        let refused = |finding: &&Finding| finding.severity == Severity::Error || finding.code == "name_kept";
        for finding in row.draft.findings.iter().filter(refused) {
            let column = if finding.code == "name_kept" { finding.from.as_str() } else { "" };
            refuse(&mut self.told, number, name, column, finding.raw.clone(), finding.code);
        }
        let Does::Changes(stored, changed) = &row.does else { return };
        self.told.people += 1;
        self.told.cells += u32::try_from(changed.len()).unwrap_or(0);
        if self.told.changed.len() >= TOLD {
            return;
        }
        let changes = changed.iter().filter_map(|at| COLUMNS.get(*at)).map(|column| {
            let words = |cell| shown(&cell, column.codes.as_ref(), session.locale);
            FieldChange {
                column: column.name.to_owned(),
                before: words((column.get)(&stored.line)),
                after: words((column.get)(&row.draft.line)),
                doubtful: false,
            }
        });
        let changes = changes.collect();
        self.told.changed.push(PastedRow { row: number, person_id: person, name: name.to_owned(), changes });
    }

    fn refuse(&mut self, row: u32, name: &str, column: &str, raw: String, code: &str) {
        refuse(&mut self.told, row, name, column, raw, code);
    }
}

fn refuse(told: &mut PastePreview, row: u32, name: &str, column: &str, raw: String, code: &str) {
    told.refused_n += 1;
    // A paste makes no units and employers and lets nobody join again, so it does not offer to.
    let code = match code {
        "unit_unknown" | "employer_unknown" | "worksite_unknown" => "name_unknown",
        "membership_ended" => "membership_over",
        code => code,
    };
    if told.refused.len() < TOLD {
        told.refused.push(PasteRefusal {
            row,
            name: name.to_owned(),
            column: column.to_owned(),
            raw,
            code: code.to_owned(),
        });
    }
}

/// What cannot be read leaves what is stored; the rest of the row goes on.
fn take_back(draft: &mut Draft) {
    let wrong: Vec<String> = draft
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.from.clone())
        .collect();
    draft.findings.retain(|finding| finding.severity != Severity::Error);
    for name in &wrong {
        match name.as_str() {
            "name" => draft.clear(&["family_name", "given_name"]),
            "kana" => draft.clear(&["family_kana", "given_kana"]),
            "branch" | "sub_branch" | "workplace" => draft.clear(&["branch", "sub_branch", "workplace"]),
            "employer" | "worksite" => draft.clear(&["employer", "worksite"]),
            other => draft.clear(&[other]),
        }
    }
}

fn within(scope: &Scope, unit: UnitId) -> bool {
    let Some(paths) = &scope.paths else { return true };
    scope.tree.get(unit).is_some_and(|unit| paths.iter().any(|path| unit.path.starts_with(path)))
}

/// What a column of the list goes into. The list shows conditions beside the state; neither is pasted over.
fn target_of(name: &str) -> Option<Target> {
    if name == "conditions" { Some(Target::State) } else { Target::of(name) }
}

/// Whether the first row of a table names the columns that it goes into: as files do, or as the list itself, whose heads are
/// copied with whole rows.
fn is_header(
    table: &[Vec<String>],
    names: &[String],
    targets: &[Target],
    own: &std::collections::BTreeMap<String, String>,
) -> bool {
    let Some(first) = table.first().filter(|_| table.len() > 1) else { return false };
    let head = |words: &str, name: &str| {
        let (shown, level) = (format!("members.column.{name}"), format!("enum.unit_kind.{name}"));
        let heads = [Locale::Ja, Locale::En].map(|locale| word(locale, &shown));
        let own = own.get(&level).map(String::as_str);
        heads.into_iter().chain(own).any(|head| header_key(head) == header_key(words))
    };
    let columns = names.iter().zip(targets);
    let mut named = first.iter().zip(columns).filter(|(words, _)| !words.trim().is_empty()).peekable();
    named.peek().is_some() && named.all(|(words, (name, target))| means(words, *target) || head(words, name))
}

/// One row or one column fills what was chosen, as in a spreadsheet.
fn fill(table: &mut Vec<Vec<String>>, input: &PasteTable) {
    let wide = usize::try_from(input.fill_columns).unwrap_or(0).min(input.columns.len());
    if wide > 1 && table.iter().all(|row| row.len() == 1) {
        for row in table.iter_mut() {
            let Some(cell) = row.first().cloned() else { continue };
            row.resize(wide, cell);
        }
    }
    let high = usize::try_from(input.fill_rows).unwrap_or(0).min(input.persons.len());
    if let ([only], true) = (table.as_slice(), high > 1) {
        let row = only.clone();
        table.resize(high, row);
    }
}

impl Draft {
    /// The row says nothing of these columns.
    fn clear(&mut self, names: &[&str]) {
        for name in names {
            let Some(at) = place(name) else { continue };
            self.given &= !(1 << at);
            if let Some(put) = COLUMNS.get(at).and_then(|column| column.put) {
                let _always_may_be_empty = put(&mut self.line, crate::excel::cell::Cell::Empty);
            }
        }
    }
}
