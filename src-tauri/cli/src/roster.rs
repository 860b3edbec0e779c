//! The roster: read in, list, write out.

use std::path::Path;

use kyojo_core::error::Error;
use kyojo_core::labels;
use kyojo_core::members::Mapping;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::arguments::{Access, Encoding, ExportMembers, Happened, ImportMembers, ListMembers, Period};
use crate::door::{Door, within};
use crate::founding::text;
use crate::history::pages;
use crate::passphrase;
use crate::screen::{Screen, table};
use crate::stop::{Outcome, Result, Stop};

/// `import members`: read a file into the roster. Rejected rows end with 3 and can be written out to be mended.
pub async fn import(access: &Access, line: &ImportMembers, screen: &Screen) -> Result<Outcome> {
    if let Some(out) = line.rejects.as_deref() {
        if is_one_file(out, &line.file) {
            return Err(Stop::Usage("cli.import.rejects_same", json!({ "name": out.display().to_string() })));
        }
        if !line.dry_run {
            can_be_written(out)?;
        }
    }
    let mapping = line.mapping.as_deref().map(mapping_file).transpose()?;
    let password = line.password_file.as_deref().map(passphrase::of_file).transpose()?;
    let input = json!({
        "file": line.file,
        "sheets": line.sheet,
        "mapping": mapping,
        "employer": line.employer,
        "create_units": line.create_units,
        "as_of": line.as_of,
        "reason": line.reason,
        "password": password.as_ref().map(ExposeSecret::expose_secret),
    });
    within(access, screen, async |door: &Door<'_>| {
        let verb = if line.dry_run { "preview_roster" } else { "import_roster" };
        let done = door.ask("members", verb, input).await?;
        let answer = json!({
            "batch": done.get("batch"),
            "read": done.get("read"),
            "created": done.get("created"),
            "updated": done.get("updated"),
            "unchanged": done.get("unchanged"),
            "rejected": done.get("rejected"),
            "problems": done.get("problems"),
            "warnings": done.get("warnings"),
            "closed": done.get("closed"),
            "alike": done.get("alike"),
            "alike_open": done.get("alike_open"),
        });
        let has_reason = !line.reason.as_deref().unwrap_or_default().trim().is_empty();
        if done.get("remembered") == Some(&Value::Bool(true)) && !screen.json {
            screen.remark(screen.word("cli.import.remembered"));
            // A list of another company may have the same headers.
            let employer = done.get("employer").or_else(|| done.pointer("/mapping/employer")).and_then(Value::as_str);
            if let Some(name) = employer.filter(|_| line.employer.is_none()) {
                screen.remark(&screen.sentence("cli.import.employer", &json!({ "name": name })));
            }
        }
        for warning in done.get("warnings").and_then(Value::as_array).into_iter().flatten() {
            if !screen.json {
                let about = warning.get("about").unwrap_or(&Value::Null);
                screen.remark(&screen.sentence(&format!("problem.{}", text(warning, "code")), about));
            }
        }
        for problem in done.get("problems").and_then(Value::as_array).into_iter().flatten() {
            if !screen.json {
                screen.remark(&finding(screen, problem));
            }
        }
        for row in done.get("alike").and_then(Value::as_array).into_iter().flatten() {
            if !screen.json && row.get("apart") != Some(&Value::Bool(true)) {
                alike(screen, row).iter().for_each(|line| screen.remark(line));
            }
        }
        if done.get("alike_open").and_then(Value::as_u64).is_some_and(|open| open > 0) && !screen.json {
            screen.remark(&screen.sentence("cli.import.alike_open", &json!({ "n": done.get("alike_open") })));
        }
        if let Some(closed) = done.get("closed").filter(|closed| !closed.is_null() && !screen.json) {
            let key = if has_reason { "cli.import.closed_corrected" } else { "cli.import.closed" };
            screen.remark(&screen.sentence(key, closed));
        }
        screen.result(&answer, || counts(screen, &answer, line.dry_run))?;
        // The look ends as the import itself would: a closed month is corrected with a reason (M-09).
        let closed = done.get("closed").filter(|closed| !closed.is_null());
        if let Some(closed) = closed.filter(|_| line.dry_run && !has_reason) {
            let about = json!({ "closed": closed.get("until") });
            return Err(Error::Refused { code: "import_closed", about }.into());
        }
        let rejected = done.get("rejected").and_then(Value::as_u64).unwrap_or_default();
        if let Some(out) = line.rejects.as_deref().filter(|_| rejected > 0) {
            if line.dry_run {
                screen.remark(screen.word("cli.import.rejects_dry"));
            } else {
                door.ask("members", "rejected_rows", json!({ "batch": done.get("batch"), "file": out })).await?;
                screen.remark(
                    &screen
                        .sentence("cli.import.rejects", &json!({ "name": out.display().to_string(), "n": rejected })),
                );
            }
        }
        Ok(if rejected > 0 { Outcome::SomeRejected } else { Outcome::Done })
    })
    .await
}

