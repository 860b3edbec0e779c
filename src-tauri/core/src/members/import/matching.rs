//! Who a row is: by member number, by employer and employee number, by name and birth date, else by the officer's word.

mod former;
mod made;
mod numbers;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryTrait};

use super::judge::{names_another, surely_another};
use super::place::{Placed, Places};
use super::row::{Draft, Finding};
use crate::db::packed::packed;
use crate::error::Result;
use crate::ids::{OrganizationId, PersonId, UnitId};
use crate::members::employment::over_on;
use crate::members::entity::{employment, membership, person};
use crate::members::line::Line;
use crate::members::model::Severity;
use crate::members::queries::{search_key, short};
use crate::members::roster::{Stored, of_persons};
use crate::text::numbers::{is_short, pad_zeros};

/// Who a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// Nobody the union knows.
    New,
    /// This person, by a number.
    ByNumber(PersonId),
    /// This person, by name and birth date.
    ByName(PersonId),
    /// This person, by the officer's word.
    Decided(PersonId),
    /// This person, in whose row the officer wrote.
    Pointed(PersonId),
    /// Not to be told; the findings say why.
    Unknown,
}

impl Who {
    /// The person.
    pub fn person(self) -> Option<PersonId> {
        match self {
            Self::ByNumber(id) | Self::ByName(id) | Self::Decided(id) | Self::Pointed(id) => Some(id),
            Self::New | Self::Unknown => None,
        }
    }
}

/// What earlier rows of the same file named, in a few bytes each.
#[derive(Debug, Default)]
pub(super) struct Matcher {
    numbers: HashMap<u64, Called>,
    employees: HashMap<u64, Called>,
    names: HashSet<u64>,
    births: HashSet<u64>,
    /// Of these, the rows without any number.
    lone: HashSet<u64>,
    met: HashSet<PersonId>,
    /// Persons whose number a row of somebody else named: their own row may still come.
    doubted: HashSet<PersonId>,
    /// The last running number of a person before this import: no row means somebody whom an earlier one made.
    last_no: i64,
    /// Hash of the file.
    file: String,
    /// Of a list of those present, a name in its branch means who has it there.
    by_branch: bool,
    /// A look before anything is taken: who has a number may be ended in the same step.
    looks: bool,
    /// Persons whose employment rows so far have ended.
    left: HashSet<PersonId>,
    /// Widths of member numbers and of employee numbers, where the list seems to have lost zeros.
    widths: [Option<usize>; 2],
}

/// A number of two rows that name two persons.
pub(super) const NUMBER_TWICE: &str = "number_twice_in_file";

/// Who a row with a number says that its person is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Called {
    name: Option<u64>,
    birth: Option<NaiveDate>,
}

impl Called {
    /// Of a folded name.
    pub fn of(name: &str, birth: Option<NaiveDate>) -> Self {
        Self { name: (!name.is_empty()).then(|| short(name)), birth }
    }

    /// Whether two rows name two persons: born on one day, it is one with two names.
    pub fn is_another(self, other: Self) -> bool {
        let named = self.name.zip(other.name).is_some_and(|(one, other)| one != other);
        named && self.birth.zip(other.birth).is_none_or(|(one, other)| one != other)
    }
}

/// The keys of one row.
struct Keys {
    number: Option<String>,
    employee: Option<(Option<OrganizationId>, String)>,
    /// Member number and employee number with the zeros that the list seems to have lost.
    whole: [Option<String>; 2],
    employer: Option<OrganizationId>,
    name: String,
    birth: Option<NaiveDate>,
    branch: Option<UnitId>,
    /// The row says that the employment is over: it does not hold its number.
    leaves: bool,
}

