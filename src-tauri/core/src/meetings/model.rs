//! The words of meetings on the wire, and their rules that need no database.

mod agenda;
mod ballot;
mod codes;
mod count;
mod door;
mod meeting;
mod paper;
mod quorum;
mod rule;

pub(super) use agenda::numbered;
pub use agenda::{AgendaItem, AgendaRow, DecideItem, SaveAgenda, WithdrawItem};
pub use ballot::{
    AddBallot, BallotCandidate, BallotDetail, BallotLot, BallotNamed, BallotRow, BallotStep, CastingVote,
    CertifyBallot, DrawLot, IssuePapers, Issued, NewCandidate, RollRow, RunOff, TallyBallot, TallyState, VoidBallot,
};
pub use codes::{
    AgendaKind, AttendanceMode, BallotForm, BallotMethod, BallotOutcome, BallotStatus, BallotVenue, Casting,
    Comparator, ItemResult, LeftOut, LotAt, LotOrgan, MajorityBase, MeetingKind, MeetingStatus, RuleBase, RunOffBy,
    SeatKind, TieBreak,
};
pub use count::{Bases, CandidateVotes, Counted, Elected, Threshold, confirm, decide, elect, tally_faults};
pub use door::{
    AttendeeFilter, AttendeeRow, Declared, MeetingBoard, Receive, ReceiveEntry, Received, ReceivedRow, UnitTurnout,
};
pub(super) use door::{Substitute, why_no_substitute, why_not};
pub use meeting::{
    AddMeeting, CancelMeeting, CloseMeeting, Convene, ConvenePreview, Convened, DeclareMeeting, LeftOutRow,
    MeetingBreak, MeetingDetail, MeetingFields, MeetingFilter, MeetingMay, MeetingNamed, MeetingRow, MeetingStep,
    MeetingWarning, SaveMeeting, Step, UnitSeats,
};
pub use paper::{MeetingWritten, Minutes, MinutesDraft, SaveMinutes, WriteMinutes, WriteNotice};
pub use quorum::{Credentials, ProxyFault, Seat, credentials, needed, proxy_faults, reaches};
pub(super) use rule::notice_until;
pub use rule::{Decision, MeetingRule, MeetingRuleRow, SaveMeetingRule};

use crate::fields::{line, lines};
