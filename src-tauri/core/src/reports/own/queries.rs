//! Looking at own reports: which there are, what one of them is about today, and its pages.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::entity::own_report;
use super::model::{OwnChart, OwnDimension, OwnHappened, OwnPeriod, OwnReportAsk, OwnReportFields, OwnReportRow};
use super::{count, list};
use crate::api::Nothing;
use crate::dates::{FiscalCalendar, Period};
use crate::desk::{self, Settings, Words};
use crate::error::{Error, Result};
use crate::excel::page::Frame;
use crate::ids::{OrganizationId, OwnReportId};
use crate::labels::{Locale, word};
use crate::members::{self, Category, Happened, MemberFilter, Within};
use crate::officers;
use crate::organizations;
use crate::reports::model::Preview;
use crate::reports::pack::CodedPage;
use crate::rights::Right;
use crate::session::Session;

/// What of an own report has no column of its own.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Shape {
    pub groups: Vec<OwnDimension>,
    pub period: Option<OwnPeriod>,
    pub protect: bool,
    pub chart: Option<OwnChart>,
    pub columns: Vec<String>,
    pub title: Option<String>,
    pub notes: Option<String>,
}

/// What is kept, as it is asked for.
pub(super) fn fields_of(row: &own_report::Model) -> OwnReportFields {
    let shape: Shape = serde_json::from_str(&row.shape).unwrap_or_default();
    OwnReportFields {
        name: row.name.clone(),
        shared: row.owner_id.is_none(),
        kind: row.kind,
        list: row.list_id,
        period: shape.period,
        groups: shape.groups,
        protect: shape.protect,
        chart: shape.chart,
        columns: shape.columns,
        as_of: row.as_of,
        as_of_on: row.as_of_on,
        title: shape.title,
        notes: shape.notes,
    }
}

/// That a report is the officer's own or everyone's.
fn visible(session: &Session) -> Condition {
    Condition::any().add(own_report::Column::OwnerId.is_null()).add(own_report::Column::OwnerId.eq(session.officer()))
}

/// A report that the officer sees.
///
/// # Errors
/// [`Error::Missing`] for another officer's own.
pub(super) async fn seen(session: &Session, id: OwnReportId) -> Result<own_report::Model> {
    let row = own_report::Entity::find_by_id(id).filter(visible(session)).one(session.look()).await?;
    row.ok_or(Error::Missing { what: "own_report" })
}

/// The officer's own reports and those of everyone, by name. A report about a list that the officer does not see is not shown,
/// unless it is the officer's own.
///
/// # Errors
/// What the database answers.
pub async fn own_reports(session: &Session, _input: Nothing) -> Result<Vec<OwnReportRow>> {
    let rows = own_report::Entity::find()
        .filter(visible(session))
        .order_by_asc(own_report::Column::Name)
        .order_by_asc(own_report::Column::Id)
        .all(session.look())
        .await?;
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let fields = fields_of(&row);
        let list_name = match row.list_id {
            None => None,
            Some(list) => match members::kept_list(session, list).await {
                Ok((name, ..)) => Some(name),
                Err(Error::Missing { .. } | Error::NotAllowed) if row.owner_id.is_none() => continue,
                Err(Error::Missing { .. } | Error::NotAllowed) => None,
                Err(error) => return Err(error),
            },
        };
        let has_list = row.list_id.is_none() || list_name.is_some();
        shown.push(OwnReportRow {
            id: row.id,
            version: row.version,
            sensitivity: fields.sensitivity().code().to_owned(),
            allowed: has_list && why_not(session, &fields).is_none(),
            mine: row.owner_id.is_some() || session.can(Right::ImportRoster),
            list_name,
            fields,
        });
    }
    Ok(shown)
}

/// Why an officer may not make a report; none = may.
pub(super) fn why_not(session: &Session, fields: &OwnReportFields) -> Option<Error> {
    if !session.can(fields.right()) {
        return Some(Error::NotAllowed);
    }
    // O-02: whoever sees counts only could narrow a list down to one person.
    let narrowed = !session.can(Right::SeeDetails) && !fields.may_stand_alone();
    narrowed.then(|| Error::refused("O-02", json!({})))
}

