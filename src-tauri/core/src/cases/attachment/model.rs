//! Files of a case on the wire, and how large and how many they may be.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::super::model::{LINE, check_lengths, lines};
use crate::codes::codes;
use crate::error::{Error, Result};
use crate::ids::{CaseAttachmentId, CaseId};
use crate::session::FileRef;

/// Bytes of one file at most: photographs and scans of a page, no film. The whole of it is sealed and opened in memory.
pub const MOST_BYTES: u64 = 5 * 1024 * 1024;
/// Files of one case at most.
pub const MOST_FILES: u64 = 30;

/// Endings of a union's own files; a copy of one must never be written over another.
const OF_A_UNION: [&str; 4] = ["kyojo", "kyojo-backup", "keys", "copy"];

codes! {
    /// How a file can be looked at.
    AttachmentSight("attachment_sight") {
        /// In the window: a picture.
        Picture,
        /// In the window: plain text.
        Text,
        /// Outside: a copy is written.
        Outside,
    }
}

/// What is sealed about a file beside its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct AttachmentWords {
    /// Name of the file, without its folder.
    pub name: String,
    /// What it is.
    pub remark: Option<String>,
    /// Bytes.
    pub bytes: u64,
    /// How it can be looked at.
    pub sight: AttachmentSight,
}

/// Put a file to a case.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddCaseAttachment {
    /// The case.
    pub case_id: CaseId,
    /// The file; it stays where it is.
    pub file: FileRef,
    /// What it is.
    #[serde(default)]
    #[ts(optional)]
    pub remark: Option<String>,
}

/// Which case's files.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct AttachmentsOf {
    /// The case.
    pub case_id: CaseId,
}

/// Which file.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct CaseAttachmentNamed {
    /// The file.
    pub id: CaseAttachmentId,
    /// Version read; checked if it is given.
    #[serde(default)]
    #[ts(type = "number", optional)]
    pub version: Option<i64>,
}

/// Write a copy of a file to a place of one's own.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WriteCaseAttachment {
    /// The file.
    pub id: CaseAttachmentId,
    /// Where; the ending is that of the file.
    pub file: FileRef,
}

/// A copy was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CaseAttachmentWritten {
    /// Name of the copy, without its folder.
    pub name: String,
    /// SHA-256 of the copy, as the export log keeps it.
    pub sha256: String,
}

/// A file of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CaseAttachmentRow {
    /// Identifier.
    pub id: CaseAttachmentId,
    /// Version.
    #[ts(type = "number")]
    pub version: i64,
    /// Name of the file.
    pub name: String,
    /// What it is.
    pub remark: Option<String>,
    /// Bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// How it can be looked at.
    pub sight: AttachmentSight,
    /// Day on which it was put here.
    pub added_on: NaiveDate,
    /// Who put it here.
    pub author_name: String,
    /// Day on which its content was taken away.
    pub removed_on: Option<NaiveDate>,
}

/// A file, opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CaseAttachmentShown {
    /// Name of the file.
    pub name: String,
    /// How it can be looked at.
    pub sight: AttachmentSight,
    /// A picture as the address of its data; plain text as it is; nothing of other files.
    pub content: String,
}

/// A name that fits in a line, of a file that may lie in a case.
///
/// # Errors
/// `case_file_of_union` for the files in which the program itself keeps a union.
pub(super) fn check_name(name: &str) -> Result<()> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    if ending.is_some_and(|ending| OF_A_UNION.contains(&ending.as_str())) {
        return Err(Error::refused("case_file_of_union", json!({ "name": name })));
    }
    Ok(())
}

/// How large a file may be, and how many a case may have.
///
/// # Errors
/// `case_file_empty`, `case_file_too_large`, `case_files_too_many`.
pub(super) fn check_size(name: &str, bytes: u64, held: u64) -> Result<()> {
    if bytes == 0 {
        return Err(Error::refused("case_file_empty", json!({ "name": name })));
    }
    if bytes > MOST_BYTES {
        let megabytes = bytes.div_ceil(1024 * 1024);
        let most = MOST_BYTES / 1024 / 1024;
        return Err(Error::refused("case_file_too_large", json!({ "name": name, "size": megabytes, "most": most })));
    }
    if held >= MOST_FILES {
        return Err(Error::refused("case_files_too_many", json!({ "n": MOST_FILES })));
    }
    Ok(())
}

/// The remark as it is kept.
///
/// # Errors
/// `text_too_long` at `remark`.
pub(super) fn remark(typed: Option<&str>) -> Result<Option<String>> {
    let kept = lines(typed);
    check_lengths(&[("remark", kept.as_deref(), LINE)])?;
    Ok(kept)
}

/// The kind of a picture by its first bytes, whatever its name says.
pub(super) fn picture(content: &[u8]) -> Option<&'static str> {
    match content {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

/// How a file can be looked at, by its content and, for plain text, its ending.
pub(super) fn sight(name: &str, content: &[u8]) -> AttachmentSight {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    if picture(content).is_some() {
        AttachmentSight::Picture
    } else if matches!(ending.as_str(), "txt" | "text" | "md" | "csv" | "log") {
        AttachmentSight::Text
    } else {
        AttachmentSight::Outside
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_small_is_not_empty_and_is_no_union() {
        assert!(check_size("写し.pdf", 1, 0).is_ok() && check_size("写し.pdf", MOST_BYTES, MOST_FILES - 1).is_ok());
        assert_eq!(check_size("写し.pdf", 0, 0).unwrap_err().code(), "case_file_empty");
        assert_eq!(check_size("写し.pdf", MOST_BYTES + 1, 0).unwrap_err().code(), "case_file_too_large");
        assert_eq!(check_size("写し.pdf", 1, MOST_FILES).unwrap_err().code(), "case_files_too_many");
        assert_eq!(check_name("組合.KYOJO").unwrap_err().code(), "case_file_of_union");
        assert!(check_name("給与明細").is_ok() && check_name("給与明細.pdf").is_ok());
    }

    #[test]
    fn a_picture_is_known_by_its_content_and_text_by_its_name() {
        let png = [0x89, b'P', b'N', b'G', 13, 10];
        assert_eq!(sight("写真.txt", &png), AttachmentSight::Picture);
        assert_eq!(sight("メモ.TXT", "あ".as_bytes()), AttachmentSight::Text);
        assert_eq!(sight("明細.pdf", b"%PDF-1.7"), AttachmentSight::Outside);
        assert_eq!(sight("写真.png", b"no picture"), AttachmentSight::Outside);
        assert_eq!(picture(b"RIFF....WEBPVP8 "), Some("image/webp"));
    }
}
