// The charts of a page, drawn on the table beside them, so nothing that is withheld can be read from a picture.
// Every series has a second sign besides its colour: a marker, or a pattern.
import type { Chart, Frame, Row, Table } from "../ipc/api";
import { LIGHT_SERIES } from "../parts/colors";
import { pointNames } from "../parts/points";
import { cellNumber, cellWords } from "./cells";
import classes from "./PageView.module.css";
import { axisTo } from "./scale";

const WIDTH = 600;
const LEFT = 64;
const RIGHT = 56;
const TOP = 12;
const FOOT = 40;
/** Characters of a name along an axis. */
const LONGEST = 12;
/** Room below a column in which a name stands on two lines. */
const ROOMY = 80;
const GRID = "#D5DAE1";
const INK = "#4A5563";
const MARKERS = ["●", "■", "▲", "◆", "✕"];
const DASHES = ["", "6 3", "2 2", "8 3 2 3", "12 4"];

interface Drawn {
  name: string;
  color: string;
  sign: string;
  values: (number | null)[];
  right: boolean;
}

function colorAt(index: number): string {
  return LIGHT_SERIES[index % LIGHT_SERIES.length] ?? LIGHT_SERIES[0];
}

function seriesOf(chart: Chart, table: Table, rows: Row[]): Drawn[] {
  // The ground of a waterfall is not drawn, and what stands on it has the looks of the first series on.
  const shift = chart.kind === "waterfall" ? 1 : 0;
  return chart.series.map((series, at) => [series, Math.max(0, at - shift)] as const).map(([series, index]) => ({
    name: table.heads[series.column]?.label.replace(/\n/g, " ") ?? "",
    color: colorAt(index),
    sign: MARKERS[index % MARKERS.length] ?? "●",
    values: rows.map((row) => cellNumber(row.cells[series.column])),
    right: series.right_axis,
  }));
}

function largest(values: (number | null)[]): number {
  return values.reduce<number>((top, value) => Math.max(top, Math.abs(value ?? 0)), 0);
}

