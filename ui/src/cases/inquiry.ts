// Where what is typed of an inquiry is kept before it has a case: one draft for whoever calls, one for each card it was begun from.
const PLACE = "inquiry";

/** The place of a draft. */
export function inquiryPlace(person: string | undefined): string {
  return person ? `${PLACE}:${person}` : PLACE;
}

/** The person of a draft's place, of an inquiry that was begun from their card. */
export function personOf(place: string): string | undefined {
  return place.startsWith(`${PLACE}:`) ? place.slice(PLACE.length + 1) : undefined;
}
