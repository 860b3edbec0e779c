// The next steps of a case: which are open the core says; what each asks for stands in its form.
import { Button, Checkbox, Group, Modal, Select, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CaseDetail, CaseDueRow, CaseEvent, CloseOutcome } from "../ipc/api";
import { forgetAnswers, useAnswer, useChange } from "../ipc/client";
import { enumWords, t, wireWords } from "../labels/t";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { addMonths } from "../parts/relative";
import { sayProblem } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { Again, isFollowed } from "./Again";
import { useWayOut } from "./outward";
import { Part } from "./Part";
import { DraftsWait } from "./Unsaved";
import { STEPS, choices, unlooked } from "./words";

type FormOf = "assign" | "decline" | "pause" | "refer_out" | "follow_up" | "close" | "reopen";
const FORMS: ReadonlySet<CaseEvent> = new Set(["assign", "decline", "pause", "refer_out", "follow_up", "close", "reopen"]);

interface FormProps {
  case: CaseDetail;
  onDone(): void;
  /** Another step is taken after all. */
  onInstead(event: FormOf): void;
  /** What was begun and not saved is gone on with; none where there is nothing. */
  onWrite: (() => void) | undefined;
}

function named(of: CaseDetail) {
  return { case_id: of.id, version: of.version };
}

/** Months after which one asks how it goes, unless another day is agreed. */
const FOLLOW_UP_MONTHS = 3;

function Assign({ case: of, onDone }: FormProps) {
  const desk = useDesk();
  const room = useAnswer("cases", "room", {});
  const [officer, setOfficer] = useState<string | null>(null);
  const [looked, setLooked] = useState(false);
  const assign = useChange("cases", "assign", { onDone });
  const others = (room.data?.counselors ?? []).filter((each) => each.ended_on === null && !each.stale);
  return (
    <Stack gap="md">
      <ProblemAlert problem={unlooked(assign.error) ? null : assign.error} />
      <Select
        label={t("cases.assign.who")}
        data={others.map((each) => ({ value: each.officer, label: each.name }))}
        placeholder={desk.officer.display_name}
        clearable
        value={officer}
        onChange={setOfficer}
      />
      <Checkbox
        data-autofocus
        label={t("cases.assign.not_supervisor")}
        description={t("cases.assign.not_supervisor.about")}
        error={!looked && unlooked(assign.error)}
        checked={looked}
        onChange={(event) => setLooked(event.currentTarget.checked)}
      />
      <FormActions
        save={t("cases.event.assign")}
        saving={assign.isPending}
        onSave={() => assign.mutate({ ...named(of), officer: officer ?? undefined, not_supervisor: looked })}
        onCancel={onDone}
      />
    </Stack>
  );
}

function Decline({ case: of, onDone }: FormProps) {
  const [reason, setReason] = useState("");
  const [to, setTo] = useState("");
  const decline = useChange("cases", "decline", { onDone });
  const words = decline.error ? fieldWords(decline.error) : {};
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(decline.error)} />
      <Textarea data-autofocus autosize minRows={2} label={t("cases.reason")} required value={reason} error={words["reason"]} onChange={(event) => setReason(event.currentTarget.value)} />
      <Textarea
        autosize
        minRows={2}
        label={t("cases.decline.pointed_to")}
        description={t("cases.decline.pointed_to.about")}
        required
        value={to}
        error={words["pointed_to"]}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <FormActions
        save={t("cases.event.decline")}
        saving={decline.isPending}
        onSave={() => decline.mutate({ ...named(of), reason, pointed_to: to })}
        onCancel={onDone}
      />
    </Stack>
  );
}

/** Why, in words; none are kept after the member's no (C-03). */
function Reason({ case: of, label, value, error, onChange }: { case: CaseDetail; label: string; value: string; error: React.ReactNode; onChange(text: string): void }) {
  if (of.said_no) return <Text size="sm">{t("cases.said_no")}</Text>;
  return <TextInput label={label} value={value} error={error} onChange={(event) => onChange(event.currentTarget.value)} />;
}

