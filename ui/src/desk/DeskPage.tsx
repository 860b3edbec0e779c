// 設定: one page, five parts; the part is in the address.
import { Tabs, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { t } from "../labels/t";
import { Backup } from "./Backup";
import { History } from "./History";
import { LookSettings } from "./LookSettings";
import { Passphrase } from "./Passphrase";
import { useDesk } from "./session";
import { UnionSettings } from "./UnionSettings";

export const DESK_PARTS = ["union", "look", "passphrase", "backup", "history"] as const;
export type DeskPart = (typeof DESK_PARTS)[number];

function partWords(part: DeskPart): string {
  switch (part) {
    case "union":
      return t("desk.part.union");
    case "look":
      return t("desk.part.look");
    case "passphrase":
      return t("desk.part.passphrase");
    case "backup":
      return t("desk.part.backup");
    case "history":
      return t("desk.part.history");
  }
}

export function DeskPage() {
  const desk = useDesk();
  const { part } = useSearch({ from: "/desk" });
  const navigate = useNavigate();
  const parts = DESK_PARTS.filter((each) => each !== "backup" || desk.may("backup"));
  const shown = parts.find((each) => each === part) ?? "union";
  return (
    <div style={{ padding: "var(--mantine-spacing-lg)", maxWidth: "64rem" }}>
      <Title order={1} mb="md">
        {t("ui.rail.desk")}
      </Title>
      <Tabs value={shown} onChange={(next) => void navigate({ to: "/desk", search: { part: next as DeskPart } })} keepMounted={false}>
        <Tabs.List mb="lg">
          {parts.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {partWords(each)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="union">
          <UnionSettings />
        </Tabs.Panel>
        <Tabs.Panel value="look">
          <LookSettings />
        </Tabs.Panel>
        <Tabs.Panel value="passphrase">
          <Passphrase />
        </Tabs.Panel>
        <Tabs.Panel value="backup">
          <Backup />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <History />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
