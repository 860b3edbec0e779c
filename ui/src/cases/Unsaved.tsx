// What was begun in a case and not saved, where the case goes away from it: it is saved first, or let go.
import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { CaseDetail, CaseDraftRow, CaseNoteWords } from "../ipc/api";
import { call, type Problem } from "../ipc/call";
import { forgetAnswers } from "../ipc/client";
import { t, wireWords } from "../labels/t";
import { showMoment } from "../parts/dates";
import { sayProblem } from "../parts/UndoToast";
import classes from "./Cases.module.css";
import { NOTE_PARTS } from "./words";

/** Before a case ends: no note is written in it afterwards. */
export function DraftsWait({ case: of, onWrite }: { case: CaseDetail; onWrite: (() => void) | undefined }) {
  if (of.drafts.length === 0) return null;
  return (
    <div className={classes.waits} role="note">
      <Text size="sm">{t("cases.draft.first")}</Text>
      <GoOn onWrite={onWrite} />
    </div>
  );
}

export function GoOn({ onWrite }: { onWrite: (() => void) | undefined }) {
  if (!onWrite) return null;
  return (
    <Button size="compact-md" variant="default" onClick={onWrite}>
      {t("cases.draft.go_on")}
    </Button>
  );
}

/** A draft that can be no note any more: it is read once more, taken into an addendum by hand, or dropped. */
export function StuckDraft({ case: of, draft }: { case: CaseDetail; draft: CaseDraftRow }) {
  const [dropping, setDropping] = useState(false);
  const words = draft.content as CaseNoteWords;
  const said = [...NOTE_PARTS, "place" as const].filter((part) => words[part]);
  const drop = () => {
    setDropping(true);
    call("cases", "drop_draft", { case_id: of.id, place: draft.place })
      .then(forgetAnswers)
      .catch((problem: Problem) => sayProblem(problem))
      .finally(() => setDropping(false));
  };
  return (
    <div className={classes.waits} role="note">
      <Stack gap={4}>
        <Text size="sm" fw={700} className="ky-number">
          {t("cases.draft.stuck", { at: showMoment(draft.at) })}
        </Text>
        {said.map((part) => (
          <Text key={part} size="sm" className="ky-private" style={{ whiteSpace: "pre-line" }}>
            {wireWords(`cases.note.${part}`)}: {words[part]}
          </Text>
        ))}
      </Stack>
      <Group>
        <Button size="compact-md" variant="default" loading={dropping} onClick={drop}>
          {t("cases.draft.drop")}
        </Button>
      </Group>
    </div>
  );
}
