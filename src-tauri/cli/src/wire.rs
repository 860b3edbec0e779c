//! Any verb of the wire, for scripts and tests.

use std::io::Read;

use kyojo_core::api::{self, Kind};
use kyojo_core::error::Error;
use kyojo_core::rights::Right;
use serde_json::{Value, json};

use crate::arguments::{Access, Call};
use crate::door::{Door, within};
use crate::passphrase::not_text;
use crate::screen::{Screen, table};
use crate::stop::{Outcome, Result, Stop};

/// `verbs`: every verb, with the schema of its input in JSON.
pub fn verbs(screen: &Screen) -> Result<Outcome> {
    let verbs = api::verbs();
    screen.result(&verbs, || {
        let rows: Vec<Vec<String>> = verbs
            .iter()
            .map(|verb| vec![verb.capability.to_owned(), verb.verb.to_owned(), kind(verb.kind), right(verb.right)])
            .collect();
        table(
            &["capability", "verb", "kind", "right"].map(|column| {
                screen.word(match column {
                    "capability" => "cli.verbs.capability",
                    "verb" => "cli.verbs.verb",
                    "kind" => "cli.verbs.kind",
                    _ => "cli.verbs.right",
                })
            }),
            &rows,
        )
    })?;
    Ok(Outcome::Done)
}

fn kind(kind: Kind) -> String {
    match kind {
        Kind::Look => "look".to_owned(),
        Kind::Undoable => "undoable".to_owned(),
        Kind::Last(reason) => format!("last ({reason})"),
    }
}

fn right(right: Right) -> String {
    serde_json::to_value(right).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// `call`: one verb with JSON in and JSON out. The problem is JSON too, with or without `--json`.
pub async fn call(access: &Access, line: &Call, screen: &Screen) -> Result<Outcome> {
    let input = input(line.input.as_deref())?;
    let answered = match api::verbs().iter().find(|verb| verb.capability == line.capability && verb.verb == line.verb) {
        None => Err(Error::Missing { what: "verb" }.into()),
        // What founds a file or opens one does so itself.
        Some(verb) if verb.door && verb.right == Right::Anyone && matches!(verb.kind, Kind::Last(_)) => {
            let door = Door::closed(access, screen).await?;
            let answer = door.ask(&line.capability, &line.verb, input).await;
            door.close().await;
            answer.map_err(Stop::from)
        }
        Some(_) => {
            within(access, screen, async |door: &Door<'_>| Ok(door.ask(&line.capability, &line.verb, input).await?))
                .await
        }
    };
    let screen = Screen::new(true, screen.locale);
    match answered {
        Ok(output) => {
            screen.value(&output)?;
            Ok(Outcome::Done)
        }
        Err(Stop::Refused(error)) => {
            screen.problem(&error);
            Ok(Outcome::Found)
        }
        Err(other) => Err(other),
    }
}

/// The input: JSON on the line, `-` for standard input, nothing for a verb without fields.
fn input(text: Option<&str>) -> Result<Value> {
    let text = match text {
        None => return Ok(json!({})),
        Some("-") => {
            let mut text = String::new();
            std::io::stdin().lock().read_to_string(&mut text).map_err(|_| not_text("stdin"))?;
            text
        }
        Some(text) => text.to_owned(),
    };
    let malformed = |error: serde_json::Error| json!({ "line": error.line(), "column": error.column() });
    serde_json::from_str(&text).map_err(|error| Stop::Usage("cli.not_json", malformed(error)))
}
