//! Names that go to another organisation: whom a file may hold, what is written down of it, and the notices of
//! joint use that stand for everybody's consent.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::consents::agreed;
use super::entity::{joint_use_notice, provision_person, provision_record};
use super::inside::stays_inside;
use super::model::{
    AnnounceJointUse, ConsentPurpose, EndJointUse, JointUseRow, LegalBasis, Provided, ProvisionRow, ProvisionsFrom,
    share_purpose,
};
use crate::api::{Nothing, Page};
use crate::compose;
use crate::desk;
use crate::error::{Error, FieldProblem, Result};
use crate::excel::save;
use crate::ids::{ExportId, JointUseId, OfficerId, OrganizationId, PersonId, ProvisionId};
use crate::officers::{Export, note_export};
use crate::organizations::{self, OrgKind, OrganizationRow};
use crate::session::Session;

/// A file with names on its way to another organisation.
#[derive(Debug)]
pub(crate) struct Provision {
    to: OrganizationRow,
    /// The consent that each person must have given; not asked under a joint use.
    needs: ConsentPurpose,
    joint_use: Option<JointUseId>,
    today: NaiveDate,
    given: BTreeSet<PersonId>,
    left_out: BTreeSet<PersonId>,
}

impl Provision {
    /// What the recipient of a file means: none when it stays within the union. Nobody who is neither within it nor on its
    /// list of organisations gets names: nothing would say afterwards that they did.
    ///
    /// # Errors
    /// `X-3`: employers get no list of members; `recipient_unknown`.
    pub(crate) async fn to(session: &Session, recipient: &str) -> Result<Option<Self>> {
        let on = session.look();
        let settings = desk::profile(session).await?;
        let Some(to) = organizations::addressed(on, &settings.name, recipient).await? else {
            return match stays_inside(session, &settings, recipient).await? {
                true => Ok(None),
                false => Err(Error::refused("recipient_unknown", json!({ "name": recipient.trim() }))),
            };
        };
        let needs = match (share_purpose(to.kind), to.kind) {
            (Some(needs), _) => needs,
            (None, OrgKind::Employer) => return Err(Error::refused("X-3", json!({ "name": to.name }))),
            (None, _) => return Ok(None),
        };
        let today = session.today();
        let joint_use = joint_use_notice::Entity::find()
            .filter(joint_use_notice::Column::RecipientOrgId.eq(to.id))
            .filter(joint_use_notice::Column::AnnouncedOn.lte(today))
            .filter(
                Condition::any()
                    .add(joint_use_notice::Column::EndedOn.is_null())
                    .add(joint_use_notice::Column::EndedOn.gte(today)),
            )
            .order_by_desc(joint_use_notice::Column::AnnouncedOn)
            .one(on)
            .await?
            .map(|notice| notice.id);
        Ok(Some(Self { to, needs, joint_use, today, given: BTreeSet::new(), left_out: BTreeSet::new() }))
    }

    /// What came of a training, on its way to the organisation for which people took part (E-08).
    ///
    /// # Errors
    /// [`Error::Missing`].
    pub(crate) async fn of_training(session: &Session, to: OrganizationId) -> Result<Self> {
        Ok(Self {
            to: organizations::organization(session.look(), to).await?,
            needs: ConsentPurpose::TrainingShareHost,
            joint_use: None,
            today: session.today(),
            given: BTreeSet::new(),
            left_out: BTreeSet::new(),
        })
    }

    /// The organisation that the file goes to.
    pub(crate) fn recipient(&self) -> &str {
        &self.to.name
    }

    fn basis(&self) -> LegalBasis {
        if self.joint_use.is_some() { LegalBasis::JointUse } else { LegalBasis::Consent }
    }

    /// Judge these persons: who agreed, or everybody under a joint use, goes into the file; the others are counted.
    ///
    /// # Errors
    /// What the database answers.
    pub(crate) async fn judge(&mut self, on: &impl ConnectionTrait, persons: &[PersonId]) -> Result<()> {
        if self.joint_use.is_some() {
            self.given.extend(persons);
            return Ok(());
        }
        let agreed = agreed(on, persons, self.needs, Some(self.to.id), self.today).await?;
        for person in persons {
            if agreed.contains(person) {
                self.given.insert(*person)
            } else {
                self.left_out.insert(*person)
            };
        }
        Ok(())
    }

    /// Whether a person who was judged goes into the file.
    pub(crate) fn gives(&self, person: PersonId) -> bool {
        self.given.contains(&person)
    }

    /// Of those who may go into the file only these do: the record names who is in it.
    pub(crate) fn only(&mut self, written: &BTreeSet<PersonId>) {
        self.given.retain(|person| written.contains(person));
    }

