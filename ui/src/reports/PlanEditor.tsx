// One plan: its name and kind, which pages in which order, and the union's words on them.
import { Button, Checkbox, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { PackKind, PackPlanRow, PlanPage } from "../ipc/api";
import { useChange } from "../ipc/client";
import { onKeys } from "../keys";
import { enumWords, t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { Icon } from "../parts/Icon";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import classes from "./Packs.module.css";
import { FIXED, canMove, moved, pagesOf, rowsOf, withOwn, type PlanRow } from "./planPages";
import { PlanTexts } from "./PlanTexts";

const KINDS: PackKind[] = ["congress", "workplace"];

interface PlanEditorProps {
  /** The plan to change; without an id a new one like it. */
  plan: PackPlanRow;
  usual: Record<PackKind, PlanPage[]>;
  onDone(saved: string | undefined): void;
}

function nameOfPage(page: PlanPage): string {
  return page.code === "own" && page.title ? page.title : enumWords("pack_page", page.code);
}

export function PlanEditor({ plan, usual, onDone }: PlanEditorProps) {
  const [name, setName] = useState(plan.id ? plan.name : "");
  const [kind, setKind] = useState<PackKind>(plan.kind);
  const [rows, setRows] = useState<PlanRow[]>(rowsOf(plan.pages, usual[plan.kind], plan.kind));
  const [chosen, setChosen] = useState<string>();
  const [said, setSaid] = useState("");
  const made = useRef(0);
  const save = useChange("reports", "save_plan", { onDone: (_, input) => onDone(input.name) });
  const drop = useChange("reports", "drop_plan", { onDone: () => onDone(undefined) });
  const words = save.error ? fieldWords(save.error) : {};
  const kept = pagesOf(rows);
  // Looking at the words of a page is no change.
  const typed = JSON.stringify([name, kind, kept]);
  const [opened] = useState(typed);
  // Problems name the page by its place among those that were sent.
  const wrongAt = (page: PlanPage, path: string) => words[`pages.${kept.indexOf(page)}.${path}`];
  const isWrong = (page: PlanPage) => Object.keys(words).some((path) => path.startsWith(`pages.${kept.indexOf(page)}.`));

  const change = (next: PackKind) => {
    setKind(next);
    setChosen(undefined);
    setRows(rowsOf(next === plan.kind ? plan.pages : [], usual[next], next));
  };
  const move = (key: string, by: number) => {
    const at = rows.findIndex((row) => row.key === key);
    if (!canMove(rows, at, by)) return;
    const next = moved(rows, at, by);
    flushSync(() => setRows(next));
    const row = next[at + by];
    if (row) setSaid(t("reports.plan.moved", { page: nameOfPage(row.page), n: at + by, of: next.length - 2 }));
    // The row takes the focus along.
    document.querySelector<HTMLElement>(`[data-key="${key}"] input`)?.focus();
  };
  const set = (key: string, page: PlanPage) => setRows(rows.map((row) => (row.key === key ? { ...row, page } : row)));
  const addOwn = () => {
    made.current += 1;
    const key = `own-new-${made.current}`;
    setRows(withOwn(rows, key));
    setChosen(key);
  };
  const open = rows.find((row) => row.key === chosen);
  return (
    <Stack gap="md">
      <ProblemAlert problem={formProblem(save.error) ?? drop.error} />
      <TextInput
        label={t("reports.plan.name")}
        description={t("reports.plan.name.about")}
        required
        maw="28rem"
        data-autofocus
        value={name}
        error={words["name"]}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <SegmentedControl
        aria-label={t("reports.plan.kind")}
        value={kind}
        onChange={(next) => change(next === "workplace" ? "workplace" : "congress")}
        data={KINDS.map((each) => ({ value: each, label: enumWords("pack_kind", each) }))}
        w="fit-content"
      />
      <Text size="sm">{t(kind === "workplace" ? "reports.plan.workplace.text" : "reports.plan.congress.text")}</Text>
      <div className={classes.plan}>
        <div className={classes.pages}>
          <ul className={classes.pages} aria-label={t("reports.plan.pages")}>
            {rows.map((row, at) => {
              const fixed = FIXED.has(row.page.code);
              const label = nameOfPage(row.page);
              const keys = onKeys({ "alt+ArrowUp": () => move(row.key, -1), "alt+ArrowDown": () => move(row.key, 1) });
              return (
                <li
                  key={row.key}
                  className={classes.row}
                  data-key={row.key}
                  data-chosen={row.key === chosen || undefined}
                >
                  <Checkbox
                    label={label}
                    checked={row.ticked}
                    onKeyDown={keys}
                    disabled={fixed}
                    error={isWrong(row.page) ? t("reports.plan.look_at_words") : undefined}
                    onChange={(event) => {
                      const ticked = event.currentTarget.checked;
                      setRows(rows.map((each) => (each.key === row.key ? { ...each, ticked } : each)));
                    }}
                  />
                  {!fixed && (
                    <>
                      <Button variant="default" size="compact-md" disabled={!canMove(rows, at, -1)} aria-label={t("reports.plan.up_of", { page: label })} onKeyDown={keys} onClick={() => move(row.key, -1)}>
                        <Icon name="up" size={16} />
                        {t("reports.plan.up")}
                      </Button>
                      <Button variant="default" size="compact-md" disabled={!canMove(rows, at, 1)} aria-label={t("reports.plan.down_of", { page: label })} onKeyDown={keys} onClick={() => move(row.key, 1)}>
                        <Icon name="down" size={16} />
                        {t("reports.plan.down")}
                      </Button>
                    </>
                  )}
                  <Button
                    variant="default"
                    size="compact-md"
                    aria-label={t("reports.plan.words_of", { page: label })}
                    aria-expanded={row.key === chosen}
                    onClick={() => setChosen(row.key === chosen ? undefined : row.key)}
                  >
                    {t("reports.plan.words")}
                  </Button>
                </li>
              );
            })}
          </ul>
          {kind === "congress" && (
            <Button mt="sm" variant="default" leftSection={<Icon name="add" size={18} />} onClick={addOwn}>
              {t("reports.plan.add_own")}
            </Button>
          )}
          <Text size="sm" c="dimmed" mt="sm">
            {t("reports.plan.keys")}
          </Text>
        </div>
        {open && (
          <div className={classes.texts}>
            <PlanTexts key={open.key} page={open.page} wrong={(path) => wrongAt(open.page, path)} onChange={(page) => set(open.key, page)} />
          </div>
        )}
      </div>
      <Text size="sm" role="status">
        {said}
      </Text>
      <FormActions
        save={t("reports.plan.save")}
        saving={save.isPending}
        kept={typed === opened}
        onSave={() => save.mutate({ id: plan.id ?? undefined, version: plan.id ? plan.version : undefined, name, kind, pages: kept })}
        onCancel={() => onDone(undefined)}
      >
        {plan.id && (
          <Button variant="default" loading={drop.isPending} onClick={() => plan.id && drop.mutate({ id: plan.id, version: plan.version })}>
            {t("reports.plan.drop")}
          </Button>
        )}
      </FormActions>
    </Stack>
  );
}
