// What a change of many sets: one kind of change with its few fields.
import { Checkbox, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useDesk } from "../../desk/session";
import type {
  BulkChange,
  Category,
  CheckoffStatus,
  ConditionKind,
  ConsentMethod,
  ConsentPurpose,
  DuesKind,
  EmploymentType,
  EndReason,
} from "../../ipc/api";
import { enumWords, t } from "../../labels/t";
import { useUnitChoices } from "../../organizations/units";
import { DateField } from "../../parts/DateField";
import { ENDS } from "../ends";
import { isWhole, NO_RESOLUTION, ResolutionFields } from "../ResolutionFields";
import type { FieldWords } from "../../problems/problems";

export type BulkKind = BulkChange["does"];

export const BULK_KINDS = [
  "move_unit",
  "category",
  "start_condition",
  "end_condition",
  "dues",
  "checkoff",
  "employment",
  "give_consent",
  "withdraw_consent",
  "leave",
] as const satisfies readonly BulkKind[];

const CATEGORIES = ["regular", "associate", "special", "alumni", "supporter"] as const satisfies readonly Category[];
const DUES = ["full", "reduced", "exempt", "direct"] as const satisfies readonly DuesKind[];
const CHECKOFFS = ["none", "mandated", "stopped"] as const satisfies readonly CheckoffStatus[];
const CONDITIONS = [
  "leave",
  "sick_leave",
  "childcare",
  "family_care",
  "secondment_out",
  "overseas",
  "fulltime_officer",
  "unpaid",
  "rights_suspended",
] as const satisfies readonly ConditionKind[];
const TYPES = [
  "permanent",
  "fixed_term",
  "part_time",
  "reemployed",
  "temp_agency",
  "contractor",
  "other",
] as const satisfies readonly EmploymentType[];
const PURPOSES = [
  "union_activity",
  "federation_share",
  "joint_use",
  "employer_share",
  "checkoff",
  "alumni_contact",
  "survey",
  "publication",
] as const satisfies readonly ConsentPurpose[];
const METHODS = ["written", "electronic", "oral_recorded"] as const satisfies readonly ConsentMethod[];

/** The change as it is being filled in; empty fields are still missing. */
export function emptyChange(kind: BulkKind, today: string): BulkChange {
  switch (kind) {
    case "move_unit":
      return { does: kind, unit_id: "", from_on: today };
    case "category":
      return { does: kind, category: "" as Category, from_on: today };
    case "start_condition":
      return { does: kind, kind: "" as ConditionKind, from_on: today };
    case "end_condition":
      return { does: kind, kind: "" as ConditionKind, to_on: today };
    case "dues":
      return { does: kind, dues_kind: "" as DuesKind };
    case "checkoff":
      return { does: kind, checkoff_status: "" as CheckoffStatus, on: today };
    case "employment":
      return { does: kind, from_on: today };
    case "give_consent":
      return { does: kind, purpose: "" as ConsentPurpose, granted_on: today, method: "written", notice_version: "" };
    case "withdraw_consent":
      return { does: kind, purpose: "" as ConsentPurpose, withdrawn_on: today };
    case "leave":
      return { does: kind, left_on: today, end_reason: "" as EndReason, received_on: today };
  }
}

/** Whether everything that must be said is said. */
export function isComplete(change: BulkChange): boolean {
  switch (change.does) {
    case "employment":
      return [change.department, change.job_title, change.grade, change.employment_type].some((field) => field !== undefined);
    case "start_condition":
      return Boolean(change.kind && change.from_on) && (change.kind !== "rights_suspended" || isWhole(change.resolution ?? NO_RESOLUTION));
    case "give_consent":
      return Boolean(change.purpose && change.granted_on && change.notice_version.trim());
    default:
      return Object.entries(change).every(([name, value]) => value !== "" || name === "received_on" || name === "on" || name === "end_note");
  }
}

interface FieldsProps {
  change: BulkChange;
  onChange(change: BulkChange): void;
  tried: boolean;
  words: FieldWords;
}

