// Columns of a list: shown or not, and their order, by keyboard as well as by mouse.
import { ActionIcon, Button, Checkbox, Group, Popover, Stack, Text } from "@mantine/core";
import { t } from "../labels/t";
import type { ColumnChoice } from "./columns";
import { Icon } from "./Icon";

export function ColumnChooser<R>({ choice }: { choice: ColumnChoice<R> }) {
  return (
    <Popover position="bottom-end" trapFocus withinPortal>
      <Popover.Target>
        <Button variant="default">
          {t("ui.columns")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("ui.columns")}>
        <Stack gap={4} mah="60vh" style={{ overflowY: "auto" }}>
          {choice.all.map((column, at) => (
            <Group key={column.id} justify="space-between" wrap="nowrap" gap="lg">
              <Checkbox
                label={column.header}
                checked={choice.isShown(column.id)}
                disabled={column.pinned ?? false}
                onChange={() => choice.toggle(column.id)}
              />
              <Group gap={4} wrap="nowrap">
                <ActionIcon variant="default" aria-label={t("ui.columns.narrower", { name: column.header })} onClick={() => choice.resize(column.id, column.width - 1)}>
                  <span aria-hidden="true">－</span>
                </ActionIcon>
                <ActionIcon variant="default" aria-label={t("ui.columns.wider", { name: column.header })} onClick={() => choice.resize(column.id, column.width + 1)}>
                  <span aria-hidden="true">＋</span>
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  disabled={at === 0 || (column.pinned ?? false)}
                  aria-label={t("ui.columns.up", { name: column.header })}
                  onClick={() => choice.move(column.id, -1)}
                >
                  <Icon name="up" size={16} />
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  disabled={at === choice.all.length - 1 || (column.pinned ?? false)}
                  aria-label={t("ui.columns.down", { name: column.header })}
                  onClick={() => choice.move(column.id, 1)}
                >
                  <Icon name="down" size={16} />
                </ActionIcon>
              </Group>
            </Group>
          ))}
          <Button variant="subtle" size="compact-sm" onClick={choice.reset}>
            <Text size="sm">{t("ui.columns.reset")}</Text>
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
