//! The exchange with partner unions: invitation out, filled form in, answer out.

use kyojo_core::error::Error;
use kyojo_core::labels;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::arguments::{Access, Badges, ImportForm, Invite, Results, ToPartners};
use crate::door::{Door, within};
use crate::founding::text;
use crate::passphrase;
use crate::passwords::Passwords;
use crate::roster::{can_be_written, is_one_file, say_plain, say_provided, written};
use crate::screen::Screen;
use crate::stop::{Outcome, Result, Stop};
use crate::usage;

fn unknown(code: &'static str, named: &str) -> Error {
    Error::refused(code, json!({ "name": named }))
}

/// The run of a code (`C01-2`) or an id.
async fn run(door: &Door<'_>, named: &str) -> std::result::Result<Value, Error> {
    let runs = door.ask("training", "runs", json!({})).await?;
    let found =
        runs.as_array().into_iter().flatten().find(|run| text(run, "code") == named || text(run, "id") == named);
    found.map(|run| run.get("id").cloned().unwrap_or_default()).ok_or_else(|| unknown("run_unknown", named))
}

/// The partner of a name, whatever its width and spaces, or an id.
async fn partner(door: &Door<'_>, named: &str) -> std::result::Result<Value, Error> {
    let key = kyojo_core::text::name_key(named);
    let rows = door.ask("organizations", "employers", json!({})).await?;
    let found = rows.as_array().into_iter().flatten().find(|row| {
        text(row, "id") == named
            || (text(row, "kind") != "employer" && kyojo_core::text::name_key(&text(row, "name")) == key)
    });
    found.map(|row| row.get("id").cloned().unwrap_or_default()).ok_or_else(|| unknown("partner_unknown", named))
}

/// `training invite`: the invitation of a partner with its form.
pub async fn invite(access: &Access, line: &Invite, screen: &Screen) -> Result<Outcome> {
    within(access, screen, async |door: &Door<'_>| {
        let (run, org) = (run(door, &line.run).await?, partner(door, &line.org).await?);
        let input = json!({
            "run_id": run, "org_id": org, "file": line.out, "locale": screen.locale,
            "contact_name": line.contact, "contact_mail": line.mail, "contact_phone": line.phone,
        });
        let done = door.ask("training", "write_invitation", input).await?;
        written(screen, &done)?;
        Ok(Outcome::Done)
    })
    .await
}

/// `training import-form`: take a filled form in. Rows that are not taken end with 3 and can be written out.
pub async fn import_form(access: &Access, line: &ImportForm, screen: &Screen) -> Result<Outcome> {
    if let Some(out) = line.rejects.as_deref() {
        if is_one_file(out, &line.file) {
            return Err(Stop::Usage("cli.import.rejects_same", json!({ "name": out.display().to_string() })));
        }
        can_be_written(out)?;
    }
    let password = line.password_file.as_deref().map(passphrase::of_file).transpose()?;
    let protects = line.protect_with.as_deref().map(passphrase::of_file).transpose()?;
    within(access, screen, async |door: &Door<'_>| {
        let run = match line.run.as_deref() {
            Some(named) => Some(run(door, named).await?),
            None => None,
        };
        let org = match line.org.as_deref() {
            Some(named) => Some(partner(door, named).await?),
            None => None,
        };
        let input = json!({
            "file": line.file, "password": password.as_ref().map(ExposeSecret::expose_secret), "run_id": run, "org_id": org,
            "old_edition": line.old_edition, "despite": line.despite,
        });
        let verb = if line.dry_run { "preview_form" } else { "apply_form" };
        let done = door.ask("training", verb, input.clone()).await?;
        let refused = done.get("refused").and_then(Value::as_u64).unwrap_or_default();
        if !screen.json {
            for remark in unread(screen, &done) {
                screen.remark(&remark);
            }
            for row in done.get("rows").and_then(Value::as_array).into_iter().flatten() {
                screen.remark(&said(screen, row));
            }
        }
        screen.result(&done, || {
            let key = if line.dry_run { "cli.training.would" } else { "cli.training.done" };
            let form = done.get("form").unwrap_or(&Value::Null);
            let mut about = done.clone();
            if let Some(fields) = about.as_object_mut() {
                fields.insert("org".to_owned(), json!(text(form, "org")));
                fields.insert("title".to_owned(), json!(text(form, "title")));
            }
            let sentence = screen.sentence(key, &about);
            match done.get("op").and_then(Value::as_str) {
                Some(op) => vec![sentence, screen.sentence("cli.import.batch", &json!({ "batch": op }))],
                None => vec![sentence],
            }
        })?;
        if let Some(out) = line.rejects.as_deref().filter(|_| refused > 0) {
            let mut input = input;
            if let Some(fields) = input.as_object_mut() {
                fields.insert("out".to_owned(), json!(out));
                let protects = protects.as_ref().map(ExposeSecret::expose_secret);
                fields.insert("out_password".to_owned(), json!(protects));
            }
            say_plain(screen, protects.is_none());
            door.ask("training", "write_form_rejects", input).await?;
            let about = json!({ "name": out.display().to_string(), "n": refused });
            screen.remark(&screen.sentence("cli.import.rejects", &about));
        }
        Ok(if refused > 0 { Outcome::SomeRejected } else { Outcome::Done })
    })
    .await
}

