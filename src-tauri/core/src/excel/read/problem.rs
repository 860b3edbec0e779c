//! Why a workbook was not read. Each code has a sentence in the labels: `error.<code>`.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::Error;

/// What is wrong with the file, or with reading it. Nothing was changed when one of these is returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WorkbookCode {
    /// It cannot be opened: not there, no permission, or held by another program.
    WorkbookUnreadable,
    /// It has no bytes, or no row that says anything.
    WorkbookEmpty,
    /// A picture, whatever its name says.
    WorkbookIsPicture,
    /// A PDF, whatever its name says.
    WorkbookIsPdf,
    /// A web page, whatever its name says.
    WorkbookIsWebPage,
    /// Excel's binary workbook (.xlsb).
    WorkbookIsXlsb,
    /// Something else that is no table.
    WorkbookIsOther,
    /// Its parts do not fit together; about: `sheet`, if known.
    WorkbookDamaged,
    /// Larger than what is read, on disk or in memory; about: `limit` in MB, if it is the size on disk.
    WorkbookTooLarge,
    /// More rows than a sheet has; about: `limit`.
    WorkbookTooManyRows,
    /// A cell or row longer than a spreadsheet program allows; about: `sheet`, `row`.
    WorkbookTextTooLong,
    /// Made to harm: a bomb, a lying size, a path that leads out; about: `reason`, for the log.
    WorkbookUnsafe,
    /// Protected, and no password was given.
    WorkbookPasswordNeeded,
    /// Protected, and the password does not open it.
    WorkbookPasswordWrong,
    /// Protected in a way that is not opened here.
    WorkbookPasswordUnsupported,
    /// The sheet that was asked for is not there; about: `sheet`.
    WorkbookSheetMissing,
    /// A quotation mark opens and is never closed; about: `row`.
    WorkbookOpenQuote,
    /// No sign of life for too long; about: `seconds`.
    WorkbookStuck,
    /// The reader is not beside the program: the installation is broken.
    WorkbookReaderMissing,
    /// The reader ended without a word that can be understood.
    WorkbookReaderFailed,
}

impl WorkbookCode {
    /// Every code, for the test that each has its sentence.
    pub const ALL: [Self; 20] = [
        Self::WorkbookUnreadable,
        Self::WorkbookEmpty,
        Self::WorkbookIsPicture,
        Self::WorkbookIsPdf,
        Self::WorkbookIsWebPage,
        Self::WorkbookIsXlsb,
        Self::WorkbookIsOther,
        Self::WorkbookDamaged,
        Self::WorkbookTooLarge,
        Self::WorkbookTooManyRows,
        Self::WorkbookTextTooLong,
        Self::WorkbookUnsafe,
        Self::WorkbookPasswordNeeded,
        Self::WorkbookPasswordWrong,
        Self::WorkbookPasswordUnsupported,
        Self::WorkbookSheetMissing,
        Self::WorkbookOpenQuote,
        Self::WorkbookStuck,
        Self::WorkbookReaderMissing,
        Self::WorkbookReaderFailed,
    ];

    /// The word that crosses, `workbook_…`.
    pub fn word(self) -> &'static str {
        match self {
            Self::WorkbookUnreadable => "workbook_unreadable",
            Self::WorkbookEmpty => "workbook_empty",
            Self::WorkbookIsPicture => "workbook_is_picture",
            Self::WorkbookIsPdf => "workbook_is_pdf",
            Self::WorkbookIsWebPage => "workbook_is_web_page",
            Self::WorkbookIsXlsb => "workbook_is_xlsb",
            Self::WorkbookIsOther => "workbook_is_other",
            Self::WorkbookDamaged => "workbook_damaged",
            Self::WorkbookTooLarge => "workbook_too_large",
            Self::WorkbookTooManyRows => "workbook_too_many_rows",
            Self::WorkbookTextTooLong => "workbook_text_too_long",
            Self::WorkbookUnsafe => "workbook_unsafe",
            Self::WorkbookPasswordNeeded => "workbook_password_needed",
            Self::WorkbookPasswordWrong => "workbook_password_wrong",
            Self::WorkbookPasswordUnsupported => "workbook_password_unsupported",
            Self::WorkbookSheetMissing => "workbook_sheet_missing",
            Self::WorkbookOpenQuote => "workbook_open_quote",
            Self::WorkbookStuck => "workbook_stuck",
            Self::WorkbookReaderMissing => "workbook_reader_missing",
            Self::WorkbookReaderFailed => "workbook_reader_failed",
        }
    }
}

/// A file that was refused, with the parameters of its sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkbookProblem {
    /// What is wrong.
    pub code: WorkbookCode,
    /// Parameters, by the names in the sentence's braces. Never the contents of a cell.
    pub about: Map<String, Value>,
}

impl WorkbookProblem {
    /// A refusal without parameters.
    pub fn new(code: WorkbookCode) -> Self {
        Self { code, about: Map::new() }
    }

    /// Adds a parameter.
    #[must_use]
    pub fn about(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.about.insert(key.to_owned(), value.into());
        self
    }
}

impl std::fmt::Display for WorkbookProblem {
    /// The code alone: words are the labels' business.
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(self.code.word())
    }
}

impl std::error::Error for WorkbookProblem {}

impl From<WorkbookProblem> for Error {
    fn from(problem: WorkbookProblem) -> Self {
        Self::Workbook { code: problem.code.word().to_owned(), about: problem.about.into() }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_one_word_and_a_sentence_in_both_languages() {
        let labels = [include_str!("../../../labels/ja.json"), include_str!("../../../labels/en.json")];
        for code in WorkbookCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.word());
            for labels in labels {
                let labels: Map<String, Value> = serde_json::from_str(labels).unwrap();
                assert!(labels.contains_key(&format!("error.{}", code.word())), "no sentence for {}", code.word());
            }
        }
    }
}
