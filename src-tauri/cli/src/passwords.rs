//! A password for each partner, out of a file that its owner alone reads: an organisation and its password on each line.

use std::collections::HashMap;
use std::path::Path;

use kyojo_core::labels::{Locale, word};
use kyojo_core::text::{header_key, name_key};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use crate::door::Door;
use crate::founding::text;
use crate::passphrase::text_of;
use crate::stop::{Result, Stop};

/// The password of one organisation.
#[derive(Debug)]
struct Listed {
    line: usize,
    org: String,
    password: SecretString,
}

/// The passwords of a file.
#[derive(Debug)]
pub struct Passwords {
    file: String,
    listed: Vec<Listed>,
}

impl Passwords {
    /// The list in a file: lines of an organisation and its password, apart by a tab or, where there is none, by a comma. Spaces
    /// around either are not part of it. A first line that names both columns may stand among others, as in the list that the
    /// window copies.
    pub fn of_file(path: &Path) -> Result<Self> {
        only_its_owner(path)?;
        Self::read(path.display().to_string(), &text_of(path)?)
    }

    fn read(file: String, text: &str) -> Result<Self> {
        let apart = if text.contains('\t') { '\t' } else { ',' };
        let lines = (1..).zip(text.lines()).map(|(line, words)| (line, cells(words, apart)));
        let mut lines = lines.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())).peekable();
        let heading = lines.peek().and_then(|(_, cells)| columns(cells));
        if heading.is_some() {
            lines.next();
        }
        let mut listed = Vec::new();
        for (line, cells) in lines {
            let (org, password) = match heading {
                Some((org, password)) => (cells.get(org), cells.get(password)),
                None if cells.len() == 2 => (cells.first(), cells.last()),
                None => (None, None),
            };
            match (org, password) {
                (Some(org), Some(password)) if !org.is_empty() && !password.is_empty() => {
                    listed.push(Listed { line, org: org.clone(), password: SecretString::from(password.clone()) });
                }
                _ => return Err(Stop::Usage("cli.passwords.line", json!({ "name": file, "line": line }))),
            }
        }
        if listed.is_empty() {
            return Err(Stop::Usage("cli.passwords.empty", json!({ "name": file })));
        }
        Ok(Self { file, listed })
    }

    /// By the organisation, as the wire asks for them. Each line means one organisation, and none is meant twice.
    pub async fn by_partner(&self, door: &Door<'_>) -> Result<Vec<Value>> {
        let rows = door.ask("organizations", "employers", json!({})).await?;
        let partners = rows.as_array().into_iter().flatten().filter(|row| text(row, "kind") != "employer");
        let partners: Vec<(String, String)> =
            partners.map(|row| (text(row, "id"), name_key(&text(row, "name")))).collect();
        let mut lines: HashMap<&str, usize> = HashMap::new();
        let mut passwords = Vec::new();
        for one in &self.listed {
            let key = name_key(&one.org);
            let mut meant = partners.iter().filter(|(id, name)| *id == one.org || *name == key);
            let Some((id, _)) = meant.next() else { return Err(self.wrong("cli.passwords.unknown", one, None)) };
            if meant.next().is_some() {
                return Err(self.wrong("cli.passwords.several", one, None));
            }
            if let Some(first) = lines.insert(id, one.line) {
                return Err(self.wrong("cli.passwords.doubled", one, Some(first)));
            }
            passwords.push(json!({ "org_id": id, "password": one.password.expose_secret() }));
        }
        Ok(passwords)
    }

    fn wrong(&self, label: &'static str, one: &Listed, first: Option<usize>) -> Stop {
        Stop::Usage(label, json!({ "name": self.file, "line": one.line, "org": one.org, "first": first }))
    }
}

/// Passwords of many are not read from where others of the machine can read them, too.
#[cfg(unix)]
fn only_its_owner(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;

    use kyojo_core::error::Error;

    let found = std::fs::metadata(path).map_err(|error| Stop::Refused(Error::reading(&error, path)))?;
    // What is no file, such as a pipe, is nobody else's to open.
    if found.is_file() && found.permissions().mode() & 0o077 != 0 {
        return Err(Stop::Usage("cli.passwords.readers", json!({ "name": path.display().to_string() })));
    }
    Ok(())
}

#[cfg(not(unix))]
fn only_its_owner(_path: &Path) -> Result<()> {
    Ok(())
}

/// The cells of a line, with quotes as spreadsheets write them.
fn cells(line: &str, apart: char) -> Vec<String> {
    let mut cells = Vec::new();
    let (mut cell, mut quoted) = (String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            _ if letter == apart && !quoted => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(letter),
        }
    }
    cells.push(cell);
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Where a heading has the organisation and the password; none where the line is no heading.
fn columns(cells: &[String]) -> Option<(usize, usize)> {
    let place = |keys: &[&str]| {
        cells.iter().position(|cell| {
            let said = header_key(cell);
            let is = |key: &&str| [Locale::Ja, Locale::En].iter().any(|locale| header_key(word(*locale, key)) == said);
            keys.iter().any(is)
        })
    };
    Some((place(&["training.org"])?, place(&["desk.file_password", "officers.exports.password"])?))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// Number of the line, organisation and password.
    type Line = (usize, String, String);

    fn read(text: &str) -> std::result::Result<Vec<Line>, (&'static str, Value)> {
        match Passwords::read("p.csv".to_owned(), text) {
            Ok(read) => Ok(read
                .listed
                .into_iter()
                .map(|one| (one.line, one.org, one.password.expose_secret().to_owned()))
                .collect()),
            Err(Stop::Usage(label, about)) => Err((label, about)),
            Err(_) => Err(("refused", Value::Null)),
        }
    }

    fn one(line: usize, org: &str, password: &str) -> Line {
        (line, org.to_owned(), password.to_owned())
    }

    #[test]
    fn a_list_is_read_with_commas_or_tabs_with_a_heading_or_without() {
        let two = |first| vec![one(first, "Red Union", "a,\"1"), one(first + 1, "Blue Union", "b2")];
        assert_eq!(read("Red Union,\"a,\"\"1\"\n Blue Union , b2 \r\n").unwrap(), two(1));
        let heading = [word(Locale::Ja, "training.org"), word(Locale::Ja, "officers.exports.password")].join("\t");
        assert_eq!(read(&format!("{heading}\nRed Union\ta,\"1\nBlue Union\tb2\n")).unwrap(), two(2));
        // As the window copies it.
        let heading = ["training.org", "training.to_partners.file", "desk.file_password"];
        let heading = heading.map(|key| word(Locale::En, key)).join("\t");
        let copied = format!("{heading}\nRed Union\t1.xlsx\ta,\"1\nBlue Union\t2.xlsx\tb2");
        assert_eq!(read(&copied).unwrap(), two(2));
        assert_eq!(read("\n\nRed Union,a\n\n").unwrap(), vec![one(3, "Red Union", "a")]);
    }

    #[test]
    fn a_line_that_is_no_organisation_and_a_password_is_told_with_its_number() {
        let heading = "Organisation,Password\n";
        let short = format!("{heading}Red Union");
        for (text, line) in [("A,a\nB", 2), ("A,", 1), (",a", 1), ("A,a,note", 1), (&short, 2)] {
            let (label, about) = read(text).unwrap_err();
            assert_eq!(
                (label, about.get("line").and_then(Value::as_u64)),
                ("cli.passwords.line", Some(line)),
                "{text}"
            );
        }
        for text in ["", "\n \n", heading] {
            assert_eq!(read(text).unwrap_err().0, "cli.passwords.empty", "{text}");
        }
    }
}
