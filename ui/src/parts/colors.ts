// Every colour of the window, once. Each pair that carries words keeps at least 4.5 : 1 (the test of the theme counts them).

export interface Palette {
  canvas: string;
  surface: string;
  text: string;
  textSoft: string;
  placeholder: string;
  accent: string;
  accentHover: string;
  onAccent: string;
  success: string;
  caution: string;
  danger: string;
  onDanger: string;
  inputBorder: string;
  hairline: string;
  focus: string;
  rowHover: string;
  selected: string;
  hit: string;
  onHit: string;
}

export const LIGHT: Palette = {
  canvas: "#F7F8FA",
  surface: "#FFFFFF",
  text: "#1F2933",
  textSoft: "#4A5563",
  placeholder: "#5F6875",
  accent: "#1455A8",
  accentHover: "#0F4285",
  onAccent: "#FFFFFF",
  success: "#1B6B3A",
  caution: "#7A4A00",
  danger: "#B3261E",
  onDanger: "#FFFFFF",
  inputBorder: "#6F7A87",
  hairline: "#D5DAE1",
  focus: "#0B57D0",
  rowHover: "#EEF3FA",
  selected: "#DCE9F9",
  hit: "#FFF3BF",
  onHit: "#1F2933",
};

export const DARK: Palette = {
  canvas: "#13171C",
  surface: "#1B2027",
  text: "#E7EBF0",
  textSoft: "#B4BDC9",
  placeholder: "#9DA7B4",
  accent: "#8AB8F5",
  accentHover: "#A9CBFA",
  onAccent: "#0B1B30",
  success: "#7BD19A",
  caution: "#F2C166",
  danger: "#FF9A92",
  onDanger: "#2B0705",
  inputBorder: "#8592A0",
  hairline: "#343D49",
  focus: "#A9CBFA",
  rowHover: "#222932",
  selected: "#22395A",
  hit: "#5C4A12",
  onHit: "#FFF3BF",
};

/** The highest contrast the page offers: black on white, borders as dark as words. */
export const CONTRAST: Palette = {
  ...LIGHT,
  canvas: "#FFFFFF",
  text: "#000000",
  textSoft: "#1A1A1A",
  placeholder: "#3A3A3A",
  accent: "#0B3A7A",
  accentHover: "#062552",
  success: "#0B4A23",
  caution: "#5A3600",
  danger: "#8C120C",
  inputBorder: "#000000",
  hairline: "#595959",
  focus: "#000000",
};

/** A patch of colour with words on it: [words, ground]. */
export type Patch = readonly [words: string, ground: string];
export type Tone = "good" | "caution" | "pending" | "ended" | "urgent" | "notice" | "added" | "changed" | "gone" | "unsure";

export const LIGHT_TONES: Record<Tone, Patch> = {
  good: ["#14532D", "#DCF3E4"],
  caution: ["#6B3E00", "#FFF0D1"],
  pending: ["#2E3742", "#EDEFF2"],
  ended: ["#414B57", "#E8EBEF"],
  urgent: ["#8C1D18", "#FDE7E5"],
  notice: ["#0F4285", "#E1EDFB"],
  added: ["#14532D", "#E3F5E9"],
  changed: ["#5B3A00", "#FFF4DA"],
  gone: ["#5C1A16", "#FCE9E7"],
  unsure: ["#2E3742", "#EDEFF2"],
};

export const DARK_TONES: Record<Tone, Patch> = {
  good: ["#A6E3BD", "#173626"],
  caution: ["#F7D592", "#3A2C10"],
  pending: ["#DDE3EA", "#262D36"],
  ended: ["#C3CBD5", "#2A323C"],
  urgent: ["#FFC2BD", "#431B19"],
  notice: ["#BBD8FB", "#182E4C"],
  added: ["#A6E3BD", "#16301F"],
  changed: ["#F7D592", "#352A12"],
  gone: ["#FFC2BD", "#3A1A18"],
  unsure: ["#DDE3EA", "#262D36"],
};

/** Series of charts, in the order in which they are used; the workbook uses the same. */
export const LIGHT_SERIES = ["#0F4C94", "#D9660F", "#129A78", "#C95AA0", "#3A424C"] as const;
export const DARK_SERIES = ["#6FA8F0", "#F08024", "#2FC39B", "#E58CC4", "#C3CBD5"] as const;

function channel(hex: string, at: number): number {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function luminance(hex: string): number {
  return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
}

/** Contrast of two colours as WCAG counts it, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [first, second] = [luminance(one), luminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}
