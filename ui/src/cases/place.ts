// Where in counselling the officer is: all of it stands in the address, and nothing of what is said in a case does.
import type { CaseDueWhen, CaseStatus, CaseStep, CaseTheme } from "../ipc/api";
import { DUE_FILTERS, STATUSES, STEPS, THEMES } from "./words";

export const TABS = ["day", "list", "supervised", "releases", "room"] as const;
export type CasesTab = (typeof TABS)[number];

export interface CasesPlace {
  tab?: CasesTab | undefined;
  /** The case that is open. */
  case?: string | undefined;
  /** What is written in it at once. */
  write?: "session" | "note" | undefined;
  /** `new`: somebody calls. */
  open?: "new" | undefined;
  /** The number of a case that is looked for. Names that are typed stand nowhere but in the page. */
  find?: string | undefined;
  /** A state, all of them, or those whose time of keeping is over. */
  status?: CaseStatus | "all" | "expired" | undefined;
  step?: CaseStep | undefined;
  theme?: CaseTheme | undefined;
  due?: CaseDueWhen | undefined;
}

type Raw = Record<string, unknown>;

function oneOf<T extends string>(value: unknown, known: readonly T[]): T | undefined {
  return known.includes(value as T) ? (value as T) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
}

/** A number of a case, and nothing else: what somebody types may be a name. */
function caseNo(value: unknown): string | undefined {
  return /^C-\d+$/.test(String(value)) ? text(value) : undefined;
}

export function readCasesPlace(raw: Raw): CasesPlace {
  return {
    tab: oneOf(raw["tab"], TABS),
    case: text(raw["case"]),
    write: oneOf(raw["write"], ["session", "note"] as const),
    open: oneOf(raw["open"], ["new"] as const),
    find: caseNo(raw["find"]),
    status: oneOf(raw["status"], [...STATUSES, "all", "expired"] as const),
    step: oneOf(raw["step"], STEPS),
    theme: oneOf(raw["theme"], THEMES),
    due: oneOf(raw["due"], DUE_FILTERS),
  };
}
