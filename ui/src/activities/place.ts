// Where among the activities the officer is: all of it stands in the address.

export const TABS = ["time", "review", "decisions"] as const;
export type ActivitiesTab = (typeof TABS)[number];

export interface ActivitiesPlace {
  tab?: ActivitiesTab | undefined;
  /** The activity in the panel, or `new`. */
  open?: string | undefined;
  /** The activity that is decided about. */
  decide?: string | undefined;
  /** The activity whose decision has a result. */
  tell?: string | undefined;
  year?: number | undefined;
}

type Raw = Record<string, unknown>;

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function readActivitiesPlace(raw: Raw): ActivitiesPlace {
  const year = Number(raw["year"]);
  return {
    tab: TABS.find((known) => known === raw["tab"]),
    open: text(raw["open"]),
    decide: text(raw["decide"]),
    tell: text(raw["tell"]),
    year: Number.isInteger(year) && year > 1900 ? year : undefined,
  };
}
