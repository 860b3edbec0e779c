// The first step: drop a file anywhere, or choose one. Below, what was imported before.
import { Button, Group, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { useDesk } from "../../desk/session";
import { takeBack } from "../../desk/ops";
import { useAnswer } from "../../ipc/client";
import { host, type PickedFile } from "../../ipc/host";
import { numberWords, t } from "../../labels/t";
import { showDate, showMoment } from "../../parts/dates";
import { Icon } from "../../parts/Icon";
import { Wide } from "../../parts/Wide";
import { ProblemAlert } from "../../problems/ProblemAlert";
import { BatchChanges } from "./BatchChanges";
import { RejectedRows } from "./RejectedRows";

export function ChooseFile({ onFile }: { onFile(file: PickedFile): void }) {
  const desk = useDesk();
  const batches = useAnswer("members", "batches", {});
  const pick = async () => {
    const file = await host.pickFile("open_roster", "");
    if (file) onFile(file);
  };
  return (
    <Stack gap="lg">
      <Paper withBorder p="xl" ta="center" style={{ borderStyle: "dashed", borderWidth: 2 }}>
        <Stack align="center" gap="sm">
          <span style={{ color: "var(--ky-accent)" }}>
            <Icon name="import" size={40} />
          </span>
          <Text fw={700}>{t("members.import.drop")}</Text>
          <Text c="dimmed" className="ky-measure">
            {t("members.import.drop.text")}
          </Text>
          <Button onClick={() => void pick()}>{t("ui.file.choose")}</Button>
        </Stack>
      </Paper>
      <ProblemAlert problem={batches.error} />
      {batches.data && batches.data.length > 0 && (
        <section aria-labelledby="batches">
          <Title order={2} id="batches" mb="sm">
            {t("members.batches")}
          </Title>
          <Wide label={t("members.batches")} least={48}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t("desk.history.at")}</Table.Th>
                  <Table.Th scope="col">{t("members.batch.file")}</Table.Th>
                  <Table.Th scope="col">{t("members.as_of")}</Table.Th>
                  <Table.Th scope="col" ta="right">
                    {t("members.pile.created")}
                  </Table.Th>
                  <Table.Th scope="col" ta="right">
                    {t("members.pile.updated")}
                  </Table.Th>
                  <Table.Th scope="col" ta="right">
                    {t("members.pile.unchanged")}
                  </Table.Th>
                  <Table.Th scope="col" ta="right">
                    {t("members.pile.rejected")}
                  </Table.Th>
                  <Table.Th scope="col">
                    <span className="ky-quiet">{t("ui.palette.command")}</span>
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {batches.data.map((batch) => (
                  <Table.Tr key={batch.id}>
                    <Table.Td className="ky-name ky-number">{showMoment(batch.at)}</Table.Td>
                    <Table.Td>{batch.file_name}</Table.Td>
                    <Table.Td className="ky-name">{showDate(batch.as_of, desk.era)}</Table.Td>
                    {[batch.created, batch.updated, batch.unchanged, batch.rejected].map((n, column) => (
                      // The four counts stand in a fixed order.
                      // oxlint-disable-next-line react/no-array-index-key
                      <Table.Td key={column} ta="right" className="ky-number">
                        {numberWords(n)}
                      </Table.Td>
                    ))}
                    <Table.Td>
                      <Group gap={4} wrap="nowrap">
                        <BatchChanges batch={batch.id} name={batch.file_name} compact />
                        {batch.rejected > 0 && <RejectedRows batch={batch.id} name={batch.file_name} compact />}
                        <Button
                          size="compact-sm"
                          variant="default"
                          aria-label={t("members.batch.take_back", { name: batch.file_name })}
                          onClick={() => void takeBack(batch.id)}
                        >
                          {t("ui.take_back")}
                        </Button>
                      </Group>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Wide>
        </section>
      )}
    </Stack>
  );
}
