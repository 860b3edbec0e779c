//! キャリア相談: cases that only the counsellor can read. Each case has a key of its own, sealed to those who have a part in it and to the
//! counselling recovery sheet; whom it is about is sealed, too, and no foreign key leads to a person. What statistics count is plain:
//! channel, themes, month, step, outcome, and the unit at the level of a branch or above.

mod actions;
mod attachment;
mod check_in;
mod disclosed;
mod entity;
mod job_card;
mod keys;
mod lines_of_help;
mod model;
mod own;
mod queries;
mod reach;
mod released;
mod sample;
mod statistics;

pub use actions::{
    activate, add_action, add_addendum, add_advice, add_due, add_goal, admit, ask_release, assign, catch_up, close,
    consent, correct_case, decide_release, decline, dismiss, done_due, drop_draft, end_action, end_goal, erase_case,
    follow_up, found_room, hand_over, open_emergency, open_inquiry, pause, raise_crisis, read_case, recover_cases,
    recover_room, refer, refer_out, referral_followed, reopen, resume, save_counselor, save_crisis, save_draft,
    save_help_line, save_note, save_session, save_template, set_case_retention, set_step, share, unshare,
    withdraw_consent,
};
pub use attachment::{
    AddCaseAttachment, AttachmentSight, AttachmentsOf, CaseAttachmentNamed, CaseAttachmentRow, CaseAttachmentShown,
    CaseAttachmentWritten, WriteCaseAttachment, add_attachment, attachment, attachments, remove_attachment,
    write_attachment,
};
pub(crate) use check_in::paired::Quartiles;
pub use check_in::{
    CheckInNamed, CheckInRecorded, CheckInRow, CheckInsOf, InstrumentNamed, InstrumentRow, RecordCheckIn,
    SaveInstrument, check_ins, instruments, publish_instrument, record_check_in, remove_check_in, retire_instrument,
    save_instrument,
};
pub(crate) use disclosed::disclose;
pub(crate) use entity::tables;
pub use job_card::{
    ApplyJobCard, CardItemNamed, CompletedCourse, CoursesEntered, EnterCourses, JobCard, JobCardApplied, JobCardFile,
    JobCardOf, JobCardPreview, JobCardWritten, SaveCardItem, WriteJobCard, add_learning, apply_job_card, job_card,
    preview_job_card, remove_card_item, save_card_item, write_job_card,
};
pub use model::*;
pub(crate) use own::{OwnCase, own_cases};
pub(crate) use queries::home;
pub use queries::{
    case, crisis, drafts, find_member, help_lines, my_cases, my_day, releases, room, search_notes, supervised,
    templates,
};
pub(crate) use reach::{in_reach, own_numbers, stands_on};
pub(crate) use sample::sample;
pub(crate) use statistics::{Audience, Made, Sheets, is_given_away, made, remember};
pub use statistics::{CheckInFigures, CodeCount, Cut, Shown, Statistics, StatisticsOf, statistics};
