// When a report is made by itself: which, how often, from when on, under which name, behind which password. (O-05, O-07)
import { Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { Cadence, Locale, OwnAsOf, OwnReportRow, Report, ScheduleRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { currentLocale, enumWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem, ruleWords } from "../problems/problems";
import { nameOf } from "./names";
import { CADENCES, DAYS, dayOfMonthWords, monthWords, weekdayWords, type ScheduleFields } from "./ownWords";

const OWN = "own ";

/** 1 to 31, and the last day of the month. */
const DAYS_OF_MONTH = [...Array.from({ length: 31 }, (_, at) => at + 1), 0];

function numbers(values: number[], words: (value: number) => string) {
  return values.map((value) => ({ value: String(value), label: words(value) }));
}

export interface ScheduleFormProps {
  row: ScheduleRow | undefined;
  own: OwnReportRow[];
  onDone(): void;
}

export function ScheduleForm({ row, own, onDone }: ScheduleFormProps) {
  const desk = useDesk();
  const kinds = useAnswer("reports", "list", {});
  const [what, setWhat] = useState<string | null>(row ? (row.own ? OWN + row.own : (row.report ?? null)) : null);
  const [cadence, setCadence] = useState<Cadence>(row?.cadence ?? "monthly");
  const [month, setMonth] = useState(row?.month ?? 1);
  const [day, setDay] = useState(row?.day ?? 1);
  const [weekday, setWeekday] = useState(row?.weekday ?? 1);
  const [from, setFrom] = useState(row?.from_on ?? desk.today);
  const [asOf, setAsOf] = useState<OwnAsOf>(row?.as_of ?? "made");
  const [asOfOn, setAsOfOn] = useState(row?.as_of_on ?? desk.today);
  const [fileName, setFileName] = useState(row?.file_name ?? "{name}_{as_of}");
  const [locale, setLocale] = useState<Locale>(row?.locale ?? currentLocale());
  const [purpose, setPurpose] = useState(row?.purpose ?? "");
  const [password, setPassword] = useState(row?.password_file ?? "");
  const [tried, setTried] = useState(false);
  const save = useChange("reports", "save_schedule", { onDone });
  const words = save.error ? fieldWords(save.error) : {};
  const ofProgram = (kinds.data ?? []).filter((each) => each.allowed && !each.asks_person && !each.asks_run && !each.asks_meeting && each.sensitivity !== "S");
  const chosen = what?.startsWith(OWN) ? own.find((each) => each.id === what.slice(OWN.length)) : undefined;
  const isOwn = what?.startsWith(OWN) ?? false;
  const personal = (chosen?.sensitivity ?? ofProgram.find((each) => each.report === what)?.sensitivity) === "A";
  const send = () => {
    setTried(true);
    if (!what) return;
    const fields: ScheduleFields = {
      report: isOwn ? undefined : (what as Report),
      own: isOwn ? what.slice(OWN.length) : undefined,
      cadence,
      month: cadence === "yearly" ? month : undefined,
      day: cadence === "weekly" ? undefined : day,
      weekday: cadence === "weekly" ? weekday : undefined,
      from_on: from || undefined,
      as_of: asOf,
      as_of_on: asOf === "fixed" ? asOfOn || undefined : undefined,
      file_name: fileName,
      locale,
      purpose: purpose || undefined,
      password_file: password || undefined,
    };
    save.mutate({ ...fields, id: row?.id, version: row?.version });
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(save.error, "O-07")} />
      <Select
        label={t("reports.due.report")}
        required
        searchable
        data-autofocus
        data={[
          { group: t("reports.own.title"), items: own.filter((each) => each.allowed).map((each) => ({ value: OWN + each.id, label: each.name })) },
          { group: t("reports.title"), items: ofProgram.map((each) => ({ value: each.report, label: nameOf(each) })) },
        ]}
        value={what}
        error={words["report"] ?? (tried && !what ? t("ui.fill_in") : undefined)}
        onChange={setWhat}
      />
      <Group grow align="start">
        <Select label={t("reports.due.cadence")} data={CADENCES.map((each) => ({ value: each, label: enumWords("cadence", each) }))} allowDeselect={false} value={cadence} onChange={(next) => next && setCadence(next)} />
        {cadence === "yearly" && (
          <Select label={t("reports.due.month")} data={numbers(Array.from({ length: 12 }, (_, at) => at + 1), monthWords)} allowDeselect={false} value={String(month)} onChange={(next) => setMonth(Number(next))} />
        )}
        {cadence === "weekly" ? (
          <Select label={t("reports.due.weekday")} data={numbers([1, 2, 3, 4, 5, 6, 7], weekdayWords)} allowDeselect={false} value={String(weekday)} onChange={(next) => setWeekday(Number(next))} />
        ) : (
          <Select label={t("reports.due.day")} data={numbers(DAYS_OF_MONTH, dayOfMonthWords)} allowDeselect={false} value={String(day)} error={words["day"]} onChange={(next) => setDay(Number(next))} />
        )}
      </Group>
      <Group grow align="start">
        <DateField label={t("reports.due.from")} required value={from} onChange={setFrom} era={desk.era} error={words["from_on"]} />
        {!isOwn && (
          <Select label={t("members.as_of")} data={DAYS.map((each) => ({ value: each, label: each === "made" ? t("reports.due.made") : enumWords("own_as_of", each) }))} allowDeselect={false} value={asOf} onChange={(next) => next && setAsOf(next)} />
        )}
        {!isOwn && asOf === "fixed" && <DateField label={t("reports.own.as_of_on")} required value={asOfOn} onChange={setAsOfOn} era={desk.era} error={words["as_of_on"]} />}
      </Group>
      {isOwn && <Text size="sm">{t("reports.due.own_day")}</Text>}
      <TextInput label={t("reports.due.file_name")} description={t("reports.due.file_name.about")} value={fileName} error={words["file_name"]} onChange={(event) => setFileName(event.currentTarget.value)} />
      <TextInput
        label={t("members.export.purpose")}
        required={personal}
        value={purpose}
        error={words["purpose"] ?? (tried && personal && !purpose.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
      <TextInput
        label={t("reports.due.password")}
        description={t("reports.due.password.about")}
        required={personal}
        autoComplete="off"
        value={password}
        error={words["password_file"] ?? ruleWords(save.error, "O-07")}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Select label={t("reports.locale")} data={(["ja", "en"] as const).map((each) => ({ value: each, label: t(`enum.locale.${each}`) }))} allowDeselect={false} value={locale} onChange={(next) => next && setLocale(next)} />
      <FormActions save={t("ui.save")} saving={save.isPending} onSave={send} onCancel={onDone} />
    </Stack>
  );
}
