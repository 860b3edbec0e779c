//! Backups and checks.

use serde_json::{Value, json};

use crate::arguments::{Access, Backup, Restore};
use crate::door::{Door, place, within};
use crate::founding::text;
use crate::screen::{Screen, moment};
use crate::stop::{Outcome, Result};

/// `backup`: a checked copy with the key slots inside.
pub async fn backup(access: &Access, line: &Backup, screen: &Screen) -> Result<Outcome> {
    within(access, screen, async |door: &Door<'_>| {
        let done = door.ask("desk", "backup", json!({ "file": line.out })).await?;
        screen.result(&done, || vec![screen.sentence("desk.backup.done", &done)])?;
        Ok(Outcome::Done)
    })
    .await
}

/// `restore`: a backup becomes the union file that `--db` names.
pub async fn restore(access: &Access, line: &Restore, screen: &Screen) -> Result<Outcome> {
    let to = place(access)?;
    let door = Door::closed(access, screen).await?;
    let done = door.ask("desk", "restore", json!({ "from": line.backup, "to": to })).await?;
    screen.result(&done, || {
        vec![screen.sentence(
            "desk.restore.done",
            &json!({ "name": done.get("name"), "at": done.get("made_at").and_then(Value::as_str).map(moment) }),
        )]
    })?;
    Ok(Outcome::Done)
}

/// `verify`: pages, references, keys, the trail, and counts. A finding ends with 1.
pub async fn verify(access: &Access, screen: &Screen) -> Result<Outcome> {
    within(access, screen, async |door: &Door<'_>| {
        let done = door.ask("desk", "verify", json!({})).await?;
        let findings: Vec<String> = done
            .get("findings")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|code| Some(code.as_str()?.to_owned()))
            .collect();
        screen.result(&done, || {
            let mut words = vec![text(&done, "engine")];
            for (table, n) in done.get("counts").and_then(Value::as_object).into_iter().flatten() {
                words.push(format!("{table}: {n}"));
            }
            words.push(
                screen.word(if findings.is_empty() { "desk.verify.whole" } else { "desk.verify.broken" }).to_owned(),
            );
            words
        })?;
        for finding in &findings {
            screen.remark(&format!("kyojo-cli: {finding}: {}", screen.word(&format!("desk.verify.{finding}"))));
        }
        Ok(if findings.is_empty() { Outcome::Done } else { Outcome::Found })
    })
    .await
}
