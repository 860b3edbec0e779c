//! Reports that are made by themselves: when, by whom, and what is done when one cannot be made. A schedule runs as the officer
//! whose it is and as nobody else (O-06): what an officer may see goes into that officer's files only.

use std::path::Path;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::actions::{Target, write};
use super::entity::report_schedule;
use super::model::{
    Due, DueOutcome, FileName, OwnReportAsk, SaveSchedule, ScheduleFields, ScheduleNamed, ScheduleRow, ScheduleWritten,
    WriteDue, after_failure, why_not_by_itself,
};
use super::queries::{Asked, calendar, fields_of, seen, why_not};
use crate::api::Nothing;
use crate::db::Work;
use crate::desk::{self, Home, Passphrase};
use crate::error::{Error, Result};
use crate::ids::ScheduleId;
use crate::labels::{Locale, word};
use crate::officers::Sensitivity;
use crate::ops::Change;
use crate::pdf;
use crate::reports::actions as named;
use crate::reports::folder::{free, usable};
use crate::reports::model::{Report, ReportWritten, WriteReport};
use crate::session::Session;

/// Longest password file that is read.
const MOST_OF_PASSWORD: u64 = 4_096;

fn fields_kept(row: &report_schedule::Model) -> ScheduleFields {
    ScheduleFields {
        report: row.report.as_deref().and_then(Report::named),
        own: row.own_report_id,
        cadence: row.cadence,
        month: row.month,
        day: row.day,
        weekday: row.weekday,
        from_on: Some(row.from_on),
        as_of: row.as_of,
        as_of_on: row.as_of_on,
        file_name: Some(row.file_name.clone()),
        locale: Some(if row.locale == "en" { Locale::En } else { Locale::Ja }),
        purpose: row.purpose.clone(),
        password_file: row.password_file.clone(),
    }
}

/// What a schedule makes: its name, its class, and why the officer may not make it.
struct Made {
    name: String,
    class: Sensitivity,
    why_not: Option<Error>,
}

async fn made(session: &Session, fields: &ScheduleFields) -> Result<Made> {
    let locale = fields.locale.unwrap_or(session.locale);
    match (fields.report, fields.own) {
        (Some(report), _) => {
            // Without a password nobody is named.
            let names = report.may_name() && fields.password_file.is_some();
            let why_not = if session.can(report.right(names)) { None } else { Some(Error::NotAllowed) };
            Ok(Made { name: word(locale, report.label_key()).to_owned(), class: report.sensitivity(names), why_not })
        }
        (None, Some(own)) => {
            let own = fields_of(&seen(session, own).await?);
            Ok(Made { class: own.sensitivity(), why_not: why_not(session, &own), name: own.name })
        }
        (None, None) => Err(Error::Missing { what: "own_report" }),
    }
}

/// The officer's own schedules, by the day on which each is due next.
///
/// # Errors
/// What the database answers.
pub async fn schedules(session: &Session, _input: Nothing) -> Result<Vec<ScheduleRow>> {
    let mut shown = Vec::new();
    for row in of_officer(session).await? {
        let fields = fields_kept(&row);
        let made = match made(session, &fields).await {
            Ok(made) => made,
            // A report that is not shown to the officer any more; the schedule fails and says so.
            Err(Error::Missing { .. }) => Made { name: String::new(), class: Sensitivity::A, why_not: None },
            Err(error) => return Err(error),
        };
        let next_on = fields.next_on(row.done_for, session.today()).filter(|_| row.stopped_on.is_none());
        let written = match (row.done_for, row.done_at, row.done_file) {
            (Some(due_on), Some(at), Some(file)) => Some(ScheduleWritten { due_on, at, file }),
            _ => None,
        };
        shown.push(ScheduleRow {
            id: row.id,
            version: row.version,
            name: made.name,
            sensitivity: made.class.code().to_owned(),
            next_on,
            written,
            failures: row.failures,
            failed_at: row.failed_at,
            failed_code: row.failed_code,
            stopped_on: row.stopped_on,
            fields,
        });
    }
    shown.sort_by_key(|row| (row.next_on.is_none(), row.next_on, row.id));
    Ok(shown)
}

