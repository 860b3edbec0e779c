//! What all pages of a report of the organisation stand on: the rows, the movement and what may be shown.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::desk::Words;
use crate::error::{Error, Result};
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::Head;
use crate::reports::figures::counts::{Counts, Sex};
use crate::reports::figures::days::Days;
use crate::reports::figures::density;
use crate::reports::figures::movement::{self, Movement, UnitMovement};
use crate::reports::figures::reasons::{self, ToldReasons};
use crate::reports::figures::shown::{self, Shown};
use crate::reports::figures::told::Earlier;
use crate::reports::figures::units::{RowName, Tree, UnitRow, join_small};
use crate::suppress;

/// Why nothing is shown of so few: another range has more members, but a union has no more than it has.
pub(super) fn too_small(whole: bool) -> &'static str {
    if whole { "union_too_small" } else { "report_too_small" }
}

/// The figures of one report, checked and protected.
#[derive(Debug)]
pub struct Ground<'c> {
    /// What was counted.
    pub counts: &'c Counts,
    /// On which days.
    pub days: &'c Days,
    /// In which words.
    pub words: &'c Words,
    /// The tree of units.
    pub tree: Tree<'c>,
    /// Smallest count shown.
    pub k: i64,
    /// It is about the whole union, whose headcount everybody knows.
    pub whole: bool,
    /// Members in all.
    pub total: i64,
    /// Rows of branches.
    pub rows: Vec<UnitRow>,
    /// Rows below each of them.
    pub below: Vec<Vec<UnitRow>>,
    /// The movement of all.
    pub movement: Movement,
    /// The movement of each row.
    pub movements: Vec<UnitMovement>,
    /// What may be shown of sex, age, category and employment.
    pub shown: Shown,
}

impl<'c> Ground<'c> {
    /// Groups, adds up and protects. `whole` = the scope is the whole union; `earlier` = what members were told of this day before.
    ///
    /// # Errors
    /// `report_too_small`, of the whole union `union_too_small`, for fewer members than may be shown; `figures_do_not_add_up`.
    pub fn new(
        counts: &'c Counts,
        days: &'c Days,
        words: &'c Words,
        k: i64,
        whole: bool,
        earlier: &Earlier,
    ) -> Result<Self> {
        let now = days.index(days.as_of);
        let total = counts.total(now);
        if total < k {
            return Err(Error::refused(too_small(whole), json!({ "least": k })));
        }
        let tree = Tree::new(counts);
        let movement = Movement::of(counts, days, whole)?;
        let (rows, below) = rows_of(&tree, counts, days, k, whole);
        let shown = shown::protect(counts, &rows, &below, (total, now), k, earlier)?;
        // Where the opening is not told, rows that were left since have no line, and no movement is told.
        let movements = match is_told_on(counts, days.index(days.opening()), k, whole) {
            true => movement::by_row(&rows, counts, days, &movement)?,
            false => Vec::new(),
        };
        Ok(Self { counts, days, words, tree, k, whole, total, rows, below, movement, movements, shown })
    }

    /// Whether figures of a day may be told: a part that had fewer members than may be shown on it says nothing of it (S-01).
    #[must_use]
    pub fn tells(&self, day: NaiveDate) -> bool {
        is_told_on(self.counts, self.days.index(day), self.k, self.whole)
    }

