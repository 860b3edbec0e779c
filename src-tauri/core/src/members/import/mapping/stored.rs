//! Zeros that a list lost against the employee numbers that the union has: Excel takes them from every row alike, so the list
//! itself does not show it. The width is proposed, never applied unasked.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::super::place::Places;
use super::super::read::{Look, Looked};
use super::{Plan, Source};
use crate::error::Result;
use crate::ids::OrganizationId;
use crate::members::entity::employment;
use crate::members::queries::employee_widths;
use crate::text::{identifier, numbers::is_short};

/// Propose the width of the numbers stored for the employers of a list, where numbers of the list are shorter and none is longer.
///
/// # Errors
/// What the database answers.
pub(in super::super) async fn propose_stored_width(
    on: &impl ConnectionTrait,
    look: &Look,
    places: &Places,
    plan: &mut Plan,
) -> Result<()> {
    let is = |source: &Source, name: &str| source.to.is_some_and(|target| target.name() == name);
    let asks = |source: &Source| is(source, "employee_no") && source.transform.pad.is_none() && source.width.is_none();
    if !plan.columns.iter().flatten().any(asks) {
        return Ok(());
    }
    let sheet_of = |name: &str| look.sheets.iter().find(|sheet| sheet.head.name == name);
    let mut employers: Vec<OrganizationId> = Vec::new();
    for (taken, columns) in plan.sheets.iter().zip(&plan.columns) {
        match (columns.iter().find(|source| is(source, "employer")), sheet_of(&taken.name)) {
            (Some(source), Some(sheet)) => {
                employers.extend(values(sheet, source).iter().filter_map(|name| places.employer(name)));
            }
            _ => employers.extend(places.usual_id()),
        }
    }
    employers.sort_unstable();
    employers.dedup();
    let Some(width) = stored_width(on, &employers).await? else { return Ok(()) };
    for (taken, columns) in plan.sheets.iter().zip(&mut plan.columns) {
        let Some(sheet) = sheet_of(&taken.name) else { continue };
        for source in columns.iter_mut().filter(|source| asks(source)) {
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
    Ok(())
}

/// The values of a column in the rows that were looked at.
fn values(sheet: &Looked, source: &Source) -> Vec<String> {
    let cells = sheet.rows.iter().filter_map(|row| row.cells.get(source.at)).filter(|cell| !cell.is_blank());
    cells.map(|cell| cell.shown()).collect()
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
