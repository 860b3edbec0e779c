//! What a file is, by its contents and not by its name.

use std::io::{self, Read, Seek, SeekFrom};

use crate::limits::{TEXT_BYTES, WORKBOOK_BYTES};
use crate::problem::{Code, Problem};
use crate::text::encoding;

/// As much of the file as is looked at.
const HEAD_BYTES: u64 = 64 << 10;

/// The families of files that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Office Open XML: .xlsx, .xlsm.
    Xlsx,
    /// OpenDocument spreadsheet.
    Ods,
    /// The older container of .xls, also the wrapping of a protected workbook.
    Ole,
    /// Comma, tab or semicolon separated text.
    Text,
}

/// The format that a file's name promises, if it promises one.
pub(crate) fn format_of_extension(extension: &str) -> Option<&'static str> {
    match extension {
        "xlsx" | "xlsm" | "xltx" | "xltm" => Some("xlsx"),
        "xls" | "xlt" => Some("xls"),
        "ods" | "ots" => Some("ods"),
        "csv" | "tsv" | "txt" | "tab" => Some("text"),
        _ => None,
    }
}

/// Looks at the beginning of the file and leaves it rewound.
pub(crate) fn kind(file: &mut (impl Read + Seek), size: u64) -> Result<Kind, Problem> {
    if size == 0 {
        return Err(Problem::new(Code::Empty));
    }
    let unreadable = |_: io::Error| Problem::new(Code::Unreadable);
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut head).map_err(unreadable)?;
    file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
    let kind = kind_of(&head)?;
    let limit = if kind == Kind::Text { TEXT_BYTES } else { WORKBOOK_BYTES };
    if size > limit {
        return Err(Problem::new(Code::TooLarge).about("limit", limit >> 20));
    }
    match kind {
        Kind::Xlsx => zip_kind(file),
        kind => Ok(kind),
    }
}

fn kind_of(head: &[u8]) -> Result<Kind, Problem> {
    let refused = |code| Err(Problem::new(code));
    match head {
        [b'P', b'K', 3, 4, ..] => return Ok(Kind::Xlsx),
        [b'P', b'K', 5 | 7, _, ..] => return refused(Code::IsOther),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => return Ok(Kind::Ole),
        [b'%', b'P', b'D', b'F', b'-', ..] => return refused(Code::IsPdf),
        [0x89, b'P', b'N', b'G', ..]
        | [0xFF, 0xD8, 0xFF, ..]
        | [b'G', b'I', b'F', b'8', ..]
        | [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..]
        | [b'I', b'I', 0x2A, 0, ..]
        | [b'M', b'M', 0, 0x2A, ..]
        | [_, _, _, _, b'f', b't', b'y', b'p', ..]
        | [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => return refused(Code::IsPicture),
        [b'{', b'\\', b'r', b't', b'f', ..] => return refused(Code::IsOther),
        _ => {}
    }
    let Some(beginning) = encoding::beginning(head) else { return refused(Code::IsOther) };
    let beginning = beginning.trim_start().to_ascii_lowercase();
    if beginning.is_empty() && (head.len() as u64) < HEAD_BYTES {
        return refused(Code::Empty);
    }
    if beginning.starts_with('<') {
        if ["<html", "<!doctype html", "<table", "<body", "<head"].iter().any(|tag| beginning.contains(tag)) {
            return refused(Code::IsWebPage);
        }
        if beginning.starts_with("<?xml") || beginning.starts_with("<svg") {
            return refused(Code::IsOther);
        }
    }
    if beginning.starts_with("mime-version:") {
        return refused(Code::IsWebPage);
    }
    Ok(Kind::Text)
}

/// Which of the many things that are zip files it is.
fn zip_kind(file: &mut (impl Read + Seek)) -> Result<Kind, Problem> {
    crate::parts::check_entry_count(file)?;
    let outcome = {
        let mut archive = zip::ZipArchive::new(&mut *file).map_err(|_| Problem::new(Code::Damaged))?;
        let mut mimetype = String::new();
        if let Ok(entry) = archive.by_name("mimetype") {
            // A mimetype that is not text is none.
            let _no_text = entry.take(128).read_to_string(&mut mimetype);
        }
        let has = |wanted: &str| archive.file_names().any(|name| name.eq_ignore_ascii_case(wanted));
        if mimetype.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
            Ok(Kind::Ods)
        } else if has("xl/workbook.bin") {
            Err(Problem::new(Code::IsXlsb))
        } else if !has("[Content_Types].xml") || has("word/document.xml") || has("ppt/presentation.xml") {
            Err(Problem::new(Code::IsOther))
        } else {
            Ok(Kind::Xlsx)
        }
    };
    file.seek(SeekFrom::Start(0)).map_err(|_| Problem::new(Code::Unreadable))?;
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(head: &[u8]) -> Option<Code> {
        kind_of(head).err().map(|problem| problem.code)
    }

    #[test]
    fn a_picture_or_a_page_is_known_by_its_contents() {
        assert_eq!(code(b"\x89PNG\r\n\x1a\n"), Some(Code::IsPicture));
        assert_eq!(code(b"\xFF\xD8\xFF\xE0"), Some(Code::IsPicture));
        assert_eq!(code(b"%PDF-1.7\n"), Some(Code::IsPdf));
        assert_eq!(code(b"\xEF\xBB\xBF\r\n<!DOCTYPE html><html>"), Some(Code::IsWebPage));
        assert_eq!(code(b"\x00\x01\x02\x03\x00\x00"), Some(Code::IsOther));
        assert_eq!(code(b" \r\n\r\n"), Some(Code::Empty));
    }

    #[test]
    fn a_table_may_begin_like_a_picture_or_a_tag() {
        assert_eq!(kind_of("BM,部署\r\n1,本社\r\n".as_bytes()), Ok(Kind::Text));
        assert_eq!(kind_of("<注意>,名簿\r\n".as_bytes()), Ok(Kind::Text));
    }
}