/** A long name is cut in the picture; the table beside it has the whole. */
function short(name: string): string {
  const signs = [...name];
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST - 1).join("")}…` : name;
}

/** Letters of 13 px: a Japanese one is as wide as it is high, others half of it. */
function lengthOf(name: string): number {
  return [...name].reduce((sum, sign) => sum + (sign > "\u2fff" ? 13 : 7.5), 0);
}

/** A name that is longer than its room is cut; the table beside the picture has the whole. */
function fitting(name: string, room: number): string {
  if (lengthOf(name) <= room) return name;
  const signs = [...name];
  while (signs.length > 1 && lengthOf(`${signs.join("")}…`) > room) signs.pop();
  return `${signs.join("")}…`;
}

/** Every n-th label along the axis, so that they do not touch. */
export function stride(names: string[], slot: number): number {
  const longest = Math.max(...names.map(lengthOf), 0);
  return Math.max(1, Math.ceil((longest + 8) / slot));
}

/** A name on two lines below its column, parted before a bracket where there is one. */
export function twoLines(name: string, room: number): [string, string] {
  const signs = [...name];
  let fits = signs.length;
  while (fits > 1 && lengthOf(signs.slice(0, fits).join("")) > room) fits -= 1;
  if (fits === signs.length) return [name, ""];
  const bracket = Math.max(signs.lastIndexOf("（"), signs.lastIndexOf("("), signs.lastIndexOf(" "));
  const at = bracket > 0 && bracket <= fits ? bracket : fits;
  return [signs.slice(0, at).join(""), fitting(signs.slice(at).join("").trim(), room)];
}

interface PlotProps {
  chart: Chart;
  drawn: Drawn[];
  names: string[];
  height: number;
}

function Upright({ chart, drawn, names, height }: PlotProps) {
  const falls = chart.kind === "waterfall";
  const stacked = chart.kind === "stacked_column" || falls;
  const bars = chart.kind === "line" ? [] : drawn.filter((series) => !series.right);
  const lines = chart.kind === "line" ? drawn.filter((series) => !series.right) : [];
  const rightLines = drawn.filter((series) => series.right);
  const sums = names.map((_, at) => bars.reduce((sum, series) => sum + (series.values[at] ?? 0), 0));
  const values = [...bars, ...lines].flatMap((series) => series.values);
  const whole = axisTo((stacked && !values.some((value) => (value ?? 0) < 0) ? largest(sums) : largest(values)) - chart.low);
  const left = { top: whole.top + chart.low, ticks: whole.ticks.map((tick) => tick + chart.low) };
  // Columns below the axis: the same steps downwards.
  const depth = values.some((value) => (value ?? 0) < 0) ? left.top : -chart.low;
  const ticks = depth > 0 ? [...left.ticks.slice(1).map((tick) => -tick), ...left.ticks] : left.ticks;
  const right = axisTo(largest(rightLines.flatMap((series) => series.values)));
  const inner = { width: WIDTH - LEFT - RIGHT, height: height - TOP - FOOT };
  const slot = inner.width / Math.max(1, names.length);
  const y = (value: number, top: number, below = 0) => TOP + inner.height * ((top - Math.max(value, -below)) / (top + below));
  const x = (at: number) => LEFT + slot * (at + 0.5);
  const step = stride(names.map(short), slot);
  // Few columns: each keeps its name, on two lines; many are named at every n-th.
  const named = step > 1 && slot >= ROOMY;
  const thick = (slot * 0.7) / (stacked ? 1 : Math.max(1, bars.length));

  const line = (series: Drawn, top: number, index: number) => {
    const path = series.values
      .map((value, at) => (value === null ? "" : `${at > 0 && series.values[at - 1] !== null ? "L" : "M"}${x(at)} ${y(value, top)}`))
      .join("");
    return (
      <g key={series.name} fill={series.color}>
        <path d={path} fill="none" stroke={series.color} strokeWidth="2" strokeDasharray={DASHES[index % DASHES.length]} />
        {series.values.map(
          (value, at) =>
            value !== null && (
              // oxlint-disable-next-line react/no-array-index-key
              <text key={at} x={x(at)} y={y(value, top) + 4} fontSize="12" textAnchor="middle">
                {series.sign}
              </text>
            ),
        )}
      </g>
    );
  };

  const bases = names.map(() => 0);
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick, left.top, depth)} y2={y(tick, left.top, depth)} stroke={tick === 0 ? INK : GRID} />
          <text x={LEFT - 6} y={y(tick, left.top, depth) + 4} fontSize="13" textAnchor="end" fill={INK}>
            {tick.toLocaleString("en-US")}
          </text>
        </g>
      ))}
      {rightLines.length > 0 &&
        right.ticks.map((tick) => (
          <text key={tick} x={WIDTH - RIGHT + 6} y={y(tick, right.top) + 4} fontSize="13" fill={INK}>
            {tick.toLocaleString("en-US")}%
          </text>
        ))}
      {bars.map((series, index) => (
        <g key={series.name} fill={falls && index === 0 ? "none" : `url(#pattern-${index})`}>
          {series.values.map((value, at) => {
            if (value === null) return null;
            const base = stacked ? (bases[at] ?? 0) : 0;
            if (stacked) bases[at] = base + value;
            const from = stacked ? LEFT + slot * at + slot * 0.15 : LEFT + slot * at + slot * 0.15 + thick * index;
            return (
              <rect
                // oxlint-disable-next-line react/no-array-index-key
                key={at}
                x={from}
                y={Math.min(y(base, left.top, depth), y(base + value, left.top, depth))}
                width={Math.max(1, thick - 1)}
                height={Math.abs(y(base, left.top, depth) - y(base + value, left.top, depth))}
              />
            );
          })}
        </g>
      ))}
      {lines.map((series, index) => line(series, left.top, index))}
      {rightLines.map((series, index) => line(series, right.top, bars.length + index))}
      {named &&
        names.map((name, at) => (
          // oxlint-disable-next-line react/no-array-index-key
          <text key={at} y={height - FOOT + 16} fontSize="13" textAnchor="middle" fill={INK}>
            {twoLines(name, slot - 6).map((words, row) => (
              <tspan key={row === 0 ? "first" : "second"} x={x(at)} dy={row * 15}>
                {words}
              </tspan>
            ))}
          </text>
        ))}
      {!named && names.map(
        (name, at) =>
          at % step === 0 && (
            // oxlint-disable-next-line react/no-array-index-key
            <text key={at} x={x(at)} y={height - FOOT + 18} fontSize="13" textAnchor="middle" fill={INK}>
              {short(name)}
            </text>
          ),
      )}
      {named && lengthOf(chart.unit) < LEFT - 6 ? (
        <text x={LEFT - 6} y={height - FOOT + 18} fontSize="13" textAnchor="end" fill={INK}>
          {chart.unit}
        </text>
      ) : (
        <text x={LEFT} y={height - 4} fontSize="13" fill={INK}>
          {chart.unit}
        </text>
      )}
    </>
  );
}

