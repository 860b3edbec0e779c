// 今日の相談: what is late, what is due today, what comes this week; one line each, and the case behind it.
import { Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { useDesk } from "../desk/session";
import type { CaseDayRow, CaseDraftRow, MyDay } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showMoment } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { Icon } from "../parts/Icon";
import { sayProblem } from "../parts/UndoToast";
import classes from "./Cases.module.css";
import { personOf, type Calling } from "./inquiry";
import { dueWords, statusTone, whoWords } from "./words";

/** Dates that end with a record of their own; the others are ticked here. */
const TICKED: ReadonlySet<string> = new Set(["contact", "other", "follow_up", "roster", "notice"]);

function DayLine({ row }: { row: CaseDayRow }) {
  const desk = useDesk();
  const done = useChange("cases", "done_due");
  return (
    <li className={classes.row}>
      <div style={{ flex: "1 1 14rem", minWidth: 0 }}>
        <Group gap="xs">
          <Badge tone={row.late > 0 ? "urgent" : "notice"}>{dueWords(row.due_on, desk.today, desk.era)}</Badge>
          <Text fw={700}>{enumWords("case_due_kind", row.kind)}</Text>
          {row.crisis && <Badge tone="urgent">{t("cases.crisis")}</Badge>}
        </Group>
        <Anchor component={Link} to="/cases" search={{ case: row.case_id } as never} underline="hover" className="ky-private">
          {whoWords(row)}
        </Anchor>
        <Text size="sm" c="dimmed" component="span" className="ky-private">
          {" "}
          {[row.kana, row.member_no, row.contact].filter(Boolean).join(" / ")}
        </Text>
      </div>
      <Group gap="xs">
        <Text size="sm" className="ky-number">
          {row.case_no}
        </Text>
        <Badge tone={statusTone(row.status)}>{enumWords("case_status", row.status)}</Badge>
        {row.id === null && (
          <Button
            component={Link}
            to="/cases"
            search={{ case: row.case_id } as never}
            size="compact-sm"
            variant="default"
            aria-label={t("cases.day.crisis.of", { no: row.case_no })}
          >
            {t("cases.day.crisis")}
          </Button>
        )}
        {row.id !== null && TICKED.has(row.kind) && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t("cases.due.done_of", { what: enumWords("case_due_kind", row.kind), no: row.case_no })}
            loading={done.isPending}
            onClick={() => row.id && done.mutate({ id: row.id }, { onError: sayProblem })}
          >
            {t("cases.due.done")}
          </Button>
        )}
      </Group>
    </li>
  );
}

function Lines({ title, rows, more = 0 }: { title: string; rows: CaseDayRow[]; more?: number }) {
  const id = useId();
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h3" id={id} mb="xs">
        {title}
      </Title>
      <ul className={classes.rows}>
        {rows.map((row) => (
          <DayLine key={row.id ?? `danger ${row.case_id}`} row={row} />
        ))}
      </ul>
      {more > 0 && (
        <Text size="sm" c="dimmed" mt={4}>
          {t("cases.day.more", { n: more })}
        </Text>
      )}
    </section>
  );
}

/** The lists of the day; on the page of counselling and at home. */
export function DayLists({ day }: { day: MyDay }) {
  const nothing = day.overdue.length + day.due_today.length + day.week.length === 0;
  return (
    <Stack gap="lg">
      {nothing && <EmptyPage icon="check" title={t("cases.day.nothing")} text={t("cases.day.nothing.text")} />}
      <Lines
        title={t("cases.day.overdue", { n: day.overdue_total })}
        rows={day.overdue}
        more={Math.max(0, day.overdue_total - day.overdue.length)}
      />
      <Lines title={t("cases.day.today", { n: day.due_today.length })} rows={day.due_today} />
      <Lines title={t("cases.day.week", { n: day.week.length })} rows={day.week} />
    </Stack>
  );
}

/** Where a draft is gone on with: its case, or the form of an inquiry that has none yet. */
function wayTo(draft: CaseDraftRow): { search: object; state?: Calling } {
  if (draft.case_id !== null) return { search: { case: draft.case_id } };
  return { search: { open: "new" }, state: { person: personOf(draft.place), draft: draft.place } };
}

/** Texts that were not saved, each with the way to it; on the page of counselling and at home. */
export function DayDrafts({ day }: { day: MyDay }) {
  const drafts = useAnswer("cases", "drafts", {}, { enabled: day.drafts > 0 });
  if (day.drafts === 0) return null;
  return (
    <Group gap="xs" role="note">
      <Icon name="warning" size={18} />
      <Text size="sm">{t("cases.day.drafts", { n: day.drafts })}</Text>
      {(drafts.data ?? []).map((draft) => (
        <Anchor key={`${draft.case_id} ${draft.place}`} component={Link} to="/cases" {...(wayTo(draft) as object)} size="sm" underline="always">
          {draft.case_no === null ? t("cases.day.drafts.new", { at: showMoment(draft.at) }) : t("cases.day.drafts.of", { no: draft.case_no, at: showMoment(draft.at) })}
        </Anchor>
      ))}
    </Group>
  );
}

/** What waits besides dates: texts that were not saved, and records past their time. */
export function DayNotes({ day }: { day: MyDay }) {
  return (
    <Stack gap="xs">
      <Text c="dimmed" className="ky-number">
        {t("cases.day.open", { n: day.open_cases, later: day.later })}
      </Text>
      <DayDrafts day={day} />
      {day.expired > 0 && (
        <Group gap="xs" role="note">
          <Text size="sm">{t("cases.day.expired", { n: day.expired })}</Text>
          <Anchor component={Link} to="/cases" search={{ tab: "list", status: "expired" } as never} size="sm" underline="always">
            {t("cases.day.expired.go")}
          </Anchor>
        </Group>
      )}
    </Stack>
  );
}
