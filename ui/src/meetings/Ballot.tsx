// A vote: prepared, opened, papers given out, counted by two persons who do not see each other's numbers, certified.
import { Button, Checkbox, Group, NativeSelect, Stack, Table, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useRef, useState } from "react";
import { useDesk } from "../desk/session";
import type { AgendaRow, BallotCandidate, BallotDetail, BallotForm, BallotRow, BallotVenue } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { onKeys } from "../keys";
import { enumWords, t, wireWords } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showMoment } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { SidePanel } from "../parts/SidePanel";
import { Told } from "../parts/Told";
import { SettledButton } from "../parts/SettledButton";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem, lineWords } from "../problems/problems";
import { numbersIn } from "./Convene";
import { ItemName } from "./ItemName";
import { Lot } from "./Lot";
import { PaperRoll } from "./PaperRoll";
import { ballotTone, options, outcomeWords } from "./words";

function whole(typed: string): number {
  const plain = typed.normalize("NFKC").trim();
  return /^\d{1,9}$/.test(plain) ? Number(plain) : 0;
}

export function AddBallotForm({ item, onCancel, onDone }: { item: AgendaRow; onCancel(): void; onDone(id: string): void }) {
  const [form, setForm] = useState<BallotForm>(item.kind === "election" ? "election" : "question");
  const [venue, setVenue] = useState<BallotVenue>("at_meeting");
  const [question, setQuestion] = useState("");
  const [seats, setSeats] = useState("1");
  const [candidates, setCandidates] = useState("");
  const [reason, setReason] = useState("");
  const add = useChange("meetings", "add_ballot", { onDone: (id) => onDone(id) });
  const words = add.error ? fieldWords(add.error) : {};
  const asks = form !== "question";
  const asksWhy = asks && item.method !== "direct_secret";
  const usual: BallotForm = item.kind === "election" ? "election" : "question";
  const send = () =>
    add.mutate({
      item_id: item.id,
      form,
      venue,
      question: question.trim() || undefined,
      seats: asks ? whole(seats) : undefined,
      candidates: asks ? numbersIn(candidates).map((number) => ({ number })) : [],
      reason: asksWhy ? reason.trim() || undefined : undefined,
    });
  return (
    <Stack gap="sm">
      <Title order={3} size="h5">
        <ItemName item={item} />
      </Title>
      {item.threshold && form === usual && <Text size="sm">{t("meetings.ballot.takes", { takes: item.threshold })}</Text>}
      <ProblemAlert problem={formProblem(add.error)} />
      <NativeSelect label={t("meetings.ballot.form")} data-autofocus data={options("ballot_form", ["question", "election", "confidence"] as const)} value={form} onChange={(event) => setForm(event.currentTarget.value as BallotForm)} />
      {item.method === "direct_secret" && (
        <NativeSelect label={t("meetings.ballot.venue")} data={options("ballot_venue", ["at_meeting", "outside"] as const)} value={venue} onChange={(event) => setVenue(event.currentTarget.value as BallotVenue)} />
      )}
      <TextInput label={t("meetings.ballot.question")} value={question} onChange={(event) => setQuestion(event.currentTarget.value)} />
      {asks && (
        <>
          <TextInput label={t("meetings.ballot.seats")} inputMode="numeric" value={seats} error={words["seats"]} onChange={(event) => setSeats(event.currentTarget.value)} />
          <Textarea
            label={t("meetings.ballot.candidates")}
            description={t("meetings.ballot.candidates.about")}
            autosize
            minRows={3}
            value={candidates}
            error={words["candidates"] ?? Object.entries(words).find(([field]) => field.startsWith("candidates."))?.[1]}
            onChange={(event) => setCandidates(event.currentTarget.value)}
          />
          {asksWhy && (
            <TextInput
              label={t("meetings.ballot.reason")}
              description={t("meetings.ballot.reason.about")}
              required
              value={reason}
              error={words["reason"]}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          )}
        </>
      )}
      <FormActions save={t("meetings.ballot.add.save")} saving={add.isPending} onSave={send} onCancel={onCancel} />
    </Stack>
  );
}

