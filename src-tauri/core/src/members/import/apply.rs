//! Writing what was judged, a few hundred rows at a time, inside the one change of the import.

use chrono::{Days, NaiveDate};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::judge::{Does, Judged};
use super::place::{Placed, Places};
use crate::desk::Settings;
use crate::error::Result;
use crate::excel::cell::Cell;
use crate::ids::{
    AssignmentId, BatchId, ConditionId, ConsentId, ContactId, EmploymentId, MembershipId, OrganizationId, PersonId,
    UnitId,
};
use crate::members::actions::{event_row, new_person, refusal_row};
use crate::members::consents::BY_LIST;
use crate::members::employment::over_on;
use crate::members::entity::{
    consent, consent_refusal, contact_point, employment, membership, membership_condition, membership_event, person,
    unit_assignment,
};
use crate::members::index;
use crate::members::line::{Agreed, Line};
use crate::members::model::{
    Category, CheckoffStatus, ConditionKind, ConsentMethod, ConsentPurpose, ContactKind, DuesKind, EmploymentType,
    EndReason, EventKind, JoinReason, Status, earlier,
};
use crate::members::queries::next_member_no;
use crate::members::sheet::{COLUMNS, place};
use crate::ops::{Change, Tracked};
use crate::text::{number_order, phone_digits};

/// Rows of one chunk, by table, waiting to be inserted together.
#[derive(Default)]
pub(super) struct Births {
    persons: Vec<person::ActiveModel>,
    memberships: Vec<membership::ActiveModel>,
    pub(super) employments: Vec<employment::ActiveModel>,
    pub(super) assignments: Vec<unit_assignment::ActiveModel>,
    pub(super) contacts: Vec<contact_point::ActiveModel>,
    pub(super) consents: Vec<consent::ActiveModel>,
    refusals: Vec<consent_refusal::ActiveModel>,
    conditions: Vec<membership_condition::ActiveModel>,
    events: Vec<membership_event::ActiveModel>,
    grams: Vec<(i64, String)>,
}

/// Rows of one statement.
const STATEMENT: usize = 500;

async fn insert<E: Tracked + 'static>(
    change: &mut Change<'_>,
    rows: &mut Vec<E::ActiveModel>,
    least: usize,
) -> Result<()> {
    let whole = rows.len() - rows.len() % least;
    if whole > 0 {
        let later = rows.split_off(whole);
        change.insert_many::<E>(std::mem::replace(rows, later)).await?;
    }
    Ok(())
}

/// Running numbers for members whose file has none.
#[derive(Debug)]
pub(super) struct Numbers {
    settings: Settings,
    last: Option<u64>,
}

impl Numbers {
    /// The numbers of a union.
    pub fn of(settings: Settings) -> Self {
        Self { settings, last: None }
    }

    /// The next number; the first one asks for the highest there is.
    async fn next(&mut self, on: &impl ConnectionTrait) -> Result<String> {
        let prefix = self.settings.member_no_prefix.clone();
        let width = usize::try_from(self.settings.member_no_width).unwrap_or(6);
        let next = match self.last {
            Some(last) => last + 1,
            None => {
                let number = next_member_no(on, &self.settings).await?;
                number.strip_prefix(&prefix).and_then(|digits| digits.parse().ok()).unwrap_or(1)
            }
        };
        self.last = Some(next);
        Ok(format!("{prefix}{next:0width$}"))
    }
}

/// A member to add.
struct Added {
    line: Line,
    placed: Placed,
    /// Who joins again; none = somebody new.
    rejoins: Option<PersonId>,
    /// It corrects figures of a closed month (M-09).
    corrects: bool,
    /// An officer said that it is somebody new.
    told_new: bool,
}

/// Writes rows into one change.
pub(super) struct Writer {
    /// The batch; none where no file is read.
    pub batch: Option<BatchId>,
    /// Day on which the list is true.
    pub as_of: NaiveDate,
    /// Numbers for those who have none.
    pub numbers: Numbers,
    /// Why figures of a closed month are corrected (M-09); the history of those members says it.
    pub reason: Option<String>,
    /// The row that is being written corrects them.
    pub(super) corrects: bool,
    /// The last running number of a person.
    pub search_no: i64,
    pub(super) births: Births,
    /// Members to add.
    queue: Vec<Added>,
    /// Persons made of rows of which an officer said that it is somebody new.
    pub told_new: Vec<PersonId>,
    /// Persons whose grams were written here.
    found: Vec<Uuid>,
}

/// Columns of ours by table.
pub(super) const CONTACTS: [(&str, ContactKind); 5] = [
    ("home_address", ContactKind::HomeAddress),
    ("phone", ContactKind::Phone),
    ("mobile", ContactKind::Mobile),
    ("mail_private", ContactKind::MailPrivate),
    ("emergency", ContactKind::Emergency),
];

