// An end that was entered by mistake, or planned, is taken off again; the reason stays in the history. (M-12)
import { Button, List, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CutOff, MembershipDetail } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { Told } from "../parts/Told";
import { showDate } from "../parts/dates";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";

/** What stays ended, in words. */
function lineOf(left: CutOff, era: boolean): string {
  const to = left.to_on ? showDate(left.to_on, era) : "";
  if (left.what === "unit") return t("members.reinstate.no_unit", { unit: left.label ?? "", to });
  const numbered = [enumWords("restorable", "employment"), left.label].filter(Boolean).join(" ");
  if (left.what === "employment") return t("members.reinstate.line", { what: numbered, from: showDate(left.from_on, era), to });
  const what = left.what === "condition" ? enumWords("condition_kind", left.condition) : (left.label ?? enumWords("restorable", left.what));
  return t("members.reinstate.line", { what, from: showDate(left.from_on, era), to });
}

export function Reinstate({ membership, onDone }: { membership: MembershipDetail; onDone(): void }) {
  const desk = useDesk();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const [left, setLeft] = useState<CutOff[]>([]);
  const reinstate = useChange("members", "reinstate", {
    onDone: (output) => {
      if (output.not_restored.length === 0) onDone();
      else setLeft(output.not_restored);
    },
  });
  const words = reinstate.error ? fieldWords(reinstate.error) : {};
  const save = () => {
    setTried(true);
    if (reason.trim()) reinstate.mutate({ membership_id: membership.id, version: membership.version, reason: reason.trim() });
  };
  if (left.length > 0) {
    return (
      <Stack gap="sm">
        <Told tone="caution" title={t("members.reinstate.left")}>
          <Text size="sm">{t("members.reinstate.left.text")}</Text>
          <List size="sm" mt="xs">
            {left.map((each) => (
              <List.Item key={`${each.what} ${each.label} ${each.condition} ${each.from_on}`}>{lineOf(each, desk.era)}</List.Item>
            ))}
          </List>
        </Told>
        <Button w="fit-content" autoFocus onClick={onDone}>
          {t("ui.close")}
        </Button>
      </Stack>
    );
  }
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