function Issue({ row }: { row: BallotRow }) {
  const [number, setNumber] = useState("");
  const [said, setSaid] = useState<{ words: string; wrong: boolean }>();
  const badge = useRef<HTMLInputElement>(null);
  const issue = useChange("meetings", "issue", { quiet: true });
  const send = (input: { numbers?: string[]; everyone?: boolean }) =>
    issue.mutate(
      { id: row.id, ...input },
      {
        onSuccess: (done) => setSaid({ words: t("meetings.issue.done", { now: done.now, issued: done.issued }), wrong: false }),
        onError: (problem) => setSaid({ words: lineWords(problem), wrong: true }),
        // Ready for the next badge.
        onSettled: () => badge.current?.focus(),
      },
    );
  const take = () => {
    if (!number.trim()) return;
    send({ numbers: [number.trim()] });
    setNumber("");
  };
  return (
    <Stack gap="xs" onKeyDown={(event) => onKeys({ Enter: take })(event)}>
      <TextInput ref={badge} autoFocus label={t("meetings.issue.number")} description={t("meetings.issue.about")} autoComplete="off" value={number} onChange={(event) => setNumber(event.currentTarget.value)} />
      <Group gap="xs">
        <Button variant="default" loading={issue.isPending} onClick={() => send({ everyone: true })}>
          {t("meetings.issue.everyone")}
        </Button>
      </Group>
      <Text role="status" size="sm" style={{ color: said?.wrong ? "var(--ky-danger)" : undefined }}>
        {said?.words}
      </Text>
    </Stack>
  );
}

type Numbers = Record<string, string>;

function Tally({ detail }: { detail: BallotDetail }) {
  const { ballot } = detail;
  // Where hands are counted, there is no box and no paper in it.
  const hands = ballot.method !== "direct_secret";
  const [teller, setTeller] = useState("");
  const [numbers, setNumbers] = useState<Numbers>({});
  const [tried, setTried] = useState(false);
  const tally = useChange("meetings", "tally", {
    onDone: () => {
      setTeller("");
      setNumbers({});
      setTried(false);
    },
  });
  const words = tally.error ? fieldWords(tally.error) : {};
  const field = (name: string, label: string) => (
    <TextInput key={name} label={label} inputMode="numeric" autoComplete="off" value={numbers[name] ?? ""} onChange={(event) => setNumbers({ ...numbers, [name]: event.currentTarget.value })} />
  );
  const of = (name: string) => whole(numbers[name] ?? "");
  const send = () => {
    setTried(true);
    if (!teller.trim()) return;
    tally.mutate({
      id: ballot.id,
      teller: teller.trim(),
      cast: of("cast"),
      yes: of("yes"),
      no: of("no"),
      blank: of("blank"),
      invalid: of("invalid"),
      votes: detail.candidates.map(({ no }) => ({
        no,
        yes: of(`yes-${no}`),
        no_votes: of(`no-${no}`),
        blank: of(`blank-${no}`),
        invalid: of(`invalid-${no}`),
      })),
    });
  };
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {t("meetings.tally")}
      </Title>
      <Text size="sm">{t(ballot.method === "direct_secret" ? "meetings.tally.two" : "meetings.tally.single")}</Text>
      {detail.tally === "one" && <Text fw={700}>{t("meetings.tally.one_in", { name: detail.tellers[0] ?? "" })}</Text>}
      {detail.tally === "differ" && (
        <Told tone="urgent" title={t("meetings.tally.differ")}>
          {t("meetings.tally.differ.at", { fields: detail.differ.map(fieldName).join(t("ui.between")), names: detail.tellers.join(t("ui.between")) })}
        </Told>
      )}
      <ProblemAlert problem={formProblem(tally.error)} />
      <TextInput label={t("meetings.tally.teller")} required value={teller} error={words["teller"] ?? (tried && !teller.trim() ? t("ui.fill_in") : undefined)} onChange={(event) => setTeller(event.currentTarget.value)} />
      {field("cast", t(hands ? "meetings.count.cast_hands" : "meetings.count.cast"))}
      {ballot.form === "question" && [field("yes", t("meetings.count.yes")), field("no", t("meetings.count.no"))]}
      {ballot.form === "election" && detail.candidates.map((each) => field(`yes-${each.no}`, t("meetings.count.of", { no: each.no, name: each.name })))}
      {ballot.form === "confidence" &&
        detail.candidates.flatMap((each) => [
          field(`yes-${each.no}`, t("meetings.count.for", { name: each.name })),
          field(`no-${each.no}`, t("meetings.count.against", { name: each.name })),
          field(`blank-${each.no}`, t("meetings.count.blank_of", { name: each.name })),
          field(`invalid-${each.no}`, t("meetings.count.invalid_of", { name: each.name })),
        ])}
      {ballot.form !== "confidence" && [field("blank", t(hands ? "meetings.count.blank_hands" : "meetings.count.blank")), field("invalid", t(hands ? "meetings.count.invalid_hands" : "meetings.count.invalid"))]}
      <FormActions save={t("meetings.tally.save")} saving={tally.isPending} onSave={send} />
    </Stack>
  );
}

