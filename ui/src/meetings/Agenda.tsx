// The agenda: items in their order, what each takes, what became of it, and the votes on it.
import { Button, Checkbox, Fieldset, Group, Modal, NativeSelect, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { AgendaKind, AgendaRow, BallotMethod, BallotRow, ItemResult, MeetingDetail } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { SidePanel } from "../parts/SidePanel";
import { sayProblem } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { AddBallotForm, BallotPanel } from "./Ballot";
import classes from "./Meetings.module.css";
import { ItemName } from "./ItemName";
import { WriteNotice, WriteReport } from "./Papers";
import type { MeetingPartProps } from "./MeetingPage";
import { AGENDA_KINDS, ballotTone, options, outcomeWords } from "./words";

interface Draft {
  id: string | undefined;
  kind: AgendaKind;
  title: string;
  text: string;
  proposer: string;
  method: BallotMethod | undefined;
  audited: boolean;
}

function draftOf(row: AgendaRow): Draft {
  return { id: row.id, kind: row.kind, title: row.title, text: row.text ?? "", proposer: row.proposer ?? "", method: row.method, audited: row.audited };
}

const EMPTY: Draft = { id: undefined, kind: "resolution", title: "", text: "", proposer: "", method: undefined, audited: false };
const OPEN_METHODS = ["show_of_hands", "standing", "applause", "open_vote", "direct_secret"] as const;

function isSecret(kind: AgendaKind): boolean {
  return kind === "election" || kind === "strike_vote" || kind === "rule_change";
}

function AgendaForm({ detail, onDone }: { detail: MeetingDetail; onDone(): void }) {
  const [items, setItems] = useState<Draft[]>(detail.agenda.length > 0 ? detail.agenda.map(draftOf) : [EMPTY]);
  const [tried, setTried] = useState(false);
  const save = useChange("meetings", "save_agenda", { onDone });
  const words = save.error ? fieldWords(save.error) : {};
  // What the notice told keeps its place and its number; new items stand below.
  const told = detail.meeting.convened_on !== null ? detail.agenda.length : 0;
  const kindsOf = (each: Draft) => {
    if (told === 0 || !each.id) return AGENDA_KINDS;
    return AGENDA_KINDS.filter((kind) => (kind === "report") === (each.kind === "report"));
  };
  const set = (at: number, more: Partial<Draft>) => setItems(items.map((each, n) => (n === at ? { ...each, ...more } : each)));
  const move = (at: number, by: number) => {
    const next = [...items];
    const [one] = next.splice(at, 1);
    if (one) next.splice(at + by, 0, one);
    setItems(next);
  };
  const send = () => {
    setTried(true);
    if (items.some((each) => !each.title.trim())) return;
    save.mutate({
      meeting_id: detail.meeting.id,
      version: detail.meeting.version,
      items: items.map((each) => ({
        id: each.id,
        kind: each.kind,
        title: each.title,
        text: each.text || undefined,
        proposer: each.proposer || undefined,
        method: isSecret(each.kind) ? undefined : each.method,
        audited: each.audited,
      })),
    });
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(save.error)} />
      {told > 0 && <Text size="sm">{t("meetings.agenda.convened")}</Text>}
      {items.map((each, at) => (
        // oxlint-disable-next-line react/no-array-index-key
        <Fieldset key={each.id ?? `new-${at}`} legend={t("meetings.item_no", { no: at + 1 })}>
          <Stack gap="xs">
            <NativeSelect label={t("meetings.column.kind")} data={options("agenda_kind", kindsOf(each))} value={each.kind} onChange={(event) => set(at, { kind: event.currentTarget.value as AgendaKind, method: undefined })} />
            <TextInput
              label={t("meetings.column.title")}
              required
              data-autofocus={at === items.length - 1 || undefined}
              value={each.title}
              error={words[`items.${at}.title`] ?? (tried && !each.title.trim() ? t("ui.fill_in") : undefined)}
              onChange={(event) => set(at, { title: event.currentTarget.value })}
            />
            <Textarea label={t("meetings.item.text")} autosize minRows={1} value={each.text} onChange={(event) => set(at, { text: event.currentTarget.value })} />
            <TextInput label={t("meetings.item.proposer")} value={each.proposer} onChange={(event) => set(at, { proposer: event.currentTarget.value })} />
            {isSecret(each.kind) ? (
              <Text size="sm">{t("meetings.item.secret")}</Text>
            ) : (
              <NativeSelect
                label={t("meetings.column.method")}
                data={options("ballot_method", OPEN_METHODS)}
                value={each.method ?? (each.kind === "report" ? "applause" : "show_of_hands")}
                onChange={(event) => set(at, { method: event.currentTarget.value as BallotMethod })}
              />
            )}
            {each.kind === "settlement" && <Checkbox label={t("meetings.item.audited")} checked={each.audited} onChange={(event) => set(at, { audited: event.currentTarget.checked })} />}
            {at >= told && <Group gap="xs">
              <Button size="xs" variant="default" disabled={at === told} onClick={() => move(at, -1)} aria-label={t("meetings.item.up", { no: at + 1 })}>
                <Icon name="up" size={16} />
              </Button>
              <Button size="xs" variant="default" disabled={at === items.length - 1} onClick={() => move(at, 1)} aria-label={t("meetings.item.down", { no: at + 1 })}>
                <Icon name="down" size={16} />
              </Button>
              <Button size="xs" variant="default" onClick={() => setItems(items.filter((_, n) => n !== at))} aria-label={t("meetings.item.drop_of", { no: at + 1 })}>
                {t("meetings.item.drop")}
              </Button>
            </Group>}
          </Stack>
        </Fieldset>
      ))}
      <Group>
        <Button variant="default" leftSection={<Icon name="add" size={18} />} onClick={() => setItems([...items, EMPTY])}>
          {t("meetings.item.add")}
        </Button>
      </Group>
      <FormActions save={t("meetings.agenda.save")} saving={save.isPending} onSave={send} onCancel={onDone} />
    </Stack>
  );
}

