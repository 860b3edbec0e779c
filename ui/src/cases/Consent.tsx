// 説明と同意: the text as it is read aloud, what the member agrees to, and how. Without it there is no note (C-03).
import { Button, Checkbox, Group, Modal, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CaseDetail, CaseConsentMethod, CaseConsentRow, CaseConsentScope } from "../ipc/api";
import { call, problemOf } from "../ipc/call";
import { forgetAnswers, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { sayProblem } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import classes from "./Cases.module.css";
import { Part } from "./Part";
import { SCOPES } from "./words";

const METHODS = ["written", "electronic", "oral_recorded"] as const satisfies readonly CaseConsentMethod[];

/** How long a record is kept, as one says it: in years where they are whole. */
function keptWords(months: number): string {
  const years = Math.floor(months / 12);
  if (years === 0) return t("cases.kept.months", { n: months });
  return months % 12 === 0 ? t("cases.kept.years", { n: years }) : t("cases.kept.both", { y: years, m: months % 12 });
}

/** The explanation, in large letters and a line for each breath. */
function Notice({ months }: { months: number }) {
  const lines = t("cases.notice.text", { kept: keptWords(months) }).split(/(?<=(?<!つ目)[。？])(?!$)|(?<=[.?:])\s+/);
  return (
    <section aria-label={t("cases.notice")} className={classes.aloud}>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </section>
  );
}

function ConsentForm({ case: of, onDone }: { case: CaseDetail; onDone(): void }) {
  const desk = useDesk();
  const [scope, setScope] = useState<CaseConsentScope[]>(["record"]);
  const [method, setMethod] = useState<CaseConsentMethod>(of.channel === "phone" ? "oral_recorded" : "written");
  const [witness, setWitness] = useState("");
  const [note, setNote] = useState("");
  const [on, setOn] = useState(desk.today);
  const give = useChange("cases", "consent", { quiet: of.status === "intake" });
  const words = give.error ? fieldWords(give.error) : {};
  const begins = of.status === "intake" && of.activated_on === null;
  const save = (accepted: boolean) =>
    give.mutate(
      {
        case_id: of.id,
        explained_on: on || undefined,
        scope,
        accepted,
        method,
        witness: witness.trim() || undefined,
        note: note.trim() || undefined,
      },
      {
        onSuccess: () => {
          const after = begins && accepted ? call("cases", "activate", { case_id: of.id }) : Promise.resolve();
          void after.then(undefined, (thrown: unknown) => sayProblem(problemOf(thrown))).then(forgetAnswers);
          onDone();
        },
      },
    );
  return (
    <Stack gap="md">
      <Notice months={of.notice_months} />
      <ProblemAlert problem={formProblem(give.error)} />
      <Checkbox.Group
        label={t("cases.consent.scope")}
        value={scope}
        onChange={(next) => setScope(SCOPES.filter((each) => each === "record" || next.includes(each)))}
      >
        <Group gap="0.5rem 1.5rem" mt={4}>
          {SCOPES.map((each) => (
            <Checkbox key={each} value={each} disabled={each === "record"} label={enumWords("case_consent_scope", each)} />
          ))}
        </Group>
        <Text size="sm" c="dimmed" mt={4}>
          {t("cases.consent.stats.about")}
        </Text>
      </Checkbox.Group>
      <Radio.Group label={t("cases.consent.method")} value={method} onChange={(next) => setMethod(next as CaseConsentMethod)}>
        <Group gap="0.5rem 1.5rem" mt={4}>
          {METHODS.map((each) => (
            <Radio key={each} value={each} label={enumWords("case_consent_method", each)} />
          ))}
        </Group>
      </Radio.Group>
      <TextInput
        label={method === "oral_recorded" ? t("cases.consent.witness") : t("cases.consent.paper")}
        data-autofocus
        required={method === "oral_recorded"}
        value={method === "oral_recorded" ? witness : note}
        error={words["witness"] ?? words["note"]}
        onChange={(event) => (method === "oral_recorded" ? setWitness : setNote)(event.currentTarget.value)}
      />
      <DateField label={t("cases.consent.on")} value={on} onChange={setOn} era={desk.era} error={words["explained_on"]} />
      <FormActions
        save={begins ? t("cases.consent.save_and_begin") : t("cases.consent.save")}
        saving={give.isPending}
        inSight
        onSave={() => save(true)}
        onCancel={onDone}
      >
        <Button variant="default" onClick={() => save(false)}>
          {t("cases.consent.refused")}
        </Button>
      </FormActions>
    </Stack>
  );
}

export function ConsentDialog({ case: of, opened, onClose }: { case: CaseDetail; opened: boolean; onClose(): void }) {
  return (
    <Modal opened={opened} onClose={onClose} title={t("cases.consent.title")} size="xl">
      <ConsentForm case={of} onDone={onClose} />
    </Modal>
  );
}

function Given({ id, consent }: { id: string; consent: CaseConsentRow }) {
  const desk = useDesk();
  const withdraw = useChange("cases", "withdraw_consent");
  const say = useChange("cases", "consent");
  const scope = consent.scope.map((each) => enumWords("case_consent_scope", each)).join(t("ui.between"));
  const standing = consent.accepted && !consent.withdrawn_on;
  const holds = consent.holds.length > 0;
  // A later no may take back a part of it.
  const gone = standing ? consent.scope.filter((each) => !consent.holds.includes(each)) : [];
  return (
    <div className={classes.line}>
      <div>
        <Group gap="xs">
          <Badge tone={holds ? "good" : "ended"}>
            {holds
              ? t("cases.consent.holds")
              : standing
                ? t("cases.consent.superseded")
                : consent.accepted
                  ? t("cases.consent.withdrawn")
                  : t("cases.consent.not_given")}
          </Badge>
          <Text size="sm">{scope}</Text>
        </Group>
        <Text size="xs" c="dimmed" className="ky-private">
          {[showDate(consent.explained_on, desk.era), enumWords("case_consent_method", consent.method), consent.witness, consent.note]
            .filter(Boolean)
            .join(" / ")}
          {consent.withdrawn_on && ` / ${t("cases.consent.until", { on: showDate(consent.withdrawn_on, desk.era) })}`}
          {holds && gone.length > 0 && ` / ${gone.map((each) => enumWords("case_consent_scope", each)).join(t("ui.between"))}: ${t("cases.consent.superseded")}`}
        </Text>
        {/* A no to one purpose is a word of its own: the others go on. */}
        {consent.holds.length > 1 && (
          <Group gap="xs" mt={4}>
            {consent.holds.map((each) => (
              <Button
                key={each}
                size="compact-sm"
                variant="subtle"
                loading={say.isPending && say.variables?.scope?.includes(each)}
                onClick={() => say.mutate({ case_id: id, accepted: false, method: consent.method, scope: [each] }, { onError: sayProblem })}
              >
                {t("cases.consent.withdraw_only", { scope: enumWords("case_consent_scope", each) })}
              </Button>
            ))}
          </Group>
        )}
      </div>
      {standing && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t("cases.consent.withdraw_of", { scope })}
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate({ id: consent.id, version: consent.version }, { onError: sayProblem })}
        >
          {t("cases.consent.withdraw")}
        </Button>
      )}
    </div>
  );
}

/** How the consents of a case stand. */
export function Consents({ case: of, may, onAsk }: { case: CaseDetail; may: boolean; onAsk(): void }) {
  return (
    <Part
      title={t("cases.part.consent")}
      action={
        may && (
          <Button size="compact-sm" variant="default" onClick={onAsk}>
            {t("cases.consent.ask")}
          </Button>
        )
      }
    >
      {of.consents.length === 0 && <Text size="sm">{t("cases.consent.none")}</Text>}
      {of.consents.map((consent) => (
        <Given key={consent.id} id={of.id} consent={consent} />
      ))}
    </Part>
  );
}