async fn of_officer(session: &Session) -> Result<Vec<report_schedule::Model>> {
    let rows = report_schedule::Entity::find()
        .filter(report_schedule::Column::OwnerId.eq(session.officer()))
        .order_by_asc(report_schedule::Column::Id)
        .all(session.look())
        .await?;
    Ok(rows)
}

/// Keep a schedule, or change one; one that was stopped goes on. What was made for a day stays made.
///
/// # Errors
/// The rules of [`ScheduleFields::checked`], `schedule_not_here` for a report about one person, run or meeting, `O-07`, `required`
/// at `purpose`, `pdf_no_list` and `pdf_no_password` for a name that ends in `.pdf`, [`Error::NotAllowed`],
/// [`Error::Missing`] for another officer's, [`Error::Changed`].
pub async fn save_schedule(session: &Session, input: SaveSchedule) -> Result<ScheduleId> {
    let fields = input.fields.checked(session.today())?;
    if fields.report.is_some_and(|report| !report.is_made_by_itself()) {
        return Err(Error::invalid("report", "schedule_not_here"));
    }
    let made = made(session, &fields).await?;
    if let Some(why) = made.why_not {
        return Err(why);
    }
    if why_not_by_itself(made.class, fields.password_file.is_some()) {
        return Err(Error::refused("O-07", json!({ "name": made.name })));
    }
    if made.class.asks_purpose() && fields.purpose.is_none() {
        return Err(Error::invalid("purpose", "required"));
    }
    let booklet = fields.file_name.as_deref().is_some_and(|name| pdf::is_wanted(Path::new(name)));
    if booklet && fields.report.is_some_and(|report| !report.prints()) {
        return Err(Error::refused("pdf_no_list", json!({})));
    }
    if booklet && fields.password_file.is_some() {
        return Err(Error::refused("pdf_no_password", json!({})));
    }
    let locale = if fields.locale.unwrap_or(session.locale) == Locale::En { "en" } else { "ja" };
    let from_on = fields.from_on.unwrap_or_else(|| session.today());
    let put = |active: &mut report_schedule::ActiveModel| {
        active.report = Set(fields.report.map(|report| report.name().to_owned()));
        active.own_report_id = Set(fields.own);
        active.cadence = Set(fields.cadence);
        active.month = Set(fields.month);
        active.day = Set(fields.day);
        active.weekday = Set(fields.weekday);
        active.from_on = Set(from_on);
        active.as_of = Set(fields.as_of);
        active.as_of_on = Set(fields.as_of_on);
        active.file_name = Set(fields.file_name.clone().unwrap_or_default());
        active.locale = Set(locale.to_owned());
        active.purpose = Set(fields.purpose.clone());
        active.password_file = Set(fields.password_file.clone());
        go_on(active);
    };
    let mut change = session.change("reports", "save_schedule").await?;
    let id = match input.id {
        Some(id) => {
            let row = own(session, &change, id, input.version).await?;
            change.update::<report_schedule::Entity>(&row, put).await?;
            id
        }
        None => {
            let id = ScheduleId::new();
            let mut row = report_schedule::ActiveModel {
                id: Set(id),
                owner_id: Set(session.officer()),
                done_for: Set(None),
                done_at: Set(None),
                done_file: Set(None),
                ..Default::default()
            };
            put(&mut row);
            change.insert::<report_schedule::Entity>(row).await?;
            id
        }
    };
    change.done(json!({ "name": made.name })).await?;
    Ok(id)
}

/// Failures are over.
fn go_on(active: &mut report_schedule::ActiveModel) {
    active.failures = Set(0);
    active.failed_at = Set(None);
    active.failed_code = Set(None);
    active.stopped_on = Set(None);
}

async fn own(
    session: &Session,
    change: &Change<'_>,
    id: ScheduleId,
    version: Option<i64>,
) -> Result<report_schedule::Model> {
    let row = report_schedule::Entity::find_by_id(id)
        .one(change.on())
        .await?
        .filter(|row| row.owner_id == session.officer())
        .ok_or(Error::Missing { what: "schedule" })?;
    if version.is_some_and(|version| version != row.version) { Err(Error::Changed) } else { Ok(row) }
}

