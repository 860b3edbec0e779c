// ジョブ・カードの項目: written down here, handed to the member as a sheet, and read again when it comes back.
import { Button, Group, Modal, Stack, Table, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { FilePassword, isReady, newFileLock, passwordOf } from "../desk/FilePassword";
import { useDesk } from "../desk/session";
import type { CardKind, CardOutcome, CardReturned, CardRow, CardWords, CaseDetail, CompletedCourse, JobCardPreview } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { host, type PickedFile } from "../ipc/host";
import { enumWords, t, wireWords } from "../labels/t";
import { FileWritten, type WrittenFile } from "../members/FileWritten";
import { Badge } from "../parts/Badge";
import type { Tone } from "../parts/colors";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import classes from "./Cases.module.css";
import { Part } from "./Part";

type Field = Exclude<keyof CardWords, "enrolment">;

const KINDS = ["plan", "work", "licence", "learning"] as const satisfies readonly CardKind[];
const FIELDS: Record<CardKind, readonly Field[]> = {
  plan: [
    "values_interests",
    "strengths",
    "future_work",
    "next_steps",
    "other_notes",
    "consultant_on",
    "consultant_org",
    "consultant_name",
    "consultant_no",
    "consultant_comment",
  ],
  work: ["from_ym", "to_ym", "organisation", "post", "employment_type", "duties", "learned", "confirmed"],
  licence: ["name", "obtained_ym", "issuer", "content"],
  learning: ["from_ym", "to_ym", "provider", "course", "content"],
};
/** Fields of several lines. */
const LONG: ReadonlySet<Field> = new Set<Field>([
  "values_interests",
  "strengths",
  "future_work",
  "next_steps",
  "other_notes",
  "consultant_comment",
  "duties",
  "learned",
  "content",
]);
/** What an item is called by, and so is filled in. */
const NAMING: ReadonlySet<Field> = new Set<Field>(["organisation", "name", "course"]);
const TONES: Record<CardOutcome, Tone> = { not_taken: "urgent", changed: "changed", added: "good", unchanged: "ended" };

function labelOf(kind: CardKind, field: string): string {
  const key = kind === "licence" && field === "content" ? "column.card_licence_content" : `column.card_${field}`;
  return wireWords(key) ?? field;
}

/** What an item is called in the list. */
function titleOf(row: CardRow): string {
  const { words } = row;
  const named = words.organisation ?? words.name ?? words.course;
  return named ?? enumWords("card_kind", row.kind);
}

function ItemForm({ case: of, kind, row, onDone }: { case: CaseDetail; kind: CardKind; row?: CardRow | undefined; onDone(): void }) {
  const [words, setWords] = useState<CardWords>(row?.words ?? {});
  const save = useChange("cases", "save_card_item", { onDone });
  const faults = save.error ? fieldWords(save.error) : {};
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(save.error)} />
      {FIELDS[kind].map((field, at) => {
        const common = {
          label: labelOf(kind, field),
          value: words[field] ?? "",
          error: faults[field],
          required: NAMING.has(field),
          placeholder: field.endsWith("_ym") ? t("cases.card.month_example") : undefined,
          "data-autofocus": at === 0 || undefined,
          classNames: { input: "ky-private" },
        };
        return LONG.has(field) ? (
          <Textarea key={field} {...common} autosize minRows={2} onChange={(event) => setWords({ ...words, [field]: event.currentTarget.value })} />
        ) : (
          <TextInput key={field} {...common} onChange={(event) => setWords({ ...words, [field]: event.currentTarget.value })} />
        );
      })}
      <FormActions
        save={t("ui.save")}
        saving={save.isPending}
        onSave={() => save.mutate({ case_id: of.id, id: row?.id, version: row?.version, kind, words })}
        onCancel={onDone}
      />
    </Stack>
  );
}

