/** Fonts that the workbooks of Japanese offices have. Names as the fonts themselves spell them. */
export const FONTS = ["游ゴシック", "BIZ UDPゴシック", "ＭＳ Ｐゴシック", "メイリオ", "Noto Sans CJK JP"];
