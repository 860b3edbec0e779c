// Words, tones and lists of counselling.
import type {
  CaseStatus,
  CaseStep,
  CaseChannel,
  CaseConsentScope,
  CaseDueKind,
  CaseDueWhen,
  GoalTheme,
  GoalHorizon,
  CaseNoteWords,
  CounselorQualification,
  CaseReferralResult,
  CaseSessionMode,
  CaseTheme,
  InstrumentRow,
} from "../ipc/api";
import type { Problem } from "../ipc/call";
import { currentLocale, enumWords, t } from "../labels/t";
import type { Tone } from "../parts/colors";
import { showDate } from "../parts/dates";

/** Words of an instrument in the officer's language. */
export function own(ja: string, en: string | null | undefined): string {
  return currentLocale() === "en" && en ? en : ja;
}

/** Whether an instrument is asked on a day. */
export function isAsked(row: InstrumentRow, day: string): boolean {
  return row.published_on !== null && row.published_on <= day && (row.retired_on === null || day < row.retired_on);
}

/** Minutes after which the desk locks while cases are seen; the desk's own time is longer. */
export const LOCK_MINUTES = 2;

export const CHANNELS = [
  "phone",
  "walk_in",
  "mail",
  "online",
  "workplace_meeting",
  "training",
  "referral",
] as const satisfies readonly CaseChannel[];

export const THEMES = [
  "career_direction",
  "skill_qualification",
  "internal_transfer",
  "promotion",
  "job_change",
  "side_job",
  "independence",
  "childcare_balance",
  "care_balance",
  "treatment_balance",
  "relationship",
  "workload",
  "harassment",
  "reemployment",
  "livelihood",
  "other",
] as const satisfies readonly CaseTheme[];

export const STATUSES = [
  "inquiry",
  "intake",
  "active",
  "paused",
  "follow_up",
  "closed",
  "declined",
  "referred_out",
] as const satisfies readonly CaseStatus[];

export const STEPS = [
  "intake",
  "self_understanding",
  "work_understanding",
  "exploratory_experience",
  "decision",
  "action",
  "adaptation",
] as const satisfies readonly CaseStep[];

export const SCOPES = ["record", "stats", "supervision", "handover", "outward"] as const satisfies readonly CaseConsentScope[];

export const MODES = ["in_person", "online", "phone", "mail"] as const satisfies readonly CaseSessionMode[];

export const GOAL_THEMES = [
  "grow_in_job",
  "internal_posting",
  "larger_role",
  "qualification",
  "relearning",
  "side_job",
  "job_change_same_field",
  "job_change_new_field",
  "start_business",
  "worker_coop",
  "npo_social",
  "move_region",
  "work_style_change",
  "childcare",
  "family_care",
  "treatment",
  "post_retirement",
  "other",
] as const satisfies readonly GoalTheme[];

export const HORIZONS = ["short", "mid", "long"] as const satisfies readonly GoalHorizon[];

export const QUALIFICATIONS = [
  "registered_career_consultant",
  "skilled_grade1",
  "skilled_grade2",
  "union_advisor",
  "external",
] as const satisfies readonly CounselorQualification[];

/** Dates that a counsellor adds by hand; the others come by themselves. */
export const OWN_DUES = ["contact", "next_session", "follow_up", "other"] as const satisfies readonly CaseDueKind[];

export const RESULTS = ["used", "not_used", "unknown"] as const satisfies readonly CaseReferralResult[];

export const DUE_FILTERS = ["late", "today", "week", "nothing"] as const satisfies readonly CaseDueWhen[];

/** Parts of a note in the order of the paper. */
export const NOTE_PARTS = [
  "presenting",
  "background",
  "facts",
  "assessment",
  "agreement",
  "next_step",
  "information",
  "text",
] as const satisfies readonly (keyof CaseNoteWords)[];

const TONES: Record<CaseStatus, Tone> = {
  inquiry: "notice",
  intake: "notice",
  active: "good",
  paused: "caution",
  follow_up: "good",
  closed: "ended",
  declined: "ended",
  referred_out: "ended",
};

export function statusTone(status: CaseStatus): Tone {
  return TONES[status];
}

export function choices<T extends string>(list: readonly T[], name: string): { value: T; label: string }[] {
  return list.map((value) => ({ value, label: enumWords(name, value) }));
}

/** How far away a day is: 3日遅れ, 今日, or the day itself. */
export function dueWords(due: string, today: string, era: boolean): string {
  const days = Math.round((Date.parse(`${due}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);
  if (days < 0) return t("cases.due.late", { n: -days });
  if (days === 0) return t("cases.due.today");
  return showDate(due, era);
}

/** Who a case is about, as it is called on the screen. */
export function whoWords(of: { name: string }): string {
  return of.name || t("cases.anonymous");
}

/** Nobody has said that the counsellor is no superior of the member (C-01): it is said at the box that says so. */
export function unlooked(problem: Problem | null): string | undefined {
  return problem?.code === "C-01" && problem.about["why"] === "supervisor" ? t("cases.assign.look_first") : undefined;
}
