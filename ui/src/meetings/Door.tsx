// The door: a number from a scanner and Enter receive whoever it names; kana or a name find the others. Proxies take a second
// number, of who holds them; so does a substitute, who takes the place of the delegate in the first field.
import { Button, Group, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useDesk } from "../desk/session";
import type { AttendanceMode, AttendeeRow, ReceiveEntry } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { onKeys } from "../keys";
import { enumWords, t } from "../labels/t";
import { showDate } from "../parts/dates";
import { lineWords } from "../problems/problems";
import { Figures } from "./Figures";
import classes from "./Meetings.module.css";
import type { MeetingPartProps } from "./MeetingPage";
import { SeatTable } from "./SeatTable";

/** The same number, whatever its width and case. */
function key(number: string): string {
  return number.normalize("NFKC").trim().toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** The one who is shown, where the number is theirs but for the noughts before it. */
function aloneOf(rows: AttendeeRow[], wanted: string): AttendeeRow | undefined {
  const [one, other] = rows;
  return one && !other && key(one.member_no).replace(/^0+/, "") === wanted.replace(/^0+/, "") ? one : undefined;
}

/** How somebody is received: a substitute is there in the place of a delegate. */
type Way = AttendanceMode | "substitute";

function wayWords(way: Way): string {
  return way === "substitute" ? t("meetings.door.substitute") : enumWords("attendance_mode", way);
}

export function DoorPart({ detail }: MeetingPartProps) {
  const { meeting, rule } = detail;
  const desk = useDesk();
  const field = useRef<HTMLInputElement>(null);
  const other = useRef<HTMLInputElement>(null);
  const [mode, setMode] = useState<Way>("in_person");
  const [typed, setTyped] = useState("");
  const [holder, setHolder] = useState("");
  const [substitute, setSubstitute] = useState("");
  const [said, setSaid] = useState<{ words: string; wrong: boolean }>();
  const found = useAnswer("meetings", "attendees", { meeting_id: meeting.id, find: typed.trim() || undefined, limit: 50 }, { keep: true });
  const receive = useChange("meetings", "receive", { quiet: true });
  const open = detail.steps.some((each) => each.step === "receive" && each.may);
  const substitutes = Boolean(rule?.substitute_article);
  // Beforehand a substitute is named with the absence of the delegate.
  const asksWho = substitutes && (mode === "substitute" || mode === "absent");
  const modes: Way[] = ["in_person", "online"];
  if (substitutes) modes.push("substitute");
  if (rule?.count_proxy) modes.push("proxy");
  if (rule?.count_written) modes.push("written");
  modes.push("absent");
  const send = (entry: ReceiveEntry, otherwise?: AttendeeRow) => {
    const before = entry.number ?? "";
    receive.mutate(
      { meeting_id: meeting.id, entries: [entry] },
      {
        onSuccess: (done) => {
          const [row] = done.rows;
          if (!row) return;
          const how = row.mode ? enumWords("attendance_mode", row.mode) : t("meetings.door.taken_out");
          const cancelled = row.before === "proxy" && row.mode !== null ? t("meetings.door.proxy_cancelled") : "";
          const left = row.left_on && row.mode ? t("meetings.door.left", { day: showDate(row.left_on, desk.era) }) : "";
          const taken = row.substitute ? t("meetings.door.substituted", { substitute: row.substitute }) : "";
          const dropped = row.dropped && row.mode ? t("meetings.door.substitute_dropped", { substitute: row.dropped }) : "";
          setSaid({ words: t("meetings.door.done", { name: row.name, how }) + taken + cancelled + dropped + left, wrong: false });
          setSubstitute("");
        },
        onError: (problem) => {
          // A number without its noughts: the list shows whom it means.
          if (otherwise && problem.fields.some((told) => told.field === "entries.0.number")) {
            send({ ...entry, number: undefined, id: otherwise.id });
            return;
          }
          flushSync(() => setTyped(before));
          // The next badge writes over what was refused instead of behind it.
          field.current?.select();
          setSaid({ words: lineWords(problem), wrong: true });
        },
      },
    );
    setTyped("");
    field.current?.focus();
  };
  const entry = (more: Partial<ReceiveEntry>): ReceiveEntry => ({
    mode: mode === "substitute" ? "in_person" : mode,
    ...(asksWho && substitute.trim() ? { substitute_number: substitute.trim() } : {}),
    ...(mode === "proxy" && holder.trim() ? { holder_number: holder.trim() } : {}),
    ...more,
  });
  const take = () => {
    const wanted = key(typed);
    if (!wanted || !open) return;
    if (mode === "substitute" && !substitute.trim()) {
      // The badge of the delegate was read, and that of the substitute comes next.
      other.current?.focus();
      return;
    }
    const rows = found.data ?? [];
    const exact = rows.find((row) => key(row.member_no) === wanted);
    // A scanner is faster than the list: a number is judged by the core. What is found alone by its name is meant.
    if (exact || /\d/.test(wanted)) send(entry({ number: typed.trim() }), aloneOf(found.isPlaceholderData ? [] : rows, wanted));
    else if (rows.length === 1 && rows[0]) send(entry({ id: rows[0].id }));
    else setSaid(rows.length === 0 ? { words: t("meetings.door.nobody"), wrong: true } : { words: t("meetings.door.several", { n: rows.length }), wrong: false });
  };
  return (
    <div className={classes.split}>
      <section className={classes.list} aria-label={t("meetings.part.door")}>
        <Stack gap="md">
          {!open && <Text>{t("meetings.door.closed")}</Text>}
          {open && (
            <Stack gap="sm" onKeyDown={(event) => onKeys({ Enter: take })(event)}>
              <Text role="status" fw={700} mih="1.6em" className="ky-private" style={{ color: said?.wrong ? "var(--ky-danger)" : undefined }}>
                {said?.words}
              </Text>
              <SegmentedControl
                aria-label={t("meetings.door.mode")}
                data={modes.map((value) => ({ value, label: wayWords(value) }))}
                value={mode}
                onChange={(next) => {
                  setMode(next as Way);
                  field.current?.focus();
                }}
              />
              <Group gap="sm">
                <TextInput
                  ref={field}
                  w="20rem"
                  label={t("meetings.door.field")}
                  description={t("meetings.door.field.about")}
                  autoComplete="off"
                  autoFocus
                  value={typed}
                  onChange={(event) => setTyped(event.currentTarget.value)}
                />
                {mode === "proxy" && (
                  <TextInput
                    w="14rem"
                    label={t("meetings.door.holder")}
                    description={t(rule?.count_blank_proxy ? "meetings.door.holder.or_chair" : "meetings.door.holder.about")}
                    autoComplete="off"
                    value={holder}
                    onChange={(event) => setHolder(event.currentTarget.value)}
                  />
                )}
                {asksWho && (
                  <TextInput
                    ref={other}
                    w="14rem"
                    label={t("meetings.door.substitute_number")}
                    description={t(mode === "absent" ? "meetings.door.substitute_number.before" : "meetings.door.substitute_number.about")}
                    autoComplete="off"
                    value={substitute}
                    onChange={(event) => setSubstitute(event.currentTarget.value)}
                  />
                )}
                <Button onClick={take}>{t("meetings.door.take")}</Button>
              </Group>
            </Stack>
          )}
          {/* On a small screen whoever is looked for stands before the figures. */}
          <div style={{ order: typed.trim() ? 1 : undefined }}>
            <Figures meeting={meeting.id} />
          </div>
          <People rows={found.data ?? []} mode={mode} open={open} onTake={(row) => (mode === "substitute" && !substitute.trim() ? other.current?.focus() : send(entry({ id: row.id })))} onOut={(row) => send({ id: row.id, mode: undefined })} />
        </Stack>
      </section>
    </div>
  );
}

interface PeopleProps {
  rows: AttendeeRow[];
  mode: Way;
  open: boolean;
  onTake(row: AttendeeRow): void;
  onOut(row: AttendeeRow): void;
}

function People({ rows, mode, open, onTake, onOut }: PeopleProps) {
  if (rows.length === 0) return null;
  const doing = (row: AttendeeRow) =>
    open &&
    row.left_out === null && (
      <Group gap="xs" wrap="nowrap">
        {row.mode !== mode && (
          <Button size="xs" variant="default" aria-label={t("meetings.door.take_of", { name: row.name, how: wayWords(mode) })} onClick={() => onTake(row)}>
            {wayWords(mode)}
          </Button>
        )}
        {row.mode && (
          <Button size="xs" variant="default" aria-label={t("meetings.door.out_of", { name: row.name })} onClick={() => onOut(row)}>
            {t("meetings.door.out")}
          </Button>
        )}
      </Group>
    );
  return (
    <SeatTable
      rows={rows}
      columns={[
        [t("meetings.attendance"), stateWords],
        [t("meetings.doing"), doing],
      ]}
    />
  );
}

/** How somebody takes part, in words: with the holder of a proxy, and why it does not count. */
export function stateWords(row: AttendeeRow): string {
  if (row.left_out) return t("meetings.left_out", { why: row.condition ? enumWords("condition_kind", row.condition) : enumWords("left_out", row.left_out) });
  if (!row.mode) return t("meetings.unknown");
  const how = enumWords("attendance_mode", row.mode);
  const taken = row.substitute ? t("meetings.substitute", { name: row.substitute, number: row.substitute_no ?? "" }) : "";
  const to = row.mode === "proxy" ? ` → ${row.holder ?? t("meetings.to_chair")}` : "";
  const fault = row.fault ? `(${t(`meetings.fault.${row.fault}`)})` : "";
  const holds = row.holds > 0 ? `${t("ui.between")}${t("meetings.holds", { n: row.holds })}` : "";
  return `${how}${taken}${to}${fault}${holds}`;
}
