//! Names of persons and organisations, as far as the officer sees them; certificates; what somebody learned.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::entity::{certificate, course_run, enrolment, learning_elsewhere, run_session};
use super::super::model::{CertificateRow, FoundMember, LearningOf, LearningRow, MemberNumbered, Org, RunNamed};
use super::load;
use crate::desk;
use crate::error::{Error, Result};
use crate::ids::{EnrolmentId, OrganizationId, PersonId};
use crate::members::{self, ConsentPurpose, NamedPerson};
use crate::organizations::{self, OrgKind};
use crate::rights::{Right, Role};
use crate::session::Session;

/// Names by organisation, with the union's own under none.
///
/// # Errors
/// What the database answers.
pub(in crate::training) async fn org_names(session: &Session) -> Result<HashMap<Org, String>> {
    let own = desk::profile(session).await?.name;
    let rows = organizations::organizations(session.look()).await?;
    let mut names: HashMap<Org, String> = rows.into_iter().map(|row| (Some(row.id), row.name)).collect();
    names.insert(None, own);
    Ok(names)
}

/// An organisation as training counts it: the union itself is none.
///
/// # Errors
/// `org_missing` at the field.
pub(in crate::training) async fn org_of(
    on: &impl ConnectionTrait,
    field: &str,
    id: Option<OrganizationId>,
) -> Result<Org> {
    let Some(id) = id else { return Ok(None) };
    let found = organizations::organizations(on).await?.into_iter().find(|row| row.id == id);
    let found = found.ok_or_else(|| Error::invalid(field, "partner_missing"))?;
    Ok((found.kind != OrgKind::OwnUnion).then_some(id))
}

/// Persons with their names, as far as the officer sees them.
pub(in crate::training) struct Names {
    all: HashMap<PersonId, NamedPerson>,
    seen: HashSet<PersonId>,
}

impl Names {
    /// The person, if in sight.
    pub fn get(&self, id: PersonId) -> Option<&NamedPerson> {
        self.all.get(&id).filter(|_| self.seen.contains(&id))
    }
}

/// The names of persons that the officer sees in trainings: all of them, those of the own subtree, or for a workplace
/// representative those of the workplace who agreed that the union's activity shows them.
///
/// # Errors
/// What the database answers.
pub(in crate::training) async fn names(session: &Session, persons: &[PersonId]) -> Result<Names> {
    let on = session.look();
    let today = session.today();
    let all = members::named_persons(on, persons, today).await?;
    let scope = members::scope(session, Right::SeeTraining).await?;
    if scope.paths.is_none() {
        return Ok(Names { all, seen: persons.iter().copied().collect() });
    }
    let mut seen = members::persons_in_reach(on, &scope, persons).await?;
    let held = session.desk().grants.held();
    let sees_all = held
        .iter()
        .any(|grant| crate::rights::carries(grant.role, Right::SeeTraining) && grant.role != Role::WorkplaceRep);
    if !sees_all {
        let agreed = members::agreed(on, persons, ConsentPurpose::UnionActivity, None, today).await?;
        seen.retain(|person| agreed.contains(person));
    }
    Ok(Names { all, seen })
}

/// A member by the number on the paper, also where its first noughts are left out.
///
/// # Errors
/// [`Error::Missing`] for a number that no member in force has.
pub async fn find_member(session: &Session, input: MemberNumbered) -> Result<FoundMember> {
    let on = session.look();
    let width = usize::try_from(desk::profile(session).await?.member_no_width).unwrap_or(6);
    let padded = format!("{:0>width$}", input.member_no.trim());
    let mut found = members::numbered(on, &[input.member_no.clone(), padded.clone()]).await?;
    let found = found.remove(&input.member_no).or_else(|| found.remove(&padded));
    let found = found.ok_or(Error::Missing { what: "member" })?;
    let today = session.today();
    let known = members::named_persons(on, &[found.person_id], today).await?.remove(&found.person_id);
    let known = known.ok_or(Error::Missing { what: "member" })?;
    let belongs = members::belonging(on, &[found.person_id], today).await?.remove(&found.person_id);
    let tree = organizations::tree(on).await?;
    let unit = belongs.and_then(|belongs| belongs.unit).and_then(|unit| tree.get(unit));
    Ok(FoundMember {
        person_id: found.person_id,
        member_no: found.member_no,
        name: known.name,
        kana: known.kana,
        unit: unit.map(|unit| unit.label.clone()),
    })
}

/// A certificate, whose it is, and for which organisation they took part.
pub(crate) struct Certified {
    pub person: PersonId,
    pub org: Org,
    pub row: CertificateRow,
}

