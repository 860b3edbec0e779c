// The officer's own passphrase, and a new recovery sheet for the file.
import { PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useChange } from "../ipc/client";
import { t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { sayDone } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { useDoor } from "./gateway";
import { NO_PASSPHRASE, passphraseFaults, PassphraseFields } from "./PassphraseFields";
import { RecoverySheet } from "./RecoverySheet";
import { useDesk } from "./session";

function ChangePassphrase() {
  const [old, setOld] = useState("");
  const [next, setNext] = useState(NO_PASSPHRASE);
  const [tried, setTried] = useState(false);
  const change = useChange("desk", "change_passphrase", {
    job: t("desk.open.working"),
    quiet: true,
    onDone: () => {
      setOld("");
      setNext(NO_PASSPHRASE);
      setTried(false);
      sayDone(t("desk.passphrase.changed"));
    },
  });
  const words = change.error ? fieldWords(change.error) : {};
  const save = () => {
    setTried(true);
    const faults = passphraseFaults(next);
    if (!old || faults.first || faults.second) return;
    change.mutate({ old, new: next.first });
  };
  return (
    <Stack gap="md" maw="32rem">
      <Title order={2}>{t("desk.passphrase.change")}</Title>
      <ProblemAlert problem={formProblem(change.error)} />
      <PasswordInput
        label={t("desk.passphrase.old")}
        required
        autoComplete="current-password"
        value={old}
        error={words["old"] ?? (tried && !old ? t("ui.fill_in") : undefined)}
        aria-invalid={Boolean(words["old"]) || (tried && !old)}
        onChange={(event) => setOld(event.currentTarget.value)}
      />
      <PassphraseFields value={next} onChange={setNext} tried={tried} error={words["new"] ?? words["passphrase"]} />
      <FormActions save={t("desk.passphrase.change")} saving={change.isPending} onSave={save} />
    </Stack>
  );
}

function Sheet() {
  const desk = useDesk();
  const [passphrase, setPassphrase] = useState("");
  const [code, setCode] = useState<string>();
  const sheet = useDoor("recovery_sheet", t("desk.open.working"), (made) => {
    setPassphrase("");
    setCode(made.code);
  });
  return (
    <Stack gap="md" maw="40rem">
      <Title order={2}>{t("desk.recovery.title")}</Title>
      {code ? (
        <RecoverySheet
          code={code}
          union={desk.status.union_name ?? ""}
          file={desk.status.place ?? ""}
          shared={desk.status.shared}
          login={desk.officer.login}
          leave={t("desk.recovery.done.again")}
          onDone={() => setCode(undefined)}
        />
      ) : (
        <>
          <Text>{t("desk.recovery.again")}</Text>
          <ProblemAlert problem={sheet.error} />
          <PasswordInput
            label={t("desk.passphrase")}
            required
            maw="32rem"
            autoComplete="current-password"
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
          <FormActions
            save={t("desk.recovery.show")}
            saving={sheet.isPending}
            disabled={!passphrase}
            onSave={() => sheet.mutate({ passphrase })}
          />
        </>
      )}
    </Stack>
  );
}

export function Passphrase() {
  const desk = useDesk();
  return (
    <Stack gap="xl">
      <ChangePassphrase />
      {desk.may("backup") && <Sheet />}
    </Stack>
  );
}