function Pause({ case: of, onDone }: FormProps) {
  const desk = useDesk();
  const [until, setUntil] = useState(addMonths(desk.today, 1));
  const [reason, setReason] = useState("");
  const pause = useChange("cases", "pause", { onDone });
  const words = pause.error ? fieldWords(pause.error) : {};
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(pause.error)} />
      <DateField
        label={t("cases.pause.until")}
        description={t("cases.pause.until.about")}
        value={until}
        onChange={setUntil}
        era={desk.era}
        error={words["until"]}
        lies="ahead"
        required
        autoFocus
      />
      <Reason case={of} label={t("cases.reason")} value={reason} error={words["reason"]} onChange={setReason} />
      <FormActions
        save={t("cases.event.pause")}
        saving={pause.isPending}
        disabled={!until}
        onSave={() => pause.mutate({ ...named(of), until, reason: reason.trim() || undefined })}
        onCancel={onDone}
      />
    </Stack>
  );
}

function FollowUp({ case: of, onDone }: FormProps) {
  const desk = useDesk();
  const [on, setOn] = useState(addMonths(desk.today, FOLLOW_UP_MONTHS));
  const follow = useChange("cases", "follow_up", { onDone });
  const words = follow.error ? fieldWords(follow.error) : {};
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(follow.error)} />
      <DateField label={t("cases.follow_up.on")} value={on} onChange={setOn} era={desk.era} error={words["follow_up_on"]} lies="ahead" required autoFocus />
      <FormActions
        save={t("cases.event.follow_up")}
        saving={follow.isPending}
        disabled={!on}
        onSave={() => follow.mutate({ ...named(of), follow_up_on: on })}
        onCancel={onDone}
      />
    </Stack>
  );
}

/** The dates that end with the case. What became of a referral is asked also after it, and `kept` is the day on which one asks again. */
function datesEnding(of: CaseDetail, kept?: string): CaseDueRow[] {
  const stays = (due: CaseDueRow) => due.kind === "referral_check" || (due.kind === "follow_up" && due.due_on === kept);
  return of.dues.filter((due) => due.done_on === null && !stays(due));
}

function DatesEnd({ dues, children }: { dues: CaseDueRow[]; children?: React.ReactNode }) {
  const desk = useDesk();
  if (dues.length === 0) return null;
  const dates = dues.map((due) => t("cases.close.date", { on: showDate(due.due_on, desk.era), what: enumWords("case_due_kind", due.kind) }));
  return (
    <Stack gap="xs" role="note">
      <Text size="sm" fw={700}>
        {t("cases.close.dates_end", { n: dues.length })}
      </Text>
      <Text size="sm" className="ky-number">
        {dates.join(t("ui.between"))}
      </Text>
      <Text size="sm">{t("cases.close.dates_gone")}</Text>
      {children}
    </Stack>
  );
}

