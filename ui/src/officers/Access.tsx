// Locking an officer out, and letting one in again with a new passphrase.
import { Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { NO_PASSPHRASE, passphraseFaults, PassphraseFields } from "../desk/PassphraseFields";
import { useDesk } from "../desk/session";
import type { OfficerRow } from "../ipc/api";
import { useChange } from "../ipc/client";
import { t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";

interface AccessProps {
  officer: OfficerRow;
  onDone(): void;
}

export function LockOut({ officer, onDone }: AccessProps) {
  const [reason, setReason] = useState("");
  const lock = useChange("officers", "lock_out", { onDone });
  const { shared } = useDesk().status;
  return (
    <Stack gap="md">
      <Text size="sm">{t(shared ? "officers.lock_out.text.shared" : "officers.lock_out.text")}</Text>
      <ProblemAlert problem={formProblem(lock.error)} />
      <Textarea
        label={t("officers.lock_out.reason")}
        data-autofocus
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <FormActions
        danger
        save={t("officers.lock_out")}
        saving={lock.isPending}
        onSave={() => lock.mutate({ officer: officer.id, reason: reason.trim() || undefined })}
        onCancel={onDone}
      />
    </Stack>
  );
}

export function LetIn({ officer, onDone }: AccessProps) {
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const [tried, setTried] = useState(false);
  const letIn = useChange("officers", "let_in", { job: t("officers.let_in"), onDone });
  const words = letIn.error ? fieldWords(letIn.error) : {};
  const save = () => {
    setTried(true);
    const faults = passphraseFaults(passphrase);
    if (!faults.first && !faults.second) letIn.mutate({ officer: officer.id, passphrase: passphrase.first });
  };
  return (
    <Stack gap="md">
      <Text size="sm">{t("officers.let_in.text")}</Text>
      <ProblemAlert problem={formProblem(letIn.error)} />
      <PassphraseFields value={passphrase} onChange={setPassphrase} tried={tried} error={words["passphrase"]} />
      <FormActions save={t("officers.let_in")} saving={letIn.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}
