// Names as they are compared on the screen: width, kana and spaces do not matter.
import { toKatakana } from "../parts/kana";

export function foldedName(text: string): string {
  return toKatakana(text.normalize("NFKC")).replace(/[\s　]/g, "").toLowerCase();
}
