// The language of a file for a partner: that of what it was last sent stands there at first.
import { Select } from "@mantine/core";
import type { Locale } from "../ipc/api";
import { t } from "../labels/t";

export function LanguageField({ value, onChange }: { value: Locale; onChange(value: Locale): void }) {
  return (
    <Select
      label={t("training.language")}
      description={t("training.language.about")}
      data={(["ja", "en"] as const).map((each) => ({ value: each, label: t(`enum.locale.${each}`) }))}
      allowDeselect={false}
      value={value}
      onChange={(next) => next && onChange(next)}
    />
  );
}
