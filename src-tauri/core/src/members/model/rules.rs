//! What stands against a change of one member: the same for the single verbs and for many members at once.

use chrono::NaiveDate;
use serde_json::json;

use super::change::Resolution;
use super::codes::{ConditionKind, EndReason, Status};
use crate::dates::overlap;
use crate::error::{Error, Result};
use crate::ids::UnitId;

/// What the rules ask of a membership.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    /// State as stored.
    pub status: Status,
    /// First day.
    pub joined_on: Option<NaiveDate>,
    /// Last day, also one still to come.
    pub left_on: Option<NaiveDate>,
    /// Why it ends.
    pub end_reason: Option<EndReason>,
    /// The day on which it is asked.
    pub today: NaiveDate,
}

/// First and last day; without a last day it is open.
pub(crate) type Span = (NaiveDate, Option<NaiveDate>);

impl Standing {
    fn is_in_force(self) -> bool {
        matches!(self.status, Status::Active | Status::Suspended)
    }

    /// Something may begin on a day: the membership is in force today, also where its last day is known already, and has
    /// begun and not ended by then.
    pub(crate) fn lasts_on(self, day: NaiveDate) -> bool {
        let ends_later = self.status == Status::Ended
            && self.end_reason != Some(EndReason::EntryError)
            && self.left_on.is_some_and(|left| left >= self.today);
        (self.is_in_force() || ends_later)
            && self.joined_on.is_some_and(|joined| joined <= day)
            && self.left_on.is_none_or(|left| left >= day)
    }

    /// Whether it was a membership on a day, and is over: what it was then can only be corrected.
    pub(crate) fn is_past_on(self, day: NaiveDate) -> bool {
        self.status == Status::Ended
            && self.end_reason != Some(EndReason::EntryError)
            && self.joined_on.is_some_and(|joined| joined <= day)
            && self.left_on.is_some_and(|left| left >= day && left < self.today)
    }

    /// A move to another unit on a day. `has` are the units of the membership with their days. What is planned for later stays;
    /// what has begun since is not moved away from under.
    ///
    /// # Errors
    /// `move_not_member`, M-05 for a unit that is not there on the day, `move_same_unit`, `move_before_assignment`.
    pub(crate) fn may_move(self, to: (UnitId, NaiveDate), unit_is_there: bool, has: &[(UnitId, Span)]) -> Result<()> {
        let (unit, day) = to;
        if !self.lasts_on(day) {
            return Err(Error::refused("move_not_member", json!({})));
        }
        if !unit_is_there {
            return Err(Error::refused("M-05", json!({})));
        }
        let begun = has.iter().filter(|(_, (from, _))| *from <= day.max(self.today)).max_by_key(|(_, (from, _))| *from);
        match begun {
            Some((now, (_, to))) if *now == unit && to.is_none_or(|last| last >= day) => {
                Err(Error::refused("move_same_unit", json!({})))
            }
            Some((_, (from, _))) if *from >= day => {
                Err(Error::refused("move_before_assignment", json!({ "from_on": from })))
            }
            _ => Ok(()),
        }
    }

    /// A condition begins. `others` are the days of those of the same kind.
    ///
    /// # Errors
    /// `not_in_force`, `date_order`, `condition_outside`, M-07 for a suspension without resolution and hearing,
    /// `condition_overlaps`.
    pub(crate) fn may_begin(
        self,
        kind: ConditionKind,
        days: Span,
        resolution: Option<&Resolution>,
        others: &[Span],
    ) -> Result<()> {
        if !self.joined_on.is_some_and(|joined| self.lasts_on(joined.max(self.today))) {
            return Err(Error::refused("not_in_force", json!({})));
        }
        if days.1.is_some_and(|last| last < days.0) {
            return Err(Error::invalid("to_on", "date_order"));
        }
        if !self.lasts_on(days.0) {
            return Err(Error::refused("condition_outside", json!({ "joined_on": self.joined_on })));
        }
        let proper = resolution.is_some_and(|resolution| resolution.is_proper(days.0));
        if kind == ConditionKind::RightsSuspended && !proper {
            return Err(Error::refused("M-07", json!({})));
        }
        if others.iter().any(|other| overlap(*other, days)) {
            return Err(Error::refused("condition_overlaps", json!({ "kind": kind })));
        }
        Ok(())
    }

