//! Lists and counts of a large union: where each membership stood, from when to when, in the order of every list; and how many
//! stand in each unit. Both are derived and written anew with what they are derived from, so they have no ids and no versions.

use crate::ddl::{Column, Index, Kind::*, Table, create_all, index, may, must, unique};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

const SPAN: &[Column] = &[
    must("membership_id", Id, "whose; no foreign key, the row follows the membership"),
    must("person_id", Id, "of whom"),
    must(
        "kind",
        Code(&["stay", "last", "applied"]),
        "days of a membership; the days on which it ended; an application, which has no days yet",
    ),
    may("from_on", Date, "first day; empty for an application"),
    may("to_on", Date, "last day, 9999-12-31 = open; empty for an application"),
    must("unit_id", Id, "unit of these days; all zeros = no unit"),
    must("kana_key", Text, "order by reading, as person.kana_key"),
    must("member_no", Text, "order by number, as membership.member_no"),
    may("joined_on", Date, "order by first day, as membership.joined_on"),
];

/// An index over what ended and what is applied for: little, beside those who are members.
const fn beside(suffix: &'static str, columns: &'static str) -> Index {
    Index { suffix, columns, unique: false, only: "kind <> 'stay'" }
}

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "roster_span",
        note: "Where a membership stood, from when to when; derived from person, membership and unit_assignment",
        tracked: false,
        columns: SPAN,
        checks: &["to_on IS NULL OR from_on IS NOT NULL", "to_on IS NULL OR to_on >= from_on"],
        indexes: &[
            index("person_id", "person_id"),
            // The order of a list, then all that a page or a count looks at: nothing is read beside the index.
            index("kana", "kana_key, person_id, membership_id, unit_id, from_on, to_on"),
            index("number", "member_no, membership_id, unit_id, from_on, to_on"),
            index("joined", "joined_on, membership_id, unit_id, from_on, to_on"),
            index("unit_kana", "unit_id, kana_key, person_id, membership_id, from_on, to_on"),
            index("unit_number", "unit_id, member_no, membership_id, from_on, to_on"),
            index("unit_joined", "unit_id, joined_on, membership_id, from_on, to_on"),
            index("begun", "from_on, unit_id, to_on"),
            Index {
                suffix: "ending",
                columns: "to_on, unit_id, from_on, kind",
                unique: false,
                only: "to_on < '9999-12-31'",
            },
            beside("beside_kana", "kind, kana_key, person_id, membership_id, unit_id, to_on"),
            beside("beside_number", "kind, member_no, membership_id, unit_id, to_on"),
            beside("beside_joined", "kind, joined_on, membership_id, unit_id, to_on"),
            beside("beside_unit_kana", "kind, unit_id, kana_key, person_id, membership_id, to_on"),
            beside("beside_unit_number", "kind, unit_id, member_no, membership_id, to_on"),
            beside("beside_unit_joined", "kind, unit_id, joined_on, membership_id, to_on"),
        ],
    },
    Table {
        name: "roster_count",
        note: "How many spans each unit has; derived from roster_span",
        tracked: false,
        columns: &[
            must("unit_id", Id, "unit; all zeros = no unit"),
            must("spans", Int, "all of them"),
            must("open", Int, "those without a last day"),
            must("ended", Int, "those on which a membership ended"),
        ],
        checks: &[],
        indexes: &[unique("unit_id", "unit_id")],
    },
];

/// Indexes of older tables: what takes effect on a day to come.
const INDEXES: [&str; 2] = [
    "CREATE INDEX membership_condition_from_on ON membership_condition (from_on)",
    "CREATE INDEX membership_condition_to_on ON membership_condition (to_on)",
];

/// Spans and counts of the roster that is there.
fn fill(backend: DbBackend) -> [String; 3] {
    let sqlite = backend == DbBackend::Sqlite;
    let (later, earlier) = if sqlite { ("MAX", "MIN") } else { ("GREATEST", "LEAST") };
    let never = if sqlite { "'9999-12-31'" } else { "DATE '9999-12-31'" };
    let none = if sqlite { "zeroblob(16)" } else { "'00000000-0000-0000-0000-000000000000'::uuid" };
    let after = |day: &str| if sqlite { format!("date({day}, '+1 day')") } else { format!("({day} + 1)") };
    let before = |day: &str| if sqlite { format!("date({day}, '-1 day')") } else { format!("({day} - 1)") };
    let into = "INSERT INTO roster_span \
        (membership_id, person_id, kind, from_on, to_on, unit_id, kana_key, member_no, joined_on)";
    let meets = "a.is_primary AND (a.to_on IS NULL OR a.to_on >= l.joined_on) AND a.from_on <= l.until";
    let spans = format!(
        "{into} WITH life AS ( \
           SELECT m.id, m.person_id, m.member_no, m.joined_on, m.status, p.kana_key, COALESCE(m.left_on, {never}) AS until \
           FROM membership m JOIN person p ON p.id = m.person_id \
           WHERE m.status IN ('active', 'suspended', 'ended') AND (m.end_reason IS NULL OR m.end_reason <> 'entry_error')), \
         part AS ( \
           SELECT l.id, a.unit_id, {later}(a.from_on, l.joined_on) AS from_on, \
             {earlier}(COALESCE(a.to_on, {never}), l.until) AS to_on \
           FROM life l JOIN unit_assignment a ON a.membership_id = l.id AND {meets} \
           UNION ALL SELECT l.id, {none}, l.joined_on, \
             COALESCE((SELECT {before_next} FROM unit_assignment a WHERE a.membership_id = l.id AND {meets}), l.until) \
           FROM life l \
           UNION ALL SELECT l.id, {none}, {after_this}, \
             COALESCE((SELECT {before_next} FROM unit_assignment a \
                       WHERE a.membership_id = l.id AND {meets} AND a.from_on > b.from_on), l.until) \
           FROM life l JOIN unit_assignment b ON b.membership_id = l.id AND {meets_b} AND b.to_on < l.until) \
         SELECT l.id, l.person_id, CASE WHEN l.status = 'ended' AND t.to_on = l.until THEN 'last' ELSE 'stay' END, \
           t.from_on, t.to_on, t.unit_id, l.kana_key, l.member_no, l.joined_on \
         FROM part t JOIN life l ON l.id = t.id WHERE t.from_on <= t.to_on",
        before_next = before("MIN(a.from_on)"),
        after_this = after("b.to_on"),
        meets_b = meets.replace("a.", "b."),
    );
    let applied = format!(
        "{into} SELECT m.id, m.person_id, 'applied', NULL, NULL, COALESCE(a.unit_id, {none}), p.kana_key, m.member_no, m.joined_on \
         FROM membership m JOIN person p ON p.id = m.person_id \
         LEFT JOIN unit_assignment a ON a.membership_id = m.id AND a.is_primary AND a.to_on IS NULL \
         WHERE m.status = 'applied'"
    );
    let counts = format!(
        "INSERT INTO roster_count (unit_id, spans, open, ended) \
         SELECT unit_id, count(*), COALESCE(SUM(CASE WHEN to_on = {never} THEN 1 ELSE 0 END), 0), \
           COALESCE(SUM(CASE WHEN kind = 'last' THEN 1 ELSE 0 END), 0) FROM roster_span GROUP BY unit_id"
    );
    [spans, applied, counts]
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
        for statement in INDEXES.into_iter().map(str::to_owned).chain(fill(connection.get_database_backend())) {
            connection.execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}
