// The fields above what they are for: in a low window one line says what they hold, and a button brings them back.
import { Button, Group, Text } from "@mantine/core";
import { useId, useState } from "react";
import { t } from "../labels/t";
import classes from "./Folded.module.css";
import { Icon } from "./Icon";

export interface FoldedProps {
  /** What the fields hold, in words. */
  summary: string;
  /** Something is to be filled in or mended: they stay in sight. */
  open?: boolean;
  children: React.ReactNode;
}

export function Folded({ summary, open, children }: FoldedProps) {
  const [asked, setAsked] = useState(false);
  const fields = useId();
  const shown = asked || (open ?? false);
  return (
    <div className={classes.folded} data-shown={shown || undefined}>
      <Group gap="sm" wrap="nowrap" justify="space-between" className={classes.line}>
        <Text size="sm">{summary}</Text>
        <Button
          flex="none"
          variant="default"
          aria-expanded={shown}
          aria-controls={fields}
          rightSection={<Icon name={shown ? "up" : "down"} size={18} />}
          onClick={() => setAsked(!shown)}
        >
          {t("ui.conditions")}
        </Button>
      </Group>
      <Group id={fields} align="flex-start" gap="md" className={classes.fields}>
        {children}
      </Group>
    </div>
  );
}
