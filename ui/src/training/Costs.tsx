// 費用: what a run cost, who paid it out, and how it is shared to the yen (E-07).
import { Box, Button, Group, Select, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CostKind, Foreseen, ShareRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, numberWords, t } from "../labels/t";
import { usePartnerChoices } from "../organizations/employers";
import { Badge } from "../parts/Badge";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { SettledButton } from "../parts/SettledButton";
import { SidePanel } from "../parts/SidePanel";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { Bill } from "./Bill";
import { CountField } from "./CountField";
import type { RunPartProps } from "./RunPage";
import { StepButton, useForeseen } from "./StepButton";
import { ToPartners } from "./ToPartners";
import classes from "./Training.module.css";
import { COST_KINDS, yen } from "./words";
import { WritePaper } from "./WritePaper";

function AddCost({ run, onDone }: { run: string; onDone(): void }) {
  const desk = useDesk();
  const partners = usePartnerChoices();
  const [kind, setKind] = useState<CostKind>("venue");
  const [amount, setAmount] = useState<number | undefined>();
  const [by, setBy] = useState<string | null>(null);
  const [on, setOn] = useState(desk.today);
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const add = useChange("training", "add_cost", { onDone });
  const words = add.error ? fieldWords(add.error) : {};
  const send = () => {
    setTried(true);
    if (amount === undefined) return;
    add.mutate({ run_id: run, kind, amount, paid_by_org_id: by ?? undefined, paid_on: on || undefined, note: note.trim() || undefined });
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(add.error)} />
      <Select
        label={t("training.cost.kind")}
        allowDeselect={false}
        data={COST_KINDS.map((each) => ({ value: each, label: enumWords("cost_kind", each) }))}
        value={kind}
        onChange={(next) => next && setKind(next)}
      />
      <CountField
        label={t("training.cost.amount")}
        description={kind === "subsidy" ? t("training.cost.subsidy") : undefined}
        required
        value={amount}
        error={words["amount"] ?? (tried && amount === undefined ? t("ui.fill_in") : undefined)}
        onChange={setAmount}
      />
      <Select
        label={t(kind === "subsidy" ? "training.cost.given_by" : "training.cost.paid_by")}
        placeholder={desk.status.union_name ?? ""}
        clearable
        searchable
        data={partners.map((each) => ({ value: each.id, label: each.name }))}
        value={by}
        error={words["paid_by_org_id"]}
        onChange={setBy}
      />
      <DateField label={t("training.cost.paid_on")} value={on} onChange={setOn} era={desk.era} error={words["paid_on"]} />
      <TextInput label={t("training.note")} value={note} error={words["note"]} onChange={(event) => setNote(event.currentTarget.value)} />
      <FormActions save={t("ui.add")} saving={add.isPending} onSave={send} onCancel={onDone} />
    </Stack>
  );
}

interface SettledProps {
  share: ShareRow;
  /** The day that is written down for what is settled now; none while it cannot be read. */
  on: string | undefined;
  may: boolean;
  asked: Foreseen | undefined;
}

function Settled({ share, on, may, asked }: SettledProps) {
  const desk = useDesk();
  const settle = useChange("training", "settle_share");
  const { id, version } = share;
  if (id === null || version === null) return null;
  if (share.settled_on) {
    return (
      <Group gap="xs">
        <Badge tone="good">{t("training.settled_on", { on: showDate(share.settled_on, desk.era) })}</Badge>
        {may && (
          <SettledButton variant="default" size="compact-sm" aria-label={t("training.unsettle_of", { org: share.org })} onClick={() => settle.mutate({ id, version }, { onError: sayProblem })}>
            {t("training.unsettle")}
          </SettledButton>
        )}
      </Group>
    );
  }
  return (
    may && (
      <StepButton
        variant="default"
        size="compact-sm"
        foreseen={asked}
        disabled={on === undefined}
        loading={settle.isPending}
        label={t("training.settle_of", { org: share.org })}
        onClick={() => settle.mutate({ id, version, settled_on: on || desk.today }, { onError: sayProblem })}
      >
        {t("training.settle")}
      </StepButton>
    )
  );
}

