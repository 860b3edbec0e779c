// 危険の心配: what to ask and do now, and whom to call. It opens at once where the flag is set, and appears in no report (C-07).
import { Button, Group, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import { useAnswer } from "../ipc/client";
import { t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { Icon } from "../parts/Icon";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import classes from "./Cases.module.css";

/** The public help lines, large enough to be read on the telephone. */
export function HelpLines() {
  const lines = useAnswer("cases", "help_lines", {});
  return (
    <>
      <ProblemAlert problem={lines.error} onRetry={() => void lines.refetch()} />
      {lines.isPending && <Waiting />}
      <ul className={classes.lines}>
        {(lines.data ?? [])
          .filter((line) => !line.hidden)
          .map((line) => (
            <li key={line.id}>
              <Text fw={700}>{line.name}</Text>
              <span className={classes.phone}>{line.phone}</span>
              <Text size="sm">{line.helps}</Text>
              <Text size="xs" c="dimmed">
                {line.hours}
              </Text>
              {line.check_due && <Badge tone="caution">{t("cases.help_line.unchecked")}</Badge>}
            </li>
          ))}
      </ul>
    </>
  );
}

export interface CrisisProps {
  /** Day of the flag. */
  on: string;
  /** The check-list, where it can be ticked. */
  children?: React.ReactNode;
}

export function Crisis({ on, children }: CrisisProps) {
  const desk = useDesk();
  const [shut, setShut] = useState(false);
  return (
    <section className={classes.crisis} aria-labelledby="crisis-title">
      <Group justify="space-between" mb="sm">
        <Group gap="xs">
          <Icon name="warning" />
          <Title order={2} size="h3" id="crisis-title">
            {t("cases.crisis.title", { on: showDate(on, desk.era) })}
          </Title>
        </Group>
        <Button size="compact-sm" variant="default" aria-expanded={!shut} onClick={() => setShut(!shut)}>
          {shut ? t("cases.crisis.show") : t("cases.crisis.hide")}
        </Button>
      </Group>
      {!shut && (
        <>
          {children}
          <Title order={3} size="h4" my="sm">
            {t("cases.help_lines")}
          </Title>
          <HelpLines />
        </>
      )}
    </section>
  );
}
