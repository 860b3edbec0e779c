//! The door: who takes part and how, entered by number, kana or scanner.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{AttendanceMode, LeftOut, SeatKind};
use super::meeting::MeetingRow;
use super::quorum::{Credentials, ProxyFault, Seat};
use super::rule::MeetingRule;
use crate::ids::{EntitlementId, MeetingId, MembershipId};

/// Whom to list.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AttendeeFilter {
    /// The meeting.
    pub meeting_id: MeetingId,
    /// Beginning of a reading or a name, a number or its end.
    #[serde(default)]
    #[ts(optional)]
    pub find: Option<String>,
    /// Only those who take part so.
    #[serde(default)]
    #[ts(optional)]
    pub mode: Option<AttendanceMode>,
    /// Only those of whom nothing is known yet.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub unknown: bool,
    /// Only those whom the rule leaves out.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub left_out: bool,
    /// How many at most; 200 unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// Somebody entitled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AttendeeRow {
    /// The seat.
    pub id: EntitlementId,
    /// Member number.
    pub member_no: String,
    /// Name.
    pub name: String,
    /// Reading.
    pub kana: Option<String>,
    /// Unit on the base date.
    pub unit: Option<String>,
    /// By what.
    pub seat: SeatKind,
    /// Does not count, and why.
    pub left_out: Option<LeftOut>,
    /// The condition that leaves out.
    pub condition: Option<String>,
    /// How the person takes part.
    pub mode: Option<AttendanceMode>,
    /// Who holds the proxy.
    pub holder: Option<String>,
    /// Number of who holds it.
    pub holder_no: Option<String>,
    /// Why the proxy does not count.
    pub fault: Option<ProxyFault>,
    /// Proxies of others that the person holds.
    #[ts(type = "number")]
    pub holds: i64,
    /// Those of them that count.
    #[ts(type = "number")]
    pub holds_counted: i64,
    /// Who takes the delegate's place, or is named to.
    pub substitute: Option<String>,
    /// Number of who does.
    pub substitute_no: Option<String>,
    /// When it was received.
    pub received_at: Option<DateTime<Utc>>,
    /// When the person, who was there at the declaration, went away.
    pub went_at: Option<DateTime<Utc>>,
    /// Day on which the membership ended, if it did by the day of the meeting: the base is frozen, the seat stays.
    pub left_on: Option<NaiveDate>,
}

/// One entry at the door.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct ReceiveEntry {
    /// The seat.
    #[ts(optional = nullable)]
    pub id: Option<EntitlementId>,
    /// Or the member number, as a scanner types it: the delegate's, or that of the substitute who was named.
    #[ts(optional = nullable)]
    pub number: Option<String>,
    /// How the person takes part; empty takes the entry out.
    #[ts(optional = nullable)]
    pub mode: Option<AttendanceMode>,
    /// Who holds the proxy.
    #[ts(optional = nullable)]
    pub holder_id: Option<EntitlementId>,
    /// Or the holder's member number. Neither = entrusted to the chair.
    #[ts(optional = nullable)]
    pub holder_number: Option<String>,
    /// Member number of the substitute who takes the delegate's place: there with the modes of those who are, named beforehand
    /// with the mode of who is absent. A substitute who was named comes by the own number.
    #[ts(optional = nullable)]
    pub substitute_number: Option<String>,
}

/// Receive people, proxies and written votes: one or many at once, all of them or none.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct Receive {
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The entries.
    pub entries: Vec<ReceiveEntry>,
}

/// What an entry did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReceivedRow {
    /// The seat.
    pub id: EntitlementId,
    /// Member number.
    pub member_no: String,
    /// Name.
    pub name: String,
    /// How the person takes part now.
    pub mode: Option<AttendanceMode>,
    /// What stood there before: who came in person cancelled the proxy.
    pub before: Option<AttendanceMode>,
    /// Who takes the delegate's place, or is named to.
    pub substitute: Option<String>,
    /// Who was named to and does not any more, since the delegate came.
    pub dropped: Option<String>,
    /// Day on which the membership ended, if it did by the day of the meeting.
    pub left_on: Option<NaiveDate>,
}

/// What was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Received {
    /// The entries.
    pub rows: Vec<ReceivedRow>,
    /// The figures now.
    pub credentials: Credentials,
}

/// How many of a unit take part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UnitTurnout {
    /// The unit; empty = none.
    pub unit: Option<String>,
    /// Seats that count.
    #[ts(type = "number")]
    pub base: i64,
    /// There.
    #[ts(type = "number")]
    pub there: i64,
    /// By proxy or in writing, as far as it counts.
    #[ts(type = "number")]
    pub represented: i64,
}

