// 取り組み: two taps for the own time, the picture of need and hours, and the decisions with what became of them.
import { Tabs, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { useDesk } from "../desk/session";
import { t } from "../labels/t";
import classes from "./Activities.module.css";
import { Decisions } from "./Decisions";
import type { ActivitiesPlace, ActivitiesTab } from "./place";
import { ReviewPart } from "./Review";
import { Time } from "./Time";

export interface PartProps {
  place: ActivitiesPlace;
  go(next: Partial<ActivitiesPlace>): void;
}

export function ActivitiesPage() {
  const place = useSearch({ from: "/activities" });
  const navigate = useNavigate();
  const desk = useDesk();
  const go = useCallback(
    (next: Partial<ActivitiesPlace>) => void navigate({ to: "/activities", search: { ...place, ...next }, replace: true }),
    [navigate, place],
  );
  const tabs: ActivitiesTab[] = [...(desk.may("log_time") ? (["time"] as const) : []), ...(desk.may("see_activities") ? (["review", "decisions"] as const) : [])];
  const tab = tabs.find((each) => each === place.tab) ?? tabs[0] ?? "time";
  const part = { place, go };
  return (
    <div className={classes.page}>
      <Title order={1} mb="sm">
        {t("activities.title")}
      </Title>
      <Tabs value={tab} keepMounted={false} className={classes.tabs} onChange={(next) => void navigate({ to: "/activities", search: { tab: next as ActivitiesTab, year: place.year } })}>
        <Tabs.List mb="md">
          {tabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`activities.tab.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="time" className={classes.panel}>
          <Time go={go} />
        </Tabs.Panel>
        <Tabs.Panel value="review" className={classes.panel}>
          <ReviewPart {...part} />
        </Tabs.Panel>
        <Tabs.Panel value="decisions" className={classes.panel}>
          <Decisions {...part} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
