// Who gets a file with names: somebody within the union, or another organisation of the union's list.
import { Radio, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDesk } from "../desk/session";
import { useAnswer } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { usePartnerChoices } from "../organizations/employers";
import { showDate } from "../parts/dates";

export interface Recipient {
  to: "inside" | "outside";
  who: string;
  organization: string | null;
}

export function useNewRecipient(): Recipient {
  const desk = useDesk();
  return { to: "inside", who: desk.status.union_name ?? "", organization: null };
}

/** The recipient as the core takes it; undefined while it is not named. */
export function recipientOf(value: Recipient): string | undefined {
  const named = value.to === "inside" ? value.who.trim() : (value.organization ?? "");
  return named === "" ? undefined : named;
}

/** On what ground names may go to the organisation, before they do. */
function Ground({ organization }: { organization: string }) {
  const desk = useDesk();
  const notices = useAnswer("members", "joint_uses", {});
  const notice = notices.data?.find(
    (each) =>
      each.recipient === organization && each.announced_on <= desk.today && (each.ended_on === null || each.ended_on >= desk.today),
  );
  if (!notices.data) return null;
  return (
    <Text size="sm" role="note">
      {notice
        ? t("members.recipient.joint_use", { on: showDate(notice.announced_on, desk.era), items: notice.items })
        : t("members.recipient.consent")}
    </Text>
  );
}

export interface RecipientFieldProps {
  value: Recipient;
  onChange(value: Recipient): void;
  tried: boolean;
  error?: React.ReactNode;
  /** What is written stays within the union: no organisation is offered. */
  stays?: boolean;
}

export function RecipientField({ value, onChange, tried, error, stays = false }: RecipientFieldProps) {
  const partners = usePartnerChoices();
  const missing = tried && !recipientOf(value) ? t("ui.fill_in") : undefined;
  return (
    <Stack gap="xs">
      {!stays && (
        <Radio.Group
          label={t("members.export.recipient")}
          description={t("members.export.recipient.about")}
          value={value.to}
          onChange={(to) => onChange({ ...value, to: to as Recipient["to"] })}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="inside" label={t("members.recipient.inside")} />
            <Radio value="outside" label={t("members.recipient.outside")} />
          </Stack>
        </Radio.Group>
      )}
      {value.to === "inside" ? (
        <TextInput
          label={t("members.recipient.who")}
          description={t("members.recipient.who.about")}
          required
          value={value.who}
          error={error ?? missing}
          onChange={(event) => onChange({ ...value, who: event.currentTarget.value })}
        />
      ) : (
        <Select
          label={t("members.recipient.organization")}
          description={partners.length === 0 ? t("members.recipient.none") : undefined}
          required
          searchable
          data={partners.map((each) => ({ value: each.name, label: `${each.name} (${enumWords("org_kind", each.kind)})` }))}
          value={value.organization}
          onChange={(organization) => onChange({ ...value, organization })}
          error={error ?? missing}
        />
      )}
      {value.to === "outside" && value.organization && <Ground organization={value.organization} />}
    </Stack>
  );
}
