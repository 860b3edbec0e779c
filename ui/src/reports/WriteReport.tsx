// Writing the workbook, or the booklet where this computer can make one. What names persons asks why and for whom first, and is protected by a password.
import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { FilePassword, isReady, newFileLock, passwordOf } from "../desk/FilePassword";
import { useDesk } from "../desk/session";
import type { ReportAsk, ReportRow, ReportWritten } from "../ipc/api";
import { useChange } from "../ipc/client";
import { host } from "../ipc/host";
import { t } from "../labels/t";
import { FileWritten, type WrittenFile } from "../members/FileWritten";
import { RecipientField, recipientOf, useNewRecipient } from "../members/Recipient";
import { nameOf } from "./names";
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
  contacts?: boolean;
}

function useWriting(report: ReportRow, ask: ReportAsk) {
  const desk = useDesk();
  const write = useChange("reports", "write", { job: t("reports.writing", { name: nameOf(report) }), quiet: true });
  const go = async (ending: Ending, extra: Extra, onDone?: (written: ReportWritten, token: string) => void) => {
    const suggested = [desk.status.union_name, nameOf(report), ask.as_of].filter(Boolean).join("_");
    const file = await host.pickFile("save_workbook", `${suggested}.${ending}`);
    if (!file) return;
    write.mutate(
      { ...ask, ...extra, file: file.token },
      {
        onSuccess: (written) => {
          if (onDone) onDone(written, file.token);
          else sayDone(t("reports.written", { name: written.name }), { words: t("ui.open"), run: () => void host.openWritten(file.token) });
        },
        onError: report.asks_purpose || report.asks_person ? undefined : sayProblem,
      },
    );
  };
  return { write, go };
}

interface PurposeProps {
  report: ReportRow;
  ask: ReportAsk;
  ending: Ending;
  onDone(): void;
}

function Purpose({ report, ask, ending, onDone }: PurposeProps) {
  const { write, go } = useWriting(report, ask);
  const [purpose, setPurpose] = useState("");
  const [recipient, setRecipient] = useState(useNewRecipient());
  const [contacts, setContacts] = useState(false);
  const [lock, setLock] = useState(newFileLock);
  const [tried, setTried] = useState(false);
  const [written, setWritten] = useState<WrittenFile>();
  const words = write.error ? fieldWords(write.error) : {};
  // Why and for whom a disclosure is written, the core knows.
  const ofPerson = report.asks_person;
  const locks = ending === "xlsx";
  const save = () => {
    setTried(true);
    if ((!ofPerson && (!purpose.trim() || !recipientOf(recipient))) || (locks && !isReady(lock))) return;
    void go(
      ending,
      {
        purpose: ofPerson ? undefined : purpose.trim(),
        recipient: ofPerson ? undefined : recipientOf(recipient),
        password: locks ? passwordOf(lock) : undefined,
        contacts: contacts || undefined,
      },
      (done, token) =>
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
      {!ofPerson && (
        <>
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
          {report.report === "R01" && (
            <Checkbox
              label={t("reports.contacts")}
              checked={contacts}
              onChange={(event) => setContacts(event.currentTarget.checked)}
            />
          )}
        </>
      )}
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

interface WriteReportProps {
  report: ReportRow;
  ask: ReportAsk;
  disabled: boolean;
  /** What the button says, where it is one of several. */
  words?: string;
  quiet?: boolean;
}

export function WriteReport({ report, ask, disabled, words, quiet }: WriteReportProps) {
  const { write, go } = useWriting(report, ask);
  const [asking, setAsking] = useState<Ending>();
  const start = (ending: Ending) => (report.asks_purpose || report.asks_person ? setAsking(ending) : void go(ending, {}));
  return (
    <>
      <Group gap="xs">
        <Button
          leftSection={<Icon name="file" size={18} />}
          variant={quiet ? "default" : "filled"}
          disabled={disabled}
          loading={write.isPending}
          onClick={() => start("xlsx")}
        >
          {words ?? t("reports.write")}
        </Button>
        {report.prints && (
          <Button variant="default" disabled={disabled || write.isPending} onClick={() => start("pdf")}>
            {t("reports.write_pdf")}
          </Button>
        )}
      </Group>
      <Modal opened={asking !== undefined} onClose={() => setAsking(undefined)} title={nameOf(report)} size="lg">
        <Purpose report={report} ask={ask} ending={asking ?? "xlsx"} onDone={() => setAsking(undefined)} />
      </Modal>
    </>
  );
}
