// Where in the trainings the officer is, and what is looked for: all of it stands in the address.
import type { PartnerDue, PartnerState, RunStatus } from "../ipc/api";
import { RUN_STATES } from "./words";

export const TABS = ["runs", "calendar", "courses", "demand"] as const;
export type TrainingTab = (typeof TABS)[number];

export interface TrainingPlace {
  tab?: TrainingTab | undefined;
  /** The entry in the panel, or `new`. */
  open?: string | undefined;
  find?: string | undefined;
  status?: RunStatus | undefined;
  /** The course of a new run. */
  course?: string | undefined;
  /** The month of the calendar, `2026-11`. */
  month?: string | undefined;
  /** Runs that are over and courses that left the catalogue, too. */
  all?: true | undefined;
}

export const RUN_PARTS = ["board", "partners", "attendance", "tables", "certificates", "costs", "evaluation", "plan"] as const;
export type RunPart = (typeof RUN_PARTS)[number];

export const PARTNER_STATES = ["not_invited", "waiting", "overdue", "came", "answered", "silent"] as const satisfies readonly PartnerState[];
export const PARTNER_DUES = ["results", "certificates", "bill", "bill_changed"] as const satisfies readonly PartnerDue[];
/** Partners by where they stand, or by what they are still to be given. */
export type PartnerLook = PartnerState | PartnerDue;

export interface RunPlace {
  run?: string | undefined;
  part?: RunPart | undefined;
  /** An application in the panel, or a form. */
  open?: string | undefined;
  find?: string | undefined;
  /** One organisation, or `own`. */
  org?: string | undefined;
  /** Which partners are shown. */
  look?: PartnerLook | undefined;
}

type Raw = Record<string, unknown>;

function oneOf<T extends string>(value: unknown, known: readonly T[]): T | undefined {
  return known.includes(value as T) ? (value as T) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export function readTrainingPlace(raw: Raw): TrainingPlace {
  const month = text(raw["month"]);
  return {
    tab: oneOf(raw["tab"], TABS),
    open: text(raw["open"]),
    find: text(raw["find"]),
    status: oneOf(raw["status"], RUN_STATES),
    course: text(raw["course"]),
    month: month && MONTH.test(month) ? month : undefined,
    all: raw["all"] === true || raw["all"] === "true" ? true : undefined,
  };
}

export function readRunPlace(raw: Raw): RunPlace {
  return {
    run: text(raw["run"]),
    part: oneOf(raw["part"], RUN_PARTS),
    open: text(raw["open"]),
    find: text(raw["find"]),
    org: text(raw["org"]),
    look: oneOf(raw["look"], [...PARTNER_STATES, ...PARTNER_DUES]),
  };
}
