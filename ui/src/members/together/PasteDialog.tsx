// 貼り付け: what a table from a spreadsheet would change, before anything is written. Enter takes it, Esc leaves everything as it is.
import { Checkbox, Modal, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../../desk/session";
import type { PasteTable } from "../../ipc/api";
import { useAnswer, useChange } from "../../ipc/client";
import { t, wireWords } from "../../labels/t";
import { showDate } from "../../parts/dates";
import { FormActions } from "../../parts/FormActions";
import { Waiting } from "../../parts/Waiting";
import { Wide } from "../../parts/Wide";
import { ProblemAlert } from "../../problems/ProblemAlert";
import { columnWords } from "../import/fields";

interface PasteDialogProps {
  table: PasteTable | undefined;
  /** The day of the list, where one was chosen. */
  asOf: string | undefined;
  onClose(): void;
}

function Body({ table, asOf, onClose }: PasteDialogProps & { table: PasteTable }) {
  const desk = useDesk();
  const [erase, setErase] = useState(false);
  const input = { ...table, erase };
  const preview = useAnswer("members", "preview_paste", input, { keep: true });
  const paste = useChange("members", "paste", { job: t("members.paste.title"), onDone: onClose });
  const told = preview.data;
  const save = () => {
    if (told && told.cells > 0) paste.mutate(input);
  };
  const sentences = told
    ? [
        asOf && asOf !== desk.today && t("members.paste.as_of", { day: showDate(asOf, desk.era) }),
        t("members.paste.over", { rows: told.rows, columns: told.columns }),
        t("members.paste.changes", { n: told.cells, people: told.people }),
        told.refused_n > 0 && t("members.paste.refused", { n: told.refused_n }),
        told.header && t("members.paste.header"),
        told.fixed.length > 0 && t("members.paste.fixed", { columns: told.fixed.map(columnWords).join(" / ") }),
        told.beyond_rows > 0 && t("members.paste.beyond_rows", { n: told.beyond_rows }),
        told.beyond_columns > 0 && t("members.paste.beyond_columns", { n: told.beyond_columns }),
      ].filter((words): words is string => Boolean(words))
    : [];
  return (
    <Stack gap="md">
      <ProblemAlert problem={paste.error ?? preview.error} />
      {preview.isPending && <Waiting />}
      {told && (
        <>
          <div role="status">
            {sentences.map((words) => (
              <Text key={words} size="sm">
                {words}
              </Text>
            ))}
          </div>
          {told.changed.length > 0 && (
            <Wide label={t("members.paste.list")} least={34} most={16}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t("members.column.name")}</Table.Th>
                    <Table.Th>{t("members.paste.column")}</Table.Th>
                    <Table.Th>{t("members.paste.before")}</Table.Th>
                    <Table.Th>{t("members.paste.after")}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {told.changed.flatMap((row) =>
                    row.changes.map((change) => (
                      <Table.Tr key={`${row.row} ${change.column}`}>
                        <Table.Td className="ky-private">{row.name}</Table.Td>
                        <Table.Td>{columnWords(change.column)}</Table.Td>
                        <Table.Td className="ky-private">{change.before || t("members.paste.blank")}</Table.Td>
                        <Table.Td className="ky-private">{change.after || t("members.paste.blank")}</Table.Td>
                      </Table.Tr>
                    )),
                  )}
                </Table.Tbody>
              </Table>
            </Wide>
          )}
          {told.refused.length > 0 && (
            <Wide label={t("members.paste.refused_list")} least={34} most={14}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t("members.paste.row")}</Table.Th>
                    <Table.Th>{t("members.column.name")}</Table.Th>
                    <Table.Th>{t("members.paste.column")}</Table.Th>
                    <Table.Th>{t("members.paste.value")}</Table.Th>
                    <Table.Th>{t("members.bulk.why")}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {told.refused.map((each) => (
                    <Table.Tr key={`${each.row} ${each.column} ${each.code} ${each.raw}`}>
                      <Table.Td>{each.row}</Table.Td>
                      <Table.Td className="ky-private">{each.name}</Table.Td>
                      <Table.Td>{each.column ? columnWords(each.column) : t("members.paste.whole_row")}</Table.Td>
                      <Table.Td className="ky-private">{each.raw}</Table.Td>
                      <Table.Td>{wireWords(`problem.${each.code}`, { raw: each.raw }) ?? each.code}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Wide>
          )}
          <Checkbox
            label={t("members.paste.erase")}
            description={t("members.paste.erase.about")}
            checked={erase}
            onChange={(event) => setErase(event.currentTarget.checked)}
          />
          <FormActions
            save={told.cells > 0 ? t("members.paste.save", { n: told.cells }) : t("members.paste.nothing")}
            saving={paste.isPending}
            disabled={told.cells === 0}
            onSave={save}
            onCancel={onClose}
            focused
          />
        </>
      )}
    </Stack>
  );
}

export function PasteDialog({ table, asOf, onClose }: PasteDialogProps) {
  return (
    <Modal opened={table !== undefined} onClose={onClose} title={t("members.paste.title")} size="xl">
      {table && <Body table={table} asOf={asOf} onClose={onClose} />}
    </Modal>
  );
}
