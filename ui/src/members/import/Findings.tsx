// Findings by their cause: one decision mends all of them. 「支部『東京』→ 東京支部 18件」
import { Autocomplete, Button, Group, Select, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import type { Decision, ProblemGroup, RosterPreview } from "../../ipc/api";
import { onKeys } from "../../keys";
import { enumWords, numberWords, t, wireWords } from "../../labels/t";
import { useEmployerChoices } from "../../organizations/employers";
import { flat, treeOf, useUnits } from "../../organizations/units";
import { Badge } from "../../parts/Badge";
import { Wide } from "../../parts/Wide";
import { CATEGORIES } from "../AddMember";
import { EMPLOYMENT_TYPES } from "../EmploymentFields";
import { proposedWidth, UNIT_COLUMNS, WHO } from "./fields";
import { OWN_WRITE_KEY } from "./writeKey";

interface GroupProps {
  group: ProblemGroup;
  /** Our column of the header. */
  column: string | null;
  onDecide(decision: Decision): void;
  onEmployer(name: string): void;
}

/** Columns with a list of words of their own: what a file calls otherwise is one of these. */
const LISTED: Readonly<Record<string, () => string[]>> = {
  category: () => CATEGORIES.map((each) => enumWords("category", each)),
  employment_type: () => EMPLOYMENT_TYPES.map((each) => enumWords("employment_type", each)),
};

function Mend({ group, column, onDecide, onEmployer }: GroupProps) {
  const units = useUnits();
  const employers = useEmployerChoices();
  const [value, setValue] = useState("");
  if (group.code === "employer_missing") {
    return (
      // A new union knows no employer yet: any name will do, and it is made with the first import.
      <Group gap={4} wrap="nowrap">
        <Autocomplete
          aria-label={t("members.import.employer")}
          placeholder={t("members.import.employer.hint")}
          size="xs"
          data={[...new Set(employers.map((each) => each.label))]}
          value={value}
          onChange={setValue}
          {...OWN_WRITE_KEY}
          onKeyDown={onKeys({ "mod+Enter": () => value.trim() && onEmployer(value.trim()) })}
        />
        <Button
          size="compact-sm"
          variant="default"
          style={{ flex: "none" }}
          disabled={!value.trim()}
          onClick={() => onEmployer(value.trim())}
        >
          {t("members.import.mend.save")}
        </Button>
      </Group>
    );
  }
  // Who a row is, no value mends: its own row asks. Two spellings of one unit are told only.
  if (group.raw === null || column === null || WHO.includes(group.code) || group.code === "unit_spelled") return null;
  const raw = group.raw;
  const decide = (read: string) => read.trim() && onDecide({ column, raw, value: read.trim() });
  if (UNIT_COLUMNS.has(column)) {
    return (
      <Select
        aria-label={t("members.import.mend_unit", { raw })}
        placeholder={t("members.import.mend_unit.hint")}
        size="xs"
        searchable
        data={[...new Set(flat(treeOf(units.data ?? [])).map(({ unit }) => unit.label))]}
        value={null}
        onChange={(label) => label && decide(label)}
      />
    );
  }
  const words = LISTED[column];
  if (words) {
    return (
      <Select
        aria-label={t("members.import.mend", { raw })}
        placeholder={t("ui.choose")}
        size="xs"
        data={words()}
        value={null}
        onChange={(word) => word && decide(word)}
      />
    );
  }
  return (
    <Group gap={4} wrap="nowrap">
      <TextInput
        aria-label={t("members.import.mend", { raw })}
        placeholder={t("members.import.mend.hint")}
        size="xs"
        w="8rem"
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        onKeyDown={onKeys({ Enter: () => decide(value) })}
      />
      <Button size="compact-sm" variant="default" style={{ flex: "none" }} disabled={!value.trim()} onClick={() => decide(value)}>
        {t("members.import.mend.save")}
      </Button>
    </Group>
  );
}

/** A cause in words; the width of lost zeros is what the core proposes for the column. */
function causeWords(group: ProblemGroup, preview: RosterPreview): string {
  const width = proposedWidth(preview.columns.find((column) => column.from === group.column)?.transforms ?? []);
  return wireWords(`problem.${group.code}`, { raw: group.raw ?? "", width }) ?? group.code;
}

export interface FindingsProps {
  preview: RosterPreview;
  /** Tallest, in rem. */
  most?: number;
  onDecide(decision: Decision): void;
  onEmployer(name: string): void;
}

export function Findings({ preview, most = 24, onDecide, onEmployer }: FindingsProps) {
  if (preview.groups.length === 0) return null;
  const ours = (header: string) => preview.columns.find((column) => column.from === header)?.to ?? null;
  return (
    <section aria-labelledby="findings">
      <Title order={2} id="findings" mb="sm">
        {t("members.import.findings")}
      </Title>
      <Stack gap="xs">
        <Text size="sm">{t("members.import.findings.text")}</Text>
        <Wide label={t("members.import.findings")} least={48} most={most}>
          <Table stickyHeader withTableBorder style={{ background: "var(--ky-surface)" }}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("members.import.severity")}</Table.Th>
                <Table.Th scope="col" className="ky-name">{t("members.import.file_column")}</Table.Th>
                <Table.Th scope="col">{t("members.import.why")}</Table.Th>
                <Table.Th scope="col">{t("members.import.value")}</Table.Th>
                <Table.Th scope="col" ta="right" className="ky-name">
                  {t("members.import.times")}
                </Table.Th>
                <Table.Th scope="col">{t("members.import.mend_all")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {preview.groups.map((group) => (
                <Table.Tr key={`${group.column} ${group.code} ${group.raw ?? ""}`}>
                  <Table.Td>
                    <Badge tone={group.severity === "error" ? "urgent" : "caution"}>
                      {group.severity === "error" ? t("members.import.error") : t("members.import.warning")}
                    </Badge>
                  </Table.Td>
                  <Table.Td className="ky-name">{group.column}</Table.Td>
                  <Table.Td>{causeWords(group, preview)}</Table.Td>
                  <Table.Td className="ky-private ky-name">{group.raw ?? t("members.import.various")}</Table.Td>
                  <Table.Td ta="right" className="ky-number">
                    {numberWords(group.n)}
                  </Table.Td>
                  <Table.Td>
                    <Mend group={group} column={ours(group.column)} onDecide={onDecide} onEmployer={onEmployer} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      </Stack>
    </section>
  );
}
