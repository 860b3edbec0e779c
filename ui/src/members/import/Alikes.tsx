// 同じ人かもしれない行: by the rules of duplicates, before anything is written. Each row has its answers as one choice, so that
// Tab walks the rows and the arrow keys the answers; what is answered is read once, together.
import { Button, Group, Radio, Stack, Text, Title } from "@mantine/core";
import { useDesk } from "../../desk/session";
import type { Alike, AlikeRow, Decision, RosterPreview } from "../../ipc/api";
import { t, wireWords } from "../../labels/t";
import { Badge } from "../../parts/Badge";
import { showDate } from "../../parts/dates";
import classes from "./Import.module.css";

/** Somebody else; the same as another row, and left out; not decided. Everything else is a person of the roster. */
const APART = "apart";
const OUT = "out";
const OPEN = "open";

/** What the officer answered since the file was read, by sheet and row. */
export type Answers = Record<string, string>;

const keyOf = (row: { sheet?: string; row?: number }) => `${row.sheet ?? ""}\n${row.row ?? 0}`;

/** What the file was read with. */
function readWith(preview: RosterPreview): Answers {
  const about = preview.mapping.decisions.filter((each) => !each.column && each.row);
  return Object.fromEntries(about.map((each) => [keyOf(each), each.left_out ? OUT : (each.person_id ?? APART)]));
}

/** Answers that the file was not read with yet. */
export function unread(preview: RosterPreview, answers: Answers): [key: string, answer: string][] {
  const known = readWith(preview);
  return Object.entries(answers).filter(([key, answer]) => answer !== (known[key] ?? OPEN));
}

/** The decisions of the mapping, with the answers in the place of what was decided about their rows before. */
export function decided(preview: RosterPreview, answers: Answers): Decision[] {
  const changed = new Map(unread(preview, answers));
  const others = preview.mapping.decisions.filter((each) => each.column || !changed.has(keyOf(each)));
  const own = [...changed].filter(([, answer]) => answer !== OPEN);
  return [
    ...others,
    ...own.map(([key, answer]): Decision => {
      const [sheet, row] = key.split("\n");
      const about = { sheet, row: Number(row) };
      if (answer === OUT) return { ...about, left_out: true };
      return answer === APART ? about : { ...about, person_id: answer };
    }),
  ];
}

function because(codes: string[]) {
  return codes.map((code) => (
    <Badge key={code} tone="caution">
      {wireWords(`members.alike.${code}`) ?? code}
    </Badge>
  ));
}

function personWords(person: Alike, era: boolean): string {
  return [person.name, person.kana, showDate(person.birth_on, era), person.member_no, person.branch, person.employee_no]
    .filter(Boolean)
    .join(" / ");
}

interface RowProps {
  row: AlikeRow;
  answer: string;
  onAnswer(answer: string): void;
}

function Row({ row, answer, onAnswer }: RowProps) {
  const { era } = useDesk();
  const about = [row.kana, showDate(row.birth_on, era)].filter(Boolean).join(" / ");
  return (
    <div className={classes.unsure}>
      <Radio.Group
        label={t("members.import.alike.of", { sheet: row.sheet, row: row.row, name: row.name })}
        description={about || undefined}
        classNames={{ label: "ky-private", description: "ky-private" }}
        value={answer}
        onChange={onAnswer}
      >
        <Stack gap="sm" mt="xs">
          {row.candidates.map(({ person, because: codes }) => (
            <Group key={person.person_id} gap="xs">
              <Radio
                value={person.person_id}
                label={t("members.import.alike.same")}
                description={<span className="ky-private">{personWords(person, era)}</span>}
              />
              {because(codes)}
            </Group>
          ))}
          {row.others.length > 0 && (
            <Group gap="xs">
              <Radio
                value={OUT}
                label={
                  <span className="ky-private">
                    {t("members.import.alike.out", {
                      rows: row.others.map((other) => t("members.import.alike.row", { row: other.row, name: other.name })).join(" / "),
                    })}
                  </span>
                }
              />
              {because([...new Set(row.others.flatMap((other) => other.because))])}
            </Group>
          )}
          <Radio value={APART} label={t("members.import.alike.apart")} />
          <Radio value={OPEN} label={t(row.outcome === "rejected" ? "members.import.alike.waits" : "members.import.alike.open")} />
        </Stack>
      </Radio.Group>
    </div>
  );
}

interface AlikesProps {
  preview: RosterPreview;
  answers: Answers;
  onAnswers(answers: Answers): void;
}

export function Alikes({ preview, answers, onAnswers }: AlikesProps) {
  const known = readWith(preview);
  const answerOf = (key: string) => answers[key] ?? known[key] ?? OPEN;
  const shown = new Set(preview.alike.map(keyOf));
  // Who turned out to be known is among those who change now, and a row that was left out among those kept back.
  const settled = preview.mapping.decisions.filter((each) => !each.column && each.row && !shown.has(keyOf(each)));
  if (preview.alike.length === 0 && settled.length === 0) return null;
  return (
    <section aria-labelledby="alikes">
      <Title order={2} id="alikes" mb="sm">
        {t("members.import.alike")}
      </Title>
      <Stack gap="sm">
        {preview.alike.length > 0 && <Text size="sm">{t("members.import.alike.text")}</Text>}
        {preview.alike_n > preview.alike.length && <Text size="sm">{t("members.import.alike.first", { n: preview.alike_n })}</Text>}
        {preview.alike.map((row) => (
          <Row
            key={keyOf(row)}
            row={row}
            answer={answerOf(keyOf(row))}
            onAnswer={(answer) => onAnswers({ ...answers, [keyOf(row)]: answer })}
          />
        ))}
        {settled.length > 0 && (
          <Stack gap="xs" role="group" aria-label={t("members.import.alike.answered")}>
            {settled.map((each) => {
              const key = keyOf(each);
              const row = preview.rows.find((one) => keyOf(one) === key);
              return (
                <Group key={key} gap="sm">
                  <Text size="sm" className="ky-private">
                    {t("members.import.alike.of", { sheet: each.sheet ?? "", row: each.row ?? 0, name: row?.name ?? "" })}
                  </Text>
                  <Button
                    size="compact-md"
                    variant="subtle"
                    disabled={answerOf(key) === OPEN}
                    aria-label={t("members.reconcile.undecide_of", { row: each.row ?? 0 })}
                    onClick={() => onAnswers({ ...answers, [key]: OPEN })}
                  >
                    {t("members.reconcile.undecide")}
                  </Button>
                </Group>
              );
            })}
          </Stack>
        )}
      </Stack>
    </section>
  );
}
