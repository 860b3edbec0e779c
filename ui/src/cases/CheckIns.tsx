// 簡易設問: the questions, the answers of this member, and how they changed. What it says of one member is no effect.
import { Button, Checkbox, Group, Radio, Select, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CaseDetail, CheckInRow, InstrumentRow, Timing } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t, wireWords } from "../labels/t";
import { Badge } from "../parts/Badge";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { sayDone, sayProblem } from "../parts/UndoToast";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import classes from "./Cases.module.css";
import { Part } from "./Part";
import { isAsked, own } from "./words";

const TIMINGS = ["pre", "post", "follow_up"] as const satisfies readonly Timing[];

function CheckInForm({ case: of, instruments, next, onDone }: { case: CaseDetail; instruments: InstrumentRow[]; next: Timing; onDone(): void }) {
  const desk = useDesk();
  const [id, setId] = useState(instruments[0]?.id ?? "");
  const [timing, setTiming] = useState<Timing>(next);
  const [on, setOn] = useState(desk.today);
  const instrument = instruments.find((each) => each.id === id);
  const [answers, setAnswers] = useState<Record<number, number>>({});
  const agreed = of.consents.some((each) => each.holds.includes("stats"));
  const [counted, setCounted] = useState(agreed);
  const record = useChange("cases", "record_check_in", { quiet: true });
  const words = record.error ? fieldWords(record.error) : {};
  if (!instrument) return <Text size="sm">{t("cases.check_in.no_questions")}</Text>;
  const scale = Array.from({ length: instrument.scale_max - instrument.scale_min + 1 }, (_, at) => instrument.scale_min + at);
  const note = own(instrument.note ?? "", instrument.note_en);
  const save = () =>
    record.mutate(
      {
        case_id: of.id,
        instrument_id: id,
        timing,
        taken_on: on || undefined,
        answers: instrument.items.map((_, at) => answers[at] ?? null),
        in_figures: counted,
      },
      {
        onSuccess: (done) => {
          sayDone(wireWords(`cases.check_in.why.${done.why_not ?? "joined"}`) ?? t("cases.check_in.saved"));
          onDone();
        },
      },
    );
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(record.error)} />
      {instruments.length > 1 && (
        <Select
          label={t("cases.check_in.instrument")}
          allowDeselect={false}
          data={instruments.map((each) => ({ value: each.id, label: own(each.name, each.name_en) }))}
          value={id}
          onChange={(value) => {
            setId(value ?? id);
            setAnswers({});
          }}
        />
      )}
      {note && (
        <Text size="sm" c="dimmed">
          {note}
        </Text>
      )}
      <Group gap="md" align="flex-start">
        <Select
          label={t("cases.check_in.timing")}
          w="9rem"
          data-autofocus
          allowDeselect={false}
          data={TIMINGS.map((each) => ({ value: each, label: enumWords("check_in_timing", each) }))}
          value={timing}
          onChange={(value) => value && setTiming(value)}
        />
        <DateField label={t("cases.check_in.taken_on")} value={on} onChange={setOn} era={desk.era} error={words["taken_on"]} />
      </Group>
      <Text size="sm">{t("cases.check_in.ends", { least: instrument.scale_min, most: instrument.scale_max })}</Text>
      {instrument.items.map((item, at) => (
        <Radio.Group
          key={`${instrument.id} ${at}`}
          label={`${at + 1}. ${own(item.words, item.words_en)}`}
          error={words[`answers.${at}`]}
          value={answers[at] === undefined ? null : String(answers[at])}
          onChange={(value) => setAnswers({ ...answers, [at]: Number(value) })}
        >
          <div className={classes.scale}>
            {scale.map((value) => (
              <Radio
                key={value}
                value={String(value)}
                label={String(value)}
                aria-label={
                  value === instrument.scale_min
                    ? t("cases.check_in.least", { n: value })
                    : value === instrument.scale_max
                      ? t("cases.check_in.most", { n: value })
                      : undefined
                }
              />
            ))}
          </div>
        </Radio.Group>
      ))}
      {words["answers"] && (
        <Text size="sm" c="red" role="alert">
          {words["answers"]}
        </Text>
      )}
      <Checkbox
        label={t("cases.check_in.counted")}
        description={t("cases.check_in.counted.about")}
        checked={counted}
        onChange={(event) => setCounted(event.currentTarget.checked)}
      />
      <FormActions save={t("cases.check_in.save")} saving={record.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}

