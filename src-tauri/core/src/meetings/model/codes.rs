//! Closed lists of meetings.

use crate::codes::codes;

codes! {
    /// Kind of meeting.
    MeetingKind("meeting_kind") {
        /// 定期大会
        RegularCongress,
        /// 臨時大会
        ExtraCongress,
        /// 中央委員会
        CentralCommittee,
        /// 代議員会
        DelegatesCouncil,
        /// 執行委員会
        ExecutiveCommittee,
        /// 支部大会
        BranchCongress,
        /// 支部委員会
        BranchCommittee,
        /// 職場集会
        WorkplaceMeeting,
        /// 専門部会
        SpecialCommittee,
    }

    /// Where a meeting stands.
    MeetingStatus("meeting_status") {
        /// 準備中
        Draft,
        /// 招集済
        Convened,
        /// 受付中（資格審査）
        CheckedIn,
        /// 成立・開会中
        Open,
        /// 休会
        Adjourned,
        /// 閉会
        Closed,
        /// 議事録作成中
        MinutesDrafted,
        /// 議事録承認済
        MinutesApproved,
        /// 流会
        NotQuorate,
        /// 中止
        Cancelled,
    }

    /// Who has a seat.
    RuleBase("rule_base") {
        /// 組合員
        Members,
        /// 代議員
        Delegates,
        /// 委員・役員
        Committee,
    }

    /// How a part is compared.
    Comparator("comparator") {
        /// 以上
        Gte,
        /// 超（過半数）
        Gt,
    }

    /// What happens when yes and no are equal.
    TieBreak("tie_break") {
        /// 議長が決する
        Chair,
        /// 否決
        Reject,
    }

    /// What a run-off takes.
    RunOffBy("run_off_by") {
        /// 得票の多い順
        MostVotes,
        /// はじめの投票と同じ割合
        SameShare,
    }

    /// When equal votes on the last seats of an election are decided by lot.
    LotAt("lot_at") {
        /// くじによらない
        Never,
        /// 決選投票でも同数のとき
        RunOff,
        /// はじめの投票から
        AtOnce,
    }

    /// Who draws a lot.
    LotOrgan("lot_organ") {
        /// 議長
        Chair,
        /// 選挙管理委員会
        ElectionCommittee,
    }

    /// By what somebody has a seat.
    SeatKind("seat_kind") {
        /// 代議員
        Delegate,
        /// 役員・委員
        Officer,
        /// 組合員
        Member,
    }

    /// Why somebody does not count in the base.
    LeftOut("left_out") {
        /// 規約により母数から除く状態
        Condition,
        /// 議決権がない
        NoVote,
        /// 同じ人が二重に載っていた
        Merged,
    }

    /// How somebody takes part.
    AttendanceMode("attendance_mode") {
        /// 出席
        InPerson,
        /// オンライン
        Online,
        /// 委任
        Proxy,
        /// 議決権行使（書面）
        Written,
        /// 欠席
        Absent,
    }

    /// What an item of the agenda is.
    AgendaKind("agenda_kind") {
        /// 報告
        Report,
        /// 議決
        Resolution,
        /// 選挙
        Election,
        /// スト権
        StrikeVote,
        /// 規約改正
        RuleChange,
        /// 予算
        Budget,
        /// 決算
        Settlement,
        /// 統制・除名
        Discipline,
        /// 上部団体
        Affiliation,
        /// その他
        Other,
    }

    /// How an item is decided.
    BallotMethod("ballot_method") {
        /// 挙手
        ShowOfHands,
        /// 起立
        Standing,
        /// 拍手
        Applause,
        /// 記名
        OpenVote,
        /// 直接無記名
        DirectSecret,
    }

    /// Majority of what.
    MajorityBase("majority_base") {
        /// 有効投票
        ValidVotes,
        /// 出席
        Present,
        /// 全組合員
        AllMembers,
        /// 全代議員
        AllDelegates,
    }

    /// What became of an item.
    ItemResult("item_result") {
        /// 可決
        Adopted,
        /// 否決
        Rejected,
        /// 修正可決
        Amended,
        /// 継続審議
        CarriedOver,
    }

    /// What is asked.
    BallotForm("ballot_form") {
        /// 賛否
        Question,
        /// 候補者を選ぶ
        Election,
        /// 信任
        Confidence,
    }

    /// Where papers are given out.
    BallotVenue("ballot_venue") {
        /// 会場
        AtMeeting,
        /// 職場など会場の外
        Outside,
    }

    /// Where a ballot stands.
    BallotStatus("ballot_status") {
        /// 準備
        Prepared,
        /// 投票中
        Open,
        /// 締切
        Closed,
        /// 開票済
        Counted,
        /// 確定
        Certified,
        /// 無効
        Void,
    }

    /// What a ballot says.
    BallotOutcome("ballot_outcome") {
        /// 可決
        Adopted,
        /// 否決
        Rejected,
        /// 可否同数
        Tie,
        /// 当選
        Elected,
        /// 一部当選
        Partly,
        /// 決選投票
        Runoff,
        /// 無投票当選
        Uncontested,
    }

    /// How the chair decided.
    Casting("casting") {
        /// 可とする
        Yes,
        /// 否とする
        No,
    }
}

impl MeetingStatus {
    /// The agenda can still change.
    #[must_use]
    pub fn takes_agenda(self) -> bool {
        matches!(self, Self::Draft | Self::Convened | Self::CheckedIn | Self::Open | Self::Adjourned)
    }

    /// Attendance, proxies and written votes are taken: before the day by post, on the day at the door.
    #[must_use]
    pub fn takes_people(self) -> bool {
        matches!(self, Self::Convened | Self::CheckedIn | Self::Open | Self::Adjourned)
    }

    /// It took place.
    #[must_use]
    pub fn took_place(self) -> bool {
        matches!(self, Self::Closed | Self::MinutesDrafted | Self::MinutesApproved)
    }
}

impl MajorityBase {
    /// Whether a meeting in which those have a seat can tell such a majority: all members are only where each of them has one.
    #[must_use]
    pub fn fits(self, seated: RuleBase) -> bool {
        self != Self::AllMembers || seated == RuleBase::Members
    }
}

impl AttendanceMode {
    /// The person is there, in the room or online.
    #[must_use]
    pub fn is_there(self) -> bool {
        matches!(self, Self::InPerson | Self::Online)
    }
}

impl AgendaKind {
    /// The law asks for a direct secret ballot (労働組合法5条2項5・8・9号), in which nobody votes by proxy (G-05).
    #[must_use]
    pub fn asks_for_secrecy(self) -> bool {
        matches!(self, Self::Election | Self::StrikeVote | Self::RuleChange)
    }

    /// What is asked unless said otherwise: candidates in an election, yes or no of everything else.
    #[must_use]
    pub fn usual_form(self) -> BallotForm {
        if self == Self::Election { BallotForm::Election } else { BallotForm::Question }
    }
}
