// Kana while typing: what the input method shows before the conversion is the reading of the name.

/** Hiragana and half-width katakana become full-width katakana; everything else stays. */
export function toKatakana(text: string): string {
  return text
    .replace(/[\uff61-\uff9f]+/g, (half) => half.normalize("NFKC"))
    .replace(/[\u3041-\u3096]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60));
}

/** True for text that is nothing but kana (and the signs kana are written with). */
export function isKana(text: string): boolean {
  return /^[\u3041-\u3096\u30a1-\u30fa\u30fc\uff66-\uff9f\s　・]+$/.test(text);
}

/** Keeps the kana of a half-composed text: 「さt」 has read さ so far. */
export function readingOf(text: string): string {
  return isKana(text.replace(/[a-zａ-ｚ]+$/i, "")) ? text.replace(/[a-zａ-ｚ]+$/i, "") : "";
}

/**
 * While an input method composes, a search may run only on text that is all kana: half a romaji syllable finds nobody,
 * and さと finds 佐藤 before the conversion.
 */
export function searchable(text: string, composing: boolean): boolean {
  return !composing || text === "" || isKana(text);
}
