//! Paper that leaves the directory.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{CommunityId, SchemeId};
use crate::labels::Locale;
use crate::session::FileRef;

/// Entries of a handout at most: the longest texts of so many fit one page in a size that can be read.
pub const HANDOUT_MOST: usize = 6;

/// A page to give away: chosen schemes and communities.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WriteHandout {
    /// Where.
    pub file: FileRef,
    /// Schemes in the order of the page.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<SchemeId>>")]
    pub schemes: Vec<SchemeId>,
    /// Communities in the order of the page.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<CommunityId>>")]
    pub communities: Vec<CommunityId>,
    /// A line under the title: for which occasion. Never a person's name.
    #[serde(default)]
    #[ts(optional)]
    pub occasion: Option<String>,
    /// Language; the officer's own unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub locale: Option<Locale>,
}

/// The sheet for the yearly check.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WriteRecheck {
    /// Where.
    pub file: FileRef,
    /// Only entries whose check is old or missing.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub only_due: bool,
    /// Who goes through it, for the export log.
    #[serde(default)]
    #[ts(optional)]
    pub recipient: Option<String>,
}

/// A file was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SupportWritten {
    /// Name of the file, without its folder.
    pub name: String,
    /// Entries in it.
    #[ts(type = "number")]
    pub rows: u64,
    /// SHA-256, as the export log keeps it.
    pub sha256: String,
}