function HandOut({ case: of, onDone }: { case: CaseDetail; onDone(): void }) {
  const desk = useDesk();
  const [lock, setLock] = useState(newFileLock);
  const [tried, setTried] = useState(false);
  const [written, setWritten] = useState<WrittenFile>();
  const write = useChange("cases", "write_job_card", { job: t("cases.card.writing"), quiet: true });
  const faults = write.error ? fieldWords(write.error) : {};
  const save = async () => {
    setTried(true);
    if (!isReady(lock)) return;
    // The name of the file names nobody.
    const file = await host.pickFile("save_workbook", `${t("cases.card.file")}_${desk.today}.xlsx`);
    if (!file) return;
    write.mutate(
      { case_id: of.id, file: file.token, password: passwordOf(lock), open: lock.choice === "plain" || undefined },
      {
        onSuccess: (done) =>
          setWritten({
            words: t("reports.written", { name: done.name }),
            token: file.token,
            password: lock.choice === "made" ? lock.made : undefined,
            provided: null,
          }),
      },
    );
  };
  if (written) return <FileWritten written={written} onDone={onDone} />;
  return (
    <Stack gap="md">
      <Text>{t("cases.card.out.text")}</Text>
      <ProblemAlert problem={formProblem(write.error)} />
      <FilePassword value={lock} onChange={setLock} tried={tried} error={faults["password"]} />
      <FormActions save={t("cases.card.out")} saving={write.isPending} onSave={() => void save()} onCancel={onDone} />
    </Stack>
  );
}

/** Why a row is not taken, with the cell that is to blame. */
function reasonWords(row: CardReturned, reason: string): string {
  const words = wireWords(`problem.${reason}`) ?? reason;
  return row.field ? t("ui.at", { column: labelOf(row.kind, row.field), words }) : words;
}

