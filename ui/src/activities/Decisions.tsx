// 判断: for the next year with its reason, and what became of those for this year — the two halves of the congress's sheet.
import { Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useDesk } from "../desk/session";
import type { ActivityDecisionRow, ActivityRow, ActivityReview } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { SidePanel } from "../parts/SidePanel";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import classes from "./Activities.module.css";
import type { PartProps } from "./ActivitiesPage";
import { DecideForm, TellForm } from "./DecideForm";
import { WriteReview, YearSelect } from "./Review";
import { decisionTone, outcomeTone } from "./words";

function Decided({ decision }: { decision: ActivityDecisionRow }) {
  const desk = useDesk();
  return (
    <>
      <Badge tone={decisionTone(decision.decision)}>{enumWords("activity_decision", decision.decision)}</Badge>
      <Text size="sm" style={{ whiteSpace: "pre-line" }}>
        {decision.reason}
      </Text>
      <Text size="sm" c="dimmed">
        {[decision.body, showDate(decision.decided_on, desk.era)].filter(Boolean).join(" ")}
      </Text>
    </>
  );
}

function Next({ row, may, onDecide }: { row: ActivityRow; may: boolean; onDecide(): void }) {
  return (
    <Table.Tr>
      <Table.Th scope="row">{row.title}</Table.Th>
      <Table.Td>{row.proposed && t("activities.proposed.of", { what: enumWords("activity_decision", row.proposed) })}</Table.Td>
      <Table.Td>{row.next ? <Decided decision={row.next} /> : t("activities.undecided")}</Table.Td>
      <Table.Td>{row.next?.dissent}</Table.Td>
      <Table.Td>
        {may && row.next?.result == null && (
          <Button variant="default" size="compact-sm" aria-label={t("activities.decide.of", { title: row.title })} onClick={onDecide}>
            {row.next ? t("activities.decide.again") : t("activities.decide")}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function This({ row, decision, may, onTell }: { row: ActivityRow; decision: ActivityDecisionRow; may: boolean; onTell(): void }) {
  return (
    <Table.Tr>
      <Table.Th scope="row">{row.title}</Table.Th>
      <Table.Td>
        <Decided decision={decision} />
      </Table.Td>
      <Table.Td>
        {decision.result ? (
          <>
            <Badge tone={outcomeTone(decision.result)}>{enumWords("activity_outcome", decision.result)}</Badge>
            <Text size="sm" style={{ whiteSpace: "pre-line" }}>
              {decision.result_text}
            </Text>
          </>
        ) : (
          <Badge tone="pending">{t("activities.untold")}</Badge>
        )}
      </Table.Td>
      <Table.Td>
        {may && (
          <Button variant="default" size="compact-sm" aria-label={t("activities.tell.of", { title: row.title })} onClick={onTell}>
            {t("activities.tell")}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Tables({ review, go }: { review: ActivityReview } & PartProps) {
  const desk = useDesk();
  const may = desk.may("change_activities");
  const told = review.rows.flatMap((row) => (row.this ? [{ row, decision: row.this }] : []));
  return (
    <>
      <section aria-labelledby="next">
        <Title order={2} size="h3" id="next" mb="xs">
          {t("activities.next", { year: String(review.fiscal_year + 1) })}
        </Title>
        <Wide label={t("activities.next", { year: String(review.fiscal_year + 1) })} least={44}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("activities.activity")}</Table.Th>
                <Table.Th scope="col">{t("activities.proposed")}</Table.Th>
                <Table.Th scope="col">{t("activities.decision.and_reason")}</Table.Th>
                <Table.Th scope="col">{t("activities.dissent")}</Table.Th>
                <Table.Th scope="col">
                  <span className="ky-quiet">{t("ui.palette.command")}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {review.rows.map((row) => (
                <Next key={row.id} row={row} may={may} onDecide={() => go({ decide: row.id, tell: undefined })} />
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      </section>
      <section aria-labelledby="this">
        <Title order={2} size="h3" id="this" mb="xs">
          {t("activities.this", { year: String(review.fiscal_year) })}
        </Title>
        {told.length === 0 ? (
          <Text>{t("activities.this.empty")}</Text>
        ) : (
          <Wide label={t("activities.this", { year: String(review.fiscal_year) })} least={48}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t("activities.activity")}</Table.Th>
                  <Table.Th scope="col">{t("activities.decision.and_reason")}</Table.Th>
                  <Table.Th scope="col">{t("activities.result")}</Table.Th>
                  <Table.Th scope="col">
                    <span className="ky-quiet">{t("ui.palette.command")}</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {told.map(({ row, decision }) => (
                  <This key={row.id} row={row} decision={decision} may={may} onTell={() => go({ tell: row.id, decide: undefined })} />
                ))}
              </Table.Tbody>
            </Table>
          </Wide>
        )}
      </section>
    </>
  );
}

export function Decisions({ place, go }: PartProps) {
  const desk = useDesk();
  const may = desk.may("change_activities");
  const answer = useAnswer("activities", "list", { fiscal_year: place.year }, { keep: true });
  const review = answer.data;
  const close = () => go({ decide: undefined, tell: undefined });
  const deciding = review?.rows.find((row) => row.id === place.decide);
  const telling = review?.rows.find((row) => row.id === place.tell);
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <ProblemAlert problem={answer.error} onRetry={() => void answer.refetch()} />
        {answer.isPending && <Waiting lines={8} />}
        {review && (
          <Stack gap="xl" maw="72rem">
            <Group justify="space-between" align="flex-end">
              <YearSelect review={review} onChange={(year) => go({ year, decide: undefined, tell: undefined })} />
              {review.rows.length > 0 && <WriteReview review={review} />}
            </Group>
            {review.rows.length === 0 ? (
              <EmptyPage icon="activities" title={t("activities.empty")} text={t("activities.empty.text")} />
            ) : (
              <Tables review={review} place={place} go={go} />
            )}
          </Stack>
        )}
      </div>
      {may && review && deciding && (
        <SidePanel title={t("activities.decide.of_year", { title: deciding.title, year: String(review.fiscal_year + 1) })} onClose={close}>
          <DecideForm key={`${deciding.id} ${review.fiscal_year}`} row={deciding} review={review} onDone={close} />
        </SidePanel>
      )}
      {may && telling?.this && (
        <SidePanel title={t("activities.tell.of", { title: telling.title })} onClose={close}>
          <TellForm key={telling.this.id} decision={telling.this} onDone={close} />
        </SidePanel>
      )}
    </div>
  );
}
