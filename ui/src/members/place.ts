// The place in the roster as the address says it: what is looked for, how it is sorted, and who is open.
import type { MemberFilter, SortBy, StateFilter } from "../ipc/api";

export const STATES = ["in_force", "applied", "ended", "all"] as const satisfies readonly StateFilter[];
export const SORTS = ["kana", "member_no", "joined_on", "unit"] as const satisfies readonly SortBy[];

export interface RosterPlace {
  find?: string;
  state?: StateFilter;
  /** A unit and all below it, or `none`: without a unit. */
  unit?: string;
  employer?: string;
  as_of?: string;
  sort?: SortBy;
  descending?: boolean;
  /** The person who is open beside the list, or `new`. */
  person?: string;
}

function text(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function readRosterPlace(raw: Record<string, unknown>): RosterPlace {
  return {
    find: text(raw["find"]),
    state: STATES.find((state) => state === raw["state"]),
    unit: text(raw["unit"]),
    employer: text(raw["employer"]),
    as_of: text(raw["as_of"]),
    sort: SORTS.find((sort) => sort === raw["sort"]),
    descending: raw["descending"] === true ? true : undefined,
    person: text(raw["person"]),
  };
}

/** The place that a kept list stands for. */
export function placeOf(filter: MemberFilter): RosterPlace {
  return {
    find: filter.find ?? undefined,
    state: filter.state ?? undefined,
    unit: filter.no_unit ? "none" : (filter.unit_id ?? undefined),
    employer: filter.employer_org_id ?? undefined,
    as_of: filter.as_of ?? undefined,
    sort: filter.sort ?? undefined,
    descending: filter.descending || undefined,
  };
}

/** The question to the core. */
export function filterOf(place: RosterPlace): MemberFilter {
  return {
    find: place.find,
    state: place.state,
    unit_id: place.unit === "none" ? undefined : place.unit,
    no_unit: place.unit === "none" ? true : undefined,
    employer_org_id: place.employer,
    as_of: place.as_of,
    sort: place.sort,
    descending: place.descending,
  };
}

/** The parts of the page of personal data; the first is what opens. */
export const PRIVACY_PARTS = ["requests", "given", "joint_use", "retention"] as const;
export type PrivacyPart = (typeof PRIVACY_PARTS)[number];

/** The place in the list of findings: which kind, and whose card is open at what. */
export interface FindingsPlace {
  kind?: string;
  /** Those left as they are. */
  kept?: boolean;
  person?: string;
  /** The finding at which the card is open. */
  at?: string;
}

export function readFindingsPlace(raw: Record<string, unknown>): FindingsPlace {
  return { kind: text(raw["kind"]), kept: raw["kept"] === true ? true : undefined, person: text(raw["person"]), at: text(raw["at"]) };
}
