// 結果: the union's share with its interval, the nation beside it, the wave before; by group as far as groups may be told apart.
import { Button, Checkbox, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ChoiceResult, QuestionResult, SurveyResults, SurveyVerdict, WaveDetail } from "../ipc/api";
import { useDesk } from "../desk/session";
import { useAnswer, useChange } from "../ipc/client";
import { host } from "../ipc/host";
import { enumWords, numberWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { Icon } from "../parts/Icon";
import { Told } from "../parts/Told";
import { sayDone, sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import classes from "./Surveys.module.css";
import { points, tenths, verdictTone } from "./words";

function Range({ choice, top }: { choice: ChoiceResult; top: number }) {
  if (choice.share === null || choice.low === null || choice.high === null) return null;
  const at = (value: number) => `${Math.min(100, (100 * value) / top)}%`;
  return (
    <div className={classes.range} aria-hidden="true">
      <span className={classes.reach} style={{ left: at(choice.low), width: at(choice.high - choice.low) }} />
      <span className={classes.point} style={{ left: at(choice.share) }} />
      {choice.national !== null && <span className={classes.nation} style={{ left: at(choice.national) }} />}
    </div>
  );
}

/** The second thing that a column holds. */
function Below({ children }: { children: React.ReactNode }) {
  return (
    <Text size="xs" fw={400}>
      {children}
    </Text>
  );
}

/** A share, and below it the range that it stands for. */
function Own({ choice }: { choice: ChoiceResult }) {
  return (
    <>
      {tenths(choice.share)}
      {choice.low !== null && choice.high !== null && (
        <Text size="xs" c="dimmed" className="ky-name">
          {t("surveys.interval", { low: tenths(choice.low), high: tenths(choice.high) })}
        </Text>
      )}
    </>
  );
}

/** The share that another one is held against, how far apart they are, and what that says. */
function Against({ share, apart, verdict }: { share: number | null; apart: number | null; verdict: SurveyVerdict | null }) {
  return (
    <>
      <span className="ky-name">
        {tenths(share)}
        {apart !== null && (
          <Text component="span" size="xs" c="dimmed" ml="xs">
            {t("surveys.result.points", { n: points(apart) })}
          </Text>
        )}
      </span>
      {verdict && (
        <div>
          <Badge tone={verdictTone(verdict)}>{enumWords("survey_verdict", verdict)}</Badge>
        </div>
      )}
    </>
  );
}

function Question({ result, beside }: { result: QuestionResult; beside: string | undefined }) {
  const { question } = result;
  const title = t("surveys.entry.question", { no: question.no, text: question.text });
  if (result.n === null) {
    return (
      <section aria-label={title}>
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text>{t("surveys.result.too_few")}</Text>
      </section>
    );
  }
  const national = question.national !== null;
  const compared = beside !== undefined && result.before_n !== null;
  const top = Math.max(100, ...result.choices.flatMap((choice) => [choice.high ?? 0, choice.national ?? 0]));
  return (
    <section aria-labelledby={`result-${question.no}`}>
      <Title order={2} size="h4" id={`result-${question.no}`}>
        {title}
      </Title>
      <Text size="sm" mb="xs">
        {t("surveys.result.n", { n: result.n })}
        {result.mean_hundredths !== null && `${t("ui.between")}${t("surveys.result.mean", { mean: (result.mean_hundredths / 100).toFixed(2) })}`}
      </Text>
      <Wide label={title} least={national ? 46 : 40}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("surveys.result.choice")}</Table.Th>
              <Table.Th scope="col" ta="right">
                {t("surveys.result.people")}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t("surveys.result.own")}
                <Below>{t("surveys.result.interval")}</Below>
              </Table.Th>
              {national && (
                <Table.Th scope="col">
                  {t("surveys.result.nation")}
                  <Below>{t("surveys.result.difference")}</Below>
                </Table.Th>
              )}
              <Table.Th scope="col">{t("surveys.result.picture")}</Table.Th>
              {compared && (
                <Table.Th scope="col">
                  {beside}
                  <Below>{t("surveys.result.change")}</Below>
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {result.choices.map((choice) => (
              <Table.Tr key={choice.no}>
                <Table.Th scope="row">{choice.label}</Table.Th>
                <Table.Td ta="right" className="ky-number">
                  {choice.count === null ? t("surveys.hidden") : numberWords(choice.count)}
                </Table.Td>
                <Table.Td ta="right" className="ky-number">
                  <Own choice={choice} />
                </Table.Td>
                {national && (
                  <Table.Td>
                    {choice.national !== null && <Against share={choice.national} apart={choice.difference} verdict={choice.verdict} />}
                  </Table.Td>
                )}
                <Table.Td>
                  <Range choice={choice} top={top} />
                </Table.Td>
                {compared && (
                  <Table.Td>
                    <Against share={choice.before} apart={choice.change} verdict={choice.change_verdict} />
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      {result.groups.length > 1 && (
        <details>
          <summary>{t("surveys.result.by_group")}</summary>
          <Wide label={t("surveys.result.by_group")} least={20 + 8 * result.groups.length}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t("surveys.result.choice")}</Table.Th>
                  {result.groups.map((group, at) => (
                    <Table.Th key={group} scope="col" ta="right">
                      {t("surveys.result.group", { group, n: result.group_n[at] ?? 0 })}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {result.choices.map((choice) => (
                  <Table.Tr key={choice.no}>
                    <Table.Th scope="row">{choice.label}</Table.Th>
                    {choice.groups.map((share, at) => (
                      <Table.Td key={result.groups[at]} ta="right" className="ky-number">
                        {tenths(share.share)}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Wide>
        </details>
      )}
    </section>
  );
}

function All({ results }: { results: SurveyResults }) {
  return (
    <Stack gap="xl">
      <Group gap="md">
        <Text>
          {t("surveys.sheets", { n: results.wave.sheets })}
          {results.response !== null && `${t("ui.between")}${t("surveys.response", { share: tenths(results.response) })}`}
        </Text>
        {results.beside && <Text>{t("surveys.beside", { wave: results.beside.label })}</Text>}
      </Group>
      {results.hidden ? (
        <Told tone="caution" title={t("surveys.result.hidden")}>
          {t("surveys.result.hidden.text", { k: results.k })}
        </Told>
      ) : (
        <Text size="sm">{t("surveys.result.note", { k: results.k })}</Text>
      )}
      {results.questions.map((result) => (
        <Question key={result.question.no} result={result} beside={results.beside?.label} />
      ))}
    </Stack>
  );
}

/** The comparison as a workbook for members (R20): the newest wave that was closed by the day of this one. */
function WriteComparison({ detail }: { detail: WaveDetail }) {
  const write = useChange("reports", "write", { job: t("surveys.writing"), quiet: true });
  if (!detail.questions.some((question) => question.national !== null)) return null;
  const save = async () => {
    const file = await host.pickFile("save_workbook", `${[t("surveys.report"), detail.wave.label].join("_")}.xlsx`);
    if (!file) return;
    write.mutate(
      { report: "R20", as_of: detail.wave.closed_on ?? undefined, file: file.token },
      {
        onError: sayProblem,
        onSuccess: (done) => sayDone(t("surveys.written", { name: done.name }), { words: t("ui.open"), run: () => void host.openWritten(file.token) }),
      },
    );
  };
  return (
    <Button variant="default" leftSection={<Icon name="file" size={18} />} loading={write.isPending} onClick={() => void save()}>
      {t("surveys.write")}
    </Button>
  );
}

export function Results({ detail }: { detail: WaveDetail }) {
  const place = useSearch({ from: "/surveys/wave" });
  const navigate = useNavigate();
  const desk = useDesk();
  const inside = desk.may("enter_surveys");
  const members = place.members === true || !inside;
  const results = useAnswer("surveys", "results", { wave_id: detail.wave.id, for_members: members || undefined }, { keep: true });
  return (
    <Stack gap="md">
      <Group>
        <WriteComparison detail={detail} />
      </Group>
      {inside && (
        <Checkbox
          label={t("surveys.result.for_members")}
          description={t("surveys.result.for_members.about")}
          checked={members}
          onChange={(event) =>
            void navigate({ to: "/surveys/wave", search: { ...place, members: event.currentTarget.checked || undefined }, replace: true })
          }
        />
      )}
      <ProblemAlert problem={results.error} onRetry={() => void results.refetch()} />
      {results.isPending && <Waiting lines={8} />}
      {results.data && <All results={results.data} />}
    </Stack>
  );
}
