//! Who may do what, written down from the rules of the union and not from the program: reading by role, changing by role,
//! and default deny for everything else. A verb that is not here fails the test.

/// Every role.
pub const ROLES: [&str; 13] = [
    "admin",
    "dpo",
    "general_secretary",
    "executive",
    "treasurer",
    "branch_officer",
    "workplace_rep",
    "counselor",
    "counsel_supervisor",
    "training_manager",
    "placement_manager",
    "auditor",
    "viewer",
];

/// Who may ask a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Whoever stands before the locked file.
    Anyone,
    /// Every officer.
    Officers,
    /// These roles for the whole union, and these for a part of it.
    Roles { whole: &'static [&'static str], part: &'static [&'static str] },
}

impl Who {
    pub fn may(self, role: &str, of_a_part: bool) -> bool {
        match self {
            Self::Anyone => true,
            // Officers of a part for whom no part is named have no desk either.
            Self::Officers => of_a_part || !matches!(role, "branch_officer" | "workplace_rep"),
            Self::Roles { whole, part } => (if of_a_part { part } else { whole }).contains(&role),
        }
    }
}

/// Officers, settings, keys and backups.
const ADMIN: Who = Who::Roles { whole: &["admin"], part: &[] };
const ADMIN_AND_SECRETARY: Who = Who::Roles { whole: &["admin", "general_secretary"], part: &[] };
const SEES_OFFICERS: Who = Who::Roles { whole: &["admin", "general_secretary", "dpo"], part: &[] };
const SEES_TRAIL: Who = Who::Roles { whole: &["admin", "general_secretary", "dpo", "auditor"], part: &[] };
const PRIVACY: Who = Who::Roles { whole: &["general_secretary", "dpo"], part: &[] };
/// The roster as a whole: units, imports, closed months.
const SECRETARY: Who = Who::Roles { whole: &["general_secretary"], part: &[] };
/// Names: all for the executive, the own workplace for its representative. A branch officer or a representative for whom no
/// part is named sees nothing.
const NAMES: Who = Who::Roles {
    whole: &["general_secretary", "executive"],
    part: &["general_secretary", "executive", "branch_officer", "workplace_rep"],
};
/// Contacts, whole cards, changes, lists with names that leave.
const CARDS: Who = Who::Roles { whole: &["general_secretary"], part: &["general_secretary", "branch_officer"] };
/// What stands beside the names: days, numbers, employment.
const DETAILS: Who = Who::Roles {
    whole: &["general_secretary", "executive"],
    part: &["general_secretary", "executive", "branch_officer"],
};
/// Who takes part in trainings: all for those who answer for it, the own part for officers of a part.
const TRAINING: Who = Who::Roles {
    whole: &["training_manager", "general_secretary", "executive"],
    part: &["training_manager", "general_secretary", "executive", "branch_officer", "workplace_rep"],
};
/// Trainings are the union's as a whole.
const TRAINER: Who = Who::Roles { whole: &["training_manager"], part: &[] };
/// Names of participants in a file.
const TRAINING_FILES: Who = Who::Roles { whole: &["training_manager", "general_secretary"], part: &[] };
/// What trainings cost, and who bears it.
const TRAINING_COSTS: Who =
    Who::Roles { whole: &["training_manager", "general_secretary", "executive", "treasurer", "auditor"], part: &[] };
/// Counts.
const COUNTS: Who = Who::Roles {
    whole: &["general_secretary", "executive", "viewer"],
    part: &["general_secretary", "executive", "branch_officer", "viewer"],
};

/// Surveys ask the whole union and name nobody.
const SURVEYS: Who = Who::Roles { whole: &["general_secretary", "executive", "viewer"], part: &[] };
/// Who counts their sheets.
const SHEETS: Who = Who::Roles { whole: &["general_secretary", "executive"], part: &[] };
/// Hours, money and decisions of what the union does.
const ACTIVITIES: Who = Who::Roles { whole: &["general_secretary", "executive", "treasurer", "auditor"], part: &[] };
/// Whoever works for the union notes the own time.
const WORKERS: Who = Who::Roles {
    whole: &[
        "general_secretary",
        "executive",
        "treasurer",
        "counselor",
        "counsel_supervisor",
        "training_manager",
        "placement_manager",
    ],
    part: &[
        "general_secretary",
        "executive",
        "treasurer",
        "branch_officer",
        "workplace_rep",
        "counselor",
        "counsel_supervisor",
        "training_manager",
        "placement_manager",
    ],
};

