//! Lists that officers keep: a filter, an order and columns under a name, their own or everyone's.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::entity::{membership, saved_list};
use super::model::{DropList, MemberFilter, SaveList, SavedListRow};
use super::queries::{Scope, in_order, scope};
use super::sheet::named_columns;
use crate::api::Nothing;
use crate::compose;
use crate::error::{Error, Result};
use crate::ids::{MembershipId, PersonId, SavedListId};
use crate::rights::Right;
use crate::session::Session;
use crate::text::name_key;

/// The officer's own lists and those of everyone, by name. Whoever sees a part is not shown what was kept for everyone about
/// other parts: lists of their units, and what was typed to find somebody.
///
/// # Errors
/// What the database answers.
pub async fn saved_lists(session: &Session, _input: Nothing) -> Result<Vec<SavedListRow>> {
    let rows = saved_list::Entity::find()
        .filter(
            Condition::any()
                .add(saved_list::Column::OwnerId.is_null())
                .add(saved_list::Column::OwnerId.eq(session.officer())),
        )
        .order_by_asc(saved_list::Column::Name)
        .all(session.look())
        .await?;
    let scope = scope(session, Right::SeeNames).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let shape: Shape = serde_json::from_str(&row.columns).unwrap_or_default();
            let (columns, widths) = shape.parts();
            SavedListRow {
                id: row.id,
                version: row.version,
                name: row.name,
                shared: row.owner_id.is_none(),
                filter: serde_json::from_str(&row.filter).unwrap_or_default(),
                columns,
                widths,
            }
        })
        .filter(|row| !row.shared || concerns(&scope, &row.filter))
        .collect())
}

/// A list of the officer's own or of everyone's: what it lists and its columns. The reach is always that of who asks.
///
/// # Errors
/// [`Error::Missing`] for another officer's list.
pub(crate) async fn kept_list(session: &Session, id: SavedListId) -> Result<(String, MemberFilter, Vec<String>)> {
    let row = saved_list::Entity::find_by_id(id)
        .one(session.look())
        .await?
        .filter(|row| row.owner_id.is_none_or(|owner| owner == session.officer()))
        .ok_or(Error::Missing { what: "list" })?;
    let filter: MemberFilter = serde_json::from_str(&row.filter).unwrap_or_default();
    if row.owner_id.is_none() && !concerns(&scope(session, Right::SeeNames).await?, &filter) {
        return Err(Error::Missing { what: "list" });
    }
    let shape: Shape = serde_json::from_str(&row.columns).unwrap_or_default();
    Ok((row.name, filter, shape.parts().0))
}

/// Whether a list that the officer sees is everyone's.
///
/// # Errors
/// What the database answers.
pub(crate) async fn is_shared_list(session: &Session, id: SavedListId) -> Result<bool> {
    let row = saved_list::Entity::find_by_id(id).one(session.look()).await?;
    Ok(row.is_some_and(|row| row.owner_id.is_none()))
}

/// What a list holds on a day, in its order, after a place; and the place after the last of them, none at the end. The reach
/// is that of who asks for a file with names.
///
/// # Errors
/// As `list`.
pub(crate) async fn listed(
    session: &Session,
    filter: &MemberFilter,
    day: NaiveDate,
    after: Option<&str>,
    limit: u64,
) -> Result<(Vec<MembershipId>, Option<String>)> {
    let scope = scope(session, Right::ExportNames).await?;
    in_order(session, filter, day, &scope, after, limit).await
}

/// Whose these memberships are, in their order.
///
/// # Errors
/// What the database answers.
pub(crate) async fn persons_of(session: &Session, ids: &[MembershipId]) -> Result<Vec<(MembershipId, PersonId)>> {
    let found: HashMap<MembershipId, PersonId> = membership::Entity::find()
        .select_only()
        .columns([membership::Column::Id, membership::Column::PersonId])
        .filter(membership::Column::Id.is_in(ids.iter().copied()))
        .into_tuple::<(MembershipId, PersonId)>()
        .all(session.look())
        .await?
        .into_iter()
        .collect();
    Ok(ids.iter().filter_map(|id| Some((*id, *found.get(id)?))).collect())
}

/// The columns of a list as stored: their names, or, since widths are kept, both.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Shape {
    Names(Vec<String>),
    Whole { columns: Vec<String>, widths: BTreeMap<String, f64> },
}

impl Default for Shape {
    fn default() -> Self {
        Self::Names(Vec::new())
    }
}

