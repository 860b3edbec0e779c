// A questionnaire: the questions of the nation's survey with one press, and the union's own.
import { Button, Checkbox, Fieldset, Group, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { National, QuestionKind, SurveyQuestion, SurveyQuestionFields, SurveyRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem, type FieldWords } from "../problems/problems";
import { CountField } from "../training/CountField";

const KINDS = ["single", "multi", "scale"] as const satisfies readonly QuestionKind[];

/** A question as it is being written; `key` stays with it while others come and go. */
interface Draft {
  key: number;
  national: National | null;
  kind: QuestionKind;
  text: string;
  /** One choice a line. */
  choices: string;
  /** The last choice stands alone. */
  none: boolean;
  most: number | undefined;
  /** Choices that stand for themes; they stay what they are. */
  themes: SurveyQuestion["choices"];
}

function draftOf(question: SurveyQuestion, key: number): Draft {
  const themed = question.choices.some((choice) => choice.theme !== null);
  return {
    key,
    national: question.national,
    kind: question.kind,
    text: question.text,
    choices: themed || question.kind === "scale" ? "" : question.choices.map((choice) => choice.label).join("\n"),
    none: question.choices.at(-1)?.alone ?? false,
    most: question.most ?? undefined,
    themes: themed ? question.choices : [],
  };
}

function fieldsOf(draft: Draft): SurveyQuestionFields {
  if (draft.national) return { kind: draft.kind, text: "", national: draft.national };
  const lines = draft.choices.split("\n").filter((line) => line.trim() !== "");
  const typed = lines.map((label, at) => ({ label: label.trim(), alone: draft.none && at === lines.length - 1 }));
  const themed = draft.themes.map((choice) => ({ label: choice.label, alone: choice.alone, theme: choice.theme ?? undefined }));
  return { kind: draft.kind, text: draft.text.trim(), choices: draft.themes.length > 0 ? themed : typed, most: draft.most };
}

interface QuestionProps {
  draft: Draft;
  at: number;
  last: boolean;
  words: FieldWords;
  onChange(next: Draft): void;
  onMove(by: -1 | 1): void;
  onDrop(): void;
}

function Question({ draft, at, last, words, onChange, onMove, onDrop }: QuestionProps) {
  const no = at + 1;
  const wrong = (field: string) => words[`questions.${at}.${field}`];
  return (
    <Fieldset legend={t("surveys.question.no", { no })}>
      <Stack gap="xs">
        {draft.national ? (
          <>
            <Text fw={700}>{draft.text}</Text>
            <Text size="sm">{t("surveys.question.national")}</Text>
          </>
        ) : (
          <>
            <TextInput
              label={t("surveys.question.text")}
              required
              value={draft.text}
              error={wrong("text")}
              onChange={(event) => onChange({ ...draft, text: event.currentTarget.value })}
            />
            <Select
              label={t("surveys.question.kind")}
              allowDeselect={false}
              data={KINDS.map((kind) => ({ value: kind, label: enumWords("question_kind", kind) }))}
              value={draft.kind}
              onChange={(kind) => kind && onChange({ ...draft, kind })}
            />
            {draft.themes.length > 0 && (
              <Text size="sm">{t("surveys.question.themes", { themes: draft.themes.map((choice) => choice.label).join(t("ui.between")) })}</Text>
            )}
            {draft.kind !== "scale" && draft.themes.length === 0 && (
              <>
                <Textarea
                  label={t("surveys.question.choices")}
                  description={t("surveys.question.choices.about")}
                  required
                  autosize
                  minRows={3}
                  value={draft.choices}
                  error={wrong("choices")}
                  onChange={(event) => onChange({ ...draft, choices: event.currentTarget.value })}
                />
                <Checkbox label={t("surveys.question.none")} checked={draft.none} onChange={(event) => onChange({ ...draft, none: event.currentTarget.checked })} />
              </>
            )}
            {draft.kind === "multi" && (
              <CountField
                label={t("surveys.question.most")}
                description={t("surveys.question.most.about")}
                value={draft.most}
                error={wrong("most")}
                onChange={(most) => onChange({ ...draft, most })}
              />
            )}
          </>
        )}
        {wrong("national") && <Text role="alert">{wrong("national")}</Text>}
        <Group gap="xs">
          <Button variant="default" size="compact-sm" disabled={at === 0} onClick={() => onMove(-1)} aria-label={t("surveys.question.up", { no })}>
            <Icon name="up" size={16} />
          </Button>
          <Button variant="default" size="compact-sm" disabled={last} onClick={() => onMove(1)} aria-label={t("surveys.question.down", { no })}>
            <Icon name="down" size={16} />
          </Button>
          <Button variant="default" size="compact-sm" onClick={onDrop} aria-label={t("surveys.question.drop", { no })}>
            {t("surveys.question.drop.short")}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}

function Fields({ survey, start, onDone }: { survey: SurveyRow | undefined; start: SurveyRow; onDone(): void }) {
  const [title, setTitle] = useState(start.title);
  const [purpose, setPurpose] = useState(start.purpose ?? "");
  const [next, setNext] = useState(start.questions.length);
  const [drafts, setDrafts] = useState<Draft[]>(() => start.questions.map(draftOf));
  const add = useChange("surveys", "add_survey", { onDone });
  const save = useChange("surveys", "save_survey", { onDone });
  const running = survey ? save : add;
  const words = running.error ? fieldWords(running.error) : {};
  const send = () => {
    const fields = { title, purpose: purpose.trim() || undefined, questions: drafts.map(fieldsOf) };
    if (survey) save.mutate({ ...fields, id: survey.id, version: survey.version });
    else add.mutate(fields);
  };
  const more = () => {
    setDrafts([...drafts, { key: next, national: null, kind: "single", text: "", choices: "", none: false, most: undefined, themes: [] }]);
    setNext(next + 1);
  };
  const move = (at: number, by: -1 | 1) => {
    const moved = drafts.filter((_, place) => place !== at);
    const taken = drafts[at];
    if (taken) setDrafts([...moved.slice(0, at + by), taken, ...moved.slice(at + by)]);
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(running.error)} />
      <TextInput label={t("surveys.name")} required data-autofocus value={title} error={words["title"]} onChange={(event) => setTitle(event.currentTarget.value)} />
      <TextInput
        label={t("surveys.purpose")}
        description={t("surveys.purpose.about")}
        value={purpose}
        error={words["purpose"]}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
      {survey && survey.waves.length > 0 && <Text role="note">{t("surveys.edit.note")}</Text>}
      {drafts.map((draft, at) => (
        <Question
          key={draft.key}
          draft={draft}
          at={at}
          last={at === drafts.length - 1}
          words={words}
          onChange={(changed) => setDrafts(drafts.map((each) => (each.key === draft.key ? changed : each)))}
          onMove={(by) => move(at, by)}
          onDrop={() => setDrafts(drafts.filter((each) => each.key !== draft.key))}
        />
      ))}
      {words["questions"] && <Text role="alert">{words["questions"]}</Text>}
      <Button variant="default" leftSection={<Icon name="add" size={18} />} onClick={more}>
        {t("surveys.question.add")}
      </Button>
      {/* Questions that came or went are something typed, too. */}
      <input type="hidden" readOnly value={drafts.map((draft) => draft.key).join(" ")} />
      <FormActions save={t("ui.save")} saving={running.isPending} onSave={send} onCancel={onDone} />
    </Stack>
  );
}

export function SurveyForm({ survey, onDone }: { survey: SurveyRow | undefined; onDone(): void }) {
  const standard = useAnswer("surveys", "standard", {}, { enabled: survey === undefined });
  const start = survey ?? standard.data;
  if (!start) return standard.error ? <ProblemAlert problem={standard.error} /> : <Waiting lines={6} />;
  return <Fields survey={survey} start={start} onDone={onDone} />;
}
