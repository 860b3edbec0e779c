// One scheme: what is said of it today, when that was checked, what was said before, and what can be done with it.
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { SchemeRow, SchemeText } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { showDate } from "../parts/dates";
import { Icon } from "../parts/Icon";
import { SidePanel } from "../parts/SidePanel";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { Check } from "./Check";
import { Choose } from "./Choose";
import type { Chosen } from "./Handout";
import { SchemeForm } from "./SchemeForm";
import { checkedWords, schemeName } from "./words";
import classes from "./Support.module.css";

/** What is said of a scheme: also in the finder. */
export function SchemeFacts({ text }: { text: SchemeText }) {
  return (
    <Stack gap="sm">
      <Text style={{ whiteSpace: "pre-line" }}>{text.summary}</Text>
      {text.questions.length > 0 && (
        <div>
          <Text fw={700} size="sm">
            {t("support.scheme.questions")}
          </Text>
          <ul className={classes.questions}>
            {text.questions.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </div>
      )}
      <dl className={classes.facts}>
        <dt>{t("support.scheme.office")}</dt>
        <dd>{text.office}</dd>
        {text.bring && (
          <>
            <dt>{t("support.scheme.bring")}</dt>
            <dd>{text.bring}</dd>
          </>
        )}
        {text.site && (
          <>
            <dt>{t("support.scheme.site")}</dt>
            <dd>{text.site}</dd>
          </>
        )}
      </dl>
    </Stack>
  );
}

function History({ texts }: { texts: SchemeText[] }) {
  const desk = useDesk();
  return (
    <section aria-labelledby="scheme-history">
      <Title order={3} id="scheme-history" mb="xs">
        {t("support.history")}
      </Title>
      <Stack gap="sm">
        {texts.map((text) => (
          <div key={text.id}>
            <Text size="sm" fw={700}>
              {t("support.from_on", { on: showDate(text.from_on, desk.era) })}
            </Text>
            <Text size="sm">{[checkedWords(text.checked_on, desk.era), text.checked_by].filter(Boolean).join(" ")}</Text>
            {text.note && <Text size="sm">{t("support.note_of", { note: text.note })}</Text>}
            <Text size="sm" c="dimmed" style={{ whiteSpace: "pre-line" }}>
              {text.summary}
            </Text>
          </div>
        ))}
      </Stack>
    </section>
  );
}

function Doing({ scheme, onEdit }: { scheme: SchemeRow; onEdit(): void }) {
  const check = useChange("support", "check_scheme");
  const hide = useChange("support", "hide_scheme");
  const show = useChange("support", "show_scheme");
  return (
    <Group gap="xs">
      <Button
        leftSection={<Icon name="check" size={18} />}
        loading={check.isPending}
        onClick={() => check.mutate({ id: scheme.id, text_id: scheme.text.id, text_version: scheme.text.version }, { onError: sayProblem })}
      >
        {t("support.check_today")}
      </Button>
      <Button variant="default" onClick={onEdit}>
        {t("support.scheme.edit")}
      </Button>
      <Button
        variant="default"
        loading={hide.isPending || show.isPending}
        onClick={() => (scheme.hidden ? show : hide).mutate({ id: scheme.id, version: scheme.version }, { onError: sayProblem })}
      >
        {scheme.hidden ? t("support.scheme.show") : t("support.scheme.hide")}
      </Button>
    </Group>
  );
}

export interface SchemePanelProps {
  id: string;
  onClose(): void;
  chosen: Chosen[];
  onChoose(entry: Chosen, take: boolean): void;
}

export function SchemePanel({ id, onClose, chosen, onChoose }: SchemePanelProps) {
  const desk = useDesk();
  const detail = useAnswer("support", "scheme", { id });
  const [editing, setEditing] = useState(false);
  const scheme = detail.data?.scheme;
  return (
    <SidePanel title={scheme ? schemeName(scheme) : t("support.tab.schemes")} onClose={onClose}>
      <ProblemAlert problem={detail.error} onRetry={() => void detail.refetch()} />
      {detail.isPending && <Waiting />}
      {scheme && editing && <SchemeForm scheme={scheme} onDone={() => setEditing(false)} />}
      {scheme && detail.data && !editing && (
        <Stack gap="lg">
          <Group justify="space-between" align="flex-start">
            <Check check={scheme.check} on={scheme.text.checked_on} by={scheme.text.checked_by} />
            {!scheme.hidden && (
              <Choose
                entry={{ id: scheme.id, name: schemeName(scheme), of: "schemes" }}
                chosen={chosen}
                onChoose={onChoose}
                words={t("support.handout.add")}
              />
            )}
          </Group>
          {desk.may("change_support") && <Doing scheme={scheme} onEdit={() => setEditing(true)} />}
          <SchemeFacts text={scheme.text} />
          <dl className={classes.facts}>
            {scheme.text.legal_basis && (
              <>
                <dt>{t("support.scheme.basis")}</dt>
                <dd>{scheme.text.legal_basis}</dd>
              </>
            )}
            <dt>{t("support.need")}</dt>
            <dd>{scheme.needs.map((need) => enumWords("need", need)).join(" / ")}</dd>
            {!scheme.own && (
              <>
                <dt>{t("support.scheme.source")}</dt>
                <dd>{scheme.text.source ? t("support.scheme.source_of", { month: scheme.text.source }) : t("support.scheme.source_none")}</dd>
              </>
            )}
          </dl>
          <Text size="sm" role="note">
            {t("support.note.no_verdict")}
          </Text>
          <History texts={detail.data.texts} />
        </Stack>
      )}
    </SidePanel>
  );
}
