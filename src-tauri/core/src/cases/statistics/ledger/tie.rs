//! How the figures of several reports hang together. Each is the sum of its slices of time, so the judge sees every difference that
//! a reader can take, whatever the first and last days of the reports. What was corrected since it was told is a sum of the slices
//! as they were counted when reports were judged with them, and differs from those of today. Such figures, and check-ins, of which
//! one may be counted in two times, are tied two by two as well.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{As, Entry, Ledger, Of};
use crate::dates::day_after;
use crate::suppress::Cell;

/// The names of which a figure is the sum: units that stand together are counted one by one in the slices.
fn names_of(what: &str) -> Vec<String> {
    match what.strip_prefix("unit/").and_then(|rest| rest.split_once('/')) {
        Some((keys, column)) => keys.split('+').map(|key| format!("unit/{key}/{column}")).collect(),
        None => vec![what.to_owned()],
    }
}

/// The slices that make up a figure, in the order of days; none where it has no such.
fn slices_in(slices: &BTreeMap<Of, usize>, of: &Of) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    for what in names_of(&of.what) {
        let Some(from) = of.from else {
            found.push(*slices.get(&Of { what, ..of.clone() })?);
            continue;
        };
        let mut first = from;
        while first <= of.to {
            let slice = |to| Of { what: what.clone(), from: Some(first), to };
            // A slice has its months beside it: the longest.
            let (longest, place) = slices.range(slice(first)..=slice(of.to)).next_back()?;
            found.push(*place);
            first = day_after(longest.to);
        }
    }
    Some(found)
}