/// Counselling is the counsellors' alone: neither administrator nor chair nor anybody else.
/// Questions of check-ins, for whose licence somebody answers.
const INSTRUMENTS: Who = Who::Roles { whole: &["counselor", "counsel_supervisor", "general_secretary"], part: &[] };
/// Figures of counselling, without the small ones: of the whole union only.
const CASE_COUNTS: Who =
    Who::Roles { whole: &["general_secretary", "executive", "counselor", "counsel_supervisor", "dpo"], part: &[] };
const COUNSELORS: Who = Who::Roles { whole: &["counselor"], part: &[] };

/// What is expected of a verb; none = nobody has thought about it.
pub fn expected(capability: &str, verb: &str) -> Option<Who> {
    Some(match (capability, verb) {
        ("desk", "status" | "create" | "create_sample" | "open" | "lock" | "recover" | "restore" | "cancel") => {
            Who::Anyone
        }
        ("desk", "change_passphrase" | "settings" | "history" | "undo" | "redo" | "home") => Who::Officers,
        ("desk", "recovery_sheet" | "backup" | "verify" | "save_settings") => ADMIN,
        ("officers", "list") => SEES_OFFICERS,
        ("officers", "add" | "grant" | "revoke" | "lock_out" | "let_in") => ADMIN_AND_SECRETARY,
        ("officers", "audit" | "exports") | ("members", "provisions") => SEES_TRAIL,
        ("organizations", "units" | "employers" | "headcounts") => Who::Officers,
        (
            "organizations",
            "add_unit" | "correct_unit" | "regroup_unit" | "close_unit" | "add_employer" | "correct_employer"
            | "set_headcount",
        ) => SECRETARY,
        (
            "members",
            "list" | "count" | "among" | "majority" | "offices" | "saved_lists" | "save_list" | "drop_list"
            | "closed_until",
        ) => NAMES,
        ("members", "planned") => DETAILS,
        (
            "members",
            "card" | "who_sees" | "why_not_add" | "add" | "apply" | "approve" | "reject" | "preview_correct"
            | "correct" | "move_unit" | "leave" | "reinstate" | "start_condition" | "end_condition" | "preview_appoint"
            | "appoint" | "end_term" | "duplicates" | "not_same" | "merge" | "save_contact" | "end_contact"
            | "give_consent" | "refuse_consent" | "withdraw_consent" | "export_roster" | "preview_bulk" | "change_many"
            | "preview_paste" | "paste" | "count_findings" | "findings" | "leave_finding" | "look_again"
            | "preview_letters" | "write_labels" | "write_merge_file",
        ) => CARDS,
        (
            "members",
            "save_office" | "preview_roster" | "import_roster" | "preview_reconcile" | "reconcile" | "batches"
            | "rejected_rows" | "batch_changes",
        ) => SECRETARY,
        ("members", "joint_uses") => Who::Officers,
        ("members", "announce_joint_use" | "end_joint_use" | "requests" | "receive_request" | "advance_request") => {
            PRIVACY
        }
        ("members", "erase" | "retention" | "set_retention" | "drop_expired") => SECRETARY,
        // Schemes and communities tell of no member.
        ("support", "schemes" | "scheme" | "communities" | "community" | "find_help" | "write_handout") => {
            Who::Officers
        }
        (
            "support",
            "add_scheme" | "save_scheme" | "check_scheme" | "hide_scheme" | "show_scheme" | "add_community"
            | "correct_community" | "end_community" | "check_community" | "write_recheck" | "preview_recheck"
            | "apply_recheck",
        ) => SECRETARY,
        // Courses and days name nobody.
        ("training", "courses" | "demand" | "runs" | "run") => Who::Officers,
        ("training", "board" | "decisions" | "attendance" | "certificates" | "evaluations" | "learning") => TRAINING,
        ("training", "costs") => TRAINING_COSTS,
        ("training", "write_badges") => TRAINING_FILES,
        (
            "training",
            "add_course" | "save_course" | "add_interest" | "end_interest" | "add_run" | "save_run" | "save_sessions"
            | "save_quotas" | "copy_run" | "open_run" | "close_run" | "begin_run" | "finish_run" | "complete_run"
            | "cancel_run" | "find_member" | "why_not_enrol" | "foresee" | "apply" | "walk_in" | "approve" | "decline"
            | "cancel" | "accept" | "postpone" | "advance" | "save_attendance" | "hand_in" | "issue_certificates"
            | "revoke_certificate" | "add_cost" | "void_cost" | "settle_share" | "add_evaluation" | "add_learning"
            | "void_learning" | "write_invitation" | "mix_tables" | "partners" | "preview_form" | "apply_form"
            | "write_form_rejects" | "write_results",
        ) => TRAINER,
        ("surveys", "list" | "standard" | "wave" | "results") => SURVEYS,
        ("surveys", "enter_sheets" | "write_form" | "preview_form" | "apply_form") => SHEETS,
        ("surveys", "add_survey" | "save_survey" | "open_wave" | "save_wave" | "close_wave") => SECRETARY,
        ("activities", "list" | "logs") => ACTIVITIES,
        ("activities", "my_time" | "log_time" | "correct_time") => WORKERS,
        ("activities", "add" | "save" | "end" | "decide" | "tell_result") => SECRETARY,
        ("cases", "help_lines" | "instruments") => Who::Officers,
        ("cases", "save_instrument" | "publish_instrument" | "retire_instrument") => INSTRUMENTS,
        ("cases", "statistics") => CASE_COUNTS,
        ("cases", "supervised" | "read_case" | "add_advice") => {
            Who::Roles { whole: &["counselor", "counsel_supervisor"], part: &[] }
        }
        // They ask for secrecy to be lifted and decide on it; what is opened others read.
        ("cases", "releases" | "ask_release" | "decide_release" | "open_emergency") => {
            Who::Roles { whole: &["counselor", "counsel_supervisor", "general_secretary", "dpo"], part: &[] }
        }
        (
            "cases",
            "room" | "found_room" | "admit" | "save_counselor" | "dismiss" | "templates" | "save_template"
            | "save_help_line" | "find_member" | "open_inquiry" | "correct_case" | "assign" | "decline" | "consent"
            | "withdraw_consent" | "activate" | "set_step" | "pause" | "resume" | "follow_up" | "close" | "refer_out"
            | "reopen" | "save_session" | "save_note" | "add_addendum" | "save_draft" | "drop_draft" | "drafts"
            | "add_goal" | "end_goal" | "add_action" | "end_action" | "refer" | "referral_followed" | "add_due"
            | "done_due" | "hand_over" | "share" | "unshare" | "recover_room" | "recover_cases" | "crisis"
            | "raise_crisis" | "save_crisis" | "search_notes" | "erase_case" | "set_case_retention" | "catch_up"
            | "my_day" | "my_cases" | "case" | "record_check_in" | "remove_check_in" | "check_ins" | "job_card"
            | "save_card_item" | "remove_card_item" | "add_learning" | "write_job_card" | "preview_job_card"
            | "apply_job_card" | "attachments" | "attachment" | "add_attachment" | "remove_attachment"
            | "write_attachment",
        ) => COUNSELORS,
        ("meetings", "rules" | "list" | "meeting" | "warnings" | "board" | "ballot" | "minutes") => {
            Who::Roles { whole: &["general_secretary", "executive", "auditor"], part: &[] }
        }
        // Names: who may come, who came, who was given a paper.
        ("meetings", "attendees" | "roll") => Who::Roles { whole: &["general_secretary", "executive"], part: &[] },
        (
            "meetings",
            "save_rule" | "add_meeting" | "save_meeting" | "save_agenda" | "preview_convene" | "convene"
            | "cancel_meeting" | "open_door" | "receive" | "declare" | "adjourn" | "resume" | "close_meeting"
            | "decide_item" | "withdraw_item" | "add_ballot" | "open_ballot" | "issue" | "close_ballot" | "tally"
            | "casting_vote" | "draw_lot" | "certify" | "void_ballot" | "run_off" | "draft_minutes" | "save_minutes"
            | "approve_minutes" | "write_minutes" | "write_notice",
        ) => SECRETARY,
        ("reports", "list") => Who::Officers,
        ("reports", "preview" | "write" | "closed_months") => COUNTS,
        // The answer; each paper asks for the right of writing it for one partner.
        ("reports", "write_to_partners") => TRAINER,
        // Names and open counts ask for more (`tests/reports_own.rs`).
        (
            "reports",
            "own_reports" | "preview_own_report" | "save_own_report" | "drop_own_report" | "write_own_report",
        ) => COUNTS,
        // A schedule makes what its owner may make, and each has some report.
        ("reports", "schedules" | "save_schedule" | "drop_schedule" | "resume_schedule" | "write_due") => Who::Officers,
        ("reports", "close_month") => SECRETARY,
        ("reports", "plans" | "logo" | "issued_packs" | "pack_differences") => COUNTS,
        // Plans and picture are the union's as a whole; packs are frozen for the own part.
        ("reports", "save_plan" | "drop_plan" | "set_logo" | "remove_logo") => {
            Who::Roles { whole: &["general_secretary", "executive"], part: &[] }
        }
        ("reports", "freeze_pack" | "approve_pack" | "distribute_pack") => {
            Who::Roles { whole: &["general_secretary", "executive"], part: &["general_secretary", "executive"] }
        }
        _ => return None,
    })
}
