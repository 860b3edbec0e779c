// How the server that offices share is reached, field by field.
import { Button, Group, NumberInput, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { SharedServer } from "../ipc/api";
import type { KnownServer, PickedFile } from "../ipc/host";
import { t } from "../labels/t";
import { FileField } from "../parts/FileField";
import { Icon } from "../parts/Icon";
import type { FieldWords } from "../problems/problems";

export interface ServerValues {
  host: string;
  port: number | "";
  database: string;
  schema: string;
  user: string;
  password: string;
  certificate: PickedFile | null;
}

const PORT = 5432;
const LAST_PORT = 65_535;

/** What is known of a server; its password is typed each time. */
export function serverValues(known?: KnownServer): ServerValues {
  return {
    host: known?.host ?? "",
    port: known?.port ?? PORT,
    database: known?.database ?? "",
    schema: known?.schema ?? "",
    user: known?.user ?? "",
    password: "",
    certificate: known?.root_certificate ?? null,
  };
}

export type ServerFaults = Partial<Record<Exclude<keyof ServerValues, "certificate" | "schema">, string>>;

/** What stands in the way of connecting, per field. */
export function serverFaults(value: ServerValues): ServerFaults {
  const faults: ServerFaults = {};
  for (const field of ["host", "database", "user"] as const) if (!value[field].trim()) faults[field] = t("ui.fill_in");
  if (!value.password) faults.password = t("ui.fill_in");
  if (value.port === "" || value.port < 1 || value.port > LAST_PORT) faults.port = t("desk.server.port.wrong");
  return faults;
}

/** As the core takes it; none while something stands in the way. */
export function serverInput(value: ServerValues): SharedServer | undefined {
  if (value.port === "" || Object.keys(serverFaults(value)).length > 0) return undefined;
  return {
    host: value.host.trim(),
    port: value.port,
    database: value.database.trim(),
    schema: value.schema.trim() || undefined,
    user: value.user.trim(),
    password: value.password,
    root_certificate: value.certificate?.token,
  };
}

export interface ServerFieldsProps {
  value: ServerValues;
  onChange(value: ServerValues): void;
  /** Faults are shown after the first try. */
  tried: boolean;
  /** Words of the core, by the name of the field on the wire. */
  words: FieldWords;
  /** The first field that is still to be typed takes the focus. */
  autoFocus?: boolean;
}

export function ServerFields({ value, onChange, tried, words, autoFocus }: ServerFieldsProps) {
  const [more, setMore] = useState(value.schema !== "");
  const faults = tried ? serverFaults(value) : {};
  const said = (field: keyof ServerFaults) => {
    const error = words[`server.${field}`] ?? faults[field];
    return { error, "aria-invalid": Boolean(error), required: true };
  };
  const text = (field: "host" | "database" | "user") => ({
    ...said(field),
    autoComplete: "off",
    spellCheck: false,
    value: value[field],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange({ ...value, [field]: event.currentTarget.value }),
  });
  const known = value.host !== "";
  return (
    <Stack gap="md">
      <Group align="flex-start" wrap="nowrap">
        <TextInput label={t("desk.server.host")} style={{ flex: 1 }} autoFocus={autoFocus && !known} {...text("host")} />
        <NumberInput
          label={t("desk.server.port")}
          w="8rem"
          allowDecimal={false}
          allowNegative={false}
          hideControls
          {...said("port")}
          value={value.port}
          onChange={(port) => onChange({ ...value, port: port === "" ? "" : Number(port) })}
        />
      </Group>
      <Group grow align="flex-start">
        <TextInput label={t("desk.server.database")} {...text("database")} />
        <TextInput label={t("desk.server.user")} {...text("user")} />
      </Group>
      <PasswordInput
        label={t("desk.server.password")}
        description={t("desk.server.password.about")}
        autoComplete="off"
        autoFocus={autoFocus && known}
        {...said("password")}
        value={value.password}
        onChange={(event) => onChange({ ...value, password: event.currentTarget.value })}
      />
      <Group align="flex-end">
        <FileField
          label={t("desk.server.certificate")}
          description={t("desk.server.certificate.about")}
          purpose="open_certificate"
          suggested=""
          optional
          value={value.certificate}
          onChange={(certificate) => onChange({ ...value, certificate })}
        />
        {value.certificate && (
          <Button variant="default" my={4} onClick={() => onChange({ ...value, certificate: null })}>
            {t("desk.server.certificate.without")}
          </Button>
        )}
      </Group>
      <Stack gap="xs">
        <Button
          variant="subtle"
          w="fit-content"
          aria-expanded={more}
          rightSection={<Icon name={more ? "up" : "down"} size={18} />}
          onClick={() => setMore(!more)}
        >
          {t("desk.server.more")}
        </Button>
        {more && (
          <TextInput
            label={t("desk.server.schema")}
            description={t("desk.server.schema.about")}
            placeholder="public"
            autoComplete="off"
            spellCheck={false}
            value={value.schema}
            onChange={(event) => onChange({ ...value, schema: event.currentTarget.value })}
          />
        )}
      </Stack>
    </Stack>
  );
}
