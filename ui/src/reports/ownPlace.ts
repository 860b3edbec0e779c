// Places of the own reports: which part, which report, from which kept list a new one begins.
export const OWN_PARTS = ["reports", "schedules"] as const;
export type OwnPart = (typeof OWN_PARTS)[number];

export interface OwnPlace {
  part?: OwnPart;
  /** A kept report, or `new`. */
  id?: string;
  /** The kept list of a new one. */
  list?: string;
}

/** A report that is not kept yet. */
export const NEW = "new";

export function readOwnPlace(raw: Record<string, unknown>): OwnPlace {
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const part = OWN_PARTS.find((each) => each === raw["part"]);
  return { part: part ?? "reports", id: text(raw["id"]), list: text(raw["list"]) };
}
