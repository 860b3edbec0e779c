// 突合: the list of those present against the roster, in four piles. Nothing is taken that was not chosen; one undo.
import { Button, Checkbox, Group, Stack, Table, Text, Title, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../../desk/session";
import type { Decision, MissingDecision, Reconciled, RowPreview, Taken, UnsureRow } from "../../ipc/api";
import type { Problem } from "../../ipc/call";
import { useAnswer } from "../../ipc/client";
import { onKeys } from "../../keys";
import { numberWords, t, wireWords } from "../../labels/t";
import { Badge } from "../../parts/Badge";
import type { Tone } from "../../parts/colors";
import { showDate } from "../../parts/dates";
import { Wide } from "../../parts/Wide";
import { ProblemAlert } from "../../problems/ProblemAlert";
import { ClosedMonth } from "../ClosedMonth";
import { columnWords, WHO } from "./fields";
import { Findings } from "./Findings";
import classes from "./Import.module.css";
import { type Does, decisions, ForAll, Missing } from "./Missing";
import { MissingUnits } from "./MissingUnits";
import { apartWords, causeOf, Named, problemWords } from "./Piles";
import { useWriteKey } from "./writeKey";

const PILES = ["found", "changed", "missing", "unsure"] as const;
type Pile = (typeof PILES)[number];
const TONES: Record<Pile, Tone> = { found: "added", changed: "changed", missing: "gone", unsure: "unsure" };

function pileWords(pile: Pile): string {
  switch (pile) {
    case "found":
      return t("members.reconcile.found");
    case "changed":
      return t("members.reconcile.changed");
    case "missing":
      return t("members.reconcile.missing");
    case "unsure":
      return t("members.reconcile.unsure");
  }
}

/** Where somebody belongs: what an officer often takes of an employer's list, and nothing else. */
const UNIT = ["branch", "sub_branch", "workplace"];

/** Of these a row may well be somebody new: a company gives the number of somebody who left to the next one. */
const MAY_BE_NEW = ["possible_duplicate", "number_of_another", "employee_no_differs", "employee_no_taken", "was_erased"];

const keyOf = (row: { sheet: string; row: number }) => `${row.sheet}\n${row.row}`;

/** What of a pile is taken: the rows named, or the whole pile but them; a pile may be longer than what is shown. */
interface Choice {
  all: boolean;
  but: ReadonlySet<string>;
}

const NONE: Choice = { all: false, but: new Set() };
const isTaken = (choice: Choice, key: string) => choice.all !== choice.but.has(key);

/** Fields of a changed row that are left out, by row. */
type Left = Record<string, string[]>;

interface RowsProps {
  rows: RowPreview[];
  /** What was noted of the rows of the list. */
  problems: Reconciled["list"]["problems"];
  /** What the last column says. */
  says: string;
  chosen: Choice;
  left: Left;
  /** Only what says where somebody belongs is taken. */
  onlyUnit: boolean;
  onToggle(row: RowPreview): void;
  onField(row: RowPreview, column: string): void;
  onAll(): void;
}

/** What of a changed row is left out: what the officer said, else what only writes the same name in other characters (髙/高). */
const outOf = (left: Left, row: RowPreview) =>
  left[keyOf(row)] ?? row.changes.filter((change) => change.doubtful).map((change) => change.column);

/** Nothing of the row is taken, although it may be chosen. */
const isEmpty = (left: Left, row: RowPreview) => row.changes.length > 0 && outOf(left, row).length === row.changes.length;

const movesUnit = (row: RowPreview) => row.changes.some((change) => UNIT.includes(change.column));

/** Arrow keys walk the rows, Space is the checkbox's own, Ctrl+A chooses the pile. */
function walk(event: KeyboardEvent, by: 1 | -1) {
  const here = (event.target as HTMLElement).closest("tr");
  const next = by === 1 ? here?.nextElementSibling : here?.previousElementSibling;
  next?.querySelector<HTMLElement>("input, button")?.focus();
}

function Rows({ rows, problems, says, chosen, left, onlyUnit, onToggle, onField, onAll }: RowsProps) {
  const keys = onKeys({ ArrowDown: (event) => walk(event, 1), ArrowUp: (event) => walk(event, -1), "mod+a": onAll });
  return (
    <Wide label={t("members.reconcile")} least={44} most={24}>
      <Table stickyHeader withTableBorder style={{ background: "var(--ky-surface)" }} onKeyDown={keys}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("members.reconcile.accept")}</Table.Th>
            <Table.Th scope="col">{t("members.column.member_no")}</Table.Th>
            <Table.Th scope="col">{t("members.column.name")}</Table.Th>
            <Table.Th scope="col">{says}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => {
            const key = keyOf(row);
            const apart = onlyUnit && !movesUnit(row);
            const on = isTaken(chosen, key) && !apart && (onlyUnit || !isEmpty(left, row));
            return (
              <Table.Tr key={key}>
                <Table.Td>
                  <Checkbox
                    aria-label={t("members.reconcile.accept_of", { name: row.name })}
                    checked={on}
                    disabled={apart}
                    onChange={() => onToggle(row)}
                  />
                </Table.Td>
                <Table.Td className="ky-number">{row.member_no || t("members.import.number_later")}</Table.Td>
                <Table.Td className="ky-private ky-name">
                  <Named row={row} />
                </Table.Td>
                <Table.Td>
                  {row.changes.map((change) => (
                    <Group key={change.column} gap="xs" wrap="nowrap">
                      {row.changes.length > 1 && (
                        <Checkbox
                          size="xs"
                          disabled={!on || onlyUnit}
                          aria-label={t("members.reconcile.accept_field", { name: row.name, field: columnWords(change.column) })}
                          checked={on && (onlyUnit ? UNIT.includes(change.column) : !outOf(left, row).includes(change.column))}
                          onChange={() => onField(row, change.column)}
                        />
                      )}
                      <Text size="sm" className="ky-private">
                        {t("members.history.change", {
                          field: columnWords(change.column),
                          before: change.before || t("ui.none"),
                          after: change.after || t("ui.none"),
                        })}
                        {change.doubtful && t("members.reconcile.variant")}
                      </Text>
                    </Group>
                  ))}
                  {row.changes.length === 0 && (
                    // Who is new has nothing to compare with: where to look the row up, and what it depends on.
                    <>
                      <Text size="sm">{t("members.import.row_no", { sheet: row.sheet, row: row.row })}</Text>
                      {problems
                        .filter((problem) => problem.row === row.row && problem.sheet === row.sheet)
                        .map((problem) => (
                          <Text key={`${problem.column} ${problem.code}`} size="sm" className="ky-private">
                            {problemWords(problem)}
                          </Text>
                        ))}
                    </>
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

interface UnsureProps {
  row: UnsureRow;
  /** What was noted of the rows of the list. */
  problems: Reconciled["list"]["problems"];
  /** The same row among those of the list. */
  listed: RowPreview | undefined;
  /** The row was answered, and still cannot be taken. */
  answered: boolean;
  onDecide(decision: Decision): void;
  onUndecide(): void;
}

function Unsure({ row, problems, listed, answered, onDecide, onUndecide }: UnsureProps) {
  const desk = useDesk();
  const told = (code: string) => problems.find((each) => each.sheet === row.sheet && each.row === row.row && each.code === code);
  return (
    <section className={classes.unsure} aria-label={t("members.import.row_no", { sheet: row.sheet, row: row.row })}>
      <Text>
        {t("members.import.row_no", { sheet: row.sheet, row: row.row })} <strong className="ky-private">{row.name}</strong>{" "}
        {row.problems.map((code) => causeOf({ code, raw: "", others: told(code)?.others ?? [] })).join(" ")}
      </Text>
      {listed && (
        <Text size="sm" className="ky-private">
          {apartWords(listed, desk.era)}
        </Text>
      )}
      {row.candidates.map(({ person, because }) => (
        <Group key={person.person_id} gap="sm" justify="space-between">
          <div>
            <Text size="sm" className="ky-private">
              {[person.name, person.kana, showDate(person.birth_on, desk.era), person.member_no, person.branch].filter(Boolean).join(" / ")}
            </Text>
            <Group gap={4}>
              {because.map((code) => (
                <Badge key={code} tone={/differs|missing|variant|other/.test(code) ? "caution" : "good"}>
                  {wireWords(`members.agrees.${code}`) ?? code}
                </Badge>
              ))}
            </Group>
          </div>
          <Button
            size="compact-md"
            variant="default"
            aria-label={t("members.reconcile.is_of", { row: row.row, name: person.name })}
            onClick={() => onDecide({ sheet: row.sheet, row: row.row, person_id: person.person_id })}
          >
            {t("members.reconcile.is")}
          </Button>
        </Group>
      ))}
      {row.problems.some((code) => MAY_BE_NEW.includes(code)) && (
        <Button
          size="compact-md"
          variant="default"
          w="fit-content"
          aria-label={t("members.reconcile.is_new_of", { row: row.row })}
          onClick={() => onDecide({ sheet: row.sheet, row: row.row })}
        >
          {t("members.reconcile.is_new")}
        </Button>
      )}
      {answered && (
        <Button
          size="compact-md"
          variant="subtle"
          w="fit-content"
          aria-label={t("members.reconcile.undecide_of", { row: row.row })}
          onClick={onUndecide}
        >
          {t("members.reconcile.undecide")}
        </Button>
      )}
    </section>
  );
}

export interface Decided {
  found: Taken;
  changed: Taken;
  missing: MissingDecision[];
  /** Why figures of a closed month are corrected (M-09). */
  reason?: string | undefined;
}

interface ReconcileProps {
  seen: Reconciled;
  busy: boolean;
  writing: boolean;
  problem: Problem | null;
  onDecide(decision: Decision): void;
  onUndecide(decision: Decision): void;
  onEmployer(name: string): void;
  created: boolean;
  onCreate(created: boolean): void;
  onBack(): void;
  onWrite(decided: Decided): void;
}

/** What was chosen and is still there: a row that was decided about may have left its pile. */
function stillIn(choice: Choice, rows: RowPreview[]): Choice {
  const keys = new Set(rows.map(keyOf));
  return { all: choice.all, but: new Set([...choice.but].filter((key) => keys.has(key))) };
}

export function Reconcile({ seen, busy, writing, problem, onDecide, onUndecide, onEmployer, created, onCreate, onBack, onWrite }: ReconcileProps) {
  const [picked, setPicked] = useState<Record<"found" | "changed", Choice>>({ found: NONE, changed: NONE });
  const [left, setLeft] = useState<Left>({});
  const [chosenFor, setChosenFor] = useState<Record<string, Does>>({});
  const [onlyUnit, setOnlyUnit] = useState(false);
  const rowsOf = (outcome: string) => seen.list.rows.filter((row) => row.outcome === outcome);
  const found = rowsOf("created");
  const changed = rowsOf("updated");
  const refused = rowsOf("rejected");
  const choices = { found: stillIn(picked.found, found), changed: stillIn(picked.changed, changed) };
  const missing = new Set(seen.missing.map((row) => row.membership_id));
  const does = Object.fromEntries(Object.entries(chosenFor).filter(([id]) => missing.has(id)));
  const sizes: Record<Pile, number> = {
    found: seen.list.created,
    changed: seen.list.updated,
    missing: seen.missing_n,
    unsure: seen.unsure.length,
  };
  const [pile, setPile] = useState<Pile>(() => PILES.find((each) => sizes[each] > 0) ?? "found");
  // Of those who change nothing but other things, nothing is taken where only the unit is.
  const without = onlyUnit ? (row: RowPreview) => !movesUnit(row) : (row: RowPreview) => isEmpty(left, row);
  const apart = changed.filter((row) => without(row) && isTaken(choices.changed, keyOf(row))).length;
  const takenOf = (of: "found" | "changed") =>
    (choices[of].all ? sizes[of] - choices[of].but.size : choices[of].but.size) - (of === "changed" ? apart : 0);
  const n = { found: takenOf("found"), changed: takenOf("changed"), missing: Object.keys(does).length };
  const ready = !busy && !writing && n.found + n.changed + n.missing > 0;

  const side = pile === "changed" ? "changed" : "found";
  const rows = side === "found" ? found : changed;
  const chosen = choices[side];
  const choose = (choice: Choice) => setPicked({ ...choices, [side]: choice });
  const toggle = (row: RowPreview) => {
    // Of a row with nothing but other characters the tick takes them.
    if (side === "changed" && !onlyUnit && isEmpty(left, row)) {
      setLeft({ ...left, [keyOf(row)]: [] });
      if (isTaken(chosen, keyOf(row))) return;
    }
    const but = new Set(chosen.but);
    if (!but.delete(keyOf(row))) but.add(keyOf(row));
    choose({ ...chosen, but });
  };
  const whole = sizes[side] > 0 && chosen.all && chosen.but.size === 0;
  const all = () => choose({ all: !whole, but: new Set() });
  const field = (row: RowPreview, column: string) => {
    const own = outOf(left, row);
    const out = own.includes(column) ? own.filter((each) => each !== column) : [...own, column];
    // With nothing left of it the row is not taken.
    const none = out.length === row.changes.length;
    if (none) toggle(row);
    setLeft({ ...left, [keyOf(row)]: none ? [] : out });
  };
  // A row that is taken in part is named with its columns, whichever way the pile is chosen.
  const taken = (of: "found" | "changed", shown: RowPreview[]): Taken => {
    const { all: pileWhole, but } = choices[of];
    const named = shown.flatMap((row) => {
      const key = keyOf(row);
      const out = outOf(left, row);
      // Other characters of a name are taken only where they are named.
      const each = out.length > 0 || row.changes.some((change) => change.doubtful);
      const part = of === "changed" && !onlyUnit && each && isTaken(choices[of], key) && !isEmpty(left, row);
      if (!part && !but.has(key)) return [];
      const columns = part ? row.changes.map((change) => change.column).filter((column) => !out.includes(column)) : undefined;
      return [{ sheet: row.sheet, row: row.row, columns }];
    });
    return { all: pileWhole, rows: named, columns: of === "changed" && onlyUnit ? UNIT : undefined };
  };
  // What a mending brings joins a pile unchosen, also where the whole pile was chosen before.
  const joinUnchosen = (keys: string[]) => {
    const apartFrom = (choice: Choice): Choice => (choice.all ? { all: true, but: new Set([...choice.but, ...keys]) } : choice);
    setPicked({ found: apartFrom(choices.found), changed: apartFrom(choices.changed) });
  };
  // Who an officer recognised, or said to be new, is chosen with that word; next month nobody asks again.
  const decide = (decision: Decision) => {
    const key = keyOf({ sheet: decision.sheet ?? "", row: decision.row ?? 0 });
    const chosenIn = (choice: Choice): Choice => {
      const but = new Set(choice.but);
      if (choice.all) but.delete(key);
      else but.add(key);
      return { ...choice, but };
    };
    const into = decision.person_id ? "changed" : "found";
    setPicked({ ...choices, [into]: chosenIn(choices[into]) });
    onDecide(decision);
  };
  // What is mended for all may bring any of the rows that could not be read.
  const mend = (mending: () => void) => {
    joinUnchosen(seen.unsure.map(keyOf));
    mending();
  };
  const findings = { ...seen.list, groups: seen.list.groups.filter((group) => !WHO.includes(group.code)) };
  const aboutRows = seen.list.mapping.decisions.filter((each) => !each.column);
  const answered = new Set(aboutRows.map((each) => keyOf({ sheet: each.sheet ?? "", row: each.row ?? 0 })));
  // Whether what is taken reaches into a closed month; of a pile longer than what is shown any row may.
  const last = useAnswer("members", "closed_until", {}, { keep: true }).data?.as_of;
  const corrects = (of: "found" | "changed", shown: RowPreview[]) =>
    shown.some((row) => row.corrects && isTaken(choices[of], keyOf(row))) ||
    (choices[of].all && sizes[of] > shown.length && seen.list.closed !== null);
  const decided = decisions(does);
  const endsEarlier = decided.some(({ decision }) => last && decision.does === "ended" && decision.left_on < last);
  const closed = endsEarlier || corrects("found", found) || corrects("changed", changed) ? (last ?? undefined) : undefined;
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const open = seen.missing.filter((row) => !does[row.membership_id] && !row.condition && row.maybe_row === null);
  const write = () => {
    setTried(true);
    if (!ready || (closed && !reason.trim())) return;
    onWrite({
      found: taken("found", found),
      changed: taken("changed", changed),
      missing: decided,
      reason: closed && reason.trim(),
    });
  };
  useWriteKey(write);

  return (
    <Stack gap="lg" aria-busy={busy}>
      <Text>{t("members.reconcile.text")}</Text>
      <MissingUnits names={seen.list.missing_units} created={created} onCreate={(wanted) => mend(() => onCreate(wanted))} />
      <Group gap="sm" role="group" aria-label={t("members.piles")}>
        {PILES.map((each) => (
          <UnstyledButton
            key={each}
            aria-pressed={pile === each}
            className={`ky-pile ${classes.pile}`}
            style={{ color: `var(--ky-${TONES[each]}-words)`, background: `var(--ky-${TONES[each]}-ground)` }}
            onClick={() => setPile(each)}
          >
            <Text size="sm" fw={700} component="span" display="block">
              {pileWords(each)}
            </Text>
            <span className="ky-big">{numberWords(sizes[each])}</span>
          </UnstyledButton>
        ))}
        <Text size="sm">{t("members.reconcile.same", { n: seen.list.unchanged })}</Text>
      </Group>
      {/* Where the row one decided about goes away, the next one is a Tab away. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section aria-labelledby="pile" tabIndex={-1} className={classes.pileRows}>
        <Group justify="space-between" mb="sm">
          <Title order={2} id="pile">
            {pileWords(pile)}
          </Title>
          {(pile === "found" || pile === "changed") && rows.length > 0 && (
            <Group gap="sm">
              <Text size="sm" c="dimmed">
                {t("members.reconcile.keys")}
              </Text>
              <Button size="compact-md" variant="default" onClick={all}>
                {t(whole ? "members.reconcile.accept_none" : "members.reconcile.accept_all")}
              </Button>
            </Group>
          )}
        </Group>
        {sizes[pile] === 0 && <Text size="sm">{t("members.reconcile.empty")}</Text>}
        {pile === "changed" && rows.length > 0 && (
          <Checkbox mb="sm" label={t("members.reconcile.only_unit")} checked={onlyUnit} onChange={() => setOnlyUnit(!onlyUnit)} />
        )}
        {(pile === "found" || pile === "changed") && rows.length > 0 && (
          <Rows
            rows={rows}
            problems={seen.list.problems}
            says={pile === "found" ? t("members.import.row") : t("members.import.changes")}
            chosen={chosen}
            left={left}
            onlyUnit={pile === "changed" && onlyUnit}
            onToggle={toggle}
            onField={field}
            onAll={all}
          />
        )}
        {pile === "missing" && sizes.missing > seen.missing.length && (
          <Text size="sm" mb="sm">
            {t("members.reconcile.first", { n: seen.missing.length })}
          </Text>
        )}
        {pile === "missing" && seen.missing.length > 1 && (
          <ForAll
            open={open}
            onAll={(same) => setChosenFor({ ...does, ...Object.fromEntries(open.map((row) => [row.membership_id, same])) })}
          />
        )}
        {pile === "missing" && seen.missing.length > 0 && (
          <Missing
            rows={seen.missing}
            does={does}
            onDoes={(row, next) => {
              const { [row.membership_id]: _gone, ...rest } = does;
              setChosenFor(next ? { ...rest, [row.membership_id]: next } : rest);
            }}
          />
        )}
        {pile === "unsure" && (
          <Stack gap="md">
            {seen.unsure.map((row) => (
              <Unsure
                key={keyOf(row)}
                row={row}
                problems={seen.list.problems}
                listed={refused.find((each) => keyOf(each) === keyOf(row))}
                answered={answered.has(keyOf(row))}
                onDecide={decide}
                onUndecide={() => onUndecide({ sheet: row.sheet, row: row.row })}
              />
            ))}
          </Stack>
        )}
      </section>
      <Findings
        preview={findings}
        most={11}
        onDecide={(decision) => mend(() => onDecide(decision))}
        onEmployer={(name) => mend(() => onEmployer(name))}
      />
      <div className="ky-measure">
        <ClosedMonth closed={closed} reason={reason} onReason={setReason} tried={tried} />
      </div>
      <ProblemAlert problem={problem} />
      <Group className={classes.foot}>
        <Button onClick={write} loading={writing} disabled={!ready && !writing}>
          {n.found + n.changed + n.missing === 0 ? t("members.reconcile.nothing") : t("members.reconcile.write", n)}
        </Button>
        <Button variant="default" onClick={onBack}>
          {t("ui.back")}
        </Button>
      </Group>
    </Stack>
  );
}
