//! The fictional union's pack for the meetings at its workplaces last autumn, after the congress: arranged by a plan, frozen, approved by
//! another officer, handed out.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::entity::{issued_pack, pack_plan};
use super::issuing::prepare;
use super::kept::Content;
use super::model::{FreezePack, PAGES, PackKind, PackPage, PackState, PackText, PlanPage};
use crate::desk::Words;
use crate::error::{Error, Result};
use crate::ids::{IssuedPackId, PackPlanId};
use crate::labels::{Locale, word};
use crate::officers;
use crate::reports::model::ReportAsk;
use crate::session::Session;

/// Login of the officer who approves it.
const APPROVER: &str = "general_secretary";

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// Lay the plan and the pack down. A union of too few members has none.
///
/// # Errors
/// What the database answers.
pub(crate) async fn sample(session: &Session) -> Result<()> {
    let session = session.in_language(Locale::Ja);
    let (as_of, from, made) = (day(2025, 9, 30), day(2024, 10, 1), day(2025, 10, 8));
    let name = word(Locale::Ja, "report.pack.sample.plan");
    let pages = serde_json::to_string(&plan()).map_err(|error| Error::Bug(error.to_string()))?;
    let plan = pack_plan::ActiveModel {
        id: Set(PackPlanId::new()),
        name: Set(name.to_owned()),
        kind: Set(PackKind::Congress),
        pages: Set(pages),
        ..Default::default()
    };
    let mut change = session.change("reports", "save_plan").await?;
    change.is_final();
    change.insert::<pack_plan::Entity>(plan).await?;
    change.done(json!({ "name": name })).await?;
    let input = FreezePack {
        ask: ask(as_of, from, name),
        title: Some(word(Locale::Ja, "report.pack.sample.title").to_owned()),
        corrects: None,
    };
    let mut prepared = match prepare(&session, input).await {
        Err(Error::Refused { code: "report_too_small" | "union_too_small" | "figures_do_not_add_up", .. }) => {
            return Ok(());
        }
        prepared => prepared?,
    };
    // It was made last autumn, not on the day on which the sample is laid down.
    let settings = crate::desk::profile(&session).await?;
    let words = Words::new(Locale::Ja, &settings);
    let mut content: Content = serde_json::from_str(&prepared.row.content.take().unwrap_or_default())
        .map_err(|error| Error::Bug(error.to_string()))?;
    content.frame.made_on = words.say("report.made_on", &json!({ "day": words.day(made) }));
    content.frame.made_at = NaiveDateTime::new(made, NaiveTime::MIN);
    let (text, sha256) = content.sealed()?;
    let (approver, _) = officers::by_login(session.db(), Some(APPROVER)).await?;
    let row = issued_pack::ActiveModel {
        content: Set(text),
        sha256: Set(sha256),
        state: Set(PackState::Distributed),
        approved_at: Set(Some(NaiveDateTime::new(day(2025, 10, 9), NaiveTime::MIN).and_utc())),
        approved_by: Set(Some(approver)),
        distributed_on: Set(Some(day(2025, 10, 18))),
        distributed_to: Set(Some(word(Locale::Ja, "report.pack.sample.to").to_owned())),
        ..prepared.row
    };
    let mut change = session.change("reports", "freeze_pack").await?;
    change.is_final();
    let id = IssuedPackId(change.insert::<issued_pack::Entity>(row).await?);
    // A new row is of the moment in which it is laid down, and nobody approves what is not made yet.
    issued_pack::Entity::update_many()
        .col_expr(issued_pack::Column::CreatedAt, Expr::value(NaiveDateTime::new(made, NaiveTime::MIN).and_utc()))
        .filter(issued_pack::Column::Id.eq(id))
        .exec(change.on())
        .await?;
    change.done(json!({ "name": prepared.title, "day": prepared.as_of })).await?;
    Ok(())
}

fn ask(as_of: NaiveDate, from: NaiveDate, plan: &str) -> ReportAsk {
    ReportAsk { locale: Some(Locale::Ja), ..ReportAsk::of_pack(as_of, from, plan.to_owned()) }
}

/// A page of own words first, then the usual ones.
fn plan() -> Vec<PlanPage> {
    let text = |key: &str| word(Locale::Ja, key).to_owned();
    let words = PackText {
        heading: text("report.pack.sample.heading"),
        paragraphs: vec![text("report.pack.sample.text"), text("report.pack.sample.fiction")],
    };
    let own = PlanPage { title: text("report.pack.sample.own"), above: vec![words], ..PlanPage::plain(PackPage::Own) };
    [own].into_iter().chain(PAGES.map(PlanPage::plain)).collect()
}
