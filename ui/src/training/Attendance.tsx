// 出欠: a whole room by keyboard. One row per person: 1 to 6 say how, the arrows move, minutes for who came late or left early; a
// scanner's code and Enter mark whoever stands at the door.
import { Button, Group, Kbd, Select, Stack, Text, TextInput } from "@mantine/core";
import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useDesk } from "../desk/session";
import type { Attendance, AttendanceEntry, EnrolmentRow, SittingRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { onKeys } from "../keys";
import { enumWords, t } from "../labels/t";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { SidePanel } from "../parts/SidePanel";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { ApplyForm } from "./ApplyForm";
import { readCount } from "./CountField";
import type { RunPartProps } from "./RunPage";
import { Scan } from "./Scan";
import classes from "./Training.module.css";
import { ATTENDANCES, inRoom } from "./words";
import { WritePaper } from "./WritePaper";

/** What is noted of a person at one sitting; minutes as they were typed. */
interface Entry {
  attendance: Attendance | null;
  minutes: string;
}

const NOTHING: Entry = { attendance: null, minutes: "" };

const TAKES_MINUTES: ReadonlySet<Attendance> = new Set(["late", "left_early"]);

/** The keys that say how, in the order of the columns. */
const KEYS = ["1", "2", "3", "4", "5", "6"] as const;

function same(one: Entry, other: Entry): boolean {
  return one.attendance === other.attendance && one.minutes === other.minutes;
}

function entriesOf(all: AttendanceEntry[], session: string): Map<string, Entry> {
  const rows = all.filter((entry) => entry.session_id === session);
  return new Map(rows.map((entry) => [entry.enrolment_id, { attendance: entry.attendance ?? null, minutes: minutesOf(entry) }]));
}

function minutesOf(entry: AttendanceEntry): string {
  return entry.attendance && TAKES_MINUTES.has(entry.attendance) ? String(entry.minutes ?? "") : "";
}

interface LineProps {
  row: EnrolmentRow;
  entry: Entry;
  changed: boolean;
  active: boolean;
  may: boolean;
  session: SittingRow;
  error: React.ReactNode;
  onActive(id: string): void;
  onMark(id: string, attendance: Attendance | null): void;
  onMinutes(id: string, minutes: string): void;
  onMove(id: string, by: number): void;
}

const Line = memo(function Line(props: LineProps) {
  const { row, entry, session, may } = props;
  const head = useRef<HTMLTableCellElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const words = entry.attendance ? enumWords("attendance", entry.attendance) : t("training.not_noted");
  const takes = entry.attendance !== null && TAKES_MINUTES.has(entry.attendance);
  /** Answers whether the minutes are asked for now. */
  const note = (attendance: Attendance | null) => {
    // Drawn at once: the next key belongs to the field that this one opens.
    flushSync(() => props.onMark(row.id, attendance));
    const asked = attendance !== null && TAKES_MINUTES.has(attendance);
    if (asked) field.current?.select();
    return asked;
  };
  const mark = (attendance: Attendance | null) => {
    // Who came late is asked for the minutes; everybody else is done, and the next one is there.
    if (!note(attendance) && attendance) props.onMove(row.id, 1);
  };
  const keys = {
    ...Object.fromEntries(KEYS.map((key, at) => [key, () => mark(ATTENDANCES[at] ?? null)])),
    Backspace: () => mark(null),
    Delete: () => mark(null),
    ArrowDown: () => props.onMove(row.id, 1),
    ArrowUp: () => props.onMove(row.id, -1),
    Enter: () => props.onMove(row.id, 1),
    Home: () => props.onMove(row.id, Number.NEGATIVE_INFINITY),
    End: () => props.onMove(row.id, Number.POSITIVE_INFINITY),
  };
  const inMinutes = {
    Enter: () => props.onMove(row.id, 1),
    ArrowDown: () => props.onMove(row.id, 1),
    ArrowUp: () => props.onMove(row.id, -1),
    Escape: () => head.current?.focus(),
  };
  return (
    <tr data-active={props.active || undefined} data-changed={props.changed || undefined}>
      <th
        ref={head}
        scope="row"
        title={[row.name, row.kana].filter(Boolean).join(" ")}
        data-person={row.id}
        tabIndex={props.active ? 0 : -1}
        aria-label={t("training.attendance.line", { name: row.name, how: words })}
        onFocus={() => props.onActive(row.id)}
        onKeyDown={(event) => may && onKeys(keys)(event)}
      >
        <span className="ky-private">{row.name}</span>
        <span className={`ky-private ${classes.reading}`}>{row.kana}</span>
      </th>
      <td className={classes.org}>{row.org}</td>
      {ATTENDANCES.map((each) => {
        const on = entry.attendance === each;
        return (
          <td
            key={each}
            className={classes.mark}
            data-may={may || undefined}
            data-on={on || undefined}
            aria-label={on ? enumWords("attendance", each) : undefined}
            onClick={() => {
              if (!may) return;
              head.current?.focus();
              note(on ? null : each);
            }}
          >
            {/* The empty circle says that it can be pressed. */}
            <span aria-hidden="true">{on ? "●" : may ? "○" : ""}</span>
          </td>
        );
      })}
      <td>
        {takes ? (
          <TextInput
            ref={field}
            size="xs"
            className={classes.minutes}
            inputMode="numeric"
            autoComplete="off"
            aria-label={t("training.attendance.minutes_of", { name: row.name, most: session.minutes })}
            value={entry.minutes}
            error={props.error}
            readOnly={!may}
            tabIndex={props.active ? 0 : -1}
            onFocus={() => props.onActive(row.id)}
            onChange={(event) => props.onMinutes(row.id, event.currentTarget.value)}
            onKeyDown={(event) => onKeys(inMinutes)(event)}
          />
        ) : (
          <span className="ky-number">{entry.attendance && entry.attendance !== "absent" ? session.minutes : ""}</span>
        )}
      </td>
    </tr>
  );
});

function focusOn(id: string | undefined): void {
  if (id) document.querySelector<HTMLElement>(`[data-person="${CSS.escape(id)}"]`)?.focus();
}

interface SheetProps {
  detail: RunPartProps["detail"];
  session: SittingRow;
  people: EnrolmentRow[];
  kept: AttendanceEntry[];
  may: boolean;
  /** What is printed of this room. */
  papers: React.ReactNode;
}

function Sheet({ detail, session, people, kept, may, papers }: SheetProps) {
  const before = useMemo(() => entriesOf(kept, session.id), [kept, session.id]);
  const [typed, setTyped] = useState<ReadonlyMap<string, Entry>>(new Map());
  const [active, setActive] = useState(people[0]?.id);
  const save = useChange("training", "save_attendance");
  const entryOf = (id: string) => typed.get(id) ?? before.get(id) ?? NOTHING;
  const changed = people.filter((row) => !same(entryOf(row.id), before.get(row.id) ?? NOTHING));
  const words = save.error ? fieldWords(save.error) : {};
  const [sent, setSent] = useState<string[]>([]);
  const set = useCallback(
    (id: string, next: (entry: Entry) => Entry) =>
      setTyped((all) => new Map(all).set(id, next(all.get(id) ?? before.get(id) ?? NOTHING))),
    [before],
  );
  const mark = useCallback((id: string, attendance: Attendance | null) => set(id, () => ({ attendance, minutes: "" })), [set]);
  const minutes = useCallback((id: string, text: string) => set(id, (entry) => ({ ...entry, minutes: text })), [set]);
  const move = useCallback(
    (id: string, by: number) => {
      const at = people.findIndex((row) => row.id === id);
      focusOn(people[Math.min(people.length - 1, Math.max(0, at + by))]?.id);
    },
    [people],
  );
  const rest = people.filter((row) => entryOf(row.id).attendance === null);
  const allPresent = () => {
    setTyped((all) => {
      const next = new Map(all);
      for (const row of rest) next.set(row.id, { attendance: "present", minutes: "" });
      return next;
    });
    // The button goes away by this: the keys go on in the list.
    focusOn(active);
  };
  const send = () => {
    setSent(changed.map((row) => row.id));
    const entries = changed.map((row) => {
      const { attendance, minutes: text } = entryOf(row.id);
      const takes = attendance !== null && TAKES_MINUTES.has(attendance);
      return { enrolment_id: row.id, session_id: session.id, attendance: attendance ?? undefined, minutes: takes ? readCount(text) : undefined };
    });
    // What was marked while it was saved is not saved yet: it stays, and can be sent at once.
    const saved = typed;
    const next = () => setTyped((all) => new Map([...all].filter(([id, entry]) => saved.get(id) !== entry)));
    save.mutate({ run_id: detail.run.id, entries }, { onSuccess: next });
  };
  const errorOf = (id: string) => {
    const at = sent.indexOf(id);
    return at < 0 ? undefined : Object.entries(words).find(([field]) => field.startsWith(`entries.${at}.`))?.[1];
  };
  // Whoever was wrong is gone to.
  const failed = save.error;
  useEffect(() => {
    const field = failed?.fields[0]?.field.split(".")[1];
    if (field !== undefined) focusOn(sent[Number(field)]);
  }, [failed, sent]);
  const counts = ATTENDANCES.map((each) => ({ each, n: people.filter((row) => entryOf(row.id).attendance === each).length }));
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Text role="status" size="sm" className="ky-number">
          {t("training.attendance.noted", { n: people.length - rest.length, of: people.length })}{" "}
          {counts
            .filter(({ n }) => n > 0)
            .map(({ each, n }) => t("training.attendance.count", { how: enumWords("attendance", each), n }))
            .join(" / ")}
        </Text>
        <Group gap="xs">
          {may && rest.length > 0 && (
            <Button variant="default" onClick={allPresent}>
              {t("training.attendance.all", { n: rest.length })}
            </Button>
          )}
          {papers}
        </Group>
      </Group>
      <ProblemAlert problem={formProblem(save.error)} />
      <Wide label={t("training.part.attendance")} least={44} most={36} whole>
        {/* Its rows are moved through and marked by keys. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role */}
        <table role="grid" className={classes.sheet} aria-label={t("training.part.attendance")} aria-rowcount={people.length + 1}>
          <thead>
            <tr>
              <th scope="col">
                {t("training.name")}
              </th>
              <th scope="col">
                {t("training.org")}
              </th>
              {ATTENDANCES.map((each, at) => (
                <th key={each} scope="col" className={classes.mark}>
                  {enumWords("attendance", each)}
                  {may && <span className={classes.digit}> {KEYS[at]}</span>}
                </th>
              ))}
              <th scope="col">{t("training.minutes")}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((row) => {
              const entry = entryOf(row.id);
              return (
                <Line
                  key={row.id}
                  row={row}
                  entry={entry}
                  changed={!same(entry, before.get(row.id) ?? NOTHING)}
                  active={active === row.id}
                  may={may}
                  session={session}
                  error={errorOf(row.id)}
                  onActive={setActive}
                  onMark={mark}
                  onMinutes={minutes}
                  onMove={move}
                />
              );
            })}
          </tbody>
        </table>
      </Wide>
      {/* What is marked and not saved is what leaving asks about: not the fields of the rows, which come and go. */}
      {may && (
        <div className={classes.foot}>
          <input type="hidden" readOnly value={changed.map((row) => `${row.id}${entryOf(row.id).attendance}${entryOf(row.id).minutes}`).join(" ")} />
          <FormActions save={t("training.attendance.save", { n: changed.length })} saving={save.isPending} disabled={changed.length === 0} onSave={send}>
            {changed.length > 0 && (
              <Button variant="default" onClick={() => setTyped(new Map())}>
                {t("training.attendance.undo")}
              </Button>
            )}
          </FormActions>
          <div className={classes.hint}>
            <span>
              <Kbd size="xs">{KEYS[0]}</Kbd>～<Kbd size="xs">{KEYS.at(-1)}</Kbd> {t("training.attendance.mark")}
            </span>
            <span>
              <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> {t("training.attendance.move")}
            </span>
            <span>
              <Kbd size="xs">{t("training.attendance.clear_key")}</Kbd> {t("training.attendance.clear")}
            </span>
          </div>
        </div>
      )}
    </Stack>
  );
}