impl Keys {
    fn of(
        draft: &Draft,
        placed: Placed,
        usual: Option<OrganizationId>,
        places: &Places,
        [own, employees]: [Option<usize>; 2],
    ) -> Self {
        let line = &draft.line;
        let name = search_key(&line.person());
        // Who is known is known by the number at the union's only employer, also where the row leaves the employer blank.
        let employer = placed.employer.id().or(usual);
        let whole = |number: Option<&str>, width: Option<usize>| {
            number
                .zip(width)
                .filter(|(number, width)| is_short(number, *width))
                .map(|(number, width)| pad_zeros(number, width))
        };
        Self {
            whole: [whole(line.member_no.as_deref(), own), whole(line.employee_no.as_deref(), employees)],
            number: line.member_no.clone(),
            employee: line.employee_no.clone().map(|number| (employer, number)),
            employer,
            name,
            birth: line.birth_on,
            branch: placed.unit.known().and_then(|unit| places.branch_of(unit)),
            leaves: over_on(line.left_on, line.end_reason).is_some(),
        }
    }

    fn numbered(&self) -> bool {
        self.number.is_some() || self.employee.is_some()
    }

    fn called(&self) -> Called {
        Called::of(&self.name, self.birth)
    }
}

/// Persons asked about in one statement; a database takes only so many values.
const LOOKUP: usize = 500;

/// Numbers and names of some rows as the union has them.
#[derive(Default)]
struct Known {
    numbers: HashMap<String, PersonId>,
    employees: HashMap<(OrganizationId, String), PersonId>,
    names: HashMap<String, Vec<(PersonId, Option<NaiveDate>)>>,
    /// Employee numbers of the persons of these names.
    numbers_of: HashMap<PersonId, Vec<(OrganizationId, String)>>,
    /// Their member numbers, where the rows name some.
    member_numbers: HashMap<PersonId, Vec<String>>,
    /// Persons of these names whom an earlier import of the same file made.
    made: HashMap<String, Vec<(PersonId, Option<NaiveDate>)>>,
    /// Branches of the persons of these names.
    branches: HashMap<PersonId, UnitId>,
    /// Those who have the numbers, as they are stored.
    holders: HashMap<PersonId, Stored>,
    /// Who had a number last, of those whose employment is over (M-13), with names and birth date.
    former: HashMap<(OrganizationId, String), (PersonId, Line)>,
}

impl Matcher {
    /// A matcher for the rows of a file, by its hash; `last_no` is the last running number of a person so far, `widths` are those
    /// of member and employee numbers where zeros seem to be lost.
    pub fn of(file: &str, by_branch: bool, last_no: i64, widths: [Option<usize>; 2]) -> Self {
        Self { file: file.to_owned(), by_branch, last_no, widths, ..Self::default() }
    }

    /// Persons whom the rows so far meant, or whose numbers they named.
    pub fn met(&self) -> impl Iterator<Item = PersonId> {
        self.met.union(&self.doubted).copied()
    }

    /// Nothing is written yet, and what is taken is decided later (突合).
    pub fn looks_ahead(&mut self) {
        self.looks = true;
    }

