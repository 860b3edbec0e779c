//! Plans, the union's picture, frozen packs in order, and what became otherwise since.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use base64::Engine as _;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

use super::composed::arrange;
use super::differences::compare;
use super::entity::{issued_pack, pack_plan, union_logo};
use super::kept::{self, Content};
use super::model::{
    IssuedPackRow, LogoShown, PAGES, PackAudience, PackDifferences, PackKind, PackNamed, PackPage, PackPlanRow,
    PackState, PlanPage, Planned, why_not_approve,
};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{IssuedPackId, OfficerId, PackPlanId, UnitId};
use crate::officers;
use crate::organizations::{self, Tree};
use crate::reports::actions::Asked;
use crate::reports::figures::reasons::ToldReasons;
use crate::reports::figures::told::{Told, ToldTable};
use crate::reports::model::ReportAsk;
use crate::rights::{self, Reach, Right};
use crate::session::Session;
use crate::text::name_key;

/// The plans by name, after the two that are always there.
///
/// # Errors
/// What the database answers.
pub async fn plans(session: &Session, _input: Nothing) -> Result<Vec<PackPlanRow>> {
    let usual = |kind: PackKind, pages: Vec<PackPage>| PackPlanRow {
        id: None,
        version: 0,
        name: kind.code(),
        kind,
        pages: pages.into_iter().map(PlanPage::plain).collect(),
    };
    let mut rows = vec![
        usual(PackKind::Congress, PAGES.into()),
        usual(PackKind::Workplace, vec![PackPage::WorkplaceMembers, PackPage::WorkplaceUnion]),
    ];
    let kept = pack_plan::Entity::find().order_by_asc(pack_plan::Column::Name).all(session.look()).await?;
    rows.extend(kept.into_iter().map(|row| PackPlanRow {
        pages: pages_of(&row),
        id: Some(row.id),
        version: row.version,
        name: row.name,
        kind: row.kind,
    }));
    Ok(rows)
}

fn pages_of(row: &pack_plan::Model) -> Vec<PlanPage> {
    serde_json::from_str(&row.pages).unwrap_or_default()
}

/// The plan of a name, an id, or one of the two that are always there; none without a name.
///
/// # Errors
/// [`Error::Missing`].
pub(in crate::reports) async fn planned(session: &Session, named: Option<&str>) -> Result<Option<Planned>> {
    let Some(named) = named.map(str::trim).filter(|named| !named.is_empty()) else { return Ok(None) };
    let rows = pack_plan::Entity::find().all(session.look()).await?;
    let key = name_key(named);
    let id = named.parse().ok().map(PackPlanId);
    let found =
        rows.iter().find(|row| Some(row.id) == id).or_else(|| rows.iter().find(|row| name_key(&row.name) == key));
    match found {
        Some(row) => Ok(Some(Planned { name: Some(row.name.clone()), kind: row.kind, pages: pages_of(row) })),
        None => match PackKind::read(named, &Default::default()) {
            Some(kind) => Ok(Some(Planned::usual(kind))),
            None => Err(Error::Missing { what: "plan" }),
        },
    }
}

/// The union's picture as it holds today.
///
/// # Errors
/// What the database answers.
pub(super) async fn current_logo(on: &impl ConnectionTrait) -> Result<Option<LogoShown>> {
    let newest = union_logo::Entity::find()
        .order_by_desc(union_logo::Column::CreatedAt)
        .order_by_desc(union_logo::Column::Id)
        .limit(1)
        .one(on)
        .await?;
    let Some(row) = newest else { return Ok(None) };
    let (Some(media), Some(content), Some(width), Some(height)) = (row.media, row.content, row.width, row.height)
    else {
        return Ok(None);
    };
    let data = base64::engine::general_purpose::STANDARD.encode(content);
    Ok(Some(LogoShown { id: row.id, media, width, height, data }))
}

/// The union's picture; nothing without one.
///
/// # Errors
/// What the database answers.
pub async fn logo(session: &Session, _input: Nothing) -> Result<Option<LogoShown>> {
    current_logo(session.look()).await
}

/// Which frozen packs an officer sees: those about a part within the reach; about the whole union with the reach of all.
pub(super) struct Sight {
    tree: Tree,
    paths: Option<Vec<String>>,
}

impl Sight {
    /// For a right.
    ///
    /// # Errors
    /// [`Error::NotAllowed`].
    pub(super) async fn of(session: &Session, right: Right) -> Result<Self> {
        Self::within(session.look(), &session.may(right)?).await
    }

    /// For a reach.
    ///
    /// # Errors
    /// What the database answers.
    pub(super) async fn within(on: &impl ConnectionTrait, reach: &Reach) -> Result<Self> {
        let tree = organizations::tree(on).await?;
        let paths = organizations::allowed_paths(&tree, reach);
        Ok(Self { tree, paths })
    }

    /// Whether a pack about this part is seen.
    pub(super) fn sees(&self, unit: Option<UnitId>) -> bool {
        match (&self.paths, unit) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(paths), Some(unit)) => {
                self.tree.get(unit).is_some_and(|node| paths.iter().any(|path| node.path.starts_with(path)))
            }
        }
    }
}

