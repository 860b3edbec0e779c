//! Surveys that know nobody, and what the union's work costs and is worth: questionnaires, waves, forms that go out, counts;
//! activities, hours, decisions of the congress.

use crate::ddl::{Kind::*, Table, create_all, index, may, must, unique};
use sea_orm_migration::prelude::*;

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "survey",
        note: "A questionnaire; its waves ask it as it stood when each was opened",
        tracked: true,
        columns: &[
            must("title", Text, "what it is called"),
            may("purpose", Text, "what it is for, printed above the questions"),
            must("questions", Json, "the questions with their choices"),
        ],
        checks: &["title <> ''"],
        indexes: &[],
    },
    Table {
        name: "survey_wave",
        note: "A questionnaire asked once: its questions and groups as they were then",
        tracked: true,
        columns: &[
            must("survey_id", Ref("survey"), "which questionnaire"),
            must("label", Text, "name of the wave"),
            must("status", Code(&["open", "closed"]), "sheets are taken, or their counts are final"),
            must("opens_on", Date, "first day"),
            may("closes_on", Date, "last day announced"),
            may("closed_on", Date, "day on which the sheets became one count"),
            may("handed_out", Int, "sheets handed out"),
            must("questions", Json, "the questions as asked"),
            must("group_labels", Json, "groups of members that are told apart: [{no, label}]; none = all together"),
        ],
        checks: &[
            "label <> ''",
            "closes_on IS NULL OR closes_on >= opens_on",
            "handed_out IS NULL OR handed_out > 0",
            "(status = 'closed') = (closed_on IS NOT NULL)",
        ],
        indexes: &[],
    },
    Table {
        name: "survey_form",
        note: "A workbook that went out for answers to be typed into; says nothing of what came back in it",
        tracked: true,
        columns: &[
            must("wave_id", Ref("survey_wave"), "for which wave"),
            must("code", Text, "number printed on it"),
            must("label", Text, "for whom: a workplace, a branch"),
            must("edition", Int, "1, then one more for each that replaced it"),
            must("sent_on", Date, "day on which it was written"),
            may("taken_on", Date, "day on which it was taken in; empty = not yet"),
            may("taken", Int, "sheets that were in it"),
        ],
        checks: &["code <> ''", "label <> ''", "edition > 0", "(taken_on IS NULL) = (taken IS NULL)"],
        indexes: &[unique("code", "code")],
    },
    Table {
        name: "survey_count",
        note: "Answers of several sheets, added up. No sheet and nobody who answered is stored; when the wave is closed, all of a group become one",
        tracked: true,
        columns: &[
            must("wave_id", Ref("survey_wave"), "of which wave"),
            may("group_no", Int, "number of the group; empty = not told"),
            must("sheets", Int, "how many sheets"),
            must("counts", Json, "per question: who answered it, and who chose what"),
        ],
        checks: &["sheets > 0"],
        indexes: &[],
    },
    Table {
        name: "activity",
        note: "Something that the union does, year after year",
        tracked: true,
        columns: &[
            must("title", Text, "what it is called"),
            must(
                "theme",
                Code(&[
                    "bargaining",
                    "workplace_issue",
                    "organizing",
                    "career",
                    "training",
                    "placement",
                    "welfare",
                    "communication",
                    "compliance_safety",
                    "politics",
                    "community",
                    "admin",
                ]),
                "its theme, by which the survey's need is found",
            ),
            may("note", Text, "what belongs to it"),
            must("from_on", Date, "first day"),
            may("ended_on", Date, "last day; empty = goes on"),
        ],
        checks: &["title <> ''", "ended_on IS NULL OR ended_on >= from_on"],
        indexes: &[],
    },
    Table {
        name: "activity_log",
        note: "Time, money and people of an activity on a day",
        tracked: true,
        columns: &[
            must("activity_id", Ref("activity"), "which activity"),
            must("done_on", Date, "the day"),
            must("minutes", Int, "minutes of officers, all together"),
            must("cost", Int, "yen paid"),
            may("people", Int, "people who took part"),
            may("note", Text, "what it was"),
        ],
        checks: &[
            "minutes >= 0",
            "cost >= 0",
            "people IS NULL OR people >= 0",
            "minutes > 0 OR cost > 0 OR people IS NOT NULL",
        ],
        indexes: &[index("done_on", "done_on")],
    },
    Table {
        name: "activity_decision",
        note: "What was decided of an activity for a fiscal year, and what became of it",
        tracked: true,
        columns: &[
            must("activity_id", Ref("activity"), "which activity"),
            must("fiscal_year", Int, "for which fiscal year, named after the calendar year in which it begins"),
            must("decision", Code(&["grow", "keep", "shrink", "stop"]), "what is to be done"),
            must("reason", Text, "why"),
            may("dissent", Text, "what was said against it"),
            may("effect", Int, "how much it does, as the officers see it, 1 to 5"),
            may("need", Int, "how much it is needed, as the officers see it, 1 to 5, where no survey says"),
            may("body", Text, "who decided"),
            must("decided_on", Date, "day of the decision"),
            may("result", Code(&["done", "partly", "not_done"]), "what became of it"),
            may("result_text", Text, "what became of it, in words"),
            may("result_on", Date, "day on which that was said"),
        ],
        checks: &[
            "reason <> ''",
            "effect IS NULL OR effect BETWEEN 1 AND 5",
            "need IS NULL OR need BETWEEN 1 AND 5",
            "(result IS NULL) = (result_on IS NULL)",
        ],
        indexes: &[unique("activity_id", "activity_id, fiscal_year")],
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
