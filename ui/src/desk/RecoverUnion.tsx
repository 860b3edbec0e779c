// The passphrase is lost: the recovery sheet opens the file and gives the officer a new one.
import { Button, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { PickedFile } from "../ipc/host";
import { forgetAnswers } from "../ipc/client";
import { t } from "../labels/t";
import { FileField } from "../parts/FileField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { GatePaper } from "./GatePaper";
import { useDoor } from "./gateway";
import { NO_PASSPHRASE, passphraseFaults, PassphraseFields } from "./PassphraseFields";

export function RecoverUnion({ onBack }: { onBack(): void }) {
  const [file, setFile] = useState<PickedFile | null>(null);
  const [code, setCode] = useState("");
  const [login, setLogin] = useState("");
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const [tried, setTried] = useState(false);
  const recover = useDoor("recover", t("desk.open.working"), () => void forgetAnswers());
  const words = recover.error ? fieldWords(recover.error) : {};
  const save = () => {
    setTried(true);
    const faults = passphraseFaults(passphrase);
    if (!file || !code.trim() || faults.first || faults.second) return;
    recover.mutate({ file: file.token, code: code.trim(), login: login.trim() || undefined, passphrase: passphrase.first });
  };
  return (
    <GatePaper title={t("desk.start.recover")}>
      <Stack gap="md">
        <Text className="ky-measure">{t("desk.recover.text")}</Text>
        <ProblemAlert problem={formProblem(recover.error)} />
        <FileField
          label={t("desk.file")}
          purpose="open_union"
          suggested=""
          value={file}
          onChange={setFile}
          error={tried && !file ? t("ui.file.missing") : undefined}
        />
        <Textarea
          label={t("desk.recover.code")}
          description={t("desk.recover.code.about")}
          required
          autosize
          minRows={2}
          autoComplete="off"
          spellCheck={false}
          value={code}
          error={words["code"] ?? (tried && !code.trim() ? t("ui.fill_in") : undefined)}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <TextInput
          label={t("desk.login")}
          description={t("desk.open.login.about")}
          autoComplete="off"
          value={login}
          error={words["login"]}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <PassphraseFields value={passphrase} onChange={setPassphrase} tried={tried} error={words["passphrase"]} />
        <FormActions save={t("desk.recover.save")} saving={recover.isPending} onSave={save}>
          <Button variant="default" onClick={onBack}>
            {t("ui.back")}
          </Button>
        </FormActions>
      </Stack>
    </GatePaper>
  );
}
