// 状態: leave, secondment, full-time office and what else changes rights or dues, but not the membership.
import { Button, Checkbox, Group, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { ConditionDetail, ConditionKind, DuesKind, MembershipDetail } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { Part, span } from "./CardFacts";
import classes from "./Members.module.css";
import { isWhole, NO_RESOLUTION, ResolutionFields } from "./ResolutionFields";

const KINDS = [
  "leave",
  "sick_leave",
  "childcare",
  "family_care",
  "secondment_out",
  "overseas",
  "fulltime_officer",
  "unpaid",
  "rights_suspended",
] as const satisfies readonly ConditionKind[];
const DUES = ["full", "reduced", "exempt", "direct"] as const satisfies readonly DuesKind[];
/** Who is away does not usually count in the base of a quorum; the core decides so, too. */
const AWAY: readonly ConditionKind[] = ["leave", "sick_leave", "childcare", "family_care", "secondment_out", "overseas"];

function StartCondition({ membership, onDone }: { membership: MembershipDetail; onDone(): void }) {
  const desk = useDesk();
  const [kind, setKind] = useState<ConditionKind | null>(null);
  const [from, setFrom] = useState(desk.today);
  const [to, setTo] = useState("");
  const [dues, setDues] = useState<DuesKind | null>(null);
  const [excluded, setExcluded] = useState<boolean>();
  const [note, setNote] = useState("");
  const [resolution, setResolution] = useState(NO_RESOLUTION);
  const [tried, setTried] = useState(false);
  const start = useChange("members", "start_condition", { onDone });
  const words = start.error ? fieldWords(start.error) : {};
  const suspends = kind === "rights_suspended";
  const save = () => {
    setTried(true);
    if (!kind || !from || (suspends && !isWhole(resolution))) return;
    start.mutate({
      membership_id: membership.id,
      kind,
      from_on: from,
      to_on: to || undefined,
      dues_kind: dues ?? undefined,
      quorum_excluded: excluded,
      note: note.trim() || undefined,
      resolution: suspends ? resolution : undefined,
    });
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(start.error)} />
      <Select
        label={t("members.condition.kind")}
        required
        data-autofocus
        data={KINDS.map((each) => ({ value: each, label: enumWords("condition_kind", each) }))}
        value={kind}
        onChange={setKind}
        error={words["kind"] ?? (tried && !kind ? t("ui.choose") : undefined)}
      />
      <SimpleGrid cols={2}>
        <DateField label={t("members.condition.from")} required value={from} onChange={setFrom} era={desk.era} error={words["from_on"]} />
        <DateField label={t("members.condition.to")} value={to} onChange={setTo} era={desk.era} error={words["to_on"]} />
      </SimpleGrid>
      <Select
        label={t("members.condition.dues")}
        placeholder={t("members.condition.dues.same")}
        clearable
        data={DUES.map((each) => ({ value: each, label: enumWords("dues_kind", each) }))}
        value={dues}
        onChange={setDues}
      />
      <Checkbox
        label={t("members.condition.quorum")}
        checked={excluded ?? (kind !== null && AWAY.includes(kind))}
        onChange={(event) => setExcluded(event.currentTarget.checked)}
      />
      {suspends && <ResolutionFields value={resolution} onChange={setResolution} tried={tried} words={words} />}
      <TextInput label={t("members.condition.note")} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <FormActions save={t("members.condition.save")} saving={start.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}

function EndCondition({ condition, onDone }: { condition: ConditionDetail; onDone(): void }) {
  const desk = useDesk();
  const [to, setTo] = useState(desk.today);
  const end = useChange("members", "end_condition", { onDone });
  const words = end.error ? fieldWords(end.error) : {};
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(end.error)} />
      <DateField label={t("members.condition.to")} required value={to} onChange={setTo} era={desk.era} error={words["to_on"]} />
      <FormActions
        save={t("members.condition.end")}
        saving={end.isPending}
        onSave={() => to && end.mutate({ id: condition.id, version: condition.version, to_on: to })}
        onCancel={onDone}
      />
    </Stack>
  );
}

export function Conditions({ membership }: { membership: MembershipDetail }) {
  const desk = useDesk();
  const may = desk.may("change_roster");
  const live = membership.status === "active" || membership.status === "suspended";
  const [doing, setDoing] = useState<"add" | ConditionDetail>();
  if (membership.conditions.length === 0 && !(may && live)) return null;
  return (
    <Part title={t("members.part.conditions")}>
      {membership.conditions.length === 0 && doing !== "add" && <Text size="sm">{t("members.condition.empty")}</Text>}
      {membership.conditions.map((condition) => {
        const what = enumWords("condition_kind", condition.kind);
        const open = condition.to_on === null || condition.to_on >= desk.today;
        return (
          <div key={condition.id} className={classes.line}>
            <div>
              <Badge tone={open ? "caution" : "ended"}>{what}</Badge>
              <Text size="xs" c="dimmed">
                {[
                  span(condition.from_on, condition.to_on, desk.era),
                  condition.dues_kind && t("members.condition.dues_of", { dues: enumWords("dues_kind", condition.dues_kind) }),
                  condition.quorum_excluded && t("members.condition.quorum_of"),
                  condition.note,
                ]
                  .filter(Boolean)
                  .join(" / ")}
              </Text>
            </div>
            {may && live && condition.to_on === null && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t("members.condition.end_of", { what })}
                onClick={() => setDoing(condition)}
              >
                {t("members.condition.end")}
              </Button>
            )}
          </div>
        );
      })}
      {doing === "add" && <StartCondition membership={membership} onDone={() => setDoing(undefined)} />}
      {doing && doing !== "add" && <EndCondition key={doing.id} condition={doing} onDone={() => setDoing(undefined)} />}
      {may && live && !doing && (
        <Group>
          <Button variant="default" size="compact-md" onClick={() => setDoing("add")}>
            {t("members.condition.add")}
          </Button>
        </Group>
      )}
    </Part>
  );
}
