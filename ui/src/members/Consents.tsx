// 同意: what the person agreed to, by which notice, and what was taken back.
import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { ConsentMethod, ConsentPurpose, MemberCard } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { useEmployerChoices, usePartnerChoices } from "../organizations/employers";
import { Badge } from "../parts/Badge";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { Part } from "./CardFacts";
import classes from "./Members.module.css";

const PURPOSES = [
  "union_activity",
  "federation_share",
  "joint_use",
  "employer_share",
  "checkoff",
  "counselling_record",
  "case_supervision",
  "placement_registration",
  "placement_share_employer",
  "training_share_host",
  "alumni_contact",
  "survey",
  "publication",
] as const satisfies readonly ConsentPurpose[];
const METHODS = ["written", "electronic", "oral_recorded"] as const satisfies readonly ConsentMethod[];

/** The notice of a consent that came with a list. */
const BY_LIST = "import";

type Answer = "given" | "refused";

function ConsentForm({ person, onDone }: { person: string; onDone(): void }) {
  const desk = useDesk();
  const employers = useEmployerChoices();
  const partners = usePartnerChoices();
  const [purpose, setPurpose] = useState<ConsentPurpose | null>(null);
  const [method, setMethod] = useState<ConsentMethod>("written");
  const [recipient, setRecipient] = useState<string | null>(null);
  const [on, setOn] = useState(desk.today);
  const [notice, setNotice] = useState("");
  const [paper, setPaper] = useState("");
  const [agreed, setAgreed] = useState(true);
  const [tried, setTried] = useState(false);
  const give = useChange("members", "give_consent", { onDone });
  const refuse = useChange("members", "refuse_consent", { onDone });
  const error = agreed ? give.error : refuse.error;
  const words = error ? fieldWords(error) : {};
  const toEmployer = purpose === "employer_share" || purpose === "placement_share_employer";
  const toPartner = purpose === "federation_share" || purpose === "joint_use" || purpose === "training_share_host";
  const goesOut = toEmployer || toPartner;
  const save = () => {
    setTried(true);
    if (!purpose || !on) return;
    const what = { person_id: person, purpose, recipient_org_id: goesOut ? (recipient ?? undefined) : undefined };
    if (!agreed) return refuse.mutate({ ...what, refused_on: on });
    if (!notice.trim()) return;
    give.mutate({
      ...what,
      granted_on: on,
      method,
      notice_version: notice.trim(),
      document_ref: paper.trim() || undefined,
    });
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(error)} />
      <Select
        label={t("members.consent.purpose")}
        required
        data={PURPOSES.map((each) => ({ value: each, label: enumWords("consent_purpose", each) }))}
        value={purpose}
        onChange={(next) => {
          setPurpose(next);
          setRecipient(null);
        }}
        error={words["purpose"] ?? (tried && !purpose ? t("ui.choose") : undefined)}
      />
      {goesOut && (
        <Select
          label={t("members.consent.recipient")}
          description={toPartner && agreed ? t("members.consent.recipient.any") : undefined}
          data={toEmployer ? employers : partners.map((row) => ({ value: row.id, label: row.name }))}
          searchable
          clearable
          value={recipient}
          onChange={setRecipient}
          error={words["recipient_org_id"]}
        />
      )}
      <SimpleGrid cols={2}>
        <Select
          label={t("members.consent.answer")}
          data={["given", "refused"].map((each) => ({ value: each, label: t(`members.consent.answer.${each as Answer}`) }))}
          allowDeselect={false}
          value={agreed ? "given" : "refused"}
          onChange={(next) => setAgreed(next !== "refused")}
        />
        <DateField
          label={agreed ? t("members.consent.on") : t("members.consent.refused_on")}
          required
          value={on}
          onChange={setOn}
          era={desk.era}
          error={words["granted_on"] ?? words["refused_on"]}
        />
        {agreed && (
          <>
            <Select
              label={t("members.consent.method")}
              data={METHODS.map((each) => ({ value: each, label: enumWords("consent_method", each) }))}
              value={method}
              onChange={(next) => next && setMethod(next)}
            />
            <TextInput
              label={t("members.consent.notice")}
              placeholder={t("members.consent.notice.example")}
              required
              value={notice}
              error={words["notice_version"] ?? (tried && !notice.trim() ? t("ui.fill_in") : undefined)}
              onChange={(event) => setNotice(event.currentTarget.value)}
            />
            <TextInput
              label={t("members.consent.paper")}
              value={paper}
              error={words["document_ref"]}
              onChange={(event) => setPaper(event.currentTarget.value)}
            />
          </>
        )}
      </SimpleGrid>
      <FormActions
        save={t("members.consent.save")}
        saving={give.isPending || refuse.isPending}
        onSave={save}
        onCancel={onDone}
      />
    </Stack>
  );
}

