//! How a migration describes a table, once for both databases.
//!
//! SeaQuery cannot express `CHECK(typeof(…))`, comments and partial indexes for SQLite and PostgreSQL alike, so a
//! migration lists its tables as data and this module writes the two dialects. Released migrations depend on it:
//! what it prints for an existing [`Kind`] never changes; new needs get a new `Kind`.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// What a column holds; decides its type and its CHECK on each database.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A UUIDv7: 16 bytes on SQLite, `uuid` on PostgreSQL.
    Id,
    /// A UUIDv7 that refers to the `id` of the table named.
    Ref(&'static str),
    /// Text as it was received; never normalised.
    Text,
    /// One of the codes listed.
    Code(&'static [&'static str]),
    /// A whole number of 64 bits (yen, counts, minutes).
    Int,
    /// True or false.
    Bool,
    /// A day without zone, `YYYY-MM-DD`.
    Date,
    /// A moment in UTC with microseconds.
    Moment,
    /// A JSON document as text; the core owns its shape.
    Json,
    /// Raw bytes.
    Bytes,
}

/// One column: name, kind, whether it may be empty, and what it means.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Column name in snake_case.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// May be NULL.
    pub optional: bool,
    /// Meaning, for `schema.sql`.
    pub note: &'static str,
}

/// A column that must be filled.
#[must_use]
pub const fn must(name: &'static str, kind: Kind, note: &'static str) -> Column {
    Column { name, kind, optional: false, note }
}

/// A column that may stay empty.
#[must_use]
pub const fn may(name: &'static str, kind: Kind, note: &'static str) -> Column {
    Column { name, kind, optional: true, note }
}

/// One table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Table name in snake_case, singular.
    pub name: &'static str,
    /// Meaning, for `schema.sql`.
    pub note: &'static str,
    /// Carries who created and changed it and a `version` for optimistic locking.
    pub tracked: bool,
    /// Columns after the common ones.
    pub columns: &'static [Column],
    /// Further CHECKs, in SQL that both databases understand.
    pub checks: &'static [&'static str],
    /// Indexes: name suffix, columns, unique, condition.
    pub indexes: &'static [Index],
}

/// An index: its name is `<table>_<suffix>`.
#[derive(Clone, Copy, Debug)]
pub struct Index {
    /// Suffix of the name.
    pub suffix: &'static str,
    /// Columns in order, as SQL.
    pub columns: &'static str,
    /// Refuses equal rows.
    pub unique: bool,
    /// Only rows that meet this condition; empty = all.
    pub only: &'static str,
}

/// A plain index.
#[must_use]
pub const fn index(suffix: &'static str, columns: &'static str) -> Index {
    Index { suffix, columns, unique: false, only: "" }
}

/// A unique index over all rows.
#[must_use]
pub const fn unique(suffix: &'static str, columns: &'static str) -> Index {
    Index { suffix, columns, unique: true, only: "" }
}

/// A unique index over the rows that meet a condition.
#[must_use]
pub const fn unique_where(suffix: &'static str, columns: &'static str, only: &'static str) -> Index {
    Index { suffix, columns, unique: true, only }
}

/// The columns that every tracked table begins with.
pub const TRACKED: &[Column] = &[
    must("id", Kind::Id, "UUIDv7, made by the core"),
    must("created_at", Kind::Moment, "when the row was born"),
    may("created_by", Kind::Id, "officer who made it (app_user.id); empty = the program"),
    must("updated_at", Kind::Moment, "when it was last changed"),
    may("updated_by", Kind::Id, "officer who changed it last"),
    must(
        "version",
        Kind::Int,
        "1 at birth, then a number that the row never had before; a save names the version it read",
    ),
];

