//! Look at rules, meetings, the door and ballots.

mod ballots;
mod meetings;
mod minutes;
mod numbers;
mod people;
mod rules;

pub(super) use ballots::{LoadedBallot, load_ballot};
pub use ballots::{ballot, roll};
pub(super) use meetings::row_of;
pub(super) use meetings::{Planned, frozen_rule, plan, unannounced};
pub use meetings::{list, meeting, preview_convene, warnings};
pub(super) use minutes::{HEADINGS, draft_of, item_heading, title_of};
pub use minutes::{draft_minutes, minutes};
pub use numbers::MeetingNumbers;
pub(crate) use numbers::{held, home, meeting_named, numbers};
pub(super) use people::{Names, board_of, place_of, turnout};
pub use people::{attendees, board};
pub use rules::rules;
pub(super) use rules::{packed, rule_on};

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::entity::{meeting, meeting_attendance, meeting_entitlement};
use super::model::{Credentials, Decision, Declared, MeetingRule, Seat, credentials};
use crate::error::{Error, Result};
use crate::ids::{EntitlementId, MeetingId, MembershipId, UnitId};
use crate::organizations;

/// A meeting with everyone entitled and how they take part.
pub(super) struct Loaded {
    /// The meeting.
    pub meeting: meeting::Model,
    /// The rule frozen with it; none before it was convened.
    pub rule: Option<MeetingRule>,
    /// Everyone entitled, in the order in which they were frozen.
    pub seats: Vec<meeting_entitlement::Model>,
    /// How they take part.
    pub parts: HashMap<EntitlementId, meeting_attendance::Model>,
    /// The branches of units, where the rule asks for them.
    branches: HashMap<UnitId, UnitId>,
}

impl Loaded {
    /// The rule, of a meeting that was convened.
    ///
    /// # Errors
    /// [`Error::Bug`] before that.
    pub fn rule(&self) -> Result<&MeetingRule> {
        self.rule.as_ref().ok_or_else(|| Error::Bug("meeting without a rule".into()))
    }

    /// Who takes the place of a seat's delegate, or is named to.
    pub fn substitute(&self, seat: EntitlementId) -> Option<MembershipId> {
        self.parts.get(&seat)?.substitute_id
    }

    /// Who is there in the place of a seat's delegate.
    pub fn taken_by(&self, seat: EntitlementId) -> Option<MembershipId> {
        self.parts.get(&seat).filter(|part| part.mode.is_there())?.substitute_id
    }

    /// What the quorum asks of the seats.
    pub fn of_quorum(&self) -> Vec<Seat> {
        let seat = |row: &meeting_entitlement::Model| {
            let part = self.parts.get(&row.id);
            Seat {
                id: row.id,
                branch: row.unit_id.map(|id| self.branches.get(&id).copied().unwrap_or(id)),
                counts: row.left_out.is_none(),
                mode: part.map(|part| part.mode),
                holder: part.and_then(|part| part.holder_id),
                seq: part.map_or(0, |part| part.seq),
                substitute: self.substitute(row.id),
            }
        };
        self.seats.iter().map(seat).collect()
    }

    /// How many have a vote on what takes so much.
    pub fn voters(&self, takes: &Decision) -> i64 {
        i64::try_from(self.seats.iter().filter(|row| takes.counts(row.left_out)).count()).unwrap_or(i64::MAX)
    }

    /// The figures now.
    pub fn credentials(&self) -> Credentials {
        self.rule.as_ref().map(|rule| credentials(rule, &self.of_quorum())).unwrap_or_default()
    }
}

/// A meeting by its id.
///
/// # Errors
/// [`Error::Missing`].
pub(super) async fn meeting_row(on: &impl ConnectionTrait, id: MeetingId) -> Result<meeting::Model> {
    meeting::Entity::find_by_id(id).one(on).await?.ok_or(Error::Missing { what: "meeting" })
}

/// The figures of a meeting's declaration; none before that.
///
/// # Errors
/// [`Error::Bug`] for a row that the core did not write.
pub(super) fn declared_of(row: &meeting::Model) -> Result<Option<Declared>> {
    let read = |text: &String| serde_json::from_str(text).map_err(|error| Error::Bug(error.to_string()));
    row.declared.as_ref().map(read).transpose()
}

/// A meeting with its people.
///
/// # Errors
/// [`Error::Missing`].
pub(super) async fn load(on: &impl ConnectionTrait, id: MeetingId) -> Result<Loaded> {
    let meeting = meeting_row(on, id).await?;
    let rule = frozen_rule(&meeting)?;
    let seats = meeting_entitlement::Entity::find()
        .filter(meeting_entitlement::Column::MeetingId.eq(id))
        .order_by_asc(meeting_entitlement::Column::Id)
        .all(on)
        .await?;
    let mut parts = HashMap::new();
    let ids: Vec<EntitlementId> = seats.iter().map(|row| row.id).collect();
    for part in ids.chunks(2_000) {
        let rows = meeting_attendance::Entity::find()
            .filter(meeting_attendance::Column::EntitlementId.is_in(part.iter().copied()))
            .all(on)
            .await?;
        parts.extend(rows.into_iter().map(|row| (row.entitlement_id, row)));
    }
    let mut branches = HashMap::new();
    if rule.as_ref().is_some_and(|rule| rule.proxy_same_unit) {
        let tree = organizations::tree(on).await?;
        branches.extend(seats.iter().filter_map(|row| row.unit_id).map(|id| (id, tree.branch_of(id))));
    }
    Ok(Loaded { meeting, rule, seats, parts, branches })
}
