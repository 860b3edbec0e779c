//! The category of a membership on a day (区分). The last one, also one to come, stands with the membership; what it was before
//! stands in `membership_category`. So a list of today asks for nothing more, and on each day there is exactly one.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query as Sql, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::entity::{membership, membership_category};
use super::model::{Categories, Category};
use crate::error::Result;
use crate::ids::{CategoryId, MembershipId};
use crate::ops::Change;

/// Memberships asked about in one statement.
const TOGETHER: usize = 500;

/// The category of the membership `m` on a day, as SQL; `day` is a bound place or a column.
pub(crate) fn category_on(day: &str) -> String {
    format!(
        "CASE WHEN m.category_from IS NULL OR m.category_from <= {day} THEN m.category ELSE COALESCE((\
         SELECT dated.category FROM membership_category dated WHERE dated.membership_id = m.id AND dated.to_on >= {day} \
         ORDER BY dated.to_on LIMIT 1), m.category) END"
    )
}

/// The same for statements that are built.
pub(super) fn category_at(day: &SimpleExpr) -> SimpleExpr {
    let own = || Expr::col(("m", "category"));
    let earlier = Sql::select()
        .column(("dated", "category"))
        .from_as(membership_category::Entity, "dated")
        .and_where(Expr::col(("dated", "membership_id")).eq(Expr::col(("m", "id"))))
        .and_where(Expr::col(("dated", "to_on")).gte(day.clone()))
        .order_by(("dated", "to_on"), Order::Asc)
        .limit(1)
        .to_owned();
    let lasts = Expr::col(("m", "category_from")).is_null().or(Expr::col(("m", "category_from")).lte(day.clone()));
    Expr::case(lasts, own()).finally(Expr::expr(SimpleExpr::from(earlier)).if_null(own())).into()
}

/// The categories of memberships through time.
///
/// # Errors
/// What the database answers.
pub(super) async fn categories_of(
    on: &impl ConnectionTrait,
    rows: &[membership::Model],
) -> Result<HashMap<MembershipId, Categories>> {
    let mut found: HashMap<MembershipId, Categories> =
        rows.iter().map(|row| (row.id, Categories::always(row.category))).collect();
    // Rows of a membership that has no such day any more are of a step that was taken back.
    let dated: Vec<MembershipId> = rows.iter().filter(|row| row.category_from.is_some()).map(|row| row.id).collect();
    for row in earlier(on, &dated).await? {
        if let Some(own) = found.get_mut(&row.membership_id) {
            own.earlier.push((row.to_on, row.category));
        }
    }
    Ok(found)
}

/// Which category memberships had on a day, of those whose last one begins later; each with the last one.
///
/// # Errors
/// What the database answers.
pub(super) async fn earlier_on(
    on: &impl ConnectionTrait,
    later: &[MembershipId],
    day: NaiveDate,
) -> Result<HashMap<MembershipId, Category>> {
    let mut found = HashMap::new();
    for row in earlier(on, later).await? {
        if row.to_on >= day {
            found.entry(row.membership_id).or_insert(row.category);
        }
    }
    Ok(found)
}

/// How many are on the roster on a day and are no members (組合員) by their category: few, and found by it.
///
/// # Errors
/// What the database answers.
pub(super) async fn others_on(on: &impl ConnectionTrait, day: NaiveDate) -> Result<i64> {
    // Written so that each side of the OR has an index, and so that neither is the one of the status alone, which is everybody's.
    let sql = format!(
        "SELECT count(*) AS n FROM membership m WHERE \
         ((m.status IN ('active', 'suspended', 'ended') AND m.category IN ('alumni', 'supporter')) OR m.category_from > $1) \
         AND COALESCE(m.status, '') IN ('active', 'suspended', 'ended') AND (m.end_reason IS NULL OR m.end_reason <> 'entry_error') \
         AND m.joined_on <= $1 AND (m.left_on IS NULL OR m.left_on >= $1) AND {} IN ('alumni', 'supporter')",
        category_on("$1")
    );
    crate::db::number(on, &sql, [day.into()]).await
}

