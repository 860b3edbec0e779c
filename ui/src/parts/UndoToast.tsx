// After each change: what was changed, in words, and one press to take it back.
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { Problem } from "../ipc/call";
import { headAndRest, mannerOf, problemWords } from "../problems/problems";

const SHOWN_MS = 8000;

export interface ToastAction {
  words: string;
  run(): void;
}

/** What was said last; the next thing done takes its place, so that no two notices contradict each other. */
let said: string | undefined;

/** Says that something was done, with the one thing one may want to do about it. */
export function sayDone(words: string, action?: ToastAction): void {
  if (said) notifications.hide(said);
  const id = notifications.show({
    role: "status",
    autoClose: SHOWN_MS,
    withBorder: true,
    color: "ai",
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{words}</Text>
        {action && (
          <Button
            size="compact-sm"
            variant="default"
            style={{ flex: "none" }}
            onClick={() => {
              notifications.hide(id);
              action.run();
            }}
          >
            {action.words}
          </Button>
        )}
      </Group>
    ),
  });
  said = id;
}

/** Says that something was refused or failed, where there is no form to say it in. */
export function sayProblem(problem: Problem): void {
  if (mannerOf(problem) === "quiet") return;
  const [head, rest] = headAndRest(problemWords(problem));
  notifications.show({
    role: "alert",
    autoClose: false,
    withBorder: true,
    color: mannerOf(problem) === "failed" ? "red" : "yellow",
    title: head,
    message: rest,
  });
}
