// The password of a file with names: one that was made and is shown once, one's own, or, by a deliberate choice, none.
import { Button, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { t } from "../labels/t";
import { NO_PASSPHRASE, passphraseFaults, PassphraseFields, type NewPassphrase } from "./PassphraseFields";

type Choice = "made" | "own" | "plain";

export interface FileLock {
  choice: Choice;
  made: string;
  own: NewPassphrase;
}

/** Letters and digits that nobody mistakes for each other on paper or on the telephone. */
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP = 5;

/** About 99 bits of chance. */
export function makePassword(): string {
  const signs: string[] = [];
  while (signs.length < GROUPS * GROUP) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    // Bytes beyond the last whole round of the signs would favour the first ones.
    if (byte < 256 - (256 % SIGNS.length)) signs.push(SIGNS.charAt(byte % SIGNS.length));
  }
  return Array.from({ length: GROUPS }, (_, at) => signs.slice(at * GROUP, (at + 1) * GROUP).join("")).join("-");
}

export function newFileLock(): FileLock {
  return { choice: "made", made: makePassword(), own: NO_PASSPHRASE };
}

/** The password to write the file with; none for a plain one. */
export function passwordOf(lock: FileLock): string | undefined {
  switch (lock.choice) {
    case "made":
      return lock.made;
    case "own":
      return lock.own.first;
    case "plain":
      return undefined;
  }
}

/** Whether the file can be written so. */
export function isReady(lock: FileLock): boolean {
  const faults = passphraseFaults(lock.own);
  return lock.choice !== "own" || (!faults.first && !faults.second);
}

/** The password that was made, to be read, copied and told; it is not kept anywhere. */
export function MadePassword({ password, error }: { password: string; error?: React.ReactNode }) {
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <TextInput
        style={{ flex: 1 }}
        label={t("desk.file_password.once")}
        description={t("desk.file_password.once.about")}
        readOnly
        value={password}
        error={error}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button variant="default" onClick={() => void navigator.clipboard.writeText(password)}>
        {t("desk.file_password.copy")}
      </Button>
    </Group>
  );
}

export interface FilePasswordProps {
  value: FileLock;
  onChange(value: FileLock): void;
  tried: boolean;
  error?: React.ReactNode;
}

export function FilePassword({ value, onChange, tried, error }: FilePasswordProps) {
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t("desk.file_password")}
        value={value.choice}
        onChange={(choice) => onChange({ ...value, choice: choice as Choice })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="made" label={t("desk.file_password.made")} />
          <Radio value="own" label={t("desk.file_password.own")} />
          <Radio value="plain" label={t("desk.file_password.plain")} />
        </Stack>
      </Radio.Group>
      {value.choice === "made" && <MadePassword password={value.made} error={error} />}
      {value.choice === "own" && (
        <PassphraseFields of="file" value={value.own} onChange={(own) => onChange({ ...value, own })} tried={tried} error={error} />
      )}
      {value.choice === "plain" && (
        <Text size="sm" role="note" style={{ color: "var(--ky-caution)" }}>
          {t("members.export.plain")}
        </Text>
      )}
    </Stack>
  );
}
