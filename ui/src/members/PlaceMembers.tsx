// Closing a unit asks where each of its members goes from the day after: all to one unit, each to an own one, or to none.
import { Radio, Select, Stack, Text } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import type { MemberRow, UnitRow } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { t } from "../labels/t";
import { isBelow, useUnitChoices, useUnits, type Placed } from "../organizations/units";
import { addDays } from "../parts/dates";
import { ProblemAlert } from "../problems/ProblemAlert";
import { nameOf } from "./names";

type How = "all" | "each" | "none";

/** Members who can be decided one by one: one page of the list. */
const ONE_BY_ONE = 200;

interface PlaceMembersProps {
  unit: UnitRow;
  lastDay: string;
  onChange(placed: Placed): void;
}

export function PlaceMembers({ unit, lastDay, onChange }: PlaceMembersProps) {
  const filter = useMemo(() => ({ unit_id: unit.id, as_of: addDays(lastDay, 1), limit: ONE_BY_ONE }), [unit.id, lastDay]);
  const count = useAnswer("members", "count", filter, { keep: true });
  const list = useAnswer("members", "list", filter, { keep: true });
  const units = useUnits().data ?? [];
  const ending = units.filter((row) => row.id === unit.id || isBelow(row, unit)).map((row) => row.id);
  const choices = useUnitChoices().filter((each) => !ending.includes(each.value));
  const [how, setHow] = useState<How | null>(null);
  const [all, setAll] = useState<string | null>(null);
  const [own, setOwn] = useState<Readonly<Record<string, string>>>({});
  const n = count.data?.n;
  const rows: MemberRow[] = list.data?.rows ?? [];

  const placed = useMemo((): Placed => {
    if (n === undefined) return "undecided";
    if (n === 0) return "nobody";
    switch (how) {
      case null:
        return "undecided";
      case "none":
        return {};
      case "all":
        return all ? { unit_id: all } : "undecided";
      case "each":
        return { each: Object.entries(own).map(([membership_id, unit_id]) => ({ membership_id, unit_id })) };
    }
  }, [n, how, all, own]);
  useEffect(() => onChange(placed), [placed, onChange]);

  if (count.error) return <ProblemAlert problem={count.error} onRetry={() => void count.refetch()} />;
  if (!n) return null;
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t("organizations.unit.close.members", { n })}
        required
        value={how}
        onChange={(value) => setHow(value as How)}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="all" label={t("organizations.unit.close.all")} />
          <Radio value="each" label={t("organizations.unit.close.each")} disabled={n > ONE_BY_ONE} />
          <Radio value="none" label={t("organizations.unit.close.none")} />
        </Stack>
      </Radio.Group>
      {n > ONE_BY_ONE && <Text size="sm">{t("organizations.unit.close.many", { n: ONE_BY_ONE })}</Text>}
      {how === "all" && (
        <Select label={t("organizations.unit.close.to")} required searchable data={choices} value={all} onChange={setAll} />
      )}
      {how === "each" &&
        rows.map((row) => (
          <Select
            key={row.membership_id}
            label={<span className="ky-private">{nameOf(row)}</span>}
            aria-label={t("organizations.unit.close.to_of", { name: nameOf(row) })}
            placeholder={t("members.no_unit")}
            searchable
            clearable
            data={choices}
            value={own[row.membership_id] ?? null}
            onChange={(value) =>
              setOwn((before) => {
                const { [row.membership_id]: _gone, ...rest } = before;
                return value ? { ...rest, [row.membership_id]: value } : rest;
              })
            }
          />
        ))}
    </Stack>
  );
}
