// 時間の記録: two taps — which activity, how long — and it stands. Money, people and another day are there for those who need them.
import { Button, Group, Stack, Table, Text, TextInput, Title, UnstyledButton } from "@mantine/core";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useDesk } from "../desk/session";
import type { ActivityLogRow, MyTime } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, numberWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { CountField } from "../training/CountField";
import type { PartProps } from "./ActivitiesPage";
import classes from "./Activities.module.css";
import { DURATIONS, timeWords } from "./words";

function More({ activity, day, onDone }: { activity: string; day: string; onDone(): void }) {
  const desk = useDesk();
  const [on, setOn] = useState(day);
  const [minutes, setMinutes] = useState<number | undefined>();
  const [cost, setCost] = useState<number | undefined>();
  const [people, setPeople] = useState<number | undefined>();
  const [note, setNote] = useState("");
  const log = useChange("activities", "log_time", { onDone });
  const words = log.error ? fieldWords(log.error) : {};
  return (
    <Stack gap="sm" maw="24rem">
      <ProblemAlert problem={formProblem(log.error)} />
      <DateField label={t("activities.day")} required value={on} onChange={setOn} era={desk.era} error={words["done_on"]} />
      <CountField label={t("activities.minutes.all")} description={t("activities.minutes.all.about")} value={minutes} error={words["minutes"]} onChange={setMinutes} />
      <CountField label={t("activities.cost")} value={cost} error={words["cost"]} onChange={setCost} />
      <CountField label={t("activities.people")} description={t("activities.people.about")} value={people} error={words["people"]} onChange={setPeople} />
      <TextInput label={t("activities.note")} description={t("activities.note.about")} value={note} error={words["note"]} onChange={(event) => setNote(event.currentTarget.value)} />
      <FormActions
        save={t("activities.log")}
        saving={log.isPending}
        onSave={() => log.mutate({ activity_id: activity, done_on: on || undefined, minutes: minutes ?? 0, cost: cost ?? 0, people, note: note.trim() || undefined })}
        onCancel={onDone}
      />
    </Stack>
  );
}