/// What was asked, made definite.
pub(super) struct Asked {
    pub fields: OwnReportFields,
    pub list_name: Option<String>,
    /// Columns of the kept list.
    pub list_columns: Vec<String>,
    pub filter: MemberFilter,
    pub as_of: NaiveDate,
    /// The period in which somebody joined or left, the report's own or the list's, and the months that are its rows.
    pub period: Option<(OwnDimension, Period)>,
    pub words: Words,
    pub settings: Settings,
    /// The tables are those of R02 (O-02).
    pub alone: bool,
    /// The parts of the union that the officer sees; empty = all of it.
    parts: Vec<String>,
}

impl Asked {
    /// A report on a day: made today, or due on `made_on`.
    ///
    /// # Errors
    /// [`Error::NotAllowed`], `O-02`, [`Error::Missing`] for a report or list that the officer does not see, what is wrong with
    /// fields that are not kept yet.
    pub(super) async fn new(session: &Session, ask: &OwnReportAsk, made_on: NaiveDate) -> Result<Self> {
        let fields = match (&ask.fields, ask.id) {
            (Some(fields), None) => {
                // A name is given when the report is kept.
                let named = !fields.name.trim().is_empty();
                let unnamed = || word(session.locale, "report.own.unnamed").to_owned();
                let name = if named { fields.name.clone() } else { unnamed() };
                OwnReportFields { name, ..fields.clone() }.checked()?
            }
            (None, Some(id)) => fields_of(&seen(session, id).await?),
            _ => return Err(Error::invalid("id", "required")),
        };
        if let Some(why) = why_not(session, &fields) {
            return Err(why);
        }
        let settings = desk::profile(session).await?;
        let calendar = calendar(&settings);
        let as_of = ask.as_of.unwrap_or_else(|| fields.as_of.day(made_on, fields.as_of_on, &calendar));
        let (list_name, filter, list_columns) = match fields.list {
            Some(list) => {
                let (name, filter, columns) = members::kept_list(session, list).await?;
                (Some(name), filter, columns)
            }
            None => {
                (None, MemberFilter { categories: Category::MEMBERS.to_vec(), ..MemberFilter::default() }, Vec::new())
            }
        };
        let mut filter = MemberFilter { as_of: Some(as_of), ..filter };
        if let Some(period) = fields.period {
            let Period { from, to } = period.days(as_of, &calendar);
            let what = match period.what {
                OwnHappened::Joined => Happened::Joined,
                OwnHappened::Left => Happened::Left,
            };
            filter.period = Some(Within { what, from, to });
            filter.state = None;
        }
        let period = filter.period.and_then(|within| {
            let of = match within.what {
                Happened::Joined => OwnDimension::JoinedMonth,
                Happened::Left => OwnDimension::LeftMonth,
                _ => return None,
            };
            Some((of, Period::new(within.from, within.to)?))
        });
        let words = Words::new(ask.locale.unwrap_or(session.locale), &settings);
        // What R02 shows is shown as R02 shows it, also to whoever might see more.
        let alone = fields.protect && (fields.may_stand_alone() || !session.can(Right::SeeDetails));
        let right = match fields.right() {
            Right::ExportNames => Right::ExportNames,
            _ if alone => Right::SeeCounts,
            _ => Right::SeeDetails,
        };
        let scope = members::scope(session, right).await?;
        let parts = scope.paths.iter().flatten().filter_map(|path| {
            scope.tree.in_order().into_iter().find(|(node, _)| node.path == *path).map(|(node, _)| node.label.clone())
        });
        let parts = parts.collect();
        Ok(Self { fields, list_name, list_columns, filter, as_of, period, words, settings, alone, parts })
    }

    /// What stands above the figures.
    pub(super) fn title(&self) -> &str {
        self.fields.title.as_deref().unwrap_or(&self.fields.name)
    }

    /// All members of the day are counted, as R02 counts them.
    pub(super) fn counts_everybody(&self) -> bool {
        self.fields.list.is_none() && self.fields.period.is_none()
    }

