//! What of the roster stands on the home page.

use sea_orm::{EntityTrait, QueryOrder};

use super::super::entity::{import_batch, membership};
use super::super::model::{MemberFilter, StateFilter};
use super::super::requests::due_soon;
use super::super::retention::count_due;
use super::list::count;
use crate::dates::{Period, month_start};
use crate::desk::Home;
use crate::error::Result;
use crate::rights::Right;
use crate::session::Session;

async fn between(session: &Session, column: membership::Column, month: Period) -> Result<i64> {
    use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter};
    let n = membership::Entity::find().filter(column.between(month.from, month.to)).count(session.look()).await?;
    Ok(i64::try_from(n).unwrap_or(i64::MAX))
}

/// Members, movements of the month, applications and persons without a unit, within the officer's reach.
///
/// # Errors
/// What the database answers.
pub(crate) async fn home(session: &Session, home: &mut Home) -> Result<()> {
    if session.can(Right::Privacy) {
        let n = due_soon(session).await?;
        if n > 0 {
            home.task("requests_due", n, "/members/privacy?part=requests");
        }
    }
    if session.can(Right::Erase) {
        let n = count_due(session).await?;
        if n > 0 {
            home.task("retention_due", n, "/members/privacy?part=retention");
        }
    }
    if !session.can(Right::SeeNames) {
        return Ok(());
    }
    let counted = |filter: MemberFilter| async move { count(session, filter).await.map(|counted| counted.n) };
    let members = counted(MemberFilter::default()).await?;
    let applied = counted(MemberFilter { state: StateFilter::Applied, ..MemberFilter::default() }).await?;
    let no_unit = counted(MemberFilter { no_unit: true, ..MemberFilter::default() }).await?;
    home.figure("members", members, "/members");
    // Movements are counted over the whole union: only those who see all of it are shown them.
    if session.can(Right::ImportRoster) {
        let month = Period { from: month_start(session.today()), to: session.today() };
        home.figure(
            "joined",
            between(session, membership::Column::JoinedOn, month).await?,
            "/members?sort=joined_on&descending=true",
        );
        home.figure("left", between(session, membership::Column::LeftOn, month).await?, "/members?state=ended");
    }
    if members == 0 && session.can(Right::ImportRoster) {
        home.task("no_members", 0, "/members/import");
    }
    if applied > 0 {
        home.task("applied", applied, "/members?state=applied");
    }
    if no_unit > 0 {
        home.task("no_unit", no_unit, "/members?unit=none");
    }
    if session.can(Right::ImportRoster) {
        let newest = import_batch::Entity::find().order_by_desc(import_batch::Column::Id).one(session.look()).await?;
        if let Some(batch) = newest.filter(|batch| batch.rejected > 0) {
            home.task("rejected_rows", batch.rejected, "/members/import");
        }
    }
    Ok(())
}
