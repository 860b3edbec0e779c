// The recovery sheet: shown once, printed or written down, and only then left behind.
import { Button, Checkbox, Group, Paper, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { t } from "../labels/t";
import { showDate, todayHere } from "../parts/dates";
import classes from "./RecoverySheet.module.css";

export interface RecoverySheetProps {
  code: string;
  union: string;
  onDone(): void;
}

export function RecoverySheet({ code, union, onDone }: RecoverySheetProps) {
  const [noted, setNoted] = useState(false);
  return (
    <Stack gap="md">
      <Text className="ky-measure">{t("desk.recovery.text")}</Text>
      <Paper withBorder p="lg" className="ky-print" component="section" aria-label={t("desk.recovery.title")}>
        <Text fw={700}>{t("desk.recovery.title")}</Text>
        <Text size="sm">{t("desk.recovery.of", { union, on: showDate(todayHere()) })}</Text>
        <p className={classes.code} translate="no">
          {code}
        </p>
        <Text size="sm">{t("desk.recovery.keep")}</Text>
      </Paper>
      <Group>
        <Button variant="default" onClick={() => window.print()}>
          {t("ui.print")}
        </Button>
        <Button variant="default" onClick={() => void navigator.clipboard.writeText(code)}>
          {t("desk.recovery.copy")}
        </Button>
      </Group>
      <Checkbox label={t("desk.recovery.noted")} checked={noted} onChange={(event) => setNoted(event.currentTarget.checked)} />
      <Button w="fit-content" disabled={!noted} onClick={onDone}>
        {t("desk.recovery.done")}
      </Button>
    </Stack>
  );
}
