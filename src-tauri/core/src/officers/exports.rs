//! The export log: every file with data that leaves the program is written down with its purpose and recipient.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};

use super::entity::export_log;
use super::model::{ExportShown, ExportsFrom};
use super::queries::names;
use crate::api::Page;
use crate::desk::Words;
use crate::error::{Error, Result};
use crate::excel::page::Frame;
use crate::excel::save::Written;
use crate::ids::{ExportId, OfficerId};
use crate::labels::Locale;
use crate::ops::{Change, reworded};
use crate::session::Session;

/// How sensitive the content of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitivity {
    /// Counselling secret.
    S,
    /// Named personal data.
    A,
    /// For the executive only.
    B,
    /// For members.
    C,
    /// Public.
    D,
}

impl Sensitivity {
    /// The code in the log.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }

    /// Its words on paper.
    #[must_use]
    pub fn label_key(self) -> String {
        format!("report.class.{}", self.code().to_lowercase())
    }

    /// It tells of persons by name.
    #[must_use]
    pub fn is_personal(self) -> bool {
        matches!(self, Self::S | Self::A)
    }

    /// purpose and recipient are mandatory.
    #[must_use]
    pub fn asks_purpose(self) -> bool {
        self.is_personal()
    }
}

/// What all pages of a paper of today share. It has no code; a report adds its own.
#[must_use]
pub fn frame(session: &Session, words: &Words, class: Sensitivity, title: String) -> Frame {
    let settings = words.settings();
    Frame {
        union_name: settings.name.clone(),
        title,
        code: String::new(),
        class: words.word(&class.label_key()),
        made_on: words.say("report.made_on", &json!({ "day": words.day(session.today()) })),
        made_at: session.now().naive_utc(),
        era: words.era(),
        english: words.locale() == Locale::En,
        font: settings.default_font.clone(),
        personal: class.is_personal(),
    }
}

/// A file that is about to leave.
#[derive(Clone, Debug)]
pub struct Export {
    /// Report code or list name.
    pub report: String,
    /// Class of the content.
    pub sensitivity: Sensitivity,
    /// What was asked for.
    pub filters: Value,
    /// Why.
    pub purpose: String,
    /// For whom.
    pub recipient: String,
    /// Encrypted with a password.
    pub protected: bool,
}

impl Export {
    /// X-1, asked before anything is written.
    ///
    /// # Errors
    /// `required` at `purpose` for classes S and A.
    pub fn check(&self) -> Result<()> {
        if self.sensitivity.asks_purpose() && self.purpose.trim().is_empty() {
            return Err(Error::invalid("purpose", "required"));
        }
        Ok(())
    }
}

/// Write a file down that was written; one op that is never taken back.
///
/// # Errors
/// What the database answers.
pub async fn log_export(
    session: &Session,
    capability: &'static str,
    verb: &'static str,
    export: Export,
    written: &Written,
) -> Result<ExportId> {
    let mut change = session.change(capability, verb).await?;
    let id = note_export(&mut change, session, &export, written).await?;
    change.done(json!({ "report": export.report, "n": written.rows })).await?;
    Ok(id)
}

/// Write a file down within the change that tells of it; what else the change writes is as final as the log.
///
/// # Errors
/// What the database answers.
pub(crate) async fn note_export(
    change: &mut Change<'_>,
    session: &Session,
    export: &Export,
    written: &Written,
) -> Result<ExportId> {
    change.is_final();
    let id = ExportId::new();
    export_log::Entity::insert(export_log::ActiveModel {
        id: Set(id),
        at: Set(change.now()),
        actor: Set(Some(session.officer().0)),
        report: Set(export.report.clone()),
        sensitivity: Set(export.sensitivity.code().to_owned()),
        filters: Set(export.filters.to_string()),
        rows: Set(i64::try_from(written.rows).unwrap_or(i64::MAX)),
        purpose: Set(export.purpose.clone()),
        recipient: Set(export.recipient.clone()),
        file_hash: Set(written.sha256.clone()),
        protected: Set(export.protected),
    })
    .exec_without_returning(change.on())
    .await?;
    // The purpose stands in the log alone: what the trail has signed could not forget a name in it.
    change.about_record("export_log", id.0);
    Ok(id)
}

