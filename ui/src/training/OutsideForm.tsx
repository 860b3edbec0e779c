// Somebody of another organisation: the smallest set of data, and what mixing groups needs if it is known.
import { Button, Checkbox, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { RunDetail } from "../ipc/api";
import { t } from "../labels/t";
import { usePartnerChoices } from "../organizations/employers";
import { KanaField } from "../parts/KanaField";
import type { Picked } from "./ApplyForm";

const AGES = [10, 20, 30, 40, 50, 60, 70];

const EMPTY = { family: "", given: "", familyKana: "", givenKana: "", mail: "", company: "", industry: "" };

export function OutsideForm({ detail, onPick }: { detail: RunDetail; onPick(picked: Picked): void }) {
  const partners = usePartnerChoices();
  const [org, setOrg] = useState<string | null>(null);
  const [text, setText] = useState(EMPTY);
  const [age, setAge] = useState<string | null>(null);
  const [namesake, setNamesake] = useState(false);
  const [tried, setTried] = useState(false);
  const set = (next: Partial<typeof EMPTY>) => setText((before) => ({ ...before, ...next }));
  const invited = new Set(detail.quotas.map((row) => row.org_id));
  // Those who are invited stand first.
  const orgs = partners.toSorted((a, b) => Number(invited.has(b.id)) - Number(invited.has(a.id)));
  const add = () => {
    setTried(true);
    const named = partners.find((each) => each.id === org);
    if (!named || !text.family.trim()) return;
    const some = (value: string) => value.trim() || undefined;
    onPick({
      key: `${org} ${text.family} ${text.given} ${text.familyKana} ${text.givenKana} ${namesake}`,
      name: [text.family, text.given].map((each) => each.trim()).filter(Boolean).join(" "),
      about: named.name,
      applicant: {
        outside: {
          family_name: text.family.trim(),
          given_name: some(text.given),
          family_kana: some(text.familyKana),
          given_kana: some(text.givenKana),
          mail: some(text.mail),
          namesake,
        },
        org_id: named.id,
        company: some(text.company),
        industry: some(text.industry),
        age_band: age ? Number(age) : undefined,
      },
    });
    // The next one is mostly of the same organisation.
    setText(EMPTY);
    setAge(null);
    setNamesake(false);
    setTried(false);
  };
  if (partners.length === 0) return <Text role="note">{t("training.no_partner")}</Text>;
  return (
    <Stack gap="xs">
      <Select
        label={t("training.org")}
        required
        searchable
        data={orgs.map((each) => ({ value: each.id, label: each.name }))}
        value={org}
        error={tried && !org ? t("ui.choose") : undefined}
        onChange={setOrg}
      />
      <KanaField
        nameLabel={t("training.family")}
        kanaLabel={t("training.family_kana")}
        name={text.family}
        kana={text.familyKana}
        onName={(family) => set({ family })}
        onKana={(familyKana) => set({ familyKana })}
        nameError={tried && !text.family.trim() ? t("ui.fill_in") : undefined}
        required
      />
      <KanaField
        nameLabel={t("training.given")}
        kanaLabel={t("training.given_kana")}
        name={text.given}
        kana={text.givenKana}
        onName={(given) => set({ given })}
        onKana={(givenKana) => set({ givenKana })}
      />
      <TextInput label={t("training.mail")} value={text.mail} onChange={(event) => set({ mail: event.currentTarget.value })} />
      <SimpleGrid cols={2} spacing="sm">
        <TextInput label={t("training.company")} value={text.company} onChange={(event) => set({ company: event.currentTarget.value })} />
        <TextInput label={t("training.industry")} value={text.industry} onChange={(event) => set({ industry: event.currentTarget.value })} />
      </SimpleGrid>
      <Select
        label={t("training.age_band")}
        description={t("training.age_band.about")}
        clearable
        data={AGES.map((each) => ({ value: String(each), label: t("training.age_band_n", { n: each }) }))}
        value={age}
        onChange={setAge}
      />
      <Checkbox label={t("training.namesake")} checked={namesake} onChange={(event) => setNamesake(event.currentTarget.checked)} />
      <Button variant="default" w="fit-content" onClick={add}>
        {t("training.outside.add")}
      </Button>
    </Stack>
  );
}
