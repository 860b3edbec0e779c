//! Keep own reports, take them away, write them.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use super::entity::{own_report, report_schedule};
use super::model::{DropOwnReport, OwnKind, OwnReportAsk, OwnReportFields, OwnReportWrite, SaveOwnReport};
use super::queries::{Asked, Shape};
use super::{count, list};
use crate::api::Nothing;
use crate::desk::Passphrase;
use crate::error::{Error, Result};
use crate::excel::background::{self, write_workbook};
use crate::excel::book::Sheet;
use crate::ids::{OwnReportId, SavedListId};
use crate::members::{self, Provision, log};
use crate::officers::Export;
use crate::ops::Change;
use crate::reports::model::ReportWritten;
use crate::reports::printed;
use crate::rights::Right;
use crate::session::Session;
use crate::text::name_key;

/// Keep an own report, or change one. What is everyone's is kept by those who answer for the whole roster, as lists are.
///
/// # Errors
/// The rules of [`OwnReportFields::checked`], `name_taken`, `column_unknown`, `shared_needs_shared_list`, [`Error::Changed`],
/// [`Error::Missing`] for another officer's report or list, [`Error::NotAllowed`] for what the officer may not make.
pub async fn save_own_report(session: &Session, input: SaveOwnReport) -> Result<OwnReportId> {
    let fields = input.fields.checked()?;
    if let Some(why) = super::queries::why_not(session, &fields) {
        return Err(why);
    }
    if fields.shared {
        session.may(Right::ImportRoster)?;
    }
    if members::named_columns(&fields.columns).is_none() {
        return Err(Error::invalid("columns", "column_unknown"));
    }
    if let Some(list) = fields.list {
        members::kept_list(session, list).await?;
        if fields.shared && !members::is_shared_list(session, list).await? {
            // Nobody else could make it.
            return Err(Error::invalid("list", "shared_needs_shared_list"));
        }
    }
    let shape = Shape {
        groups: fields.groups.clone(),
        period: fields.period,
        protect: fields.protect,
        chart: fields.chart,
        columns: fields.columns.clone(),
        title: fields.title.clone(),
        notes: fields.notes.clone(),
    };
    let shape = serde_json::to_string(&shape).map_err(|error| Error::Bug(error.to_string()))?;
    let owner = (!fields.shared).then(|| session.officer());
    let mut change = session.change("reports", "save_own_report").await?;
    name_is_free(session, change.on(), &fields, input.id).await?;
    let id = match input.id {
        Some(id) => {
            let row = own(session, &change, id, input.version).await?;
            change
                .update::<own_report::Entity>(&row, |active| {
                    active.name = Set(fields.name.clone());
                    active.owner_id = Set(owner);
                    active.kind = Set(fields.kind);
                    active.list_id = Set(fields.list);
                    active.shape = Set(shape);
                    active.as_of = Set(fields.as_of);
                    active.as_of_on = Set(fields.as_of_on);
                })
                .await?;
            id
        }
        None => {
            let id = OwnReportId::new();
            change
                .insert::<own_report::Entity>(own_report::ActiveModel {
                    id: Set(id),
                    name: Set(fields.name.clone()),
                    owner_id: Set(owner),
                    kind: Set(fields.kind),
                    list_id: Set(fields.list),
                    shape: Set(shape),
                    as_of: Set(fields.as_of),
                    as_of_on: Set(fields.as_of_on),
                    ..Default::default()
                })
                .await?;
            id
        }
    };
    change.done(json!({ "name": fields.name })).await?;
    Ok(id)
}

/// O-01: a name stands once among the reports that an officer sees: it is what the command line asks for.
async fn name_is_free(
    session: &Session,
    on: &impl ConnectionTrait,
    fields: &OwnReportFields,
    own: Option<OwnReportId>,
) -> Result<()> {
    let seen = Condition::any().add(own_report::Column::OwnerId.is_null());
    // A name for everyone must not be anybody's own already, or who has it could not ask for it.
    let seen = match fields.shared {
        true => Condition::all(),
        false => seen.add(own_report::Column::OwnerId.eq(session.officer())),
    };
    let key = name_key(&fields.name);
    let others = own_report::Entity::find().filter(seen).all(on).await?;
    match others.iter().any(|other| Some(other.id) != own && name_key(&other.name) == key) {
        true => Err(Error::invalid("name", "name_taken")),
        false => Ok(()),
    }
}

