// Putting right what is known of a membership that is over: its days, why it ended, its category. A reason is asked for, and
// what changes is shown before it is saved. (M-12)
import { List, Select, SimpleGrid, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CorrectMembership, EndReason, MemberCard, MembershipDetail } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem, ruleWords } from "../problems/problems";
import { CATEGORIES } from "./AddMember";
import { span } from "./CardFacts";
import { ENDS } from "./ends";

/** Ends that are made anew and not corrected: they have a resolution, or never were. */
function isByHand(reason: EndReason | null): boolean {
  return reason === "expulsion" || reason === "entry_error";
}

type Line = [words: string, before: string, after: string];

export function CorrectEnded({ card, membership, onDone }: { card: MemberCard; membership: MembershipDetail; onDone(): void }) {
  const desk = useDesk();
  const newest = membership.categories[0];
  const [joined, setJoined] = useState(membership.joined_on ?? "");
  const [left, setLeft] = useState(membership.left_on ?? "");
  const [end, setEnd] = useState<EndReason | null>(membership.end_reason);
  const [received, setReceived] = useState("");
  const [note, setNote] = useState(membership.end_note ?? "");
  const [category, setCategory] = useState(newest?.category ?? membership.category);
  const [since, setSince] = useState(newest?.from_on ?? membership.joined_on ?? "");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const correct = useChange("members", "correct", { onDone });
  const words = correct.error ? fieldWords(correct.error) : {};
  const day = (iso: string | null) => (iso ? showDate(iso, desk.era) : t("ui.none"));
  const other = <T,>(now: T, before: T | null | undefined) => (now && now !== before ? now : undefined);
  const recategorized = category !== newest?.category || since !== (newest?.from_on ?? membership.joined_on ?? "");
  const fields: CorrectMembership = {
    joined_on: other(joined, membership.joined_on),
    left_on: other(left, membership.left_on),
    end_reason: other(end, membership.end_reason) ?? undefined,
    received_on: end === "resignation" ? received || undefined : undefined,
    end_note: note.trim() === (membership.end_note ?? "") ? undefined : note.trim(),
    category: recategorized ? category : undefined,
    category_from: recategorized ? since : undefined,
  };
  const changes: Line[] = [];
  if (fields.joined_on) changes.push([t("members.column.joined_on"), day(membership.joined_on), day(joined)]);
  if (fields.left_on) changes.push([t("members.column.left_on"), day(membership.left_on), day(left)]);
  if (fields.end_reason)
    changes.push([t("members.column.end_reason"), enumWords("end_reason", membership.end_reason), enumWords("end_reason", end)]);
  if (fields.end_note !== undefined)
    changes.push([t("members.column.end_note"), membership.end_note ?? t("ui.none"), note.trim() || t("ui.none")]);
  if (recategorized) {
    const told = (which: string, from: string | null) => t("members.ended.category", { category: enumWords("category", which), from: day(from) });
    changes.push([
      t("members.column.category"),
      told(newest?.category ?? membership.category, newest?.from_on ?? membership.joined_on),
      told(category, since),
    ]);
  }
  const missing = (value: string) => (tried && !value.trim() ? t("ui.fill_in") : undefined);
  const save = () => {
    setTried(true);
    if (!joined || !left || !since || !reason.trim()) return;
    correct.mutate({
      person_id: card.person_id,
      version: card.version,
      membership_id: membership.id,
      membership: fields,
      reason: reason.trim(),
    });
  };
  const byHand = isByHand(membership.end_reason);
  return (
    <Stack gap="sm">
      <Title order={3}>{t("members.ended.title")}</Title>
      <Text size="sm">{`${membership.member_no}　${span(membership.joined_on, membership.left_on, desk.era)}`}</Text>
      <Text size="sm" c="dimmed">
        {t("members.ended.text")}
      </Text>
      <ProblemAlert problem={formProblem(correct.error, "M-09", "M-10")} />
      <SimpleGrid cols={2} spacing="sm">
        <DateField
          label={t("members.column.joined_on")}
          required
          value={joined}
          onChange={setJoined}
          era={desk.era}
          error={words["membership.joined_on"] ?? missing(joined)}
        />
        <DateField
          label={t("members.column.left_on")}
          description={t("members.left_on.about")}
          required
          value={left}
          onChange={setLeft}
          era={desk.era}
          error={words["membership.left_on"] ?? ruleWords(correct.error, "M-09") ?? missing(left)}
        />
        {byHand ? (
          <TextInput
            label={t("members.column.end_reason")}
            description={t("members.ended.by_hand")}
            value={enumWords("end_reason", membership.end_reason)}
            readOnly
          />
        ) : (
          <Select
            label={t("members.column.end_reason")}
            data={ENDS.map((each) => ({ value: each, label: enumWords("end_reason", each) }))}
            value={end}
            onChange={(next) => next && setEnd(next)}
            error={words["membership.end_reason"]}
          />
        )}
        {end === "resignation" && membership.end_reason !== "resignation" && (
          <DateField
            label={t("members.received_on")}
            required
            value={received}
            onChange={setReceived}
            era={desk.era}
            error={ruleWords(correct.error, "M-10") ?? missing(received)}
          />
        )}
        <TextInput
          label={t("members.column.end_note")}
          value={note}
          error={words["membership.end_note"]}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Select
          label={t("members.ended.last_category")}
          data={CATEGORIES.map((each) => ({ value: each, label: enumWords("category", each) }))}
          value={category}
          onChange={(next) => next && setCategory(next)}
          error={words["membership.category"]}
        />
        <DateField
          label={t("members.correct.category_from")}
          required
          value={since}
          onChange={setSince}
          era={desk.era}
          error={words["membership.category_from"] ?? missing(since)}
        />
      </SimpleGrid>
      <TextInput
        label={t("members.ended.reason")}
        description={t("members.ended.reason.hint")}
        required
        value={reason}
        error={words["reason"] ?? missing(reason)}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div role="status">
        <Text size="sm" fw={600}>
          {t("members.ended.changes")}
        </Text>
        {changes.length === 0 ? (
          <Text size="sm">{t("members.ended.nothing")}</Text>
        ) : (
          <List size="sm" className="ky-private">
            {changes.map(([field, before, after]) => (
              <List.Item key={field}>{t("members.history.change", { field, before, after })}</List.Item>
            ))}
          </List>
        )}
      </div>
      <FormActions save={t("members.ended.save")} saving={correct.isPending} disabled={changes.length === 0} onSave={save} onCancel={onDone} />
    </Stack>
  );
}
