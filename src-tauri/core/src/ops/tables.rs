//! How an op takes a row back without knowing what the row means: each tracked table gives its rows as images.

use std::collections::{HashMap, HashSet};
use std::marker::PhantomData;
use std::str::FromStr;

use async_trait::async_trait;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbBackend,
    EntityTrait, IntoActiveModel, ModelTrait, QueryFilter, QueryOrder, QuerySelect, Statement, Value as DbValue,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use super::change::Change;
use super::scrub::reworded;
use crate::error::{Error, Result};

/// A table whose rows can be changed and taken back: it has the common columns of the schema.
pub trait Tracked:
    EntityTrait<
        Model: Serialize + DeserializeOwned + IntoActiveModel<Self::ActiveModel> + Send + Sync,
        ActiveModel: ActiveModelBehavior + Send,
    >
{
    /// Name of the table.
    const TABLE: &'static str;

    /// The column that names the person a row tells of. What is derived from a person (search grams) is written anew at
    /// the end of a change for every person touched, and so cannot be forgotten by a verb.
    const PERSON: Option<&'static str> = None;

    /// The column that names the membership a row tells of, where what is derived from a person (spans of the list) depends
    /// on the row.
    const MEMBERSHIP: Option<&'static str> = None;

    /// A running number of the program's own, unique and named by no other tracked row. What is taken back frees it for the next
    /// row, so a row that is put back gets another one where its own is taken, and one that is set back keeps what it has.
    const NUMBER: Option<&'static str> = None;

    /// Columns of words that officers write freely, and so may name anybody: an erasure takes names out of them, and out of what
    /// ops remember of them.
    const WORDS: &'static [&'static str] = &[];

    /// Rows refer to rows of the same table (a tree): what was born together is then removed one by one, the youngest first.
    const TREE: bool = false;
}

/// A common column by name. Every tracked entity has them; a missing one is a bug, not an input.
pub(super) fn column<E: Tracked>(name: &'static str) -> Result<E::Column> {
    E::Column::from_str(name).map_err(|_| Error::Bug(format!("{} lacks {name}", E::TABLE)))
}

/// The id of a row.
pub(super) fn id_of<E: Tracked>(model: &E::Model) -> Result<Uuid> {
    match model.get(column::<E>("id")?) {
        DbValue::Uuid(Some(id)) => Ok(id),
        _ => Err(Error::Bug(format!("{} id", E::TABLE))),
    }
}

/// The version of a row.
pub(super) fn version_of<E: Tracked>(model: &E::Model) -> Result<i64> {
    match model.get(column::<E>("version")?) {
        DbValue::BigInt(Some(version)) => Ok(version),
        _ => Err(Error::Bug(format!("{} version", E::TABLE))),
    }
}

/// The id that a record has in a column.
pub(super) fn id_in_column<E: Tracked>(model: &E::Model, name: Option<&'static str>) -> Result<Option<Uuid>> {
    Ok(match name.map(column::<E>).transpose()?.map(|column| model.get(column)) {
        Some(DbValue::Uuid(id)) => id,
        _ => None,
    })
}

fn id_in(image: &Value, column: Option<&str>) -> Option<Uuid> {
    column.and_then(|column| image.get(column)).and_then(Value::as_str).and_then(|id| id.parse().ok())
}

/// A row as undo keeps it.
#[derive(Debug)]
pub struct Image {
    /// The row, as JSON.
    pub text: String,
    /// The person it tells of.
    pub person: Option<Uuid>,
    /// The membership it tells of.
    pub membership: Option<Uuid>,
}

/// What a text becomes; none = it stays as it is.
pub type Say<'a> = dyn Fn(&str) -> Option<String> + Sync + 'a;

