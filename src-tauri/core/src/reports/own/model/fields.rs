//! What an own report is, and what it may be.

use chrono::{Datelike, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::codes::{OwnAsOf, OwnChart, OwnDimension, OwnHappened, OwnKind, OwnSpan};
use crate::dates::{FiscalCalendar, Period, month_start};
use crate::desk::Passphrase;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{OwnReportId, SavedListId};
use crate::labels::Locale;
use crate::officers::Sensitivity;
use crate::reports::Report;
use crate::rights::Right;
use crate::session::FileRef;
use crate::text::name_key;

/// Letters of a name, a title.
const MOST_LETTERS: usize = 80;
/// Letters of notes.
const MOST_NOTES: usize = 2_000;

/// What happened, and within which period up to the day of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct OwnPeriod {
    /// What.
    pub what: OwnHappened,
    /// Within.
    pub span: OwnSpan,
}

impl OwnPeriod {
    /// The days of the period that ends on a day.
    #[must_use]
    pub fn days(self, as_of: NaiveDate, calendar: &FiscalCalendar) -> Period {
        let from = match self.span {
            OwnSpan::Month => month_start(as_of),
            OwnSpan::FiscalYear => calendar.period_of(as_of).map_or(as_of, |year| year.from),
            OwnSpan::TwelveMonths => month_start(as_of).checked_sub_months(Months::new(11)).unwrap_or(as_of),
        };
        Period { from, to: as_of }
    }
}

impl OwnAsOf {
    /// The day that is meant, seen from the day of making; of a fixed one `fixed`.
    #[must_use]
    pub fn day(self, made_on: NaiveDate, fixed: Option<NaiveDate>, calendar: &FiscalCalendar) -> NaiveDate {
        match self {
            Self::Made => made_on,
            Self::MonthEnd => month_start(made_on).pred_opt().unwrap_or(made_on),
            Self::FiscalEnd => calendar.period_of(made_on).and_then(|year| year.from.pred_opt()).unwrap_or(made_on),
            Self::Fixed => fixed.unwrap_or(made_on),
        }
    }
}

/// What an own report counts or lists, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct OwnReportFields {
    /// Name; no code of the program's reports (O-01).
    pub name: String,
    /// For everyone who may make it, not only for whom it is kept.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub shared: bool,
    /// Figures, or members by name.
    #[serde(default)]
    #[ts(optional, as = "Option<OwnKind>")]
    pub kind: OwnKind,
    /// The kept list it is about; none = all members (組合員) of the day.
    #[serde(default)]
    #[ts(optional)]
    pub list: Option<SavedListId>,
    /// Only who joined or left within a period up to the day; the list's own period then says nothing.
    #[serde(default)]
    #[ts(optional)]
    pub period: Option<OwnPeriod>,
    /// Of figures one or two: rows and columns. Of a list none or one: headings.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<OwnDimension>>")]
    pub groups: Vec<OwnDimension>,
    /// Figures for members: small ones are withheld, with those that would tell them.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub protect: bool,
    /// The picture; none = figures alone.
    #[serde(default)]
    #[ts(optional)]
    pub chart: Option<OwnChart>,
    /// Columns of a list, as the kept lists name them; empty = those of the kept list.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub columns: Vec<String>,
    /// The day it is true for.
    #[serde(default)]
    #[ts(optional, as = "Option<OwnAsOf>")]
    pub as_of: OwnAsOf,
    /// That day, where it is fixed.
    #[serde(default)]
    #[ts(optional)]
    pub as_of_on: Option<NaiveDate>,
    /// Title on the page; none = the name.
    #[serde(default)]
    #[ts(optional)]
    pub title: Option<String>,
    /// The officer's own notes below the figures.
    #[serde(default)]
    #[ts(optional)]
    pub notes: Option<String>,
}

/// Tables that whoever may only see counts is shown, because R02 shows them, too (O-02).
pub const MAY_STAND_ALONE: [&[OwnDimension]; 10] = [
    &[OwnDimension::Branch],
    &[OwnDimension::Gender],
    &[OwnDimension::Age],
    &[OwnDimension::Category],
    &[OwnDimension::EmploymentType],
    &[OwnDimension::Branch, OwnDimension::Gender],
    &[OwnDimension::Age, OwnDimension::Gender],
    &[OwnDimension::EmploymentType, OwnDimension::Category],
    &[OwnDimension::Gender, OwnDimension::Branch],
    &[OwnDimension::Category, OwnDimension::EmploymentType],
];

/// Whether a name is, or may become, the code of a report of the program.
#[must_use]
pub fn is_code_of_report(name: &str) -> bool {
    let key = name_key(name);
    let numbered =
        key.strip_prefix('r').is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()));
    numbered || Report::ALL.iter().any(|report| name_key(report.name()) == key)
}

