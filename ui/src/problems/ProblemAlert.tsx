// A refusal or a failure where it happened: what happened, what to do, and the details to hand on.
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import type { Problem } from "../ipc/call";
import { t } from "../labels/t";
import { Icon } from "../parts/Icon";
import { headAndRest, mannerOf, problemWords } from "./problems";

export interface ProblemAlertProps {
  problem: Problem | null | undefined;
  onRetry?(): void;
  children?: React.ReactNode;
}

/** What passes by itself; a rule that said no says so again, however often it is tried. */
const PASSES: ReadonlySet<string> = new Set([
  "busy",
  "changed",
  "server_full",
  "server_lost",
  "server_not_ready",
  "server_silent",
  "server_too_slow",
  "server_unreachable",
]);

export function ProblemAlert({ problem, onRetry: again, children }: ProblemAlertProps) {
  if (!problem || mannerOf(problem) === "quiet") return null;
  const failed = mannerOf(problem) === "failed";
  const onRetry = failed || PASSES.has(problem.code) ? again : undefined;
  const tone = failed ? "urgent" : "caution";
  const [head, rest] = headAndRest(problemWords(problem));
  return (
    <Alert
      role="alert"
      icon={<Icon name="warning" />}
      styles={{
        root: { background: `var(--ky-${tone}-ground)`, color: `var(--ky-${tone}-words)`, borderColor: `var(--ky-${tone}-words)` },
        icon: { color: `var(--ky-${tone}-words)` },
        message: { color: `var(--ky-${tone}-words)` },
      }}
    >
      <Stack gap="xs">
        <Text size="sm">
          <strong>{head}</strong>
          {rest}
        </Text>
        {children}
        {(onRetry || failed) && (
          <Group gap="xs">
            {onRetry && (
              <Button size="compact-sm" variant="default" onClick={onRetry}>
                {t("ui.retry")}
              </Button>
            )}
            {failed && (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => void navigator.clipboard.writeText(JSON.stringify({ code: problem.code, about: problem.about }))}
              >
                {t("ui.copy_details")}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
