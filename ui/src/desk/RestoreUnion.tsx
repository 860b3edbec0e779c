// A backup becomes a new union file; no file that is there is written over.
import { Button, List, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { PickedFile } from "../ipc/host";
import { t } from "../labels/t";
import { showMoment } from "../parts/dates";
import { FileField } from "../parts/FileField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { formProblem } from "../problems/problems";
import { GatePaper } from "./GatePaper";
import { useDoor } from "./gateway";

export function RestoreUnion({ onBack, onOpen }: { onBack(): void; onOpen(file: PickedFile): void }) {
  const [from, setFrom] = useState<PickedFile | null>(null);
  const [to, setTo] = useState<PickedFile | null>(null);
  const [tried, setTried] = useState(false);
  const restore = useDoor("restore", t("desk.restore.working"), () => undefined);
  const save = () => {
    setTried(true);
    if (from && to) restore.mutate({ from: from.token, to: to.token });
  };
  const done = restore.data;
  return (
    <GatePaper title={t("desk.start.restore")}>
      {done && to ? (
        <Stack gap="md" role="status">
          <Text>{t("desk.restore.done", { name: done.name, at: showMoment(done.made_at) })}</Text>
          <List>
            {done.counts["membership"] !== undefined && (
              <List.Item>{t("desk.restore.memberships", { n: done.counts["membership"] })}</List.Item>
            )}
          </List>
          <Button w="fit-content" onClick={() => onOpen(to)}>
            {t("desk.open.save")}
          </Button>
        </Stack>
      ) : (
        <Stack gap="md">
          <Text className="ky-measure">{t("desk.restore.text")}</Text>
          <ProblemAlert problem={formProblem(restore.error)} />
          <FileField
            label={t("desk.restore.from")}
            purpose="open_backup"
            suggested=""
            value={from}
            onChange={setFrom}
            error={tried && !from ? t("ui.file.missing") : undefined}
          />
          <FileField
            label={t("desk.restore.to")}
            description={t("desk.restore.to.about")}
            purpose="save_union"
            suggested={(from?.name ?? t("desk.union_name")).replace(/\.kyojo-backup$/, "").concat(".kyojo")}
            value={to}
            onChange={setTo}
            error={tried && !to ? t("ui.file.missing") : undefined}
          />
          <FormActions save={t("desk.restore.save")} saving={restore.isPending} onSave={save}>
            <Button variant="default" onClick={onBack}>
              {t("desk.restore.back")}
            </Button>
          </FormActions>
        </Stack>
      )}
    </GatePaper>
  );
}
