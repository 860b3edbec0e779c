// 独自の帳票 below the reports of the program: each opens, and a new one is made.
import { Button, Group, SimpleGrid, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useDesk } from "../desk/session";
import { useAnswer } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Icon } from "../parts/Icon";
import { NEW } from "./ownPlace";
import classes from "./Reports.module.css";

export function OwnCards() {
  const navigate = useNavigate();
  const may = useDesk().may("see_counts");
  const rows = useAnswer("reports", "own_reports", {}, { enabled: may });
  if (!may || !rows.data) return null;
  const open = (id: string) => void navigate({ to: "/reports/own", search: { part: "reports", id } });
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={2}>{t("reports.own.title")}</Title>
        <Button variant="default" leftSection={<Icon name="add" size={18} />} onClick={() => open(NEW)}>
          {t("reports.own.add")}
        </Button>
      </Group>
      {rows.data.length === 0 && <Text className="ky-measure">{t("reports.own.empty.text")}</Text>}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {rows.data.map((row) => (
          <UnstyledButton key={row.id} className={classes.card} disabled={!row.allowed} onClick={() => open(row.id)}>
            <span className={classes.sign}>
              <Icon name="reports" size={28} />
            </span>
            <span>
              <Text fw={700} component="span" display="block">
                {row.name}
              </Text>
              <Text size="sm" component="span" display="block">
                {t("reports.own.card", { kind: enumWords("own_kind", row.kind), about: row.list_name ?? t("reports.own.everybody") })}
              </Text>
              <Text size="sm" c="dimmed" component="span" display="block">
                {row.allowed ? t("reports.class", { class: enumWords("sensitivity", row.sensitivity) }) : t("reports.not_allowed")}
              </Text>
            </span>
          </UnstyledButton>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