const RESULTS = ["adopted", "amended", "rejected", "carried_over"] as const satisfies readonly ItemResult[];

/** What may be said of an item: a report is heard, an election is carried over or decided by its ballot, and what the rules keep from a decision is carried over. */
function resultsOf({ kind, unannounced }: AgendaRow): { value: ItemResult; label: string }[] {
  if (isSecret(kind) || unannounced) return options("item_result", ["carried_over"] as const);
  if (kind !== "report") return options("item_result", RESULTS);
  return [
    { value: "adopted", label: t("meetings.result.heard") },
    { value: "amended", label: t("meetings.result.heard_amended") },
    { value: "rejected", label: t("meetings.result.not_heard") },
    ...options("item_result", ["carried_over"] as const),
  ];
}

function Decide({ row }: { row: AgendaRow }) {
  const decide = useChange("meetings", "decide_item");
  return (
    <NativeSelect
      label={t("meetings.item.result")}
      w="14rem"
      data={[{ value: "", label: t("meetings.item.undecided") }, ...resultsOf(row)]}
      value={row.result ?? ""}
      disabled={decide.isPending}
      onChange={(event) =>
        decide.mutate({ id: row.id, version: row.version, result: (event.currentTarget.value || undefined) as ItemResult | undefined }, { onError: sayProblem })
      }
    />
  );
}

/** Takes an item back (取下げ): asks why, and the item keeps its number. */
function Withdraw({ row }: { row: AgendaRow }) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const close = () => setAsking(false);
  const change = useChange("meetings", "withdraw_item", { onDone: close });
  const words = change.error ? fieldWords(change.error) : {};
  const send = () => {
    setTried(true);
    if (reason.trim()) change.mutate({ id: row.id, version: row.version, reason: reason.trim() });
  };
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)} aria-label={t("meetings.item.withdraw_of", { number: row.number })}>
        {t("meetings.item.withdraw")}
      </Button>
      <Modal opened={asking} onClose={close} title={t("meetings.item.withdraw_of", { number: row.number })}>
        <Stack gap="md">
          <ProblemAlert problem={formProblem(change.error)} />
          <Text size="sm">{t("meetings.item.withdraw.about")}</Text>
          <TextInput
            label={t("meetings.reason")}
            required
            data-autofocus
            value={reason}
            error={words["reason"] ?? (tried && !reason.trim() ? t("ui.fill_in") : undefined)}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <FormActions save={t("meetings.item.withdraw")} saving={change.isPending} onSave={send} onCancel={close} />
        </Stack>
      </Modal>
    </>
  );
}

function Votes({ rows, onOpen }: { rows: BallotRow[]; onOpen(id: string): void }) {
  return rows.map((each) => (
    <Group key={each.id} gap="sm" align="center">
      <Button size="xs" variant="default" onClick={() => onOpen(each.id)}>
        {each.round > 1 ? t("meetings.ballot.show_round", { round: each.round }) : t("meetings.ballot.show")}
      </Button>
      <Badge tone={ballotTone(each.status)}>{enumWords("ballot_status", each.status)}</Badge>
      {each.outcome && <Text fw={700}>{outcomeWords(each.form, each.outcome)}</Text>}
      {each.formula && <Text size="sm">{each.formula}</Text>}
    </Group>
  ));
}

