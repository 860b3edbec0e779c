import { afterEach, expect, expectTypeOf, test } from "vitest";
import { enumWords, setLocale, t, wireWords, type Arguments } from "./t";

afterEach(() => setLocale("ja"));

test("parameters are filled in, numbers in the manner of the language", () => {
  expect(t("ui.grid.chosen", { total: 3214, count: 12 })).toBe("3,214件中 12行を選択");
});

test("the language changes at once, for the page as well", () => {
  setLocale("en");
  expect(t("ui.close")).toBe("Close");
  expect(document.documentElement.lang).toBe("en");
});

test("a missing parameter and an unknown key do not compile", () => {
  expectTypeOf<Arguments<"ui.grid.copied">>().toEqualTypeOf<[{ count: string | number }]>();
  expectTypeOf<Arguments<"ui.close">>().toEqualTypeOf<[]>();
  // @ts-expect-error no such key
  t("ui.no_such_key");
  // @ts-expect-error a parameter is missing
  t("ui.grid.copied");
});

test("a code that no label knows shows itself instead of nothing", () => {
  expect(wireWords("error.no_such_code")).toBeUndefined();
  expect(enumWords("no_such_enum", "value")).toBe("value");
});
