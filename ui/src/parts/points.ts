// Names of points in a picture: points that would stand on each other share the first one's name.

export interface Point {
  across: number;
  up: number;
  name: string;
}

/** The name to write at each point; empty where another one says it. */
export function pointNames(points: readonly Point[]): string[] {
  const wide = Math.max(1, ...points.map((point) => point.across));
  const high = Math.max(1, ...points.map((point) => point.up));
  const near = (one: Point, other: Point) => Math.abs(one.across - other.across) * 10 <= wide && Math.abs(one.up - other.up) * 25 <= high;
  const names: string[] = [];
  for (const [at, point] of points.entries()) {
    const first = points.slice(0, at).findIndex((other) => near(other, point));
    const label = first < 0 ? "" : (names[first] ?? "");
    if (label === "") names.push(point.name);
    else {
      names[first] = `${label}／${point.name}`;
      names.push("");
    }
  }
  return names;
}
