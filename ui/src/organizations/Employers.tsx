// Employers and, below each, its worksites.
import { Button, Group, Modal, Stack, Table, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { AddOrganization, OrganizationRow } from "../ipc/api";
import { useChange } from "../ipc/client";
import { useShortcuts } from "../keys";
import { enumWords, t } from "../labels/t";
import { EmptyPage } from "../parts/EmptyPage";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { useEmployers } from "./employers";

interface Editing {
  row?: OrganizationRow;
  parent?: OrganizationRow;
}

/** What the form does not show stays as it is. */
function kept(row: OrganizationRow): AddOrganization {
  const { id: _id, version: _version, ...fields } = row;
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as AddOrganization;
}

function EmployerForm({ row, parent, onDone }: Editing & { onDone(): void }) {
  const [name, setName] = useState(row?.name ?? "");
  const [kana, setKana] = useState(row?.name_kana ?? "");
  const [number, setNumber] = useState(row?.corporate_number ?? "");
  const [tried, setTried] = useState(false);
  const add = useChange("organizations", "add_employer", { onDone });
  const correct = useChange("organizations", "correct_employer", { onDone });
  const running = row ? correct : add;
  const words = running.error ? fieldWords(running.error) : {};
  const worksite = parent !== undefined || (row?.parent_id ?? null) !== null;
  const save = () => {
    setTried(true);
    if (!name.trim()) return;
    const shared = {
      name: name.trim(),
      name_kana: kana.trim() || undefined,
      corporate_number: number.trim() || undefined,
    };
    if (row) correct.mutate({ ...kept(row), ...shared, id: row.id, version: row.version });
    else add.mutate({ ...shared, kind: "employer", parent_id: parent?.id });
  };
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(running.error)} />
      <TextInput
        label={t("organizations.employer.name")}
        required
        data-autofocus
        value={name}
        error={words["name"] ?? (tried && !name.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t("organizations.employer.kana")}
        value={kana}
        error={words["name_kana"]}
        onChange={(event) => setKana(event.currentTarget.value)}
      />
      {!worksite && (
        <TextInput
          label={t("organizations.employer.number")}
          description={t("organizations.employer.number.about")}
          inputMode="numeric"
          value={number}
          error={words["corporate_number"]}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
      )}
      <FormActions save={t("ui.save")} saving={running.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}

export function Employers() {
  const desk = useDesk();
  const may = desk.may("change_units");
  const list = useEmployers();
  const [editing, setEditing] = useState<Editing>();
  useShortcuts({ "mod+n": () => setEditing({}) }, { enabled: may });
  const done = () => setEditing(undefined);

  if (list.error) return <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Waiting />;
  const employers = list.data.filter((row) => row.parent_id === null);
  // Companies first; partners, federations and schools under what they are.
  const kinds = [...new Set(employers.map((row) => row.kind))].toSorted((a, b) => Number(b === "employer") - Number(a === "employer"));
  const groups = kinds.map((kind) => ({ kind, rows: employers.filter((row) => row.kind === kind) }));
  const worksitesOf = (employer: OrganizationRow) => list.data.filter((row) => row.parent_id === employer.id);
  const add = may && (
    <Button leftSection={<Icon name="add" size={18} />} onClick={() => setEditing({})}>
      {t("organizations.employer.add")}
    </Button>
  );
  const title = editing?.row
    ? t("organizations.employer.correct", { name: editing.row.name })
    : editing?.parent
      ? t("organizations.worksite.add")
      : t("organizations.employer.add");
  const edit = (row: OrganizationRow) =>
    may && (
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t("organizations.employer.correct", { name: row.name })}
        onClick={() => setEditing({ row })}
      >
        {t("organizations.unit.correct")}
      </Button>
    );

  return (
    <Stack gap="md" style={{ overflow: "auto" }} pb="lg">
      {employers.length === 0 ? (
        <EmptyPage icon="units" title={t("organizations.employer.empty")} text={t("organizations.employer.empty.text")}>
          {add}
        </EmptyPage>
      ) : (
        <>
          <Group>{add}</Group>
          {groups.map(({ kind, rows }) => (
            <Stack key={kind} gap="md" component="section" aria-label={enumWords("org_kind", kind)}>
              {groups.length > 1 && <Title order={2}>{enumWords("org_kind", kind)}</Title>}
              {rows.map((employer) => (
                <Table key={employer.id} withTableBorder aria-label={t("organizations.worksite.of", { name: employer.name })}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th scope="col">{employer.name}</Table.Th>
                      <Table.Td w="12rem" className="ky-number">
                        {employer.corporate_number}
                      </Table.Td>
                      <Table.Td w="18rem">
                        <Group gap="xs" justify="flex-end" wrap="nowrap">
                          {edit(employer)}
                          {may && kind === "employer" && (
                            <Button size="compact-sm" variant="default" onClick={() => setEditing({ parent: employer })}>
                              {t("organizations.worksite.add")}
                            </Button>
                          )}
                        </Group>
                      </Table.Td>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {worksitesOf(employer).map((worksite) => (
                      <Table.Tr key={worksite.id}>
                        <Table.Td pl="xl">{worksite.name}</Table.Td>
                        <Table.Td>{worksite.address}</Table.Td>
                        <Table.Td>
                          <Group justify="flex-end">{edit(worksite)}</Group>
                        </Table.Td>
                      </Table.Tr>
                    ))}
                    {kind === "employer" && worksitesOf(employer).length === 0 && (
                      <Table.Tr>
                        <Table.Td pl="xl" colSpan={3}>
                          {t("organizations.worksite.none")}
                        </Table.Td>
                      </Table.Tr>
                    )}
                  </Table.Tbody>
                </Table>
              ))}
            </Stack>
          ))}
        </>
      )}
      <Modal opened={editing !== undefined} onClose={done} title={title}>
        {editing && <EmployerForm {...editing} onDone={done} />}
      </Modal>
    </Stack>
  );
}
