// 案内を作る: what was chosen becomes one page to give away.
import { Button, CloseButton, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import { useChange } from "../ipc/client";
import { host } from "../ipc/host";
import { currentLocale, t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { sayDone } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { HANDOUT_MOST } from "./words";

/** An entry that was put on the handout. */
export interface Chosen {
  id: string;
  name: string;
  of: "schemes" | "communities";
}

export interface HandoutProps {
  chosen: Chosen[];
  onDrop(entry: Chosen): void;
  onDone(): void;
}

function HandoutForm({ chosen, onDrop, onDone, onClose }: HandoutProps & { onClose(): void }) {
  const desk = useDesk();
  const [occasion, setOccasion] = useState("");
  const write = useChange("support", "write_handout", { job: t("support.handout.writing"), quiet: true });
  const tooMany = chosen.length > HANDOUT_MOST;
  const save = async () => {
    const file = await host.pickFile("save_workbook", `${t("support.handout.title")}_${desk.today}.xlsx`);
    if (!file) return;
    const of = (list: Chosen["of"]) => chosen.filter((entry) => entry.of === list).map((entry) => entry.id);
    write.mutate(
      { file: file.token, schemes: of("schemes"), communities: of("communities"), occasion: occasion.trim() || undefined, locale: currentLocale() },
      {
        onSuccess: (written) => {
          sayDone(t("support.written", { name: written.name }), { words: t("ui.open"), run: () => void host.openWritten(file.token) });
          onDone();
          onClose();
        },
      },
    );
  };
  return (
    <Stack gap="md">
      <Text>{t("support.handout.text")}</Text>
      <ProblemAlert problem={write.error} />
      <Stack gap={4} component="ul" p={0} m={0} style={{ listStyle: "none" }}>
        {chosen.map((entry) => (
          <Group key={entry.id} component="li" justify="space-between" wrap="nowrap">
            <Text>{entry.name}</Text>
            <CloseButton aria-label={t("support.handout.drop", { name: entry.name })} onClick={() => onDrop(entry)} />
          </Group>
        ))}
      </Stack>
      {tooMany && (
        <Text role="alert" style={{ color: "var(--ky-caution)" }}>
          {t("support.handout.too_many", { most: HANDOUT_MOST })}
        </Text>
      )}
      <TextInput
        label={t("support.handout.occasion")}
        description={t("support.handout.occasion.about")}
        data-autofocus
        value={occasion}
        onChange={(event) => setOccasion(event.currentTarget.value)}
      />
      <FormActions
        save={t("support.handout.save")}
        saving={write.isPending}
        disabled={chosen.length === 0 || tooMany}
        onSave={() => void save()}
        onCancel={onClose}
      />
    </Stack>
  );
}

export function Handout(props: HandoutProps) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="file" size={18} />}
        disabled={props.chosen.length === 0}
        onClick={() => setOpen(true)}
      >
        {props.chosen.length > 0 ? t("support.handout.make_n", { n: props.chosen.length }) : t("support.handout.make")}
      </Button>
      <Modal opened={open} onClose={close} title={t("support.handout.make")} size="lg">
        <HandoutForm {...props} onClose={close} />
      </Modal>
    </>
  );
}