/// An own report is not needed any more.
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`] for another officer's, [`Error::NotAllowed`] for everyone's, `report_scheduled` while it
/// is made by itself.
pub async fn drop_own_report(session: &Session, input: DropOwnReport) -> Result<Nothing> {
    let mut change = session.change("reports", "drop_own_report").await?;
    let row = own(session, &change, input.id, Some(input.version)).await?;
    let of_report = report_schedule::Column::OwnReportId.eq(row.id);
    let n = report_schedule::Entity::find().filter(of_report).count(change.on()).await?;
    if n > 0 {
        return Err(Error::refused("report_scheduled", json!({ "name": row.name, "n": n })));
    }
    change.remove::<own_report::Entity>(&row).await?;
    change.done(json!({ "name": row.name })).await?;
    Ok(Nothing {})
}

async fn own(
    session: &Session,
    change: &Change<'_>,
    id: OwnReportId,
    version: Option<i64>,
) -> Result<own_report::Model> {
    let row = own_report::Entity::find_by_id(id)
        .one(change.on())
        .await?
        .filter(|row| row.owner_id.is_none_or(|owner| owner == session.officer()))
        .ok_or(Error::Missing { what: "own_report" })?;
    if row.owner_id.is_none() {
        session.may(Right::ImportRoster)?;
    }
    if version.is_some_and(|version| version != row.version) { Err(Error::Changed) } else { Ok(row) }
}

/// Write an own report to a file and into the export log.
///
/// # Errors
/// As `preview_own_report`; for a name that ends in `.pdf` `pdf_not_built`, `pdf_no_password` and those of [`crate::pdf::write`],
/// `file_kind_report` for another ending; `required` at `purpose`; `X-2` and `X-3` for members by name to another
/// organisation; what the file system answers.
pub async fn write_own_report(session: &Session, input: OwnReportWrite) -> Result<ReportWritten> {
    let asked = Asked::new(session, &input.ask, session.today()).await?;
    let target = Target {
        file: &input.file,
        purpose: input.purpose.trim(),
        recipient: input.recipient.as_deref().map(str::trim).filter(|name| !name.is_empty()),
        password: input.password.as_ref(),
    };
    write(session, &asked, &input.ask, target).await
}

/// Where a report goes, and what is written down of it.
pub(super) struct Target<'t> {
    pub file: &'t str,
    pub purpose: &'t str,
    pub recipient: Option<&'t str>,
    pub password: Option<&'t Passphrase>,
}

/// The file of a report whose day and rights are settled.
pub(super) async fn write(
    session: &Session,
    asked: &Asked,
    ask: &OwnReportAsk,
    to: Target<'_>,
) -> Result<ReportWritten> {
    let still = match asked.fields.kind {
        OwnKind::Count => session.telling().await?,
        OwnKind::List => session.standing().await?,
    };
    let written = written(&still, asked, ask, to).await;
    still.over().await;
    written
}

async fn written(session: &Session, asked: &Asked, ask: &OwnReportAsk, to: Target<'_>) -> Result<ReportWritten> {
    let mut export = Export {
        report: asked.fields.kind.logged_as().to_owned(),
        sensitivity: asked.fields.sensitivity(),
        filters: json!({
            "own_report": ask.id,
            "filter": asked.filter,
            "groups": asked.fields.groups,
            "protect": asked.fields.protect,
            "locale": asked.words.locale(),
        }),
        purpose: to.purpose.to_owned(),
        recipient: to.recipient.unwrap_or(&asked.settings.name).to_owned(),
        protected: to.password.is_some(),
    };
    export.check()?;
    let path = session.path(to.file)?;
    let maker = printed::maker(session, None, &path, to.password.is_some())?;
    let near = session.near(&path);
    let password = to.password.map(Passphrase::secret);
    let frame = asked.frame(session);
    let mut provision = None;
    let mut items = Vec::new();
    let written = match asked.fields.kind {
        OwnKind::Count => {
            let (page, told) = count::page(session, asked).await?;
            if let Some(told) = told {
                told.note(&mut export.filters)?;
            }
            match &maker {
                Some(maker) => printed::write(session, (maker, &path), frame, vec![page], false, &asked.words).await?,
                None => {
                    let sheets = vec![Sheet::Page(page)];
                    write_workbook(&path, &near, frame, sheets, password, &session.progress, 0)?.finish(Ok(())).await?
                }
            }
        }
        OwnKind::List => {
            provision = Provision::to(session, &export.recipient).await?;
            let listed = list::Listed::new(session, asked, provision.as_mut()).await?;
            items = listed.items();
            let officer = &session.desk().display_name;
            let legend = list::legend(asked, &export.purpose, &export.recipient, officer);
            match &maker {
                Some(maker) => {
                    let pages = vec![listed.page(session, asked).await?, legend];
                    printed::write(session, (maker, &path), frame, pages, false, &asked.words).await?
                }
                None => {
                    let (rows, feed) = background::rows();
                    let sheets = vec![Sheet::List(listed.sheet(asked), feed), Sheet::Page(legend)];
                    let total = u64::try_from(listed.len()).unwrap_or(0);
                    let writing = write_workbook(&path, &near, frame, sheets, password, &session.progress, total)?;
                    let read = listed.send(session, asked, rows).await;
                    writing.finish(read).await?
                }
            }
        }
    };
    log(session, ("reports", "write_own_report"), export, &written, &items, provision.as_ref()).await?;
    Ok(ReportWritten {
        provided: provision.map(|provision| provision.told()),
        name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        rows: written.rows,
        bytes: written.bytes,
        sha256: written.sha256,
    })
}

/// A kept list on which a report rests stays.
///
/// # Errors
/// `list_in_report`.
pub(crate) async fn may_drop_list(on: &impl ConnectionTrait, list: SavedListId) -> Result<()> {
    let of_list = own_report::Column::ListId.eq(list);
    let found = own_report::Entity::find().filter(of_list).all(on).await?;
    match found.first() {
        None => Ok(()),
        Some(first) => {
            // Another officer's own report is counted, not named.
            let shared = found.iter().find(|row| row.owner_id.is_none()).unwrap_or(first);
            let name = if shared.owner_id.is_none() { shared.name.as_str() } else { "" };
            Err(Error::refused("list_in_report", json!({ "n": found.len(), "name": name })))
        }
    }
}

/// Whether an image is of an own report or a schedule whose words name somebody.
pub(crate) fn names_somebody(table: &str, row: &Value, named: &dyn Fn(&str) -> bool) -> bool {
    let text = |name: &str| row.get(name).and_then(Value::as_str);
    match table {
        "own_report" => {
            let shape: Shape = text("shape").and_then(|shape| serde_json::from_str(shape).ok()).unwrap_or_default();
            let notes = shape.notes.unwrap_or_default();
            let title = shape.title.unwrap_or_default();
            text("name").into_iter().chain([title.as_str()]).chain(notes.lines()).any(named)
        }
        "report_schedule" => ["file_name", "purpose", "done_file"].into_iter().filter_map(text).any(named),
        _ => false,
    }
}

/// Take erased persons out of the words of own reports and of schedules.
///
/// # Errors
/// What the database answers.
pub(crate) async fn forget(change: &mut Change<'_>, without: &(dyn Fn(&str) -> Option<String> + Sync)) -> Result<()> {
    let of = |text: &Option<String>| text.as_deref().and_then(without);
    for row in own_report::Entity::find().all(change.on()).await? {
        let mut shape: Shape = serde_json::from_str(&row.shape).unwrap_or_default();
        let (name, title) = (without(&row.name), of(&shape.title));
        let notes = shape.notes.as_deref().map(|notes| {
            notes.lines().map(|line| without(line).unwrap_or_else(|| line.to_owned())).collect::<Vec<_>>().join("\n")
        });
        if name.is_none() && title.is_none() && notes == shape.notes {
            continue;
        }
        shape.title = title.or(shape.title);
        shape.notes = notes;
        let text = serde_json::to_string(&shape).map_err(|error| Error::Bug(error.to_string()))?;
        change
            .wipe::<own_report::Entity>(&row, |active| {
                active.name = Set(name.unwrap_or_else(|| row.name.clone()));
                active.shape = Set(text);
            })
            .await?;
    }
    for row in report_schedule::Entity::find().all(change.on()).await? {
        let (file_name, purpose, done) = (without(&row.file_name), of(&row.purpose), of(&row.done_file));
        if file_name.is_none() && purpose.is_none() && done.is_none() {
            continue;
        }
        change
            .wipe::<report_schedule::Entity>(&row, |active| {
                active.file_name = Set(file_name.unwrap_or_else(|| row.file_name.clone()));
                active.purpose = Set(purpose.or_else(|| row.purpose.clone()));
                active.done_file = Set(done.or_else(|| row.done_file.clone()));
            })
            .await?;
    }
    Ok(())
}
