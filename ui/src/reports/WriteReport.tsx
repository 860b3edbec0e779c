// Writing the workbook. What names persons asks why and for whom first, and is protected by a password.
import { Button, Checkbox, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { NO_PASSPHRASE, passphraseFaults, PassphraseFields } from "../desk/PassphraseFields";
import { useDesk } from "../desk/session";
import type { ReportAsk, ReportRow } from "../ipc/api";
import { useChange } from "../ipc/client";
import { host } from "../ipc/host";
import { t } from "../labels/t";
import { nameOf } from "./names";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { sayDone, sayProblem } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";

interface Extra {
  purpose?: string;
  recipient?: string;
  password?: string;
  contacts?: boolean;
}

function useWriting(report: ReportRow, ask: ReportAsk) {
  const desk = useDesk();
  const write = useChange("reports", "write", { job: t("reports.writing", { name: nameOf(report) }), quiet: true });
  const go = async (extra: Extra, onDone?: () => void) => {
    const suggested = [desk.status.union_name, nameOf(report), ask.as_of].filter(Boolean).join("_");
    const file = await host.pickFile("save_workbook", `${suggested}.xlsx`);
    if (!file) return;
    write.mutate(
      { ...ask, ...extra, file: file.token },
      {
        onSuccess: (written) => {
          sayDone(t("reports.written", { name: written.name }), {
            words: t("ui.open"),
            run: () => void host.openWritten(file.token),
          });
          onDone?.();
        },
        onError: report.asks_purpose ? undefined : sayProblem,
      },
    );
  };
  return { write, go };
}

function Purpose({ report, ask, onDone }: { report: ReportRow; ask: ReportAsk; onDone(): void }) {
  const { write, go } = useWriting(report, ask);
  const [purpose, setPurpose] = useState("");
  const [recipient, setRecipient] = useState("");
  const [contacts, setContacts] = useState(false);
  const [protect, setProtect] = useState(true);
  const [password, setPassword] = useState(NO_PASSPHRASE);
  const [tried, setTried] = useState(false);
  const words = write.error ? fieldWords(write.error) : {};
  const save = () => {
    setTried(true);
    const faults = passphraseFaults(password);
    if (!purpose.trim() || (protect && (faults.first || faults.second))) return;
    void go(
      {
        purpose: purpose.trim(),
        recipient: recipient.trim() || undefined,
        password: protect ? password.first : undefined,
        contacts: contacts || undefined,
      },
      onDone,
    );
  };
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
      <TextInput
        label={t("members.export.recipient")}
        description={t("members.export.recipient.about")}
        value={recipient}
        error={words["recipient"]}
        onChange={(event) => setRecipient(event.currentTarget.value)}
      />
      <Checkbox
        label={t("reports.contacts")}
        checked={contacts}
        onChange={(event) => setContacts(event.currentTarget.checked)}
      />
      <Checkbox
        label={t("members.export.protect")}
        checked={protect}
        onChange={(event) => setProtect(event.currentTarget.checked)}
      />
      {protect ? (
        <PassphraseFields of="file" value={password} onChange={setPassword} tried={tried} error={words["password"]} />
      ) : (
        <Text size="sm" role="note" style={{ color: "var(--ky-caution)" }}>
          {t("members.export.plain")}
        </Text>
      )}
      <FormActions save={t("reports.write")} saving={write.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}

export function WriteReport({ report, ask, disabled }: { report: ReportRow; ask: ReportAsk; disabled: boolean }) {
  const { write, go } = useWriting(report, ask);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        leftSection={<Icon name="file" size={18} />}
        disabled={disabled}
        loading={write.isPending}
        onClick={() => (report.asks_purpose ? setAsking(true) : void go({}))}
      >
        {t("reports.write")}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={nameOf(report)} size="lg">
        <Purpose report={report} ask={ask} onDone={() => setAsking(false)} />
      </Modal>
    </>
  );
}
