// Dates as officers type and read them: 和暦 and 西暦, full width and half width. The core reads dates by the same
// rules when a workbook comes in; here they give the answer while the officer is still typing.
import { currentLocale } from "../labels/t";
import { addDays, relativeDay } from "./relative";

export { addDays } from "./relative";

export type ReadDate =
  | { kind: "empty" }
  | { kind: "date"; iso: string; /** The era had already changed on that day. */ eraChanged: boolean }
  | { kind: "ambiguous"; choices: string[] }
  | { kind: "no_such_day" }
  | { kind: "unreadable" };

interface Era {
  letters: string;
  kanji: string;
  square: string;
  /** First day of the era. */
  from: string;
  /** The year before year 1. */
  base: number;
}

const ERAS: Era[] = [
  { letters: "R", kanji: "令和", square: "㋿", from: "2019-05-01", base: 2018 },
  { letters: "H", kanji: "平成", square: "㍻", from: "1989-01-08", base: 1988 },
  { letters: "S", kanji: "昭和", square: "㍼", from: "1926-12-25", base: 1925 },
  { letters: "T", kanji: "大正", square: "㍽", from: "1912-07-30", base: 1911 },
  { letters: "M", kanji: "明治", square: "㍾", from: "1868-01-25", base: 1867 },
];

/** English months by their first three letters, as they are shown and as the core reads them. */
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const two = (value: number) => String(value).padStart(2, "0");

