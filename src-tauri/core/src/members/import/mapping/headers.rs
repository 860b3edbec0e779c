//! Which header goes into which of our columns: what was named first, then exact words, then beginnings of words; each of ours
//! once in a sheet.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::header::{Header, Layout};
use super::super::read::Looked;
use super::{KNOWN, Source, Target, Transform, begins, ends_by, is_forbidden, is_remark, says_belonging, width};
use crate::error::{Error, FieldProblem, Result};
use crate::excel::column::Codes;
use crate::excel::read::Cell;
use crate::members::model::{ColumnGuess, ColumnMapping};
use crate::members::sheet::{CATEGORIES, EMPLOYMENT_TYPES, code_of};

/// Whether no two columns of one sheet go into the same one of ours.
pub(super) fn check_once(columns: &[ColumnMapping], sheets: &SheetsOf) -> Result<()> {
    let mut problems = Vec::new();
    for (at, column) in columns.iter().enumerate().filter(|(_, column)| column.to.is_some()) {
        let before = columns.iter().take(at).find(|other| {
            other.to == column.to && other.from != column.from && beside(sheets, &other.from, &column.from)
        });
        if let Some(other) = before {
            problems.push(FieldProblem {
                field: format!("mapping.columns.{}", column.from),
                code: "column_twice".into(),
                about: serde_json::json!({ "other": other.from }),
            });
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// Sheets in which a header stands, by their places.
pub(super) type SheetsOf = HashMap<String, BTreeSet<usize>>;

pub(super) fn sheets_of(chosen: &[&Looked]) -> SheetsOf {
    let mut sheets = SheetsOf::new();
    for (at, sheet) in chosen.iter().enumerate() {
        for header in sheet.layout.iter().flat_map(|layout| &layout.headers) {
            sheets.entry(header.from.clone()).or_default().insert(at);
        }
    }
    sheets
}

/// Whether two headers stand in one sheet. One that no sheet has is beside nothing.
fn beside(sheets: &SheetsOf, one: &str, other: &str) -> bool {
    sheets.get(one).zip(sheets.get(other)).is_some_and(|(one, other)| !one.is_disjoint(other))
}

/// Targets in the making.
pub(super) struct Draft<'s> {
    /// What the officer named, or an earlier file.
    pub named: HashMap<String, (ColumnMapping, &'static str)>,
    /// Headers that go into a target: one in each sheet at most.
    taken: HashMap<Target, Vec<String>>,
    /// What each header was taken for.
    pub guesses: Vec<ColumnGuess>,
    sheets: &'s SheetsOf,
}

impl<'s> Draft<'s> {
    /// Nothing decided yet.
    pub fn new(named: HashMap<String, (ColumnMapping, &'static str)>, sheets: &'s SheetsOf) -> Self {
        Self { named, taken: HashMap::new(), guesses: Vec::new(), sheets }
    }

    /// Whether a target is taken in a sheet that has this header.
    fn is_taken_beside(&self, target: Target, from: &str) -> bool {
        self.taken.get(&target).is_some_and(|taken| taken.iter().any(|other| beside(self.sheets, other, from)))
    }

    /// Decide every header: what was named first, then exact words, then beginnings of words.
    pub fn settle(&mut self, headers: &[Header], own: &HashMap<String, Target>) {
        let mut settled: HashMap<String, (Option<Target>, &'static str)> = HashMap::new();
        for header in headers {
            if is_forbidden(header) {
                settled.insert(header.from.clone(), (None, "forbidden"));
            } else if let Some((mapping, confidence)) = self.named.get(&header.from) {
                let target = mapping.to.as_deref().and_then(Target::of);
                if let Some(target) = target {
                    self.taken.entry(target).or_default().push(header.from.clone());
                }
                settled.insert(header.from.clone(), (target, confidence));
            }
        }
        let all: Vec<&Header> = headers.iter().filter(|header| !settled.contains_key(&header.from)).collect();
        for header in &all {
            if let Some(target) = header.keys.iter().find_map(|key| own.get(key).or_else(|| KNOWN.get(key)).copied()) {
                self.take(header, target, "sure", &mut settled);
            }
        }
        for header in &all {
            if !settled.contains_key(&header.from)
                && let Some(target) = header.keys.iter().find_map(|key| begins(key))
            {
                self.take(header, target, "maybe", &mut settled);
            }
        }
        self.prefer_parts(&mut settled);
        self.reading_beside_a_whole_name(headers, &mut settled);
        for header in headers {
            let (to, confidence) = settled.get(&header.from).copied().unwrap_or((None, "not_ours"));
            let to = to.map(|target| target.name().to_owned());
            self.guesses.push(ColumnGuess {
                from: header.from.clone(),
                to,
                confidence: confidence.to_owned(),
                transforms: Vec::new(),
                samples: Vec::new(),
            });
        }
    }

    fn take(
        &mut self,
        header: &Header,
        target: Target,
        confidence: &'static str,
        settled: &mut HashMap<String, (Option<Target>, &'static str)>,
    ) {
        if header.keys.iter().any(|key| is_remark(key)) || self.is_taken_beside(target, &header.from) {
            return;
        }
        self.taken.entry(target).or_default().push(header.from.clone());
        settled.insert(header.from.clone(), (Some(target), confidence));
    }

    /// 姓 and 名 are better than 氏名, セイ and メイ better than フリガナ, wherever both stand.
    fn prefer_parts(&mut self, settled: &mut HashMap<String, (Option<Target>, &'static str)>) {
        for (whole, family, given) in
            [(Target::Name, "family_name", "given_name"), (Target::Kana, "family_kana", "given_kana")]
        {
            let in_sheet = |name: &str, sheet: usize| {
                let has = |from: &String| self.sheets.get(from).is_some_and(|sheets| sheets.contains(&sheet));
                Target::of(name).and_then(|target| self.taken.get(&target)).is_some_and(|taken| taken.iter().any(has))
            };
            let needless = |from: &String| {
                let guessed = settled.get(from).is_some_and(|(_, confidence)| matches!(*confidence, "sure" | "maybe"));
                guessed
                    && self.sheets.get(from).is_some_and(|sheets| {
                        sheets.iter().all(|sheet| in_sheet(family, *sheet) && in_sheet(given, *sheet))
                    })
            };
            let dropped: Vec<String> =
                self.taken.get(&whole).into_iter().flatten().filter(|from| needless(from)).cloned().collect();
            for from in dropped {
                self.release(whole, &from);
                settled.insert(from, (None, "not_ours"));
            }
        }
    }

    /// Guesses that the values under a header tell better than its words.
    pub fn by_values(
        &mut self,
        headers: &[Header],
        chosen: &[&Looked],
        units: &dyn Fn(&str) -> bool,
        own: &BTreeMap<String, String>,
    ) {
        self.belonging_of_units(headers, chosen, units);
        self.kinds_of_employment(headers, chosen, own);
    }

    /// 所属 is a department of the company, unless every value is a unit of the union, alone or as the way to it.
    fn belonging_of_units(&mut self, headers: &[Header], chosen: &[&Looked], units: &dyn Fn(&str) -> bool) {
        let (Some(department), Some(branch)) = (Target::of("department"), Target::of("branch")) else { return };
        for header in headers.iter().filter(|header| says_belonging(header)) {
            let mut values = values_of(header, chosen).peekable();
            if values.peek().is_some() && values.all(|cell| units(cell.shown().trim())) {
                self.means(header, department, branch);
            }
        }
    }

    /// 区分 alone is the kind of employment where values say kinds of employment and none a category.
    fn kinds_of_employment(&mut self, headers: &[Header], chosen: &[&Looked], own: &BTreeMap<String, String>) {
        let (Some(category), Some(kind)) = (Target::of("category"), Target::of("employment_type")) else { return };
        for header in headers.iter().filter(|header| header.keys.iter().any(|key| key == "区分")) {
            let says = |codes: &Codes| {
                values_of(header, chosen).any(|cell| code_of(codes, cell.shown().trim(), own).is_some())
            };
            if says(&EMPLOYMENT_TYPES) && !says(&CATEGORIES) {
                self.means(header, category, kind);
            }
        }
    }

    /// A header that was guessed to be one column of ours is another one, where none beside it is.
    fn means(&mut self, header: &Header, was: Target, is: Target) {
        let guess = self.guesses.iter().position(|guess| {
            guess.from == header.from
                && guess.to.as_deref() == Some(was.name())
                && matches!(guess.confidence.as_str(), "sure" | "maybe")
        });
        let Some(guess) = guess.filter(|_| !self.is_taken_beside(is, &header.from)) else { return };
        self.release(was, &header.from);
        self.taken.entry(is).or_default().push(header.from.clone());
        if let Some(guess) = self.guesses.get_mut(guess) {
            guess.to = Some(is.name().to_owned());
            guess.confidence = "maybe".to_owned();
        }
    }

    fn release(&mut self, target: Target, from: &str) {
        if let Some(taken) = self.taken.get_mut(&target) {
            taken.retain(|other| other != from);
        }
    }

    /// カナ名 alone beside 氏名 is the reading of the whole name, not of the given name.
    fn reading_beside_a_whole_name(
        &mut self,
        headers: &[Header],
        settled: &mut HashMap<String, (Option<Target>, &'static str)>,
    ) {
        let (Some(family), Some(given)) = (Target::of("family_kana"), Target::of("given_kana")) else { return };
        for from in self.taken.get(&given).cloned().unwrap_or_default() {
            let alone = self.is_taken_beside(Target::Name, &from)
                && !self.is_taken_beside(family, &from)
                && !self.is_taken_beside(Target::Kana, &from);
            let meant = headers.iter().find(|header| header.from == from).is_some_and(|header| {
                header.keys.iter().any(|key| ["カナ名", "名カナ", "フリガナ名"].contains(&key.as_str()))
            });
            let guessed = settled.get(&from).is_some_and(|(_, confidence)| matches!(*confidence, "sure" | "maybe"));
            if alone && meant && guessed {
                self.release(given, &from);
                self.taken.entry(Target::Kana).or_default().push(from.clone());
                settled.insert(from, (Some(Target::Kana), "maybe"));
            }
        }
    }

    /// A column of a sheet, as it was decided.
    pub fn source(&self, header: &Header, sheet: &Looked) -> Option<Source> {
        let guess = self.guesses.iter().find(|guess| guess.from == header.from)?;
        let to = guess.to.as_deref().and_then(Target::of);
        let transform = self
            .named
            .get(&header.from)
            .and_then(|(named, _)| Transform::read(named.transform.as_deref()))
            .unwrap_or_default();
        let width =
            to.filter(|target| matches!(target.name(), "member_no" | "employee_no")).and_then(|_| width(header, sheet));
        Some(Source {
            at: header.at,
            from: header.from.clone(),
            to,
            transform,
            forbidden: guess.confidence == "forbidden",
            width,
            loss: to.is_some_and(|to| to.name() == "left_on")
                && header.keys.iter().any(|key| key.starts_with("資格喪失")),
            ends_by: to.filter(|to| to.name() == "left_on").and_then(|_| ends_by(header)),
            own: sheet.layout.as_ref().is_some_and(Layout::is_own_export),
            belongs: false,
        })
    }
}

/// The values under a header in the rows that were looked at.
fn values_of<'l>(header: &'l Header, chosen: &'l [&'l Looked]) -> impl Iterator<Item = &'l Cell> {
    chosen.iter().flat_map(move |sheet| {
        let own = sheet.layout.iter().flat_map(|layout| &layout.headers).find(|own| own.from == header.from);
        let at = own.map(|own| own.at);
        sheet.rows.iter().filter_map(move |row| row.cells.get(at?)).filter(|cell| !cell.is_blank())
    })
}
