// The fictional sample union: one passphrase, and everything can be tried without harm.
import { Button, Stack, Text } from "@mantine/core";
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

export function CreateSample({ onBack }: { onBack(): void }) {
  const [file, setFile] = useState<PickedFile | null>(null);
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const [tried, setTried] = useState(false);
  const create = useDoor("create_sample", t("desk.sample.working"), () => void forgetAnswers());
  const save = () => {
    setTried(true);
    const faults = passphraseFaults(passphrase);
    if (!file || faults.first || faults.second) return;
    create.mutate({ file: file.token, passphrase: passphrase.first });
  };
  return (
    <GatePaper title={t("desk.start.sample")}>
      <Stack gap="md">
        <Text className="ky-measure">{t("desk.sample.text")}</Text>
        <ProblemAlert problem={formProblem(create.error)} />
        <PassphraseFields
          value={passphrase}
          onChange={setPassphrase}
          tried={tried}
          error={create.error ? fieldWords(create.error)["passphrase"] : undefined}
        />
        <FileField
          label={t("desk.place")}
          purpose="save_union"
          suggested={t("desk.sample.file")}
          value={file}
          onChange={setFile}
          error={tried && !file ? t("ui.file.missing") : undefined}
        />
        <FormActions save={t("desk.sample.save")} saving={create.isPending} onSave={save}>
          <Button variant="default" onClick={onBack}>
            {t("ui.back")}
          </Button>
        </FormActions>
      </Stack>
    </GatePaper>
  );
}
