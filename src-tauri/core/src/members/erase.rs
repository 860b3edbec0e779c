//! Erasure: what tells who somebody was is replaced wherever it stands; days, units and codes stay, so that every
//! figure that was printed can be counted again. A test walks the foreign keys of the schema, so that a new table cannot be
//! forgotten.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::entity::{
    consent, consent_refusal, contact_point, employment, erasure, finding_kept, membership, membership_category,
    membership_condition, membership_event, office_term, person, person_pair, subject_request, unit_assignment,
};
use super::forget::learn_alone;
use super::model::{ErasePerson, Erased, ErasureGround, ErasureKind, RequestStatus, Status, StillKept};
use super::queries::next_member_no;
use super::requests::for_erasure;
use super::roster::is_live;
use super::traces::Traces;
use crate::compose;
use crate::desk::{self, Settings};
use crate::error::{Error, Result};
use crate::ids::{ErasureId, PersonId, RequestId};
use crate::labels::{Locale, word};
use crate::ops::Change;
use crate::session::Session;

/// Front of what stands in the place of numbers and keys of the erased; nobody types it.
const ERASED: char = '｟';

/// The name of who was erased, on every list.
pub(super) fn erased_name() -> &'static str {
    word(Locale::Ja, "members.erased")
}

/// Erase what the union keeps of a person.
///
/// # Errors
/// `erase_in_force` while a membership or an application is in force; `person_erased`; [`Error::Changed`];
/// `request_step` for a request that does not ask for it.
pub async fn erase(session: &Session, input: ErasePerson) -> Result<Erased> {
    let how = How::new(session, ErasureKind::Erased).await?;
    let mut change = session.change("members", "erase").await?;
    change.is_final();
    let of =
        person::Entity::find_by_id(input.person_id).one(change.on()).await?.ok_or(Error::Missing { what: "person" })?;
    if of.erased_at.is_some() || of.merged_into_id.is_some() {
        return Err(Error::refused("person_erased", json!({})));
    }
    if input.version.is_some_and(|version| version != of.version) {
        return Err(Error::Changed);
    }
    let request = match input.request_id {
        Some(id) => Some(for_erasure(change.on(), id, of.id).await?),
        None => None,
    };
    let ground = if request.is_some() { ErasureGround::Request } else { ErasureGround::Decision };
    let kept = erase_all(&mut change, &[of.id], &how, ground, input.request_id).await?;
    if let Some(request) = request {
        let row = subject_request::Entity::find_by_id(request.id).one(change.on()).await?;
        let row = row.ok_or(Error::Missing { what: "request" })?;
        let (today, answer) = (session.today(), word(session.locale, "members.erase.answer"));
        change
            .wipe::<subject_request::Entity>(&row, |active| {
                active.status = Set(RequestStatus::Answered);
                active.closed_on = Set(Some(today));
                active.answer = Set(Some(answer.to_owned()));
            })
            .await?;
    }
    change.about_record("person", of.id.0);
    change.done(json!({ "n": 1 })).await?;
    after(session).await?;
    Ok(Erased { erased: 1, alumni: 0, kept })
}

/// After an erasure was committed: what the database only marked as gone leaves its files.
///
/// # Errors
/// What the database answers.
pub(super) async fn after(session: &Session) -> Result<()> {
    if !session.db().is_shared() {
        session.db().run("INSERT INTO person_gram(person_gram) VALUES ('optimize')", []).await?;
        session.db().run("PRAGMA wal_checkpoint(TRUNCATE)", []).await?;
    }
    Ok(())
}

/// Every record of some persons, those merged into them included.
#[derive(Default)]
struct Records {
    persons: Vec<person::Model>,
    contacts: Vec<contact_point::Model>,
    works: Vec<employment::Model>,
    memberships: Vec<membership::Model>,
    assignments: Vec<unit_assignment::Model>,
    categories: Vec<membership_category::Model>,
    conditions: Vec<membership_condition::Model>,
    terms: Vec<office_term::Model>,
    events: Vec<membership_event::Model>,
    consents: Vec<consent::Model>,
    refusals: Vec<consent_refusal::Model>,
    requests: Vec<subject_request::Model>,
    pairs: Vec<person_pair::Model>,
    findings: Vec<finding_kept::Model>,
}

