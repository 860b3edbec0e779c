// The board of a run: seats by organisation, what happens next and when, who waits in order and why, who has a seat.
import { Anchor, Button, Checkbox, Group, Select, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useMemo, useState } from "react";
import { useDesk } from "../desk/session";
import type { Board, EnrolmentRow, Next, OrgSeats } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { useShortcuts } from "../keys";
import { enumWords, numberWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate, showHour } from "../parts/dates";
import { Icon } from "../parts/Icon";
import { searchable } from "../parts/kana";
import { SidePanel } from "../parts/SidePanel";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { ApplyForm } from "./ApplyForm";
import { EnrolmentPanel } from "./EnrolmentPanel";
import { Decisions } from "./Foreseen";
import { foldedName } from "./names";
import type { RunPartProps } from "./RunPage";
import { SeatsBar, SeatsLegend } from "./SeatsBar";
import { StepButton, useForeseen } from "./StepButton";
import classes from "./Training.module.css";
import { hasEnded, isInRoom, seatTone, waitWords } from "./words";

const SHOWN = 100;
/** Organisations at first: whoever waits stands below them, and is not to be scrolled for. */
const ORGS = 12;

function Figures({ board }: { board: Board }) {
  const { run } = board;
  const figures: [string, number][] = [
    [t("training.capacity"), run.capacity],
    [t("training.confirmed"), run.confirmed],
    [t("training.offered"), run.offered],
    [t("training.free"), board.free],
    [t("training.waiting"), run.waiting],
    [t("training.applied"), run.applied],
  ];
  return (
    <dl className={classes.figures}>
      {figures.map(([words, n]) => (
        <div key={words}>
          <dt>{words}</dt>
          <dd>{numberWords(n)}</dd>
        </div>
      ))}
    </dl>
  );
}

function NextStep({ next }: { next: Next }) {
  const desk = useDesk();
  const what = enumWords("next_step", next.step);
  const counted = next.step === "too_few" ? t("training.next_people", { what, n: next.n }) : t("training.next_n", { what, n: next.n });
  const when = next.step === "offer_expires" || next.step === "begins" || next.step === "offers_end" ? showHour(next.at, desk.era) : showDate(next.on, desk.era);
  return (
    <li>
      <span className="ky-number">{when}</span>
      <span>
        {next.n > 0 ? counted : what}{" "}
        {next.due && <Badge tone="urgent">{t("training.next_due")}</Badge>}
      </span>
    </li>
  );
}

function Ahead({ board, may }: { board: Board; may: boolean }) {
  const advance = useChange("training", "advance");
  if (board.next.length === 0 && board.due.length === 0) return null;
  return (
    <section aria-labelledby="board-next">
      <Title order={2} size="h3" id="board-next" mb="xs">
        {t("training.next")}
      </Title>
      <ul className={classes.next}>
        {board.next.map((next) => (
          <NextStep key={`${next.step} ${next.at}`} next={next} />
        ))}
      </ul>
      {board.due.length > 0 && (
        <Stack gap="xs" mt="sm" role="note" p="sm" style={{ border: "1px solid var(--ky-caution)", borderRadius: 6 }}>
          <Text size="sm" fw={700}>
            {t("training.due", { n: board.due.length })}
          </Text>
          <Decisions rows={board.due} />
          {may && (
            <Button
              w="fit-content"
              loading={advance.isPending}
              onClick={() => advance.mutate({ id: board.run.id }, { onError: sayProblem })}
            >
              {t("training.advance")}
            </Button>
          )}
        </Stack>
      )}
    </section>
  );
}

