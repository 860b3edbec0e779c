//! The rows of a foreign file, one at a time: sheets chosen, headers passed, merged cells and 〃 filled.

use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::header::{self, Layout};
use crate::error::Result;
use crate::excel::read::{Book, BookHead, Cell, Event, Row, SheetHead};
pub(super) use crate::excel::source::{Source, refused};
use crate::text::header_key;

/// Rows of each sheet that are looked at before anything is decided: enough to see widths of numbers and forms of days.
const LOOKED_AT: u64 = 2_000;
/// Rows of a batch, and batches that wait to be matched.
const BATCH: usize = 500;
const WAITING: usize = 3;

impl Source {
    /// Look at the first rows of every sheet.
    ///
    /// # Errors
    /// Why the file cannot be read.
    pub(super) async fn look(&self, wanted_row: Option<u32>, known: &(dyn Fn(&str) -> bool + Sync)) -> Result<Look> {
        let mut book = self.open(Vec::new(), Some(LOOKED_AT)).await?;
        let mut sheets: Vec<Looked> = Vec::new();
        while let Some(event) = book.next().await.map_err(refused)? {
            match event {
                Event::Sheet(head) => sheets.push(Looked { head, layout: None, rows: Vec::new() }),
                Event::Row(row) => {
                    if let Some(sheet) = sheets.last_mut() {
                        sheet.rows.push(row);
                    }
                }
                Event::Progress { .. } | Event::End(_) => {}
            }
        }
        for sheet in &mut sheets {
            sheet.layout = header::find(&sheet.head, &sheet.rows, wanted_row, &known);
            let last = sheet.layout.as_ref().map_or(u32::MAX, |layout| layout.last_row);
            let own = sheet.layout.as_ref().is_some_and(Layout::is_own_export);
            let mut fill = Fill::new(&sheet.head, !own);
            let rows = std::mem::take(&mut sheet.rows);
            sheet.rows = rows
                .into_iter()
                .filter_map(|mut row| {
                    fill.row(&mut row, &[]);
                    (row.number > last).then_some(row)
                })
                .collect();
        }
        Ok(Look { head: book.head.clone(), sheets })
    }

    /// Read the rows of these sheets, from the first to the last, beside the work that is done with them.
    ///
    /// # Errors
    /// Why the file cannot be read.
    pub(super) async fn rows(&self, sheets: Vec<Taken>) -> Result<Batches> {
        let names = sheets.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
        // A text table has one sheet without a name; asking for it by name is asking for all.
        let names = if names.iter().all(String::is_empty) { Vec::new() } else { names };
        let book = self.open(names, None).await?;
        let rows = Rows { book, sheets, at: None, fill: None, total: 0, done: 0 };
        let (sender, receiver) = channel(WAITING);
        tokio::spawn(rows.send(sender));
        Ok(Batches { receiver, rows: Vec::new().into_iter(), total: 0, done: 0 })
    }
}

/// What the first rows of a file say.
#[derive(Debug)]
pub(super) struct Look {
    /// The book.
    pub head: BookHead,
    /// Its sheets.
    pub sheets: Vec<Looked>,
}

/// The first rows of a sheet.
#[derive(Debug)]
pub(super) struct Looked {
    /// The sheet.
    pub head: SheetHead,
    /// Its header; none = it does not look like a roster.
    pub layout: Option<Layout>,
    /// Rows below the header.
    pub rows: Vec<Row>,
}

/// A sheet that is read.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    /// Name.
    pub name: String,
    /// Its header.
    pub layout: Layout,
    /// Places of columns whose empty cells repeat the one above.
    pub fill_down: Vec<usize>,
    /// The branch that its name means, where the sheet says the branch of its rows.
    pub branch: Option<String>,
}

/// The rows of a file, read ahead a little. Dropped, the reading ends.
#[derive(Debug)]
pub(super) struct Batches {
    receiver: Receiver<Result<Batch>>,
    rows: std::vec::IntoIter<FileRow>,
    /// Rows as far as the file says; 0 = not known.
    pub total: u64,
    /// Rows behind us.
    pub done: u64,
}

/// Some rows, and how far the reading is.
#[derive(Debug)]
struct Batch {
    rows: Vec<FileRow>,
    total: u64,
    done: u64,
}

