//! キャリア相談: cases that only the assigned counsellors can read. What is said in them is sealed under a key of each case; what
//! statistics count (channel, themes, month, step, outcome, unit) is plain. Nothing here refers to a person.

use crate::ddl::{Kind::*, Table, create_all, index, may, must, unique, unique_where};
use sea_orm_migration::prelude::*;

const CHANNELS: &[&str] = &["walk_in", "phone", "mail", "online", "workplace_meeting", "training", "referral"];
const STATUSES: &[&str] = &["inquiry", "intake", "active", "paused", "follow_up", "closed", "declined", "referred_out"];
const STEPS: &[&str] = &[
    "intake",
    "self_understanding",
    "work_understanding",
    "exploratory_experience",
    "decision",
    "action",
    "adaptation",
];
const OUTCOMES: &[&str] =
    &["goal_reached", "plan_agreed", "information_given", "referred_out", "withdrawn", "no_contact", "not_suitable"];
const GOAL_THEMES: &[&str] = &[
    "grow_in_job",
    "internal_posting",
    "larger_role",
    "qualification",
    "relearning",
    "side_job",
    "job_change_same_field",
    "job_change_new_field",
    "start_business",
    "worker_coop",
    "npo_social",
    "move_region",
    "work_style_change",
    "childcare",
    "family_care",
    "treatment",
    "post_retirement",
    "other",
];
const DUES: &[&str] = &[
    "contact",
    "first_session",
    "next_session",
    "follow_up",
    "referral_check",
    "action",
    "review",
    "roster",
    "notice",
    "other",
];
const METHODS: &[&str] = &["written", "electronic", "oral_recorded"];

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "counsel_room",
        note: "The counselling room (相談室); one row once the first counsellor has founded it",
        tracked: true,
        columns: &[
            must(
                "recovery_key",
                Bytes,
                "public key of the counselling recovery sheet: every case key is sealed to it, too",
            ),
            must("room_key", Bytes, "the key of the blind index, sealed to the recovery sheet"),
            must("retention_months", Int, "months that a case is kept after it was closed"),
            must("followed_on", Moment, "up to when changes of the roster were looked at for persons who have a case"),
        ],
        checks: &["retention_months BETWEEN 1 AND 240"],
        indexes: &[],
    },
    Table {
        name: "counselor",
        note: "An officer who was let into the counselling room",
        tracked: true,
        columns: &[
            must("officer_id", Ref("app_user"), "who"),
            must(
                "qualification",
                Code(&[
                    "registered_career_consultant",
                    "skilled_grade1",
                    "skilled_grade2",
                    "union_advisor",
                    "external",
                ]),
                "qualification",
            ),
            may("registration_no", Text, "number of the national registration"),
            may("registered_until", Date, "last day of the registration; the title is used only until then (C-02)"),
            may(
                "person_id",
                Id,
                "the counsellor's own person in the roster, so that C-01 can see the workplace; no foreign key",
            ),
            must("public_key", Bytes, "the officer's public key to which the room key was sealed"),
            must("room_key", Bytes, "the key of the blind index, sealed to that key"),
            must("admitted_on", Date, "first day"),
            may("ended_on", Date, "last day; empty = still in the room"),
        ],
        checks: &["ended_on IS NULL OR ended_on >= admitted_on"],
        indexes: &[unique("officer_id", "officer_id")],
    },
    Table {
        name: "case_template",
        note: "A timeline of due dates that the union gives its cases",
        tracked: true,
        columns: &[
            must("name", Text, "name"),
            must("steps", Json, "due dates: [{kind, after, days, months}]"),
            must("standard", Bool, "given to a case unless another is chosen"),
            must("active", Bool, "offered"),
        ],
        checks: &["name <> ''"],
        indexes: &[unique("name", "name"), unique_where("standard", "standard", "standard")],
    },
    Table {
        name: "counsel_case",
        note: "A counselling case (相談ケース): its course in the plain, everything about the person sealed",
        tracked: true,
        columns: &[
            must("case_no", Text, "running number, never used again"),
            may(
                "person_tag",
                Bytes,
                "blind index: a keyed hash of the person that only counsellors can compute; empty = anonymous",
            ),
            must("channel", Code(CHANNELS), "how it came"),
            must("status", Code(STATUSES), "state (12.2)"),
            must("step", Code(STEPS), "step of the process"),
            must("themes", Json, "what it is about: [code]"),
            must("opened_on", Date, "day of the inquiry"),
            may("activated_on", Date, "day on which counselling began, after the consent"),
            may("unit_id", Ref("unit"), "unit at the level of a branch or above, for statistics"),
            may("template_id", Ref("case_template"), "its timeline"),
            may("previous_case_id", Ref("counsel_case"), "the case before this one"),
            may("paused_until", Date, "day of the review of a pause"),
            may("follow_up_on", Date, "day of the follow-up agreed"),
            may("closed_on", Date, "day of closing, declining or referring out"),
            may("outcome", Code(OUTCOMES), "how it ended"),
            may("retention_until", Date, "last day on which the record is kept"),
            must("reopened", Int, "how often it was reopened"),
            must("head", Bytes, "sealed: who it is, how to reach them, what they want, flags; empty after erasure"),
            must("head_no", Int, "how often the head was sealed; part of what the seal is bound to"),
            may("head_by", Ref("app_user"), "who sealed it; part of what the seal is bound to"),
            may("erased_on", Date, "day on which the keys were destroyed"),
        ],
        checks: &[
            "case_no <> ''",
            "(status IN ('closed', 'declined', 'referred_out')) = (closed_on IS NOT NULL)",
            "status <> 'paused' OR paused_until IS NOT NULL",
            "outcome IS NULL OR closed_on IS NOT NULL",
        ],
        indexes: &[
            unique("case_no", "case_no"),
            index("person_tag", "person_tag"),
            index("opened_on", "opened_on, id"),
            index("closed_on", "closed_on, id"),
            index("retention", "retention_until"),
        ],
    },
    Table {
        name: "case_key",
        note: "The key of a case, sealed to one who may open it",
        tracked: true,
        columns: &[
            must("case_id", Ref("counsel_case"), "which case"),
            may("officer_id", Ref("app_user"), "to whom; empty = the counselling recovery sheet"),
            must("sealed", Bytes, "the key, sealed to the holder's public key"),
        ],
        checks: &[],
        indexes: &[
            unique_where("holder", "case_id, officer_id", "officer_id IS NOT NULL"),
            unique_where("recovery", "case_id", "officer_id IS NULL"),
            index("case_id", "case_id"),
        ],
    },
    Table {
        name: "case_assignment",
        note: "Who has a part in a case, for a time",
        tracked: true,
        columns: &[
            must("case_id", Ref("counsel_case"), "which case"),
            must("officer_id", Ref("app_user"), "who"),
            must(
                "part",
                Code(&["receiver", "primary", "second", "supervisor", "emergency"]),
                "which part: took the inquiry, counsels, helps, supervises under consent, reads after an emergency opening",
            ),
            must("from_on", Date, "first day"),
            may("to_on", Date, "last day; empty = open"),
            must("ended", Bool, "the part is over"),
        ],
        checks: &["to_on IS NULL OR to_on >= from_on"],
        indexes: &[
            index("case_id", "case_id"),
            index("officer_id", "officer_id, ended, part"),
            unique_where("one_part", "case_id, officer_id", "NOT ended"),
        ],
    },
    Table {
        name: "case_consent",
        note: "What the member agreed to after the explanation, and when it was taken back",
        tracked: true,
        columns: &[
            must("case_id", Ref("counsel_case"), "which case"),
            must("explained_on", Date, "day of the explanation"),
            must("notice_version", Text, "version of the text that was explained"),
            must("scope", Json, "what for: [record, supervision, stats, handover, outward]"),
            must("accepted", Bool, "agreed"),
            must("method", Code(METHODS), "how it was given"),
            may("withdrawn_on", Date, "taken back on"),
            must("words", Bytes, "sealed: witness or recording, where the paper lies, to whom what goes"),
            must("author_id", Ref("app_user"), "who wrote it down"),
        ],
        checks: &["withdrawn_on IS NULL OR withdrawn_on >= explained_on"],
        indexes: &[index("case_id", "case_id, explained_on")],
    },
    Table {
        name: "case_session",
        note: "A session (面談) of a case",
        tracked: true,
        columns: &[
            must("case_id", Ref("counsel_case"), "which case"),
            must("officer_id", Ref("app_user"), "who counselled"),
            must("held_on", Date, "day"),
            must("minutes", Int, "length in minutes"),
            must("mode", Code(&["in_person", "online", "phone", "mail"]), "how"),
            must("step_after", Code(STEPS), "step after it"),
        ],
        checks: &["minutes BETWEEN 1 AND 600"],
        indexes: &[index("case_id", "case_id, held_on"), index("held_on", "held_on")],
    },
    Table {
        name: "case_note",
        note: "A sealed note of a case; locked 24 hours after it was saved, later words are an addendum",
        tracked: true,
        columns: &[
            must("case_id", Ref("counsel_case"), "which case"),
            may("session_id", Ref("case_session"), "of which session; empty = between sessions"),
            may("amends_id", Ref("case_note"), "the note that it adds to"),
            must("kind", Code(&["note", "addendum"]), "note or addendum"),
            must("no", Int, "running number in the case"),
            must(
                "revision",
                Int,
                "1, then one more for each correction before the lock; part of what the seal is bound to",
            ),
            must("author_id", Ref("app_user"), "who wrote it; part of what the seal is bound to"),
            must("saved_at", Moment, "when it was saved first; the lock counts from here"),
            must("words", Bytes, "sealed text"),
        ],
        checks: &["(kind = 'addendum') = (amends_id IS NOT NULL)"],
        indexes: &[unique("case_id", "case_id, no"), index("author", "author_id, case_id")],
    },
    Table {
        name: "case_draft",
        note: "What a counsellor is writing and has not saved yet, sealed; no record of the union",
        tracked: true,
        columns: &[
            must("case_id", Ref("counsel_case"), "which case"),
            must("officer_id", Ref("app_user"), "whose"),
            must("place", Text, "which form it belongs to"),
            must("revision", Int, "one more for each saving; part of what the seal is bound to"),
            must("words", Bytes, "sealed text"),
        ],
        checks: &["place <> ''"],
        indexes: &[unique("place", "case_id, officer_id, place"), index("officer_id", "officer_id")],
    },
    Table {
        name: "case_goal",
        note: "A goal agreed with the member",
        tracked: true,
        columns: &[
            must("case_id", Ref("counsel_case"), "which case"),
            must("theme", Code(GOAL_THEMES), "where it leads"),
            must("horizon", Code(&["short", "mid", "long"]), "how far away"),
            must("set_on", Date, "day on which it was agreed"),
            may("achieved_on", Date, "reached on"),
            may("dropped_on", Date, "given up on"),
            must("words", Bytes, "sealed text"),
            must("revision", Int, "part of what the seal is bound to"),
            must("author_id", Ref("app_user"), "who wrote it down"),
        ],
        checks: &["achieved_on IS NULL OR dropped_on IS NULL"],
        indexes: &[index("case_id", "case_id")],
    },
    Table {
        name: "case_action",
        note: "What somebody does next for a case (方策)",
        tracked: true,
        columns: &[
            must("case_id", Ref("counsel_case"), "which case"),
            may("goal_id", Ref("case_goal"), "for which goal"),
            must("who", Code(&["member", "counselor", "union"]), "who does it"),
            must("state", Code(&["open", "done", "dropped"]), "how it stands"),
            may("due_on", Date, "by when"),
            may("done_on", Date, "done or dropped on"),
            must("words", Bytes, "sealed text"),
            must("revision", Int, "part of what the seal is bound to"),
            must("author_id", Ref("app_user"), "who wrote it down"),
        ],
        checks: &["(state = 'open') = (done_on IS NULL)"],
        indexes: &[index("case_id", "case_id")],
    },
    Table {
        name: "case_release",
        note: "A lifting of secrecy, with its ground: something goes out, or a case is opened in an emergency",
        tracked: true,
        columns: &[
            must("case_id", Ref("counsel_case"), "which case"),
            must("ground", Code(&["consent", "harm_risk", "statutory", "court"]), "ground"),
            must("purpose", Code(&["outward", "handover", "emergency", "recovery"]), "what for"),
            must("asked_by", Ref("app_user"), "first person"),
            must("asked_on", Date, "day"),
            may("decided_by", Ref("app_user"), "second person"),
            may("decided_on", Date, "day of the decision"),
            must("state", Code(&["asked", "agreed", "refused", "used"]), "how it stands"),
            may("reader_id", Ref("app_user"), "who may read after an emergency opening"),
            may("seen_on", Date, "day on which the counsellor took note of it"),
            must(
                "reference",
                Text,
                "where the decision lies: number or date of a minute, never what the case is about",
            ),
        ],
        checks: &["decided_by IS NULL OR decided_by <> asked_by", "(decided_by IS NULL) = (state = 'asked')"],
        indexes: &[index("case_id", "case_id"), index("state", "state, purpose")],
    },
    Table {
        name: "case_referral",
        note: "A referral to a scheme, a community or another office, and what became of it",
        tracked: true,
        columns: &[
            must("case_id", Ref("counsel_case"), "which case"),
            may("scheme_id", Ref("support_scheme"), "to this scheme"),
            may("community_id", Ref("community"), "to this community"),
            must("handed_on", Date, "day"),
            must("shared", Bool, "something about the member went out (C-05)"),
            may("consent_id", Ref("case_consent"), "consent to that"),
            may("release_id", Ref("case_release"), "or release"),
            must("result", Code(&["open", "used", "not_used", "unknown"]), "what became of it"),
            may("result_on", Date, "day on which that was learned"),
            must("words", Bytes, "sealed: target in words, items that went out, why it was used or not"),
            must("revision", Int, "part of what the seal is bound to"),
            must("author_id", Ref("app_user"), "who wrote it down"),
        ],
        checks: &[
            "scheme_id IS NULL OR community_id IS NULL",
            "NOT shared OR consent_id IS NOT NULL OR release_id IS NOT NULL",
            "(result = 'open') = (result_on IS NULL)",
        ],
        indexes: &[index("case_id", "case_id")],
    },
    Table {
        name: "case_due",
        note: "A date of a case on somebody's day list",
        tracked: true,
        columns: &[
            must("case_id", Ref("counsel_case"), "which case"),
            must("officer_id", Ref("app_user"), "on whose list"),
            must("kind", Code(DUES), "what is due"),
            must("due_on", Date, "day"),
            may("done_on", Date, "done on"),
            may("about_id", Id, "the referral, action, session or release that it is about"),
        ],
        checks: &[],
        indexes: &[
            index("case_id", "case_id, due_on"),
            index("day", "officer_id, done_on, due_on, id"),
            index("about", "about_id"),
        ],
    },
    Table {
        name: "case_access",
        note: "Readings of a case by who does not counsel in it",
        tracked: true,
        columns: &[
            must("case_id", Ref("counsel_case"), "which case"),
            must("officer_id", Ref("app_user"), "who read"),
            must("part", Code(&["supervisor", "emergency"]), "by which right"),
            must("read_on", Date, "day"),
        ],
        checks: &[],
        indexes: &[index("case_id", "case_id, read_on")],
    },
    Table {
        name: "help_line",
        note: "A public help line that is shown at once in a crisis",
        tracked: true,
        columns: &[
            must("sort", Int, "order"),
            must("name", Text, "name"),
            must("phone", Text, "number"),
            must("hours", Text, "when it answers"),
            must("helps", Text, "what for"),
            may("site", Text, "official site, as text"),
            may("source", Text, "where it was taken from"),
            may("checked_on", Date, "day on which somebody of the union checked it; empty = never"),
            must("hidden", Bool, "not shown"),
        ],
        checks: &["name <> ''", "phone <> ''"],
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
