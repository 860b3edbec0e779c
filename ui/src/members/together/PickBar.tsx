// How many are picked, seen or not, and what can be done to them.
import { Button, Group, Text } from "@mantine/core";
import { t } from "../../labels/t";
import classes from "../Members.module.css";
import type { Picks } from "./picks";

export interface PickBarProps {
  picks: Picks;
  children?: React.ReactNode;
}

export function PickBar({ picks, children }: PickBarProps) {
  if (picks.n === 0) return null;
  return (
    <Group className={classes.picked} gap="sm" role="group" aria-label={t("members.picked.label")}>
      <Text size="sm" role="status">
        <strong className="ky-number">{t("members.picked", { n: picks.n })}</strong>
        {picks.hidden > 0 && t("members.picked.hidden", { n: picks.hidden })}
        {picks.elsewhere && t("members.picked.elsewhere")}
      </Text>
      {children}
      <Button variant="subtle" size="compact-sm" onClick={picks.clear}>
        {t("members.picked.clear")}
      </Button>
    </Group>
  );
}
