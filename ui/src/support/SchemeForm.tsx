// What is said of a scheme, written by an officer: from today on, or from a day to come.
import { Checkbox, MultiSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { Need, SchemeRow } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { NEEDS } from "./words";

export function SchemeForm({ scheme, onDone }: { scheme?: SchemeRow; onDone(): void }) {
  const desk = useDesk();
  const text = scheme?.text;
  const [name, setName] = useState(scheme?.name ?? "");
  const [nameEn, setNameEn] = useState(scheme?.name_en ?? "");
  const [summary, setSummary] = useState(text?.summary ?? "");
  const [questions, setQuestions] = useState((text?.questions ?? []).join("\n"));
  const [office, setOffice] = useState(text?.office ?? "");
  const [bring, setBring] = useState(text?.bring ?? "");
  const [basis, setBasis] = useState(text?.legal_basis ?? "");
  const [site, setSite] = useState(text?.site ?? "");
  const [needs, setNeeds] = useState<Need[]>(scheme?.needs ?? []);
  const [from, setFrom] = useState(desk.today);
  const [note, setNote] = useState("");
  const [checked, setChecked] = useState(false);
  const [tried, setTried] = useState(false);
  const add = useChange("support", "add_scheme", { onDone });
  const save = useChange("support", "save_scheme", { onDone });
  const running = scheme ? save : add;
  const words = running.error ? fieldWords(running.error) : {};
  const missing = (value: string) => (tried && !value.trim() ? t("ui.fill_in") : undefined);
  const send = () => {
    setTried(true);
    if (!name.trim() || !summary.trim() || !office.trim() || !from) return;
    const fields = {
      name: name.trim(),
      name_en: nameEn.trim() || undefined,
      needs,
      from_on: from,
      summary: summary.trim(),
      questions: questions.split("\n").filter((line) => line.trim() !== ""),
      office: office.trim(),
      bring: bring.trim() || undefined,
      legal_basis: basis.trim() || undefined,
      site: site.trim() || undefined,
      note: note.trim() || undefined,
      checked_on: checked ? desk.today : undefined,
    };
    if (scheme) save.mutate({ ...fields, id: scheme.id, version: scheme.version, text_id: scheme.text.id, text_version: scheme.text.version });
    else add.mutate(fields);
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(running.error)} />
      <TextInput
        label={t("support.scheme.name")}
        required
        data-autofocus
        value={name}
        error={words["name"] ?? missing(name)}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput label={t("support.scheme.name_en")} value={nameEn} onChange={(event) => setNameEn(event.currentTarget.value)} />
      <Textarea
        label={t("support.scheme.summary")}
        description={t("support.scheme.summary.about")}
        required
        autosize
        minRows={3}
        value={summary}
        error={words["summary"] ?? missing(summary)}
        onChange={(event) => setSummary(event.currentTarget.value)}
      />
      <Textarea
        label={t("support.scheme.questions")}
        description={t("support.scheme.questions.about")}
        autosize
        minRows={3}
        value={questions}
        error={words["questions"]}
        onChange={(event) => setQuestions(event.currentTarget.value)}
      />
      <TextInput
        label={t("support.scheme.office")}
        required
        value={office}
        error={words["office"] ?? missing(office)}
        onChange={(event) => setOffice(event.currentTarget.value)}
      />
      <TextInput label={t("support.scheme.bring")} value={bring} error={words["bring"]} onChange={(event) => setBring(event.currentTarget.value)} />
      <TextInput
        label={t("support.scheme.basis")}
        value={basis}
        error={words["legal_basis"]}
        onChange={(event) => setBasis(event.currentTarget.value)}
      />
      <TextInput label={t("support.scheme.site")} value={site} error={words["site"]} onChange={(event) => setSite(event.currentTarget.value)} />
      <MultiSelect
        label={t("support.needs")}
        description={t("support.needs.about")}
        data={NEEDS.map((need) => ({ value: need, label: enumWords("need", need) }))}
        value={needs}
        onChange={(next) => setNeeds(next)}
      />
      <DateField
        label={t("support.scheme.from")}
        description={t("support.scheme.from.about")}
        required
        value={from}
        onChange={setFrom}
        era={desk.era}
        error={words["from_on"]}
      />
      {scheme && <TextInput label={t("support.scheme.note")} value={note} onChange={(event) => setNote(event.currentTarget.value)} />}
      <Checkbox label={t("support.scheme.checked")} checked={checked} onChange={(event) => setChecked(event.currentTarget.checked)} />
      <Text size="sm" c="dimmed">
        {t("support.scheme.checked.about")}
      </Text>
      <FormActions save={t("ui.save")} saving={running.isPending} onSave={send} onCancel={onDone} />
    </Stack>
  );
}
