// The course of a case, the newest first: notes with what was added to them, and beside them what happened.
import { Button, Group, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useDesk } from "../desk/session";
import type { CaseDetail, CaseNoteRow, CaseSessionRow } from "../ipc/api";
import { enumWords, t, wireWords } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate, showMoment } from "../parts/dates";
import { Icon } from "../parts/Icon";
import classes from "./Cases.module.css";
import { AddendumEditor } from "./NoteEditor";
import { NOTE_PARTS } from "./words";

/** Something that happened, in a line. */
interface Moment {
  key: string;
  on: string;
  words: string;
}

function momentsOf(of: CaseDetail): Moment[] {
  const moments: Moment[] = [{ key: "opened", on: of.opened_on, words: t("cases.line.opened", { how: enumWords("case_channel", of.channel) }) }];
  const add = (key: string, on: string | null, words: string) => on && moments.push({ key, on, words });
  for (const each of of.consents) {
    const scope = each.scope.map((one) => enumWords("case_consent_scope", one)).join(t("ui.between"));
    add(each.id, each.explained_on, t(each.accepted ? "cases.line.consented" : "cases.line.not_consented", { scope }));
    add(`${each.id} back`, each.withdrawn_on, t("cases.line.withdrawn", { scope }));
  }
  add("activated", of.activated_on, t("cases.line.activated"));
  for (const each of of.goals) {
    add(each.id, each.set_on, t("cases.line.goal", { what: each.text }));
    add(`${each.id} end`, each.achieved_on, t("cases.line.goal_reached", { what: each.text }));
    add(`${each.id} end`, each.dropped_on, t("cases.line.goal_dropped", { what: each.text }));
  }
  for (const each of of.actions) {
    if (each.state !== "open") add(each.id, each.done_on, t(`cases.line.action_${each.state}`, { what: each.text }));
  }
  for (const each of of.referrals) {
    add(each.id, each.handed_on, t("cases.line.referred", { to: each.target }));
    if (each.result !== "open") {
      const result = enumWords("referral_result", each.result);
      add(`${each.id} result`, each.result_on, t("cases.line.followed", { to: each.target, result: [result, each.why].filter(Boolean).join(" — ") }));
    }
  }
  of.reasons.forEach((each, at) => {
    const what = wireWords(`cases.line.reason.${each.event}`) ?? each.event;
    moments.push({ key: `reason ${at}`, on: each.on, words: t("cases.line.reason", { what, why: each.words }) });
  });
  add("closed", of.closed_on, t("cases.line.closed", { how: enumWords("close_outcome", of.outcome) || enumWords("case_status", of.status) }));
  for (const each of of.readings) {
    add(`read ${each.name} ${each.read_on} ${each.part}`, each.read_on, t("cases.line.read", { who: each.name, as: enumWords("case_part", each.part) }));
  }
  return moments;
}

function Words({ note }: { note: CaseNoteRow }) {
  return (
    <dl className="ky-private">
      {NOTE_PARTS.map((part) => {
        const text = note.words[part];
        if (!text) return null;
        return (
          <div key={part}>
            {part !== "text" && <dt>{wireWords(`cases.note.${part}`)}</dt>}
            <dd>{text}</dd>
          </div>
        );
      })}
    </dl>
  );
}

interface EntryProps {
  case: CaseDetail;
  note: CaseNoteRow;
  session: CaseSessionRow | undefined;
  addenda: CaseNoteRow[];
  may: boolean;
  onCorrect(note: CaseNoteRow): void;
}

