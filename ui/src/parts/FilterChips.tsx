// What the list is narrowed to, in words; each can be taken away.
import { Button, Group, Pill } from "@mantine/core";
import { t } from "../labels/t";

export interface FilterChip {
  words: string;
  remove(): void;
}

export function FilterChips({ chips, onClear }: { chips: FilterChip[]; onClear(): void }) {
  if (chips.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label={t("ui.chips")}>
      {chips.map((chip) => (
        <Pill
          key={chip.words}
          size="md"
          withRemoveButton
          onRemove={chip.remove}
          removeButtonProps={{ "aria-label": t("ui.chips.remove", { what: chip.words }), tabIndex: 0, "aria-hidden": false }}
        >
          {chip.words}
        </Pill>
      ))}
      <Button variant="subtle" size="compact-sm" onClick={onClear}>
        {t("ui.chips.clear")}
      </Button>
    </Group>
  );
}
