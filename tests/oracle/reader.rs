//! A reader who has several sheets, knows how their tables add up, and looks with a solver for what was withheld. The numbers
//! come from the written workbooks alone; what the reader can find out is asked in whole numbers, and a range counts as found
//! only when two assignments prove it that fit every sheet.

use std::collections::{BTreeMap, HashMap, HashSet};

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

/// No table has more people.
const MANY: i64 = 1_000_000;

/// No sheet rounds a number below this.
const SMALLEST: i64 = 5;

/// What a sheet says of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// This.
    Exactly(i64),
    /// This or what it was rounded from, for a reader who overlooks the mark.
    About(i64),
    /// What this was rounded from, which is nothing small: a small one would be withheld.
    Rounded(i64),
    /// Nothing, and it must not be found out.
    Withheld,
    /// Nothing: it stands on no sheet. It may be found out.
    Unsaid,
}

#[derive(Clone, Debug)]
struct Number {
    name: String,
    low: i64,
    high: i64,
    withheld: bool,
    /// What was proven that it can be.
    seen: Option<(i64, i64)>,
}

/// Numbers by name, and the sums among them.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    numbers: Vec<Number>,
    by_name: HashMap<String, usize>,
    sums: Vec<Vec<(usize, i64)>>,
    /// The least that a withheld number can be, as the reader knows the rules.
    least: i64,
    /// What is withheld from here on is kept from others, and this reader may know it.
    inside: bool,
}

/// A withheld number that the reader knows too well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub name: String,
    pub low: i64,
    pub high: i64,
}

impl Reader {
    /// A reader who knows that what is withheld is at least this.
    pub fn new(least: i64) -> Self {
        Self { least, ..Self::default() }
    }

    /// From here on sheets for members are read by who may know what these withhold.
    pub fn reads_for_members(&mut self) {
        self.inside = true;
    }

    /// Reads a number. What two sheets say of one number is put together.
    pub fn read(&mut self, name: &str, told: Told) {
        let told = if self.inside && told == Told::Withheld { Told::Unsaid } else { told };
        let (low, high) = match told {
            Told::Exactly(n) => (n, n),
            Told::About(n) => ((n - 2).max(0), n + 2),
            Told::Rounded(n) => ((n - 2).max(SMALLEST), n + 2),
            Told::Withheld => (self.least, MANY),
            Told::Unsaid => (0, MANY),
        };
        let at = *self.by_name.entry(name.to_owned()).or_insert_with(|| {
            self.numbers.push(Number { name: name.to_owned(), low: 0, high: MANY, withheld: false, seen: None });
            self.numbers.len() - 1
        });
        let number = &mut self.numbers[at];
        (number.low, number.high) = (number.low.max(low), number.high.min(high));
        assert!(number.low <= number.high, "two sheets contradict each other about {name}");
        number.withheld |= told == Told::Withheld;
    }

    fn at(&self, name: &str) -> usize {
        *self.by_name.get(name).unwrap_or_else(|| panic!("no number {name}"))
    }

    pub fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// The numbers whose names begin so, without that beginning.
    pub fn named(&self, front: &str) -> Vec<String> {
        self.numbers.iter().filter_map(|number| number.name.strip_prefix(front)).map(str::to_owned).collect()
    }

    /// Knows that these add up to those.
    pub fn adds(&mut self, parts: &[String], totals: &[String]) {
        let left = parts.iter().map(|name| (self.at(name), 1));
        let right = totals.iter().map(|name| (self.at(name), -1));
        let sum = left.chain(right).collect();
        self.sums.push(sum);
    }

    /// Numbers that are withheld on some sheet.
    pub fn withheld(&self) -> usize {
        self.numbers.iter().filter(|number| number.withheld).count()
    }

    /// Withheld numbers of which the reader knows that they lie within less than `k`; nothing when no assignment fits what was
    /// read, as when a withheld number is less than the reader thinks.
    pub fn find(&mut self, k: i64) -> Option<Vec<Found>> {
        let mut found = Vec::new();
        for group in self.groups() {
            let wanted: Vec<usize> = group.iter().copied().filter(|at| self.numbers[*at].withheld).collect();
            for at in wanted {
                for direction in [OptimizationDirection::Maximize, OptimizationDirection::Minimize] {
                    if self.width(at).is_none_or(|width| width < k) {
                        self.solve(&group, at, direction)?;
                    }
                }
                let (low, high) = self.numbers[at].seen?;
                if high - low < k {
                    found.push(Found { name: self.numbers[at].name.clone(), low, high });
                }
            }
        }
        Some(found)
    }

    /// The names of what is withheld.
    pub fn withheld_names(&self) -> Vec<String> {
        self.numbers.iter().filter(|number| number.withheld).map(|number| number.name.clone()).collect()
    }

    /// The least and the most that were proven possible of a number.
    pub fn seen(&self, name: &str) -> Option<(i64, i64)> {
        self.numbers[self.at(name)].seen
    }

    fn width(&self, at: usize) -> Option<i64> {
        self.numbers[at].seen.map(|(low, high)| high - low)
    }

    fn is_known(&self, at: usize) -> bool {
        self.numbers[at].low == self.numbers[at].high
    }

