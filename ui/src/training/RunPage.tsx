// One run: where it stands, what is done next, and its parts: seats, attendance, certificates, costs, answers, plan.
import { Button, Group, Modal, Stack, Tabs, Text, Textarea, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useDesk } from "../desk/session";
import type { RunDetail, RunStatus } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { DateField } from "../parts/DateField";
import { addDays } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { BackTo, ThingHead } from "../parts/ThingHead";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { AttendancePart } from "./Attendance";
import { BoardPart } from "./Board";
import { CertificatesPart } from "./Certificates";
import { CostsPart } from "./Costs";
import { EvaluationPart } from "./Evaluation";
import { PartnersPart } from "./Partners";
import { Plan } from "./Plan";
import type { RunPart, RunPlace } from "./place";
import { StepButton, useForeseen } from "./StepButton";
import { TablesPart } from "./Tables";
import classes from "./Training.module.css";
import { daysWords, isOver, runTone } from "./words";

export interface RunPartProps {
  detail: RunDetail;
  place: RunPlace;
  /** Goes to another place of the same part. */
  go(next: Partial<RunPlace>): void;
}

const STEPS = ["open_run", "close_run", "begin_run", "finish_run", "complete_run"] as const;
type Step = (typeof STEPS)[number];

/** The steps that come into question; the first is the one to take next. */
const STEPS_AT: Record<RunStatus, Step[]> = {
  draft: ["open_run"],
  open: ["begin_run", "close_run"],
  closed: ["begin_run", "open_run"],
  running: ["finish_run"],
  finished: ["complete_run"],
  cancelled: [],
};

/** People with a seat of whom nothing was noted: finishing the run says of them that they did not come. */
function useNotNoted(run: RunDetail["run"]): number {
  const ends = run.status === "running";
  const board = useAnswer("training", "board", { id: run.id }, { enabled: ends });
  const kept = useAnswer("training", "attendance", { id: run.id }, { enabled: ends });
  const noted = new Set(kept.data?.entries.map((entry) => entry.enrolment_id));
  return kept.data ? (board.data?.rows ?? []).filter((row) => row.status === "confirmed" && !noted.has(row.id)).length : 0;
}

function FinishRun({ detail, n, onClose }: { detail: RunDetail; n: number; onClose(): void }) {
  const navigate = useNavigate();
  const finish = useChange("training", "finish_run", { onDone: onClose });
  const { run } = detail;
  return (
    <Stack gap="md">
      <Text>{t("training.finish.ask", { n })}</Text>
      <ProblemAlert problem={finish.error} />
      <FormActions
        save={t("training.finish.save")}
        saving={finish.isPending}
        danger
        onSave={() => finish.mutate({ id: run.id, version: run.version })}
        onCancel={onClose}
      >
        <Button
          variant="default"
          data-autofocus
          onClick={() => {
            onClose();
            void navigate({ to: "/training/run", search: { run: run.id, part: "attendance" } });
          }}
        >
          {t("training.finish.to_attendance")}
        </Button>
      </FormActions>
    </Stack>
  );
}

function Steps({ detail }: { detail: RunDetail }) {
  const { run } = detail;
  const [asks, setAsks] = useState(false);
  const notNoted = useNotNoted(run);
  const steps = STEPS_AT[run.status];
  const foreseen = useForeseen(
    run.id,
    steps.map((ask) => ({ ask })),
  );
  const changes = {
    open_run: useChange("training", "open_run"),
    close_run: useChange("training", "close_run"),
    begin_run: useChange("training", "begin_run"),
    finish_run: useChange("training", "finish_run"),
    complete_run: useChange("training", "complete_run"),
  };
  const take = (step: Step) => {
    if (step === "finish_run" && notNoted > 0) setAsks(true);
    else changes[step].mutate({ id: run.id, version: run.version }, { onError: sayProblem });
  };
  return (
    <>
      {steps.map((step, at) => (
        <StepButton
          key={step}
          variant={at === 0 ? "filled" : "default"}
          foreseen={foreseen?.[at]}
          loading={changes[step].isPending}
          onClick={() => take(step)}
        >
          {t(`training.step.${step}`)}
        </StepButton>
      ))}
      <Modal opened={asks} onClose={() => setAsks(false)} title={t("training.step.finish_run")}>
        <FinishRun detail={detail} n={notNoted} onClose={() => setAsks(false)} />
      </Modal>
    </>
  );
}

