//! What an import found, counted and kept: for the answer, for the rejected rows, for next time.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use super::matching::NUMBER_TWICE;
use super::place::SPELLED;
use super::row::{Draft, Finding};
use crate::error::Result;
use crate::excel::read::Cell;
use crate::ids::{BatchId, IssueId};
use crate::members::entity::import_issue;
use crate::members::model::{Problem, ProblemGroup, Severity};
use crate::ops::Change;

/// Warnings that are kept; errors are kept all.
const WARNINGS: usize = 1_000;
/// Causes that are told apart by their value.
const BY_VALUE: usize = 500;
/// Findings that one decision about the value mends.
const DECIDABLE: [&str; 7] = [
    "unit_unknown",
    "unit_ambiguous",
    "employer_unknown",
    "employer_ambiguous",
    "worksite_unknown",
    "code_unknown",
    "state_not_taken",
];

/// Findings that name the other rows of a number.
const TWICE: [&str; 3] = [NUMBER_TWICE, "duplicate_in_file", "number_of_another"];

/// Counts and findings of a file.
#[derive(Default)]
pub(super) struct Tally {
    /// Rows read.
    pub read: u64,
    /// Persons added.
    pub created: u64,
    /// Persons changed.
    pub updated: u64,
    /// Persons equal.
    pub unchanged: u64,
    /// Rows with an error.
    pub rejected: u64,
    /// Rows that are no persons.
    pub skipped: u64,
    /// Findings in the order of the file.
    pub problems: Vec<Problem>,
    warnings: usize,
    groups: HashMap<(String, String, Severity, String), Group>,
    order: usize,
    issues: Vec<import_issue::ActiveModel>,
}

struct Group {
    order: usize,
    n: u64,
    raw: Option<String>,
}

impl Tally {
    /// Note the findings of a row. `keep` also prepares them for the rejected rows.
    pub fn row(&mut self, sheet: &str, draft: &Draft, keep: Option<BatchId>) {
        let refused = draft.is_refused();
        let mut first = true;
        for finding in &draft.findings {
            // The warnings of a row that is rejected come again with it.
            if refused && finding.severity == Severity::Warning {
                continue;
            }
            let cells = if finding.severity == Severity::Error && first { Some(draft.cells.as_slice()) } else { None };
            first &= cells.is_none();
            self.finding(sheet, draft.number, finding, cells, keep);
            if TWICE.contains(&finding.code)
                && let Some(problem) = self.problems.last_mut()
            {
                problem.others.clone_from(&draft.same_number);
            }
        }
    }

    /// Note one finding.
    pub fn finding(
        &mut self,
        sheet: &str,
        number: u32,
        finding: &Finding,
        cells: Option<&[Cell]>,
        keep: Option<BatchId>,
    ) {
        self.group(finding);
        if finding.severity == Severity::Warning {
            self.warnings += 1;
            if self.warnings > WARNINGS {
                return;
            }
        }
        if let Some(batch) = keep {
            self.issues.push(import_issue::ActiveModel {
                id: Set(IssueId::new()),
                import_batch_id: Set(batch),
                sheet: Set(sheet.to_owned()),
                row_no: Set(i64::from(number)),
                column_name: Set(finding.from.clone()),
                code: Set(finding.code.to_owned()),
                severity: Set(finding.severity),
                raw: Set(finding.raw.clone()),
                row_json: Set(cells.map_or_else(
                    || "[]".to_owned(),
                    |cells| Value::Array(cells.iter().map(json_of).collect()).to_string(),
                )),
                ..Default::default()
            });
        }
        self.problems.push(Problem {
            sheet: sheet.to_owned(),
            row: number,
            column: finding.from.clone(),
            code: finding.code.to_owned(),
            severity: finding.severity,
            raw: finding.raw.clone(),
            others: Vec::new(),
        });
    }

    fn group(&mut self, finding: &Finding) {
        let by_value = DECIDABLE.contains(&finding.code) || finding.code == SPELLED;
        let mut key = (
            finding.from.clone(),
            finding.code.to_owned(),
            finding.severity,
            if by_value { finding.raw.clone() } else { String::new() },
        );
        if by_value && !self.groups.contains_key(&key) && self.groups.len() >= BY_VALUE {
            key.3 = String::new();
        }
        self.order += 1;
        let order = self.order;
        let group = self.groups.entry(key).or_insert_with(|| Group { order, n: 0, raw: Some(finding.raw.clone()) });
        group.n += 1;
        if group.raw.as_ref().is_some_and(|raw| *raw != finding.raw) {
            group.raw = None;
        }
    }

    /// Findings by cause: errors first, the most frequent first.
    pub fn groups(&self) -> Vec<ProblemGroup> {
        let mut groups: Vec<_> = self.groups.iter().collect();
        groups.sort_by_key(|((_, _, severity, _), group)| (*severity, std::cmp::Reverse(group.n), group.order));
        groups
            .into_iter()
            .map(|((column, code, severity, _), group)| ProblemGroup {
                column: column.clone(),
                code: code.clone(),
                severity: *severity,
                raw: group.raw.clone().filter(|raw| !raw.is_empty()),
                n: group.n,
            })
            .collect()
    }

    /// Write what waits for the rejected rows; it stays when the import is taken back.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn keep(&mut self, change: &mut Change<'_>) -> Result<()> {
        let issues = std::mem::take(&mut self.issues);
        change.keep::<import_issue::Entity>(issues).await?;
        Ok(())
    }
}

/// A cell as it can be written out again: the short form of the reader.
fn json_of(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => text.as_str().into(),
        Cell::Number(number) => json!(number),
        Cell::Padded(number, width) => json!({ "n": number, "w": width }),
        Cell::Date(day) => json!({ "d": day.to_string() }),
        Cell::DateTime(moment) => json!({ "d": moment.format("%Y-%m-%dT%H:%M:%S").to_string() }),
        Cell::Time(time) => json!({ "d": time.to_string() }),
        Cell::Bool(value) => json!({ "b": value }),
        Cell::Error(error) => json!({ "e": error }),
    }
}
