//! The facts that statistics rest on, and the statistics for screens, reports and packs.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, Iterable, QueryFilter, QueryOrder, QuerySelect, Statement,
};
use serde_json::json;

use super::super::check_in;
use super::super::entity::{case_reopening, counsel_case};
use super::super::model::{CaseChannel, CaseReferralResult, CaseStatus, CaseStep, CaseTheme, CloseOutcome};
use super::count::{CaseFact, Facts, ReferralFact, Sheets, made as counted};
use super::ledger::{Ledger, Of, Told};
use super::model::{Cut, Statistics, StatisticsOf};
use super::told::{Made, earlier, earlier_first_day};
use crate::dates::{FiscalCalendar, Period};
use crate::desk::{self, Settings};
use crate::error::{Error, Result};
use crate::ids::{CaseId, UnitId};
use crate::organizations::{self, UnitKind};
use crate::rights::Right;
use crate::session::Session;
use crate::support::KyojoKind;

/// Who is to read figures of counselling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    /// The executive and the counsellors: the smaller smallest count.
    Executive,
    /// Members, and whoever else sees what leaves the executive.
    Members,
}

impl Audience {
    /// For the officer at the desk: the dpo sees what members may see (13.3).
    pub(crate) fn of(session: &Session, for_members: bool) -> Self {
        if for_members || !session.can(Right::SeeCaseFigures) { Self::Members } else { Self::Executive }
    }

    fn k(self, settings: &Settings) -> u64 {
        let k = match self {
            Self::Executive => settings.suppress_k_internal,
            Self::Members => settings.suppress_k_public.max(settings.suppress_k_internal),
        };
        u64::try_from(k).unwrap_or(10)
    }
}

/// Statistics of counselling, on theme, channel, month, step, outcome, unit, referrals, and before and after. No text, no crisis.
///
/// # Errors
/// `statistics_no_month`, `statistics_overlap`, `statistics_told`.
pub async fn statistics(session: &Session, input: StatisticsOf) -> Result<Statistics> {
    let settings = desk::profile(session).await?;
    let as_of = input.as_of.unwrap_or_else(|| session.today());
    let from = input.from.unwrap_or_else(|| fiscal_start(&settings, as_of));
    let cut = Cut::new(from, as_of, session.today())?;
    let audience = Audience::of(session, input.for_members);
    Ok(made(session, &settings, cut, audience, Sheets::All).await?.statistics)
}

/// First day of the fiscal year of a day.
fn fiscal_start(settings: &Settings, day: NaiveDate) -> NaiveDate {
    let month = u32::try_from(settings.fiscal_start_month).unwrap_or(4);
    FiscalCalendar::new(month, None).period_of(day).map_or(day, |period| period.from)
}

/// Why figures of some days are not told: beside reports that begin earlier, or beside those of the same first day, since something
/// was corrected meanwhile, they would tell what they or the others withhold.
const OVERLAP: &str = "statistics_overlap";
const BESIDE_TOLD: &str = "statistics_told";

/// The figures of these days are not told for the sake of what reports told before.
pub(crate) fn is_given_away(error: &Error) -> bool {
    [OVERLAP, BESIDE_TOLD].contains(&error.code())
}

/// Statistics, with what would be told with them.
///
/// # Errors
/// `statistics_overlap`, `statistics_told`, and what the database answers.
pub(crate) async fn made(
    session: &Session,
    settings: &Settings,
    cut: Cut,
    audience: Audience,
    sheets: Sheets,
) -> Result<Made> {
    let on = session.look();
    let inside = Audience::Executive.k(settings);
    let told = earlier(on, cut, inside).await?;
    let mut facts = facts(on, cut, &told).await?;
    let k = audience.k(settings);
    let told_to_members = if k > inside { Some(earlier(on, cut, k).await?) } else { None };
    let judged = |facts: &Facts| {
        let members = told_to_members.as_ref().map(|told| Ledger::new(k, told));
        counted(facts, cut, sheets, Ledger::new(inside, &told), members)
    };
    let (mut statistics, mut closed) = judged(&facts);
    if closed.found_out().iter().any(Of::is_of_referrals) {
        // What became of them is learned later, so they change most; they add up with nothing else.
        facts.referrals_withheld = true;
        (statistics, closed) = judged(&facts);
    }
    if closed.found_out().iter().any(|of| !of.is_of_referrals()) {
        return Err(match earlier_first_day(&told, cut) {
            Some(first) => Error::refused(OVERLAP, json!({ "from": cut.from, "to": cut.to, "first": first })),
            None => Error::refused(BESIDE_TOLD, json!({ "from": cut.from, "to": cut.to })),
        });
    }
    Ok(Made { statistics, told: closed.told() })
}

