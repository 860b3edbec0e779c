// 公助制度: the list, narrowed by words, need and check; the chosen one in the panel beside it.
import { Anchor, Button, Checkbox, Group, Select, Table, Text, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { useDesk } from "../desk/session";
import { useAnswer } from "../ipc/client";
import { useShortcuts } from "../keys";
import { currentLocale, enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { EmptyPage } from "../parts/EmptyPage";
import { Icon } from "../parts/Icon";
import { searchable } from "../parts/kana";
import { SidePanel } from "../parts/SidePanel";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { Check } from "./Check";
import { Choose } from "./Choose";
import { SchemeForm } from "./SchemeForm";
import { SchemePanel } from "./SchemePanel";
import type { PartProps } from "./SupportPage";
import { CHECKS, NEEDS, schemeName } from "./words";
import classes from "./Support.module.css";

export function Schemes({ place, go, chosen, onChoose }: PartProps) {
  const desk = useDesk();
  const may = desk.may("change_support");
  const search = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(place.find ?? "");
  const list = useAnswer(
    "support",
    "schemes",
    { find: place.find, need: place.need, check: place.check, include_hidden: place.all },
    { keep: true },
  );
  useShortcuts({ "mod+f": () => search.current?.select(), "mod+n": () => may && go({ open: "new" }) });
  const type = (words: string, composing: boolean) => {
    setTyped(words);
    if (searchable(words, composing)) go({ find: words.trim() || undefined });
  };
  const close = () => go({ open: undefined });
  const narrowed = Boolean(place.find ?? place.need ?? place.check);
  const clear = () => {
    setTyped("");
    go({ find: undefined, need: undefined, check: undefined });
  };
  return (
    <div className={classes.split}>
      <div className={classes.list}>
        <Group gap="xs" mb="md" align="flex-end" role="search" aria-label={t("support.filter")}>
          <TextInput
            ref={search}
            className={classes.search}
            label={t("support.find")}
            placeholder={t("support.find.scheme")}
            leftSection={<Icon name="search" size={18} />}
            autoComplete="off"
            value={typed}
            onChange={(event) => type(event.currentTarget.value, (event.nativeEvent as InputEvent).isComposing)}
            onCompositionEnd={(event) => type(event.currentTarget.value, false)}
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
          {may && (
            <Button leftSection={<Icon name="add" size={18} />} onClick={() => go({ open: "new" })}>
              {t("support.scheme.add")}
            </Button>
          )}
        </Group>
        <Group justify="space-between" mb="xs">
          <Text role="status" className="ky-number">
            {list.data && t("support.found", { n: list.data.length })}
          </Text>
          <Checkbox
            label={t("support.scheme.hidden_too")}
            checked={place.all ?? false}
            onChange={(event) => go({ all: event.currentTarget.checked || undefined })}
          />
        </Group>
        <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
        {list.isPending && <Waiting lines={8} />}
        {list.data?.length === 0 && (
          <EmptyPage icon="search" title={t("support.none_found")} text={t("support.none_found.text")}>
            {narrowed && (
              <Button variant="default" onClick={clear}>
                {t("ui.chips.clear")}
              </Button>
            )}
          </EmptyPage>
        )}
        {list.data && list.data.length > 0 && (
          <Wide label={t("support.tab.schemes")} least={38}>
            <Table verticalSpacing="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">
                    <span className="ky-quiet">{t("support.handout.add")}</span>
                  </Table.Th>
                  <Table.Th scope="col">{t("support.scheme.name")}</Table.Th>
                  <Table.Th scope="col">{t("support.scheme.office")}</Table.Th>
                  <Table.Th scope="col" w="11rem">
                    {t("support.checked")}
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {list.data.map((row) => (
                  <Table.Tr key={row.id} data-open={row.id === place.open || undefined}>
                    <Table.Td>
                      {!row.hidden && (
                        <Choose entry={{ id: row.id, name: schemeName(row), of: "schemes" }} chosen={chosen} onChoose={onChoose} />
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
                        {currentLocale() === "en" && row.name_en ? row.name_en : row.name}
                      </Anchor>
                      {currentLocale() === "en" && row.name_en && (
                        <Text size="xs" c="dimmed" lang="ja">
                          {row.name}
                        </Text>
                      )}
                      <Group gap={6}>
                        {row.own && <Badge tone="notice">{t("support.scheme.own")}</Badge>}
                        {row.hidden && <Badge tone="ended">{t("support.scheme.hidden")}</Badge>}
                      </Group>
                    </Table.Th>
                    <Table.Td>
                      <Text size="sm">{row.text.office}</Text>
                    </Table.Td>
                    <Table.Td>
                      <Check check={row.check} on={row.text.checked_on} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Wide>
        )}
      </div>
      {place.open === "new" && may && (
        <SidePanel title={t("support.scheme.add")} onClose={close}>
          <SchemeForm onDone={close} />
        </SidePanel>
      )}
      {place.open && place.open !== "new" && (
        <SchemePanel key={place.open} id={place.open} onClose={close} chosen={chosen} onChoose={onChoose} />
      )}
    </div>
  );
}
