// 目標と方策: what was agreed, and what somebody does next for it.
import { Button, Group, Select, SimpleGrid, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CaseActionBy, CaseActionRow, CaseDetail, CaseGoalRow, GoalTheme, GoalHorizon } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { sayProblem } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import classes from "./Cases.module.css";
import { Part } from "./Part";
import { GOAL_THEMES, HORIZONS, choices, dueWords } from "./words";

const WHO = ["member", "counselor", "union"] as const satisfies readonly CaseActionBy[];

interface FormProps {
  case: CaseDetail;
  onDone(): void;
}

function GoalForm({ case: of, onDone }: FormProps) {
  const [text, setText] = useState("");
  const [theme, setTheme] = useState<GoalTheme>("grow_in_job");
  const [horizon, setHorizon] = useState<GoalHorizon>("short");
  const add = useChange("cases", "add_goal", { onDone });
  const words = add.error ? fieldWords(add.error) : {};
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(add.error)} />
      <Textarea
        data-autofocus
        autosize
        minRows={2}
        label={t("cases.goal.text")}
        required
        classNames={{ input: "ky-private" }}
        value={text}
        error={words["text"]}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <SimpleGrid cols={2} spacing="sm">
        <Select label={t("cases.goal.theme")} data={choices(GOAL_THEMES, "goal_theme")} allowDeselect={false} value={theme} onChange={(next) => next && setTheme(next)} />
        <Select label={t("cases.goal.horizon")} data={choices(HORIZONS, "goal_horizon")} allowDeselect={false} value={horizon} onChange={(next) => next && setHorizon(next)} />
      </SimpleGrid>
      <FormActions
        save={t("cases.goal.save")}
        saving={add.isPending}
        onSave={() => add.mutate({ case_id: of.id, theme, horizon, text })}
        onCancel={onDone}
      />
    </Stack>
  );
}

function ActionForm({ case: of, onDone }: FormProps) {
  const desk = useDesk();
  const [text, setText] = useState("");
  const [who, setWho] = useState<CaseActionBy>("member");
  const [due, setDue] = useState("");
  const [goal, setGoal] = useState<string | null>(of.goals.length === 1 ? (of.goals[0]?.id ?? null) : null);
  const add = useChange("cases", "add_action", { onDone });
  const words = add.error ? fieldWords(add.error) : {};
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(add.error)} />
      <Textarea
        data-autofocus
        autosize
        minRows={2}
        label={t("cases.action.text")}
        required
        classNames={{ input: "ky-private" }}
        value={text}
        error={words["text"]}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <SimpleGrid cols={2} spacing="sm">
        <Select label={t("cases.action.who")} data={choices(WHO, "case_action_by")} allowDeselect={false} value={who} onChange={(next) => next && setWho(next)} />
        <DateField label={t("cases.action.due_on")} value={due} onChange={setDue} era={desk.era} error={words["due_on"]} lies="ahead" />
      </SimpleGrid>
      {of.goals.length > 1 && (
        <Select
          label={t("cases.action.goal")}
          clearable
          data={of.goals.map((each) => ({ value: each.id, label: each.text }))}
          value={goal}
          onChange={setGoal}
        />
      )}
      <FormActions
        save={t("cases.action.save")}
        saving={add.isPending}
        onSave={() => add.mutate({ case_id: of.id, text, who, due_on: due || undefined, goal_id: goal ?? undefined })}
        onCancel={onDone}
      />
    </Stack>
  );
}

function Goal({ goal, may }: { goal: CaseGoalRow; may: boolean }) {
  const end = useChange("cases", "end_goal");
  const over = goal.achieved_on !== null || goal.dropped_on !== null;
  return (
    <div className={classes.line}>
      <div>
        <Text size="sm" fw={700} className="ky-private">
          {goal.text}
        </Text>
        <Group gap="xs">
          <Text size="xs" c="dimmed">
            {enumWords("goal_theme", goal.theme)} / {enumWords("goal_horizon", goal.horizon)}
          </Text>
          {goal.achieved_on && <Badge tone="good">{t("cases.goal.reached")}</Badge>}
          {goal.dropped_on && <Badge tone="ended">{t("cases.goal.dropped")}</Badge>}
        </Group>
      </div>
      {may && !over && (
        <Group gap={4} wrap="nowrap">
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t("cases.goal.reached_of", { what: goal.text })}
            onClick={() => end.mutate({ id: goal.id, version: goal.version }, { onError: sayProblem })}
          >
            {t("cases.goal.reached")}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={t("cases.goal.drop_of", { what: goal.text })}
            onClick={() => end.mutate({ id: goal.id, version: goal.version, dropped: true }, { onError: sayProblem })}
          >
            {t("cases.goal.drop")}
          </Button>
        </Group>
      )}
    </div>
  );
}

function Action({ action, may }: { action: CaseActionRow; may: boolean }) {
  const desk = useDesk();
  const end = useChange("cases", "end_action");
  const late = action.state === "open" && action.due_on !== null && action.due_on < desk.today;
  return (
    <div className={classes.line}>
      <div>
        <Text size="sm" className="ky-private">
          {action.text}
        </Text>
        <Group gap="xs">
          <Text size="xs" c="dimmed">
            {enumWords("case_action_by", action.who)}
          </Text>
          {action.state === "open" && action.due_on && (
            <Badge tone={late ? "urgent" : "notice"}>{dueWords(action.due_on, desk.today, desk.era)}</Badge>
          )}
          {action.state !== "open" && (
            <Badge tone={action.state === "done" ? "good" : "ended"}>{enumWords("case_action_state", action.state)}</Badge>
          )}
        </Group>
      </div>
      {may && action.state === "open" && (
        <Group gap={4} wrap="nowrap">
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t("cases.action.done_of", { what: action.text })}
            onClick={() => end.mutate({ id: action.id, version: action.version }, { onError: sayProblem })}
          >
            {t("cases.action.done")}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={t("cases.action.drop_of", { what: action.text })}
            onClick={() => end.mutate({ id: action.id, version: action.version, dropped: true }, { onError: sayProblem })}
          >
            {t("cases.action.drop")}
          </Button>
        </Group>
      )}
    </div>
  );
}

export function Goals({ case: of, may }: { case: CaseDetail; may: boolean }) {
  const [adding, setAdding] = useState<"goal" | "action">();
  const done = () => setAdding(undefined);
  return (
    <Part title={t("cases.part.goals")}>
      {of.goals.length + of.actions.length === 0 && <Text size="sm">{t("cases.goals.none")}</Text>}
      {of.goals.map((goal) => (
        <Goal key={goal.id} goal={goal} may={may} />
      ))}
      {of.actions.map((action) => (
        <Action key={action.id} action={action} may={may} />
      ))}
      {adding === "goal" && <GoalForm case={of} onDone={done} />}
      {adding === "action" && <ActionForm case={of} onDone={done} />}
      {may && !adding && (
        <Group gap="xs" mt="xs">
          <Button size="compact-md" variant="default" onClick={() => setAdding("goal")}>
            {t("cases.goal.add")}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => setAdding("action")}>
            {t("cases.action.add")}
          </Button>
        </Group>
      )}
    </Part>
  );
}
