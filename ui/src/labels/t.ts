// The words of the screen, in the language of the screen. Keys and parameters are checked by the compiler.
import ja from "../../../src-tauri/core/labels/ja.json";
import en from "../../../src-tauri/core/labels/en.json";
import type { Value, Words } from "./words.gen";

export type Locale = "ja" | "en";
export type Key = keyof Words;
export type Arguments<K extends Key> = keyof Words[K] extends never ? [] : [Words[K]];

const TABLES: Record<Locale, Record<string, string>> = { ja, en };
let locale: Locale = "ja";

let own: Record<string, string> = {};

/** The union's own words for levels, categories and offices take the place of ours. */
export function setOwnWords(words: Record<string, string>): void {
  own = words;
}

/** The language in which `t` answers. */
export function currentLocale(): Locale {
  return locale;
}

/** Changes the language; the caller draws the page anew. */
export function setLocale(next: Locale): void {
  locale = next;
  document.documentElement.lang = next;
}

/** A number with the separators of the language; the window's own language may have none. */
export function numberWords(n: number): string {
  return n.toLocaleString(locale);
}

/** The sign of a number below nought, as papers print it. */
export function minus(english = locale === "en"): string {
  return english ? "-" : "△";
}

/** Writes a number in words; everything else stays as it is. */
function written(value: Value): string {
  return typeof value === "number" ? numberWords(value) : value;
}

/** As the core does it: a number `n` chooses between `<key>.one` and `<key>.other` where they exist. */
function lookUp(key: string, values: Record<string, Value>): string | undefined {
  const table = TABLES[locale];
  const form = values["n"] === 1 ? "one" : "other";
  return table[`${key}.${form}`] ?? table[key] ?? TABLES.ja[`${key}.other`] ?? TABLES.ja[key];
}

function fill(text: string, values: Record<string, Value>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : written(value);
  });
}

/** The words of a key known at build time. */
export function t<K extends Key>(key: K, ...values: Arguments<K>): string {
  const parameters = (values[0] ?? {}) as Record<string, Value>;
  return fill(lookUp(key, parameters) ?? key, parameters);
}

/** The words of a code that arrived over the wire, or undefined where the label files have none. */
export function wireWords(key: string, values: Record<string, unknown> = {}): string | undefined {
  const parameters: Record<string, Value> = {};
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "string" || typeof value === "number") parameters[name] = value;
  }
  const text = lookUp(key, parameters);
  return text === undefined ? undefined : fill(text, parameters);
}

/** The words of a value of an enumeration, as `enum.<name>.<value>`. */
export function enumWords(name: string, value: string | null | undefined): string {
  if (!value) return "";
  return own[`enum.${name}.${value}`] ?? wireWords(`enum.${name}.${value}`) ?? value;
}
