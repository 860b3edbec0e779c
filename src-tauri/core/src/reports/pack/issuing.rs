//! A pack is frozen, approved and handed out.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::beside;
use super::composed::arrange;
use super::entity::issued_pack;
use super::kept::{Content, at_the_end, in_japan, on_cover};
use super::model::{
    CodedPage, DistributePack, FreezePack, PackAudience, PackKind, PackPage, PackState, PackVersion, title,
    why_not_approve,
};
use super::queries::{Sight, approvers};
use crate::api::Nothing;
use crate::cases;
use crate::error::{Error, Result};
use crate::ids::{IssuedPackId, UnitId};
use crate::labels::Locale;
use crate::ops::Change;
use crate::reports::actions::Asked;
use crate::reports::figures::reasons::ToldReasons;
use crate::reports::figures::told::{Told, ToldPage, ToldTable};
use crate::reports::model::Report;
use crate::reports::own;
use crate::rights::Right;
use crate::session::Session;

/// A pack that the officer may change by this right.
async fn within_reach(
    session: &Session,
    change: &Change<'_>,
    id: IssuedPackId,
    right: Right,
) -> Result<issued_pack::Model> {
    let row = issued_pack::Entity::find_by_id(id).one(change.on()).await?.ok_or(Error::Missing { what: "pack" })?;
    let reach = Sight::within(change.on(), &session.may(right)?).await?;
    if reach.sees(row.unit_id) { Ok(row) } else { Err(Error::Missing { what: "pack" }) }
}

/// Keep a pack as it is told now. Until it is approved this can be taken back.
///
/// # Errors
/// `pack_only` for another report; `pack_not_distributed` and `pack_corrected` for a pack that cannot be corrected,
/// `pack_other_part` for one about another part; `pack_tells_few` where its headcounts beside those of another pack of the day
/// would tell fewer members than may be shown, `pack_tells_few_beside_own` where they would beside an own report; `text_too_long` at
/// `title`; as the pack itself; [`Error::Missing`] for a part out of reach.
pub async fn freeze_pack(session: &Session, input: FreezePack) -> Result<IssuedPackId> {
    let still = session.telling().await?;
    let frozen = freeze(&still, input).await;
    still.over().await;
    frozen
}

async fn freeze(session: &Session, input: FreezePack) -> Result<IssuedPackId> {
    let Prepared { row, title, as_of, corrects, made } = prepare(session, input).await?;
    // Asked before it is kept, like a file before it is written.
    if let Some(made) = made {
        cases::remember(session, Report::MeetingPack.name(), &made).await?;
    }
    let mut change = session.change("reports", "freeze_pack").await?;
    if let Some(old) = &corrects {
        not_corrected(&change, old).await?;
    }
    let id = IssuedPackId(change.insert::<issued_pack::Entity>(row).await?);
    change.done(json!({ "name": title, "day": as_of })).await?;
    Ok(id)
}

/// A pack that is ready to be kept.
pub(super) struct Prepared {
    pub row: issued_pack::ActiveModel,
    pub title: String,
    pub as_of: NaiveDate,
    corrects: Option<issued_pack::Model>,
    made: Option<cases::Made>,
}

/// Puts a pack together as a draft that is not kept yet.
///
/// # Errors
/// As [`freeze_pack`].
pub(super) async fn prepare(session: &Session, input: FreezePack) -> Result<Prepared> {
    if input.ask.report != Report::MeetingPack || input.ask.issued.is_some() {
        return Err(Error::refused("pack_only", json!({})));
    }
    let typed = title(input.title.as_deref())?;
    let asked = Asked::new(session, &input.ask).await?;
    let unit = asked.unit.as_ref().map(|unit| UnitId(unit.id));
    if !Sight::of(session, Right::IssuePacks).await?.sees(unit) {
        return Err(Error::Missing { what: "unit" });
    }
    let (plan, kind) = match &asked.plan {
        Some(plan) => (plan.name.clone(), plan.kind),
        None => (None, PackKind::Congress),
    };
    let words = &asked.words;
    let name = plan.clone().unwrap_or_else(|| words.word(&kind.label_key()));
    let made_title = words.say("report.pack.title", &json!({ "name": name, "day": words.day(asked.days.as_of) }));
    let title = typed.unwrap_or(made_title);
    let corrects = match input.corrects {
        Some(id) => Some(corrected(session, id, unit).await?),
        None => None,
    };
    beside::holds(session, &asked, kind).await?;
    let counts = asked.counts(session).await?;
    let ground = asked.ground(session, &counts).await?;
    if let Some(at) = ground.shown.tells_few_beside {
        let name = own::name_of(session, asked.days.as_of, at).await?;
        return Err(Error::refused("pack_tells_few_beside_own", json!({ "name": name, "k": ground.k })));
    }
    let mut pages = arrange(session, &asked, &ground).await?.pages;
    if let Some(old) = &corrects {
        tell_predecessor(&asked, &mut pages, old);
    }
    let shown = |table: &&ToldTable| pages.iter().any(|page| page.code == Some(page_of(table.page)));
    let tables = ground.shown.told.iter().filter(shown).cloned().map(Told::Table);
    // The page of the movement tells reasons; a pack without it tells none.
    let moved = pages.iter().any(|page| page.code == Some(PackPage::Movement));
    let reasons = if moved { ground.reasons_told() } else { ToldReasons::default() };
    let told: Vec<Told> = tables.chain([Told::Reasons { reasons }]).collect();
    let told = serde_json::to_string(&told).map_err(|error| Error::Bug(error.to_string()))?;
    let content = Content { frame: asked.plain_frame(session), pages };
    let (text, sha256) = content.sealed()?;
    let made = if kind == PackKind::Congress { asked.counselling(session).await?.made } else { None };
    let row = issued_pack::ActiveModel {
        id: Set(IssuedPackId::new()),
        title: Set(title.clone()),
        kind: Set(kind),
        plan: Set(plan),
        as_of: Set(asked.days.as_of),
        from_on: Set(asked.days.from),
        locale: Set(if asked.words.locale() == Locale::En { "en" } else { "ja" }.to_owned()),
        unit_id: Set(unit),
        audience: Set(PackAudience::Members),
        content: Set(text),
        sha256: Set(sha256),
        told: Set(told),
        state: Set(PackState::Draft),
        approved_at: Set(None),
        approved_by: Set(None),
        alone: Set(false),
        distributed_on: Set(None),
        distributed_to: Set(None),
        corrects_id: Set(corrects.as_ref().map(|old| old.id)),
        ..Default::default()
    };
    Ok(Prepared { row, title, as_of: asked.days.as_of, corrects, made })
}

