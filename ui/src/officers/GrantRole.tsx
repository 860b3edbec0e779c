// One more role for an officer, for a time and a part of the union.
import { Select, SimpleGrid, Stack } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { OfficerRow, Role } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { needsScope, ROLES } from "./api";
import type { UnitChoice } from "./OfficersPage";

export function GrantRole({ officer, units, onDone }: { officer: OfficerRow; units: UnitChoice[]; onDone(): void }) {
  const desk = useDesk();
  const [role, setRole] = useState<Role | null>(null);
  const [scope, setScope] = useState<string | null>(null);
  const [from, setFrom] = useState(desk.today);
  const [to, setTo] = useState("");
  const [tried, setTried] = useState(false);
  const grant = useChange("officers", "grant", { onDone });
  const words = grant.error ? fieldWords(grant.error) : {};
  const scopeMissing = role !== null && needsScope(role) && !scope;
  const save = () => {
    setTried(true);
    if (!role || scopeMissing) return;
    grant.mutate({
      officer: officer.id,
      role,
      unit_scope: scope ?? undefined,
      from_on: from || undefined,
      to_on: to || undefined,
    });
  };
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(grant.error)} />
      <Select
        label={t("officers.roles")}
        required
        data-autofocus
        data={ROLES.map((each) => ({ value: each, label: enumWords("role", each) }))}
        value={role}
        onChange={(value) => setRole(value as Role | null)}
        error={tried && !role ? t("officers.roles.missing") : words["role"]}
      />
      <Select
        label={t("officers.scope")}
        description={t("officers.scope.about")}
        placeholder={t("officers.scope.all")}
        data={units}
        searchable
        clearable
        value={scope}
        onChange={setScope}
        error={tried && scopeMissing ? t("officers.scope.missing") : words["unit_scope"]}
      />
      <SimpleGrid cols={2}>
        <DateField label={t("officers.since")} value={from} onChange={setFrom} era={desk.era} error={words["from_on"]} />
        <DateField label={t("officers.until")} value={to} onChange={setTo} era={desk.era} error={words["to_on"]} />
      </SimpleGrid>
      <FormActions save={t("officers.grant")} saving={grant.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}
