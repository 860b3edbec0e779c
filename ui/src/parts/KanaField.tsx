// A name and its reading side by side: the reading fills itself from what the input method showed before the
// conversion. What the officer typed into the reading by hand is never overwritten.
import { SimpleGrid, TextInput } from "@mantine/core";
import { useRef } from "react";
import { readingOf, toKatakana } from "./kana";

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
      <TextInput
        label={props.kanaLabel}
        value={props.kana}
        error={props.kanaError}
        autoComplete="off"
        onChange={(event) => {
          byHand.current = event.currentTarget.value !== "";
          settled.current = event.currentTarget.value;
          props.onKana(event.currentTarget.value);
        }}
        onBlur={() => props.kana && props.onKana(toKatakana(props.kana))}
      />
    </SimpleGrid>
  );
}
