// A name and its reading side by side: the reading fills itself from what the input method showed before the
// conversion. What the officer typed into the reading by hand is never overwritten.
import { SimpleGrid, Text, TextInput } from "@mantine/core";
import { useId, useRef, useState } from "react";
import { t } from "../labels/t";
import { isKana, readingOf, toKatakana } from "./kana";

export interface KanaFieldProps {
  nameLabel: string;
  kanaLabel: string;
  name: string;
  kana: string;
  onName(name: string): void;
  onKana(kana: string): void;
  nameError?: React.ReactNode;
  kanaError?: React.ReactNode;
  required?: boolean;
  autoFocus?: boolean;
}

export function KanaField(props: KanaFieldProps) {
  const reading = useRef("");
  const settled = useRef("");
  const warning = useId();
  const [left, setLeft] = useState(false);
  // Digits, letters and characters are no reading; said, and not refused.
  const doubtful = left && props.kana !== "" && !isKana(props.kana);
  const byHand = useRef(props.kana !== "");

  const compose = (data: string) => {
    const heard = readingOf(data);
    if (heard) reading.current = heard;
  };
  const settle = () => {
    if (byHand.current || !reading.current) return;
    settled.current += toKatakana(reading.current);
    reading.current = "";
    props.onKana(settled.current);
  };
  const type = (name: string) => {
    if (name === "" && !byHand.current) {
      settled.current = "";
      props.onKana("");
    }
    props.onName(name);
  };

  return (
    <SimpleGrid cols={2} spacing="sm">
      <TextInput
        label={props.nameLabel}
        required={props.required ?? false}
        value={props.name}
        error={props.nameError}
        autoComplete="off"
        data-autofocus={props.autoFocus ? true : undefined}
        onChange={(event) => type(event.currentTarget.value)}
        onCompositionStart={() => (reading.current = "")}
        onCompositionUpdate={(event) => compose(event.data)}
        onCompositionEnd={settle}
      />
      <div>
        <TextInput
          label={props.kanaLabel}
          value={props.kana}
          error={props.kanaError}
          autoComplete="off"
          aria-describedby={warning}
          onChange={(event) => {
            setLeft(false);
            byHand.current = event.currentTarget.value !== "";
            settled.current = event.currentTarget.value;
            props.onKana(event.currentTarget.value);
          }}
          onBlur={() => {
            setLeft(true);
            if (props.kana) props.onKana(toKatakana(props.kana));
          }}
        />
        <div id={warning} aria-live="polite">
          {doubtful && (
            <Text size="xs" style={{ color: "var(--ky-caution)" }}>
              {t("ui.kana.other")}
            </Text>
          )}
        </div>
      </div>
    </SimpleGrid>
  );
}
