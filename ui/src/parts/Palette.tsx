// One box that finds people, screens and commands. The keys of an input method never reach it (keys.ts).
import { Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { onKeys } from "../keys";
import { t } from "../labels/t";
import classes from "./Palette.module.css";

export interface PaletteItem {
  id: string;
  words: string;
  /** What tells it from others, or the group; quieter. */
  about?: string;
  /** Other words by which people look for it. */
  synonyms?: string;
  run(): void;
}

export interface PaletteProps {
  opened: boolean;
  onClose(): void;
  /** What was typed and may be searched: never half a syllable. */
  query: string;
  onType(text: string, composing: boolean): void;
  items: PaletteItem[];
  busy: boolean;
}

export function Palette({ opened, onClose, query, onType, items, busy }: PaletteProps) {
  const list = useId();
  const [at, setAt] = useState(0);
  const current = Math.min(at, Math.max(0, items.length - 1));
  const run = (item: PaletteItem | undefined) => {
    if (!item) return;
    onClose();
    item.run();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t("ui.palette.title")} yOffset="10vh" centered={false} size="lg" closeOnClickOutside>
      <TextInput
        mt={4}
        data-autofocus
        role="combobox"
        aria-label={t("ui.palette.title")}
        aria-expanded={items.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={items[current] ? `${list}-${current}` : undefined}
        placeholder={t("ui.palette.placeholder")}
        value={query}
        autoComplete="off"
        onChange={(event) => {
          setAt(0);
          onType(event.currentTarget.value, (event.nativeEvent as InputEvent).isComposing);
        }}
        onCompositionEnd={(event) => onType(event.currentTarget.value, false)}
        onKeyDown={onKeys({
          ArrowDown: () => setAt((current + 1) % Math.max(1, items.length)),
          ArrowUp: () => setAt((current + items.length - 1) % Math.max(1, items.length)),
          Enter: () => run(items[current]),
        })}
      />
      <Stack gap={0} mt="sm" role="listbox" id={list} aria-label={t("ui.palette.results")} className={classes.list}>
        {items.map((item, index) => (
          // The box above has the keys; an option only answers the mouse.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={item.id}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            className={classes.item}
            onClick={() => run(item)}
            onMouseMove={() => index !== current && setAt(index)}
          >
            <Group justify="space-between" gap="0 1rem">
              <Text size="sm">{item.words}</Text>
              {item.about && (
                <Text size="xs" c="dimmed">
                  {item.about}
                </Text>
              )}
            </Group>
          </div>
        ))}
      </Stack>
      <div role="status">
        {items.length === 0 && !busy && (
          <Text size="sm" c="dimmed" mt="sm">
            {t("ui.palette.nothing")}
          </Text>
        )}
      </div>
    </Modal>
  );
}
