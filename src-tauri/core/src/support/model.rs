//! The words of the directory on the wire, and its rules that need no database.

mod codes;
mod community;
mod finder;
mod paper;
mod recheck;
mod scheme;

pub use codes::{CheckState, KyojoKind, Need, RecheckOutcome, RecheckWord};
pub use community::{
    AddCommunity, CheckCommunity, CommunityFilter, CommunityNamed, CommunityRow, CorrectCommunity, EndCommunity,
};
pub use finder::{FindHelp, Found, FoundCommunity, FoundScheme};
pub(super) use finder::{Rank, is_near, shared};
pub use paper::{HANDOUT_MOST, SupportWritten, WriteHandout, WriteRecheck};
pub use recheck::{ApplyRecheck, RecheckApplied, RecheckChange, RecheckFile, RecheckPreview, RecheckRow};
pub(super) use recheck::{Filled, judge};
pub use scheme::{
    AddScheme, CheckScheme, SaveScheme, SchemeDetail, SchemeFields, SchemeNamed, SchemeRow, SchemeText, SchemeVersion,
    SchemesOn,
};

use chrono::{Months, NaiveDate};

use crate::error::FieldProblem;
use crate::fields::{line, lines};

/// Months after which a check is old (K-02).
pub const CHECK_MONTHS: u32 = 6;

/// Whether a check is still good on a day (K-02): good to the same day six months later.
#[must_use]
pub fn check_state(checked_on: Option<NaiveDate>, day: NaiveDate) -> CheckState {
    match checked_on {
        None => CheckState::Never,
        Some(on) if on.checked_add_months(Months::new(CHECK_MONTHS)).is_some_and(|last| last < day) => CheckState::Due,
        Some(_) => CheckState::Fresh,
    }
}

/// A text that must be there.
fn must(problems: &mut Vec<FieldProblem>, field: &str, kept: Option<String>) -> String {
    if kept.is_none() {
        problems.push(FieldProblem::new(field, "required"));
    }
    kept.unwrap_or_default()
}

/// Needs, each once.
fn each_once(mut needs: Vec<Need>) -> Vec<Need> {
    needs.sort_unstable();
    needs.dedup();
    needs
}

/// A web address, with or without https://; what names another kind of address (javascript:, file:, data:) is none.
pub(super) fn is_web(site: &str) -> bool {
    let site = site.trim().to_lowercase();
    if ["https://", "http://"].iter().any(|start| site.starts_with(start)) {
        return true;
    }
    let scheme = site.split(['/', '?', '#']).next().and_then(|host| host.split_once(':'));
    // host:443 is a port, not another kind of address.
    scheme.is_none_or(|(host, port)| host.contains('.') && port.chars().all(|sign| sign.is_ascii_digit()))
}

/// A web site as it is stored.
fn site(problems: &mut Vec<FieldProblem>, typed: Option<String>) -> Option<String> {
    let site = line(problems, "site", typed);
    if site.as_deref().is_some_and(|site| !is_web(site)) {
        problems.push(FieldProblem::new("site", "site_not_web"));
    }
    site
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_a_web_address_and_nothing_that_runs() {
        for site in ["https://www.example.jp/a?b=c:d", "www.example.jp", "http://example.jp:8080/", "example.jp:443"] {
            assert!(is_web(site), "{site}");
        }
        for site in [
            "javascript:alert(1)",
            " JavaScript:alert(1)",
            "file:///c:/x",
            "data:text/html,x",
            "mailto:a@b",
            "javascript:1",
        ] {
            assert!(!is_web(site), "{site}");
        }
    }

    #[test]
    fn k_02_a_check_is_good_for_six_months_to_the_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (checked, today, expected) in [
            (None, "2026-10-31", CheckState::Never),
            (Some("2026-10-31"), "2026-10-31", CheckState::Fresh),
            (Some("2026-04-30"), "2026-10-30", CheckState::Fresh),
            (Some("2026-04-30"), "2026-10-31", CheckState::Due),
            // There is no 31 February: the last day of the month stands for it.
            (Some("2025-08-31"), "2026-02-28", CheckState::Fresh),
            (Some("2025-08-31"), "2026-03-01", CheckState::Due),
        ] {
            assert_eq!(check_state(checked.map(day), day(today)), expected, "{checked:?} on {today}");
        }
    }
}