/** The scores side by side, a column for each time, and below it each time with what may be done about it. */
function Taken({ rows, may }: { rows: CheckInRow[]; may: boolean }) {
  const desk = useDesk();
  const remove = useChange("cases", "remove_check_in", { quiet: true });
  const parts = rows[0]?.scores ?? [];
  return (
    <>
      <Wide label={t("cases.check_in.scores")} least={6 + 5 * rows.length}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("cases.check_in.scores")}</Table.Th>
              {rows.map((row) => (
                <Table.Th key={row.id} scope="col" ta="right">
                  {enumWords("check_in_timing", row.timing)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {parts.map((part, at) => (
              <Table.Tr key={part.subscale}>
                <Table.Th scope="row">{t("cases.check_in.part", { name: part.name, least: part.least, most: part.most })}</Table.Th>
                {rows.map((row) => (
                  <Table.Td key={row.id} ta="right" className="ky-number ky-private">
                    {row.scores[at]?.score ?? t("cases.check_in.no_score")}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      {rows.map((row) => (
        <div key={row.id} className={classes.line}>
          <div>
            <Text size="sm">
              {enumWords("check_in_timing", row.timing)} <span className="ky-number">{showDate(row.taken_on, desk.era)}</span>
            </Text>
            <Badge tone={row.counted ? "good" : "ended"}>{t(row.counted ? "cases.check_in.is_counted" : "cases.check_in.not_counted")}</Badge>
          </div>
          {may && (
            <Button
              size="compact-sm"
              variant="subtle"
              disabled={row.released}
              title={row.released ? wireWords("error.check_in_released") : undefined}
              aria-label={t("cases.check_in.remove_of", { when: enumWords("check_in_timing", row.timing) })}
              onClick={() => remove.mutate({ id: row.id, version: row.version }, { onError: sayProblem })}
            >
              {t("cases.check_in.remove")}
            </Button>
          )}
        </div>
      ))}
    </>
  );
}

export function CheckIns({ case: of, may }: { case: CaseDetail; may: boolean }) {
  const desk = useDesk();
  const [adding, setAdding] = useState(false);
  const taken = useAnswer("cases", "check_ins", { case_id: of.id });
  const instruments = useAnswer("cases", "instruments", {});
  const rows = taken.data ?? [];
  const asked = (instruments.data ?? []).filter((each) => isAsked(each, desk.today));
  const next: Timing = rows.some((row) => row.timing === "pre") ? "post" : "pre";
  const kinds = [...new Set(rows.map((row) => row.instrument_id))];
  return (
    <Part title={t("cases.part.check_ins")}>
      <ProblemAlert problem={taken.error} onRetry={() => void taken.refetch()} />
      {taken.data && rows.length === 0 && !adding && <Text size="sm">{t("cases.check_in.none")}</Text>}
      {kinds.map((id) => {
        const answered = rows.filter((row) => row.instrument_id === id);
        return (
          <div key={id}>
            <Text size="sm" fw={700}>
              {answered[0]?.instrument}
            </Text>
            {answered[0]?.note && (
              <Text size="xs" c="dimmed">
                {answered[0].note}
              </Text>
            )}
            <Taken rows={answered} may={may} />
          </div>
        );
      })}
      {rows.length > 1 && (
        <Text size="xs" c="dimmed" role="note">
          {t("report.cases.caveat")}
        </Text>
      )}
      {adding && <CheckInForm case={of} instruments={asked} next={next} onDone={() => setAdding(false)} />}
      {may && !adding && (
        <Button size="compact-md" variant="default" mt="xs" onClick={() => setAdding(true)}>
          {t("cases.check_in.add")}
        </Button>
      )}
    </Part>
  );
}
