// 保存期間: whose time is over, and dropping what the union need not keep any more.
import { Button, Checkbox, Group, Modal, NumberInput, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { Retention as State } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { t } from "../labels/t";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { FormActions } from "../parts/FormActions";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { InBackups, Kept } from "./ErasePerson";

function Months({ state }: { state: State }) {
  const [months, setMonths] = useState<number | string>(state.months);
  const set = useChange("members", "set_retention", {});
  const words = set.error ? fieldWords(set.error) : {};
  return (
    <Stack gap="xs">
      <ProblemAlert problem={formProblem(set.error)} />
      <Group align="flex-end">
        <NumberInput
          label={t("members.retention.months")}
          value={months}
          min={12}
          max={240}
          clampBehavior="none"
          error={words["months"]}
          onChange={setMonths}
        />
        <Button
          variant="default"
          loading={set.isPending}
          disabled={Number(months) === state.months}
          onClick={() => set.mutate({ months: Number(months) })}
        >
          {t("members.retention.save")}
        </Button>
      </Group>
    </Stack>
  );
}

function Drop({ persons, onDone }: { persons: string[]; onDone(): void }) {
  const [sure, setSure] = useState(false);
  const [tried, setTried] = useState(false);
  const drop = useChange("members", "drop_expired", { quiet: true });
  const save = () => {
    setTried(true);
    if (sure) drop.mutate({ persons });
  };
  if (drop.data) {
    return (
      <Stack gap="sm">
        <Text role="status">{t("members.retention.done", { n: drop.data.erased, alumni: drop.data.alumni })}</Text>
        <Kept done={drop.data} />
        <Group>
          <Button data-autofocus onClick={onDone}>
            {t("ui.close")}
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack gap="sm">
      <Text size="sm">{t("members.erase.text")}</Text>
      <InBackups />
      <ProblemAlert problem={drop.error} />
      <Checkbox
        label={t("members.erase.sure")}
        data-autofocus
        checked={sure}
        error={tried && !sure ? t("ui.choose") : undefined}
        onChange={(event) => setSure(event.currentTarget.checked)}
      />
      <FormActions save={t("members.erase.do")} saving={drop.isPending} danger onSave={save} onCancel={onDone} />
    </Stack>
  );
}

export function Retention() {
  const desk = useDesk();
  const state = useAnswer("members", "retention", {});
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [dropping, setDropping] = useState<string[]>();
  if (state.error) return <ProblemAlert problem={state.error} onRetry={() => void state.refetch()} />;
  if (!state.data) return <Waiting />;
  const { due } = state.data;
  const choose = (person: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(person);
    else next.delete(person);
    setChosen(next);
  };
  const all = due.length > 0 && due.every((row) => chosen.has(row.person_id));
  return (
    <Stack gap="md">
      <Text className="ky-measure">{t("members.retention.text")}</Text>
      <Months key={state.data.months} state={state.data} />
      {due.length === 0 ? (
        <EmptyPage icon="check" title={t("members.retention.none")} />
      ) : (
        <>
          <Text fw={700}>{t("members.retention.due", { n: state.data.n })}</Text>
          <Wide label={t("members.retention")} least={48}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">
                    <Checkbox
                      aria-label={t("members.retention.all")}
                      checked={all}
                      onChange={() => setChosen(all ? new Set() : new Set(due.map((row) => row.person_id)))}
                    />
                  </Table.Th>
                  <Table.Th scope="col">{t("members.column.name")}</Table.Th>
                  <Table.Th scope="col">{t("members.column.member_no")}</Table.Th>
                  <Table.Th scope="col">{t("members.retention.ended_on")}</Table.Th>
                  <Table.Th scope="col">{t("members.retention.due_on")}</Table.Th>
                  <Table.Th scope="col">{t("members.retention.what")}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {due.map((row) => (
                  <Table.Tr key={row.person_id}>
                    <Table.Td>
                      <Checkbox
                        aria-label={t("members.retention.choose", { name: row.name })}
                        checked={chosen.has(row.person_id)}
                        onChange={(event) => choose(row.person_id, event.currentTarget.checked)}
                      />
                    </Table.Td>
                    <Table.Th scope="row" className="ky-private">
                      {row.name}
                    </Table.Th>
                    <Table.Td>{row.member_no}</Table.Td>
                    <Table.Td className="ky-number">{showDate(row.ended_on, desk.era)}</Table.Td>
                    <Table.Td className="ky-number">{showDate(row.due_on, desk.era)}</Table.Td>
                    <Table.Td>{t(row.alumni ? "members.retention.alumni" : row.participant ? "members.retention.participant" : "members.retention.nothing")}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Wide>
          <Group>
            <Button variant="default" disabled={chosen.size === 0} onClick={() => setDropping([...chosen])}>
              {t("members.retention.drop", { n: chosen.size })}
            </Button>
          </Group>
        </>
      )}
      <Modal
        opened={dropping !== undefined}
        onClose={() => {
          setDropping(undefined);
          setChosen(new Set());
        }}
        title={dropping && t("members.retention.drop", { n: dropping.length })}
      >
        {dropping && (
          <Drop
            persons={dropping}
            onDone={() => {
              setDropping(undefined);
              setChosen(new Set());
            }}
          />
        )}
      </Modal>
    </Stack>
  );
}
