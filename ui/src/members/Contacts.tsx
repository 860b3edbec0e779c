// 連絡先: the ways to reach a person; an old one is ended, not removed.
import { Button, Checkbox, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { ContactDetail, ContactKind, MemberCard } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { sayProblem } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { Part } from "./CardFacts";
import classes from "./Members.module.css";

const KINDS = ["mobile", "phone", "mail_private", "mail_work", "home_address", "emergency"] as const satisfies readonly ContactKind[];

interface FormProps {
  person: string;
  contact?: ContactDetail | undefined;
  /** Of a new one. */
  first?: ContactKind | undefined;
  onDone(): void;
}

function ContactForm({ person, contact, first, onDone }: FormProps) {
  const [kind, setKind] = useState<ContactKind>(contact?.kind ?? first ?? "mobile");
  const [value, setValue] = useState(contact?.value ?? "");
  const [postal, setPostal] = useState(contact?.postal ?? "");
  const [preferred, setPreferred] = useState(contact?.preferred ?? false);
  const [tried, setTried] = useState(false);
  const keep = useChange("members", "save_contact", { onDone });
  const words = keep.error ? fieldWords(keep.error) : {};
  const save = () => {
    setTried(true);
    if (!value.trim()) return;
    keep.mutate({
      person_id: person,
      id: contact?.id,
      version: contact?.version,
      kind,
      value: value.trim(),
      postal: kind === "home_address" ? postal.trim() || undefined : undefined,
      preferred,
    });
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(keep.error)} />
      <Select
        label={t("members.contact.kind")}
        data={KINDS.map((each) => ({ value: each, label: enumWords("contact_kind", each) }))}
        value={kind}
        onChange={(next) => next && setKind(next)}
      />
      {kind === "mail_work" && (
        <Text size="sm" style={{ color: "var(--ky-caution)" }}>
          {t("members.contact.mail_work.about")}
        </Text>
      )}
      {kind === "home_address" && (
        <TextInput
          label={t("members.contact.postal")}
          inputMode="numeric"
          w="10rem"
          value={postal}
          error={words["postal"]}
          onChange={(event) => setPostal(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={enumWords("contact_kind", kind)}
        required
        data-autofocus
        autoComplete="off"
        value={value}
        error={words["value"] ?? (tried && !value.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <Checkbox
        label={t("members.contact.preferred")}
        checked={preferred}
        onChange={(event) => setPreferred(event.currentTarget.checked)}
      />
      <FormActions save={t("ui.save")} saving={keep.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}

export function Contacts({ card, adds }: { card: MemberCard; adds?: "mobile" | "home_address" | undefined }) {
  const desk = useDesk();
  const may = desk.may("change_roster");
  const over = (contact: ContactDetail) => contact.to_on !== null && contact.to_on < desk.today;
  const [editing, setEditing] = useState<ContactDetail | "new" | undefined>(
    () => (adds && may ? (card.contacts.find((contact) => contact.kind === adds && !over(contact)) ?? "new") : undefined),
  );
  const end = useChange("members", "end_contact", {});
  return (
    <Part title={t("members.part.contacts")}>
      {card.contacts.length === 0 && editing === undefined && <Text size="sm">{t("members.contact.empty")}</Text>}
      {card.contacts.map((contact) =>
        editing !== "new" && editing?.id === contact.id ? (
          <ContactForm key={contact.id} person={card.person_id} contact={contact} onDone={() => setEditing(undefined)} />
        ) : (
          <div key={contact.id} className={`${classes.line} ${over(contact) ? classes.past : ""}`}>
            <div>
              <Text size="sm" c="dimmed">
                {enumWords("contact_kind", contact.kind)}
                {contact.to_on && ` (${t("members.until", { on: showDate(contact.to_on, desk.era) })})`}
              </Text>
              <Group gap="xs">
                <Text size="sm" className="ky-private">
                  {contact.postal && `〒${contact.postal.replace(/^(\d{3})(\d{4})$/, "$1-$2")} `}
                  {contact.value}
                </Text>
                {contact.preferred && <Badge tone="good">{t("members.contact.first")}</Badge>}
              </Group>
            </div>
            {may && !over(contact) && (
              <Group gap={4} wrap="nowrap">
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t("members.contact.change", { what: contact.value })}
                  onClick={() => setEditing(contact)}
                >
                  {t("ui.change")}
                </Button>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t("members.contact.end_of", { what: contact.value })}
                  onClick={() =>
                    end.mutate({ id: contact.id, version: contact.version, to_on: desk.today }, { onError: sayProblem })
                  }
                >
                  {t("members.contact.end")}
                </Button>
              </Group>
            )}
          </div>
        ),
      )}
      {editing === "new" && <ContactForm person={card.person_id} first={adds} onDone={() => setEditing(undefined)} />}
      {may && editing === undefined && (
        <Button variant="default" size="compact-md" w="fit-content" onClick={() => setEditing("new")}>
          {t("members.contact.add")}
        </Button>
      )}
    </Part>
  );
}
