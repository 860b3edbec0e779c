// 添付: files that belong to a case, sealed with it. Pictures and plain text open here; of others a copy is written.
import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CaseAttachmentRow, CaseDetail } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { host, type PickedFile } from "../ipc/host";
import { t } from "../labels/t";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Told } from "../parts/Told";
import { sayDone } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import classes from "./Cases.module.css";
import { Part } from "./Part";

const KB = 1024;

function sizeWords(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / KB));
  return kilobytes < KB ? t("cases.file.kb", { n: kilobytes }) : t("cases.file.mb", { n: Math.round((10 * bytes) / KB / KB) / 10 });
}

function AddForm({ case: of, file, onDone }: { case: CaseDetail; file: PickedFile; onDone(): void }) {
  const [remark, setRemark] = useState("");
  const add = useChange("cases", "add_attachment", {
    job: t("cases.file.adding"),
    quiet: true,
    onDone: () => {
      sayDone(t("cases.file.original", { name: file.name }));
      onDone();
    },
  });
  const words = add.error ? fieldWords(add.error) : {};
  return (
    <Stack gap="md">
      <Text className="ky-private">{t("cases.file.chosen", { name: file.name })}</Text>
      <Text size="sm">{t("cases.file.about")}</Text>
      <ProblemAlert problem={formProblem(add.error)} />
      <TextInput
        label={t("cases.file.remark")}
        placeholder={t("cases.file.remark.example")}
        data-autofocus
        value={remark}
        error={words["remark"]}
        onChange={(event) => setRemark(event.currentTarget.value)}
      />
      <FormActions
        save={t("cases.file.add")}
        saving={add.isPending}
        onSave={() => add.mutate({ case_id: of.id, file: file.token, remark: remark.trim() || undefined })}
        onCancel={onDone}
      />
    </Stack>
  );
}

function Opened({ row, onDone }: { row: CaseAttachmentRow; onDone(): void }) {
  const [copied, setCopied] = useState<string>();
  const shown = useAnswer("cases", "attachment", { id: row.id }, { enabled: row.sight !== "outside" });
  const copy = useChange("cases", "write_attachment", { quiet: true, onDone: (done) => setCopied(done.name) });
  const save = async () => {
    const file = await host.pickFile("save_copy", row.name);
    if (file) copy.mutate({ id: row.id, file: file.token });
  };
  return (
    <Stack gap="md">
      <ProblemAlert problem={shown.error ?? copy.error} />
      {row.sight !== "outside" && shown.isPending && <Waiting />}
      {shown.data?.sight === "picture" && <img className={`${classes.sight} ky-private`} src={shown.data.content} alt={row.remark ?? row.name} />}
      {shown.data?.sight === "text" && (
        <Textarea readOnly label={row.name} classNames={{ input: "ky-private" }} autosize minRows={3} maxRows={20} value={shown.data.content} />
      )}
      {row.sight === "outside" && <Text>{t("cases.file.copy.text")}</Text>}
      {copied && (
        <Told tone="caution" title={t("cases.file.copy")}>
          {t("cases.file.copied", { name: copied })}
        </Told>
      )}
      <Group>
        <Button variant="default" data-autofocus loading={copy.isPending} onClick={() => void save()}>
          {t("cases.file.copy")}
        </Button>
        <Button onClick={onDone}>{t("ui.close")}</Button>
      </Group>
    </Stack>
  );
}

function RemoveForm({ row, onDone }: { row: CaseAttachmentRow; onDone(): void }) {
  const remove = useChange("cases", "remove_attachment", { onDone });
  return (
    <Stack gap="md">
      <Text>{t("cases.file.remove.text", { name: row.name })}</Text>
      <ProblemAlert problem={remove.error} />
      <FormActions
        danger
        save={t("cases.file.remove")}
        saving={remove.isPending}
        onSave={() => remove.mutate({ id: row.id, version: row.version })}
        onCancel={onDone}
      />
    </Stack>
  );
}

export function Files({ case: of, may }: { case: CaseDetail; may: boolean }) {
  const desk = useDesk();
  const files = useAnswer("cases", "attachments", { case_id: of.id });
  const [adding, setAdding] = useState<PickedFile>();
  const [opened, setOpened] = useState<CaseAttachmentRow>();
  const [removing, setRemoving] = useState<CaseAttachmentRow>();
  const pick = async () => {
    const picked = await host.pickFile("open_any", "");
    if (picked) setAdding(picked);
  };
  return (
    <Part title={t("cases.part.files")}>
      <ProblemAlert problem={files.error} onRetry={() => void files.refetch()} />
      {files.data?.length === 0 && <Text size="sm">{t("cases.file.none")}</Text>}
      {files.data?.map((row) => (
        <div key={row.id} className={classes.line}>
          <div className={classes.named}>
            <Text size="sm" fw={700} className="ky-private">
              {row.remark ?? row.name}
            </Text>
            {row.remark && (
              <Text size="xs" className="ky-private">
                {row.name}
              </Text>
            )}
            <Text size="xs" c="dimmed">
              {t("cases.file.added", { on: showDate(row.added_on, desk.era), who: row.author_name, size: sizeWords(row.bytes) })}
            </Text>
            {row.removed_on && <Text size="xs">{t("cases.file.removed_on", { on: showDate(row.removed_on, desk.era) })}</Text>}
          </div>
          {!row.removed_on && (
            <Group gap={4} wrap="nowrap">
              <Button size="compact-sm" variant="default" aria-label={t("cases.file.open_of", { name: row.name })} onClick={() => setOpened(row)}>
                {t("cases.file.open")}
              </Button>
              <Button size="compact-sm" variant="subtle" aria-label={t("cases.file.remove_of", { name: row.name })} onClick={() => setRemoving(row)}>
                {t("cases.file.remove")}
              </Button>
            </Group>
          )}
        </div>
      ))}
      {may && (
        <Button size="compact-md" variant="default" mt="xs" onClick={() => void pick()}>
          {t("cases.file.add")}
        </Button>
      )}
      <Modal opened={adding !== undefined} onClose={() => setAdding(undefined)} title={t("cases.file.add")}>
        {adding && <AddForm key={adding.token} case={of} file={adding} onDone={() => setAdding(undefined)} />}
      </Modal>
      <Modal opened={opened !== undefined} onClose={() => setOpened(undefined)} title={opened?.name} size="xl">
        {opened && <Opened row={opened} onDone={() => setOpened(undefined)} />}
      </Modal>
      <Modal opened={removing !== undefined} onClose={() => setRemoving(undefined)} title={t("cases.file.remove")}>
        {removing && <RemoveForm row={removing} onDone={() => setRemoving(undefined)} />}
      </Modal>
    </Part>
  );
}
