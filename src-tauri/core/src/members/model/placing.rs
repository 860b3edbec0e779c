//! Where an assignment comes to lie among those that are there: nobody is in two units on one day, and what is planned for
//! later stays.

use chrono::NaiveDate;

use super::rules::Span;
use crate::ids::UnitId;

/// What an assignment that begins on a day does to the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Laid {
    /// Its last day; none = open.
    pub to_on: Option<NaiveDate>,
    /// The one that begins on the same day, by its place in the list: it becomes the new one.
    pub replaces: Option<usize>,
    /// Those that end earlier now, with their last days.
    pub ends: Vec<(usize, NaiveDate)>,
}

/// The earlier of last days; none = open.
pub(crate) fn earlier(days: &[Option<NaiveDate>]) -> Option<NaiveDate> {
    days.iter().copied().flatten().min()
}

/// Lay an assignment from a day on over those of a membership, given in any order. It lasts until the next one begins, and no
/// longer than the `bounds`: the last days of the unit and of the membership. Afterwards each of them ends before the next
/// begins, also where they lay over each other before.
pub(crate) fn lay(from: NaiveDate, bounds: &[Option<NaiveDate>], has: &[Span]) -> Laid {
    let eve_of_next = |after: NaiveDate, own: bool| {
        let begins = has.iter().map(|(begin, _)| *begin).chain(own.then_some(from));
        begins.filter(|begin| *begin > after).min().and_then(|next| next.pred_opt())
    };
    let replaces = has.iter().position(|(begin, _)| *begin == from);
    let ends = has.iter().enumerate().filter(|(at, _)| Some(*at) != replaces).filter_map(|(at, (begin, to))| {
        let last = eve_of_next(*begin, true)?;
        to.is_none_or(|to| to > last).then_some((at, last))
    });
    Laid { to_on: earlier(&[earlier(bounds), eve_of_next(from, false)]), replaces, ends: ends.collect() }
}

/// A stay in a unit as a correction leaves it, and which of those that were there it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stay {
    /// The unit.
    pub unit: UnitId,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; none = open.
    pub to_on: Option<NaiveDate>,
    /// Its place among those that were there; none = a new one.
    pub was: Option<usize>,
}

/// The stays of a member when it was another unit from a day on, until the next one that is known. Stays in one unit that
/// follow each other without a day between are one.
pub(crate) fn corrected(
    has: &[(UnitId, Span)],
    (unit, from_on): (UnitId, NaiveDate),
    bounds: &[Option<NaiveDate>],
) -> Vec<Stay> {
    let spans: Vec<Span> = has.iter().map(|(_, span)| *span).collect();
    let laid = lay(from_on, bounds, &spans);
    let was = |(at, (unit, (from_on, to_on))): (usize, &(UnitId, Span))| Stay {
        unit: *unit,
        from_on: *from_on,
        to_on: laid.ends.iter().find(|(other, _)| *other == at).map_or(*to_on, |(_, last)| Some(*last)),
        was: Some(at),
    };
    let mut stays: Vec<Stay> = has.iter().enumerate().map(was).filter(|stay| stay.was != laid.replaces).collect();
    if laid.to_on.is_none_or(|last| last >= from_on) {
        stays.push(Stay { unit, from_on, to_on: laid.to_on, was: laid.replaces });
    }
    stays.sort_by_key(|stay| stay.from_on);
    let mut joined: Vec<Stay> = Vec::with_capacity(stays.len());
    for stay in stays {
        match joined.last_mut() {
            Some(before)
                if before.unit == stay.unit && before.to_on.and_then(|last| last.succ_opt()) == Some(stay.from_on) =>
            {
                before.to_on = stay.to_on;
                before.was = before.was.or(stay.was);
            }
            _ => joined.push(stay),
        }
    }
    joined
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn span(from: &str, to: &str) -> Span {
        (day(from), to.parse().ok())
    }

    #[test]
    fn a_new_assignment_ends_what_covers_its_day_and_keeps_what_is_planned() {
        let open = [span("2010-04-01", "")];
        let laid = lay(day("2026-10-15"), &[], &open);
        assert_eq!(laid, Laid { ends: vec![(0, day("2026-10-14"))], ..Laid::default() });
        // The unit was closed on 31 October and nobody said where its members go.
        let closed = [span("2010-04-01", "2026-10-31")];
        let laid = lay(day("2026-10-15"), &[], &closed);
        assert_eq!((laid.to_on, laid.ends), (None, vec![(0, day("2026-10-14"))]), "no hole from November on");
        assert!(lay(day("2026-11-01"), &[], &closed).ends.is_empty(), "what has ended stays");
        let planned = [span("2027-01-01", ""), span("2010-04-01", "2026-12-31")];
        let laid = lay(day("2026-11-01"), &[], &planned);
        assert_eq!((laid.to_on, laid.ends), (Some(day("2026-12-31")), vec![(1, day("2026-10-31"))]));
        let bounds = [Some(day("2026-12-15")), None];
        assert_eq!(lay(day("2026-11-01"), &bounds, &planned).to_on, Some(day("2026-12-15")), "the unit ends first");
    }

    #[test]
    fn what_begins_on_the_same_day_becomes_the_new_one_and_what_lay_over_another_is_set_right() {
        let same = [span("2026-11-01", "2026-12-31")];
        let laid = lay(day("2026-11-01"), &[], &same);
        assert_eq!(laid, Laid { replaces: Some(0), ..Laid::default() });
        let twice = [span("2010-04-01", "2026-10-31"), span("2026-10-15", "")];
        let laid = lay(day("2026-11-10"), &[], &twice);
        assert_eq!(laid.ends, [(0, day("2026-10-14")), (1, day("2026-11-09"))]);
    }
}
