//! What is generated equals what it is generated from, and the databases equal the schema.
//!
//! `KYOJO_WRITE=1` (`make api`, `make schema`) writes the generated files instead of comparing them.

use std::collections::{BTreeMap, BTreeSet};

use kyojo_core::db::{Db, Server};
use kyojo_core::vault::{self, FileKey};
use kyojo_migrations::MigratorTrait;
use kyojo_migrations::ddl::{Kind, Table};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::json;

use super::none;
use super::source::{root, under};
use crate::support::office::{Office, On, PASSPHRASE, databases};

fn equal(path: &str, made: &str, how: &str) {
    let at = root().join(path);
    if std::env::var("KYOJO_WRITE").is_ok_and(|value| value == "1") {
        std::fs::write(&at, made).unwrap();
    }
    let stands = std::fs::read_to_string(&at).unwrap_or_default().replace("\r\n", "\n");
    let first = made
        .lines()
        .zip(stands.lines())
        .position(|(made, stands)| made != stands)
        .unwrap_or(made.lines().count().min(stands.lines().count()));
    assert!(
        stands == made,
        "{path} is not what the core says (line {}): run `{how}`.\n  core: {:?}\n  file: {:?}",
        first + 1,
        made.lines().nth(first),
        stands.lines().nth(first)
    );
}

#[test]
fn the_window_knows_the_verbs_of_the_core() {
    equal("ui/src/ipc/api.ts", &kyojo_core::api::typescript(), "make api");
}

#[test]
fn the_schema_file_says_what_the_migrations_make() {
    equal("migrations/schema.sql", &kyojo_migrations::schema_sql(), "make schema");
}

#[test]
fn every_table_and_column_says_what_it_means() {
    let mut found = Vec::new();
    for table in kyojo_migrations::tables() {
        if table.note.trim().is_empty() {
            found.push(table.name.to_owned());
        }
        found.extend(
            table
                .all()
                .filter(|column| column.note.trim().is_empty())
                .map(|column| format!("{}.{}", table.name, column.name)),
        );
    }
    none(&found, "Every table and column has a note in its migration that says what it means.");
}

/// One column as a database knows it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Column {
    name: String,
    kind: String,
    optional: bool,
    refers: Option<String>,
}

fn planned(table: &Table, backend: DbBackend) -> Vec<Column> {
    let one = |column: kyojo_migrations::ddl::Column| Column {
        name: column.name.into(),
        kind: Table::type_of(column.kind, backend).split(' ').next().unwrap().to_lowercase(),
        optional: column.optional,
        refers: if let Kind::Ref(other) = column.kind { Some(other.into()) } else { None },
    };
    table.all().map(one).collect()
}

async fn texts(db: &Db, sql: &str) -> Vec<Vec<String>> {
    let rows = db.look().query_all_raw(Statement::from_string(db.backend(), sql)).await.unwrap();
    let width = rows.first().map_or(0, |row| row.column_names().len());
    rows.iter()
        .map(|row| (0..width).map(|n| row.try_get_by_index::<Option<String>>(n).unwrap().unwrap_or_default()).collect())
        .collect()
}

async fn real(db: &Db, table: &str) -> Vec<Column> {
    let (columns, refers) = if db.backend() == DbBackend::Sqlite {
        (
            format!(
                "SELECT name, lower(type), CAST(\"notnull\" AS TEXT) FROM pragma_table_info('{table}') ORDER BY cid"
            ),
            format!("SELECT \"from\", \"table\" FROM pragma_foreign_key_list('{table}')"),
        )
    } else {
        (
            format!(
                "SELECT attname::text, format_type(atttypid, NULL), CASE WHEN attnotnull THEN '1' ELSE '0' END FROM pg_attribute \
                 WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
            ),
            format!(
                "SELECT a.attname::text, c.confrelid::regclass::text FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] \
                 WHERE c.conrelid = '{table}'::regclass AND c.contype = 'f'"
            ),
        )
    };
    let refers: BTreeMap<String, String> =
        texts(db, &refers).await.into_iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    texts(db, &columns)
        .await
        .into_iter()
        .map(|row| Column {
            kind: if row[1] == "timestamp with time zone" { "timestamptz".into() } else { row[1].clone() },
            optional: row[2] == "0",
            refers: refers.get(&row[0]).cloned(),
            name: row[0].clone(),
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn both_databases_have_exactly_the_columns_of_the_schema() {
    for on in databases() {
        let office = Office::closed(on).await;
        let union = json!({ "file": office.place, "union_name": "試験ユニオン（架空）", "login": "a", "passphrase": PASSPHRASE, "strength": "floor" });
        let created = office.ask("desk", "create", union).await;
        office.ask("desk", "lock", json!({})).await;
        let db = match on {
            On::File => {
                Db::open_file(
                    office.place.as_ref(),
                    &FileKey::from_recovery_code(created["recovery_code"].as_str().unwrap()).unwrap(),
                    false,
                )
                .await
            }
            On::Server => Db::open_shared(&Server::at_address(&office.place.as_str().into()).unwrap()).await,
        }
        .unwrap();
        for table in kyojo_migrations::tables() {
            assert_eq!(
                real(&db, table.name).await,
                planned(&table, db.backend()),
                "{on:?}: {} differs from its migration: add a step, never change a released one.",
                table.name
            );
        }
        let listed = match on {
            On::File => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
            On::Server => {
                "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()"
            }
        };
        let known: BTreeSet<&str> = kyojo_migrations::tables().iter().map(|table| table.name).collect();
        let extra: Vec<String> = texts(&db, listed)
            .await
            .into_iter()
            .map(|row| row[0].clone())
            .filter(|name| {
                !known.contains(name.as_str()) && name != "seaql_migrations" && !name.starts_with("person_gram")
            })
            .collect();
        none(&extra, "A table of the database is listed in its migration's TABLES, so that schema.sql tells of it.");
        db.close().await;
    }
}

#[test]
fn released_migrations_never_change() {
    let list = std::fs::read_to_string(root().join("tests/data/migrations.sha256"))
        .expect("tests/data/migrations.sha256 lists the released migrations");
    let released: BTreeMap<&str, &str> = list
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split_once("  ").expect("sha256, two spaces, file"))
        .map(|(hash, file)| (file, hash))
        .collect();
    assert!(
        !released.is_empty() || list.contains("Nothing is released yet"),
        "an empty list says that nothing is released yet"
    );
    let mut found = Vec::new();
    for (file, hash) in &released {
        let text = under("migrations/src/", &[".rs"])
            .find(|source| source.path.ends_with(file))
            .map(|source| source.text.clone());
        if text.map(|text| vault::fingerprint(text.as_bytes())).as_deref() != Some(*hash) {
            found.push((*file).to_owned());
        }
    }
    none(&found, "Union files in the world were made by this step: put it back as it was and write a new one.");
    // Steps run in the order of their names, so a released one is never overtaken.
    let steps: Vec<String> =
        kyojo_migrations::Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
    let mut sorted = steps.clone();
    sorted.sort();
    assert_eq!(steps, sorted, "a new step has the newest date");
    let last =
        released.keys().filter_map(|file| steps.iter().position(|step| file.trim_end_matches(".rs") == step)).max();
    assert!(
        last.is_none_or(|last| steps[..=last].iter().all(|step| released.contains_key(format!("{step}.rs").as_str()))),
        "no step is put before a released one"
    );
}
