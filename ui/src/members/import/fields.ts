// Our columns of the roster, by their names on the wire; their words are the headers of the workbook.
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
  "phone",
  "mobile",
  "mail_private",
  "emergency",
  "federation_share",
  "remarks",
] as const;

export function columnWords(column: string): string {
  return wireWords(`column.${column}`) ?? column;
}

/** Columns whose values are the names of units: they are decided by choosing one. */
export const UNIT_COLUMNS: ReadonlySet<string> = new Set(["branch", "sub_branch", "workplace"]);

/** How a transform reads: 「先頭の0を補う: 6桁」. */
export function transformWords(transform: string): string {
  const [code = "", width] = transform.split(":");
  if (code === "pad") return width ? t("members.transform.pad_to", { n: Number(width) }) : t("members.transform.pad");
  return wireWords(`members.transform.${code}`) ?? code;
}