/// One row of the form: where, who, what it does or why not.
fn said(screen: &Screen, row: &Value) -> String {
    let number = row.get("row").map(Value::to_string).unwrap_or_default();
    let outcome = screen.word(&format!("enum.form_outcome.{}", text(row, "outcome"))).to_owned();
    let stands = match text(row, "status") {
        status if status.is_empty() => String::new(),
        status => format!(" → {}", screen.word(&format!("enum.enrolment_status.{status}"))),
    };
    let said = |name: &str| match text(row, name) {
        code if code.is_empty() => String::new(),
        code => format!(": {}", screen.sentence(&format!("problem.{code}"), &json!({ "raw": text(row, "raw") }))),
    };
    let changes: Vec<String> = row
        .get("changes")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(|change| {
            let column = screen.word(&format!("column.{}", text(change, "column"))).to_owned();
            screen.sentence("training.form.change", &json!({ "column": column, "to": text(change, "to") }))
        })
        .collect();
    let anew = if changes.is_empty() { String::new() } else { format!(": {}", changes.join(" / ")) };
    let more: String = row
        .get("others")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(|fault| {
            let words =
                screen.sentence(&format!("problem.{}", text(fault, "reason")), &json!({ "raw": text(fault, "raw") }));
            format!(" / {words}")
        })
        .collect();
    let why = format!("{}{more}{}{anew}", said("reason"), said("remark"));
    format!("{} / {number}: {} {outcome}{stands}{why}", text(row, "sheet"), text(row, "name"))
}

/// Columns of the form that are not there, and columns that are not the form's.
fn unread(screen: &Screen, done: &Value) -> Vec<String> {
    let named = |name: &str, shown: &dyn Fn(&str) -> String| -> String {
        let all = done.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        all.map(|name| screen.sentence("training.form.column", &json!({ "name": shown(name) }))).collect()
    };
    let missing = named("missing", &|name| screen.word(&format!("column.{name}")).to_owned());
    let foreign = named("foreign", &str::to_owned);
    [("training.form.missing", missing), ("training.form.foreign", foreign)]
        .into_iter()
        .filter(|(_, columns)| !columns.is_empty())
        .map(|(key, columns)| screen.sentence(key, &json!({ "columns": columns })))
        .chain(nameless(screen, done))
        .collect()
}

/// Rows in which choices were made and nobody is named.
fn nameless(screen: &Screen, done: &Value) -> Option<String> {
    let n = done.get("nameless").and_then(Value::as_u64).filter(|n| *n > 0)?;
    Some(screen.sentence("training.form.nameless", &json!({ "n": n })))
}

