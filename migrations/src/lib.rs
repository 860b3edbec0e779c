//! The schema of a union, as dated steps. A step that was released never changes (`frozen` in the tests holds its
//! hash); a new need is a new step. Both databases run the same steps.
//!
//! A migration speaks only of tables, never of the core's types, so that it means the same in ten years.

pub mod ddl;
mod m20261122_000001_foundation;
mod m20261122_000002_roster;
mod m20261125_000003_roster_in_depth;
mod m20261125_000004_provision;
mod m20261125_000005_time_indexes;
mod m20261125_000006_lists_at_work;
mod m20261125_000008_requests_and_erasure;
mod m20261125_000010_support;
mod m20261125_000011_dated_categories;
mod m20261125_000012_lists_at_a_million;
mod m20261125_000013_cases;
mod m20261125_000014_check_in;
mod m20261125_000015_training;
mod m20261125_000016_meetings;
mod m20261126_000017_surveys_and_activities;
mod m20261126_000018_packs;
mod m20261126_000019_own_reports;
mod m20261126_000020_same_birth_date;
mod m20261126_000021_releases_name_what_goes;
mod m20261126_000022_employments_end;
mod m20261126_000023_no_crisis_in_plain_columns;
mod m20261126_000024_endings_stand;
mod m20261127_000025_partners_know_whom_to_answer;
mod m20261127_000026_breaks_of_meetings;
mod m20261127_000027_keys_anew;
mod m20261127_000028_refusals;
mod m20261127_000029_agendas_as_convened;
mod m20261127_000030_times_and_places_as_told;
mod m20261127_000031_lots_and_substitutes;
mod m20261127_000032_numbers_in_their_order;
mod m20261127_000033_names_in_order;
mod schemes_2026;

use std::sync::LazyLock;

pub use sea_orm_migration::{MigrationName, MigratorTrait};
use sea_orm_migration::{MigrationTrait, async_trait};

/// All steps in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_foundation::Migration),
            Box::new(m20261122_000002_roster::Migration),
            Box::new(m20261125_000003_roster_in_depth::Migration),
            Box::new(m20261125_000004_provision::Migration),
            Box::new(m20261125_000005_time_indexes::Migration),
            Box::new(m20261125_000006_lists_at_work::Migration),
            Box::new(m20261125_000008_requests_and_erasure::Migration),
            Box::new(m20261125_000010_support::Migration),
            Box::new(m20261125_000011_dated_categories::Migration),
            Box::new(m20261125_000012_lists_at_a_million::Migration),
            Box::new(m20261125_000013_cases::Migration),
            Box::new(m20261125_000014_check_in::Migration),
            Box::new(m20261125_000015_training::Migration),
            Box::new(m20261125_000016_meetings::Migration),
            Box::new(m20261126_000017_surveys_and_activities::Migration),
            Box::new(m20261126_000018_packs::Migration),
            Box::new(m20261126_000019_own_reports::Migration),
            Box::new(m20261126_000020_same_birth_date::Migration),
            Box::new(m20261126_000021_releases_name_what_goes::Migration),
            Box::new(m20261126_000022_employments_end::Migration),
            Box::new(m20261126_000023_no_crisis_in_plain_columns::Migration),
            Box::new(m20261126_000024_endings_stand::Migration),
            Box::new(m20261127_000025_partners_know_whom_to_answer::Migration),
            Box::new(m20261127_000026_breaks_of_meetings::Migration),
            Box::new(m20261127_000027_keys_anew::Migration),
            Box::new(m20261127_000028_refusals::Migration),
            Box::new(m20261127_000029_agendas_as_convened::Migration),
            Box::new(m20261127_000030_times_and_places_as_told::Migration),
            Box::new(m20261127_000031_lots_and_substitutes::Migration),
            Box::new(m20261127_000032_numbers_in_their_order::Migration),
            Box::new(m20261127_000033_names_in_order::Migration),
        ]
    }
}

/// Columns that a later step added to the table of an earlier one.
const ADDED: &[&[(&str, ddl::Column)]] = &[
    &[
        ("membership", m20261125_000011_dated_categories::ADDED),
        ("membership", m20261127_000032_numbers_in_their_order::ADDED),
        ("case_release", m20261126_000021_releases_name_what_goes::ADDED),
        ("office_term", m20261126_000022_employments_end::ADDED),
        ("meeting_attendance", m20261127_000026_breaks_of_meetings::ADDED),
    ],
    m20261127_000025_partners_know_whom_to_answer::ADDED,
    m20261127_000029_agendas_as_convened::ADDED,
    m20261127_000030_times_and_places_as_told::ADDED,
    m20261127_000031_lots_and_substitutes::ADDED,
];