/// The certificates of a run, by number, also those taken back.
///
/// # Errors
/// [`Error::Missing`].
pub async fn certificates(session: &Session, input: RunNamed) -> Result<Vec<CertificateRow>> {
    Ok(certified(session, input).await?.into_iter().map(|one| one.row).collect())
}

/// [`certificates`] with whose they are.
///
/// # Errors
/// [`Error::Missing`].
pub(crate) async fn certified(session: &Session, input: RunNamed) -> Result<Vec<Certified>> {
    let on = session.look();
    let loaded = load(on, input.id).await?;
    let persons: Vec<PersonId> = loaded.rows.iter().map(|row| row.person_id).collect();
    let names = names(session, &persons).await?;
    let orgs = org_names(session).await?;
    let mut found = Vec::new();
    for part in loaded.rows.chunks(500) {
        let rows = certificate::Entity::find()
            .filter(certificate::Column::EnrolmentId.is_in(part.iter().map(|row| row.id)))
            .all(on)
            .await?;
        found.extend(rows);
    }
    found.sort_by(|one, other| one.number.cmp(&other.number));
    let rows = found.into_iter().filter_map(|row| {
        let of = loaded.row(row.enrolment_id)?;
        let known = names.get(of.person_id)?;
        let row = CertificateRow {
            id: row.id,
            version: row.version,
            number: row.number,
            enrolment_id: row.enrolment_id,
            name: known.name.clone(),
            org: orgs.get(&of.org_id).cloned().unwrap_or_default(),
            title: row.title_text,
            issued_on: row.issued_on,
            revoked_on: row.revoked_on,
            revoke_reason: row.revoke_reason,
        };
        Some(Certified { person: of.person_id, org: of.org_id, row })
    });
    Ok(rows.collect())
}

/// What a person learned in the union's courses and elsewhere, newest first.
///
/// # Errors
/// [`Error::Missing`] for a person out of sight.
pub async fn learning(session: &Session, input: LearningOf) -> Result<Vec<LearningRow>> {
    if names(session, &[input.person_id]).await?.get(input.person_id).is_none() {
        return Err(Error::Missing { what: "person" });
    }
    learned(session, input.person_id).await
}

/// Numbers of certificates that were taken back, of these applications.
///
/// # Errors
/// What the database answers.
pub(crate) async fn revoked(on: &impl ConnectionTrait, of: &[EnrolmentId]) -> Result<Vec<String>> {
    Ok(certificate::Entity::find()
        .filter(certificate::Column::EnrolmentId.is_in(of.iter().copied()))
        .filter(certificate::Column::RevokedOn.is_not_null())
        .select_only()
        .column(certificate::Column::Number)
        .into_tuple()
        .all(on)
        .await?)
}

/// What a person learned here and elsewhere, the newest first; the caller has looked whether the officer may know it.
///
/// # Errors
/// What the database answers.
pub(crate) async fn learned(session: &Session, person: PersonId) -> Result<Vec<LearningRow>> {
    let on = session.look();
    let own = org_names(session).await?.remove(&None);
    let enrolled = enrolment::Entity::find().filter(enrolment::Column::PersonId.eq(person)).all(on).await?;
    let mut rows = Vec::new();
    for row in enrolled {
        let Some(run) = course_run::Entity::find_by_id(row.run_id).one(on).await? else { continue };
        let days = run_session::Entity::find()
            .filter(run_session::Column::RunId.eq(run.id))
            .order_by_asc(run_session::Column::HeldOn)
            .all(on)
            .await?;
        let held = certificate::Entity::find()
            .filter(certificate::Column::EnrolmentId.eq(row.id))
            .filter(certificate::Column::RevokedOn.is_null())
            .one(on)
            .await?;
        rows.push(LearningRow {
            id: None,
            version: None,
            enrolment_id: Some(row.id),
            title: run.title,
            provider: own.clone(),
            from_on: days.first().map(|day| day.held_on),
            to_on: days.last().map(|day| day.held_on),
            minutes: row.minutes,
            status: Some(row.status),
            certificate: held.map(|held| held.number),
        });
    }
    let elsewhere = learning_elsewhere::Entity::find()
        .filter(learning_elsewhere::Column::PersonId.eq(person))
        .filter(learning_elsewhere::Column::VoidedOn.is_null())
        .all(on)
        .await?;
    rows.extend(elsewhere.into_iter().map(|row| LearningRow {
        id: Some(row.id),
        version: Some(row.version),
        enrolment_id: None,
        title: row.title,
        provider: row.provider,
        from_on: row.from_on,
        to_on: row.to_on,
        minutes: row.hours.map(|hours| hours * 60),
        status: None,
        certificate: None,
    }));
    rows.sort_by(|one, other| other.from_on.cmp(&one.from_on).then_with(|| one.title.cmp(&other.title)));
    Ok(rows)
}
