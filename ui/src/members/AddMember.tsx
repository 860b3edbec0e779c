// A new member by hand. Who looks like somebody already there is asked about before saving, not refused after.
import { Anchor, Button, Checkbox, Group, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useDesk } from "../desk/session";
import type { AddMember as Input, Added, Category, EmploymentDraft, JoinReason, Likeness, PersonDraft } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t, wireWords } from "../labels/t";
import { useUnitChoices } from "../organizations/units";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { Told } from "../parts/Told";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem, ruleWords } from "../problems/problems";
import { ClosedMonth, useCorrectedClose } from "./ClosedMonth";
import { EmploymentFields } from "./EmploymentFields";
import { NOBODY, PersonFields } from "./PersonFields";
import { UNIT_NOT_THERE } from "./words";

export const CATEGORIES = ["regular", "associate", "special", "alumni", "supporter"] as const satisfies readonly Category[];
const REASONS = [
  "new_graduate",
  "mid_career",
  "individual",
  "return_from_management",
  "rejoin",
  "org_merger",
  "conversion",
] as const satisfies readonly JoinReason[];

interface LikeProps {
  same: Likeness[];
  different: boolean;
  onDifferent(different: boolean): void;
  onRejoin(person: string | undefined): void;
  rejoins: string | undefined;
}

interface OneProps {
  one: Likeness;
  rejoins: boolean;
  onRejoin(person: string | undefined): void;
}

/** Who may be the same. Only who is no member any more can come back; whoever is in force is opened instead. */
function One({ one, rejoins, onRejoin }: OneProps) {
  const desk = useDesk();
  const card = useAnswer("members", "card", { person_id: one.person_id }, { enabled: desk.may("see_cards") });
  const over = card.data?.memberships.every((each) => ["ended", "rejected", "withdrawn"].includes(each.status));
  return (
    <Group justify="space-between">
      <Text size="sm">
        {[one.name, one.member_no, wireWords(`members.same.${one.because}`) ?? one.because].filter(Boolean).join(" / ")}
      </Text>
      {desk.may("see_cards") && (
        <Anchor
          component={Link}
          to="/members"
          search={{ person: one.person_id } as never}
          size="sm"
          underline="always"
          aria-label={t("members.same.card_of", { name: one.name })}
        >
          {t("members.same.card")}
        </Anchor>
      )}
      {(over || rejoins) && (
        <Button
          size="compact-sm"
          variant={rejoins ? "filled" : "default"}
          aria-pressed={rejoins}
          onClick={() => onRejoin(rejoins ? undefined : one.person_id)}
        >
          {t("members.same.rejoin")}
        </Button>
      )}
    </Group>
  );
}

/** People who may be the same: the officer says. (M-01) */
function Like({ same, different, onDifferent, onRejoin, rejoins }: LikeProps) {
  return (
    <Told tone="caution" title={t("members.same.title")}>
      <Stack gap="xs">
        {same.map((each) => (
          <One key={each.person_id} one={each} rejoins={rejoins === each.person_id} onRejoin={onRejoin} />
        ))}
        <Checkbox
          label={t("members.same.different")}
          checked={different}
          onChange={(event) => onDifferent(event.currentTarget.checked)}
        />
      </Stack>
    </Told>
  );
}

/** The person of an earlier membership, to begin with. */
export interface Returning {
  id: string;
  name: string;
  member_no: string | null;
  person: PersonDraft;
}

export interface AddMemberProps {
  /** Who was a member before and comes back. */
  returning?: Returning;
  onDone(added: Added): void;
  onCancel(): void;
}

