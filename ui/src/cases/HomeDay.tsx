// 今日の相談 on the first page, for who counsels: what was begun, what is late and what is due today and this week.
import { Anchor, Group, Stack, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useDesk } from "../desk/session";
import { useAnswer } from "../ipc/client";
import { t } from "../labels/t";
import { DayDrafts, DayLists } from "./Day";

export function HomeDay() {
  const desk = useDesk();
  const may = desk.may("counsel");
  const room = useAnswer("cases", "room", {}, { enabled: may });
  const day = useAnswer("cases", "my_day", {}, { enabled: may && room.data?.admitted === true });
  if (!day.data) return null;
  const dates = day.data.overdue.length + day.data.due_today.length + day.data.week.length;
  if (dates === 0 && day.data.drafts === 0) return null;
  return (
    <section aria-labelledby="home-cases">
      <Group justify="space-between" mb="sm">
        <Title order={2} id="home-cases">
          {t("cases.home")}
        </Title>
        <Anchor component={Link} to="/cases">
          {t("cases.home.all")}
        </Anchor>
      </Group>
      <Stack gap="md">
        <DayDrafts day={day.data} />
        {dates > 0 && <DayLists day={day.data} />}
      </Stack>
    </section>
  );
}
