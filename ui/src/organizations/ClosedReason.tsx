// M-09: a change of units that reaches into a closed month is told by the core, and asks for the reason.
import { TextInput } from "@mantine/core";
import type { Problem } from "../ipc/call";
import { t } from "../labels/t";

interface ClosedReasonProps {
  problem: Problem | null;
  reason: string;
  onReason(reason: string): void;
}

export function ClosedReason({ problem, reason, onReason }: ClosedReasonProps) {
  if (problem?.code !== "month_closed" && reason === "") return null;
  return (
    <TextInput
      label={t("members.closed.reason")}
      required
      value={reason}
      autoComplete="off"
      onChange={(event) => onReason(event.currentTarget.value)}
    />
  );
}
