//! Finding the header of a sheet: below title rows, over one row or two, with merged cells.

use crate::excel::read::{Cell, Row, SheetHead};
use crate::labels::{Locale, word};
use crate::members::sheet::{COLUMNS, IN_FORCE};
use crate::text::header_key;

/// How far down a header is looked for, in rows that have something in them.
pub(super) const DEPTH: usize = 60;
/// A header names at least so many of our columns.
const FEWEST: usize = 2;

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Place of its cells in a row, from 0.
    pub at: usize,
    /// Name: two rows of header joined by a space; a column without a name has its letters.
    pub from: String,
    /// The folded forms under which it may be known, best first.
    pub keys: Vec<String>,
}

/// Where the header of a sheet stands and what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// Number of its last row, as in the file.
    pub last_row: u32,
    /// Columns from the left.
    pub headers: Vec<Header>,
    /// How many of them are known.
    pub known: usize,
}

impl Layout {
    /// Whether it heads our own export, which writes out every value: there 〃 is one.
    pub fn is_own_export(&self) -> bool {
        let own = COLUMNS.iter().take(IN_FORCE);
        self.headers.len() >= IN_FORCE
            && own.zip(&self.headers).all(|(column, header)| header.from == word(Locale::Ja, &column.label_key()))
    }
}

/// The header among the first rows of a sheet. `known` says whether a folded header names something of ours; `wanted` is the
/// row that the officer named.
pub(super) fn find(
    head: &SheetHead,
    rows: &[Row],
    wanted: Option<u32>,
    known: &dyn Fn(&str) -> bool,
) -> Option<Layout> {
    let first: Vec<&Row> = rows.iter().take(if wanted.is_some() { rows.len() } else { DEPTH }).collect();
    let mut best: Option<Layout> = None;
    for (at, row) in first.iter().enumerate() {
        if wanted.is_some_and(|wanted| wanted != row.number) {
            continue;
        }
        let above = at.checked_sub(1).and_then(|above| first.get(above)).filter(|above| above.number + 1 == row.number);
        let single = layout(None, row, known);
        let double = above.map(|above| layout(Some(&spread(head, above)), row, known));
        // Two rows are taken together only when that names more than either does alone.
        let alone = above.map_or(0, |above| layout(None, above, known).known);
        let found = match double {
            Some(double) if double.known > single.known && double.known > alone => double,
            _ => single,
        };
        if wanted.is_some() {
            return Some(found);
        }
        if found.known >= FEWEST && best.as_ref().is_none_or(|best| found.known > best.known) {
            best = Some(found);
        }
    }
    best
}

/// The words of a row, with merged cells spread over the columns they cover.
fn spread(head: &SheetHead, row: &Row) -> Vec<String> {
    let mut words: Vec<String> = row.cells.iter().map(text_of).collect();
    for [top, left, bottom, right] in &head.merged {
        if !(*top..=*bottom).contains(&row.number) || left == right {
            continue;
        }
        let (left, right) = (*left as usize, *right as usize);
        let Some(word) = words.get(left - 1).cloned().filter(|word| !word.is_empty()) else { continue };
        if words.len() < right {
            words.resize(right, String::new());
        }
        for covered in words.iter_mut().take(right).skip(left) {
            covered.clone_from(&word);
        }
    }
    words
}

fn text_of(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Cell::Empty => String::new(),
        other => other.shown(),
    }
}

