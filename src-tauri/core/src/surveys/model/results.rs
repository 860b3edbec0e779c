//! What a closed wave says, as far as it may be said, with the nation and the wave before beside it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{ActivityTheme, QuestionKind, SurveyVerdict};
use super::question::Question;
use super::tally::Tally;
use super::wave::{Group, WaveRow};
use super::wilson::{compare, interval, newcombe};
use crate::excel::cell::tenths_of_percent;
use crate::ids::WaveId;
use crate::suppress::{Cell, CellId, Openness, Pack, join_small};

/// Which results.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SurveyResultsOf {
    /// The wave.
    pub wave_id: WaveId,
    /// As members may see them, with the larger threshold.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub for_members: bool,
    /// The wave to stand beside it; the one before unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub beside: Option<WaveId>,
}

/// A share within a group; nothing where it would tell too much.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct GroupShare {
    /// Who chose it.
    #[ts(type = "number | null")]
    pub count: Option<i64>,
    /// Tenths of a per cent of those of the group who answered.
    #[ts(type = "number | null")]
    pub share: Option<i64>,
}

/// What was said of a choice. Where the count is withheld, everything that rests on it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ChoiceResult {
    /// Its number.
    #[ts(type = "number")]
    pub no: i64,
    /// Its words.
    pub label: String,
    /// It stands alone.
    pub alone: bool,
    /// Who chose it.
    #[ts(type = "number | null")]
    pub count: Option<i64>,
    /// Tenths of a per cent of those who answered.
    #[ts(type = "number | null")]
    pub share: Option<i64>,
    /// Low end of the 95 % interval, tenths of a per cent.
    #[ts(type = "number | null")]
    pub low: Option<i64>,
    /// High end.
    #[ts(type = "number | null")]
    pub high: Option<i64>,
    /// The nation in 2020, tenths of a per cent.
    #[ts(type = "number | null")]
    pub national: Option<i64>,
    /// The union less the nation, tenths of a point.
    #[ts(type = "number | null")]
    pub difference: Option<i64>,
    /// What that says.
    pub verdict: Option<SurveyVerdict>,
    /// The wave before, tenths of a per cent.
    #[ts(type = "number | null")]
    pub before: Option<i64>,
    /// This wave less the one before, tenths of a point.
    #[ts(type = "number | null")]
    pub change: Option<i64>,
    /// What that says.
    pub change_verdict: Option<SurveyVerdict>,
    /// By group, in the order of the question's groups.
    pub groups: Vec<GroupShare>,
}

/// What was said to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct QuestionResult {
    /// The question, in the officer's language.
    pub question: Question,
    /// Who answered it; none when they are fewer than may be shown.
    #[ts(type = "number | null")]
    pub n: Option<i64>,
    /// Who answered it in the wave before.
    #[ts(type = "number | null")]
    pub before_n: Option<i64>,
    /// Mean of a scale in hundredths, when every step is shown.
    #[ts(type = "number | null")]
    pub mean_hundredths: Option<i64>,
    /// The choices.
    pub choices: Vec<ChoiceResult>,
    /// Names of the groups; small ones are joined.
    pub groups: Vec<String>,
    /// Who answered it in each group.
    #[ts(type = "number[]")]
    pub group_n: Vec<i64>,
}

/// What a wave says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SurveyResults {
    /// The wave.
    pub wave: WaveRow,
    /// The wave beside it.
    pub beside: Option<WaveRow>,
    /// Smallest count shown.
    #[ts(type = "number")]
    pub k: i64,
    /// Too few sheets: nothing is shown.
    pub hidden: bool,
    /// Sheets that came in, tenths of a per cent of those handed out.
    #[ts(type = "number | null")]
    pub response: Option<i64>,
    /// The questions.
    pub questions: Vec<QuestionResult>,
}

/// How many want more of a theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ThemeNeed {
    /// The theme.
    pub theme: ActivityTheme,
    /// Tenths of a per cent of those who answered; none where it would tell too much.
    #[ts(type = "number | null")]
    pub share: Option<i64>,
}

/// What the newest wave says of the need for activities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ThemeNeeds {
    /// The wave.
    pub wave: WaveRow,
    /// Who answered the question.
    #[ts(type = "number")]
    pub n: i64,
    /// By theme.
    pub themes: Vec<ThemeNeed>,
}

