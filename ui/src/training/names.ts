// Names as they are compared on the screen: width, kana, spaces and the marks of Latin letters do not matter.
import { toKatakana } from "../parts/kana";

export function foldedName(text: string): string {
  const small = toKatakana(text.normalize("NFKC")).replace(/[\s　]/g, "").toLowerCase();
  return small.normalize("NFD").replace(/([a-z])[\u0300-\u036f]+/g, "$1").replaceAll("đ", "d").normalize("NFC");
}