/// Frozen packs that an op changed are about parts within the officer's reach.
///
/// # Errors
/// [`Error::Missing`].
pub(crate) async fn in_sight(
    session: &Session,
    on: &impl ConnectionTrait,
    right: Right,
    table: &str,
    images: &[serde_json::Value],
) -> Result<()> {
    if table != "issued_pack" {
        return Ok(());
    }
    let sight = Sight::within(on, &session.may(right)?).await?;
    let unit = |image: &serde_json::Value| image.get("unit_id")?.as_str()?.parse().ok().map(UnitId);
    if images.iter().all(|image| sight.sees(unit(image))) { Ok(()) } else { Err(Error::Missing { what: "op" }) }
}

/// Officers who could approve a pack about this part today.
///
/// # Errors
/// What the database answers.
pub(super) async fn approvers(
    session: &Session,
    on: &impl ConnectionTrait,
    unit: Option<UnitId>,
) -> Result<Vec<OfficerId>> {
    let tree = organizations::tree(on).await?;
    let mut found = Vec::new();
    for holder in officers::holders_on(on).await? {
        let Some(reach) = rights::reach(&holder.grants, Right::ApprovePacks, session.today()) else { continue };
        let paths = organizations::allowed_paths(&tree, &reach);
        if (Sight { tree: tree.clone(), paths }).sees(unit) {
            found.push(holder.id);
        }
    }
    Ok(found)
}

/// What a list shows of a pack; what is kept in it stays where it is.
#[derive(FromQueryResult)]
struct Listed {
    id: IssuedPackId,
    created_at: chrono::DateTime<chrono::Utc>,
    created_by: Option<OfficerId>,
    version: i64,
    title: String,
    kind: PackKind,
    plan: Option<String>,
    as_of: chrono::NaiveDate,
    from_on: chrono::NaiveDate,
    locale: String,
    unit_id: Option<UnitId>,
    audience: PackAudience,
    sha256: String,
    state: PackState,
    approved_at: Option<chrono::DateTime<chrono::Utc>>,
    approved_by: Option<OfficerId>,
    alone: bool,
    distributed_on: Option<chrono::NaiveDate>,
    distributed_to: Option<String>,
    corrects_id: Option<IssuedPackId>,
}

/// Frozen packs that the officer sees, the newest first.
///
/// # Errors
/// What the database answers.
pub async fn issued_packs(session: &Session, _input: Nothing) -> Result<Vec<IssuedPackRow>> {
    use issued_pack::Column as Of;
    let rows = issued_pack::Entity::find()
        .select_only()
        .columns([
            Of::Id,
            Of::CreatedAt,
            Of::CreatedBy,
            Of::Version,
            Of::Title,
            Of::Kind,
            Of::Plan,
            Of::AsOf,
            Of::FromOn,
            Of::Locale,
            Of::UnitId,
            Of::Audience,
            Of::Sha256,
            Of::State,
            Of::ApprovedAt,
            Of::ApprovedBy,
            Of::Alone,
            Of::DistributedOn,
            Of::DistributedTo,
            Of::CorrectsId,
        ])
        .order_by_desc(Of::CreatedAt)
        .order_by_desc(Of::Id)
        .into_model::<Listed>()
        .all(session.look())
        .await?;
    let seen = Sight::of(session, Right::SeeCounts).await?;
    let issues = Sight::of(session, Right::IssuePacks).await.ok();
    let approves = Sight::of(session, Right::ApprovePacks).await.ok();
    let names = officers::names(session).await?;
    let corrected: HashMap<IssuedPackId, IssuedPackId> =
        rows.iter().filter_map(|row| row.corrects_id.map(|old| (old, row.id))).collect();
    let mut able: HashMap<Option<UnitId>, Vec<OfficerId>> = HashMap::new();
    let mut listed = Vec::new();
    for row in rows.into_iter().filter(|row| seen.sees(row.unit_id)) {
        let may_approve = approves.as_ref().is_some_and(|sight| sight.sees(row.unit_id));
        if let Entry::Vacant(place) = able.entry(row.unit_id) {
            place.insert(approvers(session, session.look(), row.unit_id).await?);
        }
        let others =
            able.get(&row.unit_id).map_or(0, |all| all.iter().filter(|id| Some(**id) != row.created_by).count());
        let is_maker = row.created_by == Some(session.officer());
        let name = |id: Option<OfficerId>| id.and_then(|id| names.get(&id).cloned());
        listed.push(IssuedPackRow {
            why_not_approve: may_approve.then(|| why_not_approve(row.state, is_maker, others)).flatten(),
            may_approve,
            may_issue: issues.as_ref().is_some_and(|sight| sight.sees(row.unit_id)),
            corrected_by: corrected.get(&row.id).copied(),
            unit: row.unit_id.and_then(|unit| seen.tree.get(unit)).map(|node| node.label.clone()),
            unit_code: row.unit_id.and_then(|unit| seen.tree.get(unit)).map(|node| node.code.clone()),
            locale: if row.locale == "en" { crate::labels::Locale::En } else { crate::labels::Locale::Ja },
            made_by: name(row.created_by).unwrap_or_default(),
            approved_by: name(row.approved_by),
            id: row.id,
            version: row.version,
            title: row.title,
            kind: row.kind,
            plan: row.plan,
            as_of: row.as_of,
            from: row.from_on,
            audience: row.audience,
            state: row.state,
            sha256: row.sha256,
            made_at: row.created_at,
            approved_at: row.approved_at,
            alone: row.alone,
            distributed_on: row.distributed_on,
            distributed_to: row.distributed_to,
            corrects: row.corrects_id,
        });
    }
    Ok(listed)
}

