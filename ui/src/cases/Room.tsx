// 相談室: who is in it. The first counsellor founds it and prints the second recovery sheet; the next are let in by who is inside.
import { Button, Group, Modal, Paper, Select, SimpleGrid, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { RecoverySheet } from "../desk/RecoverySheet";
import { useDesk } from "../desk/session";
import type { CounselorCandidate, CounselorFields, CounselorRow, CounselorQualification, CounselRoom } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { sayProblem } from "../parts/UndoToast";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem, problemWords } from "../problems/problems";
import type { Problem } from "../ipc/call";
import classes from "./Cases.module.css";
import { HelpLinesRoom } from "./HelpLinesRoom";
import { QUALIFICATIONS, choices } from "./words";

interface FieldsProps {
  value: CounselorFields;
  onChange(change: Partial<CounselorFields>): void;
  problem: Problem | null;
}

/** What qualifies a counsellor; a registration has a number and a last day (C-02). */
function QualificationFields({ value, onChange, problem }: FieldsProps) {
  const desk = useDesk();
  const words = problem ? fieldWords(problem) : {};
  const c02 = problem?.code === "C-02" ? problemWords(problem) : undefined;
  return (
    <>
      <Select
        label={t("cases.qualification")}
        data-autofocus
        data={choices(QUALIFICATIONS, "counselor_qualification")}
        allowDeselect={false}
        value={value.qualification}
        onChange={(next) => next && onChange({ qualification: next as CounselorQualification })}
      />
      {value.qualification === "registered_career_consultant" && (
        <SimpleGrid cols={2} spacing="sm">
          <TextInput
            label={t("cases.registration_no")}
            required
            value={value.registration_no ?? ""}
            error={words["registration_no"] ?? c02}
            onChange={(event) => onChange({ registration_no: event.currentTarget.value })}
          />
          <DateField
            label={t("cases.registered_until")}
            required
            value={value.registered_until ?? ""}
            onChange={(until) => onChange({ registered_until: until || undefined })}
            era={desk.era}
            error={words["registered_until"]}
            lies="ahead"
          />
        </SimpleGrid>
      )}
      <TextInput
        label={t("cases.own_member")}
        description={t("cases.own_member.about")}
        value={value.member ?? ""}
        error={words["member"]}
        onChange={(event) => onChange({ member: event.currentTarget.value })}
      />
    </>
  );
}

const NOBODY: CounselorFields = { qualification: "union_advisor" };

function Found({ onSheet }: { onSheet(code: string): void }) {
  const [fields, setFields] = useState<CounselorFields>(NOBODY);
  const found = useChange("cases", "found_room", { quiet: true, onDone: (made) => onSheet(made.sheet) });
  return (
    <Paper withBorder p="lg" maw="46rem">
      <Stack gap="md">
        <Title order={2}>{t("cases.found.title")}</Title>
        <Text className="ky-measure">{t("cases.found.text")}</Text>
        <Text className="ky-measure">{t("cases.found.sheet")}</Text>
        <ProblemAlert problem={found.error?.code === "C-02" ? null : formProblem(found.error)} />
        <QualificationFields value={fields} onChange={(change) => setFields({ ...fields, ...change })} problem={found.error} />
        <FormActions save={t("cases.found.save")} saving={found.isPending} onSave={() => found.mutate(fields)} />
      </Stack>
    </Paper>
  );
}

function Admit({ candidate, onDone }: { candidate: CounselorCandidate; onDone(): void }) {
  const [fields, setFields] = useState<CounselorFields>(NOBODY);
  const admit = useChange("cases", "admit", { onDone });
  return (
    <Stack gap="md">
      <Text>{t("cases.admit.text", { name: candidate.name })}</Text>
      <Text className={classes.code} translate="no">
        {candidate.key_mark}
      </Text>
      <ProblemAlert problem={admit.error?.code === "C-02" ? null : formProblem(admit.error)} />
      <QualificationFields value={fields} onChange={(change) => setFields({ ...fields, ...change })} problem={admit.error} />
      <FormActions
        save={t("cases.admit.save")}
        saving={admit.isPending}
        onSave={() => admit.mutate({ officer: candidate.officer, key_mark: candidate.key_mark, ...fields })}
        onCancel={onDone}
      />
    </Stack>
  );
}

function Requalify({ row, onDone }: { row: CounselorRow; onDone(): void }) {
  const [fields, setFields] = useState<CounselorFields>({
    qualification: row.qualification,
    registration_no: row.registration_no ?? undefined,
    registered_until: row.registered_until ?? undefined,
  });
  const save = useChange("cases", "save_counselor", { onDone });
  return (
    <Stack gap="md">
      <ProblemAlert problem={save.error?.code === "C-02" ? null : formProblem(save.error)} />
      <QualificationFields value={fields} onChange={(change) => setFields({ ...fields, ...change })} problem={save.error} />
      <FormActions
        save={t("ui.save")}
        saving={save.isPending}
        onSave={() => save.mutate({ id: row.id, version: row.version, ...fields })}
        onCancel={onDone}
      />
    </Stack>
  );
}

