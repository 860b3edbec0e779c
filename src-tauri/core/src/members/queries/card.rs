//! The card of a person.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::super::category::categories_of;
use super::super::entity::{
    consent, consent_refusal, contact_point, employment, membership, membership_condition, membership_event,
    office_term, person, unit_assignment,
};
use super::super::erase::number_shown;
use super::super::model::{
    AssignmentDetail, Categories, CategoryDetail, ConditionDetail, ConsentDetail, ContactDetail, EmploymentDetail,
    EmploymentDraft, EventDetail, MemberCard, MembershipDetail, PersonDraft, PersonNamed, RefusalDetail, TermRow,
};
use super::super::provision::provisions_of;
use super::super::roster::{status_on, weight};
use super::super::standing::{Standing, Worded, standings};
use super::reach::{Scope, person_in_reach, scope};
use crate::compose;
use crate::error::{Error, Result};
use crate::ids::{OfficerId, OrganizationId, UnitId};
use crate::organizations::{self, Tree};
use crate::rights::Right;
use crate::session::Session;

/// Everything about a person.
///
/// # Errors
/// [`Error::Missing`] for a person out of the officer's reach.
pub async fn card(session: &Session, input: PersonNamed) -> Result<MemberCard> {
    let on = session.look();
    let scope = scope(session, Right::SeeCards).await?;
    person_in_reach(on, &scope, input.person_id).await?;
    let row = person::Entity::find_by_id(input.person_id).one(on).await?.ok_or(Error::Missing { what: "person" })?;
    let names: HashMap<OrganizationId, String> =
        organizations::organizations(on).await?.into_iter().map(|row| (row.id, row.name)).collect();
    let officers = compose::officer_names(session).await?;
    let mut memberships = membership::Entity::find().filter(membership::Column::PersonId.eq(row.id)).all(on).await?;
    memberships.sort_by_key(|row| std::cmp::Reverse(weight(row)));
    let of_memberships = memberships.iter().map(|membership| membership.id).collect::<Vec<_>>();
    let assignments = unit_assignment::Entity::find()
        .filter(unit_assignment::Column::MembershipId.is_in(of_memberships.iter().copied()))
        .order_by_desc(unit_assignment::Column::FromOn)
        .all(on)
        .await?;
    let mut categories = categories_of(on, &memberships).await?;
    let worded: Vec<Worded> = memberships
        .iter()
        .map(|row| Worded { id: row.id, post: row.union_post.clone(), fulltime_kind: row.fulltime_kind })
        .collect();
    let mut standings = standings(on, &worded, scope.today).await?;
    let conditions = membership_condition::Entity::find()
        .filter(membership_condition::Column::MembershipId.is_in(of_memberships.iter().copied()))
        .order_by_desc(membership_condition::Column::FromOn)
        .all(on)
        .await?;
    let terms = office_term::Entity::find()
        .filter(office_term::Column::MembershipId.is_in(of_memberships.iter().copied()))
        .order_by_desc(office_term::Column::FromOn)
        .all(on)
        .await?;
    let terms = super::offices::rows_of(session, terms, session.today()).await?;
    let events = membership_event::Entity::find()
        .filter(membership_event::Column::MembershipId.is_in(of_memberships))
        .order_by_desc(membership_event::Column::EffectiveOn)
        .order_by_desc(membership_event::Column::Id)
        .all(on)
        .await?;
    let employments = employment::Entity::find()
        .filter(employment::Column::PersonId.eq(row.id))
        .order_by_desc(employment::Column::Id)
        .all(on)
        .await?;
    let contacts = contact_point::Entity::find()
        .filter(contact_point::Column::PersonId.eq(row.id))
        .order_by_asc(contact_point::Column::Id)
        .all(on)
        .await?;
    let consents = consent::Entity::find()
        .filter(consent::Column::PersonId.eq(row.id))
        .order_by_desc(consent::Column::GrantedOn)
        .all(on)
        .await?;
    let refusals = consent_refusal::Entity::find()
        .filter(consent_refusal::Column::PersonId.eq(row.id))
        .order_by_desc(consent_refusal::Column::RefusedOn)
        .all(on)
        .await?;
    Ok(MemberCard {
        person_id: row.id,
        version: row.version,
        memberships: memberships
            .into_iter()
            .map(|model| {
                let own = categories.remove(&model.id).unwrap_or_else(|| Categories::always(model.category));
                let standing = standings.take(model.id);
                membership_detail(model, &standing, &own, &assignments, &conditions, &terms, &scope)
            })
            .collect(),
        employments: employments
            .into_iter()
            .map(|model| EmploymentDetail {
                id: model.id,
                employer: names.get(&model.employer_org_id).cloned().unwrap_or_default(),
                worksite: model.worksite_org_id.and_then(|id| names.get(&id).cloned()),
                to_on: model.to_on,
                employment: EmploymentDraft {
                    employer_org_id: model.employer_org_id,
                    worksite_org_id: model.worksite_org_id,
                    department: model.department,
                    job_title: model.job_title,
                    grade: model.grade,
                    employment_type: model.employment_type,
                    employee_no: model.employee_no,
                    from_on: model.from_on,
                },
            })
            .collect(),
        contacts: contacts
            .into_iter()
            .map(|model| ContactDetail {
                id: model.id,
                version: model.version,
                kind: model.kind,
                value: model.value,
                postal: model.postal,
                preferred: model.preferred,
                to_on: model.to_on,
            })
            .collect(),
        consents: consents
            .into_iter()
            .map(|model| ConsentDetail {
                id: model.id,
                version: model.version,
                purpose: model.purpose,
                recipient: model.recipient_org_id.and_then(|id| names.get(&id).cloned()),
                granted_on: model.granted_on,
                withdrawn_on: model.withdrawn_on,
                method: model.method,
                notice_version: model.notice_version,
            })
            .collect(),
        refusals: refusals
            .into_iter()
            .map(|model| RefusalDetail {
                id: model.id,
                purpose: model.purpose,
                recipient: model.recipient_org_id.and_then(|id| names.get(&id).cloned()),
                refused_on: model.refused_on,
            })
            .collect(),
        events: events
            .into_iter()
            .map(|model| EventDetail {
                id: model.id,
                kind: model.kind,
                effective_on: model.effective_on,
                recorded_at: model.created_at,
                before: serde_json::from_str(&model.before).unwrap_or_default(),
                after: serde_json::from_str(&model.after).unwrap_or_default(),
                reason: model.reason,
                imported: model.import_batch_id.is_some(),
                by: model.created_by.and_then(|id| officers.get(&OfficerId(id)).cloned()).unwrap_or_default(),
            })
            .collect(),
        erased: row.erased_at.is_some(),
        provisions: provisions_of(session, row.id).await?,
        person: draft_of(row),
    })
}

