// The union's own words on a page: boxes above and below what the page says itself.
import { Button, Fieldset, Group, Stack, Textarea, TextInput } from "@mantine/core";
import type { PackText, PlanPage } from "../ipc/api";
import { enumWords, t } from "../labels/t";
import { linesOf } from "./planPages";

const MOST = 5;

interface BoxesProps {
  side: "above" | "below";
  boxes: PackText[];
  /** Words for the field of a box, by the path of the problem. */
  wrong(path: string): React.ReactNode;
  onChange(boxes: PackText[]): void;
}

function Boxes({ side, boxes, wrong, onChange }: BoxesProps) {
  const set = (at: number, box: PackText) => onChange(boxes.map((each, place) => (place === at ? box : each)));
  return (
    <Stack gap="sm">
      {boxes.map((box, at) => (
        // A box has no name of its own; it stays where it is while it is written.
        // oxlint-disable-next-line react/no-array-index-key
        <Fieldset key={at} legend={t(`reports.plan.${side}`, { n: at + 1 })}>
          <Stack gap="xs">
            <TextInput
              label={t("reports.plan.heading")}
              value={box.heading}
              error={wrong(`${side}.${at}.heading`)}
              onChange={(event) => set(at, { ...box, heading: event.currentTarget.value })}
            />
            <Textarea
              label={t("reports.plan.paragraphs")}
              description={t("reports.plan.paragraphs.about")}
              autosize
              minRows={3}
              maxRows={12}
              value={linesOf(box)}
              error={box.paragraphs.map((_, line) => wrong(`${side}.${at}.paragraphs.${line}`)).find(Boolean) ?? wrong(`${side}.${at}.paragraphs`)}
              onChange={(event) => set(at, { ...box, paragraphs: event.currentTarget.value.split("\n") })}
            />
            <Group>
              <Button variant="default" onClick={() => onChange(boxes.filter((_, place) => place !== at))}>
                {t("reports.plan.drop_box")}
              </Button>
            </Group>
          </Stack>
        </Fieldset>
      ))}
      <Group>
        <Button variant="default" disabled={boxes.length >= MOST} onClick={() => onChange([...boxes, { heading: "", paragraphs: [""] }])}>
          {t(`reports.plan.add_${side}`)}
        </Button>
      </Group>
    </Stack>
  );
}

interface PlanTextsProps {
  page: PlanPage;
  wrong(path: string): React.ReactNode;
  onChange(page: PlanPage): void;
}

export function PlanTexts({ page, wrong, onChange }: PlanTextsProps) {
  const own = page.code === "own";
  return (
    <Stack gap="md" role="group" aria-label={t("reports.plan.words_of", { page: page.title || enumWords("pack_page", page.code) })}>
      {own && (
        <TextInput
          label={t("reports.plan.title")}
          required
          value={page.title ?? ""}
          error={wrong("title")}
          onChange={(event) => onChange({ ...page, title: event.currentTarget.value })}
        />
      )}
      <Boxes side="above" boxes={page.above ?? []} wrong={(path) => wrong(path) ?? (path.startsWith("above.0.heading") ? wrong("above") : undefined)} onChange={(above) => onChange({ ...page, above })} />
      {!own && <Boxes side="below" boxes={page.below ?? []} wrong={wrong} onChange={(below) => onChange({ ...page, below })} />}
    </Stack>
  );
}
