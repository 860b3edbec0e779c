//! Who came, went and moved in a period, member by member: the figures of the movement are counted from these, and checked
//! against the headcounts of both ends.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::counts::Counts;
use super::days::Days;
use super::units::UnitRow;
use crate::error::{Error, Result};
use crate::members::Category;

/// The part of a membership that touches a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// The membership.
    pub membership: Uuid,
    /// First day.
    pub joined_on: NaiveDate,
    /// Last day; still counted on it.
    pub left_on: Option<NaiveDate>,
    /// The category after the last of the earlier ones.
    pub category: Category,
    /// Earlier categories with their last days, the oldest first.
    pub earlier: Vec<(NaiveDate, Category)>,
    /// Primary units with their first and last days.
    pub units: Vec<(Uuid, NaiveDate, Option<NaiveDate>)>,
}

/// What happened to a member on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// First day of membership.
    Joined,
    /// Became a member by another category (OB会員 to 正組合員 and the like): the membership was there before.
    Gained,
    /// Another unit than the day before.
    Moved,
    /// Another category than the day before; a member before and after.
    Recategorized,
    /// Ceased to be a member by another category; the membership goes on.
    Lost,
    /// Last day of membership.
    Left,
}

/// One step of one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The membership.
    pub membership: Uuid,
    /// The day; of an end the last day.
    pub on: NaiveDate,
    /// What.
    pub kind: StepKind,
    /// Unit before; none = no unit, or not a member yet.
    pub before: Option<Uuid>,
    /// Unit after; none = no unit, or not a member any more.
    pub after: Option<Uuid>,
    /// Category before and after; of a join or an end both are the one of that day.
    pub categories: (Category, Category),
}

impl Life {
    fn in_force(&self, day: NaiveDate) -> bool {
        self.joined_on <= day && self.left_on.is_none_or(|last| last >= day)
    }

    /// The category on a day.
    #[must_use]
    pub fn category_on(&self, day: NaiveDate) -> Category {
        self.earlier.iter().find(|(last, _)| *last >= day).map_or(self.category, |(_, category)| *category)
    }

    /// The unit on a day.
    #[must_use]
    pub fn unit_on(&self, day: NaiveDate) -> Option<Uuid> {
        let holds =
            |(_, from, to): &&(Uuid, NaiveDate, Option<NaiveDate>)| *from <= day && to.is_none_or(|last| last >= day);
        self.units.iter().find(holds).map(|(unit, _, _)| *unit)
    }

    /// The steps of a period. Who left on its eve is gone on its first day; who leaves on its last day is still counted. Who
    /// is no member by the category neither joins nor leaves.
    #[must_use]
    pub fn steps(&self, from: NaiveDate, to: NaiveDate) -> Vec<Step> {
        let after = |day: NaiveDate| day.succ_opt();
        let begins = self.units.iter().map(|(_, from, _)| *from).chain([self.joined_on]);
        let over = self.units.iter().filter_map(|(_, _, to)| to.and_then(after));
        let other = self.earlier.iter().filter_map(|(last, _)| after(*last)).chain(self.left_on.and_then(after));
        let days: BTreeSet<NaiveDate> =
            begins.chain(over).chain(other).filter(|day| (from..=to).contains(day)).collect();
        days.into_iter().flat_map(|day| self.steps_of(day)).collect()
    }

    /// What happens from the eve of a day to the day.
    fn steps_of(&self, day: NaiveDate) -> Vec<Step> {
        let Some(eve) = day.pred_opt() else { return Vec::new() };
        let (was, is) = (self.category_on(eve), self.category_on(day));
        let (before, after) = (self.unit_on(eve), self.unit_on(day));
        let step = |on, kind, before, after, categories| Step {
            membership: self.membership,
            on,
            kind,
            before,
            after,
            categories,
        };
        match (self.in_force(eve), self.in_force(day)) {
            (false, true) if is.is_member() => vec![step(day, StepKind::Joined, None, after, (is, is))],
            (true, false) if was.is_member() => vec![step(eve, StepKind::Left, before, None, (was, was))],
            (true, true) => match (was.is_member(), is.is_member()) {
                (false, true) => vec![step(day, StepKind::Gained, None, after, (was, is))],
                (true, false) => vec![step(day, StepKind::Lost, before, None, (was, is))],
                (true, true) => {
                    let moved = (before != after).then(|| step(day, StepKind::Moved, before, after, (is, is)));
                    let other = (was != is).then(|| step(day, StepKind::Recategorized, after, after, (was, is)));
                    moved.into_iter().chain(other).collect()
                }
                (false, false) => Vec::new(),
            },
            _ => Vec::new(),
        }
    }
}

/// The movement of one row of units, each part counted by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowFlow {
    /// Members on the day before the period.
    pub opening: i64,
    /// Joined there.
    pub joined: i64,
    /// Came from units outside the row.
    pub came: i64,
    /// Became members there by another category.
    pub gained: i64,
    /// Left the union from there.
    pub left: i64,
    /// Ceased to be members there by another category.
    pub lost: i64,
    /// Went to units outside the row.
    pub went: i64,
    /// Members on the last day.
    pub closing: i64,
}

impl RowFlow {
    /// Counts the steps of a row.
    ///
    /// # Errors
    /// `figures_do_not_add_up` unless opening + joined + gained + came − left − lost − went = closing: a fault of ours or of the data; nothing is
    /// written then.
    pub fn of(row: &UnitRow, steps: &[Step], counts: &Counts, days: &Days) -> Result<Self> {
        let units: std::collections::HashSet<Option<Uuid>> = row.units.iter().copied().collect();
        let mut flow = Self {
            opening: row.count(counts, days.index(days.opening())),
            closing: row.count(counts, days.index(days.as_of)),
            ..Self::default()
        };
        for step in steps {
            let (before, after) = (units.contains(&step.before), units.contains(&step.after));
            match step.kind {
                StepKind::Joined if after => flow.joined += 1,
                StepKind::Left if before => flow.left += 1,
                StepKind::Gained if after => flow.gained += 1,
                StepKind::Lost if before => flow.lost += 1,
                StepKind::Moved if after && !before => flow.came += 1,
                StepKind::Moved if before && !after => flow.went += 1,
                _ => {}
            }
        }
        flow.checked()
    }

