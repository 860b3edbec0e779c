// 役職: the offices of the union, who holds them on a day, and what an office is.
import { Button, Checkbox, Group, Modal, NumberInput, Select, SimpleGrid, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { OfficeKind, OfficeRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { DateField } from "../parts/DateField";
import { EmptyPage } from "../parts/EmptyPage";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { BackTo } from "../parts/ThingHead";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { span } from "./CardFacts";
import { dueWords } from "./Terms";

const KINDS = [
  "chair",
  "vice_chair",
  "general_secretary",
  "deputy_secretary",
  "executive",
  "treasurer",
  "auditor",
  "election_committee",
  "branch_chair",
  "sub_branch_chair",
  "workplace_rep",
  "delegate",
  "central_committee_member",
  "clerk",
  "other",
] as const satisfies readonly OfficeKind[];

function OfficeForm({ office, onDone }: { office: OfficeRow | undefined; onDone(): void }) {
  const [kind, setKind] = useState<OfficeKind>(office?.kind ?? "chair");
  const [label, setLabel] = useState(office?.label ?? enumWords("office_kind", "chair"));
  const [seats, setSeats] = useState<number | "">(office?.seats ?? "");
  const [months, setMonths] = useState<number | "">(office?.term_months ?? "");
  const [active, setActive] = useState(office?.active ?? true);
  const [tried, setTried] = useState(false);
  const change = useChange("members", "save_office", { onDone });
  const words = change.error ? fieldWords(change.error) : {};
  const choose = (next: OfficeKind | null) => {
    if (!next) return;
    // The usual word stands until the union writes its own.
    if (label.trim() === "" || label === enumWords("office_kind", kind)) setLabel(enumWords("office_kind", next));
    setKind(next);
  };
  const save = () => {
    setTried(true);
    if (!label.trim()) return;
    change.mutate({
      id: office?.id,
      version: office?.version,
      kind,
      label: label.trim(),
      seats: seats === "" ? undefined : seats,
      term_months: months === "" ? undefined : months,
      active,
    });
  };
  const number = (next: number | string) => (typeof next === "number" ? next : ("" as const));
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(change.error)} />
      <Select
        label={t("members.office.kind")}
        data-autofocus
        data={KINDS.map((each) => ({ value: each, label: enumWords("office_kind", each) }))}
        value={kind}
        onChange={choose}
      />
      <TextInput
        label={t("members.office.label")}
        required
        value={label}
        error={words["label"] ?? (tried && !label.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <SimpleGrid cols={2}>
        <NumberInput label={t("members.office.seats")} min={1} value={seats} onChange={(next) => setSeats(number(next))} error={words["seats"]} />
        <NumberInput
          label={t("members.office.months")}
          min={1}
          value={months}
          onChange={(next) => setMonths(number(next))}
          error={words["term_months"]}
        />
      </SimpleGrid>
      {office && (
        <Checkbox label={t("members.office.active")} checked={active} onChange={(event) => setActive(event.currentTarget.checked)} />
      )}
      <FormActions save={t("members.office.save")} saving={change.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}

export function OfficesPage() {
  const desk = useDesk();
  const may = desk.may("import_roster");
  const [day, setDay] = useState(desk.today);
  const [editing, setEditing] = useState<"new" | OfficeRow>();
  const offices = useAnswer("members", "offices", { as_of: day || undefined }, { keep: true });
  const add = may && (
    <Button leftSection={<Icon name="add" size={18} />} onClick={() => setEditing("new")}>
      {t("members.office.add")}
    </Button>
  );
  return (
    <Stack p="lg" gap="md">
      <div>
        <BackTo to="/members" words={t("members.to_list")} />
        <Group justify="space-between">
          <Title order={1}>{t("members.offices")}</Title>
          {offices.data && offices.data.length > 0 && add}
        </Group>
      </div>
      <div style={{ width: "14rem" }}>
        <DateField label={t("members.office.day")} value={day} onChange={setDay} era={desk.era} />
      </div>
      <ProblemAlert problem={offices.error} onRetry={() => void offices.refetch()} />
      {offices.isPending && <Waiting />}
      {offices.data?.length === 0 && (
        <EmptyPage icon="officers" title={t("members.office.empty")} text={t("members.office.empty.text")}>
          {add}
        </EmptyPage>
      )}
      {offices.data && offices.data.length > 0 && (
        <Wide label={t("members.offices")} least={44}>
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("members.office.label")}</Table.Th>
                <Table.Th scope="col">{t("members.office.holders")}</Table.Th>
                <Table.Th scope="col">{t("members.office.seats")}</Table.Th>
                {may && (
                  <Table.Th scope="col">
                    <span className="ky-quiet">{t("members.office.correct")}</span>
                  </Table.Th>
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {offices.data.map((office) => (
                <Table.Tr key={office.id}>
                  <Table.Th scope="row">
                    <Group gap="xs">
                      {office.label}
                      {!office.active && <Badge tone="ended">{t("members.office.closed")}</Badge>}
                    </Group>
                  </Table.Th>
                  <Table.Td>
                    <Stack gap={4}>
                      {office.holders.length === 0 && <Text size="sm">{t("members.office.nobody")}</Text>}
                      {office.holders.map((term) => (
                        <Text key={term.id} size="sm" component="div">
                          <Link to="/members" search={{ person: term.person_id }} className="ky-private">
                            {term.name}
                          </Link>
                          {` ${[term.unit, span(term.from_on, term.to_on, desk.era), dueWords(term, desk.era), enumWords("elected_by", term.elected_by)].filter(Boolean).join(" / ")} `}
                          {term.ran_out && <Badge tone="notice">{t("members.term.ran_out")}</Badge>}
                        </Text>
                      ))}
                    </Stack>
                  </Table.Td>
                  <Table.Td className="ky-number">{office.seats ? `${office.holders.length} / ${office.seats}` : office.holders.length}</Table.Td>
                  {may && (
                    <Table.Td>
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t("members.office.correct_of", { label: office.label })}
                        onClick={() => setEditing(office)}
                      >
                        {t("members.office.correct")}
                      </Button>
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
      <Modal opened={editing !== undefined} onClose={() => setEditing(undefined)} title={t("members.office.title")}>
        {editing && <OfficeForm office={editing === "new" ? undefined : editing} onDone={() => setEditing(undefined)} />}
      </Modal>
    </Stack>
  );
}
