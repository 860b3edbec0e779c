//! Changing members whose row says something else than what is stored. Records are loaded for a whole chunk at once; each
//! changed one is written by itself, with its image for undo.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Map, Value};

use super::apply::{CONTACTS, Writer, any, contact_value, digits, kept};
use super::place::{Placed, Places};
use super::row::Draft;
use crate::error::Result;
use crate::ids::{ConsentId, ContactId, EmploymentId, MembershipId, PersonId};
use crate::members::actions::{
    Laying, assignments, end_with_memberships, follow_first_day, keep_former_name, lay_all, set_person,
};
use crate::members::category::{categories_of, write_earlier};
use crate::members::employment::{end_employments, follow_end, leaves_earlier, over_on, until};
use crate::members::entity::{consent, contact_point, employment, membership, person, unit_assignment};
use crate::members::line::{Agreed, Line};
use crate::members::model::{Categories, CheckoffStatus, ContactKind, EventKind, Status};
use crate::members::queries::draft_of;
use crate::members::roster::Stored;
use crate::members::sheet::{COLUMNS, place};
use crate::ops::Change;

const NAMES: [&str; 6] = ["family_name", "given_name", "family_kana", "given_kana", "display_name", "former_name"];
const PERSON: [&str; 9] = [
    "family_name",
    "given_name",
    "family_kana",
    "given_kana",
    "display_name",
    "former_name",
    "gender",
    "birth_on",
    "remarks",
];
const CORRECTED: [&str; 7] =
    ["gender", "birth_on", "joined_on", "dues_kind", "checkoff_status", "fulltime_kind", "union_post"];
const MEMBERSHIP: [&str; 8] =
    ["joined_on", "category", "dues_kind", "checkoff_status", "fulltime_kind", "union_post", "left_on", "end_reason"];
const EMPLOYMENT: [&str; 8] =
    ["employee_no", "employer", "worksite", "department", "job_title", "employment_type", "grade", "hired_on"];
const UNIT: [&str; 3] = ["branch", "sub_branch", "workplace"];

/// A member to change: as stored, as the row says, where it places them, which columns differ, and whether that corrects a
/// closed month.
type Changed = (Stored, Draft, Placed, Vec<usize>, bool);

/// Records of a chunk.
#[derive(Default)]
struct Records {
    persons: HashMap<PersonId, person::Model>,
    memberships: HashMap<MembershipId, membership::Model>,
    categories: HashMap<MembershipId, Categories>,
    employments: HashMap<EmploymentId, employment::Model>,
    assignments: HashMap<MembershipId, Vec<unit_assignment::Model>>,
    contacts: HashMap<ContactId, contact_point::Model>,
    consents: HashMap<ConsentId, consent::Model>,
}

impl Records {
    async fn load(change: &Change<'_>, rows: &[Changed]) -> Result<Self> {
        let mut records = Self::default();
        let of = |names: &'static [&'static str]| rows.iter().filter(move |(_, _, _, changed, _)| any(changed, names));
        let ids: Vec<PersonId> = of(&PERSON).map(|(stored, ..)| stored.person_id).collect();
        if !ids.is_empty() {
            let found = person::Entity::find().filter(person::Column::Id.is_in(ids)).all(change.on()).await?;
            records.persons = found.into_iter().map(|model| (model.id, model)).collect();
        }
        let ids: Vec<MembershipId> = of(&MEMBERSHIP).map(|(stored, ..)| stored.membership_id).collect();
        if !ids.is_empty() {
            let found = membership::Entity::find().filter(membership::Column::Id.is_in(ids)).all(change.on()).await?;
            if of(&["category"]).next().is_some() {
                records.categories = categories_of(change.on(), &found).await?;
            }
            records.memberships = found.into_iter().map(|model| (model.id, model)).collect();
        }
        let ids: Vec<EmploymentId> = of(&EMPLOYMENT).filter_map(|(stored, ..)| stored.employment_id).collect();
        if !ids.is_empty() {
            let found = employment::Entity::find().filter(employment::Column::Id.is_in(ids)).all(change.on()).await?;
            records.employments = found.into_iter().map(|model| (model.id, model)).collect();
        }
        let moved = rows.iter().filter(|(_, _, _, changed, _)| any(changed, &UNIT) || any(changed, &["left_on"]));
        let ids: Vec<MembershipId> = moved.map(|(stored, ..)| stored.membership_id).collect();
        if !ids.is_empty() {
            records.assignments = assignments(change.on(), &ids).await?;
        }
        let ids: Vec<ContactId> = rows.iter().flat_map(|(stored, ..)| stored.contacts.values().copied()).collect();
        if !ids.is_empty()
            && rows.iter().any(|(_, _, _, changed, _)| {
                any(changed, &["postal"]) || CONTACTS.iter().any(|(name, _)| any(changed, &[name]))
            })
        {
            for part in ids.chunks(5_000) {
                let found = contact_point::Entity::find()
                    .filter(contact_point::Column::Id.is_in(part.iter().copied()))
                    .all(change.on())
                    .await?;
                records.contacts.extend(found.into_iter().map(|model| (model.id, model)));
            }
        }
        let ids: Vec<ConsentId> =
            of(&["federation_share"]).flat_map(|(stored, ..)| stored.consents.iter().copied()).collect();
        if !ids.is_empty() {
            let found = consent::Entity::find().filter(consent::Column::Id.is_in(ids)).all(change.on()).await?;
            records.consents = found.into_iter().map(|model| (model.id, model)).collect();
        }
        Ok(records)
    }
}

