// 入力表: workbooks for workplaces to type answers into, and what of them came back.
import { Button, Checkbox, Group, Modal, Select, Stack, Table, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { Locale, SurveyFormRow, SurveyRead, WaveDetail } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { host, type PickedFile } from "../ipc/host";
import { t, wireWords } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { sayDone } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { CountField } from "../training/CountField";

function OutForm({ detail, onClose }: { detail: WaveDetail; onClose(): void }) {
  const [label, setLabel] = useState("");
  const [lines, setLines] = useState<number | undefined>(50);
  const [locale, setLocale] = useState<Locale>("ja");
  const [tried, setTried] = useState(false);
  const write = useChange("surveys", "write_form", { job: t("surveys.form.writing"), quiet: true });
  const words = write.error ? fieldWords(write.error) : {};
  const save = async () => {
    setTried(true);
    if (!label.trim()) return;
    const file = await host.pickFile("save_workbook", `${[t("surveys.form.file"), detail.wave.label, label.trim()].join("_")}.xlsx`);
    if (!file) return;
    write.mutate(
      { wave_id: detail.wave.id, file: file.token, label: label.trim(), lines, locale },
      {
        onSuccess: (written) => {
          sayDone(t("surveys.form.written", { name: written.name, code: written.code }), {
            words: t("ui.open"),
            run: () => void host.openWritten(file.token),
          });
          onClose();
        },
      },
    );
  };
  return (
    <Stack gap="md">
      <Text>{t("surveys.form.out.text")}</Text>
      <ProblemAlert problem={formProblem(write.error)} />
      <TextInput
        label={t("surveys.form.for")}
        description={t("surveys.form.for.about")}
        required
        data-autofocus
        value={label}
        error={words["label"] ?? (tried && !label.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <CountField label={t("surveys.form.lines")} value={lines} error={words["lines"]} onChange={setLines} />
      <Select
        label={t("surveys.form.locale")}
        description={t("surveys.form.locale.about")}
        data={(["ja", "en"] as const).map((each) => ({ value: each, label: t(`enum.locale.${each}`) }))}
        allowDeselect={false}
        value={locale}
        onChange={(next) => next && setLocale(next)}
      />
      <FormActions save={t("surveys.form.write")} saving={write.isPending} onSave={() => void save()} onCancel={onClose} />
    </Stack>
  );
}

function Rows({ read }: { read: SurveyRead }) {
  return (
    <Stack gap="sm">
      <Group gap="md" role="status">
        <Badge tone="good">{t("surveys.form.taken", { n: read.taken })}</Badge>
        {read.refused > 0 && <Badge tone="urgent">{t("surveys.form.refused", { n: read.refused })}</Badge>}
      </Group>
      <Text>{t("surveys.form.from", { label: read.label, code: read.code })}</Text>
      {read.rows.length > 0 && (
        <Wide label={t("surveys.form.rows")} least={32} most={20}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("surveys.form.row")}</Table.Th>
                <Table.Th scope="col">{t("surveys.form.where")}</Table.Th>
                <Table.Th scope="col">{t("surveys.form.why")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {read.rows.map((row) => (
                <Table.Tr key={row.row}>
                  <Table.Td className="ky-number">{row.row}</Table.Td>
                  <Table.Td>{row.question === null ? "" : t("surveys.question.no", { no: row.question })}</Table.Td>
                  <Table.Td>{wireWords(`problem.${row.reason ?? ""}`) ?? row.reason}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
    </Stack>
  );
}

function InForm({ wave, file, onOther, onClose }: { wave: string; file: PickedFile; onOther(): void; onClose(): void }) {
  const [leave, setLeave] = useState(false);
  const preview = useAnswer("surveys", "preview_form", { file: file.token, wave_id: wave });
  const apply = useChange("surveys", "apply_form", { onDone: onClose });
  const read = preview.data;
  return (
    <Stack gap="md">
      <Text>{file.name}</Text>
      <ProblemAlert problem={apply.error ?? preview.error} />
      {preview.isPending && <Waiting />}
      {read && <Rows read={read} />}
      {read && read.refused > 0 && (
        <Checkbox label={t("surveys.form.leave_out", { n: read.refused })} checked={leave} onChange={(event) => setLeave(event.currentTarget.checked)} />
      )}
      <FormActions
        save={t("surveys.form.apply", { n: read?.taken ?? 0 })}
        saving={apply.isPending}
        disabled={!read || read.taken === 0 || (read.refused > 0 && !leave)}
        onSave={() => read && apply.mutate({ file: file.token, wave_id: wave, file_hash: read.file_hash, leave_out: leave || undefined })}
        onCancel={onClose}
      >
        <Button variant="default" onClick={onOther}>
          {t("ui.file.other")}
        </Button>
      </FormActions>
    </Stack>
  );
}

function Sent({ form }: { form: SurveyFormRow }) {
  const desk = useDesk();
  return (
    <Table.Tr>
      <Table.Th scope="row">{form.label}</Table.Th>
      <Table.Td className="ky-number">{form.code}</Table.Td>
      <Table.Td>{t("surveys.form.edition", { n: form.edition })}</Table.Td>
      <Table.Td className="ky-number">{showDate(form.sent_on, desk.era)}</Table.Td>
      <Table.Td>
        {form.taken_on ? (
          <Badge tone="good">{t("surveys.form.back", { n: form.taken ?? 0, on: showDate(form.taken_on, desk.era) })}</Badge>
        ) : form.old ? (
          <Badge tone="ended">{t("surveys.form.replaced")}</Badge>
        ) : (
          <Badge tone="caution">{t("surveys.form.out")}</Badge>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

export function Forms({ detail }: { detail: WaveDetail }) {
  const [writing, setWriting] = useState(false);
  const [file, setFile] = useState<PickedFile>();
  const pick = async () => {
    const picked = await host.pickFile("open_roster", "");
    if (picked) setFile(picked);
  };
  return (
    <Stack gap="md" maw="64rem">
      <Text>{t("surveys.forms.text")}</Text>
      <Group gap="xs">
        <Button leftSection={<Icon name="file" size={18} />} onClick={() => setWriting(true)}>
          {t("surveys.form.make")}
        </Button>
        <Button variant="default" leftSection={<Icon name="import" size={18} />} onClick={() => void pick()}>
          {t("surveys.form.in")}
        </Button>
      </Group>
      {detail.forms.length === 0 ? (
        <Text>{t("surveys.forms.empty")}</Text>
      ) : (
        <Wide label={t("surveys.part.forms")} least={40}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("surveys.form.for")}</Table.Th>
                <Table.Th scope="col">{t("surveys.form.code")}</Table.Th>
                <Table.Th scope="col">{t("surveys.form.edition.head")}</Table.Th>
                <Table.Th scope="col">{t("surveys.form.sent_on")}</Table.Th>
                <Table.Th scope="col">{t("surveys.form.state")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {detail.forms.map((form) => (
                <Sent key={form.id} form={form} />
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
      <Modal opened={writing} onClose={() => setWriting(false)} title={t("surveys.form.make")}>
        <OutForm detail={detail} onClose={() => setWriting(false)} />
      </Modal>
      <Modal opened={file !== undefined} onClose={() => setFile(undefined)} title={t("surveys.form.in")} size="xl">
        {file && <InForm key={file.token} wave={detail.wave.id} file={file} onOther={() => void pick()} onClose={() => setFile(undefined)} />}
      </Modal>
    </Stack>
  );
}
