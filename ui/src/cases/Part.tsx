// A part of what matters now in a case: a title, what it says, and the one thing to do about it.
import { Group, Title } from "@mantine/core";
import { useId } from "react";
import classes from "./Cases.module.css";

export function Part({ title, action, children }: { title: string; action?: React.ReactNode; children: React.ReactNode }) {
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id}>
      <Group justify="space-between" gap="0.25rem 1rem" mb="xs">
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        {action}
      </Group>
      {children}
    </section>
  );
}
