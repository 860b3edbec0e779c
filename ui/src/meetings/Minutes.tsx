// The minutes: drafted from what happened, mended by hand, approved, and written to a file.
import { Button, Group, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { MeetingDetail, Minutes } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { host } from "../ipc/host";
import { t } from "../labels/t";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { sayDone, sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { formProblem } from "../problems/problems";
import classes from "./Meetings.module.css";
import type { MeetingPartProps } from "./MeetingPage";

function Write({ detail }: { detail: MeetingDetail }) {
  const write = useChange("meetings", "write_minutes", { job: t("meetings.writing"), quiet: true });
  const send = async () => {
    const file = await host.pickFile("save_workbook", `${detail.meeting.heading}_${t("meetings.minutes.sheet")}.xlsx`);
    if (!file) return;
    write.mutate(
      { meeting_id: detail.meeting.id, file: file.token },
      {
        onError: sayProblem,
        onSuccess: (done) => sayDone(t("meetings.written", { name: done.name }), { words: t("ui.open"), run: () => void host.openWritten(file.token) }),
      },
    );
  };
  return (
    <Button variant="default" leftSection={<Icon name="file" size={18} />} onClick={() => void send()}>
      {t("meetings.minutes.write_workbook")}
    </Button>
  );
}

function Form({ detail, kept, draft }: { detail: MeetingDetail; kept: Minutes | null; draft: string }) {
  const [text, setText] = useState(kept?.text ?? draft);
  const [signers, setSigners] = useState((kept?.signers ?? [detail.chair, detail.clerk]).filter(Boolean).join(t("meetings.minutes.signers.between")));
  const save = useChange("meetings", "save_minutes");
  const send = () =>
    save.mutate({
      meeting_id: detail.meeting.id,
      version: kept?.version,
      text,
      signers: signers.split(/[、,，]/).map((name) => name.trim()).filter(Boolean),
    });
  return (
    <Stack gap="sm" maw="60rem">
      <ProblemAlert problem={formProblem(save.error)} />
      <Textarea className={classes.minutes} label={t("meetings.minutes.text")} autosize minRows={16} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <TextInput label={t("meetings.minutes.signers")} description={t("meetings.minutes.signers.about")} value={signers} onChange={(event) => setSigners(event.currentTarget.value)} />
      <FormActions save={t("meetings.minutes.save")} saving={save.isPending} onSave={send} />
    </Stack>
  );
}

export function MinutesPart({ detail }: MeetingPartProps) {
  const desk = useDesk();
  const id = detail.meeting.id;
  const may = desk.may("change_meetings");
  const kept = useAnswer("meetings", "minutes", { id }, { keep: true });
  const draft = useAnswer("meetings", "draft_minutes", { id }, { enabled: may });
  const approve = useChange("meetings", "approve_minutes");
  const writes = may && !kept.data?.approved_on && detail.steps.some((each) => each.step === "minutes" && each.may);
  // A meeting that came to nothing has minutes, too; it stays what it is.
  const approves = detail.meeting.status === "minutes_drafted" || (detail.meeting.status === "not_quorate" && kept.data && !kept.data.approved_on);
  const ready = kept.data !== undefined && (!writes || draft.data !== undefined);
  return (
    <div className={classes.split}>
      <section className={classes.list} aria-label={t("meetings.part.minutes")}>
        <Stack gap="sm">
          <ProblemAlert problem={kept.error ?? draft.error} />
          {!ready && !kept.error && <Waiting lines={6} />}
          {may && ready && (
            <Group gap="xs">
              <Write detail={detail} />
              {approves && (
                <Button loading={approve.isPending} onClick={() => approve.mutate({ id }, { onError: sayProblem })}>
                  {t("meetings.minutes.approve")}
                </Button>
              )}
            </Group>
          )}
          {kept.data?.approved_on && <Text fw={700}>{t("meetings.minutes.approved", { day: showDate(kept.data.approved_on, desk.era) })}</Text>}
          {ready && writes && <Form key={kept.data?.version ?? 0} detail={detail} kept={kept.data ?? null} draft={draft.data?.text ?? ""} />}
          {ready && !writes && (
            <>
              {!kept.data && <Text>{t("meetings.minutes.not_yet")}</Text>}
              <Text style={{ whiteSpace: "pre-wrap" }} maw="60rem">
                {kept.data?.text ?? draft.data?.text}
              </Text>
            </>
          )}
        </Stack>
      </section>
    </div>
  );
}