export function CostsPart({ detail, place, go }: RunPartProps) {
  const desk = useDesk();
  const may = desk.may("change_training");
  const costs = useAnswer("training", "costs", { id: detail.run.id }, { keep: true });
  const drop = useChange("training", "void_cost");
  const partners = useAnswer("training", "partners", { id: detail.run.id }, { keep: true, enabled: may });
  const changed = new Set(partners.data?.filter((row) => row.due.includes("bill_changed")).map((row) => row.org_id));
  const asked = useForeseen(detail.run.id, [{ ask: "settle_shares" }], may);
  const [payment, setPayment] = useState("");
  // Payments are looked up in the statement of the bank some days later: the day stays for the next one.
  const [settledOn, setSettledOn] = useState(desk.today);
  const [unreadable, setUnreadable] = useState(false);
  const close = () => go({ open: undefined });
  const data = costs.data;
  const settled = data?.shares.filter((share) => share.settled_on).length ?? 0;
  const settles = may && data?.shares.some((share) => share.id !== null && !share.settled_on) && asked?.[0] && !asked[0].refused;
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <ProblemAlert problem={costs.error} onRetry={() => void costs.refetch()} />
        {costs.isPending && <Waiting lines={6} />}
        {data && (
          <Stack gap="xl" maw="64rem">
            <Group justify="space-between" align="flex-start">
              <dl className={classes.figures}>
                <div>
                  <dt>{t("training.cost.total")}</dt>
                  <dd>{yen(data.total)}</dd>
                </div>
                {data.budget !== null && (
                  <div>
                    <dt>{t("training.budget")}</dt>
                    <dd>{yen(data.budget)}</dd>
                  </div>
                )}
                <div>
                  <dt>{t("training.cost_model")}</dt>
                  <dd>{enumWords("cost_model", data.model)}</dd>
                </div>
                {data.model === "fixed_fee" && data.fee !== null && (
                  <div>
                    <dt>{t("training.fee")}</dt>
                    <dd>{yen(data.fee)}</dd>
                  </div>
                )}
              </dl>
              <Group gap="xs">
                {data.shares.length > 0 && <WritePaper report="R15" run={detail.run} />}
                {may && (
                  <Button leftSection={<Icon name="add" size={18} />} onClick={() => go({ open: "new" })}>
                    {t("training.cost.add")}
                  </Button>
                )}
              </Group>
            </Group>
            {data.members_missing.length > 0 && (
              <Text role="note" style={{ color: "var(--ky-caution)" }}>
                {t("training.members_missing", { orgs: data.members_missing.join(t("ui.between")) })}
              </Text>
            )}
            {data.costs.length === 0 ? (
              <Text>{t("training.cost.empty")}</Text>
            ) : (
              <section aria-labelledby="costs">
                <Title order={2} size="h3" id="costs" mb="xs">
                  {t("training.cost.list")}
                </Title>
                <Wide label={t("training.cost.list")} least={40}>
                  <Table>
                    <Table.Thead>
                      <Table.Tr>
                        <Table.Th scope="col">{t("training.cost.kind")}</Table.Th>
                        <Table.Th scope="col" ta="right">
                          {t("training.cost.amount")}
                        </Table.Th>
                        <Table.Th scope="col">{t("training.cost.paid_by")}</Table.Th>
                        <Table.Th scope="col">{t("training.cost.paid_on")}</Table.Th>
                        <Table.Th scope="col">{t("training.note")}</Table.Th>
                        <Table.Th scope="col">
                          <span className="ky-quiet">{t("ui.palette.command")}</span>
                        </Table.Th>
                      </Table.Tr>
                    </Table.Thead>
                    <Table.Tbody>
                      {data.costs.map((row) => (
                        <Table.Tr key={row.id}>
                          <Table.Th scope="row">{enumWords("cost_kind", row.kind)}</Table.Th>
                          <Table.Td ta="right" className="ky-number">
                            {yen(row.amount)}
                          </Table.Td>
                          <Table.Td>{row.paid_by}</Table.Td>
                          <Table.Td className="ky-number">{row.paid_on && showDate(row.paid_on, desk.era)}</Table.Td>
                          <Table.Td>{row.note}</Table.Td>
                          <Table.Td>
                            {may && (
                              <SettledButton
                                variant="default"
                                size="compact-sm"
                                aria-label={t("training.cost.drop_of", { kind: enumWords("cost_kind", row.kind), amount: yen(row.amount) })}
                                onClick={() => drop.mutate({ id: row.id, version: row.version }, { onError: sayProblem })}
                              >
                                {t("training.drop")}
                              </SettledButton>
                            )}
                          </Table.Td>
                        </Table.Tr>
                      ))}
                    </Table.Tbody>
                  </Table>
                </Wide>
              </section>
            )}
            {data.shares.length > 0 && (
              <section aria-labelledby="shares">
                <Group justify="space-between" mb="xs">
                  <Title order={2} size="h3" id="shares">
                    {t("training.shares")}
                  </Title>
                  {desk.may("see_training_costs") && data.shares.some((share) => share.org_id !== null && !share.settled_on && share.balance !== 0) && (
                    <ToPartners paper="bill" detail={detail} payment={payment} onPayment={setPayment} />
                  )}
                </Group>
                <Text size="sm" mb="xs">
                  {t("training.shares.text")}
                </Text>
                <Text size="sm" mb="xs" role="status" className="ky-number">
                  {t("training.shares.settled", { n: settled, of: data.shares.length })}
                </Text>
                {settles && (
                  <Box maw="20rem" mb="xs">
                    <DateField
                      label={t("training.settle.on")}
                      description={t("training.settle.on.about")}
                      value={settledOn}
                      onChange={setSettledOn}
                      onUnreadable={setUnreadable}
                      era={desk.era}
                    />
                  </Box>
                )}
                <Wide label={t("training.shares")} least={48}>
                  <Table>
                    <Table.Thead>
                      <Table.Tr>
                        <Table.Th scope="col">{t("training.org")}</Table.Th>
                        <Table.Th scope="col" ta="right">
                          {t("training.share.basis")}
                        </Table.Th>
                        <Table.Th scope="col" ta="right">
                          {t("training.share.amount")}
                        </Table.Th>
                        <Table.Th scope="col" ta="right">
                          {t("training.share.paid")}
                        </Table.Th>
                        <Table.Th scope="col" ta="right">
                          {t("training.share.balance")}
                        </Table.Th>
                        <Table.Th scope="col">{t("training.share.settled")}</Table.Th>
                      </Table.Tr>
                    </Table.Thead>
                    <Table.Tbody>
                      {data.shares.map((share) => (
                        <Table.Tr key={share.org_id ?? "own"}>
                          <Table.Th scope="row">
                            {share.org}
                            {share.org_id !== null && changed.has(share.org_id) && <Badge tone="caution">{enumWords("partner_due", "bill_changed")}</Badge>}
                          </Table.Th>
                          <Table.Td ta="right" className="ky-number">
                            {numberWords(share.basis)}
                          </Table.Td>
                          {[share.amount, share.paid, share.balance].map((n, column) => (
                            // The amounts stand in a fixed order.
                            // oxlint-disable-next-line react/no-array-index-key
                            <Table.Td key={column} ta="right" className="ky-number">
                              {yen(n)}
                            </Table.Td>
                          ))}
                          <Table.Td>
                            <Group gap="xs">
                              {share.org_id !== null && desk.may("see_training_costs") && <Bill run={detail.run} share={share} payment={payment} onPayment={setPayment} />}
                              <Settled share={share} on={unreadable ? undefined : settledOn} may={may} asked={asked?.[0]} />
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
        )}
      </div>
      {may && place.open === "new" && (
        <SidePanel title={t("training.cost.add")} onClose={close}>
          <AddCost run={detail.run.id} onDone={close} />
        </SidePanel>
      )}
    </div>
  );
}
