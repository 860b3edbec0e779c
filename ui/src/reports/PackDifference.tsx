// What a frozen pack tells otherwise than the figures of today. It stands here and never in the workbook.
import { Stack, Table, Text } from "@mantine/core";
import { useDesk } from "../desk/session";
import type { Cell, Frame, IssuedPackRow } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { numberWords, t } from "../labels/t";
import { Told } from "../parts/Told";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { cellWords } from "./cells";

/** More than these are not read one by one. */
const MOST = 300;

export function PackDifference({ pack }: { pack: IssuedPackRow }) {
  const desk = useDesk();
  const found = useAnswer("reports", "pack_differences", { id: pack.id });
  const look = { era: desk.era, english: pack.locale === "en" } satisfies Partial<Frame>;
  const words = (cell: Cell | null) => (cell === null ? t("reports.difference.absent") : cellWords(cell, undefined, look as Frame) || t("reports.difference.empty"));
  const cells = found.data?.cells ?? [];
  return (
    <Stack gap="md">
      <ProblemAlert problem={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && !found.error && <Waiting lines={4} />}
      {found.data && cells.length === 0 && (
        <Told tone="good" title={t("reports.difference.none")}>
          {t("reports.difference.none.text", { n: numberWords(found.data.compared) })}
        </Told>
      )}
      {found.data && cells.length > 0 && (
        <>
          <Told tone="caution" title={t("reports.difference.some", { n: numberWords(cells.length) })}>
            {t("reports.difference.some.text")}
          </Told>
          <Wide label={t("reports.difference")} least={44}>
            <Table verticalSpacing="xs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t("reports.difference.page")}</Table.Th>
                  <Table.Th scope="col">{t("reports.difference.row")}</Table.Th>
                  <Table.Th scope="col">{t("reports.difference.column")}</Table.Th>
                  <Table.Th scope="col" ta="right">
                    {t("reports.difference.then")}
                  </Table.Th>
                  <Table.Th scope="col" ta="right">
                    {t("reports.difference.now")}
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {cells.slice(0, MOST).map((cell, at) => (
                  // Two rows of one name may differ in one column each.
                  // oxlint-disable-next-line react/no-array-index-key
                  <Table.Tr key={at}>
                    <Table.Td>{cell.page}</Table.Td>
                    <Table.Td>{cell.row}</Table.Td>
                    <Table.Td>{cell.column}</Table.Td>
                    <Table.Td ta="right" className="ky-number">
                      {words(cell.then)}
                    </Table.Td>
                    <Table.Td ta="right" className="ky-number" fw={700}>
                      {words(cell.now)}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Wide>
          {cells.length > MOST && <Text size="sm">{t("reports.difference.more", { n: numberWords(cells.length - MOST) })}</Text>}
        </>
      )}
      {found.data && found.data.only_then.length > 0 && <Text>{t("reports.difference.only_then", { pages: found.data.only_then.join(t("ui.list.and")) })}</Text>}
      {found.data && found.data.only_now.length > 0 && <Text>{t("reports.difference.only_now", { pages: found.data.only_now.join(t("ui.list.and")) })}</Text>}
    </Stack>
  );
}
