// 次の予定: what is due in this case, and a new date as it is said: 来週火曜.
import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useRef, useState } from "react";
import { useDesk } from "../desk/session";
import type { CaseDetail, CaseDueKind, CaseDueRow } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { sayProblem } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import classes from "./Cases.module.css";
import { Part } from "./Part";
import { OWN_DUES, choices, dueWords } from "./words";

function DueForm({ case: of, onDone }: { case: CaseDetail; onDone(): void }) {
  const desk = useDesk();
  const [kind, setKind] = useState<CaseDueKind>("contact");
  const [on, setOn] = useState("");
  const unreadable = useRef(false);
  const add = useChange("cases", "add_due", { onDone });
  const words = add.error ? fieldWords(add.error) : {};
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(add.error)} />
      <DateField
        label={t("cases.due.on")}
        placeholder={t("cases.session.next_on.example")}
        value={on}
        onChange={setOn}
        era={desk.era}
        error={words["due_on"]}
        lies="ahead"
        required
        autoFocus
        onUnreadable={(is) => {
          unreadable.current = is;
        }}
      />
      <Select label={t("cases.due.kind")} data={choices(OWN_DUES, "case_due_kind")} allowDeselect={false} value={kind as (typeof OWN_DUES)[number]} onChange={(next) => next && setKind(next)} />
      <FormActions
        save={t("cases.due.save")}
        saving={add.isPending}
        disabled={!on}
        onSave={() => !unreadable.current && on && add.mutate({ case_id: of.id, kind, due_on: on })}
        onCancel={onDone}
      />
    </Stack>
  );
}

/** What a date is about: a referral or an action says its name, and is ticked where it stands. */
function aboutWords(of: CaseDetail, due: CaseDueRow): string | undefined {
  return of.referrals.find((each) => each.id === due.about_id)?.target ?? of.actions.find((each) => each.id === due.about_id)?.text;
}

function Due({ case: of, due }: { case: CaseDetail; due: CaseDueRow }) {
  const desk = useDesk();
  const done = useChange("cases", "done_due");
  const about = aboutWords(of, due);
  return (
    <div className={classes.line}>
      <div>
        <Badge tone={due.due_on < desk.today ? "urgent" : "notice"}>{dueWords(due.due_on, desk.today, desk.era)}</Badge>{" "}
        <Text size="sm" component="span">
          {enumWords("case_due_kind", due.kind)}
        </Text>
        {about && (
          <Text size="xs" c="dimmed" className="ky-private">
            {about}
          </Text>
        )}
      </div>
      {!about && due.id !== null && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t("cases.due.done_on", { what: enumWords("case_due_kind", due.kind), on: showDate(due.due_on, desk.era) })}
          loading={done.isPending}
          onClick={() => due.id && done.mutate({ id: due.id }, { onError: sayProblem })}
        >
          {t("cases.due.done")}
        </Button>
      )}
    </div>
  );
}

export function Dues({ case: of, may }: { case: CaseDetail; may: boolean }) {
  const [adding, setAdding] = useState(false);
  const open = of.dues.filter((due) => due.done_on === null);
  return (
    <Part
      title={t("cases.part.dues")}
      action={
        may &&
        !adding && (
          <Button size="compact-sm" variant="default" onClick={() => setAdding(true)}>
            {t("cases.due.add")}
          </Button>
        )
      }
    >
      {open.length === 0 && !adding && <Text size="sm">{t("cases.due.none")}</Text>}
      <Group gap={0} style={{ display: "block" }}>
        {open.map((due) => (
          <Due key={due.id ?? "danger"} case={of} due={due} />
        ))}
      </Group>
      {adding && <DueForm case={of} onDone={() => setAdding(false)} />}
    </Part>
  );
}
