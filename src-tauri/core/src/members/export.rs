//! Files out of the roster: the roster itself, and the rows of an import that were not taken.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use tokio::sync::mpsc::{Sender, channel};

use super::entity::{import_batch, import_issue};
use super::erase::number_shown;
use super::import::Kept;
use super::line::Line;
use super::lists::kept_list;
use super::model::{ExportRoster, MemberFilter, RejectedRows, Severity, SortBy, TextEncoding, Written};
use super::provision::{Provision, log};
use super::queries::{Scope, as_listed, in_order, scope};
use super::roster::{Stored, of_memberships};
use super::sheet::{COLUMNS, IN_FORCE, heads, named_columns};
use crate::desk::{self, Passphrase, Settings};
use crate::error::{Error, Result};
use crate::excel::background::{self, Rows};
use crate::excel::book::Sheet;
use crate::excel::column::{Column, cells};
use crate::excel::marked::{MarkedRow, Told};
use crate::excel::page::{Frame, List};
use crate::excel::read::Cell;
use crate::excel::save;
use crate::excel::separated::Encoding;
use crate::ids::{MembershipId, OrganizationId, PersonId};
use crate::labels::{Locale, sentence, word};
use crate::officers::{Export, Sensitivity};
use crate::organizations;
use crate::paths::{is_workbook, name_of};
use crate::rights::Right;
use crate::session::Session;

/// Members of a batch: small enough that the window's lists pass between two of them.
const BATCH: u64 = 500;
/// Columns that go to another organisation only where the officer chose them: words about the person, and the telephone of somebody
/// who agreed to nothing.
const INSIDE: [&str; 2] = ["emergency", "remarks"];
/// Rejected rows that are on their way to the file.
const WAITING: usize = 200;

/// Write the roster to a workbook or a text file. Its headers are the words that the import knows, so that what is written
/// can be read again.
///
/// # Errors
/// `required` at `purpose`, `X-2` when nobody agreed that the recipient gets their data, `X-3` for an employer, `file_kind` for an ending that is neither, `text_unwritable` with the list of characters
/// that CP932 lacks, and what the file system answers.
pub async fn export_roster(session: &Session, input: ExportRoster) -> Result<Written> {
    let still = session.standing().await?;
    let exported = exported(&still, input).await;
    still.over().await;
    exported
}

async fn exported(session: &Session, input: ExportRoster) -> Result<Written> {
    let settings = desk::profile(session).await?;
    let scope = scope(session, Right::ExportNames).await?;
    let target = session.path(&input.file)?;
    let mut input = input;
    if let Some(list) = input.list {
        if input.filter != MemberFilter::default() {
            return Err(Error::invalid("list", "list_or_filter"));
        }
        let (_, filter, columns) = kept_list(session, list).await?;
        input.filter = filter;
        input.columns = if input.columns.is_empty() { columns } else { input.columns };
    }
    let day = input.filter.as_of.unwrap_or_else(|| session.today());
    let export = Export {
        report: "members".into(),
        sensitivity: Sensitivity::A,
        filters: json!({ "filter": input.filter, "as_of": day, "columns": input.columns, "encoding": input.encoding }),
        purpose: input.purpose.trim().to_owned(),
        recipient: recipient(input.recipient.as_deref(), &settings),
        protected: input.password.is_some(),
    };
    export.check()?;
    let mut provision = Provision::to(session, &export.recipient).await?;
    let ending = target.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let count = if input.filter.is_in_force() { IN_FORCE } else { COLUMNS.len() };
    let columns: Vec<Column<Line>> = if input.columns.is_empty() {
        let all = COLUMNS.get(..count).unwrap_or(COLUMNS).iter();
        all.filter(|column| provision.is_none() || !INSIDE.contains(&column.name)).cloned().collect()
    } else {
        named_columns(&input.columns).ok_or_else(|| Error::invalid("columns", "column_unknown"))?
    };
    let total = u64::try_from(super::queries::count(session, input.filter.clone()).await?.n).unwrap_or(0);
    let (rows, feed) = background::rows();
    let writing = match ending.as_str() {
        "xlsx" => {
            let list = List {
                name: word(Locale::Ja, "members.sheet.roster").to_owned(),
                title: None,
                scope: String::new(),
                landscape: true,
                heads: heads(&columns),
            };
            let password = input.password.as_ref().map(Passphrase::secret);
            background::write_workbook(
                &target,
                &session.near(&target),
                frame(session, &settings),
                vec![Sheet::List(list, feed)],
                password,
                &session.progress,
                total,
            )?
        }
        "csv" if input.password.is_some() => return Err(Error::invalid("password", "text_not_protected")),
        "csv" => {
            let encoding = match (input.encoding, input.replace) {
                (TextEncoding::Utf8, _) => Encoding::Utf8,
                (TextEncoding::Cp932, false) => Encoding::Cp932,
                (TextEncoding::Cp932, true) => Encoding::Cp932Replacing,
            };
            background::write_separated(&target, Arc::from(heads(&columns)), feed, encoding, &session.progress, total)
        }
        _ => return Err(Error::file("file_kind", &target)),
    };
    let read = send(session, &input, &scope, &columns, rows, provision.as_mut()).await;
    let written = writing.finish(read).await?;
    let items: Vec<&str> = columns.iter().map(|column| column.name).collect();
    answer(session, "export_roster", export, &target, &written, (&items, provision)).await
}

