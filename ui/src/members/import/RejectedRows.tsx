// The rows that were not taken in, as a workbook with the reason beside the cell: mend and import again.
import { Button } from "@mantine/core";
import { useChange } from "../../ipc/client";
import { host, type PickedFile } from "../../ipc/host";
import { t } from "../../labels/t";
import { sayDone, sayProblem } from "../../parts/UndoToast";

export interface RejectedRowsProps {
  batch: string;
  /** Name of the file that was imported. */
  name: string;
  compact?: boolean;
}

export function RejectedRows({ batch, name, compact }: RejectedRowsProps) {
  const write = useChange("members", "rejected_rows", { job: t("members.rejected.writing"), quiet: true });
  const go = async () => {
    const stem = name.replace(/\.[^.]*$/, "");
    const file: PickedFile | null = await host.pickFile("save_workbook", t("members.rejected.file", { name: stem }));
    if (!file) return;
    write.mutate(
      { batch, file: file.token },
      {
        onSuccess: (written) =>
          sayDone(t("members.rejected.done", { name: written.name, n: written.rows }), {
            words: t("ui.open"),
            run: () => void host.openWritten(file.token),
          }),
        onError: sayProblem,
      },
    );
  };
  return (
    <Button size={compact ? "compact-sm" : "sm"} variant="default" loading={write.isPending} onClick={() => void go()}>
      {compact ? t("members.rejected.short") : t("members.rejected.save")}
    </Button>
  );
}
