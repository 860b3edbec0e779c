//! Beside the cases: check-ins before and after, items of the job card, files, and what of the statistics was told already. Answers,
//! items and files are sealed under the key of their case; pairs for the figures know no case.

use crate::ddl::{Kind::*, Table, create_all, index, may, must, unique};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// The moment that the rows of this step carry, the same in every union, and the front of their ids.
const LAID_DOWN: (&str, &str) = ("2026-11-25T00:00:00+00:00", "01a210008800");
const FIRST_DAY: &str = "2026-04-01";

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "instrument",
        note: "A set of questions asked before and after (尺度・設問); fixed once it was published, later editions are new rows",
        tracked: true,
        columns: &[
            must("code", Text, "which set; its editions share the code"),
            must("edition", Int, "running number of the edition; only answers to the same edition are compared"),
            must("name", Text, "name"),
            may("name_en", Text, "name in English"),
            must("owner", Text, "who owns the questions"),
            must("licence", Text, "under which licence they may be used"),
            may("permission", Text, "evidence of the permission: where the letter or licence lies"),
            may("note", Text, "what must stand beside every figure"),
            may("note_en", Text, "the same in English"),
            must("scale_min", Int, "lowest answer"),
            must("scale_max", Int, "highest answer"),
            must("subscales", Json, "parts that are counted: [{code, name, name_en}]"),
            must("built_in", Bool, "came with the program"),
            may("published_on", Date, "asked from this day on; empty = being prepared"),
            may("retired_on", Date, "not asked any more from this day on"),
        ],
        checks: &[
            "code <> ''",
            "name <> ''",
            "edition >= 1",
            "scale_max > scale_min",
            "published_on IS NULL OR (owner <> '' AND licence <> '' AND permission IS NOT NULL AND permission <> '')",
            "retired_on IS NULL OR published_on IS NOT NULL",
        ],
        indexes: &[unique("code", "code, edition")],
    },
    Table {
        name: "instrument_item",
        note: "One question of an instrument",
        tracked: true,
        columns: &[
            must("instrument_id", Ref("instrument"), "of which"),
            must("no", Int, "order"),
            must("subscale", Text, "code of the part that it counts for"),
            must("words", Text, "the question"),
            may("words_en", Text, "the question in English"),
            must("reverse", Bool, "a high answer counts low"),
        ],
        checks: &["words <> ''", "subscale <> ''", "no >= 1"],
        indexes: &[unique("instrument_id", "instrument_id, no")],
    },
    Table {
        name: "case_assessment",
        note: "A check-in of a case: answers sealed under its key",
        tracked: true,
        columns: &[
            must("case_id", Ref("counsel_case"), "which case"),
            must("instrument_id", Ref("instrument"), "which questions"),
            must("timing", Code(&["pre", "post", "follow_up"]), "before, after, or later"),
            must("taken_on", Date, "day"),
            must("counted", Bool, "the member agreed that it joins the union's figures without a name"),
            may("released_on", Date, "day on which its pair joined the figures, among others"),
            must("words", Bytes, "sealed answers"),
            must("revision", Int, "part of what the seal is bound to"),
            must("author_id", Ref("app_user"), "who wrote it down"),
        ],
        checks: &["released_on IS NULL OR (counted AND timing = 'post')"],
        indexes: &[index("case_id", "case_id, taken_on"), index("instrument_id", "instrument_id, taken_on")],
    },
    Table {
        name: "check_in_pair",
        note: "Scores before and after for the figures: of nobody, of no case, dated to the month of release; born several at once",
        tracked: false,
        columns: &[
            must("id", Id, "random, so that its order tells nothing"),
            must("instrument_id", Ref("instrument"), "which questions"),
            must("subscale", Text, "which part"),
            must("month", Date, "first day of the month in which it joined the figures"),
            must("score_before", Int, "score before"),
            must("score_after", Int, "score after"),
        ],
        checks: &[],
        indexes: &[index("instrument_id", "instrument_id, month")],
    },
    Table {
        name: "job_card_item",
        note: "An item of a member's job card (ジョブ・カードの項目), sealed with the case",
        tracked: true,
        columns: &[
            must("case_id", Ref("counsel_case"), "which case"),
            must("kind", Code(&["plan", "work", "licence", "learning"]), "plan sheet, work history, licence, learning"),
            must("no", Int, "number on the sheet; never used again in this case"),
            must("words", Bytes, "sealed text"),
            must("revision", Int, "one more for each change; part of what the seal is bound to"),
            must("author_id", Ref("app_user"), "who wrote it down"),
            must("removed", Bool, "taken off the card"),
        ],
        checks: &["no >= 1"],
        indexes: &[unique("case_id", "case_id, kind, no")],
    },
    Table {
        name: "job_card_sheet",
        note: "A job card sheet that was handed to the member",
        tracked: true,
        columns: &[
            must("case_id", Ref("counsel_case"), "which case"),
            must("mark", Text, "printed on the sheet, so that it is known again when it comes back"),
            must("handed_on", Date, "day"),
            must("author_id", Ref("app_user"), "who wrote it"),
        ],
        checks: &["mark <> ''"],
        indexes: &[unique("mark", "mark"), index("case_id", "case_id, handed_on")],
    },
    Table {
        name: "case_attachment",
        note: "A file that belongs to a case (添付), sealed with it; that it was there stays when its content is taken away",
        tracked: true,
        columns: &[
            must("case_id", Ref("counsel_case"), "which case"),
            must("words", Bytes, "sealed name, remark and size"),
            must("content", Bytes, "sealed content; empty once it was taken away"),
            must("added_on", Date, "day on which it was put here"),
            may("removed_on", Date, "day on which its content was taken away"),
            must("author_id", Ref("app_user"), "who put it here"),
        ],
        checks: &["removed_on IS NULL OR removed_on >= added_on"],
        indexes: &[index("case_id", "case_id, added_on")],
    },
    Table {
        name: "case_figures_told",
        note: "Figures of counselling that a written report told, so that a later one does not tell the difference (S-07)",
        tracked: true,
        columns: &[
            must("report", Text, "which report"),
            must("k", Int, "smallest count that it showed"),
            must("from_on", Date, "first day of its period"),
            must("to_on", Date, "last day"),
            must("figures", Json, "its numbers, as counted and as shown, and the sums among them"),
        ],
        checks: &["k >= 3", "to_on >= from_on"],
        indexes: &[index("to_on", "to_on, from_on")],
    },
];

