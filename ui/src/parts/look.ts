// How this desk likes its window: size of letters, colours, language, height of rows. Kept by the browser part of the
// program on this PC, because it must be known before any union file is open; nothing about members is ever kept there.
import { useSyncExternalStore } from "react";
import { setLocale, type Locale } from "../labels/t";

/** Sizes of the letters on the screen; the number is the root size in pixels. */
export const TEXT_SIZES = { small: 14, standard: 16, large: 18, huge: 21 } as const;
export type TextSize = keyof typeof TEXT_SIZES;

export type Colors = "system" | "light" | "dark" | "contrast";

export const ROW_HEIGHTS = { dense: 32, standard: 36, roomy: 44 } as const;
export type RowHeight = keyof typeof ROW_HEIGHTS;

export interface Look {
  textSize: TextSize;
  colors: Colors;
  locale: Locale;
  rowHeight: RowHeight;
  railFolded: boolean;
}

const KEY = "kyojo.look";
const FIRST: Look = { textSize: "standard", colors: "system", locale: "ja", rowHeight: "standard", railFolded: false };

function oneOf<T extends string>(value: unknown, known: readonly T[], otherwise: T): T {
  return known.includes(value as T) ? (value as T) : otherwise;
}

function stored(): Look {
  let value: Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    if (typeof parsed === "object" && parsed !== null) value = parsed as Record<string, unknown>;
  } catch {
    // A damaged preference is no preference.
  }
  return {
    textSize: oneOf(value["textSize"], Object.keys(TEXT_SIZES) as TextSize[], FIRST.textSize),
    colors: oneOf(value["colors"], ["system", "light", "dark", "contrast"], FIRST.colors),
    locale: oneOf(value["locale"], ["ja", "en"], FIRST.locale),
    rowHeight: oneOf(value["rowHeight"], Object.keys(ROW_HEIGHTS) as RowHeight[], FIRST.rowHeight),
    railFolded: value["railFolded"] === true,
  };
}

let look: Look = stored();
const listeners = new Set<() => void>();

function apply(): void {
  document.documentElement.style.setProperty("--ky-root", `${TEXT_SIZES[look.textSize]}px`);
  document.documentElement.style.setProperty("--ky-row", `${ROW_HEIGHTS[look.rowHeight] / 16}rem`);
  setLocale(look.locale);
}

export function changeLook(change: Partial<Look>): void {
  look = { ...look, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(look));
  } catch {
    // Without storage the choice lasts until the window closes.
  }
  apply();
  for (const listener of listeners) listener();
}

/** One step larger or smaller, or back to the standard with 0. */
export function stepTextSize(step: -1 | 0 | 1): void {
  const sizes = Object.keys(TEXT_SIZES) as TextSize[];
  const at = step === 0 ? sizes.indexOf("standard") : sizes.indexOf(look.textSize) + step;
  const next = sizes[Math.max(0, Math.min(sizes.length - 1, at))];
  if (next) changeLook({ textSize: next });
}

export function useLook(): Look {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => look,
  );
}

/** Height of a row of a table in pixels, grown with the letters. */
export function rowPixels(of: Look): number {
  return Math.round((ROW_HEIGHTS[of.rowHeight] * TEXT_SIZES[of.textSize]) / 16);
}

apply();
