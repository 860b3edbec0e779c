// A file with names was written: its password for the last time, and who of the list was left out.
import { Button, Group, Stack, Text } from "@mantine/core";
import { MadePassword } from "../desk/FilePassword";
import type { Provided } from "../ipc/api";
import { host } from "../ipc/host";
import { enumWords, t } from "../labels/t";

export interface WrittenFile {
  words: string;
  token: string;
  /** The password, where one was made. */
  password: string | undefined;
  provided: Provided | null;
}

export function FileWritten({ written, onDone }: { written: WrittenFile; onDone(): void }) {
  const { provided } = written;
  return (
    <Stack gap="md">
      <Text role="status">{written.words}</Text>
      {provided && (
        <Text role="note">
          {t("members.provided", {
            name: provided.recipient,
            basis: enumWords("legal_basis", provided.legal_basis),
            n: provided.people,
            left: provided.left_out,
          })}
        </Text>
      )}
      {written.password && <MadePassword password={written.password} />}
      <Group>
        <Button data-autofocus onClick={onDone}>
          {t("ui.close")}
        </Button>
        <Button variant="default" onClick={() => void host.openWritten(written.token)}>
          {t("ui.open")}
        </Button>
      </Group>
    </Stack>
  );
}
