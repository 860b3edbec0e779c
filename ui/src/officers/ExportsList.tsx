// 書き出しの記録: every file with data that left the program, with its purpose and its recipient.
import { Stack, Table, Text } from "@mantine/core";
import { useAnswer } from "../ipc/client";
import { enumWords, numberWords, t, wireWords } from "../labels/t";
import { Badge } from "../parts/Badge";
import { EmptyPage } from "../parts/EmptyPage";
import { Pager, usePages } from "../parts/Pager";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { WhenWho } from "./WhenWho";

export function ExportsList() {
  const pages = usePages();
  const page = useAnswer("officers", "exports", { before: pages.before, limit: 50 }, { keep: true });
  if (page.error) return <ProblemAlert problem={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Waiting />;
  return (
    <Stack gap="md">
      <Text className="ky-measure">{t("officers.exports.text")}</Text>
      {page.data.rows.length === 0 ? (
        <EmptyPage icon="file" title={t("officers.exports.empty")} text={t("officers.exports.empty.text")} />
      ) : (
        <Wide label={t("officers.part.exports")} least={46}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("officers.when_who")}</Table.Th>
                <Table.Th scope="col">{t("officers.exports.what")}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {t("officers.exports.rows")}
                </Table.Th>
                <Table.Th scope="col">{t("officers.exports.purpose")}</Table.Th>
                <Table.Th scope="col">{t("officers.exports.recipient")}</Table.Th>
                <Table.Th scope="col">{t("officers.exports.password")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {page.data.rows.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td>
                    <WhenWho at={row.at} who={row.actor_name} />
                  </Table.Td>
                  <Table.Td>
                    {wireWords(`officers.exported.${row.report}`) ?? row.report}
                    <Text size="xs" c="dimmed">
                      {enumWords("sensitivity", row.sensitivity)}
                    </Text>
                  </Table.Td>
                  <Table.Td ta="right" className="ky-number">
                    {numberWords(row.rows)}
                  </Table.Td>
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
      <Pager pages={pages} next={page.data.next} />
    </Stack>
  );
}
