// Seats as a bar: filled are the organisation's own, hatched those of the common pool, empty the free ones, dotted who waits.
// The figures stand beside it; the bar itself is not read aloud.
import { t } from "../labels/t";
import classes from "./Training.module.css";

export interface SeatsBarProps {
  own: number;
  common: number;
  free: number;
  waiting: number;
  /** How many the whole width stands for. */
  of: number;
}

const PARTS = ["own", "common", "free", "waits"] as const;

export function SeatsBar({ own, common, free, waiting, of }: SeatsBarProps) {
  const counts = { own, common, free, waits: waiting };
  return (
    <div className={classes.bar} aria-hidden="true">
      {PARTS.filter((part) => counts[part] > 0).map((part) => (
        <span key={part} className={classes[part]} style={{ width: `${(100 * counts[part]) / Math.max(1, of)}%` }} />
      ))}
    </div>
  );
}

export function SeatsLegend() {
  return (
    <div className={classes.legend} aria-hidden="true">
      <span>
        <i className={classes.own} />
        {t("training.seats.own")}
      </span>
      <span>
        <i className={classes.common} />
        {t("training.seats.common")}
      </span>
      <span>
        <i className={classes.free} />
        {t("training.seats.free")}
      </span>
      <span>
        <i className={classes.waits} />
        {t("training.seats.waiting")}
      </span>
    </div>
  );
}
