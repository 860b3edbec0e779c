// 相談室: who is in it. The first counsellor founds it and prints the second recovery sheet; the next are let in by who is inside.
import { Button, Group, Modal, NumberInput, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { useState } from "react";
import { RecoverySheet } from "../desk/RecoverySheet";
import { useDesk } from "../desk/session";
import type { CounselorCandidate, CounselorFields, CounselorRow, CounselRoom } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { sayProblem } from "../parts/UndoToast";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import classes from "./Cases.module.css";
import { HelpLinesRoom } from "./HelpLinesRoom";
import { QualificationFields } from "./QualificationFields";
import { EnterBySheet, RecoverCases } from "./Recovery";
import { Instruments } from "./Instruments";
import { Templates } from "./Templates";

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
                  <Text size="sm" className="ky-number ky-name">
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

/** How long a case is kept after it was closed. */
function Retention({ months }: { months: number }) {
  const [typed, setTyped] = useState<number | string>(months);
  const save = useChange("cases", "set_case_retention");
  const words = save.error ? fieldWords(save.error) : {};
  return (
    <Stack gap="xs">
      <ProblemAlert problem={formProblem(save.error)} />
      <Group align="flex-end" gap="xs">
        <NumberInput
          w="16rem"
          label={t("cases.room.retention")}
          min={1}
          max={240}
          allowDecimal={false}
          value={typed}
          error={words["months"]}
          onChange={setTyped}
        />
        <Button
          variant="default"
          disabled={typed === months || typeof typed !== "number"}
          loading={save.isPending}
          onClick={() => save.mutate({ months: Number(typed) })}
        >
          {t("ui.save")}
        </Button>
      </Group>
    </Stack>
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
        <Text className="ky-measure" size="sm">
          {t("cases.outside.sheet")}
        </Text>
        <EnterBySheet />
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
          <Retention months={room.retention_months} />
          <Text className="ky-measure" my="sm">
            {t("cases.room.recovery.text")}
          </Text>
          <RecoverCases room={room} />
        </section>
        <Templates />
        <Instruments />
        <HelpLinesRoom />
      </Stack>
      <Modal opened={admitting !== undefined} onClose={() => setAdmitting(undefined)} title={t("cases.admit.title")} size="lg">
        {admitting && <Admit candidate={admitting} onDone={() => setAdmitting(undefined)} />}
      </Modal>
    </div>
  );
}