/// Whether two names mean one file that is there.
pub fn is_one_file(one: &Path, other: &Path) -> bool {
    match (std::fs::canonicalize(one), std::fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// Asked before anything is read in: an import that was done must not end as one that failed.
pub fn can_be_written(out: &Path) -> Result<()> {
    if !out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        return Err(Error::File { code: "file_kind_xlsx", name: out.display().to_string() }.into());
    }
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    if !folder.is_dir() {
        return Err(Error::File { code: "folder_missing", name: folder.display().to_string() }.into());
    }
    tempfile::Builder::new().prefix(".kyojo-").tempfile_in(folder).map(drop).map_err(|error| Error::io(&error, out))?;
    Ok(())
}

fn counts(screen: &Screen, answer: &Value, dry_run: bool) -> Vec<String> {
    let sentence = screen.sentence(if dry_run { "cli.import.would" } else { "cli.import.done" }, answer);
    match answer.get("batch").and_then(Value::as_str) {
        Some(_) => vec![sentence, screen.sentence("cli.import.batch", answer)],
        None => vec![sentence],
    }
}

/// Sheet and row.
fn place_of(row: &Value) -> String {
    let number = row.get("row").map(Value::to_string).unwrap_or_default();
    [text(row, "sheet"), number].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" / ")
}

/// One finding: where, what, and the value as it stands in the file.
fn finding(screen: &Screen, problem: &Value) -> String {
    let place = [place_of(problem), text(problem, "column")];
    let place = place.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" / ");
    // Where the window offers a choice, the command line names what to type.
    let typed = format!("cli.problem.{}", text(problem, "code"));
    let key = if labels::has(&typed) { typed } else { format!("problem.{}", text(problem, "code")) };
    let rows: Vec<String> =
        problem.get("others").and_then(Value::as_array).into_iter().flatten().map(place_of).collect();
    let mut words = screen.sentence(&key, problem);
    if !rows.is_empty() {
        words = screen.sentence("cli.import.same_number", &json!({ "words": words, "rows": rows.join(", ") }));
    }
    let raw = text(problem, "raw");
    if raw.is_empty() { format!("{place}: {words}") } else { format!("{place}: {words} ({raw})") }
}

/// A row that may be somebody who is there already, or another row: each of them with why.
fn alike(screen: &Screen, row: &Value) -> Vec<String> {
    let each = |of: &str| row.get(of).and_then(Value::as_array).cloned().unwrap_or_default();
    let persons = each("candidates").into_iter().map(|candidate| {
        let person = candidate.get("person").cloned().unwrap_or_default();
        let whom = [text(&person, "member_no"), text(&person, "name")];
        (whom.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "), candidate)
    });
    let rows = each("others").into_iter().map(|other| (screen.sentence("cli.import.alike_row", &other), other));
    let place = place_of(row);
    persons
        .chain(rows)
        .map(|(whom, why)| {
            let because: Vec<String> = why
                .get("because")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(|code| screen.word(&format!("members.alike.{code}")).to_owned())
                .collect();
            let about =
                json!({ "place": place, "name": text(row, "name"), "whom": whom, "because": because.join(", ") });
            screen.sentence("cli.import.alike", &about)
        })
        .collect()
}

/// `list members`: in the order of the fifty sounds.
pub async fn list(access: &Access, line: &ListMembers, screen: &Screen) -> Result<Outcome> {
    within(access, screen, async |door: &Door<'_>| {
        let unit = unit(door, line.unit.as_deref(), json!({ "as_of": line.as_of })).await?;
        let unit = unit.and_then(|unit| unit.get("id").cloned());
        let filter =
            json!({ "as_of": line.as_of, "find": line.find, "unit_id": unit, "period": within_period(&line.period) });
        // One more than is shown says whether there are more.
        let mut rows = pages(door, "members", "list", filter, "after", line.limit.saturating_add(1)).await?;
        let shown = usize::try_from(line.limit).unwrap_or(usize::MAX);
        let more = rows.len() > shown;
        rows.truncate(shown);
        screen.result(&rows, || {
            let head = [
                "column.member_no",
                "column.name",
                "column.kana",
                "column.category",
                "column.branch",
                "column.sub_branch",
                "column.workplace",
                "column.joined_on",
            ];
            let cells: Vec<Vec<String>> = rows.iter().map(|row| cells(screen, row)).collect();
            table(&head.map(|key| screen.word(key)), &cells)
        })?;
        if more {
            screen.remark(&screen.sentence("cli.listed_first", &json!({ "n": shown })));
        }
        Ok(Outcome::Done)
    })
    .await
}