/// The built-in questions: subscale, Japanese, English.
const ITEMS: &[(&str, &str, &str)] = &[
    (
        "confidence",
        "これからの仕事や働き方について、自分なりにやっていけると思う",
        "I think I can manage my work and working life in my own way from here on",
    ),
    (
        "confidence",
        "先のことで困っても、手立てを見つけられると思う",
        "If I run into trouble later on, I think I can find a way",
    ),
    (
        "curiosity",
        "今とは違う仕事や働き方について、知りたいと思う",
        "I want to know about work and ways of working other than mine",
    ),
    ("curiosity", "新しいことを試す機会があれば、やってみたい", "Given a chance to try something new, I would take it"),
    (
        "self_determination",
        "仕事や生き方の大事なことは、自分で考えて決めている",
        "I think through and decide myself what matters in my work and life",
    ),
    ("self_determination", "自分の考えで次の一歩を選んでいる", "I choose my next step by my own judgement"),
];

const SUBSCALES: &str = r#"[{"code":"confidence","name":"未来自信","name_en":"Confidence in the future"},{"code":"curiosity","name":"好奇心","name_en":"Curiosity"},{"code":"self_determination","name":"自己決定","name_en":"Self-determination"}]"#;

/// Text between quotes of SQL.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The id of row `n` of a kind: the same in every union.
fn id(backend: DbBackend, kind: u32, n: usize) -> String {
    let front = LAID_DOWN.1;
    match backend {
        DbBackend::Sqlite => format!("x'{front}70008000{kind:04x}{n:08x}'"),
        _ => format!("'{front}70008000{kind:04x}{n:08x}'"),
    }
}

fn rows(backend: DbBackend) -> Vec<String> {
    let at = quoted(LAID_DOWN.0);
    let common = |kind: u32, n: usize| format!("{}, {at}, NULL, {at}, NULL, 1", id(backend, kind, n));
    let mut rows = vec![format!(
        "INSERT INTO instrument (id, created_at, created_by, updated_at, updated_by, version, code, edition, name, name_en, owner, licence, permission, note, note_en, scale_min, scale_max, subscales, built_in, published_on) \
         VALUES ({}, 'own_six', 1, {}, {}, {}, {}, {}, {}, {}, 1, 5, {}, TRUE, '{FIRST_DAY}')",
        common(0x14, 1),
        quoted("6問の簡易チェックイン"),
        quoted("Six-question check-in"),
        quoted("本プログラム"),
        quoted("Apache-2.0 OR MIT"),
        quoted("本プログラムのために書き下ろした設問"),
        quoted("独自の簡易設問（学術尺度ではありません）"),
        quoted("Our own short questions (not a validated scale)"),
        quoted(SUBSCALES),
    )];
    for (n, (subscale, words, english)) in (1..).zip(ITEMS) {
        rows.push(format!(
            "INSERT INTO instrument_item (id, created_at, created_by, updated_at, updated_by, version, instrument_id, no, subscale, words, words_en, reverse) \
             VALUES ({}, {}, {n}, {}, {}, {}, FALSE)",
            common(0x15, n),
            id(backend, 0x14, 1),
            quoted(subscale),
            quoted(words),
            quoted(english),
        ));
    }
    rows
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
        for statement in rows(connection.get_database_backend()) {
            connection.execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}