/** Whether a run-off of a ballot can be prepared: the meeting goes on, and there is none yet. */
function runsOff(detail: MeetingDetail, ballot: BallotRow): boolean {
  const goesOn = detail.steps.some((each) => each.step === "receive" && each.may);
  return goesOn && !detail.ballots.some((each) => each.item_id === ballot.item_id && each.round > ballot.round && each.status !== "void");
}

export function AgendaPart({ detail, place, go }: MeetingPartProps) {
  const desk = useDesk();
  const may = desk.may("change_meetings");
  const edits = may && detail.steps.some((each) => each.step === "agenda" && each.may);
  const isOpen = detail.meeting.status === "open";
  const close = () => go({ open: undefined });
  const ballot = detail.ballots.find((each) => each.id === place.open);
  const item = detail.agenda.find((each) => `vote-${each.id}` === place.open);
  return (
    <div className={classes.split}>
      <section className={classes.list} aria-label={t("meetings.part.agenda")}>
        <Stack gap="md">
          <Group gap="xs">
            {edits && (
              <Button variant="default" onClick={() => go({ open: "edit" })}>
                {t("meetings.agenda.edit")}
              </Button>
            )}
            {may && detail.meeting.convened_on && <WriteNotice meeting={detail.meeting} />}
            {detail.agenda.length > 0 && <WriteReport report="agenda" meeting={detail.meeting} />}
            {detail.meeting.convened_on && desk.may("see_attendees") && <WriteReport report="R06" meeting={detail.meeting} />}
            {detail.ballots.some((each) => each.status === "certified") && <WriteReport report="R07" meeting={detail.meeting} />}
          </Group>
          {detail.agenda.length === 0 && <Text>{t("meetings.agenda.none")}</Text>}
          <ol className={classes.items}>
            {detail.agenda.map((row) => {
              const votes = detail.ballots.filter((each) => each.item_id === row.id);
              const live = votes.filter((each) => each.status !== "void");
              const decides = may && isOpen && live.length === 0 && !row.withdrawn;
              const rests = edits && detail.meeting.convened_on !== null && live.length === 0 && !row.result && !row.withdrawn;
              return (
                <li key={row.id}>
                  <Title order={2} size="h4">
                    <ItemName item={row} />
                  </Title>
                  <Text size="sm">
                    {enumWords("agenda_kind", row.kind)} / {enumWords("ballot_method", row.method)}
                    {row.threshold && ` / ${row.threshold}`}
                  </Text>
                  {row.text && <Text style={{ whiteSpace: "pre-line" }}>{row.text}</Text>}
                  {row.proposer && <Text size="sm">{t("meetings.item.by", { name: row.proposer })}</Text>}
                  {row.kind === "settlement" && <Text size="sm">{t(row.audited ? "meetings.item.is_audited" : "meetings.item.not_audited")}</Text>}
                  {row.result_words && !decides && <Text fw={700}>{t("meetings.item.result_is", { result: row.result_words })}</Text>}
                  {row.withdrawn && <Text size="sm">{t("meetings.because", { reason: row.withdrawn })}</Text>}
                  {row.added_on && <Text size="sm">{t("meetings.item.added", { day: showDate(row.added_on, desk.era) })}</Text>}
                  {row.unannounced && !row.withdrawn && <Text size="sm">{t("meetings.item.unannounced", { article: row.unannounced })}</Text>}
                  {row.result_note && <Text size="sm">{row.result_note}</Text>}
                  <Stack gap="xs" mt="xs">
                    <Votes rows={votes} onOpen={(id) => go({ open: id })} />
                    <Group gap="sm" align="flex-end">
                      {decides && <Decide row={row} />}
                      {rests && row.kind !== "report" && !row.unannounced && (
                        <Button variant="default" onClick={() => go({ open: `vote-${row.id}` })} aria-label={t("meetings.ballot.add_of", { title: row.title })}>
                          {t("meetings.ballot.add")}
                        </Button>
                      )}
                      {rests && <Withdraw row={row} />}
                    </Group>
                  </Stack>
                </li>
              );
            })}
          </ol>
        </Stack>
      </section>
      {place.open === "edit" && edits && (
        <SidePanel title={t("meetings.agenda.edit")} onClose={close}>
          <AgendaForm detail={detail} onDone={close} />
        </SidePanel>
      )}
      {item && edits && (
        <SidePanel title={t("meetings.ballot.add")} onClose={close}>
          <AddBallotForm item={item} onCancel={close} onDone={(id) => go({ open: id })} />
        </SidePanel>
      )}
      {ballot && <BallotPanel key={ballot.id} row={ballot} runsOff={runsOff(detail, ballot)} onClose={close} onOpen={(id) => go({ open: id })} />}
    </div>
  );
}
