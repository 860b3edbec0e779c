// The picture: hours across, need up; the lines are the middles of all. Its figures stand in the table beside it.
import type { ActivityReview } from "../ipc/api";
import { enumWords, t } from "../labels/t";
import { pointNames } from "../parts/points";
import classes from "./Activities.module.css";
import { hours } from "./words";

const WIDTH = 720;
const HEIGHT = 420;
const LEFT = 56;
const FOOT = 66;
const TOP = 28;
const RIGHT = 120;

const SHAPES = { needed_little: "▲", needed_much: "●", less_much: "◆", less_little: "■" } as const;

export function Quadrant({ review }: { review: ActivityReview }) {
  const placed = review.rows.filter((row) => row.place !== null);
  const { twice_middle_minutes: twiceMinutes, twice_middle_need: twiceNeed } = review;
  if (placed.length < 2 || twiceMinutes === null || twiceNeed === null) return null;
  const needOf = (row: (typeof placed)[number]) => row.need ?? row.need_seen ?? 0;
  const labels = pointNames(placed.map((row) => ({ across: row.minutes, up: needOf(row), name: row.title })));
  const most = Math.max(...placed.map((row) => row.minutes)) * 1.05;
  const top = Math.max(...placed.map(needOf)) * 1.1;
  const x = (minutes: number) => LEFT + ((WIDTH - LEFT - RIGHT) * minutes) / most;
  const y = (need: number) => HEIGHT - FOOT - ((HEIGHT - FOOT - TOP) * need) / top;
  const [middleX, middleY] = [x(twiceMinutes / 2), y(twiceNeed / 2)];
  // Outside of the field, where no point can stand on it.
  const corner = (place: keyof typeof SHAPES, cx: number, cy: number, anchor: "start" | "end") => (
    <text x={cx} y={cy} fontSize="13" textAnchor={anchor} fill="var(--ky-text-soft)">
      {enumWords("activity_place", place)}
    </text>
  );
  return (
    <figure className={classes.figure}>
      <figcaption>{t("activities.picture")}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("activities.picture.alt")}>
        <line x1={LEFT} x2={WIDTH - 8} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} stroke="var(--ky-text-soft)" />
        <line x1={LEFT} x2={LEFT} y1={TOP} y2={HEIGHT - FOOT} stroke="var(--ky-text-soft)" />
        <line x1={middleX} x2={middleX} y1={TOP} y2={HEIGHT - FOOT} stroke="var(--ky-text-soft)" strokeDasharray="6 4" />
        <line x1={LEFT} x2={WIDTH - 8} y1={middleY} y2={middleY} stroke="var(--ky-text-soft)" strokeDasharray="6 4" />
        {corner("needed_little", LEFT, TOP - 10, "start")}
        {corner("needed_much", WIDTH - 12, TOP - 10, "end")}
        {corner("less_little", LEFT, HEIGHT - FOOT + 20, "start")}
        {corner("less_much", WIDTH - 12, HEIGHT - FOOT + 20, "end")}
        {placed.map((row, at) => (
          <g key={row.id} fill="var(--ky-accent)">
            <text x={x(row.minutes)} y={y(needOf(row)) + 5} fontSize="14" textAnchor="middle">
              {row.place && SHAPES[row.place]}
            </text>
            <text x={x(row.minutes) + 10} y={y(needOf(row)) + 4} fontSize="13" fill="var(--ky-text)" className={classes.named}>
              {labels[at]}
            </text>
          </g>
        ))}
        <text x={WIDTH - 12} y={HEIGHT - 10} fontSize="13" textAnchor="end" fill="var(--ky-text)">
          {t("activities.picture.across", { most: hours(most) })}
        </text>
        <text x={LEFT} y={HEIGHT - 10} fontSize="13" fill="var(--ky-text)">
          {review.source ? t("activities.picture.up") : t("activities.picture.up_seen")}
        </text>
      </svg>
    </figure>
  );
}
