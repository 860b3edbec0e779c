// 帳票: which report, for which day; its pages before they are written; and the workbook.
import { Button, Checkbox, Group, Select, SimpleGrid, Stack, Text, TextInput, Title, UnstyledButton } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { Locale, Report, ReportAsk, ReportRow } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { onKeys } from "../keys";
import { currentLocale, enumWords, t, wireWords } from "../labels/t";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { Folded } from "../parts/Folded";
import { Icon } from "../parts/Icon";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { useUnits } from "../organizations/units";
import { PageView } from "./PageView";
import classes from "./Reports.module.css";
import { LeftOutPages, PackTools, PlanChoice, planWords, usePlans } from "./PackChoice";
import { nameOf } from "./names";
import { OtherFirstDay } from "./OtherFirstDay";
import { OwnCards } from "./OwnCards";
import { fiscalYearStart, surveyDay } from "./period";
import { WriteReport } from "./WriteReport";

/** Reports that tell what happened from one day to another. */
const OF_PERIOD: ReadonlySet<Report> = new Set<Report>(["meeting-pack", "R02", "R03", "R09", "R12", "R24"]);
/** Reports that may be asked for a part of the union. */
const BY_UNIT: ReadonlySet<Report> = new Set<Report>(["meeting-pack", "R01", "R02", "R03", "R04", "R22"]);

function about(report: ReportRow): string {
  return wireWords(`reports.about.${report.report}`) ?? "";
}

function Gallery({ reports, onChoose }: { reports: ReportRow[]; onChoose(report: ReportRow): void }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
      {reports.map((report) => (
        <UnstyledButton key={report.report} className={classes.card} disabled={!report.allowed} onClick={() => onChoose(report)}>
          <span className={classes.sign}>
            <Icon name="reports" size={28} />
          </span>
          <span>
            <Text fw={700} component="span" display="block">
              {nameOf(report)}
            </Text>
            <Text size="sm" component="span" display="block">
              {about(report)}
            </Text>
            <Text size="sm" c="dimmed" component="span" display="block">
              {report.allowed
                ? t("reports.class", { class: enumWords("sensitivity", report.sensitivity) })
                : t("reports.not_allowed")}
            </Text>
          </span>
        </UnstyledButton>
      ))}
    </SimpleGrid>
  );
}

interface ChosenProps {
  report: ReportRow;
  person: string;
  /** Plan of the pack. */
  plan?: string | undefined;
  /** A frozen pack: nothing of it is chosen any more. */
  issued?: string | undefined;
  onBack(): void;
}

