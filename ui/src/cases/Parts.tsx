// 担当: who counsels, who helps, who supervises; handing the case over, and letting somebody else read it (C-01, C-04).
import { Button, Checkbox, Group, Modal, Radio, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CaseDetail, CasePart, CasePartRow, CounselRoom } from "../ipc/api";
import { forgetAnswers, useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { sayProblem } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import classes from "./Cases.module.css";
import { Part } from "./Part";
import { GoOn } from "./Unsaved";
import { unlooked } from "./words";

interface FormProps {
  case: CaseDetail;
  room: CounselRoom;
  onDone(): void;
  /** What was begun and not saved is gone on with; none where there is nothing. */
  onWrite: (() => void) | undefined;
}

function useOthers(of: CaseDetail, room: CounselRoom) {
  const desk = useDesk();
  const inside = new Set(of.parts.filter((part) => !part.ended && part.part !== "receiver").map((part) => part.officer));
  const counselors = room.counselors
    .filter((row) => row.ended_on === null && !row.stale && row.officer !== desk.officer.id)
    .map((row) => ({ value: row.officer, label: row.name }));
  const supervisors = room.supervisors
    .filter((row) => row.officer !== desk.officer.id && !inside.has(row.officer))
    .map((row) => ({ value: row.officer, label: row.name }));
  return { counselors, seconds: counselors.filter((row) => !inside.has(row.value)), supervisors };
}

function HandOver({ case: of, room, onDone, onWrite }: FormProps) {
  const { counselors } = useOthers(of, room);
  const [officer, setOfficer] = useState<string | null>(null);
  const [looked, setLooked] = useState(false);
  const [stay, setStay] = useState(false);
  const [drop, setDrop] = useState(false);
  const releases = useAnswer("cases", "releases", {});
  const hand = useChange("cases", "hand_over", { onDone });
  const consent = of.consents.find((each) => each.holds.includes("handover"));
  const release = releases.data?.find((each) => each.case_no === of.case_no && each.purpose === "handover" && each.state === "agreed");
  const ground = consent ? "cases.hand_over.consented" : release ? "cases.hand_over.released" : "cases.hand_over.no_ground";
  // Who leaves is asked about what was being written; of a colleague's only the core knows.
  const waits = (of.drafts.length > 0 && !stay) || hand.error?.code === "draft_waits";
  return (
    <Stack gap="md">
      <ProblemAlert problem={unlooked(hand.error) ? null : hand.error} />
      <Text size="sm">{t(ground)}</Text>
      <Select data-autofocus label={t("cases.hand_over.to")} required data={counselors} value={officer} onChange={setOfficer} />
      <Checkbox label={t("cases.assign.not_supervisor")} error={!looked && unlooked(hand.error)} checked={looked} onChange={(event) => setLooked(event.currentTarget.checked)} />
      <Checkbox label={t("cases.hand_over.stay")} checked={stay} onChange={(event) => setStay(event.currentTarget.checked)} />
      {waits && (
        <div className={classes.waits} role="note">
          <Stack gap="xs">
            <Text size="sm">{t("cases.hand_over.drafts")}</Text>
            <Checkbox label={t("cases.hand_over.drop_drafts")} checked={drop} onChange={(event) => setDrop(event.currentTarget.checked)} />
          </Stack>
          <GoOn onWrite={onWrite} />
        </div>
      )}
      <FormActions
        save={t("cases.hand_over.save")}
        saving={hand.isPending}
        disabled={!officer}
        onSave={() =>
          officer &&
          hand.mutate({
            case_id: of.id,
            version: of.version,
            officer,
            not_supervisor: looked,
            consent_id: consent?.id,
            release_id: consent ? undefined : release?.id,
            stay,
            drop_drafts: (waits && drop) || undefined,
          })
        }
        onCancel={onDone}
      />
    </Stack>
  );
}

function Share({ case: of, room, onDone }: FormProps) {
  const { seconds, supervisors } = useOthers(of, room);
  const [part, setPart] = useState<CasePart>("second");
  const [officer, setOfficer] = useState<string | null>(null);
  const [looked, setLooked] = useState(false);
  const share = useChange("cases", "share", { onDone });
  const words = share.error ? fieldWords(share.error) : {};
  return (
    <Stack gap="md">
      <ProblemAlert problem={unlooked(share.error) ? null : formProblem(share.error)} />
      <Radio.Group
        label={t("cases.share.as")}
        value={part}
        error={words["part"]}
        onChange={(next) => {
          setPart(next as CasePart);
          setOfficer(null);
          setLooked(false);
        }}
      >
        <Group gap="1rem" mt={4}>
          <Radio value="second" label={enumWords("case_part", "second")} data-autofocus />
          <Radio value="supervisor" label={enumWords("case_part", "supervisor")} />
        </Group>
      </Radio.Group>
      <Text size="sm">{t(part === "second" ? "cases.share.second" : "cases.share.supervisor")}</Text>
      <Select label={t("cases.share.with")} required data={part === "second" ? seconds : supervisors} value={officer} onChange={setOfficer} />
      <Checkbox
        label={t(part === "second" ? "cases.assign.not_supervisor" : "cases.share.not_supervisor")}
        error={!looked && unlooked(share.error)}
        checked={looked}
        onChange={(event) => setLooked(event.currentTarget.checked)}
      />
      <FormActions
        save={t("cases.share.save")}
        saving={share.isPending}
        disabled={!officer}
        onSave={() => officer && share.mutate({ case_id: of.id, officer, part, not_supervisor: looked })}
        onCancel={onDone}
      />
    </Stack>
  );
}

function Line({ case: of, part, may }: { case: CaseDetail; part: CasePartRow; may: boolean }) {
  const desk = useDesk();
  const unshare = useChange("cases", "unshare");
  const takes = part.part === "second" || part.part === "supervisor" || part.part === "emergency";
  return (
    <div className={classes.line}>
      <div>
        <Text size="sm">{t("cases.part.line", { who: part.name, as: enumWords("case_part", part.part) })}</Text>
        <Text size="xs" c="dimmed">
          {t("cases.part.from", { on: showDate(part.from_on, desk.era) })}
          {part.ended && part.to_on && ` ${t("cases.until", { on: showDate(part.to_on, desk.era) })}`}
        </Text>
      </div>
      {may && takes && !part.ended && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t("cases.unshare_of", { who: part.name })}
          loading={unshare.isPending}
          onClick={() => unshare.mutate({ case_id: of.id, officer: part.officer }, { onError: (problem) => problem.code !== "draft_waits" && sayProblem(problem) })}
        >
          {t("cases.unshare")}
        </Button>
      )}
      {unshare.error?.code === "draft_waits" && (
        <div className={classes.waits} role="alert">
          <Text size="sm">{t("cases.unshare.drafts", { who: part.name })}</Text>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => unshare.mutate({ case_id: of.id, officer: part.officer, drop_drafts: true }, { onError: sayProblem })}
          >
            {t("cases.unshare.drop")}
          </Button>
        </div>
      )}
    </div>
  );
}

