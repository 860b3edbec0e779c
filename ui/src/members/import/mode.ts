// How a list with these headers was used last, taken in or compared: remembered on this PC. Nothing of the file is kept but a
// short hash of its headers, for what stands where headers are expected may be a person.
const KEY = "kyojo.compared";

/** Kinds of lists that are remembered, the newest ones. */
const MOST = 40;

function hashOf(columns: { from: string }[]): string {
  let hash = 0x811c9dc5;
  for (const char of columns.map((column) => column.from).toSorted().join("\n")) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(16);
}

function compared(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(value) ? value.map(String) : [];
  } catch {
    return [];
  }
}

/** The last list with these headers was compared with the roster. */
export function wasCompared(columns: { from: string }[]): boolean {
  return compared().includes(hashOf(columns));
}

export function rememberUse(columns: { from: string }[], use: "take" | "compare"): void {
  const hash = hashOf(columns);
  const others = compared().filter((each) => each !== hash);
  try {
    localStorage.setItem(KEY, JSON.stringify((use === "compare" ? [hash, ...others] : others).slice(0, MOST)));
  } catch {
    // Without storage it is asked anew each time.
  }
}