/// The export log, newest first.
///
/// # Errors
/// What the database answers.
pub async fn exports(session: &Session, input: ExportsFrom) -> Result<Page<ExportShown>> {
    let limit = u64::from(input.limit.unwrap_or(100)).clamp(1, 500);
    let mut query = export_log::Entity::find().order_by_desc(export_log::Column::Id).limit(limit);
    if let Some(before) = input.before {
        query = query.filter(export_log::Column::Id.lt(before));
    }
    let rows = shown(session, query.all(session.look()).await?).await?;
    let next = (rows.len() as u64 == limit).then(|| rows.last().map(|row| row.id.to_string())).flatten();
    Ok(Page { rows, next })
}

/// What was asked for when files of a report were written, where its question says this piece; the newest first.
///
/// # Errors
/// What the database answers.
pub(crate) async fn asked_before(session: &Session, report: &str, piece: &str, most: u64) -> Result<Vec<Value>> {
    let filters: Vec<String> = export_log::Entity::find()
        .select_only()
        .column(export_log::Column::Filters)
        .filter(export_log::Column::Report.eq(report))
        .filter(export_log::Column::Filters.contains(piece))
        .order_by_desc(export_log::Column::Id)
        .limit(most)
        .into_tuple()
        .all(session.look())
        .await?;
    Ok(filters.iter().filter_map(|filters| serde_json::from_str(filters).ok()).collect())
}

/// When files of a report were written, what was asked for, and how many rows they had; the oldest first.
///
/// # Errors
/// What the database answers.
pub(crate) async fn written_before(session: &Session, report: &str) -> Result<Vec<(DateTime<Utc>, Value, i64)>> {
    let rows: Vec<(DateTime<Utc>, String, i64)> = export_log::Entity::find()
        .select_only()
        .columns([export_log::Column::At, export_log::Column::Filters, export_log::Column::Rows])
        .filter(export_log::Column::Report.eq(report))
        .order_by_asc(export_log::Column::Id)
        .into_tuple()
        .all(session.look())
        .await?;
    Ok(rows.into_iter().map(|(at, asked, n)| (at, serde_json::from_str(&asked).unwrap_or_default(), n)).collect())
}

/// The files of a time, both moments included, the oldest first.
///
/// # Errors
/// What the database answers.
pub(crate) async fn exports_between(
    session: &Session,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<ExportShown>> {
    let rows = export_log::Entity::find()
        .filter(export_log::Column::At.gte(from))
        .filter(export_log::Column::At.lte(to))
        .order_by_asc(export_log::Column::Id)
        .all(session.look())
        .await?;
    shown(session, rows).await
}

/// Who was erased is named no more in what was asked for when files were written, for what and for whom. Entries of the trail
/// that an older program wrote with the purpose stay: they are signed.
///
/// # Errors
/// What the database answers.
pub(crate) async fn forget(
    on: &sea_orm::DatabaseTransaction,
    is: &(dyn Fn(&str) -> bool + Sync),
    without: &(dyn Fn(&str) -> Option<String> + Sync),
    instead: &str,
) -> Result<()> {
    use sea_orm::sea_query::Expr;
    for row in export_log::Entity::find().all(on).await? {
        let mut filters: Value = serde_json::from_str(&row.filters).unwrap_or_default();
        let finds = match filters.pointer_mut("/filter/find") {
            Some(find) if find.as_str().is_some_and(is) => {
                *find = json!(instead);
                true
            }
            _ => false,
        };
        let (purpose, recipient) = (without(&row.purpose), without(&row.recipient));
        let filters = if finds { filters.to_string() } else { row.filters.clone() };
        // A file that was read in may have been named after the person.
        let filters = reworded(&filters, without).unwrap_or(filters);
        if filters == row.filters && purpose.is_none() && recipient.is_none() {
            continue;
        }
        export_log::Entity::update_many()
            .col_expr(export_log::Column::Filters, Expr::value(filters))
            .col_expr(export_log::Column::Purpose, Expr::value(purpose.unwrap_or(row.purpose)))
            .col_expr(export_log::Column::Recipient, Expr::value(recipient.unwrap_or(row.recipient)))
            .filter(export_log::Column::Id.eq(row.id))
            .exec(on)
            .await?;
    }
    Ok(())
}

async fn shown(session: &Session, rows: Vec<export_log::Model>) -> Result<Vec<ExportShown>> {
    let names = names(session).await?;
    let rows = rows.into_iter().map(|row| ExportShown {
        id: row.id,
        at: row.at,
        actor_name: row.actor.and_then(|id| names.get(&OfficerId(id)).cloned()).unwrap_or_default(),
        report: row.report,
        sensitivity: row.sensitivity,
        rows: row.rows,
        purpose: row.purpose,
        recipient: row.recipient,
        file_hash: row.file_hash,
        protected: row.protected,
    });
    Ok(rows.collect())
}
