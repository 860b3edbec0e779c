// Putting right what was recorded wrongly. What was there before is kept in the history. (M-12)
import { List, Select, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type {
  CheckoffStatus,
  CorrectMembership,
  DuesKind,
  EmploymentDraft,
  FulltimeKind,
  MemberCard,
  MembershipDetail,
} from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { CATEGORIES } from "./AddMember";
import { ClosedMonth, useCorrectedClose } from "./ClosedMonth";
import { EmploymentFields } from "./EmploymentFields";
import { PersonFields } from "./PersonFields";

const DUES = ["full", "reduced", "exempt", "direct"] as const satisfies readonly DuesKind[];
const CHECKOFF = ["none", "mandated", "stopped"] as const satisfies readonly CheckoffStatus[];
const FULLTIME = ["none", "on_roll", "off_roll", "staff"] as const satisfies readonly FulltimeKind[];

function choices<T extends string>(name: string, values: readonly T[]): { value: T; label: string }[] {
  return values.map((value) => ({ value, label: enumWords(name, value) }));
}

/** The day from which another category holds, unless the officer says another one. */
function changesOn(membership: MembershipDetail | undefined, today: string): string {
  const joined = membership?.joined_on ?? today;
  if (joined > today) return joined;
  // Of who left, the last category was wrong: from its first day.
  return membership?.left_on && membership.left_on < today ? (membership.categories[0]?.from_on ?? joined) : today;
}

/** Only what was changed is sent. */
function changed<T extends object>(before: T, after: T): Partial<T> | undefined {
  const fields = Object.entries(after).filter(([name, value]) => before[name as keyof T] !== value);
  return fields.length > 0 ? (Object.fromEntries(fields) as Partial<T>) : undefined;
}

function daysWords(from: string | null, to: string | null, era: boolean): string {
  return t("members.correct.days", { from: from ? showDate(from, era) : "", to: to ? showDate(to, era) : "" });
}

function correctable(of: MembershipDetail): CorrectMembership {
  return {
    member_no: of.member_no,
    category: of.category,
    joined_on: of.joined_on ?? undefined,
    left_on: of.left_on ?? undefined,
    dues_kind: of.dues_kind,
    checkoff_status: of.checkoff_status,
    checkoff_mandate_on: of.checkoff_mandate_on ?? undefined,
    checkoff_stopped_on: of.checkoff_stopped_on ?? undefined,
    fulltime_kind: of.fulltime_kind ?? undefined,
    union_post: of.union_post ?? undefined,
  };
}

export interface CorrectMemberProps {
  card: MemberCard;
  membership: MembershipDetail | undefined;
  onDone(): void;
}

export function CorrectMember({ card, membership, onDone }: CorrectMemberProps) {
  const desk = useDesk();
  // Of a membership that is over it is the employment of its last day, which may be over as well.
  const ofThen = membership?.left_on ? card.employments.find((each) => each.to_on === membership.left_on) : undefined;
  const working = (ofThen ?? card.employments.find((each) => each.to_on === null))?.employment ?? null;
  const before = membership && correctable(membership);
  const [person, setPerson] = useState(card.person);
  const [fields, setFields] = useState<CorrectMembership>(before ?? {});
  const [employment, setEmployment] = useState<EmploymentDraft | null>(working);
  const [typeDay, setTypeDay] = useState(desk.today);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const correct = useChange("members", "correct", { onDone });
  const words = correct.error ? fieldWords(correct.error) : {};
  const recategorized = before !== undefined && fields.category !== before.category;
  const categoryDay = fields.category_from ?? changesOn(membership, desk.today);
  const employedOtherwise = working !== null && employment !== null && employment.employment_type !== working.employment_type;
  const beginning = [recategorized ? categoryDay : "", employedOtherwise ? typeDay : ""].filter(Boolean).toSorted()[0] ?? "";
  const closed = useCorrectedClose(membership?.joined_on ? beginning : "", "begins");
  const set = (change: CorrectMembership) => setFields({ ...fields, ...change });
  const word = (field: keyof CorrectMembership) => words[`membership.${field}`] ?? words[field];
  const day = (field: "joined_on" | "left_on" | "checkoff_mandate_on" | "checkoff_stopped_on") => ({
    value: fields[field] ?? "",
    onChange: (iso: string) => set({ [field]: iso || undefined }),
    era: desk.era,
    error: word(field),
  });

  const correction = {
    person: changed(card.person, person) ? person : undefined,
    membership: before && changed(before, recategorized ? { ...fields, category_from: categoryDay } : { ...fields, category_from: undefined }),
    employment: employment && (!working || changed(working, employment)) ? employment : undefined,
  };
  const input = {
    person_id: card.person_id,
    version: card.version,
    ...correction,
    employment_type_from: employedOtherwise ? typeDay : undefined,
    reason: reason.trim() || undefined,
  };
  const dated = before !== undefined && (fields.joined_on !== before.joined_on || fields.left_on !== before.left_on);
  const seen = useAnswer("members", "preview_correct", input, { enabled: dated && (!closed || reason.trim() !== "") });
  const save = () => {
    setTried(true);
    if (!person.family_name.trim() || (recategorized && !categoryDay) || (employedOtherwise && !typeDay) || (closed && !reason.trim())) return;
    correct.mutate(input);
  };

  return (
    <Stack gap="sm">
      <Title order={3}>{t("members.correct.title")}</Title>
      <Text size="sm" c="dimmed">
        {t("members.correct.text")}
      </Text>
      <ProblemAlert problem={formProblem(correct.error)} />
      <PersonFields value={person} onChange={setPerson} words={words} tried={tried} />
      {before && (
        <>
          <SimpleGrid cols={2} spacing="sm">
            <TextInput
              label={t("members.column.member_no")}
              value={fields.member_no ?? ""}
              error={word("member_no")}
              onChange={(event) => set({ member_no: event.currentTarget.value })}
            />
            <Select
              label={t("members.column.category")}
              data={choices("category", CATEGORIES)}
              value={fields.category ?? null}
              onChange={(category) => category && set({ category })}
              error={word("category")}
            />
            {recategorized && membership?.joined_on && (
              <DateField
                label={t("members.correct.category_from")}
                description={t("members.correct.category_from.hint")}
                required
                value={categoryDay}
                onChange={(iso) => set({ category_from: iso })}
                era={desk.era}
                error={word("category_from") ?? (tried && !categoryDay ? t("ui.fill_in") : undefined)}
              />
            )}
            <DateField label={t("members.column.joined_on")} {...day("joined_on")} />
            {before.left_on && <DateField label={t("members.column.left_on")} {...day("left_on")} />}
            <Select
              label={t("members.column.dues_kind")}
              data={choices("dues_kind", DUES)}
              value={fields.dues_kind ?? null}
              onChange={(dues_kind) => dues_kind && set({ dues_kind })}
              error={word("dues_kind")}
            />
            <Select
              label={t("members.column.checkoff_status")}
              data={choices("checkoff_status", CHECKOFF)}
              value={fields.checkoff_status ?? null}
              onChange={(checkoff_status) => checkoff_status && set({ checkoff_status })}
              error={word("checkoff_status")}
            />
            {fields.checkoff_status !== "none" && (
              <DateField label={t("members.column.checkoff_mandate_on")} {...day("checkoff_mandate_on")} />
            )}
            {fields.checkoff_status === "stopped" && (
              <DateField label={t("members.column.checkoff_stopped_on")} {...day("checkoff_stopped_on")} />
            )}
            <Select
              label={t("members.column.fulltime_kind")}
              data={choices("fulltime_kind", FULLTIME)}
              value={fields.fulltime_kind ?? null}
              onChange={(fulltime_kind) => fulltime_kind && set({ fulltime_kind })}
              error={word("fulltime_kind")}
            />
            <TextInput
              label={t("members.column.union_post")}
              value={fields.union_post ?? ""}
              error={word("union_post")}
              onChange={(event) => set({ union_post: event.currentTarget.value })}
            />
          </SimpleGrid>
        </>
      )}
      <EmploymentFields value={employment} onChange={setEmployment} words={words}>
        {employedOtherwise && (
          <DateField
            label={t("members.correct.employment_type_from")}
            description={t("members.correct.employment_type_from.hint")}
            required
            value={typeDay}
            onChange={setTypeDay}
            era={desk.era}
            error={words["employment_type_from"] ?? (tried && !typeDay ? t("ui.fill_in") : undefined)}
          />
        )}
      </EmploymentFields>
      {closed ? (
        <ClosedMonth closed={closed} reason={reason} onReason={setReason} tried={tried} />
      ) : (
        <TextInput
          label={t("members.reason")}
          value={reason}
          error={words["reason"]}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {dated && seen.data && seen.data.follows.length > 0 && (
        <div role="note">
          <Text size="sm">{t("members.correct.follows")}</Text>
          <List size="sm" className="ky-private">
            {seen.data.follows.map((row) => (
              <List.Item key={`${row.what} ${row.label} ${row.was_from_on}`}>
                {t("members.history.change", {
                  field: [enumWords("restorable", row.what), row.label].filter(Boolean).join(" "),
                  before: daysWords(row.was_from_on, row.was_to_on, desk.era),
                  after: daysWords(row.from_on, row.to_on, desk.era),
                })}
              </List.Item>
            ))}
          </List>
        </div>
      )}
      <FormActions
        save={t("ui.save")}
        saving={correct.isPending}
        disabled={!Object.values(correction).some(Boolean)}
        onSave={save}
        onCancel={onDone}
      />
    </Stack>
  );
}