impl Table {
    /// All columns in order, the common ones first.
    pub fn all(&self) -> impl Iterator<Item = Column> + '_ {
        let common: &[Column] = if self.tracked { TRACKED } else { &[] };
        common.iter().chain(self.columns.iter()).copied()
    }

    /// The type of a column on one database.
    #[must_use]
    pub fn type_of(kind: Kind, backend: DbBackend) -> &'static str {
        let sqlite = backend == DbBackend::Sqlite;
        match kind {
            Kind::Id | Kind::Ref(_) => {
                if sqlite {
                    "BLOB"
                } else {
                    "uuid"
                }
            }
            // Byte order on both databases: search keys are folded by the core and compared as bytes.
            Kind::Text | Kind::Code(_) | Kind::Json => {
                if sqlite {
                    "TEXT"
                } else {
                    "text COLLATE \"C\""
                }
            }
            Kind::Int => {
                if sqlite {
                    "INTEGER"
                } else {
                    "bigint"
                }
            }
            Kind::Bool => {
                if sqlite {
                    "BOOLEAN"
                } else {
                    "boolean"
                }
            }
            Kind::Date => {
                if sqlite {
                    "TEXT"
                } else {
                    "date"
                }
            }
            Kind::Moment => {
                if sqlite {
                    "TEXT"
                } else {
                    "timestamptz"
                }
            }
            Kind::Bytes => {
                if sqlite {
                    "BLOB"
                } else {
                    "bytea"
                }
            }
        }
    }

    fn check_of(column: &Column, backend: DbBackend) -> Option<String> {
        let name = column.name;
        let rule = match (column.kind, backend == DbBackend::Sqlite) {
            (Kind::Code(codes), _) => {
                let list = codes.iter().map(|code| format!("'{code}'")).collect::<Vec<_>>().join(", ");
                format!("{name} IN ({list})")
            }
            (Kind::Id | Kind::Ref(_), true) => format!("typeof({name}) = 'blob' AND length({name}) = 16"),
            (Kind::Int, true) => format!("typeof({name}) = 'integer'"),
            (Kind::Bool, true) => format!("{name} IN (0, 1)"),
            (Kind::Date, true) => {
                format!("typeof({name}) = 'text' AND {name} GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'")
            }
            (Kind::Moment, true) => format!("typeof({name}) = 'text' AND length({name}) >= 20"),
            (Kind::Text | Kind::Json, true) => format!("typeof({name}) = 'text'"),
            (Kind::Bytes, true) => format!("typeof({name}) = 'blob'"),
            (_, false) => return None,
        };
        Some(if column.optional { format!("{name} IS NULL OR ({rule})") } else { rule })
    }

    /// The statements that create the table, its foreign keys, checks and indexes.
    #[must_use]
    pub fn create(&self, backend: DbBackend) -> Vec<String> {
        let mut lines = Vec::new();
        for column in self.all() {
            let mut line = format!("  {} {}", column.name, Self::type_of(column.kind, backend));
            if !column.optional {
                line.push_str(" NOT NULL");
            }
            if column.name == "id" {
                line.push_str(" PRIMARY KEY");
            }
            if let Kind::Ref(other) = column.kind {
                line.push_str(&format!(" REFERENCES {other}(id) ON DELETE RESTRICT"));
            }
            if let Some(check) = Self::check_of(&column, backend) {
                line.push_str(&format!(" CONSTRAINT {}_{} CHECK ({check})", self.name, column.name));
            }
            lines.push(line);
        }
        for (n, check) in self.checks.iter().enumerate() {
            lines.push(format!("  CONSTRAINT {}_rule_{} CHECK ({check})", self.name, n + 1));
        }
        let mut statements = vec![format!("CREATE TABLE {} (\n{}\n)", self.name, lines.join(",\n"))];
        for index in self.indexes {
            statements.push(format!(
                "CREATE {}INDEX {}_{} ON {} ({}){}",
                if index.unique { "UNIQUE " } else { "" },
                self.name,
                index.suffix,
                self.name,
                index.columns,
                if index.only.is_empty() { String::new() } else { format!(" WHERE {}", index.only) },
            ));
        }
        // A foreign key without an index makes every delete and merge a scan of the table.
        for column in self.all() {
            let covered = self.indexes.iter().any(|i| {
                i.only.is_empty() && i.columns.split(',').next().is_some_and(|first| first.trim() == column.name)
            });
            if matches!(column.kind, Kind::Ref(_)) && !covered {
                statements.push(format!("CREATE INDEX {0}_{1} ON {0} ({1})", self.name, column.name));
            }
        }
        statements
    }
}

/// Create the tables in the order given, within the migration's transaction.
///
/// # Errors
/// What the database answers.
pub async fn create_all(manager: &SchemaManager<'_>, tables: &[Table]) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let backend = connection.get_database_backend();
    for table in tables {
        for statement in table.create(backend) {
            connection.execute_unprepared(&statement).await?;
        }
    }
    Ok(())
}
