//! Search grams and keys of persons, written anew at the end of every change for each person touched.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, Statement, Value,
};
use uuid::Uuid;

use super::entity::{contact_point, employment, membership, person};
use super::model::PersonDraft;
use super::queries::{draft_of, kana_key_of, search_key};
use crate::error::Result;
use crate::find::{Findable, search_terms};
use crate::ids::PersonId;

/// Write the grams of these persons. Rows of persons who are gone are left behind: a search joins the person, and a new
/// person with the same number writes over them.
///
/// # Errors
/// What the database answers.
pub(crate) async fn reindex(on: &DatabaseTransaction, persons: &BTreeSet<Uuid>) -> Result<()> {
    let ids: Vec<PersonId> = persons.iter().copied().map(PersonId).collect();
    for part in ids.chunks(500) {
        let rows = person::Entity::find().filter(person::Column::Id.is_in(part.iter().copied())).all(on).await?;
        let mut numbers: BTreeMap<PersonId, Vec<String>> = BTreeMap::new();
        for row in
            membership::Entity::find().filter(membership::Column::PersonId.is_in(part.iter().copied())).all(on).await?
        {
            numbers.entry(row.person_id).or_default().push(row.member_no);
        }
        for row in
            employment::Entity::find().filter(employment::Column::PersonId.is_in(part.iter().copied())).all(on).await?
        {
            numbers.entry(row.person_id).or_default().extend(row.employee_no);
        }
        let contacts = contact_point::Entity::find()
            .filter(contact_point::Column::PersonId.is_in(part.iter().copied()))
            .filter(contact_point::Column::Digits.ne(""))
            .all(on)
            .await?;
        for row in contacts {
            numbers.entry(row.person_id).or_default().push(row.digits);
        }
        for row in &rows {
            keep_keys(on, row).await?;
        }
        let grams = rows
            .into_iter()
            .map(|row| {
                let (no, numbers) = (row.search_no, numbers.get(&row.id).map_or(&[][..], Vec::as_slice));
                (no, grams_of(&draft_of(row), numbers))
            })
            .collect::<Vec<_>>();
        write(on, &grams).await?;
    }
    Ok(())
}

/// Write the keys of a person anew where they are folded in an older way: after an update of the program, and after an undo that
/// put a row back as it was before one. The version stays, so that an earlier step can still be taken back.
async fn keep_keys(on: &DatabaseTransaction, row: &person::Model) -> Result<()> {
    if !has_old_keys(row) {
        return Ok(());
    }
    let draft = draft_of(row.clone());
    person::Entity::update_many()
        .col_expr(person::Column::SearchKey, Expr::value(search_key(&draft)))
        .col_expr(person::Column::KanaKey, Expr::value(kana_key_of(&draft)))
        .filter(person::Column::Id.eq(row.id))
        .exec(on)
        .await?;
    Ok(())
}

/// Whether the keys of a person are others than today's program writes. Who was erased has keys that are nobody's.
pub(super) fn has_old_keys(row: &person::Model) -> bool {
    let draft = draft_of(row.clone());
    row.erased_at.is_none() && (row.search_key != search_key(&draft) || row.kana_key != kana_key_of(&draft))
}

/// The grams of a person by these numbers: member and employee numbers, digits of telephones.
pub(super) fn grams_of(row: &PersonDraft, numbers: &[String]) -> String {
    let full = format!("{}{}", row.family_name, row.given_name.as_deref().unwrap_or_default());
    let kana =
        format!("{}{}", row.family_kana.as_deref().unwrap_or_default(), row.given_kana.as_deref().unwrap_or_default());
    let names: Vec<&str> =
        [Some(full.as_str()), row.display_name.as_deref(), row.former_name.as_deref()].into_iter().flatten().collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    search_terms(&Findable { names: &names, kana: &[&kana], numbers: &numbers }).join(" ")
}

/// Write the grams of persons, by search number.
///
/// # Errors
/// What the database answers.
pub(super) async fn write(on: &DatabaseTransaction, grams: &[(i64, String)]) -> Result<()> {
    if grams.is_empty() {
        return Ok(());
    }
    let sqlite = on.get_database_backend() == DbBackend::Sqlite;
    let marks: Vec<String> = (0..grams.len())
        .map(|n| {
            if sqlite { "(?, ?)".to_owned() } else { format!("(${}, string_to_array(${}, ' '))", 2 * n + 1, 2 * n + 2) }
        })
        .collect();
    let sql = if sqlite {
        format!("INSERT OR REPLACE INTO person_gram (rowid, grams) VALUES {}", marks.join(", "))
    } else {
        format!(
            "INSERT INTO person_gram (search_no, grams) VALUES {} ON CONFLICT (search_no) DO UPDATE SET grams = excluded.grams",
            marks.join(", ")
        )
    };
    let values: Vec<Value> =
        grams.iter().flat_map(|(no, text)| [Value::from(*no), Value::from(text.clone())]).collect();
    on.execute_raw(Statement::from_sql_and_values(on.get_database_backend(), sql, values)).await?;
    Ok(())
}
