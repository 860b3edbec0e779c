// 消去: the one place of the window that asks twice, since nothing takes it back.
import { Button, Checkbox, Group, Select, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { Erased, MemberCard, StillKept } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { useDesk } from "../desk/session";

function keptWords(row: StillKept): string {
  switch (row.code) {
    case "provisions":
      return t("members.erase.kept.provisions", { n: row.n });
    case "trail":
      return t("members.erase.kept.trail", { n: row.n });
    default:
      return t("members.erase.kept.trail_reasons", { n: row.n });
  }
}

/** What was backed up before stays there. */
export function InBackups() {
  const { shared } = useDesk().status;
  return <Text size="sm">{t(shared ? "members.erase.backups.shared" : "members.erase.backups")}</Text>;
}

/** What stays in spite of it, and why. */
export function Kept({ done }: { done: Erased }) {
  return (
    <>
      {done.kept.length > 0 && (
        <div>
          <Text fw={700}>{t("members.erase.kept")}</Text>
          <ul>
            {done.kept.map((row) => (
              <li key={row.code}>
                <Text size="sm">{keptWords(row)}</Text>
              </li>
            ))}
          </ul>
        </div>
      )}
      <InBackups />
    </>
  );
}

export function ErasePerson({ card, onDone }: { card: MemberCard; onDone(): void }) {
  const desk = useDesk();
  const requests = useAnswer("members", "requests", { person_id: card.person_id, open: true });
  const fitting = (requests.data ?? []).filter(
    (row) => (row.kind === "erase" || row.kind === "stop") && row.status !== "received",
  );
  const [request, setRequest] = useState<string | null>(null);
  const [sure, setSure] = useState(false);
  const [tried, setTried] = useState(false);
  const erase = useChange("members", "erase", { quiet: true });
  const save = () => {
    setTried(true);
    if (sure) erase.mutate({ person_id: card.person_id, version: card.version, request_id: request ?? undefined });
  };
  if (erase.data) {
    return (
      <Stack gap="sm">
        <div role="status">
          <Title order={3}>{t("members.erase.done")}</Title>
        </div>
        <Kept done={erase.data} />
        <Group>
          <Button onClick={onDone}>{t("ui.close")}</Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack gap="sm">
      <Title order={3}>{t("members.erase.title")}</Title>
      <Text size="sm">{t("members.erase.text")}</Text>
      <InBackups />
      <ProblemAlert problem={erase.error} />
      <Select
        label={t("members.erase.request")}
        placeholder={t("members.erase.no_request")}
        clearable
        data-autofocus
        data={fitting.map((row) => ({
          value: row.id,
          label: `${enumWords("request_kind", row.kind)} (${showDate(row.received_on, desk.era)})`,
        }))}
        value={request}
        onChange={setRequest}
      />
      <Checkbox
        label={t("members.erase.sure")}
        checked={sure}
        error={tried && !sure ? t("ui.choose") : undefined}
        onChange={(event) => setSure(event.currentTarget.checked)}
      />
      <FormActions save={t("members.erase.do")} saving={erase.isPending} danger onSave={save} onCancel={onDone} />
    </Stack>
  );
}
