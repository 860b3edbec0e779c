// A new passphrase, typed twice. It may be pasted and shown; a hint says how strong it is.
import { PasswordInput, Stack, Text } from "@mantine/core";
import { t } from "../labels/t";
import { SHORTEST, strengthOf, type Strength } from "./strength";

export interface NewPassphrase {
  first: string;
  second: string;
}

export const NO_PASSPHRASE: NewPassphrase = { first: "", second: "" };

/** What stands in the way of this passphrase, per field. */
export function passphraseFaults(value: NewPassphrase): { first?: string; second?: string } {
  const faults: { first?: string; second?: string } = {};
  if (strengthOf(value.first) === "too_short") faults.first = t("desk.passphrase.too_short", { n: SHORTEST });
  else if (value.first !== value.second) faults.second = t("desk.passphrase.differ");
  return faults;
}

const COLORS: Record<Strength, string> = {
  too_short: "var(--ky-danger)",
  weak: "var(--ky-caution)",
  fair: "var(--ky-text-soft)",
  strong: "var(--ky-success)",
};

function strengthWords(strength: Strength): string {
  switch (strength) {
    case "too_short":
      return t("desk.passphrase.too_short", { n: SHORTEST });
    case "weak":
      return t("desk.passphrase.weak");
    case "fair":
      return t("desk.passphrase.fair");
    case "strong":
      return t("desk.passphrase.strong");
  }
}

export interface PassphraseFieldsProps {
  value: NewPassphrase;
  onChange(value: NewPassphrase): void;
  /** Faults are shown after the first try to save. */
  tried: boolean;
  error?: React.ReactNode;
  /** Whose it is: the officer's own, or one that protects a file for others. */
  of?: "officer" | "file";
}

export function PassphraseFields({ value, onChange, tried, error, of = "officer" }: PassphraseFieldsProps) {
  const faults = tried ? passphraseFaults(value) : {};
  const strength = strengthOf(value.first);
  return (
    <Stack gap="sm">
      <PasswordInput
        label={t(of === "file" ? "desk.passphrase.file" : "desk.passphrase.new")}
        description={t(of === "file" ? "desk.passphrase.file.advice" : "desk.passphrase.advice")}
        required
        autoComplete="new-password"
        value={value.first}
        error={error ?? faults.first}
        aria-invalid={Boolean(error ?? faults.first)}
        onChange={(event) => onChange({ ...value, first: event.currentTarget.value })}
      />
      {value.first !== "" && !error && !faults.first && (
        <Text size="sm" style={{ color: COLORS[strength] }} role="status">
          {strengthWords(strength)}
        </Text>
      )}
      <PasswordInput
        label={t(of === "file" ? "desk.passphrase.file.again" : "desk.passphrase.again")}
        required
        autoComplete="new-password"
        value={value.second}
        error={faults.second}
        aria-invalid={Boolean(faults.second)}
        onChange={(event) => onChange({ ...value, second: event.currentTarget.value })}
      />
    </Stack>
  );
}
