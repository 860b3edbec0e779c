// A filled form that came back: a look at every row first, then it is taken in; rows that are not taken are written out to be mended.
import { Button, Checkbox, Group, PasswordInput, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { FilePassword, isReady, newFileLock, passwordOf } from "../desk/FilePassword";
import { useDesk } from "../desk/session";
import type { FormOutcome, FormRead, FormRow, RunDetail } from "../ipc/api";
import type { Input, Problem } from "../ipc/call";
import { useAnswer, useChange } from "../ipc/client";
import { host, type PickedFile } from "../ipc/host";
import { enumWords, t, wireWords } from "../labels/t";
import { FileWritten, type WrittenFile } from "../members/FileWritten";
import { Badge } from "../parts/Badge";
import type { Tone } from "../parts/colors";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Told } from "../parts/Told";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";

const OUTCOMES: readonly [FormOutcome, Tone][] = [
  ["refused", "urgent"],
  ["applied", "added"],
  ["withdrawn", "gone"],
  ["changed", "changed"],
  ["already", "ended"],
];

const columnWords = (column: string): string => wireWords(`column.${column}`) ?? column;

function reasonWords(row: Pick<FormRow, "reason" | "column" | "raw">): string {
  const words = row.reason ? (wireWords(`problem.${row.reason}`, { raw: row.raw ?? "" }) ?? row.reason) : "";
  return row.column ? t("ui.at", { column: columnWords(row.column), words }) : words;
}

/** What a row does: why not, or where the application stands, what it says anew, and what is to be known. */
function RowWords({ row }: { row: FormRow }) {
  const changes = row.changes.map((change) => t("training.form.change", { column: columnWords(change.column), to: change.to }));
  const remark = row.remark ? wireWords(`problem.${row.remark}`, { raw: row.raw ?? "" }) : undefined;
  const first = reasonWords(row) || (row.outcome === "changed" ? "" : enumWords("enrolment_status", row.status));
  return [first, ...row.others.map(reasonWords), ...changes, remark]
    .filter((words) => words)
    .map((words) => (
      <Text key={words} size="sm">
        {words}
      </Text>
    ));
}

/** Columns and rows that nothing is taken of. */
function Unread({ read }: { read: FormRead }) {
  if (read.missing.length + read.foreign.length + read.nameless === 0) return null;
  const named = (columns: string[]) => columns.map((name) => t("training.form.column", { name })).join("");
  return (
    <Told tone="caution" title={t("training.form.unread")}>
      {read.missing.length > 0 && <Text size="sm">{t("training.form.missing", { columns: named(read.missing.map(columnWords)) })}</Text>}
      {read.foreign.length > 0 && <Text size="sm">{t("training.form.foreign", { columns: named(read.foreign) })}</Text>}
      {read.nameless > 0 && <Text size="sm">{t("training.form.nameless", { n: read.nameless })}</Text>}
    </Told>
  );
}

