// A new union, in a file or on a server: the union, its first officer, a passphrase, and the recovery sheet.
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
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
import { RecoverySheet } from "./RecoverySheet";
import { ServerFields, serverInput, serverValues } from "./ServerFields";
import { WhereFields, type Where } from "./WhereFields";

export function CreateUnion({ onBack }: { onBack(): void }) {
  const [union, setUnion] = useState("");
  const [login, setLogin] = useState("");
  const [name, setName] = useState("");
  const [where, setWhere] = useState<Where>("file");
  const [file, setFile] = useState<PickedFile | null>(null);
  const [server, setServer] = useState(serverValues);
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const [tried, setTried] = useState(false);
  const [code, setCode] = useState<string>();
  const create = useDoor("create", t("desk.create.working"), (created) => setCode(created.recovery_code));

  if (code) {
    return (
      <GatePaper title={t("desk.recovery.title")}>
        <RecoverySheet
          code={code}
          union={union}
          file={create.data?.status.place ?? ""}
          shared={where === "server"}
          login={login.trim()}
          leave={t("desk.recovery.done")}
          onDone={() => void forgetAnswers()}
        />
      </GatePaper>
    );
  }

  const words = create.error ? fieldWords(create.error) : {};
  const missing = (value: string) => (tried && value.trim() === "" ? t("ui.fill_in") : undefined);
  const save = () => {
    setTried(true);
    const faults = passphraseFaults(passphrase);
    const place = where === "server" ? serverInput(server) : file;
    if (!place || !union.trim() || !login.trim() || faults.first || faults.second) return;
    create.mutate({
      ...("token" in place ? { file: place.token } : { server: place }),
      union_name: union.trim(),
      login: login.trim(),
      display_name: name.trim() || undefined,
      passphrase: passphrase.first,
    });
  };

  return (
    <GatePaper title={t("desk.start.create")}>
      <Stack gap="md">
        <ProblemAlert problem={formProblem(create.error)} />
        <TextInput
          label={t("desk.union_name")}
          placeholder={t("desk.union_name.example")}
          required
          autoFocus
          value={union}
          error={words["union_name"] ?? missing(union)}
          onChange={(event) => setUnion(event.currentTarget.value)}
        />
        <Group grow align="flex-start">
          <TextInput
            label={t("desk.login")}
            description={t("desk.login.about")}
            required
            autoComplete="off"
            value={login}
            error={words["login"] ?? missing(login)}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <TextInput
            label={t("desk.display_name")}
            description={t("desk.display_name.about")}
            value={name}
            error={words["display_name"]}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Group>
        <PassphraseFields value={passphrase} onChange={setPassphrase} tried={tried} error={words["passphrase"]} />
        <WhereFields value={where} onChange={setWhere} />
        {where === "server" ? (
          <>
            <Text className="ky-measure">{t("desk.server.found")}</Text>
            <ServerFields value={server} onChange={setServer} tried={tried} words={words} />
          </>
        ) : (
          <FileField
            label={t("desk.place")}
            description={t("desk.place.about")}
            purpose="save_union"
            suggested={`${union.trim() || t("desk.union_name")}.kyojo`}
            value={file}
            onChange={setFile}
            error={tried && !file ? t("ui.file.missing") : undefined}
          />
        )}
        <FormActions save={t(where === "server" ? "desk.create.save.shared" : "desk.create.save")} saving={create.isPending} onSave={save}>
          <Button variant="default" onClick={onBack}>
            {t("ui.back")}
          </Button>
        </FormActions>
      </Stack>
    </GatePaper>
  );
}
