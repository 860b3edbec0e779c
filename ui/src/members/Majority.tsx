// 過半数: whether the members of a unit are more than half of all who work there, told to whoever may see their names.
import { Stack, Text, Title } from "@mantine/core";
import { useDesk } from "../desk/session";
import { useAnswer } from "../ipc/client";
import { numberWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { Waiting } from "../parts/Waiting";
import { showDate } from "../parts/dates";
import { ProblemAlert } from "../problems/ProblemAlert";

export function Majority({ unit }: { unit: string }) {
  const desk = useDesk();
  const may = desk.may("see_names");
  const asked = useAnswer("members", "majority", { unit_id: unit }, { enabled: may });
  if (!may || asked.error?.code === "missing") return null;
  const own = asked.data?.find((each) => each.unit_id === unit);
  return (
    <Stack gap="xs">
      <Title order={3}>{t("members.majority")}</Title>
      <ProblemAlert problem={asked.error} onRetry={() => void asked.refetch()} />
      {/* What stands below does not move away from under a press. */}
      {asked.isPending && <Waiting lines={2} />}
      {asked.data && !own && <Text size="sm">{t("members.majority.unknown")}</Text>}
      {own && (
        <>
          <div>
            <Badge tone={own.is_majority ? "good" : "notice"}>{t(own.is_majority ? "members.majority.yes" : "members.majority.no")}</Badge>
          </div>
          <Text size="sm" className="ky-number">
            {t("members.majority.line", {
              day: showDate(desk.today, desk.era),
              counted: showDate(own.counted_on, desk.era),
              members: numberWords(own.members),
              workers: numberWords(own.workers),
              rate: own.tenths === null ? t("ui.none") : `${numberWords(Math.trunc(own.tenths / 10))}.${own.tenths % 10}%`,
            })}
          </Text>
          {own.in_parts && <Text size="sm">{t("members.majority.in_parts")}</Text>}
        </>
      )}
      <Text size="xs" c="dimmed">
        {t("members.majority.note")}
      </Text>
    </Stack>
  );
}