impl Records {
    async fn of(on: &impl ConnectionTrait, persons: &[PersonId]) -> Result<Self> {
        let mut all = Self::default();
        for part in persons.chunks(400) {
            let wanted = person::Entity::find().filter(
                sea_orm::Condition::any()
                    .add(person::Column::Id.is_in(part.iter().copied()))
                    .add(person::Column::MergedIntoId.is_in(part.iter().copied())),
            );
            all.persons.extend(wanted.all(on).await?);
        }
        let ids: Vec<PersonId> = all.persons.iter().map(|row| row.id).collect();
        for part in ids.chunks(400) {
            macro_rules! of_persons {
                ($($field:ident: $table:ident),*) => {$(
                    let rows = $table::Entity::find().filter($table::Column::PersonId.is_in(part.iter().copied()));
                    all.$field.extend(rows.all(on).await?);
                )*};
            }
            let told_apart = person_pair::Entity::find().filter(
                sea_orm::Condition::any()
                    .add(person_pair::Column::OneId.is_in(part.iter().copied()))
                    .add(person_pair::Column::OtherId.is_in(part.iter().copied())),
            );
            all.pairs.extend(told_apart.all(on).await?);
            of_persons!(
                contacts: contact_point, works: employment, memberships: membership, consents: consent,
                refusals: consent_refusal,
                requests: subject_request, findings: finding_kept
            );
        }
        let ids: Vec<_> = all.memberships.iter().map(|row| row.id).collect();
        for part in ids.chunks(400) {
            macro_rules! of_memberships {
                ($($field:ident: $table:ident),*) => {$(
                    let rows = $table::Entity::find().filter($table::Column::MembershipId.is_in(part.iter().copied()));
                    all.$field.extend(rows.all(on).await?);
                )*};
            }
            of_memberships!(
                assignments: unit_assignment, categories: membership_category, conditions: membership_condition, terms: office_term, events: membership_event
            );
        }
        Ok(all)
    }

    /// The texts by which these persons are known.
    fn tell(&self, traces: &mut Traces) {
        fn row<M: serde::Serialize>(traces: &mut Traces, table: &str, model: &M) {
            traces.row(table, &serde_json::to_value(model).unwrap_or_default());
        }
        self.persons.iter().for_each(|model| row(traces, "person", model));
        self.memberships.iter().for_each(|model| row(traces, "membership", model));
        self.works.iter().for_each(|model| row(traces, "employment", model));
        self.contacts.iter().for_each(|model| row(traces, "contact_point", model));
    }

    /// Ids by which a row says that it tells of these persons.
    fn owners(&self) -> HashSet<Uuid> {
        let persons = self.persons.iter().map(|row| row.id.0);
        persons.chain(self.memberships.iter().map(|row| row.id.0)).collect()
    }

    /// Ids of all these rows.
    fn rows(&self) -> HashSet<Uuid> {
        let mut ids = self.owners();
        ids.extend(self.contacts.iter().map(|row| row.id.0));
        ids.extend(self.works.iter().map(|row| row.id.0));
        ids.extend(self.assignments.iter().map(|row| row.id.0));
        ids.extend(self.categories.iter().map(|row| row.id.0));
        ids.extend(self.conditions.iter().map(|row| row.id.0));
        ids.extend(self.terms.iter().map(|row| row.id.0));
        ids.extend(self.events.iter().map(|row| row.id.0));
        ids.extend(self.consents.iter().map(|row| row.id.0));
        ids.extend(self.refusals.iter().map(|row| row.id.0));
        ids.extend(self.requests.iter().map(|row| row.id.0));
        ids.extend(self.pairs.iter().map(|row| row.id.0));
        ids.extend(self.findings.iter().map(|row| row.id.0));
        ids
    }
}

/// How much is erased, with what is asked before the change begins.
pub(super) struct How {
    kind: ErasureKind,
    today: NaiveDate,
    settings: Settings,
}

impl How {
    /// `kind` says whether name, years, contacts and consents stay.
    ///
    /// # Errors
    /// What the database answers.
    pub(super) async fn new(session: &Session, kind: ErasureKind) -> Result<Self> {
        Ok(Self { kind, today: session.today(), settings: desk::profile(session).await? })
    }
}

