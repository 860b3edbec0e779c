// キャリア相談: the day, the own cases, the room; and one case.
import { Button, Group, Stack, Tabs, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { useShorterLock } from "../desk/lock";
import { useAnswer } from "../ipc/client";
import { useShortcuts } from "../keys";
import { t } from "../labels/t";
import { Icon } from "../parts/Icon";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { CaseList } from "./CaseList";
import { CasePage } from "./CasePage";
import classes from "./Cases.module.css";
import { DayLists, DayNotes } from "./Day";
import { NewInquiry } from "./NewInquiry";
import type { CasesPlace, CasesTab } from "./place";
import { FoundRoom, Outside, RoomTab, useSheet } from "./Room";
import { LOCK_MINUTES } from "./words";

function Today() {
  const day = useAnswer("cases", "my_day", {});
  return (
    <div className={classes.scroll}>
      <ProblemAlert problem={day.error} onRetry={() => void day.refetch()} />
      {day.isPending && <Waiting lines={6} />}
      {day.data && (
        <Stack gap="lg">
          <DayNotes day={day.data} />
          <DayLists day={day.data} />
        </Stack>
      )}
    </div>
  );
}

export function CasesPage() {
  const place = useSearch({ from: "/cases" });
  const navigate = useNavigate();
  const room = useAnswer("cases", "room", {});
  const { sheet, show } = useSheet();
  useShorterLock(LOCK_MINUTES);
  const go = useCallback(
    (next: Partial<CasesPlace>) => void navigate({ to: "/cases", search: { ...place, ...next }, replace: true }),
    [navigate, place],
  );
  const inside = room.data?.admitted ?? false;
  const begin = () => inside && go({ open: "new", person: undefined });
  useShortcuts({ "mod+n": begin });
  const dialog = (
    <NewInquiry opened={inside && place.open === "new"} person={place.person} onClose={() => go({ open: undefined, person: undefined })} />
  );
  if (sheet) return sheet;
  if (inside && place.case) {
    return (
      <>
        <CasePage key={place.case} id={place.case} write={place.write} />
        {dialog}
      </>
    );
  }
  return (
    <div className={classes.page}>
      <Group justify="space-between" mb="xs">
        <Title order={1}>{t("cases.title")}</Title>
        {inside && (
          <Button leftSection={<Icon name="add" size={18} />} onClick={begin}>
            {t("cases.new")}
          </Button>
        )}
      </Group>
      <ProblemAlert problem={room.error} onRetry={() => void room.refetch()} />
      {room.isPending && <Waiting lines={6} />}
      {room.data && !room.data.founded && <FoundRoom onSheet={show} />}
      {room.data?.founded && !inside && <Outside room={room.data} />}
      {room.data && inside && (
        <Tabs
          value={place.tab ?? "day"}
          keepMounted={false}
          className={classes.tabs}
          onChange={(next) => void navigate({ to: "/cases", search: { tab: next as CasesTab } })}
        >
          <Tabs.List mb="md">
            <Tabs.Tab value="day">{t("cases.tab.day")}</Tabs.Tab>
            <Tabs.Tab value="list">{t("cases.tab.list")}</Tabs.Tab>
            <Tabs.Tab value="room">{t("cases.tab.room")}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="day" className={classes.panel}>
            <Today />
          </Tabs.Panel>
          <Tabs.Panel value="list" className={classes.panel}>
            <CaseList place={place} go={go} />
          </Tabs.Panel>
          <Tabs.Panel value="room" className={classes.panel}>
            <RoomTab room={room.data} />
          </Tabs.Panel>
        </Tabs>
      )}
      {dialog}
    </div>
  );
}
