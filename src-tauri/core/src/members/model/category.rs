//! The categories of a membership through time (区分): on each day exactly one, without gaps and without overlaps.

use chrono::{Days, NaiveDate};
use serde_json::json;

use super::codes::Category;
use crate::error::{Error, Result};

/// The categories of a membership: the earlier ones, oldest first, each with its last day; then the one that holds from there
/// on, also when that day is still to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Categories {
    /// What it was until a day.
    pub earlier: Vec<(NaiveDate, Category)>,
    /// What it is after the last of these days.
    pub last: Category,
}

impl Categories {
    /// Of a membership that never changed it.
    pub(crate) fn always(category: Category) -> Self {
        Self { earlier: Vec::new(), last: category }
    }

    /// The category on a day.
    pub(crate) fn on(&self, day: NaiveDate) -> Category {
        self.earlier.iter().find(|(last, _)| *last >= day).map_or(self.last, |(_, category)| *category)
    }

    /// First day of the last category; none = it was the first one, too.
    pub(crate) fn since(&self) -> Option<NaiveDate> {
        self.earlier.last().map(|(last, _)| after(*last))
    }

    /// Another category from a day until the next change that is known. `joined_on` is the first day of the membership:
    /// what lies before it is dropped, and whoever sets it from there corrects the first one.
    pub(crate) fn set(&mut self, category: Category, from: NaiveDate, joined_on: Option<NaiveDate>) {
        let at = self.earlier.iter().position(|(last, _)| *last >= from).unwrap_or(self.earlier.len());
        let begun = match at.checked_sub(1).and_then(|before| self.earlier.get(before)) {
            Some((last, _)) => Some(after(*last)),
            None => joined_on,
        };
        let old = self.on(from);
        let spell = match self.earlier.get_mut(at) {
            Some((_, spell)) => spell,
            None => &mut self.last,
        };
        *spell = category;
        if begun.is_none_or(|begun| begun < from) {
            self.earlier.insert(at, (before(from), old));
        }
        self.earlier.retain(|(last, _)| joined_on.is_none_or(|joined| *last >= joined));
        // Two alike after one another are one.
        let mut next = self.last;
        for at in (0..self.earlier.len()).rev() {
            match self.earlier.get(at) {
                Some((_, category)) if *category == next => drop(self.earlier.remove(at)),
                Some((_, category)) => next = *category,
                None => {}
            }
        }
    }

    /// All of them with first and last days; the first one begins with the membership.
    pub(crate) fn spells(&self) -> Vec<(Category, Option<NaiveDate>, Option<NaiveDate>)> {
        let mut begun = None;
        let mut spells = Vec::with_capacity(self.earlier.len() + 1);
        for (last, category) in &self.earlier {
            spells.push((*category, begun, Some(*last)));
            begun = Some(after(*last));
        }
        spells.push((self.last, begun, None));
        spells
    }
}

fn after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

fn before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

/// A category holds from a day of the membership on.
///
/// # Errors
/// `category_outside` for a day before the first or after the last one.
pub(crate) fn may_recategorize(
    from: NaiveDate,
    joined_on: Option<NaiveDate>,
    left_on: Option<NaiveDate>,
) -> Result<()> {
    let outside = joined_on.is_some_and(|joined| from < joined) || left_on.is_some_and(|left| from > left);
    if outside {
        return Err(Error::refused("category_outside", json!({ "joined_on": joined_on, "left_on": left_on })));
    }
    Ok(())
}