function Organisations({ board, chosen, onChoose }: { board: Board; chosen: string | undefined; onChoose(org: string | undefined): void }) {
  const most = Math.max(1, ...board.organisations.map((org) => Math.max(org.quota, org.quota_used) + org.common_used + org.waiting), board.common);
  const [all, setAll] = useState(false);
  const idOf = (org: OrgSeats) => org.org_id ?? "own";
  const shown = board.organisations.filter((org, at) => all || at < ORGS || idOf(org) === chosen);
  const hidden = board.organisations.length - shown.length;
  const freeOf = (org: OrgSeats) => (board.released ? 0 : Math.max(0, org.quota - org.quota_used));
  const taken = board.organisations.reduce((sum, org) => sum + org.common_used, 0);
  return (
    <section aria-labelledby="board-orgs">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h3" id="board-orgs">
          {t("training.orgs")}
        </Title>
        <SeatsLegend />
      </Group>
      {board.released && <Text size="sm">{t("training.released")}</Text>}
      <Wide label={t("training.orgs")} least={48}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" miw="11rem">{t("training.org")}</Table.Th>
              <Table.Th scope="col" w="11rem">
                {t("training.seats")}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t("training.seats.own")}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t("training.seats.common")}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t("training.offered")}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t("training.waiting")}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t("training.applied")}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((org) => {
              const id = idOf(org);
              return (
                <Table.Tr key={id}>
                  <Table.Th scope="row">
                    <Anchor
                      component="button"
                      type="button"
                      ta="left"
                      underline="hover"
                      aria-pressed={chosen === id}
                      onClick={() => onChoose(chosen === id ? undefined : id)}
                    >
                      {org.org}
                    </Anchor>
                  </Table.Th>
                  <Table.Td>
                    <SeatsBar own={org.quota_used} common={org.common_used} free={freeOf(org)} waiting={org.waiting} of={most} />
                  </Table.Td>
                  <Table.Td ta="right" className="ky-number">
                    {org.quota > 0 ? t("training.of", { n: org.quota_used, of: org.quota }) : t("ui.none")}
                  </Table.Td>
                  {[org.common_used, org.offered, org.waiting, org.applied].map((n, column) => (
                    // The counts stand in a fixed order.
                    // oxlint-disable-next-line react/no-array-index-key
                    <Table.Td key={column} ta="right" className="ky-number">
                      {numberWords(n)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              );
            })}
            <Table.Tr>
              <Table.Th scope="row">{t("training.common_pool")}</Table.Th>
              <Table.Td>
                <SeatsBar own={0} common={taken} free={board.common_free} waiting={0} of={most} />
              </Table.Td>
              <Table.Td />
              <Table.Td ta="right" className="ky-number">
                {t("training.pool_of", { n: taken, free: board.common_free })}
              </Table.Td>
              <Table.Td colSpan={3} />
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </Wide>
      {hidden > 0 && (
        <Button variant="default" mt="xs" onClick={() => setAll(true)}>
          {t("training.orgs.more", { n: hidden })}
        </Button>
      )}
    </section>
  );
}

interface PeopleProps {
  title: string;
  id: string;
  rows: EnrolmentRow[];
  open: string | undefined;
  onOpen(id: string): void;
  last: { words: string; of(row: EnrolmentRow): React.ReactNode };
  picked?: ReadonlySet<string>;
  onPick?(id: string, take: boolean): void;
  children?: React.ReactNode;
}

function People({ title, id, rows, open, onOpen, last, picked, onPick, children }: PeopleProps) {
  const [shown, setShown] = useState(SHOWN);
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <Group gap="sm" mb="xs">
        <Title order={2} size="h3" id={id}>
          {t("training.people_n", { what: title, n: rows.length })}
        </Title>
        {children}
      </Group>
      <Wide label={title} least={44}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" w="4rem">
                {onPick ? <span className="ky-quiet">{t("training.pick")}</span> : t("training.place")}
              </Table.Th>
              <Table.Th scope="col">{t("training.name")}</Table.Th>
              <Table.Th scope="col">{t("training.org")}</Table.Th>
              <Table.Th scope="col">{t("training.status")}</Table.Th>
              <Table.Th scope="col">{last.words}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.slice(0, shown).map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td className="ky-number">
                  {onPick ? (
                    <Checkbox
                      aria-label={t("training.pick_of", { name: row.name })}
                      checked={picked?.has(row.id) ?? false}
                      onChange={(event) => onPick(row.id, event.currentTarget.checked)}
                    />
                  ) : (
                    (row.place ?? row.seq)
                  )}
                </Table.Td>
                <Table.Th scope="row">
                  <Anchor
                    component="button"
                    type="button"
                    ta="left"
                    underline="hover"
                    className="ky-private"
                    aria-current={row.id === open || undefined}
                    onClick={() => onOpen(row.id)}
                  >
                    {row.name}
                  </Anchor>
                  <Text size="xs" c="dimmed" className="ky-private">
                    {row.kana}
                  </Text>
                </Table.Th>
                <Table.Td>
                  <Text size="sm">{row.org}</Text>
                  {row.unit && (
                    <Text size="xs" c="dimmed">
                      {row.unit}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <Badge tone={seatTone(row.status)}>{enumWords("enrolment_status", row.status)}</Badge>
                  {row.group_no !== null && (
                    <Text size="xs" c="dimmed">
                      {t("training.group_no", { n: row.group_no })}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <Text size="sm">{last.of(row)}</Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      {rows.length > shown && (
        <Button variant="default" mt="xs" onClick={() => setShown(shown + 5 * SHOWN)}>
          {t("training.more", { n: rows.length - shown })}
        </Button>
      )}
    </section>
  );
}

function Approvals({ run, rows, open, onOpen }: { run: string; rows: EnrolmentRow[]; open: string | undefined; onOpen(id: string): void }) {
  const desk = useDesk();
  const may = desk.may("change_training");
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const approve = useChange("training", "approve", { onDone: () => setPicked(new Set()) });
  const ids = rows.filter((row) => picked.has(row.id)).map((row) => row.id);
  const asked = useForeseen(run, [{ ask: "approve", ids: ids.length > 0 ? ids : rows.slice(0, 1).map((row) => row.id) }], may && rows.length > 0);
  const pick = (id: string, take: boolean) =>
    setPicked((before) => {
      const next = new Set(before);
      if (take) next.add(id);
      else next.delete(id);
      return next;
    });
  return (
    <People
      title={t("training.list.applied")}
      id="board-applied"
      rows={rows}
      open={open}
      onOpen={onOpen}
      last={{ words: t("training.applied_at"), of: (row) => showHour(row.applied_at, desk.era) }}
      {...(may ? { picked, onPick: pick } : {})}
    >
      {may && (
        <>
          <Button variant="default" size="compact-md" onClick={() => setPicked(new Set(rows.map((row) => row.id)))}>
            {t("training.pick_all")}
          </Button>
          <StepButton
            size="compact-md"
            foreseen={asked?.[0]}
            disabled={ids.length === 0}
            loading={approve.isPending}
            onClick={() => approve.mutate({ ids }, { onError: sayProblem })}
          >
            {t("training.approve_n", { n: ids.length })}
          </StepButton>
        </>
      )}
    </People>
  );
}

/** What stands in the last column of those who have a seat. */
function seatWords(row: EnrolmentRow, era: boolean): string {
  if (row.status === "offered") return t("training.answer_until", { at: showHour(row.offer_expires_at, era) });
  return [enumWords("seat_pool", row.pool), enumWords("seat_reason", row.reason)].filter(Boolean).join(" / ");
}

function endWords(row: EnrolmentRow): string {
  return [row.why ?? enumWords("seat_reason", row.reason), row.late_cancel ? t("training.late") : ""].filter(Boolean).join(" / ");
}

export function BoardPart({ detail, place, go }: RunPartProps) {
  const desk = useDesk();
  const may = desk.may("change_training");
  const board = useAnswer("training", "board", { id: detail.run.id }, { keep: true });
  const asked = useForeseen(detail.run.id, [{ ask: "apply" }], may);
  const [typed, setTyped] = useState(place.find ?? "");
  useShortcuts({ "mod+n": () => may && go({ open: "new" }) });
  const type = (words: string, composing: boolean) => {
    setTyped(words);
    if (searchable(words, composing)) go({ find: words.trim() || undefined });
  };
  const rows = useMemo(() => {
    const wanted = foldedName(place.find ?? "");
    return (board.data?.rows ?? []).filter(
      (row) =>
        (!place.org || (row.org_id ?? "own") === place.org) &&
        (wanted === "" || foldedName(`${row.name}${row.kana ?? ""}`).includes(wanted)),
    );
  }, [board.data, place.find, place.org]);
  const close = () => go({ open: undefined });
  const open = (id: string) => go({ open: id });
  const opened = board.data?.rows.find((row) => row.id === place.open);
  if (!board.data) {
    return (
      <div className={classes.list}>
        <ProblemAlert problem={board.error} onRetry={() => void board.refetch()} />
        {board.isPending && <Waiting lines={8} />}
      </div>
    );
  }
  const orgs = board.data.organisations.map((org) => ({ value: org.org_id ?? "own", label: org.org }));
  const shared = { open: place.open, onOpen: open };
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <Stack gap="xl">
          <Group justify="space-between" align="flex-start">
            <Figures board={board.data} />
            {may && (
              <StepButton leftSection={<Icon name="add" size={18} />} foreseen={asked?.[0]} onClick={() => go({ open: "new" })}>
                {t("training.apply")}
              </StepButton>
            )}
          </Group>
          <Ahead board={board.data} may={may} />
          {board.data.organisations.length > 0 && (
            <Organisations board={board.data} chosen={place.org} onChoose={(org) => go({ org })} />
          )}
          {board.data.unseen > 0 && <Text size="sm">{t("training.unseen", { n: board.data.unseen })}</Text>}
          {board.data.rows.length > 0 && (
            <Group gap="xs" align="flex-end" role="search" aria-label={t("training.filter")}>
              <TextInput
                className={classes.search}
                label={t("training.find")}
                placeholder={t("training.find.person")}
                leftSection={<Icon name="search" size={18} />}
                autoComplete="off"
                maw="24rem"
                value={typed}
                onChange={(event) => type(event.currentTarget.value, (event.nativeEvent as InputEvent).isComposing)}
                onCompositionEnd={(event) => type(event.currentTarget.value, false)}
              />
              <Select
                w="16rem"
                label={t("training.org")}
                placeholder={t("ui.all")}
                clearable
                data={orgs}
                value={place.org ?? null}
                onChange={(org) => go({ org: org ?? undefined })}
              />
              <Text role="status" className="ky-number">
                {t("training.found", { n: rows.length })}
              </Text>
            </Group>
          )}
          {board.data.rows.length === 0 && board.data.unseen === 0 && <Text>{t("training.nobody_yet")}</Text>}
          <People
            {...shared}
            title={t("training.list.waiting")}
            id="board-waiting"
            rows={rows.filter((row) => row.status === "waitlisted")}
            last={{ words: t("training.why_waits"), of: waitWords }}
          />
          <Approvals {...shared} run={detail.run.id} rows={rows.filter((row) => row.status === "applied")} />
          <People
            {...shared}
            title={t("training.list.offered")}
            id="board-offered"
            rows={rows.filter((row) => row.status === "offered")}
            last={{ words: t("training.answer"), of: (row) => seatWords(row, desk.era) }}
          />
          <People
            {...shared}
            title={t("training.list.seated")}
            id="board-seated"
            rows={rows.filter(isInRoom)}
            last={{ words: t("training.why_seat"), of: (row) => seatWords(row, desk.era) }}
          />
          <People
            {...shared}
            title={t("training.list.ended")}
            id="board-ended"
            rows={rows.filter((row) => hasEnded(row.status))}
            last={{ words: t("training.reason"), of: endWords }}
          />
        </Stack>
      </div>
      {place.open === "new" && may && (
        <SidePanel title={t("training.apply")} onClose={close}>
          <ApplyForm detail={detail} verb="apply" onDone={close} />
        </SidePanel>
      )}
      {opened && <EnrolmentPanel key={opened.id} run={detail.run.id} row={opened} onClose={close} />}
    </div>
  );
}
