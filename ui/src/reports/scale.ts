// Round steps for an axis that begins at 0.

/** The end of the axis and its steps: 0 … top. */
export function axisTo(largest: number): { top: number; ticks: number[] } {
  if (!(largest > 0)) return { top: 1, ticks: [0, 1] };
  const rough = largest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const whole = largest >= 4 ? Math.max(1, Math.round(step)) : step;
  const count = Math.ceil(largest / whole - 1e-9);
  return { top: count * whole, ticks: Array.from({ length: count + 1 }, (_, at) => at * whole) };
}
