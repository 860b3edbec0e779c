//! Looking at units, organisations and headcounts.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::entity::{organization, unit, unit_headcount};
use super::model::{AsOf, HeadcountRow, HeadcountsOf, OrgKind, OrganizationRow, UnitRow, is_addressed};
use super::tree::{Tree, UnitNode};
use crate::api::Nothing;
use crate::error::Result;
use crate::rights::Reach;
use crate::session::Session;

/// The union's units in the order of the tree.
///
/// # Errors
/// What the database answers.
pub async fn units(session: &Session, input: AsOf) -> Result<Vec<UnitRow>> {
    let day = input.as_of.unwrap_or_else(|| session.today());
    let all = input.include_closed.unwrap_or(false);
    let tree = tree(session.look()).await?;
    let rows = tree.in_order().into_iter().filter(|(node, _)| all || node.valid_on(day)).map(|(node, depth)| UnitRow {
        id: node.id,
        kind: node.kind,
        label: node.label.clone(),
        code: node.code.clone(),
        parent_id: node.parent_id,
        employer_org_id: node.employer_org_id,
        worksite_org_id: node.worksite_org_id,
        sort: node.sort,
        path: node.path.clone(),
        from_on: node.from_on,
        to_on: node.to_on,
        version: node.version,
        depth,
    });
    Ok(rows.collect())
}

pub(super) fn node(model: unit::Model) -> UnitNode {
    UnitNode {
        id: model.id,
        kind: model.kind,
        label: model.label,
        label_key: model.label_key,
        code: model.code,
        parent_id: model.parent_id,
        employer_org_id: model.employer_org_id,
        worksite_org_id: model.worksite_org_id,
        sort: model.sort,
        path: model.path,
        from_on: model.from_on,
        to_on: model.to_on,
        version: model.version,
    }
}

/// All units, also closed ones and those to come.
///
/// # Errors
/// What the database answers.
pub(crate) async fn tree(on: &impl ConnectionTrait) -> Result<Tree> {
    Ok(Tree::new(unit::Entity::find().all(on).await?.into_iter().map(node)))
}

/// The paths that an officer's reach allows: a unit is within it when its path begins with one of them. None = all.
#[must_use]
pub(crate) fn allowed_paths(tree: &Tree, reach: &Reach) -> Option<Vec<String>> {
    match reach {
        Reach::Whole => None,
        Reach::Subtrees(tops) => {
            Some(tops.iter().filter_map(|top| tree.get(*top)).map(|node| node.path.clone()).collect())
        }
    }
}

pub(super) fn row(model: organization::Model) -> OrganizationRow {
    OrganizationRow {
        id: model.id,
        version: model.version,
        kind: model.kind,
        name: model.name,
        name_kana: model.name_kana,
        parent_id: model.parent_id,
        corporate_number: model.corporate_number,
        postal: model.postal,
        address: model.address,
        phone: model.phone,
        mail: model.mail,
        contact_name: model.contact_name,
        agreement_no: model.agreement_no,
        active_from: model.active_from,
        active_to: model.active_to,
    }
}

/// All organisations: employers, worksites, partners; by kind and name.
///
/// # Errors
/// What the database answers.
pub async fn employers(session: &Session, _input: Nothing) -> Result<Vec<OrganizationRow>> {
    organizations(session.look()).await
}

/// [`employers`] on any connection.
///
/// # Errors
/// What the database answers.
pub(crate) async fn organizations(on: &impl ConnectionTrait) -> Result<Vec<OrganizationRow>> {
    let rows = organization::Entity::find()
        .order_by_asc(organization::Column::Kind)
        .order_by_asc(organization::Column::NameKey)
        .order_by_asc(organization::Column::Id)
        .all(on)
        .await?;
    Ok(rows.into_iter().map(row).collect())
}

