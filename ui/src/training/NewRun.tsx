// A new run with what one knows first: course, seats, the first day. The rest is planned on its own page.
import { Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import { useAnswer, useChange } from "../ipc/client";
import { t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { CountField } from "./CountField";

export interface NewRunProps {
  course?: string | undefined;
  onCancel(): void;
  onDone(run: string): void;
}

export function NewRun({ course: chosen, onCancel, onDone }: NewRunProps) {
  const desk = useDesk();
  const courses = useAnswer("training", "courses", {}, { keep: true });
  const [course, setCourse] = useState<string | null>(chosen ?? null);
  const [title, setTitle] = useState("");
  const [capacity, setCapacity] = useState<number | undefined>();
  const [day, setDay] = useState("");
  const [starts, setStarts] = useState("13:00");
  const [ends, setEnds] = useState("17:00");
  const [venue, setVenue] = useState("");
  const [until, setUntil] = useState("");
  const [tried, setTried] = useState(false);
  const add = useChange("training", "add_run", { onDone: (run) => onDone(run) });
  const words = add.error ? fieldWords(add.error) : {};
  const save = () => {
    setTried(true);
    if (!course || capacity === undefined) return;
    add.mutate({
      course_id: course,
      title: title.trim() || undefined,
      capacity,
      venue: venue.trim() || undefined,
      apply_until: until || undefined,
      sessions: day ? [{ held_on: day, starts, ends, required: true }] : [],
    });
  };
  if (courses.data?.length === 0) return <Text role="note">{t("training.run.no_course")}</Text>;
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(add.error)} />
      <Select
        label={t("training.course")}
        required
        searchable
        data-autofocus
        data={(courses.data ?? []).map((each) => ({ value: each.id, label: each.title }))}
        value={course}
        error={words["course_id"] ?? (tried && !course ? t("ui.choose") : undefined)}
        onChange={setCourse}
      />
      <TextInput
        label={t("training.run.title")}
        description={t("training.run.title.about")}
        value={title}
        error={words["title"]}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <CountField
        label={t("training.capacity")}
        required
        value={capacity}
        error={words["capacity"] ?? (tried && capacity === undefined ? t("ui.fill_in") : undefined)}
        onChange={setCapacity}
      />
      <DateField label={t("training.run.first_on")} value={day} onChange={setDay} era={desk.era} error={words["sessions.0.held_on"]} />
      <Group gap="xs" align="flex-start" grow>
        <TextInput
          label={t("training.session.starts")}
          value={starts}
          error={words["sessions.0.starts"]}
          onChange={(event) => setStarts(event.currentTarget.value)}
        />
        <TextInput
          label={t("training.session.ends")}
          value={ends}
          error={words["sessions.0.ends"]}
          onChange={(event) => setEnds(event.currentTarget.value)}
        />
      </Group>
      <TextInput label={t("training.venue")} value={venue} error={words["venue"]} onChange={(event) => setVenue(event.currentTarget.value)} />
      <DateField label={t("training.apply_until")} value={until} onChange={setUntil} era={desk.era} error={words["apply_until"]} />
      <FormActions save={t("training.run.add.save")} saving={add.isPending} onSave={save} onCancel={onCancel} />
    </Stack>
  );
}
