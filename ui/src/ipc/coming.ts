// Verbs that the core is about to answer; each moves to the generated api.ts when it does.
import type { MemberFilter } from "./api";

export type Written = { name: string, rows: number, file_hash: string, protected: boolean };
export type TextEncoding = "utf8" | "cp932";
export type ExportRoster = { file: string, filter?: MemberFilter, encoding?: TextEncoding, replace?: boolean, password?: string, purpose: string, recipient?: string };

export type Coming = {
  members: {
    rejected_rows: [{ batch: string, file: string }, Written];
    export_roster: [ExportRoster, Written];
  };
};