/// The columns as they shall be: what the row speaks of, else what is stored.
fn merged(before: &Line, after: &Line, changed: &[usize]) -> Line {
    let mut line = before.clone();
    for at in changed {
        if let Some(column) = COLUMNS.get(*at)
            && let Some(put) = column.put
        {
            // What a column writes, it reads.
            let _reads_itself = put(&mut line, (column.get)(after));
        }
    }
    line
}

impl Writer {
    /// Change the members of a chunk.
    ///
    /// # Errors
    /// What the database answers.
    pub(super) async fn change(&mut self, change: &mut Change<'_>, places: &Places, rows: Vec<Changed>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let records = Records::load(change, &rows).await?;
        for (stored, draft, placed, changed, corrects) in &rows {
            self.corrects = *corrects;
            let line = merged(&stored.line, &draft.line, changed);
            self.person_changed(change, &records, stored, &line, changed).await?;
            self.employment_changed(change, &records, stored, &line, *placed, changed).await?;
            self.unit_changed(change, &records, stored, *placed, places, changed).await?;
            // The end comes last: it closes the assignment, also one that the same row began.
            let category_on = self.membership_changed(change, &records, stored, &line, places, changed).await?;
            self.contacts_changed(change, &records, stored, &line, changed).await?;
            if any(changed, &["federation_share"]) {
                match line.federation_share {
                    Some(Agreed::Yes) => self.consent(stored.person_id),
                    _ if stored.consents.is_empty() => self.refusal(stored.person_id),
                    // Everything that lasts is taken back.
                    _ => {
                        for model in stored.consents.iter().filter_map(|id| records.consents.get(id)) {
                            let on = self.as_of.max(model.granted_on);
                            change.update::<consent::Entity>(model, |row| row.withdrawn_on = Set(Some(on))).await?;
                        }
                    }
                }
            }
            if let Some(kind) = draft.line.condition.filter(|_| any(changed, &["status"])) {
                self.condition(stored.membership_id, kind, stored.line.joined_on);
            }
            self.history(stored, &line, changed, category_on);
        }
        Ok(())
    }

    async fn person_changed(
        &mut self,
        change: &mut Change<'_>,
        records: &Records,
        stored: &Stored,
        line: &Line,
        changed: &[usize],
    ) -> Result<()> {
        let Some(model) = records.persons.get(&stored.person_id).filter(|_| any(changed, &PERSON)) else {
            return Ok(());
        };
        let mut draft = line.person();
        if draft.family_name.is_empty() {
            draft.family_name.clone_from(&model.family_name);
        }
        keep_former_name(&draft_of(model.clone()), &mut draft);
        change.update::<person::Entity>(model, |row| set_person(row, &draft)).await?;
        Ok(())
    }

