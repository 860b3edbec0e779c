//! Closed lists of the activities.

use crate::codes::codes;

codes! {
    /// What is to be done with an activity.
    ActivityDecision("activity_decision") {
        /// 伸ばす
        Grow,
        /// 続ける
        Keep,
        /// 縮める
        Shrink,
        /// やめる
        Stop,
    }

    /// What became of a decision.
    ActivityOutcome("activity_outcome") {
        /// 実行した
        Done,
        /// 一部
        Partly,
        /// 実行しなかった
        NotDone,
    }

    /// Where an activity stands between need and hours.
    ActivityPlace("activity_place") {
        /// Needed, few hours.
        NeededLittle,
        /// Needed, many hours.
        NeededMuch,
        /// Less needed, many hours.
        LessMuch,
        /// Less needed, few hours.
        LessLittle,
    }
}
