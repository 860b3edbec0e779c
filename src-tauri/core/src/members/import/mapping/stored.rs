//! Zeros that a list lost against the numbers that the union has: Excel takes them from every row alike, so the list
//! itself does not show it. The width is proposed, never applied unasked.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::super::place::Places;
use super::super::read::{Look, Looked};
use super::{Plan, Source};
use crate::error::Result;
use crate::ids::OrganizationId;
use crate::members::entity::{employment, membership};
use crate::members::model::Status;
use crate::members::queries::{employee_widths, member_width};
use crate::text::{identifier, numbers::is_short};

/// Propose the width of the numbers that the union has, its own and those of the employers of a list, where numbers of the list
/// are shorter and none is longer.
///
/// # Errors
/// What the database answers.
pub(in super::super) async fn propose_stored_width(
    on: &impl ConnectionTrait,
    look: &Look,
    places: &Places,
    plan: &mut Plan,
) -> Result<()> {
    if asks(plan, "member_no")
        && let Some(width) = own_width(on).await?
    {
        propose(look, plan, "member_no", width);
    }
    if !asks(plan, "employee_no") {
        return Ok(());
    }
    let mut employers: Vec<OrganizationId> = Vec::new();
    for (taken, columns) in plan.sheets.iter().zip(&plan.columns) {
        match (columns.iter().find(|source| is(source, "employer")), sheet_of(look, &taken.name)) {
            (Some(source), Some(sheet)) => {
                employers.extend(values(sheet, source).iter().filter_map(|name| places.employer(name)));
            }
            _ => employers.extend(places.usual_id()),
        }
    }
    employers.sort_unstable();
    employers.dedup();
    if let Some(width) = stored_width(on, &employers).await? {
        propose(look, plan, "employee_no", width);
    }
    Ok(())
}

fn is(source: &Source, name: &str) -> bool {
    source.to.is_some_and(|target| target.name() == name)
}

/// A column of numbers of which neither the officer nor the list itself says a width.
fn is_open(source: &Source, name: &str) -> bool {
    is(source, name) && source.transform.pad.is_none() && source.width.is_none()
}

fn asks(plan: &Plan, name: &str) -> bool {
    plan.columns.iter().flatten().any(|source| is_open(source, name))
}

fn sheet_of<'a>(look: &'a Look, name: &str) -> Option<&'a Looked> {
    look.sheets.iter().find(|sheet| sheet.head.name == name)
}

fn propose(look: &Look, plan: &mut Plan, name: &str, width: usize) {
    for (taken, columns) in plan.sheets.iter().zip(&mut plan.columns) {
        let Some(sheet) = sheet_of(look, &taken.name) else { continue };
        for source in columns.iter_mut().filter(|source| is_open(source, name)) {
            let numbers: Vec<String> = values(sheet, source).iter().map(|value| identifier(value)).collect();
            let longer = numbers.iter().any(|number| number.chars().count() > width);
            if longer || !numbers.iter().any(|number| is_short(number, width)) {
                continue;
            }
            source.width = Some(width);
            if let Some(guess) = plan.guesses.iter_mut().find(|guess| guess.from == source.from) {
                guess.transforms.push(format!("propose_pad:{width}"));
            }
        }
    }
}

/// The values of a column in the rows that were looked at.
fn values(sheet: &Looked, source: &Source) -> Vec<String> {
    let cells = sheet.rows.iter().filter_map(|row| row.cells.get(source.at)).filter(|cell| !cell.is_blank());
    cells.map(|cell| cell.shown()).collect()
}

/// The width that nearly all member numbers have, where some begin with zeros.
async fn own_width(on: &impl ConnectionTrait) -> Result<Option<usize>> {
    let Some(width) = member_width(on).await? else { return Ok(None) };
    let with_zeros = membership::Entity::find()
        .filter(membership::Column::MemberNo.starts_with("0"))
        .filter(membership::Column::Status.is_in([Status::Active, Status::Suspended]))
        .limit(1)
        .count(on)
        .await?;
    Ok((with_zeros > 0).then_some(width))
}

/// The width that nearly all numbers of each of these employers have, where some begin with zeros.
async fn stored_width(on: &impl ConnectionTrait, employers: &[OrganizationId]) -> Result<Option<usize>> {
    let Some(first) = employers.first() else { return Ok(None) };
    let widths = employee_widths(on).await?;
    let Some(width) = widths.get(first).copied().flatten() else { return Ok(None) };
    if employers.iter().any(|employer| widths.get(employer).copied().flatten() != Some(width)) {
        return Ok(None);
    }
    let with_zeros = employment::Entity::find()
        .filter(employment::Column::EmployerOrgId.is_in(employers.iter().copied()))
        .filter(employment::Column::EmployeeNo.starts_with("0"))
        .filter(employment::Column::ToOn.is_null())
        .limit(1)
        .count(on)
        .await?;
    Ok((with_zeros > 0).then_some(width))
}
