// Decide about an activity with a reason, and say a year later what became of it.
import { Radio, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { ActivityDecisionRow, ActivityRow, ActivityDecision, ActivityOutcome, ActivityReview } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { CountField } from "../training/CountField";
import { DECISIONS, OUTCOMES, hours, needWords } from "./words";

export function DecideForm({ row, review, onDone }: { row: ActivityRow; review: ActivityReview; onDone(): void }) {
  const desk = useDesk();
  const before = row.next;
  const [decision, setDecision] = useState<ActivityDecision>(before?.decision ?? row.proposed ?? "keep");
  const [reason, setReason] = useState(before?.reason ?? "");
  const [dissent, setDissent] = useState(before?.dissent ?? "");
  const [effect, setEffect] = useState<number | undefined>(before?.effect ?? undefined);
  const [need, setNeed] = useState<number | undefined>(before?.need ?? undefined);
  const [body, setBody] = useState(before?.body ?? "");
  const [on, setOn] = useState(before?.decided_on ?? desk.today);
  const decide = useChange("activities", "decide", { onDone });
  const words = decide.error ? fieldWords(decide.error) : {};
  const send = () =>
    decide.mutate({
      activity_id: row.id,
      fiscal_year: review.fiscal_year + 1,
      version: before?.version,
      decision,
      reason,
      dissent: dissent.trim() || undefined,
      effect,
      need,
      body: body.trim() || undefined,
      decided_on: on || undefined,
    });
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(decide.error)} />
      <Text>{t("activities.decide.figures", { hours: hours(row.minutes), need: needWords(row, review) || t("activities.need.unknown") })}</Text>
      <Radio.Group label={t("activities.decision")} value={decision} onChange={(next) => setDecision(next as ActivityDecision)}>
        <Stack gap="xs" mt="xs">
          {DECISIONS.map((each) => (
            <Radio key={each} value={each} label={enumWords("activity_decision", each)} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t("activities.reason")}
        description={t("activities.reason.about")}
        required
        autosize
        minRows={3}
        value={reason}
        error={words["reason"]}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Textarea label={t("activities.dissent")} description={t("activities.dissent.about")} autosize minRows={2} value={dissent} error={words["dissent"]} onChange={(event) => setDissent(event.currentTarget.value)} />
      <CountField label={t("activities.effect")} description={t("activities.effect.about")} value={effect} error={words["effect"]} onChange={setEffect} />
      {!review.source && <CountField label={t("activities.need.seen.label")} description={t("activities.need.seen.about")} value={need} error={words["need"]} onChange={setNeed} />}
      <TextInput label={t("activities.body")} value={body} error={words["body"]} onChange={(event) => setBody(event.currentTarget.value)} />
      <DateField label={t("activities.decided_on")} value={on} onChange={setOn} era={desk.era} error={words["decided_on"]} />
      <FormActions save={t("activities.decide.save")} saving={decide.isPending} onSave={send} onCancel={onDone} />
    </Stack>
  );
}

export function TellForm({ decision, onDone }: { decision: ActivityDecisionRow; onDone(): void }) {
  const [result, setResult] = useState<ActivityOutcome>(decision.result ?? "done");
  const [text, setText] = useState(decision.result_text ?? "");
  const tell = useChange("activities", "tell_result", { onDone });
  const words = tell.error ? fieldWords(tell.error) : {};
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(tell.error)} />
      <Text>{t("activities.tell.decided", { what: enumWords("activity_decision", decision.decision), reason: decision.reason })}</Text>
      <Radio.Group label={t("activities.result")} value={result} onChange={(next) => setResult(next as ActivityOutcome)}>
        <Stack gap="xs" mt="xs">
          {OUTCOMES.map((each) => (
            <Radio key={each} value={each} label={enumWords("activity_outcome", each)} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t("activities.result.text")}
        description={t("activities.result.text.about")}
        autosize
        minRows={3}
        value={text}
        error={words["text"]}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <FormActions save={t("ui.save")} saving={tell.isPending} onSave={() => tell.mutate({ id: decision.id, version: decision.version, result, text: text.trim() || undefined })} onCancel={onDone} />
    </Stack>
  );
}