function Counselors({ room }: { room: CounselRoom }) {
  const desk = useDesk();
  const [changing, setChanging] = useState<CounselorRow>();
  const dismiss = useChange("cases", "dismiss");
  return (
    <>
      <Wide label={t("cases.room.counselors")} least={40}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("cases.room.name")}</Table.Th>
              <Table.Th scope="col">{t("cases.qualification")}</Table.Th>
              <Table.Th scope="col">{t("cases.room.cases")}</Table.Th>
              <Table.Th scope="col">{t("cases.room.since")}</Table.Th>
              <Table.Th scope="col">
                <span className="ky-quiet">{t("cases.room.doing")}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {room.counselors.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Th scope="row">
                  {row.name} {row.titled && <Badge tone="good">{t("cases.titled")}</Badge>}
                  {row.stale && <Badge tone="urgent">{t("cases.room.stale")}</Badge>}
                </Table.Th>
                <Table.Td>
                  <Text size="sm">{enumWords("counselor_qualification", row.qualification)}</Text>
                  <Text size="xs" c="dimmed">
                    {[row.registration_no, row.registered_until && t("cases.until", { on: showDate(row.registered_until, desk.era) })]
                      .filter(Boolean)
                      .join(" / ")}
                  </Text>
                </Table.Td>
                <Table.Td className="ky-number">{row.cases}</Table.Td>
                <Table.Td>
                  <Text size="sm" className="ky-number">
                    {showDate(row.admitted_on, desk.era)}
                  </Text>
                  {row.ended_on && <Badge tone="ended">{t("cases.until", { on: showDate(row.ended_on, desk.era) })}</Badge>}
                </Table.Td>
                <Table.Td>
                  {row.ended_on === null && (
                    <Group gap={4} wrap="nowrap">
                      <Button size="compact-sm" variant="default" aria-label={t("cases.requalify_of", { name: row.name })} onClick={() => setChanging(row)}>
                        {t("cases.correct")}
                      </Button>
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t("cases.dismiss_of", { name: row.name })}
                        onClick={() => dismiss.mutate({ id: row.id, version: row.version }, { onError: sayProblem })}
                      >
                        {t("cases.dismiss")}
                      </Button>
                    </Group>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      <Modal opened={changing !== undefined} onClose={() => setChanging(undefined)} title={t("cases.qualification")} size="lg">
        {changing && <Requalify row={changing} onDone={() => setChanging(undefined)} />}
      </Modal>
    </>
  );
}

/** The room seen from outside: what the officer reads aloud so that somebody inside can let them in. */
export function Outside({ room }: { room: CounselRoom }) {
  return (
    <Paper withBorder p="lg" maw="46rem">
      <Stack gap="sm">
        <Title order={2}>{t("cases.outside.title")}</Title>
        <Text className="ky-measure">{t("cases.outside.text", { who: room.counselors.filter((row) => row.ended_on === null).map((row) => row.name).join(t("ui.between")) })}</Text>
        <Text className={classes.code} translate="no">
          {room.key_mark}
        </Text>
      </Stack>
    </Paper>
  );
}

/** The second recovery sheet is shown until it was noted, whatever the room says by then. */
export function useSheet() {
  const desk = useDesk();
  const [code, setCode] = useState<string>();
  const sheet = code !== undefined && (
    <Stack gap="md" maw="46rem" p="lg">
      <Title order={1}>{t("cases.sheet.title")}</Title>
      <RecoverySheet
        code={code}
        union={desk.status.union_name ?? ""}
        file={desk.status.place ?? ""}
        login={desk.officer.login}
        leave={t("cases.sheet.leave")}
        words={{ title: t("cases.sheet.title"), text: t("cases.sheet.text"), keep: t("cases.sheet.keep") }}
        onDone={() => setCode(undefined)}
      />
    </Stack>
  );
  return { sheet, show: setCode };
}

export function FoundRoom({ onSheet }: { onSheet(code: string): void }) {
  return <Found onSheet={onSheet} />;
}

export function RoomTab({ room }: { room: CounselRoom }) {
  const [admitting, setAdmitting] = useState<CounselorCandidate>();
  return (
    <div className={classes.scroll}>
      <Stack gap="xl">
        <section aria-label={t("cases.room.counselors")}>
          <Title order={2} mb="xs">
            {t("cases.room.counselors")}
          </Title>
          <Counselors room={room} />
        </section>
        <section aria-label={t("cases.room.candidates")}>
          <Title order={2} mb="xs">
            {t("cases.room.candidates")}
          </Title>
          {room.candidates.length === 0 && <Text>{t("cases.room.no_candidates")}</Text>}
          {room.candidates.map((candidate) => (
            <Group key={candidate.officer} justify="space-between" maw="46rem" mb="xs">
              <Text>{candidate.name}</Text>
              <Button variant="default" onClick={() => setAdmitting(candidate)}>
                {t("cases.admit.of", { name: candidate.name })}
              </Button>
            </Group>
          ))}
          <Text size="sm" c="dimmed">
            {t("cases.room.own_mark", { mark: room.key_mark })}
          </Text>
        </section>
        <section aria-label={t("cases.room.keeping")}>
          <Title order={2} mb="xs">
            {t("cases.room.keeping")}
          </Title>
          <Text className="ky-measure">{t("cases.room.keeping.text", { n: room.retention_months })}</Text>
        </section>
        <HelpLinesRoom />
      </Stack>
      <Modal opened={admitting !== undefined} onClose={() => setAdmitting(undefined)} title={t("cases.admit.title")} size="lg">
        {admitting && <Admit candidate={admitting} onDone={() => setAdmitting(undefined)} />}
      </Modal>
    </div>
  );
}
