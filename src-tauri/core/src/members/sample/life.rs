//! One fictional person after the other, with everything dated about them, as rows.

use chrono::{Datelike, NaiveDate};
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use super::names::{Name, Names};
use super::offices::{Post, Posts};
use super::plan::{self, Numbers, Stay, before, date};
use super::rows::{Rows, Who, assignment, finish, membership_row, resolution};
use crate::dice::Dice;
use crate::ids::{EmploymentId, MembershipId, PersonId, UnitId};
use crate::members::actions::{event_row, new_person};
use crate::members::category::row_of;
use crate::members::entity::employment;
use crate::members::model::{
    Category, EmploymentType, EndReason, EventKind, FulltimeKind, Gender, JoinReason, PersonDraft, Status,
};
use crate::organizations::{SampleUnion, count_days, first_day, last_day};

const GRADES: [&str; 6] = ["J1", "J2", "J3", "S1", "S2", "S3"];

/// Where somebody works, and for how long.
#[derive(Clone, Copy)]
struct Work {
    /// Place among the employers of the sample.
    employer: usize,
    from_on: NaiveDate,
    contract: EmploymentType,
    /// The last day before the employment goes on as that of a pensioner.
    again_on: Option<NaiveDate>,
    end: Option<(NaiveDate, EndReason)>,
}

/// Makes persons one after the other.
pub(super) struct Lives<'u> {
    pub(super) union: &'u SampleUnion,
    pub(super) dice: Dice,
    names: Names,
    numbers: Numbers,
    /// How many were made.
    made: u64,
    /// How many still leave: of those who were there, of those who joined.
    leaving: (u64, u64),
    search_no: i64,
    member_no: u64,
    member_width: usize,
    employee_no: Vec<u64>,
    employee_width: usize,
    pub(super) posts: Posts,
    /// Members of each branch on each day of the headcounts.
    pub members_by_branch: Vec<[i64; 6]>,
}

impl<'u> Lives<'u> {
    pub fn new(union: &'u SampleUnion, dice: Dice, numbers: Numbers, member_width: usize) -> Self {
        let digits = |n: u64| n.to_string().len();
        Self {
            union,
            dice,
            names: Names::new(),
            numbers,
            made: 0,
            leaving: (numbers.left_old, numbers.left_new),
            search_no: 0,
            member_no: 100,
            member_width,
            employee_no: vec![20; union.employers.len()],
            employee_width: digits(numbers.total() * 3).max(5),
            posts: Posts::of(union),
            members_by_branch: vec![[0; 6]; union.branches.len()],
        }
    }

    /// The next person; false when all are there.
    pub fn next(&mut self, rows: &mut Rows) -> bool {
        let n = self.made;
        if n >= self.numbers.total() {
            return false;
        }
        self.made += 1;
        let old = n < self.numbers.started;
        // Each is drawn with the chance that leaves exactly as many leaving as planned.
        let leaves = if old {
            let leaves = self.dice.below(self.numbers.started - n) < self.leaving.0;
            self.leaving.0 -= u64::from(leaves);
            leaves
        } else {
            let left = (self.numbers.started + self.numbers.may_leave_again()).saturating_sub(n);
            let leaves = left > 0 && self.dice.below(left) < self.leaving.1;
            self.leaving.1 -= u64::from(leaves);
            leaves
        };
        let joined_on = if old {
            plan::joined_before(&mut self.dice, n, self.numbers.started)
        } else {
            plan::joined_since(&mut self.dice, n - self.numbers.started, self.numbers.joined)
        };
        self.live(rows, joined_on, leaves);
        true
    }

