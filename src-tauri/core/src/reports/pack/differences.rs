//! Which cells of two packs tell something else: rows are found again by their words, columns by theirs.

use std::collections::HashMap;

use super::model::{CellDifference, CodedPage, PackDifferences};
use crate::excel::cell::Cell;
use crate::excel::page::{Head, Row, Table};

/// Compares a frozen pack with today's.
pub(super) fn compare(then: &[CodedPage], now: &[CodedPage]) -> PackDifferences {
    let mut found = PackDifferences::default();
    let keys = |pages: &[CodedPage]| -> Vec<(Option<super::model::PackPage>, String)> {
        // Pages of own words have one code; their titles tell them apart.
        pages.iter().map(|page| (page.code, own_title(page))).collect()
    };
    let (old, new) = (keys(then), keys(now));
    for (page, key) in then.iter().zip(&old) {
        match new.iter().position(|other| other == key).and_then(|at| now.get(at)) {
            None => found.only_then.push(page.page.title.clone()),
            Some(other) => {
                let mut tables = other.page.tables();
                for table in page.page.tables() {
                    let empty = Table::default();
                    of_tables(&page.page.title, table, tables.next().unwrap_or(&empty), &mut found);
                }
            }
        }
    }
    let gone = now.iter().zip(&new).filter(|(_, key)| !old.contains(key));
    found.only_now = gone.map(|(page, _)| page.page.title.clone()).collect();
    found
}

fn own_title(page: &CodedPage) -> String {
    if page.code == Some(super::model::PackPage::Own) { unnumbered(&page.page.title) } else { String::new() }
}

/// A title without the number before it, which another order changes.
fn unnumbered(title: &str) -> String {
    title.split_once(' ').map_or_else(|| title.to_owned(), |(_, rest)| rest.to_owned())
}

fn of_tables(page: &str, then: &Table, now: &Table, found: &mut PackDifferences) {
    // The contents on a cover name pages, not figures; their numbers are those of the order.
    let figures = then.heads.len().max(now.heads.len()) > 2 || then.heads.iter().any(is_figure);
    if !figures {
        return;
    }
    let (old, new) = (named(then), named(now));
    for (name, row) in &old {
        let other = new.iter().find(|(key, _)| key == name).map(|(_, row)| *row);
        for (at, head) in then.heads.iter().enumerate().skip(1) {
            let was = row.cells.get(at);
            let is = other.map(|row| cell_under(now, row, head).unwrap_or(Cell::Empty));
            found.compared += 1;
            if was != is.as_ref() {
                found.cells.push(difference(page, name, head, was.cloned(), is));
            }
        }
    }
    for (name, row) in new.iter().filter(|(name, _)| !old.iter().any(|(key, _)| key == name)) {
        for (at, head) in now.heads.iter().enumerate().skip(1) {
            found.cells.push(difference(page, name, head, None, row.cells.get(at).cloned()));
        }
    }
}

fn is_figure(head: &Head) -> bool {
    use crate::excel::cell::Kind::{Decimal, Difference, Number, Points, Rate};
    matches!(head.kind, Number | Difference | Rate | Points | Decimal)
}

/// A cell of a row below the head of that name.
fn cell_under(table: &Table, row: &Row, head: &Head) -> Option<Cell> {
    let at = table.heads.iter().position(|other| other.label == head.label)?;
    row.cells.get(at).cloned()
}

/// Rows by the words of their first cell; rows of one name get numbers.
fn named(table: &Table) -> Vec<((String, usize), &Row)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    table
        .rows
        .iter()
        .map(|row| {
            let name = row.cells.first().map(|cell| words_of(cell, table.heads.first())).unwrap_or_default();
            let n = seen.entry(name.clone()).or_default();
            *n += 1;
            ((name, *n), row)
        })
        .collect()
}

fn words_of(cell: &Cell, head: Option<&Head>) -> String {
    match cell {
        Cell::Text(words) | Cell::Id(words) => words.clone(),
        Cell::Code(code) => head.map_or(code.as_str(), |head| head.code_label(code)).to_owned(),
        Cell::Date(day) => day.to_string(),
        Cell::Number(n)
        | Cell::Difference(n)
        | Cell::Rounded(n)
        | Cell::Rate(n)
        | Cell::Points(n)
        | Cell::Decimal(n) => n.to_string(),
        Cell::Empty | Cell::Hidden => String::new(),
    }
}

fn difference(page: &str, row: &(String, usize), head: &Head, then: Option<Cell>, now: Option<Cell>) -> CellDifference {
    let column = head.label.replace('\n', " ");
    CellDifference { page: page.to_owned(), row: row.0.clone(), column, then, now }
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::super::model::PackPage;
    use super::*;
    use crate::excel::cell::Kind;
    use crate::excel::page::{Block, Page};

    fn page(code: PackPage, title: &str, rows: &[(&str, i64)]) -> CodedPage {
        let heads = vec![Head::new("支部", Kind::Text), Head::new("組合員", Kind::Number)];
        let rows = rows.iter().map(|(name, n)| Row::body(vec![(*name).into(), (*n).into()])).collect();
        let blocks = vec![Block::Table(Table { heads, rows })];
        CodedPage { code: Some(code), page: Page { title: title.into(), blocks, ..Page::default() } }
    }

    #[test]
    fn cells_are_found_again_by_the_words_of_their_row_whatever_the_order() {
        let then = [
            page(PackPage::Branches, "1 支部別", &[("東京", 10), ("千葉", 20), ("埼玉", 5)]),
            page(PackPage::Trend, "2 推移", &[("10月", 35)]),
        ];
        let now = [page(PackPage::Branches, "2 支部別", &[("千葉", 21), ("東京", 10), ("神奈川", 7)])];
        let found = compare(&then, &now);
        let told: Vec<(&str, Option<i64>, Option<i64>)> = found
            .cells
            .iter()
            .map(|cell| {
                let n = |cell: &Option<Cell>| cell.as_ref().and_then(Cell::count);
                (cell.row.as_str(), n(&cell.then), n(&cell.now))
            })
            .collect();
        assert_eq!(told, [("千葉", Some(20), Some(21)), ("埼玉", Some(5), None), ("神奈川", None, Some(7))]);
        assert_eq!((found.only_then.len(), found.only_now.len(), found.compared), (1, 0, 3));
        assert_eq!(found.only_then[0], "2 推移");
        assert!(compare(&then, &then).cells.is_empty());
    }
}