/** Bars to the right; a pyramid is two of them back to back. */
function Sideways({ chart, drawn, names, height }: PlotProps) {
  const pyramid = chart.kind === "pyramid";
  const axis = axisTo(largest(drawn.flatMap((series) => series.values)));
  // The youngest at the bottom, as everywhere a pyramid is drawn.
  const place = (at: number) => (pyramid ? names.length - 1 - at : at);
  const label = pyramid ? 88 : Math.min(240, Math.max(140, 16 + Math.max(...names.map(lengthOf), 0)));
  const slot = (height - TOP - FOOT) / Math.max(1, names.length);
  const half = pyramid ? (WIDTH - label - 32) / 2 : WIDTH - label - 64;
  const middle = pyramid ? 16 + half : label;
  const wide = (value: number) => (half * Math.abs(value)) / axis.top;
  const shownBars = pyramid ? drawn.slice(0, 2) : drawn;
  return (
    <>
      {names.map((name, at) => (
        // oxlint-disable-next-line react/no-array-index-key
        <text key={at} x={pyramid ? middle + label / 2 : label - 8} y={TOP + slot * (place(at) + 0.5) + 4} fontSize="13" textAnchor={pyramid ? "middle" : "end"} fill={INK}>
          {pyramid ? name : fitting(name, label - 8)}
        </text>
      ))}
      {shownBars.map((series, index) => (
        <g key={series.name} fill={`url(#pattern-${index})`}>
          {series.values.map((value, at) => {
            if (value === null) return null;
            const thick = (slot * 0.75) / (pyramid ? 1 : shownBars.length);
            const top = TOP + slot * place(at) + slot * 0.125 + (pyramid ? 0 : thick * index);
            const leftwards = pyramid && index === 0;
            const from = leftwards ? middle - wide(value) : pyramid ? middle + label : label;
            return (
              // oxlint-disable-next-line react/no-array-index-key
              <g key={at}>
                <rect x={from} y={top} width={wide(value)} height={Math.max(1, thick - 1)} />
                <text
                  x={leftwards ? from - 4 : from + wide(value) + 4}
                  y={top + thick / 2 + 4}
                  fontSize="12"
                  fill={INK}
                  textAnchor={leftwards ? "end" : "start"}
                >
                  {value.toLocaleString("en-US")}
                </text>
              </g>
            );
          })}
        </g>
      ))}
      <text x={16} y={height - 8} fontSize="13" fill={INK}>
        {chart.unit}
      </text>
    </>
  );
}

