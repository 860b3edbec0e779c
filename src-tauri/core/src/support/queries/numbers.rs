//! The directory in numbers: for the home page and for the meeting pack.

use chrono::NaiveDate;
use sea_orm::Iterable;

use super::super::model::{CheckState, KyojoKind};
use super::communities::on_day;
use super::schemes::schemes_on;
use crate::error::Result;
use crate::rights::Right;
use crate::session::Session;

/// How many entries of the directory there are on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Schemes that are shown, by the state of their check.
    pub schemes: Vec<(CheckState, i64)>,
    /// Communities that can be referred to, by kind, and how many of them have a check that is still good.
    pub communities: Vec<(KyojoKind, i64, i64)>,
}

impl Numbers {
    /// Whether the union has made the directory its own: it checked a scheme or knows a community.
    #[must_use]
    pub fn is_used(&self) -> bool {
        self.communities.iter().any(|(_, n, _)| *n > 0)
            || self.schemes.iter().any(|(state, n)| *state != CheckState::Never && *n > 0)
    }
}

/// The directory in numbers on a day.
///
/// # Errors
/// What the database answers.
pub(crate) async fn numbers(session: &Session, day: NaiveDate) -> Result<Numbers> {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let schemes = schemes_on(session, day).await?;
    let communities = on_day(session, day).await?;
    Ok(Numbers {
        schemes: CheckState::iter()
            .map(|state| (state, count(schemes.iter().filter(|row| !row.hidden && row.check == state).count())))
            .collect(),
        communities: KyojoKind::iter()
            .map(|kind| {
                let of_kind = || communities.iter().filter(|row| row.kind == kind);
                let fresh = of_kind().filter(|row| row.check == CheckState::Fresh).count();
                (kind, count(of_kind().count()), count(fresh))
            })
            .collect(),
    })
}

/// What the home page says: entries whose check is old or missing, for those who can do something about it.
///
/// # Errors
/// What the database answers.
pub(crate) async fn home(session: &Session, home: &mut crate::desk::Home) -> Result<()> {
    if !session.can(Right::ChangeSupport) {
        return Ok(());
    }
    let found = numbers(session, session.today()).await?;
    let old: i64 = found.schemes.iter().filter(|(state, _)| *state != CheckState::Fresh).map(|(_, n)| n).sum();
    if old > 0 {
        home.task("support_schemes_old", old, "/support");
    }
    let old: i64 = found.communities.iter().map(|(_, n, fresh)| n - fresh).sum();
    if old > 0 {
        home.task("support_communities_old", old, "/support?tab=communities");
    }
    Ok(())
}
