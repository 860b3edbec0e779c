//! つながり: the public schemes (公助) with dated texts, and the communities that help one another (共助). Every union gets
//! the schemes with this step, a new one and one that was there before.

use crate::ddl::{Kind::*, Table, create_all, index, may, must, unique};
use crate::schemes_2026::{SCHEMES, Scheme};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// The moment that the rows of this step carry, the same in every union: 2026-11-25 in milliseconds, the front of their ids.
const LAID_DOWN: (&str, &str) = ("2026-11-25T00:00:00+00:00", "01a210008800");
/// First day of the first texts: before any day that a union asks for.
const FIRST_DAY: &str = "2025-04-01";

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "support_scheme",
        note: "A public scheme (公助); what is said of it stands in its dated texts",
        tracked: true,
        columns: &[
            must("code", Text, "its code: stays whatever its name"),
            must("sort", Int, "order in lists"),
            may("national_row", Int, "row of the national figures of 2020 that speaks of it, 1 to 12"),
            must("name", Text, "name as officials write it"),
            may("name_en", Text, "name in English"),
            must("needs", Json, "needs that it may answer: [code]"),
            must("hidden", Bool, "left out of lists, finder and paper"),
            must("own", Bool, "added by the union"),
        ],
        checks: &["code <> ''", "name <> ''"],
        indexes: &[unique("code", "code")],
    },
    Table {
        name: "support_scheme_version",
        note: "What is said of a scheme from a day on, until the next text; a check without a change is a text, too",
        tracked: true,
        columns: &[
            must("scheme_id", Ref("support_scheme"), "which scheme"),
            must("from_on", Date, "first day of this text"),
            must("summary", Text, "what it is, shortly"),
            must("questions", Json, "what to ask at the office: [sentence]"),
            must("office", Text, "where to ask"),
            may("bring", Text, "what to bring"),
            may("legal_basis", Text, "law it stands on"),
            may("site", Text, "official site, as text"),
            may("source", Text, "month of the papers that a text of the program follows"),
            may("note", Text, "what changed"),
            may("checked_on", Date, "day on which somebody compared it with office or site; empty = never"),
            may("checked_by", Ref("app_user"), "who did"),
        ],
        checks: &["summary <> ''", "office <> ''", "checked_by IS NULL OR checked_on IS NOT NULL"],
        indexes: &[unique("scheme_id", "scheme_id, from_on")],
    },
    Table {
        name: "community",
        note: "A community that helps its people (共助): who can help with what",
        tracked: true,
        columns: &[
            must("code", Text, "running code on paper"),
            must(
                "kind",
                Code(&[
                    "occupational_community",
                    "corporate_alumni",
                    "regional_alumni",
                    "npo",
                    "worker_coop",
                    "labor_union",
                ]),
                "which of the six kinds",
            ),
            must("name", Text, "name as printed"),
            may("name_kana", Text, "reading"),
            must("name_key", Text, "name folded for the search"),
            must("kana_key", Text, "key of the order by reading"),
            may("region", Text, "region it works in; empty = everywhere"),
            may("industries", Text, "industries or occupations"),
            may("contact_name", Text, "person to ask for"),
            may("phone", Text, "telephone"),
            may("mail", Text, "e-mail"),
            may("site", Text, "web site, as text"),
            must("helps", Text, "what it can help with, in words"),
            must("needs", Json, "needs that it may answer: [code]"),
            may("note", Text, "note for officers"),
            may("since_on", Date, "in contact with the union since"),
            may("checked_on", Date, "day on which somebody asked whether this is still true; empty = never"),
            may("checked_by", Ref("app_user"), "who did"),
            may("active_from", Date, "first day on which it can be referred to; empty = always"),
            may("active_to", Date, "last day; empty = open"),
        ],
        checks: &[
            "name <> ''",
            "active_from IS NULL OR active_to IS NULL OR active_to >= active_from",
            "checked_by IS NULL OR checked_on IS NOT NULL",
        ],
        indexes: &[unique("code", "code"), index("kana_key", "kana_key"), index("name_key", "name_key")],
    },
];

/// Text between quotes of SQL.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// A list of texts as JSON. They hold neither quotes nor backslashes.
fn list(texts: &[&str]) -> String {
    quoted(&format!("[{}]", texts.iter().map(|text| format!("\"{text}\"")).collect::<Vec<_>>().join(",")))
}

/// The id of row `n` of a kind: the same scheme has the same id in every union.
fn id(backend: DbBackend, kind: u32, n: usize) -> String {
    let front = LAID_DOWN.1;
    match backend {
        DbBackend::Sqlite => format!("x'{front}70008000{kind:04x}{n:08x}'"),
        _ => format!("'{front}70008000{kind:04x}{n:08x}'"),
    }
}

fn rows(backend: DbBackend, n: usize, scheme: &Scheme) -> [String; 2] {
    let at = quoted(LAID_DOWN.0);
    let common = |kind: u32| format!("{}, {at}, NULL, {at}, NULL, 1", id(backend, kind, n));
    let empty = || "NULL".to_owned();
    let first = format!(
        "INSERT INTO support_scheme (id, created_at, created_by, updated_at, updated_by, version, code, sort, national_row, name, name_en, needs, hidden, own) \
         VALUES ({}, {}, {}, {}, {}, {}, {}, FALSE, FALSE)",
        common(1),
        quoted(scheme.code),
        n * 10,
        scheme.row.map_or_else(empty, |row| row.to_string()),
        quoted(scheme.name),
        quoted(scheme.name_en),
        list(scheme.needs),
    );
    let text = format!(
        "INSERT INTO support_scheme_version (id, created_at, created_by, updated_at, updated_by, version, scheme_id, from_on, summary, questions, office, bring, legal_basis, site, source) \
         VALUES ({}, {}, {}, {}, {}, {}, {}, {}, {}, {})",
        common(2),
        id(backend, 1, n),
        quoted(FIRST_DAY),
        quoted(scheme.summary),
        list(scheme.questions),
        quoted(scheme.office),
        quoted(scheme.bring),
        quoted(scheme.basis),
        quoted(scheme.site),
        scheme.source.map_or_else(empty, quoted),
    );
    [first, text]
}

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_all(manager, TABLES).await?;
        let connection = manager.get_connection();
        let backend = connection.get_database_backend();
        for (n, scheme) in SCHEMES.iter().enumerate() {
            for statement in rows(backend, n + 1, scheme) {
                connection.execute_unprepared(&statement).await?;
            }
        }
        Ok(())
    }
}