impl Batches {
    /// The next row that says something and is not the header again; `None` at the end of the file.
    ///
    /// # Errors
    /// Why the file cannot be read further; what was read before then counts for nothing.
    pub async fn next(&mut self) -> Result<Option<FileRow>> {
        loop {
            if let Some(row) = self.rows.next() {
                return Ok(Some(row));
            }
            match self.receiver.recv().await {
                Some(Ok(batch)) => {
                    (self.total, self.done) = (batch.total, batch.done);
                    self.rows = batch.rows.into_iter();
                }
                Some(Err(error)) => return Err(error),
                None => return Ok(None),
            }
        }
    }
}

/// The rows of a file as they come.
#[derive(Debug)]
struct Rows {
    book: Book,
    sheets: Vec<Taken>,
    at: Option<usize>,
    fill: Option<Fill>,
    total: u64,
    done: u64,
}

/// A row below a header.
#[derive(Clone, Debug)]
pub(super) struct FileRow {
    /// Place of its sheet among those taken.
    pub sheet: usize,
    /// Number as in the file.
    pub number: u32,
    /// Cells from the first column, filled from above where the file says so.
    pub cells: Vec<Cell>,
}

impl Rows {
    /// Read to the end, a batch at a time, as long as somebody wants the rows.
    async fn send(mut self, to: Sender<Result<Batch>>) {
        loop {
            let mut rows = Vec::with_capacity(BATCH);
            let ended = loop {
                match self.next().await {
                    Ok(Some(row)) => rows.push(row),
                    Ok(None) => break Ok(true),
                    Err(error) => break Err(error),
                }
                if rows.len() == BATCH {
                    break Ok(false);
                }
            };
            let (batch, ended) = match ended {
                Ok(ended) => (Ok(Batch { rows, total: self.total, done: self.done }), ended),
                Err(error) => (Err(error), true),
            };
            if to.send(batch).await.is_err() || ended {
                return;
            }
        }
    }

    async fn next(&mut self) -> Result<Option<FileRow>> {
        while let Some(event) = self.book.next().await.map_err(refused)? {
            match event {
                Event::Sheet(head) => {
                    self.at = self.sheets.iter().position(|sheet| sheet.name == head.name);
                    self.total += u64::from(head.rows.unwrap_or(0));
                    let own =
                        self.at.and_then(|at| self.sheets.get(at)).is_some_and(|sheet| sheet.layout.is_own_export());
                    self.fill = Some(Fill::new(&head, !own));
                }
                Event::Row(mut row) => {
                    self.done += 1;
                    let (Some(at), Some(fill)) = (self.at, self.fill.as_mut()) else { continue };
                    let Some(sheet) = self.sheets.get(at) else { continue };
                    let header = row.number <= sheet.layout.last_row;
                    let blank = row.cells.iter().all(Cell::is_blank);
                    if !header && !blank && is_header_again(&sheet.layout, &row) {
                        continue;
                    }
                    fill.row(&mut row, if header { &[] } else { &sheet.fill_down });
                    if header {
                        fill.above.clear();
                    }
                    if header || blank {
                        continue;
                    }
                    return Ok(Some(FileRow { sheet: at, number: row.number, cells: row.cells }));
                }
                Event::Progress { .. } | Event::End(_) => {}
            }
        }
        Ok(None)
    }
}

/// A page of paper often repeats the header: two cells and six in ten of what stands there are headings of their columns.
fn is_header_again(layout: &Layout, row: &Row) -> bool {
    let text = |cell: &Cell| matches!(cell, Cell::Text(_));
    let mut others = row.cells.iter().filter(|cell| !text(cell) && !cell.is_blank()).count();
    let mut equal = 0;
    let most = row.cells.iter().filter(|cell| !cell.is_blank()).count();
    for (at, cell) in row.cells.iter().enumerate() {
        // Of most rows a few cells tell that they are none.
        if others * 10 > most * 4 {
            return false;
        }
        let Cell::Text(text) = cell else { continue };
        let key = header_key(text);
        if key.is_empty() {
            continue;
        }
        if layout.headers.get(at).is_some_and(|header| header.keys.contains(&key)) {
            equal += 1;
        } else {
            others += 1;
        }
    }
    equal >= 2 && equal * 10 >= (equal + others) * 6
}

/// What a cell says by pointing upwards: merged cells, 〃, and blanks where the officer said so.
#[derive(Debug)]
struct Fill {
    /// First row, column, last row of regions that reach over several rows; by first row.
    regions: Vec<(u32, usize, u32)>,
    next: usize,
    open: Vec<(usize, u32, Cell)>,
    above: Vec<Cell>,
    /// 〃 points upwards.
    dittos: bool,
}

