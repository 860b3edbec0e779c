// The facts of a card: the person, the membership, where they belong and where they work.
import { Button, Group, Stack, Text, Timeline, Title } from "@mantine/core";
import { useDesk } from "../desk/session";
import type { EmploymentDetail, MemberCard, MembershipDetail } from "../ipc/api";
import { enumWords, t } from "../labels/t";
import { showDate } from "../parts/dates";
import classes from "./Members.module.css";
import { shown } from "./names";

type Fact = [words: string, value: string | null | undefined];

export function Facts({ facts }: { facts: Fact[] }) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return (
    <dl className={classes.facts}>
      {known.map(([words, value]) => (
        <div key={`${words} ${value}`} style={{ display: "contents" }}>
          <dt>{words}</dt>
          <dd className="ky-private">{shown(value ?? "")}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Stack gap="xs" component="section" className={classes.part}>
      <Title order={3}>{title}</Title>
      {children}
    </Stack>
  );
}

export function span(from: string | null, to: string | null, era: boolean): string {
  if (!from) return to ? t("members.until", { on: showDate(to, era) }) : "";
  return to ? t("members.from_to", { from: showDate(from, era), to: showDate(to, era) }) : t("members.since", { on: showDate(from, era) });
}

function Employment({ of }: { of: EmploymentDetail }) {
  const desk = useDesk();
  const { employment } = of;
  return (
    <div className={of.to_on ? classes.past : undefined}>
      <Facts
        facts={[
          [t("members.column.employer"), of.employer],
          [t("members.column.worksite"), of.worksite],
          [t("members.column.department"), employment.department],
          [t("members.column.job_title"), employment.job_title],
          [t("members.column.grade"), employment.grade],
          [t("members.column.employment_type"), enumWords("employment_type", employment.employment_type)],
          [t("members.column.employee_no"), employment.employee_no],
          [t("members.period"), span(employment.from_on, of.to_on, desk.era)],
        ]}
      />
    </div>
  );
}

interface CardFactsProps {
  card: MemberCard;
  membership: MembershipDetail | undefined;
  /** Corrects a membership of the past, and its unit. */
  onCorrect?: ((of: MembershipDetail) => void) | undefined;
  onCorrectUnit?: ((of: MembershipDetail) => void) | undefined;
}

export function CardFacts({ card, membership, onCorrect, onCorrectUnit }: CardFactsProps) {
  const desk = useDesk();
  const { person } = card;
  const others = card.memberships.filter((each) => each.id !== membership?.id);
  return (
    <>
      <Part title={t("members.part.person")}>
        <Facts
          facts={[
            [t("members.column.registered_name"), [person.family_name, person.given_name].filter(Boolean).join(" ")],
            [t("members.column.display_name"), person.display_name],
            [t("members.column.former_name"), person.former_name],
            [t("members.column.birth_on"), showDate(person.birth_on, desk.era)],
            [t("members.column.gender"), enumWords("gender", person.gender)],
            [t("members.column.remarks"), person.remarks],
          ]}
        />
      </Part>
      {membership && (
        <Part title={t("members.part.membership")}>
          <Facts
            facts={[
              [t("members.column.member_no"), membership.member_no],
              [t("members.column.applied_on"), showDate(membership.applied_on, desk.era)],
              [t("members.column.joined_on"), showDate(membership.joined_on, desk.era)],
              [t("members.column.join_reason"), enumWords("join_reason", membership.join_reason)],
              [t("members.column.left_on"), showDate(membership.left_on, desk.era)],
              [t("members.column.end_reason"), enumWords("end_reason", membership.end_reason)],
              [t("members.column.end_note"), membership.end_note],
              [t("members.column.dues_kind"), enumWords("dues_kind", membership.dues_kind)],
              [t("members.column.checkoff_status"), enumWords("checkoff_status", membership.checkoff_status)],
              [t("members.column.union_post"), membership.union_post],
              [t("members.column.fulltime_kind"), enumWords("fulltime_kind", membership.fulltime_kind)],
              [t("members.column.voting_right"), t(membership.voting_right ? "ui.yes" : "ui.no")],
            ]}
          />
        </Part>
      )}
      {membership && membership.categories.length > 1 && (
        <Part title={t("members.part.categories")}>
          <Timeline bulletSize="0.875rem" lineWidth={2} active={-1}>
            {membership.categories.map((each) => (
              <Timeline.Item key={each.from_on ?? ""} title={enumWords("category", each.category)}>
                <Text size="sm" c="dimmed">
                  {span(each.from_on ?? membership.joined_on, each.to_on ?? membership.left_on, desk.era)}
                </Text>
              </Timeline.Item>
            ))}
          </Timeline>
        </Part>
      )}
      {membership && (
        <Part title={t("members.part.assignments")}>
          {membership.assignments.length === 0 ? (
            <Text size="sm">{t("members.no_unit")}</Text>
          ) : (
            <Timeline bulletSize="0.875rem" lineWidth={2} active={-1}>
              {membership.assignments
                .toSorted((a, b) => b.from_on.localeCompare(a.from_on))
                .map((each) => (
                  <Timeline.Item key={each.id} title={each.unit_names.join(" / ")}>
                    <Text size="sm" c="dimmed">
                      {span(each.from_on, each.to_on, desk.era)}
                    </Text>
                  </Timeline.Item>
                ))}
            </Timeline>
          )}
        </Part>
      )}
      {card.employments.length > 0 && (
        <Part title={t("members.part.employment")}>
          {card.employments.map((each) => (
            <Employment key={each.id} of={each} />
          ))}
        </Part>
      )}
      {others.length > 0 && (
        <Part title={t("members.part.former")}>
          {others.map((each) => (
            <Stack key={each.id} gap={4}>
              <Facts
                facts={[
                  [each.member_no, span(each.joined_on, each.left_on, desk.era)],
                  [t("members.column.end_reason"), enumWords("end_reason", each.end_reason)],
                  [t("members.column.end_note"), each.end_note],
                  [
                    t("members.part.categories"),
                    each.categories
                      .map((own) => `${enumWords("category", own.category)} ${span(own.from_on ?? each.joined_on, own.to_on ?? each.left_on, desk.era)}`)
                      .join(t("ui.between")),
                  ],
                  ...each.assignments.map((own): Fact => [t("members.unit"), `${own.unit_names.join(" / ")} ${span(own.from_on, own.to_on, desk.era)}`]),
                ]}
              />
              {each.status === "ended" && each.joined_on && (
                <Group gap="xs">
                  {onCorrect && (
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={t("members.ended.correct_of", { no: each.member_no })}
                      onClick={() => onCorrect(each)}
                    >
                      {t("members.ended.correct")}
                    </Button>
                  )}
                  {onCorrectUnit && (
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={t("members.ended.unit_of", { no: each.member_no })}
                      onClick={() => onCorrectUnit(each)}
                    >
                      {t("members.ended.unit")}
                    </Button>
                  )}
                </Group>
              )}
            </Stack>
          ))}
        </Part>
      )}
    </>
  );
}