/// A report is not made by itself any more.
///
/// # Errors
/// [`Error::Missing`] for another officer's, [`Error::Changed`].
pub async fn drop_schedule(session: &Session, input: ScheduleNamed) -> Result<Nothing> {
    let name = name_of(session, input.id).await?;
    let mut change = session.change("reports", "drop_schedule").await?;
    let row = own(session, &change, input.id, Some(input.version)).await?;
    change.remove::<report_schedule::Entity>(&row).await?;
    change.done(json!({ "name": name })).await?;
    Ok(Nothing {})
}

/// Let a schedule go on that was stopped after its failures.
///
/// # Errors
/// [`Error::Missing`] for another officer's, [`Error::Changed`].
pub async fn resume_schedule(session: &Session, input: ScheduleNamed) -> Result<Nothing> {
    let name = name_of(session, input.id).await?;
    let mut change = session.change("reports", "resume_schedule").await?;
    let row = own(session, &change, input.id, Some(input.version)).await?;
    change.update::<report_schedule::Entity>(&row, go_on).await?;
    change.done(json!({ "name": name })).await?;
    Ok(Nothing {})
}

async fn name_of(session: &Session, id: ScheduleId) -> Result<String> {
    let row = report_schedule::Entity::find_by_id(id).one(session.look()).await?;
    let Some(row) = row.filter(|row| row.owner_id == session.officer()) else {
        return Err(Error::Missing { what: "schedule" });
    };
    Ok(made(session, &fields_kept(&row)).await.map(|made| made.name).unwrap_or_default())
}

/// Write everything of the officer's that is due into a folder: of each schedule the newest day that was not made yet (O-05). What
/// cannot be made is noted with its code; after three times in a row the schedule is stopped (O-08).
///
/// # Errors
/// `folder_missing` and what the file system answers for the folder itself: then nothing counts as a failure. [`Error::Busy`]
/// while another program is at it, [`Error::Cancelled`].
pub async fn write_due(session: &Session, input: WriteDue) -> Result<Due> {
    let folder = session.path(&input.folder)?;
    usable(&folder)?;
    let alone = session.db().alone_at(Work::Reports).await?;
    let due = all_due(session, &folder).await;
    alone.end().await?;
    due
}

async fn all_due(session: &Session, folder: &Path) -> Result<Due> {
    let today = session.today();
    let mut due = Due { on: today, ..Due::default() };
    for row in report_schedule::Entity::find().order_by_asc(report_schedule::Column::Id).all(session.look()).await? {
        let fields = fields_kept(&row);
        let Some(due_on) = fields.due_on(row.done_for, today).filter(|_| row.stopped_on.is_none()) else {
            continue;
        };
        if row.owner_id != session.officer() {
            due.others += 1;
            continue;
        }
        session.progress.go_on()?;
        let session = session.in_language(fields.locale.unwrap_or_default());
        let answer = Box::pin(make(&session, &fields, due_on, folder)).await;
        if matches!(answer, Err(Error::Cancelled)) {
            return Err(Error::Cancelled);
        }
        due.outcomes.push(note(&session, &row, due_on, answer).await?);
    }
    due.stopped = stopped(session).await?;
    Ok(due)
}

async fn stopped(session: &Session) -> Result<i64> {
    let n = of_officer(session).await?.iter().filter(|row| row.stopped_on.is_some()).count();
    Ok(i64::try_from(n).unwrap_or(i64::MAX))
}

