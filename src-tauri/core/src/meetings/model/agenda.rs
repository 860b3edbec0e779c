//! The agenda.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{AgendaKind, BallotMethod, ItemResult};
use super::{line, lines};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{ItemId, MeetingId};

/// An item as an officer writes it.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AgendaItem {
    /// The item; empty = a new one.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub id: Option<ItemId>,
    /// What it is.
    pub kind: AgendaKind,
    /// Title.
    pub title: String,
    /// What is proposed.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub text: Option<String>,
    /// Who proposes it.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub proposer: Option<String>,
    /// How it is decided; by secret ballot where the law wants it, else by a show of hands (reports by applause), unless said
    /// otherwise.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub method: Option<BallotMethod>,
    /// Of a settlement: the certificate of the accounting auditor is there (労働組合法5条2項7号).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub audited: bool,
}

/// Write the agenda in its order. What is not named any more goes, unless it was voted on or decided. Once the meeting was convened
/// its items keep their numbers: new ones stand at the end, and what is not put to the meeting is withdrawn.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveAgenda {
    /// The meeting.
    pub meeting_id: MeetingId,
    /// Version read of the meeting; without it the newest.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// The items in order.
    pub items: Vec<AgendaItem>,
}

/// An item as kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AgendaRow {
    /// The item.
    pub id: ItemId,
    /// Version; a decision names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Its place.
    #[ts(type = "number")]
    pub no: i64,
    /// Its number as every paper has it: 第一号議案, 報告第一号.
    pub number: String,
    /// What it is.
    pub kind: AgendaKind,
    /// Title.
    pub title: String,
    /// What is proposed.
    pub text: Option<String>,
    /// Who proposes it.
    pub proposer: Option<String>,
    /// How it is decided.
    pub method: BallotMethod,
    /// The auditor's certificate is there.
    pub audited: bool,
    /// What became of it.
    pub result: Option<ItemResult>,
    /// The same as it is said of such an item: a report is 了承, an election 当選.
    pub result_words: Option<String>,
    /// In words.
    pub result_note: Option<String>,
    /// Why it was withdrawn (取下げ); none = it was not.
    pub withdrawn: Option<String>,
    /// Day on which it was added to the agenda that the notice told.
    pub added_on: Option<NaiveDate>,
    /// Article by which it is discussed and not decided: it came too late for the notice, and the rules decide only what was
    /// told.
    pub unannounced: Option<String>,
    /// What it takes, in words with the article.
    pub threshold: Option<String>,
}

impl AgendaRow {
    /// The meeting decides it: neither a report, nor withdrawn, nor kept from a decision by the rules.
    #[must_use]
    pub fn is_put(&self) -> bool {
        self.kind != AgendaKind::Report && self.withdrawn.is_none() && self.unannounced.is_none()
    }
}

/// Say what became of an item without counting votes: a report was heard, a motion found no opposition, an item was carried
/// over.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct DecideItem {
    /// The item.
    pub id: ItemId,
    /// Version read; without it the newest.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// What became of it; empty takes it back.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub result: Option<ItemResult>,
    /// In words.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub note: Option<String>,
}

/// Withdraw an item of a meeting that was convened (取下げ): it keeps its number and stands on every paper as withdrawn.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WithdrawItem {
    /// The item.
    pub id: ItemId,
    /// Version read; without it the newest.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// Why.
    pub reason: String,
}

/// The numbers of items in their order: reports and proposals are counted apart.
#[must_use]
pub fn numbered(kinds: &[AgendaKind]) -> Vec<usize> {
    let (mut reports, mut proposals) = (0, 0);
    let next = |kind: &AgendaKind| {
        let count = if *kind == AgendaKind::Report { &mut reports } else { &mut proposals };
        *count += 1;
        *count
    };
    kinds.iter().map(next).collect()
}

impl AgendaItem {
    /// How it is decided (G-05): where the law wants a secret ballot, nothing else will do.
    ///
    /// # Errors
    /// The item's kind, for the refusal `G-05`.
    pub fn decided_by(&self) -> Result<BallotMethod, AgendaKind> {
        match (self.kind, self.method) {
            (kind, None | Some(BallotMethod::DirectSecret)) if kind.asks_for_secrecy() => {
                Ok(BallotMethod::DirectSecret)
            }
            (kind, Some(_)) if kind.asks_for_secrecy() => Err(kind),
            (AgendaKind::Report, None) => Ok(BallotMethod::Applause),
            (_, method) => Ok(method.unwrap_or(BallotMethod::ShowOfHands)),
        }
    }
}

impl DecideItem {
    /// The note as it is stored: control characters go.
    #[must_use]
    pub fn noted(&self) -> Option<String> {
        lines(self.note.clone())
    }
}

impl SaveAgenda {
    /// The items as they are stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields.
    pub fn checked(mut self) -> Result<Self> {
        let mut problems = Vec::new();
        if self.items.len() > 200 {
            problems.push(FieldProblem::new("items", "too_many"));
        }
        for (n, item) in self.items.iter_mut().enumerate() {
            let field = |name: &str| format!("items.{n}.{name}");
            item.title =
                line(&mut problems, &field("title"), Some(std::mem::take(&mut item.title))).unwrap_or_default();
            if item.title.is_empty() {
                problems.push(FieldProblem::new(&field("title"), "required"));
            }
            item.text = lines(item.text.take());
            item.proposer = line(&mut problems, &field("proposer"), item.proposer.take());
        }
        if problems.is_empty() { Ok(self) } else { Err(Error::Invalid(problems)) }
    }
}
