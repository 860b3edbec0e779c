// What own reports are made of, and how a schedule is said in words.
import type { Cadence, OwnAsOf, OwnChart, OwnDimension, OwnReportFields, OwnSpan, SaveSchedule } from "../ipc/api";
import { enumWords, t, wireWords } from "../labels/t";
import { showDate } from "../parts/dates";

/** When and how a report is made by itself. */
export type ScheduleFields = Omit<SaveSchedule, "id" | "version">;

export const DIMENSIONS: OwnDimension[] = [
  "branch",
  "sub_branch",
  "workplace",
  "category",
  "employment_type",
  "employer",
  "gender",
  "age",
  "years",
  "standing",
  "joined_month",
  "left_month",
];
export const CHARTS: OwnChart[] = ["column", "bar", "stacked_column", "line"];
export const DAYS: OwnAsOf[] = ["made", "month_end", "fiscal_end", "fixed"];
export const SPANS: OwnSpan[] = ["month", "fiscal_year", "twelve_months"];
export const CADENCES: Cadence[] = ["monthly", "weekly", "yearly"];

/** Columns of a list, by the names of the roster. */
export const COLUMNS = [
  "member_no",
  "name",
  "kana",
  "former_name",
  "gender",
  "birth_on",
  "branch",
  "sub_branch",
  "workplace",
  "category",
  "status",
  "union_post",
  "fulltime_kind",
  "joined_on",
  "left_on",
  "end_reason",
  "employer",
  "worksite",
  "employee_no",
  "department",
  "job_title",
  "employment_type",
  "hired_on",
  "dues_kind",
  "postal",
  "home_address",
  "phone",
  "mobile",
  "mail_private",
] as const;

export function columnWords(name: string): string {
  return wireWords(`column.${name}`) ?? name;
}

/** What whoever may only see counts can make: as the core rules (O-02). */
const ALONE: readonly string[] = [
  "branch",
  "gender",
  "age",
  "category",
  "employment_type",
  "branch,gender",
  "age,gender",
  "employment_type,category",
  "gender,branch",
  "category,employment_type",
];

export function standsAlone(groups: readonly OwnDimension[]): boolean {
  return ALONE.includes(groups.join(","));
}

/** A report to begin with. */
export function newReport(list: string | undefined, details: boolean): OwnReportFields {
  return { name: "", kind: "count", groups: ["branch"], protect: !details, as_of: "made", list };
}

/** When it is made: every month on the 1st … */
export function whenWords(fields: ScheduleFields): string {
  const day = fields.day === 0 ? t("reports.due.last_day") : t("reports.due.day_n", { day: String(fields.day ?? 1) });
  switch (fields.cadence) {
    case "weekly":
      return t("reports.due.weekly", { weekday: weekdayWords(fields.weekday ?? 1) });
    case "yearly":
      return t("reports.due.yearly", { month: monthWords(fields.month ?? 1), day });
    default:
      return t("reports.due.monthly", { day });
  }
}

export function weekdayWords(weekday: number): string {
  return wireWords(`reports.due.weekday.${weekday}`) ?? String(weekday);
}

export function monthWords(month: number): string {
  return wireWords(`reports.due.month.${month}`) ?? String(month);
}

export function dayOfMonthWords(day: number): string {
  return day === 0 ? t("reports.due.last_day") : t("reports.due.day_n", { day: String(day) });
}

/** The day a report is true for, in words. */
export function asOfWords(asOf: OwnAsOf | undefined, on: string | null | undefined, era: boolean): string {
  return asOf === "fixed" && on ? showDate(on, era) : enumWords("own_as_of", asOf ?? "made");
}

/** Why a schedule failed. */
export function failureWords(code: string, name: string): string {
  return wireWords(`error.${code}`, { name }) ?? wireWords(`problem.${code}`, { name }) ?? code;
}
