// A protected workbook: its password is asked for, used once, and not kept.
import { PasswordInput, Stack } from "@mantine/core";
import { useState } from "react";
import type { Problem } from "../../ipc/call";
import { onKeys } from "../../keys";
import { t } from "../../labels/t";
import { FormActions } from "../../parts/FormActions";
import { ProblemAlert } from "../../problems/ProblemAlert";

export function wantsPassword(problem: Problem): boolean {
  return problem.code === "workbook_password_needed" || problem.code === "workbook_password_wrong";
}

export function Password({ problem, busy, onPassword }: { problem: Problem; busy: boolean; onPassword(password: string): void }) {
  const [password, setPassword] = useState("");
  const go = () => password && !busy && onPassword(password);
  return (
    <Stack gap="sm" maw="32rem">
      <ProblemAlert problem={problem} />
      <PasswordInput
        label={t("members.import.password")}
        description={t("members.import.password.about")}
        autoFocus
        autoComplete="off"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        onKeyDown={onKeys({ Enter: go })}
      />
      <FormActions save={t("members.import.password.save")} saving={busy} disabled={!password} onSave={go} />
    </Stack>
  );
}
