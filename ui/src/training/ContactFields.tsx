// Who answers for a run, as it is printed for partners: a name, and a way to reach them.
import { TextInput } from "@mantine/core";
import type { Contact } from "../ipc/api";
import { t } from "../labels/t";
import type { FieldWords } from "../problems/problems";

const FIELDS = ["contact_name", "contact_mail", "contact_phone"] as const;

export type ContactTyped = Record<(typeof FIELDS)[number], string>;

export function contactOf(from: Contact): ContactTyped {
  return Object.fromEntries(FIELDS.map((name) => [name, from[name] ?? ""])) as ContactTyped;
}

/** As it is sent: what is empty is left out. */
export function writtenContact(typed: ContactTyped): Partial<ContactTyped> {
  return Object.fromEntries(FIELDS.map((name) => [name, typed[name].trim()]).filter(([, value]) => value)) as Partial<ContactTyped>;
}

interface ContactFieldsProps {
  value: ContactTyped;
  onChange(next: ContactTyped): void;
  words: FieldWords;
  /** A form goes back to them: somebody is named, with a way to reach them. */
  asked?: boolean;
}

export function ContactFields({ value, onChange, words, asked = false }: ContactFieldsProps) {
  const lacks = (name: keyof ContactTyped): string | undefined => {
    if (!asked) return undefined;
    if (name === "contact_name") return value.contact_name.trim() ? undefined : t("ui.fill_in");
    const none = !value.contact_mail.trim() && !value.contact_phone.trim();
    return name === "contact_mail" && none ? t("problem.contact_way") : undefined;
  };
  return FIELDS.map((name) => (
    <TextInput
      key={name}
      label={t(`training.${name}`)}
      description={name === "contact_name" ? t("training.contact_name.about") : undefined}
      value={value[name]}
      error={words[name] ?? lacks(name)}
      onChange={(event) => onChange({ ...value, [name]: event.currentTarget.value })}
    />
  ));
}
