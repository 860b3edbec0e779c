// Backups: written, read again, and the whole file checked. A union that offices share is backed up on its server.
import { Button, List, Stack, Table, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { host } from "../ipc/host";
import { call, type Problem } from "../ipc/call";
import type { Verified } from "../ipc/api";
import { useChange } from "../ipc/client";
import { numberWords, t, wireWords } from "../labels/t";
import { showMoment } from "../parts/dates";
import { runJob } from "../parts/jobs";
import { Told } from "../parts/Told";
import { sayDone } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { useDesk } from "./session";

/** What a table holds, in words; the tables of the program itself have none. */
function tableWords(table: string): string | undefined {
  return wireWords(`desk.table.${table}`);
}

function Counts({ counts }: { counts: [string, number][] }) {
  return (
    <Table>
      <Table.Tbody>
        {counts.map(([table, n]) => (
          <Table.Tr key={table}>
            <Table.Th scope="row">{tableWords(table) ?? table}</Table.Th>
            <Table.Td ta="right" className="ky-number">
              {numberWords(n)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function findingWords(code: string, shared: boolean): string {
  return (shared ? wireWords(`desk.verify.shared.${code}`) : undefined) ?? wireWords(`desk.verify.${code}`) ?? code;
}

function Findings({ of, shared }: { of: Verified; shared: boolean }) {
  const counts = Object.entries(of.counts);
  const broken = t(shared ? "desk.verify.shared.broken" : "desk.verify.broken");
  return (
    <Told tone={of.whole ? "good" : "urgent"} title={of.whole ? t("desk.verify.whole") : broken}>
      {of.findings.length > 0 && (
        <List mb="sm">
          {of.findings.map((code) => (
            <List.Item key={code}>{findingWords(code, shared)}</List.Item>
          ))}
        </List>
      )}
      <Counts counts={counts.filter(([table]) => tableWords(table))} />
      <details>
        <summary>{t("desk.verify.more")}</summary>
        <Counts counts={counts.filter(([table]) => !tableWords(table))} />
      </details>
    </Told>
  );
}

function WriteBackup() {
  const desk = useDesk();
  const backup = useChange("desk", "backup", {
    job: t("desk.backup.working"),
    quiet: true,
    onDone: (done) => sayDone(t("desk.backup.done", { name: done.name })),
  });
  const write = async () => {
    const file = await host.pickFile("save_backup", `${desk.status.union_name ?? ""}_${desk.today}.kyojo-backup`);
    if (file) backup.mutate({ file: file.token });
  };
  const { last_backup: last, last_automatic: automatic } = desk.status;
  return (
    <>
      <Text className="ky-measure">{t("desk.backup.text")}</Text>
      <Text>{last ? t("desk.status.backup", { at: showMoment(last) }) : t("desk.status.no_backup")}</Text>
      {automatic && <Text size="sm">{t("desk.backup.automatic", { at: showMoment(automatic) })}</Text>}
      <ProblemAlert problem={backup.error} />
      <Button w="fit-content" loading={backup.isPending} onClick={() => void write()}>
        {t("desk.backup.save")}
      </Button>
    </>
  );
}

export function Backup() {
  const { shared } = useDesk().status;
  const verify = useMutation<Verified, Problem>({
    mutationFn: () =>
      runJob(t(shared ? "desk.verify.shared.working" : "desk.verify.working"), (running) => call("desk", "verify", {}, running)),
  });
  return (
    <Stack gap="xl">
      <Stack gap="sm">
        <Title order={2}>{t("desk.backup.title")}</Title>
        {shared ? (
          <>
            <Text className="ky-measure">{t("desk.backup.shared.text")}</Text>
            <Text className="ky-measure">{t("desk.backup.shared.how")}</Text>
          </>
        ) : (
          <WriteBackup />
        )}
      </Stack>
      <Stack gap="sm">
        <Title order={2}>{t(shared ? "desk.verify.shared.title" : "desk.verify.title")}</Title>
        <Text className="ky-measure">{t(shared ? "desk.verify.shared.text" : "desk.verify.text")}</Text>
        <ProblemAlert problem={verify.error} />
        <Button w="fit-content" variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
          {t("desk.verify.run")}
        </Button>
        {verify.data && <Findings of={verify.data} shared={shared} />}
      </Stack>
      <Stack gap="sm">
        <Title order={2}>{t("desk.restore.title")}</Title>
        <Text className="ky-measure">{t(shared ? "desk.backup.shared.restore" : "desk.restore.where")}</Text>
      </Stack>
    </Stack>
  );
}
