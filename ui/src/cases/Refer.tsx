// 紹介先を選ぶ: from needs or from words to the schemes and communities of the directory; several at once, and back to the note.
import { Checkbox, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CaseDetail, Need, CaseTheme } from "../ipc/api";
import { call, problemOf, type Problem } from "../ipc/call";
import { forgetAnswers, useAnswer } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { searchable } from "../parts/kana";
import { sayDone } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { Check } from "../support/Check";
import { NEEDS, schemeName } from "../support/words";
import { useWayOut } from "./outward";
import classes from "./Cases.module.css";

/** What is looked for first, from what the case is about; the counsellor chooses otherwise as they hear it. */
const FIRST: Partial<Record<CaseTheme, Need>> = {
  career_direction: "career_talk",
  skill_qualification: "learning",
  job_change: "job_change",
  independence: "independence",
  childcare_balance: "childcare",
  care_balance: "care",
  treatment_balance: "health",
  relationship: "trouble_at_work",
  workload: "trouble_at_work",
  harassment: "trouble_at_work",
  reemployment: "retirement",
  livelihood: "livelihood",
};

interface Target {
  id: string;
  name: string;
  of: "scheme" | "community";
  about: string;
  why: string;
  check: React.ReactNode;
}

function useTargets(find: string, needs: Need[]): { targets: Target[]; waiting: boolean; problem: Problem | null } {
  const byWords = find !== "";
  const schemes = useAnswer("support", "schemes", { find }, { enabled: byWords, keep: true });
  const communities = useAnswer("support", "communities", { find }, { enabled: byWords, keep: true });
  const help = useAnswer("support", "find_help", { needs }, { enabled: !byWords && needs.length > 0, keep: true });
  const why = (list: Need[]) => t("support.finder.why", { needs: list.map((need) => enumWords("need", need)).join(" / ") });
  const targets: Target[] = byWords
    ? [
        ...(schemes.data ?? []).map((each) => ({
          id: each.id,
          name: schemeName(each),
          of: "scheme" as const,
          about: each.text.office ?? "",
          why: "",
          check: <Check check={each.check} on={each.text.checked_on} />,
        })),
        ...(communities.data ?? []).map((each) => ({
          id: each.id,
          name: each.name,
          of: "community" as const,
          about: [enumWords("kyojo_kind", each.kind), each.phone].filter(Boolean).join(" / "),
          why: each.helps,
          check: <Check check={each.check} on={each.checked_on} />,
        })),
      ]
    : needs.length === 0
      ? []
      : [
          ...(help.data?.communities ?? []).map(({ community, why: reasons }) => ({
            id: community.id,
            name: community.name,
            of: "community" as const,
            about: [enumWords("kyojo_kind", community.kind), community.phone].filter(Boolean).join(" / "),
            why: why(reasons),
            check: <Check check={community.check} on={community.checked_on} />,
          })),
          ...(help.data?.schemes ?? []).map(({ scheme, why: reasons }) => ({
            id: scheme.id,
            name: schemeName(scheme),
            of: "scheme" as const,
            about: scheme.text.office ?? "",
            why: why(reasons),
            check: <Check check={scheme.check} on={scheme.text.checked_on} />,
          })),
        ];
  const running = byWords ? [schemes, communities] : [help];
  return {
    targets,
    waiting: running.some((each) => each.isLoading),
    problem: running.map((each) => each.error).find(Boolean) ?? null,
  };
}

