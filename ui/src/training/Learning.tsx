// 学びの記録 on the card of a member: courses of the union and what was learned elsewhere.
import { Anchor, Button, Group, Stack, Text, TextInput, Textarea, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { LearningRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { sayProblem } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { CountField } from "./CountField";
import classes from "./Training.module.css";
import { seatTone } from "./words";

const SHOWN = 5;

function AddLearning({ person, onDone }: { person: string; onDone(): void }) {
  const desk = useDesk();
  const [title, setTitle] = useState("");
  const [provider, setProvider] = useState("");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [hours, setHours] = useState<number | undefined>();
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const add = useChange("training", "add_learning", { onDone });
  const words = add.error ? fieldWords(add.error) : {};
  const send = () => {
    setTried(true);
    if (!title.trim()) return;
    const some = (value: string) => value.trim() || undefined;
    add.mutate({ person_id: person, title: title.trim(), provider: some(provider), from_on: from || undefined, to_on: to || undefined, hours, note: some(note) });
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(add.error)} />
      <TextInput
        label={t("training.learning.title")}
        required
        data-autofocus
        value={title}
        error={words["title"] ?? (tried && !title.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <TextInput label={t("training.learning.provider")} value={provider} error={words["provider"]} onChange={(event) => setProvider(event.currentTarget.value)} />
      <DateField label={t("training.learning.from")} value={from} onChange={setFrom} era={desk.era} error={words["from_on"]} />
      <DateField label={t("training.learning.to")} value={to} onChange={setTo} era={desk.era} error={words["to_on"]} />
      <CountField label={t("training.course.hours")} value={hours} error={words["hours"]} onChange={setHours} />
      <Textarea label={t("training.note")} autosize minRows={2} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <FormActions save={t("ui.add")} saving={add.isPending} onSave={send} onCancel={onDone} />
    </Stack>
  );
}

function Entry({ row, may }: { row: LearningRow; may: boolean }) {
  const desk = useDesk();
  const drop = useChange("training", "void_learning");
  const { id, version } = row;
  const [from, to] = [showDate(row.from_on, desk.era), showDate(row.to_on, desk.era)];
  const days = from === to || !from || !to ? from || to : t("members.correct.days", { from, to });
  return (
    <li className={classes.picked}>
      <div>
        <Text size="sm" className="ky-private">
          {row.title}
        </Text>
        <Text size="xs" c="dimmed" className="ky-private">
          {[row.provider, days, row.minutes === null ? "" : t("training.minutes_n", { n: row.minutes }), row.certificate].filter(Boolean).join(" / ")}
        </Text>
      </div>
      {row.status && <Badge tone={seatTone(row.status)}>{enumWords("enrolment_status", row.status)}</Badge>}
      {id !== null && version !== null && may && (
        <Button
          variant="default"
          size="compact-sm"
          style={{ flex: "none" }}
          aria-label={t("training.learning.drop", { title: row.title })}
          onClick={() => drop.mutate({ id, version }, { onError: sayProblem })}
        >
          {t("training.drop")}
        </Button>
      )}
    </li>
  );
}

export function Learning({ person }: { person: string }) {
  const desk = useDesk();
  const sees = desk.may("see_training");
  const may = desk.may("change_training");
  const learning = useAnswer("training", "learning", { person_id: person }, { enabled: sees });
  const [adding, setAdding] = useState(false);
  const [all, setAll] = useState(false);
  if (!learning.data || (learning.data.length === 0 && !may)) return null;
  const shown = all ? learning.data : learning.data.slice(0, SHOWN);
  return (
    <section aria-labelledby="card-learning">
      <Group justify="space-between" mb={4}>
        <Title order={3} id="card-learning">
          {t("training.learning")}
        </Title>
        {may && !adding && (
          <Button variant="default" size="compact-md" onClick={() => setAdding(true)}>
            {t("training.learning.add")}
          </Button>
        )}
      </Group>
      {learning.data.length === 0 && !adding && <Text size="sm">{t("training.learning.empty")}</Text>}
      <ul className={classes.plain}>
        {shown.map((row) => (
          <Entry key={row.id ?? row.enrolment_id ?? row.title} row={row} may={may} />
        ))}
      </ul>
      {learning.data.length > shown.length && (
        <Anchor component="button" type="button" size="sm" onClick={() => setAll(true)}>
          {t("training.learning.more", { n: learning.data.length - shown.length })}
        </Anchor>
      )}
      {adding && <AddLearning person={person} onDone={() => setAdding(false)} />}
    </section>
  );
}
