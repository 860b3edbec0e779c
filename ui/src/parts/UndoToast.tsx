// After each change: what was changed, in words, and one press to take it back.
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { t } from "../labels/t";

const SHOWN_MS = 8000;

/** Says that something was done; with `undo`, offers to take it back. */
export function sayDone(words: string, undo?: () => void): void {
  const id = notifications.show({
    autoClose: SHOWN_MS,
    withBorder: true,
    color: "ai",
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{words}</Text>
        {undo && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              notifications.hide(id);
              undo();
            }}
          >
            {t("ui.take_back")}
          </Button>
        )}
      </Group>
    ),
  });
}