function fieldName(field: string): string {
  return wireWords(`meetings.count.${field}`, {}) ?? t("meetings.count.candidate", { no: field.replace("votes.", "") });
}

function Certify({ detail, uncontested }: { detail: BallotDetail; uncontested: boolean }) {
  const { ballot } = detail;
  const [one, setOne] = useState("");
  const [other, setOther] = useState("");
  const certify = useChange("meetings", "certify");
  const words = certify.error ? fieldWords(certify.error) : {};
  const two = ballot.method === "direct_secret" || uncontested;
  const send = () => certify.mutate({ id: ballot.id, uncontested, witnesses: two ? [one.trim(), other.trim()].filter(Boolean) : [] });
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {t(uncontested ? "meetings.certify.uncontested" : "meetings.certify")}
      </Title>
      <ProblemAlert problem={formProblem(certify.error)} />
      {two && (
        <>
          <Text size="sm">{t("meetings.certify.about")}</Text>
          <TextInput label={t("meetings.certify.first")} value={one} error={words["witnesses.0"]} onChange={(event) => setOne(event.currentTarget.value)} />
          <TextInput label={t("meetings.certify.second")} value={other} error={words["witnesses.1"]} onChange={(event) => setOther(event.currentTarget.value)} />
        </>
      )}
      <Text size="sm">{t("meetings.certify.final")}</Text>
      <FormActions save={t("meetings.certify.save")} saving={certify.isPending} onSave={send} />
    </Stack>
  );
}

function Void({ row }: { row: BallotRow }) {
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const change = useChange("meetings", "void_ballot");
  if (!asked) {
    return (
      <Button variant="default" w="fit-content" onClick={() => setAsked(true)}>
        {t("meetings.void")}
      </Button>
    );
  }
  return (
    <Stack gap="xs">
      <ProblemAlert problem={formProblem(change.error)} />
      <TextInput label={t("meetings.reason")} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <FormActions save={t("meetings.void")} saving={change.isPending} onSave={() => reason.trim() && change.mutate({ id: row.id, reason: reason.trim() })} onCancel={() => setAsked(false)} />
    </Stack>
  );
}

/** What became of a candidate, once it was certified. */
function becameWords(ballot: BallotRow, candidate: BallotCandidate): string {
  const voted = ballot.form === "confidence" && ballot.outcome !== "uncontested";
  if (candidate.by_lot) return t("meetings.result.by_lot");
  if (candidate.elected) return voted ? t("meetings.result.confirmed") : enumWords("ballot_outcome", "elected");
  return voted && ballot.status === "certified" ? t("meetings.result.not_confirmed") : "";
}

