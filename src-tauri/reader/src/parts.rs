//! The parts of a zipped workbook, looked at before anything is parsed: how many, how large by their own word and in
//! truth, and where they want to lie. On the way each worksheet gives its merged regions and hidden columns, which stand
//! outside the rows and would cost a second reading later.

use std::collections::HashMap;
use std::io::{Read, Seek, SeekFrom};

use memchr::memmem;
use zip::ZipArchive;

use crate::limits::MERGED_REGIONS;
use crate::problem::{Code, Problem};
use crate::wire::Out;

/// Parts of a workbook; a thousand sheets with their drawings stay below it.
const ENTRIES: usize = 2_000;
/// How many times larger than packed a part may be.
const RATIO: u64 = 200;
/// Below this size in bytes a part may be packed as tightly as it likes.
const RATIO_FREE: u64 = 1 << 20;
/// How many times larger than the file all parts together may be, after `TOTAL_FREE` bytes; rosters reach 30.
const TOTAL_RATIO: u64 = 60;
const TOTAL_FREE: u64 = 64 << 20;
const CHUNK: usize = 64 << 10;
/// A tag that is looked at fits in this many bytes.
const TAG_BYTES: usize = 512;

/// What stands in a worksheet outside its rows.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Surroundings {
    /// First row, first column, last row, last column, from 1.
    pub(crate) merged: Vec<[u32; 4]>,
    /// There are more merged regions than are kept.
    pub(crate) merged_cut: bool,
    /// Hidden columns, from 1.
    pub(crate) hidden_columns: Vec<u32>,
    /// A cell was closed without a value: it may hold a formula whose result was never stored.
    pub(crate) lacks_values: bool,
}

fn harmful(reason: &str) -> Problem {
    Problem::new(Code::Unsafe).about("reason", reason)
}

/// Reads the count of entries from the end of the file, before a list of millions is built.
pub(crate) fn check_entry_count(file: &mut (impl Read + Seek)) -> Result<(), Problem> {
    let damaged = |_: std::io::Error| Problem::new(Code::Damaged);
    let size = file.seek(SeekFrom::End(0)).map_err(damaged)?;
    // The record is 22 bytes and a comment of at most 65,535.
    file.seek(SeekFrom::Start(size.saturating_sub(22 + 65_535))).map_err(damaged)?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail).map_err(damaged)?;
    file.seek(SeekFrom::Start(0)).map_err(damaged)?;
    let at = memmem::rfind(&tail, b"PK\x05\x06").ok_or_else(|| Problem::new(Code::Damaged))?;
    let count = match tail.get(at + 10..at + 12) {
        Some(&[low, high]) => usize::from(u16::from_le_bytes([low, high])),
        _ => return Err(Problem::new(Code::Damaged)),
    };
    if count > ENTRIES { Err(harmful("entries")) } else { Ok(()) }
}

/// Checks every part and returns the surroundings of each worksheet by its path in small letters.
pub(crate) fn check(
    file: &mut (impl Read + Seek),
    size: u64,
    out: &mut Out<'_>,
) -> Result<HashMap<String, Surroundings>, Problem> {
    check_entry_count(file)?;
    let mut archive = ZipArchive::new(file).map_err(|_| Problem::new(Code::Damaged))?;
    if archive.len() > ENTRIES {
        return Err(harmful("entries"));
    }
    check_declared(&mut archive, size)?;
    let mut surroundings = HashMap::new();
    let mut chunk = vec![0; CHUNK];
    let mut total = 0;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|_| Problem::new(Code::Damaged))?;
        let (declared, packed) = (entry.size(), entry.compressed_size());
        let path = entry.name().to_ascii_lowercase();
        let mut scan = path.contains("worksheets/").then(Scan::default);
        let mut actual = 0_u64;
        loop {
            let read = entry.read(&mut chunk).map_err(|_| Problem::new(Code::Damaged))?;
            let Some(bytes) = chunk.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
            actual += bytes.len() as u64;
            total += bytes.len() as u64;
            if actual > declared {
                return Err(harmful("size"));
            }
            if actual > RATIO_FREE && actual > packed.saturating_mul(RATIO) {
                return Err(harmful("ratio"));
            }
            if let Some(scan) = &mut scan {
                scan.feed(bytes);
            }
            out.sign_of_life(total)?;
        }
        if let Some(scan) = scan {
            surroundings.insert(path, scan.finish());
        }
    }
    Ok(surroundings)
}