    /// The second line of a page: the day, how many, of which list, in which period, in which parts.
    pub(super) fn scope(&self, n: Option<i64>) -> String {
        let words = &self.words;
        let mut parts = vec![words.say("report.own.scope", &json!({ "day": words.day(self.as_of) }))];
        if let Some(Within { what, from, to }) = self.filter.period {
            let what = words.word(&format!("members.happened.{}", happened(what)));
            let about = json!({ "from": words.day(from), "to": words.day(to), "what": what });
            parts.push(words.say("report.own.scope.period", &about));
        }
        match &self.list_name {
            Some(list) => parts.push(words.say("report.own.scope.list", &json!({ "list": list }))),
            None => parts.push(words.word("report.own.scope.members")),
        }
        if !self.parts.is_empty() {
            let joint = words.word("report.and");
            parts.push(words.say("report.own.scope.part", &json!({ "units": self.parts.join(&joint) })));
        }
        parts.extend(n.map(|n| words.say("report.own.scope.n", &json!({ "n": words.count(n) }))));
        parts.join(if words.locale() == Locale::En { " · " } else { "　" })
    }

    /// What the figures mean.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut keys = Vec::new();
        if self.fields.list.is_none() {
            keys.push("report.note.category");
        }
        if self.filter.period.is_some_and(|within| matches!(within.what, Happened::Joined | Happened::Left)) {
            keys.push("report.own.note.seen");
        }
        if self.fields.groups.contains(&OwnDimension::Age) {
            keys.push("report.note.age");
        }
        keys.into_iter().map(|key| self.words.word(key)).collect()
    }

    /// The first day of the fiscal year.
    pub(super) fn fiscal_start(&self) -> NaiveDate {
        calendar(&self.settings).period_of(self.as_of).map_or(self.as_of, |year| year.from)
    }

    /// The path of the part whose counts the officer sees; none = the whole union.
    ///
    /// # Errors
    /// `required` at `unit` for an officer of several parts: R02 is about one.
    pub(super) async fn part_of_counts(&self, session: &Session) -> Result<Option<String>> {
        match members::scope(session, Right::SeeCounts).await?.paths.as_deref() {
            None => Ok(None),
            Some([path]) => Ok(Some(path.clone())),
            Some(_) => Err(Error::invalid("unit", "required")),
        }
    }

    /// Names of employers.
    ///
    /// # Errors
    /// What the database answers.
    pub(super) async fn employers(&self, session: &Session) -> Result<HashMap<OrganizationId, String>> {
        if !self.fields.groups.contains(&OwnDimension::Employer) {
            return Ok(HashMap::new());
        }
        let rows = organizations::organizations(session.look()).await?;
        Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
    }

    /// What all pages share: the report's name instead of a code of the program.
    pub(super) fn frame(&self, session: &Session) -> Frame {
        officers::frame(session, &self.words, self.fields.sensitivity(), self.title().to_owned())
    }
}

/// The union's year.
pub(super) fn calendar(settings: &Settings) -> FiscalCalendar {
    FiscalCalendar::new(u32::try_from(settings.fiscal_start_month).unwrap_or(4), None)
}

fn happened(what: Happened) -> &'static str {
    match what {
        Happened::Active => "active",
        Happened::Joined => "joined",
        Happened::Left => "left",
        Happened::Moved => "moved",
        Happened::Recategorized => "recategorized",
        Happened::Changed => "changed",
    }
}

/// The pages as they would be written; of a list only the beginning.
///
/// # Errors
/// [`Error::NotAllowed`], `O-02`, `report_too_small`, [`Error::Missing`], what is wrong with the fields.
pub async fn preview_own_report(session: &Session, input: OwnReportAsk) -> Result<Preview> {
    let still = session.standing().await?;
    let previewed = previewed(&still, &input).await;
    still.over().await;
    previewed
}

async fn previewed(session: &Session, input: &OwnReportAsk) -> Result<Preview> {
    let asked = Asked::new(session, input, session.today()).await?;
    let pages = match asked.fields.kind {
        super::model::OwnKind::Count => vec![count::page(session, &asked).await?.0],
        super::model::OwnKind::List => vec![list::preview(session, &asked).await?],
    };
    let pages = pages.into_iter().map(|page| CodedPage { code: None, page }).collect();
    Ok(Preview { frame: asked.frame(session), pages, left_out: Vec::new() })
}
