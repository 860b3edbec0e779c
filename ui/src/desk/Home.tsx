// ホーム: what is to be done today, and the figures of the union.
import { Anchor, Group, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useAnswer } from "../ipc/client";
import { numberWords, t, wireWords } from "../labels/t";
import { showDate, withDays } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { Icon } from "../parts/Icon";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { useDesk } from "./session";
import classes from "./Home.module.css";

export interface HomeProps {
  /** What later capabilities have to say, each in its own time. */
  children?: React.ReactNode;
}

export function Home({ children }: HomeProps) {
  const desk = useDesk();
  const home = useAnswer("desk", "home", {});
  // Units are counted for the whole union: among the figures of a part they would say something else.
  const figures = (home.data?.figures ?? []).filter((figure) => !desk.part || figure.code !== "units");
  return (
    <Stack p="lg" gap="lg" maw="64rem">
      <div>
        <Title order={1} id="home-title">{t("desk.home.title")}</Title>
        <Text c="dimmed">{showDate(desk.today, desk.era)}</Text>
      </div>
      <ProblemAlert problem={home.error} onRetry={() => void home.refetch()} />
      {home.isPending && <Waiting />}
      {home.data && (
        <>
          <section aria-labelledby="home-title">
            {home.data.tasks.length === 0 ? (
              <Paper withBorder>
                <EmptyPage icon="check" title={t("desk.home.nothing")} text={t("desk.home.nothing.text")} />
              </Paper>
            ) : (
              <ul className={classes.tasks}>
                {home.data.tasks.map((task) => (
                  <li key={`${task.code} ${JSON.stringify(task.about)}`}>
                    <Anchor href={`#${task.link}`} underline="hover" className={classes.task}>
                      <Group justify="space-between" wrap="nowrap">
                        <span>{wireWords(`home.task.${task.code}`, withDays(task.about)) ?? task.code}</span>
                        <Icon name="right" size={18} />
                      </Group>
                    </Anchor>
                  </li>
                ))}
              </ul>
            )}
          </section>
          {children}
          <section aria-labelledby="home-figures">
            <Title order={2} id="home-figures" mb="sm">
              {t(desk.part ? "desk.home.figures_of_part" : "desk.home.figures")}
            </Title>
            {desk.part && (
              <Text size="sm" c="dimmed" mb="sm">
                {t("desk.home.figures_of_part.about")}
              </Text>
            )}
            <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
              {figures.map((figure) => (
                <Anchor key={figure.code} href={`#${figure.link}`} underline="never" c="inherit">
                  <Paper withBorder p="md" className={classes.figure}>
                    <Text size="sm">{wireWords(`home.figure.${figure.code}`) ?? figure.code}</Text>
                    <Text className="ky-big" component="p" m={0}>
                      {numberWords(figure.n)}
                    </Text>
                  </Paper>
                </Anchor>
              ))}
            </SimpleGrid>
          </section>
        </>
      )}
    </Stack>
  );
}