fn cells(screen: &Screen, row: &Value) -> Vec<String> {
    let joined = |first: &str, second: &str| {
        [text(row, first), text(row, second)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let category = format!("enum.category.{}", text(row, "category"));
    vec![
        text(row, "member_no"),
        joined("family_name", "given_name"),
        joined("family_kana", "given_kana"),
        screen.word(&category).to_owned(),
        text(row, "branch"),
        text(row, "sub_branch"),
        text(row, "workplace"),
        text(row, "joined_on"),
    ]
}

/// The period of a filter; none was asked for = every member of the day.
fn within_period(period: &Period) -> Option<Value> {
    let what = match period.happened? {
        Happened::Active => "active",
        Happened::Joined => "joined",
        Happened::Left => "left",
        Happened::Moved => "moved",
        Happened::Recategorized => "recategorized",
        Happened::Changed => "changed",
    };
    Some(json!({ "what": what, "from": period.from, "to": period.to }))
}

/// The unit of a code, or of a name that no other has, among those that were asked for.
pub async fn unit(door: &Door<'_>, named: Option<&str>, among: Value) -> std::result::Result<Option<Value>, Error> {
    let Some(named) = named else { return Ok(None) };
    let units = door.ask("organizations", "units", among).await?;
    let units = units.as_array().map(Vec::as_slice).unwrap_or_default();
    let key = kyojo_core::text::name_key(named);
    let mut of_name = units.iter().filter(|unit| kyojo_core::text::name_key(&text(unit, "label")) == key);
    let found = units.iter().find(|unit| text(unit, "code") == named);
    let found = found.or_else(|| of_name.next().filter(|_| of_name.next().is_none()));
    found.cloned().map(Some).ok_or_else(|| Error::refused("unit_unknown", json!({ "name": named })))
}

/// `export members`: the roster as a workbook or a text file, with the labels that the import understands.
pub async fn export(access: &Access, line: &ExportMembers, screen: &Screen) -> Result<Outcome> {
    let purpose =
        line.purpose.as_deref().filter(|purpose| !purpose.trim().is_empty()).ok_or(Stop::usage("cli.no_purpose"))?;
    of_text_only(line)?;
    let password = line.protect_with.as_deref().map(passphrase::of_file).transpose()?;
    let input = json!({
        "file": line.out,
        "filter": { "as_of": line.as_of, "period": within_period(&line.period) },
        "encoding": if line.encoding == Encoding::Cp932 { "cp932" } else { "utf8" },
        "replace": line.replace,
        "password": password.as_ref().map(ExposeSecret::expose_secret),
        "purpose": purpose,
        "recipient": line.recipient,
    });
    within(access, screen, async |door: &Door<'_>| {
        let done = door.ask("members", "export_roster", input).await?;
        say_plain(screen, password.is_none());
        say_provided(screen, &done);
        written(screen, &done)?;
        Ok(Outcome::Done)
    })
    .await
}

/// Refuse options of text files where they would change nothing: whoever gave them expects another file.
fn of_text_only(line: &ExportMembers) -> Result<()> {
    let is_workbook = line.out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let is_cp932 = line.encoding == Encoding::Cp932;
    let given =
        [("--encoding cp932", is_workbook && is_cp932), ("--replace", line.replace && (is_workbook || !is_cp932))];
    match given.iter().find(|(_, in_vain)| *in_vain) {
        Some((option, _)) => Err(Stop::Usage("cli.export_option", json!({ "option": option }))),
        None => Ok(()),
    }
}

/// A file with personal data was written without a password, and that is said.
pub fn say_plain(screen: &Screen, plain: bool) {
    if plain {
        screen.remark(screen.word("cli.plain"));
    }
}

/// A file with names went to another organisation: to whom, on what ground, and how many were left out.
pub fn say_provided(screen: &Screen, done: &Value) {
    if let Some(provided) = done.get("provided").filter(|provided| !provided.is_null()) {
        let basis = screen.word(&format!("enum.legal_basis.{}", text(provided, "legal_basis"))).to_owned();
        let about = json!({
            "name": text(provided, "recipient"), "basis": basis, "n": provided.get("people"), "left": provided.get("left_out")
        });
        screen.remark(&screen.sentence("cli.provided", &about));
    }
}

pub fn written(screen: &Screen, done: &Value) -> Result<()> {
    screen.result(done, || {
        vec![screen.sentence("cli.written", &json!({ "name": text(done, "name"), "n": done.get("rows") }))]
    })
}

/// A mapping from a file. It is read as one here, where the line of a mistake is still known.
fn mapping_file(path: &Path) -> Result<Value> {
    let text = passphrase::text_of(path)?;
    let malformed = |error: serde_json::Error| {
        let about = json!({ "name": path.display().to_string(), "line": error.line(), "column": error.column() });
        Stop::Usage("cli.import.mapping_malformed", about)
    };
    serde_json::from_str::<Mapping>(&text).map_err(malformed)?;
    serde_json::from_str(&text).map_err(malformed)
}
