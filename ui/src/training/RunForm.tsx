// What is written of a run: seats, windows, rules of cancelling, how its costs are shared.
import { Checkbox, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CostModel, RunDetail, RunFields, RunMode } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { usePartnerChoices } from "../organizations/employers";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { ContactFields, contactOf, writtenContact } from "./ContactFields";
import { CountField } from "./CountField";
import { ForeseenNote } from "./Foreseen";
import { useForeseen } from "./StepButton";
import { COST_MODELS, MODES } from "./words";

const DAYS = ["apply_from", "apply_until", "quota_release_on", "cancel_free_until"] as const;
const COUNTS = ["min_people", "wait_limit", "offer_hours"] as const;

type Days = Record<(typeof DAYS)[number], string>;
type Counts = Record<(typeof COUNTS)[number], number | undefined>;

export function RunForm({ detail, onDone }: { detail: RunDetail; onDone(): void }) {
  const desk = useDesk();
  const partners = usePartnerChoices();
  const { fields, run } = detail;
  const [title, setTitle] = useState(fields.title ?? "");
  const [capacity, setCapacity] = useState<number | undefined>(fields.capacity);
  const [days, setDays] = useState<Days>(() => Object.fromEntries(DAYS.map((name) => [name, fields[name] ?? ""])) as Days);
  const [counts, setCounts] = useState<Counts>(() => Object.fromEntries(COUNTS.map((name) => [name, fields[name] ?? undefined])) as Counts);
  const [open, setOpen] = useState(fields.is_public ?? false);
  const [approval, setApproval] = useState(fields.needs_approval ?? false);
  const [mode, setMode] = useState<RunMode>(fields.mode ?? "in_person");
  const [venue, setVenue] = useState(fields.venue ?? "");
  const [link, setLink] = useState(fields.link ?? "");
  const [host, setHost] = useState<string | null>(fields.host_org_id ?? null);
  const [model, setModel] = useState<CostModel>(fields.cost_model ?? "host_pays");
  const [fee, setFee] = useState<number | undefined>(fields.fee ?? undefined);
  const [budget, setBudget] = useState<number | undefined>(fields.budget ?? undefined);
  const [contact, setContact] = useState(() => contactOf(fields));
  const [note, setNote] = useState(fields.note ?? "");
  // As it was read when the form opened: a change by somebody else meanwhile is not written over.
  const [version] = useState(detail.run.version);
  const [tried, setTried] = useState(false);
  const save = useChange("training", "save_run", { onDone });
  const words = save.error ? fieldWords(save.error) : {};
  const otherRoom = capacity !== undefined && capacity > 0 && capacity !== fields.capacity;
  const asked = useForeseen(run.id, [{ ask: "seats", capacity }], otherRoom);
  const send = () => {
    setTried(true);
    if (capacity === undefined) return;
    const some = (value: string) => value.trim() || undefined;
    const written: RunFields = {
      title: some(title),
      capacity,
      ...counts,
      ...(Object.fromEntries(DAYS.map((name) => [name, days[name] || undefined])) as Partial<Days>),
      is_public: open,
      needs_approval: approval,
      mode,
      venue: some(venue),
      link: some(link),
      host_org_id: host ?? undefined,
      cost_model: model,
      fee: model === "fixed_fee" ? fee : undefined,
      budget,
      ...writtenContact(contact),
      note: some(note),
    };
    save.mutate({ id: run.id, version, ...written });
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(save.error)} />
      <TextInput
        label={t("training.run.title")}
        data-autofocus
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
      {otherRoom && <ForeseenNote foreseen={asked?.[0]} />}
      {COUNTS.map((name) => (
        <CountField
          key={name}
          label={t(`training.${name}`)}
          description={t(`training.${name}.about`)}
          value={counts[name]}
          error={words[name]}
          onChange={(value) => setCounts((before) => ({ ...before, [name]: value }))}
        />
      ))}
      {DAYS.map((name) => (
        <DateField
          key={name}
          label={t(`training.${name}`)}
          description={t(`training.${name}.about`)}
          value={days[name]}
          onChange={(iso) => setDays((before) => ({ ...before, [name]: iso }))}
          era={desk.era}
          error={words[name]}
        />
      ))}
      <Checkbox label={t("training.is_public")} description={t("training.is_public.about")} checked={open} onChange={(event) => setOpen(event.currentTarget.checked)} />
      <Checkbox
        label={t("training.needs_approval")}
        description={t("training.needs_approval.about")}
        checked={approval}
        onChange={(event) => setApproval(event.currentTarget.checked)}
      />
      <Select
        label={t("training.mode")}
        allowDeselect={false}
        data={MODES.map((each) => ({ value: each, label: enumWords("run_mode", each) }))}
        value={mode}
        onChange={(next) => next && setMode(next)}
      />
      <TextInput label={t("training.venue")} value={venue} error={words["venue"]} onChange={(event) => setVenue(event.currentTarget.value)} />
      {mode !== "in_person" && (
        <TextInput label={t("training.link")} value={link} error={words["link"]} onChange={(event) => setLink(event.currentTarget.value)} />
      )}
      <Select
        label={t("training.host")}
        description={t("training.host.about")}
        placeholder={desk.status.union_name ?? ""}
        clearable
        searchable
        data={partners.map((each) => ({ value: each.id, label: each.name }))}
        value={host}
        error={words["host_org_id"]}
        onChange={setHost}
      />
      <Select
        label={t("training.cost_model")}
        allowDeselect={false}
        data={COST_MODELS.map((each) => ({ value: each, label: enumWords("cost_model", each) }))}
        value={model}
        onChange={(next) => next && setModel(next)}
      />
      {model === "fixed_fee" && <CountField label={t("training.fee")} required value={fee} error={words["fee"]} onChange={setFee} />}
      <CountField label={t("training.budget")} value={budget} error={words["budget"]} onChange={setBudget} />
      <ContactFields value={contact} onChange={setContact} words={words} />
      <Textarea label={t("training.note")} autosize minRows={2} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <FormActions save={t("ui.save")} saving={save.isPending} onSave={send} onCancel={onDone} />
    </Stack>
  );
}
