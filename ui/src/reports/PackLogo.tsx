// The union's picture on the covers: chosen, looked at small, taken away.
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDesk } from "../desk/session";
import { useAnswer, useChange } from "../ipc/client";
import { host } from "../ipc/host";
import { t } from "../labels/t";
import { ProblemAlert } from "../problems/ProblemAlert";
import classes from "./Packs.module.css";

export function PackLogo() {
  const desk = useDesk();
  const logo = useAnswer("reports", "logo", {});
  const set = useChange("reports", "set_logo");
  const remove = useChange("reports", "remove_logo");
  const pick = async () => {
    const file = await host.pickFile("open_any", "");
    if (!file) return;
    remove.reset();
    set.mutate({ file: file.token });
  };
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="pack-logo">
      <Stack gap="sm">
        <Title order={2} size="h4" id="pack-logo">
          {t("reports.logo")}
        </Title>
        <Text size="sm">{t("reports.logo.text")}</Text>
        <ProblemAlert problem={set.error ?? remove.error ?? logo.error} />
        <Group>
          {logo.data && (
            <img
              className={classes.logo}
              src={`data:image/${logo.data.media};base64,${logo.data.data}`}
              alt={t("reports.logo.of", { name: desk.status.union_name ?? "" })}
            />
          )}
          <Button variant="default" loading={set.isPending} onClick={() => void pick()}>
            {logo.data ? t("reports.logo.replace") : t("reports.logo.choose")}
          </Button>
          {logo.data && (
            <Button
              variant="default"
              loading={remove.isPending}
              onClick={() => {
                set.reset();
                remove.mutate({});
              }}
            >
              {t("reports.logo.remove")}
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}
