//! The roster as lines, a few hundred at a time: what an export writes and an import compares with. Only the columns that
//! lines need are selected, never whole records.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::Deserialize;

use super::category::earlier_on;
use super::consents::lasting;
use super::employment::{nearness, told_on};
use super::entity::{contact_point, employment, membership, person, unit_assignment};
use super::line::{Agreed, Line};
use super::model::{
    Category, CheckoffStatus, ConsentPurpose, ContactKind, DuesKind, EmploymentType, EndReason, FulltimeKind, Gender,
    Status,
};
use super::standing::{Standing, Worded, standings};
use crate::db::packed::packed;
use crate::error::Result;
use crate::ids::{ConsentId, ContactId, EmploymentId, MembershipId, OrganizationId, PersonId, UnitId};

/// A member as stored, with the records that the line is made of.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    /// The person.
    pub person_id: PersonId,
    /// The membership.
    pub membership_id: MembershipId,
    /// Its state as stored, whatever the day.
    pub status: Status,
    /// Employment on the day; of a membership that goes on, else the next one: a file that names it means this one.
    pub employment_id: Option<EmploymentId>,
    /// That employment begins after the day, so nothing of it is told of the day.
    pub employment_to_come: bool,
    /// Its employer.
    pub employer_id: Option<OrganizationId>,
    /// Its worksite.
    pub worksite_id: Option<OrganizationId>,
    /// Unit on the day.
    pub unit_id: Option<UnitId>,
    /// First day of the assignment.
    pub assigned_on: Option<NaiveDate>,
    /// Ways to reach the person, the one to use first.
    pub contacts: HashMap<ContactKind, ContactId>,
    /// Conditions and offices on the day.
    pub standing: Standing,
    /// The consents behind 上部団体提供同意.
    pub consents: Vec<ConsentId>,
    /// The line; names of employer, worksite and unit are left to those who know them.
    pub line: Line,
}

#[derive(Clone, Deserialize)]
struct PersonPart {
    id: PersonId,
    family_name: String,
    given_name: Option<String>,
    family_kana: Option<String>,
    given_kana: Option<String>,
    display_name: Option<String>,
    former_name: Option<String>,
    gender: Option<Gender>,
    birth_on: Option<NaiveDate>,
    remarks: Option<String>,
}

#[derive(Deserialize)]
struct MembershipPart {
    id: MembershipId,
    person_id: PersonId,
    member_no: String,
    category: Category,
    category_from: Option<NaiveDate>,
    status: Status,
    joined_on: Option<NaiveDate>,
    left_on: Option<NaiveDate>,
    end_reason: Option<EndReason>,
    dues_kind: DuesKind,
    checkoff_status: CheckoffStatus,
    fulltime_kind: Option<FulltimeKind>,
    union_post: Option<String>,
}

