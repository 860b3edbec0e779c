// 書き出しの記録: every file with data that left the program, with its purpose and its recipient.
import { Button, Group, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useAnswer } from "../ipc/client";
import { enumWords, t, wireWords } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showMoment } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";

export function ExportsList() {
  const [before, setBefore] = useState<(string | undefined)[]>([undefined]);
  const page = useAnswer("officers", "exports", { before: before.at(-1), limit: 50 }, { keep: true });
  if (page.error) return <ProblemAlert problem={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Waiting />;
  const next = page.data.next;
  return (
    <Stack gap="md">
      <Text className="ky-measure">{t("officers.exports.text")}</Text>
      {page.data.rows.length === 0 ? (
        <EmptyPage icon="file" title={t("officers.exports.empty")} text="" />
      ) : (
        <Wide label={t("officers.part.exports")} least={60}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("desk.history.at")}</Table.Th>
                <Table.Th scope="col">{t("desk.history.who")}</Table.Th>
                <Table.Th scope="col">{t("officers.exports.what")}</Table.Th>
                <Table.Th scope="col">{t("officers.exports.rows")}</Table.Th>
                <Table.Th scope="col">{t("officers.exports.purpose")}</Table.Th>
                <Table.Th scope="col">{t("officers.exports.recipient")}</Table.Th>
                <Table.Th scope="col">{t("officers.exports.password")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {page.data.rows.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td className="ky-name ky-number">{showMoment(row.at)}</Table.Td>
                  <Table.Td className="ky-name">{row.actor_name}</Table.Td>
                  <Table.Td>
                    {wireWords(`officers.exported.${row.report}`) ?? row.report}
                    <Text size="xs" c="dimmed">
                      {enumWords("sensitivity", row.sensitivity)}
                    </Text>
                  </Table.Td>
                  <Table.Td className="ky-number">{row.rows}</Table.Td>
                  <Table.Td>{row.purpose}</Table.Td>
                  <Table.Td>{row.recipient}</Table.Td>
                  <Table.Td>
                    <Badge tone={row.protected ? "good" : "ended"}>
                      {t(row.protected ? "officers.exports.protected" : "officers.exports.plain")}
                    </Badge>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
      <Group>
        {before.length > 1 && (
          <Button variant="default" onClick={() => setBefore(before.slice(0, -1))}>
            {t("ui.newer")}
          </Button>
        )}
        {next && (
          <Button variant="default" onClick={() => setBefore([...before, next])}>
            {t("ui.older")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
