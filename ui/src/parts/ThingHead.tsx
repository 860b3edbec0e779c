// The head of a page of one thing: the way back, its name beside what can be done, and its facts. In a low window it gives way to an
// open panel.
import { Anchor, Group, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import classes from "./Tabbed.module.css";

/** The way back to the list. */
export function BackTo({ to, words }: { to: string; words: string }) {
  return (
    <Anchor component={Link} to={to} underline="hover" size="sm" className={`${classes.back} ${classes.folds}`}>
      {words}
    </Anchor>
  );
}

export interface ThingHeadProps {
  title: string;
  /** Buttons: what is done next, and what may be done. */
  actions?: React.ReactNode;
  /** State, days and the like. */
  children: React.ReactNode;
}

export function ThingHead({ title, actions, children }: ThingHeadProps) {
  return (
    <div className={classes.thing}>
      <Group justify="space-between" align="flex-start" gap="xs 1.5rem">
        <Title order={1}>{title}</Title>
        {actions && (
          <Group gap="xs" className={classes.folds}>
            {actions}
          </Group>
        )}
      </Group>
      <div className={classes.folds}>{children}</div>
    </div>
  );
}
