// 事例検討: cases that one may read without counselling in them. Each reading is written down, and the counsellor sees it (C-04).
import { Button, Group, Stack, Text, Textarea, Title } from "@mantine/core";
import { useState } from "react";
import type { CaseDetail, SupervisedRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { EmptyPage } from "../parts/EmptyPage";
import { FormActions } from "../parts/FormActions";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import classes from "./Cases.module.css";
import { CaseFacts } from "./Facts";
import { CaseTimeline } from "./Timeline";
import { statusTone, whoWords } from "./words";

function Advice({ id, onDone }: { id: string; onDone(): void }) {
  const [text, setText] = useState("");
  const add = useChange("cases", "add_advice", {
    onDone: () => {
      setText("");
      onDone();
    },
  });
  const words = add.error ? fieldWords(add.error) : {};
  return (
    <Stack gap="sm" mb="md">
      <ProblemAlert problem={formProblem(add.error)} />
      <Textarea
        autosize
        minRows={2}
        label={t("cases.advice")}
        description={t("cases.advice.about")}
        value={text}
        error={words["text"]}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <FormActions save={t("cases.advice.save")} saving={add.isPending} onSave={() => add.mutate({ case_id: id, text })} />
    </Stack>
  );
}

function Reading({ case: of, row, onAgain, onBack }: { case: CaseDetail; row: SupervisedRow; onAgain(): void; onBack(): void }) {
  return (
    <div className={classes.scroll}>
      <Button variant="subtle" size="compact-md" onClick={onBack}>
        {t("cases.supervised.back")}
      </Button>
      <Group gap="sm" align="baseline" mb="sm">
        <Title order={2}>
          <span className="ky-private">{whoWords(of)}</span>
        </Title>
        <Text className="ky-number">{of.case_no}</Text>
        <Badge tone={statusTone(of.status)}>{enumWords("case_status", of.status)}</Badge>
        {of.crisis_on && <Badge tone="urgent">{t("cases.crisis")}</Badge>}
      </Group>
      {row.part === "supervisor" && !of.said_no && of.why_not_note !== "C-03" && <Advice id={of.id} onDone={onAgain} />}
      <CaseFacts case={of} may={false} />
      <CaseTimeline case={of} may={false} onCorrect={() => undefined} />
    </div>
  );
}

export function Supervised() {
  const list = useAnswer("cases", "supervised", {});
  const [row, setRow] = useState<SupervisedRow>();
  const [found, setFound] = useState<CaseDetail>();
  const read = useChange("cases", "read_case", { quiet: true, onDone: setFound });
  const open = (which: SupervisedRow) => {
    setRow(which);
    read.mutate({ case_id: which.case_id });
  };
  if (row && found) return <Reading case={found} row={row} onAgain={() => open(row)} onBack={() => setFound(undefined)} />;
  return (
    <div className={classes.scroll}>
      <Text className="ky-measure" mb="md">
        {t("cases.supervised.text")}
      </Text>
      <ProblemAlert problem={list.error ?? read.error} onRetry={() => void list.refetch()} />
      {list.isPending && <Waiting />}
      {list.data?.length === 0 && <EmptyPage icon="cases" title={t("cases.supervised.none")} text={t("cases.supervised.none.text")} />}
      {list.data && list.data.length > 0 && (
        <ul className={classes.rows}>
          {list.data.map((each) => (
            <li key={each.case_id} className={classes.row}>
              <Group gap="sm">
                <Text className="ky-number" fw={700}>
                  {each.case_no}
                </Text>
                <Badge tone={each.part === "emergency" ? "urgent" : "notice"}>{enumWords("case_part", each.part)}</Badge>
                <Badge tone={statusTone(each.status)}>{enumWords("case_status", each.status)}</Badge>
                <Text size="sm">{enumWords("case_step", each.step)}</Text>
              </Group>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t("cases.supervised.read_of", { no: each.case_no })}
                loading={read.isPending && row?.case_id === each.case_id}
                onClick={() => open(each)}
              >
                {t("cases.supervised.read")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