/// What the parts say about themselves, without unpacking any.
fn check_declared<R: Read + Seek>(archive: &mut ZipArchive<R>, size: u64) -> Result<(), Problem> {
    let (mut packed, mut unpacked) = (0_u64, 0_u64);
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| Problem::new(Code::Damaged))?;
        if entry.encrypted() {
            return Err(Problem::new(Code::PasswordUnsupported));
        }
        let name = entry.name();
        // Nothing is ever unpacked to the disk; a path that leads out still says what the file is for.
        if name.contains('\0') || name.split(['/', '\\']).any(|step| step == "..") {
            return Err(harmful("path"));
        }
        if entry.size() > RATIO_FREE && entry.size() > entry.compressed_size().saturating_mul(RATIO) {
            return Err(harmful("ratio"));
        }
        packed = packed.saturating_add(entry.compressed_size());
        unpacked = unpacked.saturating_add(entry.size());
    }
    // Parts that lie over one another are packed once and unpacked many times.
    if packed > size {
        return Err(harmful("overlap"));
    }
    if unpacked > size.saturating_mul(TOTAL_RATIO).saturating_add(TOTAL_FREE) {
        return Err(harmful("total"));
    }
    Ok(())
}

/// Looks for two kinds of tags in a worksheet's text without parsing it: `<` cannot stand inside a cell's words.
#[derive(Default)]
struct Scan {
    found: Surroundings,
    /// The end of the last chunk, in which a tag may have begun.
    rest: Vec<u8>,
    in_rows: bool,
}

impl Scan {
    fn feed(&mut self, bytes: &[u8]) {
        let mut text = std::mem::take(&mut self.rest);
        text.extend_from_slice(bytes);
        if !self.in_rows {
            self.columns(&text);
        }
        if !self.found.lacks_values {
            self.found.lacks_values = memmem::find_iter(&text, b"c>").any(|at| closes_without_value(&text, at));
        }
        let mut from = 0;
        for at in memmem::find_iter(&text, b"mergeCell ") {
            if !begins_tag(&text, at) {
                continue;
            }
            let Some(tag) = text.get(at..) else { break };
            let Some(end) = memchr::memchr(b'>', tag) else { break };
            let region = tag.get(..end).and_then(|tag| attribute(tag, b" ref=")).and_then(region);
            if let Some(region) = region {
                if self.found.merged.len() < MERGED_REGIONS {
                    self.found.merged.push(region);
                } else {
                    self.found.merged_cut = true;
                }
            }
            from = at + end;
        }
        let keep = from.max(text.len().saturating_sub(TAG_BYTES));
        self.rest = text.split_off(keep);
    }

    /// `<col min="3" max="4" hidden="1"/>` before the rows.
    fn columns(&mut self, text: &[u8]) {
        let end = memmem::find(text, b"sheetData");
        self.in_rows = end.is_some();
        let head = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
        for at in memmem::find_iter(head, b"col ").filter(|at| begins_tag(head, *at)) {
            let Some(tag) = head.get(at..).and_then(|tag| tag.get(..memchr::memchr(b'>', tag)?)) else { break };
            let hidden = matches!(attribute(tag, b" hidden="), Some(b"1" | b"true"));
            let number =
                |name: &[u8]| attribute(tag, name).and_then(|text| std::str::from_utf8(text).ok()?.parse::<u32>().ok());
            if let (true, Some(min), Some(max)) = (hidden, number(b" min="), number(b" max=")) {
                let columns = (min..=max.min(crate::limits::COLUMNS))
                    .filter(|column| !self.found.hidden_columns.contains(column));
                let columns: Vec<u32> = columns.collect();
                self.found.hidden_columns.extend(columns);
            }
        }
    }

    fn finish(self) -> Surroundings {
        self.found
    }
}

