// The door of a union that offices share: the server, who, and the passphrase.
import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { KnownServer } from "../ipc/host";
import { forgetAnswers } from "../ipc/client";
import { t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { GatePaper } from "./GatePaper";
import { useDoor } from "./gateway";
import { ServerFields, serverInput, serverValues } from "./ServerFields";
import { NOBODY, WhoFields } from "./WhoFields";

export interface ConnectUnionProps {
  /** The server that was used last. */
  known?: KnownServer | undefined;
  onBack(): void;
  onRecover(): void;
}

export function ConnectUnion({ known, onBack, onRecover }: ConnectUnionProps) {
  const [server, setServer] = useState(() => serverValues(known));
  const [who, setWho] = useState(NOBODY);
  const [tried, setTried] = useState(false);
  const open = useDoor("open", t("desk.open.working"), () => void forgetAnswers());
  const go = () => {
    setTried(true);
    const described = serverInput(server);
    if (!described || !who.passphrase || open.isPending) return;
    open.mutate({ server: described, login: who.login.trim() || undefined, passphrase: who.passphrase });
  };
  return (
    <GatePaper title={t("desk.start.shared")}>
      <Stack gap="md">
        <Text className="ky-measure">{t("desk.server.text")}</Text>
        <ProblemAlert problem={formProblem(open.error)} />
        <ServerFields value={server} onChange={setServer} tried={tried} words={open.error ? fieldWords(open.error) : {}} autoFocus />
        <WhoFields value={who} onChange={setWho} tried={tried} onEnter={go} />
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
