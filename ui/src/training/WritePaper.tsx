// Papers of one training: the attendance sheet (R13), certificates one a page (R14), the shares of all (R15). What names persons asks
// why and for whom first, and is protected by a password.
import { Button, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { FilePassword, isReady, newFileLock, passwordOf } from "../desk/FilePassword";
import { useDesk } from "../desk/session";
import type { Provided, RunRow } from "../ipc/api";
import { useChange } from "../ipc/client";
import { host } from "../ipc/host";
import { t } from "../labels/t";
import { FileWritten, type WrittenFile } from "../members/FileWritten";
import { RecipientField, recipientOf, useNewRecipient } from "../members/Recipient";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { sayDone, sayProblem } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";

export interface WritePaperProps {
  report: "R13" | "R14" | "R15" | "badges";
  run: RunRow;
  /** The certificate of one person, to be handed out again. */
  one?: { person: string; number: string } | undefined;
}

function useTarget({ report, run, one }: WritePaperProps) {
  const desk = useDesk();
  const name = t(`training.paper.${report}`);
  return () => host.pickFile("save_workbook", `${[name, one?.number ?? run.code, desk.today].join("_")}.xlsx`);
}

interface PurposeProps extends WritePaperProps {
  report: "R13" | "R14" | "badges";
  onDone(): void;
}

function Purpose({ report, run, one, onDone }: PurposeProps) {
  const desk = useDesk();
  const pick = useTarget({ report, run, one });
  const [purpose, setPurpose] = useState(t(`training.paper.${report}.why`));
  const [recipient, setRecipient] = useState(useNewRecipient());
  const [lock, setLock] = useState(newFileLock);
  const [tried, setTried] = useState(false);
  const [written, setWritten] = useState<WrittenFile>();
  const paper = useChange("reports", "write", { job: t("training.paper.writing"), quiet: true });
  const badges = useChange("training", "write_badges", { job: t("training.paper.writing"), quiet: true });
  const write = report === "badges" ? badges : paper;
  const words = write.error ? fieldWords(write.error) : {};
  const save = async () => {
    setTried(true);
    const who = recipientOf(recipient);
    if (!purpose.trim() || !who || !isReady(lock)) return;
    const file = await pick();
    if (!file) return;
    const onSuccess = (done: { name: string; provided: Provided | null }) =>
      setWritten({
        words: t("training.written", { name: done.name }),
        token: file.token,
        password: lock.choice === "made" ? lock.made : undefined,
        provided: done.provided,
      });
    const common = { purpose: purpose.trim(), password: passwordOf(lock), file: file.token };
    if (report === "badges") badges.mutate({ run_id: run.id, ...common }, { onSuccess });
    else paper.mutate({ report, as_of: desk.today, run: run.id, ...(one && { person: one.person }), recipient: who, ...common }, { onSuccess });
  };
  if (written) return <FileWritten written={written} onDone={onDone} />;
  return (
    <Stack gap="md">
      <Text>{t("training.paper.text")}</Text>
      <ProblemAlert problem={formProblem(write.error)} />
      <TextInput
        label={t("members.export.purpose")}
        description={t("members.export.purpose.about")}
        required
        data-autofocus
        value={purpose}
        error={words["purpose"] ?? (tried && !purpose.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
      {report !== "badges" && (
        <RecipientField value={recipient} onChange={setRecipient} tried={tried} error={words["recipient"]} stays />
      )}
      <FilePassword value={lock} onChange={setLock} tried={tried} error={words["password"]} />
      <FormActions save={t("training.paper.save")} saving={write.isPending} onSave={() => void save()} onCancel={onDone} />
    </Stack>
  );
}

export function WritePaper({ report, run, one }: WritePaperProps) {
  const desk = useDesk();
  const [asking, setAsking] = useState(false);
  const pick = useTarget({ report, run, one });
  const write = useChange("reports", "write", { job: t("training.paper.writing"), quiet: true });
  if (!desk.may(report === "R15" ? "see_training_costs" : "export_training")) return null;
  const bill = async () => {
    const file = await pick();
    if (!file) return;
    if (report !== "R15") return;
    write.mutate(
      { report, as_of: desk.today, run: run.id, file: file.token },
      {
        onError: sayProblem,
        onSuccess: (done) => sayDone(t("training.written", { name: done.name }), { words: t("ui.open"), run: () => void host.openWritten(file.token) }),
      },
    );
  };
  const words = t(`training.paper.${report}.write`);
  return (
    <>
      <Button
        variant="default"
        {...(one
          ? { size: "compact-sm", "aria-label": t("training.paper.R14.write_of", { number: one.number }) }
          : { leftSection: <Icon name="file" size={18} /> })}
        loading={write.isPending}
        onClick={() => (report === "R15" ? void bill() : setAsking(true))}
      >
        {words}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={words} size="lg">
        {report !== "R15" && <Purpose report={report} run={run} one={one} onDone={() => setAsking(false)} />}
      </Modal>
    </>
  );
}
