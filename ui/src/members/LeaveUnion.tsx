// The end of a membership. A resignation needs no permission (M-10); an expulsion needs a resolution and a hearing (M-08).
import { Select, Stack, Text, Textarea, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { EndReason, MembershipDetail } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem, ruleWords } from "../problems/problems";
import { ClosedMonth, useCorrectedClose } from "./ClosedMonth";
import { ALL_ENDS } from "./ends";
import { isWhole, NO_RESOLUTION, ResolutionFields } from "./ResolutionFields";

export function LeaveUnion({ membership, onDone }: { membership: MembershipDetail; onDone(): void }) {
  const desk = useDesk();
  const [reason, setReason] = useState<EndReason | null>(null);
  const [left, setLeft] = useState(desk.today);
  const [received, setReceived] = useState(desk.today);
  const [note, setNote] = useState("");
  const [resolution, setResolution] = useState(NO_RESOLUTION);
  const [tried, setTried] = useState(false);
  const leave = useChange("members", "leave", { onDone });
  const words = leave.error ? fieldWords(leave.error) : {};
  const expulsion = reason === "expulsion";
  const missing = (value: string) => (tried && value.trim() === "" ? t("ui.fill_in") : undefined);
  // Who was entered by mistake counts on no day any more, from the first on.
  const mistaken = reason === "entry_error";
  const closed = useCorrectedClose(mistaken ? (membership.joined_on ?? left) : left, mistaken ? "begins" : "ends");
  const save = () => {
    setTried(true);
    if (!reason || !left || (closed && !note.trim())) return;
    if (expulsion && !isWhole(resolution)) return;
    leave.mutate({
      membership_id: membership.id,
      version: membership.version,
      left_on: left,
      end_reason: reason,
      end_note: note.trim() || undefined,
      received_on: reason === "resignation" ? received || undefined : undefined,
      resolution: expulsion ? resolution : undefined,
    });
  };
  return (
    <Stack gap="sm">
      <Title order={3}>{t("members.leave.title")}</Title>
      <Text size="sm" c="dimmed">
        {t("members.leave.text")}
      </Text>
      <ProblemAlert problem={formProblem(leave.error, "M-09")} />
      <Select
        label={t("members.column.end_reason")}
        required
        data={ALL_ENDS.map((each) => ({ value: each, label: enumWords("end_reason", each) }))}
        value={reason}
        onChange={setReason}
        error={words["end_reason"] ?? (tried && !reason ? t("ui.choose") : undefined)}
      />
      <DateField
        label={t("members.column.left_on")}
        description={t("members.left_on.about")}
        required
        value={left}
        onChange={setLeft}
        era={desk.era}
        error={words["left_on"] ?? ruleWords(leave.error, "M-09") ?? missing(left)}
      />
      {reason === "resignation" && (
        <DateField
          label={t("members.received_on")}
          description={t("members.received_on.about")}
          value={received}
          onChange={setReceived}
          era={desk.era}
          error={words["received_on"]}
        />
      )}
      {closed && <ClosedMonth closed={closed} reason={note} onReason={setNote} tried={tried} />}
      {expulsion && <ResolutionFields value={resolution} onChange={setResolution} tried={tried} words={words} />}
      {!closed && (
        <Textarea
          label={t("members.column.end_note")}
          description={t("members.end_note.about")}
          autosize
          value={note}
          error={words["end_note"]}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      )}
      <FormActions save={t("members.leave.save")} saving={leave.isPending} danger onSave={save} onCancel={onDone} />
    </Stack>
  );
}