    /// Answers the day from which a changed category holds.
    async fn membership_changed(
        &mut self,
        change: &mut Change<'_>,
        records: &Records,
        stored: &Stored,
        line: &Line,
        places: &Places,
        changed: &[usize],
    ) -> Result<NaiveDate> {
        let Some(model) = records.memberships.get(&stored.membership_id).filter(|_| any(changed, &MEMBERSHIP)) else {
            return Ok(self.as_of);
        };
        let ends = any(changed, &["left_on"]).then_some(line.left_on).flatten();
        let joined_on = line.joined_on.or(model.joined_on);
        // Of who has left on that day the row's category is not taken.
        let day = joined_on.map_or(self.as_of, |first| first.max(self.as_of));
        let said = line.category.filter(|_| any(changed, &["category"]));
        let mut own = records.categories.get(&model.id).cloned().unwrap_or_else(|| Categories::always(model.category));
        if let Some(category) = said {
            own.set(category, day, joined_on);
            write_earlier(change, model.id, &own).await?;
        }
        let stopped =
            line.checkoff_status == Some(CheckoffStatus::Stopped) && model.checkoff_status != CheckoffStatus::Stopped;
        let as_of = self.as_of;
        change
            .update::<membership::Entity>(model, |row| {
                row.joined_on = Set(joined_on);
                if said.is_some() {
                    row.category = Set(own.last);
                    row.category_from = Set(own.since());
                    // The right to vote follows the category unless the officers decided otherwise.
                    if model.voting_right == model.category.is_member() {
                        row.voting_right = Set(own.last.is_member());
                    }
                }
                row.dues_kind = Set(line.dues_kind.unwrap_or(model.dues_kind));
                row.checkoff_status = Set(line.checkoff_status.unwrap_or(model.checkoff_status));
                if stopped {
                    row.checkoff_stopped_on = Set(Some(as_of));
                }
                // A line says the office that is held; only what the file changed belongs to the membership.
                if any(changed, &["fulltime_kind"]) {
                    row.fulltime_kind = Set(line.fulltime_kind);
                }
                if any(changed, &["union_post"]) {
                    // Empty, not missing, where a list says nothing any more: before its day the word stands.
                    row.union_post = Set(Some(line.union_post.clone().unwrap_or_default()));
                }
                if let Some(left) = ends {
                    row.status = Set(Status::Ended);
                    row.left_on = Set(Some(left));
                    row.end_reason = Set(line.end_reason);
                }
            })
            .await?;
        if joined_on != model.joined_on {
            follow_first_day(change, places.tree(), model, joined_on).await?;
        }
        if let Some(left) = ends {
            // A move of the same row waits to be inserted; it ends with the membership too.
            for waiting in
                self.births.assignments.iter_mut().filter(|row| row.membership_id == Set(stored.membership_id))
            {
                waiting.to_on = Set(Some(left));
            }
            self.births.assignments.retain(|row| match (&row.from_on, &row.to_on) {
                (Set(from), Set(Some(to))) => from <= to,
                _ => true,
            });
            let id = stored.membership_id;
            // The move of the same row, or its first day, has changed them.
            let now = if any(changed, &UNIT) || joined_on != model.joined_on {
                assignments(change.on(), &[id]).await?.remove(&id).unwrap_or_default()
            } else {
                records.assignments.get(&id).cloned().unwrap_or_default()
            };
            for model in now.iter().filter(|model| model.to_on.is_none_or(|to| to > left)) {
                let last = left.max(model.from_on);
                change.update::<unit_assignment::Entity>(model, |row| row.to_on = Set(Some(last))).await?;
            }
            end_with_memberships(change, &[id], left).await?;
        }
        if any(changed, &["left_on", "end_reason"]) {
            let now = (line.left_on, line.end_reason);
            match over_on(model.left_on, model.end_reason) {
                Some(_) => follow_end(change, model, now).await?,
                // An employment that the same row began waits to be inserted, with its last day.
                None => {
                    if let Some(last) = over_on(now.0, now.1) {
                        end_employments(change, &[model.person_id], last).await?;
                    }
                }
            }
        }
        Ok(day)
    }

    /// A changed unit is a move on the day of the list.
    async fn unit_changed(
        &mut self,
        change: &mut Change<'_>,
        records: &Records,
        stored: &Stored,
        placed: Placed,
        places: &Places,
        changed: &[usize],
    ) -> Result<()> {
        let Some(unit) = placed.unit.known().filter(|_| any(changed, &UNIT)) else { return Ok(()) };
        let joined = stored.line.joined_on.unwrap_or(self.as_of);
        let from = [joined, places.begins(unit).unwrap_or(joined)].into_iter().fold(self.as_of, NaiveDate::max);
        let laying = Laying {
            membership: stored.membership_id,
            unit,
            from_on: from,
            bounds: [places.ends(unit), stored.line.left_on],
            has: records.assignments.get(&stored.membership_id).map(Vec::as_slice).unwrap_or_default(),
        };
        self.births.assignments.extend(lay_all(change, &[laying]).await?);
        Ok(())
    }

