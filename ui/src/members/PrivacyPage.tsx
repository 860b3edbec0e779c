// 個人情報: what the union owes the persons whose data it keeps, in one place.
import { Tabs, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDesk } from "../desk/session";
import { t } from "../labels/t";
import { JointUses } from "./JointUses";
import type { PrivacyPart } from "./place";
import { Provisions } from "./Provisions";

export function PrivacyPage() {
  const desk = useDesk();
  const { part } = useSearch({ from: "/members/privacy" });
  const navigate = useNavigate();
  const shown = part === "given" && !desk.may("see_audit") ? "joint_use" : part;
  return (
    <div style={{ padding: "1.5rem" }}>
      <Title order={1} mb="md">
        {t("members.privacy")}
      </Title>
      <Tabs
        value={shown}
        keepMounted={false}
        onChange={(next) => void navigate({ to: "/members/privacy", search: { part: next as PrivacyPart } })}
      >
        <Tabs.List mb="lg">
          {desk.may("see_audit") && <Tabs.Tab value="given">{t("members.provisions")}</Tabs.Tab>}
          <Tabs.Tab value="joint_use">{t("members.joint_use")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="given">
          <Provisions />
        </Tabs.Panel>
        <Tabs.Panel value="joint_use">
          <JointUses />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
