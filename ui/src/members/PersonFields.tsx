// The fields of a person, in the order of the paper form.
import { Select, SimpleGrid, Textarea, TextInput } from "@mantine/core";
import { useDesk } from "../desk/session";
import type { Gender, PersonDraft } from "../ipc/api";
import { enumWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { KanaField } from "../parts/KanaField";
import type { FieldWords } from "../problems/problems";

const GENDERS = ["1", "2", "9", "0"] as const satisfies readonly Gender[];

export const NOBODY: PersonDraft = {
  family_name: "",
  given_name: null,
  family_kana: null,
  given_kana: null,
  display_name: null,
  former_name: null,
  gender: null,
  birth_on: null,
  remarks: null,
};

export interface PersonFieldsProps {
  value: PersonDraft;
  onChange(value: PersonDraft): void;
  words: FieldWords;
  tried: boolean;
}

export function PersonFields({ value, onChange, words, tried }: PersonFieldsProps) {
  const desk = useDesk();
  const set = (change: Partial<PersonDraft>) => onChange({ ...value, ...change });
  const word = (field: keyof PersonDraft) => words[`person.${field}`] ?? words[field];
  const text = (field: "display_name" | "former_name") => ({
    value: value[field] ?? "",
    error: word(field),
    autoComplete: "off",
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => set({ [field]: event.currentTarget.value || null }),
  });
  return (
    <>
      <KanaField
        nameLabel={t("members.column.family_name")}
        kanaLabel={t("members.column.family_kana")}
        name={value.family_name}
        kana={value.family_kana ?? ""}
        onName={(family_name) => set({ family_name })}
        onKana={(kana) => set({ family_kana: kana || null })}
        nameError={word("family_name") ?? (tried && !value.family_name.trim() ? t("ui.fill_in") : undefined)}
        kanaError={word("family_kana")}
        required
        autoFocus
      />
      <KanaField
        nameLabel={t("members.column.given_name")}
        kanaLabel={t("members.column.given_kana")}
        name={value.given_name ?? ""}
        kana={value.given_kana ?? ""}
        onName={(name) => set({ given_name: name || null })}
        onKana={(kana) => set({ given_kana: kana || null })}
        nameError={word("given_name")}
        kanaError={word("given_kana")}
      />
      <SimpleGrid cols={2} spacing="sm">
        <TextInput label={t("members.column.display_name")} description={t("members.display_name.about")} {...text("display_name")} />
        <TextInput label={t("members.column.former_name")} {...text("former_name")} />
        <DateField
          label={t("members.column.birth_on")}
          value={value.birth_on ?? ""}
          onChange={(birth_on) => set({ birth_on: birth_on || null })}
          era={desk.era}
          error={word("birth_on")}
        />
        <Select
          label={t("members.column.gender")}
          data={GENDERS.map((each) => ({ value: each, label: enumWords("gender", each) }))}
          clearable
          value={value.gender}
          onChange={(gender) => set({ gender })}
          error={word("gender")}
        />
      </SimpleGrid>
      <Textarea
        label={t("members.column.remarks")}
        description={t("members.remarks.about")}
        autosize
        minRows={1}
        value={value.remarks ?? ""}
        error={word("remarks")}
        onChange={(event) => set({ remarks: event.currentTarget.value || null })}
      />
    </>
  );
}
