// 相談ケース: its course on the left, what matters now on the right. F2 writes the note of a session, F4 chooses where to point to.
import { Anchor, Button, Group, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useDesk } from "../desk/session";
import type { CaseDetail, CaseDraftRow, CaseNoteRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { NOT_MINE, useShortcuts } from "../keys";
import { enumWords, t, wireWords } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate, showMoment } from "../parts/dates";
import { Icon } from "../parts/Icon";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import classes from "./Cases.module.css";
import { CheckIns } from "./CheckIns";
import { ConsentDialog, Consents } from "./Consent";
import { Course } from "./Course";
import { Crisis } from "./Crisis";
import { Dues } from "./Dues";
import { EraseCase } from "./EraseCase";
import { CaseFacts } from "./Facts";
import { Files } from "./Files";
import { Goals } from "./Goals";
import { JobCard } from "./JobCard";
import { NoteEditor, placeOf } from "./NoteEditor";
import { Parts } from "./Parts";
import { Refer } from "./Refer";
import { Referrals } from "./Referrals";
import { CaseTimeline } from "./Timeline";
import { StuckDraft } from "./Unsaved";
import { statusTone, whoWords } from "./words";

type Writing = { kind: "session" | "note"; correct?: CaseNoteRow };

/** What was begun and not saved: when, and what it is. */
function draftOf(of: CaseDetail): { at: string; writing: Writing } | undefined {
  for (const { place, at } of of.drafts) {
    if (place === "session" || place === "note") return { at, writing: { kind: place } };
    const correct = of.notes.find((note) => placeOf("note", note) === place && !note.locked);
    if (correct) return { at, writing: { kind: "note", correct } };
  }
  return undefined;
}

/** What was begun and can be no note any more: the case is over, the member said no, or the note that it corrects is locked. */
function stuckOf(of: CaseDetail): CaseDraftRow[] {
  const open = of.why_not_note === null ? of.notes.filter((note) => !note.locked).map((note) => placeOf("note", note)) : [];
  const goOn = new Set(of.why_not_note === null ? ["session", "note", ...open] : []);
  // An addendum is gone on with at its note.
  return of.drafts.filter(({ place }) => !goOn.has(place) && (of.said_no || !place.startsWith("addendum:")));
}

/** What was begun and is not open: nobody has to remember it. */
function DraftWaits({ at, onGoOn }: { at: string; onGoOn(): void }) {
  return (
    <div className={classes.waits} role="note">
      <Text size="sm" fw={700} className="ky-number">
        {t("cases.draft.waits.of", { at: showMoment(at) })}
      </Text>
      <Button size="compact-md" onClick={onGoOn}>
        {t("cases.draft.go_on")}
      </Button>
    </div>
  );
}

/** Why no note may be written, and the way there. */
function NoNote({ why, onConsent }: { why: string; onConsent(): void }) {
  return (
    <Group gap="sm" id="why-not-note">
      <Text size="sm">{wireWords(`error.${why}`) ?? why}</Text>
      {why === "C-03" && <Button onClick={onConsent}>{t("cases.consent.ask")}</Button>}
    </Group>
  );
}

/** What is rarely done: the flag of danger, and erasing what a case says. */
function AtTheEnd({ case: of }: { case: CaseDetail }) {
  const raise = useChange("cases", "raise_crisis", { quiet: true });
  if (of.closed_on !== null) return <EraseCase case={of} />;
  if (of.crisis_on) return null;
  return (
    <Button
      size="compact-md"
      variant="default"
      leftSection={<Icon name="warning" size={18} />}
      loading={raise.isPending}
      onClick={() => raise.mutate({ case_id: of.id, version: of.version }, { onError: sayProblem })}
    >
      {t("cases.crisis.raise")}
    </Button>
  );
}

