// The public help lines as the union keeps them: a number that nobody has checked is no help in a crisis.
import { Button, Checkbox, Group, Modal, SimpleGrid, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { HelpLineRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";

const FIELDS = ["name", "phone", "hours", "helps", "site"] as const;
type Fields = Record<(typeof FIELDS)[number], string>;

const WORDS = {
  name: "cases.help_line.name",
  phone: "cases.help_line.phone",
  hours: "cases.help_line.hours",
  helps: "cases.help_line.helps",
  site: "cases.help_line.site",
} as const;

function LineForm({ line, onDone }: { line: HelpLineRow | undefined; onDone(): void }) {
  const [fields, setFields] = useState<Fields>({
    name: line?.name ?? "",
    phone: line?.phone ?? "",
    hours: line?.hours ?? "",
    helps: line?.helps ?? "",
    site: line?.site ?? "",
  });
  const [hidden, setHidden] = useState(line?.hidden ?? false);
  const save = useChange("cases", "save_help_line", { onDone });
  const words = save.error ? fieldWords(save.error) : {};
  return (
    <Stack gap="sm">
      <Text size="sm">{t("cases.help_line.save.about")}</Text>
      <ProblemAlert problem={formProblem(save.error)} />
      <SimpleGrid cols={2} spacing="sm">
        {FIELDS.map((field) => (
          <TextInput
            key={field}
            label={t(WORDS[field])}
            required={field !== "site"}
            value={fields[field]}
            error={words[field]}
            onChange={(event) => setFields({ ...fields, [field]: event.currentTarget.value })}
          />
        ))}
      </SimpleGrid>
      <Checkbox label={t("cases.help_line.hide")} checked={hidden} onChange={(event) => setHidden(event.currentTarget.checked)} />
      <FormActions
        save={t("cases.help_line.save")}
        saving={save.isPending}
        onSave={() => save.mutate({ ...fields, site: fields.site.trim() || undefined, id: line?.id, version: line?.version, hidden })}
        onCancel={onDone}
      />
    </Stack>
  );
}

export function HelpLinesRoom() {
  const desk = useDesk();
  const lines = useAnswer("cases", "help_lines", {});
  const [changing, setChanging] = useState<HelpLineRow | "new">();
  return (
    <section aria-label={t("cases.help_lines")}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t("cases.help_lines")}</Title>
        <Button variant="default" onClick={() => setChanging("new")}>
          {t("cases.help_line.add")}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mb="xs">
        {t("cases.help_lines.text")}
      </Text>
      <ProblemAlert problem={lines.error} onRetry={() => void lines.refetch()} />
      <Wide label={t("cases.help_lines")} least={44}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("cases.help_line.name")}</Table.Th>
              <Table.Th scope="col">{t("cases.help_line.phone")}</Table.Th>
              <Table.Th scope="col">{t("cases.help_line.hours")}</Table.Th>
              <Table.Th scope="col">{t("cases.help_line.checked")}</Table.Th>
              <Table.Th scope="col">
                <span className="ky-quiet">{t("cases.room.doing")}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(lines.data ?? []).map((line) => (
              <Table.Tr key={line.id}>
                <Table.Th scope="row">
                  {line.name}
                  <Text size="xs" c="dimmed">
                    {line.helps}
                  </Text>
                </Table.Th>
                <Table.Td className="ky-number">{line.phone}</Table.Td>
                <Table.Td>
                  <Text size="sm">{line.hours}</Text>
                </Table.Td>
                <Table.Td>
                  <Badge tone={line.hidden ? "ended" : line.check_due ? "caution" : "good"}>
                    {line.hidden
                      ? t("cases.help_line.hidden")
                      : line.checked_on
                        ? showDate(line.checked_on, desk.era)
                        : t("cases.help_line.unchecked")}
                  </Badge>
                </Table.Td>
                <Table.Td>
                  <Button size="compact-sm" variant="default" aria-label={t("cases.help_line.change_of", { name: line.name })} onClick={() => setChanging(line)}>
                    {t("cases.help_line.change")}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      <Modal opened={changing !== undefined} onClose={() => setChanging(undefined)} title={t("cases.help_lines")} size="lg">
        {changing && <LineForm line={changing === "new" ? undefined : changing} onDone={() => setChanging(undefined)} />}
      </Modal>
    </section>
  );
}
