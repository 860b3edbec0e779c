// アンケート: the answers, typed in from paper one after the other, and what they say. They name nobody; few answers stay hidden.
import { Button, Group, Radio, Stack, Table, Text, Textarea, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import { useAnswer, useChange } from "../ipc/client";
import { numberWords, t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { SidePanel } from "../parts/SidePanel";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import type { RunPartProps } from "./RunPage";
import { SeatsBar } from "./SeatsBar";
import classes from "./Training.module.css";

const QUESTIONS = ["overall", "content", "lecturer", "useful"] as const;
type Question = (typeof QUESTIONS)[number];
const MARKS = ["5", "4", "3", "2", "1"] as const;

const EMPTY: Record<Question, string> = { overall: "", content: "", lecturer: "", useful: "" };

function AddAnswer({ run, onDone }: { run: string; onDone(): void }) {
  const [marks, setMarks] = useState(EMPTY);
  const [comment, setComment] = useState("");
  const [n, setN] = useState(0);
  const add = useChange("training", "add_evaluation");
  const words = add.error ? fieldWords(add.error) : {};
  const nothing = QUESTIONS.every((question) => marks[question] === "") && !comment.trim();
  const send = () => {
    if (nothing) return;
    const given = Object.fromEntries(QUESTIONS.map((question) => [question, marks[question] ? Number(marks[question]) : undefined]));
    const next = () => {
      setMarks(EMPTY);
      setComment("");
      setN((before) => before + 1);
    };
    // The next sheet of the pile is there when it can be sent, too.
    add.mutate({ run_id: run, ...given, comment: comment.trim() || undefined }, { onSuccess: next });
  };
  return (
    <Stack gap="md" key={n}>
      <Text size="sm">{t("training.evaluation.text")}</Text>
      {n > 0 && (
        <Text size="sm" role="status">
          {t("training.evaluation.entered", { n })}
        </Text>
      )}
      <ProblemAlert problem={formProblem(add.error)} />
      {QUESTIONS.map((question) => (
        <Radio.Group
          key={question}
          label={t(`training.evaluation.${question}`)}
          value={marks[question]}
          error={words[question]}
          onChange={(mark) => setMarks((before) => ({ ...before, [question]: mark }))}
        >
          <Group gap="md" mt={4}>
            {MARKS.map((mark) => (
              <Radio key={mark} value={mark} label={mark} />
            ))}
          </Group>
        </Radio.Group>
      ))}
      <Textarea label={t("training.evaluation.comment")} autosize minRows={2} value={comment} onChange={(event) => setComment(event.currentTarget.value)} />
      <FormActions save={t("training.evaluation.save")} saving={add.isPending} disabled={nothing} onSave={send} onCancel={onDone} />
    </Stack>
  );
}

export function EvaluationPart({ detail, place, go }: RunPartProps) {
  const may = useDesk().may("change_training");
  const answers = useAnswer("training", "evaluations", { id: detail.run.id }, { keep: true });
  const close = () => go({ open: undefined });
  const data = answers.data;
  const told = data?.marks.some((marks) => marks.mean_hundredths !== null) ?? false;
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <ProblemAlert problem={answers.error} onRetry={() => void answers.refetch()} />
        {answers.isPending && <Waiting lines={6} />}
        {data && (
          <Stack gap="xl" maw="56rem">
            <Group justify="space-between">
              <Text className="ky-number">{t("training.evaluation.answers", { n: data.answers })}</Text>
              {may && (
                <Button leftSection={<Icon name="add" size={18} />} onClick={() => go({ open: "new" })}>
                  {t("training.evaluation.add")}
                </Button>
              )}
            </Group>
            {data.answers > 0 && !told && <Text role="note">{t("training.evaluation.few")}</Text>}
            {told && (
              <Wide label={t("training.part.evaluation")} least={44}>
                <Table>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th scope="col">{t("training.evaluation.question")}</Table.Th>
                      <Table.Th scope="col" ta="right">
                        {t("training.evaluation.mean")}
                      </Table.Th>
                      <Table.Th scope="col" w="14rem">
                        <span className="ky-quiet">{t("training.evaluation.mean")}</span>
                      </Table.Th>
                      {MARKS.map((mark) => (
                        <Table.Th key={mark} scope="col" ta="right">
                          {mark}
                        </Table.Th>
                      ))}
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {data.marks.map((row) => (
                      <Table.Tr key={row.question}>
                        <Table.Th scope="row">{t(`training.evaluation.${row.question as Question}`)}</Table.Th>
                        <Table.Td ta="right" className="ky-number">
                          {row.mean_hundredths === null ? t("training.evaluation.hidden") : (row.mean_hundredths / 100).toFixed(2)}
                        </Table.Td>
                        <Table.Td>
                          {row.mean_hundredths !== null && (
                            <SeatsBar own={row.mean_hundredths} common={0} free={500 - row.mean_hundredths} waiting={0} of={500} />
                          )}
                        </Table.Td>
                        {MARKS.map((mark) => (
                          <Table.Td key={mark} ta="right" className="ky-number">
                            {row.counts.length > 0 ? numberWords(row.counts[Number(mark) - 1] ?? 0) : ""}
                          </Table.Td>
                        ))}
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Wide>
            )}
            {data.comments.length > 0 && (
              <section aria-labelledby="comments">
                <Title order={2} size="h3" id="comments" mb="xs">
                  {t("training.evaluation.comments")}
                </Title>
                <ul>
                  {data.comments.map((comment, n) => (
                    // Two answers may say the same.
                    // oxlint-disable-next-line react/no-array-index-key
                    <Text key={n} component="li" size="sm" style={{ whiteSpace: "pre-line" }}>
                      {comment}
                    </Text>
                  ))}
                </ul>
              </section>
            )}
          </Stack>
        )}
      </div>
      {may && place.open === "new" && (
        <SidePanel title={t("training.evaluation.add")} onClose={close}>
          <AddAnswer run={detail.run.id} onDone={close} />
        </SidePanel>
      )}
    </div>
  );
}
