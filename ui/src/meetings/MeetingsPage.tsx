// 会議: what is planned, on its way and over, and the union's own rules.
import { Anchor, Button, Group, Stack, Table, Tabs, Text, Title } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useDesk } from "../desk/session";
import type { MeetingRow } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { useShortcuts } from "../keys";
import { enumWords, t, wireWords } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { Icon } from "../parts/Icon";
import { SidePanel } from "../parts/SidePanel";
import { Told } from "../parts/Told";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { MeetingForm } from "./MeetingForm";
import classes from "./Meetings.module.css";
import type { MeetingsTab } from "./place";
import { Rules } from "./Rules";
import { meetingTone } from "./words";

function Warnings() {
  const desk = useDesk();
  const found = useAnswer("meetings", "warnings", {}, { keep: true });
  if (!found.data || found.data.length === 0) return null;
  return (
    <Told tone="caution" title={t("meetings.warnings")}>
      {found.data.map((each) => (
        <Text key={each.code} size="sm">
          {wireWords(`meetings.warning.${each.code}`, {}) ?? each.code}
          {each.last_on && ` ${t("meetings.warning.last", { on: showDate(each.last_on, desk.era) })}`}
        </Text>
      ))}
    </Told>
  );
}

/** What the meeting waits for. */
function Due({ row }: { row: MeetingRow }) {
  const desk = useDesk();
  if (row.status === "closed") return <Text size="sm">{t("meetings.due.minutes")}</Text>;
  const items = t("meetings.due.items", { decided: row.decided, n: row.items });
  if (row.status !== "draft") return <Text size="sm">{row.status === "convened" && row.held_on > desk.today ? t("meetings.due.door", { on: showDate(row.held_on, desk.era) }) : items}</Text>;
  if (row.held_on < desk.today) return <Badge tone="urgent">{t("meetings.due.past")}</Badge>;
  if (!row.notice_until) return <Text size="sm">{t("meetings.due.convene")}</Text>;
  const late = row.notice_until < desk.today;
  const notice = t(late ? "meetings.due.notice_late" : "meetings.due.notice", { on: showDate(row.notice_until, desk.era) });
  return late ? <Badge tone="urgent">{notice}</Badge> : <Text size="sm">{notice}</Text>;
}

function List() {
  const desk = useDesk();
  const navigate = useNavigate();
  const { open } = useSearch({ from: "/meetings" });
  const found = useAnswer("meetings", "list", {}, { keep: true });
  const may = desk.may("change_meetings");
  const close = () => void navigate({ to: "/meetings", search: {} });
  const add = () => void navigate({ to: "/meetings", search: { open: "new" } });
  useShortcuts({ "mod+n": () => may && add() });
  return (
    <div className={classes.split}>
      <section className={classes.list} aria-label={t("meetings.list")}>
        <Stack gap="md">
          <Warnings />
          {may && (
            <Group>
              <Button leftSection={<Icon name="add" size={18} />} onClick={add}>
                {t("meetings.add")}
              </Button>
            </Group>
          )}
          <ProblemAlert problem={found.error} onRetry={() => void found.refetch()} />
          {found.isPending && <Waiting lines={6} />}
          {found.data?.length === 0 && <Text>{t("meetings.none")}</Text>}
          {found.data && found.data.length > 0 && (
            <Wide label={t("meetings.list")} least={48}>
              <Table striped={false} highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t("meetings.held_on")}</Table.Th>
                    <Table.Th>{t("meetings.title_field")}</Table.Th>
                    <Table.Th>{t("meetings.kind")}</Table.Th>
                    <Table.Th>{t("meetings.status")}</Table.Th>
                    <Table.Th>{t("meetings.due")}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {found.data.map((row) => (
                    <Table.Tr key={row.id}>
                      <Table.Td className="ky-number">{showDate(row.held_on, desk.era)}</Table.Td>
                      <Table.Td>
                        <Anchor component={Link} to="/meetings/meeting" search={{ meeting: row.id } as never} underline="hover">
                          {row.title}
                        </Anchor>
                      </Table.Td>
                      <Table.Td>{enumWords("meeting_kind", row.kind)}</Table.Td>
                      <Table.Td>
                        <Badge tone={meetingTone(row.status)}>{enumWords("meeting_status", row.status)}</Badge>
                      </Table.Td>
                      <Table.Td>
                        <Due row={row} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Wide>
          )}
        </Stack>
      </section>
      {open === "new" && may && (
        <SidePanel title={t("meetings.add")} onClose={close}>
          <MeetingForm onCancel={close} onDone={(meeting) => void navigate({ to: "/meetings/meeting", search: { meeting } })} />
        </SidePanel>
      )}
    </div>
  );
}

export function MeetingsPage() {
  const place = useSearch({ from: "/meetings" });
  const navigate = useNavigate();
  return (
    <div className={classes.page}>
      <Title order={1} mb="sm">
        {t("meetings.title")}
      </Title>
      <Tabs
        value={place.tab ?? "list"}
        keepMounted={false}
        className={classes.tabs}
        onChange={(next) => void navigate({ to: "/meetings", search: { tab: next as MeetingsTab } })}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="list">{t("meetings.tab.list")}</Tabs.Tab>
          <Tabs.Tab value="rules">{t("meetings.tab.rules")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="list" className={classes.panel}>
          <List />
        </Tabs.Panel>
        <Tabs.Panel value="rules" className={classes.panel}>
          <Rules />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
