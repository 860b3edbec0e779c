// Puts an entry on the handout, or takes it off again.
import { Checkbox } from "@mantine/core";
import { t } from "../labels/t";
import type { Chosen } from "./Handout";

export interface ChooseProps {
  entry: Chosen;
  chosen: Chosen[];
  onChoose(entry: Chosen, take: boolean): void;
  /** The words beside the box; without them they are only read aloud. */
  words?: string;
}

export function Choose({ entry, chosen, onChoose, words }: ChooseProps) {
  return (
    <Checkbox
      size="md"
      label={words}
      aria-label={words ? undefined : t("support.handout.choose", { name: entry.name })}
      checked={chosen.some((each) => each.id === entry.id)}
      onChange={(event) => onChoose(entry, event.currentTarget.checked)}
    />
  );
}