export function BulkFields({ change, onChange, tried, words }: FieldsProps) {
  const desk = useDesk();
  const units = useUnitChoices();
  const missing = (value: string | undefined) => (tried && !value ? t("ui.choose") : undefined);
  const day = (label: string, field: string, value: string | undefined, set: (on: string) => void, required = true) => (
    <DateField
      label={label}
      required={required}
      value={value ?? ""}
      onChange={set}
      era={desk.era}
      error={words[field] ?? words[`change.${field}`] ?? (required && tried && !value ? t("ui.fill_in") : undefined)}
    />
  );
  function choice<C extends string>(label: string, name: string, list: readonly C[], value: C | undefined, set: (value: C) => void) {
    return (
      <Select
        label={label}
        required
        data={list.map((each) => ({ value: each, label: enumWords(name, each) }))}
        value={value || null}
        onChange={(next) => next && set(next as C)}
        error={missing(value)}
      />
    );
  }
  switch (change.does) {
    case "move_unit":
      return (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label={t("members.move.to")}
            required
            searchable
            data={units}
            value={change.unit_id || null}
            onChange={(unit) => onChange({ ...change, unit_id: unit ?? "" })}
            error={missing(change.unit_id)}
          />
          {day(t("members.move.from"), "from_on", change.from_on, (from_on) => onChange({ ...change, from_on }))}
        </SimpleGrid>
      );
    case "category":
      return (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {choice(t("members.column.category"), "category", CATEGORIES, change.category, (category) => onChange({ ...change, category }))}
          {day(t("members.correct.category_from"), "from_on", change.from_on ?? undefined, (from_on) => onChange({ ...change, from_on }))}
        </SimpleGrid>
      );
    case "start_condition":
      return (
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            {choice(t("members.condition.kind"), "condition_kind", CONDITIONS, change.kind, (kind) => onChange({ ...change, kind }))}
            <Select
              label={t("members.condition.dues")}
              placeholder={t("members.condition.dues.same")}
              clearable
              data={DUES.map((each) => ({ value: each, label: enumWords("dues_kind", each) }))}
              value={change.dues_kind ?? null}
              onChange={(dues) => onChange({ ...change, dues_kind: dues ?? undefined })}
            />
            {day(t("members.condition.from"), "from_on", change.from_on, (from_on) => onChange({ ...change, from_on }))}
            {day(t("members.condition.to"), "to_on", change.to_on ?? undefined, (to_on) => onChange({ ...change, to_on: to_on || undefined }), false)}
          </SimpleGrid>
          {change.kind === "rights_suspended" && (
            <ResolutionFields
              value={change.resolution ?? NO_RESOLUTION}
              onChange={(resolution) => onChange({ ...change, resolution })}
              tried={tried}
              words={words}
            />
          )}
        </Stack>
      );
    case "end_condition":
      return (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {choice(t("members.condition.kind"), "condition_kind", CONDITIONS, change.kind, (kind) => onChange({ ...change, kind }))}
          {day(t("members.condition.to"), "to_on", change.to_on, (to_on) => onChange({ ...change, to_on }))}
        </SimpleGrid>
      );
    case "dues":
      return choice(t("members.condition.dues"), "dues_kind", DUES, change.dues_kind, (dues_kind) => onChange({ ...change, dues_kind }));
    case "checkoff":
      return (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {choice(enumWords("bulk", "checkoff"), "checkoff_status", CHECKOFFS, change.checkoff_status, (checkoff_status) =>
            onChange({ ...change, checkoff_status }),
          )}
          {(change.checkoff_status === "mandated" || change.checkoff_status === "stopped") &&
            day(
              change.checkoff_status === "mandated" ? t("members.bulk.mandate_on") : t("members.bulk.stopped_on"),
              "on",
              change.on ?? undefined,
              (on) => onChange({ ...change, on: on || undefined }),
              false,
            )}
        </SimpleGrid>
      );
    case "employment": {
      const text = (field: "department" | "job_title" | "grade", label: string) => (
        <Stack gap={4}>
          <Checkbox
            label={t("members.bulk.sets", { field: label })}
            checked={change[field] !== undefined}
            onChange={(event) => onChange({ ...change, [field]: event.currentTarget.checked ? "" : undefined })}
          />
          {change[field] !== undefined && (
            <TextInput
              aria-label={label}
              placeholder={t("members.bulk.empties")}
              autoComplete="off"
              value={change[field] ?? ""}
              onChange={(event) => onChange({ ...change, [field]: event.currentTarget.value })}
            />
          )}
        </Stack>
      );
      return (
        <Stack gap="sm" data-invalid={(tried && !isComplete(change)) || undefined}>
          {text("department", t("members.column.department"))}
          {text("job_title", t("members.bulk.job_title"))}
          {text("grade", t("members.bulk.grade"))}
          <Select
            label={t("members.column.employment_type")}
            placeholder={t("members.condition.dues.same")}
            clearable
            data={TYPES.map((each) => ({ value: each, label: enumWords("employment_type", each) }))}
            value={change.employment_type ?? null}
            onChange={(kind) => onChange({ ...change, employment_type: kind ?? undefined })}
            error={tried && !isComplete(change) ? t("members.bulk.nothing") : undefined}
          />
          {change.employment_type &&
            day(t("members.correct.employment_type_from"), "from_on", change.from_on, (from_on) => onChange({ ...change, from_on }))}
        </Stack>
      );
    }
    case "give_consent":
      return (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {choice(t("members.consent.purpose"), "consent_purpose", PURPOSES, change.purpose, (purpose) => onChange({ ...change, purpose }))}
          {day(t("members.consent.on"), "granted_on", change.granted_on, (granted_on) => onChange({ ...change, granted_on }))}
          {choice(t("members.consent.method"), "consent_method", METHODS, change.method, (method) => onChange({ ...change, method }))}
          <TextInput
            label={t("members.consent.notice")}
            placeholder={t("members.consent.notice.example")}
            required
            value={change.notice_version}
            onChange={(event) => onChange({ ...change, notice_version: event.currentTarget.value })}
            error={words["notice_version"] ?? (tried && !change.notice_version.trim() ? t("ui.fill_in") : undefined)}
          />
        </SimpleGrid>
      );
    case "withdraw_consent":
      return (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {choice(t("members.consent.purpose"), "consent_purpose", PURPOSES, change.purpose, (purpose) => onChange({ ...change, purpose }))}
          {day(t("members.bulk.withdrawn_on"), "withdrawn_on", change.withdrawn_on, (withdrawn_on) => onChange({ ...change, withdrawn_on }))}
        </SimpleGrid>
      );
    case "leave":
      return (
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            {choice(t("members.column.end_reason"), "end_reason", ENDS, change.end_reason, (end_reason) => onChange({ ...change, end_reason }))}
            {day(t("members.column.left_on"), "left_on", change.left_on, (left_on) => onChange({ ...change, left_on }))}
          </SimpleGrid>
          {change.end_reason === "resignation" &&
            day(t("members.received_on"), "received_on", change.received_on ?? undefined, (received_on) =>
              onChange({ ...change, received_on: received_on || undefined }),
            )}
        </Stack>
      );
  }
}
