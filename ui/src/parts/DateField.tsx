// A day, typed as people write it, with an echo of how it was read. What could be two days is asked, never guessed.
import { Button, Group, Text, TextInput } from "@mantine/core";
import { useId, useRef, useState } from "react";
import { t } from "../labels/t";
import { choiceDate, echoDate, readDate, shortDate, todayHere, type Lies, type ReadDate } from "./dates";

export interface DateFieldProps {
  label: string;
  /** ISO date, or empty. */
  value: string;
  onChange(iso: string): void;
  description?: string;
  /** What an empty field means, instead of an example. */
  placeholder?: string;
  error?: React.ReactNode;
  required?: boolean;
  era?: boolean;
  disabled?: boolean;
  /** A day without a year is one that comes. */
  lies?: Lies;
  /** Takes the focus when it appears. */
  autoFocus?: boolean;
  /** Tells the form that the text cannot be read, so that it does not save an older day. */
  onUnreadable?(unreadable: boolean): void;
}

function complaint(read: ReadDate): string | undefined {
  switch (read.kind) {
    case "no_such_day":
      return t("ui.date.no_such_day");
    case "unreadable":
      return t("ui.date.unreadable");
    default:
      return undefined;
  }
}

export function DateField(props: DateFieldProps) {
  const { value, onChange, onUnreadable, era = false, lies = "this_year" } = props;
  const echo = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(() => shortDate(value, era));
  const [known, setKnown] = useState(value);
  const [left, setLeft] = useState(false);
  if (known !== value) {
    setKnown(value);
    setTyped(shortDate(value, era));
  }
  const read = readDate(typed, todayHere(), lies);

  const type = (text: string) => {
    setTyped(text);
    setLeft(false);
    const next = readDate(text, todayHere(), lies);
    const iso = next.kind === "date" ? next.iso : "";
    onUnreadable?.(next.kind !== "date" && next.kind !== "empty");
    setKnown(iso);
    if (iso !== value) onChange(iso);
  };
  const choose = (iso: string) => {
    type(shortDate(iso, era));
    field.current?.focus();
  };

  return (
    <div>
      <TextInput
        ref={field}
        label={props.label}
        description={props.description}
        required={props.required ?? false}
        disabled={props.disabled ?? false}
        value={typed}
        placeholder={props.placeholder ?? t("ui.date.placeholder")}
        autoComplete="off"
        data-autofocus={props.autoFocus || undefined}
        error={props.error ?? (left ? complaint(read) : undefined)}
        aria-describedby={echo}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={() => setLeft(true)}
      />
      <div id={echo} aria-live="polite">
        {read.kind === "date" && (
          <Text size="xs" c="dimmed">
            {echoDate(read.iso)}
            {read.eraChanged && ` — ${t("ui.date.era_changed")}`}
          </Text>
        )}
        {read.kind === "ambiguous" && (
          <Group gap={6} mt={4}>
            <Text size="xs">{t("ui.date.which")}</Text>
            {read.choices.map((iso) => (
              <Button
                key={iso}
                size="compact-sm"
                variant="default"
                h="auto"
                py={4}
                lh={1.4}
                styles={{ label: { whiteSpace: "normal" } }}
                onClick={() => choose(iso)}
              >
                {choiceDate(iso)}
              </Button>
            ))}
          </Group>
        )}
      </div>
    </div>
  );
}