/** One press closes: the day of the follow-up is there already, and the button says the outcome. */
function Close({ case: of, onDone, onInstead, onWrite }: FormProps) {
  const desk = useDesk();
  // Whose counselling did not begin, or who said no, is not asked again unless somebody says so.
  const notTaken = of.status === "inquiry";
  const notBegun = notTaken || of.status === "intake";
  const asked = of.follow_up_on && of.follow_up_on >= desk.today ? of.follow_up_on : addMonths(desk.today, FOLLOW_UP_MONTHS);
  const [ended, setEnded] = useState(desk.today);
  const [on, setOn] = useState(notBegun || of.said_no ? "" : asked);
  const [waived, setWaived] = useState(notBegun ? t("cases.close.waived.not_begun") : "");
  const [reason, setReason] = useState("");
  const close = useChange("cases", "close", { onDone });
  const words = close.error ? fieldWords(close.error) : {};
  const save = (outcome: CloseOutcome) =>
    close.mutate({
      ...named(of),
      outcome,
      closed_on: ended,
      follow_up_on: on || undefined,
      waived: on ? undefined : waived.trim() || undefined,
      reason: reason.trim() || undefined,
    });
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(close.error)} />
      {notBegun && <Text size="sm">{t(notTaken ? "cases.close.not_taken" : "cases.close.not_begun")}</Text>}
      <DraftsWait case={of} onWrite={onWrite} />
      {/* A case may have ended before somebody sits down to write it. */}
      <DateField label={t("cases.close.on")} value={ended} onChange={setEnded} era={desk.era} error={words["closed_on"]} required />
      <DateField
        label={t("cases.close.follow_up_on")}
        description={t("cases.close.follow_up_on.about")}
        value={on}
        onChange={setOn}
        era={desk.era}
        error={words["follow_up_on"]}
        lies="ahead"
        autoFocus
      />
      <DatesEnd dues={datesEnding(of, on)}>
        {of.status === "follow_up" && (
          <Button size="compact-md" variant="default" w="fit-content" onClick={onDone}>
            {t("cases.close.stay")}
          </Button>
        )}
        {of.events.includes("follow_up") && whyNot(of, "follow_up") === undefined && (
          <Button size="compact-md" variant="default" w="fit-content" onClick={() => onInstead("follow_up")}>
            {t("cases.close.instead")}
          </Button>
        )}
      </DatesEnd>
      {!on && <TextInput label={t("cases.close.waived")} required value={waived} error={words["waived"]} onChange={(event) => setWaived(event.currentTarget.value)} />}
      <Reason case={of} label={t("cases.close.reason")} value={reason} error={words["reason"]} onChange={setReason} />
      <div role="group" aria-label={t("cases.close.outcome")}>
        <Text fw={700} size="sm" mb={4}>
          {t("cases.close.outcome")}
        </Text>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
          {of.outcomes.map((each) => (
            <Button key={each} variant="default" disabled={!ended} loading={close.isPending && close.variables?.outcome === each} onClick={() => save(each)}>
              {t("cases.close.as", { outcome: enumWords("close_outcome", each) })}
            </Button>
          ))}
        </SimpleGrid>
      </div>
      <Button variant="subtle" w="fit-content" onClick={onDone}>
        {t("ui.cancel")}
      </Button>
    </Stack>
  );
}

function ReferOut({ case: of, onDone, onWrite }: FormProps) {
  const { consent, release, outward } = useWayOut(of);
  const [typedTo, setRecipient] = useState<string>();
  const [typedItems, setItems] = useState<string>();
  const [reason, setReason] = useState("");
  // What a release names stands there already.
  const recipient = typedTo ?? release?.recipient ?? "";
  const items = typedItems ?? release?.items.join("\n") ?? "";
  const refer = useChange("cases", "refer_out", { onDone });
  const words = refer.error ? fieldWords(refer.error) : {};
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(refer.error)} />
      <DraftsWait case={of} onWrite={onWrite} />
      <Text size="sm">{t(consent ? "cases.refer_out.consented" : release ? "cases.refer_out.released" : "cases.refer_out.no_consent")}</Text>
      <TextInput data-autofocus label={t("cases.refer_out.recipient")} required value={recipient} error={words["recipient"]} onChange={(event) => setRecipient(event.currentTarget.value)} />
      <Textarea
        autosize
        minRows={2}
        label={t("cases.refer_out.items")}
        description={t("cases.refer_out.items.about")}
        required
        value={items}
        error={words["items"]}
        onChange={(event) => setItems(event.currentTarget.value)}
      />
      <Reason case={of} label={t("cases.reason")} value={reason} error={words["reason"]} onChange={setReason} />
      <DatesEnd dues={datesEnding(of)} />
      <FormActions
        save={t("cases.event.refer_out")}
        saving={refer.isPending}
        onSave={() =>
          refer.mutate({
            ...named(of),
            recipient,
            items: items.split("\n").filter((line) => line.trim()),
            ...outward,
            reason: reason.trim() || undefined,
          })
        }
        onCancel={onDone}
      />
    </Stack>
  );
}

