//! Many rows as one text. The driver carries each row, and each value of it, to another thread on its own, which costs several
//! times as much as reading it; the database writes a batch of rows as one JSON text for a fraction of that.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, ColumnType, ConnectionTrait, DbBackend, EntityTrait, QuerySelect, QueryTrait, Select};
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// The rows that a question finds, in no order. `T` has a field for each of the columns, in their order; a truth value is 0 or 1.
///
/// # Errors
/// What the database answers.
pub async fn packed<T: DeserializeOwned, E: EntityTrait>(
    on: &impl ConnectionTrait,
    rows: Select<E>,
    columns: &[E::Column],
) -> Result<Vec<T>> {
    let backend = on.get_database_backend();
    let values = columns.iter().map(|column| {
        let value = SimpleExpr::from(Expr::col(column.as_column_ref()));
        match column.def().get_column_type() {
            ColumnType::Uuid => identifier(backend, value),
            ColumnType::Boolean => Expr::expr(value).cast_as("integer"),
            _ => value,
        }
    });
    let mut select = rows.select_only().into_query();
    select.expr(together(backend, values.collect()));
    unpacked(on, &select).await
}

/// The rows of a statement in its order; which of its columns, by their names, and whether each is an identifier.
///
/// # Errors
/// What the database answers.
pub async fn packed_in_order<T: DeserializeOwned>(
    on: &impl ConnectionTrait,
    rows: SelectStatement,
    columns: &[(&'static str, bool)],
) -> Result<Vec<T>> {
    let backend = on.get_database_backend();
    let values = columns.iter().map(|(name, is_identifier)| {
        let value = SimpleExpr::from(Expr::col(("q", Alias::new(*name))));
        if *is_identifier { identifier(backend, value) } else { value }
    });
    let mut select = Query::select();
    select.expr(together(backend, values.collect())).from_subquery(rows, "q");
    unpacked(on, &select).await
}

/// An identifier as text; a file keeps its bytes.
fn identifier(backend: DbBackend, value: SimpleExpr) -> SimpleExpr {
    if backend == DbBackend::Sqlite {
        // Of nothing there is a hex, too: the empty text.
        return Func::cust("nullif").arg(Func::cust("hex").arg(value)).arg("").into();
    }
    value
}

/// Each row as a list, and all of them behind one another.
fn together(backend: DbBackend, values: Vec<SimpleExpr>) -> SimpleExpr {
    let (list, all) = match backend {
        DbBackend::Sqlite => ("json_array", "group_concat"),
        _ => ("json_build_array", "string_agg"),
    };
    let row = Func::cust(list).args(values);
    Func::cust(all).arg(Expr::from(row).cast_as("text")).arg(",").into()
}

async fn unpacked<T: DeserializeOwned>(on: &impl ConnectionTrait, select: &SelectStatement) -> Result<Vec<T>> {
    let row = on.query_one(select).await?;
    let text: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    let text = format!("[{}]", text.unwrap_or_default());
    // Where it stands is said, not what: values of records are in it.
    serde_json::from_str(&text).map_err(|error| {
        Error::Bug(format!("packed rows at {} of {} for {}", error.column(), text.len(), std::any::type_name::<T>()))
    })
}
