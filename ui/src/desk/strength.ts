// A hint, not a rule: the core refuses only what is shorter than eight characters.
export type Strength = "too_short" | "weak" | "fair" | "strong";

/** Fewer characters are refused. */
export const SHORTEST = 8;

const COMMON = ["password", "passw0rd", "12345678", "123456789", "qwertyui", "11111111", "abcdefgh", "kumiai", "union"];

/** How many different signs one would have to try at each place. */
function alphabet(text: string): number {
  let size = 0;
  if (/[a-z]/.test(text)) size += 26;
  if (/[A-Z]/.test(text)) size += 26;
  if (/[0-9]/.test(text)) size += 10;
  if (/[ -/:-@[-`{-~]/.test(text)) size += 33;
  if (/[\u3041-\u30ff]/.test(text)) size += 80;
  if (/[^\u0020-\u30ff]/.test(text)) size += 500;
  return Math.max(size, 2);
}

export function strengthOf(passphrase: string): Strength {
  const signs = [...passphrase];
  if (signs.length < SHORTEST) return "too_short";
  const plain = passphrase.toLowerCase();
  if (COMMON.some((word) => plain.includes(word) && plain.length < word.length + 6)) return "weak";
  const different = new Set(signs).size;
  const bits = Math.min(signs.length, different * 2.5) * Math.log2(alphabet(passphrase));
  if (bits < 50) return "weak";
  return bits < 75 ? "fair" : "strong";
}
