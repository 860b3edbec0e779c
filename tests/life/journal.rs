//! What happened, kept by somebody with a pencil: no table, no index, nothing of the program. Asked for a day, it goes through
//! everybody and reads what was written.

use std::collections::BTreeMap;

use chrono::NaiveDate;

/// A unit: who is above it, by index.
#[derive(Clone, Debug)]
pub struct Unit {
    pub label: String,
    pub above: Option<usize>,
}

/// One time in the union.
#[derive(Clone, Debug)]
pub struct Stay {
    pub number: String,
    /// From when in which category.
    pub categories: Vec<(NaiveDate, &'static str)>,
    /// Not yet approved, or never.
    pub applied: bool,
    /// Written down by mistake: it never was.
    pub mistaken: bool,
    pub joined: NaiveDate,
    pub left: Option<NaiveDate>,
    /// From when in which unit.
    pub places: Vec<(NaiveDate, usize)>,
    pub conditions: Vec<(&'static str, NaiveDate, Option<NaiveDate>)>,
    pub terms: Vec<(usize, NaiveDate, Option<NaiveDate>)>,
    /// Conditions and terms as they were before the end cut them.
    pub before: Option<Box<Stay>>,
}

impl Stay {
    pub fn on(&self, day: NaiveDate) -> bool {
        !self.applied && !self.mistaken && self.joined <= day && self.left.is_none_or(|left| left >= day)
    }

    pub fn unit_on(&self, day: NaiveDate) -> usize {
        self.places.iter().rfind(|(from, _)| *from <= day).unwrap_or(&self.places[0]).1
    }

    pub fn category_on(&self, day: NaiveDate) -> &'static str {
        self.categories.iter().rfind(|(from, _)| *from <= day).unwrap_or(&self.categories[0]).1
    }

    /// A line with a later day stays; a line that says the same as the one above it is none.
    pub fn recategorize(&mut self, from: NaiveDate, category: &'static str) {
        self.categories.retain(|(on, _)| *on != from);
        self.categories.push((from, category));
        self.categories.sort();
        self.categories.dedup_by(|below, above| below.1 == above.1);
    }

    /// Counts in the figures of a day.
    pub fn counts(&self, day: NaiveDate) -> bool {
        self.on(day) && self.category_on(day) != "alumni"
    }

    pub fn open(&self) -> bool {
        !self.applied && !self.mistaken && self.left.is_none()
    }
}

/// A person; a name is as it is now.
#[derive(Clone, Debug)]
pub struct Person {
    pub name: String,
    pub stays: Vec<Stay>,
}

#[derive(Clone, Debug, Default)]
pub struct Journal {
    pub units: Vec<Unit>,
    pub persons: Vec<Person>,
}

/// What a roster says of somebody.
pub type Line = (String, String, String);

impl Journal {
    /// Whether a unit is another, or below it.
    pub fn within(&self, unit: usize, top: usize) -> bool {
        let mut at = Some(unit);
        while let Some(unit) = at {
            if unit == top {
                return true;
            }
            at = self.units[unit].above;
        }
        false
    }

    fn stays(&self) -> impl Iterator<Item = (&Person, &Stay)> {
        self.persons.iter().flat_map(|person| person.stays.iter().map(move |stay| (person, stay)))
    }

    /// The roster of a day by number: unit, name, category.
    pub fn roster(&self, day: NaiveDate) -> BTreeMap<String, Line> {
        self.stays()
            .filter(|(_, stay)| stay.on(day))
            .map(|(person, stay)| {
                let unit = self.units[stay.unit_on(day)].label.clone();
                (stay.number.clone(), (unit, person.name.clone(), stay.category_on(day).to_owned()))
            })
            .collect()
    }

    /// How many members are in a unit and below it on a day; of one category, if one is named.
    pub fn count(&self, day: NaiveDate, top: Option<usize>, category: Option<&str>) -> i64 {
        let found = self.stays().filter(|(_, stay)| {
            stay.on(day)
                && top.is_none_or(|top| self.within(stay.unit_on(day), top))
                && category.map_or_else(|| stay.counts(day), |category| stay.category_on(day) == category)
        });
        found.count() as i64
    }

    /// Numbers of those who had left before a day.
    pub fn ended(&self, day: NaiveDate) -> Vec<String> {
        let gone = self
            .stays()
            .filter(|(_, stay)| !stay.mistaken && !stay.applied && stay.left.is_some_and(|left| left < day));
        let mut numbers: Vec<String> = gone.map(|(_, stay)| stay.number.clone()).collect();
        numbers.sort();
        numbers
    }

    /// Who holds which office on a day.
    pub fn holders(&self, day: NaiveDate) -> Vec<(usize, String)> {
        let mut held: Vec<(usize, String)> = self
            .stays()
            .flat_map(|(person, stay)| stay.terms.iter().map(move |term| (person, term)))
            .filter(|(_, (_, from, to))| *from <= day && to.is_none_or(|to| to >= day))
            .map(|(person, (office, ..))| (*office, person.name.clone()))
            .collect();
        held.sort();
        held
    }

    /// Joined, left, moved in (less moved out) and became a member by another category (less those who ceased to be one)
    /// within a unit from a day to another, counted person by person, day by day.
    pub fn movement(&self, from: NaiveDate, to: NaiveDate, top: Option<usize>) -> [i64; 4] {
        let [mut joined, mut left, mut moved, mut other] = [0; 4];
        let inside = |stay: &Stay, day: NaiveDate| top.is_none_or(|top| self.within(stay.unit_on(day), top));
        for (_, stay) in self.stays().filter(|(_, stay)| !stay.mistaken && !stay.applied) {
            for day in from.iter_days().take_while(|day| *day <= to) {
                let before = day.pred_opt().unwrap();
                let stays = stay.on(before) && stay.on(day);
                match (stay.counts(before), stay.counts(day)) {
                    (false, true) if stays => other += i64::from(inside(stay, day)),
                    (true, false) if stays => other -= i64::from(inside(stay, before)),
                    (false, true) => joined += i64::from(inside(stay, day)),
                    (true, false) => left += i64::from(inside(stay, before)),
                    (true, true) => moved += i64::from(inside(stay, day)) - i64::from(inside(stay, before)),
                    (false, false) => {}
                }
            }
        }
        [joined, left, moved, other]
    }
}
