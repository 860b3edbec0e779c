// One application: where it stands and why, what the rules allow now, and every decision about it.
import { Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { EnrolmentRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate, showHour } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { SidePanel } from "../parts/SidePanel";
import { sayProblem } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { Decisions } from "./Foreseen";
import { StepButton, useForeseen } from "./StepButton";
import classes from "./Training.module.css";
import { hasEnded, seatTone, waitWords } from "./words";

interface EndProps {
  run: string;
  row: EnrolmentRow;
  verb: "cancel" | "decline";
  onDone(): void;
}

function End({ run, row, verb, onDone }: EndProps) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const end = useChange("training", verb, { onDone });
  const foreseen = useForeseen(run, [{ ask: verb, id: row.id }])?.[0];
  const words = end.error ? fieldWords(end.error) : {};
  const missing = verb === "decline" && !reason.trim();
  const others = foreseen?.decisions.filter((each) => each.enrolment_id !== row.id) ?? [];
  const late = foreseen?.decisions.some((each) => each.enrolment_id === row.id && each.reason === "cancelled_late");
  const send = () => {
    setTried(true);
    if (!missing) end.mutate({ id: row.id, version: row.version, reason: reason.trim() || undefined });
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(end.error)} />
      {late && (
        <Text size="sm" role="note">
          {t("training.cancel.late")}
        </Text>
      )}
      {others.length > 0 && (
        <div>
          <Text size="sm" fw={700}>
            {t("training.foreseen")}
          </Text>
          <Decisions rows={others} />
        </div>
      )}
      <Textarea
        label={t("training.reason")}
        required={verb === "decline"}
        autosize
        minRows={2}
        data-autofocus
        value={reason}
        error={words["reason"] ?? (tried && missing ? t("ui.fill_in") : undefined)}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <FormActions save={t(`training.${verb}.save`)} saving={end.isPending} onSave={send} onCancel={onDone} />
    </Stack>
  );
}

/** The steps that come into question for an application as it stands. */
function stepsOf(row: EnrolmentRow): ("accept" | "postpone" | "approve" | "decline" | "cancel")[] {
  if (row.status === "offered") return ["accept", "postpone", "cancel"];
  if (row.status === "applied") return ["approve", "decline", "cancel"];
  if (hasEnded(row.status)) return [];
  return ["cancel"];
}

function Doing({ run, row, onEnd }: { run: string; row: EnrolmentRow; onEnd(verb: "cancel" | "decline"): void }) {
  const steps = stepsOf(row);
  const foreseen = useForeseen(
    run,
    steps.map((ask) => (ask === "approve" ? { ask, ids: [row.id] } : { ask, id: row.id })),
  );
  const accept = useChange("training", "accept");
  const postpone = useChange("training", "postpone");
  const approve = useChange("training", "approve");
  const named = { id: row.id, version: row.version };
  const act = {
    accept: () => accept.mutate(named, { onError: sayProblem }),
    postpone: () => postpone.mutate(named, { onError: sayProblem }),
    approve: () => approve.mutate({ ids: [row.id] }, { onError: sayProblem }),
  };
  const busy = { accept: accept.isPending, postpone: postpone.isPending, approve: approve.isPending, cancel: false, decline: false };
  return (
    <Group gap="xs">
      {steps.map((step, at) => (
        <StepButton
          key={step}
          variant={at === 0 && step !== "cancel" ? "filled" : "default"}
          foreseen={foreseen?.[at]}
          loading={busy[step]}
          onClick={() => (step === "cancel" || step === "decline" ? onEnd(step) : act[step]())}
        >
          {t(`training.${step}`)}
        </StepButton>
      ))}
    </Group>
  );
}

