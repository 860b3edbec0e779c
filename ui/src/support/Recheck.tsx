// The sheet for the yearly check: out as a workbook, in with a look at every row before anything is entered.
import { Button, Checkbox, Group, Modal, Stack, Table, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { RecheckOutcome, RecheckPreview, RecheckRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { host, type PickedFile } from "../ipc/host";
import { enumWords, t, wireWords } from "../labels/t";
import { Badge } from "../parts/Badge";
import type { Tone } from "../parts/colors";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { sayDone } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";

const OUTCOMES: readonly [RecheckOutcome, Tone][] = [
  ["not_understood", "urgent"],
  ["changed", "changed"],
  ["confirmed", "good"],
  ["unchanged", "ended"],
];

function OutForm({ onClose }: { onClose(): void }) {
  const desk = useDesk();
  const [only, setOnly] = useState(false);
  const [recipient, setRecipient] = useState("");
  const write = useChange("support", "write_recheck", { job: t("support.recheck.writing"), quiet: true });
  const save = async () => {
    const file = await host.pickFile("save_workbook", `${t("support.recheck.name")}_${desk.today}.xlsx`);
    if (!file) return;
    write.mutate(
      { file: file.token, only_due: only || undefined, recipient: recipient.trim() || undefined },
      {
        onSuccess: (written) => {
          sayDone(t("support.written", { name: written.name }), { words: t("ui.open"), run: () => void host.openWritten(file.token) });
          onClose();
        },
      },
    );
  };
  return (
    <Stack gap="md">
      <Text>{t("support.recheck.out.text")}</Text>
      <ProblemAlert problem={write.error} />
      <Checkbox label={t("support.recheck.only_due")} data-autofocus checked={only} onChange={(event) => setOnly(event.currentTarget.checked)} />
      <TextInput
        label={t("support.recheck.recipient")}
        description={t("support.recheck.recipient.about")}
        value={recipient}
        onChange={(event) => setRecipient(event.currentTarget.value)}
      />
      <FormActions save={t("support.recheck.save")} saving={write.isPending} onSave={() => void save()} onCancel={onClose} />
    </Stack>
  );
}

export function RecheckOut() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<Icon name="file" size={18} />} onClick={() => setOpen(true)}>
        {t("support.recheck.out")}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t("support.recheck.out")}>
        <OutForm onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function What({ row }: { row: RecheckRow }) {
  const desk = useDesk();
  const columnWords = (column: string) => wireWords(`column.${column}`) ?? column;
  if (row.reason) {
    const words = wireWords(`problem.${row.reason}`) ?? row.reason;
    return <Text size="sm">{row.column ? t("ui.at", { column: columnWords(row.column), words }) : words}</Text>;
  }
  return (
    <>
      {row.outcome !== "unchanged" && row.checked_on && (
        <Text size="sm">{t("support.checked_on", { on: showDate(row.checked_on, desk.era) })}</Text>
      )}
      {row.changes.map((change) => (
        <Text key={change.column} size="sm">
          {t("support.recheck.change", {
            column: columnWords(change.column),
            before: change.before || t("support.recheck.nothing"),
            after: change.after || t("support.recheck.nothing"),
          })}
        </Text>
      ))}
    </>
  );
}

function Rows({ preview }: { preview: RecheckPreview }) {
  const [all, setAll] = useState(false);
  const shown = OUTCOMES.flatMap(([outcome, tone]) =>
    preview.rows.filter((row) => row.outcome === outcome && (all || outcome !== "unchanged")).map((row) => ({ row, tone })),
  );
  return (
    <Stack gap="sm">
      <Group gap="md" role="status">
        {OUTCOMES.map(([outcome, tone]) => (
          <Badge key={outcome} tone={tone}>
            {t("support.recheck.count", { what: enumWords("recheck_outcome", outcome), n: preview[outcome] })}
          </Badge>
        ))}
      </Group>
      <Checkbox label={t("support.recheck.all_rows")} checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />
      {shown.length > 0 && (
        <Wide label={t("support.recheck.rows")} least={40} most={24}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("support.recheck.row")}</Table.Th>
                <Table.Th scope="col">{t("support.scheme.name")}</Table.Th>
                <Table.Th scope="col">{t("support.recheck.outcome")}</Table.Th>
                <Table.Th scope="col">{t("support.recheck.what")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map(({ row, tone }) => (
                <Table.Tr key={`${row.sheet} ${row.row}`}>
                  <Table.Td className="ky-number">{t("support.recheck.at", { sheet: row.sheet, row: row.row })}</Table.Td>
                  <Table.Td>{row.name}</Table.Td>
                  <Table.Td>
                    <Badge tone={tone}>{enumWords("recheck_outcome", row.outcome)}</Badge>
                  </Table.Td>
                  <Table.Td>
                    <What row={row} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
    </Stack>
  );
}

function InForm({ file, onOther, onClose }: { file: PickedFile; onOther(): void; onClose(): void }) {
  const preview = useAnswer("support", "preview_recheck", { file: file.token });
  const apply = useChange("support", "apply_recheck", { job: t("support.recheck.applying"), onDone: onClose });
  const something = preview.data !== undefined && preview.data.confirmed + preview.data.changed > 0;
  return (
    <Stack gap="md">
      <Text>{file.name}</Text>
      <ProblemAlert problem={apply.error ?? preview.error} />
      {preview.isPending && <Waiting />}
      {preview.data && <Rows preview={preview.data} />}
      {preview.data && !something && <Text role="note">{t("support.recheck.nothing_to_do")}</Text>}
      <FormActions
        save={t("support.recheck.apply")}
        saving={apply.isPending}
        disabled={!something}
        onSave={() => preview.data && apply.mutate({ file: file.token, file_hash: preview.data.file_hash })}
        onCancel={onClose}
      >
        <Button variant="default" onClick={onOther}>
          {t("ui.file.other")}
        </Button>
      </FormActions>
    </Stack>
  );
}

export function RecheckIn() {
  const [file, setFile] = useState<PickedFile>();
  const pick = async () => {
    const picked = await host.pickFile("open_roster", "");
    if (picked) setFile(picked);
  };
  return (
    <>
      <Button variant="default" leftSection={<Icon name="import" size={18} />} onClick={() => void pick()}>
        {t("support.recheck.in")}
      </Button>
      <Modal opened={file !== undefined} onClose={() => setFile(undefined)} title={t("support.recheck.in")} size="xl">
        {file && <InForm key={file.token} file={file} onOther={() => void pick()} onClose={() => setFile(undefined)} />}
      </Modal>
    </>
  );
}
