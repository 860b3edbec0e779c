import { afterEach, expect, test } from "vitest";
import { setLocale } from "../labels/t";
import { dayOfYear, echoDate, eraYear, readDate, shortDate, showDate, showHour, showLast, showMoment } from "./dates";

const TODAY = "2026-11-22";

test.each([
  ["R6.4.1", "2024-04-01"],
  ["R06.04.01", "2024-04-01"],
  ["令和6年4月1日", "2024-04-01"],
  ["令和元年5月1日", "2019-05-01"],
  ["令和６年４月１日", "2024-04-01"],
  ["H31.4.30", "2019-04-30"],
  ["S64.1.7", "1989-01-07"],
  ["S39.10.10", "1964-10-10"],
  ["T15.12.24", "1926-12-24"],
  ["昭和元年12月25日", "1926-12-25"],
  ["2024/4/1", "2024-04-01"],
  ["2024-04-01", "2024-04-01"],
  ["2024.4.1", "2024-04-01"],
  ["20240401", "2024-04-01"],
  ["２０２４／４／１", "2024-04-01"],
  ["2024/04/01 00:00:00", "2024-04-01"],
  ["R6.4.1　", "2024-04-01"],
  ["Ｒ６．４．１", "2024-04-01"],
  ["㋿6年4月1日", "2024-04-01"],
  ["㍻31年4月30日", "2019-04-30"],
  ["昨日", "2026-11-21"],
  ["4/1", "2026-04-01"],
  ["４／１", "2026-04-01"],
])("%s is read as %s", (typed, iso) => {
  expect(readDate(typed, TODAY)).toEqual({ kind: "date", iso, eraChanged: false });
});

// 2026-11-22 is a Sunday.
test.each([
  ["来週火曜", "2026-11-24"],
  ["来週の火曜日", "2026-11-24"],
  ["今週金曜", "2026-11-20"],
  ["再来週月曜", "2026-11-30"],
  ["火曜", "2026-11-24"],
  ["次の日曜", "2026-11-29"],
  ["日曜日", "2026-11-29"],
  ["明後日", "2026-11-24"],
  ["３日後", "2026-11-25"],
  ["2週間後", "2026-12-06"],
  ["一週間後", "2026-11-29"],
  ["3か月後", "2027-02-22"],
  ["３ヶ月後", "2027-02-22"],
  ["半年後", "2027-05-22"],
  ["来月10日", "2026-12-10"],
  ["月末", "2026-11-30"],
  ["来月末", "2026-12-31"],
  ["next tue", "2026-11-24"],
  ["in 2 weeks", "2026-12-06"],
])("%s is counted from today: %s", (typed, iso) => {
  expect(readDate(typed, TODAY)).toEqual({ kind: "date", iso, eraChanged: false });
});

test("a day of the month that does not come is not read", () => {
  expect(readDate("今月31日", TODAY).kind).toBe("unreadable");
  expect(readDate("月", TODAY).kind).toBe("unreadable");
});

test("months are added to the last day that a month has", () => {
  expect(readDate("1か月後", "2026-01-31")).toEqual({ kind: "date", iso: "2026-02-28", eraChanged: false });
});

test("a day without a year is this year's, or the next one that comes", () => {
  expect(readDate("1/10", TODAY)).toEqual({ kind: "date", iso: "2026-01-10", eraChanged: false });
  expect(readDate("1/10", TODAY, "ahead")).toEqual({ kind: "date", iso: "2027-01-10", eraChanged: false });
  expect(readDate("12/1", TODAY, "ahead")).toEqual({ kind: "date", iso: "2026-12-01", eraChanged: false });
});

test("a day after the era had changed is read, and said", () => {
  expect(readDate("平成31年5月1日", TODAY)).toEqual({ kind: "date", iso: "2019-05-01", eraChanged: true });
  expect(readDate("昭和64年1月8日", TODAY)).toEqual({ kind: "date", iso: "1989-01-08", eraChanged: true });
});

test("a year of two digits without an era is asked, never guessed", () => {
  expect(readDate("6.4.1", TODAY)).toEqual({ kind: "ambiguous", choices: ["2024-04-01", "1994-04-01", "1931-04-01", "2006-04-01"] });
});

test("a day that the calendar lacks is refused", () => {
  expect(readDate("R6/2/30", TODAY)).toEqual({ kind: "no_such_day" });
});

test("signs for nothing are empty, other words are unreadable", () => {
  expect(readDate("―", TODAY).kind).toBe("empty");
  expect(readDate("－", TODAY).kind).toBe("empty");
  expect(readDate("令和6年4月", TODAY).kind).toBe("unreadable");
  expect(readDate("不明", TODAY).kind).toBe("unreadable");
});

test("a day is shown in both calendars", () => {
  expect(echoDate("2024-04-01")).toBe("2024年4月1日(月)・令和6年");
  expect(eraYear("2019-05-01")).toBe("令和元年");
  expect(showDate("2024-04-01", true)).toBe("令和6年4月1日");
  expect(shortDate("2024-04-01", true)).toBe("R6.4.1");
});

test.each([
  ["2027-02-18", "2027-02-19", "19日"],
  ["2027-02-27", "2027-03-01", "3月1日"],
  ["2026-12-30", "2027-01-02", "2027年1月2日"],
  // Another era in the same year is said in full.
  ["2019-04-30", "2019-05-01", "2019年5月1日"],
])("the last day after %s is said as %s: %s", (first, last, words) => {
  expect(showLast(first, last)).toBe(words);
});

afterEach(() => setLocale("ja"));

test("English has one form of a day, in sentences, tables, fields and moments, and reads it back", () => {
  setLocale("en");
  const day = "2026-09-07";
  for (const words of [showDate(day), showDate(day, true), shortDate(day), shortDate(day, true)]) expect(words).toBe("7 Sep 2026");
  expect(echoDate(day)).toBe("7 Sep 2026 (Mon)");
  expect(dayOfYear(day)).toBe("7 Sep");
  expect(showMoment("2026-09-07T12:05:00")).toBe("7 Sep 2026 12:05");
  expect(showHour("2026-09-07T12:05:00", true)).toBe("7 Sep 2026 12:05");
  for (const typed of ["7 Sep 2026", "7 September 2026", "Sept 7, 2026", "sep. 7 2026"]) {
    expect(readDate(typed, TODAY)).toEqual({ kind: "date", iso: day, eraChanged: false });
  }
  expect(readDate("31 Jun 2026", TODAY).kind).toBe("no_such_day");
  expect(readDate("7 Foo 2026", TODAY).kind).toBe("unreadable");
});

test("a moment in Japanese has the day as tables write it, or in words where days stand in words", () => {
  expect(showMoment("2026-09-07T09:05:00")).toBe("2026/09/07 09:05");
  expect(showHour("2026-09-07T09:05:00")).toBe("2026年9月7日 09:05");
  expect(showHour("2026-09-07T09:05:00", true)).toBe("令和8年9月7日 09:05");
  expect(showHour(null)).toBe("");
});
