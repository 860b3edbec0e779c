// Every code by which the core refuses or fails, and what the window does with it. A code without an entry here is
// shown with its code, so nothing that goes wrong is ever silent.
import { createElement, type ReactElement } from "react";
import type { Problem } from "../ipc/call";
import { t, wireWords } from "../labels/t";
import { withDays } from "../parts/dates";
import { AtField } from "./AtField";

/** refused: a rule said no (yellow) · invalid: at the field · failed: red, with what to do · quiet: the officer chose it. */
export type Manner = "refused" | "invalid" | "failed" | "quiet";

const MANNERS: Record<string, Manner> = {
  invalid: "invalid",
  cancelled: "quiet",
  disk_full: "failed",
  newer_file: "failed",
  workbook_password_needed: "refused",
  workbook_password_wrong: "refused",
  keys_missing: "failed",
  database: "failed",
  bug: "failed",
};

/** Codes of files and workbooks; a rule of the union has a code of its own and is the rest. */
const FAILED = /^(file|workbook|folder|keys|backup)_/;

export function mannerOf(problem: Problem): Manner {
  if (problem.fields.length > 0) return "invalid";
  return MANNERS[problem.code] ?? (FAILED.test(problem.code) ? "failed" : "refused");
}

/** What happened, whether the data is safe, and what to do next. */
export function problemWords(problem: Problem): string {
  return wireWords(`error.${problem.code}`, withDays(problem.about)) ?? t("ui.problem.unknown", { code: problem.code });
}

/** The first sentence says what happened; the rest is for those who read on. */
export function headAndRest(words: string): [head: string, rest: string] {
  const end = /(?<=。)|(?<=\.)\s/.exec(words);
  const at = end ? end.index + end[0].length : words.length;
  return [words.slice(0, at), words.slice(at)];
}

/** What each field is told, keyed by its name on the wire. */
export type FieldWords = Readonly<Record<string, ReactElement>>;

/** What each field is told, until it is changed. */
export function fieldWords(problem: Problem): FieldWords {
  return Object.fromEntries(problem.fields.map((field) => [field.field, createElement(AtField, { problem, words: wordsOf(field) })]));
}

/** The words about one field. */
export function wordsOf(field: Problem["fields"][number]): string {
  return wireWords(`problem.${field.code}`, withDays(field.about)) ?? t("ui.problem.field");
}

/** What was wrong in one line, where the field is gone or somebody only listens. */
export function lineWords(problem: Problem): string {
  const [first] = problem.fields;
  return first ? wordsOf(first) : problemWords(problem);
}

/** Words for a field that a rule is about: the refusal is said where it is mended. */
export function ruleWords(problem: Problem | null, ...codes: string[]): string | undefined {
  return problem && codes.includes(problem.code) ? problemWords(problem) : undefined;
}

/** A problem that has no field to stand at: what a form shows above itself. */
export function formProblem(problem: Problem | null, ...atFields: string[]): Problem | null {
  return problem && problem.fields.length === 0 && !atFields.includes(problem.code) ? problem : null;
}
