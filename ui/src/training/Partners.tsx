// 団体とのやりとり: the invitation with its form goes out, the filled form comes in with a look at every row first, the answer goes back.
import { Button, Checkbox, Group, Modal, PasswordInput, Stack, Table, Text, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { FilePassword, isReady, newFileLock, passwordOf } from "../desk/FilePassword";
import { useDesk } from "../desk/session";
import type { FormOutcome, FormRead, FormRow, RunDetail } from "../ipc/api";
import type { Problem } from "../ipc/call";
import { useAnswer, useChange } from "../ipc/client";
import { host, type PickedFile } from "../ipc/host";
import { enumWords, numberWords, t, wireWords } from "../labels/t";
import { FileWritten, type WrittenFile } from "../members/FileWritten";
import { Badge } from "../parts/Badge";
import type { Tone } from "../parts/colors";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { Told } from "../parts/Told";
import { sayDone, sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import type { RunPartProps } from "./RunPage";
import classes from "./Training.module.css";

const OUTCOMES: readonly [FormOutcome, Tone][] = [
  ["refused", "urgent"],
  ["applied", "added"],
  ["withdrawn", "gone"],
  ["changed", "changed"],
  ["already", "ended"],
];

interface Partner {
  id: string;
  name: string;
  seats: number;
  people: number;
}

/** Organisations that are invited, or of which somebody applied; the union itself is none. */
function usePartners(detail: RunDetail): Partner[] {
  const board = useAnswer("training", "board", { id: detail.run.id }, { keep: true });
  const rows = board.data?.organisations;
  return useMemo(() => {
    const found = new Map<string, Partner>();
    for (const quota of detail.quotas) {
      if (quota.org_id) found.set(quota.org_id, { id: quota.org_id, name: quota.org, seats: quota.seats, people: 0 });
    }
    for (const org of rows ?? []) {
      if (!org.org_id) continue;
      const people = org.applied + org.offered + org.confirmed + org.waiting;
      found.set(org.org_id, { id: org.org_id, name: org.org, seats: org.quota, people });
    }
    return [...found.values()];
  }, [detail.quotas, rows]);
}

function Results({ detail, partner, onDone }: { detail: RunDetail; partner: Partner; onDone(): void }) {
  const desk = useDesk();
  const [purpose, setPurpose] = useState("");
  const [lock, setLock] = useState(newFileLock);
  const [tried, setTried] = useState(false);
  const [written, setWritten] = useState<WrittenFile>();
  const write = useChange("training", "write_results", { job: t("training.results.writing"), quiet: true });
  const words = write.error ? fieldWords(write.error) : {};
  const save = async () => {
    setTried(true);
    if (!purpose.trim() || !isReady(lock)) return;
    const file = await host.pickFile("save_workbook", `${t("training.results.name")}_${partner.name}_${desk.today}.xlsx`);
    if (!file) return;
    write.mutate(
      { run_id: detail.run.id, org_id: partner.id, file: file.token, purpose: purpose.trim(), password: passwordOf(lock) },
      {
        onSuccess: (done) =>
          setWritten({
            words: t("training.written", { name: done.name }),
            token: file.token,
            password: lock.choice === "made" ? lock.made : undefined,
            provided: done.provided,
          }),
      },
    );
  };
  if (written) return <FileWritten written={written} onDone={onDone} />;
  return (
    <Stack gap="md">
      <Text>{t("training.results.text", { org: partner.name })}</Text>
      <ProblemAlert problem={formProblem(write.error)} />
      <TextInput
        label={t("members.export.purpose")}
        description={t("members.export.purpose.about")}
        required
        data-autofocus
        value={purpose}
        error={words["purpose"] ?? (tried && !purpose.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
      <FilePassword value={lock} onChange={setLock} tried={tried} error={words["password"]} />
      <FormActions save={t("training.results.save")} saving={write.isPending} onSave={() => void save()} onCancel={onDone} />
    </Stack>
  );
}

const columnWords = (column: string): string => wireWords(`column.${column}`) ?? column;

function reasonWords(row: Pick<FormRow, "reason" | "column" | "raw">): string {
  const words = row.reason ? (wireWords(`problem.${row.reason}`, { raw: row.raw ?? "" }) ?? row.reason) : "";
  return row.column ? t("training.form.at", { column: columnWords(row.column), words }) : words;
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

interface TakeInProps {
  detail: RunDetail;
  file: PickedFile;
  onOther(): void;
  onClose(): void;
}

function TakeIn({ detail, file, onOther, onClose }: TakeInProps) {
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
  const rejects = useChange("training", "write_form_rejects", { job: t("training.rejects.writing"), quiet: true });
  const read = preview.error ? undefined : preview.data;
  const something = read !== undefined && read.applied + read.withdrawn + read.changed > 0;
  const writeRejects = async () => {
    const out = await host.pickFile("save_workbook", `${t("training.rejects.name")}_${desk.today}.xlsx`);
    if (!out) return;
    rejects.mutate(
      { ...form, out: out.token },
      {
        onError: sayProblem,
        onSuccess: (done) => sayDone(t("training.written", { name: done.name }), { words: t("ui.open"), run: () => void host.openWritten(out.token) }),
      },
    );
  };
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
          <Button variant="default" loading={rejects.isPending} onClick={() => void writeRejects()}>
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

export function PartnersPart({ detail }: RunPartProps) {
  const desk = useDesk();
  const partners = usePartners(detail);
  const [file, setFile] = useState<PickedFile>();
  const [answering, setAnswering] = useState<Partner>();
  const invite = useChange("training", "write_invitation", { job: t("training.invitation.writing"), quiet: true });
  const pick = async () => {
    const picked = await host.pickFile("open_roster", "");
    if (picked) setFile(picked);
  };
  const write = async (partner: Partner) => {
    const target = await host.pickFile("save_workbook", `${t("training.invitation.name")}_${partner.name}_${desk.today}.xlsx`);
    if (!target) return;
    invite.mutate(
      { run_id: detail.run.id, org_id: partner.id, file: target.token },
      {
        onError: sayProblem,
        onSuccess: (done) =>
          sayDone(t("training.written", { name: done.name }), { words: t("ui.open"), run: () => void host.openWritten(target.token) }),
      },
    );
  };
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <Stack gap="md" maw="60rem">
          <Text className="ky-measure">{t("training.partners.text")}</Text>
          <Button w="fit-content" leftSection={<Icon name="import" size={18} />} onClick={() => void pick()}>
            {t("training.form.take")}
          </Button>
          {partners.length === 0 ? (
            <Text>{t("training.partners.empty")}</Text>
          ) : (
            <Wide label={t("training.part.partners")} least={44}>
              <Table verticalSpacing="sm">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th scope="col">{t("training.org")}</Table.Th>
                    <Table.Th scope="col" ta="right">
                      {t("training.quota.seats")}
                    </Table.Th>
                    <Table.Th scope="col" ta="right">
                      {t("training.partners.people")}
                    </Table.Th>
                    <Table.Th scope="col">
                      <span className="ky-quiet">{t("ui.palette.command")}</span>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {partners.map((partner) => (
                    <Table.Tr key={partner.id}>
                      <Table.Th scope="row">{partner.name}</Table.Th>
                      <Table.Td ta="right" className="ky-number">
                        {numberWords(partner.seats)}
                      </Table.Td>
                      <Table.Td ta="right" className="ky-number">
                        {numberWords(partner.people)}
                      </Table.Td>
                      <Table.Td>
                        <Group gap="xs" wrap="nowrap">
                          <Button
                            variant="default"
                            size="compact-md"
                            aria-label={t("training.invitation.of", { org: partner.name })}
                            loading={invite.isPending}
                            onClick={() => void write(partner)}
                          >
                            {t("training.invitation")}
                          </Button>
                          {partner.people > 0 && (
                            <Button
                              variant="default"
                              size="compact-md"
                              aria-label={t("training.results.of", { org: partner.name })}
                              onClick={() => setAnswering(partner)}
                            >
                              {t("training.results")}
                            </Button>
                          )}
                        </Group>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Wide>
          )}
        </Stack>
      </div>
      <Modal opened={file !== undefined} onClose={() => setFile(undefined)} title={t("training.form.take")} size="xl">
        {file && <TakeIn key={file.token} detail={detail} file={file} onOther={() => void pick()} onClose={() => setFile(undefined)} />}
      </Modal>
      <Modal opened={answering !== undefined} onClose={() => setAnswering(undefined)} title={t("training.results")} size="lg">
        {answering && <Results detail={detail} partner={answering} onDone={() => setAnswering(undefined)} />}
      </Modal>
    </div>
  );
}
