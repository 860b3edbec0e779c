// 月次締め: the months that are closed, what was printed then, what the records say by now, and the next month to close.
import { Button, Group, Paper, Select, Stack, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, numberWords, t } from "../labels/t";
import { addDays, showDate, showMoment, showMonth } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { BackTo } from "../parts/ThingHead";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { signed } from "./cells";

/** How many months back may be closed. */
const BACK = 24;

/** Ends of months that are over and not closed, the newest first. */
export function monthsToClose(today: string, last: string | undefined): string[] {
  const ends: string[] = [];
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  for (let back = -1; back < BACK; back += 1) {
    const next = new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 10);
    const end = addDays(next, -1);
    if (end <= today && (!last || end > last)) ends.push(end);
  }
  return ends;
}

export function MonthsPage() {
  const desk = useDesk();
  const months = useAnswer("reports", "closed_months", {});
  const [chosen, setChosen] = useState<string | null>(null);
  const close = useChange("reports", "close_month", { onDone: () => setChosen(null) });
  const open = monthsToClose(desk.today, months.data?.[0]?.as_of);
  const day = chosen ?? open[0];
  return (
    <Stack p="lg" gap="lg">
      <div>
        <BackTo to="/reports" words={t("reports.to_list")} />
        <Title order={1}>{t("reports.months")}</Title>
      </div>
      <Text className="ky-measure">{t("reports.months.text")}</Text>
      <ProblemAlert problem={months.error} onRetry={() => void months.refetch()} />
      {months.isPending && !months.error && <Waiting />}
      {months.data && desk.may("import_roster") && (
        <Paper withBorder p="md">
          <ProblemAlert problem={close.error} />
          {open.length === 0 ? (
            <Text>{t("reports.months.none")}</Text>
          ) : (
            <Group align="end">
              <Select
                label={t("reports.months.choose")}
                data={open.map((end) => ({ value: end, label: showMonth(end.slice(0, 7), desk.era) }))}
                allowDeselect={false}
                value={day ?? null}
                onChange={setChosen}
              />
              <Button loading={close.isPending} onClick={() => day && close.mutate({ as_of: day })}>
                {t("reports.months.close")}
              </Button>
            </Group>
          )}
        </Paper>
      )}
      {months.data?.length === 0 && (
        <EmptyPage icon="clock" title={t("reports.months.empty")} text={t("reports.months.empty.text")} />
      )}
      {months.data && months.data.length > 0 && (
        <Wide label={t("reports.months")} least={48}>
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("reports.months.as_of")}</Table.Th>
                <Table.Th scope="col">{t("reports.months.kind")}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {t("reports.months.members")}
                </Table.Th>
                <Table.Th scope="col" ta="right">
                  {t("reports.months.now")}
                </Table.Th>
                <Table.Th scope="col" ta="right">
                  {t("reports.months.difference")}
                </Table.Th>
                <Table.Th scope="col">{t("reports.months.closed_at")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {months.data.map((month) => (
                <Table.Tr key={month.as_of}>
                  <Table.Th scope="row">{showDate(month.as_of, desk.era)}</Table.Th>
                  <Table.Td>{enumWords("snapshot_kind", month.kind)}</Table.Td>
                  <Table.Td ta="right" className="ky-number">
                    {numberWords(month.members)}
                  </Table.Td>
                  <Table.Td ta="right" className="ky-number">
                    {numberWords(month.now)}
                  </Table.Td>
                  <Table.Td ta="right" className="ky-number" fw={month.now === month.members ? undefined : 700}>
                    {signed(month.now - month.members)}
                  </Table.Td>
                  <Table.Td className="ky-number">{showMoment(month.closed_at)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
    </Stack>
  );
}
