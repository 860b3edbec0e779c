// Words, tones and lists of training.
import type { Attendance, CostKind, CostModel, EnrolmentRow, EnrolmentStatus, KyojoKind, Remark, RunMode, RunRow, RunStatus } from "../ipc/api";
import { enumWords, minus, t, wireWords } from "../labels/t";
import type { Tone } from "../parts/colors";
import { showDate, showLast, withDays } from "../parts/dates";

export const RUN_STATES = ["draft", "open", "closed", "running", "finished", "cancelled"] as const satisfies readonly RunStatus[];
export const MODES = ["in_person", "online", "hybrid"] as const satisfies readonly RunMode[];
export const COST_MODELS = [
  "host_pays",
  "per_head",
  "per_confirmed_head",
  "equal_split",
  "proportional_to_members",
  "fixed_fee",
] as const satisfies readonly CostModel[];
export const COST_KINDS = ["venue", "lecturer", "material", "travel", "lodging", "other", "subsidy"] as const satisfies readonly CostKind[];
/** In the order of the keys 1 to 6. */
export const ATTENDANCES = ["present", "late", "left_early", "absent", "excused", "online"] as const satisfies readonly Attendance[];
export const KYOJO_KINDS = [
  "occupational_community",
  "corporate_alumni",
  "regional_alumni",
  "npo",
  "worker_coop",
  "labor_union",
] as const satisfies readonly KyojoKind[];

const RUN_TONES: Record<RunStatus, Tone> = {
  draft: "pending",
  open: "good",
  closed: "caution",
  running: "notice",
  finished: "ended",
  cancelled: "ended",
};

export function runTone(status: RunStatus): Tone {
  return RUN_TONES[status];
}

const SEAT_TONES: Record<EnrolmentStatus, Tone> = {
  applied: "notice",
  waitlisted: "caution",
  offered: "changed",
  confirmed: "good",
  cancelled: "ended",
  declined: "ended",
  expired: "ended",
  attended: "good",
  no_show: "urgent",
  completed: "good",
  incomplete: "caution",
  certified: "good",
};

export function seatTone(status: EnrolmentStatus): Tone {
  return SEAT_TONES[status];
}

/** Whether the run is behind us. */
export function isOver(status: RunStatus): boolean {
  return status === "finished" || status === "cancelled";
}

/** Whether the application ended without a seat. */
export function hasEnded(status: EnrolmentStatus): boolean {
  return status === "cancelled" || status === "declined" || status === "expired";
}

/** Who sits in the room: has a seat that was taken, whatever came of it. */
export function isInRoom(row: EnrolmentRow): boolean {
  return row.pool !== null && row.status !== "offered";
}

/** Who sits in the room, in the order in which names are looked up. */
export function inRoom(rows: EnrolmentRow[]): EnrolmentRow[] {
  return rows.filter(isInRoom).toSorted((a, b) => (a.kana ?? a.name).localeCompare(b.kana ?? b.name, "ja"));
}

/** The days of a run in words. */
export function daysWords(run: Pick<RunRow, "first_on" | "last_on">, era: boolean): string {
  if (!run.first_on) return t("training.no_days");
  if (!run.last_on || run.last_on === run.first_on) return showDate(run.first_on, era);
  return t("training.days", { from: showDate(run.first_on, era), to: showLast(run.first_on, run.last_on, era) });
}

/** What an officer would do next about a run, as far as its figures tell. */
export function dueWords(run: RunRow, today: string, era: boolean): { words: string; pressing: boolean } | undefined {
  if (run.due) return { words: t("training.todo.advance"), pressing: true };
  if (run.applied > 0 && !isOver(run.status)) return { words: t("training.todo.approve", { n: run.applied }), pressing: true };
  if (run.unjudged > 0) return { words: t("training.step.complete_run"), pressing: true };
  const begins = run.status === "open" || run.status === "closed";
  if (begins && run.first_on !== null && run.first_on <= today) return { words: t("training.step.begin_run"), pressing: true };
  switch (run.status) {
    case "draft":
      return { words: t(run.first_on ? "training.todo.open" : "training.todo.days"), pressing: false };
    case "open":
      return run.apply_until ? { words: t("training.todo.until", { on: showDate(run.apply_until, era) }), pressing: false } : undefined;
    case "closed":
      return { words: t("training.todo.hold"), pressing: false };
    case "running":
      return { words: t("training.todo.attendance"), pressing: true };
    default:
      return undefined;
  }
}

/** A remark of the core about an application: a refusal has the words of its rule, a warning its own. */
export function remarkWords(remark: Remark): string {
  const about = withDays(remark.about);
  return wireWords(`training.remark.${remark.code}`, about) ?? wireWords(`error.${remark.code}`, about) ?? wireWords(`problem.${remark.code}`, about) ?? remark.code;
}

/** Why somebody still waits, and for what. */
export function waitWords(row: EnrolmentRow): string {
  const reason = enumWords("wait_reason", row.waits);
  if (row.waits_n === 0) return reason;
  return t(row.waits === "group_needs_more" ? "training.waits.people" : "training.waits.seats", { why: reason, n: row.waits_n });
}

/** Yen as they are written. */
export function yen(amount: number): string {
  const words = t("training.yen", { n: Math.abs(amount) });
  return amount < 0 ? `${minus()}${words}` : words;
}