#[derive(Clone, Deserialize)]
struct EmploymentPart {
    id: EmploymentId,
    person_id: PersonId,
    employer_org_id: OrganizationId,
    worksite_org_id: Option<OrganizationId>,
    department: Option<String>,
    job_title: Option<String>,
    grade: Option<String>,
    employment_type: EmploymentType,
    employee_no: Option<String>,
    from_on: Option<NaiveDate>,
    to_on: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct AssignmentPart {
    membership_id: MembershipId,
    unit_id: UnitId,
    from_on: NaiveDate,
}

#[derive(Deserialize)]
struct ContactPart {
    id: ContactId,
    person_id: PersonId,
    kind: ContactKind,
    value: String,
    postal: Option<String>,
    preferred: u8,
}

/// A membership that is applied for or in force.
pub(crate) fn is_live(status: Status) -> bool {
    matches!(status, Status::Applied | Status::Active | Status::Suspended)
}

/// By which of several memberships a person is known: the one in force, else the latest that really was.
pub(crate) fn weight(row: &membership::Model) -> (bool, bool, MembershipId) {
    (is_live(row.status), row.end_reason != Some(EndReason::EntryError), row.id)
}

/// The state of a membership on a day: an end still to come has not happened yet, a past one is no news.
pub(crate) fn status_on(status: Status, left_on: Option<NaiveDate>, day: NaiveDate) -> Status {
    match (status, left_on) {
        (Status::Ended, Some(left)) if left >= day => Status::Active,
        (status, _) => status,
    }
}

/// The members of these persons on a day: of each the membership in force, else the latest.
///
/// # Errors
/// What the database answers.
pub(crate) async fn of_persons(on: &impl ConnectionTrait, persons: &[PersonId], day: NaiveDate) -> Result<Vec<Stored>> {
    if persons.is_empty() {
        return Ok(Vec::new());
    }
    let rows = membership::Entity::find().filter(membership::Column::PersonId.is_in(persons.iter().copied()));
    let found: Vec<MembershipPart> = packed(on, rows, &MEMBERSHIP).await?;
    let mut latest: HashMap<PersonId, MembershipPart> = HashMap::new();
    for part in found {
        let better = latest.get(&part.person_id).is_none_or(|known| {
            (is_live(part.status), part.joined_on, part.id) > (is_live(known.status), known.joined_on, known.id)
        });
        if better {
            latest.insert(part.person_id, part);
        }
    }
    let mut memberships: Vec<MembershipPart> = latest.into_values().collect();
    memberships.sort_by_key(|part| part.id);
    stored(on, memberships, day).await
}

/// These memberships on a day, in the order asked.
///
/// # Errors
/// What the database answers.
pub(crate) async fn of_memberships(
    on: &impl ConnectionTrait,
    ids: &[MembershipId],
    day: NaiveDate,
) -> Result<Vec<Stored>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = membership::Entity::find().filter(membership::Column::Id.is_in(ids.iter().copied()));
    let found: Vec<MembershipPart> = packed(on, rows, &MEMBERSHIP).await?;
    let mut by_id: HashMap<MembershipId, MembershipPart> = found.into_iter().map(|part| (part.id, part)).collect();
    stored(on, ids.iter().filter_map(|id| by_id.remove(id)).collect(), day).await
}

/// The columns of a [`MembershipPart`].
const MEMBERSHIP: [membership::Column; 13] = {
    use membership::Column;
    [
        Column::Id,
        Column::PersonId,
        Column::MemberNo,
        Column::Category,
        Column::CategoryFrom,
        Column::Status,
        Column::JoinedOn,
        Column::LeftOn,
        Column::EndReason,
        Column::DuesKind,
        Column::CheckoffStatus,
        Column::FulltimeKind,
        Column::UnionPost,
    ]
};

fn open_on(to_on: impl ColumnTrait, day: NaiveDate) -> Condition {
    Condition::any().add(to_on.is_null()).add(to_on.gte(day))
}