    /// Members in scope on a day, as far as they may be told.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<i64> {
        self.tells(day).then(|| self.counts.total(self.days.index(day)))
    }

    /// What a page says where days are not told.
    #[must_use]
    pub fn small_note(&self) -> String {
        self.say("report.note.part_small", &json!({ "k": self.k }))
    }

    /// Reasons of joins and of leaves with their counts, as far as they may be told; nothing where they would tell too much.
    #[must_use]
    pub fn reasons(&self) -> [Option<BTreeMap<String, suppress::Cell>>; 2] {
        let (history, movement) = (&self.counts.history, &self.movement);
        if !self.tells(self.days.opening()) {
            return [None, None];
        }
        [
            reasons::told(&movement.joins, &history.joins, self.k),
            reasons::told(&movement.leaves, &history.leaves, self.k),
        ]
    }

    /// The same for packs that come later.
    #[must_use]
    pub fn reasons_told(&self) -> ToldReasons {
        let [joins, leaves] = self.reasons().map(|cells| cells.map(reasons::withheld));
        ToldReasons { joins, leaves }
    }

    /// The second line of a page.
    #[must_use]
    pub fn scope(&self) -> String {
        self.words
            .say("report.scope", &json!({ "day": self.words.day(self.days.as_of), "n": self.words.count(self.total) }))
    }

    /// The word of a key.
    #[must_use]
    pub fn word(&self, key: &str) -> String {
        self.words.word(key)
    }

    /// The sentence of a key.
    #[must_use]
    pub fn say(&self, key: &str, about: &Value) -> String {
        self.words.say(key, about)
    }

    /// What a row is called.
    #[must_use]
    pub fn name(&self, row: &UnitRow) -> String {
        row_name(self.words, row)
    }

    /// Members of a row on the as-of day.
    #[must_use]
    pub fn now(&self, row: &UnitRow) -> i64 {
        row.count(self.counts, self.days.index(self.days.as_of))
    }

    /// Members of a row a year before.
    #[must_use]
    pub fn before(&self, row: &UnitRow) -> i64 {
        row.count(self.counts, self.days.index(self.days.before()))
    }

    /// Whether any unit has a headcount, without which there is no rate.
    #[must_use]
    pub fn has_rates(&self) -> bool {
        density::organizing_all(&self.tree, self.counts, self.days, self.days.as_of).is_some()
    }

    /// Heads of the sexes shown.
    #[must_use]
    pub fn sex_heads(&self) -> Vec<Head> {
        let of = |sexes: &Vec<Sex>| match sexes.as_slice() {
            [Sex::Men] => "report.men",
            [Sex::Women] => "report.women",
            [Sex::Men, Sex::Other] => "report.men_other",
            [Sex::Women, Sex::Other] => "report.women_other",
            _ => "report.sex_other",
        };
        self.shown.sexes.iter().map(|sexes| self.words.head(of(sexes), Kind::Number)).collect()
    }

    /// What the joined column of sexes means, when there is one, or that there are none.
    #[must_use]
    pub fn sex_note(&self) -> Option<String> {
        if self.shown.sexes.is_empty() {
            return Some(self.word("report.note.sex_none"));
        }
        self.shown.sexes.iter().any(|sexes| sexes.len() > 1).then(|| self.word("report.note.sex"))
    }

    /// Names of codes that share a row or column.
    #[must_use]
    pub fn names(&self, group: &str, codes: &[String]) -> String {
        let named = |code: &String| {
            if code.is_empty() { self.word("report.not_known") } else { self.words.of_list(group, code) }
        };
        codes.iter().map(named).collect::<Vec<_>>().join(&self.word("report.and"))
    }

    /// A phrase about growth from one count to another, `<key>.up`, `.down` or `.same`.
    #[must_use]
    pub fn growth(&self, key: &str, before: i64, now: i64) -> String {
        let direction = match now.cmp(&before) {
            std::cmp::Ordering::Greater => "up",
            std::cmp::Ordering::Less => "down",
            std::cmp::Ordering::Equal => "same",
        };
        self.say(
            &format!("{key}.{direction}"),
            &json!({ "by": self.words.count((now - before).abs()), "now": self.words.count(now) }),
        )
    }
}

/// On days on which a part had fewer members than may be shown, nothing is told of it: no row can be small on them.
pub(in crate::reports) fn is_told_on(counts: &Counts, day: usize, k: i64, whole: bool) -> bool {
    whole || !(1..k).contains(&counts.total(day))
}

/// Rows of branches and the rows below each of them, as a report of these counts has them: small ones are joined.
#[must_use]
pub fn rows_of(
    tree: &Tree<'_>,
    counts: &Counts,
    days: &Days,
    k: i64,
    whole: bool,
) -> (Vec<UnitRow>, Vec<Vec<UnitRow>>) {
    let above = tree.top().map(|top| top.label.clone()).unwrap_or_default();
    let told_on = |day: &usize| is_told_on(counts, *day, k, whole);
    let compared: Vec<usize> =
        [days.as_of, days.before()].map(|day| days.index(day)).into_iter().filter(told_on).collect();
    let moving: Vec<usize> = compared.iter().copied().chain([days.index(days.opening())]).filter(told_on).collect();
    let rows = join_small(tree.branch_rows(), counts, &moving, k, &above);
    let below = rows
        .iter()
        .map(|row| {
            let label = row.of.and_then(|of| counts.units.iter().find(|unit| unit.id == of));
            let label = label.map(|unit| unit.label.as_str()).unwrap_or_default();
            join_small(tree.rows_below_row(row), counts, &compared, k, label)
        })
        .collect();
    (rows, below)
}

/// What a page says where totals on it were rounded (S-03): what their mark means. Nothing where none is.
#[must_use]
pub fn rounded_note<'c>(words: &Words, of: impl IntoIterator<Item = &'c suppress::Cell>) -> Option<String> {
    let rounded = of.into_iter().any(|cell| matches!(cell, suppress::Cell::Rounded(_)));
    rounded.then(|| words.word("report.note.rounded"))
}

/// A protected count as a cell of a page.
#[must_use]
pub fn cell(of: suppress::Cell) -> Cell {
    match of {
        suppress::Cell::Shown(n) => Cell::Number(i64::try_from(n).unwrap_or(i64::MAX)),
        suppress::Cell::Rounded(n) => Cell::Rounded(i64::try_from(n).unwrap_or(i64::MAX)),
        suppress::Cell::Hidden => Cell::Hidden,
        suppress::Cell::Nil => Cell::Number(0),
    }
}

/// What a row of units is called.
#[must_use]
pub fn row_name(words: &Words, row: &UnitRow) -> String {
    match &row.name {
        RowName::Unit(label) => label.clone(),
        RowName::Direct(label) => words.say("report.row.direct", &json!({ "unit": label })),
        RowName::NoUnit => words.word("report.row.no_unit"),
        RowName::Joined(label) if label.is_empty() => words.word("report.row.others"),
        RowName::Joined(label) => words.say("report.row.joined", &json!({ "unit": label })),
        RowName::With(label) => words.say("report.row.with", &json!({ "unit": label })),
    }
}