/** The sitting of today, else the next one to come, else the last. */
function sittingOf(sessions: SittingRow[], today: string): SittingRow | undefined {
  return sessions.find((row) => row.held_on >= today) ?? sessions.at(-1);
}

export function AttendancePart({ detail, place, go }: RunPartProps) {
  const desk = useDesk();
  const may = desk.may("change_training") && detail.run.status !== "draft" && detail.run.status !== "cancelled";
  const board = useAnswer("training", "board", { id: detail.run.id }, { keep: true });
  const kept = useAnswer("training", "attendance", { id: detail.run.id }, { keep: true });
  const [chosen, setChosen] = useState<string>();
  const session = detail.sessions.find((row) => row.id === chosen) ?? sittingOf(detail.sessions, desk.today);
  const people = useMemo(() => inRoom(board.data?.rows ?? []), [board.data]);
  const close = () => go({ open: undefined });
  const problem = board.error ?? kept.error;
  return (
    <div className={classes.split} data-flows>
      <div className={classes.list}>
        <ProblemAlert problem={problem} onRetry={() => void Promise.all([board.refetch(), kept.refetch()])} />
        {(board.isPending || kept.isPending) && !problem && <Waiting lines={8} />}
        {!session && <Text>{t("training.plan.sessions.empty")}</Text>}
        {session && board.data && kept.data && (
          <Stack gap="sm">
            <Group gap="xs" align="flex-end">
              <Select
                w="19rem"
                label={t("training.session")}
                allowDeselect={false}
                data={detail.sessions.map((row) => ({
                  value: row.id,
                  label: t("training.session.named", { n: row.no, on: showDate(row.held_on, desk.era), from: row.starts, to: row.ends }),
                }))}
                value={session.id}
                onChange={(next) => next && setChosen(next)}
              />
              {may && people.length > 0 && <Scan run={detail.run} session={session} people={people} kept={kept.data.entries} />}
              {may && detail.run.status !== "finished" && (
                <Button variant="default" leftSection={<Icon name="add" size={18} />} onClick={() => go({ open: "walk_in" })}>
                  {t("training.walk_in")}
                </Button>
              )}
            </Group>
            {people.length === 0 ? (
              <Text>{t("training.nobody_seated")}</Text>
            ) : (
              <Sheet
                key={session.id}
                detail={detail}
                session={session}
                people={people}
                kept={kept.data.entries}
                may={may}
                papers={
                  <>
                    <WritePaper report="R13" run={detail.run} />
                    <WritePaper report="badges" run={detail.run} />
                  </>
                }
              />
            )}
          </Stack>
        )}
      </div>
      {may && place.open === "walk_in" && (
        <SidePanel title={t("training.walk_in")} onClose={close}>
          <ApplyForm detail={detail} verb="walk_in" onDone={close} />
        </SidePanel>
      )}
    </div>
  );
}
