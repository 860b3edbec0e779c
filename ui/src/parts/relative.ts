// Days as people say them on the telephone: 来週火曜, 3日後, 来月末. A week begins on Monday; a weekday alone is the next one.

const DAYS: Record<string, number> = {
  今日: 0,
  本日: 0,
  きょう: 0,
  today: 0,
  昨日: -1,
  きのう: -1,
  yesterday: -1,
  一昨日: -2,
  おととい: -2,
  明日: 1,
  あした: 1,
  あす: 1,
  tomorrow: 1,
  明後日: 2,
  あさって: 2,
};

const WEEKS: Record<string, number> = { 先週: -1, 今週: 0, 来週: 1, 再来週: 2 };
const WEEKDAYS = "月火水木金土日";
const WEEKDAYS_EN = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const NUMBERS = "〇一二三四五六七八九十";

/** Adds days to an ISO date. */
export function addDays(iso: string, days: number): string {
  const date = new Date(`${iso}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Adds months; a day that the month does not have becomes its last. */
export function addMonths(iso: string, months: number): string {
  const [year, month, day] = iso.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0));
  last.setUTCDate(Math.min(day, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

function lastOfMonth(iso: string, months: number): string {
  const first = addMonths(`${iso.slice(0, 8)}01`, months + 1);
  return addDays(first, -1);
}

/** 0 is Monday. */
function weekdayOf(iso: string): number {
  return (new Date(`${iso}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function inWeek(today: string, weeks: number, weekday: number): string {
  return addDays(today, weeks * 7 + weekday - weekdayOf(today));
}

function next(today: string, weekday: number): string {
  return addDays(today, (weekday - weekdayOf(today) + 6) % 7 + 1);
}

function count(text: string): number {
  const kanji = NUMBERS.indexOf(text);
  return kanji >= 0 ? kanji : Number(text);
}

/** The day that words mean which count from today, or undefined for all other words. `text` has half-width digits. */
export function relativeDay(text: string, today: string): string | undefined {
  const shift = DAYS[text.toLowerCase()];
  if (shift !== undefined) return addDays(today, shift);

  const week = /^(先週|今週|来週|再来週|次|今度)?の?\s*([月火水木金土日])(?:曜日?)?$/.exec(text);
  // 月 and 日 alone are no weekdays.
  if (week && (week[1] || text.includes("曜"))) {
    const weekday = WEEKDAYS.indexOf(week[2] ?? "");
    const weeks = WEEKS[week[1] ?? ""];
    return weeks === undefined ? next(today, weekday) : inWeek(today, weeks, weekday);
  }
  const english = /^(next |this )?(mon|tue|wed|thu|fri|sat|sun)[a-z]*$/i.exec(text);
  if (english) return next(today, WEEKDAYS_EN.indexOf((english[2] ?? "").toLowerCase()));

  const later = /^(?:in )?(\d{1,3}|[一二三四五六七八九十])\s*(日|週間?|[かヶカケヵ箇]月|days?|weeks?|months?)(後|あと)?$/i.exec(text);
  if (later && (later[3] || /[a-z]/i.test(text))) {
    const n = count(later[1] ?? "0");
    const unit = later[2] ?? "";
    if (/^(週|week)/i.test(unit)) return addDays(today, 7 * n);
    return /^(日|day)/i.test(unit) ? addDays(today, n) : addMonths(today, n);
  }
  if (text === "半年後") return addMonths(today, 6);
  if (/^(今月|月)末$/.test(text)) return lastOfMonth(today, 0);
  if (text === "来月末") return lastOfMonth(today, 1);

  const inMonth = /^(今月|来月|再来月)の?\s*(\d{1,2})日$/.exec(text);
  if (inMonth) {
    const months = { 今月: 0, 来月: 1, 再来月: 2 }[inMonth[1] ?? ""] ?? 0;
    const day = Number(inMonth[2]);
    const last = Number(lastOfMonth(today, months).slice(8));
    return day >= 1 && day <= last ? addDays(addMonths(`${today.slice(0, 8)}01`, months), day - 1) : undefined;
  }
  return undefined;
}