    /// Both ends agree with what happened between them.
    ///
    /// # Errors
    /// `figures_do_not_add_up`.
    pub fn checked(self) -> Result<Self> {
        let gains = self.joined + self.gained + self.came;
        let difference = self.closing - (self.opening + gains - self.left - self.lost - self.went);
        if difference == 0 {
            return Ok(self);
        }
        Err(Error::refused(
            "figures_do_not_add_up",
            json!({ "opening": self.opening, "closing": self.closing, "difference": difference }),
        ))
    }

    /// Nobody was there, and nobody passed through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::reports::figures::units::RowName;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn life(joined: &str, left: Option<&str>, units: &[(u128, &str, Option<&str>)]) -> Life {
        Life {
            membership: Uuid::from_u128(99),
            joined_on: day(joined),
            left_on: left.map(day),
            category: Category::Regular,
            earlier: Vec::new(),
            units: units.iter().map(|(id, from, to)| (Uuid::from_u128(*id), day(from), to.map(day))).collect(),
        }
    }

    #[test]
    fn the_last_day_still_counts_and_a_move_is_another_unit_than_the_day_before() {
        let (from, to) = (day("2026-04-01"), day("2026-09-30"));
        let kinds = |life: &Life| life.steps(from, to).iter().map(|step| step.kind).collect::<Vec<_>>();
        let stays = |left| life("2020-04-01", left, &[(1, "2020-04-01", None)]);
        assert!(kinds(&stays(None)).is_empty());
        assert_eq!(kinds(&stays(Some("2026-03-31"))), [StepKind::Left], "counted on 31 March, gone on 1 April");
        assert!(kinds(&stays(Some("2026-09-30"))).is_empty(), "counted on the last day");
        assert!(kinds(&stays(Some("2026-03-30"))).is_empty());
        let moved = life("2020-04-01", None, &[(1, "2020-04-01", Some("2026-05-31")), (2, "2026-06-01", None)]);
        assert_eq!(kinds(&moved), [StepKind::Moved]);
        let to_none = life("2020-04-01", None, &[(1, "2020-04-01", Some("2026-05-31"))]);
        let step = to_none.steps(from, to)[0];
        assert_eq!((step.kind, step.after), (StepKind::Moved, None), "to no unit");
        let placed = life("2026-04-01", None, &[(1, "2026-04-01", None)]);
        assert_eq!(kinds(&placed), [StepKind::Joined], "the first unit is no move");
        let never = life(
            "2020-04-01",
            Some("2026-05-31"),
            &[(1, "2020-04-01", Some("2026-05-31")), (2, "2026-06-01", Some("2026-06-01"))],
        );
        assert_eq!(kinds(&never), [StepKind::Left], "what would have begun after the end never took place");
    }

    #[test]
    fn another_category_is_a_movement_only_where_it_makes_or_unmakes_a_member() {
        let (from, to) = (day("2026-04-01"), day("2026-09-30"));
        let of = |earlier: &[(&str, Category)], category, left: Option<&str>| Life {
            category,
            earlier: earlier.iter().map(|(last, category)| (day(last), *category)).collect(),
            ..life("2020-04-01", left, &[(1, "2020-04-01", Some("2026-05-31")), (2, "2026-06-01", None)])
        };
        let kinds = |life: &Life| life.steps(from, to).iter().map(|step| step.kind).collect::<Vec<_>>();
        let inner = of(&[("2026-07-31", Category::Regular)], Category::Associate, None);
        assert_eq!(kinds(&inner), [StepKind::Moved, StepKind::Recategorized]);
        let out = of(&[("2026-05-31", Category::Regular)], Category::Alumni, Some("2026-08-31"));
        let steps = out.steps(from, to);
        assert_eq!(kinds(&out), [StepKind::Lost], "no move, and no end: no member any more");
        assert_eq!((steps[0].on, steps[0].before, steps[0].after), (day("2026-06-01"), Some(Uuid::from_u128(1)), None));
        let back = of(&[("2026-05-31", Category::Supporter)], Category::Regular, Some("2026-08-31"));
        assert_eq!(kinds(&back), [StepKind::Gained, StepKind::Left]);
        assert_eq!(back.steps(from, to)[0].after, Some(Uuid::from_u128(2)), "in the unit of that day");
        let never = of(&[], Category::Alumni, Some("2026-08-31"));
        assert!(kinds(&never).is_empty());
    }

    #[test]
    fn a_row_whose_parts_do_not_add_up_is_refused() {
        let days = Days::of_period(day("2026-09-30"), day("2026-04-01"));
        let unit = Some(Uuid::from_u128(1));
        let mut counts = Counts::default();
        counts.by_unit.insert(unit, vec![0, 4, 4]);
        let row = UnitRow { name: RowName::Unit("東".into()), of: unit, units: vec![unit] };
        let steps = life("2026-05-01", None, &[(1, "2026-05-01", None)]).steps(day("2026-04-01"), day("2026-09-30"));
        assert_eq!(RowFlow::of(&row, &steps, &counts, &days).unwrap_err().code(), "figures_do_not_add_up");
        counts.by_unit.insert(unit, vec![0, 4, 5]);
        assert_eq!(RowFlow::of(&row, &steps, &counts, &days).unwrap().joined, 1);
    }
}
