//! How a life in the sample runs: when somebody joins, where they work, why they leave. Days and draws only.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::dice::Dice;
use crate::members::model::{EmploymentType, EndReason, JoinReason};
use crate::organizations::{NEW_SUB_BRANCH, OLD_SUB_BRANCH, SampleUnion, SampleWorkplace, first_day, last_day, opened};

/// How many join and leave in the five years, so that on the last day exactly the number asked for is in force.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    /// Members on the first day.
    pub started: u64,
    /// Who joined since.
    pub joined: u64,
    /// Who of the first left since.
    pub left_old: u64,
    /// Who of those who joined since left again.
    pub left_new: u64,
}

impl Numbers {
    /// The plan for so many members on the last day.
    pub fn of(members: u32) -> Self {
        let members = u64::from(members);
        let started = members + members * 3 / 100;
        let joined = members * 22 / 100;
        let left = started + joined - members;
        let left_new = left * 12 / 100;
        Self { started, joined, left_old: left - left_new, left_new }
    }

    /// Persons with a membership of these years.
    pub fn total(&self) -> u64 {
        self.started + self.joined
    }

    /// Those of the joiners who joined early enough to leave again.
    pub fn may_leave_again(&self) -> u64 {
        (self.joined * 85 / 100).max(self.left_new)
    }
}

/// 1 April of the fiscal year of a day.
pub(super) fn april_of(day: NaiveDate) -> NaiveDate {
    let year = if day.month() >= 4 { day.year() } else { day.year() - 1 };
    date(year, 4, 1)
}

pub(super) fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

pub(super) fn before(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap_or(day)
}

/// The last day of the working year in which somebody turns `age`.
pub(super) fn retires_on(birth: NaiveDate, age: u32) -> NaiveDate {
    let birthday = birth.checked_add_months(Months::new(12 * age)).unwrap_or(birth);
    // Who is born on 1 April ends with the day before.
    before(april_of(before(birthday)).checked_add_months(Months::new(12)).unwrap_or(birthday))
}

/// First day of membership of the `n`th of `of` members who were there on the first day: since 1986, more of them later.
pub(super) fn joined_before(dice: &mut Dice, n: u64, of: u64) -> NaiveDate {
    let from = date(1986, 4, 1);
    let span = u64::try_from(before(first_day()).signed_duration_since(from).num_days()).unwrap_or(1);
    // The root spreads the older ones thinner.
    let part = (n * 1_000_000 / of.max(1)).isqrt() * 1000;
    usual_day(dice, from.checked_add_days(Days::new(span * part / 1_000_000)).unwrap_or(from), from)
}

/// First day of membership of the `n`th of `of` who joined in the five years.
pub(super) fn joined_since(dice: &mut Dice, n: u64, of: u64) -> NaiveDate {
    let span = u64::try_from(last_day().signed_duration_since(first_day()).num_days()).unwrap_or(1);
    usual_day(dice, first_day().checked_add_days(Days::new(span * n / of.max(1))).unwrap_or(first_day()), first_day())
}

/// Most join on 1 April, others on the first of a month.
fn usual_day(dice: &mut Dice, day: NaiveDate, earliest: NaiveDate) -> NaiveDate {
    let april = april_of(day);
    let first = crate::dates::month_start(day);
    match dice.below(100) {
        0..62 if april >= earliest => april,
        0..92 if first >= earliest => first,
        _ => day,
    }
}

/// How somebody came who joined on a day.
pub(super) fn join_reason(dice: &mut Dice, joined_on: NaiveDate) -> JoinReason {
    let graduates = if joined_on == april_of(joined_on) { 900 } else { 0 };
    dice.weighted(&[
        (JoinReason::NewGraduate, graduates),
        (JoinReason::MidCareer, 260),
        (JoinReason::Individual, 50),
        (JoinReason::Conversion, 40),
        (JoinReason::ReturnFromManagement, 10),
        (JoinReason::OrgMerger, 10),
        (JoinReason::Rejoin, 15),
    ])
    .unwrap_or(JoinReason::MidCareer)
}

