// 申込: members by number or name, people of other organisations; each is asked about beforehand. The same form takes those
// who come on the day without an application.
import { Button, Checkbox, SegmentedControl, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Applicant, Applied, EnrolChecked, EnrolmentStatus, RunDetail } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { FindMember } from "./FindMember";
import { OutsideForm } from "./OutsideForm";
import classes from "./Training.module.css";
import { remarkWords, seatTone } from "./words";

/** Somebody who was put on the application. */
export interface Picked {
  key: string;
  name: string;
  about: string;
  applicant: Applicant;
}

function Checked({ checked, walksIn }: { checked: EnrolChecked; walksIn: boolean }) {
  const refused = walksIn ? checked.refused.filter((remark) => remark.code === "E-02") : checked.refused;
  return (
    <>
      {refused.map((remark) => (
        <Text key={remark.code} size="sm" style={{ color: "var(--ky-danger)" }}>
          {remarkWords(remark)}
        </Text>
      ))}
      {checked.warnings.map((remark) => (
        <Text key={`${remark.code} ${JSON.stringify(remark.about)}`} size="sm" style={{ color: "var(--ky-caution)" }}>
          {remarkWords(remark)}
        </Text>
      ))}
      {!walksIn && checked.would && (
        <Badge tone={seatTone(checked.would)}>{t("training.would", { status: enumWords("enrolment_status", checked.would) })}</Badge>
      )}
    </>
  );
}

interface PickedRowProps {
  picked: Picked;
  walksIn: boolean;
  checked: EnrolChecked | undefined;
  wrong: React.ReactNode;
  onDrop(): void;
}

function PickedRow({ picked, walksIn, checked, wrong, onDrop }: PickedRowProps) {
  return (
    <li className={classes.picked}>
      <div>
        <Text className="ky-private">{picked.name}</Text>
        <Text size="xs" c="dimmed" className="ky-private">
          {picked.about}
        </Text>
        {wrong && (
          <Text size="sm" style={{ color: "var(--ky-danger)" }}>
            {wrong}
          </Text>
        )}
        {checked && <Checked checked={checked} walksIn={walksIn} />}
      </div>
      <Button variant="default" size="compact-sm" style={{ flex: "none" }} aria-label={t("training.picked.drop", { name: picked.name })} onClick={onDrop}>
        {t("training.drop")}
      </Button>
    </li>
  );
}

const NAMED = 3;

/** Who got a seat, and by name who did not. */
function doneWords({ applied }: Applied): string {
  const parts = [...new Set<EnrolmentStatus>(["confirmed", ...applied.map((one) => one.status)])].flatMap((status) => {
    const of = applied.filter((one) => one.status === status);
    if (of.length === 0) return [];
    const about = { status: enumWords("enrolment_status", status), n: of.length };
    if (status === "confirmed") return [t("training.apply.done.n", about)];
    const names = of.slice(0, NAMED).map((one) => t("training.apply.done.name", { name: one.name }));
    if (of.length > NAMED) names.push(t("training.decision.more", { n: of.length - NAMED }));
    return [t("training.apply.done.named", { ...about, names: names.join(t("ui.list.and")) })];
  });
  return t("training.apply.done", { n: applied.length, what: parts.join(" / ") });
}

export interface ApplyFormProps {
  detail: RunDetail;
  verb: "apply" | "walk_in";
  onDone(): void;
}

export function ApplyForm({ detail, verb, onDone }: ApplyFormProps) {
  const [from, setFrom] = useState<"member" | "outside">("member");
  const [picked, setPicked] = useState<Picked[]>([]);
  const [together, setTogether] = useState(false);
  const [despite, setDespite] = useState(false);
  const [tried, setTried] = useState(false);
  const apply = useChange("training", "apply", { onDone, said: doneWords });
  const walkIn = useChange("training", "walk_in", { onDone });
  const walksIn = verb === "walk_in";
  const running = walksIn ? walkIn : apply;
  const words = running.error ? fieldWords(running.error) : {};
  const run = detail.run.id;
  const courses = useAnswer("training", "courses", { include_ended: true }, { keep: true });
  const asksBefore = courses.data?.some((each) => each.id === detail.run.course_id && each.prerequisites.length > 0) ?? false;
  const add = (one: Picked) => setPicked((before) => (before.some((each) => each.key === one.key) ? before : [...before, one]));
  const applicants = picked.map((each) => each.applicant);
  const input = { run_id: run, applicants, together: together && picked.length > 1, despite };
  // All of them at once, as they will be sent: who comes first on the list takes the seat.
  const checked = useAnswer("training", "why_not_enrol", input, { enabled: picked.length > 0 });
  const told = checked.error ? fieldWords(checked.error) : {};
  const problemOf = (n: number) => Object.entries({ ...told, ...words }).find(([field]) => field.startsWith(`applicants.${n}.`))?.[1];
  const send = () => {
    setTried(true);
    if (picked.length === 0) return;
    if (walksIn) walkIn.mutate({ run_id: run, applicants });
    else apply.mutate(input);
  };
  return (
    <Stack gap="sm">
      <Text size="sm">{t(walksIn ? "training.walk_in.text" : "training.apply.text")}</Text>
      <ProblemAlert problem={formProblem(running.error ?? checked.error)} />
      <SegmentedControl
        aria-label={t("training.who")}
        value={from}
        onChange={(next) => setFrom(next as typeof from)}
        data={[
          { value: "member", label: t("training.who.member") },
          { value: "outside", label: t("training.who.outside") },
        ]}
      />
      {from === "member" ? <FindMember onPick={add} /> : <OutsideForm detail={detail} onPick={add} />}
      <Text fw={700} role="status">
        {t("training.picked_n", { n: picked.length })}
      </Text>
      {tried && picked.length === 0 && (
        <Text size="sm" role="alert" style={{ color: "var(--ky-danger)" }}>
          {t("training.picked.none")}
        </Text>
      )}
      {/* A name on the list is typed work: leaving asks about it. */}
      <input type="hidden" value={picked.map((each) => each.key).join(" ")} readOnly />
      <ul className={classes.plain}>
        {picked.map((each, n) => (
          <PickedRow
            key={each.key}
            picked={each}
            walksIn={walksIn}
            checked={checked.data?.[n]}
            wrong={problemOf(n)}
            onDrop={() => setPicked((before) => before.filter((one) => one.key !== each.key))}
          />
        ))}
      </ul>
      {!walksIn && picked.length > 1 && (
        <Checkbox
          label={t("training.together")}
          description={t("training.together.about")}
          checked={together}
          error={words["together"]}
          onChange={(event) => setTogether(event.currentTarget.checked)}
        />
      )}
      {!walksIn && asksBefore && (
        <Checkbox
          label={t("training.despite")}
          description={t("training.despite.about")}
          checked={despite}
          onChange={(event) => setDespite(event.currentTarget.checked)}
        />
      )}
      <FormActions
        save={t(walksIn ? "training.walk_in.save" : "training.apply.save", { n: picked.length })}
        saving={running.isPending}
        onSave={send}
        onCancel={onDone}
      />
    </Stack>
  );
}
