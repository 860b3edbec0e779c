// One meeting: where it stands, what is done next, and its parts: agenda and votes, the door, the roll, the minutes.
import { Anchor, Button, Group, Modal, Stack, Tabs, Text, TextInput, Title } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useDesk } from "../desk/session";
import type { AgendaRow, MeetingDetail } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate, showMoment } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { BackTo, ThingHead } from "../parts/ThingHead";
import { SettledButton } from "../parts/SettledButton";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { AgendaPart } from "./Agenda";
import { Convene } from "./Convene";
import { DoorPart } from "./Door";
import { MeetingForm } from "./MeetingForm";
import { ItemName } from "./ItemName";
import classes from "./Meetings.module.css";
import { MinutesPart } from "./Minutes";
import type { MeetingPart, MeetingPlace } from "./place";
import { RollPart } from "./Roll";
import { meetingTone } from "./words";

export interface MeetingPartProps {
  detail: MeetingDetail;
  place: MeetingPlace;
  /** Goes to another place of the same part. */
  go(next: Partial<MeetingPlace>): void;
}

const PARTS: Record<MeetingPart, React.ComponentType<MeetingPartProps>> = {
  agenda: AgendaPart,
  door: DoorPart,
  roll: RollPart,
  minutes: MinutesPart,
};

type Dialog = "correct" | "convene" | "declare" | "not_quorate" | "adjourn" | "cancel" | "close";

function Reason({ detail, verb, onClose }: { detail: MeetingDetail; verb: "adjourn" | "cancel_meeting"; onClose(): void }) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const change = useChange("meetings", verb, { onDone: onClose });
  const words = change.error ? fieldWords(change.error) : {};
  const send = () => {
    setTried(true);
    if (reason.trim()) change.mutate({ id: detail.meeting.id, version: detail.meeting.version, reason: reason.trim() });
  };
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(change.error)} />
      <TextInput
        label={t("meetings.reason")}
        required
        data-autofocus
        value={reason}
        error={words["reason"] ?? (tried && !reason.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <FormActions save={t(`meetings.step.${verb}`)} saving={change.isPending} onSave={send} onCancel={onClose} />
    </Stack>
  );
}

function Declare({ detail, open, onClose }: { detail: MeetingDetail; open: boolean; onClose(): void }) {
  const [chair, setChair] = useState(detail.chair ?? "");
  const [clerk, setClerk] = useState(detail.clerk ?? "");
  const board = useAnswer("meetings", "board", { id: detail.meeting.id }, { keep: true });
  const declare = useChange("meetings", "declare", { onDone: onClose });
  const send = () =>
    declare.mutate({ id: detail.meeting.id, version: detail.meeting.version, open, chair: chair || undefined, clerk: clerk || undefined });
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(declare.error)} />
      {board.data && (
        <>
          <Text fw={700}>{board.data.formula}</Text>
          <Text size="sm">{board.data.quorum}</Text>
        </>
      )}
      <TextInput label={t("meetings.chair")} data-autofocus value={chair} onChange={(event) => setChair(event.currentTarget.value)} />
      <TextInput label={t("meetings.clerk")} value={clerk} onChange={(event) => setClerk(event.currentTarget.value)} />
      <FormActions save={t(open ? "meetings.step.declare" : "meetings.step.not_quorate")} saving={declare.isPending} onSave={send} onCancel={onClose} />
    </Stack>
  );
}

/** Asks before a meeting is closed of whose items nothing is recorded: afterwards nothing can be. */
function Close({ detail, open, onClose }: { detail: MeetingDetail; open: AgendaRow[]; onClose(): void }) {
  const end = useChange("meetings", "close_meeting", { onDone: onClose });
  const send = () => end.mutate({ id: detail.meeting.id, version: detail.meeting.version });
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(end.error)} />
      <Text>{t("meetings.close.undecided")}</Text>
      {open.map((each) => (
        <Text key={each.id} fw={700}>
          <ItemName item={each} />
        </Text>
      ))}
      <FormActions save={t("meetings.step.close")} saving={end.isPending} onSave={send} onCancel={onClose} />
    </Stack>
  );
}