    fn live(&mut self, rows: &mut Rows, joined_on: NaiveDate, leaves: bool) {
        let reason = plan::join_reason(&mut self.dice, joined_on);
        let (employed_on, mut born) = plan::employed_and_born(&mut self.dice, joined_on, reason);
        let end = leaves.then(|| plan::end(&mut self.dice, joined_on, &mut born));
        let branch = plan::branch(&mut self.dice, self.union);
        let stays = plan::stays(&mut self.dice, self.union, branch, joined_on, end.map(|(day, _)| day));
        let employer = self.union.branches.get(branch).map_or(0, |branch| branch.employer);
        let mut who = self.person(employer, Some(born), joined_on);
        let renamed = self.rename(&mut who, joined_on, end.map(|(day, _)| day));
        let retires_on = plan::retires_on(born, 60);
        let contract = plan::contract(&mut self.dice, reason);
        let again_on = (contract != EmploymentType::Reemployed
            && retires_on >= joined_on
            && retires_on < end.map_or_else(last_day, |(day, _)| day))
        .then_some(retires_on);
        self.employ(rows, &mut who, Work { employer, from_on: employed_on, contract, again_on, end });

        let first_category = self.category(contract);
        let category = if again_on.is_some() { Category::Associate } else { first_category };
        let id = MembershipId::new();
        let member_no = self.next_member_no();
        who.numbers.push(member_no.clone());
        if reason == JoinReason::Rejoin {
            self.earlier_membership(rows, &mut who, joined_on);
        }
        let first_unit = stays.first().and_then(|stay| self.unit(stay));
        let joined = json!({ "member_no": member_no, "category": first_category, "unit_id": first_unit, "join_reason": reason, "applied": false });
        rows.events.push(event_row(id, EventKind::Join, joined_on, &Value::Null, &joined, None, None));
        if let Some(last) = again_on {
            let from = crate::dates::day_after(last);
            rows.events.push(event_row(
                id,
                EventKind::Employment,
                from,
                &json!({ "employment_type": contract }),
                &json!({ "employment_type": EmploymentType::Reemployed }),
                Some("定年後の再雇用".into()),
                None,
            ));
            if first_category != category {
                rows.categories.push(row_of(id, first_category, last));
                rows.events.push(event_row(
                    id,
                    EventKind::Category,
                    from,
                    &json!({ "category": first_category }),
                    &json!({ "category": category }),
                    Some("定年後の再雇用".into()),
                    None,
                ));
            }
        }
        if let Some((on, old, new)) = renamed {
            rows.events.push(event_row(
                id,
                EventKind::Name,
                on,
                &json!({ "family_name": old }),
                &json!({ "family_name": new }),
                Some("改姓".into()),
                None,
            ));
        }
        // A few came in by a list that named no unit: 所属なし.
        let placed = end.is_some() || !self.dice.in_thousand(2);
        if placed {
            self.place(rows, id, &stays);
            self.count(&stays, category);
            self.sections(rows, id, &who, born, joined_on, end.map(|(day, _)| day));
        }
        let suspended = end.is_none() && self.dice.below(1500) == 0;
        let stay = stays.last().filter(|_| end.is_none() && !suspended);
        let term = stay.and_then(|stay| self.post(stay, born)).map(|post| post.term(id, joined_on));
        let mut row = membership_row(id, who.id, member_no, category);
        row.status = Set(if end.is_some() {
            Status::Ended
        } else if suspended {
            Status::Suspended
        } else {
            Status::Active
        });
        row.applied_on = Set(Some(joined_on));
        row.joined_on = Set(Some(joined_on));
        row.join_reason = Set(Some(reason));
        row.category_from = Set(again_on.filter(|_| first_category != category).map(crate::dates::day_after));
        row.voting_right = Set(!suspended);
        row.fulltime_kind = Set(Some(FulltimeKind::None));
        rows.terms.extend(term);
        if suspended {
            row.resolution = Set(resolution("統制処分（見本・架空）", date(2026, 6, 20)));
            let after = json!({ "condition": "rights_suspended" });
            rows.events.push(event_row(
                id,
                EventKind::ConditionStart,
                date(2026, 6, 20),
                &Value::Null,
                &after,
                Some("統制処分（見本・架空）".into()),
                None,
            ));
        }
        self.dues(&mut row, contract, joined_on, end.map(|(day, _)| day));
        if let Some((left_on, why)) = end {
            row.left_on = Set(Some(left_on));
            row.end_reason = Set(Some(why));
            row.end_received_on = Set((why == EndReason::Resignation)
                .then(|| self.dice.day(joined_on.max(left_on - chrono::TimeDelta::days(20)), left_on)));
            if why == EndReason::Expulsion {
                row.resolution = Set(resolution("除名（見本・架空）", left_on));
            }
            let after = json!({ "status": Status::Ended, "left_on": left_on, "end_reason": why });
            rows.events.push(event_row(
                id,
                EventKind::End,
                left_on,
                &json!({ "status": Status::Active }),
                &after,
                None,
                None,
            ));
        }
        rows.memberships.push(row);
        self.contacts(rows, &mut who);
        self.consents(rows, who.id, joined_on, end);
        let mut person = new_person(who.id, who.search_no, &who.draft);
        person.deceased_on = Set(end.filter(|(_, why)| *why == EndReason::Death).map(|(day, _)| day));
        finish(rows, person, &who);
    }

