//! What was done, taken back, done again.

use kyojo_core::error::Error;
use kyojo_core::ids::OpId;
use serde_json::{Value, json};

use crate::arguments::{Access, Newest, Op};
use crate::door::{Door, within};
use crate::founding::text;
use crate::screen::{Screen, moment};
use crate::stop::{Outcome, Result, Stop};

/// `undo`: take back a batch, or the officer's newest op.
pub async fn undo(access: &Access, line: &Op, screen: &Screen) -> Result<Outcome> {
    take_back(access, line, screen, "undo").await
}

/// `redo`: do again what was taken back.
pub async fn redo(access: &Access, line: &Op, screen: &Screen) -> Result<Outcome> {
    take_back(access, line, screen, "redo").await
}

async fn take_back(access: &Access, line: &Op, screen: &Screen, verb: &'static str) -> Result<Outcome> {
    let op = match &line.batch {
        None => None,
        Some(batch) => Some(serde_json::from_value::<OpId>(json!(batch)).map_err(|_| Stop::usage("cli.not_a_batch"))?),
    };
    within(access, screen, async |door: &Door<'_>| {
        let done = door.ask("desk", verb, json!({ "op": op })).await?;
        screen.result(&done, || {
            let label = if verb == "undo" { "desk.op.undone" } else { "desk.op.redone" };
            let what = told(screen, &text(&done, "of"), done.get("about").unwrap_or(&Value::Null));
            vec![
                screen.sentence(label, &json!({ "what": what })),
                screen.sentence("cli.rows", &json!({ "n": done.get("rows") })),
            ]
        })?;
        Ok(Outcome::Done)
    })
    .await
}

/// `history`: what was done, newest first.
pub async fn history(access: &Access, line: &Newest, screen: &Screen) -> Result<Outcome> {
    within(access, screen, async |door: &Door<'_>| {
        let rows = pages(door, "desk", "history", json!({}), "before", line.limit).await?;
        screen.result(&rows, || rows.iter().map(|row| one(screen, row)).collect())?;
        Ok(Outcome::Done)
    })
    .await
}

/// One op in words: when, by whom, what, and the name by which it is taken back.
fn one(screen: &Screen, row: &Value) -> String {
    let what = told(
        screen,
        &format!("{}.{}", text(row, "capability"), text(row, "verb")),
        row.get("about").unwrap_or(&Value::Null),
    );
    let what = match text(row, "kind").as_str() {
        "undone" => screen.sentence("desk.op.undone", &json!({ "what": what })),
        "redone" => screen.sentence("desk.op.redone", &json!({ "what": what })),
        _ => what,
    };
    let taken = if row.get("taken_back") == Some(&Value::Bool(true)) {
        format!(" ({})", screen.word("desk.history.taken_back"))
    } else {
        String::new()
    };
    format!("{}  {}  {}  {what}{taken}", text(row, "id"), moment(&text(row, "at")), text(row, "actor_name"))
}

/// The sentence of a verb that was done.
fn told(screen: &Screen, of: &str, about: &Value) -> String {
    let label = format!("op.{of}");
    if kyojo_core::labels::has(&label) {
        kyojo_core::labels::told(screen.locale, of, about)
    } else {
        screen.sentence("desk.op.unknown", &json!({ "verb": of }))
    }
}

/// The first rows of a list that comes in pages; the place after a page goes into the field `after` of the input.
pub async fn pages(
    door: &Door<'_>,
    capability: &str,
    verb: &str,
    mut input: Value,
    after: &str,
    limit: u32,
) -> std::result::Result<Vec<Value>, Error> {
    let mut rows: Vec<Value> = Vec::new();
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    while rows.len() < limit {
        if let Some(fields) = input.as_object_mut() {
            fields.insert("limit".into(), json!((limit - rows.len()).min(200)));
        }
        let mut page = door.ask(capability, verb, input.clone()).await?;
        if let Some(Value::Array(found)) = page.get_mut("rows").map(Value::take) {
            rows.extend(found);
        }
        match page.get("next").filter(|next| !next.is_null()) {
            None => break,
            Some(next) => {
                if let Some(fields) = input.as_object_mut() {
                    fields.insert(after.to_owned(), next.clone());
                }
            }
        }
    }
    rows.truncate(limit);
    Ok(rows)
}
