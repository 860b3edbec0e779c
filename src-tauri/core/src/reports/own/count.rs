//! The page of a count: rows, columns, shares, and the picture. What is withheld is decided by the rules of [`shown`].

use serde_json::json;

use super::axis::{Axis, Ground, axis};
use super::model::{OwnChart, OwnDimension};
use super::queries::Asked;
use super::told::{Remembered, Told};
use super::{alone, beside};
use crate::desk::Words;
use crate::error::{Error, Result};
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Chart, ChartKind, Head, Page, Row, Series, Table};
use crate::members::{self, GroupKey};
use crate::reports::figures::beside::Known;
use crate::reports::figures::shown::{self, Guarded};
use crate::reports::pages::{protected, rounded_note};
use crate::rights::Right;
use crate::session::Session;
use crate::suppress;

/// Columns of a table; more are joined.
const MOST_COLUMNS: usize = 12;
/// Rows of which a picture is still read.
const MOST_DRAWN: usize = 40;
/// Series that a picture tells apart.
const MOST_SERIES: usize = 5;

/// Figures, before they are a page.
pub(super) struct Figures {
    /// Name of each row.
    pub rows: Vec<String>,
    /// Name of each column; none = the rows are counted once.
    pub columns: Vec<String>,
    /// What may be shown; none = nothing can be shown without telling of single people.
    pub guarded: Option<Guarded>,
    /// What more is to be said of them.
    pub notes: Vec<String>,
    /// What they tell members, to be kept once they are written.
    pub told: Option<Told>,
    /// Members were told figures of the day in another cut.
    pub cut_before: bool,
}

/// The page, and what it tells members.
///
/// # Errors
/// `O-02`, `report_too_small`, and what the database answers.
pub(super) async fn page(session: &Session, asked: &Asked) -> Result<(Page, Option<Told>)> {
    let figures = match asked.alone {
        true => alone::figures(session, asked).await?,
        false => counted(session, asked).await?,
    };
    Ok((page_of(asked, &figures), figures.told))
}

async fn counted(session: &Session, asked: &Asked) -> Result<Figures> {
    let groups = &asked.fields.groups;
    // What is made for members stands beside what R02 and other own reports tell them of the same day (S-07).
    let remembered = match asked.fields.protect {
        true => Remembered::of(session, asked.as_of).await?,
        false => Remembered::default(),
    };
    let known = if asked.fields.protect { beside::organisation(session, asked, &remembered).await? } else { None };
    let sexes = known.as_ref().map(|known| known.sexes.clone()).unwrap_or_default();
    let found =
        members::counted_by(session, &asked.filter, asked.as_of, Right::SeeDetails, &beside::by(groups)).await?;
    let scope = members::scope(session, Right::SeeDetails).await?;
    let employers = asked.employers(session).await?;
    let ground = Ground {
        words: &asked.words,
        tree: &scope.tree,
        employers: &employers,
        as_of: asked.as_of,
        period: asked.period,
        sexes: &sexes,
    };
    let (table, joined) = tabulate(groups, &found, &ground);
    let total: i64 = table.cells.iter().flatten().sum();
    let k = asked.settings.suppress_k_internal;
    if asked.fields.protect && total < k {
        return Err(Error::refused("report_too_small", json!({ "least": k })));
    }
    let counts: Vec<Vec<u64>> =
        table.cells.iter().map(|row| row.iter().map(|n| u64::try_from(*n).unwrap_or_default()).collect()).collect();
    // Plain headcounts of units stay open where all members are counted.
    let of_units = |at: usize| asked.counts_everybody() && groups.get(at).is_some_and(|group| group.is_unit());
    let (mut tells, mut cut_before) = (None, false);
    let guarded = match known {
        Some(known) => {
            let alike = beside::alike(session, asked, &found, &table).await?;
            let known = if alike.is_empty() { Known::default() } else { known.known };
            let known = Known { cuts: remembered.beside(session, asked, &table.axes).await?, ..known };
            cut_before = !known.cuts.told.is_empty();
            let judged = beside::judged(&counts, &alike, &known, (of_units(0), of_units(1)), k);
            tells = judged.as_ref().map(|judged| Told::of(scope.paths.clone(), &table.axes, counts, judged));
            judged.map(|judged| judged.shown)
        }
        None => Some(shown::open(&counts)),
    };
    let mut notes: Vec<String> = joined.then(|| asked.words.word("report.own.note.joined")).into_iter().collect();
    if groups.contains(&OwnDimension::Gender) && sexes.iter().any(|(_, sexes)| sexes.len() > 1) {
        notes.push(asked.words.word("report.note.sex"));
    }
    Ok(Figures { rows: table.rows, columns: table.columns, guarded, notes, told: tells, cut_before })
}