/// The wave before, where it asked the same.
pub(in crate::surveys) struct Before<'w> {
    /// Its questions.
    pub questions: &'w [Question],
    /// Its answers.
    pub tally: &'w Tally,
}

/// Smallest counts: of the view that is asked for, and of the finest view that anybody has of the same wave.
#[derive(Clone, Copy, Debug)]
pub(in crate::surveys) struct Thresholds {
    /// Smallest count shown.
    pub k: i64,
    /// The smallest of all views.
    pub finest: i64,
}

/// Counts of a question as far as they may be shown.
#[derive(Debug)]
pub(in crate::surveys) struct Protected {
    /// By choice.
    pub whole: Vec<Option<i64>>,
    /// Groups, small ones joined.
    pub parts: Vec<Part>,
}

/// Groups that are shown as one.
#[derive(Debug)]
pub(in crate::surveys) struct Part {
    /// Their names.
    pub names: Vec<String>,
    /// Who answered.
    pub n: i64,
    /// By choice.
    pub counts: Vec<Option<i64>>,
}

fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or_default()
}

fn shown(cell: Cell) -> Option<i64> {
    cell.exact().and_then(|n| i64::try_from(n).ok())
}

/// What may be shown of a question: choices with fewer than k on either side of them are withheld, and in groups as
/// many more as it takes that nothing can be had by subtraction. `by_group` are groups with their answers, `rest` the name of
/// those who told none. Whoever has two views of a wave adds nothing up from both: what the finest withholds every other
/// withholds, too.
pub(in crate::surveys) fn judge(
    question: &Question,
    whole: &Tally,
    by_group: &[(String, Tally)],
    of: Thresholds,
) -> Option<Protected> {
    let finest = if of.finest < of.k { Some(judge_at(question, whole, by_group, of.finest, None)?) } else { None };
    judge_at(question, whole, by_group, of.k, finest.as_ref())
}

/// The same at one threshold, beside what a finer view shows.
fn judge_at(
    question: &Question,
    whole: &Tally,
    by_group: &[(String, Tally)],
    k: i64,
    finer: Option<&Protected>,
) -> Option<Protected> {
    let n = whole.n(question.no);
    if n < k {
        return None;
    }
    let numbers: Vec<i64> = question.choices.iter().map(|choice| choice.no).collect();
    let counts: Vec<i64> = numbers.iter().map(|no| whole.chose(question.no, *no)).collect();
    let exclusive = question.takes_one();
    let alone: Vec<bool> = question.choices.iter().map(|choice| choice.alone).collect();
    let told: Vec<bool> = match finer {
        Some(finer) => finer.whole.iter().map(Option::is_some).collect(),
        None => vec![true; counts.len()],
    };
    let all: Vec<Option<i64>> =
        if exclusive { one_of_all(&counts, &told, n, k) } else { each(&counts, &told, &alone, n, k) };
    let sizes: Vec<u64> = by_group.iter().map(|(_, tally)| unsigned(tally.n(question.no))).collect();
    let small = join_small(&sizes, unsigned(k));
    let mut parts: Vec<(Vec<String>, Tally)> = Vec::new();
    let mut joined: (Vec<String>, Tally) = Default::default();
    for (((name, tally), small), size) in by_group.iter().zip(&small).zip(&sizes) {
        if *small {
            joined.0.push(name.clone());
            joined.1.merge(tally);
        } else if *size > 0 {
            parts.push((vec![name.clone()], tally.clone()));
        }
    }
    if joined.1.n(question.no) > 0 {
        parts.push(joined);
    }
    // One group, or one of which nobody may hear, tells nothing of its own.
    if parts.len() < 2 || parts.iter().any(|(_, tally)| tally.n(question.no) < k) {
        parts.clear();
    }
    let told: Vec<Vec<bool>> = parts.iter().filter_map(|(names, _)| told_within(names, finer, counts.len())).collect();
    if told.len() < parts.len() {
        parts.clear();
    }
    let cells = |tally: &Tally| numbers.iter().map(|no| tally.chose(question.no, *no)).collect::<Vec<_>>();
    let rows: Vec<Vec<i64>> = parts.iter().map(|(_, tally)| cells(tally)).collect();
    let ns: Vec<i64> = parts.iter().map(|(_, tally)| tally.n(question.no)).collect();
    let inside = if exclusive {
        one_of_parts(&rows, &told, &ns, &counts, &all, k)
    } else {
        let mut inside = each_of_parts(&rows, &told, &ns, &counts, &all, n, k);
        beside_alone(&mut inside, &rows, &ns, &alone);
        inside
    };
    let parts =
        parts.into_iter().zip(inside).map(|((names, tally), counts)| Part { n: tally.n(question.no), names, counts });
    Some(Protected { parts: parts.collect(), whole: all })
}