/// 〃 and what stands for it. 々 alone is none: it repeats a character, not a cell.
pub(super) fn is_ditto(text: &str) -> bool {
    matches!(text.trim(), "〃" | "″" | "\"" | "”" | "〟" | "''" | "’’" | "仝" | "同上" | "ヽヽ")
}

impl Fill {
    fn new(head: &SheetHead, dittos: bool) -> Self {
        let mut regions: Vec<(u32, usize, u32)> = head
            .merged
            .iter()
            .filter(|[top, _, bottom, _]| bottom > top)
            .map(|[top, left, bottom, _]| (*top, (*left as usize).saturating_sub(1), *bottom))
            .collect();
        regions.sort_unstable();
        Self { regions, next: 0, open: Vec::new(), above: Vec::new(), dittos }
    }

    fn row(&mut self, row: &mut Row, fill_down: &[usize]) {
        self.open.retain(|(_, last, _)| *last >= row.number);
        for (column, _, cell) in &self.open {
            put(&mut row.cells, *column, cell.clone());
        }
        while let Some((top, column, last)) =
            self.regions.get(self.next).copied().filter(|(top, _, _)| *top <= row.number)
        {
            self.next += 1;
            // A region whose first row was left out has nothing to say.
            if top == row.number && last >= row.number {
                let cell = row.cells.get(column).cloned().unwrap_or_default();
                if !cell.is_blank() {
                    self.open.push((column, last, cell));
                }
            }
        }
        for (column, cell) in row.cells.iter_mut().enumerate() {
            if self.dittos && matches!(cell, Cell::Text(text) if is_ditto(text)) {
                // With nothing above it stays as it stands, and is refused where it should say something.
                if let Some(above) = self.above.get(column).filter(|above| !above.is_blank()) {
                    *cell = above.clone();
                }
            }
        }
        for column in fill_down {
            if row.cells.get(*column).is_none_or(Cell::is_blank)
                && let Some(above) = self.above.get(*column).filter(|above| !above.is_blank())
            {
                put(&mut row.cells, *column, above.clone());
            }
        }
        self.above.clone_from(&row.cells);
    }
}

fn put(cells: &mut Vec<Cell>, column: usize, cell: Cell) {
    if cells.len() <= column {
        cells.resize(column + 1, Cell::Empty);
    }
    if let Some(place) = cells.get_mut(column).filter(|place| place.is_blank()) {
        *place = cell;
    }
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    fn row(number: u32, words: &[&str]) -> Row {
        let cells = words
            .iter()
            .map(|word| if word.is_empty() { Cell::Empty } else { Cell::Text((*word).to_owned()) })
            .collect();
        Row { number, cells }
    }

    fn shown(row: &Row) -> Vec<String> {
        row.cells.iter().map(Cell::shown).collect()
    }

    #[test]
    fn merged_cells_and_dittos_say_what_stands_above() {
        let head = SheetHead {
            name: String::new(),
            index: 0,
            hidden: false,
            merged: vec![[2, 1, 3, 1]],
            merged_cut: false,
            hidden_columns: vec![],
            rows: None,
        };
        let mut fill = Fill::new(&head, true);
        let mut rows = [
            row(2, &["東京支部", "佐藤", "営業"]),
            row(3, &["", "鈴木", "〃"]),
            row(4, &["", "高橋", "同上"]),
            row(5, &["", "", "\""]),
        ];
        for row in &mut rows {
            fill.row(row, &[1]);
        }
        let all: Vec<Vec<String>> = rows.iter().map(shown).collect();
        assert_eq!(all[1], ["東京支部", "鈴木", "営業"]);
        assert_eq!(all[2], ["", "高橋", "営業"]);
        assert_eq!(all[3], ["", "高橋", "営業"], "a column that is filled down");
        let mut lonely = row(1, &["同上"]);
        Fill::new(&head, true).row(&mut lonely, &[]);
        assert_eq!(shown(&lonely), ["同上"]);
        let mut own = Fill::new(&head, false);
        for words in [["営業", "々"], ["同上", "〃"]] {
            let mut row = row(5, &words);
            own.row(&mut row, &[]);
            assert_eq!(shown(&row), words, "an own export writes out every value");
        }
    }
}
