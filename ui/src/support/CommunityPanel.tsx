// One community: who to ask, what it can help with, and what can be done with it.
import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CommunityRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { SidePanel } from "../parts/SidePanel";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { Check } from "./Check";
import { Choose } from "./Choose";
import { CommunityForm } from "./CommunityForm";
import type { Chosen } from "./Handout";
import classes from "./Support.module.css";

/** Whom to ask and what for: also in the finder. */
export function CommunityFacts({ row }: { row: CommunityRow }) {
  const lines: [string, string | null][] = [
    [t("support.community.contact"), row.contact_name],
    [t("support.community.phone"), row.phone],
    [t("support.community.mail"), row.mail],
    [t("support.community.site"), row.site],
    [t("support.region"), row.region ?? t("support.everywhere")],
    [t("support.community.industries"), row.industries],
  ];
  return (
    <Stack gap="sm">
      <Text style={{ whiteSpace: "pre-line" }}>{row.helps}</Text>
      <dl className={classes.facts}>
        {lines
          .filter(([, value]) => value)
          .map(([words, value]) => (
            <div key={words} style={{ display: "contents" }}>
              <dt>{words}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Stack>
  );
}

function End({ row, onDone }: { row: CommunityRow; onDone(): void }) {
  const desk = useDesk();
  const [on, setOn] = useState(desk.today);
  const end = useChange("support", "end_community", { onDone });
  const words = end.error ? fieldWords(end.error) : {};
  return (
    <Stack gap="sm">
      <Text size="sm">{t("support.community.end.text")}</Text>
      <ProblemAlert problem={formProblem(end.error)} />
      <DateField label={t("support.community.last_day")} required value={on} onChange={setOn} era={desk.era} error={words["last_day"]} />
      <FormActions
        save={t("support.community.end.save")}
        saving={end.isPending}
        disabled={!on}
        onSave={() => end.mutate({ id: row.id, version: row.version, last_day: on })}
        onCancel={onDone}
      />
    </Stack>
  );
}

export interface CommunityPanelProps {
  id: string;
  regions: string[];
  onClose(): void;
  chosen: Chosen[];
  onChoose(entry: Chosen, take: boolean): void;
}

export function CommunityPanel({ id, regions, onClose, chosen, onChoose }: CommunityPanelProps) {
  const desk = useDesk();
  const found = useAnswer("support", "community", { id });
  const [doing, setDoing] = useState<"correct" | "end">();
  const check = useChange("support", "check_community");
  const row = found.data;
  const done = () => setDoing(undefined);
  const ended = row?.active_to != null && row.active_to < desk.today;
  return (
    <SidePanel title={row?.name ?? t("support.tab.communities")} onClose={onClose}>
      <ProblemAlert problem={found.error} onRetry={() => void found.refetch()} />
      {found.isPending && <Waiting />}
      {row && doing === "correct" && <CommunityForm row={row} regions={regions} onDone={done} />}
      {row && doing === "end" && <End row={row} onDone={done} />}
      {row && !doing && (
        <Stack gap="lg">
          <Group justify="space-between" align="flex-start">
            <div>
              <Check check={row.check} on={row.checked_on} by={row.checked_by} />
              {ended && row.active_to && (
                <Badge tone="ended">{t("support.community.ended", { on: showDate(row.active_to, desk.era) })}</Badge>
              )}
            </div>
            {!ended && (
              <Choose
                entry={{ id: row.id, name: row.name, of: "communities" }}
                chosen={chosen}
                onChoose={onChoose}
                words={t("support.handout.add")}
              />
            )}
          </Group>
          {desk.may("change_support") && (
            <Group gap="xs">
              <Button
                leftSection={<Icon name="check" size={18} />}
                loading={check.isPending}
                onClick={() => check.mutate({ id: row.id, version: row.version }, { onError: sayProblem })}
              >
                {t("support.check_today")}
              </Button>
              <Button variant="default" onClick={() => setDoing("correct")}>
                {t("support.community.correct")}
              </Button>
              {!row.active_to && (
                <Button variant="default" onClick={() => setDoing("end")}>
                  {t("support.community.end")}
                </Button>
              )}
            </Group>
          )}
          <CommunityFacts row={row} />
          <dl className={classes.facts}>
            <dt>{t("support.kind")}</dt>
            <dd>{enumWords("kyojo_kind", row.kind)}</dd>
            <dt>{t("support.need")}</dt>
            <dd>{row.needs.map((need) => enumWords("need", need)).join(" / ")}</dd>
            {row.since_on && (
              <>
                <dt>{t("support.community.since")}</dt>
                <dd>{showDate(row.since_on, desk.era)}</dd>
              </>
            )}
            {row.note && (
              <>
                <dt>{t("support.community.note")}</dt>
                <dd>{row.note}</dd>
              </>
            )}
          </dl>
        </Stack>
      )}
    </SidePanel>
  );
}
