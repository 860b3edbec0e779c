// 加入申込: approved from a day on, not approved with a reason (M-06), or taken back by the person.
import { Radio, Stack, Text, Textarea, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { MembershipDetail } from "../ipc/api";
import { useChange } from "../ipc/client";
import { t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { ClosedMonth, useCorrectedClose } from "./ClosedMonth";

type Answer = "approve" | "reject" | "withdraw";

export function Application({ membership, onDone }: { membership: MembershipDetail; onDone(): void }) {
  const desk = useDesk();
  const [answer, setAnswer] = useState<Answer>("approve");
  const [joined, setJoined] = useState(desk.today);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const approve = useChange("members", "approve", { onDone });
  const reject = useChange("members", "reject", { onDone });
  const error = approve.error ?? reject.error;
  const words = error ? fieldWords(error) : {};
  const of = { membership_id: membership.id, version: membership.version };
  const closed = useCorrectedClose(answer === "approve" ? joined : "", "begins");
  const save = () => {
    setTried(true);
    if (answer === "approve") {
      if (joined && (!closed || reason.trim())) {
        approve.mutate({ ...of, joined_on: joined, reason: reason.trim() || undefined });
      }
    } else if (answer === "withdraw" || reason.trim()) {
      reject.mutate({ ...of, withdrawn: answer === "withdraw", reason: reason.trim() || undefined });
    }
  };
  return (
    <Stack gap="sm">
      <Title order={3}>{t("members.application")}</Title>
      <ProblemAlert problem={formProblem(error)} />
      <Radio.Group label={t("members.application.answer")} value={answer} onChange={(value) => setAnswer(value as Answer)}>
        <Stack gap="xs" mt="xs">
          <Radio value="approve" label={t("members.application.approve")} />
          <Radio value="reject" label={t("members.application.reject")} />
          <Radio value="withdraw" label={t("members.application.withdraw")} />
        </Stack>
      </Radio.Group>
      {answer === "approve" ? (
        <>
          <DateField
            label={t("members.column.joined_on")}
            required
            value={joined}
            onChange={setJoined}
            era={desk.era}
            error={words["joined_on"] ?? (tried && !joined ? t("ui.fill_in") : undefined)}
          />
          <ClosedMonth closed={closed} reason={reason} onReason={setReason} tried={tried} />
        </>
      ) : (
        <>
          {answer === "reject" && <Text size="sm">{t("members.application.reject.about")}</Text>}
          <Textarea
            label={t("members.reason")}
            required={answer === "reject"}
            autosize
            value={reason}
            error={words["reason"] ?? (tried && answer === "reject" && !reason.trim() ? t("ui.fill_in") : undefined)}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </>
      )}
      <FormActions save={t("ui.save")} saving={approve.isPending || reject.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}