/// One or two who chose only something else are told by nobody, whatever k is: the floor of the domain.
fn few(left: i64) -> bool {
    (1..3).contains(&left)
}

/// Which choices a finer view tells within groups that are shown as one here: those that it tells in each of them. None where
/// it tells groups apart in another way, or not at all.
fn told_within(names: &[String], finer: Option<&Protected>, choices: usize) -> Option<Vec<bool>> {
    let Some(finer) = finer else { return Some(vec![true; choices]) };
    let inside: Vec<&Part> =
        finer.parts.iter().filter(|part| part.names.iter().any(|name| names.contains(name))).collect();
    let nested = inside.iter().flat_map(|part| &part.names).all(|name| names.contains(name));
    let told = |at: usize| inside.iter().all(|part| part.counts.get(at).is_some_and(Option::is_some));
    (nested && !inside.is_empty()).then(|| (0..choices).map(told).collect())
}

/// Several answers: a count stands against those who did not choose it, and beside a choice that stands alone against those
/// who chose something else.
fn each(counts: &[i64], told: &[bool], alone: &[bool], n: i64, k: i64) -> Vec<Option<i64>> {
    let small = |count: i64| (1..k).contains(&count);
    let open: Vec<bool> =
        counts.iter().zip(told).map(|(count, told)| *told && !small(*count) && !small(n - count)).collect();
    let of_alone = counts.iter().zip(alone).zip(&open).filter(|((_, alone), open)| **alone && **open);
    let others = n - of_alone.map(|((count, _), _)| count).sum::<i64>();
    let shown = |((count, alone), open): ((&i64, &bool), &bool)| *open && (*alone || !few(others - count));
    counts.iter().zip(alone).zip(&open).map(|one| shown(one).then_some(*one.0.0)).collect()
}

/// A count to be judged; what a finer view withholds is withheld and stays to be protected.
fn counted(pack: &mut Pack, count: i64, told: bool) -> CellId {
    if told { pack.cell(unsigned(count), Openness::Guarded) } else { pack.told(unsigned(count), Cell::Hidden) }
}

/// The same within groups: a choice that would leave few in one of them is told in none.
fn beside_alone(inside: &mut [Vec<Option<i64>>], rows: &[Vec<i64>], ns: &[i64], alone: &[bool]) {
    let tells = |at: usize| {
        inside.iter().zip(rows).zip(ns).any(|((told, counts), n)| {
            let others = told.iter().zip(alone).filter(|(_, alone)| **alone).filter_map(|(count, _)| *count);
            let left = n - others.sum::<i64>() - counts.get(at).copied().unwrap_or(0);
            few(left)
        })
    };
    let hidden: Vec<usize> = (0..alone.len()).filter(|at| alone.get(*at) == Some(&false) && tells(*at)).collect();
    for part in inside {
        for (_, count) in part.iter_mut().enumerate().filter(|(at, _)| hidden.contains(at)) {
            *count = None;
        }
    }
}

/// One answer: the counts add up to n.
fn one_of_all(counts: &[i64], told: &[bool], n: i64, k: i64) -> Vec<Option<i64>> {
    let mut pack = Pack::new(unsigned(k));
    let ids: Vec<CellId> = counts.iter().zip(told).map(|(count, told)| counted(&mut pack, *count, *told)).collect();
    let total = pack.cell(unsigned(n), Openness::Published);
    pack.add_up(&ids, total);
    let done = pack.suppress();
    if !done.is_safe() {
        return vec![None; counts.len()];
    }
    done.cells(&ids).into_iter().map(shown).collect()
}

