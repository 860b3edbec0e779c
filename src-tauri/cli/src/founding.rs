//! Found a union or the sample; passphrases and recovery.

use std::io::Write;
use std::path::Path;

use kyojo_core::error::Error;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::arguments::{Access, Init, Kdf, Passwd, Recover, Sample};
use crate::door::{Door, place};
use crate::passphrase;
use crate::screen::Screen;
use crate::stop::{Outcome, Result};

/// `init`: a new union; its recovery code is shown once or written to a file.
pub async fn init(access: &Access, line: &Init, screen: &Screen) -> Result<Outcome> {
    let file = place(access)?;
    if let Some(out) = line.recovery_out.as_deref().filter(|out| out.exists()) {
        return Err(Error::file("file_exists", out).into());
    }
    let passphrase = passphrase::new(access.passphrase_file.as_deref(), "KYOJO_PASSPHRASE", screen)?;
    let strength = match line.kdf {
        Kdf::Floor => "floor",
        Kdf::Calibrated => "calibrated",
    };
    let door = Door::closed(access, screen).await?;
    let input = json!({ "file": file, "union_name": line.union, "login": line.admin, "passphrase": passphrase.expose_secret(), "strength": strength });
    let created = door.ask("desk", "create", input).await?;
    door.close().await;
    let code = text(&created, "recovery_code");
    let written = line.recovery_out.as_deref().map(|out| (out, write_secret(out, &code)));
    let mut answer = json!({ "place": created.get("status").and_then(|status| status.get("place")), "union_name": line.union, "login": line.admin });
    let mut words = vec![screen.sentence("cli.init.done", &json!({ "name": line.union, "login": line.admin }))];
    match &written {
        Some((out, Ok(()))) => {
            add(&mut answer, "recovery_out", json!(out));
            words.push(screen.sentence("cli.init.recovery_out", &json!({ "name": out.display().to_string() })));
        }
        // The union exists and its only sheet must not be lost, whatever happened to the file.
        _ => {
            add(&mut answer, "recovery_code", json!(code));
            words.extend([screen.word("cli.init.recovery").to_owned(), code]);
        }
    }
    screen.result(&answer, || words)?;
    match written {
        Some((_, Err(error))) => Err(error.into()),
        _ => Ok(Outcome::Done),
    }
}

/// `sample`: the fictional union, filled.
pub async fn sample(access: &Access, line: &Sample, screen: &Screen) -> Result<Outcome> {
    let file = place(access)?;
    let passphrase = passphrase::new(access.passphrase_file.as_deref(), "KYOJO_PASSPHRASE", screen)?;
    let door = Door::closed(access, screen).await?;
    let input =
        json!({ "file": file, "passphrase": passphrase.expose_secret(), "members": line.members, "seed": line.seed });
    let status = door.ask("desk", "create_sample", input).await?;
    door.close().await;
    let name = text(&status, "union_name");
    let answer =
        json!({ "place": status.get("place"), "union_name": name, "members": line.members, "seed": line.seed });
    screen.result(&answer, || {
        vec![screen.sentence("cli.sample.done", &json!({ "name": name, "members": line.members, "seed": line.seed }))]
    })?;
    Ok(Outcome::Done)
}

/// `passwd`: change the own passphrase.
pub async fn passwd(access: &Access, line: &Passwd, screen: &Screen) -> Result<Outcome> {
    let file = place(access)?;
    let old = passphrase::known(access, screen)?;
    let new = passphrase::new(line.new_passphrase_file.as_deref(), "KYOJO_NEW_PASSPHRASE", screen)?;
    let door = Door::closed(access, screen).await?;
    door.ask("desk", "open", json!({ "file": file, "login": access.login, "passphrase": old.expose_secret() })).await?;
    let changed =
        door.ask("desk", "change_passphrase", json!({ "old": old.expose_secret(), "new": new.expose_secret() })).await;
    door.close().await;
    let changed = changed?;
    screen.result(&changed, || vec![screen.word("desk.passphrase.changed").to_owned()])?;
    Ok(Outcome::Done)
}

/// `recover`: open with the recovery sheet and give an officer a new passphrase.
pub async fn recover(access: &Access, line: &Recover, screen: &Screen) -> Result<Outcome> {
    let file = place(access)?;
    let code = passphrase::code(line.code_file.as_deref(), screen)?;
    // The new passphrase has its own variable; the one of every other line is taken where that is not set.
    let variable = ["KYOJO_NEW_PASSPHRASE", "KYOJO_PASSPHRASE"]
        .into_iter()
        .find(|name| std::env::var_os(name).is_some())
        .unwrap_or("KYOJO_NEW_PASSPHRASE");
    let passphrase = passphrase::new(access.passphrase_file.as_deref(), variable, screen)?;
    let door = Door::closed(access, screen).await?;
    let input = json!({ "file": file, "code": code.expose_secret(), "login": access.login, "passphrase": passphrase.expose_secret() });
    let status = door.ask("desk", "recover", input).await?;
    door.close().await;
    let login = status.get("officer").map(|officer| text(officer, "login")).unwrap_or_default();
    screen.result(
        &json!({ "place": status.get("place"), "union_name": status.get("union_name"), "login": login }),
        || vec![screen.sentence("cli.recover.done", &json!({ "login": login }))],
    )?;
    Ok(Outcome::Done)
}

/// A text of an answer.
pub fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn add(value: &mut Value, key: &str, what: Value) {
    if let Some(fields) = value.as_object_mut() {
        fields.insert(key.to_owned(), what);
    }
}

/// A new file that only its owner reads.
fn write_secret(path: &Path, code: &str) -> std::result::Result<(), Error> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        writeln!(file, "{code}")?;
        file.sync_all()
    });
    written.map_err(|error| Error::io(&error, path))
}
