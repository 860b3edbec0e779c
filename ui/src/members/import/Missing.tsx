// Members whom the list does not name: what each is about, decided one by one or together.
import { Button, Group, Select, Table } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../../desk/session";
import type { ConditionKind, EndReason, MissingDecision, MissingMember } from "../../ipc/api";
import { enumWords, t } from "../../labels/t";
import { Badge } from "../../parts/Badge";
import { DateField } from "../../parts/DateField";
import { Wide } from "../../parts/Wide";

/** What a member not on the list may be about; resignation and expulsion need more than a list and are made on the card. */
const ENDS = ["employment_end", "retirement", "management", "transfer_out", "death"] as const satisfies readonly EndReason[];
const AWAY = ["leave", "sick_leave", "childcare", "family_care", "secondment_out", "overseas"] as const satisfies readonly ConditionKind[];

/** What was chosen for somebody: a code of the choices and the day. */
export type Does = { code: string; day: string };

function doesChoices() {
  return [
    { value: "", label: t("members.reconcile.stay") },
    ...ENDS.map((each) => ({ value: each as string, label: enumWords("end_reason", each) })),
    ...AWAY.map((each) => ({ value: `away ${each}`, label: enumWords("condition_kind", each) })),
  ];
}

interface ForAllProps {
  /** Those about whom nothing was decided and whom no leave explains. */
  open: MissingMember[];
  onAll(does: Does): void;
}

/** The same for everyone still open: one reason and one day, not a hundred times. */
export function ForAll({ open, onAll }: ForAllProps) {
  const desk = useDesk();
  const [does, setDoes] = useState<Does>({ code: "", day: desk.today });
  return (
    <Group gap="sm" align="end" mb="sm" role="group" aria-label={t("members.reconcile.for_all")}>
      <Select
        w="16rem"
        label={t("members.reconcile.for_all")}
        data={doesChoices()}
        allowDeselect={false}
        value={does.code}
        onChange={(code) => setDoes({ ...does, code: code ?? "" })}
      />
      <DateField label={t("members.reconcile.day")} value={does.day} onChange={(day) => setDoes({ ...does, day })} era={desk.era} />
      <Button variant="default" disabled={!does.code || !does.day || open.length === 0} onClick={() => onAll(does)}>
        {t("members.reconcile.to_open", { n: open.length })}
      </Button>
    </Group>
  );
}

interface MissingProps {
  rows: MissingMember[];
  does: Record<string, Does>;
  onDoes(row: MissingMember, does: Does | undefined): void;
}

export function Missing({ rows, does, onDoes }: MissingProps) {
  const desk = useDesk();
  const choices = doesChoices();
  return (
    <Wide label={t("members.reconcile.missing")} least={48} most={24}>
      <Table stickyHeader withTableBorder style={{ background: "var(--ky-surface)" }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("members.column.member_no")}</Table.Th>
            <Table.Th scope="col">{t("members.column.name")}</Table.Th>
            <Table.Th scope="col">{t("members.column.employer")}</Table.Th>
            <Table.Th scope="col">{t("members.reconcile.does")}</Table.Th>
            <Table.Th scope="col">{t("members.reconcile.day")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => {
            const own = does[row.membership_id];
            return (
              <Table.Tr key={row.membership_id}>
                <Table.Td className="ky-number">{row.member_no}</Table.Td>
                <Table.Td className="ky-private ky-name">
                  {row.name}
                  {row.condition && (
                    <Badge tone="notice">
                      {t("members.reconcile.explained", { condition: enumWords("condition_kind", row.condition) })}
                    </Badge>
                  )}
                  {row.maybe_row !== null && <Badge tone="notice">{t("members.reconcile.maybe", { row: row.maybe_row })}</Badge>}
                </Table.Td>
                <Table.Td>{[row.employer, row.branch, row.employee_no].filter(Boolean).join(" / ")}</Table.Td>
                <Table.Td>
                  <Select
                    miw="16rem"
                    aria-label={t("members.reconcile.does_of", { name: row.name })}
                    data={choices}
                    allowDeselect={false}
                    value={own?.code ?? ""}
                    onChange={(code) => onDoes(row, code ? { code, day: own?.day || desk.today } : undefined)}
                  />
                </Table.Td>
                <Table.Td>
                  {own && (
                    <DateField
                      label={t("members.reconcile.day_of", { name: row.name })}
                      value={own.day}
                      onChange={(day) => onDoes(row, { ...own, day })}
                      era={desk.era}
                    />
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

/** What was decided, as the core takes it. */
export function decisions(does: Record<string, Does>): MissingDecision[] {
  return Object.entries(does).map(([membership_id, { code, day }]) => {
    const kind = AWAY.find((each) => code === `away ${each}`);
    const reason = ENDS.find((each) => each === code);
    return kind
      ? { membership_id, decision: { does: "away", kind, from_on: day } }
      : { membership_id, decision: { does: "ended", end_reason: reason ?? "employment_end", left_on: day } };
  });
}
