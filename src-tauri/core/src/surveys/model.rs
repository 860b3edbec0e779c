//! The words of surveys on the wire, and their rules that need no database.

mod codes;
mod exchange;
mod question;
mod results;
mod tally;
mod wave;
mod wilson;

pub use codes::{ActivityTheme, National, QuestionKind, SheetOutcome, SurveyVerdict, WaveStatus};
pub use exchange::{ApplySurveyForm, SheetRead, SurveyFile, SurveyRead, SurveyWritten, WriteSurveyForm};
pub(super) use question::in_language;
pub use question::{Choice, ChoiceFields, Question, QuestionFields, STEPS, SaveSurvey, SurveyFields};
pub(super) use results::{Before, Thresholds, by_group};
pub use results::{ChoiceResult, GroupShare, QuestionResult, SurveyResults, SurveyResultsOf, ThemeNeed, ThemeNeeds};
pub(super) use tally::Tally;
pub use tally::{Answer, Sheet, check_sheet};
pub use wave::{
    EnterSheets, Entered, Group, OpenWave, SaveWave, SurveyFormRow, SurveyRow, WaveDetail, WaveNamed, WaveRow,
    WaveVersion,
};
pub(super) use wave::{MOST_SHEETS, checked_wave, groups_of};
pub use wilson::{compare, covers, interval, newcombe};
