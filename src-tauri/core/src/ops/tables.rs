//! How an op takes a row back without knowing what the row means: each tracked table gives its rows as images.

use std::marker::PhantomData;
use std::str::FromStr;

use async_trait::async_trait;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, ModelTrait, QueryFilter, Value as DbValue,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

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

/// One table as undo sees it.
#[async_trait]
pub trait Rows: Send + Sync {
    /// Name of the table.
    fn name(&self) -> &'static str;
    /// The person that a row tells of.
    fn person_in(&self, image: &Value) -> Option<Uuid>;
    /// The rows that exist, as (id, version, image), in no order.
    async fn read(&self, on: &DatabaseTransaction, ids: &[Uuid]) -> Result<Vec<(Uuid, i64, Value)>>;
    /// Remove rows.
    async fn remove(&self, on: &DatabaseTransaction, ids: &[Uuid]) -> Result<()>;
    /// Put rows back that are not there.
    async fn put_back(&self, on: &DatabaseTransaction, images: Vec<Value>) -> Result<()>;
    /// Set a row back to its image, with the version that it had.
    async fn set_back(&self, on: &DatabaseTransaction, image: Value) -> Result<()>;
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
}

#[async_trait]
impl<E: Tracked + 'static> Rows for Table<E> {
    fn name(&self) -> &'static str {
        E::TABLE
    }

    fn person_in(&self, image: &Value) -> Option<Uuid> {
        E::PERSON.and_then(|column| image.get(column)).and_then(Value::as_str).and_then(|id| id.parse().ok())
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

    async fn put_back(&self, on: &DatabaseTransaction, images: Vec<Value>) -> Result<()> {
        let rows: Vec<E::ActiveModel> = images.into_iter().map(Self::active).collect::<Result<_>>()?;
        insert_rows::<E>(on, rows).await
    }

    async fn set_back(&self, on: &DatabaseTransaction, image: Value) -> Result<()> {
        let id = image
            .get("id")
            .and_then(Value::as_str)
            .and_then(|id| id.parse::<Uuid>().ok())
            .ok_or_else(|| Error::Bug("image without id".into()))?;
        let row = Self::active(image)?;
        E::update_many().set(row).filter(column::<E>("id")?.eq(id)).exec(on).await?;
        Ok(())
    }
}

/// Insert rows in statements that stay below the databases' limit of bound values.
pub(super) async fn insert_rows<E: Tracked>(on: &impl ConnectionTrait, rows: Vec<E::ActiveModel>) -> Result<()> {
    use sea_orm::Iterable;
    let columns = E::Column::iter().count().max(1);
    let most = (30_000 / columns).clamp(1, 500);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let part: Vec<E::ActiveModel> = rows.by_ref().take(most).collect();
        E::insert_many(part).exec_without_returning(on).await?;
    }
    Ok(())
}
