// この人を見られる人: which officers see this record today, by which roles, and what they may do with it.
import { Text } from "@mantine/core";
import type { Viewer } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { Part } from "./CardFacts";
import classes from "./Members.module.css";

function seesWords(sees: Viewer["sees"]): string {
  switch (sees) {
    case "name":
      return t("members.viewer.sees.name");
    case "details":
      return t("members.viewer.sees.details");
    case "card":
      return t("members.viewer.sees.card");
  }
}

export function Viewers({ person }: { person: string }) {
  const viewers = useAnswer("members", "who_sees", { person_id: person });
  return (
    <Part title={t("members.part.viewers")}>
      <ProblemAlert problem={viewers.error} onRetry={() => void viewers.refetch()} />
      {viewers.isPending && <Waiting lines={2} />}
      {viewers.data && (
        <ul className={classes.plain}>
          {viewers.data.map((viewer) => (
            <li key={viewer.officer} className={classes.line}>
              <div>
                <Text size="sm">{viewer.name}</Text>
                <Text size="xs" c="dimmed">
                  {viewer.roles
                    .map(({ role, unit }) => t("members.viewer.role", { role: enumWords("role", role), unit: unit ?? t("officers.scope.all") }))
                    .join(t("ui.list.and"))}
                </Text>
                <Text size="xs" c="dimmed">
                  {[
                    viewer.by_request ? t("members.viewer.by_request") : seesWords(viewer.sees),
                    viewer.may_change && t("members.viewer.may_change"),
                    viewer.may_export && t("members.viewer.may_export"),
                  ]
                    .filter(Boolean)
                    .join(" / ")}
                </Text>
              </div>
              {viewer.sees === "card" && !viewer.by_request && <Badge tone="caution">{t("members.viewer.whole")}</Badge>}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
