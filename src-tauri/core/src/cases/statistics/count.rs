//! Counting: plain facts of cases, one pass, no person and no text.

use chrono::NaiveDate;
use sea_orm::Iterable;

use super::super::check_in::paired::{Paired, hundredths, paired, r_keeps};
use super::super::check_in::{InstrumentRow, Subscale, Taken, Timing};
use super::super::model::{CaseChannel, CaseReferralResult, CaseStatus, CaseStep, CaseTheme, CloseOutcome};
use super::ledger::{Closed, Ledger, Place};
use super::model::{
    CheckInFigures, CodeCount, Cut, MonthCounts, PartFigures, ReferralCounts, Shown, Statistics, UnitCounts,
};
use super::slices::enter_slices;
use crate::dates::Period;
use crate::ids::{InstrumentId, UnitId};
use crate::suppress::{Cell, resting_on};

/// What statistics know of a case (C-08): from its inquiry, or from its reopening, to its ending. An ending is one of its day, also when
/// the case begins again later.
#[derive(Clone, Debug)]
pub(super) struct CaseFact {
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub channel: CaseChannel,
    pub step: CaseStep,
    pub status: CaseStatus,
    pub outcome: Option<CloseOutcome>,
    pub themes: Vec<CaseTheme>,
    pub unit: Option<UnitId>,
}

impl CaseFact {
    pub(super) fn began(&self, from: NaiveDate, to: NaiveDate) -> bool {
        from <= self.opened_on && self.opened_on <= to
    }

    pub(super) fn ended(&self, from: NaiveDate, to: NaiveDate) -> bool {
        self.closed_on.is_some_and(|on| from <= on && on <= to)
    }

    /// Under way at the end of a day.
    pub(super) fn is_open(&self, day: NaiveDate) -> bool {
        self.opened_on <= day && self.closed_on.is_none_or(|on| on > day)
    }

    /// How it ended: its outcome, or that it was declined or referred out.
    pub(super) fn end(&self) -> String {
        self.outcome.map_or_else(|| self.status.code(), CloseOutcome::code)
    }
}

/// What statistics know of a referral.
#[derive(Clone, Debug)]
pub(super) struct ReferralFact {
    pub handed_on: NaiveDate,
    /// `scheme`, a kind of community, `office`.
    pub target: String,
    pub result: CaseReferralResult,
}

/// Everything that is counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub cases: Vec<CaseFact>,
    pub referrals: Vec<ReferralFact>,
    /// Nothing is told of them.
    pub referrals_withheld: bool,
    pub taken: Vec<Taken>,
    /// Instrument, part, score before, score after.
    pub pairs: Vec<(InstrumentId, String, i64, i64)>,
    pub instruments: Vec<InstrumentRow>,
    /// Units in the order of lists.
    pub units: Vec<(UnitId, String)>,
    /// Targets of referrals in the order of lists.
    pub targets: Vec<String>,
}

/// Where the figures stand in the ledger.
struct Places {
    opening: Place,
    new: Place,
    closed: Place,
    open: Place,
    months: Vec<[Place; 3]>,
    themes: Vec<Place>,
    channels: Vec<Place>,
    steps: Vec<Place>,
    ends: Vec<(String, Place)>,
    units: Vec<(UnitRow, [Place; 3])>,
    referrals: Vec<(String, [Place; 5])>,
    referrals_withheld: bool,
    check_ins: Vec<InstrumentPlaces>,
}

/// A unit, or those that are too small to stand alone.
#[derive(Clone, Debug)]
struct UnitRow {
    /// Their keys in the ledger, sorted.
    keys: Vec<String>,
    label: String,
}

impl UnitRow {
    fn what(&self, column: &str) -> String {
        format!("unit/{}/{column}", self.keys.join("+"))
    }
}

/// Which sheets a report has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sheets {
    /// R09 and the screen: all of them.
    All,
    /// The pages of the meeting pack, without channels, steps and units: what is not told need not be protected.
    Pack,
}