export function AddMember({ returning, onDone, onCancel }: AddMemberProps) {
  const desk = useDesk();
  const units = useUnitChoices();
  const [person, setPerson] = useState(returning?.person ?? NOBODY);
  const [no, setNo] = useState("");
  const [category, setCategory] = useState<Category>("regular");
  const [joined, setJoined] = useState(desk.today);
  const [reason, setReason] = useState<JoinReason | null>(returning ? "rejoin" : null);
  const [unit, setUnit] = useState<string | null>(null);
  const [employment, setEmployment] = useState<EmploymentDraft | null>(null);
  const [different, setDifferent] = useState(false);
  const [rejoins, setRejoins] = useState(returning?.id);
  const [eligible, setEligible] = useState(false);
  const [applies, setApplies] = useState(false);
  const [why, setWhy] = useState("");
  const [tried, setTried] = useState(false);
  const [again, setAgain] = useState(false);
  // Each person begins with fields that know nothing of the one before.
  const [turn, setTurn] = useState(0);
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (turn > 0) form.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  }, [turn]);

  const closed = useCorrectedClose(applies ? "" : joined, "begins");
  const input: Input = {
    person: { ...person, family_name: person.family_name.trim() },
    member_no: no.trim() || undefined,
    category,
    joined_on: joined,
    applied_on: applies ? joined : undefined,
    join_reason: reason ?? undefined,
    unit_id: unit ?? "",
    employment: employment ?? undefined,
    not_a_duplicate: different || undefined,
    eligible: eligible || undefined,
    reason: closed ? why.trim() || undefined : undefined,
    rejoins,
  };
  const complete = input.person.family_name !== "" && joined !== "" && unit !== null && (!closed || why.trim() !== "");
  const [settled] = useDebouncedValue(input, 300);
  const check = useAnswer("members", "why_not_add", settled, { enabled: complete && settled.unit_id !== "", keep: true });
  const added = (output: Added) => {
    if (!again) return onDone(output);
    setPerson(NOBODY);
    setNo("");
    setDifferent(false);
    setRejoins(undefined);
    setChosen(undefined);
    setTried(false);
    setTurn(turn + 1);
  };
  const join = useChange("members", "add", { onDone: added });
  const apply = useChange("members", "apply", { onDone: added });
  const add = applies ? apply : join;
  const words = add.error ? fieldWords(add.error) : {};
  // Once somebody rejoins, the core finds no likeness any more; they stay in the box, so that it can be taken back.
  const [chosen, setChosen] = useState<Likeness | undefined>(
    returning && { person_id: returning.id, name: returning.name, member_no: returning.member_no, because: "returning" },
  );
  const fresh = check.data?.same ?? [];
  const same = chosen && !fresh.some((each) => each.person_id === chosen.person_id) ? [chosen, ...fresh] : fresh;
  const rejoin = (id: string | undefined) => {
    setChosen(same.find((each) => each.person_id === id) ?? chosen);
    setRejoins(id);
  };
  const save = (more: boolean) => {
    setTried(true);
    setAgain(more);
    if (complete) add.mutate(input);
  };

  return (
    <Stack gap="sm" ref={form}>
      <ProblemAlert problem={formProblem(add.error, ...UNIT_NOT_THERE)} />
      <PersonFields key={turn} value={person} onChange={setPerson} words={words} tried={tried} />
      {same.length > 0 && (
        <Like same={same} different={different} onDifferent={setDifferent} rejoins={rejoins} onRejoin={rejoin} />
      )}
      <SimpleGrid cols={2} spacing="sm">
        <TextInput
          label={t("members.column.member_no")}
          description={t("members.member_no.about")}
          placeholder={check.data?.member_no}
          autoComplete="off"
          value={no}
          error={words["member_no"]}
          onChange={(event) => setNo(event.currentTarget.value)}
        />
        <Select
          label={t("members.column.category")}
          data={CATEGORIES.map((each) => ({ value: each, label: enumWords("category", each) }))}
          value={category}
          onChange={(value) => value && setCategory(value)}
          error={words["category"]}
        />
        <DateField
          label={applies ? t("members.column.applied_on") : t("members.column.joined_on")}
          required
          value={joined}
          onChange={setJoined}
          era={desk.era}
          error={words["joined_on"] ?? (tried && !joined ? t("ui.fill_in") : undefined)}
        />
        <Select
          label={t("members.column.join_reason")}
          data={REASONS.map((each) => ({ value: each, label: enumWords("join_reason", each) }))}
          clearable
          value={reason}
          onChange={setReason}
          error={words["join_reason"]}
        />
      </SimpleGrid>
      <ClosedMonth closed={closed} reason={why} onReason={setWhy} tried={tried} />
      <Select
        label={t("members.unit")}
        required
        data={units}
        searchable
        value={unit}
        onChange={setUnit}
        error={words["unit_id"] ?? ruleWords(add.error, ...UNIT_NOT_THERE) ?? (tried && !unit ? t("ui.choose") : undefined)}
      />
      <EmploymentFields value={employment} onChange={setEmployment} words={words} />
      <Checkbox
        label={t("members.eligible")}
        checked={eligible}
        error={words["eligible"]}
        onChange={(event) => setEligible(event.currentTarget.checked)}
      />
      <Checkbox
        label={t("members.applies")}
        checked={applies}
        onChange={(event) => setApplies(event.currentTarget.checked)}
      />
      {check.data && tried && check.data.refused_by.length > 0 && (
        <Stack gap={4} role="status">
          {check.data.refused_by
            // Who is alike stands in the box above, and what is wrong with the unit at the unit.
            .filter((code) => code !== "M-01" && !UNIT_NOT_THERE.includes(code))
            .map((code) => (
            <Text key={code} size="sm" style={{ color: "var(--ky-caution)" }}>
              {wireWords(`error.${code}`) ?? code}
            </Text>
          ))}
        </Stack>
      )}
      <FormActions key={turn} save={t("members.add.save")} saving={add.isPending} onSave={() => save(false)} onCancel={onCancel}>
        {!returning && (
          <Button variant="default" onClick={() => save(true)}>
            {t("members.add.again")}
          </Button>
        )}
      </FormActions>
    </Stack>
  );
}
