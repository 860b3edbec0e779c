//! Rows that are no person: totals, titles between parts, notes below the table.

use super::super::mapping::Source;
use super::raw;
use crate::excel::read::Cell as Raw;
use crate::text;
use crate::text::kana::is_reading;

/// Words of a line of totals.
pub(crate) fn is_total(text: &str) -> bool {
    const EXACT: [&str; 16] = [
        "計",
        "小計",
        "合計",
        "総計",
        "総合計",
        "累計",
        "平均",
        "総数",
        "人数",
        "計名",
        "件数",
        "総人数",
        "在籍者数",
        "組合員数",
        "平均年齢",
        "平均勤続",
    ];
    // What is counted, before 計: 東京支部計, 第一課計, ページ計.
    const COUNTED: [&str; 12] = ["支部", "分会", "職場", "部", "課", "係", "班", "室", "店", "工場", "頁", "ページ"];
    let key = text::header_key(text);
    EXACT.contains(&key.as_str())
        || ["小計", "合計", "総計"].iter().any(|word| key.starts_with(word) || key.ends_with(word))
        || key.starts_with("平均")
        || key.strip_suffix('計').is_some_and(|of| COUNTED.iter().any(|word| of.ends_with(&text::header_key(word))))
}

/// A number, perhaps of people or of years, where a name should stand: 12, 3名, 45.5歳.
pub(super) fn is_count(text: &str) -> bool {
    let key = text::identifier(text);
    let number = key.trim_end_matches(['名', '人', '歳', '件', ' ']);
    !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
}

/// The end of a table, or a title between two parts of it.
fn is_closing_or_title(text: &str) -> bool {
    let trimmed = text.trim();
    ["以上", "以下余白", "余白", "終わり", "おわり"].contains(&text::header_key(trimmed).as_str())
        || trimmed.starts_with(['※', '＊', '*', '■', '●', '◆', '▼', '◎', '【', '＜', '<', '《', '［', '['])
        || trimmed.starts_with("注)")
        || trimmed.starts_with("注：")
        || trimmed.starts_with("注）")
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
    let count = |cell: &Raw| match cell {
        Raw::Text(text) => is_count(text),
        Raw::Number(_) | Raw::Padded(..) => true,
        _ => false,
    };
    // A day, or a reading, is a person's.
    let dated = value(&["birth_on", "joined_on", "hired_on"]).is_some_and(|cell| match cell {
        Raw::Date(_) | Raw::DateTime(_) => true,
        Raw::Number(n) | Raw::Padded(n, _) => *n >= 20_000.0,
        Raw::Text(text) => crate::dates::parse_day(text).is_ok(),
        _ => false,
    });
    let read = value(&["kana", "family_kana"])
        .is_some_and(|cell| matches!(cell, Raw::Text(text) if is_reading(text) && !is_total(text)));
    if dated || read {
        return None;
    }
    // A person may be called 計; with a number of their own they are one.
    let numbered = number.is_some_and(|cell| match cell {
        Raw::Number(n) => *n >= 20_000.0,
        Raw::Text(text) => !is_total(text) && !text.trim_end().ends_with(['名', '人']),
        _ => true,
    });
    if name.is_some_and(total) && !numbered {
        return Some(words());
    }
    let named = name.is_some_and(|cell| !count(cell) && !total(cell));
    if filled.iter().any(|cell| total(cell)) && !(named && (numbered || !number.is_some_and(total))) {
        return Some(words());
    }
    let closing = |cell: &Raw| matches!(cell, Raw::Text(text) if is_closing_or_title(text));
    if !numbered
        && (name.is_some_and(closing) || (filled.len() <= 2 && filled.first().is_some_and(|cell| closing(cell))))
    {
        return Some(words());
    }
    if name.is_some() {
        return None;
    }
    if number.is_none() && filled.len() <= 1 {
        return Some(words());
    }
    // ※ 注記 in the first column, which may be the number's.
    (filled.len() == 1 && filled.iter().any(|cell| closing(cell))).then(words)
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
            ("ページ計", true),
            ("平均年齢", true),
            ("人数", true),
            ("計", true),
            ("設計課", false),
            ("会計", false),
            ("佐藤 計", false),
            ("計良", false),
        ] {
            assert_eq!(is_total(text), total, "{text}");
        }
    }

    #[test]
    fn numbers_are_told_from_names() {
        for (text, count) in [
            ("1名", true),
            ("３", true),
            ("45.5歳", true),
            ("1,200人", true),
            ("一", false),
            ("三名 太郎", false),
            ("", false),
        ] {
            assert_eq!(is_count(text), count, "{text}");
        }
    }
}
