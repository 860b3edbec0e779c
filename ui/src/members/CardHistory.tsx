// 変更履歴: what happened to the membership, from when it holds, and what it was before.
import { Text, Timeline } from "@mantine/core";
import { useDesk } from "../desk/session";
import type { EventDetail, MemberCard } from "../ipc/api";
import { enumWords, t, wireWords } from "../labels/t";
import { showDate, showMoment } from "../parts/dates";
import { Part } from "./CardFacts";

function valueWords(field: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return t("ui.none");
  return enumWords(field, String(value));
}

function Change({ event }: { event: EventDetail }) {
  // The first event has nothing before it.
  const before = event.before ?? {};
  const after = event.after ?? {};
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields.map((field) => (
    <Text key={field} size="sm" className="ky-private">
      {t("members.history.change", {
        field: wireWords(`column.${field}`) ?? field,
        before: valueWords(field, before[field]),
        after: valueWords(field, after[field]),
      })}
    </Text>
  ));
}

export function CardHistory({ card }: { card: MemberCard }) {
  const desk = useDesk();
  if (card.events.length === 0) return null;
  return (
    <Part title={t("members.part.history")}>
      <Timeline bulletSize="0.875rem" lineWidth={2} active={-1}>
        {card.events.map((event) => (
          <Timeline.Item key={event.id} title={`${showDate(event.effective_on, desk.era)} ${enumWords("event_kind", event.kind)}`}>
            <Change event={event} />
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
