// An end that was entered by mistake is taken off again; the reason stays in the history. (M-12)
import { Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import type { MembershipDetail } from "../ipc/api";
import { useChange } from "../ipc/client";
import { t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";

export function Reinstate({ membership, onDone }: { membership: MembershipDetail; onDone(): void }) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const reinstate = useChange("members", "reinstate", { onDone });
  const words = reinstate.error ? fieldWords(reinstate.error) : {};
  const save = () => {
    setTried(true);
    if (reason.trim()) reinstate.mutate({ membership_id: membership.id, version: membership.version, reason: reason.trim() });
  };
  return (
    <Stack gap="sm">
      <Title order={3}>{t("members.reinstate")}</Title>
      <Text size="sm">{t("members.reinstate.text")}</Text>
      <ProblemAlert problem={formProblem(reinstate.error)} />
      <TextInput
        label={t("members.reason")}
        required
        data-autofocus
        value={reason}
        error={words["reason"] ?? (tried && !reason.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <FormActions save={t("members.reinstate")} saving={reinstate.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}