/// The day from which a category holds when none is said: today; of who is no member yet the first day; of who is none any
/// more the first day of the last category, which was wrong then.
pub(crate) fn category_day(
    today: NaiveDate,
    joined_on: Option<NaiveDate>,
    left_on: Option<NaiveDate>,
    since: Option<NaiveDate>,
) -> NaiveDate {
    match (joined_on, left_on) {
        (Some(joined), _) if joined > today => joined,
        (joined, Some(left)) if left < today => since.or(joined).unwrap_or(left),
        _ => today,
    }
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use Category::{Alumni, Associate, Regular};

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 5, n).unwrap_or_default()
    }

    /// What is said day by day, against what the spells answer.
    fn line(categories: &Categories) -> Vec<Category> {
        (1..=20).map(|n| categories.on(day(n))).collect()
    }

    #[test]
    fn a_category_holds_from_its_day_until_the_next_change() {
        let mut own = Categories::always(Regular);
        own.set(Associate, day(10), Some(day(1)));
        assert_eq!(own, Categories { earlier: vec![(day(9), Regular)], last: Associate });
        assert_eq!(own.since(), Some(day(10)));
        own.set(Alumni, day(5), Some(day(1)));
        assert_eq!(own.earlier, [(day(4), Regular), (day(9), Alumni)], "until the tenth");
        assert_eq!(own.last, Associate);
        own.set(Regular, day(5), Some(day(1)));
        assert_eq!(own.earlier, [(day(9), Regular)], "taken back: two alike are one");
        own.set(Regular, day(10), Some(day(1)));
        assert_eq!(own, Categories::always(Regular));
        assert_eq!(own.since(), None);
    }

    #[test]
    fn from_the_first_day_on_it_is_a_correction_of_the_first_one() {
        let mut own = Categories { earlier: vec![(day(9), Regular)], last: Associate };
        own.set(Alumni, day(1), Some(day(1)));
        assert_eq!(own, Categories { earlier: vec![(day(9), Alumni)], last: Associate });
        own.set(Associate, day(1), Some(day(1)));
        assert_eq!(own, Categories::always(Associate));
        let mut never = Categories { earlier: vec![(day(3), Regular), (day(9), Alumni)], last: Associate };
        never.set(Associate, day(12), Some(day(5)));
        assert_eq!(never.earlier, [(day(9), Alumni)], "what lay before the membership is no more");
    }

    #[test]
    fn whatever_is_set_in_whatever_order_each_day_says_what_a_calendar_says() {
        let mut chance = 20_261_125_u64;
        let mut next = |most: u64| {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (chance >> 33) % most
        };
        for _ in 0..500 {
            let mut own = Categories::always(Regular);
            let mut calendar = vec![Regular; 20];
            let mut changes = vec![false; 20];
            for _ in 0..6 {
                let from = usize::try_from(next(20)).unwrap_or_default();
                let category = [Regular, Associate, Alumni][usize::try_from(next(3)).unwrap_or_default()];
                own.set(category, day(u32::try_from(from).unwrap_or_default() + 1), Some(day(1)));
                let until = (from + 1..20).find(|n| changes[*n]).unwrap_or(20);
                calendar[from..until].fill(category);
                changes = (0..20).map(|n| n > 0 && calendar[n] != calendar[n - 1]).collect();
                assert_eq!(line(&own), calendar, "{own:?}");
                let spells = own.spells();
                assert!(spells.windows(2).all(|two| two[0].0 != two[1].0 && two[0].2.map(after) == two[1].1));
            }
        }
    }

    #[test]
    fn without_a_day_it_holds_from_today_and_of_who_left_it_was_wrong_before() {
        assert_eq!(category_day(day(10), Some(day(1)), None, None), day(10));
        assert_eq!(category_day(day(10), Some(day(15)), None, None), day(15));
        assert_eq!(category_day(day(10), Some(day(1)), Some(day(8)), Some(day(5))), day(5));
        assert_eq!(category_day(day(10), Some(day(1)), Some(day(8)), None), day(1));
        assert_eq!(category_day(day(10), Some(day(1)), Some(day(10)), None), day(10), "the last day still counts");
        assert!(may_recategorize(day(1), Some(day(1)), Some(day(8))).is_ok());
        assert!(may_recategorize(day(9), Some(day(1)), Some(day(8))).is_err());
    }
}