    /// The membership ends; leaving is free in law, so no reason refuses it.
    ///
    /// # Errors
    /// `not_in_force`, M-09 for a last day before the first, M-10 for a resignation without the day of its receipt, M-08 for an
    /// expulsion without resolution and hearing.
    pub(crate) fn may_leave(
        self,
        left_on: NaiveDate,
        reason: EndReason,
        received_on: Option<NaiveDate>,
        resolution: Option<&Resolution>,
    ) -> Result<()> {
        if !self.is_in_force() {
            return Err(Error::refused("not_in_force", json!({})));
        }
        if self.joined_on.is_none_or(|joined| left_on < joined) {
            return Err(Error::refused("M-09", json!({ "joined_on": self.joined_on })));
        }
        if reason == EndReason::Resignation && received_on.is_none() {
            return Err(Error::refused("M-10", json!({})));
        }
        let proper = resolution.is_some_and(|resolution| resolution.is_proper(left_on));
        if reason == EndReason::Expulsion && !proper {
            return Err(Error::refused("M-08", json!({})));
        }
        Ok(())
    }
}

/// What a birth date forbids: nobody was born after `day`, and nobody joins before birth. Answers the field and why.
pub(crate) fn against_birth(
    born: Option<NaiveDate>,
    joined: Option<NaiveDate>,
    day: NaiveDate,
) -> Option<(&'static str, &'static str)> {
    let born = born?;
    if born > day {
        return Some(("birth_on", "birth_in_future"));
    }
    joined.filter(|joined| *joined < born).map(|_| ("joined_on", "joined_before_birth"))
}

/// What began on one day ends on another.
///
/// # Errors
/// `date_order` at the field.
pub(crate) fn ends_after(began: NaiveDate, field: &str, ends: NaiveDate) -> Result<()> {
    if ends < began { Err(Error::invalid(field, "date_order")) } else { Ok(()) }
}

/// Why a membership ended is corrected: from one reason to another. An expulsion has its resolution and an entry in error was
/// never a membership; both are made by ending it anew.
///
/// # Errors
/// `end_reason_by_hand`, M-10 for a resignation without the day of its receipt.
pub(crate) fn may_reword_end(
    (was, said): (Option<EndReason>, EndReason),
    received_on: Option<NaiveDate>,
) -> Result<()> {
    let by_hand = |reason| matches!(reason, EndReason::Expulsion | EndReason::EntryError);
    if was != Some(said) && (by_hand(said) || was.is_some_and(by_hand)) {
        return Err(Error::refused("end_reason_by_hand", json!({})));
    }
    if was != Some(said) && said == EndReason::Resignation && received_on.is_none() {
        return Err(Error::refused("M-10", json!({})));
    }
    Ok(())
}

/// The day from which something of a membership that goes lasts on in the one that stays: the first day of that one at the
/// earliest. None where that has something of the same in those days.
pub(crate) fn passes_from(days: Span, joined_on: Option<NaiveDate>, own: &[Span]) -> Option<NaiveDate> {
    let from = joined_on?.max(days.0);
    let lasts = days.1.is_none_or(|last| last >= from);
    (lasts && !own.iter().any(|other| overlap(*other, (from, days.1)))).then_some(from)
}

/// Check-off is stopped on a day, after the member's own mandate.
///
/// # Errors
/// `checkoff_order` at the field.
pub(crate) fn checkoff_ordered(field: &str, mandate: Option<NaiveDate>, stopped: Option<NaiveDate>) -> Result<()> {
    match mandate.zip(stopped) {
        Some((mandate, stopped)) if stopped < mandate => Err(Error::invalid(field, "checkoff_order")),
        _ => Ok(()),
    }
}