/// Packs of one day that are remembered; the oldest are forgotten first.
const MOST_TOLD: u64 = 12;

/// What frozen packs of a day told of sex, age, category and employment, the oldest first, each table once.
///
/// # Errors
/// What the database answers.
pub(in crate::reports) async fn told(session: &Session, day: chrono::NaiveDate) -> Result<Vec<ToldTable>> {
    let rows: Vec<String> = issued_pack::Entity::find()
        .select_only()
        .column(issued_pack::Column::Told)
        .filter(issued_pack::Column::AsOf.eq(day))
        .order_by_desc(issued_pack::Column::Id)
        .limit(MOST_TOLD)
        .into_tuple()
        .all(session.look())
        .await?;
    let mut tables: Vec<ToldTable> = Vec::new();
    for row in rows.iter().rev() {
        for entry in told_in(row)? {
            match entry {
                Told::Table(table) if !tables.contains(&table) => tables.push(table),
                Told::Table(_) | Told::Reasons { .. } => {}
            }
        }
    }
    Ok(tables)
}

fn told_in(row: &str) -> Result<Vec<Told>> {
    serde_json::from_str(row).map_err(|error| Error::Bug(error.to_string()))
}

/// Packs that are looked through for what they told of reasons; the oldest are forgotten first.
const MOST_REASONS: u64 = 36;

/// What a frozen pack told of why members came and left.
#[derive(Clone, Debug)]
pub(in crate::reports) struct ReasonsOf {
    /// First day of its movements.
    pub from: chrono::NaiveDate,
    /// Its day.
    pub as_of: chrono::NaiveDate,
    /// The part it is about; none = the whole union.
    pub unit: Option<uuid::Uuid>,
    /// What it told; none = it was frozen by a program that did not keep that.
    pub told: Option<ToldReasons>,
}

/// What frozen packs told of why members came and left, the newest first. The pages for a workplace meeting tell no reasons.
///
/// # Errors
/// What the database answers.
pub(in crate::reports) async fn reasons_told(session: &Session) -> Result<Vec<ReasonsOf>> {
    let rows: Vec<(chrono::NaiveDate, chrono::NaiveDate, Option<UnitId>, String)> = issued_pack::Entity::find()
        .select_only()
        .column(issued_pack::Column::FromOn)
        .column(issued_pack::Column::AsOf)
        .column(issued_pack::Column::UnitId)
        .column(issued_pack::Column::Told)
        .filter(issued_pack::Column::Kind.ne(PackKind::Workplace))
        .order_by_desc(issued_pack::Column::Id)
        .limit(MOST_REASONS)
        .into_tuple()
        .all(session.look())
        .await?;
    let mut found = Vec::new();
    for (from, as_of, unit, told) in rows {
        let told = told_in(&told)?.into_iter().find_map(|entry| match entry {
            Told::Reasons { reasons } => Some(reasons),
            Told::Table(_) => None,
        });
        found.push(ReasonsOf { from, as_of, unit: unit.map(|unit| unit.0), told });
    }
    Ok(found)
}

/// The question that a frozen pack answered.
///
/// # Errors
/// What the database answers.
pub(super) async fn asked_again(session: &Session, row: &issued_pack::Model) -> Result<ReportAsk> {
    let tree = organizations::tree(session.look()).await?;
    let unit = row.unit_id.and_then(|unit| tree.get(unit)).map(|node| node.code.clone());
    let plan = row.plan.clone().unwrap_or_else(|| row.kind.code());
    Ok(ReportAsk { locale: Some(kept::locale(row)), unit, ..ReportAsk::of_pack(row.as_of, row.from_on, plan) })
}

/// What a frozen pack tells otherwise than the figures of today: told here, never in the workbook.
///
/// # Errors
/// `pack_damaged`; [`Error::Missing`]; as the pack of today.
pub async fn pack_differences(session: &Session, input: PackNamed) -> Result<PackDifferences> {
    let row = kept::row(session, input.id).await?;
    let then = Content::opened(&row.content, &row.sha256, &row.title)?;
    let mut ask = asked_again(session, &row).await?;
    // The plan may have gone since; the pages are compared by their codes.
    if planned(session, ask.plan.as_deref()).await.is_err() {
        ask.plan = Some(row.kind.code());
    }
    let asked = Asked::new(session, &ask).await?;
    let counts = asked.counts(session).await?;
    let ground = asked.ground(session, &counts).await?;
    let now = arrange(session, &asked, &ground).await?;
    Ok(compare(&then.pages, &now.pages))
}
