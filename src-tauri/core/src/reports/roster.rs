//! The roster on paper (R01): lines in batches from the database into the sheet.

use std::collections::HashMap;

use serde_json::json;
use uuid::Uuid;

use super::actions::Asked;
use super::figures::counts::UnitNode;
use super::pages::frame;
use super::queries::{self, After, RosterLine};
use super::sheet::{COLUMNS, CONTACTS, RosterRow};
use crate::error::Result;
use crate::excel::background::Rows;
use crate::excel::column::{Column, cells, heads};
use crate::excel::page::{Block, List, Page, Row, Table};
use crate::ids::PersonId;
use crate::members::{self, ConditionKind, Provision};
use crate::session::Session;

/// Lines of a batch: small enough that the window's lists pass between two of them.
const BATCH: u64 = 2_000;
/// Lines of the preview.
const PREVIEW: u64 = 30;

/// Columns of the roster asked for.
fn columns(contacts: bool) -> Vec<Column<RosterRow>> {
    let mut columns = COLUMNS.to_vec();
    columns.extend(contacts.then_some(CONTACTS).into_iter().flatten());
    columns
}

/// Names of the columns asked for.
pub(super) fn items(contacts: bool) -> Vec<&'static str> {
    columns(contacts).iter().map(|column| column.name).collect()
}

/// How far the lines were read.
enum Place {
    /// All in the order of the readings, after a person.
    Readings(Option<After>),
    /// A kept list in its own order, after a place.
    Kept(Option<String>),
    /// There are no more.
    End,
}

impl Place {
    fn first(asked: &Asked) -> Self {
        if asked.list.is_some() { Self::Kept(None) } else { Self::Readings(None) }
    }

    fn is_end(&self) -> bool {
        matches!(self, Self::End)
    }
}

/// The next lines. Of a list they may be fewer than asked for: not everybody on it was a member on the day.
async fn next(
    session: &Session,
    asked: &Asked,
    place: &mut Place,
    limit: u64,
    contacts: bool,
) -> Result<Vec<RosterLine>> {
    let (on, day) = (session.look(), asked.days.as_of);
    let (lines, after) = match place {
        Place::Readings(after) => {
            let lines = queries::roster(on, day, asked.seen(), after.as_ref(), limit, contacts).await?;
            let full = lines.len() as u64 == limit;
            let last = lines.last().filter(|_| full).map(|line| (line.kana_key.clone(), line.person));
            (lines, last.map_or(Place::End, |last| Place::Readings(Some(last))))
        }
        Place::Kept(after) => {
            let Some((_, filter)) = &asked.list else { return Ok(Vec::new()) };
            let (ids, next) = members::listed(session, filter, day, after.as_deref(), limit).await?;
            let lines = queries::roster_of(on, day, asked.placed.as_ref(), &ids, contacts).await?;
            (lines, next.map_or(Place::End, |next| Place::Kept(Some(next))))
        }
        Place::End => return Ok(Vec::new()),
    };
    *place = after;
    Ok(lines)
}

/// How many lines the roster has; for another organisation everybody is judged first, and only who may be given counts.
pub(super) async fn size(session: &Session, asked: &Asked, mut provision: Option<&mut Provision>) -> Result<u64> {
    if provision.is_none() && asked.list.is_none() {
        return queries::size(session.look(), asked.days.as_of, asked.seen()).await;
    }
    let (mut place, mut n) = (Place::first(asked), 0);
    while !place.is_end() {
        session.progress.go_on()?;
        let lines = next(session, asked, &mut place, BATCH, false).await?;
        n += lines.len() as u64;
        if let Some(provision) = provision.as_deref_mut() {
            let persons: Vec<PersonId> = lines.iter().map(|line| PersonId(line.person)).collect();
            provision.judge(session.look(), &persons).await?;
        }
    }
    match provision {
        None => Ok(n),
        Some(provision) => {
            provision.check()?;
            Ok(provision.people() as u64)
        }
    }
}

/// The sheet of the roster.
pub(super) fn list(asked: &Asked, n: u64) -> List {
    let words = &asked.words;
    List {
        name: words.word("report.page.roster"),
        title: Some(words.word("report.r01")),
        scope: scope(asked, n),
        landscape: true,
        heads: heads(&columns(asked.contacts), &|key| words.word(key)),
    }
}