function Rows({ read }: { read: FormRead }) {
  const shown = OUTCOMES.flatMap(([outcome, tone]) => read.rows.filter((row) => row.outcome === outcome).map((row) => ({ row, tone })));
  return (
    <Stack gap="sm">
      <Group gap="md" role="status">
        {OUTCOMES.map(([outcome, tone]) => (
          <Badge key={outcome} tone={tone}>
            {t("support.recheck.count", { what: enumWords("form_outcome", outcome), n: read[outcome] })}
          </Badge>
        ))}
      </Group>
      <Unread read={read} />
      {read.applied > 0 && <Text className="ky-number">{t("training.form.would", { seated: read.seated, waiting: read.waiting })}</Text>}
      <Wide label={t("support.recheck.rows")} least={40} most={22}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("support.recheck.row")}</Table.Th>
              <Table.Th scope="col">{t("training.name")}</Table.Th>
              <Table.Th scope="col">{t("support.recheck.outcome")}</Table.Th>
              <Table.Th scope="col">{t("training.form.then")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map(({ row, tone }) => (
              <Table.Tr key={`${row.sheet} ${row.row}`}>
                <Table.Td className="ky-number">{t("support.recheck.at", { sheet: row.sheet, row: row.row })}</Table.Td>
                <Table.Td className="ky-private">{row.name}</Table.Td>
                <Table.Td>
                  <Badge tone={tone}>{enumWords("form_outcome", row.outcome)}</Badge>
                </Table.Td>
                <Table.Td>
                  <RowWords row={row} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
    </Stack>
  );
}

function wantsPassword(problem: Problem | null): boolean {
  return problem?.code === "workbook_password_needed" || problem?.code === "workbook_password_wrong";
}

interface RejectsProps {
  form: Input<"training", "preview_form">;
  read: FormRead;
  onDone(): void;
}

/** Rows that were not taken go back to the partner with the names in them: like everything with names, under a password. */
function Rejects({ form, read, onDone }: RejectsProps) {
  const desk = useDesk();
  const [lock, setLock] = useState(newFileLock);
  const [tried, setTried] = useState(false);
  const [written, setWritten] = useState<WrittenFile>();
  const write = useChange("training", "write_form_rejects", { job: t("training.rejects.writing"), quiet: true });
  const words = write.error ? fieldWords(write.error) : {};
  const { org } = read.form;
  const save = async () => {
    setTried(true);
    if (!isReady(lock)) return;
    const out = await host.pickFile("save_workbook", `${t("training.rejects.name")}_${org}_${desk.today}.xlsx`);
    if (!out) return;
    write.mutate(
      { ...form, out: out.token, out_password: passwordOf(lock) },
      { onSuccess: (done) => setWritten({ words: t("training.written", { name: done.name }), token: out.token, password: lock.choice === "made" ? lock.made : undefined, provided: done.provided }) },
    );
  };
  if (written) return <FileWritten written={written} onDone={onDone} />;
  return (
    <Stack gap="md">
      <Text>{t("training.rejects.text", { n: read.refused, org })}</Text>
      <ProblemAlert problem={formProblem(write.error)} />
      <FilePassword value={lock} onChange={setLock} tried={tried} error={words["out_password"]} />
      <FormActions save={t("training.paper.save")} saving={write.isPending} onSave={() => void save()} onCancel={onDone} />
    </Stack>
  );
}

interface TakeInProps {
  detail: RunDetail;
  file: PickedFile;
  onOther(): void;
  onClose(): void;
}

export function TakeIn({ detail, file, onOther, onClose }: TakeInProps) {
  const desk = useDesk();
  const [password, setPassword] = useState("");
  const [typed, setTyped] = useState("");
  const [old, setOld] = useState(false);
  const [despite, setDespite] = useState(false);
  const form = {
    file: file.token,
    run_id: detail.run.id,
    password: password || undefined,
    old_edition: old || undefined,
    despite: despite || undefined,
  };
  const preview = useAnswer("training", "preview_form", form, { keep: true });
  const apply = useChange("training", "apply_form", { job: t("training.form.applying"), onDone: onClose });
  const [returning, setReturning] = useState(false);
  const read = preview.error ? undefined : preview.data;
  const something = read !== undefined && read.applied + read.withdrawn + read.changed > 0;
  if (read && returning) return <Rejects form={form} read={read} onDone={() => setReturning(false)} />;
  return (
    <Stack gap="md">
      <Text>{file.name}</Text>
      <ProblemAlert problem={apply.error ?? preview.error} />
      {preview.isPending && <Waiting />}
      {wantsPassword(preview.error) && (
        <Group gap="xs" align="flex-end">
          <PasswordInput
            style={{ flex: 1 }}
            label={t("members.import.password")}
            autoComplete="off"
            data-autofocus
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button variant="default" disabled={!typed} onClick={() => setPassword(typed)}>
            {t("members.import.password.save")}
          </Button>
        </Group>
      )}
      {(preview.error?.code === "form_old" || old) && (
        <Checkbox label={t("training.form.old_too")} checked={old} onChange={(event) => setOld(event.currentTarget.checked)} />
      )}
      {read && (
        <>
          <Text size="sm">
            {t("training.form.head", {
              org: read.form.org,
              title: read.form.title,
              code: read.form.code,
              edition: read.form.edition,
              on: showDate(read.form.sent_on, desk.era),
            })}
          </Text>
          <Rows read={read} />
          {(despite || read.rows.some((row) => row.reason === "form_prerequisite")) && (
            <Checkbox label={t("training.despite")} checked={despite} onChange={(event) => setDespite(event.currentTarget.checked)} />
          )}
          {!something && <Text role="note">{t("training.form.nothing")}</Text>}
        </>
      )}
      <FormActions
        save={t("training.form.apply", { n: (read?.applied ?? 0) + (read?.withdrawn ?? 0) + (read?.changed ?? 0) })}
        saving={apply.isPending}
        disabled={!something}
        onSave={() => read && apply.mutate({ ...form, file_hash: read.file_hash })}
        onCancel={onClose}
      >
        {read && read.refused > 0 && (
          <Button variant="default" onClick={() => setReturning(true)}>
            {t("training.rejects.save", { n: read.refused })}
          </Button>
        )}
        <Button variant="default" onClick={onOther}>
          {t("ui.file.other")}
        </Button>
      </FormActions>
    </Stack>
  );
}
