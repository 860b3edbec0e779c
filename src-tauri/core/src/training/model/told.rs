//! What a report tells of who came and who finished, by organisation (S-01): seats, applications and who has a seat are plain, for the
//! partner sent them; what people of an organisation did with their seats is told of groups of at least k people only. How many of such
//! a group did not come is a difference and stands, as a movement of a unit with k members does (0079). What is told of a period is made
//! of what is told of each of its runs, so that no two reports tell more than they do alone.

use std::collections::BTreeMap;

use super::{Org, OrgSeats};
use crate::suppress::{Cell, CellId, Openness, Pack, join_small};

/// What may be told; none = withheld.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    by: BTreeMap<Org, (Option<i64>, Option<i64>)>,
    /// Who came, of all organisations together.
    pub attended: Option<i64>,
    /// Who finished, of all organisations together.
    pub completed: Option<i64>,
}

impl Told {
    /// Of one run. Organisations with fewer than `k` people on a seat are told together with others, as what is left of the whole; where
    /// all of them are fewer, nothing is told.
    #[must_use]
    pub fn of_run(organisations: &[OrgSeats], k: i64) -> Self {
        let least = u64::try_from(k).unwrap_or(0).max(1);
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        let seated: Vec<&OrgSeats> = organisations.iter().filter(|org| org.confirmed > 0).collect();
        let sizes: Vec<u64> = seated.iter().map(|org| count(org.confirmed)).collect();
        // Before anybody is noted there is nothing to withhold.
        let untouched = seated.iter().all(|org| org.attended == 0 && org.completed == 0);
        let nothing = seated.iter().map(|org| (org.org_id, (None, None))).collect();
        let mut told = Self { by: nothing, attended: None, completed: None };
        if untouched || sizes.iter().sum::<u64>() < least {
            if untouched {
                told.by.values_mut().for_each(|of| *of = (Some(0), Some(0)));
                (told.attended, told.completed) = (Some(0), Some(0));
            }
            return told;
        }
        let joined = join_small(&sizes, least);
        let mut pack = Pack::new(least);
        let mut column = |of: fn(&OrgSeats) -> i64| -> (Vec<CellId>, CellId) {
            let alone = seated.iter().zip(&joined).filter(|(_, joined)| !**joined).map(|(org, _)| of(org));
            let rest: i64 = seated.iter().zip(&joined).filter(|(_, joined)| **joined).map(|(org, _)| of(org)).sum();
            let mut cells: Vec<CellId> = alone.map(|n| pack.cell(count(n), Openness::Guarded)).collect();
            if joined.contains(&true) {
                cells.push(pack.cell(count(rest), Openness::Guarded));
            }
            let total = pack.cell(count(seated.iter().map(|org| of(org)).sum()), Openness::Guarded);
            pack.add_up(&cells, total);
            (cells, total)
        };
        let (attended, completed) = (column(|org| org.attended), column(|org| org.completed));
        let done = pack.suppress();
        if !done.is_safe() {
            return told;
        }
        let exact = |cell: Cell| cell.exact().and_then(|n| i64::try_from(n).ok());
        told.attended = exact(done.cell(attended.1));
        told.completed = exact(done.cell(completed.1));
        let alone = seated.iter().zip(&joined).filter(|(_, joined)| !**joined).map(|(org, _)| org.org_id);
        for (at, org) in alone.enumerate() {
            let of = |cells: &[CellId]| cells.get(at).and_then(|id| exact(done.cell(*id)));
            told.by.insert(org, (of(&attended.0), of(&completed.0)));
        }
        told
    }