    /// Who the rows of a chunk are, and what is stored of those whose numbers they name. Rows with errors are not asked about;
    /// what cannot be told is noted on the row.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn who(
        &mut self,
        on: &impl ConnectionTrait,
        rows: &mut [(Draft, Placed)],
        places: &Places,
        day: NaiveDate,
        from: &(dyn Fn(usize, &str) -> String + Sync),
    ) -> Result<(Vec<Who>, HashMap<PersonId, Stored>)> {
        let usual = places.usual_id();
        let keys: Vec<Keys> =
            rows.iter().map(|(draft, placed)| Keys::of(draft, *placed, usual, places, self.widths)).collect();
        let mut known = Known::default();
        known.load_numbers(on, &keys, day, &self.left).await?;
        known.load_holders(on, &keys, day).await?;
        let pending: Vec<&Keys> = rows
            .iter()
            .zip(&keys)
            .filter(|((draft, _), keys)| {
                !draft.is_refused()
                    && draft.decided.is_none()
                    && known.by_number(keys).is_none()
                    && !keys.name.is_empty()
            })
            .map(|(_, keys)| keys)
            .collect();
        // Of a row with a birth date only persons of that date, or of none, matter: a common name has many persons.
        let undated: HashSet<&str> =
            pending.iter().filter(|keys| keys.birth.is_none()).map(|keys| keys.name.as_str()).collect();
        let dated: Vec<&&Keys> = pending.iter().filter(|keys| !undated.contains(keys.name.as_str())).collect();
        let births: HashSet<NaiveDate> = dated.iter().filter_map(|keys| keys.birth).collect();
        let dated: HashSet<&str> = dated.iter().map(|keys| keys.name.as_str()).collect();
        known.load_names(on, undated, None, self.last_no).await?;
        known.load_names(on, dated, Some(births), self.last_no).await?;
        if keys.iter().any(|keys| keys.number.is_some()) {
            known.load_member_numbers(on).await?;
        }
        if self.by_branch {
            known.load_branches(on, places, day).await?;
        }
        let new = rows.iter().zip(&keys).filter(|((draft, _), keys)| {
            !keys.name.is_empty() && draft.decided.as_ref().is_some_and(|decided| decided.person_id.is_none())
        });
        known.load_made(on, new.map(|(_, keys)| keys.name.as_str()).collect(), &self.file, self.last_no).await?;
        let mut found = Vec::with_capacity(rows.len());
        for ((draft, _), keys) in rows.iter_mut().zip(&keys) {
            if draft.is_refused() {
                found.push(Who::Unknown);
                continue;
            }
            let (who, finding) = self.one(&known, keys, draft);
            if let Some((column, code, severity)) = finding {
                let raw = match column {
                    "member_no" => draft.line.member_no.clone(),
                    "employee_no" => draft.line.employee_no.clone(),
                    _ => Some(draft.line.name()),
                };
                draft.findings.push(Finding {
                    from: from(draft.sheet, column),
                    code,
                    severity,
                    raw: raw.unwrap_or_default(),
                });
            }
            let doubted = match who {
                Who::ByNumber(person) => Some(person).filter(|person| known.says_another(*person, draft)),
                _ => None,
            };
            self.doubted.extend(doubted);
            if who != Who::Unknown && doubted.is_none() {
                self.remember(keys, who);
                // Of who leaves by this row a later one may have the number.
                if let (true, Some(person)) = (keys.leaves, who.person()) {
                    self.left.insert(person);
                    known.gives_up(person, &draft.line);
                }
            }
            found.push(who);
        }
        Ok((found, known.holders))
    }

    fn one(&self, known: &Known, keys: &Keys, draft: &Draft) -> (Who, Option<(&'static str, &'static str, Severity)>) {
        let refuse = |column, code| (Who::Unknown, Some((column, code, Severity::Error)));
        // One number of two persons is no person twice: nobody's row is to be removed.
        let again = |earlier: &Called| {
            if earlier.is_another(keys.called()) { NUMBER_TWICE } else { "duplicate_in_file" }
        };
        if let (Some(code), Some(number)) = (draft.twice, &keys.number) {
            // Where the union knows whose number it is, that person's row is the true one.
            if code != NUMBER_TWICE || !known.numbers.contains_key(number) {
                return refuse("member_no", code);
            }
        }
        if let Some(earlier) = keys.number.as_ref().and_then(|number| self.numbers.get(&short(number))) {
            return refuse("member_no", again(earlier));
        }
        let employee = keys.employee.as_ref().filter(|_| !keys.leaves);
        if let Some(earlier) = employee.and_then(|key| self.employees.get(&short(key))) {
            return refuse("employee_no", again(earlier));
        }
        let by_number = known.by_number(keys);
        let holder = known.by_employee(keys);
        let former = known.former(keys).filter(|_| by_number.is_none());
        let meant = draft.decided.as_ref().map_or(by_number, |decision| decision.person_id);
        if meant.is_some() && holder.is_some() && meant != holder {
            return refuse("employee_no", "employee_no_taken");
        }
        let is_new = draft.decided.as_ref().is_some_and(|decision| decision.person_id.is_none());
        if let Some(person) = self.made_before(known, keys).filter(|_| is_new) {
            return (Who::ByName(person), None);
        }
        match (&draft.decided, by_number) {
            (Some(decision), _) => match decision.person_id {
                Some(person) if self.met.contains(&person) => refuse("family_name", "duplicate_in_file"),
                Some(person) => (Who::Decided(person), None),
                None if keys.number.as_ref().is_some_and(|number| known.numbers.contains_key(number)) => {
                    refuse("member_no", "member_no_taken")
                }
                // In the same step the holder may be ended; if not, the row is refused when it is taken.
                None if by_number.is_some() && self.looks => {
                    (Who::New, Some(("employee_no", "number_until_left", Severity::Warning)))
                }
                None if by_number.is_some() && !keys.leaves => refuse("employee_no", "employee_no_taken"),
                None => (Who::New, None),
            },
            (None, Some(person)) if self.met.contains(&person) && !known.says_another(person, draft) => {
                refuse("family_name", "duplicate_in_file")
            }
            (None, Some(person)) => (Who::ByNumber(person), None),
            (None, None) => match former {
                Some((person, line)) if !names_another(draft, line) => {
                    if self.met.contains(person) {
                        return refuse("family_name", "duplicate_in_file");
                    }
                    (Who::ByNumber(*person), None)
                }
                Some((_, line)) => match self.by_name(known, keys) {
                    (Who::New, _) if surely_another(draft, line) => {
                        (Who::New, Some(("employee_no", "number_given_anew", Severity::Warning)))
                    }
                    (Who::New, _) => refuse("employee_no", "number_of_another"),
                    found => found,
                },
                None => match (self.by_name(known, keys), known.renamed(keys)) {
                    ((Who::New, _), Some(person)) if !self.met.contains(&person) => (Who::ByNumber(person), None),
                    (found, _) => found,
                },
            },
        }
    }

    /// A new person by the officer's word is new once: the same file read again means whom it made, by number, else by name
    /// and birth date. Of several it made, each row means one of its own.
    fn made_before(&self, known: &Known, keys: &Keys) -> Option<PersonId> {
        let mut fitting = known
            .made
            .get(&keys.name)?
            .iter()
            .filter(|(person, birth)| (keys.birth.is_none() || *birth == keys.birth) && !self.met.contains(person))
            .map(|(person, _)| *person);
        match known.by_number(keys).or_else(|| known.former(keys).map(|(person, _)| *person)) {
            Some(holder) => fitting.find(|person| *person == holder),
            None if keys.numbered() => None,
            None => fitting.next(),
        }
    }

    fn by_name(&self, known: &Known, keys: &Keys) -> (Who, Option<(&'static str, &'static str, Severity)>) {
        let refuse = |code| (Who::Unknown, Some(("family_name", code, Severity::Error)));
        if keys.name.is_empty() {
            return refuse("name_missing");
        }
        let key = keys.birth.map(|birth| short((&keys.name, birth)));
        let (same_in_file, lone) = match key {
            Some(key) => (self.births.contains(&key), self.lone.contains(&key)),
            None => (!keys.numbered() && self.names.contains(&self.called(keys)), false),
        };
        // Of two rows with numbers of their own, the list itself says that they are two persons.
        if same_in_file && (lone || !keys.numbered()) {
            let sure = keys.birth.is_some() && !keys.numbered();
            return refuse(if sure { "duplicate_in_file" } else { "possible_duplicate" });
        }
        let candidates: Vec<&(PersonId, Option<NaiveDate>)> =
            known.names.get(&keys.name).into_iter().flatten().collect();
        let same: Vec<PersonId> = candidates
            .iter()
            .filter(|(person, birth)| {
                let agrees = birth.is_none() || keys.birth.is_none() || *birth == keys.birth;
                (birth.is_some() && *birth == keys.birth) || (agrees && known.same_number(*person, keys))
            })
            .map(|(person, _)| *person)
            .collect();
        // Of several born on one day the number tells, even without its zeros.
        let by_number: Vec<PersonId> = same.iter().copied().filter(|person| known.same_number(*person, keys)).collect();
        let same = if by_number.len() == 1 { by_number } else { same };
        let unsure = candidates.iter().any(|(_, birth)| birth.is_none() || keys.birth.is_none());
        let there: Vec<PersonId> =
            candidates.iter().map(|(person, _)| *person).filter(|one| known.stands(*one, keys)).collect();
        match same.as_slice() {
            [] if unsure && self.by_branch => match there.as_slice() {
                [person] if !self.met.contains(person) && !known.numbered_otherwise(*person, keys) => {
                    (Who::ByName(*person), None)
                }
                _ => refuse("possible_duplicate"),
            },
            // Two of one name may be born on one day, and companies give numbers anew: only the officer can tell.
            [person] if known.numbered_otherwise(*person, keys) && !known.same_number(*person, keys) => {
                (Who::Unknown, Some(("employee_no", "employee_no_differs", Severity::Error)))
            }
            [person] if self.met.contains(person) => refuse("possible_duplicate"),
            [person] => (Who::ByName(*person), None),
            [] if unsure && keys.numbered() => (Who::New, Some(("family_name", "same_name", Severity::Warning))),
            [] if unsure => refuse("possible_duplicate"),
            [] if same_in_file => (Who::New, Some(("family_name", "same_name", Severity::Warning))),
            [] => (Who::New, None),
            _ => refuse("possible_duplicate"),
        }
    }

    /// The name of a row; where a name in its branch means somebody, with the branch.
    fn called(&self, keys: &Keys) -> u64 {
        if self.by_branch { short((&keys.name, keys.branch)) } else { short(&keys.name) }
    }

    fn remember(&mut self, keys: &Keys, who: Who) {
        let called = keys.called();
        self.numbers.extend(keys.number.as_ref().map(|number| (short(number), called)));
        self.employees.extend(keys.employee.as_ref().filter(|_| !keys.leaves).map(|key| (short(key), called)));
        if !keys.name.is_empty() {
            self.names.insert(self.called(keys));
            let key = keys.birth.map(|birth| short((&keys.name, birth)));
            self.births.extend(key);
            self.lone.extend(key.filter(|_| !keys.numbered()));
        }
        self.met.extend(who.person());
    }
}

