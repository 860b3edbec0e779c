// The rows that were not taken in, as a workbook with the reason beside the cell: mend and import again. The rows name
// persons, so the workbook has a password unless the officer says otherwise.
import { Button, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { FilePassword, isReady, newFileLock, passwordOf } from "../../desk/FilePassword";
import { useChange } from "../../ipc/client";
import { host } from "../../ipc/host";
import { t } from "../../labels/t";
import { FormActions } from "../../parts/FormActions";
import { ProblemAlert } from "../../problems/ProblemAlert";
import { FileWritten, type WrittenFile } from "../FileWritten";

export interface RejectedRowsProps {
  batch: string;
  /** Name of the file that was imported. */
  name: string;
  compact?: boolean;
}

function Form({ batch, name, onDone }: { batch: string; name: string; onDone(): void }) {
  const write = useChange("members", "rejected_rows", { job: t("members.rejected.writing"), quiet: true });
  const [lock, setLock] = useState(newFileLock);
  const [tried, setTried] = useState(false);
  const [written, setWritten] = useState<WrittenFile>();
  const go = async () => {
    setTried(true);
    if (!isReady(lock)) return;
    const stem = name.replace(/\.[^.]*$/, "");
    const file = await host.pickFile("save_workbook", t("members.rejected.file", { name: stem }));
    if (!file) return;
    write.mutate(
      { batch, file: file.token, password: passwordOf(lock) },
      {
        onSuccess: (done) =>
          setWritten({
            words: t("members.rejected.done", { name: done.name, n: done.rows }),
            token: file.token,
            password: lock.choice === "made" ? lock.made : undefined,
            provided: null,
          }),
      },
    );
  };
  if (written) return <FileWritten written={written} onDone={onDone} />;
  return (
    <Stack gap="md">
      <Text>{t("members.rejected.about")}</Text>
      <ProblemAlert problem={write.error} />
      <FilePassword value={lock} onChange={setLock} tried={tried} />
      <FormActions save={t("members.rejected.save")} saving={write.isPending} onSave={() => void go()} onCancel={onDone} />
    </Stack>
  );
}

export function RejectedRows({ batch, name, compact }: RejectedRowsProps) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button size={compact ? "compact-sm" : "sm"} variant="default" onClick={() => setOpened(true)}>
        {compact ? t("members.rejected.short") : t("members.rejected.save")}
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t("members.rejected.save")} size="lg">
        <Form batch={batch} name={name} onDone={() => setOpened(false)} />
      </Modal>
    </>
  );
}