/// One table as undo sees it.
#[async_trait]
pub trait Rows: Send + Sync {
    /// Name of the table.
    fn name(&self) -> &'static str;
    /// The person that a row tells of.
    fn person_in(&self, image: &Value) -> Option<Uuid>;
    /// The membership that a row tells of, as [`Tracked::MEMBERSHIP`] says.
    fn membership_in(&self, image: &Value) -> Option<Uuid>;
    /// The rows that exist, as (id, version, image), in no order.
    async fn read(&self, on: &DatabaseTransaction, ids: &[Uuid]) -> Result<Vec<(Uuid, i64, Value)>>;
    /// The rows that exist, as they are kept when they are removed.
    async fn images(&self, on: &DatabaseTransaction, ids: &[Uuid]) -> Result<HashMap<Uuid, Image>>;
    /// The versions of those rows that exist, without reading what is in them.
    async fn versions(&self, on: &DatabaseTransaction, ids: &[Uuid]) -> Result<HashMap<Uuid, i64>>;
    /// Remove rows.
    async fn remove(&self, on: &DatabaseTransaction, ids: &[Uuid]) -> Result<()>;
    /// Put rows back that are not there.
    async fn put_back(&self, on: &DatabaseTransaction, images: Vec<Value>) -> Result<()>;
    /// Set a row back to its image, with the version that it had.
    async fn set_back(&self, on: &DatabaseTransaction, image: Value) -> Result<()>;
    /// The columns of words, as [`Tracked::WORDS`] names them.
    fn words(&self) -> &'static [&'static str];
    /// Say the words of its rows in another way. What stood there is not remembered, and nothing takes it back.
    async fn reword(&self, change: &mut Change<'_>, say: &Say<'_>) -> Result<()>;
}

/// [`Rows`] of a tracked entity.
pub struct Table<E>(PhantomData<fn() -> E>);

impl<E: Tracked> Table<E> {
    /// The table, for the list of `compose.rs`.
    #[must_use]
    pub fn rows() -> Box<dyn Rows>
    where
        E: 'static,
    {
        Box::new(Self(PhantomData))
    }

    fn active(image: Value) -> Result<E::ActiveModel> {
        let model: E::Model =
            serde_json::from_value(image).map_err(|error| Error::Bug(format!("image of {}: {error}", E::TABLE)))?;
        Ok(model.into_active_model().reset_all())
    }

    /// Another number for each of these rows whose own is taken.
    async fn number_anew(on: &DatabaseTransaction, name: &'static str, images: &mut [Value]) -> Result<()> {
        let number = column::<E>(name)?;
        let own = |image: &Value| image.get(name).and_then(Value::as_i64);
        let wanted: Vec<i64> = images.iter().filter_map(own).collect();
        let taken: Vec<i64> = E::find()
            .select_only()
            .column(number)
            .filter(number.is_in(wanted.iter().copied()))
            .into_tuple()
            .all(on)
            .await?;
        let taken: HashSet<i64> = taken.into_iter().collect();
        if taken.is_empty() {
            return Ok(());
        }
        let largest: Option<i64> =
            E::find().select_only().column(number).order_by_desc(number).limit(1).into_tuple().one(on).await?;
        let mut last = wanted.iter().copied().chain(largest).max().unwrap_or(0);
        for image in images.iter_mut().filter(|image| own(image).is_some_and(|number| taken.contains(&number))) {
            last += 1;
            if let Some(row) = image.as_object_mut() {
                row.insert(name.to_owned(), Value::from(last));
            }
        }
        Ok(())
    }
}

