//! Why a file is not read. Codes cross to the core, words do not; the core's labels have a sentence for each.

use serde_json::{Map, Value};

/// What is wrong with the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// It cannot be opened: not there, no permission, or held by another program.
    Unreadable,
    /// It has no bytes, or no row that says anything.
    Empty,
    /// A picture, whatever its name says.
    IsPicture,
    /// A PDF, whatever its name says.
    IsPdf,
    /// A web page, whatever its name says.
    IsWebPage,
    /// Excel's binary workbook (.xlsb).
    IsXlsb,
    /// Something else that is no table.
    IsOther,
    /// Its parts do not fit together.
    Damaged,
    /// Larger than what is read.
    TooLarge,
    /// More rows than a sheet has.
    TooManyRows,
    /// A cell or a row that is longer than a spreadsheet program allows.
    TextTooLong,
    /// Made to harm: a bomb, a lying size, a path that leads out.
    Unsafe,
    /// Protected, and no password was given.
    PasswordNeeded,
    /// Protected, and the password does not open it.
    PasswordWrong,
    /// Protected in a way that is not opened here.
    PasswordUnsupported,
    /// The sheet that was asked for is not there.
    SheetMissing,
    /// A quotation mark opens and is never closed.
    OpenQuote,
    /// This process could not limit itself.
    ReaderFailed,
}

impl Code {
    /// The word on the wire.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Unreadable => "workbook_unreadable",
            Self::Empty => "workbook_empty",
            Self::IsPicture => "workbook_is_picture",
            Self::IsPdf => "workbook_is_pdf",
            Self::IsWebPage => "workbook_is_web_page",
            Self::IsXlsb => "workbook_is_xlsb",
            Self::IsOther => "workbook_is_other",
            Self::Damaged => "workbook_damaged",
            Self::TooLarge => "workbook_too_large",
            Self::TooManyRows => "workbook_too_many_rows",
            Self::TextTooLong => "workbook_text_too_long",
            Self::Unsafe => "workbook_unsafe",
            Self::PasswordNeeded => "workbook_password_needed",
            Self::PasswordWrong => "workbook_password_wrong",
            Self::PasswordUnsupported => "workbook_password_unsupported",
            Self::SheetMissing => "workbook_sheet_missing",
            Self::OpenQuote => "workbook_open_quote",
            Self::ReaderFailed => "workbook_reader_failed",
        }
    }
}

/// A refusal with what it is about (`sheet`, `row`, `limit` …).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Problem {
    /// What is wrong.
    pub(crate) code: Code,
    /// Parameters of the sentence that the core has for it.
    pub(crate) about: Map<String, Value>,
}

impl Problem {
    /// A refusal without parameters.
    pub(crate) fn new(code: Code) -> Self {
        Self { code, about: Map::new() }
    }

    /// Adds a parameter.
    pub(crate) fn about(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.about.insert(key.to_owned(), value.into());
        self
    }
}

/// Nobody listens any more: the parent has seen enough. The code is never heard.
impl From<std::io::Error> for Problem {
    fn from(_: std::io::Error) -> Self {
        Self::new(Code::ReaderFailed)
    }
}
