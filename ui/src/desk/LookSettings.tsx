// How this desk likes its window. Takes effect at once and stays on this PC.
import { Group, Radio, Stack } from "@mantine/core";
import { t } from "../labels/t";
import { changeLook, useLook, type Look } from "../parts/look";

interface Choice<K extends keyof Look> {
  field: K;
  words: string;
  values: { value: Look[K] & string; words: string }[];
}

function Choices<K extends keyof Look>({ field, words, values }: Choice<K>) {
  const look = useLook();
  return (
    <Radio.Group label={words} value={String(look[field])} onChange={(value) => changeLook({ [field]: value } as Partial<Look>)}>
      <Group gap="0.5rem 2rem" mt="xs">
        {values.map((each) => (
          <Radio key={each.value} value={each.value} label={each.words} />
        ))}
      </Group>
    </Radio.Group>
  );
}

export function LookSettings() {
  return (
    <Stack gap="xl">
      <Choices
        field="textSize"
        words={t("desk.look.text_size")}
        values={[
          { value: "small", words: t("desk.look.text_size.small") },
          { value: "standard", words: t("desk.look.text_size.standard") },
          { value: "large", words: t("desk.look.text_size.large") },
          { value: "huge", words: t("desk.look.text_size.huge") },
        ]}
      />
      <Choices
        field="colors"
        words={t("desk.look.colors")}
        values={[
          { value: "system", words: t("desk.look.colors.system") },
          { value: "light", words: t("desk.look.colors.light") },
          { value: "dark", words: t("desk.look.colors.dark") },
          { value: "contrast", words: t("desk.look.colors.contrast") },
        ]}
      />
      <Choices
        field="rowHeight"
        words={t("desk.look.rows")}
        values={[
          { value: "dense", words: t("desk.look.rows.dense") },
          { value: "standard", words: t("desk.look.rows.standard") },
          { value: "roomy", words: t("desk.look.rows.roomy") },
        ]}
      />
      <Choices
        field="locale"
        words={t("desk.look.locale")}
        values={[
          { value: "ja", words: t("enum.locale.ja") },
          { value: "en", words: t("enum.locale.en") },
        ]}
      />
    </Stack>
  );
}
