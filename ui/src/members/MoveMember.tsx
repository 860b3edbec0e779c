// 異動: another unit from a day on; the days before stay as they were.
import { Select, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { MembershipDetail } from "../ipc/api";
import { useChange } from "../ipc/client";
import { t } from "../labels/t";
import { useUnitChoices } from "../organizations/units";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem, ruleWords } from "../problems/problems";
import { span } from "./CardFacts";
import { ClosedMonth, useCorrectedClose } from "./ClosedMonth";
import { UNIT_NOT_THERE } from "./words";

export function MoveMember({ membership, onDone }: { membership: MembershipDetail; onDone(): void }) {
  const desk = useDesk();
  const units = useUnitChoices();
  const [unit, setUnit] = useState<string | null>(null);
  // A membership that is over is put right from a day on which it lasted.
  const over = membership.status === "ended" && membership.left_on !== null && membership.left_on < desk.today;
  const [from, setFrom] = useState(over ? (membership.joined_on ?? "") : desk.today);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const move = useChange("members", "move_unit", { onDone });
  const words = move.error ? fieldWords(move.error) : {};
  const now = membership.assignments.find((each) => each.to_on === null);
  const there = membership.assignments.find((each) => each.from_on <= from && (each.to_on === null || each.to_on >= from));
  const closed = useCorrectedClose(from, "begins");
  const save = () => {
    setTried(true);
    if (unit && from && ((!closed && !over) || reason.trim())) {
      move.mutate({ membership_id: membership.id, unit_id: unit, from_on: from, reason: reason.trim() || undefined });
    }
  };
  return (
    <Stack gap="sm">
      <Title order={3}>{t(over ? "members.ended.move.title" : "members.move.title")}</Title>
      {over && (
        <>
          <Text size="sm">{`${membership.member_no}　${span(membership.joined_on, membership.left_on, desk.era)}`}</Text>
          <Text size="sm" c="dimmed">
            {t("members.ended.move.text")}
          </Text>
          {membership.assignments.map((each) => (
            <Text key={each.id} size="sm">
              {`${each.unit_names.join(" / ")}　${span(each.from_on, each.to_on, desk.era)}`}
            </Text>
          ))}
        </>
      )}
      {now && <Text size="sm">{t("members.move.now", { unit: now.unit_names.join(" / ") })}</Text>}
      <ProblemAlert problem={formProblem(move.error, ...UNIT_NOT_THERE)} />
      <Select
        label={t("members.move.to")}
        required
        data={units.filter((each) => each.value !== there?.unit_id)}
        searchable
        value={unit}
        onChange={setUnit}
        error={words["unit_id"] ?? ruleWords(move.error, ...UNIT_NOT_THERE) ?? (tried && !unit ? t("ui.choose") : undefined)}
      />
      <DateField
        label={t("members.move.from")}
        required
        value={from}
        onChange={setFrom}
        era={desk.era}
        error={words["from_on"] ?? (tried && !from ? t("ui.fill_in") : undefined)}
      />
      {closed ? (
        <ClosedMonth closed={closed} reason={reason} onReason={setReason} tried={tried} />
      ) : (
        <TextInput
          label={t(over ? "members.ended.reason" : "members.reason")}
          required={over}
          value={reason}
          error={words["reason"] ?? (over && tried && !reason.trim() ? t("ui.fill_in") : undefined)}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <FormActions save={t(over ? "members.ended.save" : "members.move.save")} saving={move.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}
