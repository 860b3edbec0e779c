// What the meeting pack has beside the other reports: its plan, the pages it does not have this time, and freezing.
import { Button, List, Select } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useDesk } from "../desk/session";
import type { PageLeftOut, ReportAsk } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Told } from "../parts/Told";
import { FreezePack } from "./FreezePack";
import { planName } from "./PlansPage";

/** The plans by name; without a choice it is the usual pack. */
export function PlanChoice({ plan }: { plan: string | undefined }) {
  const navigate = useNavigate();
  const plans = useAnswer("reports", "plans", {});
  return (
    <Select
      label={t("reports.plan")}
      data={(plans.data ?? []).map((each) => ({ value: each.id ? each.name : each.kind, label: planName(each) }))}
      allowDeselect={false}
      value={plan ?? "congress"}
      onChange={(next) => void navigate({ to: "/reports", search: { report: "meeting-pack", plan: next ?? undefined }, replace: true })}
    />
  );
}

export function LeftOutPages({ pages }: { pages: PageLeftOut[] }) {
  if (pages.length === 0) return null;
  return (
    <Told tone="caution" title={t("reports.left_out", { n: pages.length })}>
      <List size="sm">
        {pages.map((page) => (
          <List.Item key={page.code}>{t("reports.left_out.page", { page: enumWords("pack_page", page.code), why: enumWords("pack_gap", page.why) })}</List.Item>
        ))}
      </List>
    </Told>
  );
}

export function PackTools({ ask, disabled }: { ask: ReportAsk; disabled: boolean }) {
  const desk = useDesk();
  const navigate = useNavigate();
  return (
    <>
      {desk.may("issue_packs") && <FreezePack ask={ask} disabled={disabled} onFrozen={() => void navigate({ to: "/reports/packs" })} />}
      <Button variant="default" onClick={() => void navigate({ to: "/reports/plans" })}>
        {t("reports.plans")}
      </Button>
      <Button variant="default" onClick={() => void navigate({ to: "/reports/packs" })}>
        {t("reports.packs")}
      </Button>
    </>
  );
}
