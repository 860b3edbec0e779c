// Generated from core/src/api.rs. Do not edit.
export type DeskState = "closed" | "locked" | "open";
export type DeskStatus = {
  state: DeskState;
  union_name: string | null;
  file_name: string | null;
  officer: { login: string; display: string } | null;
  sample: boolean;
};
export type Op = { id: string; code: string; about: Record<string, string | number>; at: string; by: string };
export type Api = {
  desk: {
    status: [null, DeskStatus];
    undo: [{ op: string | null }, Op];
    redo: [{ op: string | null }, Op];
    lock: [null, null];
    cancel: [{ job: string }, null];
  };
};
