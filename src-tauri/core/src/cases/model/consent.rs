//! What the member says to a purpose: a word counts until the next one about the same purpose (C-03, C-04, C-05).

use chrono::NaiveDate;
use serde_json::json;

use super::codes::CaseConsentScope;
use crate::error::{Error, Result};
use crate::ids::CaseConsentId;

/// Something that the member said, as it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The row.
    pub id: CaseConsentId,
    /// Day of the explanation.
    pub on: NaiveDate,
    /// What it is about.
    pub scope: Vec<CaseConsentScope>,
    /// Yes, or no.
    pub accepted: bool,
    /// Day on which a yes was taken back.
    pub withdrawn_on: Option<NaiveDate>,
}

/// How the member's consent to a purpose stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentState {
    /// Nobody has asked.
    Unasked,
    /// The last word is a yes.
    Holds,
    /// The last word is a no: refused, or taken back.
    Refused,
}

impl Said {
    /// Where the no stands in what was said: by its day, then by the order in which it was written down.
    fn no(&self) -> Option<(NaiveDate, CaseConsentId)> {
        let on = if self.accepted { self.withdrawn_on } else { Some(self.on) };
        on.map(|on| (on, self.id))
    }

    /// Whether this is a yes to a purpose that no later word takes back.
    #[must_use]
    pub fn holds(&self, all: &[Self], scope: CaseConsentScope) -> bool {
        let mut later = all.iter().filter(|other| other.scope.contains(&scope)).filter_map(Self::no);
        self.accepted
            && self.withdrawn_on.is_none()
            && self.scope.contains(&scope)
            && later.all(|no| no < (self.on, self.id))
    }
}

/// How the consent to a purpose stands after everything that was said.
#[must_use]
pub fn consent_state(all: &[Said], scope: CaseConsentScope) -> ConsentState {
    if all.iter().any(|said| said.holds(all, scope)) {
        ConsentState::Holds
    } else if all.iter().any(|said| said.scope.contains(&scope)) {
        ConsentState::Refused
    } else {
        ConsentState::Unasked
    }
}

impl ConsentState {
    /// Words about the member that a step does not need: none after the member's no to the record (C-03). Before the member was
    /// asked, an inquiry has to say what it is about.
    ///
    /// # Errors
    /// `C-03`.
    pub fn may_say(self, says: bool) -> Result<()> {
        if says && self == Self::Refused { Err(Error::refused("C-03", json!({}))) } else { Ok(()) }
    }

    /// Counselling begins again: the member's last word is a yes, also where nobody had asked before the case ended (C-03).
    ///
    /// # Errors
    /// `C-03`.
    pub fn may_begin(self) -> Result<()> {
        if self == Self::Holds { Ok(()) } else { Err(Error::refused("C-03", json!({}))) }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use CaseConsentScope::{Outward, Record};

    fn said(no: u128, on: &str, scope: &[CaseConsentScope], accepted: bool, withdrawn: Option<&str>) -> Said {
        let day = |text: &str| text.parse().unwrap();
        let id = CaseConsentId(uuid::Uuid::from_u128(no));
        Said { id, on: day(on), scope: scope.to_vec(), accepted, withdrawn_on: withdrawn.map(day) }
    }

    #[test]
    fn c_03_c_05_the_members_latest_word_counts_for_each_purpose() {
        let yes = || said(1, "2026-06-01", &[Record, Outward], true, None);
        let cases = [
            (vec![], ConsentState::Unasked, ConsentState::Unasked),
            (vec![yes()], ConsentState::Holds, ConsentState::Holds),
            (vec![yes(), said(2, "2026-06-01", &[Outward], false, None)], ConsentState::Holds, ConsentState::Refused),
            (
                vec![yes(), said(2, "2026-06-02", &[Outward], true, Some("2026-06-03"))],
                ConsentState::Holds,
                ConsentState::Refused,
            ),
            (
                vec![
                    said(1, "2026-06-01", &[Record], true, Some("2026-06-05")),
                    said(2, "2026-06-05", &[Record], true, None),
                ],
                ConsentState::Holds,
                ConsentState::Unasked,
            ),
            (
                vec![
                    said(2, "2026-06-03", &[Record], true, None),
                    said(1, "2026-06-01", &[Record], true, Some("2026-06-05")),
                ],
                ConsentState::Refused,
                ConsentState::Unasked,
            ),
            (
                vec![said(1, "2026-06-01", &[Outward], false, None), said(2, "2026-06-02", &[Outward], true, None)],
                ConsentState::Unasked,
                ConsentState::Holds,
            ),
            // A no of an earlier day that was written down late is not the latest word.
            (vec![said(2, "2026-05-20", &[Outward], false, None), yes()], ConsentState::Holds, ConsentState::Holds),
        ];
        for (all, record, outward) in cases {
            assert_eq!((consent_state(&all, Record), consent_state(&all, Outward)), (record, outward), "{all:?}");
        }
    }

    #[test]
    fn c_03_after_a_no_only_what_a_step_needs_is_said() {
        for (state, says, code) in [
            (ConsentState::Unasked, true, None),
            (ConsentState::Holds, true, None),
            (ConsentState::Refused, false, None),
            (ConsentState::Refused, true, Some("C-03")),
        ] {
            assert_eq!(state.may_say(says).err().map(|error| error.code().to_owned()).as_deref(), code, "{state:?}");
        }
        for state in [ConsentState::Unasked, ConsentState::Holds, ConsentState::Refused] {
            assert_eq!(state.may_begin().is_ok(), state == ConsentState::Holds, "{state:?}");
        }
    }
}