/** Why they have a seat, or none yet: 「なぜ繰り上がった / 上がらない」. */
function Why({ row }: { row: EnrolmentRow }) {
  const words = row.waits ? waitWords(row) : enumWords("seat_reason", row.reason);
  if (!words) return null;
  return (
    <section aria-labelledby="enrolment-why">
      <Title order={3} id="enrolment-why" mb={4}>
        {t(row.waits ? "training.why_not_yet" : "training.why")}
      </Title>
      <Text>{words}</Text>
    </section>
  );
}

function Decided({ run, row }: { run: string; row: EnrolmentRow }) {
  const desk = useDesk();
  const decisions = useAnswer("training", "decisions", { run_id: run, enrolment_id: row.id }, { keep: true });
  if (!decisions.data || decisions.data.length === 0) return null;
  return (
    <section aria-labelledby="enrolment-decisions">
      <Title order={3} id="enrolment-decisions" mb="xs">
        {t("training.decisions")}
      </Title>
      <Stack gap="xs" component="ol" className={classes.plain}>
        {decisions.data.map((each) => (
          <li key={`${each.at} ${each.to} ${each.reason}`}>
            <Text size="sm" fw={700}>
              {enumWords("enrolment_status", each.to)}
              {each.pool && ` (${enumWords("seat_pool", each.pool)})`}
            </Text>
            <Text size="sm">{enumWords("seat_reason", each.reason)}</Text>
            <Text size="xs" c="dimmed" className="ky-number">
              {showHour(each.at, desk.era)}
            </Text>
          </li>
        ))}
      </Stack>
    </section>
  );
}

export function EnrolmentPanel({ run, row, onClose }: { run: string; row: EnrolmentRow; onClose(): void }) {
  const desk = useDesk();
  const may = desk.may("change_training");
  const [ending, setEnding] = useState<"cancel" | "decline">();
  const facts: [string, string | null][] = [
    [t("training.org"), row.org],
    [t("training.unit"), row.unit],
    [t("training.seq"), String(row.seq)],
    [t("training.applied_at"), showHour(row.applied_at, desk.era)],
    [t("training.pool"), row.pool && enumWords("seat_pool", row.pool)],
    [t("training.place"), row.place === null ? null : t("training.place_n", { n: row.place })],
    [t("training.answer_by"), row.offer_expires_at && showHour(row.offer_expires_at, desk.era)],
    [t("training.group"), row.group_no === null ? null : t("training.group_no", { n: row.group_no })],
    [t("training.company"), row.company],
    [t("training.industry"), row.industry],
    [t("training.age_band"), row.age_band === null ? null : t("training.age_band_n", { n: row.age_band })],
    [t("training.minutes"), row.minutes === null ? null : t("training.minutes_n", { n: row.minutes })],
    [t("training.assignment_on"), row.assignment_on && showDate(row.assignment_on, desk.era)],
    [t("training.certificate"), row.certificate],
    [t("training.table_no"), row.table_no === null ? null : String(row.table_no)],
    [t("training.reason"), row.why],
    [t("training.note"), row.note],
  ];
  return (
    <SidePanel title={<span className="ky-private">{row.name}</span>} onClose={onClose}>
      <Stack gap="lg">
        <Group gap="xs">
          <Badge tone={seatTone(row.status)}>{enumWords("enrolment_status", row.status)}</Badge>
          {row.postponed && <Badge tone="caution">{t("training.postponed_once")}</Badge>}
          {row.late_cancel && <Badge tone="urgent">{t("training.late")}</Badge>}
          <Text size="sm" c="dimmed" className="ky-private">
            {row.kana}
          </Text>
        </Group>
        {ending ? (
          <End run={run} row={row} verb={ending} onDone={() => setEnding(undefined)} />
        ) : (
          may && <Doing run={run} row={row} onEnd={setEnding} />
        )}
        <Why row={row} />
        <dl className={classes.facts}>
          {facts
            .filter(([, value]) => value)
            .map(([words, value]) => (
              <div key={words} style={{ display: "contents" }}>
                <dt>{words}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
        <Decided run={run} row={row} />
      </Stack>
    </SidePanel>
  );
}
