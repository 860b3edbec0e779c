// 開催: what is held when, how full it is, and what is to be done about it.
import { Anchor, Button, Checkbox, Group, Select, Table, Text, TextInput } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useDesk } from "../desk/session";
import type { RunRow } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { useShortcuts } from "../keys";
import { enumWords, numberWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { EmptyPage } from "../parts/EmptyPage";
import { Icon } from "../parts/Icon";
import { searchable } from "../parts/kana";
import { SidePanel } from "../parts/SidePanel";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { NewRun } from "./NewRun";
import { SeatsBar } from "./SeatsBar";
import type { PartProps } from "./TrainingPage";
import classes from "./Training.module.css";
import { daysWords, dueWords, isOver, RUN_STATES, runTone } from "./words";

function Row({ run }: { run: RunRow }) {
  const desk = useDesk();
  const todo = dueWords(run, desk.today, desk.era);
  const taken = run.confirmed + run.offered;
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <Anchor component={Link} to="/training/run" search={{ run: run.id } as never} underline="hover">
          {run.title}
        </Anchor>
        <Text size="xs" c="dimmed" className="ky-number">
          {run.code}
        </Text>
      </Table.Th>
      <Table.Td className={classes.state}>
        <Badge tone={runTone(run.status)}>{enumWords("run_status", run.status)}</Badge>
      </Table.Td>
      <Table.Td>
        <Text size="sm" className="ky-name">{daysWords(run, desk.era)}</Text>
        <Text size="xs" c="dimmed">
          {[enumWords("run_mode", run.mode), run.venue].filter(Boolean).join(" / ")}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm" className="ky-number">
          {t("training.seats_of", { n: taken, capacity: run.capacity })}
        </Text>
        <SeatsBar own={0} common={taken} free={Math.max(0, run.capacity - taken)} waiting={0} of={run.capacity} />
      </Table.Td>
      <Table.Td ta="right" className="ky-number">
        {numberWords(run.waiting)}
      </Table.Td>
      <Table.Td className={classes.state}>
        {todo?.pressing && <Badge tone="urgent">{todo.words}</Badge>}
        {todo && !todo.pressing && <Text size="sm">{todo.words}</Text>}
      </Table.Td>
    </Table.Tr>
  );
}

export function Runs({ place, go }: PartProps) {
  const desk = useDesk();
  const navigate = useNavigate();
  const may = desk.may("change_training");
  const search = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(place.find ?? "");
  const list = useAnswer("training", "runs", { find: place.find, status: place.status, course_id: place.course }, { keep: true });
  const courses = useAnswer("training", "courses", { include_ended: true }, { keep: true });
  useShortcuts({ "mod+f": () => search.current?.select(), "mod+n": () => may && go({ open: "new" }) });
  const type = (words: string, composing: boolean) => {
    setTyped(words);
    if (searchable(words, composing)) go({ find: words.trim() || undefined });
  };
  // What was held and not judged is not over for whoever holds it.
  const shown = list.data?.filter((run) => place.all || place.status || !isOver(run.status) || run.unjudged > 0);
  const hidden = (list.data?.length ?? 0) - (shown?.length ?? 0);
  const narrowed = Boolean(place.find ?? place.status ?? place.course);
  const clear = () => {
    setTyped("");
    go({ find: undefined, status: undefined, course: undefined });
  };
  const add = may && (
    <Button leftSection={<Icon name="add" size={18} />} onClick={() => go({ open: "new" })}>
      {t("training.run.add")}
    </Button>
  );
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <Group gap="xs" mb="md" align="flex-end" role="search" aria-label={t("training.filter")}>
          <TextInput
            ref={search}
            className={classes.search}
            label={t("training.find")}
            placeholder={t("training.find.run")}
            leftSection={<Icon name="search" size={18} />}
            autoComplete="off"
            value={typed}
            onChange={(event) => type(event.currentTarget.value, (event.nativeEvent as InputEvent).isComposing)}
            onCompositionEnd={(event) => type(event.currentTarget.value, false)}
          />
          <Select
            w="14rem"
            label={t("training.course")}
            placeholder={t("ui.all")}
            clearable
            searchable
            data={(courses.data ?? []).map((course) => ({ value: course.id, label: course.title }))}
            value={place.course ?? null}
            onChange={(course) => go({ course: course ?? undefined })}
          />
          <Select
            w="10rem"
            label={t("training.status")}
            placeholder={t("ui.all")}
            clearable
            data={RUN_STATES.map((status) => ({ value: status, label: enumWords("run_status", status) }))}
            value={place.status ?? null}
            onChange={(status) => go({ status: status ?? undefined })}
          />
          {list.data && list.data.length > 0 && add}
        </Group>
        <Group justify="space-between" mb="xs">
          <Text role="status" className="ky-number">
            {shown && t("training.found", { n: shown.length })}
          </Text>
          <Checkbox
            label={t("training.run.over_too")}
            checked={place.all ?? false}
            onChange={(event) => go({ all: event.currentTarget.checked || undefined })}
          />
        </Group>
        <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
        {list.isPending && <Waiting lines={8} />}
        {shown?.length === 0 &&
          (narrowed || hidden > 0 ? (
            <EmptyPage icon="search" title={t("training.none_found")} text={t("training.none_found.text")}>
              {narrowed ? (
                <Button variant="default" onClick={clear}>
                  {t("ui.chips.clear")}
                </Button>
              ) : (
                <Group gap="xs">
                  <Button variant="default" onClick={() => go({ all: true })}>
                    {t("training.run.show_over", { n: hidden })}
                  </Button>
                  {add}
                </Group>
              )}
            </EmptyPage>
          ) : (
            <EmptyPage icon="training" title={t("training.run.empty")} text={t(!may ? "training.empty.not_yours" : courses.data?.length === 0 ? "training.run.empty.no_course" : "training.run.empty.text")}>
              {add}
            </EmptyPage>
          ))}
        {shown && shown.length > 0 && (
          <Wide label={t("training.tab.runs")} least={46}>
            <Table verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col" miw="8.5rem">
                    {t("training.run")}
                  </Table.Th>
                  <Table.Th scope="col">{t("training.status")}</Table.Th>
                  <Table.Th scope="col">{t("training.when")}</Table.Th>
                  <Table.Th scope="col" w="5rem">
                    {t("training.seats")}
                  </Table.Th>
                  <Table.Th scope="col" ta="right">
                    {t("training.waiting")}
                  </Table.Th>
                  <Table.Th scope="col" w="9rem">
                    {t("training.todo")}
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {shown.map((run) => (
                  <Row key={run.id} run={run} />
                ))}
              </Table.Tbody>
            </Table>
          </Wide>
        )}
      </div>
      {place.open === "new" && may && (
        <SidePanel title={t("training.run.add")} onClose={() => go({ open: undefined })}>
          <NewRun
            course={place.course}
            onCancel={() => go({ open: undefined })}
            onDone={(run) => void navigate({ to: "/training/run", search: { run, part: "plan" } })}
          />
        </SidePanel>
      )}
    </div>
  );
}
