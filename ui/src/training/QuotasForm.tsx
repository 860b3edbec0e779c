// 団体枠: which organisations are invited, and how many seats are kept for each; what a change would do stands below.
import { Button, Fieldset, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { OrgKind, QuotaFields, RunDetail } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { usePartnerChoices } from "../organizations/employers";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { CountField } from "./CountField";
import { ForeseenNote } from "./Foreseen";
import { useForeseen } from "./StepButton";

/** The union itself among the organisations to choose: on the wire it is none. */
const OWN = "own";
/** Whom one invites all at once: unions, and not the schools and offices that one deals with, too. */
const UNIONS: readonly OrgKind[] = ["enterprise_union", "general_union", "group_federation", "industrial_federation", "national_center"];

interface Row {
  key: number;
  org: string | null;
  seats: number | undefined;
  members: number | undefined;
  industry: string;
  note: string;
}

/** Organisations below those that are there: invited, without a seat of their own yet. */
function added(rows: Row[], orgs: (string | null)[]): Row[] {
  const first = Math.max(-1, ...rows.map((row) => row.key)) + 1;
  return [...rows, ...orgs.map((org, at) => ({ key: first + at, org, seats: undefined, members: undefined, industry: "", note: "" }))];
}

function written(rows: Row[]): QuotaFields[] {
  return rows
    .filter((row) => row.org !== null)
    .map((row) => ({
      org_id: row.org === OWN ? undefined : (row.org ?? undefined),
      seats: row.seats ?? 0,
      members: row.members,
      industry: row.industry.trim() || undefined,
      note: row.note.trim() || undefined,
    }));
}

export function QuotasForm({ detail, onDone }: { detail: RunDetail; onDone(): void }) {
  const desk = useDesk();
  const partners = usePartnerChoices();
  const [rows, setRows] = useState<Row[]>(() =>
    detail.quotas.map((row, key) => ({
      key,
      org: row.org_id ?? OWN,
      seats: row.seats,
      members: row.members ?? undefined,
      industry: row.industry ?? "",
      note: row.note ?? "",
    })),
  );
  // As it was read when the form opened: a change by somebody else meanwhile is not written over.
  const [version] = useState(detail.run.version);
  const [tried, setTried] = useState(false);
  const save = useChange("training", "save_quotas", { onDone });
  const words = save.error ? fieldWords(save.error) : {};
  const kept = rows.reduce((sum, row) => sum + (row.seats ?? 0), 0);
  const known = new Set(rows.map((row) => row.org));
  const twice = known.size < rows.length;
  const asked = useForeseen(detail.run.id, [{ ask: "seats", quotas: written(rows) }], !twice);
  const set = (key: number, next: Partial<Row>) => setRows((before) => before.map((row) => (row.key === key ? { ...row, ...next } : row)));
  const choices = [
    { value: OWN, label: desk.status.union_name ?? t("training.own") },
    ...partners.map((each) => ({ value: each.id, label: `${each.name} (${enumWords("org_kind", each.kind)})` })),
  ];
  const others = partners.filter((each) => UNIONS.includes(each.kind) && !known.has(each.id)).map((each) => each.id);
  const send = () => {
    setTried(true);
    if (rows.some((row) => row.org === null)) return;
    save.mutate({ id: detail.run.id, version, quotas: written(rows) });
  };
  return (
    <Stack gap="sm">
      <Text size="sm">{t("training.quotas.text")}</Text>
      <ProblemAlert problem={formProblem(save.error)} />
      {rows.map((row, n) => (
        <Fieldset key={row.key} legend={t("training.quota.no", { n: n + 1 })}>
          <Stack gap="xs">
            <Select
              label={t("training.org")}
              required
              searchable
              data={choices.filter((each) => each.value === row.org || !known.has(each.value))}
              value={row.org}
              error={words[`quotas.${n}.org_id`] ?? (tried && !row.org ? t("ui.choose") : undefined)}
              onChange={(org) => set(row.key, { org })}
            />
            <CountField
              label={t("training.quota.seats")}
              description={t("training.quota.seats.about")}
              value={row.seats}
              error={words[`quotas.${n}.seats`]}
              onChange={(seats) => set(row.key, { seats })}
            />
            <CountField
              label={t("training.quota.members")}
              description={t("training.quota.members.about")}
              value={row.members}
              error={words[`quotas.${n}.members`]}
              onChange={(members) => set(row.key, { members })}
            />
            <TextInput
              label={t("training.industry")}
              value={row.industry}
              error={words[`quotas.${n}.industry`]}
              onChange={(event) => set(row.key, { industry: event.currentTarget.value })}
            />
            <Button variant="default" size="compact-md" w="fit-content" onClick={() => setRows((before) => before.filter((each) => each.key !== row.key))}>
              {t("training.quota.remove", { n: n + 1 })}
            </Button>
          </Stack>
        </Fieldset>
      ))}
      <Button
        variant="default"
        leftSection={<Icon name="add" size={18} />}
        onClick={() => setRows((before) => added(before, [known.has(OWN) ? null : OWN]))}
      >
        {t("training.quota.add")}
      </Button>
      {others.length > 1 && (
        <Button variant="default" onClick={() => setRows((before) => added(before.filter((row) => row.org !== null), others))}>
          {t("training.quota.add_unions", { n: others.length })}
        </Button>
      )}
      {partners.length === 0 && <Text size="sm">{t("training.no_partner")}</Text>}
      <Text className="ky-number">
        {t("training.quotas.sum", { kept, capacity: detail.run.capacity, common: detail.run.capacity - kept })}
      </Text>
      <ForeseenNote foreseen={asked?.[0]} />
      <FormActions save={t("ui.save")} saving={save.isPending} onSave={send} onCancel={onDone} />
    </Stack>
  );
}
