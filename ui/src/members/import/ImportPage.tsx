// 名簿の取り込み: choose a file, see how it is understood, see what would happen, and only then write it. One undo.
import { SegmentedControl, Stack, Stepper, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { Decision, Imported, Reconciled, RosterFile, RosterPreview } from "../../ipc/api";
import { call, type Problem } from "../../ipc/call";
import { useChange } from "../../ipc/client";
import type { PickedFile } from "../../ipc/host";
import { t } from "../../labels/t";
import { runJob } from "../../parts/jobs";
import { Waiting } from "../../parts/Waiting";
import { BackTo } from "../../parts/ThingHead";
import { ProblemAlert } from "../../problems/ProblemAlert";
import { ChooseFile } from "./ChooseFile";
import { Confirm } from "./Confirm";
import { Done } from "./Done";
import { isAbout } from "./fields";
import { rememberUse, wasCompared } from "./mode";
import { Password, wantsPassword } from "./Password";
import { Reconcile } from "./Reconcile";
import { Understand } from "./Understand";

export type Asked = Omit<RosterFile, "file">;

/** The last answer, also while the next one is on its way: what was chosen on it stays on the screen. */
function useLast<T>(answer: T | undefined): [last: T | undefined, forget: () => void] {
  const [last, setLast] = useState(answer);
  if (answer !== undefined && answer !== last) setLast(answer);
  return [last, () => setLast(undefined)];
}

export function ImportPage() {
  const navigate = useNavigate();
  const { file: token, name } = useSearch({ from: "/members/import" });
  const [step, setStep] = useState(0);
  const [asked, setAsked] = useState<Asked>({});
  const [done, setDone] = useState<Imported>();
  const begun = useRef<string>(undefined);
  const usedAs = useRef<string>(undefined);

  const read = useMutation<RosterPreview, Problem, RosterFile>({
    mutationFn: (input) => runJob(t("members.import.reading"), (running) => call("members", "preview_roster", input, running)),
    onSuccess: (seen, input) => {
      // Next month's list is used as the last one with these headers; what is chosen afterwards stands.
      if (usedAs.current === input.file) return;
      usedAs.current = input.file;
      if (seen.remembered) setCompares(wasCompared(seen.columns));
    },
  });
  const write = useChange("members", "import_roster", {
    job: t("members.import.writing"),
    quiet: true,
    onDone: (output) => {
      setDone(output);
      setStep(3);
      if (preview) rememberUse(preview.columns, "take");
    },
  });
  const [preview, forgetPreview] = useLast(read.data);
  // The same list, compared with the roster instead of taken in.
  const [compares, setCompares] = useState(false);
  const compare = useMutation<Reconciled, Problem, RosterFile>({
    mutationFn: (input) => runJob(t("members.import.reading"), (running) => call("members", "preview_reconcile", input, running)),
  });
  const [compared, forgetCompared] = useLast(compare.data);
  const apply = useChange("members", "reconcile", {
    job: t("members.import.writing"),
    quiet: true,
    onDone: (output) => {
      setDone(output);
      setStep(3);
      if (preview) rememberUse(preview.columns, "compare");
    },
  });

  const ask = (change: Partial<Asked>) => {
    if (!token) return;
    const next = { ...asked, ...change };
    setAsked(next);
    read.mutate({ ...next, file: token });
  };
  const { mutate } = read;
  const forget = useRef(() => undefined as void);
  useEffect(() => {
    forget.current = () => {
      forgetPreview();
      forgetCompared();
      compare.reset();
    };
  });
  useEffect(() => {
    if (!token || begun.current === token) return;
    begun.current = token;
    setAsked({});
    setDone(undefined);
    setStep(1);
    forget.current();
    mutate({ file: token });
  }, [token, mutate]);

  const settled = (more: Partial<Asked> = {}): RosterFile | undefined =>
    token && preview ? { ...asked, ...more, file: token, mapping: more.mapping ?? asked.mapping ?? preview.mapping, file_hash: preview.file_hash } : undefined;
  const next = () => {
    setStep(2);
    forgetCompared();
    const input = settled();
    if (compares && input) compare.mutate(input);
  };
  const compareWith = (change: Partial<Asked>) => {
    setAsked({ ...asked, ...change });
    const input = settled(change);
    if (input) compare.mutate(input);
  };
  /** What was decided about a value or a row, in the place of what was decided before. */
  const decide = (about: Decision, decided: Decision[]) => {
    const before = asked.mapping ?? preview?.mapping;
    if (!before) return;
    compareWith({ mapping: { ...before, decisions: [...before.decisions.filter((each) => !isAbout(each, about)), ...decided] } });
  };
  const take = (file: PickedFile) => void navigate({ to: "/members/import", search: { file: file.token, name: file.name } });
  const again = () => {
    setStep(0);
    setDone(undefined);
    read.reset();
    forget.current();
    void navigate({ to: "/members/import", search: {} });
  };
  const at = token ? step : 0;
  // Each step begins at its top, and is read from there.
  const title = useRef<HTMLHeadingElement>(null);
  const seen = useRef(at);
  useEffect(() => {
    if (seen.current !== at) title.current?.focus();
    seen.current = at;
  }, [at]);

  return (
    <Stack p="lg" gap="lg" style={{ flex: "none" }}>
      <div>
        <BackTo to="/members" words={t("members.to_list")} />
        <Title order={1} ref={title} tabIndex={-1}>{name ? t("members.import.of", { name }) : t("members.import")}</Title>
      </div>
      <Stepper
        active={at}
        size="sm"
        onStepClick={setStep}
        allowNextStepsSelect={false}
        completedIcon={<span aria-hidden="true">✓</span>}
      >
        <Stepper.Step label={t("members.import.step.choose")} allowStepSelect={at < 3 && at > 0} />
        <Stepper.Step label={t("members.import.step.understand")} allowStepSelect={at === 2} />
        <Stepper.Step label={t("members.import.step.confirm")} allowStepSelect={false} />
        <Stepper.Step label={t("members.import.step.done")} allowStepSelect={false} />
      </Stepper>
      {at === 0 && <ChooseFile onFile={take} />}
      {at > 0 && at < 3 && read.error && wantsPassword(read.error) && (
        <Password problem={read.error} busy={read.isPending} onPassword={(password) => ask({ password })} />
      )}
      {at > 0 && at < 3 && read.error && !wantsPassword(read.error) && (
        <>
          <ProblemAlert problem={read.error} onRetry={() => ask({})} />
          {!preview && <ChooseFile onFile={take} />}
        </>
      )}
      {at > 0 && at < 3 && read.isPending && !preview && <Waiting lines={8} />}
      {at === 1 && preview && !(read.error && wantsPassword(read.error)) && (
        <>
          <SegmentedControl
            w="fit-content"
            aria-label={t("members.reconcile.how")}
            value={compares ? "compare" : "take"}
            onChange={(value) => setCompares(value === "compare")}
            data={[
              { value: "take", label: t("members.reconcile.how.import") },
              { value: "compare", label: t("members.reconcile.how.reconcile") },
            ]}
          />
          <Understand preview={preview} asked={asked} busy={read.isPending} onAsk={ask} onNext={next} />
        </>
      )}
      {at === 2 && compares && (
        <>
          <ProblemAlert problem={compare.error} onRetry={next} />
          {compare.isPending && !compared && <Waiting lines={8} />}
          {compared && (
            <Reconcile
              seen={compared}
              busy={compare.isPending}
              writing={apply.isPending}
              problem={apply.error}
              onDecide={(decision) => decide(decision, [decision])}
              onUndecide={(decision) => decide(decision, [])}
              onEmployer={(employer) => compareWith({ employer })}
              created={asked.create_units ?? false}
              onCreate={(created) => compareWith({ create_units: created })}
              onBack={() => setStep(1)}
              onWrite={(decided) => {
                const list = settled();
                if (list) apply.mutate({ list, ...decided });
              }}
            />
          )}
        </>
      )}
      {at === 2 && !compares && preview && !(read.error && wantsPassword(read.error)) && (
        <Confirm
          preview={preview}
          asked={asked}
          busy={read.isPending}
          writing={write.isPending}
          problem={write.error}
          onAsk={ask}
          onBack={() => setStep(1)}
          onWrite={(reason) =>
            token && write.mutate({ ...asked, file: token, mapping: preview.mapping, file_hash: preview.file_hash, reason })
          }
        />
      )}
      {at === 3 && done && <Done imported={done} onAgain={again} />}
    </Stack>
  );
}