/// Sends every member to the file; to another organisation only those whose data may go there.
async fn send(
    session: &Session,
    input: &ExportRoster,
    scope: &Scope,
    columns: &[Column<Line>],
    rows: Rows,
    mut provision: Option<&mut Provision>,
) -> Result<()> {
    let day = input.filter.as_of.unwrap_or_else(|| session.today());
    let organizations = organization_names(session).await?;
    // All columns are for another program, some columns are the list as the officer sees it.
    let as_seen = !input.columns.is_empty();
    let mut after = None;
    loop {
        session.progress.go_on()?;
        let found = if as_seen {
            in_order(session, &input.filter, day, scope, after.as_deref(), BATCH).await?
        } else {
            in_order(
                session,
                &MemberFilter { sort: SortBy::MemberNo, descending: false, ..input.filter.clone() },
                day,
                scope,
                after.as_deref(),
                BATCH,
            )
            .await?
        };
        for ids in found.0.chunks(usize::try_from(BATCH).unwrap_or(500)) {
            let mut members = of_memberships(session.look(), ids, day).await?;
            if as_seen {
                let listed = as_listed(session.look(), &input.filter, day, scope, ids).await?;
                for member in &mut members {
                    let Some((unit, category)) = listed.get(&member.membership_id) else { continue };
                    (member.unit_id, member.line.category) = (*unit, Some(*category));
                }
            }
            if let Some(provision) = provision.as_deref_mut() {
                let persons: Vec<_> = members.iter().map(|member| member.person_id).collect();
                provision.judge(session.look(), &persons).await?;
                members.retain(|member| provision.gives(member.person_id));
            }
            let outside = provision.is_some();
            let line = |member| told(named(member, scope, &organizations), outside);
            let batch = members.into_iter().map(|member| cells(columns, &line(member))).collect();
            if !rows.push(batch).await {
                return Ok(());
            }
        }
        after = found.1;
        if after.is_none() {
            if let Some(provision) = provision {
                provision.check()?;
            }
            rows.end().await;
            return Ok(());
        }
    }
}

/// A line as the recipient reads it: another organisation learns nothing of anybody's health.
fn told(line: Line, outside: bool) -> Line {
    let condition = line.condition.map(|kind| if outside { kind.outward() } else { kind });
    Line { condition, ..line }
}

/// Lines of the roster for a file with names: what a column of the roster writes.
pub(crate) struct Lines {
    scope: Scope,
    organizations: HashMap<OrganizationId, String>,
    outside: bool,
}

impl Lines {
    /// For an officer who may write names out; `outside` = to another organisation.
    ///
    /// # Errors
    /// [`Error::NotAllowed`], and what the database answers.
    pub(crate) async fn new(session: &Session, outside: bool) -> Result<Self> {
        let scope = scope(session, Right::ExportNames).await?;
        Ok(Self { scope, organizations: organization_names(session).await?, outside })
    }

