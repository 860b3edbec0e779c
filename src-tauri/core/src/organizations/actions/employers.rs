//! Add and correct employers, worksites and partners.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::OrganizationId;
use crate::ops::Change;
use crate::organizations::entity::{organization, unit};
use crate::organizations::model::{AddOrganization, CorrectOrganization, OrgKind};
use crate::session::Session;
use crate::text;

/// Add an employer, a worksite or a partner.
///
/// # Errors
/// [`Error::Invalid`] with the fields: `required`, `name_taken`, `corporate_number_length`, `corporate_number_check`,
/// `corporate_number_taken`, `postal_length`, `org_missing`, `org_parent_kind`.
pub async fn add_employer(session: &Session, input: AddOrganization) -> Result<OrganizationId> {
    let mut change = session.change("organizations", "add_employer").await?;
    let name = input.name.trim().to_owned();
    let id = create_employer(&mut change, input).await?;
    change.done(json!({ "name": name })).await?;
    Ok(id)
}

/// Add an organisation within a change.
///
/// # Errors
/// As [`add_employer`].
pub(crate) async fn create_employer(change: &mut Change<'_>, input: AddOrganization) -> Result<OrganizationId> {
    let id = OrganizationId::new();
    create_employer_as(change, id, input).await?;
    Ok(id)
}

/// [`create_employer`] under an id that was given to it before.
///
/// # Errors
/// As [`add_employer`].
pub(crate) async fn create_employer_as(
    change: &mut Change<'_>,
    id: OrganizationId,
    input: AddOrganization,
) -> Result<()> {
    let input = input.checked()?;
    check(change.on(), None, &input).await?;
    let mut row = organization::ActiveModel { id: Set(id), ..Default::default() };
    fill(&mut row, input);
    change.insert::<organization::Entity>(row).await?;
    Ok(())
}

fn fill(row: &mut organization::ActiveModel, input: AddOrganization) {
    row.name_key = Set(text::name_key(&input.name));
    row.name = Set(input.name);
    row.name_kana = Set(input.name_kana);
    row.kind = Set(input.kind);
    row.parent_id = Set(input.parent_id);
    row.corporate_number = Set(input.corporate_number);
    row.postal = Set(input.postal);
    row.address = Set(input.address);
    row.phone = Set(input.phone);
    row.mail = Set(input.mail);
    row.contact_name = Set(input.contact_name);
    row.agreement_no = Set(input.agreement_no);
    row.active_from = Set(input.active_from);
    row.active_to = Set(input.active_to);
}

/// The rules that need the other organisations.
async fn check(on: &impl ConnectionTrait, own: Option<OrganizationId>, input: &AddOrganization) -> Result<()> {
    if let Some(parent_id) = input.parent_id {
        let parent = organization::Entity::find_by_id(parent_id)
            .one(on)
            .await?
            .ok_or_else(|| Error::invalid("parent_id", "org_missing"))?;
        let employers = (input.kind == OrgKind::Employer, parent.kind == OrgKind::Employer);
        // A worksite stands under an employer, which is no worksite itself; other kinds are never mixed with employers.
        if employers.0 != employers.1 || (employers.0 && parent.parent_id.is_some()) {
            return Err(Error::invalid("parent_id", "org_parent_kind"));
        }
        let mut above = Some(parent);
        while let Some(org) = above {
            if Some(org.id) == own {
                return Err(Error::invalid("parent_id", "org_cycle"));
            }
            above = match org.parent_id {
                Some(id) => organization::Entity::find_by_id(id).one(on).await?,
                None => None,
            };
        }
    }
    let mut same = organization::Entity::find()
        .filter(organization::Column::NameKey.eq(text::name_key(&input.name)))
        .filter(organization::Column::Kind.eq(input.kind))
        .filter(match input.parent_id {
            Some(parent) => organization::Column::ParentId.eq(parent),
            None => organization::Column::ParentId.is_null(),
        });
    if let Some(own) = own {
        same = same.filter(organization::Column::Id.ne(own));
    }
    if same.count(on).await? > 0 {
        return Err(Error::invalid("name", "name_taken"));
    }
    if let (Some(number), None) = (&input.corporate_number, input.parent_id) {
        let mut same = organization::Entity::find()
            .filter(organization::Column::CorporateNumber.eq(number))
            .filter(organization::Column::ParentId.is_null());
        if let Some(own) = own {
            same = same.filter(organization::Column::Id.ne(own));
        }
        if same.count(on).await? > 0 {
            return Err(Error::invalid("corporate_number", "corporate_number_taken"));
        }
    }
    Ok(())
}

/// Correct an organisation.
///
/// # Errors
/// [`Error::Changed`]; as [`add_employer`] with `org_cycle`; `org_in_use` when its kind no longer fits its worksites or
/// units.
pub async fn correct_employer(session: &Session, input: CorrectOrganization) -> Result<Nothing> {
    let fields = input.fields.checked()?;
    let mut change = session.change("organizations", "correct_employer").await?;
    let before = organization::Entity::find_by_id(input.id)
        .one(change.on())
        .await?
        .ok_or(Error::Missing { what: "organization" })?;
    if before.version != input.version {
        return Err(Error::Changed);
    }
    check(change.on(), Some(input.id), &fields).await?;
    if fields.kind != before.kind || fields.parent_id != before.parent_id {
        let worksites =
            organization::Entity::find().filter(organization::Column::ParentId.eq(input.id)).count(change.on()).await?;
        let units = unit::Entity::find()
            .filter(unit::Column::EmployerOrgId.eq(input.id).or(unit::Column::WorksiteOrgId.eq(input.id)))
            .count(change.on())
            .await?;
        if worksites + units > 0 {
            return Err(Error::refused(
                "org_in_use",
                json!({ "name": before.name, "worksites": worksites, "units": units }),
            ));
        }
    }
    let name = fields.name.clone();
    change.update::<organization::Entity>(&before, |row| fill(row, fields)).await?;
    change.done(json!({ "name": name })).await?;
    Ok(Nothing {})
}
