// 確認: what would happen, in four piles; the findings by their cause, mended once for all. Nothing is written yet.
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../../desk/session";
import type { Decision, RosterPreview } from "../../ipc/api";
import type { Problem } from "../../ipc/call";
import { t } from "../../labels/t";
import { showDate } from "../../parts/dates";
import { ProblemAlert } from "../../problems/ProblemAlert";
import { Alikes, type Answers, decided, unread } from "./Alikes";
import { isAbout } from "./fields";
import { Findings } from "./Findings";
import classes from "./Import.module.css";
import type { Asked } from "./ImportPage";
import { ClosedMonth } from "../ClosedMonth";
import { MissingUnits } from "./MissingUnits";
import { OUTCOMES, PileButtons, PileRows, type Outcome } from "./Piles";
import { useWriteKey } from "./writeKey";

/** 「新規120人を追加し、35人を更新」 */
export function writeWords(preview: Pick<RosterPreview, "created" | "updated" | "unchanged" | "rejected">): string {
  const { created, updated, unchanged, rejected } = preview;
  if (created > 0 && updated > 0) return t("members.import.write.both", { created, updated });
  if (created > 0) return t("members.import.write.created", { n: created });
  if (updated > 0) return t("members.import.write.updated", { n: updated });
  return t(rejected > 0 && unchanged === 0 ? "members.import.write.none" : "members.import.write.nothing");
}

export interface ConfirmProps {
  preview: RosterPreview;
  asked: Asked;
  busy: boolean;
  writing: boolean;
  problem: Problem | null;
  onAsk(change: Partial<Asked>): void;
  onBack(): void;
  onWrite(reason: string | undefined): void;
}

export function Confirm(props: ConfirmProps) {
  const { preview, asked, busy, writing, problem, onAsk, onBack, onWrite } = props;
  const desk = useDesk();
  const [pile, setPile] = useState<Outcome>(() => OUTCOMES.find((outcome) => preview[outcome] > 0) ?? "created");
  const [answers, setAnswers] = useState<Answers>({});
  const unreadAnswers = unread(preview, answers).length;
  const nothing = preview.created === 0 && preview.updated === 0;
  const ready = !busy && !writing && !nothing;
  const closed = preview.closed?.until;
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const readAnswers = () => onAsk({ mapping: { ...preview.mapping, decisions: decided(preview, answers) } });
  const write = () => {
    // What the answers bring is seen before it is written.
    if (unreadAnswers > 0) {
      if (!busy && !writing) readAnswers();
      return;
    }
    setTried(true);
    if (ready && (!closed || reason.trim())) onWrite(closed && reason.trim());
  };
  useWriteKey(write);

  const decide = (decision: Decision) => {
    const decisions = [...preview.mapping.decisions.filter((each) => !isAbout(each, decision)), decision];
    onAsk({ mapping: { ...preview.mapping, decisions } });
  };

  return (
    <Stack gap="lg" aria-busy={busy}>
      <Text>{t("members.import.confirm.text")}</Text>
      <PileButtons preview={preview} pile={pile} onPile={setPile} />
      <MissingUnits
        names={preview.missing_units}
        created={asked.create_units ?? false}
        onCreate={(created) => onAsk({ create_units: created })}
      />
      <Findings preview={preview} onDecide={decide} onEmployer={(employer) => onAsk({ employer })} />
      <Alikes preview={preview} answers={answers} onAnswers={setAnswers} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section aria-labelledby="pile-rows" tabIndex={-1} className={classes.pileRows}>
        <Title order={2} id="pile-rows" mb="sm">
          {t("members.import.rows")}
        </Title>
        <PileRows preview={preview} pile={pile} onDecide={decide} />
      </section>
      {preview.closed && (
        <Stack gap="xs" className="ky-measure">
          <Text size="sm">{t("members.import.closed", { n: preview.closed.rows, closed: showDate(preview.closed.until, desk.era) })}</Text>
          <ClosedMonth closed={closed} reason={reason} onReason={setReason} tried={tried} />
        </Stack>
      )}
      <ProblemAlert problem={problem} />
      <Group className={classes.foot}>
        <Button
          onClick={write}
          loading={writing || (busy && unreadAnswers > 0)}
          disabled={unreadAnswers > 0 ? busy : !ready && !writing}
        >
          {unreadAnswers > 0 ? t("members.import.alike.apply", { n: unreadAnswers }) : writeWords(preview)}
        </Button>
        <Button variant="default" onClick={onBack}>
          {t("ui.back")}
        </Button>
        {preview.alike_open > 0 && <Text size="sm">{t("members.import.alike.open_n", { n: preview.alike_open })}</Text>}
        {preview.rejected > 0 && <Text size="sm">{t("members.import.kept_back", { n: preview.rejected })}</Text>}
      </Group>
    </Stack>
  );
}
