// 相談の一覧: the own cases, narrowed by words, state, step, theme and what is due.
import { Anchor, Button, Group, Select, Table, Text, TextInput } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useDesk } from "../desk/session";
import type { CaseFilter, CaseList as CasePages } from "../ipc/api";
import { call, type Problem } from "../ipc/call";
import { onKeys, useShortcuts } from "../keys";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { WIDE_CHOICES } from "../parts/choices";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { Icon } from "../parts/Icon";
import { searchable } from "../parts/kana";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import classes from "./Cases.module.css";
import { EraseCase } from "./EraseCase";
import { NoteHits } from "./NoteHits";
import type { CasesPlace } from "./place";
import { DUE_FILTERS, STATUSES, STEPS, THEMES, choices, dueWords, statusTone, whoWords } from "./words";

const PAGE = 50;

/** The cases, page after page as they are asked for; what stood there stays while others are looked for. */
function useCases(filter: CaseFilter) {
  return useInfiniteQuery<CasePages, Problem>({
    queryKey: ["cases", "my_cases", filter],
    initialPageParam: 0,
    queryFn: ({ pageParam }) => call("cases", "my_cases", { ...filter, limit: PAGE, offset: pageParam as number }),
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.rows.length, 0);
      return last.rows.length > 0 && shown < last.total ? shown : undefined;
    },
    placeholderData: keepPreviousData,
  });
}

/** The arrows go from line to line, from the field into the list and back. */
function move(by: 1 | -1): void {
  const lines = [...document.querySelectorAll<HTMLElement>("[data-line]")];
  const at = lines.indexOf(document.activeElement as HTMLElement);
  lines[Math.max(0, Math.min(lines.length - 1, at + by))]?.focus();
}
const ARROWS = onKeys({ ArrowDown: () => move(1), ArrowUp: () => move(-1) });

