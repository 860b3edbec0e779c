// A wave is opened: who is told apart, until when, how many sheets went out.
import { Radio, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { SurveyRow } from "../ipc/api";
import { useChange } from "../ipc/client";
import { t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { CountField } from "../training/CountField";

type Apart = "together" | "branch" | "own";

export function WaveForm({ survey, onDone }: { survey: SurveyRow; onDone(): void }) {
  const desk = useDesk();
  const [label, setLabel] = useState("");
  const [closes, setCloses] = useState("");
  const [out, setOut] = useState<number | undefined>();
  const [apart, setApart] = useState<Apart>("branch");
  const [groups, setGroups] = useState("");
  const open = useChange("surveys", "open_wave", { onDone });
  const words = open.error ? fieldWords(open.error) : {};
  const send = () =>
    open.mutate({
      survey_id: survey.id,
      label,
      closes_on: closes || undefined,
      handed_out: out,
      by_branch: apart === "branch",
      groups: apart === "own" ? groups.split("\n").filter((line) => line.trim() !== "") : [],
    });
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(open.error)} />
      <Text>{survey.title}</Text>
      <TextInput
        label={t("surveys.wave.label")}
        description={t("surveys.wave.label.about")}
        required
        data-autofocus
        value={label}
        error={words["label"]}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <DateField label={t("surveys.wave.closes")} value={closes} onChange={setCloses} era={desk.era} error={words["closes_on"]} />
      <CountField label={t("surveys.wave.handed_out")} description={t("surveys.wave.handed_out.about")} value={out} error={words["handed_out"]} onChange={setOut} />
      <Radio.Group label={t("surveys.wave.groups")} description={t("surveys.wave.groups.about")} value={apart} onChange={(next) => setApart(next as Apart)}>
        <Stack gap="xs" mt="xs">
          <Radio value="branch" label={t("surveys.wave.groups.branch")} />
          <Radio value="own" label={t("surveys.wave.groups.own")} />
          <Radio value="together" label={t("surveys.wave.groups.together")} />
        </Stack>
      </Radio.Group>
      {apart === "own" && (
        <Textarea
          label={t("surveys.wave.groups.names")}
          description={t("surveys.wave.groups.names.about")}
          required
          autosize
          minRows={3}
          value={groups}
          error={words["groups"]}
          onChange={(event) => setGroups(event.currentTarget.value)}
        />
      )}
      <FormActions save={t("surveys.wave.open")} saving={open.isPending} onSave={send} onCancel={onDone} />
    </Stack>
  );
}
