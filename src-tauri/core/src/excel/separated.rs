//! Comma-separated files for programs that cannot read workbooks.

use std::path::Path;

use tokio::sync::mpsc::Receiver;

use super::book::Feed;
use super::cell::{Cell, HIDDEN_MARK};
use super::page::Head;
use super::refusal::CannotWrite;
use super::save::{self, Readers, Written};
use crate::text::cp932;
use crate::text::csv::neutralise;

/// How the characters become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with the mark that Excel looks for.
    Utf8,
    /// CP932 for older programs; characters that it lacks are refused.
    Cp932,
    /// CP932; characters that it lacks become 〓.
    Cp932Replacing,
}

/// Writes a list as lines of quoted fields. A field that a spreadsheet would take for a formula gets a leading `'`, which
/// our own import takes away again.
pub fn write(
    target: &Path,
    heads: &[Head],
    mut feed: Receiver<Feed>,
    encoding: Encoding,
    carry_on: &mut dyn FnMut(u64) -> bool,
) -> Result<Written, CannotWrite> {
    save::check(target)?;
    let mut rows = 0;
    let mut encoder = Encoder { encoding, lacking: Vec::new(), cells: 0 };
    let mut written = save::put((target, Readers::Officer), None, 0, |writer| {
        if encoding == Encoding::Utf8 {
            writer.write_all("\u{feff}".as_bytes())?;
        }
        let mut lines = csv::WriterBuilder::new()
            .quote_style(csv::QuoteStyle::Always)
            .terminator(csv::Terminator::CRLF)
            .from_writer(writer);
        lines.write_record(heads.iter().map(|head| encoder.bytes(&head.label))).map_err(csv_failed)?;
        loop {
            match feed.blocking_recv() {
                Some(Feed::Rows(batch)) => {
                    for row in &batch {
                        let fields = row.iter().zip(heads).map(|(cell, head)| encoder.bytes(&field(cell, head)));
                        lines.write_record(fields).map_err(csv_failed)?;
                        rows += 1;
                    }
                    if !carry_on(rows) {
                        return Err(CannotWrite::Cancelled);
                    }
                }
                // Text for other programs has rows only.
                Some(Feed::Heading(_)) => {}
                Some(Feed::End) => break,
                None => return Err(CannotWrite::SourceStopped),
            }
        }
        lines.flush()?;
        drop(lines);
        if encoding == Encoding::Cp932 && !encoder.lacking.is_empty() {
            let characters = std::mem::take(&mut encoder.lacking);
            return Err(CannotWrite::Unencodable { characters, cells: encoder.cells });
        }
        Ok(())
    })?;
    written.rows = rows;
    Ok(written)
}

fn csv_failed(error: csv::Error) -> CannotWrite {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => CannotWrite::Bug(format!("{other:?}")),
    }
}

/// The words of a cell in a file of words.
fn field(cell: &Cell, head: &Head) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(words) | Cell::Id(words) => neutralise(words).into_owned(),
        Cell::Number(n) | Cell::Difference(n) | Cell::Rounded(n) => n.to_string(),
        Cell::Rate(t) | Cell::Points(t) => super::cell::tenths(*t),
        Cell::Decimal(h) => super::cell::hundredths(*h),
        Cell::Date(day) => day.format("%Y/%m/%d").to_string(),
        Cell::Code(code) => head.code_label(code).to_owned(),
        Cell::Hidden => HIDDEN_MARK.to_owned(),
    }
}

struct Encoder {
    encoding: Encoding,
    lacking: Vec<String>,
    cells: u64,
}

impl Encoder {
    fn bytes(&mut self, words: &str) -> Vec<u8> {
        if self.encoding == Encoding::Utf8 {
            return words.as_bytes().to_vec();
        }
        match cp932::encode(words) {
            Ok(bytes) => bytes,
            Err(characters) => {
                self.cells += 1;
                for character in characters {
                    if !self.lacking.contains(&character) {
                        self.lacking.push(character);
                    }
                }
                cp932::encode_replacing(words)
            }
        }
    }
}
