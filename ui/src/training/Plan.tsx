// What was planned of a run: its rules, its sittings, the seats of organisations.
import { Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useDesk } from "../desk/session";
import { enumWords, numberWords, t } from "../labels/t";
import { showDate } from "../parts/dates";
import { SidePanel } from "../parts/SidePanel";
import { Wide } from "../parts/Wide";
import { QuotasForm } from "./QuotasForm";
import { RunForm } from "./RunForm";
import type { RunPartProps } from "./RunPage";
import { SessionsForm } from "./SessionsForm";
import classes from "./Training.module.css";
import { isOver, yen } from "./words";

const DAYS = ["apply_from", "apply_until", "quota_release_on", "cancel_free_until"] as const;

export function Plan({ detail, place, go }: RunPartProps) {
  const desk = useDesk();
  const { fields, run } = detail;
  const may = desk.may("change_training") && !isOver(run.status);
  const close = () => go({ open: undefined });
  const people = (n: number | null | undefined) => (n === null || n === undefined ? null : t("ui.people", { n }));
  const facts: [string, string | null | undefined][] = [
    [t("training.capacity"), t("training.seats_n", { n: fields.capacity })],
    [t("training.min_people"), people(fields.min_people)],
    [t("training.wait_limit"), people(fields.wait_limit)],
    ...DAYS.map((name): [string, string | null] => [t(`training.${name}`), fields[name] ? showDate(fields[name], desk.era) : null]),
    [t("training.offer_hours"), fields.offer_hours ? t("training.hours", { n: fields.offer_hours }) : null],
    [t("training.who_may"), t(fields.is_public ? "training.is_public" : "training.is_invited")],
    [t("training.approval"), t(fields.needs_approval ? "training.needs_approval" : "training.no_approval")],
    [t("training.mode"), enumWords("run_mode", fields.mode)],
    [t("training.venue"), fields.venue],
    [t("training.link"), fields.link],
    [t("training.cost_model"), enumWords("cost_model", fields.cost_model)],
    [t("training.fee"), fields.fee === undefined || fields.fee === null ? null : yen(fields.fee)],
    [t("training.budget"), fields.budget === undefined || fields.budget === null ? null : yen(fields.budget)],
    [t("training.contact_name"), [fields.contact_name, fields.contact_mail, fields.contact_phone].filter(Boolean).join(" / ")],
    [t("training.note"), fields.note],
  ];
  const kept = detail.quotas.reduce((sum, row) => sum + row.seats, 0);
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <Stack gap="xl" maw="60rem">
          <section aria-labelledby="plan-rules">
            <Group gap="sm" mb="sm">
              <Title order={2} size="h3" id="plan-rules">
                {t("training.plan.rules")}
              </Title>
              {may && (
                <Button variant="default" size="compact-md" onClick={() => go({ open: "edit" })}>
                  {t("training.plan.rules.edit")}
                </Button>
              )}
            </Group>
            <dl className={classes.facts}>
              {facts
                .filter(([, value]) => value)
                .map(([words, value]) => (
                  <div key={words} style={{ display: "contents" }}>
                    <dt>{words}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
            </dl>
          </section>
          <section aria-labelledby="plan-sessions">
            <Group gap="sm" mb="sm">
              <Title order={2} size="h3" id="plan-sessions">
                {t("training.plan.sessions")}
              </Title>
              {may && (
                <Button variant="default" size="compact-md" onClick={() => go({ open: "sessions" })}>
                  {t("training.plan.sessions.edit")}
                </Button>
              )}
            </Group>
            {detail.sessions.length === 0 ? (
              <Text size="sm">{t("training.plan.sessions.empty")}</Text>
            ) : (
              <Wide label={t("training.plan.sessions")} least={40}>
                <Table>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th scope="col">{t("training.session")}</Table.Th>
                      <Table.Th scope="col">{t("training.session.held_on")}</Table.Th>
                      <Table.Th scope="col">{t("training.session.time")}</Table.Th>
                      <Table.Th scope="col" ta="right">
                        {t("training.session.minutes")}
                      </Table.Th>
                      <Table.Th scope="col">{t("training.session.topic")}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {detail.sessions.map((row) => (
                      <Table.Tr key={row.id}>
                        <Table.Th scope="row">{t("training.session.no", { n: row.no })}</Table.Th>
                        <Table.Td className="ky-name">{showDate(row.held_on, desk.era)}</Table.Td>
                        <Table.Td className="ky-number">{t("training.session.from_to", { from: row.starts, to: row.ends })}</Table.Td>
                        <Table.Td ta="right" className="ky-number">
                          {numberWords(row.minutes)}
                        </Table.Td>
                        <Table.Td>
                          <Text size="sm">{[row.topic, row.lecturer, row.place].filter(Boolean).join(" / ")}</Text>
                          {row.required && <Text size="xs">{t("training.session.required")}</Text>}
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Wide>
            )}
          </section>
          <section aria-labelledby="plan-quotas">
            <Group gap="sm" mb="sm">
              <Title order={2} size="h3" id="plan-quotas">
                {t("training.plan.quotas")}
              </Title>
              {may && (
                <Button variant="default" size="compact-md" onClick={() => go({ open: "quotas" })}>
                  {t("training.plan.quotas.edit")}
                </Button>
              )}
            </Group>
            <Text size="sm" mb="xs" className="ky-number">
              {t("training.quotas.sum", { kept, capacity: fields.capacity, common: fields.capacity - kept })}
            </Text>
            {detail.quotas.length === 0 ? (
              <Text size="sm">{t("training.plan.quotas.empty")}</Text>
            ) : (
              <Wide label={t("training.plan.quotas")} least={32}>
                <Table>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th scope="col">{t("training.org")}</Table.Th>
                      <Table.Th scope="col" ta="right">
                        {t("training.quota.seats")}
                      </Table.Th>
                      <Table.Th scope="col" ta="right">
                        {t("training.quota.members")}
                      </Table.Th>
                      <Table.Th scope="col">{t("training.industry")}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {detail.quotas.map((row) => (
                      <Table.Tr key={row.id}>
                        <Table.Th scope="row">{row.org}</Table.Th>
                        <Table.Td ta="right" className="ky-number">
                          {numberWords(row.seats)}
                        </Table.Td>
                        <Table.Td ta="right" className="ky-number">
                          {row.members !== null && numberWords(row.members)}
                        </Table.Td>
                        <Table.Td>{row.industry}</Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Wide>
            )}
          </section>
        </Stack>
      </div>
      {may && place.open === "edit" && (
        <SidePanel title={t("training.plan.rules.edit")} onClose={close}>
          <RunForm detail={detail} onDone={close} />
        </SidePanel>
      )}
      {may && place.open === "sessions" && (
        <SidePanel title={t("training.plan.sessions.edit")} onClose={close}>
          <SessionsForm detail={detail} onDone={close} />
        </SidePanel>
      )}
      {may && place.open === "quotas" && (
        <SidePanel title={t("training.plan.quotas.edit")} onClose={close}>
          <QuotasForm detail={detail} onDone={close} />
        </SidePanel>
      )}
    </div>
  );
}
