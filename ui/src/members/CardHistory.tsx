// 変更履歴: what happened to the membership, from when it holds, and what it was before.
import { Text, Timeline } from "@mantine/core";
import { useDesk } from "../desk/session";
import type { EventDetail, MemberCard } from "../ipc/api";
import { enumWords, t, wireWords } from "../labels/t";
import { showDate, showMoment } from "../parts/dates";
import { Part } from "./CardFacts";

/** The word of a field; one that has none is not for people (ids, marks of the program). */
function fieldWords(field: string): string | undefined {
  if (field === "unit") return t("members.unit");
  return wireWords(`column.${field}`) ?? wireWords(`members.column.${field}`);
}

function valueWords(field: string, value: unknown, era: boolean): string {
  if (value === null || value === undefined || value === "") return t("ui.none");
  const text = String(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? showDate(text, era) : enumWords(field, text);
}

function Change({ event, era }: { event: EventDetail; era: boolean }) {
  // The first event has nothing before it.
  const before = event.before ?? {};
  const after = event.after ?? {};
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields.map((field) => {
    const words = fieldWords(field);
    if (!words) return null;
    return (
      <Text key={field} size="sm" className="ky-private">
        {event.before
          ? t("members.history.change", {
              field: words,
              before: valueWords(field, before[field], era),
              after: valueWords(field, after[field], era),
            })
          : t("members.history.value", { field: words, value: valueWords(field, after[field], era) })}
      </Text>
    );
  });
}

export function CardHistory({ card }: { card: MemberCard }) {
  const desk = useDesk();
  if (card.events.length === 0) return null;
  return (
    <Part title={t("members.part.history")}>
      <Timeline bulletSize="0.875rem" lineWidth={2} active={-1}>
        {card.events.map((event) => (
          <Timeline.Item key={event.id} title={`${showDate(event.effective_on, desk.era)} ${enumWords("event_kind", event.kind)}`}>
            <Change event={event} era={desk.era} />
            {event.reason && <Text size="sm">{t("members.history.reason", { reason: event.reason })}</Text>}
            <Text size="xs" c="dimmed">
              {t("members.history.by", { who: event.by, at: showMoment(event.recorded_at) })}
              {event.imported && ` (${t("members.history.imported")})`}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Part>
  );
}
