// Words and numbers of surveys as people read them.
import type { SurveyQuestion, SurveyVerdict, WaveRow, WaveStatus } from "../ipc/api";
import { enumWords, t } from "../labels/t";
import type { Tone } from "../parts/colors";

/** Tenths as a decimal with one place; nothing where it is withheld. */
export function tenths(value: number | null): string {
  return value === null ? t("surveys.hidden") : (value / 10).toFixed(1);
}

/** A difference in points; below zero with △ in Japanese. */
export function points(value: number | null): string {
  if (value === null) return t("surveys.hidden");
  return value < 0 ? t("surveys.points.less", { n: (-value / 10).toFixed(1) }) : (value / 10).toFixed(1);
}

export function statusTone(status: WaveStatus): Tone {
  return status === "open" ? "notice" : "ended";
}

export function verdictTone(verdict: SurveyVerdict): Tone {
  return verdict === "higher" ? "added" : verdict === "lower" ? "changed" : "ended";
}

/** Sheets that came in, of those handed out. */
export function sheetsWords(wave: WaveRow): string {
  return wave.handed_out === null
    ? t("surveys.sheets", { n: wave.sheets })
    : t("surveys.sheets.of", { n: wave.sheets, of: wave.handed_out });
}

/** How a question is answered, in words. */
export function howWords(question: SurveyQuestion): string {
  return question.most === null ? enumWords("question_kind", question.kind) : t("surveys.most", { most: question.most });
}

/** The numbers in what was typed: 1,3,11 in any width and with anything usual between them; null when something is no number. */
export function readNumbers(typed: string): number[] | null {
  const parts = typed
    .normalize("NFKC")
    .split(/[\s,、・;/.]+/)
    .filter((part) => part !== "");
  return parts.every((part) => /^[1-9]\d{0,2}$/.test(part)) ? parts.map(Number) : null;
}

/** Why an answer cannot stand, as the core would say it; nothing when it can. */
export function answerFault(question: SurveyQuestion, chosen: number[] | null): string | undefined {
  if (chosen === null) return "survey_cell_numbers";
  if (chosen.some((no) => !question.choices.some((choice) => choice.no === no))) return "survey_choice_unknown";
  if (new Set(chosen).size !== chosen.length) return "survey_chosen_twice";
  if (question.kind !== "multi" && chosen.length > 1) return "survey_one_only";
  const alone = chosen.some((no) => question.choices.some((choice) => choice.no === no && choice.alone));
  if (alone && chosen.length > 1) return "survey_none_and_more";
  if (question.most !== null && chosen.length > question.most) return "survey_too_many";
  return undefined;
}
