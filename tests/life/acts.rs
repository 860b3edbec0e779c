//! What happens to a union in six years: each act goes through a verb and into the journal. Acts that the program takes back
//! are crossed out in the journal, too.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::journal::{Journal, Person, Stay, Unit};
use crate::support::office::Office;
use crate::support::random::Random;

pub struct Life<'o> {
    pub office: &'o Office,
    pub random: Random,
    pub journal: Journal,
    /// Ids of units, persons and offices, in the order of the journal.
    pub units: Vec<Value>,
    pub persons: Vec<Value>,
    pub offices: Vec<Value>,
    closed: Vec<usize>,
    numbers: usize,
    pub done: usize,
    pub taken_back: usize,
}

const FAMILIES: [&str; 8] = ["佐藤", "髙橋", "渡邉", "齋藤", "山﨑", "中島", "小川", "吉田"];

impl<'o> Life<'o> {
    pub async fn new(office: &'o Office, random: Random) -> Self {
        let mut life = Self {
            office,
            random,
            journal: Journal::default(),
            units: Vec::new(),
            persons: Vec::new(),
            offices: Vec::new(),
            closed: Vec::new(),
            numbers: 0,
            done: 0,
            taken_back: 0,
        };
        life.unit("headquarters", None).await;
        for branch in 1..=3 {
            life.unit("branch", Some(0)).await;
            for _ in 0..2 {
                life.unit("sub_branch", Some(1 + (branch - 1) * 3)).await;
            }
        }
        for label in ["執行委員", "支部委員", "職場委員"] {
            let office = life.office.ask("members", "save_office", json!({ "kind": "other", "label": label })).await;
            life.offices.push(office);
        }
        life
    }

    async fn unit(&mut self, kind: &str, above: Option<usize>) {
        let n = self.units.len();
        let label = format!("第{n}単位");
        let parent = above.map(|above| self.units[above].clone());
        let input = json!({ "kind": kind, "label": label, "code": format!("U{n:02}"), "parent_id": parent });
        self.units.push(self.office.ask("organizations", "add_unit", input).await);
        self.journal.units.push(Unit { label, above });
    }

    /// A unit in which members are: not the headquarters, not a closed one.
    fn somewhere(&mut self) -> usize {
        loop {
            let unit = 1 + self.random.below(self.units.len() - 1);
            if !self.closed.contains(&unit) {
                return unit;
            }
        }
    }

    async fn card(&self, person: usize) -> Value {
        self.office.ask("members", "card", json!({ "person_id": self.persons[person] })).await
    }

    /// The stored membership of a stay, by its number.
    async fn membership(&self, person: usize, stay: usize) -> Value {
        let number = &self.journal.persons[person].stays[stay].number;
        let card = self.card(person).await;
        let rows = card["memberships"].as_array().unwrap();
        rows.iter().find(|row| row["member_no"] == number.as_str()).unwrap().clone()
    }

    /// A person with an open stay since before a day, and the stay.
    fn somebody(&mut self, day: NaiveDate) -> Option<(usize, usize)> {
        let free = |stay: &Stay| stay.open() && stay.places.iter().all(|(from, _)| *from < day) && stay.joined < day;
        let found: Vec<(usize, usize)> = self
            .journal
            .persons
            .iter()
            .enumerate()
            .filter_map(|(at, person)| person.stays.iter().rposition(free).map(|stay| (at, stay)))
            .collect();
        (!found.is_empty()).then(|| found[self.random.below(found.len())])
    }

    fn number(&mut self) -> String {
        self.numbers += 1;
        format!("L-{:04}", self.numbers)
    }

    fn stay(&mut self, day: NaiveDate, unit: usize, applied: bool) -> Stay {
        Stay {
            number: self.number(),
            categories: vec![(day, ["regular", "regular", "regular", "associate", "alumni"][self.random.below(5)])],
            applied,
            mistaken: false,
            joined: day,
            left: None,
            places: vec![(day, unit)],
            conditions: Vec::new(),
            terms: Vec::new(),
            before: None,
        }
    }

    fn entry(&self, name: (&str, &str), stay: &Stay) -> Value {
        json!({
            "person": { "family_name": name.0, "given_name": name.1, "birth_on": "1985-04-01" },
            "joined_on": stay.joined, "applied_on": stay.joined, "unit_id": self.units[stay.places[0].1],
            "member_no": stay.number, "category": stay.categories[0].1, "eligible": true, "not_a_duplicate": true
        })
    }

