// What was done, in words; and taking it back from anywhere.
import { useMutation } from "@tanstack/react-query";
import type { OpRow, TookBack } from "../ipc/api";
import { call, problemOf, type Problem } from "../ipc/call";
import { forgetAnswers } from "../ipc/client";
import { enumWords, t, wireWords } from "../labels/t";
import { withDays } from "../parts/dates";
import { runJob } from "../parts/jobs";
import { sayDone, sayProblem } from "../parts/UndoToast";

/** Codes and days among the parameters become words: `role: "admin"` is looked up as `enum.role.admin`. */
function inWords(about: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(withDays(about)).map(([name, value]) => [name, typeof value === "string" ? codeWords(name, value) : value]),
  );
}

function codeWords(name: string, value: string): string {
  return (name === "report" ? wireWords(`officers.exported.${value}`) : undefined) ?? enumWords(name, value);
}

/** What was done to many at once has a sentence for each kind of change. */
function sentence(verb: string, about: Record<string, unknown>): string {
  const words = inWords(about);
  const ofMany = typeof about["bulk"] === "string" ? wireWords(`op.${verb}.${about["bulk"]}`, words) : undefined;
  return ofMany ?? wireWords(`op.${verb}`, words) ?? t("desk.op.unknown", { verb });
}

/** The op in words: 「佐藤 花子さんの所属を大阪支部に変えました」. */
export function opWords(op: Pick<OpRow, "kind" | "capability" | "verb" | "about">): string {
  const inner = op.about["of"];
  const words =
    typeof inner === "string"
      ? sentence(inner, (op.about["about"] ?? {}) as Record<string, unknown>)
      : sentence(`${op.capability}.${op.verb}`, op.about);
  if (op.kind === "undone") return t("desk.op.undone", { what: words });
  if (op.kind === "redone") return t("desk.op.redone", { what: words });
  return words;
}

function tookBackWords(took: TookBack): string {
  return sentence(took.of, took.about);
}

/** Takes an op back, or the newest one; with a way to do it again. */
export async function takeBack(op?: string): Promise<void> {
  try {
    const took = await runJob(t("ui.take_back"), (running) => call("desk", "undo", op ? { op } : {}, running));
    sayDone(t("desk.op.undone", { what: tookBackWords(took) }), { words: t("ui.redo"), run: () => void doAgain(took.op) });
  } catch (thrown) {
    sayProblem(problemOf(thrown));
  }
  await forgetAnswers();
}

export async function doAgain(op?: string): Promise<void> {
  try {
    const took = await runJob(t("ui.redo"), (running) => call("desk", "redo", op ? { op } : {}, running));
    sayDone(t("desk.op.redone", { what: tookBackWords(took) }), { words: t("ui.take_back"), run: () => void takeBack(took.op) });
  } catch (thrown) {
    sayProblem(problemOf(thrown));
  }
  await forgetAnswers();
}

/** After a change: says what was done, with the way back. */
export async function announce(words?: string): Promise<void> {
  const { rows } = await call("desk", "history", { limit: 1 });
  const op = rows[0];
  if (op?.kind !== "done") return;
  sayDone(words ?? opWords(op), op.can_undo ? { words: t("ui.take_back"), run: () => void takeBack(op.id) } : undefined);
}

export function useTakeBack() {
  const undo = useMutation<void, Problem>({ mutationFn: () => takeBack() });
  const redo = useMutation<void, Problem>({ mutationFn: () => doAgain() });
  return {
    undo: () => !undo.isPending && undo.mutate(),
    redo: () => !redo.isPending && redo.mutate(),
    busy: undo.isPending || redo.isPending,
  };
}
