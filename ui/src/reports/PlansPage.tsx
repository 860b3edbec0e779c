// 資料の構成: the plans of the meeting pack and the union's picture.
import { Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { PackKind, PackPlanRow, PlanPage } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Icon } from "../parts/Icon";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { PackLogo } from "./PackLogo";
import { PlanEditor } from "./PlanEditor";

/** What a plan is called: the usual ones have the code of their kind. */
export function planName(plan: PackPlanRow): string {
  return plan.id ? plan.name : t("reports.plan.usual", { kind: enumWords("pack_kind", plan.kind) });
}

export function PlansPage() {
  const desk = useDesk();
  const navigate = useNavigate();
  const plans = useAnswer("reports", "plans", {});
  const [edited, setEdited] = useState<PackPlanRow>();
  const may = desk.may("issue_packs");
  const usual = (kind: PackKind): PlanPage[] => plans.data?.find((plan) => !plan.id && plan.kind === kind)?.pages ?? [];
  const first = plans.data?.[0];
  const look = (name: string) => void navigate({ to: "/reports", search: { report: "meeting-pack", plan: name } });
  return (
    <Stack p="lg" gap="lg">
      <Group justify="space-between">
        <Title order={1}>{t("reports.plans")}</Title>
        <Button variant="default" onClick={() => void navigate({ to: "/reports", search: { report: "meeting-pack" } })}>
          {t("reports.plans.back")}
        </Button>
      </Group>
      <ProblemAlert problem={plans.error} onRetry={() => void plans.refetch()} />
      {plans.isPending && !plans.error && <Waiting />}
      {plans.data && edited && (
        <PlanEditor
          key={edited.id ?? edited.kind}
          plan={edited}
          usual={{ congress: usual("congress"), workplace: usual("workplace") }}
          onDone={(saved) => {
            setEdited(undefined);
            if (saved) look(saved);
          }}
        />
      )}
      {plans.data && !edited && (
        <>
          <Text className="ky-measure">{t("reports.plans.text")}</Text>
          <Wide label={t("reports.plans")} least={36}>
            <Table verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t("reports.plan.name")}</Table.Th>
                  <Table.Th scope="col">{t("reports.plan.kind")}</Table.Th>
                  <Table.Th scope="col">{t("reports.plan.does")}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {plans.data.map((plan) => (
                  <Table.Tr key={plan.id ?? plan.kind}>
                    <Table.Th scope="row">{planName(plan)}</Table.Th>
                    <Table.Td>{enumWords("pack_kind", plan.kind)}</Table.Td>
                    <Table.Td>
                      <Group gap="xs">
                        <Button variant="default" size="compact-md" aria-label={t("reports.plan.look_of", { name: planName(plan) })} onClick={() => look(plan.id ? plan.name : plan.kind)}>
                          {t("reports.plan.look")}
                        </Button>
                        {may && (
                          <Button
                            variant="default"
                            size="compact-md"
                            aria-label={t(plan.id ? "reports.plan.edit_of" : "reports.plan.copy_of", { name: planName(plan) })}
                            onClick={() => setEdited(plan)}
                          >
                            {t(plan.id ? "reports.plan.edit" : "reports.plan.copy")}
                          </Button>
                        )}
                      </Group>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Wide>
          {may && first && (
            <Group>
              <Button leftSection={<Icon name="add" size={18} />} onClick={() => setEdited(first)}>
                {t("reports.plans.new")}
              </Button>
            </Group>
          )}
          {may && <PackLogo />}
        </>
      )}
    </Stack>
  );
}
