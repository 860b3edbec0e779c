// Where what is typed of an inquiry is kept before it has a case: one draft for each call, one for each card it was begun from.
const PLACE = "inquiry";

/** The place of the draft of an inquiry that is begun now: from a person's card, or of whoever calls. */
export function inquiryPlace(person: string | undefined): string {
  return person ? `${PLACE}:${person}` : `${PLACE}-${Date.now()}`;
}

/** The person of a draft's place, of an inquiry that was begun from their card. */
export function personOf(place: string): string | undefined {
  return place.startsWith(`${PLACE}:`) ? place.slice(PLACE.length + 1) : undefined;
}
