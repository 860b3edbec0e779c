// The officers and their roles.
import { Button, Group, Modal, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { GrantRow, OfficerRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { useShortcuts } from "../keys";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { LetIn, LockOut } from "./Access";
import { AddOfficer } from "./AddOfficer";
import { GrantRole } from "./GrantRole";
import type { UnitChoice } from "./OfficersPage";

/** From when on the first officer holds the first role. */
const FOUNDERS_DAY = "2000-01-01";

/** Taking a role away ends at once what the officer can do by it: it is asked, with the name. */
function Revoke({ grant, of, role }: { grant: GrantRow; of: OfficerRow; role: string }) {
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const revoke = useChange("officers", "revoke", { onDone: close });
  return (
    <>
      <Button flex="none" size="compact-xs" variant="subtle" aria-label={t("officers.revoke.of", { name: of.display_name, role })} onClick={() => setAsking(true)}>
        {t("officers.revoke")}
      </Button>
      <Modal opened={asking} onClose={close} title={t("officers.revoke.of", { name: of.display_name, role })}>
        <Stack gap="md">
          <ProblemAlert problem={revoke.error} />
          <Text>{t("officers.revoke.text")}</Text>
          <FormActions
            save={t("officers.revoke.do")}
            saving={revoke.isPending}
            danger
            onSave={() => revoke.mutate({ grant: grant.id, version: grant.version })}
            onCancel={close}
          />
        </Stack>
      </Modal>
    </>
  );
}

function Grant({ grant, of, units }: { grant: GrantRow; of: OfficerRow; units: UnitChoice[] }) {
  const desk = useDesk();
  const role = enumWords("role", grant.role);
  const scope = units.find((unit) => unit.value === grant.unit_scope)?.label.trim();
  const from = showDate(grant.from_on, desk.era);
  const period = grant.to_on ? t("officers.period", { from, to: showDate(grant.to_on, desk.era) }) : t("officers.period.open", { from });
  // The founder's role is from before the union kept its records here; its first day says nothing.
  const whole = of.first && grant.to_on === null && grant.from_on === FOUNDERS_DAY;
  const over = grant.to_on !== null && grant.to_on < desk.today;
  return (
    <Group gap="xs" wrap="nowrap">
      <div>
        <Badge tone={over ? "ended" : "notice"}>{role}</Badge>
        <Text size="xs" c="dimmed">
          {[scope, !whole && period].filter(Boolean).join(" / ")}
        </Text>
      </div>
      {desk.may("manage_officers") && !over && (
        <Revoke grant={grant} of={of} role={role} />
      )}
    </Group>
  );
}

export function OfficersList({ units }: { units: UnitChoice[] }) {
  const desk = useDesk();
  const may = desk.may("manage_officers");
  const officers = useAnswer("officers", "list", {});
  const [adding, setAdding] = useState(false);
  const [granting, setGranting] = useState<OfficerRow>();
  const [access, setAccess] = useState<OfficerRow>();
  useShortcuts({ "mod+n": () => setAdding(true) }, { enabled: may });

  if (officers.error) return <ProblemAlert problem={officers.error} onRetry={() => void officers.refetch()} />;
  if (!officers.data) return <Waiting />;
  return (
    <Stack gap="md">
      {may && (
        <Button w="fit-content" leftSection={<Icon name="add" size={18} />} onClick={() => setAdding(true)}>
          {t("officers.add")}
        </Button>
      )}
      <Wide label={t("officers.part.list")} least={40}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" className="ky-name">{t("officers.name_and_login")}</Table.Th>
              <Table.Th scope="col">{t("officers.roles")}</Table.Th>
              {may && (
                <Table.Th scope="col">
                  <span className="ky-quiet">{t("officers.grant")}</span>
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {officers.data.map((officer) => (
              <Table.Tr key={officer.id}>
                <Table.Th scope="row">
                  <Group gap="xs">
                    <span className="ky-name">{officer.display_name}</span>
                    {officer.first && <Badge tone="good">{t("officers.first")}</Badge>}
                    {officer.locked && <Badge tone="ended">{t("officers.locked")}</Badge>}
                  </Group>
                  <Text size="sm" c="dimmed" className="ky-name">
                    {officer.login}
                  </Text>
                </Table.Th>
                <Table.Td>
                  <Stack gap={4}>
                    {officer.grants.length === 0 && <Text size="sm">{t("officers.no_roles")}</Text>}
                    {officer.grants.map((grant) => (
                      <Grant key={grant.id} grant={grant} of={officer} units={units} />
                    ))}
                  </Stack>
                </Table.Td>
                {may && (
                  <Table.Td>
                    <Group gap="xs" wrap="nowrap">
                      {!officer.locked && (
                        <Button
                          size="compact-sm"
                          variant="default"
                          aria-label={t("officers.grant.to", { name: officer.display_name })}
                          onClick={() => setGranting(officer)}
                        >
                          {t("officers.grant")}
                        </Button>
                      )}
                      {officer.id !== desk.officer.id && (
                        <Button
                          size="compact-sm"
                          variant="default"
                          aria-label={t(officer.locked ? "officers.let_in.of" : "officers.lock_out.of", {
                            name: officer.display_name,
                          })}
                          onClick={() => setAccess(officer)}
                        >
                          {t(officer.locked ? "officers.let_in" : "officers.lock_out")}
                        </Button>
                      )}
                    </Group>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      <Modal opened={adding} onClose={() => setAdding(false)} title={t("officers.add")} size="lg">
        <AddOfficer units={units} onDone={() => setAdding(false)} />
      </Modal>
      <Modal
        opened={granting !== undefined}
        onClose={() => setGranting(undefined)}
        title={granting && t("officers.grant.to", { name: granting.display_name })}
      >
        {granting && <GrantRole officer={granting} units={units} onDone={() => setGranting(undefined)} />}
      </Modal>
      <Modal
        opened={access !== undefined}
        onClose={() => setAccess(undefined)}
        title={access && t(access.locked ? "officers.let_in.of" : "officers.lock_out.of", { name: access.display_name })}
      >
        {access?.locked === false && <LockOut officer={access} onDone={() => setAccess(undefined)} />}
        {access?.locked && <LetIn officer={access} onDone={() => setAccess(undefined)} />}
      </Modal>
    </Stack>
  );
}