impl OwnReportFields {
    /// The fields as they are kept.
    ///
    /// # Errors
    /// `required`, `text_too_long`, `name_is_code` (O-01), `groups_count`, `groups_list`, `groups_twice`, `chart_no_line`,
    /// `chart_of_list`.
    pub fn checked(self) -> Result<Self> {
        let mut problems = Vec::new();
        let name = self.name.trim().to_owned();
        let clean = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let (title, notes) = (clean(self.title), clean(self.notes));
        problems.extend(too_long("name", Some(&name), MOST_LETTERS));
        problems.extend(too_long("title", title.as_deref(), MOST_LETTERS));
        problems.extend(too_long("notes", notes.as_deref(), MOST_NOTES));
        let mut wrong = |field: &str, code: &str| problems.push(FieldProblem::new(field, code));
        if name.is_empty() {
            wrong("name", "required");
        } else if is_code_of_report(&name) {
            wrong("name", "name_is_code");
        }
        match (self.kind, self.groups.as_slice()) {
            (OwnKind::Count, [one, other]) if one == other => wrong("groups", "groups_twice"),
            (OwnKind::Count, [_] | [_, _]) | (OwnKind::List, [] | [_]) => {}
            (OwnKind::Count, _) => wrong("groups", "groups_count"),
            (OwnKind::List, _) => wrong("groups", "groups_list"),
        }
        match (self.kind, self.chart) {
            (OwnKind::List, Some(_)) => wrong("chart", "chart_of_list"),
            (OwnKind::Count, Some(OwnChart::Line)) if !self.groups.first().is_some_and(|by| by.is_month()) => {
                wrong("chart", "chart_no_line");
            }
            _ => {}
        }
        if self.as_of == OwnAsOf::Fixed && self.as_of_on.is_none() {
            wrong("as_of_on", "required");
        }
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let is_list = self.kind == OwnKind::List;
        Ok(Self {
            name,
            title,
            notes,
            protect: self.protect && !is_list,
            columns: if is_list { self.columns } else { Vec::new() },
            as_of_on: self.as_of_on.filter(|_| self.as_of == OwnAsOf::Fixed),
            ..self
        })
    }

    /// Who may read it.
    #[must_use]
    pub fn sensitivity(&self) -> Sensitivity {
        match (self.kind, self.protect) {
            (OwnKind::List, _) => Sensitivity::A,
            (OwnKind::Count, false) => Sensitivity::B,
            (OwnKind::Count, true) => Sensitivity::C,
        }
    }

    /// What making it asks for: figures of which nothing is withheld are for those who see the members themselves.
    #[must_use]
    pub fn right(&self) -> Right {
        match (self.kind, self.protect) {
            (OwnKind::List, _) => Right::ExportNames,
            (OwnKind::Count, false) => Right::SeeDetails,
            (OwnKind::Count, true) => Right::SeeCounts,
        }
    }

    /// O-02: whether it shows only what R02 shows.
    #[must_use]
    pub fn may_stand_alone(&self) -> bool {
        self.list.is_none() && self.period.is_none() && MAY_STAND_ALONE.contains(&self.groups.as_slice())
    }
}

impl OwnKind {
    /// Code of what leaves the program, in the log of files.
    #[must_use]
    pub fn logged_as(self) -> &'static str {
        match self {
            Self::Count => "own-count",
            Self::List => "own-list",
        }
    }
}

/// An own report as offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OwnReportRow {
    /// The report.
    pub id: OwnReportId,
    /// Version read; a save names it.
    #[ts(type = "number")]
    pub version: i64,
    /// What it is.
    #[serde(flatten)]
    pub fields: OwnReportFields,
    /// Name of the kept list it is about; none = all members, or a list that the officer does not see.
    pub list_name: Option<String>,
    /// Class of its content: A needs a purpose.
    pub sensitivity: String,
    /// The officer may make it.
    pub allowed: bool,
    /// The officer may change it and take it away.
    pub mine: bool,
}

/// Keep an own report, or change one.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveOwnReport {
    /// The report; a new one when it is left out.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<OwnReportId>,
    /// Version read.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// What it is.
    #[serde(flatten)]
    pub fields: OwnReportFields,
}

/// Take an own report away.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct DropOwnReport {
    /// The report.
    pub id: OwnReportId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
}

/// Which own report, and of which day.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
pub struct OwnReportAsk {
    /// A report that is kept.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<OwnReportId>,
    /// A report that is not kept yet.
    #[serde(default)]
    #[ts(optional)]
    pub fields: Option<OwnReportFields>,
    /// The day; the report's own unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub as_of: Option<NaiveDate>,
    /// Language; the officer's own unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub locale: Option<Locale>,
}

/// Write an own report to a file.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct OwnReportWrite {
    /// Which, and of which day.
    #[serde(flatten)]
    pub ask: OwnReportAsk,
    /// Where.
    pub file: FileRef,
    /// Why; mandatory for members by name.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub purpose: String,
    /// For whom; the own union unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub recipient: Option<String>,
    /// Password that opens the workbook.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Passphrase>,
}

