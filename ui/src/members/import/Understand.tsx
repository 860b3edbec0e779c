// 対応: each column of the file, what stands in it, which of ours it is, and what is done with its values.
import { Autocomplete, Button, Checkbox, Group, Kbd, NumberInput, Select, Stack, Table, Text } from "@mantine/core";
import { useRef, useState } from "react";
import { useDesk } from "../../desk/session";
import type { ColumnGuess, ColumnMapping, RosterPreview } from "../../ipc/api";
import { NOT_MINE, useShortcuts } from "../../keys";
import { enumWords, t, wireWords } from "../../labels/t";
import { useEmployerChoices } from "../../organizations/employers";
import { Badge } from "../../parts/Badge";
import type { Tone } from "../../parts/colors";
import { DateField } from "../../parts/DateField";
import { shortDate } from "../../parts/dates";
import { Wide } from "../../parts/Wide";
import {
  columnWords,
  proposedWidth,
  readTransform,
  ROSTER_COLUMNS,
  transformWords,
  writeTransform,
  type AskedTransform,
} from "./fields";
import classes from "./Import.module.css";
import type { Asked } from "./ImportPage";

const TONES: Record<string, Tone> = {
  sure: "good",
  remembered: "good",
  chosen: "notice",
  maybe: "caution",
  not_ours: "ended",
  later: "ended",
  forbidden: "urgent",
};

const NUMBERS: ReadonlySet<string> = new Set(["member_no", "employee_no", "postal", "phone", "mobile"]);

/** What else may be done with the values of a column; most need nothing. */
function shapesOf(to: string | null): readonly AskedTransform["shape"][] {
  if (to === "name" || to === "kana") return ["none", "split_name"];
  return to && NUMBERS.has(to) ? ["none", "pad"] : ["none"];
}

interface ColumnProps {
  guess: ColumnGuess;
  mapping: ColumnMapping | undefined;
  onMap(mapping: ColumnMapping): void;
  /** The days of a workbook come as days, and are shown as the rest of the window shows them. */
  dated: boolean;
}

function Column({ guess, mapping, onMap, dated }: ColumnProps) {
  const desk = useDesk();
  const day = (sample: string) => (dated && /^\d{4}-\d{2}-\d{2}$/.test(sample) ? shortDate(sample, desk.era) : sample);
  const asked = readTransform(mapping?.transform);
  const possible = shapesOf(guess.to);
  const shapes = possible.includes(asked.shape) ? possible : [...possible, asked.shape];
  const map = (change: Partial<ColumnMapping>) =>
    onMap({ from: guess.from, to: guess.to, transform: mapping?.transform, ...change });
  const transform = (change: Partial<AskedTransform>) => map({ transform: writeTransform({ ...asked, ...change }) });
  const automatic = guess.transforms.filter((each) => !/^(propose_pad|pad|split_name|overwrite|fill_down)/.test(each));
  const proposed = proposedWidth(guess.transforms);
  return (
    <Table.Tr>
      <Table.Th scope="row">{guess.from}</Table.Th>
      <Table.Td>
        {guess.samples.map((sample, at) => (
          // Samples are shown in the order of the file and may be equal.
          // oxlint-disable-next-line react/no-array-index-key
          <Text key={at} size="sm" className="ky-private" lineClamp={1}>
            {day(sample)}
          </Text>
        ))}
      </Table.Td>
      <Table.Td>
        <Select
          aria-label={t("members.import.our_column", { name: guess.from })}
          data={[
            { value: "", label: t("members.import.not_taken") },
            ...ROSTER_COLUMNS.map((column) => ({ value: column, label: columnWords(column) })),
          ]}
          searchable
          value={guess.to ?? ""}
          onChange={(to) => map({ to: to || null })}
        />
      </Table.Td>
      <Table.Td>
        <Badge tone={TONES[guess.confidence] ?? "unsure"}>
          {wireWords(`members.confidence.${guess.confidence}`) ?? guess.confidence}
        </Badge>
      </Table.Td>
      <Table.Td>
        <Stack gap={4}>
          {automatic.map((each) => (
            <Text key={each} size="sm">
              {transformWords(each)}
            </Text>
          ))}
          {proposed !== undefined && asked.shape !== "pad" && (
            <>
              <Text size="sm" style={{ color: "var(--ky-caution)" }}>
                {transformWords(`propose_pad:${proposed}`)}
              </Text>
              <Button
                size="compact-sm"
                variant="default"
                rightSection={<Kbd size="xs">Alt+0</Kbd>}
                onClick={() => transform({ shape: "pad", width: proposed })}
              >
                {transformWords(`pad:${proposed}`)}
              </Button>
            </>
          )}
          {guess.to && (
            <>
              {shapes.length > 1 && (
                <Group gap={4} wrap="nowrap">
                  <Select
                    aria-label={t("members.import.transform_of", { name: guess.from })}
                    size="xs"
                    w="11rem"
                    data={shapes.map((each) => ({
                      value: each,
                      label: each === "none" ? t("members.transform.none") : transformWords(each),
                    }))}
                    value={asked.shape}
                    onChange={(shape) => shape && transform({ shape })}
                  />
                  {asked.shape === "pad" && (
                    <NumberInput
                      aria-label={t("members.transform.digits")}
                      size="xs"
                      w="4.5rem"
                      min={1}
                      max={20}
                      value={asked.width}
                      onChange={(width) => width !== "" && transform({ width: Number(width) })}
                    />
                  )}
                </Group>
              )}
              <Checkbox
                size="xs"
                label={transformWords("overwrite")}
                checked={asked.overwrite}
                onChange={(event) => transform({ overwrite: event.currentTarget.checked })}
              />
            </>
          )}
        </Stack>
      </Table.Td>
    </Table.Tr>
  );
}

