// Which partners of a run are looked at: by where they stand, by what they are still to be given, by name. How many stand where is
// always told, and so is how many are not shown.
import { Button, Group, Text, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import type { PartnerRow } from "../ipc/api";
import { useShortcuts } from "../keys";
import { enumWords, t } from "../labels/t";
import { Icon } from "../parts/Icon";
import { searchable } from "../parts/kana";
import { foldedName } from "./names";
import { PARTNER_DUES, PARTNER_STATES, type PartnerLook, type RunPlace } from "./place";
import classes from "./Training.module.css";

function isDue(look: PartnerLook): look is (typeof PARTNER_DUES)[number] {
  return PARTNER_DUES.some((due) => due === look);
}

function lookWords(look: PartnerLook): string {
  return isDue(look) ? enumWords("partner_due", look) : enumWords("partner_state", look);
}

function stands(row: PartnerRow, look: PartnerLook): boolean {
  return isDue(look) ? row.due.includes(look) : row.state === look;
}

/** The partners whose name has the words in it. */
function named(rows: PartnerRow[], find: string | undefined): PartnerRow[] {
  const wanted = foldedName(find ?? "");
  return wanted === "" ? rows : rows.filter((row) => foldedName(row.org).includes(wanted));
}

/** The partners that are shown. */
export function lookedAt(rows: PartnerRow[], { find, look }: RunPlace): PartnerRow[] {
  return named(rows, find).filter((row) => !look || stands(row, look));
}

interface PartnerFilterProps {
  rows: PartnerRow[];
  place: RunPlace;
  go(next: Partial<RunPlace>): void;
}

export function PartnerFilter({ rows, place, go }: PartnerFilterProps) {
  const search = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(place.find ?? "");
  useShortcuts({ "mod+f": () => search.current?.select() });
  const type = (words: string, composing: boolean) => {
    setTyped(words);
    if (searchable(words, composing)) go({ find: words.trim() || undefined });
  };
  const some = named(rows, place.find);
  const looks = [...PARTNER_STATES, ...PARTNER_DUES].map((look) => ({ look, n: some.filter((row) => stands(row, look)).length }));
  const hidden = rows.length - lookedAt(rows, place).length;
  const button = (look: PartnerLook | undefined, words: string, n: number) => (
    <Button
      key={look ?? "all"}
      size="compact-md"
      variant={place.look === look ? "filled" : "default"}
      aria-pressed={place.look === look}
      onClick={() => go({ look })}
    >
      {t("training.partners.look", { what: words, n })}
    </Button>
  );
  return (
    <div role="search" aria-label={t("training.filter")}>
      <Group gap="xs" align="flex-end" mb="xs">
        <TextInput
          ref={search}
          className={classes.search}
          label={t("training.find")}
          placeholder={t("training.org")}
          leftSection={<Icon name="search" size={18} />}
          autoComplete="off"
          maw="24rem"
          value={typed}
          onChange={(event) => type(event.currentTarget.value, (event.nativeEvent as InputEvent).isComposing)}
          onCompositionEnd={(event) => type(event.currentTarget.value, false)}
        />
        <Text role="status" className="ky-number">
          {hidden > 0 ? t("training.partners.hidden", { n: rows.length - hidden, hidden }) : t("training.partners.all", { n: rows.length })}
        </Text>
        {hidden > 0 && (
          <Button
            variant="default"
            onClick={() => {
              setTyped("");
              go({ find: undefined, look: undefined });
            }}
          >
            {t("ui.chips.clear")}
          </Button>
        )}
      </Group>
      <Group gap="xs" role="group" aria-label={t("training.partners.state")}>
        {button(undefined, t("ui.all"), some.length)}
        {looks.filter(({ look, n }) => n > 0 || look === place.look).map(({ look, n }) => button(look, lookWords(look), n))}
      </Group>
    </div>
  );
}
