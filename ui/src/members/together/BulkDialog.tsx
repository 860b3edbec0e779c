// まとめて変更: one change to everyone picked. First it is looked at, by the rule and with the names of those it cannot reach; then it
// is done in one step, which one press takes back.
import { Modal, Select, Stack, Table, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../../desk/session";
import type { BulkCause, BulkChange, BulkPreview } from "../../ipc/api";
import { useAnswer, useChange } from "../../ipc/client";
import { enumWords, t, wireWords } from "../../labels/t";
import { FormActions } from "../../parts/FormActions";
import { showDate } from "../../parts/dates";
import { Wide } from "../../parts/Wide";
import { ClosedMonth, useCorrectedClose, type Entry } from "../ClosedMonth";
import { ProblemAlert } from "../../problems/ProblemAlert";
import { fieldWords, formProblem } from "../../problems/problems";
import { BULK_KINDS, BulkFields, emptyChange, isComplete, type BulkKind } from "./BulkFields";
import type { Picks } from "./picks";

function useCauseWords() {
  const desk = useDesk();
  return (because: string, about: Record<string, unknown>): string => {
    const values = Object.entries(about).map(([name, value]) => {
      const day = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
      return [name, day ? showDate(value, desk.era) : name === "kind" ? enumWords("condition_kind", String(value)) : value];
    });
    return wireWords(because, Object.fromEntries(values)) ?? because;
  };
}

function Cause({ cause }: { cause: BulkCause }) {
  const words = useCauseWords();
  const people = cause.people.map((person) => ({ ...person, why: words(cause.because, person.about) }));
  const same = people.every((person) => person.why === people[0]?.why);
  return (
    <div>
      <Text size="sm" fw={700}>
        {t("members.bulk.cause", { n: cause.n, why: same ? (people[0]?.why ?? "") : t("members.bulk.each") })}
      </Text>
      <Wide label={t("members.bulk.cannot_list")} least={20} most={12}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("members.column.member_no")}</Table.Th>
              <Table.Th>{t("members.column.name")}</Table.Th>
              {!same && <Table.Th>{t("members.bulk.why")}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {people.map((person) => (
              <Table.Tr key={person.person_id}>
                <Table.Td>{person.member_no}</Table.Td>
                <Table.Td className="ky-private">{person.name}</Table.Td>
                {!same && <Table.Td>{person.why}</Table.Td>}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      {cause.n > people.length && <Text size="sm">{t("members.bulk.more", { n: cause.n - people.length })}</Text>}
    </div>
  );
}

function Outcome({ preview }: { preview: BulkPreview }) {
  return (
    <Stack gap="sm" role="status">
      <Text>
        <strong className="ky-number">{t("members.bulk.will", { n: preview.will })}</strong>
        {preview.already > 0 && t("members.bulk.already", { n: preview.already })}
        {preview.cannot > 0 && t("members.bulk.cannot", { n: preview.cannot })}
        {preview.unseen > 0 && t("members.bulk.unseen", { n: preview.unseen })}
      </Text>
      {preview.causes.map((cause) => (
        <Cause key={cause.because} cause={cause} />
      ))}
    </Stack>
  );
}

/** The day that counts for closed months, and what happens on it (M-09). */
function counts(change: BulkChange | undefined): [on: string, entry: Entry] {
  switch (change?.does) {
    case "move_unit":
    case "category":
      return [change.from_on ?? "", "begins"];
    case "employment":
      return [change.employment_type ? (change.from_on ?? "") : "", "begins"];
    case "leave":
      // Who was entered by mistake counts on no day any more, whenever they joined.
      return change.end_reason === "entry_error" ? ["0001-01-01", "begins"] : [change.left_on, "ends"];
    default:
      return ["", "begins"];
  }
}

function Form({ picks, onDone, onClose }: { picks: Picks; onDone(): void; onClose(): void }) {
  const desk = useDesk();
  const [change, setChange] = useState<BulkChange>();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const [looked, setLooked] = useState<BulkChange>();
  const [lookedFor, setLookedFor] = useState("");
  const input = { chosen: picks.chosen, change: change ?? emptyChange("dues", desk.today) };
  const closed = useCorrectedClose(...counts(change));
  const preview = useAnswer(
    "members",
    "preview_bulk",
    { ...input, reason: lookedFor || undefined },
    { enabled: change !== undefined && looked === change },
  );
  const save = useChange("members", "change_many", { job: t("members.bulk.title"), onDone });
  const shown = looked === change ? preview.data : undefined;
  const problem = save.error ?? (looked === change ? preview.error : null);
  const next = () => {
    setTried(true);
    if (!change || !isComplete(change) || (closed && !reason.trim())) return;
    if (!shown) {
      setLooked(change);
      setLookedFor(closed ? reason.trim() : "");
      if (preview.error && looked === change) void preview.refetch();
    } else if (shown.will > 0) save.mutate({ ...input, reason: reason.trim() || undefined, expected: shown.will });
  };
  return (
    <Stack gap="md">
      <Text>{t("members.bulk.text", { n: picks.n })}</Text>
      <ProblemAlert problem={formProblem(problem)} />
      <Select
        label={t("members.bulk.what")}
        required
        data-autofocus
        data={BULK_KINDS.map((kind) => ({ value: kind, label: enumWords("bulk", kind) }))}
        value={change?.does ?? null}
        onChange={(kind) => kind && setChange(emptyChange(kind as BulkKind, desk.today))}
        error={tried && !change ? t("ui.choose") : undefined}
      />
      {change && <BulkFields change={change} onChange={setChange} tried={tried} words={problem ? fieldWords(problem) : {}} />}
      {change && !closed && (
        <TextInput label={t("members.reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      )}
      <ClosedMonth closed={closed} reason={reason} onReason={setReason} tried={tried} />
      {shown && <Outcome preview={shown} />}
      <FormActions
        save={shown ? (shown.will > 0 ? t("members.bulk.save", { n: shown.will }) : t("members.bulk.nobody")) : t("members.bulk.look")}
        saving={save.isPending || (looked === change && preview.isFetching)}
        disabled={shown?.will === 0}
        danger={shown !== undefined && change?.does === "leave"}
        onSave={next}
        onCancel={onClose}
      />
    </Stack>
  );
}

export interface BulkDialogProps {
  picks: Picks;
  opened: boolean;
  onClose(): void;
}

export function BulkDialog({ picks, opened, onClose }: BulkDialogProps) {
  const done = () => {
    picks.clear();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t("members.bulk.title")} size="lg">
      {opened && <Form picks={picks} onDone={done} onClose={onClose} />}
    </Modal>
  );
}