/// Several answers by group: each choice is a table of groups × chosen or not, whose margins are known. What nobody chose at all
/// nobody chose in a group.
fn each_of_parts(
    rows: &[Vec<i64>],
    told: &[Vec<bool>],
    ns: &[i64],
    counts: &[i64],
    all: &[Option<i64>],
    n: i64,
    k: i64,
) -> Vec<Vec<Option<i64>>> {
    let mut inside: Vec<Vec<Option<i64>>> = vec![Vec::new(); rows.len()];
    for (at, count) in counts.iter().enumerate() {
        let mut pack = Pack::new(unsigned(k));
        let open = all.get(at).is_some_and(Option::is_some);
        if open && *count == 0 {
            inside.iter_mut().for_each(|part| part.push(Some(0)));
            continue;
        }
        let known = if open { Openness::Published } else { Openness::Guarded };
        let (yes, no) = (pack.cell(unsigned(*count), known), pack.cell(unsigned(n - count), known));
        let whole = pack.cell(unsigned(n), Openness::Published);
        pack.add_up(&[yes, no], whole);
        let mut ids = (Vec::new(), Vec::new());
        for ((row, told), n) in rows.iter().zip(told).zip(ns) {
            let chose = row.get(at).copied().unwrap_or(0);
            let one = counted(&mut pack, chose, told.get(at).copied().unwrap_or(false));
            let other = pack.cell(unsigned(n - chose), Openness::Guarded);
            let size = pack.cell(unsigned(*n), Openness::Published);
            pack.add_up(&[one, other], size);
            ids.0.push(one);
            ids.1.push(other);
        }
        if !rows.is_empty() {
            pack.add_up(&ids.0, yes);
            pack.add_up(&ids.1, no);
        }
        let done = pack.suppress();
        for (part, id) in inside.iter_mut().zip(&ids.0) {
            // What the whole withholds, its parts do not tell.
            part.push(if done.is_safe() && open { shown(done.cell(*id)) } else { None });
        }
    }
    inside
}

/// One answer by group: a table of groups × choices whose margins are known. What nobody chose at all nobody chose in a group.
fn one_of_parts(
    rows: &[Vec<i64>],
    told: &[Vec<bool>],
    ns: &[i64],
    counts: &[i64],
    all: &[Option<i64>],
    k: i64,
) -> Vec<Vec<Option<i64>>> {
    let mut pack = Pack::new(unsigned(k));
    let nobody: Vec<bool> = all.iter().map(|count| *count == Some(0)).collect();
    let ids: Vec<Vec<CellId>> = rows
        .iter()
        .zip(told)
        .map(|(row, told)| {
            // What the whole withholds, no part tells, also where nobody chose it.
            let each = row.iter().zip(told).zip(all);
            each.map(|((count, told), whole)| match whole {
                Some(0) => pack.cell(0, Openness::Published),
                whole => counted(&mut pack, *count, *told && whole.is_some()),
            })
            .collect()
        })
        .collect();
    for (row, n) in ids.iter().zip(ns) {
        let total = pack.cell(unsigned(*n), Openness::Published);
        pack.add_up(row, total);
    }
    let sums: Vec<CellId> = counts
        .iter()
        .zip(all)
        .map(|(count, shown)| match shown {
            Some(_) => pack.cell(unsigned(*count), Openness::Published),
            None => pack.told(unsigned(*count), Cell::Hidden),
        })
        .collect();
    for (at, sum) in sums.iter().enumerate().filter(|_| !rows.is_empty()) {
        let column: Vec<CellId> = ids.iter().filter_map(|row| row.get(at).copied()).collect();
        pack.add_up(&column, *sum);
    }
    let whole = pack.cell(unsigned(counts.iter().sum()), Openness::Published);
    pack.add_up(&sums, whole);
    let done = pack.suppress();
    // What nobody chose is told by the whole.
    let told = |at: usize| done.is_safe() || nobody.get(at) == Some(&true);
    let open = |at: usize| told(at) && all.get(at).is_some_and(Option::is_some);
    ids.iter()
        .map(|row| row.iter().enumerate().map(|(at, id)| shown(done.cell(*id)).filter(|_| open(at))).collect())
        .collect()
}