    /// Applications that wait, and some that came to nothing.
    pub fn applicants(&mut self, rows: &mut Rows, members: u64) {
        if members < 50 {
            return;
        }
        let waiting = members / 400 + 2;
        for n in 0..waiting + members / 1200 {
            let branch = plan::branch(&mut self.dice, self.union);
            let employer = self.union.branches.get(branch).map_or(0, |branch| branch.employer);
            let applied_on = self.dice.day(date(2026, 10, 5), date(2026, 10, 30));
            let (employed_on, born) = plan::employed_and_born(&mut self.dice, applied_on, JoinReason::MidCareer);
            let mut who = self.person(employer, Some(born), applied_on);
            let contract = EmploymentType::Permanent;
            let work = Work { employer, from_on: employed_on, contract, again_on: None, end: None };
            self.employ(rows, &mut who, work);
            let id = MembershipId::new();
            let member_no = self.next_member_no();
            who.numbers.push(member_no.clone());
            let from_on = date(2026, 11, 1);
            let mut row = membership_row(id, who.id, member_no.clone(), Category::Regular);
            row.status = Set(if n < waiting { Status::Applied } else { Status::Withdrawn });
            row.applied_on = Set(Some(applied_on));
            row.join_reason = Set(Some(JoinReason::MidCareer));
            let stays = plan::stays(&mut self.dice, self.union, branch, from_on, None);
            let unit = stays.first().and_then(|stay| self.unit(stay));
            let applied = json!({ "member_no": member_no, "category": Category::Regular, "unit_id": unit, "join_reason": JoinReason::MidCareer, "applied": true });
            rows.events.push(event_row(id, EventKind::Join, from_on, &Value::Null, &applied, None, None));
            if n < waiting {
                self.place(rows, id, stays.get(..1).unwrap_or_default());
            }
            rows.memberships.push(row);
            self.contacts(rows, &mut who);
            let person = new_person(who.id, who.search_no, &who.draft);
            finish(rows, person, &who);
        }
    }

    fn person(&mut self, employer: usize, birth_on: Option<NaiveDate>, known_on: NaiveDate) -> Who {
        let women = self.union.employers.get(employer).map_or(300, |employer| employer.women);
        let gender = match self.dice.below(1000) {
            n if n < 12 => None,
            n if n < 18 => Some(Gender::NotApplicable),
            _ if self.dice.in_thousand(women) => Some(Gender::Female),
            _ => Some(Gender::Male),
        };
        let Name { family, given, family_kana, given_kana } = self.names.draw(&mut self.dice, gender);
        // Old lists know no birthday of some.
        let known = known_on.year() > 1995 || !self.dice.in_thousand(40);
        self.search_no += 1;
        Who {
            id: PersonId::new(),
            search_no: self.search_no,
            draft: PersonDraft {
                family_name: family.into(),
                given_name: Some(given.into()),
                family_kana: Some(family_kana.into()),
                given_kana: Some(given_kana.into()),
                gender,
                birth_on: birth_on.filter(|_| known),
                remarks: self.dice.in_thousand(12).then(|| "連絡は夕方以降を希望（架空）".to_owned()),
                ..PersonDraft::default()
            },
            gender,
            numbers: Vec::new(),
        }
    }

