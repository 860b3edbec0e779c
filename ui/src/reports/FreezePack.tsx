// Freezing a pack: it is kept as it stands, under a name, and waits for somebody else's approval.
import { Button, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { IssuedPackRow, ReportAsk } from "../ipc/api";
import { useChange } from "../ipc/client";
import { t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";

interface FreezeFormProps {
  ask: ReportAsk;
  /** The distributed pack that this takes the place of. */
  corrects?: IssuedPackRow | undefined;
  onDone(): void;
  onCancel(): void;
}

export function FreezeForm({ ask, corrects, onDone, onCancel }: FreezeFormProps) {
  const [title, setTitle] = useState(corrects ? t("reports.pack.correction_of", { title: corrects.title }) : "");
  const freeze = useChange("reports", "freeze_pack", { onDone });
  const words = freeze.error ? fieldWords(freeze.error) : {};
  return (
    <Stack gap="md">
      <Text>{t(corrects ? "reports.pack.correct.text" : "reports.pack.freeze.text")}</Text>
      <Text size="sm" c="dimmed">
        {t("reports.pack.judged")}
      </Text>
      <Text size="sm" c="dimmed">
        {t("reports.pack.not_judged")}
      </Text>
      <ProblemAlert problem={formProblem(freeze.error)} />
      <TextInput
        label={t("reports.pack.title")}
        description={t("reports.pack.title.about")}
        data-autofocus
        value={title}
        error={words["title"]}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <FormActions
        save={t(corrects ? "reports.pack.correct" : "reports.pack.freeze")}
        saving={freeze.isPending}
        onSave={() => freeze.mutate({ ...ask, title: title.trim() || undefined, corrects: corrects?.id })}
        onCancel={onCancel}
      />
    </Stack>
  );
}

export function FreezePack({ ask, disabled, onFrozen }: { ask: ReportAsk; disabled: boolean; onFrozen(): void }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" disabled={disabled} onClick={() => setAsking(true)}>
        {t("reports.pack.freeze")}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t("reports.pack.freeze")} size="lg">
        <FreezeForm
          ask={ask}
          onDone={() => {
            setAsking(false);
            onFrozen();
          }}
          onCancel={() => setAsking(false)}
        />
      </Modal>
    </>
  );
}
