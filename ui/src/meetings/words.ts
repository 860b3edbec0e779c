// Words, tones and lists of meetings.
import type {
  AgendaKind,
  AttendanceMode,
  BallotForm,
  BallotOutcome,
  BallotStatus,
  MajorityBase,
  MeetingKind,
  MeetingStatus,
  OfficeKind,
} from "../ipc/api";
import { enumWords, t } from "../labels/t";
import type { Tone } from "../parts/colors";

export const KINDS = [
  "regular_congress",
  "extra_congress",
  "central_committee",
  "delegates_council",
  "executive_committee",
  "branch_congress",
  "branch_committee",
  "workplace_meeting",
  "special_committee",
] as const satisfies readonly MeetingKind[];
export const AGENDA_KINDS = [
  "report",
  "resolution",
  "budget",
  "settlement",
  "election",
  "rule_change",
  "strike_vote",
  "discipline",
  "affiliation",
  "other",
] as const satisfies readonly AgendaKind[];
export const MODES = ["in_person", "online", "proxy", "written", "absent"] as const satisfies readonly AttendanceMode[];
export const BASES = ["valid_votes", "present", "all_members", "all_delegates"] as const satisfies readonly MajorityBase[];
export const OFFICES = [
  "delegate",
  "central_committee_member",
  "chair",
  "vice_chair",
  "general_secretary",
  "deputy_secretary",
  "executive",
  "treasurer",
  "branch_chair",
  "sub_branch_chair",
  "workplace_rep",
] as const satisfies readonly OfficeKind[];
export const CONDITIONS = [
  "leave",
  "sick_leave",
  "childcare",
  "family_care",
  "secondment_out",
  "overseas",
  "fulltime_officer",
  "unpaid",
] as const;

const TONES: Record<MeetingStatus, Tone> = {
  draft: "pending",
  convened: "notice",
  checked_in: "caution",
  open: "good",
  adjourned: "caution",
  closed: "notice",
  minutes_drafted: "notice",
  minutes_approved: "ended",
  not_quorate: "urgent",
  cancelled: "ended",
};

export function meetingTone(status: MeetingStatus): Tone {
  return TONES[status];
}

const BALLOT_TONES: Record<BallotStatus, Tone> = {
  prepared: "pending",
  open: "caution",
  closed: "notice",
  counted: "notice",
  certified: "good",
  void: "ended",
};

export function ballotTone(status: BallotStatus): Tone {
  return BALLOT_TONES[status];
}

/** What a ballot says, as it is said of such a one: who asks for confidence is confirmed, not elected. */
export function outcomeWords(form: BallotForm, outcome: BallotOutcome): string {
  if (form === "confidence" && outcome === "elected") return t("meetings.result.confirmed");
  if (form === "confidence" && outcome === "rejected") return t("meetings.result.not_confirmed");
  if (form === "election" && outcome === "partly") return t("meetings.result.partly_elected");
  if (form === "election" && outcome === "rejected") return t("meetings.result.nobody");
  if (form === "election" && outcome === "tie") return t("meetings.result.lot_open");
  return enumWords("ballot_outcome", outcome);
}

export function options<T extends string>(list: string, codes: readonly T[]): { value: T; label: string }[] {
  return codes.map((value) => ({ value, label: enumWords(list, value) }));
}
