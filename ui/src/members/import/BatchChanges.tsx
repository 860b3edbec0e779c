// 異動一覧: what an import changed, as one page for the committee.
import { Button } from "@mantine/core";
import { useChange } from "../../ipc/client";
import { host } from "../../ipc/host";
import { t } from "../../labels/t";
import { sayDone, sayProblem } from "../../parts/UndoToast";

export function BatchChanges({ batch, name, compact }: { batch: string; name: string; compact?: boolean }) {
  const write = useChange("members", "batch_changes", { job: t("members.batch.writing"), quiet: true });
  const go = async () => {
    const stem = name.replace(/\.[^.]*$/, "");
    const file = await host.pickFile("save_workbook", t("members.batch.file_name", { name: stem }));
    if (!file) return;
    write.mutate(
      { batch, file: file.token },
      {
        onSuccess: (written) =>
          sayDone(t("members.batch.done", { name: written.name }), {
            words: t("ui.open"),
            run: () => void host.openWritten(file.token),
          }),
        onError: sayProblem,
      },
    );
  };
  return (
    <Button
      size={compact ? "compact-sm" : "sm"}
      variant="default"
      aria-label={compact ? t("members.batch.write_of", { name }) : undefined}
      loading={write.isPending}
      onClick={() => void go()}
    >
      {compact ? t("members.batch.short") : t("members.batch.write")}
    </Button>
  );
}