/** Points with their names: numbers across come from the column of the names, and the first column names the points. */
function Points({ chart, table, rows, frame, height }: { chart: Chart; table: Table; rows: Row[]; frame: Frame; height: number }) {
  const column = chart.series[0]?.column ?? 0;
  const points = rows.flatMap((row) => {
    const [across, up] = [cellNumber(row.cells[chart.categories]), cellNumber(row.cells[column])];
    const name = cellWords(row.cells[0] ?? { kind: "empty" }, table.heads[0], frame);
    return across === null || up === null ? [] : [{ across, up, name }];
  });
  const labels = pointNames(points);
  const right = axisTo(largest(points.map((point) => point.across)));
  const top = axisTo(largest(points.map((point) => point.up)));
  const inner = { width: WIDTH - LEFT - RIGHT, height: height - TOP - FOOT };
  const x = (value: number) => LEFT + (inner.width * value) / right.top;
  const y = (value: number) => TOP + inner.height * (1 - value / top.top);
  return (
    <>
      {top.ticks.map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} stroke={tick === 0 ? INK : GRID} />
          <text x={LEFT - 6} y={y(tick) + 4} fontSize="13" textAnchor="end" fill={INK}>
            {tick.toLocaleString("en-US")}
          </text>
        </g>
      ))}
      {right.ticks.map((tick) => (
        <text key={tick} x={x(tick)} y={height - FOOT + 18} fontSize="13" textAnchor="middle" fill={INK}>
          {tick.toLocaleString("en-US")}
        </text>
      ))}
      {points.map((point, at) => (
        <g key={point.name} fill={colorAt(0)}>
          <text x={x(point.across)} y={y(point.up) + 4} fontSize="12" textAnchor="middle">
            {MARKERS[0]}
          </text>
          <text x={x(point.across)} y={y(point.up) - 8} fontSize="12" textAnchor="middle" fill={INK}>
            {labels[at]}
          </text>
        </g>
      ))}
      <text x={4} y={height - 4} fontSize="13" fill={INK}>
        {chart.unit}
      </text>
      <text x={WIDTH - RIGHT} y={height - 4} fontSize="13" textAnchor="end" fill={INK}>
        {table.heads[chart.categories]?.label.replace(/\n/g, " ")}
      </text>
    </>
  );
}

/** The second sign of an area: stripes, dots or lines in its colour. The first is solid. */
function Patterns({ drawn, shift }: { drawn: Drawn[]; shift: number }) {
  const marks = ["", "M0 8 8 0", "M4 4h.1", "M0 4h8", "M0 0h8M0 0v8"];
  return (
    <defs>
      {drawn.map((series, index) => (
        <pattern key={series.name} id={`pattern-${index}`} width="8" height="8" patternUnits="userSpaceOnUse">
          <rect width="8" height="8" fill={series.color} />
          <path d={marks[Math.max(0, index - shift) % marks.length]} stroke="#FFFFFF" strokeWidth="2" strokeLinecap="round" opacity="0.7" />
        </pattern>
      ))}
    </defs>
  );
}

export function ChartView({ chart, table, frame }: { chart: Chart; table: Table; frame: Frame }) {
  const rows = table.rows.filter((row) => row.kind === "body");
  const head = table.heads[chart.categories];
  const names = rows.map((row) => cellWords(row.cells[chart.categories] ?? { kind: "empty" }, head, frame));
  const drawn = seriesOf(chart, table, rows);
  const sideways = chart.kind === "bar" || chart.kind === "pyramid";
  const height = sideways ? Math.max(chart.height, names.length * 26 + TOP + FOOT) : Math.max(220, chart.height);
  if (rows.length === 0) return null;
  return (
    <figure className={classes.figure}>
      <figcaption>{chart.title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={chart.alt}>
        <Patterns drawn={drawn} shift={chart.kind === "waterfall" ? 1 : 0} />
        {chart.kind === "scatter" ? (
          <Points chart={chart} table={table} rows={rows} frame={frame} height={height} />
        ) : sideways ? (
          <Sideways chart={chart} drawn={drawn} names={names} height={height} />
        ) : (
          <Upright chart={chart} drawn={drawn} names={names} height={height} />
        )}
      </svg>
      <ul className={classes.legend}>
        {drawn.slice(chart.kind === "waterfall" ? 1 : 0).map((series) => (
          <li key={series.name}>
            <span aria-hidden="true" style={{ color: series.color }}>
              {chart.kind === "line" || series.right ? series.sign : "■"}
            </span>{" "}
            {series.name}
          </li>
        ))}
      </ul>
    </figure>
  );
}
