//! What earlier packs told of why members came and left, beside the figures of a report (S-07). Packs are linked whatever their
//! days and parts: of two that share days one less the other is a figure that a reader can have.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::figures::days::Days;
use super::figures::reasons::{Before, History, MOST_EARLIER, OWN, Side};
use super::pack::{self, ReasonsOf};
use super::queries::{self, OfDay, Which};
use crate::error::Result;
use crate::session::Session;

/// A period and a part of the union whose reasons are counted together.
struct Counted {
    mark: u32,
    from: NaiveDate,
    as_of: NaiveDate,
    /// None = the whole union.
    path: Option<String>,
}

impl Counted {
    /// The last day of a membership still counts, so a member is gone on the day after.
    fn has(&self, which: Which, of: &OfDay, paths: &HashMap<Uuid, String>) -> bool {
        let eve = |day: NaiveDate| day.pred_opt().unwrap_or(day);
        let (first, last) = match which {
            Which::Joins => (self.from, self.as_of),
            Which::Leaves => (eve(self.from), eve(self.as_of)),
        };
        let here = |path: &String| {
            of.unit.and_then(|unit| paths.get(&unit)).is_some_and(|other| other.starts_with(path.as_str()))
        };
        first <= of.on && of.on <= last && self.path.as_ref().is_none_or(here)
    }
}

/// Joins and leaves of a report beside those that earlier packs told of.
///
/// # Errors
/// What the database answers.
pub(super) async fn history(session: &Session, days: &Days, path: Option<&str>) -> Result<History> {
    let told = related(pack::reasons_told(session).await?, days);
    if told.is_empty() {
        return Ok(History::default());
    }
    let on = session.look();
    let paths: HashMap<Uuid, String> =
        queries::units(on, days.as_of, None).await?.into_iter().map(|unit| (unit.id, unit.path)).collect();
    let own = Counted { mark: OWN, from: days.from, as_of: days.as_of, path: path.map(str::to_owned) };
    let mut all = vec![own];
    let mut kept = Vec::new();
    for (at, earlier) in told.into_iter().take(MOST_EARLIER).enumerate() {
        let path = match earlier.unit {
            None => None,
            Some(unit) => match paths.get(&unit) {
                Some(path) => Some(path.clone()),
                None => continue,
            },
        };
        all.push(Counted { mark: 1 << at, from: earlier.from, as_of: earlier.as_of, path });
        kept.push((1_u32 << at, earlier));
    }
    let first = all.iter().map(|one| one.from).min().unwrap_or(days.from);
    let last = all.iter().map(|one| one.as_of).max().unwrap_or(days.as_of);
    let mut history = History::default();
    for (which, side) in [(Which::Joins, &mut history.joins), (Which::Leaves, &mut history.leaves)] {
        for of in queries::by_day(on, which, first.pred_opt().unwrap_or(first), last).await? {
            let marks = all.iter().filter(|one| one.has(which, &of, &paths)).fold(0, |marks, one| marks | one.mark);
            *side.flows.entry((of.reason.unwrap_or_default(), marks)).or_default() += of.n;
        }
        before(side, which, &kept, days, path, &paths);
    }
    Ok(history)
}

fn before(
    side: &mut Side,
    which: Which,
    kept: &[(u32, ReasonsOf)],
    days: &Days,
    path: Option<&str>,
    paths: &HashMap<Uuid, String>,
) {
    for (mark, earlier) in kept {
        let withheld = match (&earlier.told, which) {
            // Frozen before this was kept.
            (None, _) => None,
            (Some(told), Which::Joins) if told.joins.is_some() => told.joins.clone(),
            (Some(told), Which::Leaves) if told.leaves.is_some() => told.leaves.clone(),
            // It told no reasons.
            (Some(_), _) => continue,
        };
        let part = earlier.unit.and_then(|unit| paths.get(&unit)).map(String::as_str);
        let same = (earlier.from, earlier.as_of, part) == (days.from, days.as_of, path);
        side.before.push(Before { mark: *mark, withheld, same });
    }
}

/// The packs that share days with the report, or with one that does.
fn related(told: Vec<ReasonsOf>, days: &Days) -> Vec<ReasonsOf> {
    let (mut first, mut last) = (days.from, days.as_of);
    loop {
        let sharing = || told.iter().filter(|one| one.from <= last && one.as_of >= first);
        let widest = (
            sharing().map(|one| one.from).min().unwrap_or(first).min(first),
            sharing().map(|one| one.as_of).max().unwrap_or(last).max(last),
        );
        if widest == (first, last) {
            break;
        }
        (first, last) = widest;
    }
    told.into_iter().filter(|one| one.from <= last && one.as_of >= first).collect()
}
