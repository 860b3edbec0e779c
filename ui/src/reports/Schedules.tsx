// 自動で作る: when reports are made by themselves, when next, and how it went last.
import { Button, Code, Group, Modal, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { OwnReportRow, ScheduleRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { t } from "../labels/t";
import { showDate, showMoment } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { Icon } from "../parts/Icon";
import { SettledButton } from "../parts/SettledButton";
import { Told } from "../parts/Told";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { failureWords, whenWords } from "./ownWords";
import { ScheduleForm } from "./ScheduleForm";

/** The line that the system's scheduler calls. */
const LINE = "kyojo-cli due";

function Last({ row }: { row: ScheduleRow }) {
  const desk = useDesk();
  return (
    <>
      {row.written && (
        <Text size="sm">
          {t("reports.due.written", { due: showDate(row.written.due_on, desk.era), file: row.written.file, at: showMoment(row.written.at) })}
        </Text>
      )}
      {row.failed_at && row.failed_code && (
        <Text size="sm" c="var(--ky-urgent-words)">
          {t("reports.due.failed", { at: showMoment(row.failed_at), count: String(row.failures), why: failureWords(row.failed_code, row.name) })}
        </Text>
      )}
      {!row.written && !row.failed_at && (
        <Text size="sm" c="dimmed">
          {t("reports.due.never")}
        </Text>
      )}
    </>
  );
}

function Next({ row }: { row: ScheduleRow }) {
  const desk = useDesk();
  if (row.stopped_on) return <Text fw={700}>{t("reports.due.stopped", { on: showDate(row.stopped_on, desk.era) })}</Text>;
  if (!row.next_on) return <>{t("ui.none")}</>;
  return row.next_on <= desk.today ? <Text fw={700}>{t("reports.due.now", { on: showDate(row.next_on, desk.era) })}</Text> : <>{showDate(row.next_on, desk.era)}</>;
}

export function Schedules({ own }: { own: OwnReportRow[] }) {
  const rows = useAnswer("reports", "schedules", {});
  const drop = useChange("reports", "drop_schedule", {});
  const resume = useChange("reports", "resume_schedule", {});
  const [open, setOpen] = useState<ScheduleRow | "new">();
  const stopped = (rows.data ?? []).filter((row) => row.stopped_on !== null);
  return (
    <Stack gap="md">
      <Group justify="space-between" align="start">
        <Text className="ky-measure">{t("reports.due.text")}</Text>
        <Button leftSection={<Icon name="add" size={18} />} onClick={() => setOpen("new")}>
          {t("reports.due.add")}
        </Button>
      </Group>
      <Text size="sm" className="ky-measure">
        {t("reports.due.how")}
      </Text>
      <Code block w="fit-content">
        {LINE}
      </Code>
      {stopped.length > 0 && (
        <Told tone="urgent" title={t("reports.due.stopped.title")}>
          {t("reports.due.stopped.text")}
        </Told>
      )}
      <ProblemAlert problem={rows.error} onRetry={() => void rows.refetch()} />
      {rows.isPending && !rows.error && <Waiting />}
      {rows.data?.length === 0 && <EmptyPage icon="clock" title={t("reports.due.empty")} text={t("reports.due.empty.text")} />}
      {rows.data && rows.data.length > 0 && (
        <Wide label={t("reports.own.part.schedules")} least={44}>
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("reports.due.report")}</Table.Th>
                <Table.Th scope="col">{t("reports.due.when")}</Table.Th>
                <Table.Th scope="col">{t("reports.due.next")}</Table.Th>
                <Table.Th scope="col">{t("reports.due.last")}</Table.Th>
                <Table.Th scope="col">{t("reports.own.does")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.data.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Th scope="row">{row.name || t("reports.due.gone")}</Table.Th>
                  <Table.Td>{whenWords(row)}</Table.Td>
                  <Table.Td>
                    <Next row={row} />
                  </Table.Td>
                  <Table.Td>
                    <Last row={row} />
                  </Table.Td>
                  <Table.Td>
                    <Group gap="xs" wrap="nowrap">
                      {row.stopped_on && (
                        <SettledButton
                          size="compact-md"
                          aria-label={t("reports.due.resume_of", { name: row.name })}
                          onClick={() => resume.mutate({ id: row.id, version: row.version }, { onError: sayProblem })}
                        >
                          {t("reports.due.resume")}
                        </SettledButton>
                      )}
                      <SettledButton variant="default" size="compact-md" aria-label={t("reports.due.change_of", { name: row.name })} onClick={() => setOpen(row)}>
                        {t("reports.due.change")}
                      </SettledButton>
                      <SettledButton
                        variant="default"
                        size="compact-md"
                        aria-label={t("reports.due.drop_of", { name: row.name })}
                        onClick={() => drop.mutate({ id: row.id, version: row.version }, { onError: sayProblem })}
                      >
                        {t("reports.due.drop")}
                      </SettledButton>
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
      <Modal opened={open !== undefined} onClose={() => setOpen(undefined)} title={open === "new" ? t("reports.due.add") : t("reports.due.change_title")} size="lg">
        {open && <ScheduleForm row={open === "new" ? undefined : open} own={own} onDone={() => setOpen(undefined)} />}
      </Modal>
    </Stack>
  );
}
