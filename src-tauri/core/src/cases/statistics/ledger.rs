//! Everything that a reader can add up: the figures of this report, those that earlier reports told, and the sums among them. A
//! figure is told apart by what it counts and over which days, so that the same figure is one cell wherever it is shown, and a
//! later report does not tell the difference to an earlier one (S-07).

mod tie;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::dates::{Period, day_after};
use crate::suppress::{Cell, CellId, Openness, Pack, Suppressed};

/// A sum: places of its left and right side.
type Sum = (Vec<usize>, Vec<usize>);

/// A sum in other places, where each of its figures has one.
fn placed((left, right): &Sum, place_of: impl Fn(usize) -> Option<usize>) -> Option<Sum> {
    let side = |places: &[usize]| places.iter().map(|place| place_of(*place)).collect::<Option<Vec<usize>>>();
    Some((side(left)?, side(right)?))
}

/// What a figure counts, and over which days.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Of {
    /// What: `new`, `channel/phone`, `unit/<id>/open`.
    pub what: String,
    /// First day of what happened; none for what stands on the last day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: NaiveDate,
}

impl Of {
    /// It counts referrals.
    pub fn is_of_referrals(&self) -> bool {
        self.what.starts_with("referral/")
    }

    /// A figure as it was kept. Those of referrals and check-ins had their first day in the name before.
    fn kept(&self) -> Self {
        let dated = ["referral/", "check_in/"].iter().any(|of| self.what.starts_with(of));
        match self.what.rsplit_once('/') {
            Some((what, day)) if dated && self.from.is_none() => match day.parse() {
                Ok(from) => Self { what: what.to_owned(), from: Some(from), to: self.to },
                Err(_) => self.clone(),
            },
            _ => self.clone(),
        }
    }
}

/// How a figure was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum As {
    Exact,
    Rounded(u64),
    Hidden,
}

/// A figure as a report told it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ToldFigure {
    #[serde(flatten)]
    of: Of,
    count: u64,
    shown: As,
}

/// A figure that a report did not tell, but that others add up with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct UntoldFigure {
    #[serde(flatten)]
    of: Of,
    count: u64,
}

/// The slices of time that a report was judged with, as they were counted then, and what adds up among them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Slices {
    figures: Vec<UntoldFigure>,
    sums: Vec<Sum>,
}

impl Slices {
    fn is_none(&self) -> bool {
        self.figures.is_empty()
    }
}

/// The figures of a report with the sums among them, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    figures: Vec<ToldFigure>,
    /// What a branch began with binds its figures for later readers, too. Reports of earlier versions did not keep it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    untold: Vec<UntoldFigure>,
    /// Left and right side of each sum, by place in `figures` and, behind them, in `untold`.
    sums: Vec<Sum>,
    /// What it was cut out of. When something is corrected later, this is what the reports of then are sums of. Reports of earlier
    /// versions did not keep it.
    #[serde(default, skip_serializing_if = "Slices::is_none")]
    slices: Slices,
    /// The same of a paper for members as the reports cut it that the executive has.
    #[serde(default, skip_serializing_if = "Slices::is_none")]
    inside: Slices,
    /// Smallest count that the report showed.
    #[serde(skip)]
    withheld_below: u64,
}

impl Told {
    /// The figures of a report that showed no count below `k`.
    #[must_use]
    pub fn withheld_below(mut self, k: u64) -> Self {
        self.withheld_below = k;
        self
    }

    /// The days that the report is about.
    pub fn span(&self) -> Option<Period> {
        let figures = || self.figures.iter().map(|figure| figure.of.kept());
        let from = figures().filter_map(|of| of.from).min()?;
        let to = figures().filter(|of| of.from.is_some()).map(|of| of.to).max()?;
        Period::new(from, to)
    }
}

struct Entry {
    of: Of,
    count: u64,
    id: CellId,
    told: Option<As>,
    /// The reports that it stands in, a bit each; the last bit is this report's.
    reports: u64,
    /// It is told again as it was. Not so what was withheld from members only.
    stays: bool,
}

/// The bit of this report, and how many earlier ones have one.
const OWN: u64 = 1 << 63;
pub(super) const MOST_TOLD: usize = 48;