function Entry({ row }: { row: ActivityLogRow }) {
  const desk = useDesk();
  const correct = useChange("activities", "correct_time");
  const away = () =>
    correct.mutate({ id: row.id, version: row.version, activity_id: row.activity_id, done_on: row.done_on, minutes: 0, cost: 0 }, { onError: sayProblem });
  return (
    <Table.Tr>
      <Table.Td className="ky-number">{showDate(row.done_on, desk.era)}</Table.Td>
      <Table.Th scope="row">{row.title}</Table.Th>
      <Table.Td ta="right" className="ky-number">
        {row.minutes > 0 ? timeWords(row.minutes) : ""}
      </Table.Td>
      <Table.Td ta="right" className="ky-number">
        {row.cost > 0 ? t("activities.yen", { n: numberWords(row.cost) }) : ""}
      </Table.Td>
      <Table.Td>{row.note}</Table.Td>
      <Table.Td>
        <Button variant="default" size="compact-sm" aria-label={t("activities.entry.drop_of", { title: row.title, day: showDate(row.done_on, desk.era) })} onClick={away}>
          {t("activities.entry.drop")}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}

/** Two taps so close are one. */
const DOUBLE_MS = 600;

function Board({ mine }: { mine: MyTime }) {
  const desk = useDesk();
  const [chosen, setChosen] = useState<string>();
  const [more, setMore] = useState(false);
  const [said, setSaid] = useState("");
  const durations = useRef<HTMLDivElement>(null);
  const tiles = useRef<HTMLUListElement>(null);
  const log = useChange("activities", "log_time");
  const tile = mine.tiles.find((each) => each.id === chosen);
  const tapped = useRef(false);
  const choose = (id: string) => {
    tapped.current = false;
    flushSync(() => {
      setChosen(id);
      setMore(false);
    });
    durations.current?.querySelector("button")?.focus();
  };
  const take = (minutes: number) => {
    // A double click notes the time once.
    if (!tile || tapped.current) return;
    tapped.current = true;
    setTimeout(() => {
      tapped.current = false;
    }, DOUBLE_MS);
    log.mutate(
      { activity_id: tile.id, minutes },
      {
        onError: sayProblem,
        onSuccess: () => {
          setSaid(t("activities.logged", { title: tile.title, time: timeWords(minutes) }));
          setChosen(undefined);
          // What was read again is drawn by then: the tiles may stand in another order.
          setTimeout(() => tiles.current?.querySelector("button")?.focus(), 0);
        },
      },
    );
  };
  return (
    <Stack gap="lg" maw="72rem">
      <dl className={classes.figures}>
        <div>
          <dt>{t("activities.today")}</dt>
          <dd>{timeWords(mine.today)}</dd>
        </div>
        <div>
          <dt>{t("activities.week")}</dt>
          <dd>{timeWords(mine.week)}</dd>
        </div>
      </dl>
      <section aria-labelledby="tap-activity">
        <Title order={2} size="h4" id="tap-activity" mb="xs">
          {t("activities.tap.activity")}
        </Title>
        <ul className={classes.tiles} ref={tiles}>
          {mine.tiles.map((each) => (
            <li key={each.id}>
              <UnstyledButton className={classes.tile} aria-pressed={each.id === chosen} onClick={() => choose(each.id)}>
                <Text fw={700}>{each.title}</Text>
                <Text size="sm">
                  {enumWords("activity_theme", each.theme)}
                  {each.minutes > 0 && `${t("ui.between")}${t("activities.tile.week", { time: timeWords(each.minutes) })}`}
                </Text>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      </section>
      {tile && (
        <section aria-labelledby="tap-time">
          <Title order={2} size="h4" id="tap-time" mb="xs">
            {t("activities.tap.time", { title: tile.title })}
          </Title>
          <Group gap="xs" ref={durations}>
            {DURATIONS.map((minutes) => (
              <Button key={minutes} variant="default" size="md" onClick={() => take(minutes)}>
                {timeWords(minutes)}
              </Button>
            ))}
            <Button variant="default" size="md" aria-expanded={more} onClick={() => setMore(!more)}>
              {t("activities.more")}
            </Button>
          </Group>
          {more && <More key={tile.id} activity={tile.id} day={desk.today} onDone={() => setChosen(undefined)} />}
        </section>
      )}
      <Text role="status">{said}</Text>
      {mine.entries.length > 0 && (
        <section aria-labelledby="entries">
          <Title order={2} size="h4" id="entries" mb="xs">
            {t("activities.entries")}
          </Title>
          <Wide label={t("activities.entries")} least={36}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t("activities.day")}</Table.Th>
                  <Table.Th scope="col">{t("activities.activity")}</Table.Th>
                  <Table.Th scope="col" ta="right">
                    {t("activities.time")}
                  </Table.Th>
                  <Table.Th scope="col" ta="right">
                    {t("activities.cost")}
                  </Table.Th>
                  <Table.Th scope="col">{t("activities.note")}</Table.Th>
                  <Table.Th scope="col">
                    <span className="ky-quiet">{t("ui.palette.command")}</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {mine.entries.map((row) => (
                  <Entry key={row.id} row={row} />
                ))}
              </Table.Tbody>
            </Table>
          </Wide>
        </section>
      )}
    </Stack>
  );
}

export function Time({ go }: Pick<PartProps, "go">) {
  const may = useDesk().may("change_activities");
  const mine = useAnswer("activities", "my_time", {}, { keep: true });
  return (
    <>
      <ProblemAlert problem={mine.error} onRetry={() => void mine.refetch()} />
      {mine.isPending && <Waiting lines={6} />}
      {mine.data?.tiles.length === 0 && (
        <EmptyPage icon="activities" title={t("activities.empty")} text={t(may ? "activities.empty.yours" : "activities.empty.text")}>
          {may && (
            <Button leftSection={<Icon name="add" size={18} />} onClick={() => go({ tab: "review", open: "new" })}>
              {t("activities.add")}
            </Button>
          )}
        </EmptyPage>
      )}
      {mine.data && mine.data.tiles.length > 0 && <Board mine={mine.data} />}
    </>
  );
}