/// The organisation that the recipient of a file means; none where it is the union itself, one of its organs, or nobody of the
/// list. Of several, one that is no employer first.
///
/// # Errors
/// What the database answers.
pub(crate) async fn addressed(
    on: &impl ConnectionTrait,
    own: &str,
    recipient: &str,
) -> Result<Option<OrganizationRow>> {
    if recipient.trim().is_empty() || is_addressed(recipient, own) {
        return Ok(None);
    }
    let all = organizations(on).await?.into_iter();
    let meant = all.filter(|row| row.kind != OrgKind::OwnUnion && is_addressed(recipient, &row.name));
    // The longest name says most: 架空精機 and 架空精機販売 are two.
    Ok(meant.min_by_key(|row| (row.kind == OrgKind::Employer, std::cmp::Reverse(row.name.chars().count()))))
}

/// An organisation.
///
/// # Errors
/// [`crate::error::Error::Missing`].
pub(crate) async fn organization(on: &impl ConnectionTrait, id: crate::ids::OrganizationId) -> Result<OrganizationRow> {
    let found = organization::Entity::find_by_id(id).one(on).await?;
    found.map(row).ok_or(crate::error::Error::Missing { what: "organization" })
}

fn headcount(model: unit_headcount::Model) -> HeadcountRow {
    HeadcountRow {
        id: model.id,
        version: model.version,
        unit_id: model.unit_id,
        as_of: model.as_of,
        workers_total: model.workers_total,
        eligible_total: model.eligible_total,
        source: model.source,
    }
}

/// Headcounts, newest first.
///
/// # Errors
/// What the database answers.
pub async fn headcounts(session: &Session, input: HeadcountsOf) -> Result<Vec<HeadcountRow>> {
    let mut query = unit_headcount::Entity::find()
        .order_by_desc(unit_headcount::Column::AsOf)
        .order_by_asc(unit_headcount::Column::UnitId);
    if let Some(unit) = input.unit_id {
        query = query.filter(unit_headcount::Column::UnitId.eq(unit));
    }
    Ok(query.all(session.look()).await?.into_iter().map(headcount).collect())
}

/// The newest headcount of each unit on a day, for the densities.
///
/// # Errors
/// What the database answers.
pub(crate) async fn headcounts_on(on: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<HeadcountRow>> {
    let rows = unit_headcount::Entity::find()
        .filter(unit_headcount::Column::AsOf.lte(day))
        .order_by_asc(unit_headcount::Column::UnitId)
        .order_by_desc(unit_headcount::Column::AsOf)
        .all(on)
        .await?;
    let mut newest: Vec<HeadcountRow> = Vec::new();
    for row in rows {
        if newest.last().is_none_or(|last| last.unit_id != row.unit_id) {
            newest.push(headcount(row));
        }
    }
    Ok(newest)
}

/// How many units there are, and which figures are missing for the densities.
///
/// # Errors
/// What the database answers.
pub(crate) async fn home(session: &Session, home: &mut crate::desk::Home) -> Result<()> {
    let today = session.today();
    let tree = tree(session.look()).await?;
    let units: Vec<_> = tree.in_order().into_iter().map(|(node, _)| node).filter(|node| node.valid_on(today)).collect();
    // Who sees a part of the union is told of that part, as with the members.
    let part = crate::rights::part(&session.desk().grants.held(), today);
    let within = |node: &UnitNode| {
        let own = |tops: &Vec<_>| tops.contains(&node.id) || tree.above(node.id).any(|above| tops.contains(&above.id));
        part.as_ref().is_none_or(own)
    };
    let n = units.iter().filter(|node| within(node)).count();
    home.figure("units", i64::try_from(n).unwrap_or(i64::MAX), "/organizations");
    if !session.can(crate::rights::Right::ChangeUnits) {
        return Ok(());
    }
    if units.is_empty() {
        home.task("no_units", 0, "/organizations");
        return Ok(());
    }
    let counted = headcounts_on(session.look(), today).await?;
    let missing = units
        .iter()
        .filter(|node| node.kind == super::model::UnitKind::Branch && !counted.iter().any(|row| row.unit_id == node.id))
        .count();
    if missing > 0 {
        home.task("headcount_missing", i64::try_from(missing).unwrap_or(i64::MAX), "/organizations");
    }
    Ok(())
}
