//! What a whole file says before its first row is judged: the units that it names, and the member numbers of several rows.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::mapping::Plan;
use super::matching::{Called, NUMBER_TWICE};
use super::read::{FileRow, Source};
use super::row::{Draft, Read, Rower};
use crate::error::Result;
use crate::excel::read::Cell;
use crate::members::line::Line;
use crate::members::model::RowAt;
use crate::members::queries::{search_key, short};
use crate::session::Session;

/// Columns that say where a row belongs.
const PLACES: [&str; 4] = ["employer", "branch", "sub_branch", "workplace"];
/// Other rows that are told of a row.
const TOLD: usize = 5;

/// What is looked for.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// What the rows say of units and employers.
    pub units: bool,
    /// Member numbers of several rows.
    pub numbers: bool,
}

/// What was found.
#[derive(Default)]
pub(super) struct Ahead {
    /// What the rows say of units and employers, each of them once, in the order of the file.
    pub lines: Vec<Line>,
    /// Rows whose member number stands in other rows too.
    pub twins: HashMap<(usize, u32), Twins>,
}

/// The other rows with the member number of a row.
pub(super) struct Twins {
    /// Why none of them is taken; none = all say the same, and the first one is taken.
    refused: Option<&'static str>,
    rows: Vec<RowAt>,
}

impl Twins {
    /// Tell a row of the others.
    pub fn tell(&self, draft: &mut Draft) {
        draft.twice = self.refused;
        draft.same_number.clone_from(&self.rows);
    }
}

/// A row with a member number, in a few bytes.
#[derive(Clone, Copy)]
struct Seen {
    sheet: usize,
    row: u32,
    /// All that is read of it.
    says: u64,
    called: Called,
}

/// Read a file to its end for what must be known before its first row is judged; nothing is read where nothing is wanted.
///
/// # Errors
/// Why the file cannot be read, [`crate::error::Error::Cancelled`].
pub(super) async fn look_ahead(
    session: &Session,
    source: &Source,
    plan: &Plan,
    rower: &Rower<'_>,
    wanted: Wanted,
) -> Result<Ahead> {
    let mut ahead = Ahead::default();
    if !wanted.units && !wanted.numbers {
        return Ok(ahead);
    }
    // A decision about one cell makes its row unlike others that look like it.
    let alike = !plan.mapping.decisions.iter().any(|decision| decision.row.is_some() && decision.column.is_some());
    let mut placed: HashSet<(usize, Vec<String>)> = HashSet::new();
    let mut first: HashMap<u64, Seen> = HashMap::new();
    let mut later: HashMap<u64, Vec<Seen>> = HashMap::new();
    let mut rows = source.rows(plan.sheets.clone()).await?;
    while let Some(row) = rows.next().await? {
        if rows.done.is_multiple_of(1_000) {
            session.progress.go_on()?;
        }
        let (sheet, number) = (row.sheet, row.number);
        let place = wanted.units.then(|| (sheet, places_of(plan, &row)));
        let place = place.filter(|place| !(alike && placed.contains(place)));
        if place.is_none() && !wanted.numbers {
            continue;
        }
        let says = if wanted.numbers { says(plan, &row) } else { 0 };
        let Read::Person(draft) = rower.read(row) else { continue };
        let left_out = draft.decided.as_ref().is_some_and(|decided| decided.left_out);
        if let Some(member_no) = draft.line.member_no.as_ref().filter(|_| wanted.numbers && !left_out) {
            let called = Called::of(&search_key(&draft.line.person()), draft.line.birth_on);
            let seen = Seen { sheet, row: number, says, called };
            match first.entry(short(member_no)) {
                Entry::Occupied(known) => later.entry(*known.key()).or_default().push(seen),
                Entry::Vacant(unknown) => {
                    unknown.insert(seen);
                }
            }
        }
        if let Some(place) = place
            && !draft.is_refused()
        {
            placed.insert(place);
            ahead.lines.push(draft.line);
        }
    }
    for (key, later) in later {
        let all: Vec<Seen> = first.get(&key).copied().into_iter().chain(later).collect();
        ahead.twins.extend(twins(plan, &all));
    }
    Ok(ahead)
}

/// What the rows of one number are told of each other.
fn twins(plan: &Plan, all: &[Seen]) -> Vec<((usize, u32), Twins)> {
    let Some(first) = all.first() else { return Vec::new() };
    let same = all.iter().all(|one| one.says == first.says);
    // One number of two persons is no person twice: nobody's row is to be removed.
    let another = all.iter().any(|one| one.called.is_another(first.called));
    let code = if another { NUMBER_TWICE } else { "duplicate_in_file" };
    let place = |one: &Seen| RowAt {
        sheet: plan.sheets.get(one.sheet).map(|sheet| sheet.name.clone()).unwrap_or_default(),
        row: one.row,
    };
    let told = all.iter().enumerate().skip(usize::from(same)).map(|(at, one)| {
        let others = all.iter().enumerate().filter(|(other, _)| *other != at);
        let rows = others.take(TOLD).map(|(_, other)| place(other)).collect();
        ((one.sheet, one.row), Twins { refused: (!same).then_some(code), rows })
    });
    told.collect()
}

/// The cells that say where a row belongs.
fn places_of(plan: &Plan, row: &FileRow) -> Vec<String> {
    let columns = plan.columns.get(row.sheet).map_or(&[][..], Vec::as_slice);
    columns
        .iter()
        .filter(|source| source.to.is_some_and(|target| PLACES.contains(&target.name())))
        .map(|source| row.cells.get(source.at).map(Cell::shown).unwrap_or_default())
        .collect()
}

/// All that is read of a row, whatever the order of its columns.
fn says(plan: &Plan, row: &FileRow) -> u64 {
    let columns = plan.columns.get(row.sheet).map_or(&[][..], Vec::as_slice);
    let taken = columns.iter().filter(|source| !source.forbidden).filter_map(|source| Some((source.to?, source.at)));
    taken
        .map(|(to, at)| short((to.name(), row.cells.get(at).map(Cell::shown).unwrap_or_default().trim())))
        .fold(0, |all, one| all ^ one)
}
