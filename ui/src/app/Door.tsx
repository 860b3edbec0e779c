// Which side of the door the officer stands on: no union file is open, or the rooms are.
import { Center, Loader } from "@mantine/core";
import { ProblemAlert } from "../problems/ProblemAlert";
import { useAnswer } from "../ipc/client";
import { t } from "../labels/t";

export function Door() {
  const status = useAnswer("desk", "status", null);
  if (status.error) return <ProblemAlert problem={status.error} onRetry={() => void status.refetch()} />;
  return (
    <Center h="100%">
      <Loader aria-label={t("ui.loading")} />
    </Center>
  );
}