/// Rows of earlier categories, of each membership the oldest first.
async fn earlier(on: &impl ConnectionTrait, ids: &[MembershipId]) -> Result<Vec<membership_category::Model>> {
    let mut found = Vec::new();
    for part in ids.chunks(TOGETHER) {
        found.extend(
            membership_category::Entity::find()
                .filter(membership_category::Column::MembershipId.is_in(part.iter().copied()))
                .order_by_asc(membership_category::Column::MembershipId)
                .order_by_asc(membership_category::Column::ToOn)
                .all(on)
                .await?,
        );
    }
    Ok(found)
}

/// Another category from a day on, for memberships that have it; answers what each had on that day. The right to vote goes
/// with the category.
///
/// # Errors
/// What the database answers.
pub(super) async fn set_category(
    change: &mut Change<'_>,
    rows: &[membership::Model],
    category: Category,
    from: NaiveDate,
) -> Result<HashMap<MembershipId, Category>> {
    let categories = categories_of(change.on(), rows).await?;
    let had = categories.iter().map(|(id, own)| (*id, own.on(from))).collect();
    // Most never changed it before: they are written together.
    let (first, again): (Vec<membership::Model>, Vec<membership::Model>) =
        rows.iter().cloned().partition(|row| row.category_from.is_none() && row.joined_on.is_some_and(|on| on < from));
    let last = from.pred_opt().unwrap_or(from);
    let first: Vec<membership::Model> = first.into_iter().filter(|row| row.category != category).collect();
    forget_stale(change, &first).await?;
    let born = first.iter().map(|row| row_of(row.id, row.category, last)).collect();
    change.insert_many::<membership_category::Entity>(born).await?;
    let edit = |active: &mut membership::ActiveModel| {
        active.category = Set(category);
        active.category_from = Set(Some(from));
        active.voting_right = Set(category.is_member());
    };
    change.update_alike::<membership::Entity>(&first, edit).await?;
    for row in again {
        let mut own = categories.get(&row.id).cloned().unwrap_or_else(|| Categories::always(row.category));
        own.set(category, from, row.joined_on);
        write_earlier(change, row.id, &own).await?;
        change
            .update::<membership::Entity>(&row, |active| {
                active.category = Set(own.last);
                active.category_from = Set(own.since());
                if own.last != row.category {
                    active.voting_right = Set(own.last.is_member());
                }
            })
            .await?;
    }
    Ok(had)
}

/// The rows of the earlier categories become those of `own`.
///
/// # Errors
/// What the database answers.
pub(super) async fn write_earlier(change: &mut Change<'_>, id: MembershipId, own: &Categories) -> Result<()> {
    let stored = earlier(change.on(), &[id]).await?;
    for row in &stored {
        match own.earlier.iter().find(|(last, _)| *last == row.to_on) {
            Some((_, category)) => {
                change.update::<membership_category::Entity>(row, |active| active.category = Set(*category)).await?;
            }
            None => change.remove::<membership_category::Entity>(row).await?,
        }
    }
    let born = own.earlier.iter().filter(|(last, _)| stored.iter().all(|row| row.to_on != *last));
    let born = born.map(|(last, category)| row_of(id, *category, *last)).collect();
    change.insert_many::<membership_category::Entity>(born).await?;
    Ok(())
}

/// Rows that a step of an older program left behind when it was taken back.
async fn forget_stale(change: &mut Change<'_>, rows: &[membership::Model]) -> Result<()> {
    let ids: Vec<MembershipId> = rows.iter().map(|row| row.id).collect();
    for row in earlier(change.on(), &ids).await? {
        change.remove::<membership_category::Entity>(&row).await?;
    }
    Ok(())
}

/// A row of an earlier category.
pub(super) fn row_of(id: MembershipId, category: Category, to_on: NaiveDate) -> membership_category::ActiveModel {
    membership_category::ActiveModel {
        id: Set(CategoryId::new()),
        membership_id: Set(id),
        category: Set(category),
        to_on: Set(to_on),
        ..Default::default()
    }
}
