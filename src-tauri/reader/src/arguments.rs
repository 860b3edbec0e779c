//! What the command line asks for. Few enough to be read by hand.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::problem::{Code, Problem};
use crate::sniff;

/// A password is never longer than this many bytes; the rest of the file or of the pipe is not read.
const PASSWORD_BYTES: u64 = 4_096;

enum Secret {
    None,
    File(PathBuf),
    Stdin,
}

/// The command line, read.
pub(crate) struct Arguments {
    /// The file to read.
    pub(crate) file: PathBuf,
    sheets: Vec<String>,
    rows: Option<u64>,
    secret: Secret,
}

/// What is wanted of a file, whatever its kind.
pub(crate) struct Wish<'a> {
    /// Only these sheets; all when empty.
    sheets: &'a [String],
    /// At most so many rows that are not empty, of each sheet.
    pub(crate) rows: u64,
    /// The end of the file's name in small letters, without the dot.
    pub(crate) extension: String,
}

impl Arguments {
    /// Reads the command line; `None` when it cannot be understood.
    pub(crate) fn from_command_line() -> Option<Self> {
        Self::parse(std::env::args_os().skip(1))
    }

    fn parse(mut words: impl Iterator<Item = OsString>) -> Option<Self> {
        let mut file = None;
        let mut sheets = Vec::new();
        let mut rows = None;
        let mut secret = Secret::None;
        let mut options = true;
        while let Some(word) = words.next() {
            match word.to_str().filter(|_| options) {
                Some("--") => options = false,
                Some("--sheet") => sheets.push(words.next()?.into_string().ok()?),
                Some("--rows") => rows = Some(words.next()?.to_str()?.parse().ok()?),
                Some("--password-file") => secret = Secret::File(words.next()?.into()),
                Some("--password-stdin") => secret = Secret::Stdin,
                Some(unknown) if unknown.starts_with("--") => return None,
                _ if file.is_none() => file = Some(PathBuf::from(word)),
                _ => return None,
            }
        }
        Some(Self { file: file?, sheets, rows, secret })
    }

    /// The workbook's password, without the line end that an editor adds. Read before the limits are set.
    pub(crate) fn password(&self) -> Result<Option<String>, Problem> {
        let mut bytes = Vec::new();
        let outcome = match &self.secret {
            Secret::None => return Ok(None),
            Secret::File(path) => File::open(path).and_then(|file| file.take(PASSWORD_BYTES).read_to_end(&mut bytes)),
            Secret::Stdin => std::io::stdin().lock().take(PASSWORD_BYTES).read_to_end(&mut bytes),
        };
        outcome.map_err(|_| Problem::new(Code::PasswordNeeded))?;
        let password = String::from_utf8(bytes).map_err(|_| Problem::new(Code::PasswordWrong))?;
        let password =
            password.strip_suffix('\n').map_or(password.as_str(), |line| line.strip_suffix('\r').unwrap_or(line));
        Ok(Some(password.to_owned()))
    }

    /// What is wanted of the file.
    pub(crate) fn wish(&self) -> Wish<'_> {
        let extension = Path::extension(&self.file).and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
        Wish { sheets: &self.sheets, rows: self.rows.unwrap_or(u64::MAX), extension }
    }
}

impl Wish<'_> {
    /// Is this sheet to be read?
    pub(crate) fn wants(&self, sheet: &str) -> bool {
        self.sheets.is_empty() || self.sheets.iter().any(|wanted| wanted == sheet)
    }

    /// Is the whole file to be read?
    pub(crate) fn is_all(&self) -> bool {
        self.sheets.is_empty()
    }

    /// Refuses when a sheet was asked for that the file does not have.
    pub(crate) fn check<'a>(&self, existing: impl Iterator<Item = &'a str> + Clone) -> Result<(), Problem> {
        match self.sheets.iter().find(|wanted| !existing.clone().any(|name| name == wanted.as_str())) {
            Some(missing) => Err(Problem::new(Code::SheetMissing).about("sheet", missing.as_str())),
            None => Ok(()),
        }
    }

    /// Does the file's name promise another kind than its contents?
    pub(crate) fn promises_other_than(&self, format: &str) -> bool {
        sniff::format_of_extension(&self.extension).is_some_and(|promised| promised != format)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Option<Arguments> {
        Arguments::parse(words.iter().map(OsString::from))
    }

    #[test]
    fn the_command_line_is_read() {
        let arguments = parse(&["--sheet", "本部", "名簿.XLSX", "--sheet", "支部", "--rows", "20"]).unwrap();
        let wish = arguments.wish();
        assert!(wish.wants("本部") && wish.wants("支部") && !wish.wants("他"));
        assert_eq!((wish.rows, wish.extension.as_str()), (20, "xlsx"));
    }

    #[test]
    fn a_command_line_that_cannot_be_understood_is_refused() {
        assert!(parse(&[]).is_none());
        assert!(parse(&["a.csv", "b.csv"]).is_none());
        assert!(parse(&["--wrong", "a.csv"]).is_none());
        assert!(parse(&["a.csv", "--rows", "many"]).is_none());
        assert!(parse(&["--", "--rows"]).is_some());
    }
}