async fn stored(on: &impl ConnectionTrait, memberships: Vec<MembershipPart>, day: NaiveDate) -> Result<Vec<Stored>> {
    let persons: Vec<PersonId> = memberships.iter().map(|part| part.person_id).collect();
    let ids: Vec<MembershipId> = memberships.iter().map(|part| part.id).collect();
    let names = persons_of(on, &persons).await?;
    let employments = employments_of(on, &memberships, day).await?;
    let assignments = assignments_of(on, &ids, day).await?;
    let contacts = contacts_of(on, &persons, day).await?;
    let consents = lasting(on, &persons, ConsentPurpose::FederationShare, day).await?;
    let worded: Vec<Worded> = memberships
        .iter()
        .map(|part| Worded { id: part.id, post: part.union_post.clone(), fulltime_kind: part.fulltime_kind })
        .collect();
    let mut standing_of = standings(on, &worded, day).await?;
    let later = memberships.iter().filter(|part| part.category_from.is_some_and(|from| from > day));
    let earlier = earlier_on(on, &later.map(|part| part.id).collect::<Vec<_>>(), day).await?;
    let mut found = Vec::with_capacity(memberships.len());
    for part in memberships {
        // One person may stand here with several memberships.
        let Some(person) = names.get(&part.person_id).cloned() else { continue };
        let told = told_on(day, part.left_on);
        let employment = employments.get(&(part.person_id, told));
        let assignment = assignments.get(&part.id);
        let ways = contacts.get(&part.person_id).map(Vec::as_slice).unwrap_or_default();
        let consents = consents.get(&part.person_id);
        let way = |kind: ContactKind| ways.iter().find(|way| way.kind == kind);
        let standing = standing_of.take(part.id);
        let value = |kind: ContactKind| way(kind).map(|way| way.value.clone()).filter(|value| !value.is_empty());
        let line = Line {
            member_no: Some(part.member_no),
            employee_no: employment.and_then(|part| part.employee_no.clone()),
            family_name: Some(person.family_name),
            given_name: person.given_name,
            family_kana: person.family_kana,
            given_kana: person.given_kana,
            display_name: person.display_name,
            former_name: person.former_name,
            gender: person.gender,
            birth_on: person.birth_on,
            employer: None,
            worksite: None,
            department: employment.and_then(|part| part.department.clone()),
            job_title: employment.and_then(|part| part.job_title.clone()),
            employment_type: employment.map(|part| part.employment_type),
            grade: employment.and_then(|part| part.grade.clone()),
            hired_on: employment.and_then(|part| part.from_on),
            joined_on: part.joined_on,
            category: Some(earlier.get(&part.id).copied().unwrap_or(part.category)),
            branch: None,
            sub_branch: None,
            workplace: None,
            union_post: standing.post(),
            fulltime_kind: standing.fulltime_kind(),
            status: Some(standing.status(status_on(part.status, part.left_on, day))),
            condition: standing.condition(),
            dues_kind: Some(part.dues_kind),
            checkoff_status: Some(part.checkoff_status),
            postal: way(ContactKind::HomeAddress).and_then(|way| way.postal.clone()),
            home_address: value(ContactKind::HomeAddress),
            phone: value(ContactKind::Phone),
            mobile: value(ContactKind::Mobile),
            mail_private: value(ContactKind::MailPrivate),
            emergency: value(ContactKind::Emergency),
            federation_share: consents.map(|lasting| if lasting.is_empty() { Agreed::No } else { Agreed::Yes }),
            remarks: person.remarks,
            left_on: part.left_on,
            end_reason: part.end_reason,
        };
        found.push(Stored {
            person_id: part.person_id,
            membership_id: part.id,
            status: part.status,
            employment_id: employment.map(|part| part.id),
            employment_to_come: told == day && employment.is_some_and(|part| !begun(part, day)),
            employer_id: employment.map(|part| part.employer_org_id),
            worksite_id: employment.and_then(|part| part.worksite_org_id),
            unit_id: assignment.map(|part| part.unit_id),
            assigned_on: assignment.map(|part| part.from_on),
            contacts: ways.iter().rev().map(|way| (way.kind, way.id)).collect(),
            standing,
            consents: consents.cloned().unwrap_or_default(),
            line,
        });
    }
    Ok(found)
}

async fn persons_of(on: &impl ConnectionTrait, persons: &[PersonId]) -> Result<HashMap<PersonId, PersonPart>> {
    use person::Column;
    let rows = person::Entity::find().filter(Column::Id.is_in(persons.iter().copied()));
    let found: Vec<PersonPart> = packed(
        on,
        rows,
        &[
            Column::Id,
            Column::FamilyName,
            Column::GivenName,
            Column::FamilyKana,
            Column::GivenKana,
            Column::DisplayName,
            Column::FormerName,
            Column::Gender,
            Column::BirthOn,
            Column::Remarks,
        ],
    )
    .await?;
    Ok(found.into_iter().map(|part| (part.id, part)).collect())
}

/// A person on the day by which a membership tells of the employment.
type OnDay = (PersonId, NaiveDate);