function Entry({ case: of, note, session, addenda, may, onCorrect }: EntryProps) {
  const desk = useDesk();
  const drafted = of.drafts.some((each) => each.place === `addendum:${note.id}`);
  // Later words are added also after the end, but not after the member's no (C-03).
  const mayAdd = may && !of.said_no;
  const mayCorrect = may && of.why_not_note === null && !note.locked && note.author === desk.officer.id;
  const [adding, setAdding] = useState(drafted && mayAdd);
  return (
    <article className={classes.entry} aria-label={t("cases.note.no", { no: note.no })}>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Text fw={700}>{showDate(session?.held_on ?? note.saved_at, desk.era)}</Text>
          <Text size="sm">
            {session
              ? t("cases.session.line", {
                  mode: enumWords("session_mode", session.mode),
                  n: session.minutes,
                  step: enumWords("case_step", session.step_after),
                })
              : t("cases.note.between")}
          </Text>
        </Group>
        <Group gap="xs">
          <Text size="xs" c="dimmed">
            {t("cases.note.by", { who: note.author_name, at: showMoment(note.saved_at) })}
          </Text>
          {note.locked && (
            <Text size="xs" c="dimmed" component="span">
              <Icon name="lock" size={14} /> {t("cases.note.locked")}
            </Text>
          )}
        </Group>
      </Group>
      <Words note={note} />
      {addenda.map((each) => (
        <div key={each.id} className={classes.addendum}>
          <Text size="xs" c="dimmed">
            {t("cases.addendum.by", { who: each.author_name, at: showMoment(each.saved_at) })}
          </Text>
          <Text className="ky-private" style={{ whiteSpace: "pre-line" }}>
            {each.words.text}
          </Text>
        </div>
      ))}
      {!adding && (mayCorrect || (mayAdd && note.locked)) && (
        <Group gap="xs" mt="xs">
          {mayCorrect && (
            <Button size="compact-sm" variant="default" aria-label={t("cases.note.correct_of", { no: note.no })} onClick={() => onCorrect(note)}>
              {t("cases.note.correct")}
            </Button>
          )}
          {mayAdd && note.locked && (
            <Button size="compact-sm" variant="default" aria-label={t("cases.addendum.add_of", { no: note.no })} onClick={() => setAdding(true)}>
              {t("cases.addendum.add")}
            </Button>
          )}
        </Group>
      )}
      {adding && <AddendumEditor case={of} note={note} onDone={() => setAdding(false)} />}
    </article>
  );
}

export interface TimelineProps {
  case: CaseDetail;
  may: boolean;
  onCorrect(note: CaseNoteRow): void;
}

export function CaseTimeline({ case: of, may, onCorrect }: TimelineProps) {
  const desk = useDesk();
  // What may be corrected is locked while one looks at it: it is drawn anew when the hour comes.
  const [, again] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => again((n) => n + 1), 60_000);
    return () => clearInterval(timer);
  }, []);
  const lines = [
    // Of what happened on one day the last comes first, as everywhere in the list.
    ...momentsOf(of)
      .toReversed()
      .map((moment) => ({ on: moment.on, at: "", key: moment.key, moment, note: undefined })),
    ...of.notes
      .filter((note) => note.amends_id === null)
      .map((note) => {
        const session = of.sessions.find((each) => each.id === note.session_id);
        return { on: session?.held_on ?? note.saved_at.slice(0, 10), at: note.saved_at, key: note.id, moment: undefined, note };
      }),
  ].toSorted((a, b) => b.on.localeCompare(a.on) || b.at.localeCompare(a.at));
  return (
    <section aria-label={t("cases.timeline")}>
      {lines.map(({ key, on, moment, note }) =>
        note ? (
          <Entry
            key={key}
            case={of}
            note={note}
            session={of.sessions.find((each) => each.id === note.session_id)}
            addenda={of.notes.filter((each) => each.amends_id === note.id).toReversed()}
            may={may}
            onCorrect={onCorrect}
          />
        ) : (
          <div key={key} className={classes.small}>
            <span className="ky-number" style={{ flex: "none" }}>
              {showDate(on, desk.era)}
            </span>
            <span className="ky-private">{moment.words}</span>
          </div>
        ),
      )}
      {of.notes.length === 0 && <Badge tone="notice">{t("cases.note.none")}</Badge>}
    </section>
  );
}