impl Ledger {
    /// Ties the figures of all reports to one another.
    pub fn tie(&mut self) {
        self.tell_nobody();
        self.tie_former();
        let slices = self.parts.values().chain(self.former.iter().flat_map(BTreeMap::values));
        let parts: HashSet<usize> = slices.copied().collect();
        let mut in_twos: BTreeSet<String> = BTreeSet::new();
        for place in 0..self.entries.len() {
            let Some(of) = self.of(place) else { continue };
            let Some(slices) = self.slices_of(&of) else {
                in_twos.insert(of.what);
                continue;
            };
            if slices == [place] {
                continue;
            }
            if self.count(&slices) == self.count(&[place]) {
                self.sum(vec![place], slices);
                continue;
            }
            in_twos.insert(of.what.clone());
            self.nearly(vec![place], slices, Of { what: format!("{}/corrected", of.what), ..of });
        }
        let mut of_what: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, entry) in self.entries.iter().enumerate() {
            let is_slice = entry.reports == 0 && parts.contains(&place);
            if in_twos.contains(&entry.of.what) && !is_slice {
                of_what.entry(entry.of.what.clone()).or_default().push(place);
            }
        }
        for places in of_what.values() {
            for (n, one) in places.iter().enumerate() {
                for other in places.iter().skip(n + 1) {
                    self.tie_two(*one, *other);
                }
            }
        }
        self.add_up_between();
    }

    /// Says that figures are sums of the slices that earlier reports were judged with, wherever that is so.
    pub(super) fn tie_former(&mut self) {
        for place in 0..self.entries.len() {
            let Some(of) = self.of(place) else { continue };
            let of_former: Vec<Vec<usize>> = self.former.iter().filter_map(|grid| slices_in(grid, &of)).collect();
            for slices in of_former {
                if slices != [place] && self.count(&slices) == self.count(&[place]) {
                    self.sum(vec![place], slices);
                }
            }
        }
    }

    /// The slices of today that make up a figure.
    fn slices_of(&self, of: &Of) -> Option<Vec<usize>> {
        slices_in(&self.parts, of)
    }

    /// What lies within days of which a report said that there was nobody is nobody, and so are all parts of it: a mark instead
    /// would hide nothing.
    fn tell_nobody(&mut self) {
        let told: HashSet<usize> = self.places(|entry| entry.told == Some(As::Exact) && entry.count == 0).collect();
        let slices = told.iter().filter_map(|place| self.slices_of(&self.entries.get(*place)?.of));
        let mut nobody: HashSet<usize> = slices.filter(|slices| self.count(slices) == 0).flatten().collect();
        nobody.extend(told);
        loop {
            let all = |side: &[usize]| side.iter().all(|place| nobody.contains(place));
            let half = self.sums.iter().filter(|(left, right)| all(left) != all(right));
            let places = half.flat_map(|(left, right)| left.iter().chain(right)).copied();
            let more: Vec<usize> = places.filter(|place| !nobody.contains(place)).collect();
            if more.is_empty() {
                break;
            }
            nobody.extend(more);
        }
        let within = |slices: Vec<usize>| slices.iter().all(|slice| nobody.contains(slice));
        let is_nobody = |place: &usize| {
            let own = self.entries.get(*place).filter(|entry| entry.is_own() && entry.count == 0);
            nobody.contains(place) || own.is_some_and(|entry| self.slices_of(&entry.of).is_some_and(within))
        };
        let found: Vec<usize> = self.places(|entry| entry.told.is_none()).filter(is_nobody).collect();
        for id in self.ids(&found) {
            self.pack.retell(id, Cell::Nil);
        }
    }

    fn places(&self, test: impl Fn(&Entry) -> bool) -> impl Iterator<Item = usize> {
        self.entries.iter().enumerate().filter(move |(_, entry)| test(entry)).map(|(place, _)| place)
    }

    /// Says that both sides would add up but for something that nobody is told: what came in between, or was corrected. That
    /// nothing came is not told either, so it is a figure, too.
    fn nearly(&mut self, mut left: Vec<usize>, mut right: Vec<usize>, between: Of) {
        let (one, other) = (self.count(&left), self.count(&right));
        let (lesser, gap) = if one <= other { (&mut left, other - one) } else { (&mut right, one - other) };
        let id = self.pack.untold(gap);
        let place = self.entries.len();
        if one <= other {
            self.at.entry(between.clone()).or_default().push(place);
        }
        self.entries.push(Entry { of: between, count: gap, id, told: None, reports: 0, stays: false });
        lesser.push(place);
        self.sum(left, right);
    }

    /// What adds up in a report adds up between two, too: who has a pair and who has none are all who answered.
    fn add_up_between(&mut self) {
        let name = |ledger: &Self, place: &usize| ledger.of(*place).map(|of| of.what);
        for (parts, totals) in self.own.clone() {
            let [total] = totals.as_slice() else { continue };
            let Some(what) = name(self, total) else { continue };
            let names: Vec<String> = parts.iter().filter_map(|place| name(self, place)).collect();
            if names.contains(&what) || names.len() != parts.len() {
                continue;
            }
            let times: Vec<(usize, Of)> = self
                .entries
                .iter()
                .enumerate()
                .filter(|(_, entry)| entry.of.what == what && entry.of.from.is_some() && entry.reports == 0)
                .filter(|(_, entry)| !self.parts.contains_key(&entry.of))
                .map(|(place, entry)| (place, entry.of.clone()))
                .collect();
            for (total, of) in times {
                let at = |part: &String| self.at.get(&Of { what: part.clone(), ..of.clone() })?.last().copied();
                let found: Option<Vec<usize>> = names.iter().map(at).collect();
                if let Some(found) = found.filter(|found| self.count(found) == self.count(&[total])) {
                    self.sum(found, vec![total]);
                }
            }
        }
    }

    fn of(&self, place: usize) -> Option<Of> {
        self.entries.get(place).map(|entry| entry.of.clone())
    }

    fn tie_two(&mut self, one: usize, other: usize) {
        let reports = |place: usize| self.entries.get(place).map_or(0, |entry| entry.reports);
        if reports(one) & reports(other) != 0 {
            // What adds up within one report was said there.
            return;
        }
        let (Some(a), Some(b)) = (self.of(one), self.of(other)) else { return };
        if a == b && self.count(&[one]) == self.count(&[other]) {
            // Told once to members and once to the executive.
            return self.sum(vec![one], vec![other]);
        }
        if a == b {
            // The same figure counted anew: it was corrected meanwhile.
            return self.nearly(vec![one], vec![other], Of { what: format!("{}/corrected", a.what), ..a });
        }
        let (Some(from), Some(other_from)) = (a.from, b.from) else { return };
        let (inner, outer, from, inside) = if other_from <= from && a.to <= b.to {
            (one, other, other_from, a)
        } else if from <= other_from && b.to <= a.to {
            (other, one, from, b)
        } else {
            return;
        };
        let Some(whole) = self.of(outer) else { return };
        let (first, last) = (inside.from.unwrap_or(from), inside.to);
        let between = match (first == from, last == whole.to) {
            (true, false) => last.succ_opt().map(|next| (next, whole.to)),
            (false, true) => first.pred_opt().map(|before| (from, before)),
            _ => None,
        };
        let rest = between.map(|(from, to)| Of { what: inside.what.clone(), from: Some(from), to });
        // The rest may stand somewhere itself: a month of a year.
        if let Some(rest) = &rest
            && let Some(known) = self.at.get(rest).and_then(|places| places.first()).copied()
            && self.count(&[inner, known]) == self.count(&[outer])
        {
            return self.sum(vec![inner, known], vec![outer]);
        }
        let between = rest.unwrap_or(Of { what: format!("{}/around", inside.what), ..whole });
        self.nearly(vec![inner], vec![outer], between);
    }
}