export function CaseList({ place, go }: { place: CasesPlace; go(next: Partial<CasesPlace>): void }) {
  const desk = useDesk();
  const search = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(place.find ?? "");
  const expired = place.status === "expired";
  const nothingPast = expired && !place.find && !place.theme && !place.step && !place.due;
  const list = useCases({
    find: place.find,
    status: place.status && place.status !== "all" && place.status !== "expired" ? [place.status] : undefined,
    all: place.status === "all" || undefined,
    expired: expired || undefined,
    theme: place.theme,
    step: place.step,
    due: place.due,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = list.data?.pages[0]?.total;
  useShortcuts({ "mod+f": () => search.current?.select() });
  const narrow = go;
  const type = (words: string, composing: boolean) => {
    setTyped(words);
    if (searchable(words, composing)) narrow({ find: words.trim() || undefined });
  };
  const [notes, setNotes] = useState<string>();
  if (notes !== undefined && notes !== (place.find ?? "")) setNotes(undefined);
  const narrowed = Boolean(place.find ?? place.status ?? place.theme ?? place.step ?? place.due);
  const clear = () => {
    setTyped("");
    narrow({ find: undefined, status: undefined, theme: undefined, step: undefined, due: undefined });
  };
  return (
    <div className={classes.scroll}>
      <Group gap="xs" mb="md" align="flex-end" role="search" aria-label={t("cases.filter")}>
        <TextInput
          ref={search}
          className={classes.search}
          label={t("cases.find")}
          placeholder={t("cases.find.example")}
          leftSection={<Icon name="search" size={18} />}
          autoComplete="off"
          value={typed}
          onKeyDown={onKeys({ ArrowDown: () => move(1) })}
          onChange={(event) => type(event.currentTarget.value, (event.nativeEvent as InputEvent).isComposing)}
          onCompositionEnd={(event) => type(event.currentTarget.value, false)}
        />
        <Select
          w="9rem"
          label={t("cases.status")}
          placeholder={t("cases.status.under_way")}
          clearable
          comboboxProps={WIDE_CHOICES}
          data={[{ value: "all", label: t("ui.all") }, ...choices(STATUSES, "case_status"), { value: "expired", label: t("cases.status.expired") }]}
          value={place.status ?? null}
          onChange={(status) => narrow({ status: (status as CasesPlace["status"]) ?? undefined })}
        />
        <Select
          w="9.5rem"
          comboboxProps={WIDE_CHOICES}
          label={t("cases.themes")}
          placeholder={t("ui.all")}
          clearable
          data={choices(THEMES, "case_theme")}
          value={place.theme ?? null}
          onChange={(theme) => narrow({ theme: theme ?? undefined })}
        />
        <Select
          w="9rem"
          comboboxProps={WIDE_CHOICES}
          label={t("cases.step")}
          placeholder={t("ui.all")}
          clearable
          data={choices(STEPS, "case_step")}
          value={place.step ?? null}
          onChange={(step) => narrow({ step: step ?? undefined })}
        />
        <Select
          w="8rem"
          comboboxProps={WIDE_CHOICES}
          label={t("cases.due")}
          placeholder={t("ui.all")}
          clearable
          data={choices(DUE_FILTERS, "case_due_when")}
          value={place.due ?? null}
          onChange={(due) => narrow({ due: due ?? undefined })}
        />
      </Group>
      <Group justify="space-between" mb="xs">
        <Text role="status" className="ky-number">
          {total !== undefined && t("cases.found", { n: total })}
        </Text>
        {place.find && (
          <Button variant="default" size="compact-md" onClick={() => setNotes(place.find)}>
            {t("cases.search_notes")}
          </Button>
        )}
      </Group>
      {expired && rows.length > 0 && (
        <Text size="sm" mb="xs" className="ky-measure">
          {t("cases.expired.text")}
        </Text>
      )}
      {notes && <NoteHits find={notes} />}
      <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <Waiting lines={8} />}
      {total === 0 && (
        <EmptyPage
          icon={narrowed ? "search" : "cases"}
          title={nothingPast ? t("cases.expired.none") : narrowed ? t("cases.none_found") : t("cases.empty")}
          text={nothingPast ? t("cases.expired.none.text") : narrowed ? t("cases.none_found.text") : t("cases.empty.text")}
        >
          {place.find && !place.status && (
            <Button onClick={() => narrow({ status: "all" })}>{t("cases.find.ended")}</Button>
          )}
          {narrowed && (
            <Button variant="default" onClick={clear}>
              {t("ui.chips.clear")}
            </Button>
          )}
        </EmptyPage>
      )}
      {rows.length > 0 && (
        <Wide label={t("cases.tab.list")} least={44}>
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col" w="7rem">
                  {t("cases.case_no")}
                </Table.Th>
                <Table.Th scope="col">{t("cases.who")}</Table.Th>
                <Table.Th scope="col">{t("cases.status")}</Table.Th>
                <Table.Th scope="col">{t("cases.themes")}</Table.Th>
                <Table.Th scope="col">{t(expired ? "cases.retention" : "cases.next")}</Table.Th>
                <Table.Th scope="col" w="9rem">
                  {t("cases.opened_on")}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td className="ky-number">{row.case_no}</Table.Td>
                  <Table.Th scope="row">
                    <Anchor component={Link} to="/cases" search={{ case: row.id } as never} data-line onKeyDown={ARROWS} underline="hover" className="ky-private">
                      {whoWords(row)}
                    </Anchor>
                    <Text size="xs" c="dimmed" className="ky-private">
                      {[row.kana, row.member_no, row.unit].filter(Boolean).join(" / ")}
                    </Text>
                    {row.crisis && <Badge tone="urgent">{t("cases.crisis")}</Badge>}
                  </Table.Th>
                  <Table.Td>
                    <Badge tone={statusTone(row.status)}>{enumWords("case_status", row.status)}</Badge>
                    {row.status === "active" && <Text size="xs">{enumWords("case_step", row.step)}</Text>}
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm">{row.themes.map((theme) => enumWords("case_theme", theme)).join(" / ")}</Text>
                  </Table.Td>
                  <Table.Td>
                    {expired && row.retention_until && (
                      <>
                        <Text size="sm" className="ky-number" mb={4}>
                          {t("cases.expired.until", { on: showDate(row.retention_until, desk.era) })}
                        </Text>
                        <EraseCase case={row} />
                      </>
                    )}
                    {!expired && row.next_on && row.next_kind && (
                      <>
                        <Badge tone={row.next_on < desk.today ? "urgent" : "notice"}>{dueWords(row.next_on, desk.today, desk.era)}</Badge>
                        <Text size="xs">{enumWords("case_due_kind", row.next_kind)}</Text>
                      </>
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm" className="ky-number">
                      {showDate(row.opened_on, desk.era)}
                    </Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
      {list.hasNextPage && (
        <Button variant="default" mt="md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("cases.more")}
        </Button>
      )}
    </div>
  );
}
