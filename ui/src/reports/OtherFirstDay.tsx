// Cases of days that overlap reports of another first day: one press begins on theirs.
import { Button, Group } from "@mantine/core";
import type { Problem } from "../ipc/call";
import { t } from "../labels/t";
import { showDate } from "../parts/dates";

export interface OtherFirstDayProps {
  problem: Problem | null;
  era: boolean;
  onChoose(day: string): void;
}

export function OtherFirstDay({ problem, era, onChoose }: OtherFirstDayProps) {
  const day = problem?.code === "statistics_overlap" ? problem.about["first"] : undefined;
  if (typeof day !== "string") return null;
  return (
    <Group gap="xs">
      <Button size="compact-sm" variant="default" onClick={() => onChoose(day)}>
        {t("reports.begin_on", { day: showDate(day, era) })}
      </Button>
    </Group>
  );
}
