import { expect, test } from "vitest";
import type { Frame, Head } from "../ipc/api";
import { cellNumber, cellWords } from "./cells";
import { twoLines } from "./ChartView";
import { axisTo } from "./scale";

const frame: Frame = {
  union_name: "",
  title: "",
  code: "",
  class: "",
  made_on: "",
  made_at: "",
  era: false,
  english: false,
  font: "",
};
const head: Head = { label: "区分", kind: "code", width: 0, codes: [{ code: "regular", label: "正組合員" }] };

test("an axis begins at 0 and ends on a round step above the largest value", () => {
  expect(axisTo(1186)).toEqual({ top: 1500, ticks: [0, 500, 1000, 1500] });
  expect(axisTo(100)).toEqual({ top: 100, ticks: [0, 25, 50, 75, 100] });
  expect(axisTo(7).top).toBeGreaterThanOrEqual(7);
  expect(axisTo(0).top).toBe(1);
});

test("cells read as in the workbook", () => {
  expect(cellWords({ kind: "difference", value: -12 }, undefined, frame)).toBe("△12");
  expect(cellWords({ kind: "number", value: 0 }, undefined, frame)).toBe("－");
  expect(cellWords({ kind: "rate", value: 161 }, undefined, frame)).toBe("16.1%");
  expect(cellWords({ kind: "points", value: -3 }, undefined, frame)).toBe("△0.3");
  expect(cellWords({ kind: "decimal", value: -305 }, undefined, frame)).toBe("△3.05");
  expect(cellWords({ kind: "code", value: "regular" }, head, frame)).toBe("正組合員");
});

test("a withheld count has no height in a chart (S-01)", () => {
  expect(cellWords({ kind: "hidden" }, undefined, frame)).toBe("x");
  expect(cellNumber({ kind: "hidden" })).toBeNull();
});

test("a rounded sum says that it is one, and is drawn as high as it says (S-03)", () => {
  expect(cellWords({ kind: "rounded", value: 1235 }, undefined, frame)).toBe("≈1,235");
  expect(cellWords({ kind: "rounded", value: -35 }, undefined, frame)).toBe("≈△35");
  expect(cellNumber({ kind: "rounded", value: 35 })).toBe(35);
});

test("a name below a column stands on two lines, parted before its bracket, and is cut only when both are full", () => {
  expect(twoLines("短い名", 100)).toEqual(["短い名", ""]);
  expect(twoLines("人生も相談できる（428人）", 130)).toEqual(["人生も相談できる", "（428人）"]);
  expect(twoLines("括弧のないとても長い名前の柱です", 104)).toEqual(["括弧のないとても", "長い名前の柱です"]);
  const [, second] = twoLines("括弧のないとてもとてもとても長い名前の柱です", 104);
  expect(second.endsWith("…")).toBe(true);
});
