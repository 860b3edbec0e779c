//! Where passphrases come from: a file, the environment, or the terminal without echo. Never the command line itself,
//! where other programs of the machine could read it.

use std::path::Path;

use kyojo_core::error::Error;
use kyojo_core::vault;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use crate::arguments::Access;
use crate::screen::Screen;
use crate::stop::{Result, Stop};

/// The passphrase that opens the union.
pub fn known(access: &Access, screen: &Screen) -> Result<SecretString> {
    match given(access.passphrase_file.as_deref(), "KYOJO_PASSPHRASE")? {
        Some(found) => Ok(found),
        None => ask(screen, "desk.passphrase"),
    }
}

/// A passphrase that will be set: asked twice on a terminal, refused when short, warned about when weak.
pub fn new(file: Option<&Path>, variable: &str, screen: &Screen) -> Result<SecretString> {
    let found = match given(file, variable)? {
        Some(found) => found,
        None => {
            let first = ask(screen, "desk.passphrase.new")?;
            let again = ask(screen, "desk.passphrase.again")?;
            if first.expose_secret() != again.expose_secret() {
                return Err(Stop::usage("desk.passphrase.differ"));
            }
            first
        }
    };
    vault::check_passphrase("passphrase", &found)?;
    if vault::is_weak(&found) {
        screen.remark(screen.word("desk.passphrase.weak"));
    }
    Ok(found)
}

/// The code of a recovery sheet.
pub fn code(file: Option<&Path>, screen: &Screen) -> Result<SecretString> {
    match given(file, "KYOJO_RECOVERY_CODE")? {
        Some(found) => Ok(found),
        None => ask(screen, "desk.recover.code"),
    }
}

/// The only content of a file: a passphrase or the password of a workbook. Its last newline is not part of it.
pub fn of_file(path: &Path) -> Result<SecretString> {
    let mut text = text_of(path)?;
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    Ok(SecretString::from(text))
}

/// The text of a file that must be UTF-8, without the mark that some editors write before the first letter.
pub fn text_of(path: &Path) -> Result<String> {
    let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::InvalidData => not_text(&path.display().to_string()),
        _ => Stop::Refused(Error::reading(&error, path)),
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// What was named is no text in UTF-8.
pub fn not_text(name: &str) -> Stop {
    Stop::Usage("cli.not_text", json!({ "name": name }))
}

fn given(file: Option<&Path>, variable: &str) -> Result<Option<SecretString>> {
    if let Some(path) = file {
        return of_file(path).map(Some);
    }
    match std::env::var(variable) {
        Ok(text) => Ok(Some(SecretString::from(text))),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(not_text(variable)),
    }
}

fn ask(screen: &Screen, label: &str) -> Result<SecretString> {
    rpassword::prompt_password(format!("{}: ", screen.word(label)))
        .map(SecretString::from)
        .map_err(|_| Stop::usage("cli.no_terminal"))
}