struct InstrumentPlaces {
    row: InstrumentRow,
    pre: Place,
    post: Place,
    pairs: Place,
    dropout: Place,
    parts: Vec<(Subscale, Paired, [Place; 4])>,
}

pub(super) fn count<T>(of: &[T], test: impl Fn(&T) -> bool) -> u64 {
    of.iter().filter(|one| test(one)).count() as u64
}

/// Counts and protects. The ledgers know what was told before: to the executive, who have every paper, and for a paper for members
/// to them. Such a paper is judged for both, the executive first, and tells neither what the other was not told.
pub(super) fn made(
    facts: &Facts,
    cut: Cut,
    sheets: Sheets,
    executive: Ledger,
    members: Option<Ledger>,
) -> (Statistics, Closed) {
    let rows = match (sheets, &members) {
        (Sheets::Pack, _) => Vec::new(),
        (Sheets::All, Some(members)) => {
            unit_rows(facts, cut, members.k(), &[executive.together("unit/"), members.together("unit/")].concat())
        }
        (Sheets::All, None) => unit_rows(facts, cut, executive.k(), &executive.together("unit/")),
    };
    let finer = judged(facts, cut, sheets, &rows, executive);
    let Some(members) = members else { return finer };
    let (mut statistics, closed) = judged(facts, cut, sheets, &rows, members.beside(&finer.1));
    r_beside(&mut statistics, &finer.0);
    (statistics, closed.after(&finer.1))
}

/// A paper as one of its readers may have it.
fn judged(facts: &Facts, cut: Cut, sheets: Sheets, rows: &[UnitRow], mut ledger: Ledger) -> (Statistics, Closed) {
    let k = ledger.k();
    let places = enter(facts, cut, sheets, rows, &mut ledger);
    ledger.tie();
    let closed = ledger.close();
    (shown(&places, cut, k, &closed), closed)
}

fn enter(facts: &Facts, cut: Cut, sheets: Sheets, rows: &[UnitRow], ledger: &mut Ledger) -> Places {
    let Cut { from, to } = cut;
    let all = sheets == Sheets::All;
    enter_slices(facts, Period { from, to }, sheets, ledger);
    let cases = &facts.cases;
    let began = |ledger: &mut Ledger, what: String, a, b, test: &dyn Fn(&CaseFact) -> bool| {
        ledger.figure(what, Some(a), b, count(cases, |case| case.began(a, b) && test(case)))
    };
    let ended = |ledger: &mut Ledger, what: String, a, b, test: &dyn Fn(&CaseFact) -> bool| {
        ledger.figure(what, Some(a), b, count(cases, |case| case.ended(a, b) && test(case)))
    };
    let standing = |ledger: &mut Ledger, what: String, on, test: &dyn Fn(&CaseFact) -> bool| {
        ledger.figure(what, None, on, count(cases, |case| case.is_open(on) && test(case)))
    };
    let any = |_: &CaseFact| true;
    let opening = standing(ledger, "open".into(), from.pred_opt().unwrap_or(from), &any);
    let new = began(ledger, "new".into(), from, to, &any);
    let closed = ended(ledger, "closed".into(), from, to, &any);
    let mut before = opening;
    let months: Vec<[Place; 3]> = cut
        .months()
        .into_iter()
        .map(|(a, b)| {
            let month = [
                began(ledger, "new".into(), a, b, &any),
                standing(ledger, "open".into(), b, &any),
                ended(ledger, "closed".into(), a, b, &any),
            ];
            ledger.balance(&[before, month[0]], &[month[1], month[2]]);
            before = month[1];
            month
        })
        .collect();
    let open = before;
    let column = |n: usize| months.iter().filter_map(|month| month.get(n).copied()).collect::<Vec<Place>>();
    ledger.balance(&column(0), &[new]);
    ledger.balance(&column(2), &[closed]);
    ledger.balance(&[opening, new], &[open, closed]);
    let themes = CaseTheme::iter()
        .map(|theme| began(ledger, format!("theme/{}", theme.code()), from, to, &|case| case.themes.contains(&theme)))
        .collect();
    let channels: Vec<Place> = CaseChannel::iter()
        .filter(|_| all)
        .map(|channel| began(ledger, format!("channel/{}", channel.code()), from, to, &|case| case.channel == channel))
        .collect();
    let steps: Vec<Place> = CaseStep::iter()
        .filter(|_| all)
        .map(|step| standing(ledger, format!("step/{}", step.code()), to, &|case| case.step == step))
        .collect();
    if all {
        ledger.balance(&channels, &[new]);
        ledger.balance(&steps, &[open]);
    }
    let ends: Vec<(String, Place)> = end_codes()
        .into_iter()
        .map(|code| {
            let place = ended(ledger, format!("end/{code}"), from, to, &|case| case.end() == code);
            (code, place)
        })
        .collect();
    ledger.balance(&ends.iter().map(|(_, place)| *place).collect::<Vec<_>>(), &[closed]);
    let units = units(facts, cut, rows, ledger, [opening, new, open, closed]);
    let referrals = referrals(facts, cut, ledger);
    let check_ins = check_ins(facts, cut, ledger);
    let referrals_withheld = facts.referrals_withheld;
    Places {
        opening,
        new,
        closed,
        open,
        months,
        themes,
        channels,
        steps,
        ends,
        units,
        referrals,
        referrals_withheld,
        check_ins,
    }
}