/** Taking a consent back: on the day it was said, which may lie before the day it is recorded. */
function Withdraw({ consent, onDone }: { consent: MemberCard["consents"][number]; onDone(): void }) {
  const desk = useDesk();
  const [on, setOn] = useState(desk.today);
  const withdraw = useChange("members", "withdraw_consent", { onDone });
  const words = withdraw.error ? fieldWords(withdraw.error) : {};
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(withdraw.error)} />
      <DateField
        label={t("members.consent.withdrawn_on")}
        required
        value={on}
        onChange={setOn}
        era={desk.era}
        error={words["withdrawn_on"]}
      />
      <FormActions
        save={t("members.consent.withdraw")}
        saving={withdraw.isPending}
        disabled={!on}
        onSave={() => withdraw.mutate({ id: consent.id, version: consent.version, withdrawn_on: on })}
        onCancel={onDone}
      />
    </Stack>
  );
}

export function Consents({ card, adds = false }: { card: MemberCard; adds?: boolean }) {
  const desk = useDesk();
  const may = desk.may("change_roster");
  const [adding, setAdding] = useState(adds && may);
  const [ending, setEnding] = useState<string>();
  return (
    <Part title={t("members.part.consents")}>
      {card.consents.length + card.refusals.length === 0 && !adding && <Text size="sm">{t("members.consent.empty")}</Text>}
      {card.consents.map((consent) => {
        const what = enumWords("consent_purpose", consent.purpose);
        if (ending === consent.id) return <Withdraw key={consent.id} consent={consent} onDone={() => setEnding(undefined)} />;
        return (
          <div key={consent.id} className={classes.line}>
            <div>
              <Group gap="xs">
                <Text size="sm">{[what, consent.recipient].filter(Boolean).join(" / ")}</Text>
                <Badge tone={consent.withdrawn_on ? "ended" : "good"}>
                  {consent.withdrawn_on ? t("members.consent.withdrawn") : t("members.consent.given")}
                </Badge>
              </Group>
              <Text size="xs" c="dimmed">
                {showDate(consent.granted_on, desk.era)} / {enumWords("consent_method", consent.method)} /{" "}
                {consent.notice_version === BY_LIST ? t("members.consent.by_list") : consent.notice_version}
                {consent.withdrawn_on && ` / ${t("members.until", { on: showDate(consent.withdrawn_on, desk.era) })}`}
              </Text>
            </div>
            {may && !consent.withdrawn_on && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t("members.consent.withdraw_of", { what })}
                onClick={() => setEnding(consent.id)}
              >
                {t("members.consent.withdraw")}
              </Button>
            )}
          </div>
        );
      })}
      {card.refusals.map((refusal) => (
        <div key={refusal.id} className={classes.line}>
          <div>
            <Group gap="xs">
              <Text size="sm">
                {[enumWords("consent_purpose", refusal.purpose), refusal.recipient].filter(Boolean).join(" / ")}
              </Text>
              <Badge tone="ended">{t("members.consent.refused")}</Badge>
            </Group>
            <Text size="xs" c="dimmed">
              {t("members.consent.refused_on")} {showDate(refusal.refused_on, desk.era)}
            </Text>
          </div>
        </div>
      ))}
      {adding && <ConsentForm person={card.person_id} onDone={() => setAdding(false)} />}
      {may && !adding && (
        <Button variant="default" size="compact-md" w="fit-content" onClick={() => setAdding(true)}>
          {t("members.consent.add")}
        </Button>
      )}
    </Part>
  );
}