#[async_trait]
impl<E: Tracked + 'static> Rows for Table<E> {
    fn name(&self) -> &'static str {
        E::TABLE
    }

    fn person_in(&self, image: &Value) -> Option<Uuid> {
        id_in(image, E::PERSON)
    }

    fn membership_in(&self, image: &Value) -> Option<Uuid> {
        id_in(image, E::MEMBERSHIP)
    }

    async fn read(&self, on: &DatabaseTransaction, ids: &[Uuid]) -> Result<Vec<(Uuid, i64, Value)>> {
        let models = E::find().filter(column::<E>("id")?.is_in(ids.iter().copied())).all(on).await?;
        models
            .into_iter()
            .map(|model| {
                let image = serde_json::to_value(&model).map_err(|error| Error::Bug(error.to_string()))?;
                Ok((id_of::<E>(&model)?, version_of::<E>(&model)?, image))
            })
            .collect()
    }

    async fn images(&self, on: &DatabaseTransaction, ids: &[Uuid]) -> Result<HashMap<Uuid, Image>> {
        let models = E::find().filter(column::<E>("id")?.is_in(ids.iter().copied())).all(on).await?;
        models
            .iter()
            .map(|model| {
                // Straight to text: an import of a hundred thousand has a million of them.
                let text = serde_json::to_string(model).map_err(|error| Error::Bug(error.to_string()))?;
                let image = Image {
                    text,
                    person: id_in_column::<E>(model, E::PERSON)?,
                    membership: id_in_column::<E>(model, E::MEMBERSHIP)?,
                };
                Ok((id_of::<E>(model)?, image))
            })
            .collect()
    }

    async fn versions(&self, on: &DatabaseTransaction, ids: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
        let (id, version) = (column::<E>("id")?, column::<E>("version")?);
        let found: Vec<(Uuid, i64)> = E::find()
            .select_only()
            .columns([id, version])
            .filter(id.is_in(ids.iter().copied()))
            .into_tuple()
            .all(on)
            .await?;
        Ok(found.into_iter().collect())
    }

    async fn remove(&self, on: &DatabaseTransaction, ids: &[Uuid]) -> Result<()> {
        if E::TREE {
            for id in ids.iter().rev() {
                E::delete_many().filter(column::<E>("id")?.eq(*id)).exec(on).await?;
            }
            return Ok(());
        }
        E::delete_many().filter(column::<E>("id")?.is_in(ids.iter().copied())).exec(on).await?;
        Ok(())
    }

    async fn put_back(&self, on: &DatabaseTransaction, mut images: Vec<Value>) -> Result<()> {
        if let Some(name) = E::NUMBER {
            Self::number_anew(on, name, &mut images).await?;
        }
        let rows: Vec<E::ActiveModel> = images.into_iter().map(Self::active).collect::<Result<_>>()?;
        insert_rows::<E>(on, rows).await
    }

    async fn set_back(&self, on: &DatabaseTransaction, image: Value) -> Result<()> {
        let id = image
            .get("id")
            .and_then(Value::as_str)
            .and_then(|id| id.parse::<Uuid>().ok())
            .ok_or_else(|| Error::Bug("image without id".into()))?;
        let mut row = Self::active(image)?;
        if let Some(name) = E::NUMBER {
            row.not_set(column::<E>(name)?);
        }
        E::update_many().set(row).filter(column::<E>("id")?.eq(id)).exec(on).await?;
        Ok(())
    }

    fn words(&self) -> &'static [&'static str] {
        E::WORDS
    }

    async fn reword(&self, change: &mut Change<'_>, say: &Say<'_>) -> Result<()> {
        let columns: Vec<E::Column> = E::WORDS.iter().copied().map(column::<E>).collect::<Result<_>>()?;
        if columns.is_empty() {
            return Ok(());
        }
        let written = columns.iter().fold(Condition::any(), |any, column| any.add(column.is_not_null()));
        for row in E::find().filter(written).all(change.on()).await? {
            let said: Vec<(E::Column, String)> = columns
                .iter()
                .filter_map(|column| match row.get(*column) {
                    DbValue::String(Some(text)) => reworded(&text, say).map(|text| (*column, text)),
                    _ => None,
                })
                .collect();
            if said.is_empty() {
                continue;
            }
            change
                .wipe::<E>(&row, |active| {
                    for (column, text) in said {
                        active.set(column, DbValue::from(text));
                    }
                })
                .await?;
        }
        Ok(())
    }
}

/// Insert rows in statements that stay below the databases' limit of bound values. The statement is written here: the builder
/// makes an expression of every value, which costs as much as the database.
pub(super) async fn insert_rows<E: Tracked>(on: &impl ConnectionTrait, rows: Vec<E::ActiveModel>) -> Result<()> {
    use sea_orm::Iterable;
    let columns: Vec<E::Column> = E::Column::iter().collect();
    let names: Vec<String> = columns.iter().map(sea_orm::Iden::to_string).collect();
    let most = (30_000 / columns.len().max(1)).clamp(1, 500);
    let backend = on.get_database_backend();
    let partial = rows.iter().any(|row| columns.iter().any(|column| row.is_not_set(*column)));
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        if partial {
            // A field that is left out stays empty; the builder knows how.
            let part: Vec<E::ActiveModel> = rows.by_ref().take(most).collect();
            E::insert_many(part).exec_without_returning(on).await?;
            continue;
        }
        let mut sql = format!("INSERT INTO {} (\"{}\") VALUES ", E::TABLE, names.join("\", \""));
        let mut values: Vec<DbValue> = Vec::with_capacity(columns.len() * 100);
        for (n, mut row) in rows.by_ref().take(most).enumerate() {
            sql.push_str(if n == 0 { "(" } else { ", (" });
            for (at, column) in columns.iter().enumerate() {
                if at > 0 {
                    sql.push_str(", ");
                }
                values.extend(row.take(*column).into_value());
                if backend == DbBackend::Sqlite {
                    sql.push('?');
                } else {
                    sql.push_str(&format!("${}", values.len()));
                }
            }
            sql.push(')');
        }
        on.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    }
    Ok(())
}
