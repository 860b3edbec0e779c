// 役員: who may do what, since when and where; and the trail of what was done.
import { Tabs, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDesk } from "../desk/session";
import { t } from "../labels/t";
import { AuditList } from "./AuditList";
import { ExportsList } from "./ExportsList";
import { OfficersList } from "./OfficersList";

export const OFFICERS_PARTS = ["list", "audit", "exports"] as const;
export type OfficersPart = (typeof OFFICERS_PARTS)[number];

export interface UnitChoice {
  value: string;
  label: string;
}

export function OfficersPage({ units }: { units: UnitChoice[] }) {
  const desk = useDesk();
  const { part } = useSearch({ from: "/officers" });
  const navigate = useNavigate();
  const shown = part === "list" && !desk.may("see_officers") ? "audit" : part;
  return (
    <div style={{ padding: "var(--mantine-spacing-lg)" }}>
      <Title order={1} mb="md">
        {t("officers.title")}
      </Title>
      <Tabs
        value={shown}
        keepMounted={false}
        onChange={(next) => void navigate({ to: "/officers", search: { part: next as OfficersPart } })}
      >
        <Tabs.List mb="lg">
          {desk.may("see_officers") && <Tabs.Tab value="list">{t("officers.part.list")}</Tabs.Tab>}
          {desk.may("see_audit") && <Tabs.Tab value="audit">{t("officers.part.audit")}</Tabs.Tab>}
          {desk.may("see_audit") && <Tabs.Tab value="exports">{t("officers.part.exports")}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="list">
          <OfficersList units={units} />
        </Tabs.Panel>
        <Tabs.Panel value="audit">
          <AuditList />
        </Tabs.Panel>
        <Tabs.Panel value="exports">
          <ExportsList />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