impl Known {
    /// The person of a number that the row names.
    fn by_number(&self, keys: &Keys) -> Option<PersonId> {
        let number = keys.number.as_ref().and_then(|number| self.numbers.get(number)).copied();
        number.or_else(|| self.by_employee(keys))
    }

    /// Whether a row that names a person's number names somebody else.
    fn says_another(&self, person: PersonId, draft: &Draft) -> bool {
        self.holders.get(&person).is_some_and(|stored| names_another(draft, &stored.line))
    }

    /// Those whose numbers the rows name.
    async fn load_holders(&mut self, on: &impl ConnectionTrait, keys: &[Keys], day: NaiveDate) -> Result<()> {
        let found = keys.iter().flat_map(|keys| [self.by_number(keys), self.by_whole(keys)]);
        let persons: HashSet<PersonId> = found.flatten().collect();
        let persons: Vec<PersonId> = persons.into_iter().collect();
        for part in persons.chunks(LOOKUP) {
            let stored = of_persons(on, part, day).await?;
            self.holders.extend(stored.into_iter().map(|one| (one.person_id, one)));
        }
        Ok(())
    }

    /// Whether a person is of the branch that the row names.
    fn stands(&self, person: PersonId, keys: &Keys) -> bool {
        keys.branch.is_some() && self.branches.get(&person).copied() == keys.branch
    }