export function Parts({ case: of, may, onWrite }: { case: CaseDetail; may: boolean; onWrite: (() => void) | undefined }) {
  const room = useAnswer("cases", "room", {});
  const [doing, setDoing] = useState<"hand_over" | "share">();
  const close = () => setDoing(undefined);
  const taken = of.status !== "inquiry";
  const write =
    onWrite &&
    (() => {
      close();
      onWrite();
    });
  return (
    <Part title={t("cases.part.parts")}>
      {of.parts.map((part) => (
        <Line key={`${part.officer} ${part.part} ${part.from_on} ${part.ended}`} case={of} part={part} may={may} />
      ))}
      {may && taken && (
        <Group gap="xs" mt="xs">
          <Button
            size="compact-md"
            variant="default"
            onClick={() => {
              // What is being written beside it may have been kept since the case was looked at.
              void forgetAnswers();
              setDoing("hand_over");
            }}
          >
            {t("cases.hand_over")}
          </Button>
          <Button size="compact-md" variant="default" onClick={() => setDoing("share")}>
            {t("cases.share")}
          </Button>
        </Group>
      )}
      <Modal opened={doing !== undefined} onClose={close} title={doing === "share" ? t("cases.share") : t("cases.hand_over")} size="lg">
        {room.data && doing === "hand_over" && <HandOver case={of} room={room.data} onDone={close} onWrite={write} />}
        {room.data && doing === "share" && <Share case={of} room={room.data} onDone={close} onWrite={write} />}
      </Modal>
    </Part>
  );
}
