// 調査: questionnaires with their waves. What comes next for each wave stands beside it.
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useDesk } from "../desk/session";
import type { SurveyRow, WaveRow } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { useShortcuts } from "../keys";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { Icon } from "../parts/Icon";
import { SettledButton } from "../parts/SettledButton";
import { SidePanel } from "../parts/SidePanel";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import type { WavePart } from "./place";
import { SurveyForm } from "./SurveyForm";
import classes from "./Surveys.module.css";
import { WaveForm } from "./WaveForm";
import { sheetsWords, statusTone } from "./words";

function Wave({ wave }: { wave: WaveRow }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const to = (part: WavePart) => () => void navigate({ to: "/surveys/wave", search: { id: wave.id, part } });
  const name = `${wave.title} ${wave.label}`;
  return (
    <li>
      <div className={classes.grow}>
        <Group gap="xs">
          <Text fw={700}>{wave.label}</Text>
          <Badge tone={statusTone(wave.status)}>{enumWords("wave_status", wave.status)}</Badge>
        </Group>
        <Text size="sm">
          {wave.closed_on
            ? t("surveys.closed_on", { on: showDate(wave.closed_on, desk.era) })
            : wave.closes_on
              ? t("surveys.closes_on", { on: showDate(wave.closes_on, desk.era) })
              : t("surveys.opens_on", { on: showDate(wave.opens_on, desk.era) })}
          {t("ui.between")}
          {sheetsWords(wave)}
        </Text>
      </div>
      {wave.status === "closed" ? (
        <Button variant="default" onClick={to("results")} aria-label={t("surveys.results.of", { name })}>
          {t("surveys.part.results")}
        </Button>
      ) : (
        desk.may("enter_surveys") && (
          <Group gap="xs">
            <Button variant="default" onClick={to("forms")} aria-label={t("surveys.forms.of", { name })}>
              {t("surveys.part.forms")}
            </Button>
            <Button onClick={to("entry")} aria-label={t("surveys.entry.of", { name })}>
              {t("surveys.part.entry")}
            </Button>
          </Group>
        )
      )}
    </li>
  );
}

function Survey({ survey }: { survey: SurveyRow }) {
  const desk = useDesk();
  const navigate = useNavigate();
  return (
    <section aria-labelledby={`survey-${survey.id}`}>
      <Group justify="space-between" align="flex-start" mb="xs">
        <div className={classes.grow}>
          <Title order={2} size="h3" id={`survey-${survey.id}`}>
            {survey.title}
          </Title>
          <Text size="sm">{t("surveys.questions.n", { n: survey.questions.length })}</Text>
        </div>
        {desk.may("change_surveys") && (
          <Group gap="xs">
            <SettledButton variant="default" onClick={() => void navigate({ to: "/surveys", search: { survey: survey.id }, replace: true })}>
              {t("surveys.edit")}
            </SettledButton>
            <Button variant="default" leftSection={<Icon name="add" size={18} />} onClick={() => void navigate({ to: "/surveys", search: { open: survey.id }, replace: true })}>
              {t("surveys.open")}
            </Button>
          </Group>
        )}
      </Group>
      {survey.waves.length === 0 ? (
        <Text>{t("surveys.no_wave")}</Text>
      ) : (
        <ul className={classes.waves}>
          {survey.waves.map((wave) => (
            <Wave key={wave.id} wave={wave} />
          ))}
        </ul>
      )}
    </section>
  );
}

export function SurveysPage() {
  const place = useSearch({ from: "/surveys" });
  const navigate = useNavigate();
  const desk = useDesk();
  const surveys = useAnswer("surveys", "list", {}, { keep: true });
  const close = () => void navigate({ to: "/surveys", search: {}, replace: true });
  const may = desk.may("change_surveys");
  const add = () => void navigate({ to: "/surveys", search: { survey: "new" }, replace: true });
  useShortcuts({ "mod+n": () => may && add() });
  const make = may && (
    <Button leftSection={<Icon name="add" size={18} />} onClick={add}>
      {t("surveys.add")}
    </Button>
  );
  const edited = surveys.data?.find((survey) => survey.id === place.survey);
  const opened = surveys.data?.find((survey) => survey.id === place.open);
  return (
    <div className={classes.page}>
      <Group justify="space-between" mb="xs">
        <Title order={1}>{t("surveys.title")}</Title>
        {make}
      </Group>
      <Text size="sm" c="dimmed" mb="sm">
        {t("surveys.note.anonymous")}
      </Text>
      <div className={classes.split}>
        <div className={classes.list}>
          <ProblemAlert problem={surveys.error} onRetry={() => void surveys.refetch()} />
          {surveys.isPending && <Waiting lines={6} />}
          {surveys.data?.length === 0 && (
            <EmptyPage icon="surveys" title={t("surveys.empty")} text={t("surveys.empty.text")}>
              {make}
            </EmptyPage>
          )}
          <Stack gap="xl" maw="64rem">
            {(surveys.data ?? []).map((survey) => (
              <Survey key={survey.id} survey={survey} />
            ))}
          </Stack>
        </div>
        {may && (place.survey === "new" || edited) && (
          <SidePanel title={edited ? t("surveys.edit") : t("surveys.add")} onClose={close}>
            <SurveyForm key={edited?.id ?? "new"} survey={edited} onDone={close} />
          </SidePanel>
        )}
        {may && opened && (
          <SidePanel title={t("surveys.open")} onClose={close}>
            <WaveForm key={opened.id} survey={opened} onDone={close} />
          </SidePanel>
        )}
      </div>
    </div>
  );
}