    /// Whether a person has another number at the row's employer than the row says.
    fn numbered_otherwise(&self, person: PersonId, keys: &Keys) -> bool {
        let (Some(employer), Some(_)) = (keys.employer, &keys.employee) else { return false };
        self.numbers_of.get(&person).is_some_and(|own| own.iter().any(|(at, _)| *at == employer))
    }

    /// Branches of those whose names were found.
    async fn load_branches(&mut self, on: &impl ConnectionTrait, places: &Places, day: NaiveDate) -> Result<()> {
        let persons: Vec<PersonId> = self.names.values().flatten().map(|(person, _)| *person).collect();
        for part in persons.chunks(LOOKUP) {
            let stored = of_persons(on, part, day).await?;
            let placed = stored.into_iter().filter_map(|one| Some((one.person_id, places.branch_of(one.unit_id?)?)));
            self.branches.extend(placed);
        }
        Ok(())
    }

    fn by_employee(&self, keys: &Keys) -> Option<PersonId> {
        let (_, number) = keys.employee.as_ref()?;
        self.employees.get(&(keys.employer?, number.clone())).copied()
    }

    async fn load_numbers(
        &mut self,
        on: &impl ConnectionTrait,
        keys: &[Keys],
        day: NaiveDate,
        left: &HashSet<PersonId>,
    ) -> Result<()> {
        let numbers: HashSet<&str> =
            keys.iter().flat_map(|keys| [keys.number.as_deref(), keys.whole[0].as_deref()]).flatten().collect();
        if !numbers.is_empty() {
            use membership::Column;
            let rows = membership::Entity::find().filter(Column::MemberNo.is_in(numbers));
            let found: Vec<(String, PersonId)> = packed(on, rows, &[Column::MemberNo, Column::PersonId]).await?;
            self.numbers.extend(found);
        }
        let numbers: HashSet<&str> = keys
            .iter()
            .filter(|keys| keys.employer.is_some())
            .flat_map(|keys| [keys.employee.as_ref().map(|(_, number)| number.as_str()), keys.whole[1].as_deref()])
            .flatten()
            .collect();
        if !numbers.is_empty() {
            use employment::Column;
            type Had = (OrganizationId, Option<String>, PersonId, Option<NaiveDate>);
            let rows = employment::Entity::find().filter(Column::EmployeeNo.is_in(numbers));
            let columns = [Column::EmployerOrgId, Column::EmployeeNo, Column::PersonId, Column::ToOn];
            let mut found: Vec<Had> = packed(on, rows, &columns).await?;
            found.sort_by_key(|(_, _, _, to_on)| *to_on);
            let mut former: HashMap<(OrganizationId, String), PersonId> = HashMap::new();
            for (employer, number, person, to_on) in found {
                let Some(number) = number else { continue };
                match to_on {
                    None if !left.contains(&person) => drop(self.employees.insert((employer, number), person)),
                    _ => drop(former.insert((employer, number), person)),
                }
            }
            self.load_former(on, former, day, left).await?;
        }
        Ok(())
    }

