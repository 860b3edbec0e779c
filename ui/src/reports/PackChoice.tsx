// What the meeting pack has beside the other reports: its plan, the pages it does not have this time, and freezing.
import { Button, List, Select } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useDesk } from "../desk/session";
import type { PackPlanRow, PageLeftOut, ReportAsk } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Told } from "../parts/Told";
import { FreezePack } from "./FreezePack";
import { planName } from "./PlansPage";

const USUAL = "congress";

/** By what a plan is asked for. */
const codeOf = (plan: PackPlanRow) => (plan.id ? plan.name : plan.kind);

export const usePlans = (enabled: boolean) => useAnswer("reports", "plans", {}, { enabled });

/** What the plan that is asked for is called. */
export function planWords(plans: PackPlanRow[] | undefined, plan: string | undefined): string | undefined {
  const asked = plans?.find((each) => codeOf(each) === (plan ?? USUAL));
  return asked && planName(asked);
}

/** The plans by name; without a choice it is the usual pack. */
export function PlanChoice({ plans, plan }: { plans: PackPlanRow[]; plan: string | undefined }) {
  const navigate = useNavigate();
  return (
    <Select
      label={t("reports.plan")}
      data={plans.map((each) => ({ value: codeOf(each), label: planName(each) }))}
      allowDeselect={false}
      value={plan ?? USUAL}
      onChange={(next) => void navigate({ to: "/reports", search: { report: "meeting-pack", plan: next ?? undefined }, replace: true })}
    />
  );
}

export function LeftOutPages({ pages }: { pages: PageLeftOut[] }) {
  if (pages.length === 0) return null;
  return (
    <Told tone="caution" title={t("reports.left_out", { n: pages.length })} folds>
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
