// 個人情報: what the union owes the persons whose data it keeps, in one place.
import { Tabs, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDesk } from "../desk/session";
import { t } from "../labels/t";
import { BackTo } from "../parts/ThingHead";
import { JointUses } from "./JointUses";
import { PRIVACY_PARTS, type PrivacyPart } from "./place";
import { Provisions } from "./Provisions";
import { Requests } from "./Requests";
import { Retention } from "./Retention";

export function PrivacyPage() {
  const desk = useDesk();
  const { part } = useSearch({ from: "/members/privacy" });
  const navigate = useNavigate();
  const may: Record<PrivacyPart, boolean> = {
    requests: desk.may("privacy"),
    given: desk.may("see_audit"),
    joint_use: true,
    retention: desk.may("erase"),
  };
  const shown = PRIVACY_PARTS.find((each) => each === part && may[each]) ?? PRIVACY_PARTS.find((each) => may[each]);
  return (
    <div style={{ padding: "var(--mantine-spacing-lg)" }}>
      <BackTo to="/members" words={t("members.to_list")} />
      <Title order={1} mb="md">
        {t("members.privacy")}
      </Title>
      <Tabs
        value={shown ?? null}
        keepMounted={false}
        onChange={(next) => void navigate({ to: "/members/privacy", search: { part: next as PrivacyPart } })}
      >
        <Tabs.List mb="lg">
          {may.requests && <Tabs.Tab value="requests">{t("members.requests")}</Tabs.Tab>}
          {may.given && <Tabs.Tab value="given">{t("members.provisions")}</Tabs.Tab>}
          <Tabs.Tab value="joint_use">{t("members.joint_use")}</Tabs.Tab>
          {may.retention && <Tabs.Tab value="retention">{t("members.retention")}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="requests">
          <Requests />
        </Tabs.Panel>
        <Tabs.Panel value="given">
          <Provisions />
        </Tabs.Panel>
        <Tabs.Panel value="joint_use">
          <JointUses />
        </Tabs.Panel>
        <Tabs.Panel value="retention">
          <Retention />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
