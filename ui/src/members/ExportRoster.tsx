// 書き出し: the people of the filter, as a workbook protected by a password unless the officer says otherwise.
import { Button, Checkbox, Modal, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { FilePassword, isReady, newFileLock, passwordOf } from "../desk/FilePassword";
import { useDesk } from "../desk/session";
import type { MemberFilter } from "../ipc/api";
import { useChange } from "../ipc/client";
import { host } from "../ipc/host";
import { t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { FileWritten, type WrittenFile } from "./FileWritten";
import { RecipientField, recipientOf, useNewRecipient } from "./Recipient";

interface ExportProps {
  filter: MemberFilter;
  /** Columns shown, in order. */
  columns: string[];
  total: number;
}

type Format = "xlsx" | "csv" | "csv_cp932";

function Form({ filter, columns, total, onDone }: ExportProps & { onDone(): void }) {
  const desk = useDesk();
  const [purpose, setPurpose] = useState("");
  const [recipient, setRecipient] = useState(useNewRecipient());
  const [format, setFormat] = useState<Format>("xlsx");
  const [shown, setShown] = useState(false);
  const [replace, setReplace] = useState(false);
  const [lock, setLock] = useState(newFileLock);
  const [tried, setTried] = useState(false);
  const [written, setWritten] = useState<WrittenFile>();
  const write = useChange("members", "export_roster", { job: t("members.export.writing"), quiet: true });
  const words = write.error ? fieldWords(write.error) : {};
  const guarded = format === "xlsx";
  const save = async () => {
    setTried(true);
    if (!purpose.trim() || !recipientOf(recipient) || (guarded && !isReady(lock))) return;
    const ending = format === "xlsx" ? "xlsx" : "csv";
    const file = await host.pickFile("save_workbook", `${t("members.export.file", { on: desk.today })}.${ending}`);
    if (!file) return;
    write.mutate(
      {
        file: file.token,
        filter,
        columns: shown ? columns : undefined,
        encoding: format === "csv_cp932" ? "cp932" : "utf8",
        replace: format === "csv_cp932" && replace ? true : undefined,
        password: guarded ? passwordOf(lock) : undefined,
        purpose: purpose.trim(),
        recipient: recipientOf(recipient),
      },
      {
        onSuccess: (done) =>
          setWritten({
            words: t("members.export.done", { name: done.name, n: done.rows }),
            token: file.token,
            password: guarded && lock.choice === "made" ? lock.made : undefined,
            provided: done.provided,
          }),
      },
    );
  };
  if (written) return <FileWritten written={written} onDone={onDone} />;
  return (
    <Stack gap="md">
      <Text>{t("members.export.text", { n: total })}</Text>
      <ProblemAlert problem={formProblem(write.error)} />
      <TextInput
        label={t("members.export.purpose")}
        description={t("members.export.purpose.about")}
        required
        data-autofocus
        value={purpose}
        error={words["purpose"] ?? (tried && !purpose.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
      <RecipientField value={recipient} onChange={setRecipient} tried={tried} error={words["recipient"]} />
      <Radio.Group label={t("members.export.columns")} value={shown ? "shown" : "all"} onChange={(value) => setShown(value === "shown")}>
        <Stack gap="xs" mt="xs">
          <Radio value="all" label={t("members.export.columns.all")} />
          <Radio value="shown" label={t("members.export.columns.shown")} />
        </Stack>
      </Radio.Group>
      <Radio.Group label={t("members.export.format")} value={format} onChange={(value) => setFormat(value as Format)}>
        <Stack gap="xs" mt="xs">
          <Radio value="xlsx" label={t("members.export.format.xlsx")} />
          <Radio value="csv" label={t("members.export.format.csv")} />
          <Radio value="csv_cp932" label={t("members.export.format.csv_cp932")} />
        </Stack>
      </Radio.Group>
      {format === "csv_cp932" && (
        <Checkbox
          label={t("members.export.replace")}
          checked={replace}
          onChange={(event) => setReplace(event.currentTarget.checked)}
        />
      )}
      {guarded ? (
        <FilePassword value={lock} onChange={setLock} tried={tried} error={words["password"]} />
      ) : (
        <Text size="sm" role="note" style={{ color: "var(--ky-caution)" }}>
          {t("members.export.plain")}
        </Text>
      )}
      <FormActions save={t("members.export.save")} saving={write.isPending} onSave={() => void save()} onCancel={onDone} />
    </Stack>
  );
}

export function ExportRoster({ filter, columns, total }: ExportProps) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" disabled={total === 0} onClick={() => setOpened(true)}>
        {t("members.export")}
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t("members.export")} size="lg">
        <Form filter={filter} columns={columns} total={total} onDone={() => setOpened(false)} />
      </Modal>
    </>
  );
}
