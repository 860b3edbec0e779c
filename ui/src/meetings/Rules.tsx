// 規約: what the union's own rules ask of each kind of meeting, from which day on, with the article.
import { Button, Checkbox, Fieldset, Group, Input, MultiSelect, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { AgendaKind, ConditionKind, LotAt, MajorityBase, MeetingDecision, MeetingKind, MeetingRuleRow, OfficeKind, RuleBase, RunOffBy } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { SidePanel } from "../parts/SidePanel";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import classes from "./Meetings.module.css";
import { AGENDA_KINDS, BASES, CONDITIONS, KINDS, OFFICES, options } from "./words";

interface Fraction {
  num: string;
  den: string;
  comparator: "gte" | "gt";
}

function whole(typed: string): number {
  const plain = typed.normalize("NFKC").trim();
  return /^\d{1,6}$/.test(plain) ? Number(plain) : Number.NaN;
}

interface FractionProps {
  label: string;
  value: Fraction;
  onChange(next: Fraction): void;
  error?: React.ReactNode;
}

function FractionField({ label, value, onChange, error }: FractionProps) {
  const set = (more: Partial<Fraction>) => onChange({ ...value, ...more });
  return (
    // Read as it is said: 3分の2以上.
    <Input.Wrapper label={label} error={error} labelElement="div">
      <Group gap="xs">
        <TextInput aria-label={`${label}: ${t("meetings.rule.den")}`} w="4rem" inputMode="numeric" value={value.den} error={Boolean(error)} onChange={(event) => set({ den: event.currentTarget.value })} />
        <Text component="span">{t("meetings.rule.of_parts")}</Text>
        <TextInput aria-label={`${label}: ${t("meetings.rule.num")}`} w="4rem" inputMode="numeric" value={value.num} error={Boolean(error)} onChange={(event) => set({ num: event.currentTarget.value })} />
        <NativeSelect
          aria-label={`${label}: ${t("meetings.rule.comparator")}`}
          data={options("comparator", ["gte", "gt"] as const)}
          value={value.comparator}
          onChange={(event) => set({ comparator: event.currentTarget.value as "gte" | "gt" })}
        />
      </Group>
    </Input.Wrapper>
  );
}

interface Row extends Fraction {
  kind: AgendaKind | "";
  base: MajorityBase;
  article: string;
  leavesOut: boolean;
  runOff: RunOffBy;
  runOffArticle: string;
  lot: LotAt;
  lotArticle: string;
  announcedArticle: string;
}

function rowOf(one: MeetingDecision): Row {
  return {
    kind: one.kind ?? "",
    base: one.base,
    num: String(one.num),
    den: String(one.den),
    comparator: one.comparator,
    article: one.article ?? "",
    leavesOut: one.leaves_out ?? false,
    runOff: one.run_off ?? "most_votes",
    runOffArticle: one.run_off_article ?? "",
    lot: one.lot ?? "never",
    lotArticle: one.lot_article ?? "",
    announcedArticle: one.announced_article ?? "",
  };
}

/** More than half: what an officer begins with. */
const HALF = { num: "1", den: "2", comparator: "gt", article: "", leavesOut: false, runOff: "most_votes", runOffArticle: "", lot: "never", lotArticle: "", announcedArticle: "" } as const;

function RuleForm({ row, onDone }: { row: MeetingRuleRow | undefined; onDone(): void }) {
  const desk = useDesk();
  const [kind, setKind] = useState<MeetingKind>(row?.kind ?? "regular_congress");
  const [from, setFrom] = useState(row?.from_on ?? desk.today);
  const [base, setBase] = useState<RuleBase>(row?.base ?? "delegates");
  const [offices, setOffices] = useState<string[]>(row?.offices ?? ["delegate"]);
  const [quorum, setQuorum] = useState<Fraction>({ num: String(row?.num ?? 1), den: String(row?.den ?? 2), comparator: row?.comparator ?? "gt" });
  const [article, setArticle] = useState(row?.article ?? "");
  const [out, setOut] = useState<string[]>(row?.exclude_conditions ?? []);
  const [proxy, setProxy] = useState(row?.count_proxy ?? false);
  const [written, setWritten] = useState(row?.count_written ?? false);
  const [blank, setBlank] = useState(row?.count_blank_proxy ?? false);
  const [most, setMost] = useState(row?.proxy_max ? String(row.proxy_max) : "");
  const [same, setSame] = useState(row?.proxy_same_unit ?? false);
  const [proxyArticle, setProxyArticle] = useState(row?.proxy_article ?? "");
  const [substitute, setSubstitute] = useState(row?.substitute_article ?? "");
  const [days, setDays] = useState(String(row?.notice_days ?? 14));
  const [urgent, setUrgent] = useState(row?.urgent_days === null || row?.urgent_days === undefined ? "" : String(row.urgent_days));
  const [noticeArticle, setNoticeArticle] = useState(row?.notice_article ?? "");
  const [tie, setTie] = useState<"chair" | "reject">(row?.tie_break ?? "chair");
  const [per, setPer] = useState(row?.members_per_delegate ? String(row.members_per_delegate) : "");
  const [rows, setRows] = useState<Row[]>(row?.decisions?.map(rowOf) ?? [{ ...HALF, kind: "", base: "present" }]);
  const save = useChange("meetings", "save_rule", { onDone });
  const words = save.error ? fieldWords(save.error) : {};
  const set = (at: number, more: Partial<Row>) => setRows(rows.map((each, n) => (n === at ? { ...each, ...more } : each)));
  const send = () =>
    save.mutate({
      id: row && row.from_on === from ? row.id : undefined,
      version: row && row.from_on === from ? row.version : undefined,
      kind,
      from_on: from,
      base,
      offices: base === "members" ? [] : (offices as OfficeKind[]),
      num: whole(quorum.num) || 0,
      den: whole(quorum.den) || 0,
      comparator: quorum.comparator,
      article,
      exclude_conditions: out as ConditionKind[],
      count_proxy: proxy,
      count_written: written,
      count_blank_proxy: blank,
      proxy_max: most.trim() ? whole(most) || 0 : undefined,
      proxy_same_unit: same,
      proxy_article: proxyArticle || undefined,
      substitute_article: base === "members" ? undefined : substitute || undefined,
      notice_days: whole(days) || 0,
      urgent_days: urgent.trim() ? whole(urgent) || 0 : undefined,
      notice_article: noticeArticle || undefined,
      tie_break: tie,
      members_per_delegate: per.trim() ? whole(per) || 0 : undefined,
      decisions: rows.map((each) => ({
        kind: each.kind === "" ? undefined : each.kind,
        base: each.base,
        num: whole(each.num) || 0,
        den: whole(each.den) || 0,
        comparator: each.comparator,
        article: each.article || undefined,
        leaves_out: each.leavesOut,
        announced_article: each.announcedArticle || undefined,
        ...(each.kind === "election" ? { run_off: each.runOff, run_off_article: each.runOffArticle || undefined, lot: each.lot, lot_article: each.lotArticle || undefined } : {}),
      })),
    });
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(save.error)} />
      <NativeSelect label={t("meetings.kind")} data-autofocus data={options("meeting_kind", KINDS)} value={kind} onChange={(event) => setKind(event.currentTarget.value as MeetingKind)} />
      <DateField label={t("meetings.rule.from_on")} value={from} onChange={setFrom} era={desk.era} error={words["from_on"]} />
      <NativeSelect label={t("meetings.rule.base")} data={options("rule_base", ["members", "delegates", "committee"] as const)} value={base} onChange={(event) => setBase(event.currentTarget.value as RuleBase)} />
      {base !== "members" && <MultiSelect label={t("meetings.rule.offices")} data={options("office_kind", OFFICES)} value={offices} error={words["offices"]} onChange={setOffices} />}
      <FractionField label={t("meetings.rule.quorum")} value={quorum} onChange={setQuorum} error={words["num"]} />
      <TextInput label={t("meetings.rule.article")} description={t("meetings.rule.article.about")} required value={article} error={words["article"]} onChange={(event) => setArticle(event.currentTarget.value)} />
      <MultiSelect label={t("meetings.rule.exclude")} data={CONDITIONS.map((value) => ({ value, label: enumWords("condition_kind", value) }))} value={out} onChange={setOut} />
      <Fieldset classNames={{ legend: classes.legend }} legend={t("meetings.rule.proxies")}>
        <Stack gap="xs">
          <Checkbox label={t("meetings.rule.count_proxy")} checked={proxy} onChange={(event) => setProxy(event.currentTarget.checked)} />
          <Checkbox label={t("meetings.rule.count_blank")} checked={blank} onChange={(event) => setBlank(event.currentTarget.checked)} />
          <Checkbox label={t("meetings.rule.same_unit")} checked={same} onChange={(event) => setSame(event.currentTarget.checked)} />
          <Checkbox label={t("meetings.rule.count_written")} checked={written} onChange={(event) => setWritten(event.currentTarget.checked)} />
          <TextInput label={t("meetings.rule.proxy_max")} inputMode="numeric" value={most} error={words["proxy_max"]} onChange={(event) => setMost(event.currentTarget.value)} />
          <TextInput label={t("meetings.rule.proxy_article")} value={proxyArticle} onChange={(event) => setProxyArticle(event.currentTarget.value)} />
        </Stack>
      </Fieldset>
      {base !== "members" && (
        <TextInput
          label={t("meetings.rule.substitute")}
          description={t("meetings.rule.substitute.about")}
          value={substitute}
          error={words["substitute_article"]}
          onChange={(event) => setSubstitute(event.currentTarget.value)}
        />
      )}
      <Fieldset classNames={{ legend: classes.legend }} legend={t("meetings.rule.notice")}>
        <Stack gap="xs">
          <TextInput label={t("meetings.rule.notice_days")} inputMode="numeric" value={days} error={words["notice_days"]} onChange={(event) => setDays(event.currentTarget.value)} />
          <TextInput label={t("meetings.rule.urgent_days")} inputMode="numeric" value={urgent} error={words["urgent_days"]} onChange={(event) => setUrgent(event.currentTarget.value)} />
          <TextInput label={t("meetings.rule.notice_article")} value={noticeArticle} onChange={(event) => setNoticeArticle(event.currentTarget.value)} />
        </Stack>
      </Fieldset>
      <NativeSelect label={t("meetings.rule.tie_break")} data={options("tie_break", ["chair", "reject"] as const)} value={tie} onChange={(event) => setTie(event.currentTarget.value as "chair" | "reject")} />
      {base === "delegates" && <TextInput label={t("meetings.rule.per_delegate")} inputMode="numeric" value={per} error={words["members_per_delegate"]} onChange={(event) => setPer(event.currentTarget.value)} />}
      {rows.map((each, at) => (
        // The order is the officer's own, and rows have no other name.
        // oxlint-disable-next-line react/no-array-index-key
        <Fieldset classNames={{ legend: classes.legend }} key={at} legend={each.kind === "" ? t("meetings.rule.others") : enumWords("agenda_kind", each.kind)}>
          <Stack gap="xs">
            <NativeSelect
              label={t("meetings.rule.of_kind")}
              data={[{ value: "", label: t("meetings.rule.others") }, ...options("agenda_kind", AGENDA_KINDS)]}
              value={each.kind}
              error={words[`decisions.${at}.kind`]}
              onChange={(event) => set(at, { kind: event.currentTarget.value as AgendaKind | "" })}
            />
            <NativeSelect label={t("meetings.rule.majority_of")} data={options("majority_base", BASES)} value={each.base} error={words[`decisions.${at}.base`]} onChange={(event) => set(at, { base: event.currentTarget.value as MajorityBase })} />
            <FractionField label={t("meetings.rule.threshold")} value={each} onChange={(next) => set(at, next)} error={words[`decisions.${at}.num`]} />
            <TextInput label={t("meetings.rule.article")} value={each.article} onChange={(event) => set(at, { article: event.currentTarget.value })} />
            {out.length > 0 && (
              <Checkbox
                label={t("meetings.rule.leaves_out")}
                description={t("meetings.rule.leaves_out.about")}
                checked={each.leavesOut}
                onChange={(event) => set(at, { leavesOut: event.currentTarget.checked })}
              />
            )}
            <TextInput
              label={t("meetings.rule.announced")}
              description={t("meetings.rule.announced.about")}
              value={each.announcedArticle}
              error={words[`decisions.${at}.announced_article`]}
              onChange={(event) => set(at, { announcedArticle: event.currentTarget.value })}
            />
            {each.kind === "election" && (
              <>
                <NativeSelect
                  label={t("meetings.rule.run_off")}
                  data={options("run_off_by", ["most_votes", "same_share"] as const)}
                  value={each.runOff}
                  error={words[`decisions.${at}.run_off`]}
                  onChange={(event) => set(at, { runOff: event.currentTarget.value as RunOffBy })}
                />
                <TextInput label={t("meetings.rule.run_off_article")} value={each.runOffArticle} onChange={(event) => set(at, { runOffArticle: event.currentTarget.value })} />
                <NativeSelect
                  label={t("meetings.rule.lot")}
                  description={t("meetings.rule.lot.about")}
                  data={options("lot_at", ["never", "run_off", "at_once"] as const)}
                  value={each.lot}
                  error={words[`decisions.${at}.lot`]}
                  onChange={(event) => set(at, { lot: event.currentTarget.value as LotAt })}
                />
                {each.lot !== "never" && (
                  <TextInput
                    label={t("meetings.rule.lot_article")}
                    required
                    value={each.lotArticle}
                    error={words[`decisions.${at}.lot_article`]}
                    onChange={(event) => set(at, { lotArticle: event.currentTarget.value })}
                  />
                )}
              </>
            )}
            {rows.length > 1 && (
              <Group>
                <Button variant="default" onClick={() => setRows(rows.filter((_, n) => n !== at))}>
                  {t("meetings.rule.drop")}
                </Button>
              </Group>
            )}
          </Stack>
        </Fieldset>
      ))}
      <Group>
        <Button variant="default" leftSection={<Icon name="add" size={18} />} onClick={() => setRows([...rows, { ...HALF, kind: "rule_change", base: base === "members" ? "all_members" : "all_delegates" }])}>
          {t("meetings.rule.add_decision")}
        </Button>
      </Group>
      <FormActions save={t("meetings.rule.save")} saving={save.isPending} onSave={send} onCancel={onDone} />
    </Stack>
  );
}