    /// Some take another family name; some of them keep the old one as 通称.
    fn rename(
        &mut self,
        who: &mut Who,
        joined_on: NaiveDate,
        left_on: Option<NaiveDate>,
    ) -> Option<(NaiveDate, String, String)> {
        if !self.dice.in_thousand(if who.gender == Some(Gender::Female) { 150 } else { 15 }) {
            return None;
        }
        let (old, _) = self.names.family(&mut self.dice);
        if old == who.draft.family_name {
            return None;
        }
        who.draft.former_name = Some(old.to_owned());
        if self.dice.in_thousand(250) {
            who.draft.display_name = Some(format!("{old} {}", who.draft.given_name.as_deref().unwrap_or_default()));
        }
        let (from, to) = (joined_on.max(first_day()), left_on.unwrap_or_else(last_day));
        (from < to && self.dice.in_thousand(300))
            .then(|| (self.dice.day(from, to), old.to_owned(), who.draft.family_name.clone()))
    }

    fn employ(&mut self, rows: &mut Rows, who: &mut Who, work: Work) {
        let Work { employer, from_on, contract, again_on, end } = work;
        let Some(at) = self.union.employers.get(employer) else { return };
        let gap = 1 + self.dice.below(3);
        let width = self.employee_width + usize::from(employer == 1);
        let Some(last) = self.employee_no.get_mut(employer) else { return };
        *last += gap;
        let letter = if employer == 2 { "L" } else { "" };
        let number = format!("{letter}{last:0width$}");
        who.numbers.push(number.clone());
        let gone = end.filter(|(_, why)| {
            !matches!(
                why,
                EndReason::Resignation
                    | EndReason::Management
                    | EndReason::Ineligible
                    | EndReason::EntryError
                    | EndReason::Expulsion
            )
        });
        let mut row = employment::ActiveModel {
            id: Set(EmploymentId::new()),
            person_id: Set(who.id),
            employer_org_id: Set(at.id),
            worksite_org_id: Set(self.dice.pick(&at.worksites).copied()),
            department: Set(self.dice.pick(at.departments).map(|text| (*text).to_owned())),
            job_title: Set(self.dice.pick(at.jobs).map(|text| (*text).to_owned())),
            grade: Set(self.dice.pick(&GRADES).map(|text| (*text).to_owned())),
            employment_type: Set(contract),
            employee_no: Set(Some(number)),
            from_on: Set(Some(from_on)),
            to_on: Set(gone.map(|(day, _)| day)),
            ..Default::default()
        };
        if let Some(last) = again_on {
            let mut again = row.clone();
            again.id = Set(EmploymentId::new());
            again.employment_type = Set(EmploymentType::Reemployed);
            again.from_on = Set(Some(crate::dates::day_after(last)));
            row.to_on = Set(Some(last));
            rows.employments.push(again);
        }
        rows.employments.push(row);
    }

    fn category(&mut self, contract: EmploymentType) -> Category {
        match contract {
            EmploymentType::Permanent if self.dice.in_thousand(12) => Category::Special,
            EmploymentType::Permanent => Category::Regular,
            EmploymentType::FixedTerm if self.dice.in_thousand(400) => Category::Regular,
            _ => Category::Associate,
        }
    }

    fn next_member_no(&mut self) -> String {
        self.member_no += 1;
        let width = self.member_width;
        format!("{:0width$}", self.member_no)
    }