    /// Somebody joins, at once or on application; some applications are turned down.
    pub async fn join(&mut self, day: NaiveDate) {
        let unit = self.somewhere();
        let applies = self.random.below(5) == 0;
        let mut stay = self.stay(day, unit, applies);
        let family = FAMILIES[self.random.below(FAMILIES.len())];
        let given = format!("{}子", self.persons.len());
        let verb = if applies { "apply" } else { "add" };
        let added = self.office.ask("members", verb, self.entry((family, &given), &stay)).await;
        if applies {
            let membership = &added["membership_id"];
            if self.random.below(4) == 0 {
                let input = json!({ "membership_id": membership, "version": 1, "withdrawn": true });
                self.office.ask("members", "reject", input).await;
            } else {
                let joined = day.checked_add_days(Days::new(10)).unwrap();
                let input = json!({ "membership_id": membership, "version": 1, "joined_on": joined });
                self.office.ask("members", "approve", input).await;
                stay.applied = false;
                stay.joined = joined;
                stay.places[0].0 = joined;
                stay.categories[0].0 = joined;
            }
        }
        self.persons.push(added["person_id"].clone());
        self.journal.persons.push(Person { name: format!("{family} {given}"), stays: vec![stay] });
    }

    pub async fn go(&mut self, day: NaiveDate) {
        let Some((person, stay)) = self.somebody(day) else { return };
        let to = self.somewhere();
        let places = &mut self.journal.persons[person].stays[stay].places;
        if places.last().unwrap().1 == to {
            return;
        }
        places.push((day, to));
        let membership = self.membership(person, stay).await;
        let input = json!({ "membership_id": membership["id"], "unit_id": self.units[to], "from_on": day });
        self.office.ask("members", "move_unit", input).await;
    }

    pub async fn leave(&mut self, day: NaiveDate) {
        let Some((person, stay)) = self.somebody(day) else { return };
        // Told late: the last day was some days ago, but not before the last move.
        let last = self.journal.persons[person].stays[stay].places.last().unwrap().0;
        let left = day.checked_sub_days(Days::new(self.random.below(20) as u64)).unwrap().max(last);
        let reason = ["retirement", "employment_end", "management"][self.random.below(3)];
        let membership = self.membership(person, stay).await;
        let input = json!({ "membership_id": membership["id"], "version": membership["version"], "left_on": left, "end_reason": reason });
        self.office.ask("members", "leave", input).await;
        let stay = &mut self.journal.persons[person].stays[stay];
        stay.before = Some(Box::new(stay.clone()));
        stay.left = Some(left);
        for (_, from, to) in &mut stay.conditions {
            *to = Some(to.map_or(left, |to| to.min(left)).max(*from));
        }
        for (_, from, to) in &mut stay.terms {
            *to = Some(to.map_or(left, |to| to.min(left)).max(*from));
        }
    }

    pub async fn come_back(&mut self, day: NaiveDate) {
        let gone: Vec<usize> = (0..self.persons.len())
            .filter(|at| {
                let stays = &self.journal.persons[*at].stays;
                stays.iter().all(|stay| stay.left.is_some_and(|left| left < day) && !stay.applied)
            })
            .collect();
        if gone.is_empty() {
            return;
        }
        let person = gone[self.random.below(gone.len())];
        let unit = self.somewhere();
        let stay = self.stay(day, unit, false);
        let name = self.journal.persons[person].name.clone();
        let mut entry = self.entry(name.split_once(' ').unwrap(), &stay);
        entry["rejoins"] = self.persons[person].clone();
        self.office.ask("members", "add", entry).await;
        self.journal.persons[person].stays.push(stay);
    }

    /// A mistaken end is taken back with a reason.
    pub async fn reinstate(&mut self, _day: NaiveDate) {
        let ended: Vec<(usize, usize)> = self
            .journal
            .persons
            .iter()
            .enumerate()
            .filter(|(_, person)| !person.stays.iter().any(|stay| stay.open() || stay.applied))
            .filter_map(|(at, person)| Some((at, person.stays.len().checked_sub(1)?)))
            .filter(|(at, stay)| {
                let stay = &self.journal.persons[*at].stays[*stay];
                stay.left.is_some() && !stay.mistaken && !self.closed.contains(&stay.places.last().unwrap().1)
            })
            .collect();
        if ended.is_empty() {
            return;
        }
        let (person, stay) = ended[self.random.below(ended.len())];
        let membership = self.membership(person, stay).await;
        let input =
            json!({ "membership_id": membership["id"], "version": membership["version"], "reason": "届の取り違え" });
        self.office.ask("members", "reinstate", input).await;
        let stay = &mut self.journal.persons[person].stays[stay];
        stay.left = None;
        if let Some(before) = stay.before.take() {
            (stay.conditions, stay.terms) = (before.conditions, before.terms);
        }
    }

