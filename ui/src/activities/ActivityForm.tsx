// An activity: what it is called, what it is about, from when on; ended where it is over.
import { Select, Stack, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { ActivityRow, ActivityTheme } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { THEMES } from "./words";

function End({ activity, onDone }: { activity: ActivityRow; onDone(): void }) {
  const desk = useDesk();
  const [on, setOn] = useState(desk.today);
  const end = useChange("activities", "end", { onDone });
  const words = end.error ? fieldWords(end.error) : {};
  return (
    <Stack gap="sm" mt="xl">
      <Title order={3} size="h4">
        {t("activities.end")}
      </Title>
      <ProblemAlert problem={formProblem(end.error)} />
      <DateField label={t("activities.ended_on")} description={t("activities.ended_on.about")} required value={on} onChange={setOn} era={desk.era} error={words["ended_on"]} />
      <FormActions save={t("activities.end.do")} saving={end.isPending} disabled={!on} onSave={() => end.mutate({ id: activity.id, version: activity.version, ended_on: on })} />
    </Stack>
  );
}

export function ActivityForm({ activity, onDone }: { activity: ActivityRow | undefined; onDone(): void }) {
  const desk = useDesk();
  const [title, setTitle] = useState(activity?.title ?? "");
  const [theme, setTheme] = useState<ActivityTheme>(activity?.theme ?? "workplace_issue");
  const [note, setNote] = useState(activity?.note ?? "");
  const [from, setFrom] = useState(activity?.from_on ?? desk.today);
  const add = useChange("activities", "add", { onDone });
  const save = useChange("activities", "save", { onDone });
  const running = activity ? save : add;
  const words = running.error ? fieldWords(running.error) : {};
  const send = () => {
    const fields = { title, theme, note: note.trim() || undefined, from_on: from || undefined };
    if (activity) save.mutate({ ...fields, id: activity.id, version: activity.version });
    else add.mutate(fields);
  };
  return (
    <>
      <Stack gap="sm">
        <ProblemAlert problem={formProblem(running.error)} />
        <TextInput label={t("activities.name")} required data-autofocus value={title} error={words["title"]} onChange={(event) => setTitle(event.currentTarget.value)} />
        <Select
          label={t("activities.theme")}
          description={t("activities.theme.about")}
          allowDeselect={false}
          data={THEMES.map((each) => ({ value: each, label: enumWords("activity_theme", each) }))}
          value={theme}
          onChange={(next) => next && setTheme(next)}
        />
        <DateField label={t("activities.from_on")} required value={from} onChange={setFrom} era={desk.era} error={words["from_on"]} />
        <TextInput label={t("activities.what")} value={note} error={words["note"]} onChange={(event) => setNote(event.currentTarget.value)} />
        <FormActions save={t("ui.save")} saving={running.isPending} onSave={send} onCancel={onDone} />
      </Stack>
      {activity && activity.ended_on === null && <End activity={activity} onDone={onDone} />}
    </>
  );
}
