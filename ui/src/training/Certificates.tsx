// 修了と修了証: who completed, who handed the assignment in, the certificates with their numbers, and taking one back.
import { Button, Checkbox, Group, Stack, Table, Text, Textarea, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CertificateRow, EnrolmentRow, RunRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, numberWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { FindIn } from "../parts/FindIn";
import { FormActions } from "../parts/FormActions";
import { SettledButton } from "../parts/SettledButton";
import { SidePanel } from "../parts/SidePanel";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { foldedName } from "./names";
import type { RunPartProps } from "./RunPage";
import { StepButton, useForeseen } from "./StepButton";
import classes from "./Training.module.css";
import { inRoom, seatTone } from "./words";
import { WritePaper } from "./WritePaper";

/** Rows at first: the whole list of a large run would make the screen wait. */
const SHOWN = 200;

function Revoke({ row, onDone }: { row: CertificateRow; onDone(): void }) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const revoke = useChange("training", "revoke_certificate", { onDone });
  const words = revoke.error ? fieldWords(revoke.error) : {};
  const send = () => {
    setTried(true);
    if (reason.trim()) revoke.mutate({ id: row.id, version: row.version, reason: reason.trim() });
  };
  return (
    <Stack gap="sm">
      <Text size="sm">{t("training.revoke.text", { number: row.number })}</Text>
      <ProblemAlert problem={formProblem(revoke.error)} />
      <Textarea
        label={t("training.reason")}
        required
        data-autofocus
        autosize
        minRows={2}
        value={reason}
        error={words["reason"] ?? (tried && !reason.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <FormActions save={t("training.revoke.save")} saving={revoke.isPending} onSave={send} onCancel={onDone} />
    </Stack>
  );
}

function Results({ rows }: { rows: EnrolmentRow[] }) {
  const results = ["certified", "completed", "incomplete", "attended", "no_show"] as const;
  return (
    <dl className={classes.figures}>
      {results.map((status) => (
        <div key={status}>
          <dt>{enumWords("enrolment_status", status)}</dt>
          <dd>{numberWords(rows.filter((row) => row.status === status).length)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What somebody who did not complete the run lacks. */
function Lacks({ row }: { row: EnrolmentRow }) {
  if (row.status !== "incomplete") return null;
  const words = row.lacks.map((lack) => enumWords("completion_lack", lack)).join(" / ");
  return <Text size="xs">{words || t("training.lacks.again")}</Text>;
}

/** A certificate that was lost is written again, under its number. */
function Again({ run, row, person }: { run: RunRow; row: CertificateRow; person: string | undefined }) {
  return person && <WritePaper report="R14" run={run} one={{ person, number: row.number }} />;
}

export function CertificatesPart({ detail, place, go }: RunPartProps) {
  const desk = useDesk();
  const may = desk.may("change_training");
  const { run } = detail;
  const board = useAnswer("training", "board", { id: run.id }, { keep: true });
  const list = useAnswer("training", "certificates", { id: run.id }, { keep: true });
  const [shown, setShown] = useState(SHOWN);
  const [issued, setIssued] = useState(SHOWN);
  const [find, setFind] = useState("");
  const issue = useChange("training", "issue_certificates");
  const handIn = useChange("training", "hand_in");
  const asked = useForeseen(run.id, [{ ask: "issue_certificates" }], may);
  const people = inRoom(board.data?.rows ?? []);
  const missing = people.filter((row) => row.assignment_on === null && row.status !== "no_show");
  const opened = list.data?.find((row) => row.id === place.open);
  const wanted = foldedName(find);
  const has = (...texts: (string | null)[]) => wanted === "" || foldedName(texts.join(" ")).includes(wanted);
  const found = people.filter((row) => has(row.name, row.kana, row.org, row.certificate));
  // Who has a certificate took part, and stands on the board.
  const persons = new Map(people.map((row) => [row.id, row.person_id]));
  const certificates = (list.data ?? []).filter((row) => has(row.name, row.org, row.number));
  const close = () => go({ open: undefined });
  const problem = board.error ?? list.error;
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <ProblemAlert problem={problem} onRetry={() => void Promise.all([board.refetch(), list.refetch()])} />
        {(board.isPending || list.isPending) && !problem && <Waiting lines={6} />}
        {board.data && list.data && (
          <Stack gap="xl">
            <Group justify="space-between" align="flex-start">
              <Results rows={people} />
              <Group gap="xs">
                {list.data.some((row) => row.revoked_on === null) && <WritePaper report="R14" run={run} />}
                {may && (
                  <StepButton foreseen={asked?.[0]} loading={issue.isPending} onClick={() => issue.mutate({ run_id: run.id }, { onError: sayProblem })}>
                    {t("training.issue")}
                  </StepButton>
                )}
              </Group>
            </Group>
            {people.length === 0 && <Text>{t("training.nobody_seated")}</Text>}
            {people.length > 0 && <FindIn label={t("training.find.certificate")} value={find} onFind={setFind} />}
            {people.length > 0 && (
              <section aria-labelledby="completion">
                <Group justify="space-between" mb="xs">
                  <Title order={2} size="h3" id="completion">
                    {t("training.completion")}
                  </Title>
                  {may && missing.length > 0 && (
                    <SettledButton
                      variant="default"
                      onClick={() => handIn.mutate({ enrolment_ids: missing.map((row) => row.id), on: desk.today }, { onError: sayProblem })}
                    >
                      {t("training.assignment.all", { n: missing.length })}
                    </SettledButton>
                  )}
                </Group>
                <Wide label={t("training.completion")} least={44}>
                  <Table>
                    <Table.Thead>
                      <Table.Tr>
                        <Table.Th scope="col">{t("training.name")}</Table.Th>
                        <Table.Th scope="col">{t("training.org")}</Table.Th>
                        <Table.Th scope="col" ta="right">
                          {t("training.minutes")}
                        </Table.Th>
                        <Table.Th scope="col">{t("training.assignment")}</Table.Th>
                        <Table.Th scope="col">{t("training.status")}</Table.Th>
                        <Table.Th scope="col">{t("training.certificate")}</Table.Th>
                      </Table.Tr>
                    </Table.Thead>
                    <Table.Tbody>
                      {found.slice(0, shown).map((row) => (
                        <Table.Tr key={row.id}>
                          <Table.Th scope="row" className="ky-private">
                            {row.name}
                          </Table.Th>
                          <Table.Td>{row.org}</Table.Td>
                          <Table.Td ta="right" className="ky-number">
                            {t("training.of", { n: row.minutes ?? 0, of: detail.minutes })}
                          </Table.Td>
                          <Table.Td>
                            <Checkbox
                              aria-label={t("training.assignment_of", { name: row.name })}
                              disabled={!may || handIn.isPending}
                              checked={row.assignment_on !== null}
                              onChange={(event) =>
                                handIn.mutate(
                                  { enrolment_ids: [row.id], on: event.currentTarget.checked ? desk.today : undefined },
                                  { onError: sayProblem },
                                )
                              }
                            />
                            {row.assignment_on && <Text size="xs" className="ky-name">{showDate(row.assignment_on, desk.era)}</Text>}
                          </Table.Td>
                          <Table.Td>
                            <Badge tone={seatTone(row.status)}>{enumWords("enrolment_status", row.status)}</Badge>
                            <Lacks row={row} />
                          </Table.Td>
                          <Table.Td className="ky-number">{row.certificate}</Table.Td>
                        </Table.Tr>
                      ))}
                    </Table.Tbody>
                  </Table>
                </Wide>
                {found.length > shown && (
                  <Button variant="default" mt="xs" onClick={() => setShown(shown + SHOWN)}>
                    {t("training.more", { n: found.length - shown })}
                  </Button>
                )}
              </section>
            )}
            {list.data.length > 0 && (
              <section aria-labelledby="certificates">
                <Title order={2} size="h3" id="certificates" mb="xs">
                  {t("training.certificates")}
                </Title>
                <Wide label={t("training.certificates")} least={44}>
                  <Table>
                    <Table.Thead>
                      <Table.Tr>
                        <Table.Th scope="col">{t("training.certificate.number")}</Table.Th>
                        <Table.Th scope="col">{t("training.name")}</Table.Th>
                        <Table.Th scope="col">{t("training.org")}</Table.Th>
                        <Table.Th scope="col">{t("training.certificate.issued_on")}</Table.Th>
                        <Table.Th scope="col">
                          <span className="ky-quiet">{t("ui.palette.command")}</span>
                        </Table.Th>
                      </Table.Tr>
                    </Table.Thead>
                    <Table.Tbody>
                      {certificates.slice(0, issued).map((row) => (
                        <Table.Tr key={row.id}>
                          <Table.Th scope="row" className="ky-number">
                            {row.number}
                          </Table.Th>
                          <Table.Td className="ky-private">{row.name}</Table.Td>
                          <Table.Td>{row.org}</Table.Td>
                          <Table.Td className="ky-number">{showDate(row.issued_on, desk.era)}</Table.Td>
                          <Table.Td>
                            {row.revoked_on ? (
                              <>
                                <Badge tone="ended">{t("training.revoked_on", { on: showDate(row.revoked_on, desk.era) })}</Badge>
                                <Text size="sm">{row.revoke_reason}</Text>
                              </>
                            ) : (
                              <Group gap="xs">
                                <Again run={run} row={row} person={persons.get(row.enrolment_id)} />
                                {may && (
                                  <Button
                                    variant="default"
                                    size="compact-sm"
                                    aria-label={t("training.revoke_of", { number: row.number })}
                                    onClick={() => go({ open: row.id })}
                                  >
                                    {t("training.revoke")}
                                  </Button>
                                )}
                              </Group>
                            )}
                          </Table.Td>
                        </Table.Tr>
                      ))}
                    </Table.Tbody>
                  </Table>
                </Wide>
                {certificates.length > issued && (
                  <Button variant="default" mt="xs" onClick={() => setIssued(issued + SHOWN)}>
                    {t("training.more", { n: certificates.length - issued })}
                  </Button>
                )}
              </section>
            )}
          </Stack>
        )}
      </div>
      {opened && may && (
        <SidePanel title={t("training.revoke")} onClose={close}>
          <Revoke row={opened} onDone={close} />
        </SidePanel>
      )}
    </div>
  );
}
