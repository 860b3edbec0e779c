// 操作の記録: every change in order, chained and never removed. Names of fields, not their values.
import { Button, Group, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { AuditShown } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { t, wireWords } from "../labels/t";
import { showMoment } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { FindIn } from "../parts/FindIn";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";

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
  const [before, setBefore] = useState<(number | undefined)[]>([undefined]);
  const [find, setFind] = useState("");
  const page = useAnswer("officers", "audit", { before: before.at(-1), limit: 50, find: find || undefined }, { keep: true });
  if (page.error) return <ProblemAlert problem={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Waiting />;
  const next = page.data.next;
  return (
    <Stack gap="md">
      <Text className="ky-measure">{t("officers.audit.text")}</Text>
      <FindIn
        label={t("officers.audit.find")}
        value={find}
        onFind={(words) => {
          setFind(words);
          setBefore([undefined]);
        }}
      />
      {page.data.rows.length === 0 ? (
        <EmptyPage icon="history" title={t(find ? "desk.history.none" : "officers.audit.empty")} text="" />
      ) : (
        <Wide label={t("officers.part.audit")} least={48}>
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col" ta="right">
                  {t("officers.audit.seq")}
                </Table.Th>
                <Table.Th scope="col">{t("desk.history.at")}</Table.Th>
                <Table.Th scope="col">{t("desk.history.who")}</Table.Th>
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
                  <Table.Td className="ky-name ky-number">{showMoment(row.at)}</Table.Td>
                  <Table.Td className="ky-name">{row.actor_name}</Table.Td>
                  <Table.Td miw="9rem">{actionWords(row.action)}</Table.Td>
                  <Table.Td miw="10rem" className="ky-private">{subjectWords(row)}</Table.Td>
                  <Table.Td miw="10rem">{fieldsWords(row.fields)}</Table.Td>
                  <Table.Td miw="8rem">{row.reason}</Table.Td>
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
          <Button variant="default" onClick={() => setBefore([...before, Number(next)])}>
            {t("ui.older")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
