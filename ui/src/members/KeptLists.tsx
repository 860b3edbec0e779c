// 保存した一覧: a filter, its order and its columns under a name, one's own or everyone's.
import { Button, Checkbox, Group, Menu, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { MemberFilter, SavedListRow } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { sayProblem } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";

interface KeepProps {
  filter: MemberFilter;
  columns: string[];
  widths: Record<string, number>;
  lists: SavedListRow[];
  onKept?(id: string): void;
  onDone(): void;
}

function Keep({ filter, columns, widths, lists, onKept, onDone }: KeepProps) {
  // What is everyone's is kept by those who answer for the whole roster.
  const mayShare = useDesk().may("import_roster");
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const [tried, setTried] = useState(false);
  const save = useChange("members", "save_list", {
    onDone: (id) => {
      onDone();
      onKept?.(id);
    },
  });
  const words = save.error ? fieldWords(save.error) : {};
  // The same name writes over the list of that name, and undo brings it back.
  const before = lists.find((list) => list.name === name.trim() && (mayShare || !list.shared));
  const keep = () => {
    setTried(true);
    if (name.trim()) save.mutate({ id: before?.id, version: before?.version, name: name.trim(), shared, filter, columns, widths });
  };
  return (
    <Stack gap="sm">
      <Text size="sm">{onKept ? t("members.list.report.text") : t("members.list.text")}</Text>
      <ProblemAlert problem={formProblem(save.error)} />
      <TextInput
        label={t("members.list.name")}
        required
        data-autofocus
        autoComplete="off"
        value={name}
        error={words["name"] ?? (tried && !name.trim() ? t("ui.fill_in") : undefined)}
        description={before && t("members.list.again")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {mayShare && (
        <Checkbox label={t("members.list.shared")} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
      )}
      <FormActions save={t("members.list.save")} saving={save.isPending} onSave={keep} onCancel={onDone} />
    </Stack>
  );
}

interface KeptListsProps {
  filter: MemberFilter;
  columns: string[];
  widths: Record<string, number>;
  onOpen(list: SavedListRow): void;
}

export function KeptLists({ filter, columns, widths, onOpen }: KeptListsProps) {
  const lists = useAnswer("members", "saved_lists", {}, { keep: true });
  const drop = useChange("members", "drop_list", {});
  const [keeping, setKeeping] = useState<"list" | "report">();
  const navigate = useNavigate();
  const found = lists.data ?? [];
  const desk = useDesk();
  const mayShare = desk.may("import_roster");
  const mayReport = desk.may("see_counts");
  const droppable = found.filter((list) => mayShare || !list.shared);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default">{t("members.lists")}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {found.length === 0 && <Menu.Label>{t("members.list.empty")}</Menu.Label>}
          {found.map((list) => (
            <Menu.Item key={list.id} onClick={() => onOpen(list)}>
              <Group justify="space-between" gap="lg" wrap="nowrap">
                <span>{list.name}</span>
                {list.shared && (
                  <Text size="xs" c="dimmed">
                    {t("members.list.of_all")}
                  </Text>
                )}
              </Group>
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="add" size={16} />} onClick={() => setKeeping("list")}>
            {t("members.list.keep")}
          </Menu.Item>
          {mayReport && (
            <Menu.Item leftSection={<Icon name="reports" size={16} />} onClick={() => setKeeping("report")}>
              {t("members.list.report")}
            </Menu.Item>
          )}
          {droppable.length > 0 && <Menu.Label>{t("members.list.drop")}</Menu.Label>}
          {droppable.map((list) => (
            <Menu.Item
              key={list.id}
              leftSection={<Icon name="close" size={16} />}
              aria-label={t("members.list.drop_of", { name: list.name })}
              onClick={() => drop.mutate({ id: list.id, version: list.version }, { onError: sayProblem })}
            >
              {list.name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={keeping !== undefined}
        onClose={() => setKeeping(undefined)}
        title={keeping === "report" ? t("members.list.report") : t("members.list.keep")}
      >
        {keeping && (
          <Keep
            filter={filter}
            columns={columns}
            widths={widths}
            lists={found}
            onKept={keeping === "report" ? (id) => void navigate({ to: "/reports/own", search: { part: "reports", id: "new", list: id } }) : undefined}
            onDone={() => setKeeping(undefined)}
          />
        )}
      </Modal>
    </>
  );
}
