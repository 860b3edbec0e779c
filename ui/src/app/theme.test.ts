import { describe, expect, test } from "vitest";
import {
  contrast,
  CONTRAST,
  DARK,
  DARK_SERIES,
  DARK_TONES,
  LIGHT,
  LIGHT_SERIES,
  LIGHT_TONES,
  type Palette,
} from "../parts/colors";
import { makeTheme } from "./theme";

const SCHEMES: [string, Palette][] = [
  ["light", LIGHT],
  ["dark", DARK],
  ["high contrast", CONTRAST],
];

describe.each(SCHEMES)("the %s colours", (_name, palette) => {
  test("words keep 4.5 : 1 on every ground they stand on", () => {
    for (const ground of [palette.canvas, palette.surface, palette.rowHover, palette.selected]) {
      for (const words of ["text", "textSoft", "accent", "danger"] as const) {
        expect.soft(contrast(palette[words], ground), `${words} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    for (const words of ["placeholder", "success", "caution"] as const) {
      expect.soft(contrast(palette[words], palette.surface), words).toBeGreaterThanOrEqual(4.5);
      expect.soft(contrast(palette[words], palette.canvas), words).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("words on a filled button keep 4.5 : 1, also under the mouse", () => {
    expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.onAccent, palette.accentHover)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.onDanger, palette.danger)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.onHit, palette.hit)).toBeGreaterThanOrEqual(4.5);
  });

  test("borders of fields and the focus ring keep 3 : 1", () => {
    for (const ground of [palette.canvas, palette.surface]) {
      expect.soft(contrast(palette.inputBorder, ground)).toBeGreaterThanOrEqual(3);
      expect.soft(contrast(palette.focus, ground)).toBeGreaterThanOrEqual(3);
    }
  });
});

test("badges and piles keep 4.5 : 1 in both schemes", () => {
  for (const tones of [LIGHT_TONES, DARK_TONES]) {
    for (const [name, [words, ground]] of Object.entries(tones)) {
      expect.soft(contrast(words, ground), name).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test("series of charts keep 3 : 1 on their paper", () => {
  for (const color of LIGHT_SERIES) expect.soft(contrast(color, LIGHT.surface), color).toBeGreaterThanOrEqual(3);
  for (const color of DARK_SERIES) expect.soft(contrast(color, DARK.surface), color).toBeGreaterThanOrEqual(3);
});

test("what Mantine leaves nameless has a name, and lists add no stop of the Tab key", () => {
  const components = makeTheme().components ?? {};
  const defaults = (name: string) => components[name]?.defaultProps as Record<string, unknown> | undefined;
  expect(defaults("Select")).toMatchObject({ withScrollArea: false });
  expect(defaults("Modal")).toMatchObject({ lockScroll: false, closeButtonProps: { "aria-label": "閉じる" } });
  expect(defaults("PasswordInput")).toMatchObject({ visibilityToggleButtonProps: { "aria-label": "合言葉を表示" } });
});