fn layout(above: Option<&[String]>, row: &Row, known: &dyn Fn(&str) -> bool) -> Layout {
    let width = row.cells.len().max(above.map_or(0, <[String]>::len));
    let mut headers: Vec<Header> = Vec::new();
    let mut count = 0;
    for at in 0..width {
        let cell = row.cells.get(at);
        let own = cell.map(text_of).unwrap_or_default();
        let top =
            above.and_then(|above| above.get(at)).filter(|top| **top != own).map(String::as_str).unwrap_or_default();
        // A number is no header, unless words stand above it.
        let is_value = cell.is_some_and(|cell| !matches!(cell, Cell::Text(_) | Cell::Empty));
        let joined = [top, own.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let mut keys: Vec<String> = Vec::new();
        for part in [joined.as_str(), own.as_str(), top] {
            let key = header_key(part);
            if !key.is_empty() && !keys.contains(&key) {
                keys.push(key);
            }
        }
        if !is_value && keys.iter().any(|key| known(key)) {
            count += 1;
        }
        let letters = letters(at);
        let mut from = if joined.is_empty() { letters } else { joined };
        let same = headers
            .iter()
            .filter(|header| {
                header.from == from
                    || header.from.strip_prefix(from.as_str()).is_some_and(|rest| rest.starts_with(" ("))
            })
            .count();
        if same > 0 {
            from = format!("{from} ({})", same + 1);
        }
        headers.push(Header { at, from, keys });
    }
    Layout { last_row: row.number, headers, known: count }
}

/// Letters of a column: A, B … AA.
pub(super) fn letters(at: usize) -> String {
    let last = char::from_digit(u32::try_from(at % 26).unwrap_or(0) + 10, 36).unwrap_or('a').to_ascii_uppercase();
    match at / 26 {
        0 => last.to_string(),
        rest => format!("{}{last}", letters(rest - 1)),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn row(number: u32, words: &[&str]) -> Row {
        let cells = words
            .iter()
            .map(|word| if word.is_empty() { Cell::Empty } else { Cell::Text((*word).to_owned()) })
            .collect();
        Row { number, cells }
    }

    fn head(merged: Vec<[u32; 4]>) -> SheetHead {
        SheetHead {
            name: "名簿".into(),
            index: 0,
            hidden: false,
            merged,
            merged_cut: false,
            hidden_columns: vec![],
            rows: None,
        }
    }

    fn known(key: &str) -> bool {
        ["組合員番号", "氏名", "フリガナ", "氏名漢字", "住所", "姓", "名", "支部"]
            .map(header_key)
            .contains(&key.to_owned())
    }

    #[test]
    fn a_header_is_found_below_titles() {
        let rows = [
            row(1, &["○○株式会社 組合員名簿"]),
            row(3, &["2026年10月現在"]),
            row(5, &["組合員番号", "氏 名", "ﾌﾘｶﾞﾅ", ""]),
            row(6, &["1", "氏名", "x"]),
        ];
        let found = find(&head(vec![]), &rows, None, &known).unwrap();
        assert_eq!((found.last_row, found.known), (5, 3));
        assert_eq!(
            found.headers.iter().map(|header| header.from.as_str()).collect::<Vec<_>>(),
            ["組合員番号", "氏 名", "ﾌﾘｶﾞﾅ", "D"]
        );
        assert!(find(&head(vec![]), &rows[..2], None, &known).is_none());
    }

    #[test]
    fn two_rows_of_header_are_joined_under_merged_cells() {
        let rows = [
            row(1, &["組合員番号", "氏名", "", "支部"]),
            row(2, &["", "姓", "名", ""]),
            row(3, &["A1", "佐藤", "花子", "東京"]),
        ];
        let found = find(&head(vec![[1, 1, 2, 1], [1, 2, 1, 3], [1, 4, 2, 4]]), &rows, None, &known).unwrap();
        assert_eq!((found.last_row, found.known), (2, 4));
        assert_eq!(
            found.headers.iter().map(|header| header.from.as_str()).collect::<Vec<_>>(),
            ["組合員番号", "氏名 姓", "氏名 名", "支部"]
        );
    }

    #[test]
    fn the_row_that_the_officer_names_is_the_header() {
        let rows = [row(1, &["組合員番号", "氏名"]), row(4, &["番", "なまえ"])];
        assert_eq!(find(&head(vec![]), &rows, Some(4), &known).unwrap().last_row, 4);
        assert_eq!(find(&head(vec![]), &rows, Some(9), &known), None);
    }

    #[test]
    fn equal_headers_are_told_apart() {
        let rows = [row(1, &["氏名", "住所", "住所", "住所"])];
        let found = find(&head(vec![]), &rows, None, &known).unwrap();
        assert_eq!(
            found.headers.iter().map(|header| header.from.as_str()).collect::<Vec<_>>(),
            ["氏名", "住所", "住所 (2)", "住所 (3)"]
        );
    }
}
