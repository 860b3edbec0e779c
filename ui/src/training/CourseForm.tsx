// A course as an officer writes it down.
import { Checkbox, MultiSelect, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CourseRow, KyojoKind } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { CountField } from "./CountField";
import { KYOJO_KINDS } from "./words";

export interface CourseFormProps {
  course?: CourseRow;
  /** All courses, to choose those that come before. */
  all: CourseRow[];
  onDone(): void;
}

export function CourseForm({ course, all, onDone }: CourseFormProps) {
  const desk = useDesk();
  const [title, setTitle] = useState(course?.title ?? "");
  const [code, setCode] = useState("");
  const [purpose, setPurpose] = useState(course?.purpose ?? "");
  const [target, setTarget] = useState(course?.target ?? "");
  const [hours, setHours] = useState<number | undefined>(course?.hours);
  const [ratio, setRatio] = useState<number | undefined>(course?.required_ratio ?? 80);
  const [assignment, setAssignment] = useState(course?.needs_assignment ?? false);
  const [excused, setExcused] = useState(course?.excused_counts ?? false);
  const [before, setBefore] = useState<string[]>(course?.prerequisites ?? []);
  const [note, setNote] = useState(course?.prerequisite_note ?? "");
  const [kind, setKind] = useState<KyojoKind | null>(course?.kyojo_kind ?? null);
  const [to, setTo] = useState(course?.active_to ?? "");
  const [tried, setTried] = useState(false);
  const add = useChange("training", "add_course", { onDone });
  const correct = useChange("training", "save_course", { onDone });
  const running = course ? correct : add;
  const words = running.error ? fieldWords(running.error) : {};
  const save = () => {
    setTried(true);
    if (!title.trim() || hours === undefined) return;
    const some = (value: string) => value.trim() || undefined;
    const fields = {
      title: title.trim(),
      purpose: some(purpose),
      target: some(target),
      hours,
      required_ratio: ratio,
      needs_assignment: assignment,
      excused_counts: excused,
      prerequisites: before,
      prerequisite_note: some(note),
      kyojo_kind: kind ?? undefined,
      active_to: to || undefined,
    };
    if (course) correct.mutate({ ...fields, id: course.id, version: course.version });
    else add.mutate({ ...fields, code: some(code) });
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(running.error)} />
      <TextInput
        label={t("training.course.title")}
        required
        data-autofocus
        value={title}
        error={words["title"] ?? (tried && !title.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      {!course && (
        <TextInput
          label={t("training.course.code")}
          description={t("training.course.code.about")}
          value={code}
          error={words["code"]}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      )}
      <Textarea label={t("training.course.purpose")} autosize minRows={2} value={purpose} onChange={(event) => setPurpose(event.currentTarget.value)} />
      <TextInput label={t("training.course.target")} value={target} error={words["target"]} onChange={(event) => setTarget(event.currentTarget.value)} />
      <CountField
        label={t("training.course.hours.plan")}
        required
        value={hours}
        error={words["hours"] ?? (tried && hours === undefined ? t("ui.fill_in") : undefined)}
        onChange={setHours}
      />
      <CountField
        label={t("training.course.ratio")}
        description={t("training.course.ratio.about")}
        value={ratio}
        error={words["required_ratio"]}
        onChange={setRatio}
      />
      <Checkbox label={t("training.course.needs_assignment")} checked={assignment} onChange={(event) => setAssignment(event.currentTarget.checked)} />
      <Checkbox label={t("training.course.excused_counts")} checked={excused} onChange={(event) => setExcused(event.currentTarget.checked)} />
      <MultiSelect
        label={t("training.course.prerequisites")}
        description={t("training.course.prerequisites.about")}
        searchable
        data={all.filter((each) => each.id !== course?.id).map((each) => ({ value: each.id, label: each.title }))}
        value={before}
        error={words["prerequisites"]}
        onChange={setBefore}
      />
      <TextInput label={t("training.course.prerequisite_note")} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <Select
        label={t("training.course.kyojo")}
        clearable
        data={KYOJO_KINDS.map((each) => ({ value: each, label: enumWords("kyojo_kind", each) }))}
        value={kind}
        onChange={setKind}
      />
      {course && (
        <DateField
          label={t("training.course.active_to")}
          description={t("training.course.active_to.about")}
          value={to}
          onChange={setTo}
          era={desk.era}
          error={words["active_to"]}
        />
      )}
      <FormActions save={t("ui.save")} saving={running.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}
