// Where what is typed of an inquiry is kept before it has a case: one draft for each call, one for each card it was begun from.
const PLACE = "inquiry";

/** The place of the draft of an inquiry that is begun now: from a person's card, or of whoever calls. */
export function inquiryPlace(person: string | undefined): string {
  return person ? `${PLACE}:${person}` : `${PLACE}-${Date.now()}`;
}

/** Whose call is taken down, and which one is gone on with. It may name a person, and so it stands beside the address and not in it: browsers write addresses down. */
export interface Calling {
  person?: string | undefined;
  draft?: string | undefined;
}

/** What stands beside the address of the page. */
export function callingOf(state: object): Calling {
  const { person, draft } = state as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  return { person: text(person), draft: text(draft) };
}

/** The person of a draft's place, of an inquiry that was begun from their card. */
export function personOf(place: string): string | undefined {
  return place.startsWith(`${PLACE}:`) ? place.slice(PLACE.length + 1) : undefined;
}
