// 第三者提供記録: what was given to other organisations; of all, and of one person on the card.
import { Stack, Table, Text } from "@mantine/core";
import { useDesk } from "../desk/session";
import type { MemberCard, ProvisionRow } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { enumWords, numberWords, t, wireWords } from "../labels/t";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { Pager, usePages } from "../parts/Pager";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { Part } from "./CardFacts";
import classes from "./Members.module.css";

function itemWords(row: ProvisionRow): string {
  return row.items.map((item) => wireWords(`column.${item}`) ?? item).join(t("ui.list.and"));
}

export function Provisions() {
  const desk = useDesk();
  const pages = usePages();
  const page = useAnswer("members", "provisions", { before: pages.before, limit: 50 }, { keep: true });
  if (page.error) return <ProblemAlert problem={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Waiting />;
  return (
    <Stack gap="md">
      <Text className="ky-measure">{t("members.provisions.text")}</Text>
      {page.data.rows.length === 0 ? (
        <EmptyPage icon="file" title={t("members.provisions.empty")} text={t("members.provisions.empty.text")} />
      ) : (
        <Wide label={t("members.provisions")} least={46}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{`${t("members.provisions.on")}${t("ui.between")}${t("members.provisions.by")}`}</Table.Th>
                <Table.Th scope="col">{t("members.provisions.recipient")}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {t("members.provisions.people")}
                </Table.Th>
                <Table.Th scope="col" ta="right">
                  {t("members.provisions.left_out")}
                </Table.Th>
                <Table.Th scope="col">{t("members.provisions.basis")}</Table.Th>
                <Table.Th scope="col">{t("members.provisions.purpose")}</Table.Th>
                <Table.Th scope="col">{t("members.provisions.items")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {page.data.rows.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td>
                    <span className="ky-name ky-number">{showDate(row.provided_on, desk.era)}</span>
                    <Text size="sm" c="dimmed">
                      {row.by}
                    </Text>
                  </Table.Td>
                  <Table.Td>{row.recipient}</Table.Td>
                  <Table.Td ta="right" className="ky-number">
                    {numberWords(row.people_count)}
                  </Table.Td>
                  <Table.Td ta="right" className="ky-number">
                    {numberWords(row.left_out)}
                  </Table.Td>
                  <Table.Td>{enumWords("legal_basis", row.legal_basis)}</Table.Td>
                  <Table.Td>{row.purpose}</Table.Td>
                  <Table.Td>
                    <Text size="xs">{itemWords(row)}</Text>
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

/** What was given of one person; nothing is shown where nothing was. */
export function ProvisionsOf({ card }: { card: MemberCard }) {
  const desk = useDesk();
  if (card.provisions.length === 0) return null;
  return (
    <Part title={t("members.provisions")}>
      <ul className={classes.plain}>
        {card.provisions.map((row) => (
          <li key={row.id} className={classes.line}>
            <div>
              <Text size="sm">{t("members.provisions.line", { on: showDate(row.provided_on, desk.era), name: row.recipient })}</Text>
              <Text size="xs" c="dimmed">
                {[enumWords("legal_basis", row.legal_basis), row.purpose].join(" / ")}
              </Text>
              <Text size="xs" c="dimmed">
                {itemWords(row)}
              </Text>
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}