impl Entry {
    fn is_own(&self) -> bool {
        self.reports & OWN != 0
    }
}

/// Where a figure stands in a [`Ledger`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(usize);

/// The figures of a report in the making.
pub(super) struct Ledger {
    k: u64,
    pack: Pack,
    entries: Vec<Entry>,
    at: HashMap<Of, Vec<usize>>,
    /// The days of earlier reports.
    spans: Vec<Period>,
    /// The figures of slices of time, of which those of all reports are sums.
    parts: BTreeMap<Of, usize>,
    /// What adds up among these.
    of_parts: Vec<Sum>,
    /// The slices that earlier reports were judged with, as they were counted then.
    former: Vec<BTreeMap<Of, usize>>,
    /// What was told before, without this report.
    before: Pack,
    sums: BTreeSet<Sum>,
    /// Sums of this report alone.
    own: Vec<Sum>,
    /// What this report does not tell exactly to who reads more: nobody is told it.
    kept: HashSet<Of>,
}

impl Ledger {
    /// The figures that were told before, and what adds up among them.
    pub fn new(k: u64, earlier: &[Told]) -> Self {
        let mut ledger = Self {
            k,
            pack: Pack::new(k),
            entries: Vec::new(),
            at: HashMap::new(),
            spans: earlier.iter().take(MOST_TOLD).filter_map(Told::span).collect(),
            parts: BTreeMap::new(),
            of_parts: Vec::new(),
            former: Vec::new(),
            before: Pack::new(k),
            sums: BTreeSet::new(),
            own: Vec::new(),
            kept: HashSet::new(),
        };
        for (report, told) in (0..).zip(earlier.iter().take(MOST_TOLD)) {
            let told_there = told.figures.iter().map(|figure| ledger.told(figure, told.withheld_below, 1 << report));
            let mut places: Vec<usize> = told_there.collect();
            places.extend(told.untold.iter().map(|figure| {
                let Of { what, from, to } = figure.of.clone();
                ledger.untold(what, from, to, figure.count).0
            }));
            ledger.sum_up(&told.sums, &places);
        }
        for told in earlier.iter().take(MOST_TOLD) {
            ledger.enter_former(told);
        }
        ledger.tie_former();
        ledger.before = ledger.pack.clone();
        ledger
    }

    /// The slices that an earlier report was judged with.
    fn enter_former(&mut self, told: &Told) {
        let inside = told.withheld_below > self.k && !told.inside.is_none();
        let Slices { figures, sums } = if inside { &told.inside } else { &told.slices };
        let places: Vec<usize> = figures.iter().map(|figure| self.slice(figure.of.clone(), figure.count)).collect();
        self.sum_up(sums, &places);
        if !figures.is_empty() {
            self.former.push(figures.iter().map(|figure| figure.of.clone()).zip(places).collect());
        }
    }

    /// Says what added up in a report.
    fn sum_up(&mut self, sums: &[Sum], places: &[usize]) {
        for sum in sums {
            if let Some((left, right)) = placed(sum, |place| places.get(place).copied()) {
                self.sum(left, right);
            }
        }
    }

    /// The smallest count that its reader is shown.
    pub fn k(&self) -> u64 {
        self.k
    }

    /// The same report was judged for who reads more: what they are not told exactly is told to nobody, so that the report
    /// says nothing that they cannot have from their own.
    #[must_use]
    pub fn beside(mut self, finer: &Closed) -> Self {
        let told = |entry: &&Entry| finer.done.cell(entry.id).exact().is_some();
        let kept = finer.entries.iter().filter(|entry| entry.is_own() && !told(entry));
        self.kept = kept.map(|entry| entry.of.clone()).collect();
        self
    }

