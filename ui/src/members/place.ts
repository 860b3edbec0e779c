// The place in the roster as the address says it: what is looked for, how it is sorted, and who is open.
import type { Category, ConditionKind, Happened, MemberFilter, SortBy, StateFilter } from "../ipc/api";

export const STATES = ["in_force", "applied", "ended", "all"] as const satisfies readonly StateFilter[];
export const SORTS = ["kana", "member_no", "joined_on", "unit"] as const satisfies readonly SortBy[];

export const HAPPENED = ["joined", "left", "moved", "recategorized", "changed", "active"] as const satisfies readonly Happened[];
export const CONDITIONS = [
  "leave",
  "sick_leave",
  "childcare",
  "family_care",
  "secondment_out",
  "overseas",
  "fulltime_officer",
  "unpaid",
  "rights_suspended",
] as const satisfies readonly ConditionKind[];
/** Categories that count as members. */
export const MEMBERS: Category[] = ["regular", "associate", "special"];

export interface RosterPlace {
  find?: string;
  state?: StateFilter;
  /** A unit and all below it, or `none`: without a unit. */
  unit?: string;
  employer?: string;
  as_of?: string;
  /** What happened from the day `from` to the day `to`. */
  happened?: Happened;
  from?: string;
  to?: string;
  /** Those in this condition on the day. */
  condition?: ConditionKind;
  /** Only categories that count as members, as reports count. */
  only?: "members";
  sort?: SortBy;
  descending?: boolean;
  /** The order of those whom the first one leaves equal. */
  second?: SortBy;
  second_descending?: boolean;
  /** The person who is open beside the list, or `new`. */
  person?: string;
}

function text(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function readRosterPlace(raw: Record<string, unknown>): RosterPlace {
  const [from, to] = [text(raw["from"]), text(raw["to"])];
  // A period has both of its ends, or is none.
  const happened = from && to ? HAPPENED.find((what) => what === raw["happened"]) : undefined;
  return {
    find: text(raw["find"]),
    state: STATES.find((state) => state === raw["state"]),
    unit: text(raw["unit"]),
    employer: text(raw["employer"]),
    as_of: text(raw["as_of"]),
    happened,
    from: happened && from,
    to: happened && to,
    condition: CONDITIONS.find((kind) => kind === raw["condition"]),
    only: raw["only"] === "members" ? "members" : undefined,
    sort: SORTS.find((sort) => sort === raw["sort"]),
    descending: raw["descending"] === true ? true : undefined,
    second: SORTS.find((sort) => sort === raw["second"]),
    second_descending: raw["second_descending"] === true ? true : undefined,
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
    happened: filter.period?.what,
    from: filter.period?.from,
    to: filter.period?.to,
    condition: filter.conditions?.[0],
    only: filter.categories?.length ? "members" : undefined,
    sort: filter.sort ?? undefined,
    descending: filter.descending || undefined,
    second: filter.second ?? undefined,
    second_descending: filter.second_descending || undefined,
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
    period: place.happened && place.from && place.to ? { what: place.happened, from: place.from, to: place.to } : undefined,
    conditions: place.condition && [place.condition],
    categories: place.only && MEMBERS,
    sort: place.sort,
    descending: place.descending,
    second: place.second,
    second_descending: place.second_descending,
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
