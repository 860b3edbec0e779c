// A unit, new or corrected.
import { Radio, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { UnitKind, UnitRow } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { ClosedReason } from "./ClosedReason";
import { useEmployerChoices, useWorksiteChoices } from "./employers";
import { useUnitChoices, useUnits } from "./units";

const KINDS = ["headquarters", "branch", "sub_branch", "workplace", "section"] as const satisfies readonly UnitKind[];

/** The level that usually stands below another. */
const BELOW: Record<UnitKind, UnitKind> = {
  headquarters: "branch",
  branch: "sub_branch",
  sub_branch: "workplace",
  workplace: "workplace",
  section: "section",
};

/** In the choice of the unit above: there is none. */
const TOP = "top";
/** The day from which a unit is there that was there from the beginning. */
const BEGINNING = "1900-01-01";

/** The unit above a new one where there is only one that it can be; empty: the officer chooses among several. */
function onlyAbove(kind: UnitKind, parent: UnitRow | undefined, units: readonly UnitRow[]): string {
  if (kind === "headquarters") return TOP;
  if (parent && (parent.kind === "section" || KINDS.indexOf(parent.kind) <= KINDS.indexOf(kind))) return parent.id;
  const open = units.filter((unit) => unit.to_on === null);
  const roots = open.filter((unit) => unit.parent_id === null);
  if (kind === "section") return roots.length === 1 ? (roots[0]?.id ?? "") : "";
  // The nearest level that is there: a workplace stands under a sub-branch, without any under a branch.
  const level = KINDS.slice(0, KINDS.indexOf(kind)).findLast((above) => open.some((unit) => unit.kind === above));
  const there = open.filter((unit) => unit.kind === level);
  if (there.length === 0) return TOP;
  return there.length === 1 ? (there[0]?.id ?? "") : "";
}

export interface UnitFormProps {
  /** The unit to correct; none: a new one. */
  unit?: UnitRow;
  /** The unit above a new one. */
  parent?: UnitRow | undefined;
  onDone(): void;
}

export function UnitForm({ unit, parent, onDone }: UnitFormProps) {
  const desk = useDesk();
  const units = useUnitChoices();
  const employers = useEmployerChoices();
  const [kind, setKind] = useState<UnitKind>(unit?.kind ?? (parent ? BELOW[parent.kind] : "headquarters"));
  const [label, setLabel] = useState(unit?.label ?? "");
  const [code, setCode] = useState(unit?.code ?? "");
  const known = useUnits().data;
  const [chosenAbove, setAbove] = useState(unit && (unit.parent_id ?? TOP));
  const placed = chosenAbove ?? onlyAbove(kind, parent, known ?? []);
  const above = placed === TOP ? null : placed;
  const [employer, setEmployer] = useState<string | null>(unit?.employer_org_id ?? null);
  const [worksite, setWorksite] = useState<string | null>(unit?.worksite_org_id ?? null);
  const [from, setFrom] = useState(unit && unit.from_on !== BEGINNING ? unit.from_on : "");
  const [tried, setTried] = useState(false);
  const worksites = useWorksiteChoices(employer);
  const add = useChange("organizations", "add_unit", { onDone });
  const correct = useChange("organizations", "correct_unit", { onDone });
  const [reason, setReason] = useState("");
  // Another unit above holds from a day on, unless it was wrong from the beginning.
  const [dated, setDated] = useState(true);
  const [since, setSince] = useState(desk.today);
  const regroup = useChange("organizations", "regroup_unit");
  const elsewhere = unit !== undefined && above !== unit.parent_id;
  const running = regroup.error ? regroup : unit ? correct : add;
  const words = running.error ? fieldWords(running.error) : {};
  const missing = (value: string) => (tried && value.trim() === "" ? t("ui.fill_in") : undefined);

  const save = () => {
    setTried(true);
    if (!label.trim() || placed === "") return;
    const shared = { kind, label: label.trim(), code: code.trim() || undefined };
    if (unit && elsewhere && dated) {
      const others = kind !== unit.kind || label.trim() !== unit.label || code.trim() !== unit.code || employer !== unit.employer_org_id || worksite !== unit.worksite_org_id;
      regroup.mutate(
        { id: unit.id, version: unit.version, parent_id: above ?? undefined, from_on: since, reason: reason.trim() || undefined },
        {
          onSuccess: (id) => {
            if (others) correct.mutate({ ...shared, id, version: 1, employer_org_id: employer, worksite_org_id: worksite });
            else onDone();
          },
        },
      );
    } else if (unit) {
      correct.mutate({ ...shared, id: unit.id, version: unit.version, parent_id: above, employer_org_id: employer, worksite_org_id: worksite, from_on: from || BEGINNING, reason: reason.trim() || undefined });
    } else {
      add.mutate({
        ...shared,
        parent_id: above ?? undefined,
        employer_org_id: employer ?? undefined,
        worksite_org_id: worksite ?? undefined,
        from_on: from || undefined,
      });
    }
  };

  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(running.error)} />
      <ClosedReason problem={running.error} reason={reason} onReason={setReason} />
      <TextInput
        label={t("organizations.unit.label")}
        required
        data-autofocus
        value={label}
        error={words["label"] ?? missing(label)}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <SimpleGrid cols={2}>
        <Select
          label={t("organizations.unit.kind")}
          required
          data={KINDS.map((each) => ({ value: each, label: enumWords("unit_kind", each) }))}
          value={kind}
          onChange={(value) => value && setKind(value)}
          error={words["kind"]}
        />
        <TextInput
          label={t("organizations.unit.code")}
          description={t("organizations.unit.code.about")}
          value={code}
          error={words["code"]}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      </SimpleGrid>
      <Select
        label={t("organizations.unit.parent")}
        placeholder={t("organizations.unit.parent.choose")}
        data={[{ value: TOP, label: t("organizations.unit.top") }, ...units.filter((each) => each.value !== unit?.id)]}
        searchable
        required
        value={placed || null}
        onChange={(value) => value && setAbove(value)}
        error={words["parent_id"] ?? (tried && placed === "" ? t("ui.choose") : undefined)}
      />
      {elsewhere && (
        <Radio.Group label={t("organizations.regroup")} value={dated ? "dated" : "always"} onChange={(value) => setDated(value === "dated")}>
          <Stack gap="xs" mt="xs">
            <Radio value="dated" label={t("organizations.regroup.dated")} />
            {dated && (
              <DateField label={t("organizations.regroup.from_on")} value={since} onChange={setSince} era={desk.era} error={words["from_on"]} />
            )}
            <Radio value="always" label={t("organizations.regroup.always")} />
          </Stack>
        </Radio.Group>
      )}
      <SimpleGrid cols={2}>
        <Select
          label={t("organizations.unit.employer")}
          data={employers}
          searchable
          clearable
          value={employer}
          onChange={(value) => {
            setEmployer(value);
            setWorksite(null);
          }}
          error={words["employer_org_id"]}
        />
        <Select
          label={t("organizations.unit.worksite")}
          data={worksites}
          searchable
          clearable
          disabled={!employer}
          value={worksite}
          onChange={setWorksite}
          error={words["worksite_org_id"]}
        />
      </SimpleGrid>
      {/* What begins under another unit from a day on begins on that day. */}
      {!(elsewhere && dated) && (
        <DateField
          label={t("organizations.unit.first_day")}
          description={unit ? undefined : t("organizations.unit.first_day.about")}
          placeholder={t(unit || above === null ? "organizations.unit.first_day.beginning" : "organizations.unit.first_day.parent")}
          value={from}
          onChange={setFrom}
          era={desk.era}
          error={words["from_on"]}
        />
      )}
      <FormActions save={t("ui.save")} saving={running.isPending || regroup.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}