/// How cases end: with an outcome, or declined; an old case may have ended without one.
pub(super) fn end_codes() -> Vec<String> {
    let without = [CaseStatus::Declined.code(), CaseStatus::Closed.code()];
    CloseOutcome::iter().map(CloseOutcome::code).chain(without).collect()
}

pub(super) fn key_of(unit: Option<UnitId>) -> String {
    unit.map_or_else(|| "none".to_owned(), |id| id.to_string())
}

/// Cases of some units: under way before the first day, new, under way on the last day, ended.
fn counts_of(facts: &Facts, cut: Cut, keys: &[String]) -> [u64; 4] {
    let Cut { from, to } = cut;
    let before = from.pred_opt().unwrap_or(from);
    let of = |case: &CaseFact| keys.contains(&key_of(case.unit));
    let n = |test: &dyn Fn(&CaseFact) -> bool| count(&facts.cases, |case| of(case) && test(case));
    [
        n(&|case| case.is_open(before)),
        n(&|case| case.began(from, to)),
        n(&|case| case.is_open(to)),
        n(&|case| case.ended(from, to)),
    ]
}

/// Which units have a row. Those of which nothing could be shown stand together, and so do those that stood together in a report
/// before: a smaller rest beside a larger one would tell who left it.
fn unit_rows(facts: &Facts, cut: Cut, k: u64, together: &[Vec<String>]) -> Vec<UnitRow> {
    let named = facts.units.iter().map(|(id, label)| (key_of(Some(*id)), label.clone()));
    let known: Vec<(UnitRow, [u64; 4])> = named
        .chain([(key_of(None), String::new())])
        .map(|(key, label)| {
            let counts = counts_of(facts, cut, std::slice::from_ref(&key));
            (UnitRow { keys: vec![key], label }, counts)
        })
        .filter(|(_, counts)| counts.iter().any(|n| *n > 0))
        .collect();
    let is_small = |row: &UnitRow, [_, new, open, closed]: &[u64; 4]| {
        *new.max(open).max(closed) < k || together.iter().flatten().any(|key| row.keys.contains(key))
    };
    let (small, large): (Vec<_>, Vec<_>) = known.into_iter().partition(|(row, counts)| is_small(row, counts));
    let mut rows: Vec<UnitRow> = large.into_iter().map(|(row, _)| row).collect();
    let mut keys: Vec<String> =
        small.iter().flat_map(|(row, _)| row.keys.clone()).chain(together.iter().flatten().cloned()).collect();
    keys.sort_unstable();
    keys.dedup();
    match small.as_slice() {
        [(row, _)] if keys.len() == 1 => rows.push(row.clone()),
        _ if keys.is_empty() => {}
        _ => rows.push(UnitRow { keys, label: String::new() }),
    }
    rows
}

