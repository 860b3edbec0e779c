// 新規・変更・同じ・要修正: the four piles and the rows in them.
import { Button, Group, Table, Text, UnstyledButton } from "@mantine/core";
import { useDesk } from "../../desk/session";
import type { Decision, Problem, RosterPreview, RowPreview } from "../../ipc/api";
import { numberWords, t, wireWords } from "../../labels/t";
import { Badge } from "../../parts/Badge";
import type { Tone } from "../../parts/colors";
import { showDate } from "../../parts/dates";
import { Wide } from "../../parts/Wide";
import { columnWords } from "./fields";
import classes from "./Import.module.css";

export const OUTCOMES = ["rejected", "created", "updated", "unchanged"] as const;
export type Outcome = (typeof OUTCOMES)[number];

const SHOWN: readonly Outcome[] = ["created", "updated", "unchanged", "rejected"];

const TONES: Record<Outcome, Tone> = { created: "added", updated: "changed", unchanged: "ended", rejected: "gone" };

export function pileWords(outcome: Outcome): string {
  switch (outcome) {
    case "created":
      return t("members.pile.created");
    case "updated":
      return t("members.pile.updated");
    case "unchanged":
      return t("members.pile.unchanged");
    case "rejected":
      return t("members.pile.rejected");
  }
}

export function PileButtons({ preview, pile, onPile }: { preview: RosterPreview; pile: Outcome; onPile(pile: Outcome): void }) {
  return (
    <Group gap="sm" role="group" aria-label={t("members.piles")}>
      {SHOWN.map((outcome) => (
        <UnstyledButton
          key={outcome}
          aria-pressed={pile === outcome}
          className={`ky-pile ${classes.pile}`}
          style={{ color: `var(--ky-${TONES[outcome]}-words)`, background: `var(--ky-${TONES[outcome]}-ground)` }}
          onClick={() => onPile(outcome)}
        >
          <Text size="sm" fw={700} component="span" display="block">
            {pileWords(outcome)}
          </Text>
          <span className="ky-big">{numberWords(preview[outcome])}</span>
        </UnstyledButton>
      ))}
    </Group>
  );
}

/** What tells namesakes apart: the reading, the birth date and where they belong. */
export function apartWords(row: RowPreview, era: boolean): string {
  return [row.kana, showDate(row.birth_on, era), row.unit].filter(Boolean).join(" / ");
}

/** Who a row is. */
export function Named({ row }: { row: RowPreview }) {
  const about = apartWords(row, useDesk().era);
  return (
    <>
      {row.name}
      {about && (
        <Text size="sm" c="dimmed">
          {about}
        </Text>
      )}
    </>
  );
}

interface RowProps {
  row: RowPreview;
  problems: Problem[];
  onDecide(decision: Decision): void;
}

/** What is wrong, and in which other rows the same number stands. */
export function causeOf(problem: Pick<Problem, "code" | "raw" | "others">): string {
  const words = wireWords(`problem.${problem.code}`, { raw: problem.raw }) ?? problem.code;
  const rows = problem.others.map(({ sheet, row }) => t("members.import.row_no", { sheet, row }));
  return rows.length > 0 ? t("members.import.same_number", { words, rows: rows.join(" / ") }) : words;
}

/** 「生年月日「昭和99年」: 暦にない日付です。」; what concerns no column is said alone. */
export function problemWords(problem: Problem): string {
  const what = causeOf(problem);
  return problem.column ? t("members.import.problem", { column: problem.column, what, raw: problem.raw }) : what;
}

function Row({ row, problems, onDecide }: RowProps) {
  const twin = problems.some((problem) => ["possible_duplicate", "employee_no_differs", "was_erased"].includes(problem.code));
  return (
    <Table.Tr>
      <Table.Td className="ky-number ky-name">{t("members.import.row_no", { sheet: row.sheet, row: row.row })}</Table.Td>
      <Table.Td className="ky-number">{row.member_no || t("members.import.number_later")}</Table.Td>
      <Table.Td className="ky-private ky-name">
        <Named row={row} />
        {row.alike && <Badge tone="unsure">{t("members.import.alike.mark")}</Badge>}
      </Table.Td>
      <Table.Td>
        {row.changes.map((change) => (
          <Text key={change.column} size="sm" className="ky-private">
            {t("members.history.change", {
              field: columnWords(change.column),
              before: change.before || t("ui.none"),
              after: change.after || t("ui.none"),
            })}
          </Text>
        ))}
        {problems.map((problem) => (
          <Text key={`${problem.column} ${problem.code}`} size="sm">
            {problemWords(problem)}
          </Text>
        ))}
        {twin && (
          <Button size="compact-sm" variant="default" mt={4} onClick={() => onDecide({ sheet: row.sheet, row: row.row })}>
            {t("members.import.as_new")}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

export interface PileRowsProps {
  preview: RosterPreview;
  pile: Outcome;
  onDecide(decision: Decision): void;
}

export function PileRows({ preview, pile, onDecide }: PileRowsProps) {
  const rows = preview.rows.filter((row) => row.outcome === pile);
  const more = preview[pile] - rows.length;
  if (rows.length === 0) return <Text size="sm">{t("members.import.no_rows", { pile: pileWords(pile) })}</Text>;
  return (
    <>
      <Wide label={pileWords(pile)} least={44} most={24}>
        <Table stickyHeader withTableBorder style={{ background: "var(--ky-surface)" }}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("members.import.row")}</Table.Th>
              <Table.Th scope="col" className="ky-name">{t("members.column.member_no")}</Table.Th>
              <Table.Th scope="col">{t("members.column.name")}</Table.Th>
              <Table.Th scope="col">{pile === "rejected" ? t("members.import.why") : t("members.import.changes")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Row
                key={`${row.sheet} ${row.row}`}
                row={row}
                problems={preview.problems.filter((problem) => problem.sheet === row.sheet && problem.row === row.row)}
                onDecide={onDecide}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      {more > 0 && (
        <Text size="sm" mt="xs">
          {t("members.import.more_rows", { n: more })}
        </Text>
      )}
    </>
  );
}