function Reopen({ case: of, onDone }: FormProps) {
  const [reason, setReason] = useState("");
  const reopen = useChange("cases", "reopen", { onDone });
  const words = reopen.error ? fieldWords(reopen.error) : {};
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(reopen.error)} />
      <TextInput data-autofocus label={t("cases.reason")} required value={reason} error={words["reason"]} onChange={(event) => setReason(event.currentTarget.value)} />
      <FormActions save={t("cases.event.reopen")} saving={reopen.isPending} onSave={() => reopen.mutate({ ...named(of), reason })} onCancel={onDone} />
    </Stack>
  );
}

const FORM: Record<FormOf, (props: FormProps) => React.ReactNode> = {
  assign: Assign,
  decline: Decline,
  pause: Pause,
  refer_out: ReferOut,
  follow_up: FollowUp,
  close: Close,
  reopen: Reopen,
};

/** What comes next, first the way forward, then the ways aside. */
const ORDER: readonly CaseEvent[] = ["assign", "activate", "resume", "follow_up", "reopen", "close", "pause", "refer_out", "decline"];

/** Why a step that is next cannot be taken yet, as the core says it. */
function whyNot(of: CaseDetail, event: CaseEvent): string | undefined {
  const code = of.why_not.find((each) => each.event === event)?.code;
  return code ? (wireWords(`error.${code}`) ?? code) : undefined;
}

export function Course({ case: of, onWrite }: { case: CaseDetail; onWrite: (() => void) | undefined }) {
  const [doing, setDoing] = useState<FormOf>();
  const [again, setAgain] = useState(false);
  const activate = useChange("cases", "activate");
  const resume = useChange("cases", "resume");
  const step = useChange("cases", "set_step");
  const run = (event: CaseEvent) => {
    if (!FORMS.has(event)) return (event === "activate" ? activate : resume).mutate(named(of), { onError: sayProblem });
    // What is being written beside it may have been kept since the case was looked at.
    void forgetAnswers();
    return setDoing(event as FormOf);
  };
  const andClose = (write: () => void) => () => {
    setDoing(undefined);
    write();
  };
  const events = ORDER.filter((event) => of.events.includes(event));
  const Form = doing && FORM[doing];
  return (
    <Part title={t("cases.part.course")}>
      {of.events.includes("step") && (
        <Select
          label={t("cases.step")}
          mb="sm"
          data={choices(STEPS, "case_step")}
          allowDeselect={false}
          value={of.step}
          onChange={(next) => next && next !== of.step && step.mutate({ ...named(of), step: next }, { onError: sayProblem })}
        />
      )}
      <Group gap="xs">
        {events.map((event) => {
          const why = whyNot(of, event);
          return (
            <div key={event}>
              <Button
                size="sm"
                variant="default"
                disabled={why !== undefined}
                aria-describedby={why ? `why-${event}` : undefined}
                loading={(event === "activate" && activate.isPending) || (event === "resume" && resume.isPending)}
                onClick={() => run(event)}
              >
                {t(`cases.event.${event}`)}
              </Button>
              {why && (
                <Text size="xs" c="dimmed" id={`why-${event}`}>
                  {why}
                </Text>
              )}
            </div>
          );
        })}
      </Group>
      {isFollowed(of) && (
        <Button size="sm" variant="default" mt={events.length > 0 ? "xs" : undefined} onClick={() => setAgain(true)}>
          {t("cases.again")}
        </Button>
      )}
      <Modal opened={again} onClose={() => setAgain(false)} title={t("cases.again")} size="lg">
        <Again case={of} onDone={() => setAgain(false)} />
      </Modal>
      <Modal opened={doing !== undefined} onClose={() => setDoing(undefined)} title={doing ? t(`cases.event.${doing}`) : ""} size="lg">
        {Form && <Form case={of} onDone={() => setDoing(undefined)} onInstead={setDoing} onWrite={onWrite && andClose(onWrite)} />}
      </Modal>
    </Part>
  );
}