function Body({ case: of, write }: { case: CaseDetail; write: "session" | "note" | undefined }) {
  const desk = useDesk();
  const over = of.closed_on !== null;
  const mayNote = of.why_not_note === null;
  const waits = draftOf(of);
  const goOn = waits && mayNote ? () => setWriting(waits.writing) : undefined;
  const expired = of.retention_until !== null && of.retention_until < desk.today;
  // What was being written when the desk was locked or the program ended is open again at once.
  const [writing, setWriting] = useState<Writing | undefined>(() => (mayNote ? (waits?.writing ?? (write && { kind: write })) : undefined));
  const editor = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState(false);
  const [referring, setReferring] = useState(false);
  const begin = (kind: Writing["kind"]) => {
    if (mayNote) setWriting((before) => before ?? { kind });
    else if (of.why_not_note === "C-03") setAsking(true);
  };
  const dialog = () => document.querySelector('[role="dialog"]') !== null;
  useShortcuts({
    F2: () => {
      if (dialog()) return NOT_MINE;
      // What is open already is brought into sight.
      if (writing) editor.current?.querySelector("textarea")?.focus();
      else begin("session");
      return undefined;
    },
    F4: () => {
      if (dialog()) return NOT_MINE;
      if (mayNote) setReferring(true);
      else if (of.why_not_note === "C-03") setAsking(true);
      return undefined;
    },
  });
  return (
    <div className={classes.case}>
      <div className={classes.head}>
        <Group justify="space-between" align="flex-start">
          <div>
            <Anchor component={Link} to="/cases" search={{} as never} size="sm">
              {t("cases.back")}
            </Anchor>
            <Group gap="sm" align="baseline">
              <Title order={1}>
                <span className="ky-private">{whoWords(of)}</span>
              </Title>
              <Text c="dimmed" className="ky-private">
                {[of.kana, of.member_no].filter(Boolean).join(" / ")}
              </Text>
              <Text className="ky-number">{of.case_no}</Text>
            </Group>
            <Group gap="xs" mt={4}>
              <Badge tone={statusTone(of.status)}>{enumWords("case_status", of.status)}</Badge>
              {of.status === "active" && <Text size="sm">{enumWords("case_step", of.step)}</Text>}
              {of.crisis_on && <Badge tone="urgent">{t("cases.crisis")}</Badge>}
              {of.paused_until && <Text size="sm">{t("cases.paused_until", { on: showDate(of.paused_until, desk.era) })}</Text>}
              {of.outcome && <Text size="sm">{enumWords("close_outcome", of.outcome)}</Text>}
            </Group>
          </div>
          <Group gap="xs">
            <Button
              leftSection={<Icon name="add" size={18} />}
              disabled={!mayNote || writing !== undefined}
              aria-describedby={mayNote ? undefined : "why-not-note"}
              onClick={() => begin("session")}
            >
              {t("cases.session.write_f2")}
            </Button>
            <Button variant="default" disabled={!mayNote || writing !== undefined} onClick={() => begin("note")}>
              {t("cases.note.write")}
            </Button>
          </Group>
        </Group>
      </div>
      <div className={classes.columns} data-writing={writing !== undefined || undefined}>
        <div className={classes.course}>
          {of.crisis_on && !over && <Crisis id={of.id} on={of.crisis_on} />}
          {of.why_not_note && <NoNote why={of.why_not_note} onConsent={() => setAsking(true)} />}
          {expired && of.retention_until && (
            <div className={classes.waits} role="note">
              <Text size="sm">{t("cases.expired", { on: showDate(of.retention_until, desk.era) })}</Text>
              <EraseCase case={of} />
            </div>
          )}
          {waits && goOn && !writing && <DraftWaits at={waits.at} onGoOn={goOn} />}
          {stuckOf(of).map((draft) => (
            <StuckDraft key={draft.place} case={of} draft={draft} />
          ))}
          {writing && (
            <div ref={editor}>
              <NoteEditor
                key={placeOf(writing.kind, writing.correct)}
                case={of}
                kind={writing.kind}
                correct={writing.correct}
                onRefer={() => setReferring(true)}
                onDone={() => setWriting(undefined)}
              />
            </div>
          )}
          <CaseTimeline case={of} may onCorrect={(note) => setWriting({ kind: "note", correct: note })} />
        </div>
        <aside className={classes.now} aria-label={t("cases.now")} data-region tabIndex={-1}>
          {/* One asks how it goes after the end, too, as often as was agreed. */}
          <Dues case={of} may={!over || of.status === "closed"} />
          <Course case={of} onWrite={goOn} />
          <Consents case={of} may={!over || of.status === "closed"} onAsk={() => setAsking(true)} />
          <Goals case={of} may={mayNote} />
          <Referrals case={of} may={mayNote} mayFollow onRefer={() => setReferring(true)} />
          <CheckIns case={of} may={mayNote} />
          <JobCard case={of} may={mayNote} />
          <Files case={of} may={mayNote} />
          <Parts case={of} may={!over} onWrite={goOn} />
          <CaseFacts case={of} may={!over} />
          {!expired && <AtTheEnd case={of} />}
        </aside>
      </div>
      <ConsentDialog case={of} opened={asking} onClose={() => setAsking(false)} />
      <Refer case={of} opened={referring} onClose={() => setReferring(false)} />
    </div>
  );
}

export function CasePage({ id, write }: { id: string; write?: "session" | "note" | undefined }) {
  const found = useAnswer("cases", "case", { case_id: id });
  return (
    <>
      <ProblemAlert problem={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && <Waiting lines={8} />}
      {/* What was handed over or taken away is not shown a moment longer. */}
      {found.data && found.error?.code !== "missing" && <Body key={id} case={found.data} write={write} />}
    </>
  );
}