    /// Persons in the file.
    pub(crate) fn people(&self) -> usize {
        self.given.len()
    }

    /// Asked when everybody was judged.
    ///
    /// # Errors
    /// `X-2` when nobody agreed: an empty list is no list.
    pub(crate) fn check(&self) -> Result<()> {
        if self.given.is_empty() {
            return Err(Error::refused("X-2", json!({ "name": self.to.name, "n": self.left_out.len() })));
        }
        Ok(())
    }

    /// In words, for whoever wrote the file.
    pub(crate) fn told(&self) -> Provided {
        Provided {
            recipient: self.to.name.clone(),
            legal_basis: self.basis(),
            people: self.given.len(),
            left_out: self.left_out.len(),
        }
    }
}

/// Write a file with names down: into the export log, and, when it went to another organisation, as a record of provision
/// with every person in it. One op that is never taken back.
///
/// # Errors
/// What the database answers.
pub(crate) async fn log(
    session: &Session,
    (capability, verb): (&'static str, &'static str),
    export: Export,
    written: &save::Written,
    items: &[&str],
    provision: Option<&Provision>,
) -> Result<ExportId> {
    let mut change = session.change(capability, verb).await?;
    let id = note_export(&mut change, session, &export, written).await?;
    if let Some(provision) = provision {
        let record = ProvisionId::new();
        let row = provision_record::ActiveModel {
            id: Set(record),
            recipient_org_id: Set(provision.to.id),
            provided_on: Set(provision.today),
            export_id: Set(id),
            items: Set(json!(items).to_string()),
            people_count: Set(i64::try_from(provision.given.len()).unwrap_or(i64::MAX)),
            left_out: Set(i64::try_from(provision.left_out.len()).unwrap_or(i64::MAX)),
            legal_basis: Set(provision.basis()),
            joint_use_id: Set(provision.joint_use),
            purpose: Set(export.purpose.clone()),
            ..Default::default()
        };
        change.keep::<provision_record::Entity>(vec![row]).await?;
        let persons = provision.given.iter().map(|person| provision_person::ActiveModel {
            provision_id: Set(record),
            person_id: Set(*person),
            ..Default::default()
        });
        change.keep::<provision_person::Entity>(persons.collect()).await?;
    }
    let recipient = provision.map(|provision| &provision.to.name);
    change.done(json!({ "report": export.report, "n": written.rows, "recipient": recipient })).await?;
    Ok(id)
}

/// Records of provision, newest first. They name no person; a person's own stand on the card.
///
/// # Errors
/// What the database answers.
pub async fn provisions(session: &Session, input: ProvisionsFrom) -> Result<Page<ProvisionRow>> {
    let limit = u64::from(input.limit.unwrap_or(100)).clamp(1, 500);
    let mut query = provision_record::Entity::find().order_by_desc(provision_record::Column::Id).limit(limit);
    if let Some(before) = input.before {
        query = query.filter(provision_record::Column::Id.lt(before));
    }
    let rows = rows_of(session, query.all(session.look()).await?).await?;
    let next = (rows.len() as u64 == limit).then(|| rows.last().map(|row| row.id.to_string())).flatten();
    Ok(Page { rows, next })
}

/// The records of provision of some days, both included, the oldest first.
///
/// # Errors
/// What the database answers.
pub(crate) async fn provisions_between(session: &Session, from: NaiveDate, to: NaiveDate) -> Result<Vec<ProvisionRow>> {
    let rows = provision_record::Entity::find()
        .filter(provision_record::Column::ProvidedOn.between(from, to))
        .order_by_asc(provision_record::Column::Id)
        .all(session.look())
        .await?;
    rows_of(session, rows).await
}

/// What was given of one person, newest first.
///
/// # Errors
/// What the database answers.
pub(crate) async fn provisions_of(session: &Session, person: PersonId) -> Result<Vec<ProvisionRow>> {
    let of_person = provision_person::Entity::find()
        .select_only()
        .column(provision_person::Column::ProvisionId)
        .filter(provision_person::Column::PersonId.eq(person))
        .into_tuple::<ProvisionId>()
        .all(session.look())
        .await?;
    let rows = provision_record::Entity::find()
        .filter(provision_record::Column::Id.is_in(of_person))
        .order_by_desc(provision_record::Column::Id)
        .all(session.look())
        .await?;
    rows_of(session, rows).await
}

