// A community as an officer writes it down.
import { Autocomplete, Checkbox, MultiSelect, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CommunityRow, KyojoKind, Need } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { KanaField } from "../parts/KanaField";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { KINDS, NEEDS } from "./words";

const SHORT = ["industries", "contact_name", "phone", "mail", "site"] as const;

const WORDS = {
  industries: "support.community.industries",
  contact_name: "support.community.contact",
  phone: "support.community.phone",
  mail: "support.community.mail",
  site: "support.community.site",
} as const;

export interface CommunityFormProps {
  row?: CommunityRow;
  /** Regions that are known, to choose from. */
  regions: string[];
  onDone(): void;
}

export function CommunityForm({ row, regions, onDone }: CommunityFormProps) {
  const desk = useDesk();
  const [kind, setKind] = useState<KyojoKind>(row?.kind ?? "occupational_community");
  const [name, setName] = useState(row?.name ?? "");
  const [kana, setKana] = useState(row?.name_kana ?? "");
  const [region, setRegion] = useState(row?.region ?? "");
  const [helps, setHelps] = useState(row?.helps ?? "");
  const [needs, setNeeds] = useState<Need[]>(row?.needs ?? []);
  const [short, setShort] = useState<Record<(typeof SHORT)[number], string>>({
    industries: row?.industries ?? "",
    contact_name: row?.contact_name ?? "",
    phone: row?.phone ?? "",
    mail: row?.mail ?? "",
    site: row?.site ?? "",
  });
  const [note, setNote] = useState(row?.note ?? "");
  const [since, setSince] = useState(row?.since_on ?? "");
  const [to, setTo] = useState(row?.active_to ?? "");
  const [checked, setChecked] = useState(false);
  const [tried, setTried] = useState(false);
  const add = useChange("support", "add_community", { onDone });
  const correct = useChange("support", "correct_community", { onDone });
  const running = row ? correct : add;
  const words = running.error ? fieldWords(running.error) : {};
  const missing = (value: string) => (tried && !value.trim() ? t("ui.fill_in") : undefined);
  const save = () => {
    setTried(true);
    if (!name.trim() || !helps.trim()) return;
    const some = (value: string) => value.trim() || undefined;
    const fields = {
      kind,
      name: name.trim(),
      name_kana: some(kana),
      region: some(region),
      helps: helps.trim(),
      needs,
      industries: some(short.industries),
      contact_name: some(short.contact_name),
      phone: some(short.phone),
      mail: some(short.mail),
      site: some(short.site),
      note: some(note),
      since_on: since || undefined,
      active_from: row?.active_from ?? undefined,
      active_to: to || undefined,
      checked_on: checked ? desk.today : undefined,
    };
    if (row) correct.mutate({ ...fields, id: row.id, version: row.version });
    else add.mutate(fields);
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(running.error)} />
      <Select
        label={t("support.kind")}
        data={KINDS.map((each) => ({ value: each, label: enumWords("kyojo_kind", each) }))}
        value={kind}
        allowDeselect={false}
        onChange={(next) => next && setKind(next)}
      />
      <KanaField
        nameLabel={t("support.community.name")}
        kanaLabel={t("support.community.kana")}
        name={name}
        kana={kana}
        onName={setName}
        onKana={setKana}
        nameError={words["name"] ?? missing(name)}
        kanaError={words["name_kana"]}
        required
        autoFocus
      />
      <Autocomplete
        label={t("support.region")}
        description={t("support.region.about")}
        data={regions}
        value={region}
        error={words["region"]}
        onChange={setRegion}
      />
      <Textarea
        label={t("support.community.helps")}
        required
        autosize
        minRows={2}
        value={helps}
        error={words["helps"] ?? missing(helps)}
        onChange={(event) => setHelps(event.currentTarget.value)}
      />
      <MultiSelect
        label={t("support.needs")}
        description={t("support.needs.about")}
        data={NEEDS.map((need) => ({ value: need, label: enumWords("need", need) }))}
        value={needs}
        onChange={(next) => setNeeds(next)}
      />
      {SHORT.map((field) => (
        <TextInput
          key={field}
          label={t(WORDS[field])}
          value={short[field]}
          error={words[field]}
          onChange={(event) => {
            const next = event.currentTarget.value;
            setShort((before) => ({ ...before, [field]: next }));
          }}
        />
      ))}
      <Textarea label={t("support.community.note")} autosize value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <DateField label={t("support.community.since")} value={since} onChange={setSince} era={desk.era} error={words["since_on"]} />
      {row?.active_to && (
        <DateField label={t("support.community.last_day")} value={to} onChange={setTo} era={desk.era} error={words["active_to"]} />
      )}
      <Checkbox label={t("support.community.checked")} checked={checked} onChange={(event) => setChecked(event.currentTarget.checked)} />
      <FormActions save={t("ui.save")} saving={running.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}
