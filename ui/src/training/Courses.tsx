// 講座: the catalogue. A course is planned once and held as often as it is asked for.
import { Anchor, Button, Checkbox, Group, Stack, Table, Text, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useDesk } from "../desk/session";
import type { CourseRow } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { useShortcuts } from "../keys";
import { enumWords, numberWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { Icon } from "../parts/Icon";
import { searchable } from "../parts/kana";
import { SidePanel } from "../parts/SidePanel";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { CourseForm } from "./CourseForm";
import type { PartProps } from "./TrainingPage";
import classes from "./Training.module.css";

interface PanelProps {
  course: CourseRow;
  all: CourseRow[];
  onClose(): void;
}

function CoursePanel({ course, all, onClose }: PanelProps) {
  const desk = useDesk();
  const navigate = useNavigate();
  const may = desk.may("change_training");
  const [editing, setEditing] = useState(false);
  const before = all.filter((each) => course.prerequisites.includes(each.id)).map((each) => each.title);
  const facts: [string, string | null][] = [
    [t("training.course.code"), course.code],
    [t("training.course.purpose"), course.purpose],
    [t("training.course.target"), course.target],
    [t("training.course.hours"), t("training.hours", { n: course.hours })],
    [t("training.course.completion"), completionWords(course)],
    [t("training.course.prerequisites"), [...before, course.prerequisite_note].filter(Boolean).join("\n") || null],
    [t("training.course.kyojo"), course.kyojo_kind && enumWords("kyojo_kind", course.kyojo_kind)],
    [t("training.course.active_to"), course.active_to && showDate(course.active_to, desk.era)],
  ];
  return (
    <SidePanel title={course.title} onClose={onClose}>
      {editing ? (
        <CourseForm course={course} all={all} onDone={() => setEditing(false)} />
      ) : (
        <Stack gap="lg">
          <Group gap="xs">
            {may && (
              <Button
                leftSection={<Icon name="add" size={18} />}
                onClick={() => void navigate({ to: "/training", search: { tab: "runs", open: "new", course: course.id } })}
              >
                {t("training.run.add")}
              </Button>
            )}
            {course.runs > 0 && (
              <Button variant="default" onClick={() => void navigate({ to: "/training", search: { tab: "runs", course: course.id, all: true } })}>
                {t("training.course.runs", { n: course.runs })}
              </Button>
            )}
            {may && (
              <Button variant="default" onClick={() => setEditing(true)}>
                {t("training.course.edit")}
              </Button>
            )}
          </Group>
          <dl className={classes.facts}>
            {facts
              .filter(([, value]) => value)
              .map(([words, value]) => (
                <div key={words} style={{ display: "contents" }}>
                  <dt>{words}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
          </dl>
        </Stack>
      )}
    </SidePanel>
  );
}

/** What completion asks of the course. (E-05) */
function completionWords(course: CourseRow): string {
  const parts = [t("training.course.ratio_of", { n: course.required_ratio })];
  if (course.needs_assignment) parts.push(t("training.course.assignment_too"));
  if (course.excused_counts) parts.push(t("training.course.excused_too"));
  return parts.join("\n");
}

export function Courses({ place, go }: PartProps) {
  const desk = useDesk();
  const may = desk.may("change_training");
  const search = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(place.find ?? "");
  const list = useAnswer("training", "courses", { find: place.find, include_ended: place.all }, { keep: true });
  const everyone = useAnswer("training", "courses", { include_ended: true }, { keep: true });
  useShortcuts({ "mod+f": () => search.current?.select(), "mod+n": () => may && go({ open: "new" }) });
  const type = (words: string, composing: boolean) => {
    setTyped(words);
    if (searchable(words, composing)) go({ find: words.trim() || undefined });
  };
  const close = () => go({ open: undefined });
  const all = everyone.data ?? [];
  const opened = all.find((course) => course.id === place.open);
  const add = may && (
    <Button leftSection={<Icon name="add" size={18} />} onClick={() => go({ open: "new" })}>
      {t("training.course.add")}
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
            placeholder={t("training.find.course")}
            leftSection={<Icon name="search" size={18} />}
            autoComplete="off"
            value={typed}
            onChange={(event) => type(event.currentTarget.value, (event.nativeEvent as InputEvent).isComposing)}
            onCompositionEnd={(event) => type(event.currentTarget.value, false)}
          />
          {all.length > 0 && add}
        </Group>
        <Group justify="space-between" mb="xs">
          <Text role="status" className="ky-number">
            {list.data && t("training.found", { n: list.data.length })}
          </Text>
          <Checkbox
            label={t("training.course.ended_too")}
            checked={place.all ?? false}
            onChange={(event) => go({ all: event.currentTarget.checked || undefined })}
          />
        </Group>
        <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
        {list.isPending && <Waiting lines={8} />}
        {list.data?.length === 0 &&
          (place.find ? (
            <EmptyPage icon="search" title={t("training.none_found")} text={t("training.none_found.text")} />
          ) : (
            <EmptyPage icon="training" title={t("training.course.empty")} text={t(may ? "training.course.empty.text" : "training.empty.not_yours")}>
              {add}
            </EmptyPage>
          ))}
        {list.data && list.data.length > 0 && (
          <Wide label={t("training.tab.courses")} least={40}>
            <Table verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t("training.course")}</Table.Th>
                  <Table.Th scope="col">{t("training.course.target")}</Table.Th>
                  <Table.Th scope="col" ta="right">
                    {t("training.course.hours")}
                  </Table.Th>
                  <Table.Th scope="col" ta="right">
                    {t("training.course.held")}
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {list.data.map((course) => (
                  <Table.Tr key={course.id}>
                    <Table.Th scope="row">
                      <Anchor
                        component="button"
                        type="button"
                        ta="left"
                        underline="hover"
                        aria-current={course.id === place.open || undefined}
                        onClick={() => go({ open: course.id })}
                      >
                        {course.title}
                      </Anchor>
                      <Text size="xs" c="dimmed">
                        {[course.code, course.purpose].filter(Boolean).join(" / ")}
                      </Text>
                      {course.active_to !== null && course.active_to < desk.today && (
                        <Badge tone="ended">{t("training.course.ended", { on: showDate(course.active_to, desk.era) })}</Badge>
                      )}
                    </Table.Th>
                    <Table.Td>
                      <Text size="sm">{course.target}</Text>
                    </Table.Td>
                    <Table.Td ta="right" className="ky-number">
                      {t("training.hours", { n: course.hours })}
                    </Table.Td>
                    <Table.Td ta="right" className="ky-number">
                      {numberWords(course.runs)}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Wide>
        )}
      </div>
      {place.open === "new" && may && (
        <SidePanel title={t("training.course.add")} onClose={close}>
          <CourseForm all={all} onDone={close} />
        </SidePanel>
      )}
      {opened && <CoursePanel key={opened.id} course={opened} all={all} onClose={close} />}
    </div>
  );
}