function CancelRun({ detail, onClose }: { detail: RunDetail; onClose(): void }) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const cancel = useChange("training", "cancel_run", { onDone: onClose });
  const words = cancel.error ? fieldWords(cancel.error) : {};
  const send = () => {
    setTried(true);
    if (reason.trim()) cancel.mutate({ id: detail.run.id, version: detail.run.version, reason: reason.trim() });
  };
  return (
    <Stack gap="md">
      <Text>{t("training.cancel_run.text", { n: detail.run.confirmed + detail.run.offered + detail.run.waiting + detail.run.applied })}</Text>
      <ProblemAlert problem={formProblem(cancel.error)} />
      <Textarea
        label={t("training.reason")}
        required
        data-autofocus
        autosize
        minRows={2}
        value={reason}
        error={words["reason"] ?? (tried && !reason.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <FormActions save={t("training.cancel_run.save")} saving={cancel.isPending} onSave={send} onCancel={onClose} />
    </Stack>
  );
}

function CopyRun({ detail, onClose }: { detail: RunDetail; onClose(): void }) {
  const desk = useDesk();
  const navigate = useNavigate();
  // A year of whole weeks: the same weekday.
  const [day, setDay] = useState(detail.run.first_on ? addDays(detail.run.first_on, 364) : "");
  const copy = useChange("training", "copy_run", {
    onDone: (run) => {
      onClose();
      void navigate({ to: "/training/run", search: { run, part: "plan" } });
    },
  });
  const words = copy.error ? fieldWords(copy.error) : {};
  return (
    <Stack gap="md">
      <Text>{t("training.copy.text")}</Text>
      <ProblemAlert problem={formProblem(copy.error)} />
      {detail.run.first_on && (
        <DateField label={t("training.run.first_on")} value={day} onChange={setDay} era={desk.era} error={words["first_on"]} />
      )}
      <FormActions
        save={t("training.copy.save")}
        saving={copy.isPending}
        onSave={() => copy.mutate({ id: detail.run.id, first_on: day || undefined })}
        onCancel={onClose}
      />
    </Stack>
  );
}

function Doing({ detail }: { detail: RunDetail }) {
  const [dialog, setDialog] = useState<"copy" | "cancel">();
  const close = () => setDialog(undefined);
  return (
    <Group gap="xs">
      <Steps detail={detail} />
      <Button variant="default" onClick={() => setDialog("copy")}>
        {t("training.copy")}
      </Button>
      {!isOver(detail.run.status) && (
        <Button variant="default" onClick={() => setDialog("cancel")}>
          {t("training.cancel_run")}
        </Button>
      )}
      <Modal opened={dialog === "copy"} onClose={close} title={t("training.copy")}>
        <CopyRun detail={detail} onClose={close} />
      </Modal>
      <Modal opened={dialog === "cancel"} onClose={close} title={t("training.cancel_run")}>
        <CancelRun detail={detail} onClose={close} />
      </Modal>
    </Group>
  );
}

/** The parts of a run that this officer's role opens. */
function useParts(): RunPart[] {
  const desk = useDesk();
  const sees = desk.may("see_training");
  const changes = desk.may("change_training");
  const parts: RunPart[] = sees ? ["board", ...(changes ? (["partners"] as const) : []), "attendance", "tables", "certificates"] : [];
  if (desk.may("see_training_costs")) parts.push("costs");
  if (sees) parts.push("evaluation");
  return [...parts, "plan"];
}

const PARTS: Record<RunPart, React.ComponentType<RunPartProps>> = {
  board: BoardPart,
  partners: PartnersPart,
  attendance: AttendancePart,
  tables: TablesPart,
  certificates: CertificatesPart,
  costs: CostsPart,
  evaluation: EvaluationPart,
  plan: Plan,
};

function Body({ detail }: { detail: RunDetail }) {
  const desk = useDesk();
  const place = useSearch({ from: "/training/run" });
  const navigate = useNavigate();
  const parts = useParts();
  const go = useCallback(
    (next: Partial<RunPlace>) => void navigate({ to: "/training/run", search: { ...place, ...next }, replace: true }),
    [navigate, place],
  );
  const { run } = detail;
  const part = parts.find((each) => each === place.part) ?? parts[0] ?? "plan";
  return (
    <>
      <ThingHead title={run.title} actions={desk.may("change_training") && <Doing detail={detail} />}>
        <Group gap="sm" mt={4}>
          <Badge tone={runTone(run.status)}>{enumWords("run_status", run.status)}</Badge>
          <Text size="sm" className="ky-number">
            {run.code}
          </Text>
          <Text size="sm">{daysWords(run, desk.era)}</Text>
          <Text size="sm">{[enumWords("run_mode", run.mode), run.venue].filter(Boolean).join(" / ")}</Text>
        </Group>
        {detail.cancel_reason && <Text size="sm">{t("training.cancelled_because", { reason: detail.cancel_reason })}</Text>}
      </ThingHead>
      <Tabs
        value={part}
        keepMounted={false}
        className={classes.tabs}
        onChange={(next) => void navigate({ to: "/training/run", search: { run: run.id, part: next as RunPart } })}
      >
        <Tabs.List mb={0}>
          {parts.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`training.part.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {parts.map((each) => {
          const Part = PARTS[each];
          return (
            <Tabs.Panel key={each} value={each} className={classes.panel}>
              <Part detail={detail} place={place} go={go} />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </>
  );
}

export function RunPage() {
  const { run: id } = useSearch({ from: "/training/run" });
  const found = useAnswer("training", "run", { id: id ?? "" }, { enabled: Boolean(id), keep: true });
  return (
    <div className={classes.page}>
      <BackTo to="/training" words={t("training.to_list")} />
      <ProblemAlert problem={found.error} onRetry={() => void found.refetch()} />
      {id && found.isPending && <Waiting lines={8} />}
      {!id && <Title order={1}>{t("training.title")}</Title>}
      {found.data && <Body key={found.data.run.id} detail={found.data} />}
    </div>
  );
}
