// 宛名: labels, envelopes, or a file for merging letters, for those picked or for the whole list. Who has no address is named first.
import { Checkbox, Modal, NumberInput, Radio, Select, SimpleGrid, Stack, Table, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { FilePassword, isReady, newFileLock, passwordOf } from "../../desk/FilePassword";
import { useDesk } from "../../desk/session";
import type { Chosen, Honorific, LetterPaper, LettersWritten } from "../../ipc/api";
import { useAnswer, useChange } from "../../ipc/client";
import { host } from "../../ipc/host";
import { enumWords, t } from "../../labels/t";
import { FormActions } from "../../parts/FormActions";
import { Waiting } from "../../parts/Waiting";
import { Wide } from "../../parts/Wide";
import { ProblemAlert } from "../../problems/ProblemAlert";
import { fieldWords, formProblem } from "../../problems/problems";
import { FileWritten, type WrittenFile } from "../FileWritten";
import { RecipientField, recipientOf, useNewRecipient } from "../Recipient";

const PAPERS = ["a4x12", "a4x18", "a4x21", "a4x24", "long3", "square2"] as const satisfies readonly LetterPaper[];
const HONORIFICS = ["sama", "dono", "none"] as const satisfies readonly Honorific[];
type What = LetterPaper | "merge_xlsx" | "merge_csv";

function Form({ chosen, onDone }: { chosen: Chosen; onDone(): void }) {
  const desk = useDesk();
  const [what, setWhat] = useState<What>("a4x12");
  const [start, setStart] = useState<number>(1);
  const [honorific, setHonorific] = useState<Honorific>("sama");
  const [sender, setSender] = useState(false);
  const [right, setRight] = useState<number>(0);
  const [down, setDown] = useState<number>(0);
  const [purpose, setPurpose] = useState("");
  const [recipient, setRecipient] = useState(useNewRecipient());
  const [lock, setLock] = useState(newFileLock);
  const [tried, setTried] = useState(false);
  const [written, setWritten] = useState<WrittenFile>();
  const to = useAnswer("members", "preview_letters", { chosen });
  const labels = useChange("members", "write_labels", { job: t("members.letters.writing"), quiet: true });
  const merge = useChange("members", "write_merge_file", { job: t("members.letters.writing"), quiet: true });
  const error = labels.error ?? merge.error;
  const words = error ? fieldWords(error) : {};
  const guarded = what !== "merge_csv";
  const onPaper = what !== "merge_xlsx" && what !== "merge_csv";
  const sheet = onPaper && what.startsWith("a4");
  const most = sheet ? Number(what.slice(3)) : 1;
  const save = async () => {
    setTried(true);
    const who = recipientOf(recipient);
    if (!purpose.trim() || !who || (guarded && !isReady(lock))) return;
    const ending = what === "merge_csv" ? "csv" : "xlsx";
    const file = await host.pickFile("save_workbook", `${t("members.letters.file", { on: desk.today })}.${ending}`);
    if (!file) return;
    const common = {
      chosen,
      honorific,
      file: file.token,
      password: guarded ? passwordOf(lock) : undefined,
      purpose: purpose.trim(),
      recipient: who,
    };
    const onSuccess = (done: LettersWritten) =>
      setWritten({
        words: t("members.letters.done", { name: done.written.name, n: done.to.n }),
        token: file.token,
        password: guarded && lock.choice === "made" ? lock.made : undefined,
        provided: done.written.provided,
      });
    if (onPaper) {
      const shift = { shift_right: Math.round(right * 10), shift_down: Math.round(down * 10) };
      labels.mutate({ ...common, ...shift, paper: what, start: sheet ? Math.min(start, most) : 1, sender }, { onSuccess });
    } else merge.mutate(common, { onSuccess });
  };
  if (written) return <FileWritten written={written} onDone={onDone} />;
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(error) ?? to.error} />
      {to.isPending && <Waiting />}
      {to.data && (
        <Text role="status">
          <strong className="ky-number">{t("members.letters.to", { n: to.data.n })}</strong>
          {to.data.without_n > 0 && t("members.letters.without_n", { n: to.data.without_n })}
        </Text>
      )}
      {to.data && to.data.without.length > 0 && (
        <Wide label={t("members.letters.without")} least={20} most={10}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("members.column.member_no")}</Table.Th>
                <Table.Th>{t("members.column.name")}</Table.Th>
                <Table.Th>{t("members.letters.why")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {to.data.without.map((person) => (
                <Table.Tr key={person.member_no}>
                  <Table.Td>{person.member_no}</Table.Td>
                  <Table.Td className="ky-private">{person.name}</Table.Td>
                  <Table.Td>{enumWords("no_letter", person.why)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
      <Select
        label={t("members.letters.what")}
        data-autofocus
        allowDeselect={false}
        data={[
          ...PAPERS.map((paper) => ({ value: paper, label: enumWords("letter_paper", paper) })),
          { value: "merge_xlsx", label: t("members.letters.merge_xlsx") },
          { value: "merge_csv", label: t("members.letters.merge_csv") },
        ]}
        value={what}
        onChange={(next) => next && setWhat(next as What)}
      />
      <Radio.Group label={t("members.letters.honorific")} value={honorific} onChange={(value) => setHonorific(value as Honorific)}>
        <Stack gap="xs" mt="xs">
          {HONORIFICS.map((each) => (
            <Radio key={each} value={each} label={enumWords("honorific", each)} />
          ))}
        </Stack>
      </Radio.Group>
      {onPaper && (
        <>
          <Checkbox label={t("members.letters.sender")} checked={sender} onChange={(event) => setSender(event.currentTarget.checked)} />
          <SimpleGrid cols={{ base: 1, xs: 3 }}>
            {sheet && (
              <NumberInput
                label={t("members.letters.start", { most })}
                min={1}
                max={most}
                value={Math.min(start, most)}
                error={words["start"]}
                onChange={(value) => setStart(Number(value) || 1)}
              />
            )}
            <NumberInput
              label={t("members.letters.right")}
              step={0.5}
              decimalScale={1}
              min={-20}
              max={20}
              value={right}
              onChange={(value) => setRight(Number(value) || 0)}
            />
            <NumberInput
              label={t("members.letters.down")}
              step={0.5}
              decimalScale={1}
              min={-20}
              max={20}
              value={down}
              onChange={(value) => setDown(Number(value) || 0)}
            />
          </SimpleGrid>
          <Text size="sm" c="dimmed">
            {t("members.letters.print")}
          </Text>
        </>
      )}
      <TextInput
        label={t("members.export.purpose")}
        description={t("members.export.purpose.about")}
        required
        value={purpose}
        error={words["purpose"] ?? (tried && !purpose.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
      <RecipientField value={recipient} onChange={setRecipient} tried={tried} error={words["recipient"]} />
      {guarded ? (
        <FilePassword value={lock} onChange={setLock} tried={tried} error={words["password"]} />
      ) : (
        <Text size="sm" role="note" style={{ color: "var(--ky-caution)" }}>
          {t("members.export.plain")}
        </Text>
      )}
      <FormActions
        save={t("members.letters.save")}
        saving={labels.isPending || merge.isPending}
        disabled={to.data?.n === 0}
        onSave={() => void save()}
        onCancel={onDone}
      />
    </Stack>
  );
}

export function LettersDialog({ chosen, onClose }: { chosen: Chosen | undefined; onClose(): void }) {
  return (
    <Modal opened={chosen !== undefined} onClose={onClose} title={t("members.letters.title")} size="lg">
      {chosen && <Form chosen={chosen} onDone={onClose} />}
    </Modal>
  );
}
