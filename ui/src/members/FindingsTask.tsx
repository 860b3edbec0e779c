// 名簿の点検 on the home page: how much there is to look at.
import { Anchor, Group, Paper, Text } from "@mantine/core";
import { useDesk } from "../desk/session";
import type { Weight } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Icon } from "../parts/Icon";

const WEIGHTS = ["wrong", "missing", "look"] as const satisfies readonly Weight[];

export function FindingsTask() {
  const desk = useDesk();
  const found = useAnswer("members", "count_findings", {}, { enabled: desk.may("change_roster"), keep: true });
  if (!found.data || found.data.with === 0) return null;
  const kinds = found.data.kinds;
  const parts = WEIGHTS.map((weight) => ({
    weight,
    n: kinds.filter((kind) => kind.weight === weight).reduce((sum, kind) => sum + kind.n, 0),
  })).filter((part) => part.n > 0);
  return (
    <Anchor href="#/members/findings" underline="hover" c="inherit">
      <Paper withBorder p="md">
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">
            <strong>{t("members.findings.task", { n: found.data.with })}</strong>
            {parts.map((part) => ` ${t("members.findings.part", { weight: enumWords("weight", part.weight), n: part.n })}`).join("")}
          </Text>
          <Icon name="right" size={18} />
        </Group>
      </Paper>
    </Anchor>
  );
}