/// Rows and columns of exact counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tabulated {
    pub rows: Vec<String>,
    /// None for one dimension; the counts then stand in one column.
    pub columns: Vec<String>,
    pub cells: Vec<Vec<i64>>,
    /// Where each key stands: its row, its column.
    pub axes: [Axis; 2],
}

/// Puts counts into the places of their axes; answers whether columns were joined.
pub(super) fn tabulate(
    groups: &[OwnDimension],
    found: &[(Vec<GroupKey>, i64)],
    ground: &Ground<'_>,
) -> (Tabulated, bool) {
    let side = |at: usize| -> Option<Axis> {
        groups.get(at).map(|group| axis(*group, found.iter().filter_map(|(keys, _)| keys.get(at)), ground))
    };
    let rows = side(0).unwrap_or_default();
    let Some(mut columns) = side(1) else {
        let mut cells = vec![vec![0]; rows.labels.len()];
        for (keys, n) in found {
            let at = keys.first().map(|key| rows.place(key)).unwrap_or_default();
            if let Some(cell) = cells.get_mut(at).and_then(|row| row.first_mut()) {
                *cell += n;
            }
        }
        let axes = [rows.clone(), Axis::default()];
        return (Tabulated { rows: rows.labels, columns: Vec::new(), cells, axes }, false);
    };
    let mut sizes = vec![0; columns.labels.len()];
    for (keys, n) in found {
        let Some(key) = keys.get(1) else { continue };
        if let Some(size) = sizes.get_mut(columns.place(key)) {
            *size += n;
        }
    }
    let joined =
        columns.join_after(&sizes, MOST_COLUMNS, |n| ground.words.say("report.own.others", &json!({ "n": n })));
    let mut cells = vec![vec![0; columns.labels.len()]; rows.labels.len()];
    for (keys, n) in found {
        let (Some(row), Some(column)) = (keys.first(), keys.get(1)) else { continue };
        if let Some(cell) = cells.get_mut(rows.place(row)).and_then(|line| line.get_mut(columns.place(column))) {
            *cell += n;
        }
    }
    let axes = [rows.clone(), columns.clone()];
    (Tabulated { rows: rows.labels, columns: columns.labels, cells, axes }, joined)
}

fn page_of(asked: &Asked, figures: &Figures) -> Page {
    let words = &asked.words;
    let mut blocks = Vec::new();
    let mut notes: Vec<String> = asked.fields.notes.iter().flat_map(|notes| notes.lines()).map(str::to_owned).collect();
    match &figures.guarded {
        None => {
            let k = asked.settings.suppress_k_internal;
            let why = if figures.cut_before { "report.own.withheld" } else { "report.withheld" };
            blocks.push(Block::Text { paragraphs: vec![words.say(why, &json!({ "k": k }))] });
        }
        Some(guarded) => {
            let table = table(asked, figures, guarded);
            let drawn = asked.fields.chart.map(|kind| chart(asked, figures, kind));
            let sums = u16::try_from(figures.columns.len() + 1).unwrap_or(1);
            let parts = figures.columns.len() > 1;
            let drawn = drawn.map(|drawn| drawn.map(|mut chart| (parts && chart.draw_whole(&table, sums), chart)));
            blocks.push(Block::Table(table));
            match drawn {
                Some(Ok((whole, chart))) => {
                    notes.extend(whole.then(|| words.word("report.own.note.chart_whole")));
                    blocks.push(Block::Chart(chart));
                }
                Some(Err(why)) => notes.push(words.word(why)),
                None => {}
            }
        }
    }
    notes.extend(asked.notes());
    notes.extend(figures.notes.iter().cloned());
    if asked.fields.protect {
        notes.push(words.say("report.note.hidden", &json!({ "k": asked.settings.suppress_k_internal })));
    }
    notes.extend(rounded_note(words, figures.guarded.iter().flat_map(Guarded::figures)));
    let mut page = Page {
        name: asked.fields.name.clone(),
        title: asked.title().to_owned(),
        scope: asked.scope(figures.guarded.as_ref().and_then(|guarded| count_of(guarded.total))),
        landscape: figures.columns.len() > 6,
        blocks,
        notes,
    };
    page.drop_empty_charts();
    page
}

