// Where in the directory the officer is, and what is looked for: all of it stands in the address.
import type { CheckState, KyojoKind, Need } from "../ipc/api";
import { CHECKS, KINDS, NEEDS } from "./words";

export const TABS = ["schemes", "communities", "finder"] as const;
export type SupportTab = (typeof TABS)[number];

export interface SupportPlace {
  tab?: SupportTab | undefined;
  /** The entry in the panel, or `new`. */
  open?: string | undefined;
  find?: string | undefined;
  check?: CheckState | undefined;
  kind?: KyojoKind | undefined;
  region?: string | undefined;
  need?: Need | undefined;
  /** Needs of the finder, joined by commas. */
  needs?: string | undefined;
  /** Hidden schemes and ended communities, too. */
  all?: true | undefined;
}

type Raw = Record<string, unknown>;

function oneOf<T extends string>(value: unknown, known: readonly T[]): T | undefined {
  return known.includes(value as T) ? (value as T) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
}

export function readSupportPlace(raw: Raw): SupportPlace {
  return {
    tab: oneOf(raw["tab"], TABS),
    open: text(raw["open"]),
    find: text(raw["find"]),
    check: oneOf(raw["check"], CHECKS),
    kind: oneOf(raw["kind"], KINDS),
    region: text(raw["region"]),
    need: oneOf(raw["need"], NEEDS),
    needs: text(raw["needs"]),
    all: raw["all"] === true || raw["all"] === "true" ? true : undefined,
  };
}

export function needsOf(place: SupportPlace): Need[] {
  const wanted = (place.needs ?? "").split(",");
  return NEEDS.filter((need) => wanted.includes(need));
}
