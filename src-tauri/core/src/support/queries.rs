//! Look into the directory.

mod communities;
mod finder;
mod numbers;
mod schemes;

pub use communities::{communities, community};
pub(super) use communities::{of_all_days as communities_all, on_day as communities_on};
pub use finder::find_help;
pub use numbers::Numbers;
pub(crate) use numbers::{home, numbers};
pub(crate) use schemes::schemes_on;
pub use schemes::{scheme, schemes};

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, EntityTrait};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::entity::{community, support_scheme};
use crate::error::{Error, Result};
use crate::ids::{CommunityId, OfficerId, SchemeId};

/// Whether a scheme and a community are in the directory.
///
/// # Errors
/// [`Error::Missing`] for one that is not.
pub(crate) async fn is_listed(
    on: &impl ConnectionTrait,
    scheme: Option<SchemeId>,
    named: Option<CommunityId>,
) -> Result<()> {
    if let Some(id) = scheme {
        support_scheme::Entity::find_by_id(id).one(on).await?.ok_or(Error::Missing { what: "scheme" })?;
    }
    if let Some(id) = named {
        community::Entity::find_by_id(id).one(on).await?.ok_or(Error::Missing { what: "community" })?;
    }
    Ok(())
}

/// The name of a scheme or a community.
///
/// # Errors
/// What the database answers.
pub(crate) async fn name_listed(
    on: &impl ConnectionTrait,
    scheme: Option<SchemeId>,
    named: Option<CommunityId>,
) -> Result<Option<String>> {
    if let Some(id) = scheme {
        return Ok(support_scheme::Entity::find_by_id(id).one(on).await?.map(|row| row.name));
    }
    match named {
        Some(id) => Ok(community::Entity::find_by_id(id).one(on).await?.map(|row| row.name)),
        None => Ok(None),
    }
}

/// Names by officer.
type Names = HashMap<OfficerId, String>;

/// A list as it stands in a column.
///
/// # Errors
/// Never for the lists of this capability.
pub(super) fn packed<T: Serialize>(list: &[T]) -> Result<String> {
    serde_json::to_string(list).map_err(|error| Error::Bug(error.to_string()))
}

/// A list out of a column. The core wrote it; what it cannot read any more is left out rather than kept from the officer.
fn unpacked<T: DeserializeOwned>(text: &str) -> Vec<T> {
    let items: Vec<serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
    items.into_iter().filter_map(|item| serde_json::from_value(item).ok()).collect()
}