/// First day of employment and day of birth.
pub(super) fn employed_and_born(dice: &mut Dice, joined_on: NaiveDate, reason: JoinReason) -> (NaiveDate, NaiveDate) {
    if reason == JoinReason::NewGraduate {
        let age = dice.weighted(&[(18, 45), (20, 12), (22, 35), (24, 8)]).unwrap_or(18);
        let year = joined_on.year();
        return (joined_on, dice.day(date(year - age - 1, 4, 2), date(year - age, 4, 1)));
    }
    let months =
        u32::try_from(if reason == JoinReason::MidCareer { dice.below(4) } else { 6 + dice.below(84) }).unwrap_or(0);
    let employed = crate::dates::month_start(joined_on.checked_sub_months(Months::new(months)).unwrap_or(joined_on))
        .min(joined_on);
    let years = u32::try_from(dice.between(19, 42)).unwrap_or(30);
    let youngest = employed.checked_sub_months(Months::new(12 * years)).unwrap_or(employed);
    let born = dice.day(youngest.checked_sub_months(Months::new(12)).unwrap_or(youngest), youngest);
    // Nobody in force is over 64 on the last day.
    let oldest = dice.day(date(1962, 4, 2), date(1966, 4, 1));
    (
        employed,
        if born < date(1962, 4, 2) {
            oldest.min(employed.checked_sub_months(Months::new(12 * 18)).unwrap_or(oldest))
        } else {
            born
        },
    )
}

/// The last day of membership and why, for somebody who leaves within the five years; a retirement sets the birth too.
pub(super) fn end(dice: &mut Dice, joined_on: NaiveDate, born: &mut NaiveDate) -> (NaiveDate, EndReason) {
    if joined_on.year() < 1997 && dice.in_thousand(650) {
        let age: i32 = dice.weighted(&[(60, 6), (65, 4)]).unwrap_or(60);
        let year = i32::try_from(dice.between(2022, 2026)).unwrap_or(2024);
        *born = dice.day(date(year - 1 - age, 4, 2), date(year - age, 4, 1));
        return (date(year, 3, 31), EndReason::Retirement);
    }
    let reason = dice
        .weighted(&[
            (EndReason::EmploymentEnd, 400),
            (EndReason::Resignation, 260),
            (EndReason::Management, 200),
            (EndReason::TransferOut, 60),
            (EndReason::Ineligible, 40),
            (EndReason::Death, 20),
            (EndReason::EntryError, 12),
            (EndReason::Expulsion, 8),
        ])
        .unwrap_or(EndReason::Resignation);
    let earliest = joined_on.checked_add_days(Days::new(30)).unwrap_or(joined_on).max(first_day());
    // Whoever leaves does so before the last month: who is there on the last day is then known.
    let latest = date(2026, 9, 30);
    let day = dice.day(earliest, latest.max(earliest));
    let year_end = before(april_of(day).checked_add_months(Months::new(12)).unwrap_or(day));
    let month_end = crate::dates::month_end(day);
    let left_on = match dice.below(100) {
        0..40 if year_end <= latest => year_end,
        0..90 if month_end <= latest => month_end,
        _ => day,
    };
    (left_on, reason)
}

/// Kind of contract in which somebody begins.
pub(super) fn contract(dice: &mut Dice, reason: JoinReason) -> EmploymentType {
    match reason {
        JoinReason::NewGraduate | JoinReason::ReturnFromManagement => EmploymentType::Permanent,
        _ => dice
            .weighted(&[
                (EmploymentType::Permanent, 62),
                (EmploymentType::FixedTerm, 18),
                (EmploymentType::PartTime, 18),
                (EmploymentType::TempAgency, 2),
            ])
            .unwrap_or(EmploymentType::Permanent),
    }
}

/// A stay at a workplace, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stay {
    /// Number of the workplace.
    pub workplace: usize,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; empty = open.
    pub to_on: Option<NaiveDate>,
}

