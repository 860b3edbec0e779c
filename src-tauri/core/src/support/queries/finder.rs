//! From needs to those who can help (K-03).

use super::super::model::{FindHelp, Found, FoundCommunity, FoundScheme, Rank, is_near, shared};
use super::communities::on_day;
use super::schemes::schemes_on;
use crate::error::{Error, Result};
use crate::session::Session;

/// Schemes and communities that may answer the needs, the best fit first, each with the needs that it is shown for.
///
/// # Errors
/// `required` at `needs`.
pub async fn find_help(session: &Session, input: FindHelp) -> Result<Found> {
    if input.needs.is_empty() {
        return Err(Error::invalid("needs", "required"));
    }
    let as_of = input.as_of.unwrap_or_else(|| session.today());
    let region = input.region.as_deref().map(str::trim).filter(|region| !region.is_empty());
    let mut schemes: Vec<FoundScheme> = schemes_on(session, as_of)
        .await?
        .into_iter()
        .filter(|row| !row.hidden)
        .map(|scheme| FoundScheme { why: shared(&input.needs, &scheme.needs), scheme })
        .filter(|found| !found.why.is_empty())
        .collect();
    schemes.sort_by_key(|found| Rank::of(&found.why, true, found.scheme.check));
    let mut communities: Vec<FoundCommunity> = on_day(session, as_of)
        .await?
        .into_iter()
        .map(|community| FoundCommunity {
            why: shared(&input.needs, &community.needs),
            near: region.is_none_or(|region| is_near(community.region.as_deref(), region)),
            community,
        })
        .filter(|found| !found.why.is_empty())
        .collect();
    communities.sort_by_key(|found| Rank::of(&found.why, found.near, found.community.check));
    Ok(Found { as_of, schemes, communities })
}