    /// Persons of these names up to this running number, of these birth dates or of none.
    async fn load_names(
        &mut self,
        on: &impl ConnectionTrait,
        names: HashSet<&str>,
        births: Option<HashSet<NaiveDate>>,
        last_no: i64,
    ) -> Result<()> {
        if names.is_empty() || last_no == 0 {
            return Ok(());
        }
        use person::Column;
        let rows = person::Entity::find()
            .filter(Column::SearchKey.is_in(names))
            .filter(Column::SearchNo.lte(last_no))
            .filter(Column::MergedIntoId.is_null())
            .filter(Column::ErasedAt.is_null())
            .apply_if(births, |select, births| {
                select.filter(Condition::any().add(Column::BirthOn.is_null()).add(Column::BirthOn.is_in(births)))
            });
        let found: Vec<(String, PersonId, Option<NaiveDate>)> =
            packed(on, rows, &[Column::SearchKey, Column::Id, Column::BirthOn]).await?;
        let persons: Vec<PersonId> = found.iter().map(|(_, person, _)| *person).collect();
        for (name, person, birth) in found {
            self.names.entry(name).or_default().push((person, birth));
        }
        for part in persons.chunks(LOOKUP) {
            self.load_numbers_of(on, part).await?;
        }
        Ok(())
    }

    async fn load_numbers_of(&mut self, on: &impl ConnectionTrait, persons: &[PersonId]) -> Result<()> {
        use employment::Column;
        let rows = employment::Entity::find()
            .filter(Column::PersonId.is_in(persons.iter().copied()))
            .filter(Column::ToOn.is_null());
        let numbers: Vec<(PersonId, OrganizationId, Option<String>)> =
            packed(on, rows, &[Column::PersonId, Column::EmployerOrgId, Column::EmployeeNo]).await?;
        for (person, employer, number) in numbers {
            self.numbers_of.entry(person).or_default().extend(number.map(|number| (employer, number)));
        }
        Ok(())
    }
}
