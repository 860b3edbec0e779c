// 研修: the runs as a list and a calendar, the catalogue of courses, and what organisations ask for.
import { Tabs, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { t } from "../labels/t";
import { Calendar } from "./Calendar";
import { Courses } from "./Courses";
import { Demand } from "./Demand";
import type { TrainingPlace, TrainingTab } from "./place";
import { Runs } from "./Runs";
import classes from "./Training.module.css";

export interface PartProps {
  place: TrainingPlace;
  /** Goes to another place of the same tab. */
  go(next: Partial<TrainingPlace>): void;
}

export function TrainingPage() {
  const place = useSearch({ from: "/training" });
  const navigate = useNavigate();
  const go = useCallback(
    (next: Partial<TrainingPlace>) => void navigate({ to: "/training", search: { ...place, ...next }, replace: true }),
    [navigate, place],
  );
  const part = { place, go };
  return (
    <div className={classes.page}>
      <Title order={1} mb="sm">
        {t("training.title")}
      </Title>
      <Tabs
        value={place.tab ?? "runs"}
        keepMounted={false}
        className={classes.tabs}
        onChange={(next) => void navigate({ to: "/training", search: { tab: next as TrainingTab } })}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="runs">{t("training.tab.runs")}</Tabs.Tab>
          <Tabs.Tab value="calendar">{t("training.tab.calendar")}</Tabs.Tab>
          <Tabs.Tab value="courses">{t("training.tab.courses")}</Tabs.Tab>
          <Tabs.Tab value="demand">{t("training.tab.demand")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="runs" className={classes.panel}>
          <Runs {...part} />
        </Tabs.Panel>
        <Tabs.Panel value="calendar" className={classes.panel}>
          <Calendar {...part} />
        </Tabs.Panel>
        <Tabs.Panel value="courses" className={classes.panel}>
          <Courses {...part} />
        </Tabs.Panel>
        <Tabs.Panel value="demand" className={classes.panel}>
          <Demand {...part} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
