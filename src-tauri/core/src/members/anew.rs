//! Keys and numbers of the roster as today's program writes them, where an older one wrote them in another way.

use std::collections::BTreeSet;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::entity::{employment, membership, person};
use super::{index, spans};
use crate::error::Result;
use crate::ids::PersonId;
use crate::text;

/// Persons read together.
const TOGETHER: u64 = 2_000;

/// Write the keys of persons anew where they are folded otherwise today, numbers in half width, and the order of numbers. Versions
/// stay, so that an earlier step of an officer can still be taken back.
///
/// # Errors
/// What the database answers.
pub(crate) async fn write_anew(on: &DatabaseTransaction) -> Result<()> {
    let mut persons = member_numbers(on).await?;
    persons.extend(employee_numbers(on).await?);
    persons.extend(folded_otherwise(on).await?);
    index::reindex(on, &persons).await?;
    spans::write_of(on, &persons).await?;
    spans::number_everybody(on).await
}

/// Persons with other keys than today, or with another name that is found by other grams.
async fn folded_otherwise(on: &DatabaseTransaction) -> Result<Vec<Uuid>> {
    let mut found = Vec::new();
    let mut after = PersonId(Uuid::nil());
    loop {
        let part = person::Entity::find()
            .filter(person::Column::Id.gt(after))
            .order_by_asc(person::Column::Id)
            .limit(TOGETHER)
            .all(on)
            .await?;
        let Some(last) = part.last() else { return Ok(found) };
        after = last.id;
        let marked = |name: &Option<String>| name.as_deref().is_some_and(text::has_marked_latin);
        let old =
            |row: &&person::Model| index::has_old_keys(row) || marked(&row.display_name) || marked(&row.former_name);
        found.extend(part.iter().filter(old).map(|row| row.id.0));
    }
}

/// Rows whose column holds something beside plain letters, digits and signs.
fn wide(on: &DatabaseTransaction, column: &str) -> Expr {
    let sqlite = on.get_database_backend() == DbBackend::Sqlite;
    Expr::cust(if sqlite { format!("{column} GLOB '*[^ -~]*'") } else { format!("{column} ~ '[^ -~]'") })
}

/// Member numbers in full width become half-width where nobody else has the number: one that two people share stays for an officer
/// to decide.
async fn member_numbers(on: &DatabaseTransaction) -> Result<BTreeSet<Uuid>> {
    let mut persons = BTreeSet::new();
    for row in membership::Entity::find().filter(wide(on, "member_no")).all(on).await? {
        let half = text::identifier(&row.member_no);
        let held = membership::Entity::find()
            .filter(membership::Column::MemberNo.is_in(text::stored_forms(&half)))
            .filter(membership::Column::Id.ne(row.id))
            .one(on)
            .await?;
        if half == row.member_no || held.is_some() {
            continue;
        }
        membership::Entity::update_many()
            .col_expr(membership::Column::MemberNo, Expr::value(half))
            .filter(membership::Column::Id.eq(row.id))
            .exec(on)
            .await?;
        persons.insert(row.person_id.0);
    }
    Ok(persons)
}

/// Employee numbers likewise; a number belongs to who is employed under it today, at one employer.
async fn employee_numbers(on: &DatabaseTransaction) -> Result<BTreeSet<Uuid>> {
    let mut persons = BTreeSet::new();
    for row in employment::Entity::find().filter(wide(on, "employee_no")).all(on).await? {
        let Some(number) = row.employee_no.as_deref() else { continue };
        let half = text::identifier(number);
        let held = employment::Entity::find()
            .filter(employment::Column::EmployerOrgId.eq(row.employer_org_id))
            .filter(employment::Column::EmployeeNo.is_in(text::stored_forms(&half)))
            .filter(employment::Column::ToOn.is_null())
            .filter(employment::Column::Id.ne(row.id))
            .one(on)
            .await?;
        if half == number || (row.to_on.is_none() && held.is_some()) {
            continue;
        }
        employment::Entity::update_many()
            .col_expr(employment::Column::EmployeeNo, Expr::value(half))
            .filter(employment::Column::Id.eq(row.id))
            .exec(on)
            .await?;
        persons.insert(row.person_id.0);
    }
    Ok(persons)
}
