// Words, tones and lists of the directory.
import type { CheckState, KyojoKind, Need, SchemeRow } from "../ipc/api";
import { currentLocale, t } from "../labels/t";
import { showDate } from "../parts/dates";
import type { Tone } from "../parts/colors";

export const NEEDS = [
  "livelihood",
  "low_income",
  "housing",
  "job_change",
  "learning",
  "career_talk",
  "independence",
  "childcare",
  "education_cost",
  "care",
  "health",
  "retirement",
  "trouble_at_work",
  "move_region",
  "isolation",
  "social",
] as const satisfies readonly Need[];

export const KINDS = [
  "occupational_community",
  "corporate_alumni",
  "regional_alumni",
  "npo",
  "worker_coop",
  "labor_union",
] as const satisfies readonly KyojoKind[];

export const CHECKS = ["fresh", "due", "never"] as const satisfies readonly CheckState[];

const TONES: Record<CheckState, Tone> = { fresh: "good", due: "urgent", never: "caution" };

export function checkTone(check: CheckState): Tone {
  return TONES[check];
}

/** The name of a scheme in the officer's language, with the one that offices know it by. */
export function schemeName(row: Pick<SchemeRow, "name" | "name_en">): string {
  return currentLocale() === "en" && row.name_en ? `${row.name_en} (${row.name})` : row.name;
}

/** The day of the last check in words. */
export function checkedWords(checkedOn: string | null, era: boolean): string {
  return checkedOn ? t("support.checked_on", { on: showDate(checkedOn, era) }) : t("support.never_checked");
}

/** How many entries fit a handout (the core refuses more). */
export const HANDOUT_MOST = 6;