    fn told(&mut self, figure: &ToldFigure, withheld_below: u64, report: u64) -> usize {
        let of = figure.of.kept();
        // What members were not told the executive may know, unless it is too small for them, too.
        let stays = figure.shown != As::Hidden || withheld_below <= self.k;
        let known = self.at.get(&of).into_iter().flatten();
        let same = known.copied().find(|place| {
            self.entries
                .get(*place)
                .is_some_and(|e| e.count == figure.count && e.told == Some(figure.shown) && e.stays == stays)
        });
        if let Some(same) = same {
            self.stands_in(same, report);
            return same;
        }
        let shown = match figure.shown {
            As::Exact if figure.count == 0 => Cell::Nil,
            As::Exact => Cell::Shown(figure.count),
            As::Rounded(to) => Cell::Rounded(to),
            As::Hidden => Cell::Hidden,
        };
        let id = if stays || (1..self.k).contains(&figure.count) {
            self.pack.told_from(figure.count, shown, withheld_below)
        } else {
            self.pack.untold(figure.count)
        };
        let place = self.enter(of, figure.count, id, Some(figure.shown));
        if let Some(entry) = self.entries.get_mut(place) {
            entry.stays = stays;
        }
        self.stands_in(place, report);
        place
    }

    fn stands_in(&mut self, place: usize, report: u64) {
        if let Some(entry) = self.entries.get_mut(place) {
            entry.reports |= report;
        }
    }

    fn enter(&mut self, of: Of, count: u64, id: CellId, told: Option<As>) -> usize {
        let place = self.entries.len();
        self.at.entry(of.clone()).or_default().push(place);
        self.entries.push(Entry { of, count, id, told, reports: 0, stays: true });
        place
    }

    /// A figure of this report. What was told before stays as it was told.
    pub fn figure(&mut self, what: impl Into<String>, from: Option<NaiveDate>, to: NaiveDate, count: u64) -> Place {
        self.shows(Of { what: what.into(), from, to }, count, Openness::Guarded)
    }

    /// A figure of this report on which others rest: it is withheld for the sake of its sums only where nothing else helps.
    pub fn base(&mut self, what: impl Into<String>, from: Option<NaiveDate>, to: NaiveDate, count: u64) -> Place {
        self.shows(Of { what: what.into(), from, to }, count, Openness::Last)
    }

    fn shows(&mut self, of: Of, count: u64, openness: Openness) -> Place {
        let known: Vec<usize> = self.at.get(&of).cloned().unwrap_or_default();
        let same = |shown: Option<As>| {
            let fits = |entry: &Entry| entry.stays && entry.count == count && (shown.is_none() || entry.told == shown);
            known.iter().copied().find(|place| self.entries.get(*place).is_some_and(fits))
        };
        let same = same(Some(As::Exact)).or_else(|| same(None));
        let place = same.unwrap_or_else(|| {
            let id = self.pack.cell(count, openness);
            if self.kept.contains(&of) && !(1..self.k).contains(&count) {
                self.pack.withhold(id);
            }
            self.enter(of, count, id, None)
        });
        self.stands_in(place, OWN);
        Place(place)
    }

    /// The days of this report and of earlier ones, cut wherever one of them begins or ends. Of a report that stands alone there
    /// are none.
    pub fn slices(&self, own: Period) -> Vec<Period> {
        if self.spans.is_empty() {
            return Vec::new();
        }
        let spans: Vec<Period> = self.spans.iter().copied().chain([own]).collect();
        let firsts: BTreeSet<NaiveDate> = spans.iter().flat_map(|span| [span.from, day_after(span.to)]).collect();
        let between = firsts.iter().zip(firsts.iter().skip(1));
        let slices = between.filter_map(|(from, next)| Period::new(*from, next.pred_opt()?));
        slices.filter(|slice| spans.iter().any(|span| span.from <= slice.from && slice.to <= span.to)).collect()
    }

    /// Whether anything told before has a name that begins so.
    pub fn knows_of(&self, beginning: &str) -> bool {
        self.entries.iter().any(|entry| entry.of.what.starts_with(beginning))
    }

    /// The keys that the names of what was told before hold between a beginning and the next `/`.
    pub fn keys(&self, beginning: &str) -> BTreeSet<String> {
        let keys = |entry: &Entry| Some(entry.of.what.strip_prefix(beginning)?.split_once('/')?.0.to_owned());
        self.entries
            .iter()
            .filter_map(keys)
            .flat_map(|keys| keys.split('+').map(str::to_owned).collect::<Vec<_>>())
            .collect()
    }

