//! Rows that would add somebody who may be there already, or who stands twice in the file: by the rules of duplicates, before
//! anything is written. The officer says who it is, row by row; who is left open is added as somebody new, and counted.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;

use super::judge::{Does, Judged};
use super::run::Run;
use crate::error::Result;
use crate::ids::PersonId;
use crate::members::model::{AlikeOther, AlikeRow, Candidate, Severity};
use crate::members::queries::{Likely, Newcomer, Scope, alike, like_each_other, like_stored, persons_in_reach, scope};
use crate::rights::Right;
use crate::session::Session;

/// Rows that are compared with each other; in a longer list the page of duplicates finds what is left, after the import.
const COMPARED: usize = 300_000;
/// Rows shown.
const SHOWN: usize = 100;
/// Whom a row may be, at most.
const CANDIDATES: usize = 5;
/// Refusals that say nothing but that the officer must tell who it is.
const DOUBTS: [&str; 2] = ["possible_duplicate", "employee_no_differs"];

/// The rows of a file so far that would add somebody.
#[derive(Default)]
pub(super) struct Alikes {
    rows: Vec<Row>,
    /// The same rows as the rules compare them.
    newcomers: Vec<Newcomer>,
    /// Whom of the roster they may be.
    stored: HashMap<usize, Vec<Likely<PersonId>>>,
}

/// What is shown of a row.
struct Row {
    sheet: usize,
    number: u32,
    name: String,
    kana: String,
    birth_on: Option<NaiveDate>,
    /// It is put aside until the officer says who it is.
    refused: bool,
    /// The officer said that it is somebody else.
    apart: bool,
}

/// What was found.
pub(super) struct Found {
    /// The rows, those that wait for an answer first, the strongest first.
    pub rows: Vec<AlikeRow>,
    /// How many there are.
    pub n: u64,
    /// Of these, rows that would be added with nobody having said who it is.
    pub open: u64,
    /// Sheets and rows.
    pub places: HashSet<(String, u32)>,
}

/// Whether a row would add somebody, or is kept back only because it may be somebody.
fn is_asked(row: &Judged) -> bool {
    let mut errors = row.draft.findings.iter().filter(|finding| finding.severity == Severity::Error);
    match row.does {
        Does::Adds(None) => true,
        Does::Refused => errors.all(|finding| DOUBTS.contains(&finding.code)),
        _ => false,
    }
}

impl Alikes {
    /// Note the rows of a chunk that would add somebody, and whom of the roster they may be.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn chunk(&mut self, on: &impl ConnectionTrait, run: &Run, judged: &[Judged]) -> Result<()> {
        let asked: Vec<&Judged> = judged.iter().filter(|row| is_asked(row)).collect();
        let usual = run.places.usual_id();
        let newcomers: Vec<Newcomer> = asked
            .iter()
            .map(|row| {
                let line = &row.draft.line;
                let work = row.placed.employer.known().or(usual).zip(line.employee_no.clone());
                Newcomer::of(&line.person(), work, [line.phone.as_deref(), line.mobile.as_deref()])
            })
            .collect();
        // Before the first list there is nobody to compare with.
        let found = if run.last_no > 0 { like_stored(on, &newcomers).await? } else { Vec::new() };
        let mut found = found.into_iter();
        for (row, newcomer) in asked.into_iter().zip(newcomers) {
            let mut likely = found.next().unwrap_or_default();
            let refused = matches!(row.does, Does::Refused);
            // A name that many bear tells nothing while a birth date is missing, as in the whole roster.
            if !refused && likely.iter().filter(|one| one.by_name_alone()).count() > 1 {
                likely.retain(|one| !one.by_name_alone());
            }
            if likely.is_empty() && self.rows.len() >= COMPARED {
                continue;
            }
            if !likely.is_empty() {
                self.stored.insert(self.rows.len(), likely);
            }
            let line = &row.draft.line;
            self.rows.push(Row {
                sheet: row.draft.sheet,
                number: row.draft.number,
                name: line.name(),
                kana: line.kana(),
                birth_on: line.birth_on,
                refused,
                apart: row.draft.decided.is_some(),
            });
            self.newcomers.push(newcomer);
        }
        Ok(())
    }

    /// What was found in the whole file.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn finish(mut self, session: &Session, run: &Run) -> Result<Found> {
        let mut twins = like_each_other(session.look(), &self.newcomers).await?;
        let mut found: Vec<usize> = Vec::new();
        let mut open = 0;
        let mut places = HashSet::new();
        for (at, row) in self.rows.iter().enumerate() {
            if self.stored.contains_key(&at) || twins.get(at).is_some_and(|twins| !twins.is_empty()) {
                found.push(at);
                open += u64::from(!row.apart && !row.refused);
                places.insert((run.sheet(row.sheet).to_owned(), row.number));
            }
        }
        let n = found.len() as u64;
        let strongest = |at: &usize| {
            let stored = self.stored.get(at).and_then(|likely| likely.first()).map(|likely| likely.rank);
            stored.max(twins.get(*at).and_then(|twins| twins.first()).map(|likely| likely.rank))
        };
        let answered = |at: &usize| self.rows.get(*at).is_some_and(|row| row.apart);
        found.sort_by_key(|at| (answered(at), Reverse(strongest(at)), *at));
        found.truncate(SHOWN);
        let scope = scope(session, Right::ImportRoster).await?;
        let mut rows = Vec::with_capacity(found.len());
        for at in found {
            let stored = self.stored.remove(&at).unwrap_or_default();
            let twins = twins.get_mut(at).map(std::mem::take).unwrap_or_default();
            let Some(row) = self.rows.get(at) else { continue };
            let outcome = if row.refused { "rejected" } else { "created" };
            let others = twins.into_iter().take(CANDIDATES).filter_map(|likely| {
                let other = self.rows.get(likely.whom)?;
                Some(AlikeOther {
                    sheet: run.sheet(other.sheet).to_owned(),
                    row: other.number,
                    name: other.name.clone(),
                    because: words(&likely),
                })
            });
            rows.push(AlikeRow {
                sheet: run.sheet(row.sheet).to_owned(),
                row: row.number,
                outcome: outcome.to_owned(),
                name: row.name.clone(),
                kana: row.kana.clone(),
                birth_on: row.birth_on,
                apart: row.apart,
                others: others.collect(),
                candidates: candidates(session, &scope, stored).await?,
            });
        }
        Ok(Found { rows, n, open, places })
    }
}

fn words<T>(likely: &Likely<T>) -> Vec<String> {
    likely.because.iter().map(|code| (*code).to_owned()).collect()
}

/// The persons, of whom those out of sight are not told.
async fn candidates(session: &Session, scope: &Scope, likely: Vec<Likely<PersonId>>) -> Result<Vec<Candidate>> {
    let ids: Vec<PersonId> = likely.iter().map(|one| one.whom).collect();
    let seen = persons_in_reach(session.look(), scope, &ids).await?;
    let mut found = Vec::new();
    for one in likely.iter().filter(|one| seen.contains(&one.whom)).take(CANDIDATES) {
        if let Some(person) = alike(session, scope, one.whom).await? {
            found.push(Candidate { because: words(one), person });
        }
    }
    Ok(found)
}