    async fn employment_changed(
        &mut self,
        change: &mut Change<'_>,
        records: &Records,
        stored: &Stored,
        line: &Line,
        placed: Placed,
        changed: &[usize],
    ) -> Result<()> {
        if !any(changed, &EMPLOYMENT) {
            return Ok(());
        }
        let employer = placed.employer.known().or(stored.employer_id);
        let model = stored.employment_id.and_then(|id| records.employments.get(&id));
        match (model, employer) {
            (Some(model), Some(employer)) if employer == model.employer_org_id => {
                let kind = line.employment_type.unwrap_or(model.employment_type);
                let begun = line.joined_on.or(stored.line.joined_on);
                let lasts = model.to_on.is_none_or(|last| last >= self.as_of);
                if kind != model.employment_type && lasts && leaves_earlier(model.from_on, begun, self.as_of) {
                    change.insert::<employment::Entity>(until(model, self.eve())).await?;
                }
                let worksite =
                    if any(changed, &["worksite"]) { placed.worksite.known() } else { model.worksite_org_id };
                change
                    .update::<employment::Entity>(model, |row| {
                        row.worksite_org_id = Set(worksite);
                        row.department = Set(line.department.clone());
                        row.job_title = Set(line.job_title.clone());
                        row.grade = Set(line.grade.clone());
                        row.employment_type = Set(kind);
                        row.employee_no = Set(line.employee_no.clone());
                        row.from_on = Set(line.hired_on);
                    })
                    .await?;
            }
            // What is over is put right, it does not begin anew.
            (Some(model), Some(employer)) if model.to_on.is_some_and(|last| last < self.as_of) => {
                let kind = line.employment_type.unwrap_or(model.employment_type);
                change
                    .update::<employment::Entity>(model, |row| {
                        row.employer_org_id = Set(employer);
                        row.worksite_org_id = Set(placed.worksite.known());
                        row.department = Set(line.department.clone());
                        row.job_title = Set(line.job_title.clone());
                        row.grade = Set(line.grade.clone());
                        row.employment_type = Set(kind);
                        row.employee_no = Set(line.employee_no.clone());
                        row.from_on = Set(line.hired_on);
                    })
                    .await?;
            }
            // Another employer: the old employment ended the day before, nothing of it is carried over unsaid.
            (Some(model), Some(employer)) => {
                let last = self.eve().max(model.from_on.unwrap_or(self.eve()));
                change.update::<employment::Entity>(model, |row| row.to_on = Set(Some(last))).await?;
                let from = if any(changed, &["hired_on"]) { line.hired_on } else { Some(self.as_of) };
                self.employment(line, stored.person_id, employer, placed, from);
            }
            (None, Some(employer)) => self.employment(line, stored.person_id, employer, placed, line.hired_on),
            (_, None) => {}
        }
        Ok(())
    }

    async fn contacts_changed(
        &mut self,
        change: &mut Change<'_>,
        records: &Records,
        stored: &Stored,
        line: &Line,
        changed: &[usize],
    ) -> Result<()> {
        for (column, kind) in CONTACTS {
            let touched = any(changed, &[column]) || (kind == ContactKind::HomeAddress && any(changed, &["postal"]));
            if !touched {
                continue;
            }
            let Some(model) = stored.contacts.get(&kind).and_then(|id| records.contacts.get(id)) else {
                self.contact(line, stored.person_id, column, kind);
                continue;
            };
            let value = contact_value(line, column);
            let postal = if kind == ContactKind::HomeAddress { line.postal.clone() } else { None };
            if value.is_none() && postal.is_none() {
                let last = self.eve().max(model.from_on.unwrap_or(self.eve()));
                change.update::<contact_point::Entity>(model, |row| row.to_on = Set(Some(last))).await?;
                continue;
            }
            let value = value.unwrap_or_default();
            change
                .update::<contact_point::Entity>(model, |row| {
                    row.digits = Set(digits(kind, &value));
                    row.value = Set(value);
                    row.postal = Set(postal);
                })
                .await?;
        }
        Ok(())
    }

    /// What changed, for the member's history (M-12). Ways to reach a person are not kept there.
    fn history(&mut self, stored: &Stored, line: &Line, changed: &[usize], category_on: NaiveDate) {
        let of = |names: &[&str]| {
            let mut both: (Map<String, Value>, Map<String, Value>) = (Map::new(), Map::new());
            for name in names {
                if let Some(at) = place(name).filter(|at| changed.contains(at)) {
                    both.0.insert((*name).to_owned(), kept(&stored.line, at));
                    both.1.insert((*name).to_owned(), kept(line, at));
                }
            }
            both
        };
        let kinds: [(EventKind, &[&str]); 5] = [
            (EventKind::Name, &NAMES),
            (EventKind::Correction, &CORRECTED),
            (EventKind::Category, &["category"]),
            (EventKind::Unit, &UNIT),
            (EventKind::Employment, &EMPLOYMENT),
        ];
        for (kind, names) in kinds {
            let (before, after) = of(names);
            if !after.is_empty() {
                let on = if kind == EventKind::Category { category_on } else { self.as_of };
                self.event(stored.membership_id, kind, on, before, after);
            }
        }
        let (before, after) = of(&["left_on", "end_reason"]);
        if let Some(left) = line.left_on.filter(|_| after.contains_key("left_on")) {
            self.event(stored.membership_id, EventKind::End, left, before, after);
        }
    }
}