function Rows({ preview }: { preview: JobCardPreview }) {
  return (
    <Wide label={t("cases.card.rows")} least={36} most={24}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("support.recheck.row")}</Table.Th>
            <Table.Th scope="col">{t("support.recheck.outcome")}</Table.Th>
            <Table.Th scope="col">{t("support.recheck.what")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {preview.rows.map((row) => (
            <Table.Tr key={`${row.sheet} ${row.row} ${row.field ?? ""}`}>
              <Table.Td className="ky-number">{t("support.recheck.at", { sheet: row.sheet, row: row.row })}</Table.Td>
              <Table.Td>
                <Badge tone={TONES[row.outcome]}>{enumWords("card_outcome", row.outcome)}</Badge>
              </Table.Td>
              <Table.Td className="ky-private">
                {row.reason && <Text size="sm">{reasonWords(row, row.reason)}</Text>}
                {row.remark && <Text size="sm">{wireWords(`problem.${row.remark}`) ?? row.remark}</Text>}
                {row.changes.map((change) => (
                  <Text key={change.field} size="sm">
                    {t("support.recheck.change", {
                      column: labelOf(row.kind, change.field),
                      before: change.before || t("support.recheck.nothing"),
                      after: change.after || t("support.recheck.nothing"),
                    })}
                  </Text>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

function BackForm({ case: of, file, onDone }: { case: CaseDetail; file: PickedFile; onDone(): void }) {
  const desk = useDesk();
  const [typed, setTyped] = useState("");
  const [password, setPassword] = useState<string>();
  const ask = { case_id: of.id, file: file.token, password };
  const preview = useAnswer("cases", "preview_job_card", ask);
  const apply = useChange("cases", "apply_job_card", { job: t("cases.card.applying"), onDone });
  const locked = preview.error?.code === "workbook_password_needed" || preview.error?.code === "workbook_password_wrong";
  const something = preview.data?.rows.some((row) => row.outcome === "added" || row.outcome === "changed") ?? false;
  return (
    <Stack gap="md">
      <Text>{file.name}</Text>
      <ProblemAlert problem={apply.error ?? preview.error} />
      {locked && (
        <TextInput
          label={t("cases.card.password")}
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          rightSectionWidth="6rem"
          rightSection={
            <Button size="compact-sm" onClick={() => setPassword(typed)}>
              {t("ui.open")}
            </Button>
          }
        />
      )}
      {preview.isPending && <Waiting />}
      {preview.data?.older && <Text role="note">{t("cases.card.older", { on: showDate(preview.data.handed_on, desk.era) })}</Text>}
      {preview.data && <Rows preview={preview.data} />}
      {preview.data && !something && <Text role="note">{t("support.recheck.nothing_to_do")}</Text>}
      <FormActions
        save={t("support.recheck.apply")}
        saving={apply.isPending}
        disabled={!something}
        onSave={() => preview.data && apply.mutate({ ...ask, file_hash: preview.data.file_hash })}
        onCancel={onDone}
      />
    </Stack>
  );
}

/** What training knows that the member completed: on the card with one press. */
function Courses({ case: of, courses }: { case: CaseDetail; courses: CompletedCourse[] }) {
  const desk = useDesk();
  const enter = useChange("cases", "add_learning");
  return (
    <div>
      <Text size="sm" mt="xs">
        {t("cases.card.courses")}
      </Text>
      {courses.map((course) => (
        <div key={course.id} className={classes.line}>
          <div>
            <Text size="sm" fw={700} className="ky-private">
              {course.course}
            </Text>
            <Text size="xs" c="dimmed">
              {[course.to_on && showDate(course.to_on, desk.era), course.provider].filter(Boolean).join(" / ")}
            </Text>
          </div>
          <Button
            size="compact-sm"
            variant="default"
            loading={enter.isPending}
            aria-label={t("cases.card.courses.enter_of", { what: course.course })}
            onClick={() => enter.mutate({ case_id: of.id, courses: [course.id] }, { onError: sayProblem })}
          >
            {t("cases.card.courses.enter")}
          </Button>
        </div>
      ))}
    </div>
  );
}

export function JobCard({ case: of, may }: { case: CaseDetail; may: boolean }) {
  const desk = useDesk();
  const card = useAnswer("cases", "job_card", { case_id: of.id });
  const [editing, setEditing] = useState<{ kind: CardKind; row?: CardRow | undefined }>();
  const [out, setOut] = useState(false);
  const [back, setBack] = useState<PickedFile>();
  const remove = useChange("cases", "remove_card_item");
  const items = card.data?.items ?? [];
  const handed = card.data?.handed_on[0];
  const pick = async () => {
    const picked = await host.pickFile("open_roster", "");
    if (picked) setBack(picked);
  };
  return (
    <Part title={t("cases.part.card")}>
      <ProblemAlert problem={card.error} onRetry={() => void card.refetch()} />
      {card.data && items.length === 0 && <Text size="sm">{t("cases.card.none")}</Text>}
      {handed && <Text size="sm">{t("cases.card.handed_on", { on: showDate(handed, desk.era) })}</Text>}
      {items.map((row) => (
        <div key={row.id} className={classes.line}>
          <div>
            <Text size="sm" fw={700} className="ky-private">
              {titleOf(row)}
            </Text>
            <Text size="xs" c="dimmed">
              {enumWords("card_kind", row.kind)}
            </Text>
          </div>
          {may && (
            <Group gap={4} wrap="nowrap">
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t("cases.card.edit_of", { what: titleOf(row) })}
                onClick={() => setEditing({ kind: row.kind, row })}
              >
                {t("cases.card.edit")}
              </Button>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={t("cases.card.remove_of", { what: titleOf(row) })}
                onClick={() => remove.mutate({ id: row.id, version: row.version }, { onError: sayProblem })}
              >
                {t("cases.card.remove")}
              </Button>
            </Group>
          )}
        </div>
      ))}
      {may && card.data && card.data.courses.length > 0 && <Courses case={of} courses={card.data.courses} />}
      {may && (
        <Group gap="xs" mt="xs">
          {KINDS.filter((kind) => kind !== "plan" || !items.some((row) => row.kind === "plan")).map((kind) => (
            <Button key={kind} size="compact-md" variant="default" onClick={() => setEditing({ kind })}>
              {t("cases.card.add", { kind: enumWords("card_kind", kind) })}
            </Button>
          ))}
        </Group>
      )}
      <Group gap="xs" mt="xs">
        <Button size="compact-md" variant="default" onClick={() => setOut(true)}>
          {t("cases.card.out")}
        </Button>
        {may && (
          <Button size="compact-md" variant="default" onClick={() => void pick()}>
            {t("cases.card.back")}
          </Button>
        )}
      </Group>
      <Modal opened={editing !== undefined} onClose={() => setEditing(undefined)} title={editing && enumWords("card_kind", editing.kind)} size="lg">
        {editing && <ItemForm case={of} kind={editing.kind} row={editing.row} onDone={() => setEditing(undefined)} />}
      </Modal>
      <Modal opened={out} onClose={() => setOut(false)} title={t("cases.card.out")} size="lg">
        <HandOut case={of} onDone={() => setOut(false)} />
      </Modal>
      <Modal opened={back !== undefined} onClose={() => setBack(undefined)} title={t("cases.card.back")} size="xl">
        {back && <BackForm key={back.token} case={of} file={back} onDone={() => setBack(undefined)} />}
      </Modal>
    </Part>
  );
}
