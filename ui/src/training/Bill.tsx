// 請求: what one partner pays of a run, in a file of its own. It names no other partner, so it is sent as it is. (R15)
import { Button, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { Locale, RunRow, ShareRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { host } from "../ipc/host";
import { t } from "../labels/t";
import { FileWritten, type WrittenFile } from "../members/FileWritten";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { LanguageField } from "./LanguageField";

export interface BillProps {
  run: RunRow;
  share: ShareRow;
  /** How a partner pays: the same for the next one, too. */
  payment: string;
  onPayment(payment: string): void;
}

function BillForm({ run, share, payment, onPayment, onDone }: BillProps & { onDone(): void }) {
  const desk = useDesk();
  const partners = useAnswer("training", "partners", { id: run.id }, { enabled: desk.may("change_training") });
  const kinds = useAnswer("reports", "list", {});
  const [chosen, setChosen] = useState<Locale>();
  const [written, setWritten] = useState<WrittenFile>();
  const write = useChange("reports", "write", { job: t("training.paper.writing"), quiet: true });
  const words = write.error ? fieldWords(write.error) : {};
  const locale = chosen ?? partners.data?.find((each) => each.org_id === share.org_id)?.locale ?? "ja";
  const asks = share.balance > 0 && !share.settled_on;
  const prints = kinds.data?.find((kind) => kind.report === "R15")?.prints ?? false;
  const save = async (ending: "xlsx" | "pdf") => {
    const file = await host.pickFile("save_workbook", `${t("report.training.bill")}_${share.org}_${run.code}_${desk.today}.${ending}`);
    if (!file) return;
    write.mutate(
      {
        report: "R15",
        as_of: desk.today,
        run: run.id,
        organization: share.org_id ?? undefined,
        payment: asks && payment.trim() ? payment.trim() : undefined,
        locale,
        file: file.token,
      },
      { onSuccess: (done) => setWritten({ words: t("training.written", { name: done.name }), token: file.token, password: undefined, provided: done.provided }) },
    );
  };
  if (written) return <FileWritten written={written} onDone={onDone} />;
  return (
    <Stack gap="md">
      <Text>{t("training.bill.text", { org: share.org })}</Text>
      <ProblemAlert problem={formProblem(write.error)} />
      {asks && (
        <Textarea
          label={t("training.bill.payment")}
          description={t("training.bill.payment.about")}
          autosize
          minRows={2}
          data-autofocus
          value={payment}
          error={words["payment"]}
          onChange={(event) => onPayment(event.currentTarget.value)}
        />
      )}
      <LanguageField value={locale} onChange={setChosen} />
      <FormActions save={t("training.paper.save")} saving={write.isPending} kept onSave={() => void save("xlsx")} onCancel={onDone}>
        {prints && (
          <Button variant="default" disabled={write.isPending} onClick={() => void save("pdf")}>
            {t("reports.write_pdf")}
          </Button>
        )}
      </FormActions>
    </Stack>
  );
}

export function Bill(props: BillProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button variant="default" size="compact-sm" aria-label={t("training.bill.of", { org: props.share.org })} onClick={() => setAsking(true)}>
        {t("training.bill")}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t("training.bill")} size="lg">
        <BillForm {...props} onDone={() => setAsking(false)} />
      </Modal>
    </>
  );
}