/// When one of these persons was provided to an organisation.
///
/// # Errors
/// What the database answers.
pub(crate) async fn provided_at(on: &impl ConnectionTrait, persons: &HashSet<String>) -> Result<Vec<DateTime<Utc>>> {
    let persons: Vec<Uuid> = persons.iter().filter_map(|id| id.parse().ok()).collect();
    let mut moments = Vec::new();
    for part in persons.chunks(500) {
        let found: Vec<DateTime<Utc>> = provision_person::Entity::find()
            .select_only()
            .column(provision_person::Column::CreatedAt)
            .distinct()
            .filter(provision_person::Column::PersonId.is_in(part.iter().copied()))
            .into_tuple()
            .all(on)
            .await?;
        moments.extend(found);
    }
    Ok(moments)
}

async fn rows_of(session: &Session, rows: Vec<provision_record::Model>) -> Result<Vec<ProvisionRow>> {
    let officers = compose::officer_names(session).await?;
    let names = names(session).await?;
    let rows = rows.into_iter().map(|row| ProvisionRow {
        id: row.id,
        recipient: names.get(&row.recipient_org_id).cloned().unwrap_or_default(),
        provided_on: row.provided_on,
        items: serde_json::from_str(&row.items).unwrap_or_default(),
        people_count: row.people_count,
        left_out: row.left_out,
        legal_basis: row.legal_basis,
        purpose: row.purpose,
        by: row.created_by.and_then(|id| officers.get(&OfficerId(id)).cloned()).unwrap_or_default(),
    });
    Ok(rows.collect())
}

async fn names(session: &Session) -> Result<HashMap<OrganizationId, String>> {
    let rows = organizations::organizations(session.look()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Notices of joint use, newest first.
///
/// # Errors
/// What the database answers.
pub async fn joint_uses(session: &Session, _input: Nothing) -> Result<Vec<JointUseRow>> {
    let names = names(session).await?;
    let rows = joint_use_notice::Entity::find()
        .order_by_desc(joint_use_notice::Column::AnnouncedOn)
        .order_by_desc(joint_use_notice::Column::Id)
        .all(session.look())
        .await?;
    let rows = rows.into_iter().map(|row| JointUseRow {
        id: row.id,
        version: row.version,
        recipient_org_id: row.recipient_org_id,
        recipient: names.get(&row.recipient_org_id).cloned().unwrap_or_default(),
        items: row.items,
        extent: row.extent,
        purpose: row.purpose,
        responsible: row.responsible,
        announced_on: row.announced_on,
        ended_on: row.ended_on,
    });
    Ok(rows.collect())
}

/// Record that a joint use was announced.
///
/// # Errors
/// `required` at each field that is empty; `joint_use_recipient` for an employer or the own union.
pub async fn announce_joint_use(session: &Session, input: AnnounceJointUse) -> Result<JointUseId> {
    let texts = [
        ("items", &input.items),
        ("extent", &input.extent),
        ("purpose", &input.purpose),
        ("responsible", &input.responsible),
    ];
    let empty = texts.iter().filter(|(_, text)| text.trim().is_empty());
    let empty: Vec<FieldProblem> = empty.map(|(field, _)| FieldProblem::new(field, "required")).collect();
    if !empty.is_empty() {
        return Err(Error::Invalid(empty));
    }
    let mut change = session.change("members", "announce_joint_use").await?;
    let to = organizations::organization(change.on(), input.recipient_org_id).await?;
    if share_purpose(to.kind).is_none() {
        return Err(Error::invalid("recipient_org_id", "joint_use_recipient"));
    }
    let id = JointUseId::new();
    change
        .insert::<joint_use_notice::Entity>(joint_use_notice::ActiveModel {
            id: Set(id),
            recipient_org_id: Set(to.id),
            items: Set(input.items.trim().to_owned()),
            extent: Set(input.extent.trim().to_owned()),
            purpose: Set(input.purpose.trim().to_owned()),
            responsible: Set(input.responsible.trim().to_owned()),
            announced_on: Set(input.announced_on),
            ended_on: Set(None),
            ..Default::default()
        })
        .await?;
    change.done(json!({ "name": to.name })).await?;
    Ok(id)
}

/// A joint use ends; from the day after, each person must agree again.
///
/// # Errors
/// [`Error::Changed`], `date_order`.
pub async fn end_joint_use(session: &Session, input: EndJointUse) -> Result<Nothing> {
    let mut change = session.change("members", "end_joint_use").await?;
    let row = joint_use_notice::Entity::find_by_id(input.id)
        .one(change.on())
        .await?
        .ok_or(Error::Missing { what: "joint_use" })?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    if input.ended_on < row.announced_on {
        return Err(Error::invalid("ended_on", "date_order"));
    }
    let to = organizations::organization(change.on(), row.recipient_org_id).await?;
    change.update::<joint_use_notice::Entity>(&row, |active| active.ended_on = Set(Some(input.ended_on))).await?;
    change.done(json!({ "name": to.name })).await?;
    Ok(Nothing {})
}
