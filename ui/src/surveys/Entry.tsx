// 入力: one sheet after another without the mouse. Numbers, Enter, next question; after the last one the sheet lies on the pile.
// A pile is counted as a whole, by itself at ten sheets: no sheet is kept, and its place among the others is not either.
import { Button, Group, Kbd, Select, Stack, Text, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { AnswerSheet, WaveDetail } from "../ipc/api";
import { useChange } from "../ipc/client";
import { onKeys, useShortcuts } from "../keys";
import { t, wireWords } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import classes from "./Surveys.module.css";
import { answerFault, howWords, readNumbers } from "./words";

/** Sheets of a pile before it is counted without being asked. */
const PILE = 10;

/** Keys of the page, as they are printed on the keyboard. */
const NEXT_KEY = "Enter";
const BACK_KEY = "F8";

/** Id of the field of a question. */
const fieldOf = (no: number) => `answer-${no}`;

export function Entry({ detail }: { detail: WaveDetail }) {
  const { wave, questions } = detail;
  const [group, setGroup] = useState<string | null>(null);
  const [typed, setTyped] = useState<ReadonlyMap<number, string>>(new Map());
  const [pile, setPile] = useState<AnswerSheet[]>([]);
  const [tried, setTried] = useState(false);
  const [said, setSaid] = useState("");
  const enter = useChange("surveys", "enter_sheets", { quiet: true });
  const textOf = (no: number) => typed.get(no) ?? "";
  const focusOn = (at: number) => {
    const question = questions[Math.min(questions.length - 1, Math.max(0, at))];
    const field = question && document.getElementById(fieldOf(question.no));
    field?.focus();
    if (field instanceof HTMLInputElement) field.select();
  };
  const faults = questions.map((question) => answerFault(question, readNumbers(textOf(question.no))));
  const blank = questions.every((question) => textOf(question.no).trim() === "");

  const count = (sheets: AnswerSheet[]) => {
    if (sheets.length === 0) return;
    enter.mutate(
      { wave_id: wave.id, sheets },
      {
        onSuccess: (done) => {
          setPile((all) => all.filter((sheet) => !sheets.includes(sheet)));
          setSaid(t("surveys.entry.counted", { n: done.n, all: done.sheets }));
        },
      },
    );
  };

  const lay = () => {
    setTried(true);
    const wrong = faults.findIndex((fault) => fault !== undefined);
    if (wrong >= 0 || blank) {
      focusOn(Math.max(0, wrong));
      return;
    }
    const answers = questions.map((question) => ({ question: question.no, chosen: readNumbers(textOf(question.no)) ?? [] }));
    const sheet: AnswerSheet = { group: group === null ? undefined : Number(group), answers };
    const next = [...pile, sheet];
    setPile(next);
    setTyped(new Map());
    setTried(false);
    setSaid(t("surveys.entry.laid", { n: next.length }));
    focusOn(0);
    if (next.length >= PILE && !enter.isPending) count(next);
  };

  // What is being counted is not taken back: it would be counted twice.
  const counting = enter.isPending ? enter.variables.sheets : [];
  const free = pile.filter((sheet) => !counting.includes(sheet));

  const takeBack = () => {
    const last = free.at(-1);
    if (!last) return;
    // Drawn at once: what is typed next writes over the number in the field.
    flushSync(() => {
      setPile(pile.filter((sheet) => sheet !== last));
      setGroup(last.group === undefined ? null : String(last.group));
      setTyped(new Map(last.answers.map((answer) => [answer.question, answer.chosen.join(",")])));
      setSaid(t("surveys.entry.back"));
    });
    focusOn(0);
  };
  // The first question is there to be answered; whoever moves along the tabs stays there.
  useEffect(() => {
    if (document.activeElement?.getAttribute("role") === "tab") return;
    document.querySelector<HTMLElement>(`.${classes.sheet} input`)?.focus();
  }, []);
  useShortcuts({ [BACK_KEY]: takeBack }, { enabled: free.length > 0 });

  return (
    <Stack gap="md" maw="72rem" style={{ containerType: "inline-size" }}>
      <Text>{t("surveys.entry.text")}</Text>
      <Group gap="1rem">
        <span>
          <Kbd>{NEXT_KEY}</Kbd> {t("surveys.entry.key.next")}
        </span>
        <span>
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> {t("surveys.entry.key.move")}
        </span>
        <span>
          <Kbd>{BACK_KEY}</Kbd> {t("surveys.entry.key.back")}
        </span>
        <span>
          <Kbd>Ctrl+Enter</Kbd> {t("surveys.entry.key.count")}
        </span>
      </Group>
      <ProblemAlert problem={enter.error} />
      {wave.groups.length > 0 && (
        <Select
          w="20rem"
          label={t("surveys.entry.group")}
          description={t("surveys.entry.group.about")}
          clearable
          searchable
          data={wave.groups.map((each) => ({ value: String(each.no), label: `${each.no} ${each.label}` }))}
          value={group}
          onChange={setGroup}
        />
      )}
      <div className={classes.sheet}>
        {questions.map((question, at) => {
          const text = textOf(question.no);
          const fault = faults[at];
          const chosen = fault ? [] : (readNumbers(text) ?? []);
          const names = chosen.map((no) => question.choices.find((choice) => choice.no === no)?.label ?? "");
          const label = t("surveys.entry.question", { no: question.no, text: question.text });
          return (
            <div key={question.no} style={{ display: "contents" }}>
              <div className={classes.words}>
                <Text fw={700} id={`question-${question.no}`}>
                  {label}
                </Text>
                <Text size="sm">
                  {howWords(question)}
                  {question.kind === "multi" && t("surveys.entry.several")}
                </Text>
              </div>
              <TextInput
                id={fieldOf(question.no)}
                aria-labelledby={`question-${question.no}`}
                aria-describedby={`echo-${question.no}`}
                inputMode="numeric"
                autoComplete="off"
                data-autofocus={at === 0 || undefined}
                value={text}
                error={(tried || text !== "") && fault ? (wireWords(`problem.${fault}`) ?? fault) : undefined}
                onChange={(event) => setTyped(new Map(typed).set(question.no, event.currentTarget.value))}
                onKeyDown={onKeys({
                  // A wrong number is mended before the next question.
                  Enter: () => !fault && (at === questions.length - 1 ? lay() : focusOn(at + 1)),
                  ArrowDown: () => focusOn(at + 1),
                  ArrowUp: () => focusOn(at - 1),
                })}
              />
              <div className="ky-echo" id={`echo-${question.no}`}>
                {names.join(t("ui.between"))}
              </div>
            </div>
          );
        })}
      </div>
      {tried && blank && <Text role="alert">{wireWords("problem.survey_sheet_empty")}</Text>}
      <Text role="status">{said}</Text>
      {pile.length > 0 && pile.length < detail.pile && <Text size="sm">{t("surveys.entry.few", { k: detail.pile })}</Text>}
      <div>
        <input type="hidden" readOnly value={`${pile.length} ${[...typed.values()].join(" ")}`} />
        <FormActions save={t("surveys.entry.count", { n: pile.length })} saving={enter.isPending} disabled={pile.length === 0} onSave={() => count(pile)}>
          <Button variant="default" onClick={lay}>
            {t("surveys.entry.lay")}
          </Button>
          {free.length > 0 && (
            <Button variant="default" onClick={takeBack}>
              {t("surveys.entry.take_back")}
            </Button>
          )}
        </FormActions>
      </div>
      <details>
        <summary>{t("surveys.entry.numbers")}</summary>
        {questions.map((question) => (
          <section key={question.no} aria-label={question.text}>
            <Text fw={700} mt="sm">
              {t("surveys.entry.question", { no: question.no, text: question.text })}
            </Text>
            <ul className={classes.choices}>
              {question.choices.map((choice) => (
                <li key={choice.no}>
                  {question.kind === "scale" ? choice.label : `${choice.no} ${choice.label}`}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </details>
    </Stack>
  );
}
