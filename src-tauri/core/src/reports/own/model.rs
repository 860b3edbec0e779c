//! The words of own reports on the wire, and their rules that need no database.

mod codes;
mod due;
mod fields;

pub use codes::{Cadence, OwnAsOf, OwnChart, OwnDimension, OwnHappened, OwnKind, OwnSpan};
pub(in crate::reports) use due::FileName;
pub use due::{
    Due, DueOutcome, MOST_FAILURES, SaveSchedule, ScheduleFields, ScheduleNamed, ScheduleRow, ScheduleWritten, WriteDue,
};
pub(super) use due::{after_failure, why_not_by_itself};
pub(super) use fields::months_before;
pub use fields::{
    DropOwnReport, MAY_STAND_ALONE, OwnPeriod, OwnReportAsk, OwnReportFields, OwnReportRow, OwnReportWrite,
    SaveOwnReport, is_code_of_report,
};