export interface UnderstandProps {
  preview: RosterPreview;
  asked: Asked;
  busy: boolean;
  onAsk(change: Partial<Asked>): void;
  onNext(): void;
}

export function Understand({ preview, asked, busy, onAsk, onNext }: UnderstandProps) {
  const desk = useDesk();
  const employers = useEmployerChoices();
  // What the file was read with: what is said here, else what was said of the last file with these headers.
  const read = asked.employer ?? preview.mapping.employer ?? "";
  const [employer, setEmployer] = useState(read);
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const mappings = preview.mapping.columns;
  const workbook = /^(xlsx|xls|ods)$/.test(preview.encoding);
  const map = (next: ColumnMapping) => {
    const others = mappings.filter((each) => each.from !== next.from);
    onAsk({ mapping: { ...preview.mapping, columns: [...others, next] } });
  };
  // The zeros are put back where it was proposed, in all columns at once.
  const padded = (column: ColumnMapping): ColumnMapping => {
    const width = proposedWidth(preview.columns.find((guess) => guess.from === column.from)?.transforms ?? []);
    const before = readTransform(column.transform);
    if (width === undefined || before.shape === "pad") return column;
    return { ...column, transform: writeTransform({ ...before, shape: "pad", width }) };
  };
  useShortcuts({
    "alt+0": () => {
      const columns = mappings.map(padded);
      if (columns.every((column, at) => column === mappings[at])) return NOT_MINE;
      return onAsk({ mapping: { ...preview.mapping, columns } });
    },
  });

  const taken = preview.columns.filter((column) => column.to !== null).length;
  const withEmployer = preview.columns.some((column) => column.to === "employer");

  // Without it every row would come back, and only here it is asked once for all.
  const nameless = !withEmployer && !employer.trim() && employers.length !== 1;
  const next = () => {
    setTried(true);
    if (nameless) field.current?.focus();
    else onNext();
  };

  return (
    <Stack gap="lg" aria-busy={busy}>
      <Text>
        {t("members.import.understood", {
          rows: preview.read,
          taken,
          columns: preview.columns.length,
          encoding: enumWords("text_encoding", preview.encoding),
        })}
      </Text>
      {preview.warnings.map((warning) => (
        <Text key={warning.code} size="sm" role="note" style={{ color: "var(--ky-caution)" }}>
          {wireWords(`problem.${warning.code}`, warning.about) ?? warning.code}
        </Text>
      ))}
      {preview.sheets.length > 1 && (
        <Group gap="md" role="group" aria-label={t("members.import.sheets")}>
          <Text fw={700}>{t("members.import.sheets")}</Text>
          {preview.sheets.map((sheet) => (
            <Checkbox
              key={sheet.name}
              label={t("members.import.sheet", { name: sheet.name, n: sheet.rows })}
              checked={sheet.taken}
              onChange={(event) => {
                const names = preview.sheets
                  .filter((each) => (each.name === sheet.name ? event.currentTarget.checked : each.taken))
                  .map((each) => each.name);
                if (names.length > 0) onAsk({ sheets: names });
              }}
            />
          ))}
        </Group>
      )}
      <Group align="flex-start" gap="md">
        <div style={{ width: "14rem" }}>
          <DateField
            label={t("members.as_of")}
            description={t("members.import.as_of.about")}
            value={asked.as_of ?? desk.today}
            era={desk.era}
            onChange={(as_of) => as_of && onAsk({ as_of })}
          />
        </div>
        {!withEmployer && (
          <Autocomplete
            label={t("members.import.employer")}
            description={t("members.import.employer.about")}
            withAsterisk={employers.length !== 1}
            data={[...new Set(employers.map((each) => each.label))]}
            ref={field}
            value={employer}
            error={tried && nameless ? t("ui.fill_in") : undefined}
            onChange={setEmployer}
            onBlur={() => employer.trim() !== read && onAsk({ employer: employer.trim() })}
          />
        )}
      </Group>
      <Wide label={t("members.import.step.understand")} least={48}>
        <Table verticalSpacing="xs" withTableBorder style={{ background: "var(--ky-surface)" }}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("members.import.file_column")}</Table.Th>
              <Table.Th scope="col">{t("members.import.samples")}</Table.Th>
              <Table.Th scope="col">{t("members.import.becomes")}</Table.Th>
              <Table.Th scope="col">{t("members.import.confidence")}</Table.Th>
              <Table.Th scope="col">{t("members.import.transform")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {preview.columns.map((guess) => (
              <Column key={guess.from} guess={guess} mapping={mappings.find((each) => each.from === guess.from)} onMap={map} dated={workbook} />
            ))}
          </Table.Tbody>
        </Table>
      </Wide>
      <Group className={classes.foot}>
        {/* Not switched off while the list is read again: leaving the field of the employer must not swallow the click. */}
        <Button onClick={next}>
          {t("members.import.to_confirm")}
        </Button>
      </Group>
    </Stack>
  );
}
