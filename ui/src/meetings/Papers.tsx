// Papers of a meeting: the notice, the proposals (議案書), R06, R07, the minutes. What names persons asks why and is protected by a password.
import { Button, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { FilePassword, isReady, newFileLock, passwordOf } from "../desk/FilePassword";
import { useDesk } from "../desk/session";
import type { MeetingRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { host } from "../ipc/host";
import { t } from "../labels/t";
import { FileWritten, type WrittenFile } from "../members/FileWritten";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { sayDone, sayProblem } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";

function say(name: string, token: string): void {
  sayDone(t("meetings.written", { name }), { words: t("ui.open"), run: () => void host.openWritten(token) });
}

const PAPERS = {
  agenda: { name: "report.agenda", words: "meetings.paper.agenda" },
  R06: { name: "report.r06", words: "meetings.paper.r06" },
  R07: { name: "report.r07", words: "meetings.paper.r07" },
} as const;

export function WriteReport({ report, meeting }: { report: keyof typeof PAPERS; meeting: MeetingRow }) {
  const desk = useDesk();
  const offered = useAnswer("reports", "list", {});
  const prints = offered.data?.some((each) => each.report === report && each.prints) ?? false;
  const write = useChange("reports", "write", { job: t("meetings.writing"), quiet: true });
  const send = async (ending: "xlsx" | "pdf") => {
    const name = `${meeting.heading}_${t(PAPERS[report].name)}_${meeting.held_on}.${ending}`;
    const file = await host.pickFile("save_workbook", name);
    if (!file) return;
    write.mutate(
      { report, as_of: desk.today, meeting: meeting.id, file: file.token },
      { onError: sayProblem, onSuccess: (done) => say(done.name, file.token) },
    );
  };
  const words = t(PAPERS[report].words);
  return (
    <Button.Group>
      <Button variant="default" leftSection={<Icon name="file" size={18} />} loading={write.isPending} onClick={() => void send("xlsx")}>
        {words}
      </Button>
      {prints && (
        <Button variant="default" disabled={write.isPending} aria-label={t("meetings.paper.pdf", { paper: t(PAPERS[report].name) })} onClick={() => void send("pdf")}>
          {t("meetings.paper.pdf.short")}
        </Button>
      )}
    </Button.Group>
  );
}

/** Of a cancelled meeting the notice is that it is not held, of a changed one what is changed. */
function noticeOf(meeting: MeetingRow) {
  if (meeting.status === "cancelled") return { name: "meetings.notice.sheet_cancelled", write: "meetings.notice.write_cancelled" } as const;
  const moved = meeting.moved_from ?? meeting.moved_starts ?? meeting.moved_place;
  if (moved !== null) return { name: "meetings.notice.sheet_moved", write: "meetings.notice.write_moved" } as const;
  return { name: "meetings.notice.sheet", write: "meetings.notice.write" } as const;
}

function Purpose({ meeting, onDone }: { meeting: MeetingRow; onDone(): void }) {
  const [purpose, setPurpose] = useState(t("meetings.notice.purpose"));
  const [lock, setLock] = useState(newFileLock);
  const [tried, setTried] = useState(false);
  const [written, setWritten] = useState<WrittenFile>();
  const write = useChange("meetings", "write_notice", { job: t("meetings.writing"), quiet: true });
  const words = write.error ? fieldWords(write.error) : {};
  const send = async () => {
    setTried(true);
    if (!purpose.trim() || !isReady(lock)) return;
    const file = await host.pickFile("save_workbook", `${t(noticeOf(meeting).name)}_${meeting.heading}.xlsx`);
    if (!file) return;
    write.mutate(
      { meeting_id: meeting.id, file: file.token, purpose: purpose.trim(), password: passwordOf(lock) },
      {
        onSuccess: (done) =>
          setWritten({
            words: t("meetings.written", { name: done.name }),
            token: file.token,
            password: lock.choice === "made" ? lock.made : undefined,
            provided: null,
          }),
      },
    );
  };
  if (written) return <FileWritten written={written} onDone={onDone} />;
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(write.error)} />
      <TextInput
        label={t("members.export.purpose")}
        required
        data-autofocus
        value={purpose}
        error={words["purpose"] ?? (tried && !purpose.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
      <FilePassword value={lock} onChange={setLock} tried={tried} error={words["password"]} />
      <FormActions save={t(noticeOf(meeting).write)} saving={write.isPending} onSave={() => void send()} onCancel={onDone} />
    </Stack>
  );
}

export function WriteNotice({ meeting }: { meeting: MeetingRow }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<Icon name="file" size={18} />} onClick={() => setAsking(true)}>
        {t(noticeOf(meeting).write)}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t(noticeOf(meeting).write)} size="lg">
        <Purpose meeting={meeting} onDone={() => setAsking(false)} />
      </Modal>
    </>
  );
}
