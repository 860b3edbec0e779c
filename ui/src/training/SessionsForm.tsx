// The sittings of a run: day, time, topic. What is taken out here goes when it is saved.
import { Button, Checkbox, Fieldset, Group, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { RunDetail, SessionFields } from "../ipc/api";
import { useChange } from "../ipc/client";
import { t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { addDays } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { CountField } from "./CountField";

type Sitting = SessionFields & { key: number };

const TEXTS = ["topic", "lecturer", "place"] as const;

export function SessionsForm({ detail, onDone }: { detail: RunDetail; onDone(): void }) {
  const desk = useDesk();
  const [rows, setRows] = useState<Sitting[]>(() =>
    detail.sessions.map((row, key) => ({
      key,
      id: row.id,
      held_on: row.held_on,
      starts: row.starts,
      ends: row.ends,
      minutes: row.minutes,
      required: row.required,
      topic: row.topic ?? undefined,
      lecturer: row.lecturer ?? undefined,
      place: row.place ?? undefined,
    })),
  );
  // As it was read when the form opened: a change by somebody else meanwhile is not written over.
  const [version] = useState(detail.run.version);
  const [tried, setTried] = useState(false);
  const save = useChange("training", "save_sessions", { onDone });
  const words = save.error ? fieldWords(save.error) : {};
  const set = (key: number, next: Partial<SessionFields>) =>
    setRows((before) => before.map((row) => (row.key === key ? { ...row, ...next } : row)));
  const add = () =>
    setRows((before) => {
      const last = before.at(-1);
      const key = Math.max(-1, ...before.map((row) => row.key)) + 1;
      // The next sitting is mostly a week later, at the same time.
      const held_on = last?.held_on ? addDays(last.held_on, 7) : "";
      return [...before, { key, held_on, starts: last?.starts ?? "13:00", ends: last?.ends ?? "17:00", required: last?.required ?? true }];
    });
  const send = () => {
    setTried(true);
    if (rows.some((row) => !row.held_on)) return;
    const some = (value: string | null | undefined) => value?.trim() || undefined;
    save.mutate({
      id: detail.run.id,
      version,
      sessions: rows.map(({ key: _key, ...row }) => ({ ...row, topic: some(row.topic), lecturer: some(row.lecturer), place: some(row.place) })),
    });
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(save.error)} />
      {rows.map((row, n) => (
        <Fieldset key={row.key} legend={t("training.session.no", { n: n + 1 })}>
          <Stack gap="xs">
            <DateField
              label={t("training.session.held_on")}
              required
              value={row.held_on}
              onChange={(held_on) => set(row.key, { held_on })}
              era={desk.era}
              error={words[`sessions.${n}.held_on`] ?? (tried && !row.held_on ? t("ui.fill_in") : undefined)}
            />
            <Group gap="xs" align="flex-start" grow>
              <TextInput
                label={t("training.session.starts")}
                required
                value={row.starts}
                error={words[`sessions.${n}.starts`]}
                onChange={(event) => set(row.key, { starts: event.currentTarget.value, minutes: undefined })}
              />
              <TextInput
                label={t("training.session.ends")}
                required
                value={row.ends}
                error={words[`sessions.${n}.ends`]}
                onChange={(event) => set(row.key, { ends: event.currentTarget.value, minutes: undefined })}
              />
            </Group>
            <CountField
              label={t("training.session.minutes")}
              description={t("training.session.minutes.about")}
              value={row.minutes ?? undefined}
              error={words[`sessions.${n}.minutes`]}
              onChange={(minutes) => set(row.key, { minutes })}
            />
            <Checkbox
              label={t("training.session.required")}
              checked={row.required ?? false}
              onChange={(event) => set(row.key, { required: event.currentTarget.checked })}
            />
            {TEXTS.map((name) => (
              <TextInput
                key={name}
                label={t(`training.session.${name}`)}
                value={row[name] ?? ""}
                error={words[`sessions.${n}.${name}`]}
                onChange={(event) => set(row.key, { [name]: event.currentTarget.value })}
              />
            ))}
            <Button variant="default" size="compact-md" w="fit-content" onClick={() => setRows((before) => before.filter((each) => each.key !== row.key))}>
              {t("training.session.remove", { n: n + 1 })}
            </Button>
          </Stack>
        </Fieldset>
      ))}
      <Button variant="default" leftSection={<Icon name="add" size={18} />} data-autofocus={rows.length === 0 || undefined} onClick={add}>
        {t("training.session.add")}
      </Button>
      <FormActions save={t("ui.save")} saving={save.isPending} onSave={send} onCancel={onDone} />
    </Stack>
  );
}
