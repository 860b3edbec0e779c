// A whole number, typed in either width of digits; what is not one is said at once and not taken.
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../labels/t";

export interface CountFieldProps {
  label: string;
  /** Undefined = empty, or nothing that can be read. */
  value: number | undefined;
  onChange(value: number | undefined): void;
  description?: string;
  placeholder?: string;
  error?: React.ReactNode;
  required?: boolean;
  w?: string;
}

/** A whole number as people type it: full-width digits, separators, a unit behind. */
export function readCount(typed: string): number | undefined {
  const plain = typed
    .normalize("NFKC")
    .replace(/[,\s]/g, "")
    .replace(/(人|席|分|円|%|時間)$/, "");
  return /^\d{1,12}$/.test(plain) ? Number(plain) : undefined;
}

export function CountField(props: CountFieldProps) {
  const { value, onChange } = props;
  const [typed, setTyped] = useState(value === undefined ? "" : String(value));
  const [known, setKnown] = useState(value);
  const [left, setLeft] = useState(false);
  if (known !== value) {
    setKnown(value);
    setTyped(value === undefined ? "" : String(value));
  }
  const unreadable = typed.trim() !== "" && readCount(typed) === undefined;
  const type = (text: string) => {
    setTyped(text);
    setLeft(false);
    const next = readCount(text);
    setKnown(next);
    if (next !== value) onChange(next);
  };
  return (
    <TextInput
      label={props.label}
      description={props.description}
      placeholder={props.placeholder}
      required={props.required ?? false}
      inputMode="numeric"
      autoComplete="off"
      w={props.w}
      value={typed}
      error={left && unreadable ? t("training.count.unreadable") : props.error}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={() => setLeft(true)}
    />
  );
}