    pub async fn rename(&mut self, day: NaiveDate) {
        let Some((person, _)) = self.somebody(day) else { return };
        let name = self.journal.persons[person].name.clone();
        let (_, given) = name.split_once(' ').unwrap();
        let family = ["結城", "藤原", "大森"][self.random.below(3)];
        let card = self.card(person).await;
        let mut draft = card["person"].clone();
        draft["family_name"] = json!(family);
        let input = json!({ "person_id": card["person_id"], "version": card["version"], "person": draft });
        self.office.ask("members", "correct", input).await;
        self.journal.persons[person].name = format!("{family} {given}");
    }

    /// The category becomes another, today, some days ago or in some weeks, or was another from the start; or the first day was
    /// another: a correction reaches back.
    pub async fn correct(&mut self, day: NaiveDate) {
        let Some((person, stay)) = self.somebody(day) else { return };
        // Corrections are of the newest membership.
        if stay + 1 != self.journal.persons[person].stays.len() {
            return;
        }
        let card = self.card(person).await;
        let earlier_end = stay.checked_sub(1).and_then(|before| self.journal.persons[person].stays[before].left);
        let own = &mut self.journal.persons[person].stays[stay];
        let fields = if self.random.below(2) == 0 {
            let span = u64::try_from((day - own.joined).num_days()).unwrap();
            let from = match self.random.below(4) {
                0 => own.joined,
                1 => own.joined + Days::new(self.random.below(span as usize + 1) as u64),
                2 => day + Days::new(self.random.below(60) as u64),
                _ => day,
            };
            let category = ["regular", "associate", "alumni"][self.random.below(3)];
            own.recategorize(from, category);
            json!({ "category": category, "category_from": from })
        } else {
            let back = own.joined.checked_sub_days(Days::new(1 + self.random.below(40) as u64)).unwrap();
            if earlier_end.is_some_and(|end| back <= end) {
                return;
            }
            own.joined = back;
            own.places[0].0 = back;
            own.categories[0].0 = back;
            json!({ "joined_on": back })
        };
        let input = json!({ "person_id": card["person_id"], "version": card["version"], "membership": fields, "reason": "資料の確認" });
        self.office.ask("members", "correct", input).await;
    }

    /// Somebody becomes OB会員 today: it happens in every life, whatever the dice say. Answers whether somebody could.
    pub async fn retire(&mut self, day: NaiveDate) -> bool {
        let Some((person, stay)) = self.somebody(day) else { return false };
        let of = &mut self.journal.persons[person];
        let own = &of.stays[stay];
        if stay + 1 != of.stays.len() || own.categories.iter().any(|(from, _)| *from > day) || !own.counts(day) {
            return false;
        }
        of.stays[stay].recategorize(day, "alumni");
        let card = self.card(person).await;
        let fields = json!({ "category": "alumni", "category_from": day });
        let input = json!({ "person_id": card["person_id"], "version": card["version"], "membership": fields, "reason": "退職" });
        self.office.ask("members", "correct", input).await;
        true
    }

    /// Leave, secondment, full-time office: begins, and ends some months later.
    pub async fn condition(&mut self, day: NaiveDate) {
        let Some((person, stay)) = self.somebody(day) else { return };
        let kind = ["leave", "childcare", "secondment_out", "fulltime_officer"][self.random.below(4)];
        let own = &self.journal.persons[person].stays[stay];
        if own.conditions.iter().any(|(other, _, to)| *other == kind && to.is_none_or(|to| to >= day)) {
            return;
        }
        let membership = self.membership(person, stay).await;
        let to = (self.random.below(3) > 0)
            .then(|| day.checked_add_days(Days::new(30 + self.random.below(300) as u64)).unwrap());
        let input = json!({ "membership_id": membership["id"], "kind": kind, "from_on": day, "to_on": to });
        self.office.ask("members", "start_condition", input).await;
        self.journal.persons[person].stays[stay].conditions.push((kind, day, to));
    }