    /// What stood together in one row of an earlier report: the keys that its names hold between a beginning and the next `/`.
    pub fn together(&self, beginning: &str) -> Vec<Vec<String>> {
        let keys = |entry: &Entry| {
            let (keys, _) = entry.of.what.strip_prefix(beginning)?.split_once('/')?;
            let keys: Vec<String> = keys.split('+').map(str::to_owned).collect();
            (keys.len() > 1 && entry.told.is_some()).then_some(keys)
        };
        let found: BTreeSet<Vec<String>> = self.entries.iter().filter_map(keys).collect();
        found.into_iter().collect()
    }

    /// A figure that the report does not tell, but that others add up with: what stood in a branch before the first day.
    pub fn untold(&mut self, what: impl Into<String>, from: Option<NaiveDate>, to: NaiveDate, count: u64) -> Place {
        let of = Of { what: what.into(), from, to };
        let mut known = self.at.get(&of).into_iter().flatten().copied();
        if let Some(same) = known.find(|place| self.count(&[*place]) == count) {
            return Place(same);
        }
        let id = self.pack.untold(count);
        let place = self.enter(of, count, id, None);
        if let Some(entry) = self.entries.get_mut(place) {
            entry.stays = false;
        }
        Place(place)
    }

    /// A figure of a slice of time. It is in no report; but those of all reports are sums of such, and a small one is protected,
    /// since it is what two reports differ by.
    pub fn part(&mut self, what: impl Into<String>, from: Option<NaiveDate>, to: NaiveDate, count: u64) -> Place {
        let of = Of { what: what.into(), from, to };
        if let Some(known) = self.parts.get(&of) {
            return Place(*known);
        }
        let place = self.slice(of.clone(), count);
        self.parts.insert(of, place);
        Place(place)
    }

    /// A figure of a slice as it is counted, or was when a report was judged with it.
    fn slice(&mut self, of: Of, count: u64) -> usize {
        let fits = |entry: &Entry| entry.count == count && (entry.stays || entry.told.is_none());
        let mut known = self.at.get(&of).into_iter().flatten().copied();
        let same = known.find(|place| self.entries.get(*place).is_some_and(fits));
        same.unwrap_or_else(|| {
            let id = self.pack.untold(count);
            if (1..self.k).contains(&count) {
                // Nobody is shown an x of it that would say it is one at least.
                self.pack.withhold(id);
            }
            let place = self.enter(of, count, id, None);
            if let Some(entry) = self.entries.get_mut(place) {
                entry.stays = false;
            }
            place
        })
    }

    /// Says that parts add up to one.
    pub fn balance_parts(&mut self, left: &[Place], right: &[Place]) {
        let side = |places: &[Place]| places.iter().map(|place| place.0).collect::<Vec<_>>();
        let sum = (side(left), side(right));
        if sum.0 != sum.1 {
            self.of_parts.push(sum.clone());
            self.sum(sum.0, sum.1);
        }
    }

    /// Says that both sides of this report add up to the same.
    pub fn balance(&mut self, left: &[Place], right: &[Place]) {
        let side = |places: &[Place]| places.iter().map(|place| place.0).collect::<Vec<_>>();
        let sum = (side(left), side(right));
        if sum.0 != sum.1 {
            self.own.push(sum.clone());
            self.sum(sum.0, sum.1);
        }
    }

    fn ids(&self, side: &[usize]) -> Vec<CellId> {
        side.iter().filter_map(|place| self.entries.get(*place)).map(|entry| entry.id).collect()
    }

    fn count(&self, side: &[usize]) -> u64 {
        side.iter().filter_map(|place| self.entries.get(*place)).map(|entry| entry.count).sum()
    }

    fn sum(&mut self, mut left: Vec<usize>, mut right: Vec<usize>) {
        left.sort_unstable();
        right.sort_unstable();
        if left == right || !self.sums.insert((left.clone(), right.clone())) {
            return;
        }
        let (parts, totals) = (self.ids(&left), self.ids(&right));
        match totals.as_slice() {
            [total] if parts.len() > 1 => self.pack.add_up(&parts, *total),
            _ => self.pack.balance(&parts, &totals),
        }
    }

