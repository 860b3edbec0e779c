// The door of a union that offices share: the server, who, and the passphrase.
import { Anchor, Button, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { KnownServer } from "../ipc/host";
import { forgetAnswers } from "../ipc/client";
import { onKeys } from "../keys";
import { t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { GatePaper } from "./GatePaper";
import { useDoor } from "./gateway";
import { ServerFields, serverInput, serverValues } from "./ServerFields";

export interface ConnectUnionProps {
  /** The server that was used last. */
  known?: KnownServer | undefined;
  onBack(): void;
  onRecover(): void;
}

export function ConnectUnion({ known, onBack, onRecover }: ConnectUnionProps) {
  const [server, setServer] = useState(() => serverValues(known));
  const [login, setLogin] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [tried, setTried] = useState(false);
  const open = useDoor("open", t("desk.open.working"), () => void forgetAnswers());
  const go = () => {
    setTried(true);
    const described = serverInput(server);
    if (!described || !passphrase || open.isPending) return;
    open.mutate({ server: described, login: login.trim() || undefined, passphrase });
  };
  return (
    <GatePaper title={t("desk.start.shared")}>
      <Stack gap="md">
        <Text className="ky-measure">{t("desk.server.text")}</Text>
        <ProblemAlert problem={formProblem(open.error)} />
        <ServerFields value={server} onChange={setServer} tried={tried} words={open.error ? fieldWords(open.error) : {}} autoFocus />
        <TextInput
          label={t("desk.login")}
          description={t("desk.open.login.about")}
          autoComplete="off"
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          onKeyDown={onKeys({ Enter: go })}
        />
        <PasswordInput
          label={t("desk.passphrase")}
          required
          autoComplete="current-password"
          value={passphrase}
          error={tried && !passphrase ? t("ui.fill_in") : undefined}
          aria-invalid={tried && !passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          onKeyDown={onKeys({ Enter: go })}
        />
        <FormActions save={t("desk.open.save")} saving={open.isPending} onSave={go}>
          <Button variant="default" onClick={onBack}>
            {t("ui.back")}
          </Button>
        </FormActions>
        <Group>
          <Anchor component="button" type="button" size="sm" underline="always" onClick={onRecover}>
            {t("desk.open.forgotten")}
          </Anchor>
        </Group>
      </Stack>
    </GatePaper>
  );
}
