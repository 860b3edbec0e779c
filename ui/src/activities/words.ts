// Words and numbers of activities as people read them.
import type { ActivityRow, ActivityTheme, ActivityDecision, ActivityOutcome, ActivityReview } from "../ipc/api";
import { numberWords, t } from "../labels/t";
import type { Tone } from "../parts/colors";

export const THEMES = [
  "bargaining",
  "workplace_issue",
  "organizing",
  "career",
  "training",
  "placement",
  "welfare",
  "communication",
  "compliance_safety",
  "politics",
  "community",
  "admin",
] as const satisfies readonly ActivityTheme[];

export const DECISIONS = ["grow", "keep", "shrink", "stop"] as const satisfies readonly ActivityDecision[];
export const OUTCOMES = ["done", "partly", "not_done"] as const satisfies readonly ActivityOutcome[];

/** Minutes that two taps offer. */
export const DURATIONS = [15, 30, 60, 90, 120, 180, 240, 480] as const;

const TONES: Record<ActivityDecision, Tone> = { grow: "added", keep: "good", shrink: "changed", stop: "gone" };

export function decisionTone(decision: ActivityDecision): Tone {
  return TONES[decision];
}

const OUTCOME_TONES: Record<ActivityOutcome, Tone> = { done: "good", partly: "caution", not_done: "urgent" };

export function outcomeTone(outcome: ActivityOutcome): Tone {
  return OUTCOME_TONES[outcome];
}

/** Minutes as hours and minutes. */
export function timeWords(minutes: number): string {
  const whole = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (whole === 0) return t("activities.minutes", { n: rest });
  return rest === 0 ? t("activities.hours", { n: numberWords(whole) }) : t("activities.hours_minutes", { hours: numberWords(whole), minutes: rest });
}

/** Whole hours, half up, as the report prints them. */
export function hours(minutes: number): number {
  return Math.floor((minutes + 30) / 60);
}

export function needWords(row: ActivityRow, review: ActivityReview): string {
  if (row.need !== null) return t("activities.need.share", { share: (row.need / 10).toFixed(1) });
  if (row.need_seen !== null) return t("activities.need.seen", { n: row.need_seen });
  return review.source ? t("surveys.hidden") : "";
}
