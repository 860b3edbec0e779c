// Writing an own report as a workbook, or as a booklet where this computer can make one. Members by name ask why and for whom first; a
// workbook of them is protected by a password.
import { Button, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { FilePassword, isReady, newFileLock, passwordOf } from "../desk/FilePassword";
import { useDesk } from "../desk/session";
import type { OwnReportAsk, ReportWritten } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { host } from "../ipc/host";
import { t } from "../labels/t";
import { FileWritten, type WrittenFile } from "../members/FileWritten";
import { RecipientField, recipientOf, useNewRecipient } from "../members/Recipient";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { Told } from "../parts/Told";
import { sayDone, sayProblem } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";

/** How the file's name ends decides what is written. */
type Ending = "xlsx" | "pdf";

interface Extra {
  purpose?: string;
  recipient?: string;
  password?: string;
}

function useWriting(name: string, ask: OwnReportAsk) {
  const desk = useDesk();
  const write = useChange("reports", "write_own_report", { job: t("reports.writing", { name }), quiet: true });
  const go = async (ending: Ending, extra: Extra, onDone: (written: ReportWritten, token: string) => void, onError?: typeof sayProblem) => {
    // What no file name holds is left to the core to refuse; slashes would be folders.
    const suggested = [desk.status.union_name, name, desk.today].filter(Boolean).join("_").replaceAll(/[\\/:*?"<>|]/g, "_");
    const file = await host.pickFile("save_workbook", `${suggested}.${ending}`);
    if (!file) return;
    write.mutate({ ...ask, ...extra, file: file.token }, { onSuccess: (written) => onDone(written, file.token), onError });
  };
  return { write, go };
}

function Purpose({ name, ask, ending, onDone }: { name: string; ask: OwnReportAsk; ending: Ending; onDone(): void }) {
  const { write, go } = useWriting(name, ask);
  const [purpose, setPurpose] = useState("");
  const [recipient, setRecipient] = useState(useNewRecipient());
  const [lock, setLock] = useState(newFileLock);
  const [tried, setTried] = useState(false);
  const [written, setWritten] = useState<WrittenFile>();
  const words = write.error ? fieldWords(write.error) : {};
  const locks = ending === "xlsx";
  const save = () => {
    setTried(true);
    if (!purpose.trim() || !recipientOf(recipient) || (locks && !isReady(lock))) return;
    void go(ending, { purpose: purpose.trim(), recipient: recipientOf(recipient), password: locks ? passwordOf(lock) : undefined }, (done, token) =>
      setWritten({
        words: t("reports.written", { name: done.name }),
        token,
        password: locks && lock.choice === "made" ? lock.made : undefined,
        provided: done.provided,
      }),
    );
  };
  if (written) return <FileWritten written={written} onDone={onDone} />;
  return (
    <Stack gap="md">
      <Text>{t("reports.purpose.text")}</Text>
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
      <RecipientField value={recipient} onChange={setRecipient} tried={tried} error={words["recipient"]} />
      {locks ? (
        <FilePassword value={lock} onChange={setLock} tried={tried} error={words["password"]} />
      ) : (
        <Told tone="caution" title={t("reports.pdf.plain")}>
          {t("reports.pdf.plain.about")}
        </Told>
      )}
      <FormActions save={t(locks ? "reports.write" : "reports.write_pdf")} saving={write.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}

export function WriteOwn({ name, ask, names, disabled }: { name: string; ask: OwnReportAsk; names: boolean; disabled: boolean }) {
  const { write, go } = useWriting(name, ask);
  // Whether this computer makes booklets is the same for every report.
  const prints = useAnswer("reports", "list", {}).data?.some((each) => each.prints) ?? false;
  const [asking, setAsking] = useState<Ending>();
  const plain = (ending: Ending) =>
    go(ending, {}, (written, token) => sayDone(t("reports.written", { name: written.name }), { words: t("ui.open"), run: () => void host.openWritten(token) }), sayProblem);
  const start = (ending: Ending) => (names ? setAsking(ending) : void plain(ending));
  return (
    <>
      <Button leftSection={<Icon name="file" size={18} />} disabled={disabled} loading={write.isPending} onClick={() => start("xlsx")}>
        {t("reports.write")}
      </Button>
      {prints && (
        <Button variant="default" disabled={disabled || write.isPending} onClick={() => start("pdf")}>
          {t("reports.write_pdf")}
        </Button>
      )}
      <Modal opened={asking !== undefined} onClose={() => setAsking(undefined)} title={name} size="lg">
        {asking && <Purpose name={name} ask={ask} ending={asking} onDone={() => setAsking(undefined)} />}
      </Modal>
    </>
  );
}