/// Units with their new, open and ended cases.
fn units(
    facts: &Facts,
    cut: Cut,
    rows: &[UnitRow],
    ledger: &mut Ledger,
    sums: [Place; 4],
) -> Vec<(UnitRow, [Place; 3])> {
    let Cut { from, to } = cut;
    let [opening, new, open, closed] = sums;
    if let [row] = rows {
        // One row of all units is the total.
        return vec![(row.clone(), [new, open, closed])];
    }
    let before = from.pred_opt().unwrap_or(from);
    let figure = |ledger: &mut Ledger, row: &UnitRow| {
        let [_, new, open, closed] = counts_of(facts, cut, &row.keys);
        [
            ledger.figure(row.what("new"), Some(from), to, new),
            ledger.figure(row.what("open"), None, to, open),
            ledger.figure(row.what("closed"), Some(from), to, closed),
        ]
    };
    let placed: Vec<(UnitRow, [Place; 3])> = rows.iter().map(|row| (row.clone(), figure(ledger, row))).collect();
    let mut began_with: Vec<Place> = Vec::new();
    for (row, places) in &placed {
        // Not shown; but who knows the rest of a branch knows what it began with.
        let [standing, ..] = counts_of(facts, cut, &row.keys);
        let standing = ledger.untold(row.what("open"), None, before, standing);
        ledger.balance(&[standing, places[0]], &[places[1], places[2]]);
        began_with.push(standing);
    }
    let column = |n: usize| placed.iter().filter_map(|(_, row)| row.get(n).copied()).collect::<Vec<Place>>();
    for (parts, total) in [(began_with, opening), (column(0), new), (column(1), open), (column(2), closed)] {
        if !parts.is_empty() {
            ledger.balance(&parts, &[total]);
        }
    }
    placed
}

/// What may become of a referral.
pub(super) const RESULTS: [CaseReferralResult; 4] =
    [CaseReferralResult::Used, CaseReferralResult::NotUsed, CaseReferralResult::Unknown, CaseReferralResult::Open];

/// Targets × results; the last row is the sum.
fn referrals(facts: &Facts, cut: Cut, ledger: &mut Ledger) -> Vec<(String, [Place; 5])> {
    if facts.referrals_withheld {
        return Vec::new();
    }
    let handed: Vec<&ReferralFact> =
        facts.referrals.iter().filter(|fact| cut.from <= fact.handed_on && fact.handed_on <= cut.to).collect();
    let mut rows: Vec<(String, [Place; 5])> = Vec::new();
    let targets = facts.targets.iter().filter(|target| handed.iter().any(|fact| fact.target == **target));
    for target in targets.map(Some).chain([None]) {
        let key = target.map_or("all", String::as_str);
        let of = |fact: &&ReferralFact| target.is_none_or(|target| fact.target == *target);
        let mut figure = |result: Option<CaseReferralResult>| {
            let n = count(&handed, |fact| of(fact) && result.is_none_or(|result| fact.result == result));
            let what = result.map_or_else(|| "all".to_owned(), CaseReferralResult::code);
            // What became of it is learned later; of two reports of one time the later one is a correction then.
            ledger.figure(format!("referral/{key}/{what}"), Some(cut.from), cut.to, n)
        };
        let [used, not_used, unknown, open] = RESULTS.map(|result| figure(Some(result)));
        let row = [figure(None), used, not_used, unknown, open];
        ledger.balance(&[used, not_used, unknown, open], &[row[0]]);
        rows.push((key.to_owned(), row));
    }
    if let Some(((_, sums), parts)) = rows.split_last() {
        for (n, total) in sums.iter().enumerate() {
            let column: Vec<Place> = parts.iter().filter_map(|(_, row)| row.get(n).copied()).collect();
            if !column.is_empty() {
                ledger.balance(&column, &[*total]);
            }
        }
    }
    if handed.is_empty() { Vec::new() } else { rows }
}

