// 名簿: the roster as a table from the core, filtered as one types, with the chosen person beside it.
import { Button, Group, Menu, Select, Text, TextInput, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, useRef, useState } from "react";
import { useDesk } from "../desk/session";
import type { Chosen, MemberRow, PasteTable } from "../ipc/api";
import { call } from "../ipc/call";
import { useAnswer } from "../ipc/client";
import { onKeys, useShortcuts } from "../keys";
import { enumWords, t } from "../labels/t";
import { useEmployerChoices } from "../organizations/employers";
import { useUnitChoices, useUnits } from "../organizations/units";
import { ColumnChooser } from "../parts/ColumnChooser";
import { useColumns } from "../parts/columns";
import { DataGrid, type GridPaste } from "../parts/DataGrid";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { FilterChips, type FilterChip } from "../parts/FilterChips";
import { Icon } from "../parts/Icon";
import { searchable } from "../parts/kana";
import { TEXT_SIZES, useLook } from "../parts/look";
import { PAGE, useWindowedRows } from "../parts/rows";
import { WIDE_CHOICES } from "../parts/choices";
import { SidePanel } from "../parts/SidePanel";
import { ProblemAlert } from "../problems/ProblemAlert";
import { AddMember } from "./AddMember";
import { memberColumns } from "./columns";
import { ExportRoster } from "./ExportRoster";
import { KeptLists } from "./KeptLists";
import { MemberPanel, type CardAlso } from "./MemberPanel";
import classes from "./Members.module.css";
import { nameOf } from "./names";
import { MEMBER_PAGES } from "./pages";
import { PeriodFilter, periodWords } from "./PeriodFilter";
import { CONDITIONS, filterOf, placeOf, type RosterPlace } from "./place";
import { BulkDialog } from "./together/BulkDialog";
import { LettersDialog } from "./together/LettersDialog";
import { PasteDialog } from "./together/PasteDialog";
import { PickBar } from "./together/PickBar";
import { usePicks } from "./together/picks";
import { stateWords, STATE_CHOICES } from "./words";

/** In rem: where seven choices do not fit beside each other. */
const NARROW = 76;

