// The note of a session, or one between sessions. What is typed is kept while it is typed (drafts.ts); Ctrl+Enter saves, F4 opens the
// finder of help without leaving the text.
import { Button, Group, NumberInput, Select, SimpleGrid, Text, Textarea, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useDesk } from "../desk/session";
import type { CaseDetail, CaseStep, CaseNoteRow, CaseNoteWords, CaseSessionMode } from "../ipc/api";
import { forgetAnswers, useChange } from "../ipc/client";
import { t, wireWords } from "../labels/t";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem, type FieldWords } from "../problems/problems";
import classes from "./Cases.module.css";
import { useDraft, type Draft, type Keeping } from "./drafts";
import { MODES, NOTE_PARTS, STEPS, choices } from "./words";

/** What everybody fills; the others open with one press. */
const FIRST = ["presenting", "assessment", "agreement", "next_step"] as const;
type PartName = (typeof NOTE_PARTS)[number];

const MINUTES = 60;

interface Content extends CaseNoteWords {
  held_on: string;
  minutes: number | "";
  mode: CaseSessionMode;
  step_after: CaseStep;
  next_on: string;
}

function Kept({ keeping }: { keeping: Keeping }) {
  if (keeping === "untouched") return <span role="status" />;
  return (
    <Text size="sm" c={keeping === "failed" ? undefined : "dimmed"} component="span" role="status">
      {t(`cases.draft.${keeping}`)}
    </Text>
  );
}

function wordsOf(values: CaseNoteWords): CaseNoteWords {
  const words: CaseNoteWords = {};
  for (const part of [...NOTE_PARTS, "place"] as const) {
    const text = values[part]?.trim();
    if (text) words[part] = text;
  }
  return words;
}

/** The parts of a note as fields; those seldom needed wait behind a button. */
function Parts({ draft, parts, faults }: { draft: Draft<Content>; parts: readonly PartName[]; faults: FieldWords }) {
  const [all, setAll] = useState(() => NOTE_PARTS.some((part) => !(FIRST as readonly string[]).includes(part) && draft.values[part]));
  const shown = all ? parts : parts.filter((part) => (FIRST as readonly string[]).includes(part));
  const hidden = parts.length - shown.length;
  return (
    <>
      {shown.map((part, at) => (
        <Textarea
          key={part}
          label={wireWords(`cases.note.${part}`)}
          description={part === "assessment" ? t("cases.note.assessment.about") : undefined}
          data-autofocus={at === 0 || undefined}
          autosize
          minRows={part === "presenting" ? 3 : 2}
          maxRows={16}
          classNames={{ input: "ky-private" }}
          error={faults[`note.${part}`]}
          value={draft.values[part] ?? ""}
          onChange={(event) => draft.set({ [part]: event.currentTarget.value } as Partial<Content>)}
        />
      ))}
      {hidden > 0 && (
        <Button
          variant="subtle"
          size="compact-md"
          w="fit-content"
          onClick={() => setAll(true)}
        >
          {t("cases.note.more")}
        </Button>
      )}
    </>
  );
}

export interface NoteEditorProps {
  case: CaseDetail;
  kind: "session" | "note";
  /** The own note that is corrected before it is locked. */
  correct?: CaseNoteRow | undefined;
  onRefer(): void;
  onDone(): void;
}

export function placeOf(kind: "session" | "note", correct?: CaseNoteRow): string {
  return correct ? `correct:${correct.id}` : kind;
}

