//! 独自の帳票: reports that officers make themselves from the roster, and when reports are due.

use crate::ddl::{Kind::*, Table, create_all, may, must};
use sea_orm_migration::prelude::*;

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "own_report",
        note: "A report that an officer made: what it counts or lists, and how",
        tracked: true,
        columns: &[
            must("name", Text, "name"),
            may("owner_id", Ref("app_user"), "whose; empty = shared with everyone who may make it"),
            must("kind", Code(&["count", "list"]), "figures, or members by name"),
            may("list_id", Ref("saved_list"), "the kept list it is about; empty = all members"),
            must("shape", Json, "groups, period, chart, columns, title, notes; whether small counts are withheld"),
            must("as_of", Code(&["made", "month_end", "fiscal_end", "fixed"]), "the day it is true for"),
            may("as_of_on", Date, "that day, where it is fixed"),
        ],
        checks: &["name <> ''", "(as_of = 'fixed') = (as_of_on IS NOT NULL)"],
        indexes: &[],
    },
    Table {
        name: "report_schedule",
        note: "When a report is due, and how its last making went. It is made as the officer whose it is, never as another",
        tracked: true,
        columns: &[
            must("owner_id", Ref("app_user"), "whose"),
            may("report", Text, "code of a report of the program; empty = one of the officers' own"),
            may("own_report_id", Ref("own_report"), "the officers' own report"),
            must("cadence", Code(&["monthly", "weekly", "yearly"]), "how often"),
            may("month", Int, "1 to 12, of a yearly one"),
            may("day", Int, "day of the month, 1 to 31, in a shorter month its last one; 0 = the last day"),
            may("weekday", Int, "1 = Monday to 7 = Sunday, of a weekly one"),
            must("from_on", Date, "not due before this day"),
            must(
                "as_of",
                Code(&["made", "month_end", "fiscal_end", "fixed"]),
                "the day that a report of the program is true for, seen from the day on which it is due",
            ),
            may("as_of_on", Date, "that day, where it is fixed"),
            must("file_name", Text, "name of the file, with {name}, {as_of} and {due}"),
            must("locale", Code(&["ja", "en"]), "language"),
            may("purpose", Text, "what it is for"),
            may("password_file", Text, "file that holds the password which opens the workbook; never the password"),
            may("done_for", Date, "the last day on which it was due and was made"),
            may("done_at", Moment, "when that was"),
            may("done_file", Text, "name of the file that was written then"),
            must("failures", Int, "how often in a row it could not be made"),
            may("failed_at", Moment, "when that was last"),
            may("failed_code", Text, "why, a code of the program"),
            may("stopped_on", Date, "not made any more from this day on, because it failed again and again"),
        ],
        checks: &[
            "(report IS NULL) <> (own_report_id IS NULL)",
            "(cadence = 'weekly') = (weekday IS NOT NULL)",
            "(cadence <> 'weekly') = (day IS NOT NULL)",
            "(cadence = 'yearly') = (month IS NOT NULL)",
            "weekday IS NULL OR weekday BETWEEN 1 AND 7",
            "day IS NULL OR day BETWEEN 0 AND 31",
            "month IS NULL OR month BETWEEN 1 AND 12",
            "(as_of = 'fixed') = (as_of_on IS NOT NULL)",
            "file_name <> ''",
            "(done_for IS NULL) = (done_at IS NULL)",
            "failures >= 0",
            "(failed_at IS NULL) = (failed_code IS NULL)",
        ],
        indexes: &[],
    },
];

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_all(manager, TABLES).await
    }
}
