//! 会議: the union's own rules of its meetings as dated data, meetings with the entitlement frozen at a base date, attendance,
//! agenda, ballots and minutes. No column of these tables, alone or joined, relates a person to a choice.

use crate::ddl::{Kind::*, Table, create_all, index, may, must, unique};
use sea_orm_migration::prelude::*;

const KINDS: &[&str] = &[
    "regular_congress",
    "extra_congress",
    "central_committee",
    "delegates_council",
    "executive_committee",
    "branch_congress",
    "branch_committee",
    "workplace_meeting",
    "special_committee",
];
const METHODS: &[&str] = &["show_of_hands", "standing", "applause", "open_vote", "direct_secret"];
const BASES: &[&str] = &["valid_votes", "present", "all_members", "all_delegates"];
const COMPARATORS: &[&str] = &["gte", "gt"];
const CONDITIONS: &[&str] = &[
    "leave",
    "sick_leave",
    "childcare",
    "family_care",
    "secondment_out",
    "overseas",
    "fulltime_officer",
    "unpaid",
    "rights_suspended",
];
const TIE_BREAKS: &[&str] = &["chair", "reject"];

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "meeting_rule",
        note: "What the union's own rules (規約) say of one kind of meeting from a day on; nothing of it is the program's",
        tracked: true,
        columns: &[
            must("kind", Code(KINDS), "which kind of meeting"),
            must("from_on", Date, "first day of this text"),
            must(
                "base",
                Code(&["members", "delegates", "committee"]),
                "who has a seat: all members, or the holders of offices",
            ),
            must("offices", Json, "offices that have a seat where the base is not all members: [code]"),
            must("num", Int, "quorum: numerator"),
            must("den", Int, "quorum: denominator"),
            must("comparator", Code(COMPARATORS), "quorum: gte = 以上, gt = 超・過半数"),
            must("article", Text, "article of the rules that says so"),
            must("exclude_conditions", Json, "conditions that do not count in the base: [code]"),
            must("count_proxy", Bool, "proxies count for the quorum"),
            must("count_written", Bool, "written votes count for the quorum"),
            must("count_blank_proxy", Bool, "proxies that name nobody are entrusted to the chair and count"),
            may("proxy_max", Int, "proxies that one holder may have at most; empty = no limit"),
            must("proxy_same_unit", Bool, "a holder must be of the same unit"),
            may("proxy_article", Text, "article about proxies and written votes"),
            must("notice_days", Int, "days between the notice and the meeting at least"),
            may("urgent_days", Int, "the same where it is urgent and a reason is given; empty = no exception"),
            may("notice_article", Text, "article about the notice"),
            must("tie_break", Code(TIE_BREAKS), "what happens when yes and no are equal"),
            must(
                "decisions",
                Json,
                "what it takes to decide: [{kind, base, num, den, comparator, article}]; kind empty = everything else",
            ),
            may("members_per_delegate", Int, "members or a fraction of so many for one delegate; empty = not said"),
            may("note", Text, "note"),
        ],
        checks: &[
            "num > 0",
            "den > 0",
            "num <= den",
            "article <> ''",
            "proxy_max IS NULL OR proxy_max > 0",
            "notice_days >= 0",
            "urgent_days IS NULL OR urgent_days >= 0",
            "members_per_delegate IS NULL OR members_per_delegate > 0",
        ],
        indexes: &[unique("kind", "kind, from_on")],
    },
    Table {
        name: "meeting",
        note: "A meeting of the union",
        tracked: true,
        columns: &[
            must("kind", Code(KINDS), "which kind"),
            may("no", Int, "which in the count (第○回)"),
            must("title", Text, "title as printed"),
            may("unit_id", Ref("unit"), "of which unit; empty = of the whole union"),
            must("held_on", Date, "day"),
            must("starts", Int, "begin, minutes after midnight in Japan"),
            may("place", Text, "place"),
            must(
                "status",
                Code(&[
                    "draft",
                    "convened",
                    "checked_in",
                    "open",
                    "adjourned",
                    "closed",
                    "minutes_drafted",
                    "minutes_approved",
                    "not_quorate",
                    "cancelled",
                ]),
                "where it stands",
            ),
            may("convened_on", Date, "day of the notice"),
            may("urgent_reason", Text, "why the notice was shorter than usual"),
            may("base_on", Date, "day of the roster on which the entitlement was frozen"),
            may("rule", Json, "the rule as it stood when the meeting was convened"),
            may("declared", Json, "figures of the credentials when the chair declared the meeting quorate or not"),
            may("declared_at", Moment, "when that was"),
            may("closed_at", Moment, "when it was closed"),
            may("chair", Text, "who chaired it"),
            may("clerk", Text, "who kept the minutes"),
            may("reason", Text, "why it was cancelled or adjourned"),
            may("note", Text, "note"),
        ],
        checks: &[
            "title <> ''",
            "starts BETWEEN 0 AND 1439",
            "(status = 'draft') OR (status = 'cancelled') OR (rule IS NOT NULL AND base_on IS NOT NULL AND convened_on IS NOT NULL)",
        ],
        indexes: &[index("held_on", "held_on")],
    },
    Table {
        name: "meeting_entitlement",
        note: "Who was entitled when the meeting was convened; frozen",
        tracked: true,
        columns: &[
            must("meeting_id", Ref("meeting"), "which meeting"),
            must("membership_id", Ref("membership"), "who"),
            must("seat", Code(&["delegate", "officer", "member"]), "by what"),
            may("unit_id", Ref("unit"), "unit on the base date"),
            may(
                "left_out",
                Code(&["condition", "no_vote", "merged"]),
                "does not count in the base, and why; empty = counts",
            ),
            may("condition", Code(CONDITIONS), "the condition that leaves out"),
        ],
        checks: &["(left_out = 'condition') = (condition IS NOT NULL) OR left_out IS NULL"],
        indexes: &[unique("meeting_id", "meeting_id, membership_id")],
    },
    Table {
        name: "meeting_attendance",
        note: "How somebody entitled takes part",
        tracked: true,
        columns: &[
            must("entitlement_id", Ref("meeting_entitlement"), "who"),
            must("mode", Code(&["in_person", "online", "proxy", "written", "absent"]), "how"),
            may("holder_id", Ref("meeting_entitlement"), "who holds the proxy; empty = entrusted to the chair"),
            must("seq", Int, "order in which it was received"),
            must("received_at", Moment, "when it was received"),
        ],
        checks: &["holder_id IS NULL OR mode = 'proxy'", "holder_id IS NULL OR holder_id <> entitlement_id"],
        indexes: &[unique("entitlement_id", "entitlement_id")],
    },
    Table {
        name: "agenda_item",
        note: "An item of the agenda (議題・議案)",
        tracked: true,
        columns: &[
            must("meeting_id", Ref("meeting"), "which meeting"),
            must("no", Int, "order"),
            must(
                "kind",
                Code(&[
                    "report",
                    "resolution",
                    "election",
                    "strike_vote",
                    "rule_change",
                    "budget",
                    "settlement",
                    "discipline",
                    "affiliation",
                    "other",
                ]),
                "what it is",
            ),
            must("title", Text, "title"),
            may("text", Text, "what is proposed"),
            may("proposer", Text, "who proposes it"),
            must("method", Code(METHODS), "how it is decided"),
            must("audited", Bool, "of a settlement: the certificate of the accounting auditor is there"),
            may("result", Code(&["adopted", "rejected", "amended", "carried_over"]), "what became of it"),
            may("result_note", Text, "in words"),
        ],
        checks: &["title <> ''"],
        indexes: &[index("meeting_id", "meeting_id, no")],
    },
    Table {
        name: "ballot",
        note: "A vote on an item, with the threshold frozen when it was opened",
        tracked: true,
        columns: &[
            must("item_id", Ref("agenda_item"), "on which item"),
            must("round", Int, "1, and one more for each run-off"),
            must(
                "form",
                Code(&["question", "election", "confidence"]),
                "yes or no; candidates; yes or no for each candidate",
            ),
            must("method", Code(METHODS), "how"),
            must("venue", Code(&["at_meeting", "outside"]), "only those who are there, or everyone entitled"),
            may("question", Text, "the question on the paper"),
            must("seats", Int, "seats to be filled; none for a question"),
            must("marks", Int, "candidates that one paper may name at most"),
            must("base", Code(BASES), "majority of what"),
            must("num", Int, "numerator; none = the most votes decide"),
            must("den", Int, "denominator"),
            must("comparator", Code(COMPARATORS), "gte = 以上, gt = 超・過半数"),
            must("tie_break", Code(TIE_BREAKS), "when yes and no are equal"),
            may("article", Text, "article of the rules that says so"),
            must("status", Code(&["prepared", "open", "closed", "counted", "certified", "void"]), "where it stands"),
            may("entitled", Int, "who may vote, frozen when it was opened"),
            may("present", Int, "who was there, frozen when it was opened"),
            may(
                "available",
                Int,
                "votes of an open ballot: there, by proxy and written; empty for papers, which are issued",
            ),
            may("opened_at", Moment, "when it was opened"),
            may("closed_at", Moment, "when it was closed"),
            may(
                "outcome",
                Code(&["adopted", "rejected", "tie", "elected", "partly", "runoff", "uncontested"]),
                "the result",
            ),
            may("casting", Code(&["yes", "no"]), "how the chair decided when yes and no were equal"),
            may("certified_on", Date, "when it was certified"),
            may("void_reason", Text, "why it is void"),
        ],
        checks: &[
            "seats >= 0",
            "marks >= 0",
            "num >= 0",
            "den > 0",
            "(status = 'void') = (void_reason IS NOT NULL)",
            "(status = 'certified') = (certified_on IS NOT NULL)",
        ],
        indexes: &[index("item_id", "item_id, round")],
    },
    Table {
        name: "ballot_candidate",
        note: "A candidate of a ballot",
        tracked: true,
        columns: &[
            must("ballot_id", Ref("ballot"), "which ballot"),
            must("no", Int, "number on the paper"),
            may("membership_id", Ref("membership"), "who, where it is a member"),
            must("name", Text, "name on the paper"),
            must("elected", Bool, "elected by the certified count"),
        ],
        checks: &["no > 0"],
        indexes: &[unique("ballot_id", "ballot_id, no")],
    },
    Table {
        name: "ballot_witness",
        note: "A member of the election committee who certified a ballot",
        tracked: true,
        columns: &[
            must("ballot_id", Ref("ballot"), "which ballot"),
            must("no", Int, "1 or 2"),
            must("membership_id", Ref("membership"), "who"),
        ],
        checks: &["no IN (1, 2)"],
        indexes: &[unique("ballot_id", "ballot_id, no"), unique("once", "ballot_id, membership_id")],
    },
    Table {
        name: "ballot_roll",
        note: "Who was given a paper: turnout only. Nothing leads from here to a vote",
        tracked: true,
        columns: &[
            must("ballot_id", Ref("ballot"), "which ballot"),
            must("entitlement_id", Ref("meeting_entitlement"), "who"),
        ],
        checks: &[],
        indexes: &[unique("ballot_id", "ballot_id, entitlement_id")],
    },
    Table {
        name: "ballot_tally",
        note: "One person's count of all papers together; never of a part of them",
        tracked: true,
        columns: &[
            must("ballot_id", Ref("ballot"), "which ballot"),
            must("no", Int, "1 or 2"),
            must("teller", Text, "who counted"),
            must("cast_votes", Int, "papers in the box"),
            must("yes", Int, "yes"),
            must("no_votes", Int, "no"),
            must("blank", Int, "blank papers"),
            must("invalid", Int, "invalid papers"),
            must("votes", Json, "of each candidate: [{no, yes, no_votes, blank, invalid}]"),
        ],
        checks: &[
            "no IN (1, 2)",
            "teller <> ''",
            "cast_votes >= 0",
            "yes >= 0",
            "no_votes >= 0",
            "blank >= 0",
            "invalid >= 0",
        ],
        indexes: &[unique("ballot_id", "ballot_id, no")],
    },
    Table {
        name: "meeting_minutes",
        note: "The minutes (議事録) of a meeting",
        tracked: true,
        columns: &[
            must("meeting_id", Ref("meeting"), "which meeting"),
            must("text", Text, "the minutes"),
            must("signers", Json, "who signs: [name]"),
            may("approved_on", Date, "when they were approved"),
        ],
        checks: &["text <> ''"],
        indexes: &[unique("meeting_id", "meeting_id")],
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
