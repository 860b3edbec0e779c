//! The figures of slices of time: what was counted between two days on which a report begins or ends. No report tells them; but the
//! figures of all reports are sums of such, so whoever has several reports has what they differ by (S-07).

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use sea_orm::Iterable;

use super::super::model::{CaseChannel, CaseTheme};
use super::count::{CaseFact, Facts, RESULTS, ReferralFact, Sheets, count, end_codes, key_of};
use super::ledger::{Ledger, Place};
use crate::dates::Period;

/// What the reports that share days tell of.
struct Told {
    channels: bool,
    /// Keys of units, if any report has them.
    units: BTreeSet<String>,
    /// Targets of referrals.
    targets: BTreeSet<String>,
}

/// Cases as a whole in a slice.
struct Whole {
    before: Place,
    new: Place,
    open: Place,
    closed: Place,
}

/// Enters the figures of every slice, as they are today, with what adds up among them.
pub(super) fn enter_slices(facts: &Facts, own: Period, sheets: Sheets, ledger: &mut Ledger) {
    let slices = ledger.slices(own);
    if slices.is_empty() {
        return;
    }
    let told = told(facts, sheets, ledger);
    for slice in slices {
        let whole = cases(facts, slice, told.channels, ledger);
        if !told.units.is_empty() {
            units(facts, slice, &told.units, &whole, ledger);
        }
        if !told.targets.is_empty() && !facts.referrals_withheld {
            referrals(&facts.referrals, slice, &told.targets, ledger);
        }
    }
}

fn told(facts: &Facts, sheets: Sheets, ledger: &Ledger) -> Told {
    let all = sheets == Sheets::All;
    let mut units = ledger.keys("unit/");
    if all || !units.is_empty() {
        units.extend(facts.cases.iter().map(|case| key_of(case.unit)));
    }
    let mut targets = ledger.keys("referral/");
    targets.extend(facts.referrals.iter().map(|fact| fact.target.clone()));
    targets.remove("all");
    Told { channels: all || ledger.knows_of("channel/"), units, targets }
}

/// Cases by month, theme, channel and ending.
fn cases(facts: &Facts, slice: Period, channels: bool, ledger: &mut Ledger) -> Whole {
    let Period { from, to } = slice;
    let cases = &facts.cases;
    let began = |ledger: &mut Ledger, what: String, a: NaiveDate, b: NaiveDate, test: &dyn Fn(&CaseFact) -> bool| {
        ledger.part(what, Some(a), b, count(cases, |case| case.began(a, b) && test(case)))
    };
    let ended = |ledger: &mut Ledger, what: String, a: NaiveDate, b: NaiveDate, test: &dyn Fn(&CaseFact) -> bool| {
        ledger.part(what, Some(a), b, count(cases, |case| case.ended(a, b) && test(case)))
    };
    let standing =
        |ledger: &mut Ledger, on: NaiveDate| ledger.part("open", None, on, count(cases, |case| case.is_open(on)));
    let any = |_: &CaseFact| true;
    let before = standing(ledger, from.pred_opt().unwrap_or(from));
    let new = began(ledger, "new".into(), from, to, &any);
    let closed = ended(ledger, "closed".into(), from, to, &any);
    let (mut open, mut months_new, mut months_closed) = (before, Vec::new(), Vec::new());
    for month in slice.months() {
        let came = began(ledger, "new".into(), month.from, month.to, &any);
        let went = ended(ledger, "closed".into(), month.from, month.to, &any);
        let stays = standing(ledger, month.to);
        ledger.balance_parts(&[open, came], &[stays, went]);
        months_new.push(came);
        months_closed.push(went);
        open = stays;
    }
    ledger.balance_parts(&[new], &months_new);
    ledger.balance_parts(&[closed], &months_closed);
    for theme in CaseTheme::iter() {
        began(ledger, format!("theme/{}", theme.code()), from, to, &|case| case.themes.contains(&theme));
    }
    if channels {
        let parts: Vec<Place> = CaseChannel::iter()
            .map(|of| began(ledger, format!("channel/{}", of.code()), from, to, &|case| case.channel == of))
            .collect();
        ledger.balance_parts(&[new], &parts);
    }
    let ends: Vec<Place> = end_codes()
        .into_iter()
        .map(|code| ended(ledger, format!("end/{code}"), from, to, &|case| case.end() == code))
        .collect();
    ledger.balance_parts(&[closed], &ends);
    Whole { before, new, open, closed }
}

/// Cases of a unit in a slice: under way before it, new, under way on its last day, ended.
fn by_unit(facts: &Facts, Period { from, to }: Period) -> HashMap<String, [u64; 4]> {
    let before = from.pred_opt().unwrap_or(from);
    let mut of_unit: HashMap<String, [u64; 4]> = HashMap::new();
    for case in &facts.cases {
        let counts = of_unit.entry(key_of(case.unit)).or_default();
        let is = [case.is_open(before), case.began(from, to), case.is_open(to), case.ended(from, to)];
        for (n, is) in counts.iter_mut().zip(is) {
            *n += u64::from(is);
        }
    }
    of_unit
}

fn units(facts: &Facts, slice: Period, keys: &BTreeSet<String>, whole: &Whole, ledger: &mut Ledger) {
    let Period { from, to } = slice;
    let of_unit = by_unit(facts, slice);
    let mut columns: [Vec<Place>; 4] = Default::default();
    for key in keys {
        let [before, new, open, closed] = of_unit.get(key).copied().unwrap_or_default();
        let name = |column: &str| format!("unit/{key}/{column}");
        let places = [
            ledger.part(name("open"), None, from.pred_opt().unwrap_or(from), before),
            ledger.part(name("new"), Some(from), to, new),
            ledger.part(name("open"), None, to, open),
            ledger.part(name("closed"), Some(from), to, closed),
        ];
        let [before, new, open, closed] = places;
        ledger.balance_parts(&[before, new], &[open, closed]);
        for (column, place) in columns.iter_mut().zip(places) {
            column.push(place);
        }
    }
    for (column, total) in columns.iter().zip([whole.before, whole.new, whole.open, whole.closed]) {
        ledger.balance_parts(&[total], column);
    }
}

fn referrals(facts: &[ReferralFact], slice: Period, targets: &BTreeSet<String>, ledger: &mut Ledger) {
    let handed: Vec<&ReferralFact> = facts.iter().filter(|fact| slice.contains(fact.handed_on)).collect();
    let mut columns: [Vec<Place>; 5] = Default::default();
    for target in targets.iter().map(Some).chain([None]) {
        let key = target.map_or("all", String::as_str);
        let of = |fact: &ReferralFact| target.is_none_or(|target| fact.target == *target);
        let mut part =
            |what: String, n: u64| ledger.part(format!("referral/{key}/{what}"), Some(slice.from), slice.to, n);
        let all = part("all".to_owned(), count(&handed, |fact| of(fact)));
        let results =
            RESULTS.map(|result| part(result.code(), count(&handed, |fact| of(fact) && fact.result == result)));
        ledger.balance_parts(&[all], &results);
        let row = [all].into_iter().chain(results);
        match target {
            Some(_) => columns.iter_mut().zip(row).for_each(|(column, place)| column.push(place)),
            None => row.zip(&columns).for_each(|(total, column)| ledger.balance_parts(&[total], column)),
        }
    }
}
