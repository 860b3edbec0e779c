// The union's own settings: its name, its year, its words, and how small a number may be shown.
import { Checkbox, Group, NumberInput, Select, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Settings } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { FONTS } from "./fonts";
import { useDesk } from "./session";

/** Levels whose names a union may choose for itself. */
const LEVELS = ["headquarters", "branch", "sub_branch", "workplace", "section"] as const;

function Form({ settings }: { settings: Settings }) {
  const desk = useDesk();
  const may = desk.may("settings");
  const form = useForm<Settings>({ initialValues: settings });
  const save = useChange("desk", "save_settings", {});
  const words = save.error ? fieldWords(save.error) : {};
  const number = (field: "fiscal_start_month" | "suppress_k_internal" | "suppress_k_public" | "member_no_width" | "auto_lock_minutes") => ({
    ...form.getInputProps(field),
    error: words[field],
    disabled: !may,
    allowDecimal: false,
  });
  // Kept is the number of fiscal 2000; asked for is this year's, which everybody knows.
  const year = Number(desk.today.slice(0, 4)) - (Number(desk.today.slice(5, 7)) < form.values.fiscal_start_month ? 1 : 0);
  const since = year - 2000;
  const base = (field: "period_no_base" | "congress_no_base") => ({
    value: form.values[field] === null ? "" : form.values[field] + since,
    onChange: (value: string | number) => form.setFieldValue(field, value === "" ? null : Number(value) - since),
    min: 1,
    error: words[field],
    disabled: !may,
    allowDecimal: false,
  });
  const text = (field: "name" | "name_kana" | "member_no_prefix" | "seal_text") => ({
    value: form.values[field] ?? "",
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      form.setFieldValue(field, event.currentTarget.value === "" && field !== "name" && field !== "member_no_prefix" ? null : event.currentTarget.value),
    error: words[field],
    disabled: !may,
  });
  const level = (kind: string) => `enum.unit_kind.${kind}`;
  const renameLevel = (kind: string, word: string) => {
    const labels = { ...form.values.labels };
    if (word.trim() === "") delete labels[level(kind)];
    else labels[level(kind)] = word;
    form.setFieldValue("labels", labels);
  };

  return (
    <Stack gap="xl">
      <ProblemAlert problem={formProblem(save.error)} />
      <Stack gap="md">
        <Title order={2}>{t("desk.settings.union")}</Title>
        <Text size="sm">{t(desk.status.shared ? "desk.settings.place.shared" : "desk.settings.place", { place: desk.status.place ?? "" })}</Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput label={t("desk.union_name")} required {...text("name")} />
          <TextInput label={t("desk.settings.name_kana")} {...text("name_kana")} />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
          <NumberInput label={t("desk.settings.fiscal_start_month")} min={1} max={12} {...number("fiscal_start_month")} />
        </SimpleGrid>
      </Stack>
      <Stack gap="md">
        <Title order={2}>{t("desk.settings.paper")}</Title>
        <Checkbox label={t("desk.settings.era_display")} disabled={!may} {...form.getInputProps("era_display", { type: "checkbox" })} />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Select
            label={t("desk.settings.default_font")}
            data={[...new Set([...FONTS, settings.default_font])]}
            disabled={!may}
            {...form.getInputProps("default_font")}
          />
          <NumberInput
            label={t("desk.settings.suppress_k_internal")}
            description={t("desk.settings.suppress.about")}
            min={3}
            max={20}
            {...number("suppress_k_internal")}
          />
          <NumberInput
            label={t("desk.settings.suppress_k_public")}
            description={t("desk.settings.suppress.about")}
            min={3}
            max={20}
            {...number("suppress_k_public")}
          />
        </SimpleGrid>
      </Stack>
      <Stack gap="md">
        <Title order={2}>{t("desk.settings.levels")}</Title>
        <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
          {LEVELS.map((kind) => (
            <TextInput
              key={kind}
              label={t("desk.settings.level", { kind: t(`enum.unit_kind.${kind}`) })}
              placeholder={enumWords("unit_kind", kind)}
              value={form.values.labels[level(kind)] ?? ""}
              disabled={!may}
              onChange={(event) => renameLevel(kind, event.currentTarget.value)}
            />
          ))}
        </SimpleGrid>
      </Stack>
      <Stack gap="md">
        <Title order={2}>{t("desk.settings.numbers")}</Title>
        <Group align="flex-start">
          <TextInput label={t("desk.settings.member_no_prefix")} w="10rem" {...text("member_no_prefix")} />
          <NumberInput label={t("desk.settings.member_no_width")} w="10rem" min={1} max={12} {...number("member_no_width")} />
          <NumberInput label={t("desk.settings.auto_lock_minutes")} w="14rem" min={1} max={120} {...number("auto_lock_minutes")} />
        </Group>
      </Stack>
      <details>
        <summary>{t("desk.settings.kept")}</summary>
        <Stack gap="md" mt="md">
          <Checkbox label={t("desk.settings.is_corporation")} disabled={!may} {...form.getInputProps("is_corporation", { type: "checkbox" })} />
          <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
            <NumberInput label={t("desk.settings.period_no", { year: String(year) })} description={t("desk.settings.base.about")} {...base("period_no_base")} />
            <NumberInput label={t("desk.settings.congress_no", { year: String(year) })} description={t("desk.settings.base.about")} {...base("congress_no_base")} />
            <TextInput label={t("desk.settings.seal_text")} {...text("seal_text")} />
          </SimpleGrid>
        </Stack>
      </details>
      {may && (
        <FormActions
          save={t("ui.save")}
          saving={save.isPending}
          disabled={!form.isDirty()}
          onSave={() => save.mutate(form.values)}
          onCancel={() => form.reset()}
        />
      )}
    </Stack>
  );
}

export function UnionSettings() {
  const settings = useAnswer("desk", "settings", {});
  if (settings.error) return <ProblemAlert problem={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <Waiting lines={6} />;
  return <Form key={settings.data.version} settings={settings.data} />;
}
