// The resolution that an expulsion (M-08) and a suspension of rights (M-07) need: organ, hearing, day and text.
import { Fieldset, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useDesk } from "../desk/session";
import type { Resolution } from "../ipc/api";
import { t } from "../labels/t";
import { DateField } from "../parts/DateField";
import type { FieldWords } from "../problems/problems";

export const NO_RESOLUTION: Resolution = { organ: "", resolved_on: "", heard_on: "", text: "" };

export function isWhole(value: Resolution): boolean {
  return Object.values(value).every((field: string) => field.trim() !== "");
}

interface ResolutionFieldsProps {
  value: Resolution;
  onChange(value: Resolution): void;
  tried: boolean;
  words: FieldWords;
}

export function ResolutionFields({ value, onChange, tried, words }: ResolutionFieldsProps) {
  const desk = useDesk();
  const error = (name: keyof Resolution) =>
    words[`resolution.${name}`] ?? (tried && value[name].trim() === "" ? t("ui.fill_in") : undefined);
  const set = (change: Partial<Resolution>) => onChange({ ...value, ...change });
  return (
    <Fieldset legend={t("members.resolution")}>
      <Stack gap="sm">
        <Text size="sm">{t("members.resolution.text")}</Text>
        <TextInput
          label={t("members.resolution.organ")}
          placeholder={t("members.resolution.organ.example")}
          required
          value={value.organ}
          error={error("organ")}
          onChange={(event) => set({ organ: event.currentTarget.value })}
        />
        <SimpleGrid cols={2}>
          <DateField
            label={t("members.resolution.resolved_on")}
            required
            value={value.resolved_on}
            onChange={(day) => set({ resolved_on: day })}
            era={desk.era}
            error={error("resolved_on")}
          />
          <DateField
            label={t("members.resolution.heard_on")}
            required
            value={value.heard_on}
            onChange={(day) => set({ heard_on: day })}
            era={desk.era}
            error={error("heard_on")}
          />
        </SimpleGrid>
        <Textarea
          label={t("members.resolution.words")}
          required
          autosize
          minRows={2}
          value={value.text}
          error={error("text")}
          onChange={(event) => set({ text: event.currentTarget.value })}
        />
      </Stack>
    </Fieldset>
  );
}
