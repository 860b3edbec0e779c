// One own report: what it counts or lists on the left, the page as it will be written on the right.
import { Button, Checkbox, Fieldset, Group, MultiSelect, Radio, Select, Stack, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { Locale, OwnAsOf, OwnChart, OwnDimension, OwnHappened, OwnKind, OwnReportFields, OwnReportRow, OwnSpan } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { currentLocale, enumWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import classes from "./Own.module.css";
import { CHARTS, COLUMNS, DAYS, DIMENSIONS, SPANS, columnWords, newReport, standsAlone } from "./ownWords";
import { PageView } from "./PageView";
import { WriteOwn } from "./WriteOwn";

export interface OwnReportProps {
  /** A kept one; none = a new one. */
  row: OwnReportRow | undefined;
  /** The kept list of a new one. */
  list: string | undefined;
  onKept(id: string): void;
  onBack(): void;
}

function fieldsOf(row: OwnReportRow): OwnReportFields {
  const { id: _id, version: _version, list_name: _list, sensitivity: _class, allowed: _allowed, mine: _mine, ...fields } = row;
  return fields;
}

const NO_LIST = "";

export function OwnReport({ row, list, onKept, onBack }: OwnReportProps) {
  const desk = useDesk();
  const details = desk.may("see_details");
  const mayName = desk.may("export_names");
  const mayShare = desk.may("import_roster");
  const [fields, setFields] = useState<OwnReportFields>(() => (row ? fieldsOf(row) : newReport(list, details)));
  const [locale, setLocale] = useState<Locale>(currentLocale());
  const [tried, setTried] = useState(false);
  const lists = useAnswer("members", "saved_lists", {}, { enabled: details });
  const save = useChange("reports", "save_own_report", { onDone: onKept });
  const set = (next: Partial<OwnReportFields>) => setFields((before) => ({ ...before, ...next }));
  // What is typed is looked at a moment later.
  const [settled] = useDebouncedValue(fields, 250);
  const preview = useAnswer("reports", "preview_own_report", { fields: settled, locale }, { keep: true });
  const problem = save.error ?? preview.error;
  const words = { ...(preview.error ? fieldWords(preview.error) : {}), ...(save.error ? fieldWords(save.error) : {}) };
  const page = preview.data?.pages[0];
  const kind = fields.kind ?? "count";
  const groups = fields.groups ?? [];
  const readOnly = row !== undefined && !row.mine;
  const rowsOf = (first: string | null) => (first ? ([first, ...groups.slice(1).filter((each) => each !== first)] as OwnDimension[]) : []);
  const columnsOf = (second: string | null) => (second ? ([groups[0], second] as OwnDimension[]) : groups.slice(0, 1));
  const dimension = (each: OwnDimension) => ({ value: each, label: enumWords("own_dimension", each) });
  const firsts = DIMENSIONS.filter((each) => details || standsAlone([each])).map(dimension);
  const seconds = DIMENSIONS.filter((each) => each !== groups[0] && (details || standsAlone([groups[0] ?? "branch", each]))).map(dimension);
  const charts = CHARTS.filter((each) => each !== "line" || groups[0] === "joined_month" || groups[0] === "left_month");
  const keep = () => {
    setTried(true);
    if (fields.name.trim()) save.mutate({ ...fields, id: row?.id, version: row?.version });
  };
  return (
    <Stack p="lg" gap="lg">
      <Group justify="space-between">
        <Title order={1}>{row?.name ?? t("reports.own.new")}</Title>
        <Group gap="xs">
          <WriteOwn
            name={fields.name.trim() || t("reports.own.new")}
            ask={{ fields: settled, locale }}
            names={kind === "list"}
            disabled={!page || preview.error !== null}
          />
          <Button variant="default" onClick={onBack}>
            {t("reports.own.back")}
          </Button>
        </Group>
      </Group>
      <div className={classes.sides}>
        <Stack gap="sm" className={classes.form}>
          {readOnly && <Text role="note">{t("reports.own.of_others")}</Text>}
          <TextInput
            label={t("reports.own.name")}
            description={t("reports.own.name.about")}
            required
            data-autofocus={!row || undefined}
            autoComplete="off"
            value={fields.name}
            error={words["name"] ?? (tried && !fields.name.trim() ? t("ui.fill_in") : undefined)}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          {mayName && (
            <Radio.Group label={t("reports.own.kind")} value={kind} onChange={(next) => set({ kind: next as OwnKind, groups: groups.slice(0, 1), chart: undefined })}>
              <Group mt="xs">
                <Radio value="count" label={t("reports.own.kind.count")} />
                <Radio value="list" label={t("reports.own.kind.list")} />
              </Group>
            </Radio.Group>
          )}
          {details && (
            <Select
              label={t("reports.own.about")}
              description={t("reports.own.about.about")}
              data={[{ value: NO_LIST, label: t("reports.own.everybody") }, ...(lists.data ?? []).map((each) => ({ value: each.id, label: each.name }))]}
              searchable
              allowDeselect={false}
              value={fields.list ?? NO_LIST}
              error={words["list"]}
              onChange={(next) => set({ list: next || undefined })}
            />
          )}
          {details && (
            <Group grow align="start">
              <Select
                label={t("reports.own.period")}
                data={[{ value: "", label: t("reports.own.period.none") }, ...(["joined", "left"] as const).map((each) => ({ value: each, label: enumWords("own_happened", each) }))]}
                allowDeselect={false}
                value={fields.period?.what ?? ""}
                onChange={(next) => set({ period: next ? { what: next as OwnHappened, span: fields.period?.span ?? "month" } : undefined })}
              />
              {fields.period && (
                <Select
                  label={t("reports.own.span")}
                  data={SPANS.map((each) => ({ value: each, label: enumWords("own_span", each) }))}
                  allowDeselect={false}
                  value={fields.period.span}
                  onChange={(next) => fields.period && set({ period: { ...fields.period, span: (next ?? "month") as OwnSpan } })}
                />
              )}
            </Group>
          )}
          {kind === "count" ? (
            <>
              <Group grow align="start">
                <Select label={t("reports.own.rows")} required data={firsts} allowDeselect={false} value={groups[0] ?? null} error={words["groups"]} onChange={(next) => set({ groups: rowsOf(next) })} />
                <Select label={t("reports.own.columns_of_table")} placeholder={t("reports.own.columns_of_table.none")} data={seconds} clearable value={groups[1] ?? null} onChange={(next) => set({ groups: columnsOf(next) })} />
              </Group>
              <Select
                label={t("reports.own.chart")}
                placeholder={t("reports.own.chart.none")}
                data={charts.map((each) => ({ value: each, label: enumWords("own_chart", each) }))}
                clearable
                value={fields.chart ?? null}
                error={words["chart"]}
                onChange={(next) => set({ chart: (next ?? undefined) as OwnChart | undefined })}
              />
              {details && (
                <Checkbox
                  label={t("reports.own.protect")}
                  description={t("reports.own.protect.about")}
                  checked={fields.protect ?? false}
                  onChange={(event) => set({ protect: event.currentTarget.checked })}
                />
              )}
            </>
          ) : (
            <>
              <Select label={t("reports.own.headings")} placeholder={t("reports.own.headings.none")} data={DIMENSIONS.map(dimension)} clearable value={groups[0] ?? null} error={words["groups"]} onChange={(next) => set({ groups: next ? [next as OwnDimension] : [] })} />
              <MultiSelect
                label={t("reports.own.columns")}
                description={t("reports.own.columns.about")}
                data={COLUMNS.map((each) => ({ value: each, label: columnWords(each) }))}
                searchable
                clearable
                value={fields.columns ?? []}
                error={words["columns"]}
                onChange={(next) => set({ columns: next })}
              />
            </>
          )}
          <Group grow align="start">
            <Select
              label={t("members.as_of")}
              data={DAYS.map((each) => ({ value: each, label: enumWords("own_as_of", each) }))}
              allowDeselect={false}
              value={fields.as_of ?? "made"}
              onChange={(next) => set({ as_of: (next ?? "made") as OwnAsOf, as_of_on: next === "fixed" ? (fields.as_of_on ?? desk.today) : undefined })}
            />
            {fields.as_of === "fixed" && (
              <DateField label={t("reports.own.as_of_on")} required value={fields.as_of_on ?? ""} onChange={(next) => set({ as_of_on: next || undefined })} era={desk.era} error={words["as_of_on"]} />
            )}
          </Group>
          <Fieldset legend={t("reports.own.words")} variant="unstyled">
            <Stack gap="sm">
              <TextInput label={t("reports.own.page_title")} placeholder={t("reports.own.page_title.about")} value={fields.title ?? ""} error={words["title"]} onChange={(event) => set({ title: event.currentTarget.value || undefined })} />
              <Textarea label={t("reports.own.notes")} autosize minRows={2} value={fields.notes ?? ""} error={words["notes"]} onChange={(event) => set({ notes: event.currentTarget.value || undefined })} />
              <Select
                label={t("reports.locale")}
                data={(["ja", "en"] as const).map((each) => ({ value: each, label: t(`enum.locale.${each}`) }))}
                allowDeselect={false}
                value={locale}
                onChange={(next) => next && setLocale(next)}
              />
            </Stack>
          </Fieldset>
          {mayShare && <Checkbox label={t("reports.own.shared")} checked={fields.shared ?? false} onChange={(event) => set({ shared: event.currentTarget.checked })} />}
          <ProblemAlert problem={formProblem(save.error)} />
          {!readOnly && <FormActions save={t("ui.save")} saving={save.isPending} onSave={keep} onCancel={onBack} />}
        </Stack>
        <div className={classes.paper} aria-busy={preview.isFetching}>
          <ProblemAlert problem={formProblem(preview.error)} onRetry={() => void preview.refetch()} />
          {!page && !problem && <Waiting lines={8} />}
          {page && preview.data && <PageView page={page} frame={preview.data.frame} />}
        </div>
      </div>
    </Stack>
  );
}