impl Writer {
    /// A writer into a batch; `search_no` is the last running number of a person.
    pub fn new(batch: Option<BatchId>, as_of: NaiveDate, numbers: Numbers, search_no: i64) -> Self {
        let births = Births::default();
        Self {
            batch,
            as_of,
            numbers,
            reason: None,
            corrects: false,
            search_no,
            births,
            queue: Vec::new(),
            told_new: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Write a chunk. Members to add wait until they fill statements: whole statements are alike and prepared once.
    ///
    /// # Errors
    /// What the database answers; then the whole import is taken back.
    pub async fn write(&mut self, change: &mut Change<'_>, places: &mut Places, judged: Vec<Judged>) -> Result<()> {
        let mut changes = Vec::new();
        for row in judged {
            match row.does {
                Does::Adds(rejoins) => self.queue.push(Added {
                    line: row.draft.line,
                    placed: row.placed,
                    rejoins,
                    corrects: row.corrects,
                    told_new: row.draft.decided.is_some() && rejoins.is_none(),
                }),
                Does::Changes(stored, changed) => {
                    let placed = places.make(change, row.placed).await?;
                    changes.push((*stored, row.draft, placed, changed, row.corrects));
                }
                Does::Nothing | Does::Refused => {}
            }
        }
        self.change(change, places, changes).await?;
        while self.queue.len() >= STATEMENT {
            self.add_some(change, places, STATEMENT).await?;
            self.flush(change, STATEMENT).await?;
        }
        Ok(())
    }

    /// Write everything that waits.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn finish(&mut self, change: &mut Change<'_>, places: &mut Places) -> Result<()> {
        self.add_some(change, places, self.queue.len()).await?;
        self.flush(change, 1).await?;
        change.indexed(self.found.drain(..));
        Ok(())
    }

    async fn add_some(&mut self, change: &mut Change<'_>, places: &mut Places, n: usize) -> Result<()> {
        for added in self.queue.drain(..n).collect::<Vec<_>>() {
            self.corrects = added.corrects;
            let placed = places.make(change, added.placed).await?;
            let person = self.add(change, places, added.line, placed, added.rejoins).await?;
            self.told_new.extend(added.told_new.then_some(person));
        }
        Ok(())
    }

    /// Insert what waits, parents first; of the rows that refer to persons and memberships as many as fill statements of
    /// `least` rows.
    async fn flush(&mut self, change: &mut Change<'_>, least: usize) -> Result<()> {
        let births = &mut self.births;
        insert::<person::Entity>(change, &mut births.persons, 1).await?;
        insert::<membership::Entity>(change, &mut births.memberships, 1).await?;
        insert::<employment::Entity>(change, &mut births.employments, least).await?;
        insert::<unit_assignment::Entity>(change, &mut births.assignments, least).await?;
        insert::<contact_point::Entity>(change, &mut births.contacts, least).await?;
        insert::<consent::Entity>(change, &mut births.consents, least).await?;
        insert::<consent_refusal::Entity>(change, &mut births.refusals, least).await?;
        insert::<membership_condition::Entity>(change, &mut births.conditions, least).await?;
        insert::<membership_event::Entity>(change, &mut births.events, least).await?;
        for part in births.grams.chunks(STATEMENT) {
            index::write(change.on(), part).await?;
        }
        births.grams.clear();
        Ok(())
    }

    /// A new membership, of a new person unless one is named; answers whose it is.
    async fn add(
        &mut self,
        change: &mut Change<'_>,
        places: &Places,
        line: Line,
        placed: Placed,
        rejoins: Option<PersonId>,
    ) -> Result<PersonId> {
        let membership_id = MembershipId::new();
        let member_no = match &line.member_no {
            Some(number) => number.clone(),
            None => self.numbers.next(change.on()).await?,
        };
        let employed = placed.employer.known().is_some() && line.is_employed();
        let person_id = match rejoins {
            Some(person) => person,
            None => self.person(&line, &member_no, employed),
        };
        let joined = line.joined_on.unwrap_or(self.as_of);
        let category = line.category.unwrap_or(Category::Regular);
        let ended = line.left_on.is_some();
        self.births.memberships.push(membership::ActiveModel {
            id: Set(membership_id),
            person_id: Set(person_id),
            number_order: Set(number_order(&member_no)),
            member_no: Set(member_no.clone()),
            category: Set(category),
            status: Set(if ended { Status::Ended } else { Status::Active }),
            applied_on: Set(None),
            joined_on: Set(Some(joined)),
            left_on: Set(line.left_on),
            join_reason: Set(rejoins.map(|_| JoinReason::Rejoin)),
            end_reason: Set(line.end_reason),
            end_note: Set(None),
            end_received_on: Set(None),
            resolution: Set(None),
            dues_kind: Set(line.dues_kind.unwrap_or(DuesKind::Full)),
            checkoff_status: Set(line.checkoff_status.unwrap_or(CheckoffStatus::None)),
            checkoff_mandate_on: Set(None),
            checkoff_stopped_on: Set(None),
            voting_right: Set(category.is_member()),
            fulltime_kind: Set(line.fulltime_kind),
            union_post: Set(line.union_post.clone()),
            ..Default::default()
        });
        // A person who joins again keeps the employment that is known, unless it was over.
        if let Some(employer) = placed.employer.known().filter(|_| employed) {
            let last = match rejoins {
                None => None,
                Some(_) => latest_end(change.on(), person_id).await?,
            };
            match last {
                None => self.employment(&line, person_id, employer, placed, line.hired_on),
                // A list goes on naming the day of the first hire.
                Some(Some(last)) => {
                    let hired = line.hired_on.filter(|hired| *hired > last).unwrap_or(joined);
                    self.employment(&line, person_id, employer, placed, Some(hired));
                }
                Some(None) => {}
            }
        }
        if let Some(unit) = placed.unit.known() {
            let from = places.begins(unit).map_or(joined, |begins| joined.max(begins));
            // Nobody stays in a unit that is closed.
            let last = earlier(&[line.left_on, places.ends(unit)]);
            if last.is_none_or(|last| last >= from) {
                self.assignment(membership_id, unit, from, last);
            }
        }
        if rejoins.is_none() {
            for (column, kind) in CONTACTS {
                self.contact(&line, person_id, column, kind);
            }
            match line.federation_share {
                Some(Agreed::Yes) => self.consent(person_id),
                Some(Agreed::No) => self.refusal(person_id),
                None => {}
            }
        }
        if let Some(kind) = line.condition.filter(|_| !ended) {
            self.condition(membership_id, kind, Some(joined));
        }
        let mut after = Map::new();
        after.insert("member_no".into(), member_no.into());
        after.insert("category".into(), category.code().into());
        self.event(membership_id, EventKind::Join, joined, Map::new(), after);
        if let Some(left) = line.left_on {
            let mut after = Map::new();
            after.insert("left_on".into(), left.to_string().into());
            after.insert("end_reason".into(), line.end_reason.map(|reason| reason.code()).into());
            self.event(membership_id, EventKind::End, left, Map::new(), after);
        }
        Ok(person_id)
    }

    fn person(&mut self, line: &Line, member_no: &str, employed: bool) -> PersonId {
        let id = PersonId::new();
        self.search_no += 1;
        let mut row = new_person(id, self.search_no, &line.person());
        // A death ends the membership and is known of the person from then on.
        row.deceased_on = Set(line.left_on.filter(|_| line.end_reason == Some(EndReason::Death)));
        self.births.persons.push(row);
        self.found.push(id.0);
        let mut numbers = vec![member_no.to_owned()];
        numbers.extend(line.employee_no.clone().filter(|_| employed));
        let ways = CONTACTS.iter().filter_map(|(column, kind)| Some(digits(*kind, &contact_value(line, column)?)));
        numbers.extend(ways.filter(|digits| !digits.is_empty()));
        self.births.grams.push((self.search_no, index::grams_of(&line.person(), &numbers)));
        id
    }

    pub(super) fn employment(
        &mut self,
        line: &Line,
        person: PersonId,
        employer: OrganizationId,
        placed: Placed,
        from_on: Option<NaiveDate>,
    ) {
        self.births.employments.push(employment::ActiveModel {
            id: Set(EmploymentId::new()),
            person_id: Set(person),
            employer_org_id: Set(employer),
            worksite_org_id: Set(placed.worksite.known()),
            department: Set(line.department.clone()),
            job_title: Set(line.job_title.clone()),
            grade: Set(line.grade.clone()),
            employment_type: Set(line.employment_type.unwrap_or(EmploymentType::Permanent)),
            employee_no: Set(line.employee_no.clone()),
            from_on: Set(from_on),
            // It is over with a membership that ended so (M-13).
            to_on: Set(over_on(line.left_on, line.end_reason).map(|last| from_on.map_or(last, |from| from.max(last)))),
            ..Default::default()
        });
    }

    pub(super) fn assignment(
        &mut self,
        membership: MembershipId,
        unit: UnitId,
        from_on: NaiveDate,
        to_on: Option<NaiveDate>,
    ) {
        self.births.assignments.push(unit_assignment::ActiveModel {
            id: Set(AssignmentId::new()),
            membership_id: Set(membership),
            unit_id: Set(unit),
            from_on: Set(from_on),
            to_on: Set(to_on),
            is_primary: Set(true),
            ..Default::default()
        });
    }

    /// A way to reach the person, if the line names one.
    pub(super) fn contact(&mut self, line: &Line, person: PersonId, column: &str, kind: ContactKind) {
        let value = contact_value(line, column);
        let postal = if kind == ContactKind::HomeAddress { line.postal.clone() } else { None };
        if value.is_none() && postal.is_none() {
            return;
        }
        let value = value.unwrap_or_default();
        self.births.contacts.push(contact_point::ActiveModel {
            id: Set(ContactId::new()),
            person_id: Set(person),
            kind: Set(kind),
            digits: Set(digits(kind, &value)),
            value: Set(value),
            postal: Set(postal),
            preferred: Set(false),
            from_on: Set(None),
            to_on: Set(None),
            ..Default::default()
        });
    }

    pub(super) fn consent(&mut self, person: PersonId) {
        self.births.consents.push(consent::ActiveModel {
            id: Set(ConsentId::new()),
            person_id: Set(person),
            purpose: Set(ConsentPurpose::FederationShare),
            recipient_org_id: Set(None),
            granted_on: Set(self.as_of),
            withdrawn_on: Set(None),
            method: Set(ConsentMethod::Written),
            notice_version: Set(BY_LIST.to_owned()),
            document_ref: Set(None),
            ..Default::default()
        });
    }

    /// Somebody of whom a list says that they do not agree, as of the day of the list.
    pub(super) fn refusal(&mut self, person: PersonId) {
        self.births.refusals.push(refusal_row(person, ConsentPurpose::FederationShare, None, self.as_of));
    }

    /// A condition that a list names begins on the day of the list; its end is told by hand.
    pub(super) fn condition(&mut self, membership: MembershipId, kind: ConditionKind, joined_on: Option<NaiveDate>) {
        let from_on = joined_on.map_or(self.as_of, |joined| joined.max(self.as_of));
        self.births.conditions.push(membership_condition::ActiveModel {
            id: Set(ConditionId::new()),
            membership_id: Set(membership),
            kind: Set(kind),
            from_on: Set(from_on),
            to_on: Set(None),
            dues_kind: Set(None),
            quorum_excluded: Set(kind.is_absence()),
            note: Set(None),
            resolution: Set(None),
            ..Default::default()
        });
        let mut after = Map::new();
        after.insert("kind".to_owned(), Value::String(kind.code()));
        self.event(membership, EventKind::ConditionStart, from_on, Map::new(), after);
    }

    pub(super) fn event(
        &mut self,
        membership: MembershipId,
        kind: EventKind,
        on: NaiveDate,
        before: Map<String, Value>,
        after: Map<String, Value>,
    ) {
        let reason = self.reason.clone().filter(|_| self.corrects);
        let row = event_row(membership, kind, on, &Value::Object(before), &Value::Object(after), reason, self.batch);
        self.births.events.push(row);
    }

    /// The day before the list's day: the last day of what it replaces.
    pub(super) fn eve(&self) -> NaiveDate {
        self.as_of.checked_sub_days(Days::new(1)).unwrap_or(self.as_of)
    }
}

/// Of somebody who works nowhere any more the last day; the outer `None`: nothing is known, the inner one: an employment goes on.
async fn latest_end(on: &impl ConnectionTrait, person: PersonId) -> Result<Option<Option<NaiveDate>>> {
    let rows = employment::Entity::find().filter(employment::Column::PersonId.eq(person)).all(on).await?;
    if rows.iter().any(|row| row.to_on.is_none()) {
        return Ok(Some(None));
    }
    Ok(rows.iter().filter_map(|row| row.to_on).max().map(Some))
}

/// What a line says about a way to reach somebody.
pub(super) fn contact_value(line: &Line, column: &str) -> Option<String> {
    let value = match column {
        "home_address" => &line.home_address,
        "phone" => &line.phone,
        "mobile" => &line.mobile,
        "mail_private" => &line.mail_private,
        _ => &line.emergency,
    };
    value.clone().filter(|value| !value.is_empty())
}

/// Digits by which a number is found.
pub(super) fn digits(kind: ContactKind, value: &str) -> String {
    match kind {
        ContactKind::Phone | ContactKind::Mobile | ContactKind::Emergency => phone_digits(value),
        _ => String::new(),
    }
}

/// A value of a line as the history keeps it: codes and days as in the database.
pub(super) fn kept(line: &Line, at: usize) -> Value {
    match COLUMNS.get(at).map(|column| (column.get)(line)) {
        Some(Cell::Text(words) | Cell::Id(words) | Cell::Code(words)) => words.into(),
        Some(Cell::Date(day)) => day.to_string().into(),
        _ => Value::Null,
    }
}

/// Whether one of these columns is among those changed.
pub(super) fn any(changed: &[usize], names: &[&str]) -> bool {
    names.iter().filter_map(|name| place(name)).any(|at| changed.contains(&at))
}
