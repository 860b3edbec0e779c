import { expect, test } from "vitest";
import type { RunRow } from "../ipc/api";
import { t } from "../labels/t";
import { marksOf } from "./Calendar";
import { dueWords } from "./words";

const run = (more: Partial<RunRow>) =>
  ({ id: "r", title: "交渉の基礎（架空）", status: "open", days: ["2027-01-20"], first_on: "2027-01-20", last_on: "2027-01-20", apply_until: "2027-01-10", due: false, applied: 0, unjudged: 0, ...more }) as RunRow;

test("the month has every day of a run, and none of one that was called off", () => {
  const days = ["2027-01-20", "2027-01-27", "2027-02-03"];
  const marks = marksOf([run({ days, last_on: "2027-02-03" }), run({ id: "one" }), run({ id: "off", status: "cancelled" })]);
  expect([...marks].map(([day, of]) => [day, of.map((mark) => `${mark.run.id} ${mark.what} ${mark.n}`)])).toEqual([
    ["2027-01-20", ["r first 1", "one first 1"]],
    ["2027-01-27", ["r between 2"]],
    ["2027-02-03", ["r last 3"]],
    ["2027-01-10", ["r until 0", "one until 0"]],
  ]);
  expect(marksOf([run({ status: "running" })]).has("2027-01-10"), "nobody can apply any more").toBe(false);
});

test("a run whose day has come is begun, and one that was held is judged before it is forgotten", () => {
  const due = (more: Partial<RunRow>, today: string) => dueWords(run(more), today, false);
  expect(due({}, "2027-01-19")?.pressing).toBe(false);
  for (const status of ["open", "closed"] as const) {
    expect(due({ status }, "2027-01-20")).toEqual({ words: t("training.step.begin_run"), pressing: true });
  }
  expect(due({ status: "finished", unjudged: 2 }, "2027-01-21")).toEqual({ words: t("training.step.complete_run"), pressing: true });
  expect(due({ status: "finished" }, "2027-01-21")).toBeUndefined();
});
