// 紹介先: where the member was pointed to, and what became of it. Whether somebody is entitled is the office's word, not ours.
import { Button, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CaseDetail, CaseReferralResult, CaseReferralRow } from "../ipc/api";
import { useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import classes from "./Cases.module.css";
import { Part } from "./Part";
import { RESULTS, choices } from "./words";

function Followed({ referral, says, onDone }: { referral: CaseReferralRow; says: boolean; onDone(): void }) {
  const [result, setResult] = useState<CaseReferralResult>(referral.result === "open" ? "used" : referral.result);
  const [why, setWhy] = useState(says ? (referral.why ?? "") : "");
  const follow = useChange("cases", "referral_followed", { onDone });
  const words = follow.error ? fieldWords(follow.error) : {};
  return (
    <Stack gap="sm" mt="xs">
      <ProblemAlert problem={formProblem(follow.error)} />
      <Radio.Group label={t("cases.followed.result")} value={result} onChange={(next) => setResult(next as CaseReferralResult)}>
        <Group gap="0.5rem 1rem" mt={4}>
          {choices(RESULTS, "referral_result").map((each, at) => (
            <Radio key={each.value} value={each.value} label={each.label} data-autofocus={at === 0 || undefined} />
          ))}
        </Group>
      </Radio.Group>
      {says ? (
        <TextInput
          label={t("cases.followed.why")}
          classNames={{ input: "ky-private" }}
          value={why}
          error={words["why"] ?? words["result"]}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
      ) : (
        <Text size="sm">{t("cases.said_no")}</Text>
      )}
      <FormActions
        save={t("cases.followed.save")}
        saving={follow.isPending}
        onSave={() => follow.mutate({ id: referral.id, version: referral.version, result, why: why.trim() || undefined })}
        onCancel={onDone}
      />
    </Stack>
  );
}

const TONES = { open: "notice", used: "good", not_used: "ended", unknown: "unsure" } as const;

function Referral({ referral, may, says }: { referral: CaseReferralRow; may: boolean; says: boolean }) {
  const desk = useDesk();
  const [following, setFollowing] = useState(false);
  // Who did not know then may know later.
  const asked = referral.result !== "open";
  return (
    <li>
      <div className={classes.line}>
        <div>
          <Text size="sm" fw={700} className="ky-private">
            {referral.target}
          </Text>
          <Group gap="xs">
            <Badge tone={TONES[referral.result]}>{enumWords("referral_result", referral.result)}</Badge>
            <Text size="xs" c="dimmed" className="ky-private">
              {[showDate(referral.handed_on, desk.era), referral.why].filter(Boolean).join(" / ")}
            </Text>
          </Group>
          {referral.items.length > 0 && (
            <Text size="xs" className="ky-private">
              {t("cases.refer.shared", { items: referral.items.join(t("ui.between")) })}
            </Text>
          )}
        </div>
        {may && !following && (
          <Button
            size="compact-sm"
            variant={asked ? "subtle" : "default"}
            aria-label={t(asked ? "cases.followed.correct_of" : "cases.followed.ask_of", { to: referral.target })}
            onClick={() => setFollowing(true)}
          >
            {t(asked ? "cases.followed.correct" : "cases.followed.ask")}
          </Button>
        )}
      </div>
      {following && <Followed referral={referral} says={says} onDone={() => setFollowing(false)} />}
    </li>
  );
}

export function Referrals({ case: of, may, mayFollow, onRefer }: { case: CaseDetail; may: boolean; mayFollow: boolean; onRefer(): void }) {
  return (
    <Part
      title={t("cases.part.referrals")}
      action={
        may && (
          <Button size="compact-sm" variant="default" onClick={onRefer}>
            {t("cases.refer.f4")}
          </Button>
        )
      }
    >
      {of.referrals.length === 0 && <Text size="sm">{t("cases.refer.none")}</Text>}
      <ul style={{ listStyle: "none", margin: 0, padding: 0 }}>
        {of.referrals.map((referral) => (
          <Referral key={referral.id} referral={referral} may={mayFollow} says={!of.said_no} />
        ))}
      </ul>
    </Part>
  );
}