export function Rules() {
  const desk = useDesk();
  const navigate = useNavigate();
  const { open } = useSearch({ from: "/meetings" });
  const found = useAnswer("meetings", "rules", {}, { keep: true });
  const go = (next?: string) => void navigate({ to: "/meetings", search: { tab: "rules", open: next } });
  const may = desk.may("change_meetings");
  const row = found.data?.find((each) => each.id === open);
  return (
    <div className={classes.split}>
      <section className={classes.list} aria-label={t("meetings.tab.rules")}>
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {t("meetings.rules.about")}
          </Text>
          {may && (
            <Group>
              <Button leftSection={<Icon name="add" size={18} />} onClick={() => go("new")}>
                {t("meetings.rule.add")}
              </Button>
            </Group>
          )}
          <ProblemAlert problem={found.error} />
          {found.isPending && <Waiting lines={5} />}
          {found.data?.length === 0 && <Text>{t("meetings.rules.none")}</Text>}
          {found.data?.map((each) => (
            <section key={each.id} aria-label={enumWords("meeting_kind", each.kind)}>
              <Title order={2} size="h4">
                {enumWords("meeting_kind", each.kind)}
              </Title>
              <Text>{t("meetings.quorum", { rule: each.quorum })}</Text>
              <Text size="sm">
                {each.to_on
                  ? t("meetings.rule.held", { from: showDate(each.from_on, desk.era), to: showDate(each.to_on, desk.era) })
                  : t("meetings.rule.holds", { from: showDate(each.from_on, desk.era) })}
                {"　"}
                {each.notice_days ? t("meetings.rule.days", { n: each.notice_days }) : t("meetings.rule.days_none")}
              </Text>
              {each.told.map((line) => (
                <Text key={line} size="sm">
                  {line}
                </Text>
              ))}
              {may && (
                <Button variant="default" size="xs" mt={4} onClick={() => go(each.id)} aria-label={t("meetings.rule.edit_of", { kind: enumWords("meeting_kind", each.kind), from: showDate(each.from_on, desk.era) })}>
                  {t("meetings.rule.edit")}
                </Button>
              )}
            </section>
          ))}
        </Stack>
      </section>
      {may && (open === "new" || row) && (
        <SidePanel title={t(open === "new" ? "meetings.rule.add" : "meetings.rule.edit")} onClose={() => go()}>
          <RuleForm key={open} row={row} onDone={() => go()} />
        </SidePanel>
      )}
    </div>
  );
}
