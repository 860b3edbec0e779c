//! Reports: those of the program and the officers' own; and those that are due, for the system's scheduler.

use kyojo_core::error::Error;
use kyojo_core::ids::IssuedPackId;
use kyojo_core::labels;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::arguments::{Access, Due, Report};
use crate::door::{Door, within};
use crate::founding::text;
use crate::passphrase;
use crate::roster::{say_plain, say_provided, unit, written};
use crate::screen::{Screen, table};
use crate::stop::{Outcome, Result, Stop};
use crate::usage;

/// The officers' own reports; an officer who may see no counts has none.
async fn own_reports(door: &Door<'_>) -> std::result::Result<Vec<Value>, Error> {
    match door.ask("reports", "own_reports", json!({})).await {
        Ok(own) => Ok(own.as_array().cloned().unwrap_or_default()),
        Err(Error::NotAllowed) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// `report`: a report of the program by its code, or one of the officers' own by its name.
pub async fn report(access: &Access, line: &Report, screen: &Screen) -> Result<Outcome> {
    within(access, screen, async |door: &Door<'_>| {
        let kinds = door.ask("reports", "list", json!({})).await?;
        let kinds = kinds.as_array().cloned().unwrap_or_default();
        let purpose = line.purpose.as_deref().map(str::trim).unwrap_or_default();
        if let Some(kind) = kinds.iter().find(|kind| text(kind, "report") == line.name) {
            return of_the_program(door, line, screen, kind, purpose).await;
        }
        let own = own_reports(door).await?;
        let key = kyojo_core::text::name_key(&line.name);
        let Some(one) = own.iter().find(|one| kyojo_core::text::name_key(&text(one, "name")) == key) else {
            let codes = kinds.iter().map(|kind| text(kind, "report"));
            let known = codes.chain(own.iter().map(|one| text(one, "name"))).collect::<Vec<_>>().join(", ");
            return Err(Stop::Usage("cli.no_report", json!({ "name": line.name, "known": known })));
        };
        let personal = text(one, "sensitivity") == "A";
        if personal && purpose.is_empty() {
            return Err(Stop::usage("cli.no_purpose"));
        }
        // What is said of the reports of the program is settled in the officers' own.
        let settled = line.from.is_some()
            || line.person.is_some()
            || line.unit.is_some()
            || line.run.is_some()
            || line.organization.is_some()
            || line.payment.is_some()
            || line.meeting.is_some()
            || line.plan.is_some()
            || line.issued.is_some();
        if settled || line.counts_only {
            return Err(Stop::usage("cli.own_settled"));
        }
        let password = line.protect_with.as_deref().map(passphrase::of_file).transpose()?;
        let input = json!({
            "id": one.get("id"),
            "file": line.out,
            "as_of": line.as_of,
            "locale": screen.locale,
            "password": password.as_ref().map(ExposeSecret::expose_secret),
            "purpose": purpose,
            "recipient": line.recipient,
        });
        let done = door.ask("reports", "write_own_report", input).await?;
        say_plain(screen, personal && password.is_none());
        say_provided(screen, &done);
        written(screen, &done)?;
        Ok(Outcome::Done)
    })
    .await
}

/// Refuse options that would change nothing: whoever gave them expects another report.
fn follows(line: &Report, kind: &Value) -> Result<()> {
    let given = [
        ("from", "--from", line.from.is_some()),
        ("unit", "--unit", line.unit.is_some()),
        ("person", "--person", line.person.is_some()),
        ("run", "--run", line.run.is_some()),
        ("organization", "--org", line.organization.is_some()),
        ("payment", "--payment", line.payment.is_some()),
        ("meeting", "--meeting", line.meeting.is_some()),
        ("plan", "--plan", line.plan.is_some()),
        ("issued", "--issued", line.issued.is_some()),
        ("names", "--counts-only", line.counts_only),
    ];
    let takes = |field: &str| {
        kind.get("takes").and_then(Value::as_array).is_some_and(|takes| takes.iter().any(|one| one == field))
    };
    if let Some((_, option, _)) = given.iter().find(|(field, _, is_given)| *is_given && !takes(field)) {
        return Err(Stop::Usage("cli.report_option", json!({ "option": option, "name": line.name })));
    }
    // A frozen pack is told as it was.
    let settled = line.as_of.is_some()
        || line.from.is_some()
        || line.unit.is_some()
        || line.plan.is_some()
        || usage::names_a_language();
    if line.issued.is_some() && settled {
        return Err(Stop::usage("cli.issued_settled"));
    }
    Ok(())
}

/// What an option names is not there: which one it is, and where its values are seen.
fn not_there(line: &Report, error: Error) -> Error {
    let (code, named) = match error {
        Error::Missing { what: "unit" } => ("unit_unknown", &line.unit),
        Error::Missing { what: "plan" } => ("plan_unknown", &line.plan),
        Error::Missing { what: "pack" } => ("pack_unknown", &line.issued),
        _ => return error,
    };
    match named {
        Some(name) => Error::refused(code, json!({ "name": name })),
        None => error,
    }
}

async fn of_the_program(
    door: &Door<'_>,
    line: &Report,
    screen: &Screen,
    kind: &Value,
    purpose: &str,
) -> Result<Outcome> {
    let personal = kind.get("asks_purpose") == Some(&Value::Bool(true));
    if personal && purpose.is_empty() {
        return Err(Stop::usage("cli.no_purpose"));
    }
    follows(line, kind)?;
    let password = line.protect_with.as_deref().map(passphrase::of_file).transpose()?;
    let unit = unit(door, line.unit.as_deref(), json!({ "as_of": line.as_of, "include_closed": true })).await?;
    if let Some(id) = line.issued.as_deref().filter(|id| serde_json::from_value::<IssuedPackId>(json!(id)).is_err()) {
        return Err(Error::refused("pack_unknown", json!({ "name": id })).into());
    }
    let input = json!({
        "report": line.name,
        "file": line.out,
        "as_of": line.as_of,
        "from": line.from,
        "unit": unit.map(|unit| text(&unit, "code")),
        "person": line.person,
        "run": line.run,
        "organization": line.organization,
        "payment": line.payment,
        "meeting": line.meeting,
        "plan": line.plan,
        "issued": line.issued,
        "names": line.counts_only.then_some(false),
        "locale": screen.locale,
        "password": password.as_ref().map(ExposeSecret::expose_secret),
        "purpose": purpose,
        "recipient": line.recipient,
    });
    let done = door.ask("reports", "write", input).await.map_err(|error| not_there(line, error))?;
    let named = personal || kind.get("asks_person") == Some(&Value::Bool(true));
    say_plain(screen, named && password.is_none());
    say_provided(screen, &done);
    written(screen, &done)?;
    Ok(Outcome::Done)
}

/// `reports`: what can be written, by which name.
pub async fn reports(access: &Access, screen: &Screen) -> Result<Outcome> {
    within(access, screen, async |door: &Door<'_>| {
        let kinds = door.ask("reports", "list", json!({})).await?;
        let mut all = Vec::new();
        for kind in
            kinds.as_array().into_iter().flatten().filter(|kind| kind.get("allowed") == Some(&Value::Bool(true)))
        {
            let label = text(kind, "label");
            all.push(json!({
                "name": text(kind, "report"),
                "title": screen.word(&label),
                "class": text(kind, "sensitivity"),
                "own": false,
            }));
        }
        for one in own_reports(door).await?.iter().filter(|one| one.get("allowed") == Some(&Value::Bool(true))) {
            let (name, title) = (text(one, "name"), text(one, "title"));
            all.push(json!({
                "title": if title.is_empty() { &name } else { &title },
                "name": name,
                "class": text(one, "sensitivity"),
                "own": true,
            }));
        }
        screen.result(&all, || {
            let head = ["cli.reports.name", "cli.reports.title", "cli.reports.class"];
            let rows: Vec<Vec<String>> =
                all.iter().map(|one| vec![text(one, "name"), text(one, "title"), text(one, "class")]).collect();
            table(&head.map(|key| screen.word(key)), &rows)
        })?;
        Ok(Outcome::Done)
    })
    .await
}