fn check_ins(facts: &Facts, cut: Cut, ledger: &mut Ledger) -> Vec<InstrumentPlaces> {
    let mut found = Vec::new();
    for row in &facts.instruments {
        let taken: Vec<&Taken> = facts.taken.iter().filter(|taken| taken.instrument == row.id).collect();
        // Whose pair was counted in an earlier time is not asked for again.
        let earlier = |taken: &Taken| {
            facts.taken.iter().any(|other| {
                other.case == taken.case && other.instrument == row.id && other.released.is_some_and(|on| on < cut.from)
            })
        };
        let cases = |timing: Timing| {
            let mut cases: Vec<_> = taken
                .iter()
                .filter(|taken| taken.timing == timing && !earlier(taken))
                .map(|taken| taken.case)
                .collect();
            cases.sort_unstable();
            cases.dedup();
            cases.len() as u64
        };
        let paired_now = count(&taken, |taken| taken.released.is_some_and(|on| cut.from <= on && on <= cut.to));
        let (pre, post) = (cases(Timing::Pre).max(paired_now), cases(Timing::Post).max(paired_now));
        if pre + post == 0 {
            continue;
        }
        let key = format!("check_in/{}", row.id);
        let taken_in =
            |ledger: &mut Ledger, what: &str, n: u64| ledger.figure(format!("{key}/{what}"), Some(cut.from), cut.to, n);
        let (pre_at, post_at) = (taken_in(ledger, "pre", pre), taken_in(ledger, "post", post));
        let dropout = taken_in(ledger, "dropout", pre - paired_now);
        // Medians and r rest on the pairs: what has to be withheld with a few without a pair is how many came before and after.
        let pairs = ledger.base(format!("{key}/pairs"), Some(cut.from), cut.to, paired_now);
        ledger.balance(&[pairs, dropout], &[pre_at]);
        // Who has a pair has taken both, so the number of those after is a bound of the pairs.
        let alone = ledger.untold(format!("{key}/post_alone"), Some(cut.from), cut.to, post - paired_now);
        ledger.balance(&[pairs, alone], &[post_at]);
        let mut parts = Vec::new();
        for part in &row.subscales {
            let of_part = facts.pairs.iter().filter(|pair| pair.0 == row.id && pair.1 == part.code);
            let scores: Vec<(i64, i64)> = of_part.map(|pair| (pair.2, pair.3)).collect();
            let Some(figures) = paired(&scores) else { continue };
            let mut flow = |what: &str, n: u64| {
                // Everybody who answered every question of the part: the same number as the pairs.
                let what =
                    if what == "n" && n == paired_now { "pairs".to_owned() } else { format!("{}/{what}", part.code) };
                ledger.figure(format!("{key}/{what}"), Some(cut.from), cut.to, n)
            };
            let places =
                [flow("n", figures.n), flow("up", figures.up), flow("same", figures.same), flow("down", figures.down)];
            ledger.balance(places.get(1..).unwrap_or_default(), &[places[0]]);
            if let Some(out) = paired_now.checked_sub(figures.n).filter(|out| *out > 0) {
                // Who left out a question of the part is in the pairs and not in these: of pairs that joined before they had to be whole.
                let out = ledger.untold(format!("{key}/{}/left_out", part.code), Some(cut.from), cut.to, out);
                ledger.balance(&[places[0], out], &[pairs]);
            }
            parts.push((part.clone(), figures, places));
        }
        found.push(InstrumentPlaces { row: row.clone(), pre: pre_at, post: post_at, pairs, dropout, parts });
    }
    found
}