async fn make(
    session: &Session,
    fields: &ScheduleFields,
    due_on: NaiveDate,
    folder: &Path,
) -> Result<(String, ReportWritten)> {
    let made = made(session, fields).await?;
    if let Some(why) = made.why_not {
        return Err(why);
    }
    if why_not_by_itself(made.class, fields.password_file.is_some()) {
        return Err(Error::refused("O-07", json!({ "name": made.name })));
    }
    let password = fields.password_file.as_deref().map(|name| password_of(&folder.join(name))).transpose()?;
    let pattern = fields.file_name.as_deref().unwrap_or(FileName::USUAL);
    let purpose = fields.purpose.clone().unwrap_or_default();
    let called = |as_of| free(folder, &FileName { pattern, name: &made.name, as_of, due_on }.made());
    match (fields.report, fields.own) {
        (Some(report), _) => {
            let settings = desk::profile(session).await?;
            let as_of = fields.as_of.day(due_on, fields.as_of_on, &calendar(&settings));
            let file = session.desk().files.offer(called(as_of));
            // As a script would ask: what is not said is as usual.
            let said = json!({
                "report": report,
                "as_of": as_of,
                "locale": fields.locale,
                "names": report.may_name() && password.is_some(),
                "file": file,
                "purpose": purpose,
            });
            let mut input: WriteReport = serde_json::from_value(said).map_err(|error| Error::Bug(error.to_string()))?;
            input.password = password;
            let written = named::write(session, input).await?;
            Ok((made.name, written))
        }
        (None, own) => {
            let ask = OwnReportAsk { id: own, locale: fields.locale, ..OwnReportAsk::default() };
            let asked = Asked::new(session, &ask, due_on).await?;
            let file = session.desk().files.offer(called(asked.as_of));
            let target = Target { file: &file, purpose: &purpose, recipient: None, password: password.as_ref() };
            let written = write(session, &asked, &ask, target).await?;
            Ok((made.name, written))
        }
    }
}

/// The password in a file: its only line.
fn password_of(path: &Path) -> Result<Passphrase> {
    let size = std::fs::metadata(path).map_err(|error| Error::reading(&error, path))?.len();
    if size > MOST_OF_PASSWORD {
        return Err(Error::file("password_file", path));
    }
    let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::InvalidData => Error::file("password_file", path),
        _ => Error::reading(&error, path),
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.trim().is_empty() || text.contains('\n') {
        return Err(Error::file("password_file", path));
    }
    Ok(Passphrase::new(text.to_owned()))
}

/// Write down how it went: one op that is never taken back, for the file is there.
async fn note(
    session: &Session,
    row: &report_schedule::Model,
    due_on: NaiveDate,
    answer: Result<(String, ReportWritten)>,
) -> Result<DueOutcome> {
    let today = session.today();
    let name = match &answer {
        Ok((name, _)) => name.clone(),
        Err(_) => name_of(session, row.id).await?,
    };
    let mut change = session.change("reports", "write_due").await?;
    change.is_final();
    let now = change.now();
    let row = own(session, &change, row.id, None).await?;
    let mut outcome = DueOutcome {
        id: row.id,
        name: name.clone(),
        due_on,
        file: None,
        rows: 0,
        code: None,
        failures: 0,
        stopped: false,
    };
    match answer {
        Ok((_, written)) => {
            change
                .update::<report_schedule::Entity>(&row, |active| {
                    active.done_for = Set(Some(due_on));
                    active.done_at = Set(Some(now));
                    active.done_file = Set(Some(written.name.clone()));
                    go_on(active);
                })
                .await?;
            outcome.rows = written.rows;
            outcome.file = Some(written.name);
        }
        Err(error) => {
            let field = error.fields().first().map(|problem| problem.code.clone());
            let code = field.unwrap_or_else(|| error.code().to_owned());
            let (failures, stops) = after_failure(row.failures);
            change
                .update::<report_schedule::Entity>(&row, |active| {
                    active.failures = Set(failures);
                    active.failed_at = Set(Some(now));
                    active.failed_code = Set(Some(code.clone()));
                    active.stopped_on = Set(stops.then_some(today));
                })
                .await?;
            outcome.code = Some(code);
            outcome.failures = failures;
            outcome.stopped = stops;
        }
    }
    let about = json!({ "name": name, "day": due_on, "file": outcome.file, "code": outcome.code });
    change.done(about).await?;
    Ok(outcome)
}

/// What of the schedules stands on the home page: those that were stopped, and those that failed last time.
///
/// # Errors
/// What the database answers.
pub(crate) async fn home(session: &Session, home: &mut Home) -> Result<()> {
    let rows = of_officer(session).await?;
    let stopped = rows.iter().filter(|row| row.stopped_on.is_some()).count();
    let failing = rows.iter().filter(|row| row.stopped_on.is_none() && row.failures > 0).count();
    for (code, n) in [("schedules_stopped", stopped), ("schedules_failing", failing)] {
        if n > 0 {
            home.task(code, i64::try_from(n).unwrap_or(i64::MAX), "/reports/own?part=schedules");
        }
    }
    Ok(())
}
