// 設問: which questions are asked before and after. Others than the built-in ones are prepared here, and asked only with their owner, their
// licence and the evidence of the permission written down (F-01).
import { Button, Checkbox, Group, Modal, NumberInput, Select, SimpleGrid, Stack, Table, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CheckInQuestion, InstrumentRow, Subscale } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { FormActions } from "../parts/FormActions";
import { sayProblem } from "../parts/UndoToast";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { isAsked, own } from "./words";

/** Parts and questions are told apart inside the form alone; the codes of parts are what their questions name. */
function newPart(known: Subscale[]): Subscale {
  const codes = new Set(known.map((part) => part.code));
  let n = known.length + 1;
  while (codes.has(`p${n}`)) n += 1;
  return { code: `p${n}`, name: "" };
}

interface FormProps {
  /** What is corrected, or what the next edition begins with; none = a new instrument. */
  from: InstrumentRow | undefined;
  onDone(): void;
}

function InstrumentForm({ from, onDone }: FormProps) {
  // What is asked stays as it is: a change of it is the next edition.
  const corrects = from?.published_on === null ? from : undefined;
  const [code] = useState(() => from?.code ?? `own-${Date.now().toString(36)}`);
  const [texts, setTexts] = useState({ name: from?.name ?? "", owner: from?.owner ?? "", licence: from?.licence ?? "", permission: from?.permission ?? "", note: from?.note ?? "" });
  const [least, setLeast] = useState(from?.scale_min ?? 1);
  const [most, setMost] = useState(from?.scale_max ?? 5);
  const [parts, setParts] = useState<Subscale[]>(from?.subscales ?? [newPart([])]);
  const [items, setItems] = useState<CheckInQuestion[]>(from?.items ?? [{ subscale: "p1", words: "" }]);
  const save = useChange("cases", "save_instrument", { onDone });
  const words = save.error ? fieldWords(save.error) : {};
  const text = (name: keyof typeof texts) => ({
    value: texts[name],
    error: words[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setTexts({ ...texts, [name]: event.currentTarget.value }),
  });
  const part = (at: number, name: string) => setParts(parts.map((each, n) => (n === at ? { ...each, name } : each)));
  const item = (at: number, change: Partial<CheckInQuestion>) => setItems(items.map((each, n) => (n === at ? { ...each, ...change } : each)));
  const choices = parts.map((each, at) => ({ value: each.code, label: each.name.trim() || t("cases.instrument.part_no", { n: at + 1 }) }));
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(save.error)} />
      <TextInput data-autofocus label={t("cases.instrument.name")} required {...text("name")} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextInput label={t("cases.instrument.owner")} description={t("cases.instrument.owner.about")} {...text("owner")} />
        <TextInput label={t("cases.instrument.licence")} description={t("cases.instrument.licence.about")} {...text("licence")} />
      </SimpleGrid>
      <TextInput label={t("cases.instrument.permission")} description={t("cases.instrument.permission.about")} {...text("permission")} />
      <TextInput label={t("cases.instrument.note")} description={t("cases.instrument.note.about")} {...text("note")} />
      <Group gap="sm">
        <NumberInput w="8rem" label={t("cases.instrument.least")} min={0} max={100} allowDecimal={false} value={least} onChange={(next) => setLeast(Number(next) || 0)} />
        <NumberInput w="8rem" label={t("cases.instrument.most")} min={1} max={100} allowDecimal={false} value={most} error={words["scale_max"]} onChange={(next) => setMost(Number(next) || 0)} />
      </Group>
      {parts.map((each, at) => (
        <Group key={each.code} gap="xs" align="flex-end">
          <TextInput
            style={{ flex: 1 }}
            label={t("cases.instrument.part_no", { n: at + 1 })}
            value={each.name}
            error={words[`subscales.${at}`] ?? (each.name.trim() ? undefined : words["subscales"])}
            onChange={(event) => part(at, event.currentTarget.value)}
          />
          {parts.length > 1 && (
            <Button variant="subtle" aria-label={t("cases.instrument.part_drop_no", { n: at + 1 })} onClick={() => setParts(parts.filter((_, n) => n !== at))}>
              {t("cases.template.drop")}
            </Button>
          )}
        </Group>
      ))}
      <Button variant="default" w="fit-content" onClick={() => setParts([...parts, newPart(parts)])}>
        {t("cases.instrument.part_add")}
      </Button>
      {items.map((each, at) => (
        // Questions may be equal while they are typed; their order is what tells them apart.
        // oxlint-disable-next-line react/no-array-index-key
        <Group key={at} gap="xs" align="flex-end" role="group" aria-label={t("cases.instrument.item_no", { n: at + 1 })}>
          <Textarea
            style={{ flex: "1 1 18rem" }}
            autosize
            minRows={1}
            label={t("cases.instrument.item_no", { n: at + 1 })}
            value={each.words}
            error={each.words.trim() ? undefined : words["items"]}
            onChange={(event) => item(at, { words: event.currentTarget.value })}
          />
          <Select
            w="11rem"
            label={t("cases.instrument.item_part")}
            data={choices}
            allowDeselect={false}
            value={choices.some((choice) => choice.value === each.subscale) ? each.subscale : null}
            error={words[`items.${at}.subscale`]}
            onChange={(next) => next && item(at, { subscale: next })}
          />
          <Checkbox mb={8} label={t("cases.instrument.reverse")} checked={each.reverse ?? false} onChange={(event) => item(at, { reverse: event.currentTarget.checked })} />
          {items.length > 1 && (
            <Button variant="subtle" aria-label={t("cases.instrument.item_drop_no", { n: at + 1 })} onClick={() => setItems(items.filter((_, n) => n !== at))}>
              {t("cases.template.drop")}
            </Button>
          )}
        </Group>
      ))}
      <Button variant="default" w="fit-content" onClick={() => setItems([...items, { subscale: items.at(-1)?.subscale ?? "p1", words: "" }])}>
        {t("cases.instrument.item_add")}
      </Button>
      <FormActions
        save={t("ui.save")}
        saving={save.isPending}
        onSave={() =>
          save.mutate({
            ...(corrects && { id: corrects.id, version: corrects.version }),
            code,
            ...texts,
            name_en: from?.name_en ?? undefined,
            note_en: from?.note_en ?? undefined,
            scale_min: least,
            scale_max: most,
            subscales: parts,
            items,
          })
        }
        onCancel={onDone}
      />
    </Stack>
  );
}