/// A consent was given on a day, by a notice.
///
/// # Errors
/// `required` without a notice, `consent_future`.
pub(crate) fn may_consent(notice: Option<&str>, granted_on: NaiveDate, today: NaiveDate) -> Result<()> {
    if notice.is_none_or(str::is_empty) {
        return Err(Error::invalid("notice_version", "required"));
    }
    if granted_on > today { Err(Error::invalid("granted_on", "consent_future")) } else { Ok(()) }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn code(result: Result<()>) -> String {
        match result {
            Ok(()) => "ok".into(),
            Err(Error::Invalid(fields)) => fields.first().map(|field| field.code.clone()).unwrap_or_default(),
            Err(error) => error.code().to_owned(),
        }
    }

    #[test]
    fn every_rule_of_a_change_says_its_own_no() {
        let standing = |status| Standing {
            status,
            joined_on: Some(day("2020-04-01")),
            left_on: None,
            end_reason: None,
            today: day("2026-10-31"),
        };
        let active = standing(Status::Active);
        let (here, there) = (UnitId::new(), UnitId::new());
        let moves = |standing: Standing, to: UnitId, on: &str, is_there: bool| {
            code(standing.may_move((to, day(on)), is_there, &[(here, (day("2021-04-01"), None))]))
        };
        assert_eq!(moves(active, there, "2026-04-01", true), "ok");
        assert_eq!(moves(standing(Status::Ended), there, "2026-04-01", true), "move_not_member");
        assert_eq!(moves(active, there, "2019-04-01", true), "move_not_member");
        assert_eq!(moves(active, there, "2026-04-01", false), "M-05");
        assert_eq!(moves(active, here, "2026-04-01", true), "move_same_unit");
        assert_eq!(moves(active, there, "2021-04-01", true), "move_before_assignment");
        let leaving = Standing {
            status: Status::Ended,
            left_on: Some(day("2027-03-31")),
            end_reason: Some(EndReason::Retirement),
            ..active
        };
        assert_eq!(moves(leaving, there, "2026-11-01", true), "ok", "who leaves later is a member until then");
        assert_eq!(moves(leaving, there, "2027-04-01", true), "move_not_member");
        let planned = [(here, (day("2021-04-01"), Some(day("2026-12-31")))), (there, (day("2027-01-01"), None))];
        assert_eq!(code(active.may_move((there, day("2026-11-01")), true, &planned)), "ok", "before a planned move");
        assert_eq!(code(active.may_move((here, day("2027-01-01")), true, &planned)), "move_before_assignment");

        let begins = |kind, from: &str, to: Option<&str>| {
            let others = [(day("2025-01-01"), Some(day("2025-06-30")))];
            code(active.may_begin(kind, (day(from), to.map(day)), None, &others))
        };
        assert_eq!(begins(ConditionKind::Leave, "2026-01-01", None), "ok");
        assert_eq!(begins(ConditionKind::Leave, "2026-01-02", Some("2026-01-01")), "date_order");
        assert_eq!(begins(ConditionKind::Leave, "2019-01-01", None), "condition_outside");
        assert_eq!(begins(ConditionKind::Leave, "2025-06-30", None), "condition_overlaps");
        assert_eq!(code(leaving.may_begin(ConditionKind::Leave, (day("2026-11-01"), None), None, &[])), "ok");
        assert_eq!(
            code(leaving.may_begin(ConditionKind::Leave, (day("2027-04-01"), None), None, &[])),
            "condition_outside"
        );
        assert_eq!(
            code(standing(Status::Ended).may_begin(ConditionKind::Leave, (day("2026-11-01"), None), None, &[])),
            "not_in_force"
        );
        assert_eq!(begins(ConditionKind::RightsSuspended, "2026-01-01", None), "M-07");

        let leaves =
            |on: &str, reason, received: Option<&str>| code(active.may_leave(day(on), reason, received.map(day), None));
        assert_eq!(leaves("2026-03-31", EndReason::Retirement, None), "ok");
        assert_eq!(leaves("2020-03-31", EndReason::Retirement, None), "M-09");
        assert_eq!(leaves("2026-03-31", EndReason::Resignation, None), "M-10");
        assert_eq!(leaves("2026-03-31", EndReason::Resignation, Some("2026-03-01")), "ok");
        assert_eq!(leaves("2026-03-31", EndReason::Expulsion, None), "M-08");
        assert_eq!(
            code(standing(Status::Applied).may_leave(day("2026-03-31"), EndReason::Death, None, None)),
            "not_in_force"
        );

        let passes = |from: &str, own: &[Span]| passes_from((day(from), None), Some(day("2020-04-01")), own);
        assert_eq!(passes("2020-05-01", &[(day("2019-01-01"), Some(day("2020-04-30")))]), Some(day("2020-05-01")));
        assert_eq!(passes("2019-10-01", &[]), Some(day("2020-04-01")), "from the first day of the one that stays");
        assert_eq!(passes("2020-04-01", &[(day("2026-01-01"), None)]), None, "it has its own from a later day on");
        let over = (day("2019-01-01"), Some(day("2020-03-31")));
        assert_eq!(passes_from(over, Some(day("2020-04-01")), &[]), None, "it was over before");

        let born = |born: &str, joined: &str| {
            against_birth(Some(day(born)), Some(day(joined)), day("2026-10-31")).map(|(_, code)| code)
        };
        assert_eq!(born("2026-11-01", "2026-10-31"), Some("birth_in_future"), "wrong by itself, and told once");
        assert_eq!(born("1990-04-02", "1990-04-01"), Some("joined_before_birth"));
        assert_eq!(born("1990-04-01", "1990-04-01"), None);
        assert_eq!(against_birth(None, Some(day("1990-04-01")), day("2026-10-31")), None);

        assert_eq!(code(ends_after(day("2026-01-02"), "to_on", day("2026-01-01"))), "date_order");
        assert_eq!(code(checkoff_ordered("on", Some(day("2026-04-01")), Some(day("2026-03-01")))), "checkoff_order");
        assert_eq!(code(checkoff_ordered("on", Some(day("2026-04-01")), Some(day("2026-04-01")))), "ok");
        assert_eq!(code(may_consent(None, day("2026-01-01"), day("2026-01-01"))), "required");
        assert_eq!(code(may_consent(Some("v1"), day("2026-01-02"), day("2026-01-01"))), "consent_future");
    }
}
