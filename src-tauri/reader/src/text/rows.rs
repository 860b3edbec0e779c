//! Splits text into rows and cells as a spreadsheet program does: a quotation mark counts only at a cell's beginning,
//! line ends within a quotation belong to the cell, CR, LF and CRLF end a row, an empty line is a row without cells.
//! Written by hand because the row number must be the one that the officer sees, empty lines included.

use crate::limits::CELL_CHARACTERS;
use crate::problem::Problem;
use crate::wire::Flow;

/// Bytes of a cell beyond which a quotation must have been left open: a character takes up to four.
const CELL_BYTES: usize = CELL_CHARACTERS * 4;

/// Who takes the cells.
pub(crate) trait Sink {
    /// A cell, row and column from 1; an empty one too.
    fn cell(&mut self, row: u32, column: u32, text: &str) -> Result<Flow, Problem>;
    /// The end of a row.
    fn row(&mut self, row: u32) -> Flow;
    /// What to say of a cell without end.
    fn too_long(&mut self, row: u32, quoted: bool) -> Problem;
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// At a cell's beginning.
    Start,
    /// In a cell without quotation.
    Plain,
    /// Between quotation marks.
    Quoted,
    /// After a quotation mark within a quotation: its end, or the first of a pair.
    Mark,
}

/// The splitter; text is fed in pieces of any size.
pub(crate) struct Rows<S> {
    delimiter: u8,
    sink: S,
    state: State,
    cell: Vec<u8>,
    row: u32,
    column: u32,
    /// Where the quotation that is being read began.
    quoted_since: u32,
    after_cr: bool,
}

impl<S: Sink> Rows<S> {
    /// At the beginning of the first row.
    pub(crate) fn new(delimiter: u8, sink: S) -> Self {
        Self {
            delimiter,
            sink,
            state: State::Start,
            cell: Vec::new(),
            row: 1,
            column: 1,
            quoted_since: 1,
            after_cr: false,
        }
    }

    /// Who takes the cells.
    pub(crate) fn sink(&mut self) -> &mut S {
        &mut self.sink
    }

    /// Takes the next piece of text.
    pub(crate) fn feed(&mut self, text: &str) -> Result<Flow, Problem> {
        let mut rest = text.as_bytes();
        while let Some((&byte, after)) = rest.split_first() {
            let after_cr = std::mem::take(&mut self.after_cr);
            if byte == b'\n' && after_cr {
                rest = after;
                continue;
            }
            rest = after;
            match (self.state, byte) {
                (State::Start, b'"') => {
                    self.state = State::Quoted;
                    self.quoted_since = self.row;
                }
                (State::Quoted, b'"') => self.state = State::Mark,
                (State::Mark, b'"') => {
                    self.cell.push(b'"');
                    self.state = State::Quoted;
                }
                (State::Quoted, b'\r') => {
                    self.cell.push(b'\n');
                    self.after_cr = true;
                }
                (State::Quoted, _) => {
                    self.cell.push(byte);
                    let run = memchr::memchr2(b'"', b'\r', rest).unwrap_or(rest.len());
                    rest = self.take(rest, run);
                }
                (_, b'\r' | b'\n') => {
                    self.after_cr = byte == b'\r';
                    if self.end_row()? == Flow::Enough {
                        return Ok(Flow::Enough);
                    }
                }
                (_, byte) if byte == self.delimiter => {
                    if self.end_cell()? == Flow::Enough {
                        return Ok(Flow::Enough);
                    }
                }
                _ => {
                    self.state = State::Plain;
                    self.cell.push(byte);
                    let run = memchr::memchr3(self.delimiter, b'\r', b'\n', rest).unwrap_or(rest.len());
                    rest = self.take(rest, run);
                }
            }
            if self.cell.len() > CELL_BYTES {
                let quoted = self.state == State::Quoted;
                return Err(self.sink.too_long(if quoted { self.quoted_since } else { self.row }, quoted));
            }
        }
        Ok(Flow::On)
    }

    fn take<'t>(&mut self, rest: &'t [u8], run: usize) -> &'t [u8] {
        let (run, rest) = rest.split_at_checked(run).unwrap_or((rest, &[]));
        self.cell.extend_from_slice(run);
        rest
    }

    /// The text is at its end.
    pub(crate) fn finish(&mut self) -> Result<Flow, Problem> {
        if self.state == State::Quoted {
            return Err(self.sink.too_long(self.quoted_since, true));
        }
        if self.state == State::Start && self.column == 1 { Ok(Flow::On) } else { self.end_row() }
    }

    fn end_cell(&mut self) -> Result<Flow, Problem> {
        // Pieces of valid text put together at their seams are valid text.
        let text = std::str::from_utf8(&self.cell).unwrap_or_default();
        let flow = self.sink.cell(self.row, self.column, text)?;
        self.cell.clear();
        self.column = self.column.saturating_add(1);
        self.state = State::Start;
        Ok(flow)
    }

    fn end_row(&mut self) -> Result<Flow, Problem> {
        // An empty line is a row without cells.
        if (self.column > 1 || self.state != State::Start) && self.end_cell()? == Flow::Enough {
            return Ok(Flow::Enough);
        }
        let flow = self.sink.row(self.row);
        self.row = self.row.saturating_add(1);
        self.column = 1;
        self.state = State::Start;
        Ok(flow)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::problem::Code;

    #[derive(Default)]
    struct Seen(Vec<(u32, u32, String)>);

    impl Sink for Seen {
        fn cell(&mut self, row: u32, column: u32, text: &str) -> Result<Flow, Problem> {
            self.0.push((row, column, text.to_owned()));
            Ok(Flow::On)
        }
        fn row(&mut self, _row: u32) -> Flow {
            Flow::On
        }
        fn too_long(&mut self, row: u32, quoted: bool) -> Problem {
            Problem::new(if quoted { Code::OpenQuote } else { Code::TextTooLong }).about("row", row)
        }
    }

    fn split(text: &str, piece: usize) -> Result<Vec<(u32, u32, String)>, Problem> {
        let mut rows = Rows::new(b',', Seen::default());
        let characters: Vec<char> = text.chars().collect();
        for part in characters.chunks(piece) {
            rows.feed(&part.iter().collect::<String>())?;
        }
        rows.finish()?;
        Ok(std::mem::take(&mut rows.sink.0))
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_numbers_them() {
        let text = "番号,氏名\r\n\r\n1,\"佐藤\r\n花子\"\n2,\"言う \"\"はい\"\"\"\r3,半\"角,\n";
        let expected = [
            (1, 1, "番号"),
            (1, 2, "氏名"),
            (3, 1, "1"),
            (3, 2, "佐藤\n花子"),
            (4, 1, "2"),
            (4, 2, "言う \"はい\""),
            (5, 1, "3"),
            (5, 2, "半\"角"),
            (5, 3, ""),
        ];
        for piece in [1, 2, 3, 100] {
            let seen = split(text, piece).unwrap();
            let seen: Vec<_> = seen.iter().map(|(row, column, text)| (*row, *column, text.as_str())).collect();
            assert_eq!(seen, expected, "pieces of {piece}");
        }
    }

    #[test]
    fn a_quotation_left_open_is_refused_with_its_row() {
        let problem = split("a,b\n1,\"never closed\n2,3\n", 100).unwrap_err();
        assert_eq!(problem, Problem::new(Code::OpenQuote).about("row", 2));
    }
}
