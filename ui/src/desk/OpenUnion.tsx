// The door of a union file that is there: who, and the passphrase.
import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { PickedFile } from "../ipc/host";
import { forgetAnswers } from "../ipc/client";
import { t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { GatePaper } from "./GatePaper";
import { useDoor } from "./gateway";
import { NOBODY, WhoFields } from "./WhoFields";

export interface OpenUnionProps {
  /** The file chosen; none: the one that is locked. */
  file: PickedFile | null;
  /** Name of the locked file, or host and database of the locked union that offices share. */
  place?: string | null;
  shared?: boolean;
  union?: string | null;
  /** It was locked by itself after a rest. */
  rested?: boolean;
  onBack(): void;
  onRecover(): void;
}

export function OpenUnion({ file, place, shared, union, rested, onBack, onRecover }: OpenUnionProps) {
  const [who, setWho] = useState(NOBODY);
  const [tried, setTried] = useState(false);
  const open = useDoor("open", t("desk.open.working"), () => void forgetAnswers());
  const go = () => {
    setTried(true);
    if (!who.passphrase || open.isPending) return;
    open.mutate({ file: file?.token, login: who.login.trim() || undefined, passphrase: who.passphrase });
  };
  return (
    <GatePaper title={union ?? t(shared ? "desk.open.title.shared" : "desk.open.title")}>
      <Stack gap="md">
        {rested && (
          <Text size="sm" role="status">
            {t("desk.lock.rested")}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {t(shared ? "desk.open.server" : "desk.open.file", { name: file?.name ?? place ?? "" })}
        </Text>
        <ProblemAlert problem={open.error} />
        <WhoFields value={who} onChange={setWho} tried={tried} onEnter={go} autoFocus />
        <FormActions save={t("desk.open.save")} saving={open.isPending} onSave={go}>
          <Button variant="default" onClick={onBack}>
            {t(shared ? "desk.open.other.shared" : "desk.open.other")}
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
