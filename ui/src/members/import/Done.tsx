// What the import did, with its way back and the rows to mend.
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { takeBack } from "../../desk/ops";
import type { Imported } from "../../ipc/api";
import { t } from "../../labels/t";
import { Icon } from "../../parts/Icon";
import { BatchChanges } from "./BatchChanges";
import { RejectedRows } from "./RejectedRows";

export function Done({ imported, onAgain }: { imported: Imported; onAgain(): void }) {
  const navigate = useNavigate();
  const { name } = useSearch({ from: "/members/import" });
  return (
    <Stack gap="lg">
      <Group gap="sm" role="status">
        <span style={{ color: "var(--ky-success)" }}>
          <Icon name="check" size={32} />
        </span>
        <div>
          <Title order={2}>{t("members.import.done")}</Title>
          <Text>
            {t(imported.put_aside + imported.not_listed > 0 ? "members.reconcile.counts" : "members.import.counts", {
              read: imported.read,
              created: imported.created,
              updated: imported.updated,
              unchanged: imported.unchanged,
              rejected: imported.rejected,
              put_aside: imported.put_aside,
              not_listed: imported.not_listed,
            })}
          </Text>
        </div>
      </Group>
      {imported.rejected > 0 && (
        <Stack gap="xs">
          <Text>{t("members.rejected.text", { n: imported.rejected })}</Text>
          <div>
            <RejectedRows batch={imported.batch} name={name ?? ""} />
          </div>
        </Stack>
      )}
      <Group>
        <Button onClick={() => void navigate({ to: "/members" })}>{t("members.import.to_roster")}</Button>
        <BatchChanges batch={imported.batch} name={name ?? ""} />
        <Button
          variant="default"
          leftSection={<Icon name="undo" size={18} />}
          onClick={() => {
            void takeBack(imported.batch);
            onAgain();
          }}
        >
          {t("members.import.take_back")}
        </Button>
        <Button variant="default" onClick={onAgain}>
          {t("members.import.again")}
        </Button>
      </Group>
    </Stack>
  );
}