impl Shape {
    fn parts(self) -> (Vec<String>, BTreeMap<String, f64>) {
        match self {
            Self::Names(columns) => (columns, BTreeMap::new()),
            Self::Whole { columns, widths } => (columns, widths),
        }
    }
}

/// Whether a filter is about what the officer sees.
fn concerns(scope: &Scope, filter: &MemberFilter) -> bool {
    let Some(paths) = &scope.paths else { return true };
    let within = |unit| scope.tree.get(unit).is_some_and(|unit| paths.iter().any(|path| unit.path.starts_with(path)));
    filter.find.as_deref().is_none_or(str::is_empty) && filter.unit_id.is_none_or(within)
}

/// Keep a list, or change one. What is everyone's is kept by those who answer for the whole roster.
///
/// # Errors
/// `required`, `name_taken`, `date_order` for a period that ends before it begins, `column_unknown`, [`Error::Changed`],
/// [`Error::Missing`] for another officer's list, [`Error::NotAllowed`] for everyone's.
pub async fn save_list(session: &Session, input: SaveList) -> Result<SavedListId> {
    let name = input.name.trim().to_owned();
    if name.is_empty() {
        return Err(Error::invalid("name", "required"));
    }
    let text = |value: serde_json::Result<String>| value.map_err(|error| Error::Bug(error.to_string()));
    if input.shared {
        session.may(Right::ImportRoster)?;
    }
    if input.filter.period.as_ref().is_some_and(|period| period.to < period.from) {
        return Err(Error::invalid("filter.period", "date_order"));
    }
    if named_columns(&input.columns).is_none() {
        return Err(Error::invalid("columns", "column_unknown"));
    }
    let filter = MemberFilter { after: None, offset: 0, limit: None, ..input.filter };
    let shape = Shape::Whole { columns: input.columns, widths: input.widths };
    let (filter, columns) = (text(serde_json::to_string(&filter))?, text(serde_json::to_string(&shape))?);
    let owner = (!input.shared).then(|| session.officer());
    let mut change = session.change("members", "save_list").await?;
    // Two lists of one name cannot be told apart where they are chosen.
    let others = match owner {
        Some(owner) => saved_list::Entity::find().filter(saved_list::Column::OwnerId.eq(owner)),
        None => saved_list::Entity::find().filter(saved_list::Column::OwnerId.is_null()),
    };
    let key = name_key(&name);
    let others = others.all(change.on()).await?;
    if others.iter().any(|other| Some(other.id) != input.id && name_key(&other.name) == key) {
        return Err(Error::invalid("name", "name_taken"));
    }
    let id = match input.id {
        Some(id) => {
            let row = own(session, &change, id, input.version).await?;
            change
                .update::<saved_list::Entity>(&row, |active| {
                    active.name = Set(name.clone());
                    active.owner_id = Set(owner);
                    active.filter = Set(filter);
                    active.columns = Set(columns);
                })
                .await?;
            id
        }
        None => {
            let id = SavedListId::new();
            change
                .insert::<saved_list::Entity>(saved_list::ActiveModel {
                    id: Set(id),
                    name: Set(name.clone()),
                    owner_id: Set(owner),
                    filter: Set(filter),
                    columns: Set(columns),
                    ..Default::default()
                })
                .await?;
            id
        }
    };
    change.done(json!({ "list": name })).await?;
    Ok(id)
}

/// A list is not needed any more.
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`] for another officer's list, [`Error::NotAllowed`] for everyone's, `list_in_report`.
pub async fn drop_list(session: &Session, input: DropList) -> Result<Nothing> {
    let mut change = session.change("members", "drop_list").await?;
    let row = own(session, &change, input.id, Some(input.version)).await?;
    compose::may_drop_list(change.on(), row.id).await?;
    change.remove::<saved_list::Entity>(&row).await?;
    change.done(json!({ "list": row.name })).await?;
    Ok(Nothing {})
}

async fn own(
    session: &Session,
    change: &crate::ops::Change<'_>,
    id: SavedListId,
    version: Option<i64>,
) -> Result<saved_list::Model> {
    let row = saved_list::Entity::find_by_id(id)
        .one(change.on())
        .await?
        .filter(|row| row.owner_id.is_none_or(|owner| owner == session.officer()))
        .ok_or(Error::Missing { what: "list" })?;
    if row.owner_id.is_none() {
        session.may(Right::ImportRoster)?;
    }
    if version.is_some_and(|version| version != row.version) { Err(Error::Changed) } else { Ok(row) }
}