/// The figures of a declaration as they are kept with the meeting: whoever comes or leaves afterwards does not change them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// The sums.
    #[serde(flatten)]
    pub sum: Credentials,
    /// By unit; empty of meetings that were declared before these figures were kept.
    #[serde(default)]
    pub units: Vec<UnitTurnout>,
}

/// The board of the credentials: figures and the sum spelled out, no names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MeetingBoard {
    /// The meeting.
    pub meeting: MeetingRow,
    /// The figures.
    pub credentials: Credentials,
    /// The figures as they were declared; none before that.
    pub declared: Option<Credentials>,
    /// By unit when it was declared; empty before that.
    pub declared_units: Vec<UnitTurnout>,
    /// When it was declared.
    pub declared_at: Option<DateTime<Utc>>,
    /// What the rule asks for, in words with the article.
    pub quorum: String,
    /// The sum, in words.
    pub formula: String,
    /// By unit.
    pub units: Vec<UnitTurnout>,
    /// When this was true.
    pub at: DateTime<Utc>,
}

/// Why an entry cannot be received, as the code of a label `meetings.why.<code>`; asked by the door and by its grey buttons.
#[must_use]
pub fn why_not(
    rule: &MeetingRule,
    seats: &[Seat],
    who: &Seat,
    mode: AttendanceMode,
    holder: Option<&Seat>,
) -> Option<&'static str> {
    if !who.counts {
        return Some("left_out");
    }
    if who.is_taken() {
        return Some("substitute_in");
    }
    if who.substitute.is_some() && matches!(mode, AttendanceMode::Proxy | AttendanceMode::Written) {
        return Some("substitute_named");
    }
    match mode {
        AttendanceMode::InPerson | AttendanceMode::Online | AttendanceMode::Absent => None,
        AttendanceMode::Written | AttendanceMode::Proxy if who.mode.is_some_and(AttendanceMode::is_there) => {
            Some("is_there")
        }
        AttendanceMode::Written => (!rule.count_written).then_some("written_not_counted"),
        AttendanceMode::Proxy if !rule.count_proxy => Some("proxy_not_counted"),
        AttendanceMode::Proxy => {
            let Some(holder) = holder else {
                return (!rule.count_blank_proxy).then_some("proxy_blank");
            };
            let gave =
                matches!(holder.mode, Some(AttendanceMode::Proxy | AttendanceMode::Written | AttendanceMode::Absent));
            let held = seats
                .iter()
                .filter(|seat| {
                    seat.id != who.id && seat.mode == Some(AttendanceMode::Proxy) && seat.holder == Some(holder.id)
                })
                .count();
            let full = rule.proxy_max.is_some_and(|most| i64::try_from(held).unwrap_or(i64::MAX) >= most);
            match () {
                () if holder.id == who.id => Some("proxy_self"),
                () if !holder.counts => Some("holder_left_out"),
                () if holder.substitute.is_some() => Some("holder_substituted"),
                () if gave => Some("holder_gave"),
                () if rule.proxy_same_unit && !holder.is_of_one_branch(who) => Some("proxy_unit"),
                () if full => Some("proxy_cap"),
                () => None,
            }
        }
    }
}

/// A member who would take the place of a delegate, as far as the judgement asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Substitute {
    /// The membership.
    pub id: MembershipId,
    /// Was a member with a vote on the base date, whom the rule does not leave out, and is one on the day of the meeting.
    pub votes: bool,
    /// Is of the seat's unit, in whatever part of it.
    pub of_unit: bool,
    /// Has a seat of their own.
    pub seated: bool,
}

/// Why a substitute cannot take a place, or be named to (G-04), as the code of a label `meetings.why.<code>`.
#[must_use]
pub fn why_no_substitute(
    rule: &MeetingRule,
    seats: &[Seat],
    who: &Seat,
    mode: AttendanceMode,
    comes: Substitute,
) -> Option<&'static str> {
    let same = who.substitute == Some(comes.id);
    let gave = matches!(who.mode, Some(AttendanceMode::Proxy | AttendanceMode::Written));
    let there = who.mode.is_some_and(AttendanceMode::is_there);
    let elsewhere = seats.iter().any(|seat| seat.id != who.id && seat.substitute == Some(comes.id));
    match () {
        () if !who.counts => Some("left_out"),
        () if rule.substitute_article.is_none() => Some("substitute_not_allowed"),
        () if matches!(mode, AttendanceMode::Proxy | AttendanceMode::Written) => Some("substitute_proxy"),
        () if gave => Some("substitute_gave"),
        // Who sits there leaves first: two people never have one seat.
        () if there && !same && (mode.is_there() || who.is_taken()) => Some("substitute_is_there"),
        () if comes.seated => Some("substitute_seated"),
        () if !comes.votes => Some("substitute_no_vote"),
        () if !comes.of_unit => Some("substitute_unit"),
        () if elsewhere => Some("substitute_twice"),
        () => None,
    }
}