    /// The slices of this report, to be kept.
    fn slices_kept(&self) -> Slices {
        let mut place_of: HashMap<usize, usize> = HashMap::new();
        let mut figures = Vec::new();
        for (of, place) in &self.parts {
            place_of.insert(*place, figures.len());
            figures.push(UntoldFigure { of: of.clone(), count: self.count(&[*place]) });
        }
        let sums = self.of_parts.iter().filter_map(|sum| placed(sum, |place| place_of.get(&place).copied())).collect();
        Slices { figures, sums }
    }

    /// Decides what is shown.
    pub fn close(self) -> Closed {
        let slices = self.slices_kept();
        let Self { pack, before, entries, own, .. } = self;
        let done = pack.suppress();
        let kept = entries.iter().filter(|entry| entry.is_own() || entry.told.is_some());
        let narrow = kept.filter(|entry| done.unprotected().contains(&entry.id));
        let found: Vec<&Entry> = narrow.filter(|entry| done.is_found_out(entry.id)).collect();
        // What earlier reports gave away without this one no refusal takes back.
        let earlier = found.iter().any(|entry| entry.told.is_some()).then(|| before.suppress());
        let known = |entry: &&Entry| {
            entry.told.is_some() && earlier.as_ref().is_some_and(|alone| alone.unprotected().contains(&entry.id))
        };
        let found_out = found.into_iter().filter(|entry| !known(entry)).map(|entry| entry.of.clone()).collect();
        Closed { done, entries, own, found_out, slices, inside: Slices::default() }
    }
}

/// A ledger of which is known what may be shown.
pub(super) struct Closed {
    done: Suppressed,
    entries: Vec<Entry>,
    own: Vec<Sum>,
    found_out: Vec<Of>,
    slices: Slices,
    inside: Slices,
}

impl Closed {
    /// A figure as it may be shown.
    pub fn cell(&self, place: Place) -> Cell {
        self.entries.get(place.0).map_or(Cell::Hidden, |entry| self.done.cell(entry.id))
    }

    /// Hidden figures of this report that have less room than they should beside earlier ones, whatever else is hidden.
    #[cfg(test)]
    pub fn unprotected(&self) -> Vec<&Of> {
        let own = self.entries.iter().filter(|entry| entry.is_own() && entry.told.is_none());
        own.filter(|entry| self.done.unprotected().contains(&entry.id)).map(|entry| &entry.of).collect()
    }

    /// Figures that this report or an earlier one withholds, and that both together tell, or nearly, to whoever adds them up,
    /// whatever else is hidden: the report must not go out.
    pub fn found_out(&self) -> &[Of] {
        &self.found_out
    }

    /// The same report was judged for who reads more.
    #[must_use]
    pub fn after(mut self, finer: &Self) -> Self {
        self.found_out.extend(finer.found_out.iter().cloned());
        self.inside = finer.slices.clone();
        self
    }

    /// What this report tells, to be kept.
    pub fn told(&self) -> Told {
        let mut place_of: HashMap<usize, usize> = HashMap::new();
        let mut told = Told::default();
        for (place, entry) in self.entries.iter().enumerate().filter(|(_, entry)| entry.is_own()) {
            place_of.insert(place, told.figures.len());
            let shown = match self.done.cell(entry.id) {
                Cell::Shown(_) | Cell::Nil => As::Exact,
                Cell::Rounded(to) => As::Rounded(to),
                Cell::Hidden => As::Hidden,
            };
            let of = entry.of.clone();
            told.figures.push(ToldFigure { of, count: entry.count, shown });
        }
        for place in self.own.iter().flat_map(|(left, right)| left.iter().chain(right)) {
            if let (Some(entry), false) = (self.entries.get(*place), place_of.contains_key(place)) {
                place_of.insert(*place, told.figures.len() + told.untold.len());
                told.untold.push(UntoldFigure { of: entry.of.clone(), count: entry.count });
            }
        }
        told.sums = self.own.iter().filter_map(|sum| placed(sum, |place| place_of.get(&place).copied())).collect();
        told.slices = self.slices.clone();
        told.inside = self.inside.clone();
        told
    }
}