/// The cover and the end of a correction name the pack that it takes the place of.
fn tell_predecessor(asked: &Asked, pages: &mut [CodedPage], old: &issued_pack::Model) {
    let day = old.distributed_on.map(|day| asked.words.day(day)).unwrap_or_default();
    let line = asked.words.say("report.pack.corrects", &json!({ "title": old.title, "day": day }));
    on_cover(pages, line.clone());
    at_the_end(pages, vec![line]);
}

/// The page that a table stands on.
fn page_of(page: ToldPage) -> PackPage {
    match page {
        ToldPage::Branches => PackPage::Branches,
        ToldPage::Below => PackPage::Below,
        ToldPage::Ages => PackPage::Ages,
        ToldPage::Kinds => PackPage::Kinds,
    }
}

/// A pack that another may take the place of.
async fn corrected(session: &Session, id: IssuedPackId, unit: Option<UnitId>) -> Result<issued_pack::Model> {
    let old = super::kept::row(session, id).await?;
    if old.state != PackState::Distributed {
        return Err(Error::refused("pack_not_distributed", json!({ "title": old.title })));
    }
    if old.unit_id != unit {
        return Err(Error::refused("pack_other_part", json!({ "title": old.title })));
    }
    Ok(old)
}

/// Two corrections of one pack would leave members with two truths: the second corrects the first.
async fn not_corrected(change: &Change<'_>, old: &issued_pack::Model) -> Result<()> {
    let taken =
        issued_pack::Entity::find().filter(issued_pack::Column::CorrectsId.eq(old.id)).count(change.on()).await?;
    if taken > 0 { Err(Error::refused("pack_corrected", json!({ "title": old.title }))) } else { Ok(()) }
}

/// Approve a pack for members. Somebody else than who made it does; where no other officer can, that is written down and told
/// in the pack.
///
/// # Errors
/// `pack_own_approval`, `pack_approved`, `pack_damaged`; [`Error::Changed`], [`Error::Missing`].
pub async fn approve_pack(session: &Session, input: PackVersion) -> Result<Nothing> {
    let mut change = session.change("reports", "approve_pack").await?;
    let row = within_reach(session, &change, input.id, Right::ApprovePacks).await?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    let maker = row.created_by.map(crate::ids::OfficerId);
    let others =
        approvers(session, change.on(), row.unit_id).await?.into_iter().filter(|id| Some(*id) != maker).count();
    let is_maker = maker == Some(session.officer());
    if let Some(why) = why_not_approve(row.state, is_maker, others) {
        return Err(Error::refused(why.code(), json!({ "title": row.title })));
    }
    Content::opened(&row.content, &row.sha256, &row.title)?;
    let (now, officer) = (session.moment(), session.officer());
    change
        .update::<issued_pack::Entity>(&row, |active| {
            active.state = Set(PackState::Approved);
            active.approved_at = Set(Some(now));
            active.approved_by = Set(Some(officer));
            active.alone = Set(is_maker);
        })
        .await?;
    if is_maker {
        change.because(Some(crate::labels::word(Locale::Ja, "report.pack.alone").to_owned()));
    }
    change.done(json!({ "name": row.title })).await?;
    Ok(Nothing {})
}

/// An approved pack went out. From then on only a correction takes its place.
///
/// # Errors
/// `pack_not_approved`, `pack_distributed`, `pack_damaged`; `required` at `to`, `pack_day_future` and `pack_before_approval` at
/// `on`; [`Error::Changed`], [`Error::Missing`].
pub async fn distribute_pack(session: &Session, input: DistributePack) -> Result<Nothing> {
    let mut change = session.change("reports", "distribute_pack").await?;
    change.is_final();
    let row = within_reach(session, &change, input.id, Right::IssuePacks).await?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    let about = || json!({ "title": row.title });
    let approved = match (row.state, row.approved_at) {
        (PackState::Approved, Some(at)) => at,
        (PackState::Distributed, _) => return Err(Error::refused("pack_distributed", about())),
        _ => return Err(Error::refused("pack_not_approved", about())),
    };
    let (on, to) = input.checked(in_japan(approved).min(session.today()), session.today())?;
    Content::opened(&row.content, &row.sha256, &row.title)?;
    change
        .update::<issued_pack::Entity>(&row, |active| {
            active.state = Set(PackState::Distributed);
            active.distributed_on = Set(Some(on));
            active.distributed_to = Set(Some(to.clone()));
        })
        .await?;
    change.done(json!({ "name": row.title, "day": on, "to": to })).await?;
    Ok(Nothing {})
}