    pub async fn appoint(&mut self, day: NaiveDate) {
        let Some((person, stay)) = self.somebody(day) else { return };
        let office = self.random.below(self.offices.len());
        let terms = &self.journal.persons[person].stays[stay].terms;
        if terms.iter().any(|(other, _, to)| *other == office && to.is_none_or(|to| to >= day)) {
            return;
        }
        let membership = self.membership(person, stay).await;
        let to = day.checked_add_days(Days::new(730)).unwrap();
        let input = json!({ "office_id": self.offices[office], "membership_id": membership["id"], "from_on": day, "to_on": to, "elected_by": "uncontested", "fulltime_kind": "none" });
        self.office.ask("members", "appoint", input).await;
        self.journal.persons[person].stays[stay].terms.push((office, day, Some(to)));
    }

    /// Somebody was entered a second time and is found out: the records become one, the second entry never was.
    pub async fn entered_twice(&mut self, day: NaiveDate) {
        let Some((person, stay)) = self.somebody(day) else { return };
        if stay + 1 != self.journal.persons[person].stays.len() {
            return;
        }
        let unit = self.somewhere();
        let mut twin = self.stay(day, unit, false);
        let name = self.journal.persons[person].name.clone();
        let added = self.office.ask("members", "add", self.entry(name.split_once(' ').unwrap(), &twin)).await;
        let other = self.office.ask("members", "card", json!({ "person_id": added["person_id"] })).await;
        let own = self.card(person).await;
        let input = json!({ "keep": own["person_id"], "keep_version": own["version"], "merge": other["person_id"], "merge_version": other["version"] });
        self.office.ask("members", "merge", input).await;
        twin.mistaken = true;
        twin.left = Some(day);
        // The newest membership stays the one that is true: it is put behind the mistaken one.
        self.journal.persons[person].stays.insert(stay, twin);
    }

    /// A sub-branch is closed: everybody in it goes elsewhere first.
    pub async fn close(&mut self, day: NaiveDate, unit: usize) {
        let here: Vec<(usize, usize)> = self
            .journal
            .persons
            .iter()
            .enumerate()
            .flat_map(|(at, person)| (0..person.stays.len()).map(move |stay| (at, stay)))
            .filter(|(at, stay)| {
                let stay = &self.journal.persons[*at].stays[*stay];
                stay.open() && stay.places.last().unwrap().1 == unit
            })
            .collect();
        self.closed.push(unit);
        let to = self.journal.units[unit].above.unwrap();
        for (person, stay) in here {
            let from = day.succ_opt().unwrap();
            let membership = self.membership(person, stay).await;
            let input = json!({ "membership_id": membership["id"], "unit_id": self.units[to], "from_on": from, "reason": "分会の廃止" });
            self.office.ask("members", "move_unit", input).await;
            self.journal.persons[person].stays[stay].places.push((from, to));
        }
        let units = self.office.ask("organizations", "units", json!({ "include_closed": true })).await;
        let row = units.as_array().unwrap().iter().find(|row| row["id"] == self.units[unit]).unwrap();
        let input = json!({ "id": row["id"], "version": row["version"], "last_day": day });
        self.office.ask("organizations", "close_unit", input).await;
    }

    /// One act of a day; one in eight is taken back, and half of those done again.
    pub async fn act(&mut self, day: NaiveDate) {
        let before = (self.journal.clone(), self.persons.clone(), self.numbers);
        let last = self.office.ask("desk", "status", json!({})).await["undo"].clone();
        let kind = self.random.below(20);
        match kind {
            0..=3 => self.join(day).await,
            4..=7 => self.go(day).await,
            8 | 9 => self.leave(day).await,
            10 => self.come_back(day).await,
            11 => self.reinstate(day).await,
            12 | 13 => self.rename(day).await,
            14 | 15 => self.correct(day).await,
            16 | 17 => self.condition(day).await,
            18 => self.appoint(day).await,
            _ => self.entered_twice(day).await,
        }
        let now = self.office.ask("desk", "status", json!({})).await["undo"].clone();
        if now == last {
            return;
        }
        self.done += 1;
        // An application and its approval, a second entry and its merge are two steps each.
        let one_step = !matches!(kind, 0..=3 | 19);
        if one_step && self.random.below(8) == 0 {
            self.office.ask("desk", "undo", json!({})).await;
            self.taken_back += 1;
            if self.random.below(2) == 0 {
                self.office.ask("desk", "redo", json!({})).await;
            } else {
                (self.journal, self.persons, self.numbers) = before;
            }
        }
    }
}