fn count_of(cell: suppress::Cell) -> Option<i64> {
    cell.exact().and_then(|n| i64::try_from(n).ok())
}

/// The name of a dimension above its column.
pub(super) fn heading(words: &Words, dimension: OwnDimension) -> String {
    words.word(&dimension.label_key())
}

fn table(asked: &Asked, figures: &Figures, guarded: &Guarded) -> Table {
    let words = &asked.words;
    let first = match asked.fields.groups.first() {
        // What is cut from R02 has its bands, which are narrower than one's own.
        Some(OwnDimension::Age) if asked.alone => words.word("report.age"),
        first => first.map(|group| heading(words, *group)).unwrap_or_default(),
    };
    let mut heads = vec![Head::new(first, Kind::Text)];
    heads.extend(figures.columns.iter().map(|column| Head::new(column.clone(), Kind::Number)));
    let people = if figures.columns.is_empty() { "report.people" } else { "report.total" };
    heads.extend([words.head(people, Kind::Number), words.head("report.own.share", Kind::Rate)]);
    let share = |part: suppress::Cell| match suppress::rate_of(part, guarded.total) {
        Some((part, whole)) => {
            Cell::rate(i64::try_from(part).unwrap_or(i64::MAX), i64::try_from(whole).unwrap_or(i64::MAX))
        }
        None if guarded.total.exact() == Some(0) => Cell::Empty,
        None => Cell::Hidden,
    };
    let line = |name: &str, cells: &[suppress::Cell], total: suppress::Cell| {
        let mut line: Vec<Cell> = vec![name.into()];
        if !figures.columns.is_empty() {
            line.extend(cells.iter().map(|cell| protected(*cell)));
        }
        line.extend([protected(total), share(total)]);
        line
    };
    let of_rows = figures.rows.iter().zip(guarded.cells.iter().zip(&guarded.row_totals));
    let mut rows: Vec<Row> = of_rows.map(|(name, (cells, total))| Row::body(line(name, cells, *total))).collect();
    rows.push(Row::total(line(&words.word("report.total"), &guarded.column_totals, guarded.total)));
    if !figures.columns.is_empty() {
        let mut shares: Vec<Cell> = vec![words.word("report.own.share").as_str().into()];
        shares.extend(guarded.column_totals.iter().map(|total| share(*total)));
        shares.extend([share(guarded.total), Cell::Empty]);
        rows.push(Row::subtotal(shares));
    }
    Table { heads, rows }
}

/// The picture of the figures, or the label that says why there is none.
fn chart(asked: &Asked, figures: &Figures, kind: OwnChart) -> std::result::Result<Chart, &'static str> {
    if figures.rows.len() > MOST_DRAWN {
        return Err("report.own.note.too_many_rows");
    }
    if figures.columns.len() > MOST_SERIES {
        return Err("report.own.note.too_many_columns");
    }
    let drawn = figures.columns.len().max(1);
    let series = (1..=drawn).filter_map(|at| u16::try_from(at).ok()).map(|column| Series { column, right_axis: false });
    let rows = u16::try_from(figures.rows.len()).unwrap_or(u16::MAX);
    Ok(Chart {
        kind: match kind {
            OwnChart::Column => ChartKind::Column,
            OwnChart::Bar => ChartKind::Bar,
            OwnChart::StackedColumn => ChartKind::StackedColumn,
            OwnChart::Line => ChartKind::Line,
        },
        table: 0,
        title: asked.title().to_owned(),
        alt: asked.words.say("report.own.alt", &json!({ "title": asked.title() })),
        categories: 0,
        series: series.collect(),
        unit: asked.words.word("report.own.unit"),
        low: 0,
        height: if kind == OwnChart::Bar { 120 + rows * 24 } else { 320 },
    })
}