function Doing({ detail }: { detail: MeetingDetail }) {
  const [dialog, setDialog] = useState<Dialog>();
  const close = () => setDialog(undefined);
  const named = { id: detail.meeting.id, version: detail.meeting.version };
  const openDoor = useChange("meetings", "open_door");
  const resume = useChange("meetings", "resume");
  const end = useChange("meetings", "close_meeting");
  const may = (step: string) => detail.steps.some((each) => each.step === step && each.may);
  const undecided = detail.agenda.filter((each) => each.result === null && each.withdrawn === null);
  const finish = () => (undecided.length > 0 ? setDialog("close") : end.mutate(named, { onError: sayProblem }));
  return (
    <Group gap="xs">
      {may("convene") && (
        // Without a rule there is nothing to convene by; the way to the rules stands below.
        <Button disabled={!detail.rule} aria-describedby={detail.rule ? undefined : "meeting-no-rule"} onClick={() => setDialog("convene")}>
          {t("meetings.step.convene")}
        </Button>
      )}
      {may("open_door") && (
        <SettledButton loading={openDoor.isPending} onClick={() => openDoor.mutate(named, { onError: sayProblem })}>
          {t("meetings.step.open_door")}
        </SettledButton>
      )}
      {may("declare") && (
        <>
          <Button onClick={() => setDialog("declare")}>{t("meetings.step.declare")}</Button>
          <Button variant="default" onClick={() => setDialog("not_quorate")}>
            {t("meetings.step.not_quorate")}
          </Button>
        </>
      )}
      {may("close") && (
        <SettledButton variant={undecided.length > 0 ? "default" : undefined} loading={end.isPending} onClick={finish}>
          {t("meetings.step.close")}
        </SettledButton>
      )}
      {may("adjourn") && (
        <Button variant="default" onClick={() => setDialog("adjourn")}>
          {t("meetings.step.adjourn")}
        </Button>
      )}
      {may("resume") && (
        <SettledButton loading={resume.isPending} onClick={() => resume.mutate(named, { onError: sayProblem })}>
          {t("meetings.step.resume")}
        </SettledButton>
      )}
      {may("agenda") && (
        <Button variant="default" onClick={() => setDialog("correct")}>
          {t("meetings.correct")}
        </Button>
      )}
      {may("cancel") && (
        <Button variant="default" onClick={() => setDialog("cancel")}>
          {t("meetings.step.cancel_meeting")}
        </Button>
      )}
      <Modal opened={dialog === "correct"} onClose={close} title={t("meetings.correct")}>
        <MeetingForm detail={detail} onCancel={close} onDone={close} />
      </Modal>
      <Modal opened={dialog === "convene"} onClose={close} title={t("meetings.step.convene")} size="xl">
        <Convene detail={detail} onClose={close} />
      </Modal>
      <Modal opened={dialog === "declare" || dialog === "not_quorate"} onClose={close} title={t(dialog === "not_quorate" ? "meetings.step.not_quorate" : "meetings.step.declare")} size="lg">
        <Declare detail={detail} open={dialog === "declare"} onClose={close} />
      </Modal>
      <Modal opened={dialog === "adjourn"} onClose={close} title={t("meetings.step.adjourn")}>
        <Reason detail={detail} verb="adjourn" onClose={close} />
      </Modal>
      <Modal opened={dialog === "close"} onClose={close} title={t("meetings.step.close")}>
        <Close detail={detail} open={undecided} onClose={close} />
      </Modal>
      <Modal opened={dialog === "cancel"} onClose={close} title={t("meetings.step.cancel_meeting")}>
        <Reason detail={detail} verb="cancel_meeting" onClose={close} />
      </Modal>
    </Group>
  );
}