/// The employments in force on these days; of somebody whose membership goes on, else the next one.
async fn employments_of(
    on: &impl ConnectionTrait,
    memberships: &[MembershipPart],
    day: NaiveDate,
) -> Result<HashMap<OnDay, EmploymentPart>> {
    use employment::Column;
    let persons: HashSet<PersonId> = memberships.iter().map(|part| part.person_id).collect();
    let mut found: Vec<EmploymentPart> = packed(
        on,
        employment::Entity::find().filter(Column::PersonId.is_in(persons)),
        &[
            Column::Id,
            Column::PersonId,
            Column::EmployerOrgId,
            Column::WorksiteOrgId,
            Column::Department,
            Column::JobTitle,
            Column::Grade,
            Column::EmploymentType,
            Column::EmployeeNo,
            Column::FromOn,
            Column::ToOn,
        ],
    )
    .await?;
    found.sort_by_key(|part| part.id);
    let mut by_person: HashMap<PersonId, Vec<EmploymentPart>> = HashMap::new();
    for part in found {
        by_person.entry(part.person_id).or_default().push(part);
    }
    let mut best: HashMap<OnDay, EmploymentPart> = HashMap::new();
    let mut lacking: Vec<OnDay> = Vec::new();
    for membership in memberships {
        let told = told_on(day, membership.left_on);
        let key = (membership.person_id, told);
        let own = by_person.get(&membership.person_id).map(Vec::as_slice).unwrap_or_default();
        let found = nearest(own, told).filter(|part| told == day || begun(part, told));
        match found {
            Some(part) => drop(best.insert(key, part.clone())),
            None if told < day && !own.is_empty() => lacking.push(key),
            None => {}
        }
    }
    // Who has no other membership works under no other one: a day of hire after the last day of membership is a slip.
    let several = with_several(on, lacking.iter().map(|(person, _)| *person).collect()).await?;
    for key in lacking.into_iter().filter(|(person, _)| !several.contains(person)) {
        let own = by_person.get(&key.0).map(Vec::as_slice).unwrap_or_default();
        if let Some(part) = nearest(own, key.1) {
            best.insert(key, part.clone());
        }
    }
    Ok(best)
}

fn begun(part: &EmploymentPart, day: NaiveDate) -> bool {
    part.from_on.is_none_or(|from| from <= day)
}

/// In force before still to come; the one with the nearest last day, for it tells of this day; the latest begun.
fn nearest(rows: &[EmploymentPart], day: NaiveDate) -> Option<&EmploymentPart> {
    rows.iter()
        .filter(|part| part.to_on.is_none_or(|last| last >= day))
        .max_by_key(|part| (begun(part, day), nearness(part.from_on, part.to_on), std::cmp::Reverse(part.id)))
}

/// Those of these persons who have several memberships.
async fn with_several(on: &impl ConnectionTrait, persons: HashSet<PersonId>) -> Result<HashSet<PersonId>> {
    let (mut met, mut several) = (HashSet::new(), HashSet::new());
    if persons.is_empty() {
        return Ok(several);
    }
    let found: Vec<PersonId> = membership::Entity::find()
        .select_only()
        .column(membership::Column::PersonId)
        .filter(membership::Column::PersonId.is_in(persons))
        .into_tuple()
        .all(on)
        .await?;
    several.extend(found.into_iter().filter(|person| !met.insert(*person)));
    Ok(several)
}

/// The primary assignment in force on the day, else the next one.
async fn assignments_of(
    on: &impl ConnectionTrait,
    memberships: &[MembershipId],
    day: NaiveDate,
) -> Result<HashMap<MembershipId, AssignmentPart>> {
    use unit_assignment::Column;
    let rows = unit_assignment::Entity::find()
        .filter(Column::MembershipId.is_in(memberships.iter().copied()))
        .filter(Column::IsPrimary.eq(true))
        .filter(open_on(Column::ToOn, day));
    let mut found: Vec<AssignmentPart> =
        packed(on, rows, &[Column::MembershipId, Column::UnitId, Column::FromOn]).await?;
    found.sort_by_key(|part| std::cmp::Reverse(part.from_on));
    Ok(found.into_iter().map(|part| (part.membership_id, part)).collect())
}

async fn contacts_of(
    on: &impl ConnectionTrait,
    persons: &[PersonId],
    day: NaiveDate,
) -> Result<HashMap<PersonId, Vec<ContactPart>>> {
    use contact_point::Column;
    let rows = contact_point::Entity::find()
        .filter(Column::PersonId.is_in(persons.iter().copied()))
        .filter(open_on(Column::ToOn, day));
    let columns = [Column::Id, Column::PersonId, Column::Kind, Column::Value, Column::Postal, Column::Preferred];
    let mut found: Vec<ContactPart> = packed(on, rows, &columns).await?;
    found.sort_by_key(|part| (std::cmp::Reverse(part.preferred), part.id));
    let mut by_person: HashMap<PersonId, Vec<ContactPart>> = HashMap::new();
    for part in found {
        by_person.entry(part.person_id).or_default().push(part);
    }
    Ok(by_person)
}
