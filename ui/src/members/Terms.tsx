// 役職: the offices a member holds and held, and coming to one.
import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { ElectedBy, FulltimeKind, MembershipDetail, TermRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { useUnitChoices } from "../organizations/units";
import { Badge } from "../parts/Badge";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Told } from "../parts/Told";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { Part, span } from "./CardFacts";
import classes from "./Members.module.css";

const ELECTED = ["direct_secret_ballot", "uncontested", "delegates_ballot", "appointed"] as const satisfies readonly ElectedBy[];
const FULLTIME = ["none", "on_roll", "off_roll", "staff"] as const satisfies readonly FulltimeKind[];

function Appoint({ membership, onDone }: { membership: MembershipDetail; onDone(): void }) {
  const desk = useDesk();
  const offices = useAnswer("members", "offices", {});
  const units = useUnitChoices();
  const [office, setOffice] = useState<string | null>(null);
  const [unit, setUnit] = useState<string | null>(null);
  const [from, setFrom] = useState(desk.today);
  const [due, setDue] = useState<string>();
  const [to, setTo] = useState("");
  const [elected, setElected] = useState<ElectedBy>("direct_secret_ballot");
  const [fulltime, setFulltime] = useState<FulltimeKind>("none");
  const [tried, setTried] = useState(false);
  const appoint = useChange("members", "appoint", { onDone });
  const words = appoint.error ? fieldWords(appoint.error) : {};
  const offered = (offices.data ?? []).filter((each) => each.active);
  const coming = {
    office_id: office ?? "",
    membership_id: membership.id,
    unit_id: unit ?? undefined,
    from_on: from,
    due_on: due || undefined,
    to_on: to || undefined,
    elected_by: elected,
    fulltime_kind: fulltime,
  };
  // What the term would be and what it goes beside, before it is saved.
  const seen = useAnswer("members", "preview_appoint", coming, { enabled: office !== null && from !== "" });
  const save = () => {
    setTried(true);
    if (!office || !from) return;
    appoint.mutate(coming);
  };
  if (offices.data && offered.length === 0) return <Text size="sm">{t("members.term.no_offices")}</Text>;
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(appoint.error)} />
      <Select
        label={t("members.term.office")}
        required
        data-autofocus
        searchable
        data={offered.map((each) => ({ value: each.id, label: each.label }))}
        value={office}
        onChange={setOffice}
        error={tried && !office ? t("ui.choose") : undefined}
      />
      <Select
        label={t("members.term.unit")}
        placeholder={t("members.term.unit.all")}
        searchable
        clearable
        data={units}
        value={unit}
        onChange={setUnit}
      />
      <SimpleGrid cols={2}>
        <DateField label={t("members.term.from")} required value={from} onChange={setFrom} era={desk.era} error={words["from_on"]} />
        <DateField
          label={t("members.term.due")}
          value={due ?? seen.data?.due_on ?? ""}
          onChange={setDue}
          era={desk.era}
          error={words["due_on"]}
        />
        {from < desk.today && (
          <DateField
            label={t("members.term.left")}
            description={t("members.term.left.hint")}
            value={to}
            onChange={setTo}
            era={desk.era}
            error={words["to_on"]}
          />
        )}
        <Select
          label={t("members.term.elected")}
          data={ELECTED.map((each) => ({ value: each, label: enumWords("elected_by", each) }))}
          value={elected}
          onChange={(next) => next && setElected(next)}
        />
        <Select
          label={t("members.term.fulltime")}
          data={FULLTIME.map((each) => ({ value: each, label: enumWords("fulltime_kind", each) }))}
          value={fulltime}
          onChange={(next) => next && setFulltime(next)}
        />
      </SimpleGrid>
      {office && (
        <Text size="sm" c="dimmed">
          {t(seen.data?.due_on === null ? "members.term.due.none" : "members.term.due.hint")}
        </Text>
      )}
      {seen.data && seen.data.ends.length > 0 && (
        <Text size="sm" role="status">
          {t("members.term.ends", { names: seen.data.ends.join(t("ui.between")) })}
        </Text>
      )}
      {seen.data && seen.data.beside.length > 0 && (
        <Told tone="caution" title={t("members.term.beside.title")}>
          <Text size="sm">{t("members.term.beside", { offices: seen.data.beside.join(t("ui.between")) })}</Text>
        </Told>
      )}
      <FormActions save={t("members.term.save")} saving={appoint.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}

/** The last day of a term whose holder stays until a successor is chosen. */
export function dueWords(term: TermRow, era: boolean): string {
  return term.due_on && term.to_on === null ? `${t("members.term.due")} ${showDate(term.due_on, era)}` : "";
}

function EndTerm({ term, onDone }: { term: TermRow; onDone(): void }) {
  const desk = useDesk();
  const [to, setTo] = useState(desk.today);
  const [reason, setReason] = useState("");
  const end = useChange("members", "end_term", { onDone });
  const words = end.error ? fieldWords(end.error) : {};
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(end.error)} />
      <DateField label={t("members.term.to")} required value={to} onChange={setTo} era={desk.era} error={words["to_on"]} />
      <TextInput label={t("members.term.early")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      <FormActions
        save={t("members.term.end")}
        saving={end.isPending}
        onSave={() => to && end.mutate({ id: term.id, version: term.version, to_on: to, reason: reason.trim() || undefined })}
        onCancel={onDone}
      />
    </Stack>
  );
}

export function Terms({ membership }: { membership: MembershipDetail }) {
  const desk = useDesk();
  const may = desk.may("change_roster");
  const live = membership.status === "active" || membership.status === "suspended";
  const [doing, setDoing] = useState<"add" | TermRow>();
  if (membership.terms.length === 0 && !(may && live)) return null;
  return (
    <Part title={t("members.part.terms")}>
      {membership.terms.length === 0 && doing !== "add" && <Text size="sm">{t("members.term.empty")}</Text>}
      {membership.terms.map((term) => {
        const what = [term.unit, term.office].filter(Boolean).join(" ");
        const open = term.to_on === null || term.to_on >= desk.today;
        return (
          <div key={term.id} className={open ? classes.line : `${classes.line} ${classes.past}`}>
            <div>
              <Group gap="xs">
                <Text size="sm">{what}</Text>
                {term.ran_out && <Badge tone="notice">{t("members.term.ran_out")}</Badge>}
              </Group>
              <Text size="xs" c="dimmed">
                {[
                  span(term.from_on, term.to_on, desk.era),
                  dueWords(term, desk.era),
                  enumWords("elected_by", term.elected_by),
                  term.fulltime_kind !== "none" && enumWords("fulltime_kind", term.fulltime_kind),
                  term.ended_early_reason,
                ]
                  .filter(Boolean)
                  .join(" / ")}
              </Text>
            </div>
            {may && open && (
              <Button
                size="compact-sm"
                variant="default"
                className={classes.whole}
                aria-label={t("members.term.end_of", { what })}
                onClick={() => setDoing(term)}
              >
                {t("members.term.end")}
              </Button>
            )}
          </div>
        );
      })}
      {doing === "add" && <Appoint membership={membership} onDone={() => setDoing(undefined)} />}
      {doing && doing !== "add" && <EndTerm key={doing.id} term={doing} onDone={() => setDoing(undefined)} />}
      {may && live && !doing && (
        <Group>
          <Button variant="default" size="compact-md" onClick={() => setDoing("add")}>
            {t("members.term.add")}
          </Button>
        </Group>
      )}
    </Part>
  );
}
