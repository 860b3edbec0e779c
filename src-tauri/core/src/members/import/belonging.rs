//! 所属 in one cell: a unit by its name alone, or the way to it (支部 分会 職場), as lists of unions and of companies write it.

use super::place::Places;
use super::row::{Draft, Finding};
use crate::members::line::Line;
use crate::members::model::Severity;
use crate::members::sheet::place;
use crate::organizations::{Found, UnitKind, UnitNames};
use crate::text::name_key;

/// Signs that part the steps of a way; spaces part them where none of these stands.
const STEPS: [char; 8] = ['/', '／', '>', '＞', '→', '|', '｜', '＼'];
/// How the names of units end, in the order of the levels.
const ENDINGS: [(UnitKind, &[&str]); 3] = [
    (UnitKind::Branch, &["支部", "地区", "地本"]),
    (UnitKind::SubBranch, &["分会"]),
    (UnitKind::Workplace, &["職場", "班", "職場会"]),
];

/// Names by level: 支部, 分会, 職場.
type Levels = [Option<String>; 3];

/// The steps of a way, from the top.
fn steps(words: &str) -> Vec<&str> {
    let signs = words.contains(STEPS);
    let parts = words.split(|c: char| if signs { STEPS.contains(&c) } else { c.is_whitespace() });
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn names(levels: &Levels) -> UnitNames<'_> {
    let [branch, sub_branch, workplace] = levels.each_ref().map(Option::as_deref);
    UnitNames { branch, sub_branch, workplace }
}

/// The levels that the endings of a way's steps say: 東京支部/第一分会. None where one says nothing, or they go upwards.
fn by_endings(words: &str) -> Option<Levels> {
    let mut levels = Levels::default();
    let mut next = 0;
    let steps = steps(words);
    for step in &steps {
        let ends = |(_, endings): &(UnitKind, &[&str])| endings.iter().any(|ending| step.ends_with(ending));
        let at = ENDINGS.iter().position(ends).filter(|at| *at >= next)?;
        *levels.get_mut(at)? = Some((*step).to_owned());
        next = at + 1;
    }
    (steps.len() > 1).then_some(levels)
}

impl Places {
    /// The unit that the words of one cell name, level by level: the whole as a name, else as the way to a unit.
    fn levels_of(&self, words: &str) -> Option<Levels> {
        let words = words.trim();
        let key = name_key(words);
        let alone: Vec<UnitKind> =
            ENDINGS.map(|(kind, _)| kind).into_iter().filter(|kind| self.has(*kind, &key)).collect();
        let at = |kind: UnitKind| ENDINGS.iter().position(|(level, _)| *level == kind);
        let put = |pairs: &[(usize, &str)]| {
            let mut levels = Levels::default();
            for (at, name) in pairs {
                if let Some(level) = levels.get_mut(*at) {
                    *level = Some((*name).to_owned());
                }
            }
            levels
        };
        if let Some(kind) = alone.first() {
            return at(*kind).map(|at| put(&[(at, words)]));
        }
        let steps = steps(words);
        // The union itself may stand in front.
        let steps = match steps.as_slice() {
            [first, rest @ ..] if rest.len() > 1 && self.is_top(&name_key(first)) => rest,
            all => all,
        };
        let ways: &[&[usize]] = match steps.len() {
            2 => &[&[0, 1], &[0, 2], &[1, 2]],
            3 => &[&[0, 1, 2]],
            _ => &[],
        };
        ways.iter().find_map(|way| {
            let pairs: Vec<(usize, &str)> = way.iter().copied().zip(steps.iter().copied()).collect();
            let levels = put(&pairs);
            matches!(self.means(&names(&levels)), Found::One(_)).then_some(levels)
        })
    }

    /// Whether a value under 所属 names a unit of the union, or one that the file makes.
    pub fn may_belong(&self, words: &str) -> bool {
        self.is_branch(words) || self.levels_of(words).is_some() || (self.creates() && by_endings(words).is_some())
    }

    /// A cell of 支部 that names another level, or the whole way, is spread over the levels.
    pub fn spread(&self, line: &mut Line) {
        let Some(words) = line.branch.clone().filter(|_| line.sub_branch.is_none()) else { return };
        if self.is_branch(&words) {
            return;
        }
        let made = || by_endings(&words).filter(|_| self.creates());
        let Some([branch, sub_branch, workplace]) = self.levels_of(&words).or_else(made) else { return };
        if workplace.is_some() && line.workplace.is_some() {
            return;
        }
        line.branch = branch;
        line.sub_branch = sub_branch;
        line.workplace = workplace.or(line.workplace.take());
    }

    /// Of a column 所属 that is read as the department, a row whose value is a unit places its member there, and says so.
    pub fn belongs(&self, draft: &mut Draft, from: &str) {
        let line = &draft.line;
        let placed = line.branch.is_some() || line.sub_branch.is_some() || line.workplace.is_some();
        let Some(words) = line.department.clone().filter(|words| !placed && self.levels_of(words).is_some()) else {
            return;
        };
        draft.line.department = None;
        draft.line.branch = Some(words.clone());
        if let (Some(department), Some(branch)) = (place("department"), place("branch")) {
            draft.given = (draft.given & !(1 << department)) | (1 << branch);
        }
        let code = "belonging_is_unit";
        draft.findings.push(Finding { from: from.to_owned(), code, severity: Severity::Warning, raw: words });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_say_the_levels_of_a_way() {
        let of = |words| by_endings(words).map(|levels| levels.map(Option::unwrap_or_default));
        let said = |levels: [&str; 3]| Some(levels.map(str::to_owned));
        assert_eq!(of("東京支部/第一分会"), said(["東京支部", "第一分会", ""]));
        assert_eq!(of("東京支部　第一分会　設計職場"), said(["東京支部", "第一分会", "設計職場"]));
        assert_eq!(of("大阪支部＞組立職場"), said(["大阪支部", "", "組立職場"]));
        for words in ["東京支部", "営業部/第一課", "第一分会/東京支部", "営業本部 第一営業部", ""]
        {
            assert_eq!(of(words), None, "{words}");
        }
    }
}
