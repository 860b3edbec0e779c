import { expect, test } from "vitest";
import { isKana, readingOf, searchable, toKatakana } from "./kana";

test("every kana becomes full-width katakana, everything else stays", () => {
  expect(toKatakana("さとう はなこ")).toBe("サトウ ハナコ");
  expect(toKatakana("ﾌﾞﾗｳﾝ")).toBe("ブラウン");
  expect(toKatakana("髙﨑")).toBe("髙﨑");
});

test("the reading is what was composed before the conversion", () => {
  expect(readingOf("さt")).toBe("さ");
  expect(readingOf("さとう")).toBe("さとう");
  expect(readingOf("佐藤")).toBe("");
});

test("half a romaji syllable searches nobody, kana and finished text do", () => {
  expect(searchable("さt", true)).toBe(false);
  expect(searchable("さと", true)).toBe(true);
  expect(searchable("佐藤", true)).toBe(false);
  expect(searchable("佐藤", false)).toBe(true);
  expect(isKana("サトウ")).toBe(true);
});
