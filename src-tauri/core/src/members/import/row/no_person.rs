//! Rows that are no person: totals, titles between parts, notes below the table.

use super::super::mapping::Source;
use super::raw;
use crate::excel::read::Cell as Raw;
use crate::text;

/// Words of a line of totals.
fn is_total(text: &str) -> bool {
    let key = text::header_key(text);
    let exact = ["計", "小計", "合計", "総計", "総合計", "累計", "平均", "総数", "人数", "計名"];
    exact.contains(&key.as_str())
        || ["小計", "合計", "総計"].iter().any(|word| key.starts_with(word) || key.ends_with(word))
        || key.ends_with("支部計")
        || key.ends_with("分会計")
        || key.ends_with("職場計")
        || key.ends_with("部計")
        || key.ends_with("課計")
}

/// Why a row is no person, in its own words: a total, a title between parts, a note below.
pub(super) fn no_person(columns: &[Source], cells: &[Raw]) -> Option<String> {
    let value = |names: &[&str]| {
        columns
            .iter()
            .filter(|source| source.to.is_some_and(|target| names.contains(&target.name())))
            .filter_map(|source| cells.get(source.at))
            .find(|cell| !cell.is_blank())
    };
    let name = value(&["name", "family_name"]);
    let number = value(&["member_no", "employee_no"]);
    let filled: Vec<&Raw> = cells.iter().filter(|cell| !cell.is_blank()).collect();
    let words = || filled.iter().take(6).map(|cell| raw(cell)).collect::<Vec<_>>().join(" ");
    let total = |cell: &Raw| matches!(cell, Raw::Text(text) if is_total(text));
    // A person may be called 計; with a number of their own they are one.
    let counted =
        |names: &[&str]| value(names).is_none_or(|cell| total(cell) || matches!(cell, Raw::Number(n) if *n < 20_000.0));
    if name.is_some_and(total)
        && counted(&["member_no", "employee_no"])
        && counted(&["birth_on", "joined_on"])
        && value(&["kana", "family_kana"]).is_none()
    {
        return Some(words());
    }
    if name.is_some() {
        return None;
    }
    if filled.iter().any(|cell| total(cell)) {
        return Some(words());
    }
    if number.is_none() && filled.len() <= 1 {
        return Some(words());
    }
    // ※ 注記 in the first column, which may be the number's.
    let note = |cell: &Raw| matches!(cell, Raw::Text(text) if text.trim_start().starts_with(['※', '＊', '*', '■', '●', '◆', '【', '＜', '<', '注']));
    (filled.len() == 1 && filled.iter().any(|cell| note(cell))).then(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_totals_are_told_from_persons() {
        for (text, total) in [
            ("合計", true),
            ("小 計", true),
            ("東京支部 計", true),
            ("総合計", true),
            ("東京支部合計", true),
            ("計", true),
            ("設計課", false),
            ("会計", false),
            ("佐藤 計", false),
            ("計良", false),
        ] {
            assert_eq!(is_total(text), total, "{text}");
        }
    }
}
