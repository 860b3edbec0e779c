// The recovery sheet: printed or written down, and only then left behind.
import { Button, Checkbox, Group, Paper, Stack, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { t } from "../labels/t";
import { dayWords, todayHere } from "../parts/dates";
import { sayDone } from "../parts/UndoToast";
import classes from "./RecoverySheet.module.css";

export interface RecoverySheetProps {
  code: string;
  union: string;
  /** Name of the union file, or host and database of the server: a safe may hold the sheets of more than one. */
  file: string;
  /** The union lies on a server that offices share. */
  shared?: boolean;
  login: string;
  /** What the last button says. */
  leave: string;
  /** Words of a sheet that opens something else than the union. */
  words?: { title: string; text: string; keep: string };
  onDone(): void;
}

export function RecoverySheet({ code, union, file, shared, login, leave, words, onDone }: RecoverySheetProps) {
  const said = words ?? { title: t("desk.recovery.title"), text: t(shared ? "desk.recovery.text.shared" : "desk.recovery.text"), keep: t(shared ? "desk.recovery.keep.shared" : "desk.recovery.keep") };
  const [noted, setNoted] = useState(false);
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => sheet.current?.focus(), []);
  const copy = () =>
    void navigator.clipboard.writeText(code).then(
      () => sayDone(t("desk.recovery.copied")),
      () => sayDone(t("desk.recovery.not_copied")),
    );
  return (
    <Stack gap="md">
      <Text className="ky-measure">{said.text}</Text>
      <Paper withBorder p="lg" className="ky-print" component="section" aria-label={said.title} ref={sheet} tabIndex={-1}>
        <Text fw={700}>{said.title}</Text>
        <Text size="sm">{t("desk.recovery.of", { union, on: dayWords(todayHere()) })}</Text>
        <Text size="sm">{t(shared ? "desk.recovery.server" : "desk.recovery.file", { file, login })}</Text>
        {/* The groups stand apart; no sign between them could be taken for a part of the key. */}
        <p className={classes.code} translate="no">
          {code.split("-").map((group, at) => (
            // Groups may be equal; their order is the key.
            // oxlint-disable-next-line react/no-array-index-key
            <span key={at}>{group} </span>
          ))}
        </p>
        <Text size="sm">{said.keep}</Text>
      </Paper>
      <Group>
        <Button variant="default" onClick={() => window.print()}>
          {t("ui.print")}
        </Button>
        <Button variant="default" onClick={copy}>
          {t("desk.recovery.copy")}
        </Button>
      </Group>
      <Checkbox label={t("desk.recovery.noted")} checked={noted} onChange={(event) => setNoted(event.currentTarget.checked)} />
      <Button w="fit-content" disabled={!noted} onClick={onDone}>
        {leave}
      </Button>
    </Stack>
  );
}
