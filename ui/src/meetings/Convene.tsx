// Convening: the rule and the entitlement as they would be frozen, before they are.
import { Stack, Table, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { Convene as ConveneInput, MeetingDetail } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, numberWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Told } from "../parts/Told";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";

/** Numbers as they are pasted from a list: by lines, commas or spaces. */
export function numbersIn(typed: string): string[] {
  return typed.split(/[\s,、，]+/).filter(Boolean);
}

export function Convene({ detail, onClose }: { detail: MeetingDetail; onClose(): void }) {
  const desk = useDesk();
  const [day, setDay] = useState(desk.today);
  const [base, setBase] = useState(desk.today);
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const input: ConveneInput = {
    id: detail.meeting.id,
    version: detail.meeting.version,
    convened_on: day || undefined,
    base_on: base || undefined,
    urgent_reason: reason.trim() || undefined,
    numbers: numbersIn(typed),
  };
  const preview = useAnswer("meetings", "preview_convene", input, { keep: true });
  const convene = useChange("meetings", "convene", { onDone: onClose });
  const refused = convene.error ?? preview.error;
  const words = refused ? fieldWords(refused) : {};
  const found = preview.data;
  const named = detail.rule?.base !== "members";
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(convene.error) ?? formProblem(preview.error)} />
      <DateField label={t("meetings.convened_on")} autoFocus value={day} onChange={setDay} era={desk.era} error={words["convened_on"]} />
      <DateField label={t("meetings.base_on")} value={base} onChange={setBase} era={desk.era} error={words["base_on"]} />
      {named && (
        <Textarea
          label={t("meetings.numbers")}
          description={t("meetings.numbers.about")}
          autosize
          minRows={2}
          maxRows={8}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {preview.isPending && <Waiting lines={3} />}
      {found && (
        <section aria-label={t("meetings.preview")} aria-live="polite">
          <Text fw={700}>{t("meetings.preview.base", { base: found.base, needed: found.needed ?? "－" })}</Text>
          <Text size="sm">{found.quorum}</Text>
          {found.unknown.length > 0 && (
            <Told tone="urgent" title={t("meetings.preview.unknown", { n: found.unknown.length })}>
              {found.unknown.slice(0, 20).join(t("ui.between"))}
            </Told>
          )}
          {found.late && (
            <Told tone="caution" title={t("meetings.preview.late", { on: showDate(found.notice_until, desk.era) })}>
              {found.urgent_until ? t("meetings.preview.urgent", { on: showDate(found.urgent_until, desk.era) }) : t("meetings.preview.no_urgent")}
            </Told>
          )}
          {found.left_out.length > 0 && (
            <>
              <Text size="sm" mt="xs">
                {t("meetings.preview.left_out", { n: found.left_out.length })}
              </Text>
              <Text size="sm" className="ky-private">
                {found.left_out
                  .slice(0, 30)
                  .map((each) => `${each.name}(${each.condition ? enumWords("condition_kind", each.condition) : enumWords("left_out", each.why)})`)
                  .join(t("ui.between"))}
              </Text>
            </>
          )}
          {found.units.length > 1 && (
            <Table mt="xs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t("meetings.column.unit")}</Table.Th>
                  <Table.Th ta="right">{t("meetings.preview.seats")}</Table.Th>
                  <Table.Th ta="right">{t("meetings.preview.members")}</Table.Th>
                  <Table.Th ta="right">{t("meetings.preview.allotted")}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {found.units.slice(0, 60).map((each) => (
                  <Table.Tr key={each.unit ?? "-"}>
                    <Table.Td>{each.unit ?? t("meetings.no_unit")}</Table.Td>
                    <Table.Td ta="right">{numberWords(each.seats)}</Table.Td>
                    <Table.Td ta="right">{numberWords(each.members)}</Table.Td>
                    <Table.Td ta="right">{each.allotted === null ? "" : numberWords(each.allotted)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </section>
      )}
      {found?.late && found.urgent_until && (
        <TextInput label={t("meetings.urgent_reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      )}
      <FormActions save={t("meetings.step.convene")} saving={convene.isPending} onSave={() => convene.mutate(input)} onCancel={onClose} />
    </Stack>
  );
}
