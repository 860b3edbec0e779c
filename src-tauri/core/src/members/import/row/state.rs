//! The column 状態: a condition, or that somebody has left and why.

use sea_orm::ActiveEnum;

use super::super::mapping::Source;
use super::{Draft, Finding, Rower, raw};
use crate::excel::cell::Cell;
use crate::excel::read::Cell as Raw;
use crate::members::model::{ConditionKind, Severity};
use crate::members::sheet::{COLUMNS, END_REASONS, STANDINGS, STATUSES, code_of, place};

/// Words of 状態 for somebody who works as usual.
const WORKING: [&str; 12] =
    ["在籍", "在籍中", "在職", "在職中", "通常", "勤務", "勤務中", "現役", "就業中", "就労中", "加入中", "active"];
/// Words of 状態 for somebody who has left, where they are no reason.
const GONE: [&str; 9] = ["退社", "退社済", "退職済", "退職者", "脱退済", "退会済", "喪失", "除籍", "非在籍"];

/// Words beside a name for somebody who has died.
const DEAD: [&str; 3] = ["故人", "逝去", "死去"];

impl Rower<'_> {
    /// A name, and the word beside it that says that its bearer has left or died: 今野 義昭（退職）, 故 遠藤 勇.
    pub(super) fn gone_beside<'w>(&self, words: &'w str) -> Option<(&'w str, &'w str)> {
        let words = words.trim();
        if let Some(name) = words.strip_prefix('故').filter(|name| name.starts_with(char::is_whitespace)) {
            return Some((name.trim(), words.get(..'故'.len_utf8())?));
        }
        let inside = words.strip_suffix(['）', ')', '】', ']', '〕'])?;
        let (name, mark) = inside.rsplit_once(['（', '(', '【', '[', '〔'])?;
        let mark = mark.trim();
        let gone = GONE.contains(&mark) || DEAD.contains(&mark) || code_of(&END_REASONS, mark, self.own).is_some();
        (gone && !name.trim().is_empty()).then(|| (name.trim(), mark))
    }

    /// 状態: a condition that it names, or why a membership ended.
    pub(super) fn state(&self, draft: &mut Draft, source: &Source, cell: &Raw) {
        let words = self.words(cell);
        let words = words.trim();
        if words.is_empty() || draft.gives("end_reason") {
            return;
        }
        let status = code_of(&STATUSES, words, self.own);
        if WORKING.contains(&words) || status == Some("active") {
            draft.present = Some(words.to_owned());
            return;
        }
        if matches!(status, Some("applied" | "suspended")) {
            return;
        }
        let standing = code_of(&STANDINGS, words, self.own).map(str::to_owned);
        if let (Some(kind), Some(at)) =
            (standing.and_then(|code| ConditionKind::try_from_value(&code).ok()), place("status"))
        {
            // Somebody on leave has not left, whatever day stands beside it.
            draft.ends_by = None;
            draft.line.condition = Some(kind);
            draft.set(at);
            return;
        }
        let gone = status.is_some() || GONE.contains(&words);
        match (code_of(&END_REASONS, words, self.own), place("end_reason")) {
            (Some(code), Some(at)) if draft.gives("left_on") => {
                if let Some(put) = COLUMNS.get(at).and_then(|column| column.put)
                    && put(&mut draft.line, Cell::Code(code.to_owned())).is_ok()
                {
                    draft.set(at);
                }
            }
            // With its day the end is known already.
            (None, _) if gone && draft.gives("left_on") => {}
            (reason, _) if gone || reason.is_some() => {
                draft.gone = Some(words.to_owned());
            }
            _ => {
                draft.ends_by = None;
                draft.findings.push(Finding {
                    from: source.from.clone(),
                    code: "state_not_taken",
                    severity: Severity::Warning,
                    raw: raw(cell),
                });
            }
        }
    }
}
