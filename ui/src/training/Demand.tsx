// 受講希望: how many people organisations would send before days are fixed, who waits now, and whether another run is worth it.
import { Button, Group, Select, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { DemandRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { useShortcuts } from "../keys";
import { numberWords, t } from "../labels/t";
import { usePartnerChoices } from "../organizations/employers";
import { Badge } from "../parts/Badge";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { SidePanel } from "../parts/SidePanel";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { CountField } from "./CountField";
import type { PartProps } from "./TrainingPage";
import classes from "./Training.module.css";

function AddInterest({ course: chosen, onDone }: { course: string | undefined; onDone(): void }) {
  const desk = useDesk();
  const partners = usePartnerChoices();
  const courses = useAnswer("training", "courses", {}, { keep: true });
  const [course, setCourse] = useState<string | null>(chosen ?? null);
  const [org, setOrg] = useState<string | null>(null);
  const [people, setPeople] = useState<number | undefined>();
  const [wish, setWish] = useState("");
  const [on, setOn] = useState(desk.today);
  const [tried, setTried] = useState(false);
  const add = useChange("training", "add_interest", { onDone });
  const words = add.error ? fieldWords(add.error) : {};
  const send = () => {
    setTried(true);
    if (!course || people === undefined) return;
    add.mutate({ course_id: course, org_id: org ?? undefined, people, wish: wish.trim() || undefined, recorded_on: on || undefined });
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(add.error)} />
      <Select
        label={t("training.course")}
        required
        searchable
        data-autofocus
        data={(courses.data ?? []).map((each) => ({ value: each.id, label: each.title }))}
        value={course}
        error={words["course_id"] ?? (tried && !course ? t("ui.choose") : undefined)}
        onChange={setCourse}
      />
      <Select
        label={t("training.org")}
        placeholder={desk.status.union_name ?? ""}
        clearable
        searchable
        data={partners.map((each) => ({ value: each.id, label: each.name }))}
        value={org}
        error={words["org_id"]}
        onChange={setOrg}
      />
      <CountField
        label={t("training.interest.people")}
        required
        value={people}
        error={words["people"] ?? (tried && people === undefined ? t("ui.fill_in") : undefined)}
        onChange={setPeople}
      />
      <TextInput
        label={t("training.interest.wish")}
        description={t("training.interest.wish.about")}
        value={wish}
        error={words["wish"]}
        onChange={(event) => setWish(event.currentTarget.value)}
      />
      <DateField label={t("training.interest.on")} value={on} onChange={setOn} era={desk.era} error={words["recorded_on"]} />
      <FormActions save={t("ui.add")} saving={add.isPending} onSave={send} onCancel={onDone} />
    </Stack>
  );
}

function Course({ row, may }: { row: DemandRow; may: boolean }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const end = useChange("training", "end_interest");
  return (
    <section aria-labelledby={`demand-${row.course_id}`}>
      <Group gap="sm" mb="xs">
        <Title order={2} size="h3" id={`demand-${row.course_id}`}>
          {row.title}
        </Title>
        {row.another_run && <Badge tone="notice">{t("training.another_run")}</Badge>}
        {may && (
          <Button
            variant={row.another_run ? "filled" : "default"}
            size="compact-md"
            aria-label={t("training.run.add_of", { title: row.title })}
            onClick={() => void navigate({ to: "/training", search: { tab: "runs", open: "new", course: row.course_id } })}
          >
            {t("training.run.add")}
          </Button>
        )}
      </Group>
      <Text size="sm" mb="xs" className="ky-number">
        {t("training.demand.sum", { interested: row.interested, waiting: row.waiting, free: row.free, short: row.short })}
      </Text>
      {row.interests.length > 0 && (
        <Wide label={row.title} least={36}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("training.org")}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {t("training.interest.people")}
                </Table.Th>
                <Table.Th scope="col">{t("training.interest.wish")}</Table.Th>
                <Table.Th scope="col">{t("training.interest.on")}</Table.Th>
                <Table.Th scope="col">
                  <span className="ky-quiet">{t("ui.palette.command")}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {row.interests.map((each) => (
                <Table.Tr key={each.id}>
                  <Table.Th scope="row">{each.org}</Table.Th>
                  <Table.Td ta="right" className="ky-number">
                    {numberWords(each.people)}
                  </Table.Td>
                  <Table.Td>{each.wish}</Table.Td>
                  <Table.Td className="ky-number">{showDate(each.recorded_on, desk.era)}</Table.Td>
                  <Table.Td>
                    {may && (
                      <Button
                        variant="default"
                        size="compact-sm"
                        aria-label={t("training.interest.end_of", { org: each.org, title: row.title })}
                        onClick={() => end.mutate({ id: each.id, version: each.version }, { onError: sayProblem })}
                      >
                        {t("training.interest.end")}
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
    </section>
  );
}

export function Demand({ place, go }: PartProps) {
  const desk = useDesk();
  const may = desk.may("change_training");
  const demand = useAnswer("training", "demand", {}, { keep: true });
  useShortcuts({ "mod+n": () => may && go({ open: "new" }) });
  const close = () => go({ open: undefined });
  const asked = (demand.data ?? []).filter((row) => row.interested > 0 || row.waiting > 0);
  const add = may && (
    <Button leftSection={<Icon name="add" size={18} />} onClick={() => go({ open: "new" })}>
      {t("training.interest.add")}
    </Button>
  );
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <ProblemAlert problem={demand.error} onRetry={() => void demand.refetch()} />
        {demand.isPending && <Waiting lines={6} />}
        {demand.data && asked.length === 0 && (
          <EmptyPage icon="training" title={t("training.demand.empty")} text={t("training.demand.empty.text")}>
            {add}
          </EmptyPage>
        )}
        {asked.length > 0 && (
          <Stack gap="xl">
            <Group justify="flex-end">{add}</Group>
            {asked.map((row) => (
              <Course key={row.course_id} row={row} may={may} />
            ))}
          </Stack>
        )}
      </div>
      {may && place.open === "new" && (
        <SidePanel title={t("training.interest.add")} onClose={close}>
          <AddInterest course={place.course} onDone={close} />
        </SidePanel>
      )}
    </div>
  );
}
