// The pages of a plan as the editor lists them: those of the plan in their order, then those that it leaves out.
import type { PackKind, PackPage, PackText, PlanPage } from "../ipc/api";

export interface PlanRow {
  /** Tells rows apart while they move; pages of own words have one code. */
  key: string;
  page: PlanPage;
  ticked: boolean;
}

/** Pages that stand where they stand: they carry words, and are never moved or left out. */
export const FIXED: ReadonlySet<PackPage> = new Set<PackPage>(["cover", "notes", "workplace_members", "workplace_union"]);

/** The rows of a plan; `usual` are all pages of its kind in the usual order. */
export function rowsOf(pages: PlanPage[], usual: PlanPage[], kind: PackKind): PlanRow[] {
  const row = (page: PlanPage, ticked: boolean, at: number): PlanRow => ({ key: page.code === "own" ? `own-${at}` : page.code, page, ticked });
  const said = (code: PackPage): PlanPage => pages.find((page) => page.code === code) ?? { code };
  if (kind === "workplace") return usual.map((page, at) => row(said(page.code), true, at));
  const named = pages.filter((page) => !FIXED.has(page.code));
  // A plan that names no page takes all of them.
  const own = named.length > 0 ? named : usual;
  const left = usual.filter((page) => !own.some((other) => other.code === page.code));
  return [
    row(said("cover"), true, 0),
    ...own.map((page, at) => row(page, true, at)),
    ...left.map((page, at) => row(page, false, at)),
    row(said("notes"), true, 0),
  ];
}

/** Whether a row can go so far up (-1) or down (1): fixed pages stay at their ends. */
export function canMove(rows: PlanRow[], at: number, by: number): boolean {
  const [row, other] = [rows[at], rows[at + by]];
  return row !== undefined && other !== undefined && !FIXED.has(row.page.code) && !FIXED.has(other.page.code);
}

export function moved(rows: PlanRow[], at: number, by: number): PlanRow[] {
  if (!canMove(rows, at, by)) return rows;
  const next = [...rows];
  const [row] = next.splice(at, 1);
  if (row) next.splice(at + by, 0, row);
  return next;
}

/** A page of own words, before the notes. */
export function withOwn(rows: PlanRow[], key: string): PlanRow[] {
  const page: PlanPage = { code: "own", title: "", above: [{ heading: "", paragraphs: [""] }] };
  return [...rows.slice(0, -1), { key, page, ticked: true }, ...rows.slice(-1)];
}

function tells(boxes: PackText[] | undefined): boolean {
  return (boxes ?? []).some((box) => box.heading.trim() !== "" || box.paragraphs.some((each) => each.trim() !== ""));
}

/** What is kept: ticked pages in order; a fixed page only with words. */
export function pagesOf(rows: PlanRow[]): PlanPage[] {
  return rows.filter((row) => row.ticked && (!FIXED.has(row.page.code) || tells(row.page.above) || tells(row.page.below))).map((row) => row.page);
}

/** Words of a box as they are typed: one line a paragraph. */
export function linesOf(box: PackText): string {
  return box.paragraphs.join("\n");
}
