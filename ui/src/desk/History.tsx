// 操作履歴: what was done, in words, newest first; each can be taken back while nothing later touched the same rows.
import { Button, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { OpRow } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { t } from "../labels/t";
import { showMoment } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { FindIn } from "../parts/FindIn";
import { Pager, usePages } from "../parts/Pager";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { doAgain, opWords, takeBack } from "./ops";

function Op({ op }: { op: OpRow }) {
  return (
    <Table.Tr>
      <Table.Td className="ky-name ky-number">{showMoment(op.at)}</Table.Td>
      <Table.Td className="ky-name">{op.actor_name}</Table.Td>
      <Table.Td>
        <span className="ky-private">{opWords(op)}</span>
        {op.taken_back && op.kind !== "undone" && (
          <Text component="span" size="sm" c="dimmed" ml="sm">
            {t("desk.history.taken_back")}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {op.can_undo && (
          <Button size="compact-sm" variant="default" onClick={() => void takeBack(op.id)}>
            {t("ui.take_back")}
            <span className="ky-quiet">: {opWords(op)}</span>
          </Button>
        )}
        {op.can_redo && (
          <Button size="compact-sm" variant="default" onClick={() => void doAgain(op.id)}>
            {t("ui.redo")}
            <span className="ky-quiet">: {opWords(op)}</span>
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

export function History() {
  const pages = usePages();
  const [find, setFind] = useState("");
  const page = useAnswer("desk", "history", { before: pages.before, limit: 50, find: find || undefined }, { keep: true });
  if (page.error) return <ProblemAlert problem={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Waiting />;
  if (page.data.rows.length === 0 && !find) {
    return <EmptyPage icon="history" title={t("desk.history.empty")} text={t("desk.history.empty.text")} />;
  }
  return (
    <Stack gap="md">
      <FindIn
        label={t("desk.history.find")}
        value={find}
        onFind={(words) => {
          setFind(words);
          pages.begin();
        }}
      />
      {page.data.rows.length === 0 && <Text role="status">{t("desk.history.none")}</Text>}
      <Wide label={t("desk.part.history")} least={40}>
        <Table highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("desk.history.at")}</Table.Th>
              <Table.Th scope="col">{t("desk.history.who")}</Table.Th>
              <Table.Th scope="col">{t("desk.history.what")}</Table.Th>
              <Table.Th scope="col">
                <span className="ky-quiet">{t("ui.take_back")}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {page.data.rows.map((op) => (
              <Op key={op.id} op={op} />
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      <Pager pages={pages} next={page.data.next} />
    </Stack>
  );
}
