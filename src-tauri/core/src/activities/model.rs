//! The words of the activities on the wire, and their rules that need no database.

mod codes;
mod fields;
mod review;

pub use codes::{ActivityDecision, ActivityOutcome, ActivityPlace};
pub use fields::{
    ActivitiesOf, ActivityFields, AddActivity, CorrectTime, Decide, EndActivity, LogRow, LogTime, LogsOf, MOST_MINUTES,
    MyTime, SaveActivity, TellResult, TimeTile,
};
pub use review::{ActivityReview, ActivityRow, DecisionRow, ReviewSource, place_of, proposed};
pub(super) use review::{Measured, middle};