function Chosen({ report, person, plan, issued, onBack }: ChosenProps) {
  const desk = useDesk();
  const units = useUnits();
  const [asOf, setAsOf] = useState(report.report === "R04" ? surveyDay(desk.today) : desk.today);
  const [from, setFrom] = useState(fiscalYearStart(desk.today, desk.status.fiscal_start_month));
  const [locale, setLocale] = useState<Locale>(currentLocale());
  const [unit, setUnit] = useState<string | null>(null);
  const [list, setList] = useState<string | null>(null);
  const byList = report.report === "R01";
  const lists = useAnswer("members", "saved_lists", {}, { enabled: byList });
  const [number, setNumber] = useState(person);
  const [asked, setAsked] = useState(person);
  const [shown, setShown] = useState(0);
  const [names, setNames] = useState(report.may_name);
  const [forMembers, setForMembers] = useState(false);
  const byUnit = BY_UNIT.has(report.report);
  const pack = report.report === "meeting-pack";
  const plans = usePlans(pack);
  const open = !issued;
  const ask: ReportAsk = {
    report: report.report,
    as_of: asOf || undefined,
    from: OF_PERIOD.has(report.report) ? from || undefined : undefined,
    locale,
    unit: (!list && unit) || undefined,
    list: list ?? undefined,
    person: report.asks_person ? asked : undefined,
    names: report.may_name ? names : undefined,
    for_members: report.has_audiences ? forMembers : undefined,
    plan: pack ? plan : undefined,
    issued: pack ? issued : undefined,
  };
  const ready = asOf !== "" && (!report.asks_person || asked !== "");
  const preview = useAnswer("reports", "preview", ask, { keep: true, enabled: ready });
  const pages = preview.data?.pages ?? [];
  const at = Math.min(shown, Math.max(0, pages.length - 1));
  const page = pages[at];
  const words = preview.error ? fieldWords(preview.error) : {};
  // What cannot be shown cannot be written: nobody chooses a file name for it first.
  const refused = Boolean(preview.error);
  const choices = pages.map((each, index) => ({ value: String(index), label: each.name }));
  const chosen = [
    pack && planWords(plans.data, plan),
    ask.from
      ? t("members.from_to", { from: showDate(ask.from, desk.era), to: showDate(asOf, desk.era) })
      : `${t("members.as_of")} ${showDate(asOf, desk.era)}`,
    byList && list && lists.data?.find((each) => each.id === list)?.name,
    byUnit && !list && (units.data?.find((each) => each.code === unit)?.label ?? t("ui.all")),
    t(`enum.locale.${locale}`),
    ask.for_members && t("reports.for_members"),
    ask.names && t("reports.names"),
  ]
    .filter(Boolean)
    .join(" / ");

  return (
    <>
      <Group justify="space-between" gap="xs">
        <Title order={1}>{nameOf(report)}</Title>
        <Group gap="xs">
          <Button variant="default" onClick={onBack}>
            {t("reports.others")}
          </Button>
          <WriteReport report={report} ask={ask} disabled={!ready || refused} />
          {pack && open && <PackTools ask={ask} disabled={!ready || !preview.data} />}
        </Group>
      </Group>
      {issued && <Text>{t("reports.pack.shown")}</Text>}
      {open && (
        <Folded summary={chosen} open={!ready || refused}>
          {pack && <PlanChoice plans={plans.data ?? []} plan={plan} />}
          <div className={classes.day}>
            <DateField label={t("members.as_of")} required value={asOf} onChange={setAsOf} era={desk.era} error={words["as_of"]} />
          </div>
          {OF_PERIOD.has(report.report) && (
            <div className={classes.day}>
              <DateField label={t("reports.from")} value={from} onChange={setFrom} era={desk.era} error={words["from"]} />
            </div>
          )}
          {report.asks_person && !person && (
            <TextInput
              label={t("reports.person")}
              description={t("reports.person.about")}
              required
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
              onBlur={() => setAsked(number.trim())}
              onKeyDown={onKeys({ Enter: () => setAsked(number.trim()) })}
            />
          )}
          {byList && (lists.data?.length ?? 0) > 0 && (
            <Select
              label={t("reports.list")}
              placeholder={t("reports.list.all")}
              data={(lists.data ?? []).map((each) => ({ value: each.id, label: each.name }))}
              searchable
              clearable
              value={list}
              onChange={(next) => {
                setList(next);
                setAsOf(lists.data?.find((each) => each.id === next)?.filter.as_of ?? asOf);
              }}
            />
          )}
          {byUnit && !list && (
            <Select
              label={t("members.unit")}
              placeholder={t("ui.all")}
              data={(units.data ?? []).map((each) => ({ value: each.code, label: `${each.label} (${each.code})` }))}
              searchable
              clearable
              value={unit}
              onChange={setUnit}
            />
          )}
          <Select
            label={t("reports.locale")}
            w="12rem"
            data={[
              { value: "ja", label: t("enum.locale.ja") },
              { value: "en", label: t("enum.locale.en") },
            ]}
            value={locale}
            onChange={(value) => value && setLocale(value)}
          />
          {report.has_audiences && (
            <Checkbox
              mt="xl"
              label={t("reports.for_members")}
              description={t("reports.for_members.about")}
              checked={forMembers}
              onChange={(event) => setForMembers(event.currentTarget.checked)}
            />
          )}
          {report.may_name && (
            <Checkbox mt="xl" label={t("reports.names")} checked={names} onChange={(event) => setNames(event.currentTarget.checked)} />
          )}
        </Folded>
      )}
      <ProblemAlert problem={formProblem(preview.error)} onRetry={() => void preview.refetch()}>
        <OtherFirstDay problem={preview.error} era={desk.era} onChoose={setFrom} />
      </ProblemAlert>
      {ready && preview.isPending && !preview.error && <Waiting lines={8} />}
      {preview.data && <LeftOutPages pages={preview.data.left_out} />}
      {preview.data && pages.length === 0 && (
        <EmptyPage icon="reports" title={t("reports.no_preview")} text={t("reports.no_preview.text")} />
      )}
      {preview.data && page && (
        <div className={classes.preview} aria-busy={preview.isFetching}>
          {/* Beside a narrow window the names of the pages would push the paper off the screen. */}
          <Select
            className={classes.pageChoice}
            aria-label={t("reports.pages")}
            data={choices}
            value={String(at)}
            onChange={(value) => setShown(Number(value))}
          />
          <nav className={classes.pages} aria-label={t("reports.pages")} data-region tabIndex={-1}>
            {pages.map((each, index) => (
              <UnstyledButton
                key={each.name}
                className={classes.pageName}
                aria-current={index === at ? "page" : undefined}
                onClick={() => setShown(index)}
              >
                {each.name}
              </UnstyledButton>
            ))}
          </nav>
          <PageView page={page} frame={preview.data.frame} />
        </div>
      )}
    </>
  );
}

export function ReportsPage() {
  const navigate = useNavigate();
  const { report: chosen, person, plan, issued } = useSearch({ from: "/reports" });
  const reports = useAnswer("reports", "list", {});
  // What is about one training or one meeting is written where that is.
  const usual = reports.data?.filter((each) => !each.asks_run && !each.asks_meeting);
  const report = usual?.find((each) => each.report === chosen);
  return (
    <Stack p="lg" gap={report ? "sm" : "lg"}>
      {!report && (
        <Group justify="space-between">
          <Title order={1}>{t("reports.title")}</Title>
          <Group gap="xs">
            <Button variant="default" onClick={() => void navigate({ to: "/reports/own", search: {} })}>
              {t("reports.own.title")}
            </Button>
            <Button variant="default" onClick={() => void navigate({ to: "/reports/packs" })}>
              {t("reports.packs")}
            </Button>
            <Button variant="default" onClick={() => void navigate({ to: "/reports/months" })}>
              {t("reports.months")}
            </Button>
          </Group>
        </Group>
      )}
      <ProblemAlert problem={reports.error} onRetry={() => void reports.refetch()} />
      {reports.isPending && !reports.error && <Waiting />}
      {report ? (
        <Chosen
          key={`${report.report} ${person ?? ""} ${issued ?? ""}`}
          report={report}
          person={person ?? ""}
          plan={plan}
          issued={issued}
          onBack={() => void navigate({ to: "/reports", search: {} })}
        />
      ) : (
        usual && (
          <>
            <Text className="ky-measure">{t("reports.text")}</Text>
            <Gallery reports={usual} onChoose={(each) => void navigate({ to: "/reports", search: { report: each.report } })} />
            <OwnCards />
          </>
        )
      )}
    </Stack>
  );
}
