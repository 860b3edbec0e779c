//! Closed lists of training.

use crate::codes::codes;

codes! {
    /// Where a run stands.
    RunStatus("run_status") {
        /// 準備中
        Draft,
        /// 募集中
        Open,
        /// 締切
        Closed,
        /// 開催中
        Running,
        /// 終了
        Finished,
        /// 中止
        Cancelled,
    }

    /// Where people take part.
    RunMode("run_mode") {
        /// 会場
        InPerson,
        /// オンライン
        Online,
        /// 会場とオンライン
        Hybrid,
    }

    /// Where an application stands.
    EnrolmentStatus("enrolment_status") {
        /// 申込: waits for an approval.
        Applied,
        /// キャンセル待ち
        Waitlisted,
        /// 繰上げ案内: a seat is kept until the offer runs out.
        Offered,
        /// 受講確定
        Confirmed,
        /// 取消
        Cancelled,
        /// 不承認
        Declined,
        /// 期限切れ
        Expired,
        /// 出席済
        Attended,
        /// 無断欠席
        NoShow,
        /// 修了
        Completed,
        /// 未修了
        Incomplete,
        /// 証明発行
        Certified,
    }

    /// Where a seat comes from.
    Pool("seat_pool") {
        /// 団体枠
        Quota,
        /// 共通枠
        Common,
    }

    /// Why a seat was decided so.
    SeatReason("seat_reason") {
        /// A seat of the own organisation was free.
        OwnQuota,
        /// A seat of the common pool was free.
        CommonPool,
        /// A seat was free that nobody's organisation keeps any more.
        ReleasedPool,
        /// No seat was free.
        NoSeat,
        /// No seat was free, and the waiting list is full.
        ListFull,
        /// A seat of the own organisation became free.
        FreedOwnQuota,
        /// A seat of the common pool became free.
        FreedCommon,
        /// A seat became free that nobody's organisation keeps any more.
        FreedReleased,
        /// The offer was accepted.
        Accepted,
        /// The offer was put off: to the end of the list.
        Postponed,
        /// Nobody answered the offer in time.
        OfferExpired,
        /// Cancelled.
        Cancelled,
        /// Cancelled after the last free day: the cost stays (E-06).
        CancelledLate,
        /// Not approved.
        Declined,
        /// The run was cancelled (E-09).
        RunCancelled,
        /// The seat counts for the own organisation now, because one there became free.
        MovedToQuota,
        /// The seat counts for the common pool now, because the own organisation keeps fewer.
        MovedToCommon,
        /// Came on the day and took a free seat.
        WalkIn,
    }

    /// How somebody took part in a sitting.
    Attendance("attendance") {
        /// 出席
        Present,
        /// 遅刻
        Late,
        /// 早退
        LeftEarly,
        /// 欠席
        Absent,
        /// 公欠
        Excused,
        /// オンライン
        Online,
    }

    /// How the costs of a run are shared (E-07).
    CostModel("cost_model") {
        /// 主催団体が負担
        HostPays,
        /// 出席者の人数で
        PerHead,
        /// 受講確定の人数で
        PerConfirmedHead,
        /// 参加団体で等分
        EqualSplit,
        /// 組合員数に応じて
        ProportionalToMembers,
        /// 一人あたり定額
        FixedFee,
    }

    /// What a cost is for.
    CostKind("cost_kind") {
        /// 会場
        Venue,
        /// 講師
        Lecturer,
        /// 教材
        Material,
        /// 交通
        Travel,
        /// 宿泊
        Lodging,
        /// 助成: below nought.
        Subsidy,
        /// その他
        Other,
    }

    /// What happens next to a run.
    NextStep("next_step") {
        /// Applications begin.
        ApplicationsBegin,
        /// An offer runs out.
        OfferExpires,
        /// Unused seats of organisations join the common pool.
        QuotaReleased,
        /// Applications end.
        ApplicationsEnd,
        /// The last day on which a seat is given back without cost.
        CancelFreeEnds,
        /// No seat is offered any more: a day before the first sitting.
        OffersEnd,
        /// Fewer people than the run wants at least.
        TooFew,
        /// The first sitting.
        Begins,
    }

    /// Why somebody still waits.
    WaitReason("wait_reason") {
        /// No seat is free; others are before.
        NoSeat,
        /// A free seat is kept for another organisation until the release.
        KeptForOthers,
        /// The group needs more seats at once than are free.
        GroupNeedsMore,
        /// The one postponement was used: waits for the common pool.
        PostponedWaits,
        /// The day before the first sitting: seats that become free are given at the door.
        OffersEnded,
        /// The run gives no seats as it stands.
        NotGiving,
        /// A seat is theirs as soon as somebody looks after the run.
        Due,
    }

    /// What somebody lacks for completion (E-05).
    Lack("completion_lack") {
        /// No minutes count: was not there, or nothing was noted.
        NotThere,
        /// Fewer minutes than the course asks for.
        Minutes,
        /// A required sitting was missed.
        RequiredSitting,
        /// The assignment was not handed in.
        Assignment,
    }
}

impl EnrolmentStatus {
    /// Holds a seat while seats are given.
    #[must_use]
    pub fn is_seated(self) -> bool {
        matches!(self, Self::Offered | Self::Confirmed)
    }

    /// Holds a seat: it was given, or they took part on it.
    #[must_use]
    pub fn holds_seat(self) -> bool {
        self.is_seated() || self.took_part()
    }

    /// Has not ended without taking part: one of these for a person and run (E-02).
    #[must_use]
    pub fn is_live(self) -> bool {
        !matches!(self, Self::Cancelled | Self::Declined | Self::Expired)
    }

    /// The course was taken to its end.
    #[must_use]
    pub fn is_completed(self) -> bool {
        matches!(self, Self::Completed | Self::Certified)
    }

    /// Took the seat when the run was finished.
    #[must_use]
    pub fn took_part(self) -> bool {
        matches!(self, Self::Attended | Self::Completed | Self::Incomplete | Self::Certified)
    }
}
