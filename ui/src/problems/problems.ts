// Every code by which the core refuses or fails, and what the window does with it. A code without an entry here is
// shown as a fault of the program, so nothing that goes wrong is ever silent.
import type { Problem } from "../ipc/call";
import { t, wireWords } from "../labels/t";

/** refused: a rule said no (yellow) · invalid: at the field · failed: red, with what to do · quiet: the officer chose it. */
export type Manner = "refused" | "invalid" | "failed" | "quiet";

const MANNERS: Record<string, Manner> = {
  invalid: "invalid",
  refused: "refused",
  not_allowed: "refused",
  missing: "refused",
  changed: "refused",
  locked: "refused",
  wrong_key: "refused",
  busy: "refused",
  cancelled: "quiet",
  newer_file: "failed",
  workbook: "failed",
  database: "failed",
  bug: "failed",
};

export function mannerOf(problem: Problem): Manner {
  return MANNERS[problem.code] ?? (problem.fields.length > 0 ? "invalid" : "refused");
}

/** What happened, in words. */
export function problemWords(problem: Problem): string {
  return wireWords(`error.${problem.code}`, problem.about) ?? t("ui.problem.unknown", { code: problem.code });
}

/** What to do next, where the label files know it. */
export function problemCure(problem: Problem): string | undefined {
  return wireWords(`error.${problem.code}.cure`, problem.about);
}

/** Words for each field, keyed by its name on the wire. */
export function fieldWords(problem: Problem): Record<string, string> {
  const words: Record<string, string> = {};
  for (const field of problem.fields) {
    words[field.field] = wireWords(`error.${field.code}`, field.about) ?? t("ui.problem.field");
  }
  return words;
}
