//! What the roster keeps of a person, in words (R23). A test walks the foreign keys of the schema: a table that tells of
//! persons cannot be forgotten here.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;

use super::consents::BY_LIST;
use super::entity::{
    consent, consent_refusal, contact_point, employment, erasure, finding_kept, membership, membership_category,
    membership_condition, membership_event, office, office_term, person, person_pair, subject_request, unit_assignment,
};
use super::provision::provisions_of;
use crate::desk::{Said, Section};
use crate::error::Result;
use crate::ids::{OfficeId, OrganizationId, PersonId, UnitId};
use crate::labels;
use crate::organizations::{self, Tree};
use crate::session::Session;

type Record = Vec<(&'static str, Said)>;

/// The word of a code, by the key of its label.
fn code(key: String) -> Said {
    Said::Word(key)
}

/// Names of units and organisations.
struct Names {
    tree: Tree,
    organizations: HashMap<OrganizationId, String>,
}

impl Names {
    fn organization(&self, id: Option<OrganizationId>) -> Said {
        id.and_then(|id| self.organizations.get(&id).cloned()).into()
    }

    fn unit(&self, id: Option<UnitId>) -> Said {
        id.and_then(|id| self.tree.way(id)).into()
    }
}

/// The sections of the roster.
///
/// # Errors
/// What the database answers.
pub(crate) async fn disclose(session: &Session, id: PersonId) -> Result<Vec<Section>> {
    let on = session.look();
    let organizations = organizations::organizations(on).await?.into_iter().map(|row| (row.id, row.name)).collect();
    let names = Names { tree: organizations::tree(on).await?, organizations };
    let persons = person::Entity::find()
        .filter(Condition::any().add(person::Column::Id.eq(id)).add(person::Column::MergedIntoId.eq(id)))
        .order_by_asc(person::Column::MergedIntoId)
        .all(on)
        .await?;
    macro_rules! of_person {
        ($table:ident) => {
            $table::Entity::find()
                .filter($table::Column::PersonId.eq(id))
                .order_by_asc($table::Column::Id)
                .all(on)
                .await?
        };
    }
    let memberships = of_person!(membership);
    let of: Vec<_> = memberships.iter().map(|row| row.id).collect();
    macro_rules! of_memberships {
        ($table:ident) => {
            $table::Entity::find()
                .filter($table::Column::MembershipId.is_in(of.iter().copied()))
                .order_by_asc($table::Column::Id)
                .all(on)
                .await?
        };
    }
    let offices: HashMap<OfficeId, office::Model> =
        office::Entity::find().all(on).await?.into_iter().map(|row| (row.id, row)).collect();
    let pairs = person_pair::Entity::find()
        .filter(Condition::any().add(person_pair::Column::OneId.eq(id)).add(person_pair::Column::OtherId.eq(id)))
        .all(on)
        .await?;
    let section = |title: &'static str, records: Vec<Record>| Section { title, records };
    Ok(vec![
        section("members.part.person", persons.into_iter().map(|row| of_row(row, id)).collect()),
        section("members.part.contacts", of_person!(contact_point).into_iter().map(contact).collect()),
        section("members.part.employment", of_person!(employment).into_iter().map(|row| work(row, &names)).collect()),
        section("members.part.membership", memberships.into_iter().map(of_membership).collect()),
        section(
            "members.part.assignments",
            of_memberships!(unit_assignment).into_iter().map(|row| assignment(&row, &names)).collect(),
        ),
        section("members.part.categories", of_memberships!(membership_category).iter().map(earlier_category).collect()),
        section("members.part.conditions", of_memberships!(membership_condition).into_iter().map(condition).collect()),
        section(
            "members.part.terms",
            of_memberships!(office_term).into_iter().map(|row| term(row, &offices, &names)).collect(),
        ),
        section("members.part.consents", of_person!(consent).into_iter().map(|row| agreed(row, &names)).collect()),
        section(
            "members.part.refusals",
            of_person!(consent_refusal).into_iter().map(|row| refused(row, &names)).collect(),
        ),
        section("members.part.history", of_memberships!(membership_event).into_iter().map(event).collect()),
        section("members.provisions", provisions_of(session, id).await?.into_iter().map(given).collect()),
        section("members.requests", of_person!(subject_request).into_iter().map(request).collect()),
        section("members.disclose.pairs", pairs.iter().map(pair).collect()),
        section("members.disclose.findings", of_person!(finding_kept).into_iter().map(finding).collect()),
        section("members.disclose.erasures", of_person!(erasure).iter().map(mark).collect()),
    ])
}

fn of_row(row: person::Model, id: PersonId) -> Record {
    vec![
        ("members.disclose.merged", (row.id != id).into()),
        ("members.column.family_name", row.family_name.into()),
        ("members.column.given_name", row.given_name.into()),
        ("members.column.family_kana", row.family_kana.into()),
        ("members.column.given_kana", row.given_kana.into()),
        ("members.column.display_name", row.display_name.into()),
        ("members.column.former_name", row.former_name.into()),
        ("members.column.gender", row.gender.map_or(Said::Nothing, |gender| code(gender.label_key()))),
        ("members.column.birth_on", row.birth_on.into()),
        ("members.column.remarks", row.remarks.into()),
        ("members.disclose.deceased_on", row.deceased_on.into()),
        ("members.disclose.created_at", row.created_at.into()),
        ("members.disclose.updated_at", row.updated_at.into()),
    ]
}

fn contact(row: contact_point::Model) -> Record {
    vec![
        ("members.contact.kind", code(row.kind.label_key())),
        ("members.disclose.contact", row.value.into()),
        ("members.contact.postal", row.postal.into()),
        ("members.contact.preferred", row.preferred.into()),
        ("members.disclose.from_on", row.from_on.into()),
        ("members.disclose.to_on", row.to_on.into()),
    ]
}

fn work(row: employment::Model, names: &Names) -> Record {
    vec![
        ("members.column.employer", names.organization(Some(row.employer_org_id))),
        ("members.column.worksite", names.organization(row.worksite_org_id)),
        ("members.column.department", row.department.into()),
        ("members.column.job_title", row.job_title.into()),
        ("members.column.grade", row.grade.into()),
        ("members.column.employment_type", code(row.employment_type.label_key())),
        ("members.column.employee_no", row.employee_no.into()),
        ("members.disclose.from_on", row.from_on.into()),
        ("members.disclose.to_on", row.to_on.into()),
    ]
}

fn of_membership(row: membership::Model) -> Record {
    vec![
        ("members.column.member_no", row.member_no.into()),
        ("members.column.category", code(row.category.label_key())),
        ("members.disclose.category_from", row.category_from.into()),
        ("members.column.status", code(row.status.label_key())),
        ("members.column.applied_on", row.applied_on.into()),
        ("members.column.joined_on", row.joined_on.into()),
        ("members.column.join_reason", row.join_reason.map_or(Said::Nothing, |reason| code(reason.label_key()))),
        ("members.column.left_on", row.left_on.into()),
        ("members.column.end_reason", row.end_reason.map_or(Said::Nothing, |reason| code(reason.label_key()))),
        ("members.disclose.end_received_on", row.end_received_on.into()),
        ("members.column.end_note", row.end_note.into()),
        ("members.disclose.resolution", row.resolution.as_deref().map_or(Said::Nothing, of_json)),
        ("members.column.dues_kind", code(row.dues_kind.label_key())),
        ("members.column.checkoff_status", code(row.checkoff_status.label_key())),
        ("members.column.checkoff_mandate_on", row.checkoff_mandate_on.into()),
        ("members.column.checkoff_stopped_on", row.checkoff_stopped_on.into()),
        ("members.column.voting_right", row.voting_right.into()),
        ("members.column.fulltime_kind", row.fulltime_kind.map_or(Said::Nothing, |kind| code(kind.label_key()))),
        ("members.column.union_post", row.union_post.filter(|word| !word.is_empty()).into()),
    ]
}

fn assignment(row: &unit_assignment::Model, names: &Names) -> Record {
    vec![
        ("members.unit", names.unit(Some(row.unit_id))),
        ("members.disclose.primary", row.is_primary.into()),
        ("members.disclose.from_on", row.from_on.into()),
        ("members.disclose.to_on", row.to_on.into()),
    ]
}

fn earlier_category(row: &membership_category::Model) -> Record {
    vec![("members.column.category", code(row.category.label_key())), ("members.disclose.to_on", row.to_on.into())]
}

fn condition(row: membership_condition::Model) -> Record {
    vec![
        ("members.condition.kind", code(row.kind.label_key())),
        ("members.disclose.from_on", row.from_on.into()),
        ("members.disclose.to_on", row.to_on.into()),
        ("members.column.dues_kind", row.dues_kind.map_or(Said::Nothing, |kind| code(kind.label_key()))),
        ("members.condition.quorum", row.quorum_excluded.into()),
        ("members.condition.note", row.note.into()),
        ("members.disclose.resolution", row.resolution.as_deref().map_or(Said::Nothing, of_json)),
    ]
}

fn term(row: office_term::Model, offices: &HashMap<OfficeId, office::Model>, names: &Names) -> Record {
    let office = offices.get(&row.office_id).map(|office| office.label.clone());
    vec![
        ("members.disclose.office", office.into()),
        ("members.unit", names.unit(row.unit_id)),
        ("members.disclose.from_on", row.from_on.into()),
        ("members.disclose.to_on", row.to_on.into()),
        ("members.term.due", row.due_on.into()),
        ("members.column.fulltime_kind", code(row.fulltime_kind.label_key())),
        ("members.disclose.elected_by", code(row.elected_by.label_key())),
        ("members.term.early", row.ended_early_reason.into()),
    ]
}

fn agreed(row: consent::Model, names: &Names) -> Record {
    let by_list = row.notice_version == BY_LIST;
    let notice = if by_list { code("members.consent.by_list".to_owned()) } else { row.notice_version.into() };
    vec![
        ("members.consent.purpose", code(row.purpose.label_key())),
        ("members.consent.recipient", names.organization(row.recipient_org_id)),
        ("members.consent.on", row.granted_on.into()),
        ("members.disclose.withdrawn_on", row.withdrawn_on.into()),
        ("members.consent.method", code(row.method.label_key())),
        ("members.consent.notice", notice),
        ("members.consent.paper", row.document_ref.into()),
    ]
}

fn refused(row: consent_refusal::Model, names: &Names) -> Record {
    vec![
        ("members.consent.purpose", code(row.purpose.label_key())),
        ("members.consent.recipient", names.organization(row.recipient_org_id)),
        ("members.consent.refused_on", row.refused_on.into()),
    ]
}

fn event(row: membership_event::Model) -> Record {
    vec![
        ("members.disclose.what", code(row.kind.label_key())),
        ("members.disclose.effective_on", row.effective_on.into()),
        ("members.disclose.recorded_at", row.created_at.into()),
        ("members.disclose.before", of_json(&row.before)),
        ("members.disclose.after", of_json(&row.after)),
        ("members.reason", row.reason.into()),
        ("members.disclose.imported", row.import_batch_id.is_some().into()),
    ]
}

fn given(row: super::model::ProvisionRow) -> Record {
    let items = row.items.iter().map(|item| Said::Word(format!("column.{item}"))).collect();
    vec![
        ("members.provisions.on", row.provided_on.into()),
        ("members.provisions.recipient", row.recipient.into()),
        ("members.provisions.basis", code(row.legal_basis.label_key())),
        ("members.provisions.purpose", row.purpose.into()),
        ("members.provisions.items", Said::List(items)),
    ]
}

fn request(row: subject_request::Model) -> Record {
    vec![
        ("members.request.kind", code(row.kind.label_key())),
        ("members.request.received_on", row.received_on.into()),
        ("members.request.due_on", row.due_on.into()),
        ("members.request.status", code(row.status.label_key())),
        ("members.request.identity_checked_on", row.identity_checked_on.into()),
        ("members.request.closed_on", row.closed_on.into()),
        ("members.request.note", row.note.into()),
        ("members.request.answer", row.answer.into()),
    ]
}

/// Told apart from somebody: from whom is the other's affair.
fn pair(row: &person_pair::Model) -> Record {
    vec![("members.disclose.recorded_at", row.created_at.into())]
}

/// What was found about the record and left as it is.
fn finding(row: finding_kept::Model) -> Record {
    let key = format!("enum.finding.{}", row.kind);
    let what = if labels::has(&key) { code(key) } else { Said::Text(row.kind) };
    vec![("members.disclose.what", what), ("members.disclose.recorded_at", row.created_at.into())]
}

fn mark(row: &erasure::Model) -> Record {
    vec![
        ("members.disclose.what", code(row.kind.label_key())),
        ("members.disclose.ground", code(row.ground.label_key())),
        ("members.disclose.erased_on", row.erased_on.into()),
    ]
}

/// Fields of a JSON document, each with its label where there is one; codes in words. Ids tell a person nothing, the names
/// stand beside them.
fn of_json(text: &str) -> Said {
    let fields: Value = serde_json::from_str(text).unwrap_or_default();
    let Some(fields) = fields.as_object() else { return Said::Nothing };
    let said = fields.iter().filter(|(name, value)| !name.ends_with("_id") && !value.is_null());
    Said::List(said.map(|(name, value)| Said::Field(label_of(name), Box::new(of_value(name, value)))).collect())
}

fn label_of(name: &str) -> String {
    if name == "unit" {
        return "members.unit".to_owned();
    }
    let known =
        ["members.column", "column", "members.resolution", "members.disclose"].map(|part| format!("{part}.{name}"));
    known.into_iter().find(|key| labels::has(key)).unwrap_or_else(|| name.to_owned())
}

fn of_value(name: &str, value: &Value) -> Said {
    let Some(text) = value.as_str() else {
        return match value {
            Value::Bool(yes) => (*yes).into(),
            other => Said::Text(other.to_string()),
        };
    };
    let list = if name == "kind" { "condition_kind" } else { name };
    let key = format!("enum.{list}.{text}");
    match text.parse() {
        Ok(day) => Said::Day(day),
        Err(_) if labels::has(&key) => Said::Word(key),
        Err(_) => Said::Text(text.to_owned()),
    }
}
