// What is entered on a card for a day to come, in the order of the days.
import { Button, Stack, Text } from "@mantine/core";
import { useDesk } from "../desk/session";
import type { MembershipDetail } from "../ipc/api";
import { enumWords, t } from "../labels/t";
import { showDate } from "../parts/dates";
import { Part } from "./CardFacts";
import classes from "./Members.module.css";

type Line = [on: string, words: string];

function lines(membership: MembershipDetail, today: string): Line[] {
  const found: Line[] = [];
  const { joined_on: joined, left_on: left } = membership;
  if (joined && joined > today) found.push([joined, t("members.planned.join")]);
  for (const each of membership.assignments) {
    if (each.from_on > today && each.from_on > (joined ?? "") && each.from_on <= (left ?? "9999")) {
      found.push([each.from_on, t("members.planned.move", { unit: each.unit_names.join(" / ") })]);
    }
  }
  for (const each of membership.categories) {
    if (each.from_on && each.from_on > today && each.from_on <= (left ?? "9999")) {
      found.push([each.from_on, t("members.planned.category", { category: enumWords("category", each.category) })]);
    }
  }
  for (const each of membership.conditions) {
    const what = enumWords("condition_kind", each.kind);
    if (each.from_on > today) found.push([each.from_on, t("members.planned.start", { what })]);
    if (each.to_on && each.to_on >= today) found.push([each.to_on, t("members.planned.stop", { what })]);
  }
  if (left && left >= today) found.push([left, t("members.planned.end", { reason: enumWords("end_reason", membership.end_reason) })]);
  return found.toSorted((a, b) => a[0].localeCompare(b[0]));
}

/** A membership that ends on a day to come, or today. */
export function endsLater(membership: MembershipDetail, today: string): boolean {
  return membership.left_on !== null && membership.left_on >= today;
}

export function CardPlanned({ membership, onCancelEnd }: { membership: MembershipDetail; onCancelEnd(): void }) {
  const desk = useDesk();
  const found = lines(membership, desk.today);
  if (found.length === 0) return null;
  return (
    <Part title={t("members.planned.part")}>
      <Stack gap={4}>
        {found.map(([on, words]) => (
          <Text key={`${on} ${words}`} size="sm" className={classes.planned}>
            {`${showDate(on, desk.era)}　${words}`}
          </Text>
        ))}
      </Stack>
      {desk.may("change_roster") && endsLater(membership, desk.today) && (
        <Button variant="default" size="compact-sm" w="fit-content" onClick={onCancelEnd}>
          {t("members.planned.cancel")}
        </Button>
      )}
    </Part>
  );
}