    /// Of several runs: a sum is told where each of its parts is.
    #[must_use]
    pub fn of_all<'a>(runs: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut all = Self { by: BTreeMap::new(), attended: Some(0), completed: Some(0) };
        let add = |sum: Option<i64>, part: Option<i64>| Some(sum? + part?);
        for run in runs {
            all.attended = add(all.attended, run.attended);
            all.completed = add(all.completed, run.completed);
            for (org, of) in &run.by {
                let sum = all.by.entry(*org).or_insert((Some(0), Some(0)));
                *sum = (add(sum.0, of.0), add(sum.1, of.1));
            }
        }
        all
    }

    /// Who came of an organisation; nobody of one that has no seat.
    #[must_use]
    pub fn attended_of(&self, org: Org) -> Option<i64> {
        self.by.get(&org).map_or(Some(0), |of| of.0)
    }

    /// Who finished of an organisation; nobody of one that has no seat.
    #[must_use]
    pub fn completed_of(&self, org: Org) -> Option<i64> {
        self.by.get(&org).map_or(Some(0), |of| of.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::OrganizationId;

    fn org(confirmed: i64, attended: i64, completed: i64) -> OrgSeats {
        OrgSeats {
            org_id: Some(OrganizationId::new()),
            org: String::new(),
            quota: 0,
            quota_used: 0,
            common_used: 0,
            applied: 0,
            offered: 0,
            confirmed,
            waiting: 0,
            attended,
            completed,
            ended: 0,
        }
    }

    fn told(rows: &[OrgSeats], k: i64) -> Vec<(Option<i64>, Option<i64>)> {
        let told = Told::of_run(rows, k);
        let of = rows.iter().map(|row| (told.attended_of(row.org_id), told.completed_of(row.org_id)));
        of.chain([(told.attended, told.completed)]).collect()
    }

    #[test]
    fn s_01_of_a_small_organisation_it_is_not_told_who_came_and_who_finished() {
        let hidden = (None, None);
        // A single participant beside two large ones: the smaller of those is withheld, too, or the difference would tell.
        let rows = [org(1, 1, 1), org(20, 18, 16), org(30, 29, 25)];
        assert_eq!(told(&rows, 10), [hidden, hidden, (Some(29), Some(25)), (Some(48), Some(42))]);
        // All are small, together they are not: the whole is told.
        let rows = [org(6, 6, 5), org(6, 4, 4), org(1, 0, 0)];
        assert_eq!(told(&rows, 10), [hidden, hidden, hidden, (Some(10), None)]);
        let rows = [org(6, 6, 6), org(6, 5, 5)];
        assert_eq!(told(&rows, 10), [hidden, hidden, (Some(11), Some(11))]);
        // Together they are few: nothing is told.
        assert_eq!(told(&[org(1, 1, 1), org(3, 3, 0)], 10), [hidden, hidden, hidden]);
        assert_eq!(told(&[org(4, 4, 4)], 10), [hidden, hidden]);
        // Large ones are told, also where one of fifteen did not finish; counts below the threshold are not.
        assert_eq!(
            told(&[org(12, 12, 12), org(15, 15, 14)], 10),
            [(Some(12), Some(12)), (Some(15), Some(14)), (Some(27), Some(26))]
        );
        let few = told(&[org(12, 12, 3), org(15, 15, 14), org(40, 40, 30)], 10);
        assert_eq!(few.first(), Some(&(Some(12), None)));
        assert!(few.iter().filter(|of| of.1.is_none()).count() >= 2, "{few:?}");
        // Nobody has been noted yet, and who has no seat has nobody who came.
        assert_eq!(told(&[org(1, 0, 0), org(0, 0, 0)], 10), [(Some(0), Some(0)); 3]);
    }

    #[test]
    fn s_01_what_is_told_of_a_period_is_made_of_what_is_told_of_its_runs() {
        let rows = [org(12, 12, 12), org(15, 14, 14)];
        let small = [OrgSeats { confirmed: 2, attended: 1, completed: 1, ..rows[0].clone() }, org(20, 20, 20)];
        let all = Told::of_all([&Told::of_run(&rows, 10), &Told::of_run(&small, 10)]);
        assert_eq!(all.attended_of(rows[0].org_id), None, "12 beside a sum of 13 would tell the one");
        assert_eq!(all.attended_of(rows[1].org_id), Some(14));
        assert_eq!((all.attended, all.completed), (Some(47), Some(47)));
    }
}