/// The fields of a person as a form shows them.
pub(crate) fn draft_of(row: person::Model) -> PersonDraft {
    PersonDraft {
        family_name: row.family_name,
        given_name: row.given_name,
        family_kana: row.family_kana,
        given_kana: row.given_kana,
        display_name: row.display_name,
        former_name: row.former_name,
        gender: row.gender,
        birth_on: row.birth_on,
        remarks: row.remarks,
    }
}

fn membership_detail(
    model: membership::Model,
    standing: &Standing,
    own: &Categories,
    assignments: &[unit_assignment::Model],
    conditions: &[membership_condition::Model],
    terms: &[TermRow],
    scope: &Scope,
) -> MembershipDetail {
    let (tree, today) = (&scope.tree, scope.today);
    MembershipDetail {
        id: model.id,
        version: model.version,
        member_no: number_shown(model.member_no),
        category: own.on(today),
        categories: own
            .spells()
            .into_iter()
            // What would begin after the end never took place.
            .filter(|(_, from, _)| from.is_none() || model.left_on.is_none() || *from <= model.left_on)
            .rev()
            .map(|(category, from_on, to_on)| CategoryDetail { category, from_on, to_on })
            .collect(),
        status: standing.status(status_on(model.status, model.left_on, today)),
        applied_on: model.applied_on,
        joined_on: model.joined_on,
        left_on: model.left_on,
        join_reason: model.join_reason,
        end_reason: model.end_reason,
        end_note: model.end_note,
        dues_kind: model.dues_kind,
        checkoff_status: model.checkoff_status,
        checkoff_mandate_on: model.checkoff_mandate_on,
        checkoff_stopped_on: model.checkoff_stopped_on,
        // What is stored goes with the last category, which may be one to come.
        voting_right: if own.since().is_some_and(|since| since > today) {
            own.on(today).is_member()
        } else {
            model.voting_right
        },
        fulltime_kind: standing.listed_fulltime_kind(),
        union_post: standing.word(),
        assignments: assignments
            .iter()
            // A move that was planned beyond the end never took place.
            .filter(|row| row.membership_id == model.id && model.left_on.is_none_or(|left| row.from_on <= left))
            .map(|row| AssignmentDetail {
                id: row.id,
                unit_id: row.unit_id,
                unit_names: names_from_top(tree, row.unit_id),
                from_on: row.from_on,
                to_on: row.to_on,
            })
            .collect(),
        conditions: conditions
            .iter()
            .filter(|row| row.membership_id == model.id)
            .map(|row| ConditionDetail {
                id: row.id,
                version: row.version,
                kind: row.kind,
                from_on: row.from_on,
                to_on: row.to_on,
                dues_kind: row.dues_kind,
                quorum_excluded: row.quorum_excluded,
                note: row.note.clone(),
            })
            .collect(),
        terms: terms.iter().filter(|row| row.membership_id == model.id).cloned().collect(),
    }
}

/// Names of a unit and those above it, from the top.
fn names_from_top(tree: &Tree, unit: UnitId) -> Vec<String> {
    let mut names: Vec<String> =
        tree.get(unit).into_iter().chain(tree.above(unit)).map(|node| node.label.clone()).collect();
    names.reverse();
    names
}
