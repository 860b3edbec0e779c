// 独自の帳票: the reports that officers make themselves, and when reports are made by themselves.
import { Anchor, Button, Group, Table, Tabs, Text, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDesk } from "../desk/session";
import type { OwnReportRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { EmptyPage } from "../parts/EmptyPage";
import { Icon } from "../parts/Icon";
import { SettledButton } from "../parts/SettledButton";
import tabbed from "../parts/Tabbed.module.css";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { OwnReport } from "./OwnReport";
import { NEW, type OwnPart } from "./ownPlace";
import { asOfWords } from "./ownWords";
import { Schedules } from "./Schedules";

function groupsOf(row: OwnReportRow): string {
  const groups = (row.groups ?? []).map((group) => enumWords("own_dimension", group));
  return groups.length === 0 ? t("ui.none") : groups.join(t("reports.own.by"));
}

function Kept({ rows, onOpen }: { rows: OwnReportRow[]; onOpen(row: OwnReportRow): void }) {
  const desk = useDesk();
  const drop = useChange("reports", "drop_own_report", {});
  return (
    <Wide label={t("reports.own.title")} least={44}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("reports.own.name")}</Table.Th>
            <Table.Th scope="col">{t("reports.own.kind")}</Table.Th>
            <Table.Th scope="col">{t("reports.own.about")}</Table.Th>
            <Table.Th scope="col">{t("reports.own.groups")}</Table.Th>
            <Table.Th scope="col">{t("members.as_of")}</Table.Th>
            <Table.Th scope="col">{t("reports.own.whose")}</Table.Th>
            <Table.Th scope="col">{t("reports.own.does")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Th scope="row">
                {row.allowed ? (
                  <Anchor component="button" type="button" ta="start" onClick={() => onOpen(row)}>
                    {row.name}
                  </Anchor>
                ) : (
                  <>
                    {row.name}
                    <Text size="sm" c="dimmed">
                      {t("reports.not_allowed")}
                    </Text>
                  </>
                )}
              </Table.Th>
              <Table.Td>{enumWords("own_kind", row.kind)}</Table.Td>
              <Table.Td>{row.list_name ?? t("reports.own.everybody")}</Table.Td>
              <Table.Td>{groupsOf(row)}</Table.Td>
              <Table.Td>{asOfWords(row.as_of, row.as_of_on, desk.era)}</Table.Td>
              <Table.Td>{row.shared ? t("members.list.of_all") : t("reports.own.mine")}</Table.Td>
              <Table.Td>
                {row.mine && (
                  <SettledButton
                    variant="default"
                    size="compact-md"
                    aria-label={t("reports.own.drop_of", { name: row.name })}
                    onClick={() => drop.mutate({ id: row.id, version: row.version }, { onError: sayProblem })}
                  >
                    {t("reports.own.drop")}
                  </SettledButton>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

export function OwnReportsPage() {
  const place = useSearch({ from: "/reports/own" });
  const navigate = useNavigate();
  const desk = useDesk();
  const may = desk.may("see_counts");
  const rows = useAnswer("reports", "own_reports", {}, { enabled: may });
  const open = (id: string | undefined) => void navigate({ to: "/reports/own", search: { part: "reports", id } });
  const chosen = rows.data?.find((row) => row.id === place.id);
  if (may && (place.id === NEW || chosen)) {
    return (
      <OwnReport
        key={place.id === NEW ? `${NEW} ${place.list ?? ""}` : chosen?.id}
        row={chosen}
        list={place.list}
        onKept={open}
        onBack={() => open(undefined)}
      />
    );
  }
  // One that was kept a moment ago: the list does not know it yet.
  if (may && place.id && rows.isFetching) return <Waiting lines={8} />;
  const tab: OwnPart = may ? (place.part ?? "reports") : "schedules";
  return (
    <div className={tabbed.page}>
      <Group justify="space-between" mb="sm">
        <Title order={1}>{t("reports.own.title")}</Title>
        <Button variant="default" onClick={() => void navigate({ to: "/reports", search: {} })}>
          {t("reports.others")}
        </Button>
      </Group>
      <Tabs
        value={tab}
        keepMounted={false}
        className={tabbed.tabs}
        onChange={(next) => void navigate({ to: "/reports/own", search: { part: next as OwnPart } })}
      >
        <Tabs.List mb="md">
          {may && <Tabs.Tab value="reports">{t("reports.own.part.reports")}</Tabs.Tab>}
          <Tabs.Tab value="schedules">{t("reports.own.part.schedules")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="reports" className={tabbed.panel}>
          <Group justify="space-between" mb="md" align="start">
            <Text className="ky-measure">{t("reports.own.text")}</Text>
            <Button leftSection={<Icon name="add" size={18} />} onClick={() => open(NEW)}>
              {t("reports.own.add")}
            </Button>
          </Group>
          <ProblemAlert problem={rows.error} onRetry={() => void rows.refetch()} />
          {rows.isPending && !rows.error && <Waiting />}
          {rows.data?.length === 0 && (
            <EmptyPage icon="reports" title={t("reports.own.empty")} text={t("reports.own.empty.text")} />
          )}
          {rows.data && rows.data.length > 0 && <Kept rows={rows.data} onOpen={(row) => open(row.id)} />}
        </Tabs.Panel>
        <Tabs.Panel value="schedules" className={tabbed.panel}>
          <Schedules own={rows.data ?? []} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