/// Erase these persons within a change.
///
/// # Errors
/// `erase_in_force`, and what the database answers.
pub(super) async fn erase_all(
    change: &mut Change<'_>,
    persons: &[PersonId],
    how: &How,
    ground: ErasureGround,
    request: Option<RequestId>,
) -> Result<Vec<StillKept>> {
    let records = Records::of(change.on(), persons).await?;
    if let Some(live) = records.memberships.iter().find(|row| is_live(row.status)) {
        if live.status == Status::Applied {
            return Err(Error::refused("erase_applied", json!({})));
        }
        return Err(Error::refused("erase_in_force", json!({})));
    }
    let all = how.kind == ErasureKind::Erased;
    let mut traces = Traces::new(how.kind);
    records.tell(&mut traces);
    let own: Vec<PersonId> = records.persons.iter().map(|row| row.id).collect();
    learn_alone(change.on(), &mut traces, &own).await?;
    let next = next_member_no(change.on(), &how.settings).await?;
    let highest = next.strip_prefix(&how.settings.member_no_prefix).and_then(|digits| digits.parse::<i64>().ok());
    let highest = highest.map_or(0, |next| next - 1);
    let owners = records.owners();
    let mut rows = records.rows();
    let all_persons: Vec<PersonId> = records.persons.iter().map(|row| row.id).collect();
    rows.extend(compose::erase(change, &all_persons).await?);
    let tells = |image: &serde_json::Value| {
        ["id", "person_id", "membership_id"].iter().any(|field| {
            let id = image.get(field).and_then(serde_json::Value::as_str).and_then(|id| id.parse::<Uuid>().ok());
            id.is_some_and(|id| owners.contains(&id) || rows.contains(&id))
        })
    };
    wipe(change, records, how.today, all).await?;
    compose::forget(change, &rows, &tells, &mut traces, erased_name()).await?;
    let marks = persons.iter().map(|person| erasure::ActiveModel {
        id: Set(ErasureId::new()),
        person_id: Set(*person),
        kind: Set(how.kind),
        ground: Set(ground),
        erased_on: Set(how.today),
        request_id: Set(request),
        highest_no: Set(highest),
        ..Default::default()
    });
    change.keep::<erasure::Entity>(marks.collect()).await?;
    still_kept(change, &owners, &traces).await
}

/// Replace what tells who it was.
async fn wipe(change: &mut Change<'_>, records: Records, today: NaiveDate, all: bool) -> Result<()> {
    let now = change.now();
    for row in &records.persons {
        change
            .wipe::<person::Entity>(row, |active| {
                if all {
                    active.family_name = Set(erased_name().to_owned());
                    active.given_name = Set(None);
                    active.family_kana = Set(None);
                    active.given_kana = Set(None);
                    active.display_name = Set(None);
                    // Equal to nobody's: who was erased looks like no other person, and stands last.
                    active.search_key = Set(format!("{ERASED}{}", row.search_no));
                    active.kana_key = Set(format!("{ERASED}{}", row.search_no));
                    active.erased_at = Set(Some(now));
                }
                active.former_name = Set(None);
                active.remarks = Set(None);
                active.deceased_on = Set(None);
                active.birth_on = Set(row.birth_on.map(middle_of_month));
            })
            .await?;
    }
    for row in records.contacts.iter().filter(|_| all) {
        change.destroy::<contact_point::Entity>(row).await?;
    }
    for row in records.findings.iter().filter(|_| all) {
        change.destroy::<finding_kept::Entity>(row).await?;
    }
    for row in &records.works {
        change
            .wipe::<employment::Entity>(row, |active| {
                active.department = Set(None);
                active.job_title = Set(None);
                active.grade = Set(None);
                active.employee_no = Set(None);
            })
            .await?;
    }
    let search_no = |id: PersonId| records.persons.iter().find(|row| row.id == id).map_or(0, |row| row.search_no);
    for (n, row) in records.memberships.iter().enumerate() {
        // Unique, and no number that the union gives: what was given once is not given again by accident of an erasure.
        let number = format!("{ERASED}{}-{}", search_no(row.person_id), n + 1);
        change
            .wipe::<membership::Entity>(row, |active| {
                active.member_no = Set(number);
                active.end_note = Set(None);
                active.resolution = Set(None);
                active.union_post = Set(None);
            })
            .await?;
    }
    for row in &records.conditions {
        change
            .wipe::<membership_condition::Entity>(row, |active| {
                active.note = Set(None);
                active.resolution = Set(row.resolution.as_ref().map(|_| "{}".to_owned()));
            })
            .await?;
    }
    for row in &records.terms {
        change.wipe::<office_term::Entity>(row, |active| active.ended_early_reason = Set(None)).await?;
    }
    for row in &records.events {
        change
            .wipe::<membership_event::Entity>(row, |active| {
                active.before = Set("{}".to_owned());
                active.after = Set("{}".to_owned());
                active.reason = Set(None);
            })
            .await?;
    }
    for row in records.consents.iter().filter(|_| all) {
        change
            .wipe::<consent::Entity>(row, |active| {
                active.notice_version = Set(String::new());
                active.document_ref = Set(None);
            })
            .await?;
    }
    for row in &records.requests {
        // What is still open is answered by the erasure.
        let closed = row.closed_on.unwrap_or(today);
        change
            .wipe::<subject_request::Entity>(row, |active| {
                active.note = Set(None);
                active.answer = Set(Some(String::new()));
                if row.closed_on.is_none() && all {
                    active.status = Set(RequestStatus::Answered);
                    active.closed_on = Set(Some(closed));
                } else if row.closed_on.is_none() {
                    active.answer = Set(None);
                }
            })
            .await?;
    }
    Ok(())
}

