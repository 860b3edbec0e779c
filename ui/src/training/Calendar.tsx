// The month: every day of a run, and when its applications end.
import { Anchor, Button, Group, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useDesk } from "../desk/session";
import type { RunRow } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { t } from "../labels/t";
import { dayOfYear, showDate, showMonth } from "../parts/dates";
import { Icon } from "../parts/Icon";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { monthAfter, weeksOf } from "./month";
import type { PartProps } from "./TrainingPage";
import classes from "./Training.module.css";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

interface Mark {
  run: RunRow;
  what: "first" | "between" | "last" | "until";
  /** The how many-th day of the run it is. */
  n: number;
}

/** What happens to the runs, by day. */
export function marksOf(runs: RunRow[]): Map<string, Mark[]> {
  const marks = new Map<string, Mark[]>();
  const put = (day: string, mark: Mark) => marks.set(day, [...(marks.get(day) ?? []), mark]);
  for (const run of runs) {
    if (run.status === "cancelled") continue;
    run.days.forEach((day, at) => put(day, { run, what: at === 0 ? "first" : at === run.days.length - 1 ? "last" : "between", n: at + 1 }));
    if (run.apply_until && (run.status === "draft" || run.status === "open")) put(run.apply_until, { run, what: "until", n: 0 });
  }
  return marks;
}

export function Calendar({ place, go }: PartProps) {
  const desk = useDesk();
  const list = useAnswer("training", "runs", {}, { keep: true });
  const month = place.month ?? desk.today.slice(0, 7);
  const marks = marksOf(list.data ?? []);
  const turn = (by: number) => go({ month: monthAfter(month, by) });
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <Group gap="xs" mb="md">
          <Button variant="default" leftSection={<Icon name="left" size={18} />} onClick={() => turn(-1)}>
            {t("training.month.before")}
          </Button>
          <Title order={2} size="h3" aria-live="polite">
            {showMonth(month, desk.era)}
          </Title>
          <Button variant="default" rightSection={<Icon name="right" size={18} />} onClick={() => turn(1)}>
            {t("training.month.after")}
          </Button>
          <Button variant="default" onClick={() => go({ month: undefined })}>
            {t("training.month.now")}
          </Button>
        </Group>
        <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
        {list.isPending && <Waiting lines={8} />}
        <Wide label={t("training.tab.calendar")} least={46}>
          <table className={classes.month}>
            <thead>
              <tr>
                {DAYS.map((day) => (
                  <th key={day} scope="col">
                    {t(`training.weekday.${day}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeksOf(month).map((week) => (
                <tr key={week[0]}>
                  {week.map((day) => (
                    <td key={day} data-other={!day.startsWith(month) || undefined} data-today={day === desk.today || undefined}>
                      <span aria-hidden="true" className="ky-number">
                        {day.startsWith(month) ? Number(day.slice(8)) : dayOfYear(day)}
                      </span>
                      <span className="ky-quiet">{showDate(day, desk.era)}</span>
                      {(marks.get(day) ?? []).map(({ run, what, n }) => (
                        <div key={`${run.id} ${what}`}>
                          <Anchor component={Link} to="/training/run" search={{ run: run.id } as never} size="sm" underline="hover">
                            {t(`training.mark.${what}`, { title: run.title, n })}
                          </Anchor>
                        </div>
                      ))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      </div>
    </div>
  );
}
