// A new officer: a login, a first passphrase, roles and the part of the union they hold for.
import { Checkbox, SimpleGrid, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { NO_PASSPHRASE, passphraseFaults, PassphraseFields } from "../desk/PassphraseFields";
import type { Role } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { needsScope, ROLES } from "./api";
import type { UnitChoice } from "./OfficersPage";

export function AddOfficer({ units, onDone }: { units: UnitChoice[]; onDone(): void }) {
  const [login, setLogin] = useState("");
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<Role[]>([]);
  const [scope, setScope] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState(NO_PASSPHRASE);
  const [tried, setTried] = useState(false);
  const add = useChange("officers", "add", { job: t("officers.add.save"), onDone });
  const words = add.error ? fieldWords(add.error) : {};
  const missing = (value: string) => (tried && value.trim() === "" ? t("ui.fill_in") : undefined);
  const scopeMissing = roles.some(needsScope) && !scope;
  const save = () => {
    setTried(true);
    const faults = passphraseFaults(passphrase);
    if (!login.trim() || !name.trim() || roles.length === 0 || scopeMissing || faults.first || faults.second) return;
    add.mutate({
      login: login.trim(),
      display_name: name.trim(),
      passphrase: passphrase.first,
      roles,
      unit_scope: scope ?? undefined,
    });
  };
  return (
    <Stack gap="md">
      <Text size="sm">{t("officers.add.text")}</Text>
      <ProblemAlert problem={formProblem(add.error)} />
      <SimpleGrid cols={2}>
        <TextInput
          label={t("officers.name")}
          required
          data-autofocus
          autoComplete="off"
          value={name}
          error={words["display_name"] ?? missing(name)}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t("desk.login")}
          required
          autoComplete="off"
          value={login}
          error={words["login"] ?? missing(login)}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
      </SimpleGrid>
      <Checkbox.Group
        label={t("officers.roles")}
        required
        value={roles}
        onChange={(chosen) => setRoles(ROLES.filter((role) => chosen.includes(role)))}
        error={tried && roles.length === 0 ? t("officers.roles.missing") : undefined}
      >
        <SimpleGrid cols={2} spacing="xs" mt="xs">
          {ROLES.map((role) => (
            <Checkbox key={role} value={role} label={enumWords("role", role)} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      <Select
        label={t("officers.scope")}
        description={t("officers.scope.about")}
        placeholder={t("officers.scope.all")}
        data={units}
        searchable
        clearable
        value={scope}
        onChange={setScope}
        error={tried && scopeMissing ? t("officers.scope.missing") : words["unit_scope"]}
      />
      <PassphraseFields value={passphrase} onChange={setPassphrase} tried={tried} error={words["passphrase"]} />
      <FormActions save={t("officers.add.save")} saving={add.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}
