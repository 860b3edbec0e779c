// How a person is called on the screen.
import type { MemberRow, PersonDraft } from "../ipc/api";

type Named = Pick<PersonDraft, "family_name" | "given_name" | "display_name">;

/** Signs that choose a variant of a character: WebKit on Linux draws a box for them. They stay in the data. */
const VARIANTS = /[\u{E0100}-\u{E01EF}]/gu;

export function shown(text: string): string {
  return text.replace(VARIANTS, "");
}

/** 佐藤 花子; where the union uses another name for the person, that one. */
export function nameOf(person: Named): string {
  if (person.display_name) return shown(person.display_name);
  return shown([person.family_name, person.given_name].filter(Boolean).join(" "));
}

/** Kana as it is read: half-width becomes full-width. What was received stays as it is in the file. */
function foldKana(text: string): string {
  return text.replace(/[\uff61-\uff9f]+/g, (run) => run.normalize("NFKC"));
}

export function kanaOf(person: Pick<MemberRow, "family_kana" | "given_kana">): string {
  return foldKana([person.family_kana, person.given_kana].filter(Boolean).join(" "));
}