/// Every table of the newest schema in the order of creation, for `schema.sql` and for the tests that walk it.
#[must_use]
pub fn tables() -> Vec<ddl::Table> {
    static TABLES: LazyLock<Vec<ddl::Table>> = LazyLock::new(|| {
        let mut tables = released();
        for (name, column) in ADDED.iter().copied().flatten() {
            for table in tables.iter_mut().filter(|table| table.name == *name) {
                // Once for the whole program: a table is data that never goes.
                table.columns = Vec::leak([table.columns, &[*column]].concat());
            }
        }
        for table in tables.iter_mut().filter(|table| table.name == "roster_span") {
            rename(table, m20261127_000032_numbers_in_their_order::RENAMED);
        }
        tables
    });
    TABLES.clone()
}

/// A later step gave a column of a table another name; its indexes follow.
fn rename(table: &mut ddl::Table, (before, after): (&str, ddl::Column)) {
    let renamed = |column: &ddl::Column| if column.name == before { after } else { *column };
    let columns: Vec<ddl::Column> = table.columns.iter().map(renamed).collect();
    table.columns = Vec::leak(columns);
    let follows = |index: &ddl::Index| {
        let columns: Vec<&str> =
            index.columns.split(", ").map(|name| if name == before { after.name } else { name }).collect();
        ddl::Index { columns: String::leak(columns.join(", ")), ..*index }
    };
    let indexes: Vec<ddl::Index> = table.indexes.iter().map(follows).collect();
    table.indexes = Vec::leak(indexes);
}

/// The tables as their steps made them.
fn released() -> Vec<ddl::Table> {
    [
        m20261122_000001_foundation::TABLES,
        m20261122_000002_roster::TABLES,
        m20261125_000003_roster_in_depth::TABLES,
        m20261125_000004_provision::TABLES,
        m20261125_000006_lists_at_work::TABLES,
        m20261125_000008_requests_and_erasure::TABLES,
        m20261125_000010_support::TABLES,
        m20261125_000011_dated_categories::TABLES,
        m20261125_000012_lists_at_a_million::TABLES,
        m20261125_000013_cases::TABLES,
        m20261125_000014_check_in::TABLES,
        m20261125_000015_training::TABLES,
        m20261125_000016_meetings::TABLES,
        m20261126_000017_surveys_and_activities::TABLES,
        m20261126_000018_packs::TABLES,
        m20261126_000019_own_reports::TABLES,
        m20261126_000023_no_crisis_in_plain_columns::TABLES,
        m20261126_000024_endings_stand::TABLES,
        m20261127_000026_breaks_of_meetings::TABLES,
        m20261127_000027_keys_anew::TABLES,
        m20261127_000028_refusals::TABLES,
        m20261127_000031_lots_and_substitutes::TABLES,
    ]
    .concat()
}

/// The logical schema with a comment on every column: what `schema.sql` must say.
#[must_use]
pub fn schema_sql() -> String {
    use sea_orm_migration::sea_orm::DbBackend;
    let mut text = String::from(
        "-- The schema of a union file, as the migrations make it. Written by `make schema`; a test compares it with both databases.\n\
         -- Types: SQLite / PostgreSQL. `?` = may be empty.\n",
    );
    for table in tables() {
        text.push_str(&format!("\n-- {}\nCREATE TABLE {} (\n", table.note, table.name));
        for column in table.all() {
            let refers = if let ddl::Kind::Ref(other) = column.kind { format!(" -> {other}") } else { String::new() };
            text.push_str(&format!(
                "  {}{}  {} / {}{}  -- {}\n",
                column.name,
                if column.optional { "?" } else { "" },
                ddl::Table::type_of(column.kind, DbBackend::Sqlite),
                ddl::Table::type_of(column.kind, DbBackend::Postgres).split(' ').next().unwrap_or_default(),
                refers,
                column.note,
            ));
            if let ddl::Kind::Code(codes) = column.kind {
                text.push_str(&format!("    -- one of: {}\n", codes.join(" ")));
            }
        }
        for check in table.checks {
            text.push_str(&format!("  CHECK ({check})\n"));
        }
        text.push_str(")\n");
        for index in table.indexes {
            let only = if index.only.is_empty() { String::new() } else { format!(" WHERE {}", index.only) };
            text.push_str(&format!(
                "{} {}_{} ({}){only}\n",
                if index.unique { "UNIQUE INDEX" } else { "INDEX" },
                table.name,
                index.suffix,
                index.columns
            ));
        }
    }
    text.push_str(
        "\n-- Search grams of each person: on SQLite a contentless FTS5 table whose rowid is person.search_no,\n\
         -- on PostgreSQL (search_no bigint, grams text[]) with a GIN index.\nCREATE TABLE person_gram (grams)\n",
    );
    text
}
