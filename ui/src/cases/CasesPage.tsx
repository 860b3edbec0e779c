// キャリア相談: the day, the own cases, what one supervises, the releases, the room; and one case.
import { Button, Group, Stack, Tabs, Title } from "@mantine/core";
import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import { useShorterLock } from "../desk/lock";
import { useDesk } from "../desk/session";
import { call, problemOf } from "../ipc/call";
import { forgetAnswers, useAnswer } from "../ipc/client";
import { useShortcuts } from "../keys";
import { t } from "../labels/t";
import { Icon } from "../parts/Icon";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { CaseList } from "./CaseList";
import { CasePage } from "./CasePage";
import classes from "./Cases.module.css";
import { DayLists, DayNotes } from "./Day";
import { callingOf } from "./inquiry";
import { NewInquiry } from "./NewInquiry";
import { TABS, type CasesPlace, type CasesTab } from "./place";
import { Releases } from "./Releases";
import { FoundRoom, Outside, RoomTab, useSheet } from "./Room";
import { Supervised } from "./Supervised";
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

/** What changed in the roster for persons who have a case; asked once while the window is open, and silent when there is nothing. */
function useRoster(inside: boolean): void {
  const asked = useRef(false);
  useEffect(() => {
    if (!inside || asked.current) return;
    asked.current = true;
    call("cases", "catch_up", {}).then(
      (found) => (found.merged + found.erased + found.left > 0 ? forgetAnswers() : undefined),
      (thrown: unknown) => sayProblem(problemOf(thrown)),
    );
  }, [inside]);
}

/** The tabs that open for this officer: the others would only lead to a refusal. */
function useTabs(inside: boolean): CasesTab[] {
  const desk = useDesk();
  return TABS.filter((tab) => {
    if (tab === "supervised") return desk.may("supervise");
    if (tab === "releases") return desk.may("lift_secrecy");
    return inside;
  });
}

export function CasesPage() {
  const desk = useDesk();
  const place = useSearch({ from: "/cases" });
  const navigate = useNavigate();
  const counsels = desk.may("counsel");
  const room = useAnswer("cases", "room", {}, { enabled: counsels });
  const { sheet, show } = useSheet();
  useShorterLock(LOCK_MINUTES);
  const calling = useLocation({ select: (at) => callingOf(at.state) });
  // What is typed to look for somebody is kept in the page: an address is written down by the browser, outside of the sealed file.
  const [typed, setTyped] = useState<{ words: string | undefined; beside: string | undefined }>();
  const find = typed && typed.beside === place.find ? typed.words : place.find;
  const go = useCallback(
    (next: Partial<CasesPlace>) => {
      if ("find" in next) setTyped({ words: next.find, beside: place.find });
      void navigate({ to: "/cases", search: { ...place, ...next, find: place.find }, replace: true });
    },
    [navigate, place],
  );
  const inside = room.data?.admitted ?? false;
  useRoster(inside);
  const tabs = useTabs(inside);
  const tab = tabs.find((each) => each === place.tab) ?? tabs[0];
  const begin = () => inside && go({ open: "new" });
  useShortcuts({ "mod+n": begin });
  const dialog = (
    <NewInquiry
      opened={inside && place.open === "new"}
      person={calling.person}
      draft={calling.draft}
      onClose={() => go({ open: undefined })}
    />
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
      {counsels && room.isPending && <Waiting lines={6} />}
      {room.data && !room.data.founded && <FoundRoom onSheet={show} />}
      {room.data?.founded && !inside && <Outside room={room.data} />}
      {room.data?.founded !== false && tab && (!counsels || room.data) && (
        <Tabs
          value={tab}
          mt={counsels && !inside ? "lg" : undefined}
          keepMounted={false}
          className={classes.tabs}
          onChange={(next) => void navigate({ to: "/cases", search: { tab: next as CasesTab } })}
        >
          <Tabs.List mb="md">
            {tabs.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {t(`cases.tab.${each}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="day" className={classes.panel}>
            <Today />
          </Tabs.Panel>
          <Tabs.Panel value="list" className={classes.panel}>
            <CaseList place={{ ...place, find }} go={go} />
          </Tabs.Panel>
          <Tabs.Panel value="supervised" className={classes.panel}>
            <Supervised />
          </Tabs.Panel>
          <Tabs.Panel value="releases" className={classes.panel}>
            <Releases />
          </Tabs.Panel>
          <Tabs.Panel value="room" className={classes.panel}>
            {room.data && <RoomTab room={room.data} />}
          </Tabs.Panel>
        </Tabs>
      )}
      {dialog}
    </div>
  );
}