/** The day as ISO text, or undefined where the calendar has no such day. */
function isoOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}` : undefined;
}

function found(iso: string | undefined, eraChanged = false): ReadDate {
  return iso ? { kind: "date", iso, eraChanged } : { kind: "no_such_day" };
}

function eraAt(iso: string): Era | undefined {
  return ERAS.find((era) => iso >= era.from);
}

/** Full-width digits, letters and signs become half-width; the square era names become their two characters. */
function plain(text: string): string {
  let out = text.trim();
  for (const era of ERAS) out = out.replaceAll(era.square, era.kanji);
  return out
    .replace(/[０-９Ａ-Ｚａ-ｚ．／－]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(/[\s　]+/g, " ")
    .replace(/ 0{1,2}:00(:00)?$/, "")
    .trim();
}

/** Where a day without a year lies: in this year, or ahead of today. */
export type Lies = "this_year" | "ahead";

/** Reads a day that an officer typed. `today` is an ISO date. */
export function readDate(typed: string, today: string, lies: Lies = "this_year"): ReadDate {
  const text = plain(typed);
  if (text === "" || /^[―－ー—-]+$/.test(text)) return { kind: "empty" };
  const relative = relativeDay(text, today);
  if (relative) return found(relative);

  const era = /^(令和|平成|昭和|大正|明治|[RHSTM])\s*(元|\d{1,2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?$/i.exec(text);
  if (era) {
    const [, name = "", yearText = "", month = "", day = ""] = era;
    const known = ERAS.find((each) => each.kanji === name || each.letters === name.toUpperCase());
    if (!known) return { kind: "unreadable" };
    const iso = isoOf(known.base + (yearText === "元" ? 1 : Number(yearText)), Number(month), Number(day));
    return found(iso, iso !== undefined && eraAt(iso) !== known);
  }

  const long = /^(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?$/.exec(text);
  if (long) return found(isoOf(Number(long[1]), Number(long[2]), Number(long[3])));

  const named = /^(?:(\d{1,2}) ([a-z]{3,9})|([a-z]{3,9})\.? (\d{1,2})),? (\d{4})$/i.exec(text);
  if (named) {
    const [, before, after, first, second, year] = named;
    const letters = (after ?? first ?? "").slice(0, 3).toLowerCase();
    const month = MONTHS.findIndex((each) => each.toLowerCase() === letters);
    return month < 0 ? { kind: "unreadable" } : found(isoOf(Number(year), month + 1, Number(before ?? second)));
  }

  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (packed) return found(isoOf(Number(packed[1]), Number(packed[2]), Number(packed[3])));

  const short = /^(\d{1,2})[./-](\d{1,2})[./-](\d{1,2})$/.exec(text);
  if (short) {
    const [year, month, day] = [Number(short[1]), Number(short[2]), Number(short[3])];
    const choices = [ERAS[0], ERAS[1], ERAS[2]]
      .map((each) => ({ era: each, iso: each && isoOf(each.base + year, month, day) }))
      .filter(({ era: each, iso }) => iso !== undefined && iso <= addDays(today, 366) && eraAt(iso) === each)
      .map(({ iso }) => iso as string);
    const western = isoOf(2000 + year, month, day);
    if (western && !choices.includes(western) && western <= addDays(today, 366)) choices.push(western);
    return choices.length ? { kind: "ambiguous", choices: choices.slice(0, 4) } : { kind: "no_such_day" };
  }

  const noYear = /^(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?$/.exec(text);
  if (noYear) {
    const year = Number(today.slice(0, 4));
    const iso = isoOf(year, Number(noYear[1]), Number(noYear[2]));
    if (lies === "this_year" || (iso !== undefined && iso >= today)) return found(iso);
    return found(isoOf(year + 1, Number(noYear[1]), Number(noYear[2])));
  }
  return { kind: "unreadable" };
}

const WEEKDAYS = ["日", "月", "火", "水", "木", "金", "土"];
const ENGLISH_WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** 令和6年, with 元年 for the first. */
export function eraYear(iso: string): string {
  const era = eraAt(iso);
  if (!era) return `${iso.slice(0, 4)}年`;
  const year = Number(iso.slice(0, 4)) - era.base;
  return `${era.kanji}${year === 1 ? "元" : year}年`;
}

/** A day in words: 2024年4月1日, or 令和6年4月1日 where the union writes eras. English writes 1 Apr 2024. */
export function showDate(iso: string | null | undefined, era = false): string {
  if (!iso) return "";
  const [year = "", month = "", day = ""] = iso.slice(0, 10).split("-");
  if (currentLocale() === "en") return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
  return `${era ? eraYear(iso) : `${year}年`}${Number(month)}月${Number(day)}日`;
}

/** The last of some days, after the first: in Japanese year and month are not said twice. */
export function showLast(first: string, last: string, era = false): string {
  if (currentLocale() === "en" || first.slice(0, 4) !== last.slice(0, 4) || eraYear(first) !== eraYear(last)) return showDate(last, era);
  const [, month = "", day = ""] = last.slice(0, 10).split("-");
  return first.slice(0, 7) === last.slice(0, 7) ? `${Number(day)}日` : `${Number(month)}月${Number(day)}日`;
}

/** A month in words: 2024年4月, or 令和6年4月. English writes Apr 2024. */
export function showMonth(month: string, era = false): string {
  const [year = "", number = ""] = month.split("-");
  if (currentLocale() === "en") return `${MONTHS[Number(number) - 1] ?? number} ${year}`;
  return `${era ? eraYear(`${month}-01`) : `${year}年`}${Number(number)}月`;
}

let union = { era: false };

/** How the union writes days in sentences; screens that know it say it themselves. */
export function setEra(era: boolean): void {
  union = { era };
}

/** A day in a sentence, as the union writes it. */
export function dayWords(iso: string): string {
  return showDate(iso, union.era);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Days among the parameters of a sentence, as the union writes them. */
export function withDays(about: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(about).map(([name, value]) => [name, typeof value === "string" && DAY.test(value) ? dayWords(value) : value]),
  );
}

/** A day as it is typed: in a field, in the columns of the roster, and before an hour: 2024/04/01, or R6.4.1. Everywhere else
 * days are written as in a sentence. English has the one form. */
export function shortDate(iso: string | null | undefined, era = false): string {
  if (!iso) return "";
  if (currentLocale() === "en") return showDate(iso);
  const [year = "", month = "", day = ""] = iso.slice(0, 10).split("-");
  const known = eraAt(iso);
  if (era && known) {
    return `${known.letters}${Number(year) - known.base}.${Number(month)}.${Number(day)}`;
  }
  return `${year}/${month}/${day}`;
}

/** A day whose year is known: 4/1. English writes 1 Apr. */
export function dayOfYear(iso: string): string {
  const [, month = "", day = ""] = iso.slice(0, 10).split("-");
  return currentLocale() === "en" ? `${Number(day)} ${MONTHS[Number(month) - 1] ?? month}` : `${Number(month)}/${Number(day)}`;
}

/** The echo under a date field: both calendars and the day of the week. */
export function echoDate(iso: string): string {
  const weekday = new Date(`${iso}T00:00:00Z`).getUTCDay();
  if (currentLocale() === "en") return `${showDate(iso)} (${ENGLISH_WEEKDAYS[weekday] ?? ""})`;
  return `${showDate(iso)}(${WEEKDAYS[weekday] ?? ""})・${eraYear(iso)}`;
}

/** One of several days that a text may mean: both calendars in one, and short. */
export function choiceDate(iso: string): string {
  if (currentLocale() === "en") return showDate(iso);
  return `${eraYear(iso).replace(/年$/, `年(${iso.slice(0, 4)})`)}${Number(iso.slice(5, 7))}月${Number(iso.slice(8, 10))}日`;
}

/** The day of a moment at this desk, as an ISO date. */
function dayOf(moment: Date): string {
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

function atHour(at: string | null | undefined, day: (iso: string) => string): string {
  if (!at) return "";
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  return `${day(dayOf(date))} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** A moment in the time of this desk: its day as tables write it, and the hour. */
export function showMoment(at: string | null | undefined): string {
  return atHour(at, shortDate);
}

/** A moment in the time of this desk, where days stand in words: 2024年4月1日 10:00. */
export function showHour(at: string | null | undefined, era = false): string {
  return atHour(at, (day) => showDate(day, era));
}

/** Today at this desk, as an ISO date. */
export function todayHere(): string {
  return dayOf(new Date());
}
