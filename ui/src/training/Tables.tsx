// 卓分け: tables that mix industries, companies and ages; two who never sit together; the same number gives the same tables.
import { Button, Group, Select, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useMemo, useState } from "react";
import { useDesk } from "../desk/session";
import type { Apart, EnrolmentRow, Mixed } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { CountField } from "./CountField";
import type { RunPartProps } from "./RunPage";
import classes from "./Training.module.css";
import { isInRoom, isOver } from "./words";

const AT_A_TABLE = 6;

const NOBODY: Apart[] = [];

function Mix({ run, people, kept, onMixed }: { run: string; people: EnrolmentRow[]; kept: Apart[]; onMixed(mixed: Mixed): void }) {
  const before = Math.max(0, ...people.map((row) => row.table_no ?? 0));
  const [tables, setTables] = useState<number | undefined>(before || Math.max(1, Math.ceil(people.length / AT_A_TABLE)));
  const [seed, setSeed] = useState(1);
  const [apart, setApart] = useState<Apart[]>(kept);
  const [one, setOne] = useState<string | null>(null);
  const [other, setOther] = useState<string | null>(null);
  const mix = useChange("training", "mix_tables", { onDone: onMixed });
  const words = mix.error ? fieldWords(mix.error) : {};
  const names = new Map(people.map((row) => [row.id, row.name]));
  const choices = people.map((row) => ({ value: row.id, label: `${row.name} (${row.org})` }));
  const add = () => {
    if (!one || !other || one === other) return;
    setApart((all) => [...all, { one, other }]);
    setOne(null);
    setOther(null);
  };
  const send = (with_seed: number) => {
    if (tables === undefined) return;
    setSeed(with_seed);
    mix.mutate({ run_id: run, tables, apart, seed: with_seed });
  };
  return (
    <Stack gap="sm" maw="40rem">
      <ProblemAlert problem={formProblem(mix.error)} />
      <CountField
        label={t("training.tables")}
        w="10rem"
        required
        value={tables}
        error={words["tables"] ?? (tables === undefined ? t("ui.fill_in") : undefined)}
        onChange={setTables}
      />
      <Text fw={700} size="sm">
        {t("training.apart")}
      </Text>
      <ul className={classes.plain} hidden={apart.length === 0}>
        {apart.map((pair) => (
          <li key={`${pair.one} ${pair.other}`} className={classes.picked}>
            <Text size="sm" className="ky-private">
              {t("training.apart.pair", { one: names.get(pair.one) ?? "", other: names.get(pair.other) ?? "" })}
            </Text>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t("training.apart.drop", { one: names.get(pair.one) ?? "", other: names.get(pair.other) ?? "" })}
              onClick={() => setApart((all) => all.filter((each) => each !== pair))}
            >
              {t("training.drop")}
            </Button>
          </li>
        ))}
      </ul>
      <SimpleGrid cols={2}>
        <Select label={t("training.apart.first")} searchable clearable data={choices} value={one} error={words["apart"]} onChange={setOne} />
        <Select label={t("training.apart.second")} searchable clearable data={choices.filter((each) => each.value !== one)} value={other} onChange={setOther} />
      </SimpleGrid>
      <Button variant="default" w="fit-content" disabled={!one || !other} onClick={add}>
        {t("training.apart.add")}
      </Button>
      <FormActions save={t("training.mix")} saving={mix.isPending} disabled={tables === undefined} onSave={() => send(seed)}>
        {before > 0 && (
          <Button variant="default" disabled={tables === undefined || mix.isPending} onClick={() => send(seed + 1)}>
            {t("training.mix.again")}
          </Button>
        )}
      </FormActions>
    </Stack>
  );
}

export function TablesPart({ detail }: RunPartProps) {
  const over = isOver(detail.run.status);
  const may = useDesk().may("change_training") && !over;
  const board = useAnswer("training", "board", { id: detail.run.id }, { keep: true });
  const [mixed, setMixed] = useState<Mixed>();
  const people = useMemo(() => (board.data?.rows ?? []).filter((row) => isInRoom(row) && row.status !== "no_show"), [board.data]);
  const tables = useMemo(() => {
    const by = new Map<number, EnrolmentRow[]>();
    for (const row of people) if (row.table_no !== null) by.set(row.table_no, [...(by.get(row.table_no) ?? []), row]);
    return [...by].toSorted(([a], [b]) => a - b);
  }, [people]);
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <ProblemAlert problem={board.error} onRetry={() => void board.refetch()} />
        {board.isPending && <Waiting lines={6} />}
        {board.data && people.length === 0 && <Text>{t("training.nobody_seated")}</Text>}
        {people.length > 0 && (
          <Stack gap="xl">
            {may && <Text className="ky-measure">{t("training.tables.text")}</Text>}
            {!may && tables.length === 0 && <Text>{t(over ? "training.tables.never" : "training.tables.none")}</Text>}
            {may && <Mix run={detail.run.id} people={people} kept={board.data?.apart ?? NOBODY} onMixed={setMixed} />}
            {mixed && (
              <Text role="status" className="ky-number">
                {t("training.spread", { ...mixed.spread })}
              </Text>
            )}
            {tables.length > 0 && (
              <section aria-label={t("training.seating")}>
                <div className={classes.tables}>
                  {tables.map(([table, sitting]) => (
                    <section key={table} aria-labelledby={`table-${table}`}>
                      <Title order={2} size="h3" id={`table-${table}`} mb={4}>
                        {t("training.table_n", { n: table })}
                      </Title>
                      <ul className={classes.plain}>
                        {sitting.map((row) => (
                          <li key={row.id}>
                            <Group gap="xs">
                              <Text span className="ky-private">
                                {row.name}
                              </Text>
                              <Text span size="xs" c="dimmed">
                                {[row.org, row.industry].filter(Boolean).join(" / ")}
                              </Text>
                            </Group>
                          </li>
                        ))}
                      </ul>
                    </section>
                  ))}
                </div>
              </section>
            )}
          </Stack>
        )}
      </div>
    </div>
  );
}