fn scope(asked: &Asked, n: u64) -> String {
    let line = asked.words.say(
        "report.scope",
        &json!({ "day": asked.words.day(asked.days.as_of), "n": asked.words.count(i64::try_from(n).unwrap_or(i64::MAX)) }),
    );
    match (&asked.unit, &asked.list) {
        (Some(unit), _) => format!("{line}　{}", unit.label),
        (None, Some((list, _))) => format!("{line}　{list}"),
        (None, None) => line,
    }
}

/// Sends every line to the sheet; to another organisation only those that were judged so by [`size`].
pub(super) async fn send(session: &Session, asked: &Asked, rows: Rows, provision: Option<&Provision>) -> Result<()> {
    let units = Units::of(queries::units(session.look(), asked.days.as_of, None).await?);
    let columns = columns(asked.contacts);
    let mut place = Place::first(asked);
    while !place.is_end() {
        session.progress.go_on()?;
        let mut lines = next(session, asked, &mut place, BATCH, asked.contacts).await?;
        if let Some(provision) = provision {
            lines.retain(|line| provision.gives(PersonId(line.person)));
            for line in lines.iter_mut().filter(|line| line.status == ConditionKind::SickLeave.code()) {
                line.status = ConditionKind::SickLeave.outward().code();
            }
        }
        let batch = lines.into_iter().map(|line| cells(&columns, &units.row(line))).collect();
        if !rows.push(batch).await {
            return Ok(());
        }
    }
    rows.end().await;
    Ok(())
}

/// The beginning of the roster as a page.
pub(super) async fn preview(session: &Session, asked: &Asked) -> Result<Page> {
    let n = size(session, asked, None).await?;
    let units = Units::of(queries::units(session.look(), asked.days.as_of, None).await?);
    let columns = columns(asked.contacts);
    let lines = next(session, asked, &mut Place::first(asked), PREVIEW, asked.contacts).await?;
    let sheet = list(asked, n);
    let shown = lines.len() as u64;
    let rows = lines.into_iter().map(|line| Row::body(cells(&columns, &units.row(line)))).collect();
    let more = asked
        .words
        .say("report.preview_more", &json!({ "n": asked.words.count(i64::try_from(n - shown.min(n)).unwrap_or(0)) }));
    Ok(Page {
        name: sheet.name,
        title: sheet.title.unwrap_or_default(),
        scope: sheet.scope,
        landscape: true,
        blocks: vec![Block::Table(Table { heads: sheet.heads, rows })],
        notes: (n > shown).then_some(more).into_iter().chain([asked.words.word("report.note.names")]).collect(),
    })
}

/// The second sheet: what the list is for, and what its words mean.
pub(super) fn legend(asked: &Asked, purpose: &str, recipient: &str, officer: &str) -> Page {
    let words = &asked.words;
    let mut told = vec![
        ("report.legend.as_of", words.day(asked.days.as_of)),
        ("report.legend.purpose", purpose.to_owned()),
        ("report.legend.recipient", recipient.to_owned()),
        ("report.legend.officer", officer.to_owned()),
    ];
    told.extend(asked.unit.as_ref().map(|unit| ("report.legend.unit", unit.label.clone())));
    told.extend(asked.list.as_ref().map(|(list, _)| ("report.legend.list", list.clone())));
    told.push(("report.term.member", words.word("report.note.category")));
    frame::legend(words, &told)
}

/// Names of the units by level.
struct Units {
    at: HashMap<Uuid, UnitNode>,
}

impl Units {
    fn of(units: Vec<UnitNode>) -> Self {
        Self { at: units.into_iter().map(|unit| (unit.id, unit)).collect() }
    }

    fn row(&self, line: RosterLine) -> RosterRow {
        let mut row = RosterRow { line, ..RosterRow::default() };
        let mut next = row.line.unit;
        while let Some(unit) = next.and_then(|id| self.at.get(&id)) {
            match unit.kind.as_str() {
                "branch" => row.branch.clone_from(&unit.label),
                "sub_branch" => row.sub_branch.clone_from(&unit.label),
                "workplace" | "section" => row.workplace.clone_from(&unit.label),
                // Members of the headquarters itself.
                _ if row.branch.is_empty() && row.line.unit == Some(unit.id) => row.branch.clone_from(&unit.label),
                _ => {}
            }
            next = unit.parent.filter(|parent| *parent != unit.id);
        }
        row
    }
}