fn shown(places: &Places, cut: Cut, k: u64, closed: &Closed) -> Statistics {
    let cell = |place: Place| closed.cell(place);
    let n = |place: Place| Shown::from(closed.cell(place));
    let codes = |codes: Vec<String>, places: &[Place]| {
        codes.into_iter().zip(places).map(|(code, place)| CodeCount { code, n: n(*place) }).collect::<Vec<_>>()
    };
    Statistics {
        from: cut.from,
        to: cut.to,
        k,
        opening: n(places.opening),
        new: n(places.new),
        closed: n(places.closed),
        open: n(places.open),
        months: cut
            .months()
            .into_iter()
            .zip(&places.months)
            .map(|((month, until), [new, open, closed])| MonthCounts {
                month,
                until,
                new: n(*new),
                open: n(*open),
                closed: n(*closed),
            })
            .collect(),
        themes: codes(CaseTheme::iter().map(CaseTheme::code).collect(), &places.themes),
        // Of a pack without these sheets there are no places.
        channels: codes(CaseChannel::iter().map(CaseChannel::code).collect(), &places.channels),
        steps: codes(CaseStep::iter().map(CaseStep::code).collect(), &places.steps),
        outcomes: places
            .ends
            .iter()
            // Cases without an outcome are told of only where there are some.
            .filter(|(code, place)| *code != CaseStatus::Closed.code() || cell(*place) != Cell::Nil)
            .map(|(code, place)| CodeCount { code: code.clone(), n: n(*place) })
            .collect(),
        units: places
            .units
            .iter()
            .map(|(row, [new, open, closed])| UnitCounts {
                units: row.keys.clone(),
                label: row.label.clone(),
                new: n(*new),
                open: n(*open),
                closed: n(*closed),
            })
            .collect(),
        check_ins: places.check_ins.iter().map(|of| check_in_shown(of, k, closed)).collect(),
        referrals: places
            .referrals
            .iter()
            .map(|(target, [total, used, not_used, unknown, open])| ReferralCounts {
                target: target.clone(),
                total: n(*total),
                used: n(*used),
                not_used: n(*not_used),
                unknown: n(*unknown),
                open: n(*open),
            })
            .collect(),
        referrals_withheld: places.referrals_withheld,
    }
}

/// r is told to members only where the executive has it: beside the counts that they see it would tell the others.
fn r_beside(statistics: &mut Statistics, finer: &Statistics) {
    for (of, finer) in statistics.check_ins.iter_mut().zip(&finer.check_ins) {
        for (part, finer) in of.parts.iter_mut().zip(&finer.parts) {
            part.r = part.r.filter(|_| finer.r.is_some());
            part.dz = part.dz.filter(|_| part.r.is_some());
        }
    }
}

fn check_in_shown(of: &InstrumentPlaces, k: u64, closed: &Closed) -> CheckInFigures {
    let n = |place: Place| Shown::from(closed.cell(place));
    let pairs = closed.cell(of.pairs);
    let parts = of.parts.iter().map(|(part, figures, [all, up, same, down])| {
        let all_cell = closed.cell(*all);
        let told = |value| resting_on(all_cell, k, value).filter(|_| resting_on(pairs, k, ()).is_some());
        let hidden = [up, same, down].map(|place| closed.cell(*place) == Cell::Hidden);
        let r = figures.r.filter(|_| r_keeps(figures, hidden, k)).map(|r| hundredths(r) as f64 / 100.0).and_then(told);
        PartFigures {
            subscale: part.code.clone(),
            name: part.name.clone(),
            name_en: part.name_en.clone(),
            pairs: n(*all),
            before: resting_on(all_cell, k, figures.pre).filter(|_| told(0.0).is_some()),
            after: resting_on(all_cell, k, figures.post).filter(|_| told(0.0).is_some()),
            difference: told(figures.difference),
            up: n(*up),
            same: n(*same),
            down: n(*down),
            r,
            // It tells as much as r, and more beside it where counts are withheld.
            dz: figures.dz.filter(|_| r.is_some() && hidden == [false; 3]).map(|dz| hundredths(dz) as f64 / 100.0),
        }
    });
    let row = &of.row;
    CheckInFigures {
        instrument: row.id,
        name: row.name.clone(),
        name_en: row.name_en.clone(),
        edition: row.edition,
        note: row.note.clone(),
        note_en: row.note_en.clone(),
        pre: n(of.pre),
        post: n(of.post),
        pairs: Shown::from(pairs),
        dropout: n(of.dropout),
        parts: parts.collect(),
    }
}
