//! Packs of one day lie side by side: headcounts stay open, so a pack is not frozen where its headcounts less those of another
//! pack of that day are fewer members than may be shown (S-07).

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::entity::issued_pack;
use super::model::PackKind;
use crate::error::{Error, Result};
use crate::ids::UnitId;
use crate::reports::actions::Asked;
use crate::reports::figures::counts::{Counts, UnitNode};
use crate::reports::figures::days::Days;
use crate::reports::figures::units::Tree;
use crate::reports::pages::{is_told_on, rows_of};
use crate::reports::queries;
use crate::session::Session;

/// A pack of the day: its title, its kind, the first day of its movements, the part it is about.
type OfDay = (String, PackKind, NaiveDate, Option<UnitId>);

/// Members whom a pack counts together.
#[derive(Debug)]
struct Counted {
    units: BTreeSet<Option<Uuid>>,
    /// Days on which it tells how many they are.
    days: Vec<usize>,
    /// They are everybody of the pack.
    all: bool,
    /// It is the pack that is to be frozen.
    own: bool,
}

/// Whether the pack may be frozen beside those of its day.
///
/// # Errors
/// `pack_tells_few`; what the database answers.
pub(super) async fn holds(session: &Session, asked: &Asked, kind: PackKind) -> Result<()> {
    let part = asked.unit.as_ref().map(|unit| UnitId(unit.id));
    let packs: Vec<OfDay> = issued_pack::Entity::find()
        .select_only()
        .columns([
            issued_pack::Column::Title,
            issued_pack::Column::Kind,
            issued_pack::Column::FromOn,
            issued_pack::Column::UnitId,
        ])
        .filter(issued_pack::Column::AsOf.eq(asked.days.as_of))
        .order_by_asc(issued_pack::Column::Id)
        .into_tuple()
        .all(session.look())
        .await?;
    let others: Vec<OfDay> = packs.into_iter().filter(|(_, _, _, unit)| *unit != part).collect();
    if others.is_empty() {
        return Ok(());
    }
    let (k, days) = (asked.settings.suppress_k_internal, &asked.days);
    let counts = queries::counts(session.look(), days, None).await?;
    let mut beside = counted(&counts, days, (kind, days.from, part), k, true);
    for (title, kind, from, unit) in others {
        beside.extend(counted(&counts, days, (kind, from, unit), k, false));
        if tells_few(&beside, &counts, k) {
            return Err(Error::refused("pack_tells_few", json!({ "title": title, "k": k })));
        }
    }
    Ok(())
}

/// Whom a pack counts together, and when.
fn counted(
    counts: &Counts,
    days: &Days,
    (kind, from, part): (PackKind, NaiveDate, Option<UnitId>),
    k: i64,
    own: bool,
) -> Vec<Counted> {
    let of_unit = part.map(|part| of_part(counts, part.0));
    let (scope, whole) = (of_unit.as_ref().unwrap_or(counts), part.is_none());
    let told = |day: &usize| is_told_on(scope, *day, k, whole);
    let indices = |on: &[NaiveDate]| -> Vec<usize> { on.iter().map(|day| days.index(*day)).filter(told).collect() };
    // The opening of another period is another day, which is not counted here.
    let opening = (from == days.from).then(|| days.opening());
    let moving: Vec<NaiveDate> = [days.as_of, days.before()].into_iter().chain(opening).collect();
    let line = if kind == PackKind::Workplace { &days.months } else { &days.all };
    let line: Vec<NaiveDate> = line.iter().chain(&moving).copied().collect();
    let everybody = scope.by_unit.keys().copied().collect();
    let mut found = vec![Counted { units: everybody, days: indices(&line), all: true, own }];
    if kind == PackKind::Workplace {
        return found;
    }
    let (rows, below) = rows_of(&Tree::new(scope), scope, days, k, whole);
    let (moving, compared) = (indices(&moving), indices(&[days.as_of, days.before()]));
    let rows = rows.iter().map(|row| (row, &moving));
    for (row, days) in rows.chain(below.iter().flatten().map(|row| (row, &compared))) {
        found.push(Counted { units: row.units.iter().copied().collect(), days: days.clone(), all: false, own });
    }
    found
}

/// The counts of a unit with everything below it, as far as rows are made of them.
fn of_part(counts: &Counts, unit: Uuid) -> Counts {
    let top = counts.units.iter().find(|node| node.id == unit);
    let within = |node: &&UnitNode| top.is_some_and(|top| node.path.starts_with(&top.path));
    let units: Vec<UnitNode> = counts.units.iter().filter(within).cloned().collect();
    let ids: HashSet<Option<Uuid>> = units.iter().map(|unit| Some(unit.id)).collect();
    let here = counts.by_unit.iter().filter(|(unit, _)| ids.contains(*unit));
    Counts {
        by_unit: here.map(|(unit, days)| (*unit, days.clone())).collect(),
        joins: counts.joins.clone(),
        leaves: counts.leaves.clone(),
        gained: counts.gained.clone(),
        lost: counts.lost.clone(),
        units,
        ..Counts::default()
    }
}

/// Whether a reader of the pack and of the others finds fewer than k members by taking one headcount, or those of several packs,
/// from another.
fn tells_few(beside: &[Counted], counts: &Counts, k: i64) -> bool {
    let n = |units: &BTreeSet<Option<Uuid>>, day: usize| -> i64 {
        units.iter().filter_map(|unit| counts.by_unit.get(unit)?.get(day)).sum()
    };
    beside.iter().any(|whole| {
        let few = |part: &BTreeSet<Option<Uuid>>, day: usize| (1..k).contains(&(n(&whole.units, day) - n(part, day)));
        let parts: Vec<&Counted> =
            beside.iter().filter(|part| part.units != whole.units && part.units.is_subset(&whole.units)).collect();
        let mut alone = parts.iter().filter(|part| part.own != whole.own);
        if alone.any(|part| part.days.iter().any(|day| whole.days.contains(day) && few(&part.units, *day))) {
            return true;
        }
        let packs: Vec<&Counted> = parts.into_iter().filter(|part| part.all).collect();
        let together: BTreeSet<Option<Uuid>> = packs.iter().flat_map(|part| part.units.iter().copied()).collect();
        let of_both = packs.iter().any(|part| part.own != whole.own);
        let of_all = |day: &usize| packs.iter().all(|part| part.days.contains(day));
        of_both && whole.days.iter().any(|day| of_all(day) && few(&together, *day))
    })
}