/** The papers of a count. Confidence is counted of each candidate: blank and invalid papers stand there. */
function papersWords({ ballot, count }: BallotDetail): string {
  if (!count) return "";
  const secret = ballot.method === "direct_secret";
  const { cast, blank, invalid } = count;
  if (ballot.form === "confidence" && blank + invalid === 0) return t(secret ? "meetings.count.line_each" : "meetings.count.line_open_each", { issued: ballot.issued, cast });
  return t(secret ? "meetings.count.line" : "meetings.count.line_open", { issued: ballot.issued, cast, blank, invalid });
}

function Counted({ detail }: { detail: BallotDetail }) {
  const { ballot, count } = detail;
  const confidence = ballot.form === "confidence";
  return (
    <Stack gap="xs">
      {ballot.outcome && (
        <Title order={3} size="h4">
          {outcomeWords(ballot.form, ballot.outcome)}
        </Title>
      )}
      {detail.seating && <Text>{detail.seating}</Text>}
      {ballot.formula && <Text>{ballot.formula}</Text>}
      {count && (
        <Text className="ky-number">
          {papersWords(detail)}
          {ballot.form === "question" && ` ${t("report.meetings.yes_and_no", { yes: count.yes, no: count.no })}`}
        </Text>
      )}
      {detail.candidates.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("report.meetings.candidate")}</Table.Th>
              <Table.Th>{t("report.meetings.votes")}</Table.Th>
              {confidence && (
                <>
                  <Table.Th>{t("report.meetings.row.no")}</Table.Th>
                  <Table.Th>{t("report.meetings.row.blank")}</Table.Th>
                  <Table.Th>{t("report.meetings.row.invalid")}</Table.Th>
                </>
              )}
              <Table.Th>{t("report.meetings.elected")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {detail.candidates.map((each) => (
              <Table.Tr key={each.no}>
                <Table.Td>{each.name}</Table.Td>
                <Table.Td className="ky-number">{each.votes?.yes}</Table.Td>
                {confidence && (
                  <>
                    <Table.Td className="ky-number">{each.votes?.no_votes}</Table.Td>
                    <Table.Td className="ky-number">{each.votes?.blank}</Table.Td>
                    <Table.Td className="ky-number">{each.votes?.invalid}</Table.Td>
                  </>
                )}
                <Table.Td>{becameWords(ballot, each)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {detail.lot && <Text size="sm">{t("report.meetings.lot", { told: detail.lot.told, moment: showMoment(detail.lot.drawn_at) })}</Text>}
      {detail.witnesses.length > 0 && <Text size="sm">{t("report.meetings.certified", { names: detail.witnesses.join(t("ui.between")) })}</Text>}
    </Stack>
  );
}

function Casting({ row }: { row: BallotRow }) {
  const casting = useChange("meetings", "casting_vote");
  return (
    <Stack gap="xs">
      <Text fw={700}>{t("meetings.casting")}</Text>
      <Group gap="xs">
        <Button onClick={() => casting.mutate({ id: row.id, casting: "yes" }, { onError: sayProblem })}>{enumWords("casting", "yes")}</Button>
        <Button variant="default" onClick={() => casting.mutate({ id: row.id, casting: "no" }, { onError: sayProblem })}>
          {enumWords("casting", "no")}
        </Button>
      </Group>
    </Stack>
  );
}

function Doing({ detail, runsOff, onOpen }: { detail: BallotDetail; runsOff: boolean; onOpen(id: string): void }) {
  const { ballot } = detail;
  const open = useChange("meetings", "open_ballot");
  const close = useChange("meetings", "close_ballot");
  const runOff = useChange("meetings", "run_off", { onDone: (id) => onOpen(id) });
  const [free, setFree] = useState(false);
  const named = { id: ballot.id, version: ballot.version };
  const secret = ballot.method === "direct_secret";
  const few = ballot.form !== "question" && ballot.round === 1 && detail.candidates.length <= ballot.seats;
  const counts = ballot.status === "closed" || (ballot.status === "open" && !secret);
  return (
    <Stack gap="lg">
      {ballot.status === "prepared" && (
        <Group>
          <SettledButton loading={open.isPending} onClick={() => open.mutate(named, { onError: sayProblem })}>
            {t(secret ? "meetings.ballot.open" : "meetings.ballot.open_vote")}
          </SettledButton>
        </Group>
      )}
      {ballot.status === "prepared" && few && <Checkbox label={t("meetings.certify.free")} checked={free} onChange={(event) => setFree(event.currentTarget.checked)} />}
      {ballot.status === "prepared" && few && free && <Certify detail={detail} uncontested />}
      {ballot.status === "open" && secret && <Issue row={ballot} />}
      {ballot.status === "open" && secret && (
        <Group>
          <SettledButton loading={close.isPending} onClick={() => close.mutate(named, { onError: sayProblem })}>
            {t("meetings.ballot.close")}
          </SettledButton>
        </Group>
      )}
      {counts && <Tally detail={detail} />}
      {ballot.status === "counted" && ballot.outcome === "tie" && (detail.to_draw.length === 0 ? <Casting row={ballot} /> : <Lot detail={detail} />)}
      {ballot.status === "counted" && ballot.outcome !== "tie" && <Certify detail={detail} uncontested={false} />}
      {ballot.status === "certified" && ballot.outcome === "runoff" && runsOff && (
        <SettledButton w="fit-content" loading={runOff.isPending} onClick={() => runOff.mutate({ id: ballot.id }, { onError: sayProblem })}>
          {t("meetings.run_off")}
        </SettledButton>
      )}
      {ballot.status !== "certified" && ballot.status !== "void" && <Void row={ballot} />}
    </Stack>
  );
}

interface BallotPanelProps {
  row: BallotRow;
  /** The meeting goes on, and no run-off was prepared yet. */
  runsOff: boolean;
  onClose(): void;
  onOpen(id: string): void;
}

export function BallotPanel({ row, runsOff, onClose, onOpen }: BallotPanelProps) {
  const desk = useDesk();
  const found = useAnswer("meetings", "ballot", { id: row.id }, { keep: true });
  const detail = found.data;
  const atWork = row.status === "open" || row.status === "closed";
  const told = detail && (row.outcome || detail.candidates.length > 0) && <Counted detail={detail} />;
  return (
    <SidePanel title={<ItemName item={row} />} onClose={onClose}>
      <Stack gap="md">
        <Group gap="xs">
          <Badge tone={ballotTone(row.status)}>{enumWords("ballot_status", row.status)}</Badge>
          <Text size="sm">{enumWords("ballot_method", row.method)}</Text>
          {row.entitled !== null && <Text size="sm">{t(row.method === "direct_secret" ? "meetings.ballot.figures" : "meetings.ballot.figures_open", { entitled: row.entitled, issued: row.issued })}</Text>}
        </Group>
        <Text size="sm">{t("meetings.ballot.takes", { takes: row.threshold })}</Text>
        {row.question && <Text>{row.question}</Text>}
        {row.void_reason && <Text>{t("meetings.because", { reason: row.void_reason })}</Text>}
        <ProblemAlert problem={found.error} />
        {found.isPending && <Waiting lines={4} />}
        {/* While papers are given out or counted their fields stand above the list of candidates. */}
        {!atWork && told}
        {detail && desk.may("change_meetings") && <Doing detail={detail} runsOff={runsOff} onOpen={onOpen} />}
        {atWork && told}
        {row.method === "direct_secret" && row.entitled !== null && desk.may("see_attendees") && <PaperRoll ballot={row} />}
      </Stack>
    </SidePanel>
  );
}