function Body({ detail }: { detail: MeetingDetail }) {
  const desk = useDesk();
  const place = useSearch({ from: "/meetings/meeting" });
  const navigate = useNavigate();
  const go = useCallback(
    (next: Partial<MeetingPlace>) => void navigate({ to: "/meetings/meeting", search: { ...place, ...next }, replace: true }),
    [navigate, place],
  );
  const { meeting } = detail;
  const convened = meeting.convened_on !== null;
  const parts: MeetingPart[] = ["agenda"];
  if (convened && desk.may("change_meetings")) parts.push("door");
  if (convened && desk.may("see_attendees")) parts.push("roll");
  parts.push("minutes");
  const part = parts.find((each) => each === place.part) ?? "agenda";
  return (
    <>
      <ThingHead
        title={meeting.heading}
        actions={
          <>
            {desk.may("change_meetings") && <Doing detail={detail} />}
            {convened && (
              <Button component={Link} to="/meetings/board" search={{ meeting: meeting.id } as never} variant="default">
                {t("meetings.board")}
              </Button>
            )}
          </>
        }
      >
        <Group gap="sm" mt={4}>
          <Badge tone={meetingTone(meeting.status)}>{enumWords("meeting_status", meeting.status)}</Badge>
          <Text size="sm">
            {showDate(meeting.held_on, desk.era)} {meeting.starts}
          </Text>
          <Text size="sm">{[enumWords("meeting_kind", meeting.kind), meeting.place, meeting.unit].filter(Boolean).join(" / ")}</Text>
        </Group>
        {detail.quorum && <Text size="sm">{t("meetings.quorum", { rule: detail.quorum })}</Text>}
        {!detail.rule && (
          <Text size="sm" id="meeting-no-rule">
            {t("meetings.no_rule")}{" "}
            <Anchor component={Link} to="/meetings" search={{ tab: "rules" } as never} underline="always" size="sm">
              {t("meetings.no_rule.go")}
            </Anchor>
          </Text>
        )}
        {(meeting.moved_from || meeting.moved_starts) && (
          <Text size="sm">
            {t("meetings.moved.before", {
              line: t("meetings.minutes.when", { day: showDate(meeting.moved_from ?? meeting.held_on, desk.era), time: meeting.moved_starts ?? meeting.starts }),
            })}
          </Text>
        )}
        {meeting.moved_place !== null && (
          <Text size="sm">{t("meetings.moved.before", { line: t("meetings.minutes.where", { place: meeting.moved_place || t("meetings.moved.no_place") }) })}</Text>
        )}
        {detail.reason && <Text size="sm">{t("meetings.because", { reason: detail.reason })}</Text>}
        {detail.breaks.map((each) => (
          <Text key={each.began_at} size="sm" fw={each.ended_at ? undefined : 700}>
            {each.ended_at
              ? t("meetings.break.was", { from: showMoment(each.began_at), to: showMoment(each.ended_at), reason: each.reason })
              : t("meetings.break.lasts", { time: showMoment(each.began_at), reason: each.reason })}
          </Text>
        ))}
      </ThingHead>
      <Tabs
        value={part}
        keepMounted={false}
        className={classes.tabs}
        onChange={(next) => void navigate({ to: "/meetings/meeting", search: { meeting: meeting.id, part: next as MeetingPart } })}
      >
        <Tabs.List mb={0}>
          {parts.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`meetings.part.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {parts.map((each) => {
          const Part = PARTS[each];
          return (
            <Tabs.Panel key={each} value={each} className={classes.panel}>
              <Part detail={detail} place={place} go={go} />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </>
  );
}

export function MeetingPage() {
  const { meeting: id } = useSearch({ from: "/meetings/meeting" });
  const found = useAnswer("meetings", "meeting", { id: id ?? "" }, { enabled: Boolean(id), keep: true });
  return (
    <div className={classes.page}>
      <BackTo to="/meetings" words={t("meetings.to_list")} />
      <ProblemAlert problem={found.error} onRetry={() => void found.refetch()} />
      {id && found.isPending && <Waiting lines={8} />}
      {!id && <Title order={1}>{t("meetings.title")}</Title>}
      {found.data && <Body key={found.data.meeting.id} detail={found.data} />}
    </div>
  );
}