function Line({ row, next, onChange }: { row: InstrumentRow; next: boolean; onChange(): void }) {
  const desk = useDesk();
  const publish = useChange("cases", "publish_instrument");
  const retire = useChange("cases", "retire_instrument");
  const named = { id: row.id, version: row.version };
  const name = own(row.name, row.name_en);
  const asked = isAsked(row, desk.today);
  const lacks = publish.error ? Object.values(fieldWords(publish.error))[0] : undefined;
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {name} <Text component="span" size="sm" c="dimmed">{t("cases.instrument.edition", { n: row.edition })}</Text>{" "}
        <Badge tone={asked ? "good" : row.published_on ? "ended" : "notice"}>
          {t(asked ? "cases.instrument.asked" : row.published_on ? "cases.instrument.retired" : "cases.instrument.prepared")}
        </Badge>
      </Table.Th>
      <Table.Td>
        <Text size="sm">{t("cases.instrument.size", { n: row.items.length, parts: row.subscales.map((part) => own(part.name, part.name_en)).join(t("ui.between")) })}</Text>
        <Text size="xs" c="dimmed">
          {[row.owner, row.licence, row.permission].filter(Boolean).join(" / ")}
        </Text>
        {lacks && (
          <Text size="sm" role="alert" style={{ color: "var(--ky-danger)" }}>
            {lacks}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap">
          {row.published_on === null && (
            <>
              <Button size="compact-sm" variant="default" aria-label={t("cases.instrument.change_of", { name })} onClick={onChange}>
                {t("cases.correct")}
              </Button>
              <Button
                size="compact-sm"
                aria-label={t("cases.instrument.publish_of", { name })}
                loading={publish.isPending}
                onClick={() => publish.mutate(named, { onError: (problem) => problem.code !== "invalid" && sayProblem(problem) })}
              >
                {t("cases.instrument.publish")}
              </Button>
            </>
          )}
          {next && (
            <Button size="compact-sm" variant="default" aria-label={t("cases.instrument.next_of", { name })} onClick={onChange}>
              {t("cases.instrument.next")}
            </Button>
          )}
          {asked && (
            <Button size="compact-sm" variant="subtle" aria-label={t("cases.instrument.retire_of", { name })} loading={retire.isPending} onClick={() => retire.mutate(named, { onError: sayProblem })}>
              {t("cases.instrument.retire")}
            </Button>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

export function Instruments() {
  const list = useAnswer("cases", "instruments", {});
  const [changing, setChanging] = useState<InstrumentRow | "new">();
  const rows = list.data ?? [];
  // A next edition follows the newest one, once that is asked.
  const isNewest = (row: InstrumentRow) => row.published_on !== null && rows.every((other) => other.code !== row.code || other.edition <= row.edition);
  const close = () => setChanging(undefined);
  return (
    <section aria-label={t("cases.instruments")}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t("cases.instruments")}</Title>
        <Button variant="default" onClick={() => setChanging("new")}>
          {t("cases.instrument.add")}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" mb="xs" className="ky-measure">
        {t("cases.instruments.text")}
      </Text>
      <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
      <Wide label={t("cases.instruments")} least={44}>
        <Table verticalSpacing="xs">
          <Table.Tbody>
            {rows.map((row) => (
              <Line key={row.id} row={row} next={isNewest(row)} onChange={() => setChanging(row)} />
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      <Modal opened={changing !== undefined} onClose={close} title={t("cases.instruments")} size="xl">
        {changing && <InstrumentForm from={changing === "new" ? undefined : changing} onDone={close} />}
      </Modal>
    </section>
  );
}
