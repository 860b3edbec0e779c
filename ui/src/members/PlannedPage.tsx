// 予定: what is entered for a day to come. Each line takes effect by itself and opens its card.
import { Stack, Table, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useDesk } from "../desk/session";
import type { PlannedRow } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { BackTo } from "../parts/ThingHead";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";

function detail(row: PlannedRow): string {
  switch (row.what) {
    case "move":
      return row.to_unit ? t("members.planned.to_unit", { unit: row.to_unit }) : "";
    case "category":
      return enumWords("category", row.category);
    case "condition_start":
    case "condition_end":
      return enumWords("condition_kind", row.condition);
    case "end":
      return enumWords("end_reason", row.end_reason);
    case "join":
      return "";
  }
}

export function PlannedPage() {
  const desk = useDesk();
  const planned = useAnswer("members", "planned", {});
  return (
    <Stack p="lg" gap="md">
      <div>
        <BackTo to="/members" words={t("members.to_list")} />
        <Title order={1}>{t("members.planned.title")}</Title>
      </div>
      <Text className="ky-measure">{t("members.planned.text")}</Text>
      <ProblemAlert problem={planned.error} onRetry={() => void planned.refetch()} />
      {planned.isPending && !planned.error && <Waiting />}
      {planned.data?.length === 0 && (
        <EmptyPage icon="clock" title={t("members.planned.empty")} text={t("members.planned.empty.text")} />
      )}
      {planned.data && planned.data.length > 0 && (
        <Wide label={t("members.planned.title")} least={44}>
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("members.planned.on")}</Table.Th>
                <Table.Th scope="col">{t("members.planned.what")}</Table.Th>
                <Table.Th scope="col">{t("members.column.name")}</Table.Th>
                <Table.Th scope="col">{t("members.unit")}</Table.Th>
                <Table.Th scope="col">{t("members.planned.detail")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {planned.data.map((row) => (
                <Table.Tr key={`${row.membership_id} ${row.what} ${row.on} ${row.condition ?? ""}`}>
                  <Table.Td className="ky-name">{showDate(row.on, desk.era)}</Table.Td>
                  <Table.Td>{enumWords("planned", row.what)}</Table.Td>
                  <Table.Td>
                    {desk.may("see_cards") ? (
                      <Link to="/members" search={{ person: row.person_id, state: "all" }} className="ky-private">
                        {row.name}
                      </Link>
                    ) : (
                      <span className="ky-private">{row.name}</span>
                    )}
                    <Text size="xs" c="dimmed">
                      {row.member_no}
                    </Text>
                  </Table.Td>
                  <Table.Td>{row.unit ?? t("members.no_unit")}</Table.Td>
                  <Table.Td>{detail(row)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
    </Stack>
  );
}