/// The month of a birth stays for the figures by age, the day does not: at each end of a month everybody is as old as before.
/// Who was born on 29 February is the exception: at the end of February of a common year they count as a year older.
fn middle_of_month(birth: NaiveDate) -> NaiveDate {
    birth.with_day(16).unwrap_or(birth)
}

/// What stays in spite of it, for whoever has to explain it.
async fn still_kept(change: &Change<'_>, owners: &HashSet<Uuid>, traces: &Traces) -> Result<Vec<StillKept>> {
    use super::entity::provision_person;
    use sea_orm::PaginatorTrait;
    let (mut provisions, mut trail, mut reasons) = (0, 0, 0);
    for owner in owners {
        let of = provision_person::Entity::find().filter(provision_person::Column::PersonId.eq(*owner));
        provisions += of.count(change.on()).await?;
        for entry in crate::audit::list(change.on(), None, Some(*owner), None, 500).await? {
            trail += 1;
            reasons += u64::from(entry.reason.is_some());
        }
    }
    // What was written as a reason elsewhere and names the person is signed, too, and told.
    for (of, reason) in crate::audit::reasons(change.on()).await? {
        let elsewhere = of.is_none_or(|id| !owners.contains(&id));
        reasons += u64::from(elsewhere && traces.without(&reason, "").is_some());
    }
    let rows = [("provisions", provisions), ("trail", trail), ("trail_reasons", reasons)];
    let kept = rows.into_iter().filter(|(_, n)| *n > 0);
    Ok(kept.map(|(code, n)| StillKept { code: code.to_owned(), n: i64::try_from(n).unwrap_or(i64::MAX) }).collect())
}

/// The member number as people read it: who was erased has none, whatever stands in the row so that it is nobody else's.
pub(crate) fn number_shown(number: String) -> String {
    if number.starts_with(ERASED) { String::new() } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_each_end_of_a_month_who_was_erased_is_as_old_as_before() {
        for (year, month, day) in [(1985, 4, 1), (1985, 4, 30), (2000, 2, 28), (1970, 12, 31)] {
            let Some(birth) = NaiveDate::from_ymd_opt(year, month, day) else { continue };
            for end in 1980..2030 {
                for month in 1..=12 {
                    let Some(first) = NaiveDate::from_ymd_opt(end, month, 1) else { continue };
                    let last = crate::dates::month_end(first);
                    assert_eq!(
                        crate::dates::age_on(birth, last),
                        crate::dates::age_on(middle_of_month(birth), last),
                        "{birth} on {last}"
                    );
                }
            }
        }
    }
}
