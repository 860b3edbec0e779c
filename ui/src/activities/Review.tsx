// 見直し: what every activity took and how much it is needed, with the place that both give it.
import { Anchor, Button, Group, Select, Stack, Table, Text } from "@mantine/core";
import { useDesk } from "../desk/session";
import type { ActivityReview } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { host } from "../ipc/host";
import { useShortcuts } from "../keys";
import { enumWords, numberWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { Icon } from "../parts/Icon";
import { SidePanel } from "../parts/SidePanel";
import { sayDone, sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import classes from "./Activities.module.css";
import type { PartProps } from "./ActivitiesPage";
import { ActivityForm } from "./ActivityForm";
import { Quadrant } from "./Quadrant";
import { decisionTone, hours, needWords } from "./words";

export function YearSelect({ review, onChange }: { review: ActivityReview; onChange(year: number): void }) {
  return (
    <Select
      w="12rem"
      label={t("activities.year")}
      allowDeselect={false}
      data={review.years.map((year) => ({ value: String(year), label: t("activities.year.of", { year: String(year) }) }))}
      value={String(review.fiscal_year)}
      onChange={(next) => next && onChange(Number(next))}
    />
  );
}

export function WriteReview({ review }: { review: ActivityReview }) {
  const desk = useDesk();
  const write = useChange("reports", "write", { job: t("activities.writing"), quiet: true });
  const day = review.to < desk.today ? review.to : desk.today;
  const save = async () => {
    const file = await host.pickFile("save_workbook", `${[t("activities.report"), review.fiscal_year].join("_")}.xlsx`);
    if (!file) return;
    write.mutate(
      { report: "R21", as_of: day, file: file.token },
      {
        onError: sayProblem,
        onSuccess: (done) => sayDone(t("activities.written", { name: done.name }), { words: t("ui.open"), run: () => void host.openWritten(file.token) }),
      },
    );
  };
  return (
    <Button variant="default" leftSection={<Icon name="file" size={18} />} loading={write.isPending} onClick={() => void save()}>
      {t("activities.write")}
    </Button>
  );
}

function Rows({ review, place, go }: { review: ActivityReview } & PartProps) {
  return (
    <Wide label={t("activities.tab.review")} least={48}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("activities.activity")}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t("activities.hours.head")}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t("activities.hours_before.head")}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t("activities.cost")}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t("activities.people")}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t("activities.need")}
            </Table.Th>
            <Table.Th scope="col">{t("activities.place")}</Table.Th>
            <Table.Th scope="col">{t("activities.proposed")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {review.rows.map((row) => (
            <Table.Tr key={row.id} data-selected={row.id === place.open || undefined}>
              <Table.Th scope="row">
                <Anchor component="button" type="button" ta="left" onClick={() => go({ open: row.id })}>
                  {row.title}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {enumWords("activity_theme", row.theme)}
                </Text>
              </Table.Th>
              <Table.Td ta="right" className="ky-number">
                {numberWords(hours(row.minutes))}
              </Table.Td>
              <Table.Td ta="right" className="ky-number">
                {numberWords(hours(row.minutes_before))}
              </Table.Td>
              <Table.Td ta="right" className="ky-number">
                {numberWords(row.cost)}
              </Table.Td>
              <Table.Td ta="right" className="ky-number">
                {numberWords(row.people)}
              </Table.Td>
              <Table.Td ta="right" className="ky-number">
                {needWords(row, review)}
              </Table.Td>
              <Table.Td>{row.place && enumWords("activity_place", row.place)}</Table.Td>
              <Table.Td>{row.proposed && <Badge tone={decisionTone(row.proposed)}>{enumWords("activity_decision", row.proposed)}</Badge>}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

export function ReviewPart({ place, go }: PartProps) {
  const desk = useDesk();
  const may = desk.may("change_activities");
  const answer = useAnswer("activities", "list", { fiscal_year: place.year }, { keep: true });
  const review = answer.data;
  useShortcuts({ "mod+n": () => may && go({ open: "new" }) });
  const close = () => go({ open: undefined });
  const opened = review?.rows.find((row) => row.id === place.open);
  const add = may && (
    <Button leftSection={<Icon name="add" size={18} />} onClick={() => go({ open: "new" })}>
      {t("activities.add")}
    </Button>
  );
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <ProblemAlert problem={answer.error} onRetry={() => void answer.refetch()} />
        {answer.isPending && <Waiting lines={8} />}
        {review && (
          <Stack gap="lg" maw="80rem">
            <Group justify="space-between" align="flex-end">
              <YearSelect review={review} onChange={(year) => go({ year, open: undefined })} />
              <Group gap="xs">
                {review.rows.length > 0 && <WriteReview review={review} />}
                {review.rows.length > 0 && add}
              </Group>
            </Group>
            {review.rows.length === 0 ? (
              <EmptyPage icon="activities" title={t("activities.empty")} text={t(may ? "activities.empty.yours" : "activities.empty.text")}>
                {add}
              </EmptyPage>
            ) : (
              <>
                <Text>
                  {review.source
                    ? t("activities.source", { title: review.source.wave.title, wave: review.source.wave.label, n: review.source.n, on: showDate(review.source.wave.closed_on, desk.era) })
                    : t("activities.source.none")}
                </Text>
                <Quadrant review={review} />
                <Rows review={review} place={place} go={go} />
                <Text size="sm">{t("activities.review.note")}</Text>
              </>
            )}
          </Stack>
        )}
      </div>
      {may && (place.open === "new" || opened) && (
        <SidePanel title={opened ? opened.title : t("activities.add")} onClose={close}>
          <ActivityForm key={opened?.id ?? "new"} activity={opened} onDone={close} />
        </SidePanel>
      )}
    </div>
  );
}