/// Does a cell end here whose last tag is a formula or an empty value: `</f></c>`, `<v/></c>`, `<v></v></c>`?
fn closes_without_value(text: &[u8], at: usize) -> bool {
    let before_tag = |text: &[u8]| memchr::memrchr(b'<', text);
    let Some((before, name)) = text.get(..at).and_then(|text| text.split_at_checked(before_tag(text)?)) else {
        return false;
    };
    if name != b"</" && !(name.starts_with(b"</") && name.ends_with(b":")) {
        return false;
    }
    let opened = || before_tag(before).and_then(|open| before.get(..open));
    before.ends_with(b"f>")
        || before.ends_with(b"/>")
        || (before.ends_with(b"v>") && opened().is_some_and(|before| before.ends_with(b"v>")))
}

/// Does a tag's name, with or without a namespace, begin here?
fn begins_tag(text: &[u8], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| text.get(before)).is_some_and(|byte| matches!(byte, b'<' | b':'))
}

/// An attribute's raw value; `name` with the space before and the equals sign after it.
fn attribute<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let after = tag.get(memmem::find(tag, name)? + name.len()..)?;
    let (&quote, value) = after.split_first()?;
    value.get(..memchr::memchr(quote, value)?)
}

/// `A1:C2` as first row, first column, last row, last column.
fn region(text: &[u8]) -> Option<[u32; 4]> {
    let text = std::str::from_utf8(text).ok()?;
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let ([row, column], [last_row, last_column]) = (place(first)?, place(last)?);
    Some([row, column, last_row, last_column])
}

fn place(text: &str) -> Option<[u32; 2]> {
    let text = text.trim_start_matches('$');
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, row) = text.split_at_checked(letters).filter(|(letters, _)| !letters.is_empty())?;
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some([row.trim_start_matches('$').parse().ok()?, column])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_regions_and_hidden_columns_are_found_across_chunks() {
        let sheet =
            br#"<worksheet><cols><col min="1" max="1" width="9"/><col min="3" max="4" hidden="1" width="0"/></cols>
            <sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>mergeCell ref=no</t></is></c></row></sheetData>
            <mergeCells count="2"><mergeCell ref="A1:C1"/><x:mergeCell ref="$B$2:$B$10" /></mergeCells></worksheet>"#;
        for size in [1, 7, 64, 1_000] {
            let mut scan = Scan::default();
            sheet.chunks(size).for_each(|chunk| scan.feed(chunk));
            let found = scan.finish();
            assert_eq!(found.merged, [[1, 1, 1, 3], [2, 2, 10, 2]], "chunks of {size}");
            assert_eq!(found.hidden_columns, [3, 4], "chunks of {size}");
        }
    }

    #[test]
    fn a_cell_that_ends_without_a_value_is_seen_across_any_border() {
        let lacks = |sheet: &str, size: usize| {
            let mut scan = Scan::default();
            sheet.as_bytes().chunks(size).for_each(|chunk| scan.feed(chunk));
            scan.finish().lacks_values
        };
        for size in [1, 2, 7, 4_096] {
            for empty in [
                "<c><f>A1</f></c>",
                "<c><f>A1</f><v/></c>",
                "<c><f>A1</f><v></v></c>",
                r#"<x:c><x:f t="shared" si="0"/></x:c>"#,
                "<x:c><x:f>A1</x:f><x:v></x:v></x:c>",
            ] {
                assert!(lacks(empty, size), "{empty} in chunks of {size}");
            }
            let whole = r#"<c r="A1"><f>A1</f><v>5</v></c><c r="B1"/><c t="inlineStr"><is><t>abc></t></is></c>"#;
            assert!(!lacks(whole, size), "chunks of {size}");
        }
    }

    #[test]
    fn a_place_that_is_none_is_left_out() {
        assert_eq!(region(b"A1"), Some([1, 1, 1, 1]));
        assert_eq!(region(b"AB12:AC13"), Some([12, 28, 13, 29]));
        assert_eq!(region(b"12"), None);
        assert_eq!(region(b"ZZZZZZZZZZZ1"), None);
    }
}