    /// Who joins again had a membership before.
    fn earlier_membership(&mut self, rows: &mut Rows, who: &mut Who, again_on: NaiveDate) {
        let joined_on = again_on - chrono::TimeDelta::days(self.dice.between(2000, 4000));
        let left_on = again_on - chrono::TimeDelta::days(self.dice.between(400, 1500));
        let id = MembershipId::new();
        let member_no = self.next_member_no();
        who.numbers.push(member_no.clone());
        let mut row = membership_row(id, who.id, member_no.clone(), Category::Regular);
        row.status = Set(Status::Ended);
        row.applied_on = Set(Some(joined_on));
        row.joined_on = Set(Some(joined_on));
        row.left_on = Set(Some(left_on));
        row.join_reason = Set(Some(JoinReason::Individual));
        row.end_reason = Set(Some(EndReason::EmploymentEnd));
        rows.memberships.push(row);
        let joined = json!({ "member_no": member_no, "category": Category::Regular, "join_reason": JoinReason::Individual, "applied": false });
        rows.events.push(event_row(id, EventKind::Join, joined_on, &Value::Null, &joined, None, None));
        let ended = json!({ "status": Status::Ended, "left_on": left_on, "end_reason": EndReason::EmploymentEnd });
        rows.events.push(event_row(
            id,
            EventKind::End,
            left_on,
            &json!({ "status": Status::Active }),
            &ended,
            None,
            None,
        ));
        if let Some(place) = self.union.workplaces.first() {
            rows.assignments.push(assignment(id, place.id, joined_on, Some(left_on), true));
        }
    }

    fn unit(&self, stay: &Stay) -> Option<UnitId> {
        self.union.workplaces.get(stay.workplace).map(|place| place.id)
    }

    fn place(&self, rows: &mut Rows, id: MembershipId, stays: &[Stay]) {
        let mut from: Option<&Stay> = None;
        for stay in stays {
            let Some(place) = self.union.workplaces.get(stay.workplace) else { continue };
            rows.assignments.push(assignment(id, place.id, stay.from_on, stay.to_on, true));
            if let Some(old) = from.and_then(|old| self.union.workplaces.get(old.workplace)) {
                let (before, after) = (
                    json!({ "unit_id": old.id, "unit": old.label }),
                    json!({ "unit_id": place.id, "unit": place.label }),
                );
                rows.events.push(event_row(
                    id,
                    EventKind::Unit,
                    stay.from_on,
                    &before,
                    &after,
                    Some("人事異動".into()),
                    None,
                ));
            }
            from = Some(stay);
        }
    }

    fn count(&mut self, stays: &[Stay], category: Category) {
        if !category.is_member() {
            return;
        }
        for (n, day) in count_days().into_iter().enumerate() {
            let here = stays
                .iter()
                .find(|stay| crate::dates::in_force(stay.from_on, stay.to_on, day))
                .and_then(|stay| self.union.workplaces.get(stay.workplace));
            if let Some(count) =
                here.and_then(|place| self.members_by_branch.get_mut(place.branch)).and_then(|counts| counts.get_mut(n))
            {
                *count += 1;
            }
        }
    }

    /// 青年部 and 女性部 stand beside the workplace.
    fn sections(
        &mut self,
        rows: &mut Rows,
        id: MembershipId,
        who: &Who,
        born: NaiveDate,
        joined_on: NaiveDate,
        left_on: Option<NaiveDate>,
    ) {
        let [youth, women] = self.union.sections;
        let mut add = |unit: UnitId, from: NaiveDate, to: Option<NaiveDate>| {
            if to.is_none_or(|to| to >= from) {
                rows.assignments.push(assignment(id, unit, from, to, false));
            }
        };
        let until = before(date(born.year() + 30, born.month(), 1));
        if joined_on < until && self.dice.in_thousand(220) {
            let to = [left_on, (until <= last_day()).then_some(until)].into_iter().flatten().min();
            add(youth, joined_on, to);
        }
        if who.gender == Some(Gender::Female) && self.dice.in_thousand(80) {
            add(women, joined_on.max(date(2020, 10, 1)), left_on);
        }
    }

    /// A post that is still free where somebody belongs.
    fn post(&mut self, stay: &Stay, born: NaiveDate) -> Option<Post> {
        let age = crate::dates::age_on(born, last_day())?;
        let place = self.union.workplaces.get(stay.workplace)?;
        if !(32..58).contains(&age) || !self.dice.in_thousand(250) {
            return None;
        }
        self.posts.take(place, stay.from_on)
    }
}
