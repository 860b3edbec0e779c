// 危険の心配: what to ask and do now, and whom to call. It opens at once where the flag is set, and appears in no report (C-07).
import { Button, Checkbox, Group, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
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

/** The check-list of the day; the danger is over only after all of it. */
function CheckList({ id }: { id: string }) {
  const crisis = useAnswer("cases", "crisis", { case_id: id });
  const save = useChange("cases", "save_crisis", { quiet: true });
  const { items = [], done = [] } = crisis.data ?? {};
  const open = items.filter((item) => !done.includes(item));
  return (
    <Stack gap="xs">
      <ProblemAlert problem={crisis.error ?? save.error} onRetry={() => void crisis.refetch()} />
      <Checkbox.Group
        label={t("cases.crisis.list")}
        value={done}
        onChange={(next) => save.mutate({ case_id: id, done: items.filter((item) => next.includes(item)) })}
      >
        <Stack gap={6} mt={4}>
          {items.map((item) => (
            <Checkbox key={item} value={item} label={enumWords("crisis_item", item)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <div>
        <Button
          size="compact-md"
          variant="default"
          disabled={items.length === 0 || open.length > 0}
          aria-describedby={open.length > 0 ? "crisis-open" : undefined}
          onClick={() => save.mutate({ case_id: id, done: items, over: true })}
        >
          {t("cases.crisis.over")}
        </Button>
        {open.length > 0 && (
          <Text size="sm" id="crisis-open" component="span" ml="sm">
            {t("cases.crisis.still_open", { n: open.length })}
          </Text>
        )}
      </div>
    </Stack>
  );
}

export interface CrisisProps {
  id: string;
  /** Day of the flag. */
  on: string;
}

export function Crisis({ id, on }: CrisisProps) {
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
          <CheckList id={id} />
          <Title order={3} size="h4" my="sm">
            {t("cases.help_lines")}
          </Title>
          <HelpLines />
        </>
      )}
    </section>
  );
}
