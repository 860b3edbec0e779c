import { expect, test } from "vitest";
import { Problem } from "../ipc/call";
import { setLocale } from "../labels/t";
import { headAndRest, lineWords, mannerOf, problemWords } from "./problems";

test("a rule that says no is yellow, a failure is red, a stop is silent, a field speaks for itself", () => {
  expect(mannerOf(new Problem("M-02"))).toBe("refused");
  expect(mannerOf(new Problem("file_damaged", { name: "a.kyojo" }))).toBe("failed");
  expect(mannerOf(new Problem("workbook_unsafe"))).toBe("failed");
  expect(mannerOf(new Problem("workbook_password_needed"))).toBe("refused");
  expect(mannerOf(new Problem("cancelled"))).toBe("quiet");
  expect(mannerOf(new Problem("invalid", {}, [{ field: "name", code: "required", about: {} }]))).toBe("invalid");
});

test("a code without words shows itself, so nothing that goes wrong is silent", () => {
  expect(problemWords(new Problem("no_such_code"))).toContain("no_such_code");
});

test("the first sentence is the head, in both languages", () => {
  expect(headAndRest("合言葉が違います。データは無事です。")).toEqual(["合言葉が違います。", "データは無事です。"]);
  expect(headAndRest("The disk is full. The data is as before.")).toEqual(["The disk is full. ", "The data is as before."]);
  expect(headAndRest("「名簿.xlsx」がありません")).toEqual(["「名簿.xlsx」がありません", ""]);
});

test("a field problem is said at its field, with its limits", () => {
  setLocale("ja");
  const problem = new Problem("invalid", {}, [{ field: "suppress_k_public", code: "out_of_range", about: { least: 3, most: 20 } }]);
  expect(lineWords(problem)).toMatch(/3.*20/);
});
