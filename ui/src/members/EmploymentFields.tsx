// Where a person works.
import { Select, SimpleGrid, TextInput } from "@mantine/core";
import { useDesk } from "../desk/session";
import type { EmploymentDraft, EmploymentType } from "../ipc/api";
import { enumWords, t } from "../labels/t";
import { useEmployerChoices, useWorksiteChoices } from "../organizations/employers";
import { DateField } from "../parts/DateField";
import type { FieldWords } from "../problems/problems";

export const EMPLOYMENT_TYPES = [
  "permanent",
  "fixed_term",
  "part_time",
  "reemployed",
  "temp_agency",
  "contractor",
  "other",
] as const satisfies readonly EmploymentType[];

export interface EmploymentFieldsProps {
  /** None: the person has no employer here. */
  value: EmploymentDraft | null;
  onChange(value: EmploymentDraft | null): void;
  words: FieldWords;
  /** Asked beside the kind of employment. */
  children?: React.ReactNode;
}

export function EmploymentFields({ value, onChange, words, children }: EmploymentFieldsProps) {
  const desk = useDesk();
  const employers = useEmployerChoices();
  const worksites = useWorksiteChoices(value?.employer_org_id ?? null);
  const set = (change: Partial<EmploymentDraft>) => value && onChange({ ...value, ...change });
  const word = (field: keyof EmploymentDraft) => words[`employment.${field}`] ?? words[field];
  const text = (field: "department" | "job_title" | "grade" | "employee_no") => ({
    value: value?.[field] ?? "",
    error: word(field),
    autoComplete: "off",
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => set({ [field]: event.currentTarget.value || null }),
  });
  const choose = (employer: string | null) => {
    if (!employer) return onChange(null);
    onChange({
      department: null,
      job_title: null,
      grade: null,
      employment_type: "permanent",
      employee_no: null,
      from_on: null,
      ...value,
      employer_org_id: employer,
      worksite_org_id: null,
    });
  };
  return (
    <>
      <SimpleGrid cols={2} spacing="sm">
        <Select
          label={t("members.column.employer")}
          data={employers}
          searchable
          clearable
          value={value?.employer_org_id ?? null}
          onChange={choose}
          error={word("employer_org_id")}
        />
        {value && (
          <TextInput label={t("members.column.employee_no")} description={t("members.zeros.about")} {...text("employee_no")} />
        )}
      </SimpleGrid>
      {value && (
        <SimpleGrid cols={2} spacing="sm">
          <Select
            label={t("members.column.worksite")}
            data={worksites}
            searchable
            clearable
            value={value.worksite_org_id}
            onChange={(worksite_org_id) => set({ worksite_org_id })}
            error={word("worksite_org_id")}
          />
          <TextInput label={t("members.column.department")} {...text("department")} />
          <TextInput label={t("members.column.job_title")} {...text("job_title")} />
          <TextInput label={t("members.column.grade")} {...text("grade")} />
          <Select
            label={t("members.column.employment_type")}
            data={EMPLOYMENT_TYPES.map((each) => ({ value: each, label: enumWords("employment_type", each) }))}
            value={value.employment_type}
            onChange={(employment_type) => employment_type && set({ employment_type })}
            error={word("employment_type")}
          />
          {children}
          <DateField
            label={t("members.column.hired_on")}
            value={value.from_on ?? ""}
            onChange={(from_on) => set({ from_on: from_on || null })}
            era={desk.era}
            error={word("from_on")}
          />
        </SimpleGrid>
      )}
    </>
  );
}
