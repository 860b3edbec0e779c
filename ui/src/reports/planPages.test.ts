import { expect, test } from "vitest";
import type { PlanPage } from "../ipc/api";
import { canMove, moved, pagesOf, rowsOf, withOwn } from "./planPages";

const USUAL: PlanPage[] = [{ code: "branches" }, { code: "trend" }, { code: "ages" }];
const codes = (pages: PlanPage[]) => pages.map((page) => page.code);

test("pages of the plan come first, those it leaves out stand below and unticked", () => {
  const rows = rowsOf([{ code: "ages" }, { code: "branches" }], USUAL, "congress");
  expect(codes(rows.map((row) => row.page))).toEqual(["cover", "ages", "branches", "trend", "notes"]);
  expect(rows.map((row) => row.ticked)).toEqual([true, true, true, false, true]);
  expect(codes(pagesOf(rows))).toEqual(["ages", "branches"]);
});

test("a plan that names no page takes all in the usual order", () => {
  expect(codes(pagesOf(rowsOf([], USUAL, "congress")))).toEqual(["branches", "trend", "ages"]);
});

test("cover and notes stay at their ends, whatever is moved", () => {
  const rows = rowsOf([], USUAL, "congress");
  expect(canMove(rows, 0, 1)).toBe(false);
  expect(canMove(rows, 1, -1)).toBe(false);
  expect(canMove(rows, 3, 1)).toBe(false);
  expect(moved(rows, 1, -1)).toBe(rows);
  expect(codes(pagesOf(moved(rows, 1, 1)))).toEqual(["trend", "branches", "ages"]);
});

test("a page of own words comes before the notes, and a cover is kept only with words", () => {
  const rows = withOwn(rowsOf([], USUAL, "congress"), "own-x");
  expect(codes(pagesOf(rows))).toEqual(["branches", "trend", "ages", "own"]);
  const spoken = rows.map((row) => (row.page.code === "cover" ? { ...row, page: { ...row.page, above: [{ heading: "ご挨拶", paragraphs: [] }] } } : row));
  expect(codes(pagesOf(spoken))[0]).toBe("cover");
});
