// The one filter for time: who joined, left, moved, changed, or was a member at all, from one day to another.
import { Button, Group, Input, Popover, Select, Stack } from "@mantine/core";
import { useId, useState } from "react";
import { useDesk } from "../desk/session";
import type { Happened } from "../ipc/api";
import { t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { addDays, showDate } from "../parts/dates";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { HAPPENED, type RosterPlace } from "./place";

type Span = [from: string, to: string];

function happenedWords(what: Happened): string {
  switch (what) {
    case "joined":
      return t("members.happened.joined");
    case "left":
      return t("members.happened.left");
    case "moved":
      return t("members.happened.moved");
    case "recategorized":
      return t("members.happened.recategorized");
    case "changed":
      return t("members.happened.changed");
    case "active":
      return t("members.happened.active");
  }
}

/** 「2026年4月1日から2026年9月30日までに加入」 */
export function periodWords(place: RosterPlace, era: boolean): string {
  const days = { from: showDate(place.from, era), to: showDate(place.to, era) };
  switch (place.happened) {
    case "joined":
      return t("members.chip.joined", days);
    case "left":
      return t("members.chip.left", days);
    case "moved":
      return t("members.chip.moved", days);
    case "recategorized":
      return t("members.chip.recategorized", days);
    case "changed":
      return t("members.chip.changed", days);
    case "active":
      return t("members.chip.active", days);
    case undefined:
      return "";
  }
}

function monthOf(day: string, by: number): Span {
  const first = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + by, 1));
  const next = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1));
  return [first.toISOString().slice(0, 10), addDays(next.toISOString().slice(0, 10), -1)];
}

function yearOf(day: string, firstMonth: number, by: number): Span {
  const year = Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < firstMonth ? 1 : 0) + by;
  const month = String(firstMonth).padStart(2, "0");
  return [`${year}-${month}-01`, addDays(`${year + 1}-${month}-01`, -1)];
}

export function PeriodFilter({ place, onChange }: { place: RosterPlace; onChange(change: Partial<RosterPlace>): void }) {
  const desk = useDesk();
  const [label, value] = [useId(), useId()];
  const [open, setOpen] = useState(false);
  const year = yearOf(desk.today, desk.status.fiscal_start_month, 0);
  const [what, setWhat] = useState<Happened>("joined");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [tried, setTried] = useState(false);
  const begin = () => {
    setWhat(place.happened ?? "joined");
    setFrom(place.from ?? year[0]);
    setTo(place.to ?? desk.today);
    setTried(false);
    setOpen(true);
  };
  const span = ([first, last]: Span) => {
    setFrom(first);
    setTo(last);
  };
  const wrong = from !== "" && to !== "" && to < from ? t("members.period.order") : undefined;
  const missing = (day: string) => (tried && day === "" ? t("ui.fill_in") : undefined);
  const apply = () => {
    setTried(true);
    if (from === "" || to === "" || wrong) return;
    onChange({ happened: what, from, to });
    setOpen(false);
  };
  const quick: [words: string, span: Span][] = [
    [t("members.period.this_month"), monthOf(desk.today, 0)],
    [t("members.period.last_month"), monthOf(desk.today, -1)],
    [t("members.period.this_year"), year],
    [t("members.period.last_year"), yearOf(desk.today, desk.status.fiscal_start_month, -1)],
  ];
  return (
    <Input.Wrapper label={t("members.happened")} labelElement="div" labelProps={{ id: label }}>
      <Popover opened={open} onChange={setOpen} trapFocus returnFocus position="bottom-start" width={360} shadow="md">
        <Popover.Target>
          <Button
            variant="default"
            display="block"
            fw={400}
            rightSection={<Icon name="down" size={16} />}
            aria-labelledby={`${label} ${value}`}
            onClick={() => (open ? setOpen(false) : begin())}
          >
            <span id={value}>{place.happened ? happenedWords(place.happened) : t("members.happened.any")}</span>
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-labelledby={label}>
          <Stack gap="sm">
            <Select
              label={t("members.happened.what")}
              data={HAPPENED.map((each) => ({ value: each, label: happenedWords(each) }))}
              allowDeselect={false}
              comboboxProps={{ withinPortal: false }}
              value={what}
              onChange={(each) => each && setWhat(each)}
            />
            <Group gap="xs">
              {quick.map(([words, days]) => (
                <Button key={words} variant="light" size="compact-sm" onClick={() => span(days)}>
                  {words}
                </Button>
              ))}
            </Group>
            <DateField label={t("members.period.from")} required value={from} onChange={setFrom} era={desk.era} error={missing(from)} />
            <DateField label={t("members.period.to")} required value={to} onChange={setTo} era={desk.era} error={wrong ?? missing(to)} />
            <FormActions save={t("members.period.apply")} saving={false} onSave={apply} onCancel={() => setOpen(false)} />
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </Input.Wrapper>
  );
}
