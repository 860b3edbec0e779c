// Erasing what a case says: its keys are destroyed, the counts stay. It cannot be taken back, so it asks why first.
import { Button, Modal, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CaseDetail, EraseGround } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";

const GROUNDS = ["retention", "request", "person_erased"] as const satisfies readonly EraseGround[];

/** A case that is over: opened, or as it stands in a list. */
export type Erasable = Pick<CaseDetail, "id" | "version" | "case_no" | "retention_until">;

export function EraseCase({ case: of }: { case: Erasable }) {
  const desk = useDesk();
  const [open, setOpen] = useState(false);
  const expired = of.retention_until !== null && of.retention_until < desk.today;
  const [ground, setGround] = useState<EraseGround>(expired ? "retention" : "request");
  const close = () => setOpen(false);
  const erase = useChange("cases", "erase_case", { onDone: close });
  return (
    <>
      <Button size="compact-md" variant="default" aria-label={t("cases.erase.of", { no: of.case_no })} onClick={() => setOpen(true)}>
        {t("cases.erase")}
      </Button>
      <Modal opened={open} onClose={close} title={t("cases.erase.of", { no: of.case_no })} size="lg">
        <Stack gap="md">
          <Text>{t("cases.erase.text")}</Text>
          <ProblemAlert problem={erase.error} />
          <Radio.Group label={t("cases.erase.ground")} value={ground} onChange={(next) => setGround(next as EraseGround)}>
            <Stack gap={6} mt={4}>
              {GROUNDS.map((each, at) => (
                <Radio key={each} value={each} label={enumWords("case_erase_ground", each)} data-autofocus={at === 0 || undefined} />
              ))}
            </Stack>
          </Radio.Group>
          <FormActions
            danger
            save={t("cases.erase.save")}
            saving={erase.isPending}
            onSave={() => erase.mutate({ case_id: of.id, version: of.version, ground })}
            onCancel={close}
          />
        </Stack>
      </Modal>
    </>
  );
}
