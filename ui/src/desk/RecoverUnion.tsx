// The passphrase is lost: the recovery sheet opens the union and gives the officer a new one.
import { Button, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { KnownServer, PickedFile } from "../ipc/host";
import { forgetAnswers } from "../ipc/client";
import { t } from "../labels/t";
import { FileField } from "../parts/FileField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { GatePaper } from "./GatePaper";
import { useDoor } from "./gateway";
import { NO_PASSPHRASE, passphraseFaults, PassphraseFields } from "./PassphraseFields";
import { ServerFields, serverInput, serverValues } from "./ServerFields";
import { WhereFields, type Where } from "./WhereFields";

export interface RecoverUnionProps {
  /** Where the union is looked for first. */
  first?: Where | undefined;
  /** Host and database of the shared union that is locked: its server is known. */
  locked?: string | undefined;
  /** What was about to be opened: it is not chosen again. */
  chosen?: PickedFile | undefined;
  known?: KnownServer | undefined;
  onBack(): void;
}

export function RecoverUnion({ first = "file", locked, chosen, known, onBack }: RecoverUnionProps) {
  const [where, setWhere] = useState<Where>(first);
  const [server, setServer] = useState(() => serverValues(known));
  const [file, setFile] = useState<PickedFile | null>(chosen ?? null);
  const [code, setCode] = useState("");
  const [login, setLogin] = useState("");
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const [tried, setTried] = useState(false);
  const recover = useDoor("recover", t("desk.open.working"), () => void forgetAnswers());
  const words = recover.error ? fieldWords(recover.error) : {};
  const save = () => {
    setTried(true);
    const faults = passphraseFaults(passphrase);
    const described = serverInput(server);
    const place = where === "server" ? described && { server: described } : file && { file: file.token };
    const named = locked === undefined ? place : {};
    if (!named || !code.trim() || faults.first || faults.second) return;
    recover.mutate({ ...named, code: code.trim(), login: login.trim() || undefined, passphrase: passphrase.first });
  };
  return (
    <GatePaper title={t("desk.start.recover")}>
      <Stack gap="md">
        <Text className="ky-measure">{t(locked !== undefined || where === "server" ? "desk.recover.text.shared" : "desk.recover.text")}</Text>
        <ProblemAlert problem={formProblem(recover.error)} />
        {locked !== undefined ? (
          <Text size="sm" c="dimmed">
            {t("desk.open.server", { name: locked })}
          </Text>
        ) : (
          <>
            <WhereFields value={where} onChange={setWhere} />
            {where === "server" ? (
              <ServerFields value={server} onChange={setServer} tried={tried} words={words} />
            ) : (
              <FileField
                label={t("desk.file")}
                purpose="open_union"
                suggested=""
                value={file}
                onChange={setFile}
                error={tried && !file ? t("ui.file.missing") : undefined}
              />
            )}
          </>
        )}
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
