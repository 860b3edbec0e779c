// Verbs that the core is about to answer; each moves to the generated api.ts when it does.
import type { Locale, MemberFilter, Nothing } from "./api";

export type Severity = "error" | "warning";
export type ColumnMapping = { from: string, to: string | null, transform?: string };
export type Decision = { column?: string, raw?: string, value?: string, sheet?: string, row?: number, person_id?: string };
export type Mapping = { sheet?: string, header_row?: number, columns: Array<ColumnMapping>, defaults: { [key in string]: string }, decisions: Array<Decision> };
export type RosterFile = { file: string, sheets?: Array<string>, mapping?: Mapping, employer?: string, create_units?: boolean, as_of?: string, password?: string, file_hash?: string };
export type ColumnGuess = { from: string, to: string | null, confidence: string, transforms: Array<string>, samples: Array<string> };
export type Problem = { sheet: string, row: number, column: string, code: string, severity: Severity, raw: string };
export type ProblemGroup = { column: string, code: string, severity: Severity, raw: string | null, n: number };
export type FieldChange = { column: string, before: string, after: string };
export type RowPreview = { sheet: string, row: number, outcome: string, name: string, member_no: string, changes: Array<FieldChange> };
export type SheetChoice = { name: string, taken: boolean, rows: number };
export type RosterPreview = { file_name: string, file_hash: string, encoding: string, sheets: Array<SheetChoice>, columns: Array<ColumnGuess>, mapping: Mapping, read: number, created: number, updated: number, unchanged: number, rejected: number, skipped: number, missing_units: Array<string>, groups: Array<ProblemGroup>, problems: Array<Problem>, rows: Array<RowPreview> };
export type Imported = { batch: string, read: number, created: number, updated: number, unchanged: number, rejected: number, problems: Array<Problem> };
export type BatchRow = { id: string, at: string, file_name: string, as_of: string, read: number, created: number, updated: number, unchanged: number, rejected: number };
export type Written = { name: string, rows: number, file_hash: string, protected: boolean };
export type TextEncoding = "utf8" | "cp932";
export type ExportRoster = { file: string, filter?: MemberFilter, encoding?: TextEncoding, replace?: boolean, password?: string, purpose: string, recipient?: string };
export type Kind = "text" | "id" | "number" | "difference" | "rate" | "points" | "date" | "code";
export type Cell = { kind: "empty" } | { kind: "text", value: string } | { kind: "id", value: string } | { kind: "number", value: number } | { kind: "difference", value: number } | { kind: "rate", value: number } | { kind: "points", value: number } | { kind: "date", value: string } | { kind: "code", value: string } | { kind: "hidden" };
export type CodeLabel = { code: string, label: string };
export type Head = { label: string, kind: Kind, width: number, codes: Array<CodeLabel> };
export type RowKind = "body" | "subtotal" | "total";
export type Row = { kind: RowKind, level: number, cells: Array<Cell> };
export type Table = { heads: Array<Head>, rows: Array<Row> };
export type ChartKind = "line" | "stacked_column" | "column" | "bar" | "pyramid";
export type Series = { column: number, right_axis: boolean };
export type Chart = { kind: ChartKind, table: number, title: string, alt: string, categories: number, series: Array<Series>, unit: string, height: number };
export type Block = { block: "cover", title: string, lines: Array<string> } | { block: "heading", text: string } | { block: "text", paragraphs: Array<string> } | { block: "table" } & Table | { block: "chart" } & Chart;
export type Frame = { union_name: string, title: string, code: string, class: string, made_on: string, made_at: string, era: boolean, english: boolean, font: string };
export type ReportPage = { name: string, title: string, scope: string, landscape: boolean, blocks: Array<Block>, notes: Array<string> };
export type Report = "meeting-pack" | "R01" | "R02";
export type ReportRow = { report: Report, label: string, sensitivity: string, asks_purpose: boolean, allowed: boolean };
export type ReportAsk = { report: Report, as_of?: string, from?: string, locale?: Locale, unit?: string, contacts?: boolean };
export type Preview = { frame: Frame, pages: Array<ReportPage> };
export type ReportWritten = { name: string, rows: number, bytes: number, sha256: string };

export type Coming = {
  members: {
    preview_roster: [RosterFile, RosterPreview];
    import_roster: [RosterFile, Imported];
    batches: [Nothing, Array<BatchRow>];
    rejected_rows: [{ batch: string, file: string }, Written];
    export_roster: [ExportRoster, Written];
  };
  reports: {
    list: [Nothing, Array<ReportRow>];
    preview: [ReportAsk, Preview];
    write: [ReportAsk & { file: string, purpose?: string, recipient?: string, password?: string }, ReportWritten];
  };
};
