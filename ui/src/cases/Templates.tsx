// 予定表: the dates that a case gets by itself, as the union wants them.
import { Button, Checkbox, Group, Modal, NumberInput, Select, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import type { CaseDueAfter, CaseDueKind, CaseTemplateRow, CaseTemplateStep } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { FormActions } from "../parts/FormActions";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { choices } from "./words";

const KINDS = ["first_session", "contact", "next_session", "follow_up", "review", "other"] as const satisfies readonly CaseDueKind[];
const AFTER = ["opened", "activated", "follow_up"] as const satisfies readonly CaseDueAfter[];

/** 受付の日から7日: 初回面談. */
function stepWords(step: CaseTemplateStep): string {
  const later = [step.months ? t("cases.template.months", { n: step.months }) : "", step.days ? t("cases.template.days", { n: step.days }) : ""].filter(Boolean);
  return t("cases.template.step", {
    after: enumWords("case_due_after", step.after),
    later: later.join(" ") || t("cases.template.at_once"),
    what: enumWords("case_due_kind", step.kind),
  });
}

function TemplateForm({ template, onDone }: { template: CaseTemplateRow | undefined; onDone(): void }) {
  const [name, setName] = useState(template?.name ?? "");
  const [steps, setSteps] = useState<CaseTemplateStep[]>(template?.steps ?? [{ kind: "first_session", after: "opened", days: 7, months: 0 }]);
  const [standard, setStandard] = useState(template?.standard ?? false);
  const [retired, setRetired] = useState(template ? !template.active : false);
  const save = useChange("cases", "save_template", { onDone });
  const words = save.error ? fieldWords(save.error) : {};
  const change = (at: number, part: Partial<CaseTemplateStep>) => setSteps(steps.map((step, n) => (n === at ? { ...step, ...part } : step)));
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(save.error)} />
      <TextInput data-autofocus label={t("cases.template.name")} required value={name} error={words["name"]} onChange={(event) => setName(event.currentTarget.value)} />
      {steps.map((step, at) => (
        // Dates may be equal; their order is what tells them apart.
        // oxlint-disable-next-line react/no-array-index-key
        <Group key={at} gap="xs" align="flex-end" role="group" aria-label={t("cases.template.date_no", { n: at + 1 })}>
          <Select w="12rem" label={t("cases.template.after")} data={choices(AFTER, "case_due_after")} allowDeselect={false} value={step.after} onChange={(after) => after && change(at, { after })} />
          <NumberInput w="6rem" label={t("cases.template.months.label")} min={0} max={120} allowDecimal={false} value={step.months ?? 0} onChange={(months) => change(at, { months: Number(months) || 0 })} />
          <NumberInput
            w="6rem"
            label={t("cases.template.days.label")}
            min={0}
            max={1000}
            allowDecimal={false}
            value={step.days ?? 0}
            error={words[`steps.${at}`]}
            onChange={(days) => change(at, { days: Number(days) || 0 })}
          />
          <Select w="11rem" label={t("cases.due.kind")} data={choices(KINDS, "case_due_kind")} allowDeselect={false} value={step.kind as (typeof KINDS)[number]} onChange={(kind) => kind && change(at, { kind })} />
          <Button variant="subtle" aria-label={t("cases.template.drop_no", { n: at + 1 })} onClick={() => setSteps(steps.filter((_, n) => n !== at))}>
            {t("cases.template.drop")}
          </Button>
        </Group>
      ))}
      {words["steps"] && (
        <Text size="sm" role="alert" style={{ color: "var(--ky-danger)" }}>
          {words["steps"]}
        </Text>
      )}
      <Button variant="default" w="fit-content" onClick={() => setSteps([...steps, { kind: "follow_up", after: "follow_up", days: 0, months: 3 }])}>
        {t("cases.template.add_date")}
      </Button>
      <Checkbox label={t("cases.template.standard_for")} checked={standard} onChange={(event) => setStandard(event.currentTarget.checked)} />
      <Checkbox label={t("cases.template.retired")} checked={retired} onChange={(event) => setRetired(event.currentTarget.checked)} />
      <FormActions
        save={t("ui.save")}
        saving={save.isPending}
        onSave={() => save.mutate({ id: template?.id, version: template?.version, name, steps, standard, retired })}
        onCancel={onDone}
      />
    </Stack>
  );
}

export function Templates() {
  const list = useAnswer("cases", "templates", {});
  const [changing, setChanging] = useState<CaseTemplateRow | "new">();
  const close = () => setChanging(undefined);
  return (
    <section aria-label={t("cases.templates")}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t("cases.templates")}</Title>
        <Button variant="default" onClick={() => setChanging("new")}>
          {t("cases.template.add")}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mb="xs">
        {t("cases.templates.text")}
      </Text>
      <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
      <Wide label={t("cases.templates")} least={40}>
        <Table verticalSpacing="xs">
          <Table.Tbody>
            {(list.data ?? []).map((template) => (
              <Table.Tr key={template.id}>
                <Table.Th scope="row" w="18rem">
                  {template.name} {template.standard && <Badge tone="good">{t("cases.template.is_standard")}</Badge>}
                  {!template.active && <Badge tone="ended">{t("cases.template.is_retired")}</Badge>}
                </Table.Th>
                <Table.Td>
                  {template.steps.map((step) => (
                    <Text key={stepWords(step)} size="sm">
                      {stepWords(step)}
                    </Text>
                  ))}
                </Table.Td>
                <Table.Td>
                  <Button size="compact-sm" variant="default" aria-label={t("cases.template.change_of", { name: template.name })} onClick={() => setChanging(template)}>
                    {t("cases.correct")}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      <Modal opened={changing !== undefined} onClose={close} title={t("cases.templates")} size="xl">
        {changing && <TemplateForm template={changing === "new" ? undefined : changing} onDone={close} />}
      </Modal>
    </section>
  );
}
