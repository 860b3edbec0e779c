// Where a union is kept: a file on this computer, or the server that offices share.
import { Radio, Stack } from "@mantine/core";
import { t } from "../labels/t";

export type Where = "file" | "server";

export function WhereFields({ value, onChange }: { value: Where; onChange(value: Where): void }) {
  return (
    <Radio.Group label={t("desk.where")} value={value} onChange={(next) => onChange(next as Where)}>
      <Stack gap={6} mt={4}>
        <Radio value="file" label={t("desk.where.file")} />
        <Radio value="server" label={t("desk.where.server")} />
      </Stack>
    </Radio.Group>
  );
}