function ReferForm({ case: of, onDone }: { case: CaseDetail; onDone(): void }) {
  const [needs, setNeeds] = useState<Need[]>(() => [...new Set(of.themes.flatMap((theme) => FIRST[theme] ?? []))]);
  const [typed, setTyped] = useState("");
  const [find, setFind] = useState("");
  const [chosen, setChosen] = useState<Pick<Target, "id" | "name" | "of">[]>([]);
  const [other, setOther] = useState("");
  const [items, setItems] = useState("");
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { targets, waiting, problem: missing } = useTargets(find, needs);
  const { outward, release, consent } = useWayOut(of);
  const told = items.split("\n").filter((line) => line.trim());
  const n = chosen.length + (other.trim() ? 1 : 0);
  const words = problem ? fieldWords(problem) : {};
  const type = (text: string, composing: boolean) => {
    setTyped(text);
    if (searchable(text, composing)) setFind(text.trim());
  };
  const save = async () => {
    setSaving(true);
    setProblem(null);
    const shared = told.length > 0 ? { items: told, ...outward } : {};
    const wanted = [
      ...chosen.map((each) => ({ each, input: each.of === "scheme" ? { scheme_id: each.id } : { community_id: each.id } })),
      ...(other.trim() ? [{ each: undefined, input: { target: other.trim() } }] : []),
    ];
    let made = 0;
    try {
      for (const { each, input } of wanted) {
        // One after the other: what was refused stays chosen, what was written does not.
        // oxlint-disable-next-line no-await-in-loop
        await call("cases", "refer", { case_id: of.id, ...input, ...shared });
        made += 1;
        if (each) setChosen((before) => before.filter((one) => one.id !== each.id));
        else setOther("");
      }
      sayDone(t("cases.refer.done", { n: made }));
      onDone();
    } catch (thrown) {
      setProblem(problemOf(thrown));
    }
    setSaving(false);
    await forgetAnswers();
  };
  const pick = (target: Target, take: boolean) =>
    setChosen((before) => [...before.filter((each) => each.id !== target.id), ...(take ? [target] : [])]);
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(problem)} />
      <TextInput
        data-autofocus
        label={t("cases.refer.find")}
        description={t("cases.refer.find.about")}
        autoComplete="off"
        value={typed}
        onChange={(event) => type(event.currentTarget.value, (event.nativeEvent as InputEvent).isComposing)}
        onCompositionEnd={(event) => type(event.currentTarget.value, false)}
      />
      {find === "" && (
        <Checkbox.Group label={t("support.finder.needs")} value={needs} onChange={(next) => setNeeds(NEEDS.filter((need) => next.includes(need)))}>
          <Group gap="0.375rem 1rem" mt={4}>
            {NEEDS.map((need) => (
              <Checkbox key={need} value={need} label={enumWords("need", need)} />
            ))}
          </Group>
        </Checkbox.Group>
      )}
      <ProblemAlert problem={missing} />
      {waiting && <Waiting />}
      <Text size="sm" role="status">
        {find !== "" || needs.length > 0 ? t("support.found", { n: targets.length }) : ""}
      </Text>
      {targets.length > 0 && (
        // The list is long; the fields below it stay in sight.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <ul className={classes.rows} style={{ maxHeight: "20rem", overflowY: "auto" }} tabIndex={0} aria-label={t("cases.refer.targets")}>
          {targets.map((target) => (
            <li key={target.id} className={classes.row}>
              <Checkbox
                style={{ flex: "1 1 16rem" }}
                label={target.name}
                description={[target.about, target.why].filter(Boolean).join(" — ")}
                checked={chosen.some((each) => each.id === target.id)}
                onChange={(event) => pick(target, event.currentTarget.checked)}
              />
              {target.check}
            </li>
          ))}
        </ul>
      )}
      <TextInput label={t("cases.refer.other")} description={t("cases.refer.other.about")} value={other} error={words["target"]} onChange={(event) => setOther(event.currentTarget.value)} />
      <Textarea
        autosize
        minRows={1}
        label={t("cases.refer.items")}
        description={
          consent
            ? t("cases.refer.items.about")
            : release
              ? t("cases.refer.items.released", { to: release.recipient ?? "", items: release.items.join(t("ui.between")) })
              : t("cases.refer.items.no_consent")
        }
        value={items}
        error={words["items"]}
        onChange={(event) => setItems(event.currentTarget.value)}
      />
      <Text size="sm" role="note">
        {t("support.note.no_verdict")}
      </Text>
      <FormActions
        save={n > 0 ? t("cases.refer.save_n", { n }) : t("cases.refer.save")}
        saving={saving}
        disabled={n === 0}
        kept={n === 0 && told.length === 0}
        onSave={() => void save()}
        onCancel={onDone}
      />
    </Stack>
  );
}

export function Refer({ case: of, opened, onClose }: { case: CaseDetail; opened: boolean; onClose(): void }) {
  return (
    <Modal opened={opened} onClose={onClose} title={t("cases.refer.title")} size="xl">
      <ReferForm case={of} onDone={onClose} />
    </Modal>
  );
}
