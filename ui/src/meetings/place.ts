// Where in the meetings the officer is: all of it stands in the address.
export const TABS = ["list", "rules"] as const;
export type MeetingsTab = (typeof TABS)[number];

export interface MeetingsPlace {
  tab?: MeetingsTab | undefined;
  /** The entry in the panel, or `new`. */
  open?: string | undefined;
}

export const PARTS = ["agenda", "door", "roll", "minutes"] as const;
export type MeetingPart = (typeof PARTS)[number];

export interface MeetingPlace {
  meeting?: string | undefined;
  part?: MeetingPart | undefined;
  /** A form or a ballot in the panel. */
  open?: string | undefined;
}

type Raw = Record<string, unknown>;

function oneOf<T extends string>(value: unknown, known: readonly T[]): T | undefined {
  return known.includes(value as T) ? (value as T) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function readMeetingsPlace(raw: Raw): MeetingsPlace {
  return { tab: oneOf(raw["tab"], TABS), open: text(raw["open"]) };
}

export function readMeetingPlace(raw: Raw): MeetingPlace {
  return { meeting: text(raw["meeting"]), part: oneOf(raw["part"], PARTS), open: text(raw["open"]) };
}
