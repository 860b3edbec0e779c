//! The meeting pack as the union arranges it: plans, the union's picture, and packs kept as they were told.

use crate::ddl::{Kind::*, Table, create_all, index, may, must};
use sea_orm_migration::prelude::*;

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "pack_plan",
        note: "How a meeting pack is put together: which pages in which order, and the union's own words",
        tracked: true,
        columns: &[
            must("name", Text, "what the plan is called"),
            must(
                "kind",
                Code(&["congress", "workplace"]),
                "every page that has data, or two pages for a workplace meeting",
            ),
            must("pages", Json, "the pages in order: [{code, title, above, below}]; none = all in the usual order"),
        ],
        checks: &["name <> ''"],
        indexes: &[],
    },
    Table {
        name: "union_logo",
        note: "The union's picture on covers; the newest row holds, one without content takes the picture away",
        tracked: true,
        columns: &[
            may("media", Code(&["png", "jpeg"]), "kind of the picture"),
            may("content", Bytes, "the picture without what a camera or program wrote beside it"),
            may("width", Int, "pixels across"),
            may("height", Int, "pixels down"),
        ],
        checks: &[
            "(media IS NULL) = (content IS NULL)",
            "(media IS NULL) = (width IS NULL)",
            "(media IS NULL) = (height IS NULL)",
            "width IS NULL OR (width > 0 AND height > 0)",
        ],
        indexes: &[],
    },
    Table {
        name: "issued_pack",
        note: "A meeting pack as it was frozen: written again from here, whatever the roster says since",
        tracked: true,
        columns: &[
            must("title", Text, "what it is called in the list"),
            must("kind", Code(&["congress", "workplace"]), "kind of the plan"),
            may("plan", Text, "name of the plan as it was; empty = the usual pages"),
            must("as_of", Date, "day that it is true for"),
            must("from_on", Date, "first day of its movements"),
            must("locale", Code(&["ja", "en"]), "its language"),
            may("unit_id", Ref("unit"), "subtree that it is about; empty = the whole union"),
            must("audience", Code(&["members"]), "who may read it"),
            must("content", Json, "frame and pages, as they are written"),
            must("sha256", Text, "SHA-256 of the content, in hexadecimal"),
            must(
                "told",
                Json,
                "protected figures that it tells, as they are shown: later packs of that day keep to them",
            ),
            must("state", Code(&["draft", "approved", "distributed"]), "where it stands"),
            may("approved_at", Moment, "when it was approved"),
            may("approved_by", Id, "officer who approved it (app_user.id)"),
            must("alone", Bool, "who made it approved it, because no other officer could"),
            may("distributed_on", Date, "day on which it went out"),
            may("distributed_to", Text, "to whom, in words"),
            may("corrects_id", Ref("issued_pack"), "the distributed pack that it takes the place of"),
        ],
        checks: &[
            "title <> ''",
            "from_on <= as_of",
            "length(sha256) = 64",
            "(state = 'draft') = (approved_at IS NULL)",
            "(approved_at IS NULL) = (approved_by IS NULL)",
            "(state = 'distributed') = (distributed_on IS NOT NULL)",
            "(distributed_on IS NULL) = (distributed_to IS NULL)",
            "NOT alone OR approved_at IS NOT NULL",
        ],
        indexes: &[index("as_of", "as_of")],
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