    /// Numbers that share a sum, without those that are known.
    fn groups(&self) -> Vec<Vec<usize>> {
        let mut near: BTreeMap<usize, HashSet<usize>> = BTreeMap::new();
        for at in (0..self.numbers.len()).filter(|at| !self.is_known(*at)) {
            near.insert(at, HashSet::new());
        }
        for sum in &self.sums {
            let unknown: Vec<usize> = sum.iter().map(|(at, _)| *at).filter(|at| !self.is_known(*at)).collect();
            for one in &unknown {
                near.get_mut(one).unwrap().extend(unknown.iter().copied());
            }
        }
        let (mut groups, mut taken) = (Vec::new(), HashSet::new());
        for first in near.keys() {
            let (mut group, mut next) = (Vec::new(), vec![*first]);
            while let Some(at) = next.pop() {
                if taken.insert(at) {
                    group.push(at);
                    next.extend(near[&at].iter().copied());
                }
            }
            if !group.is_empty() {
                group.sort_unstable();
                groups.push(group);
            }
        }
        groups
    }

    /// Looks for the assignment in which one number is largest or smallest, and proves it on every sum. Nothing when there is none.
    fn solve(&mut self, group: &[usize], aim: usize, direction: OptimizationDirection) -> Option<()> {
        let mut problem = Problem::new(direction);
        let variables: HashMap<usize, Variable> = group
            .iter()
            .map(|at| {
                let number = &self.numbers[*at];
                let weight = if *at == aim { 1.0 } else { 0.0 };
                let bounds = (number.low.try_into().unwrap(), number.high.try_into().unwrap());
                (*at, problem.add_integer_var(weight, bounds))
            })
            .collect();
        let sums: Vec<&Vec<(usize, i64)>> =
            self.sums.iter().filter(|sum| sum.iter().any(|(at, _)| variables.contains_key(at))).collect();
        for sum in &sums {
            let (mut terms, mut right): (Vec<(Variable, f64)>, i64) = (Vec::new(), 0);
            for (at, sign) in *sum {
                match variables.get(at) {
                    Some(variable) => terms.push((*variable, *sign as f64)),
                    None => right -= sign * self.numbers[*at].low,
                }
            }
            problem.add_constraint(&terms, ComparisonOp::Eq, right as f64);
        }
        let solution = match problem.solve() {
            Ok(solved) => solved.into_solution().ok()?,
            Err(microlp::Error::Infeasible) => return None,
            Err(error) => panic!("{}: {error}", self.numbers[aim].name),
        };
        let values: HashMap<usize, i64> =
            variables.iter().map(|(at, variable)| (*at, solution.var_value(*variable).round() as i64)).collect();
        let value = |at: &usize| values.get(at).copied().unwrap_or(self.numbers[*at].low);
        let fits = sums.iter().all(|sum| sum.iter().map(|(at, sign)| sign * value(at)).sum::<i64>() == 0)
            && values.iter().all(|(at, value)| (self.numbers[*at].low..=self.numbers[*at].high).contains(value));
        assert!(fits, "the solver's answer for {} does not fit the sheets", self.numbers[aim].name);
        for (at, value) in values {
            let seen = &mut self.numbers[at].seen;
            *seen = Some(seen.map_or((value, value), |(low, high)| (low.min(value), high.max(value))));
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[&str]) -> Vec<String> {
        all.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_can_be_had_by_subtraction_is_found_and_what_cannot_is_not() {
        let mut reader = Reader::new(1);
        for (name, told) in [("a", Told::Withheld), ("b", Told::Exactly(9)), ("all", Told::Exactly(12))] {
            reader.read(name, told);
        }
        reader.adds(&names(&["a", "b"]), &names(&["all"]));
        assert_eq!(reader.clone().find(5).unwrap(), [Found { name: "a".into(), low: 3, high: 3 }]);
        reader.read("c", Told::Withheld);
        reader.read("rest", Told::Exactly(20));
        reader.adds(&names(&["c", "b"]), &names(&["rest"]));
        assert_eq!(reader.find(5).unwrap().len(), 2);
    }

    #[test]
    fn two_gaps_in_one_sum_hide_each_other_as_far_as_the_sum_goes() {
        for (sum, safe) in [(7, true), (6, false)] {
            let mut reader = Reader::new(1);
            for name in ["a", "b"] {
                reader.read(name, Told::Withheld);
            }
            reader.read("sum", Told::Exactly(sum));
            reader.adds(&names(&["a", "b"]), &names(&["sum"]));
            assert_eq!(reader.find(5).unwrap().is_empty(), safe, "1 to {} is {} wide", sum - 1, sum - 2);
        }
    }

    #[test]
    fn a_sum_that_may_be_rounded_leaves_two_on_either_side() {
        let mut reader = Reader::new(1);
        reader.read("a", Told::Withheld);
        reader.read("b", Told::Exactly(10));
        reader.read("sum", Told::About(15));
        reader.adds(&names(&["a", "b"]), &names(&["sum"]));
        assert_eq!(reader.find(5).unwrap(), [Found { name: "a".into(), low: 3, high: 7 }]);
    }
}
