// M-09: an entry for a day in a closed month is a correction; it needs a reason, and the right to answer for the whole roster.
import { Text, Textarea } from "@mantine/core";
import { useDesk } from "../desk/session";
import { useAnswer } from "../ipc/client";
import { t } from "../labels/t";
import { showDate } from "../parts/dates";

/** Something begins on the day, or the day is the last one: it still counts, so the figures change on the day after. */
export type Entry = "begins" | "ends";

/** The last close that an entry for this day would correct. */
export function useCorrectedClose(day: string, entry: Entry): string | undefined {
  const closed = useAnswer("members", "closed_until", {}, { keep: true });
  const last = closed.data?.as_of;
  if (!last || day === "") return undefined;
  return day < last || (entry === "begins" && day === last) ? last : undefined;
}

interface ClosedMonthProps {
  closed: string | undefined;
  reason: string;
  onReason(reason: string): void;
  tried: boolean;
}

/** Says why, and asks for the reason; the field is left out where the form has one of its own. */
export function ClosedMonth({ closed, reason, onReason, tried }: ClosedMonthProps) {
  const desk = useDesk();
  if (!closed) return null;
  const on = { closed: showDate(closed, desk.era) };
  if (!desk.may("import_roster")) {
    return (
      <Text size="sm" role="note" style={{ color: "var(--ky-caution)" }}>
        {t("members.closed.no", on)}
      </Text>
    );
  }
  return (
    <>
      <Text size="sm" role="note" style={{ color: "var(--ky-caution)" }}>
        {t("members.closed.ask", on)}
      </Text>
      <Textarea
        label={t("members.closed.reason")}
        required
        autosize
        value={reason}
        error={tried && reason.trim() === "" ? t("ui.fill_in") : undefined}
        onChange={(event) => onReason(event.currentTarget.value)}
      />
    </>
  );
}
