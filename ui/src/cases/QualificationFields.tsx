// What qualifies a counsellor; a registration has a number and a last day (C-02).
import { Select, SimpleGrid, TextInput } from "@mantine/core";
import { useDesk } from "../desk/session";
import type { CounselorFields, CounselorQualification } from "../ipc/api";
import type { Problem } from "../ipc/call";
import { t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { fieldWords, problemWords } from "../problems/problems";
import { QUALIFICATIONS, choices } from "./words";

export interface FieldsProps {
  value: CounselorFields;
  onChange(change: Partial<CounselorFields>): void;
  problem: Problem | null;
}

export function QualificationFields({ value, onChange, problem }: FieldsProps) {
  const desk = useDesk();
  const words = problem ? fieldWords(problem) : {};
  const c02 = problem?.code === "C-02" ? problemWords(problem) : undefined;
  return (
    <>
      <Select
        label={t("cases.qualification")}
        data-autofocus
        data={choices(QUALIFICATIONS, "counselor_qualification")}
        allowDeselect={false}
        value={value.qualification}
        onChange={(next) => next && onChange({ qualification: next as CounselorQualification })}
      />
      {value.qualification === "registered_career_consultant" && (
        <SimpleGrid cols={2} spacing="sm">
          <TextInput
            label={t("cases.registration_no")}
            required
            value={value.registration_no ?? ""}
            error={words["registration_no"] ?? c02}
            onChange={(event) => onChange({ registration_no: event.currentTarget.value })}
          />
          <DateField
            label={t("cases.registered_until")}
            required
            value={value.registered_until ?? ""}
            onChange={(until) => onChange({ registered_until: until || undefined })}
            era={desk.era}
            error={words["registered_until"]}
            lies="ahead"
          />
        </SimpleGrid>
      )}
      <TextInput
        label={t("cases.own_member")}
        description={t("cases.own_member.about")}
        value={value.member ?? ""}
        error={words["member"]}
        onChange={(event) => onChange({ member: event.currentTarget.value })}
      />
    </>
  );
}
