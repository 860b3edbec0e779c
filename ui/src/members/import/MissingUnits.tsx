// Units that a list names and the union does not have yet: made with the list, if the officer says so.
import { Checkbox, List, Paper, Stack, Text } from "@mantine/core";
import { t } from "../../labels/t";

export interface MissingUnitsProps {
  names: string[];
  created: boolean;
  onCreate(created: boolean): void;
}

export function MissingUnits({ names, created, onCreate }: MissingUnitsProps) {
  if (names.length === 0 && !created) return null;
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        {names.length > 0 && <Text fw={700}>{t("members.import.missing_units", { n: names.length })}</Text>}
        <List size="sm">
          {names.slice(0, 12).map((name) => (
            <List.Item key={name}>{name}</List.Item>
          ))}
        </List>
        <Checkbox
          label={t("members.import.create_units")}
          checked={created}
          onChange={(event) => onCreate(event.currentTarget.checked)}
        />
      </Stack>
    </Paper>
  );
}
