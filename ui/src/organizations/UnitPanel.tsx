// One unit: its numbers, its headcounts, and what can be done with it.
import { Anchor, Button, Checkbox, Group, NumberInput, SimpleGrid, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { UnitRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { numberWords, t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { ClosedReason } from "./ClosedReason";
import { UnitForm } from "./UnitForm";
import { isBelow, useUnits, type Placed, type UnitAlso, type UnitCount, type UnitPlacing } from "./units";

function Close({ unit, Placing, onDone }: { unit: UnitRow; Placing: UnitPlacing; onDone(): void }) {
  const desk = useDesk();
  const [on, setOn] = useState(desk.today);
  const [placed, setPlaced] = useState<Placed>("undecided");
  const close = useChange("organizations", "close_unit", { onDone });
  const [reason, setReason] = useState("");
  const [withBelow, setWithBelow] = useState(false);
  const units = useUnits().data ?? [];
  const below = units.filter((row) => isBelow(row, unit) && (!row.to_on || (on && row.to_on > on)));
  return (
    <Stack gap="sm">
      <Text size="sm">{t("organizations.unit.close.text")}</Text>
      <ProblemAlert problem={close.error} />
      <DateField label={t("organizations.unit.last_day")} value={on} onChange={setOn} era={desk.era} required />
      {below.length > 0 && (
        <Checkbox
          label={t("organizations.unit.close.below", { n: below.length })}
          description={below.map((row) => row.label).join(" / ")}
          checked={withBelow}
          onChange={(event) => setWithBelow(event.currentTarget.checked)}
        />
      )}
      <ClosedReason problem={close.error} reason={reason} onReason={setReason} />
      {on && <Placing unit={unit} lastDay={on} onChange={setPlaced} />}
      <FormActions
        save={t("organizations.unit.close.save")}
        saving={close.isPending}
        disabled={!on || placed === "undecided"}
        danger
        onSave={() =>
          close.mutate({
            id: unit.id,
            version: unit.version,
            last_day: on,
            with_below: withBelow,
            reason: reason.trim() || undefined,
            place: typeof placed === "string" ? undefined : placed,
          })
        }
        onCancel={onDone}
      />
    </Stack>
  );
}

function Headcounts({ unit }: { unit: UnitRow }) {
  const desk = useDesk();
  const list = useAnswer("organizations", "headcounts", { unit_id: unit.id });
  const [entering, setEntering] = useState(false);
  const [asOf, setAsOf] = useState(desk.today);
  const [workers, setWorkers] = useState<number | string>("");
  const [eligible, setEligible] = useState<number | string>("");
  const [source, setSource] = useState("");
  const set = useChange("organizations", "set_headcount", { onDone: () => setEntering(false) });
  const words = set.error ? fieldWords(set.error) : {};
  const ready = asOf !== "" && workers !== "" && eligible !== "" && source.trim() !== "";
  return (
    <Stack gap="sm">
      <Title order={3}>{t("organizations.headcounts")}</Title>
      <Text size="sm" c="dimmed">
        {t("organizations.headcounts.text")}
      </Text>
      <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
      {list.data?.length === 0 && <Text size="sm">{t("organizations.headcount.empty")}</Text>}
      {list.data && list.data.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("organizations.headcount.as_of")}</Table.Th>
              <Table.Th scope="col" ta="right">
                {t("organizations.headcount.workers")}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t("organizations.headcount.eligible")}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {list.data.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td>
                  {showDate(row.as_of, desk.era)}
                  <Text size="xs" c="dimmed">
                    {row.source}
                  </Text>
                </Table.Td>
                <Table.Td ta="right" className="ky-number">
                  {numberWords(row.workers_total)}
                </Table.Td>
                <Table.Td ta="right" className="ky-number">
                  {numberWords(row.eligible_total)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {desk.may("change_units") && !entering && (
        <Button variant="default" w="fit-content" onClick={() => setEntering(true)}>
          {t("ui.add")}
        </Button>
      )}
      {entering && (
        <Stack gap="sm">
          <ProblemAlert problem={formProblem(set.error)} />
          <DateField
            label={t("organizations.headcount.as_of")}
            required
            value={asOf}
            onChange={setAsOf}
            era={desk.era}
            error={words["as_of"]}
          />
          <SimpleGrid cols={2}>
            <NumberInput
              label={t("organizations.headcount.workers")}
              description={t("organizations.headcount.workers.about")}
              required
              min={0}
              allowDecimal={false}
              value={workers}
              onChange={setWorkers}
              error={words["workers_total"]}
            />
            <NumberInput
              label={t("organizations.headcount.eligible")}
              description={t("organizations.headcount.eligible.about")}
              required
              min={0}
              allowDecimal={false}
              value={eligible}
              onChange={setEligible}
              error={words["eligible_total"]}
            />
          </SimpleGrid>
          <TextInput
            label={t("organizations.headcount.source")}
            placeholder={t("organizations.headcount.source.example")}
            required
            value={source}
            error={words["source"]}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
          <FormActions
            save={t("organizations.headcount.save")}
            saving={set.isPending}
            disabled={!ready}
            onSave={() =>
              set.mutate({
                unit_id: unit.id,
                as_of: asOf,
                workers_total: Number(workers),
                eligible_total: Number(eligible),
                source: source.trim(),
              })
            }
            onCancel={() => setEntering(false)}
          />
        </Stack>
      )}
    </Stack>
  );
}

interface UnitPanelProps {
  unit: UnitRow;
  Count: UnitCount;
  Placing: UnitPlacing;
  Also: UnitAlso;
}

export function UnitPanel({ unit, Count, Placing, Also }: UnitPanelProps) {
  const desk = useDesk();
  const [doing, setDoing] = useState<"correct" | "close">();
  const may = desk.may("change_units");
  if (doing === "correct") return <UnitForm unit={unit} onDone={() => setDoing(undefined)} />;
  if (doing === "close") return <Close unit={unit} Placing={Placing} onDone={() => setDoing(undefined)} />;
  return (
    <Stack gap="lg">
      <div>
        <Text size="sm" c="dimmed">
          {t("organizations.unit.members")}
        </Text>
        <Text className="ky-big" component="div">
          <Count unit={unit.id} />
        </Text>
      </div>
      {desk.may("see_names") && (
        <Anchor component={Link} to="/members" search={{ unit: unit.id } as never} underline="always">
          {t("organizations.unit.roster")}
        </Anchor>
      )}
      {may && (
        <Group>
          <Button variant="default" onClick={() => setDoing("correct")}>
            {t("organizations.unit.correct")}
          </Button>
          {!unit.to_on && (
            <Button variant="default" onClick={() => setDoing("close")}>
              {t("organizations.unit.close")}
            </Button>
          )}
        </Group>
      )}
      <Also unit={unit.id} />
      <Headcounts unit={unit} />
    </Stack>
  );
}