export function MembersPage({ Also }: { Also?: CardAlso }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const place = useSearch({ from: "/members" });
  const search = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(place.find ?? "");
  const [seen, setSeen] = useState(place.find);
  if (seen !== place.find) {
    setSeen(place.find);
    if ((place.find ?? "") !== typed.trim()) setTyped(place.find ?? "");
  }
  const go = useCallback(
    (change: Partial<RosterPlace>, replace = true) =>
      void navigate({ to: "/members", search: (before: RosterPlace) => ({ ...before, ...change }), replace }),
    [navigate],
  );

  const filter = useMemo(() => filterOf(place), [place]);
  const name = JSON.stringify(filter);
  const count = useAnswer("members", "count", filter, { keep: true });
  const rows = useWindowedRows<MemberRow>({
    name,
    turn: count.dataUpdatedAt,
    load: (start) => call("members", "list", { ...filter, ...start, limit: PAGE }),
  });
  const known = useUnits().data;
  const levels = useMemo(() => known && new Set<string>(known.map((unit) => unit.kind)), [known]);
  const columns = useColumns("members", useMemo(() => memberColumns(desk.era, levels), [desk.era, levels]));
  const units = useUnitChoices();
  const employers = useEmployerChoices();
  const total = count.data?.n ?? 0;
  const picks = usePicks(filter, name, total);
  const [changing, setChanging] = useState(false);
  const [table, setTable] = useState<PasteTable>();
  const [writing, setWriting] = useState<Chosen>();
  const narrow = useMediaQuery(`(max-width: ${NARROW * TEXT_SIZES[useLook().textSize]}px)`);
  const [opened, setOpened] = useState(false);
  const paste = async (pasted: GridPaste<MemberRow>) => {
    const lines = pasted.text.split(/\r\n|\r|\n/);
    const under = await pasted.rows(lines.length);
    // Columns beyond the table are not asked about.
    const wide = lines.reduce((most, line) => Math.max(most, line.split("\t").length), pasted.wide);
    setTable({
      text: pasted.text,
      persons: under.map((row) => row.person_id),
      memberships: under.map((row) => row.membership_id),
      columns: pasted.columns.slice(0, wide).map((column) => column.id),
      fill_rows: pasted.chosen,
      fill_columns: pasted.wide,
    });
  };

  const neighbour = (by: -1 | 1) => {
    const at = rows.find((row) => row.person_id === place.person);
    const next = at === undefined ? undefined : rows.row(at + by);
    if (next) go({ person: next.person_id });
  };
  useShortcuts({
    "mod+f": () => search.current?.select(),
    "mod+n": () => desk.may("change_roster") && go({ person: "new" }, false),
    "alt+ArrowUp": () => neighbour(-1),
    "alt+ArrowDown": () => neighbour(1),
  });

  // From the box to whom it found: down into the list, or straight to the card.
  const toList = () => document.querySelector<HTMLElement>(`.${classes.main} [role="grid"]`)?.focus();
  const openFirst = () => {
    const first = count.isFetching ? undefined : rows.row(0);
    if (first && total === 1 && desk.may("see_cards")) go({ person: first.person_id }, place.person !== undefined);
    else toList();
  };

  const type = (text: string, composing: boolean) => {
    setTyped(text);
    if (searchable(text, composing)) go({ find: text.trim() || undefined });
  };
  const sort = (by: string, add: boolean) => {
    const chosen = by as RosterPlace["sort"];
    const same = (place.sort ?? "kana") === by;
    if (add && !same) {
      // Up, down, and no more.
      const again = place.second === by;
      go(again && place.second_descending ? { second: undefined, second_descending: undefined } : { second: chosen, second_descending: again ? true : undefined });
      return;
    }
    const kept = place.second === by ? { second: undefined, second_descending: undefined } : {};
    go({ sort: chosen, descending: same && !place.descending ? true : undefined, ...kept });
  };
  const seconds = columns.all.filter(
    (column, at, all) =>
      column.sort && column.sort !== (place.sort ?? "kana") && all.findIndex((other) => other.sort === column.sort) === at,
  );
  const label = (list: { value: string; label: string }[], value: string) => list.find((each) => each.value === value)?.label ?? value;
  const chips: FilterChip[] = [];
  const chip = (value: string | undefined, words: (value: string) => string, gone: Partial<RosterPlace>) => {
    if (value) chips.push({ words: words(value), remove: () => go(gone) });
  };
  chip(place.find, (text) => t("members.chip.find", { text }), { find: undefined });
  chip(place.happened, () => periodWords(place, desk.era), { happened: undefined, from: undefined, to: undefined });
  chip(place.condition, (kind) => t("members.chip.condition", { condition: enumWords("condition_kind", kind) }), { condition: undefined });
  chip(place.only, () => t("members.chip.only_members"), { only: undefined });
  chip(place.state, () => stateWords(place.state ?? "all"), { state: undefined });
  chip(place.unit, (unit) => (unit === "none" ? t("members.no_unit") : label(units, unit)), { unit: undefined });
  chip(place.employer, (employer) => label(employers, employer), { employer: undefined });
  chip(place.as_of, (on) => t("members.chip.as_of", { on: showDate(on, desk.era) }), { as_of: undefined });
  const clear = () => {
    setTyped("");
    go({
      find: undefined,
      state: undefined,
      unit: undefined,
      employer: undefined,
      as_of: undefined,
      happened: undefined,
      from: undefined,
      to: undefined,
      condition: undefined,
      only: undefined,
    });
  };
  const close = () => go({ person: undefined });

  // What is asked less often; where the window is narrow it stands in a line of its own, on demand.
  const lessOften = (
    <>
      {desk.may("see_details") && <PeriodFilter place={place} onChange={go} />}
      {desk.may("see_details") && (
        <Select
          w="8rem"
          label={t("members.condition")}
          placeholder={t("ui.all")}
          comboboxProps={WIDE_CHOICES}
          data={CONDITIONS.map((kind) => ({ value: kind, label: enumWords("condition_kind", kind) }))}
          clearable
          value={place.condition ?? null}
          onChange={(value) => go({ condition: value ?? undefined })}
        />
      )}
      <div className={classes.choice}>
        <DateField
          label={t("members.as_of")}
          placeholder={t("members.as_of.today")}
          value={place.as_of ?? ""}
          era={desk.era}
          onChange={(on) => go({ as_of: on || undefined })}
        />
      </div>
    </>
  );
  const importButton = desk.may("import_roster") && (
    <Button variant="default" leftSection={<Icon name="import" size={18} />} onClick={() => void navigate({ to: "/members/import" })}>
      {t("members.import")}
    </Button>
  );
  return (
    <div className={classes.page}>
      <div className={classes.main}>
      <div className={classes.head} data-narrow={narrow || undefined}>
        <Group justify="space-between" gap="xs">
          <Group gap="md" align="baseline">
            <Title order={1}>{t("members.title")}</Title>
            <Text role="status" className="ky-number">
              {count.data && t("members.found", { n: total })}
            </Text>
          </Group>
          <Group gap="xs">
            {desk.may("change_roster") && (
              <Button leftSection={<Icon name="add" size={18} />} onClick={() => go({ person: "new" }, false)}>
                {t("members.add")}
              </Button>
            )}
            {importButton}
            <KeptLists
              filter={filter}
              columns={columns.shown.map((column) => column.id)}
              widths={columns.widths}
              onOpen={(list) => {
                setTyped(list.filter.find ?? "");
                columns.take(list.columns, list.widths as Record<string, number>);
                void navigate({ to: "/members", search: placeOf(list.filter) });
              }}
            />
            <ColumnChooser choice={columns} />
            {desk.may("export_names") && <ExportRoster filter={filter} columns={columns.shown.map((column) => column.id)} total={total} />}
            {/* What is done less often does not take room from the list. */}
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" rightSection={<Icon name="down" size={18} />}>
                  {t("members.more")}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {desk.may("export_names") && (
                  <Menu.Item disabled={total === 0} onClick={() => setWriting({ filter })}>
                    {t("members.letters")}
                  </Menu.Item>
                )}
                {MEMBER_PAGES.filter((page) => page.rights.some((right) => desk.may(right))).map((page) => (
                  <Menu.Item key={page.to} onClick={() => void navigate({ to: page.to })}>
                    {t(page.words)}
                  </Menu.Item>
                ))}
                <Menu.Divider />
                <Menu.Label>{t("members.sort.add")}</Menu.Label>
                {seconds.map((column) => (
                  <Menu.Item
                    key={column.id}
                    aria-current={place.second === column.sort || undefined}
                    rightSection={place.second === column.sort ? (place.second_descending ? "▼2" : "▲2") : undefined}
                    onClick={() => column.sort && sort(column.sort, true)}
                  >
                    {column.header}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </Group>
        </Group>
        <Group gap="xs" align="flex-start" role="search" aria-label={t("members.filter")}>
          <TextInput
            ref={search}
            className={classes.search}
            label={t("members.find")}
            placeholder={t("members.find.example")}
            leftSection={<Icon name="search" size={18} />}
            autoComplete="off"
            value={typed}
            onChange={(event) => type(event.currentTarget.value, (event.nativeEvent as InputEvent).isComposing)}
            onCompositionEnd={(event) => type(event.currentTarget.value, false)}
            onKeyDown={onKeys({ ArrowDown: toList, Enter: openFirst })}
          />
          <Select
            className={classes.choice}
            label={t("members.state")}
            data={STATE_CHOICES.map((state) => ({ value: state, label: stateWords(state) }))}
            // What happened in a period is listed whatever became of it since, unless a state is asked for as well.
            value={place.state ?? (place.happened ? "all" : "in_force")}
            onChange={(value) => go({ state: value && value !== (place.happened ? "all" : "in_force") ? value : undefined })}
          />
          <Select
            className={classes.choice}
            label={t("members.unit")}
            placeholder={t("ui.all")}
            comboboxProps={WIDE_CHOICES}
            data={[...units, { value: "none", label: t("members.no_unit") }]}
            searchable
            clearable
            value={place.unit ?? null}
            onChange={(value) => go({ unit: value ?? undefined })}
          />
          <Select
            className={classes.choice}
            label={t("members.employer")}
            placeholder={t("ui.all")}
            comboboxProps={WIDE_CHOICES}
            data={employers}
            searchable
            clearable
            value={place.employer ?? null}
            onChange={(value) => go({ employer: value ?? undefined })}
          />
          {narrow ? (
            <Button
              variant="default"
              mt="1.75rem"
              aria-expanded={opened}
              rightSection={<Icon name="down" size={18} />}
              onClick={() => setOpened(!opened)}
            >
              {t("members.filter.more")}
            </Button>
          ) : (
            lessOften
          )}
        </Group>
        {narrow && opened && (
          <Group gap="xs" align="flex-start" role="group" aria-label={t("members.filter.more")}>
            {lessOften}
          </Group>
        )}
        <FilterChips chips={chips} onClear={clear} />
        <ProblemAlert problem={count.error ?? rows.problem} onRetry={() => void count.refetch()} />
      </div>
        <DataGrid
          label={t("members.title")}
          columns={columns.shown}
          total={total}
          row={rows.row}
          onRange={rows.onRange}
          rowsBetween={rows.rowsBetween}
          picks={picks.grid}
          onResize={columns.resize}
          onPaste={desk.may("change_roster") ? (pasted) => void paste(pasted) : undefined}
          sort={{
            by: place.sort ?? "kana",
            descending: place.descending ?? false,
            second: place.second && { by: place.second, descending: place.second_descending ?? false },
          }}
          onSort={sort}
          onOpen={(row) => desk.may("see_cards") && go({ person: row.person_id }, place.person !== undefined)}
          isOpen={(row) => row.person_id === place.person}
          empty={
            count.data &&
            (chips.length > 0 ? (
              <EmptyPage icon="search" title={t("members.none_found")} text={t("members.none_found.text")}>
                {place.find && !place.state && (
                  <Button variant="default" onClick={() => go({ state: "all" })}>
                    {t("members.none_found.all")}
                  </Button>
                )}
                <Button variant="default" onClick={clear}>
                  {t("members.clear")}
                </Button>
              </EmptyPage>
            ) : (
              <EmptyPage icon="members" title={t("members.empty")} text={t("members.empty.text")}>
                {importButton}
              </EmptyPage>
            ))
          }
        />
        {/* Below the list: it comes with the first pick and must not move the rows under the pointer. */}
        <PickBar picks={picks}>
          {desk.may("change_roster") && (
            <Button size="compact-md" onClick={() => setChanging(true)}>
              {t("members.bulk.title")}
            </Button>
          )}
          {desk.may("export_names") && (
            <Button size="compact-md" variant="default" onClick={() => setWriting(picks.chosen)}>
              {t("members.letters")}
            </Button>
          )}
        </PickBar>
      </div>
        <BulkDialog picks={picks} opened={changing} onClose={() => setChanging(false)} />
        <LettersDialog chosen={writing} onClose={() => setWriting(undefined)} />
        <PasteDialog table={table} asOf={place.as_of} onClose={() => setTable(undefined)} />
        {place.person === "new" && desk.may("change_roster") && (
          <SidePanel title={t("members.add")} onClose={close}>
            <AddMember onDone={(added) => go({ person: added.person_id })} onCancel={close} />
          </SidePanel>
        )}
        {place.person && place.person !== "new" && (
          <MemberPanel Also={Also} person={place.person} onClose={close} titleOf={nameOf} />
        )}
    </div>
  );
}