/// `due`: write what is due, once for each day on which it was; called every day by the system's scheduler. What failed ends
/// with 3.
pub async fn due(access: &Access, line: &Due, screen: &Screen) -> Result<Outcome> {
    within(access, screen, async |door: &Door<'_>| {
        let done = door.ask("reports", "write_due", json!({ "folder": line.folder })).await?;
        let outcomes = done.get("outcomes").and_then(Value::as_array).cloned().unwrap_or_default();
        screen.result(&done, || {
            let made = outcomes.iter().filter(|one| text(one, "code").is_empty());
            let mut lines: Vec<String> = made.map(|one| screen.sentence("cli.due.written", one)).collect();
            if outcomes.is_empty() {
                lines.push(screen.word("cli.due.nothing").to_owned());
            }
            lines
        })?;
        let failed: Vec<&Value> = outcomes.iter().filter(|one| !text(one, "code").is_empty()).collect();
        if !screen.json {
            for one in &failed {
                screen.remark(&screen.sentence("cli.due.failed", &told(screen, one)));
                if one.get("stopped") == Some(&Value::Bool(true)) {
                    screen.remark(&screen.sentence("cli.due.stopped", one));
                }
            }
            for (key, label) in [("stopped", "cli.due.still_stopped"), ("others", "cli.due.others")] {
                let n = done.get(key).and_then(Value::as_i64).unwrap_or_default();
                if n > 0 {
                    screen.remark(&screen.sentence(label, &json!({ "n": n })));
                }
            }
        }
        Ok(if failed.is_empty() { Outcome::Done } else { Outcome::SomeRejected })
    })
    .await
}

/// A failure with the words of its code.
fn told(screen: &Screen, one: &Value) -> Value {
    let code = text(one, "code");
    let key = [format!("error.{code}"), format!("problem.{code}")].into_iter().find(|key| labels::has(key));
    let words = key.map_or_else(|| code.clone(), |key| screen.sentence(&key, &json!({ "name": text(one, "name") })));
    json!({ "name": text(one, "name"), "due_on": text(one, "due_on"), "code": code, "words": words })
}
