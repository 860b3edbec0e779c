// 共助のつながり: communities by kind, region and need; found by kana and kanji as people are.
import { Anchor, Button, Checkbox, Group, Select, Table, Text, TextInput } from "@mantine/core";
import { useMemo, useRef, useState } from "react";
import { useDesk } from "../desk/session";
import { useAnswer } from "../ipc/client";
import { useShortcuts } from "../keys";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { Icon } from "../parts/Icon";
import { searchable } from "../parts/kana";
import { SidePanel } from "../parts/SidePanel";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { Check } from "./Check";
import { Choose } from "./Choose";
import { CommunityForm } from "./CommunityForm";
import { CommunityPanel } from "./CommunityPanel";
import type { PartProps } from "./SupportPage";
import { CHECKS, KINDS, NEEDS } from "./words";
import classes from "./Support.module.css";

export function Communities({ place, go, chosen, onChoose }: PartProps) {
  const desk = useDesk();
  const may = desk.may("change_support");
  const search = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(place.find ?? "");
  const list = useAnswer(
    "support",
    "communities",
    { find: place.find, kind: place.kind, region: place.region, need: place.need, check: place.check, include_ended: place.all },
    { keep: true },
  );
  const everyone = useAnswer("support", "communities", { include_ended: true }, { keep: true });
  const regions = useMemo(
    () => [...new Set((everyone.data ?? []).flatMap((row) => (row.region ? [row.region] : [])))].toSorted(),
    [everyone.data],
  );
  useShortcuts({ "mod+f": () => search.current?.select(), "mod+n": () => may && go({ open: "new" }) });
  const type = (words: string, composing: boolean) => {
    setTyped(words);
    if (searchable(words, composing)) go({ find: words.trim() || undefined });
  };
  const close = () => go({ open: undefined });
  const narrowed = Boolean(place.find ?? place.kind ?? place.region ?? place.need ?? place.check);
  const clear = () => {
    setTyped("");
    go({ find: undefined, kind: undefined, region: undefined, need: undefined, check: undefined });
  };
  const add = may && (
    <Button leftSection={<Icon name="add" size={18} />} onClick={() => go({ open: "new" })}>
      {t("support.community.add")}
    </Button>
  );
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <Group gap="xs" mb="md" align="flex-end" role="search" aria-label={t("support.filter")}>
          <TextInput
            ref={search}
            className={classes.search}
            label={t("support.find")}
            placeholder={t("support.find.community")}
            leftSection={<Icon name="search" size={18} />}
            autoComplete="off"
            value={typed}
            onChange={(event) => type(event.currentTarget.value, (event.nativeEvent as InputEvent).isComposing)}
            onCompositionEnd={(event) => type(event.currentTarget.value, false)}
          />
          <Select
            w="11rem"
            label={t("support.kind")}
            placeholder={t("ui.all")}
            clearable
            data={KINDS.map((kind) => ({ value: kind, label: enumWords("kyojo_kind", kind) }))}
            value={place.kind ?? null}
            onChange={(kind) => go({ kind: kind ?? undefined })}
          />
          <Select
            w="9rem"
            label={t("support.region")}
            placeholder={t("ui.all")}
            clearable
            data={regions}
            value={place.region ?? null}
            onChange={(region) => go({ region: region ?? undefined })}
          />
          <Select
            w="12rem"
            label={t("support.need")}
            placeholder={t("ui.all")}
            clearable
            data={NEEDS.map((need) => ({ value: need, label: enumWords("need", need) }))}
            value={place.need ?? null}
            onChange={(need) => go({ need: need ?? undefined })}
          />
          <Select
            w="10rem"
            label={t("support.check")}
            placeholder={t("ui.all")}
            clearable
            data={CHECKS.map((check) => ({ value: check, label: enumWords("check_state", check) }))}
            value={place.check ?? null}
            onChange={(check) => go({ check: check ?? undefined })}
          />
          {list.data && list.data.length > 0 && add}
        </Group>
        <Group justify="space-between" mb="xs">
          <Text role="status" className="ky-number">
            {list.data && t("support.found", { n: list.data.length })}
          </Text>
          <Checkbox
            label={t("support.community.ended_too")}
            checked={place.all ?? false}
            onChange={(event) => go({ all: event.currentTarget.checked || undefined })}
          />
        </Group>
        <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
        {list.isPending && <Waiting lines={8} />}
        {list.data?.length === 0 &&
          (narrowed ? (
            <EmptyPage icon="search" title={t("support.none_found")} text={t("support.none_found.text")}>
              <Button variant="default" onClick={clear}>
                {t("ui.chips.clear")}
              </Button>
            </EmptyPage>
          ) : (
            <EmptyPage icon="support" title={t("support.community.empty")} text={t("support.community.empty.text")}>
              {add}
            </EmptyPage>
          ))}
        {list.data && list.data.length > 0 && (
          <Wide label={t("support.tab.communities")} least={44}>
            <Table verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">
                    <span className="ky-quiet">{t("support.handout.add")}</span>
                  </Table.Th>
                  <Table.Th scope="col">{t("support.community.name")}</Table.Th>
                  <Table.Th scope="col">{t("support.community.helps")}</Table.Th>
                  <Table.Th scope="col">{t("support.region")}</Table.Th>
                  <Table.Th scope="col" w="11rem">
                    {t("support.checked")}
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {list.data.map((row) => {
                  const ended = row.active_to !== null && row.active_to < desk.today;
                  return (
                    <Table.Tr key={row.id}>
                      <Table.Td>
                        {!ended && (
                          <Choose entry={{ id: row.id, name: row.name, of: "communities" }} chosen={chosen} onChoose={onChoose} />
                        )}
                      </Table.Td>
                      <Table.Th scope="row">
                        <Anchor
                          component="button"
                          type="button"
                          ta="left"
                          underline="hover"
                          aria-current={row.id === place.open || undefined}
                          onClick={() => go({ open: row.id })}
                        >
                          {row.name}
                        </Anchor>
                        <Text size="xs" c="dimmed">
                          {enumWords("kyojo_kind", row.kind)}
                        </Text>
                        {ended && row.active_to && (
                          <Badge tone="ended">{t("support.community.ended", { on: showDate(row.active_to, desk.era) })}</Badge>
                        )}
                      </Table.Th>
                      <Table.Td>
                        <Text size="sm">{row.helps}</Text>
                      </Table.Td>
                      <Table.Td>
                        <Text size="sm">{row.region ?? t("support.everywhere")}</Text>
                      </Table.Td>
                      <Table.Td>
                        <Check check={row.check} on={row.checked_on} />
                      </Table.Td>
                    </Table.Tr>
                  );
                })}
              </Table.Tbody>
            </Table>
          </Wide>
        )}
      </div>
      {place.open === "new" && may && (
        <SidePanel title={t("support.community.add")} onClose={close}>
          <CommunityForm regions={regions} onDone={close} />
        </SidePanel>
      )}
      {place.open && place.open !== "new" && (
        <CommunityPanel key={place.open} id={place.open} regions={regions} onClose={close} chosen={chosen} onChoose={onChoose} />
      )}
    </div>
  );
}