/// What is wrong with a text of more letters than fit.
pub(in crate::reports::own) fn too_long(field: &str, text: Option<&str>, most: usize) -> Option<FieldProblem> {
    let longer = text.is_some_and(|text| text.chars().count() > most);
    longer.then(|| FieldProblem { about: json!({ "most": most }), ..FieldProblem::new(field, "text_too_long") })
}

/// The first day of a month so many months before that of a day.
pub(in crate::reports::own) fn months_before(day: NaiveDate, months: u32) -> NaiveDate {
    month_start(day).checked_sub_months(Months::new(months)).unwrap_or_else(|| day.with_day(1).unwrap_or(day))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn count(groups: &[OwnDimension]) -> OwnReportFields {
        OwnReportFields { name: "支部別".into(), groups: groups.to_vec(), ..OwnReportFields::default() }
    }

    fn codes(fields: OwnReportFields) -> Vec<String> {
        match fields.checked() {
            Ok(_) => Vec::new(),
            Err(error) => error.fields().iter().map(|problem| format!("{}:{}", problem.field, problem.code)).collect(),
        }
    }

    #[test]
    fn o_01_a_name_is_no_code_of_a_report() {
        for (name, is_code) in [
            ("R02", true),
            ("ｒ０２", true),
            ("r7", true),
            ("R99", true),
            ("meeting-pack", true),
            ("Meeting-Pack", true),
            ("支部別の人数", false),
            ("R02 の下書き", false),
            ("R", false),
        ] {
            assert_eq!(is_code_of_report(name), is_code, "{name}");
            let fields = OwnReportFields { name: name.into(), ..count(&[OwnDimension::Branch]) };
            assert_eq!(codes(fields).contains(&"name:name_is_code".to_owned()), is_code, "{name}");
        }
    }

    #[test]
    fn figures_have_one_or_two_groups_and_a_line_goes_through_months() {
        use OwnDimension::{Branch, Gender, JoinedMonth};
        assert_eq!(codes(count(&[])), ["groups:groups_count"]);
        assert_eq!(codes(count(&[Branch, Gender, Branch])), ["groups:groups_count"]);
        assert_eq!(codes(count(&[Branch, Branch])), ["groups:groups_twice"]);
        assert_eq!(codes(count(&[Branch, Gender])), Vec::<String>::new());
        let line = |groups: &[OwnDimension]| OwnReportFields { chart: Some(OwnChart::Line), ..count(groups) };
        assert_eq!(codes(line(&[Branch])), ["chart:chart_no_line"]);
        assert_eq!(codes(line(&[JoinedMonth, Branch])), Vec::<String>::new());
        let list = OwnReportFields { kind: OwnKind::List, ..count(&[Branch, Gender]) };
        assert_eq!(codes(list), ["groups:groups_list"]);
        assert_eq!(codes(OwnReportFields { as_of: OwnAsOf::Fixed, ..count(&[Branch]) }), ["as_of_on:required"]);
    }

    #[test]
    fn o_02_what_stands_alone_is_what_the_report_of_the_organisation_shows() {
        use OwnDimension::{Age, Branch, Employer, Gender, Standing};
        assert!(count(&[Branch]).may_stand_alone() && count(&[Age, Gender]).may_stand_alone());
        assert!(!count(&[Employer]).may_stand_alone() && !count(&[Branch, Standing]).may_stand_alone());
        assert!(!count(&[Branch, Age]).may_stand_alone(), "R02 has no such table");
        let listed = OwnReportFields { list: Some(SavedListId::new()), ..count(&[Branch]) };
        assert!(!listed.may_stand_alone(), "a list tells of whom it was narrowed to");
    }

    #[test]
    fn the_day_of_a_report_is_seen_from_the_day_it_is_made() {
        let calendar = FiscalCalendar::new(9, None);
        for (as_of, made, expected) in [
            (OwnAsOf::Made, "2026-10-31", "2026-10-31"),
            (OwnAsOf::MonthEnd, "2026-10-31", "2026-09-30"),
            (OwnAsOf::MonthEnd, "2026-03-01", "2026-02-28"),
            (OwnAsOf::FiscalEnd, "2026-10-31", "2026-08-31"),
            (OwnAsOf::FiscalEnd, "2026-08-31", "2025-08-31"),
            (OwnAsOf::Fixed, "2026-10-31", "2026-06-30"),
        ] {
            let fixed = (as_of == OwnAsOf::Fixed).then(|| day("2026-06-30"));
            assert_eq!(as_of.day(day(made), fixed, &calendar), day(expected), "{as_of:?} {made}");
        }
        let days = |span| OwnPeriod { what: OwnHappened::Joined, span }.days(day("2026-10-15"), &calendar);
        assert_eq!(days(OwnSpan::Month).from, day("2026-10-01"));
        assert_eq!(days(OwnSpan::FiscalYear).from, day("2026-09-01"));
        assert_eq!(days(OwnSpan::TwelveMonths), Period { from: day("2025-11-01"), to: day("2026-10-15") });
    }
}
