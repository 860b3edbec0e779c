//! 職場集会: the two pages for one workplace meeting — what the members are, and what the union does for them now.

use super::actions::Asked;
use super::pack::{CodedPage, PackPage, coded};
use super::pages::Ground;
use super::pages::workplace::{self as pages, Offered};
use crate::error::Result;
use crate::officers;
use crate::rights::{self, Right};
use crate::session::Session;
use crate::support::{self, CheckState};
use crate::training::{self, RunFilter, RunStatus};

/// Schemes and trainings of one page: more would not be read at a meeting.
const MOST: usize = 6;

/// The two pages.
///
/// # Errors
/// What the database answers.
pub(super) async fn pages(session: &Session, asked: &Asked, ground: &Ground<'_>) -> Result<Vec<CodedPage>> {
    let unit = asked.unit.as_ref().map_or(asked.settings.name.as_str(), |unit| unit.label.as_str());
    let offered = offered(session, asked).await?;
    Ok(vec![
        coded(PackPage::WorkplaceMembers, pages::members(ground, unit)),
        coded(PackPage::WorkplaceUnion, pages::union(&asked.words, asked.days.as_of, unit, &offered)),
    ])
}

/// What the union offers on the day: only what somebody of the union has checked, and what can still be applied for.
async fn offered(session: &Session, asked: &Asked) -> Result<Offered> {
    let day = asked.days.as_of;
    let filter = RunFilter { status: Some(RunStatus::Open), ..RunFilter::default() };
    let mut runs = training::runs(session, filter).await?;
    runs.retain(|run| {
        let begun = run.apply_from.is_none_or(|first| first <= day);
        let open = run.apply_until.is_none_or(|last| last >= day);
        begun && open && run.first_on.is_some_and(|first| first >= day)
    });
    runs.sort_by_key(|run| (run.first_on, run.code.clone()));
    runs.truncate(MOST);
    let mut schemes = support::schemes_on(session, day).await?;
    schemes.retain(|row| !row.hidden && row.check != CheckState::Never);
    schemes.sort_by_key(|row| row.check != CheckState::Fresh);
    schemes.truncate(MOST);
    let holders = officers::holders(session).await?.into_iter();
    let counsels = |grants: &[rights::Grant]| rights::reach(grants, Right::Counsel, session.today()).is_some();
    let counselors = holders.filter(|holder| counsels(&holder.grants)).map(|holder| holder.name).collect();
    Ok(Offered { runs, schemes, counselors })
}