/// `training results`: the answer to a partner.
pub async fn results(access: &Access, line: &Results, screen: &Screen) -> Result<Outcome> {
    let purpose =
        line.purpose.as_deref().filter(|purpose| !purpose.trim().is_empty()).ok_or(Stop::usage("cli.no_purpose"))?;
    let password = line.protect_with.as_deref().map(passphrase::of_file).transpose()?;
    within(access, screen, async |door: &Door<'_>| {
        let (run, org) = (run(door, &line.run).await?, partner(door, &line.org).await?);
        let input = json!({
            "run_id": run, "org_id": org, "file": line.out, "purpose": purpose, "locale": screen.locale,
            "password": password.as_ref().map(ExposeSecret::expose_secret),
        });
        let done = door.ask("training", "write_results", input).await?;
        say_plain(screen, password.is_none());
        say_provided(screen, &done);
        written(screen, &done)?;
        Ok(Outcome::Done)
    })
    .await
}

/// `training badges`: the name badges of a run.
pub async fn badges(access: &Access, line: &Badges, screen: &Screen) -> Result<Outcome> {
    let purpose =
        line.purpose.as_deref().filter(|purpose| !purpose.trim().is_empty()).ok_or(Stop::usage("cli.no_purpose"))?;
    let password = line.protect_with.as_deref().map(passphrase::of_file).transpose()?;
    within(access, screen, async |door: &Door<'_>| {
        let input = json!({
            "run_id": run(door, &line.run).await?, "file": line.out, "purpose": purpose, "locale": screen.locale,
            "password": password.as_ref().map(ExposeSecret::expose_secret),
        });
        let done = door.ask("training", "write_badges", input).await?;
        say_plain(screen, password.is_none());
        written(screen, &done)?;
        Ok(Outcome::Done)
    })
    .await
}

/// `training to-partners`: a paper for every partner whom it concerns. Partners for whom there is no file end with 3.
pub async fn to_partners(access: &Access, line: &ToPartners, screen: &Screen) -> Result<Outcome> {
    let purpose = line.purpose.as_deref().map(str::trim).unwrap_or_default();
    if line.paper.names_persons() && purpose.is_empty() {
        return Err(Stop::usage("cli.no_purpose"));
    }
    let password = line.protect_with.as_deref().map(passphrase::of_file).transpose()?;
    let listed = line.passwords.as_deref().map(Passwords::of_file).transpose()?;
    within(access, screen, async |door: &Door<'_>| {
        let passwords = match &listed {
            Some(listed) => listed.by_partner(door).await?,
            None => Vec::new(),
        };
        let input = json!({
            "paper": line.paper.code(), "run": line.run, "folder": line.folder, "purpose": purpose,
            // Each partner has its own language unless the line names one.
            "locale": usage::names_a_language().then_some(screen.locale),
            "payment": line.payment, "booklets": line.pdf,
            "password": password.as_ref().map(ExposeSecret::expose_secret),
            "passwords": passwords, "passwords_of_all": listed.is_some(),
            "contact_name": line.contact, "contact_mail": line.mail, "contact_phone": line.phone,
        });
        let done = door.ask("reports", "write_to_partners", input).await?;
        say_plain(screen, line.paper.names_persons() && password.is_none() && listed.is_none());
        let of = |name: &str| done.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let (files, refused) = (of("written"), of("refused"));
        for file in &files {
            say_provided(screen, file);
        }
        screen.result(&done, || {
            let told = files.iter().map(|file| {
                let about = json!({ "org": text(file, "org"), "name": text(file, "name"), "n": file.get("rows") });
                screen.sentence("cli.to_partners.written", &about)
            });
            told.collect()
        })?;
        if !screen.json {
            for one in &refused {
                let about = json!({ "org": text(one, "org"), "words": why(screen, one) });
                screen.remark(&screen.sentence("cli.to_partners.refused", &about));
            }
        }
        Ok(if refused.is_empty() { Outcome::Done } else { Outcome::SomeRejected })
    })
    .await
}

/// Why there is no file for a partner.
fn why(screen: &Screen, one: &Value) -> String {
    let Some(why) = one.get("why") else { return String::new() };
    let (code, about) = (text(why, "code"), why.get("about").cloned().unwrap_or_default());
    let keys = ["training.remark", "error", "problem"].map(|front| format!("{front}.{code}"));
    keys.iter().find(|key| labels::has(key)).map_or(code, |key| screen.sentence(key, &about))
}
