//! Terms of offices. Who holds one stays in it until a successor is chosen, also when the term has run out.

use chrono::{Months, NaiveDate, TimeDelta};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{ElectedBy, FulltimeKind, OfficeKind};
use crate::ids::{MembershipId, OfficeId, TermId, UnitId};

/// Days before and after the last day of a term on which it stands on the home page: a congress takes about two months to call.
const NEAR: i64 = 60;

/// Somebody comes to an office.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct Appoint {
    /// The office.
    pub office_id: OfficeId,
    /// Who.
    pub membership_id: MembershipId,
    /// Unit of the office; empty = the union.
    #[serde(default)]
    #[ts(optional)]
    pub unit_id: Option<UnitId>,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day of the term (任期満了日); empty = by the length of the office's terms. Who holds the office stays in it beyond,
    /// until a successor is chosen.
    #[serde(default)]
    #[ts(optional)]
    pub due_on: Option<NaiveDate>,
    /// Last day in the office, where it is known already; empty = until a successor is chosen.
    #[serde(default)]
    #[ts(optional)]
    pub to_on: Option<NaiveDate>,
    /// 専従区分
    pub fulltime_kind: FulltimeKind,
    /// How the person came to it.
    pub elected_by: ElectedBy,
}

/// What coming to an office does, or would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Appointed {
    /// The term; none = nothing was written.
    pub id: Option<TermId>,
    /// Last day of the term.
    pub due_on: Option<NaiveDate>,
    /// Whose terms had run out, and end as this one begins.
    pub ends: Vec<String>,
    /// Offices that the person holds at the same time and that do not go with this one (会計監査 and the executive); not refused.
    pub beside: Vec<String>,
}

/// The last day of a term of so many months; none where the calendar ends.
pub(crate) fn last_of_term(from_on: NaiveDate, months: i64) -> Option<NaiveDate> {
    let months = u32::try_from(months).ok()?;
    from_on.checked_add_months(Months::new(months))?.pred_opt()
}

/// The days of a term: first, last in the office, last of the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TermDays {
    /// First day.
    pub from_on: NaiveDate,
    /// Last day in the office; none = until a successor is chosen.
    pub to_on: Option<NaiveDate>,
    /// Last day of the term.
    pub due_on: Option<NaiveDate>,
}

impl TermDays {
    /// Of a term without a last day of its own the office's length says it.
    pub(crate) fn of(
        (from_on, to_on, due_on): (NaiveDate, Option<NaiveDate>, Option<NaiveDate>),
        months: Option<i64>,
    ) -> Self {
        let usual = || months.and_then(|months| last_of_term(from_on, months));
        Self { from_on, to_on, due_on: due_on.or_else(usual) }
    }

    /// The term has run out, and who holds the office waits for a successor.
    pub(crate) fn ran_out(self, day: NaiveDate) -> bool {
        self.to_on.is_none_or(|last| last >= day) && self.due_on.is_some_and(|due| due < day)
    }

    /// Somebody is to be chosen: the term ended or ends about now. `others` are the first days of the other terms of the same
    /// office and unit; one that begins after the end is the successor.
    pub(crate) fn asks_for_successor(self, day: NaiveDate, others: &[NaiveDate]) -> bool {
        let Some(last) = self.to_on.or(self.due_on) else { return false };
        let near = last <= day + TimeDelta::days(NEAR);
        let over = self.to_on.is_some_and(|last| last < day - TimeDelta::days(NEAR));
        near && !over && self.from_on <= day && !others.iter().any(|from| *from > last)
    }
}

/// Whether one person should not hold both: who looks after the accounts does not look over them (会計監査).
pub(crate) fn do_not_go_together(one: OfficeKind, other: OfficeKind) -> bool {
    let leads = |kind| {
        matches!(
            kind,
            OfficeKind::Chair
                | OfficeKind::ViceChair
                | OfficeKind::GeneralSecretary
                | OfficeKind::DeputySecretary
                | OfficeKind::Executive
                | OfficeKind::Treasurer
        )
    };
    (one == OfficeKind::Auditor && leads(other)) || (other == OfficeKind::Auditor && leads(one))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn m_14_a_term_of_two_years_ends_the_day_before_its_second_year_is_over() {
        assert_eq!(last_of_term(day("2024-09-01"), 24), Some(day("2026-08-31")));
        assert_eq!(last_of_term(day("2024-02-29"), 12), Some(day("2025-02-27")));
        assert_eq!(last_of_term(day("2024-08-31"), 6), Some(day("2025-02-27")));
    }

    #[test]
    fn m_14_who_holds_an_office_stays_until_a_successor_is_chosen() {
        let term = TermDays::of((day("2024-09-01"), None, None), Some(24));
        assert!(!term.ran_out(day("2026-08-31")));
        assert!(term.ran_out(day("2026-09-01")));
        let ended = TermDays { to_on: Some(day("2026-09-15")), ..term };
        assert!(ended.ran_out(day("2026-09-15")) && !ended.ran_out(day("2026-09-16")));
        assert!(!TermDays::of((day("2024-09-01"), None, None), None).ran_out(day("2099-01-01")));
        // Sixty days before it is near.
        assert!(!term.asks_for_successor(day("2026-07-01"), &[]));
        assert!(term.asks_for_successor(day("2026-07-02"), &[]));
        assert!(term.asks_for_successor(day("2028-01-01"), &[]), "as long as nobody is chosen");
        assert!(!term.asks_for_successor(day("2026-10-01"), &[day("2026-09-01")]));
        assert!(!ended.asks_for_successor(day("2026-12-01"), &[]), "what ended long ago is no work any more");
    }

    #[test]
    fn m_14_the_auditor_does_not_lead() {
        assert!(do_not_go_together(OfficeKind::Chair, OfficeKind::Auditor));
        assert!(do_not_go_together(OfficeKind::Auditor, OfficeKind::Treasurer));
        assert!(!do_not_go_together(OfficeKind::Auditor, OfficeKind::Delegate));
        assert!(!do_not_go_together(OfficeKind::Chair, OfficeKind::Executive));
    }
}
