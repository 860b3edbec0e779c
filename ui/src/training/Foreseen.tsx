// What a change of seats would do, before it is done: the refusal in words, or who would move and why.
import { Text } from "@mantine/core";
import type { DecisionRow, Foreseen as Answer } from "../ipc/api";
import { enumWords, t } from "../labels/t";
import classes from "./Training.module.css";
import { remarkWords } from "./words";

/** One decision in words: 「佐藤 花子さん → 繰上げ案内（自団体の枠が空き…）」. */
export function decisionWords(row: DecisionRow): string {
  const to = enumWords("enrolment_status", row.to);
  return t("training.decision", { name: row.name, to, why: enumWords("seat_reason", row.reason) });
}

const SHOWN = 8;

export function Decisions({ rows }: { rows: DecisionRow[] }) {
  return (
    <ul className={classes.plain}>
      {rows.slice(0, SHOWN).map((row) => (
        <Text key={`${row.enrolment_id} ${row.reason}`} size="sm" component="li" className="ky-private">
          {decisionWords(row)}
        </Text>
      ))}
      {rows.length > SHOWN && (
        <Text size="sm" component="li">
          {t("training.decision.more", { n: rows.length - SHOWN })}
        </Text>
      )}
    </ul>
  );
}

export function ForeseenNote({ foreseen }: { foreseen: Answer | undefined }) {
  if (!foreseen) return null;
  if (foreseen.refused) {
    return (
      <Text size="sm" role="status" style={{ color: "var(--ky-caution)" }}>
        {remarkWords(foreseen.refused)}
      </Text>
    );
  }
  return (
    <div role="status">
      <Text size="sm" fw={700}>
        {foreseen.decisions.length > 0 ? t("training.foreseen") : t("training.foreseen.nothing")}
      </Text>
      <Decisions rows={foreseen.decisions} />
    </div>
  );
}
