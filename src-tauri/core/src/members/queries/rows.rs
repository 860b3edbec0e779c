//! Rows of the list: what a membership found is called, where it belongs, and what holds for it on the day.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;

use super::super::employment::{Lasting, telling, told_on};
use super::super::entity::employment;
use super::super::erase::number_shown;
use super::super::model::{EmploymentType, MemberRow};
use super::super::roster::status_on;
use super::super::standing::{Worded, standings};
use super::list::Found;
use super::reach::Scope;
use crate::db::packed::packed;
use crate::error::Result;
use crate::ids::{OrganizationId, PersonId};
use crate::session::Session;

/// What a row tells of an employment.
#[derive(Deserialize)]
struct Work {
    person_id: PersonId,
    employer_org_id: OrganizationId,
    employee_no: Option<String>,
    department: Option<String>,
    employment_type: EmploymentType,
    from_on: Option<NaiveDate>,
    to_on: Option<NaiveDate>,
}

impl Lasting for Work {
    fn days(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        (self.from_on, self.to_on)
    }
}

/// Name units, employments, conditions and offices of a page; a few statements, whatever its length.
///
/// # Errors
/// What the database answers.
pub(super) async fn rows_of(
    session: &Session,
    found: Vec<Found>,
    day: NaiveDate,
    scope: &Scope,
) -> Result<Vec<MemberRow>> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let on = session.look();
    let mut works: HashMap<PersonId, Vec<Work>> = HashMap::new();
    let rows =
        employment::Entity::find().filter(employment::Column::PersonId.is_in(found.iter().map(|row| row.person_id)));
    let columns = [
        employment::Column::PersonId,
        employment::Column::EmployerOrgId,
        employment::Column::EmployeeNo,
        employment::Column::Department,
        employment::Column::EmploymentType,
        employment::Column::FromOn,
        employment::Column::ToOn,
    ];
    let rows: Vec<Work> = packed(on, rows, &columns).await?;
    for row in rows {
        works.entry(row.person_id).or_default().push(row);
    }
    let employers = scope.organizations(session).await?;
    let employers: HashMap<OrganizationId, &str> = employers.iter().map(|row| (row.id, row.name.as_str())).collect();
    let worded: Vec<Worded> = found
        .iter()
        .map(|row| Worded { id: row.membership_id, post: row.union_post.clone(), fulltime_kind: row.fulltime_kind })
        .collect();
    let mut standings = standings(on, &worded, day).await?;
    let rows = found.into_iter().map(|row| {
        let standing = standings.take(row.membership_id);
        let names = row.unit_id.map(|unit| scope.tree.names(unit)).unwrap_or_default();
        let work = works
            .get(&row.person_id)
            .filter(|_| scope.details)
            .and_then(|rows| telling(rows, told_on(day, row.left_on)));
        MemberRow {
            person_id: row.person_id,
            membership_id: row.membership_id,
            member_no: if scope.details { number_shown(row.member_no) } else { String::new() },
            family_name: row.family_name,
            given_name: row.given_name,
            family_kana: row.family_kana,
            given_kana: row.given_kana,
            display_name: row.display_name,
            category: row.category,
            status: standing.status(status_on(row.status, row.left_on, day)),
            joined_on: row.joined_on.filter(|_| scope.details),
            left_on: row.left_on.filter(|_| scope.details),
            unit_id: row.unit_id,
            branch: names.branch.map(str::to_owned),
            sub_branch: names.sub_branch.map(str::to_owned),
            workplace: names.workplace.map(str::to_owned),
            employer: work.and_then(|work| employers.get(&work.employer_org_id)).map(|name| (*name).to_owned()),
            employee_no: work.and_then(|work| work.employee_no.clone()),
            department: work.and_then(|work| work.department.clone()),
            employment_type: work.map(|work| work.employment_type),
            union_post: standing.post().filter(|_| scope.details),
            fulltime_kind: standing.fulltime_kind().filter(|_| scope.details),
            conditions: if scope.details { standing.conditions } else { Vec::new() },
            birth_on: row.birth_on.filter(|_| scope.cards),
        }
    });
    Ok(rows.collect())
}