    /// The lines of these memberships on a day, in their order.
    ///
    /// # Errors
    /// What the database answers.
    pub(crate) async fn of(
        &self,
        session: &Session,
        ids: &[MembershipId],
        day: NaiveDate,
    ) -> Result<Vec<(PersonId, Line)>> {
        let lines = of_memberships(session.look(), ids, day).await?.into_iter();
        let line = |stored| told(named(stored, &self.scope, &self.organizations), self.outside);
        Ok(lines.map(|stored| (stored.person_id, line(stored))).collect())
    }
}

/// Names of employers and worksites.
///
/// # Errors
/// What the database answers.
pub(super) async fn organization_names(session: &Session) -> Result<HashMap<OrganizationId, String>> {
    let rows = organizations::organizations(session.look()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// The line of a member with the names of employer, worksite and unit. An employment that begins after the day is left out, as
/// lists and figures leave it out.
pub(super) fn named(member: Stored, scope: &Scope, organizations: &HashMap<OrganizationId, String>) -> Line {
    let name = |id: Option<OrganizationId>| id.and_then(|id| organizations.get(&id)).cloned();
    let mut line = member.line;
    if member.employment_to_come {
        line = Line {
            employee_no: None,
            department: None,
            job_title: None,
            employment_type: None,
            grade: None,
            hired_on: None,
            ..line
        };
    }
    // Who was erased has no number any more.
    line.member_no = line.member_no.map(number_shown).filter(|number| !number.is_empty());
    line.employer = name(member.employer_id.filter(|_| !member.employment_to_come));
    line.worksite = name(member.worksite_id.filter(|_| !member.employment_to_come));
    if let Some(unit) = member.unit_id {
        let names = scope.tree.names(unit);
        [line.branch, line.sub_branch, line.workplace] =
            [names.branch, names.sub_branch, names.workplace].map(|name| name.map(str::to_owned));
    }
    line
}

pub(super) fn recipient(named: Option<&str>, settings: &Settings) -> String {
    named.map(str::trim).filter(|name| !name.is_empty()).map_or_else(|| settings.name.clone(), str::to_owned)
}

pub(super) fn frame(session: &Session, settings: &Settings) -> Frame {
    Frame {
        union_name: settings.name.clone(),
        title: word(Locale::Ja, "members.sheet.roster").to_owned(),
        code: String::new(),
        class: word(session.locale, "members.sheet.class").to_owned(),
        made_on: session.today().to_string(),
        made_at: session.now().naive_utc(),
        // Whoever reads the file back must not depend on how days are shown.
        era: false,
        english: false,
        font: settings.default_font.clone(),
        personal: true,
    }
}

pub(super) async fn answer(
    session: &Session,
    verb: &'static str,
    export: Export,
    target: &Path,
    written: &save::Written,
    (items, provision): (&[&str], Option<Provision>),
) -> Result<Written> {
    let protected = export.protected;
    log(session, ("members", verb), export, written, items, provision.as_ref()).await?;
    Ok(Written {
        provided: provision.map(|provision| provision.told()),
        name: name_of(target),
        rows: written.rows,
        file_hash: written.sha256.clone(),
        protected,
    })
}

/// Write the rows of an import that were not taken: the same columns, what is wrong in red and in words. Mended, the file
/// can be read again.
///
/// # Errors
/// `missing` for a batch that is not there, `nothing_rejected`, `file_kind_xlsx`, and what the file system answers.
pub async fn rejected_rows(session: &Session, input: RejectedRows) -> Result<Written> {
    let settings = desk::profile(session).await?;
    let batch = import_batch::Entity::find_by_id(input.batch)
        .one(session.look())
        .await?
        .ok_or(Error::Missing { what: "batch" })?;
    if batch.rejected == 0 {
        return Err(Error::refused("nothing_rejected", json!({})));
    }
    let target = session.path(&input.file)?;
    is_workbook(&target)?;
    let kept: Kept = serde_json::from_str(&batch.mapping).unwrap_or_default();
    let total = u64::try_from(batch.rejected).unwrap_or(0);
    let (sender, told) = channel(WAITING);
    let writing = background::write_marked(
        &target,
        &session.near(&target),
        frame(session, &settings),
        told,
        input.password.as_ref().map(Passphrase::secret),
        &session.progress,
        total,
    )?;
    let read = send_rejected(session, &batch, &kept, sender).await;
    let written = writing.finish(read).await?;
    let export = Export {
        report: "rejected_rows".into(),
        sensitivity: Sensitivity::A,
        filters: json!({ "batch": input.batch, "file": batch.file_name }),
        purpose: word(session.locale, "members.sheet.mending").to_owned(),
        recipient: settings.name.clone(),
        protected: input.password.is_some(),
    };
    answer(session, "rejected_rows", export, &target, &written, (&[], None)).await
}

/// A row of the file with all that is wrong with it.
struct Rejected {
    sheet: String,
    row: i64,
    cells: Vec<Cell>,
    wrong: Vec<(String, String)>,
}

async fn send_rejected(session: &Session, batch: &import_batch::Model, kept: &Kept, told: Sender<Told>) -> Result<()> {
    use import_issue::Column;
    let sheets: Vec<String> = import_issue::Entity::find()
        .select_only()
        .column(Column::Sheet)
        .filter(Column::ImportBatchId.eq(batch.id))
        .filter(Column::Severity.eq(Severity::Error))
        .group_by(Column::Sheet)
        .order_by_asc(Column::Sheet)
        .into_tuple()
        .all(session.look())
        .await?;
    for sheet in sheets {
        let headers = kept.headers.get(&sheet).cloned().unwrap_or_default();
        let name =
            if sheet.is_empty() { word(session.locale, "members.sheet.rejected").to_owned() } else { sheet.clone() };
        let begin = Told::Sheet {
            name,
            reason: word(session.locale, "column.import_reason").to_owned(),
            headers: headers.clone(),
        };
        if told.send(begin).await.is_err() {
            return Ok(());
        }
        let mut waiting: Option<Rejected> = None;
        let mut after: Option<(i64, crate::ids::IssueId)> = None;
        loop {
            session.progress.go_on()?;
            let mut query = import_issue::Entity::find()
                .filter(Column::ImportBatchId.eq(batch.id))
                .filter(Column::Severity.eq(Severity::Error))
                .filter(Column::Sheet.eq(&sheet))
                .order_by_asc(Column::RowNo)
                .order_by_asc(Column::Id);
            if let Some((row, id)) = after {
                let later = Condition::any()
                    .add(Column::RowNo.gt(row))
                    .add(Condition::all().add(Column::RowNo.eq(row)).add(Column::Id.gt(id)));
                query = query.filter(later);
            }
            let found = query.limit(BATCH).all(session.look()).await?;
            let ended = (found.len() as u64) < BATCH;
            after = found.last().map(|issue| (issue.row_no, issue.id));
            for issue in found {
                let words = sentence(session.locale, &format!("problem.{}", issue.code), &json!({ "raw": issue.raw }));
                let same = waiting.as_ref().is_some_and(|row| row.row == issue.row_no && row.sheet == issue.sheet);
                if !same {
                    if let Some(row) = waiting.take()
                        && told.send(Told::Row(marked(row, &headers))).await.is_err()
                    {
                        return Ok(());
                    }
                    waiting = Some(Rejected {
                        sheet: issue.sheet.clone(),
                        row: issue.row_no,
                        cells: Vec::new(),
                        wrong: Vec::new(),
                    });
                }
                if let Some(row) = waiting.as_mut() {
                    if row.cells.is_empty() {
                        row.cells = serde_json::from_str(&issue.row_json).unwrap_or_default();
                    }
                    row.wrong.push((issue.column_name, words));
                }
            }
            if ended {
                break;
            }
        }
        if let Some(row) = waiting.take()
            && told.send(Told::Row(marked(row, &headers))).await.is_err()
        {
            return Ok(());
        }
    }
    // A writer that is gone tells why itself.
    let _gone = told.send(Told::End).await;
    Ok(())
}

fn marked(row: Rejected, headers: &[String]) -> MarkedRow {
    let reasons: Vec<String> = row
        .wrong
        .iter()
        .map(|(column, words)| if column.is_empty() { words.clone() } else { format!("{column}: {words}") })
        .collect();
    let marks = row
        .wrong
        .into_iter()
        .filter_map(|(column, words)| Some((headers.iter().position(|header| *header == column)?, words)))
        .collect();
    MarkedRow { reason: reasons.join("\n"), cells: row.cells, marks }
}