export function NoteEditor({ case: of, kind, correct, onRefer, onDone }: NoteEditorProps) {
  const desk = useDesk();
  const place = placeOf(kind, correct);
  const found = of.drafts.find((each) => each.place === place)?.content;
  const draft = useDraft<Content>(
    of.id,
    place,
    {
      held_on: desk.today,
      minutes: MINUTES,
      mode: of.channel === "phone" ? "phone" : of.channel === "online" ? "online" : "in_person",
      step_after: of.step,
      next_on: "",
      ...correct?.words,
    },
    found,
  );
  const { values, set } = draft;
  const unreadable = useRef(false);
  const [tried, setTried] = useState(false);
  const done = () => {
    draft.done();
    onDone();
  };
  const session = useChange("cases", "save_session", { onDone: done });
  const note = useChange("cases", "save_note", { onDone: done });
  const running = kind === "session" ? session : note;
  const words = running.error ? fieldWords(running.error) : {};
  const written = wordsOf(values);
  const empty = Object.keys(written).length === 0;
  const save = () => {
    setTried(true);
    if (empty || unreadable.current) return;
    if (kind === "session" && !correct) {
      if (!values.held_on || !values.minutes) return;
      session.mutate({
        case_id: of.id,
        held_on: values.held_on,
        minutes: Number(values.minutes),
        mode: values.mode,
        step_after: of.events.includes("step") ? values.step_after : undefined,
        note: written,
        next_on: values.next_on || undefined,
        draft: place,
      });
    } else {
      note.mutate({ case_id: of.id, note_id: correct?.id, version: correct?.version, note: written, draft: place });
    }
  };
  const leave = () => {
    void forgetAnswers();
    onDone();
  };
  const heading = correct ? "cases.note.correct" : kind === "session" ? "cases.session.write" : "cases.note.write";
  return (
    <section className={classes.editor} aria-label={t(heading)}>
      <Group justify="space-between" mb="sm">
        <Text fw={700} component="h2" m={0}>
          {t(heading)}
        </Text>
        <Kept keeping={draft.keeping} />
      </Group>
      <Fields>
        <ProblemAlert problem={formProblem(running.error)} />
        {kind === "session" && !correct && (
          <SimpleGrid type="container" cols={{ base: 1, "26rem": 2, "60rem": 4 }} spacing="sm">
            <Select
              label={t("cases.session.mode")}
              data={choices(MODES, "session_mode")}
              allowDeselect={false}
              value={values.mode}
              onChange={(mode) => mode && set({ mode })}
            />
            <NumberInput
              label={t("cases.session.minutes")}
              min={1}
              max={600}
              step={5}
              allowDecimal={false}
              value={values.minutes}
              error={words["minutes"] ?? (tried && !values.minutes ? t("ui.fill_in") : undefined)}
              onChange={(minutes) => set({ minutes: typeof minutes === "number" ? minutes : "" })}
            />
            <DateField
              label={t("cases.session.held_on")}
              value={values.held_on}
              onChange={(held_on) => set({ held_on })}
              era={desk.era}
              error={words["held_on"]}
              required
            />
            {of.events.includes("step") && (
              <Select
                label={t("cases.step")}
                data={choices(STEPS, "case_step")}
                allowDeselect={false}
                value={values.step_after}
                onChange={(step_after) => step_after && set({ step_after })}
              />
            )}
          </SimpleGrid>
        )}
        <Parts draft={draft} parts={NOTE_PARTS} faults={words} />
        {kind === "session" && !correct && (
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <DateField
              label={t("cases.session.next_on")}
              placeholder={t("cases.session.next_on.example")}
              value={values.next_on}
              onChange={(next_on) => set({ next_on })}
              era={desk.era}
              error={words["next_on"]}
              lies="ahead"
              onUnreadable={(is) => {
                unreadable.current = is;
              }}
            />
            <TextInput
              label={t("cases.note.place")}
              error={words["note.place"]}
              value={values.place ?? ""}
              classNames={{ input: "ky-private" }}
              onChange={(event) => set({ place: event.currentTarget.value })}
            />
          </SimpleGrid>
        )}
        {tried && empty && (
          <Text size="sm" role="alert" style={{ color: "var(--ky-danger)" }}>
            {t("cases.note.empty")}
          </Text>
        )}
        <FormActions save={t("cases.note.save")} saving={running.isPending} kept onSave={save}>
          <Button variant="default" leftSection={<Icon name="support" size={18} />} onClick={onRefer}>
            {t("cases.refer.f4")}
          </Button>
          <Button variant="default" onClick={leave}>
            {t("cases.draft.leave")}
          </Button>
          {draft.keeping !== "untouched" && (
            <Button variant="subtle" onClick={() => void draft.drop().then(onDone)}>
              {t("cases.draft.drop")}
            </Button>
          )}
        </FormActions>
      </Fields>
    </section>
  );
}

/** The fields stand in one column, and the first one to write in has the focus; the foot of the form looks for them beside itself. */
function Fields({ children }: { children: React.ReactNode }) {
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = fields.current?.querySelector<HTMLTextAreaElement>("textarea[data-autofocus]");
    first?.focus();
    // A draft is gone on with at its end.
    first?.setSelectionRange(first.value.length, first.value.length);
  }, []);
  return (
    <div ref={fields} style={{ display: "flex", flexDirection: "column", gap: "0.75rem" }}>
      {children}
    </div>
  );
}

/** What is added to a locked note. */
export function AddendumEditor({ case: of, note, onDone }: { case: CaseDetail; note: CaseNoteRow; onDone(): void }) {
  const place = `addendum:${note.id}`;
  const draft = useDraft(of.id, place, { text: "" }, of.drafts.find((each) => each.place === place)?.content);
  const [tried, setTried] = useState(false);
  const add = useChange("cases", "add_addendum", {
    onDone: () => {
      draft.done();
      onDone();
    },
  });
  const save = () => {
    setTried(true);
    const text = draft.values.text.trim();
    if (text) add.mutate({ note_id: note.id, text, draft: place });
  };
  return (
    <Fields>
      <ProblemAlert problem={formProblem(add.error)} />
      <Textarea
        label={t("cases.addendum")}
        description={t("cases.addendum.about")}
        data-autofocus
        autosize
        minRows={2}
        classNames={{ input: "ky-private" }}
        value={draft.values.text}
        error={tried && !draft.values.text.trim() ? t("ui.fill_in") : add.error ? fieldWords(add.error)["text"] : undefined}
        onChange={(event) => draft.set({ text: event.currentTarget.value })}
      />
      <Kept keeping={draft.keeping} />
      <FormActions
        save={t("cases.addendum.save")}
        saving={add.isPending}
        kept
        onSave={save}
        onCancel={() => {
          void forgetAnswers();
          onDone();
        }}
      />
    </Fields>
  );
}