impl QuestionResult {
    /// What a question says. `question` is shown in the officer's language.
    pub(in crate::surveys) fn of(
        question: Question,
        whole: &Tally,
        by_group: &[(String, Tally)],
        before: Option<&Before<'_>>,
        of: Thresholds,
    ) -> Self {
        let n = whole.n(question.no);
        let asked = before.and_then(|before| {
            let same = before.questions.iter().find(|other| other.is_like(&question))?;
            let then = judge(same, before.tally, &[], of)?;
            Some((same, then, before.tally.n(same.no)))
        });
        let Some(found) = judge(&question, whole, by_group, of) else {
            return Self {
                question,
                n: None,
                before_n: None,
                mean_hundredths: None,
                choices: Vec::new(),
                groups: Vec::new(),
                group_n: Vec::new(),
            };
        };
        let choices = question.choices.iter().zip(&found.whole).enumerate().map(|(at, (choice, count))| {
            let share = count.and_then(|count| tenths_of_percent(count, n));
            let ends = count.and_then(|count| interval(count, n));
            let national = question.national.and_then(|national| national.figure(choice.no));
            let earlier = asked.as_ref().and_then(|(same, then, of)| {
                let place =
                    same.choices.iter().position(|other| is_same(question.national.is_some(), other, choice))?;
                Some((then.whole.get(place).copied().flatten()?, *of))
            });
            let before = earlier.and_then(|(count, of)| tenths_of_percent(count, of));
            ChoiceResult {
                no: choice.no,
                label: choice.label.clone(),
                alone: choice.alone,
                count: *count,
                share,
                low: ends.map(|ends| ends.0),
                high: ends.map(|ends| ends.1),
                national,
                difference: share.zip(national).map(|(own, national)| own - national),
                verdict: count.zip(national).and_then(|(count, national)| compare(count, n, national)),
                before,
                change: share.zip(before).map(|(now, then)| now - then),
                change_verdict: count
                    .zip(earlier)
                    .and_then(|(count, (then, of))| newcombe(count, n, then, of))
                    .map(|found| found.2),
                groups: found
                    .parts
                    .iter()
                    .map(|part| {
                        let count = part.counts.get(at).copied().flatten();
                        GroupShare { count, share: count.and_then(|count| tenths_of_percent(count, part.n)) }
                    })
                    .collect(),
            }
        });
        let choices: Vec<ChoiceResult> = choices.collect();
        Self {
            n: Some(n),
            before_n: asked.as_ref().map(|(_, _, of)| *of),
            mean_hundredths: mean(&question, &choices, n),
            groups: found.parts.iter().map(|part| part.names.join("・")).collect(),
            group_n: found.parts.iter().map(|part| part.n).collect(),
            choices,
            question,
        }
    }
}

/// Choices of two waves are one when their words are; those of 2020 when their numbers are.
fn is_same(national: bool, one: &super::question::Choice, other: &super::question::Choice) -> bool {
    if national {
        one.no == other.no
    } else {
        one.label == other.label || (one.theme.is_some() && one.theme == other.theme)
    }
}

/// The mean of a scale; a withheld step could be had from it.
fn mean(question: &Question, choices: &[ChoiceResult], n: i64) -> Option<i64> {
    if question.kind != QuestionKind::Scale {
        return None;
    }
    let mut sum = 0;
    for choice in choices {
        sum += choice.no * choice.count?;
    }
    (n > 0).then(|| (200 * sum + n).div_euclid(2 * n))
}

/// Groups of a wave with their answers, in order; `rest` is the name of those who told none.
pub(in crate::surveys) fn by_group(
    groups: &[Group],
    tallies: &std::collections::BTreeMap<Option<i64>, Tally>,
    rest: &str,
) -> Vec<(String, Tally)> {
    let mut found: Vec<(String, Tally)> = groups
        .iter()
        .map(|group| (group.label.clone(), tallies.get(&Some(group.no)).cloned().unwrap_or_default()))
        .collect();
    if let Some(tally) = tallies.get(&None).filter(|_| !groups.is_empty()) {
        found.push((rest.to_owned(), tally.clone()));
    }
    found
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests;
