// Who comes in, and the passphrase: the same for a file and for a server.
import { PasswordInput, TextInput } from "@mantine/core";
import { onKeys } from "../keys";
import { t } from "../labels/t";

export interface Who {
  login: string;
  passphrase: string;
}

export const NOBODY: Who = { login: "", passphrase: "" };

export interface WhoFieldsProps {
  value: Who;
  /** Somebody tried to come in: a field that is empty says so. */
  tried: boolean;
  /** The door has nothing above these fields: the passphrase is typed first. */
  autoFocus?: boolean;
  onChange(value: Who): void;
  onEnter(): void;
}

export function WhoFields({ value, tried, autoFocus, onChange, onEnter }: WhoFieldsProps) {
  const missing = tried && !value.passphrase;
  return (
    <>
      <TextInput
        label={t("desk.login")}
        description={t("desk.open.login.about")}
        autoComplete="off"
        value={value.login}
        onChange={(event) => onChange({ ...value, login: event.currentTarget.value })}
        onKeyDown={onKeys({ Enter: onEnter })}
      />
      <PasswordInput
        label={t("desk.passphrase")}
        required
        autoFocus={autoFocus ?? false}
        autoComplete="current-password"
        value={value.passphrase}
        error={missing ? t("ui.fill_in") : undefined}
        aria-invalid={missing}
        onChange={(event) => onChange({ ...value, passphrase: event.currentTarget.value })}
        onKeyDown={onKeys({ Enter: onEnter })}
      />
    </>
  );
}