type Row = (
    CaseId,
    NaiveDate,
    Option<NaiveDate>,
    CaseChannel,
    CaseStep,
    CaseStatus,
    Option<CloseOutcome>,
    String,
    Option<UnitId>,
);

/// What is counted in these days, and cases and referrals of the days of earlier reports.
async fn facts(on: &impl ConnectionTrait, cut: Cut, told: &[Told]) -> Result<Facts> {
    use counsel_case::Column;
    let days = told.iter().filter_map(Told::span).fold(Period { from: cut.from, to: cut.to }, |all, span| Period {
        from: all.from.min(span.from),
        to: all.to.max(span.to),
    });
    let rows: Vec<Row> = counsel_case::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::OpenedOn,
            Column::ClosedOn,
            Column::Channel,
            Column::Step,
            Column::Status,
            Column::Outcome,
            Column::Themes,
            Column::UnitId,
        ])
        .filter(Column::OpenedOn.lte(days.to))
        .filter(Condition::any().add(Column::ClosedOn.is_null()).add(Column::ClosedOn.gte(days.from)))
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(on)
        .await?;
    let mut endings = earlier_endings(on).await?;
    let mut cases = Vec::with_capacity(rows.len());
    for (id, opened_on, closed_on, channel, step, status, outcome, themes, unit) in rows {
        let themes: Vec<CaseTheme> =
            serde_json::from_str(&themes).map_err(|error| Error::Bug(format!("themes: {error}")))?;
        let mut fact = CaseFact { opened_on, closed_on, channel, step, status, outcome, themes, unit };
        for ending in endings.remove(&id).into_iter().flatten() {
            let (closed_on, outcome) = (Some(ending.ended_on), ending.outcome);
            cases.push(CaseFact { closed_on, outcome, status: CaseStatus::Closed, ..fact.clone() });
            fact.opened_on = ending.reopened_on;
        }
        cases.push(fact);
    }
    let tree = organizations::tree(on).await?;
    let units = tree.in_order().into_iter().map(|(unit, _)| unit);
    let units = units.filter(|unit| matches!(unit.kind, UnitKind::Headquarters | UnitKind::Branch));
    let mut targets = vec!["scheme".to_owned()];
    targets.extend(KyojoKind::iter().map(KyojoKind::code));
    targets.push("office".to_owned());
    Ok(Facts {
        cases,
        referrals: referrals(on, days).await?,
        referrals_withheld: false,
        taken: check_in::taken(on, cut.to).await?,
        pairs: check_in::pairs(on, cut.from, cut.to).await?,
        instruments: check_in::of_instruments(on).await?,
        units: units.map(|unit| (unit.id, unit.label.clone())).collect(),
        targets,
    })
}

/// How and when cases ended that were reopened, the earliest ending first.
async fn earlier_endings(on: &impl ConnectionTrait) -> Result<HashMap<CaseId, Vec<case_reopening::Model>>> {
    let rows = case_reopening::Entity::find()
        .order_by_asc(case_reopening::Column::ReopenedOn)
        .order_by_asc(case_reopening::Column::Id)
        .all(on)
        .await?;
    let mut of_case: HashMap<CaseId, Vec<case_reopening::Model>> = HashMap::new();
    for row in rows {
        of_case.entry(row.case_id).or_default().push(row);
    }
    Ok(of_case)
}

async fn referrals(on: &impl ConnectionTrait, days: Period) -> Result<Vec<ReferralFact>> {
    let sql = "SELECT r.handed_on, CASE WHEN r.scheme_id IS NOT NULL THEN 'scheme' ELSE COALESCE(c.kind, 'office') END, r.result \
         FROM case_referral r LEFT JOIN community c ON c.id = r.community_id WHERE r.handed_on >= $1 AND r.handed_on <= $2";
    let values = [days.from.into(), days.to.into()];
    let rows = on.query_all_raw(Statement::from_sql_and_values(on.get_database_backend(), sql, values)).await?;
    rows.iter()
        .map(|row| {
            let result: String = row.try_get_by_index(2)?;
            Ok(ReferralFact {
                handed_on: row.try_get_by_index(0)?,
                target: row.try_get_by_index(1)?,
                result: CaseReferralResult::iter()
                    .find(|known| known.code() == result)
                    .unwrap_or(CaseReferralResult::Unknown),
            })
        })
        .collect()
}
