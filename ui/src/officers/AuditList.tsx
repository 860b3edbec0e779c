// 操作の記録: every change in order, chained and never removed. Names of fields, not their values.
import { Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { AuditShown } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { t, wireWords } from "../labels/t";
import { EmptyPage } from "../parts/EmptyPage";
import { FindIn } from "../parts/FindIn";
import { Pager, usePages } from "../parts/Pager";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { WhenWho } from "./WhenWho";

function actionWords(action: string): string {
  return wireWords(`officers.action.${action}`) ?? action;
}

/** Marks of the program among the fields: nobody looks for them in a trail. */
const OURS = /^(search_key|kana_key|version)$|_id$/;

/** The fields that officers know by a name; of the others only how many. */
function fieldsWords(fields: string[]): string {
  const seen = fields.filter((field) => !OURS.test(field));
  const named = seen.flatMap((field) => wireWords(`column.${field}`) ?? []);
  const others = seen.length - named.length;
  return [...named, ...(others > 0 ? [t("officers.audit.others", { n: others })] : [])].join(t("ui.list.and"));
}

/** Whom or what it was about; of many only how many. */
function subjectWords(row: AuditShown): string {
  return row.subject ?? (row.n !== null ? t("officers.audit.n", { n: row.n }) : "");
}

export function AuditList() {
  const pages = usePages();
  const [find, setFind] = useState("");
  const page = useAnswer("officers", "audit", { before: pages.before === undefined ? undefined : Number(pages.before), limit: 50, find: find || undefined }, { keep: true });
  if (page.error) return <ProblemAlert problem={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Waiting />;
  return (
    <Stack gap="md">
      <Text className="ky-measure">{t("officers.audit.text")}</Text>
      <FindIn
        label={t("officers.audit.find")}
        value={find}
        onFind={(words) => {
          setFind(words);
          pages.begin();
        }}
      />
      {page.data.rows.length === 0 ? (
        <EmptyPage icon="history" title={t(find ? "desk.history.none" : "officers.audit.empty")} />
      ) : (
        <Wide label={t("officers.part.audit")} least={44}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col" ta="right">
                  {t("officers.audit.seq")}
                </Table.Th>
                <Table.Th scope="col">{t("officers.when_who")}</Table.Th>
                <Table.Th scope="col">{t("officers.audit.action")}</Table.Th>
                <Table.Th scope="col">{t("officers.audit.subject")}</Table.Th>
                <Table.Th scope="col">{t("officers.audit.fields")}</Table.Th>
                <Table.Th scope="col">{t("officers.audit.reason")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {page.data.rows.map((row) => (
                <Table.Tr key={row.seq}>
                  <Table.Td className="ky-number" ta="right">{row.seq}</Table.Td>
                  <Table.Td>
                    <WhenWho at={row.at} who={row.actor_name} />
                  </Table.Td>
                  <Table.Td miw="7rem">{actionWords(row.action)}</Table.Td>
                  <Table.Td miw="7rem" className="ky-private">{subjectWords(row)}</Table.Td>
                  <Table.Td miw="7rem">{fieldsWords(row.fields)}</Table.Td>
                  <Table.Td miw="6rem">{row.reason}</Table.Td>
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