/// A workplace that is there on a day and fits.
fn any_workplace(
    dice: &mut Dice,
    union: &SampleUnion,
    day: NaiveDate,
    fits: impl Fn(&SampleWorkplace) -> bool,
) -> Option<usize> {
    let found: Vec<usize> = union
        .workplaces
        .iter()
        .enumerate()
        .filter(|(_, place)| crate::dates::in_force(place.from_on, place.to_on, day) && fits(place))
        .map(|(n, _)| n)
        .collect();
    dice.pick(&found).copied()
}

/// The branch in which somebody begins.
pub(super) fn branch(dice: &mut Dice, union: &SampleUnion) -> usize {
    let shares: Vec<(usize, u64)> = union.branches.iter().enumerate().map(|(n, branch)| (n, branch.share)).collect();
    dice.weighted(&shares).unwrap_or(0)
}

/// Where somebody of a branch belongs from the first day to the last (open when they stay).
pub(super) fn stays(
    dice: &mut Dice,
    union: &SampleUnion,
    branch: usize,
    joined_on: NaiveDate,
    left_on: Option<NaiveDate>,
) -> Vec<Stay> {
    let Some(first) = any_workplace(dice, union, joined_on, |place| place.branch == branch) else { return Vec::new() };
    let end = left_on.unwrap_or_else(last_day);
    let employer = union.branches.get(branch).map(|branch| branch.employer);
    let mut days: Vec<NaiveDate> = Vec::new();
    for _ in 0..dice.weighted(&[(0, 62), (1, 29), (2, 9)]).unwrap_or(0) {
        let day = dice.day(joined_on.max(first_day()), end.max(joined_on));
        let half = if dice.in_thousand(500) { april_of(day) } else { crate::dates::month_start(day) };
        days.push(half);
    }
    days.push(opened());
    days.extend(union.workplaces.iter().filter_map(|place| place.to_on).map(crate::dates::day_after));
    days.retain(|day| *day > joined_on && *day <= end);
    days.sort_unstable();
    days.dedup();
    let mut stays = vec![Stay { workplace: first, from_on: joined_on, to_on: left_on }];
    for day in days {
        let Some(here) = stays.last().and_then(|stay| union.workplaces.get(stay.workplace)) else { continue };
        let next = if here.to_on.is_some_and(|last| last < day) {
            any_workplace(dice, union, day, |place| place.sub_branch == here.sub_branch)
        } else if day == opened() {
            let moves = here.sub_branch == OLD_SUB_BRANCH && dice.in_thousand(400);
            if moves { any_workplace(dice, union, day, |place| place.sub_branch == NEW_SUB_BRANCH) } else { None }
        } else if union.workplaces.iter().any(|place| place.to_on.map(crate::dates::day_after) == Some(day)) {
            None
        } else if dice.in_thousand(200) {
            any_workplace(dice, union, day, |place| {
                union.branches.get(place.branch).map(|branch| branch.employer) == employer
            })
        } else {
            any_workplace(dice, union, day, |place| place.branch == here.branch)
        };
        let Some(next) = next else { continue };
        let Some(stay) = stays.last_mut().filter(|stay| stay.workplace != next && stay.from_on < day) else { continue };
        stay.to_on = Some(before(day));
        stays.push(Stay { workplace: next, from_on: day, to_on: left_on });
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_working_year_of_a_birthday_ends_on_31_march() {
        assert_eq!(retires_on(date(1964, 4, 1), 60), date(2024, 3, 31));
        assert_eq!(retires_on(date(1964, 4, 2), 60), date(2025, 3, 31));
        assert_eq!(retires_on(date(1964, 12, 31), 60), date(2025, 3, 31));
    }

    #[test]
    fn as_many_are_left_as_were_asked_for() {
        for members in [0, 1, 10, 99, 1200, 100_000] {
            let numbers = Numbers::of(members);
            assert_eq!(numbers.total() - numbers.left_old - numbers.left_new, u64::from(members));
            assert!(numbers.left_old <= numbers.started && numbers.left_new <= numbers.joined, "{members}");
        }
    }
}
