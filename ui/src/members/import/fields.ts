// Our columns of the roster, by their names on the wire; their words are the headers of the workbook.
import type { Decision } from "../../ipc/api";
import { t, wireWords } from "../../labels/t";

export const ROSTER_COLUMNS = [
  "member_no",
  "employee_no",
  "name",
  "family_name",
  "given_name",
  "kana",
  "family_kana",
  "given_kana",
  "display_name",
  "former_name",
  "gender",
  "birth_on",
  "employer",
  "worksite",
  "department",
  "job_title",
  "employment_type",
  "grade",
  "hired_on",
  "joined_on",
  "left_on",
  "end_reason",
  "category",
  "branch",
  "sub_branch",
  "workplace",
  "union_post",
  "fulltime_kind",
  "status",
  "dues_kind",
  "checkoff_status",
  "postal",
  "home_address",
  "home_address_rest",
  "phone",
  "mobile",
  "mail_private",
  "emergency",
  "federation_share",
  "remarks",
] as const;

export function columnWords(column: string): string {
  return wireWords(`column.${column}`) ?? wireWords(`members.column.${column}`) ?? column;
}

/** Two decisions about the same value or row; what the core answers says nothing where the window leaves it out. */
export function isAbout(one: Decision, other: Decision): boolean {
  const keys = ["column", "raw", "sheet", "row"] as const;
  return keys.every((key) => (one[key] ?? null) === (other[key] ?? null));
}

/** Columns whose values are the names of units: they are decided by choosing one. */
export const UNIT_COLUMNS: ReadonlySet<string> = new Set(["branch", "sub_branch", "workplace"]);

/** Doubts about who a row is: each is answered in its pile, and no value mends it. */
export const WHO = [
  "possible_duplicate",
  "number_of_another",
  "employee_no_differs",
  "employee_no_taken",
  "member_no_differs",
  "membership_ended",
  "was_erased",
];

/** How a transform reads: 「先頭の0を補う: 6桁」. */
export function transformWords(transform: string): string {
  const [code = "", width] = transform.split(":");
  if (code === "pad") return width ? t("members.transform.pad_to", { n: Number(width) }) : t("members.transform.pad");
  const words = wireWords(`members.transform.${code}`) ?? code;
  return width ? t("members.transform.with_width", { words, width: Number(width) }) : words;
}

/** The width to which zeros could be put back, where the core proposes it. */
export function proposedWidth(transforms: readonly string[]): number | undefined {
  const proposed = transforms.find((each) => each.startsWith("propose_pad:"));
  return proposed ? Number(proposed.split(":")[1]) : undefined;
}

/** What the officer asked for in a column; the mapping writes it as `pad:6,overwrite`. */
export interface AskedTransform {
  shape: "none" | "pad" | "split_name";
  width: number;
  overwrite: boolean;
  fillDown: boolean;
}

export function readTransform(text: string | undefined): AskedTransform {
  const parts = (text ?? "").split(/[,; ]/).filter(Boolean);
  const pad = parts.find((part) => part.startsWith("pad:"));
  return {
    shape: pad ? "pad" : parts.includes("split_name") ? "split_name" : "none",
    width: pad ? Number(pad.slice(4)) : 6,
    overwrite: parts.includes("overwrite"),
    fillDown: parts.includes("fill_down"),
  };
}

export function writeTransform(asked: AskedTransform): string | undefined {
  const parts = [
    asked.shape === "pad" && `pad:${asked.width}`,
    asked.shape === "split_name" && "split_name",
    asked.overwrite && "overwrite",
    asked.fillDown && "fill_down",
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(",") : undefined;
}
