// The columns of the roster: the same names as in the workbook.
import type { MemberRow } from "../ipc/api";
import { currentLocale, enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import type { GridColumn } from "../parts/DataGrid";
import { shortDate } from "../parts/dates";
import { kanaOf, nameOf, shown } from "./names";
import { statusTone } from "./words";

type Column = GridColumn<MemberRow>;

function plain(id: string, header: string, width: number, text: (row: MemberRow) => string | null, more: Partial<Column> = {}): Column {
  return { id, header, width, cell: (row) => shown(text(row) ?? ""), text: (row) => text(row) ?? "", ...more };
}

function conditionsOf(row: MemberRow): string {
  return row.conditions.map((kind) => enumWords("condition_kind", kind)).join(t("ui.between"));
}

/** The levels that are columns of the roster. */
const LEVELS: ReadonlySet<string> = new Set(["branch", "sub_branch", "workplace"]);

/** The columns; a level that the union has no unit of would be an empty one. */
export function memberColumns(era: boolean, levels?: ReadonlySet<string>): Column[] {
  const all: Column[] = [
    plain("member_no", t("members.column.member_no"), 8, (row) => row.member_no, { pinned: true, sort: "member_no" }),
    {
      id: "name",
      header: t("members.column.name"),
      width: 11,
      pinned: true,
      text: nameOf,
      cell: (row) => <span className="ky-name ky-private">{nameOf(row)}</span>,
    },
    {
      ...plain("kana", t("members.column.kana"), 9.5, kanaOf, { sort: "kana" }),
      cell: (row) => <span className="ky-private">{kanaOf(row)}</span>,
    },
    plain("branch", enumWords("unit_kind", "branch"), 7.5, (row) => row.branch, { sort: "unit" }),
    plain("sub_branch", enumWords("unit_kind", "sub_branch"), 7, (row) => row.sub_branch),
    plain("workplace", enumWords("unit_kind", "workplace"), 7, (row) => row.workplace),
    {
      id: "status",
      header: t("members.column.status"),
      width: 7,
      text: (row) => enumWords("status", row.status),
      cell: (row) => <Badge tone={statusTone(row.status)}>{enumWords("status", row.status)}</Badge>,
    },
    {
      id: "conditions",
      header: t("members.column.conditions"),
      width: 8,
      text: conditionsOf,
      cell: (row) => conditionsOf(row) && <Badge tone="notice">{conditionsOf(row)}</Badge>,
    },
    plain("category", t("members.column.category"), currentLocale() === "en" ? 9.5 : 6.5, (row) => enumWords("category", row.category)),
    plain("union_post", t("members.column.union_post"), 10, (row) => row.union_post),
    plain("fulltime_kind", t("members.column.fulltime_kind"), 8, (row) => enumWords("fulltime_kind", row.fulltime_kind), { extra: true }),
    plain("joined_on", t("members.column.joined_on"), 8, (row) => shortDate(row.joined_on, era), { sort: "joined_on" }),
    plain("left_on", t("members.column.left_on"), 8, (row) => shortDate(row.left_on, era), { extra: true }),
    plain("employer", t("members.column.employer"), 14, (row) => row.employer),
    plain("employee_no", t("members.column.employee_no"), 8, (row) => row.employee_no),
    plain("department", t("members.column.department"), 12, (row) => row.department, { extra: true }),
    plain("employment_type", t("members.column.employment_type"), 8, (row) => enumWords("employment_type", row.employment_type), { extra: true }),
    plain("birth_on", t("members.column.birth_on"), 8, (row) => shortDate(row.birth_on, era), { extra: true }),
  ];
  return all.filter((column) => !levels || !LEVELS.has(column.id) || levels.has(column.id));
}
