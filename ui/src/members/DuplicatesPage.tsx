// 重複: persons who may be one, side by side, the likeliest first; decided pair by pair, by keyboard as well.
import { Button, Checkbox, Group, Kbd, List, Stack, Table, Text, Title } from "@mantine/core";
import { useId, useState } from "react";
import { useDesk } from "../desk/session";
import type { Alike, Checkoff, CutOff, DuplicatePair } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { onKeys } from "../keys";
import { enumWords, t, wireWords, type Key } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { BackTo } from "../parts/ThingHead";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { ClosedMonth, useCorrectedClose } from "./ClosedMonth";
import classes from "./Members.module.css";

type Field = keyof Pick<Alike, "name" | "kana" | "birth_on" | "former_name" | "checkoff">;

/** Fields that can be taken from the one who goes, by their names on the wire. */
const TAKEN: Record<Field, string[]> = {
  name: ["family_name", "given_name"],
  kana: ["family_kana", "given_kana"],
  birth_on: ["birth_on"],
  former_name: ["former_name"],
  checkoff: ["checkoff"],
};

/** チェックオフ with its days, in words; none is nothing to choose. */
function checkoffWords(of: Checkoff | null, era: boolean): string | null {
  if (!of || of.status === "none") return null;
  const days = [
    of.mandate_on && `${t("members.column.checkoff_mandate_on")} ${showDate(of.mandate_on, era)}`,
    of.stopped_on && `${t("members.column.checkoff_stopped_on")} ${showDate(of.stopped_on, era)}`,
  ];
  return [enumWords("checkoff_status", of.status), ...days].filter(Boolean).join(" / ");
}

/** What would end, in words. */
function cutWords(cut: CutOff, era: boolean): string {
  const named = cut.what === "condition" ? enumWords("condition_kind", cut.condition) : cut.label;
  const what = [cut.what === "condition" ? null : enumWords("restorable", cut.what), named].filter(Boolean).join(" ");
  return t("members.alike.cut", { what, from: showDate(cut.from_on, era) });
}

function Cuts({ says, cuts }: { says: string; cuts: CutOff[] }) {
  const desk = useDesk();
  if (cuts.length === 0) return null;
  return (
    <>
      <Text size="sm">{says}</Text>
      <List size="sm" className="ky-private">
        {cuts.map((cut) => (
          <List.Item key={`${cut.what} ${cut.label} ${cut.condition} ${cut.from_on}`}>{cutWords(cut, desk.era)}</List.Item>
        ))}
      </List>
    </>
  );
}

function Pair({ pair }: { pair: DuplicatePair }) {
  const desk = useDesk();
  const [swapped, setSwapped] = useState(false);
  const [take, setTake] = useState<Field[]>([]);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const merge = useChange("members", "merge", {});
  const apart = useChange("members", "not_same", {});
  const [keep, gone] = swapped ? [pair.other, pair.one] : [pair.one, pair.other];
  const stops = swapped ? pair.one_ends : pair.other_ends;
  const later = swapped ? pair.one_goes_on : pair.other_goes_on;
  // What is offered first is what is likelier.
  const likely = pair.rank >= 80;
  // Of two in force the one that goes counts on no day any more (M-09).
  const bothIn = [keep, gone].every(({ status }) => status === "active" || status === "suspended");
  // Of two memberships that go on, one ends; officers must know before they merge, and what does not pass to the other (M-02).
  const ends = [keep, gone].every(({ status }) => status === "active" || status === "suspended" || status === "applied");
  const says = useId();
  const closed = useCorrectedClose(bothIn ? (gone.joined_on ?? "") : "", "begins");
  const busy = merge.isPending || apart.isPending;
  const one = () => {
    setTried(true);
    if (closed && !reason.trim()) return;
    merge.mutate(
      {
        keep: keep.person_id,
        keep_version: keep.version,
        merge: gone.person_id,
        merge_version: gone.version,
        take: take.flatMap((field) => TAKEN[field]),
        reason: reason.trim() || undefined,
      },
      { onError: sayProblem },
    );
  };
  const two = () => apart.mutate({ one: keep.person_id, other: gone.person_id }, { onError: sayProblem });
  const rows: [Key, string | null, string | null, Field?][] = [
    ["members.alike.field.name", keep.name, gone.name, "name"],
    ["members.alike.field.kana", keep.kana, gone.kana, "kana"],
    ["members.column.birth_on", showDate(keep.birth_on, desk.era), showDate(gone.birth_on, desk.era), "birth_on"],
    ["members.column.former_name", keep.former_name, gone.former_name, "former_name"],
    ["members.column.member_no", keep.member_no, gone.member_no],
    ["members.column.status", enumWords("status", keep.status), enumWords("status", gone.status)],
    ["members.column.joined_on", showDate(keep.joined_on, desk.era), showDate(gone.joined_on, desk.era)],
    ["members.alike.field.branch", keep.branch, gone.branch],
    ["members.column.employer", keep.employer, gone.employer],
    ["members.column.employee_no", keep.employee_no, gone.employee_no],
    // A membership that is over keeps its own.
    ["members.column.checkoff_status", checkoffWords(keep.checkoff, desk.era), checkoffWords(gone.checkoff, desk.era), ends ? "checkoff" : undefined],
  ];
  const keys = onKeys({ "mod+Enter": () => !busy && one(), "mod+Backspace": () => !busy && two() });
  return (
    <section className={classes.pair} aria-label={t("members.alike.pair", { one: keep.name, other: gone.name })}>
      <Group gap="xs">
        {pair.because.map((code) => (
          <Badge key={code} tone={likely ? "caution" : "unsure"}>
            {wireWords(`members.alike.${code}`) ?? code}
          </Badge>
        ))}
      </Group>
      <Wide label={t("members.alike.pair", { one: keep.name, other: gone.name })} least={36}>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">
                <span className="ky-quiet">{t("members.alike.item")}</span>
              </Table.Th>
              <Table.Th scope="col">{t("members.alike.keep")}</Table.Th>
              <Table.Th scope="col">{t("members.alike.gone")}</Table.Th>
              <Table.Th scope="col">{t("members.alike.take")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows
              .filter(([, own, other]) => own || other)
              .map(([key, own, other, field]) => (
                <Table.Tr key={key} data-differs={own !== other || undefined} className={classes.alike}>
                  <Table.Th scope="row">{t(key as "members.alike.field.name")}</Table.Th>
                  <Table.Td className="ky-private">{own}</Table.Td>
                  <Table.Td className="ky-private">{other}</Table.Td>
                  <Table.Td>
                    {field && own !== other && other && (
                      <Checkbox
                        aria-label={t("members.alike.take_of", { field: t(key as "members.alike.field.name") })}
                        checked={take.includes(field) || !own}
                        disabled={!own}
                        onChange={(event) =>
                          setTake(event.currentTarget.checked ? [...take, field] : take.filter((each) => each !== field))
                        }
                      />
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
          </Table.Tbody>
        </Table>
      </Wide>
      <ClosedMonth closed={closed} reason={reason} onReason={setReason} tried={tried} />
      {ends && (
        <div id={says} role="note" className="ky-measure" style={{ color: "var(--ky-caution)" }}>
          <Text size="sm">{t("members.alike.ends", { who: [gone.member_no, gone.name].filter(Boolean).join(" ") })}</Text>
          <Cuts says={t("members.alike.goes_on")} cuts={later} />
          <Cuts says={t("members.alike.stops")} cuts={stops} />
        </div>
      )}
      <Group gap="sm" role="group" tabIndex={-1} onKeyDown={keys}>
        <Button
          variant={likely ? "filled" : "default"}
          aria-describedby={ends ? says : undefined}
          onClick={one}
          loading={merge.isPending}
          disabled={busy}
        >
          {t("members.alike.merge", { no: keep.member_no ?? "", name: keep.name })}
        </Button>
        <Button variant={likely ? "default" : "filled"} onClick={two} loading={apart.isPending} disabled={busy}>
          {t("members.alike.apart")}
        </Button>
        <Button variant="subtle" onClick={() => setSwapped(!swapped)} disabled={busy}>
          {t("members.alike.swap")}
        </Button>
      </Group>
    </section>
  );
}

export function DuplicatesPage() {
  const pairs = useAnswer("members", "duplicates", {}, { keep: true });
  return (
    <Stack p="lg" gap="md">
      <div>
        <BackTo to="/members" words={t("members.to_list")} />
        <Title order={1}>{t("members.duplicates")}</Title>
      </div>
      <Text className="ky-measure">{t("members.duplicates.text")}</Text>
      <ProblemAlert problem={pairs.error} onRetry={() => void pairs.refetch()} />
      {pairs.isPending && <Waiting lines={6} />}
      {pairs.data?.length === 0 && <EmptyPage icon="members" title={t("members.duplicates.empty")} text={t("members.duplicates.empty.text")} />}
      {pairs.data && pairs.data.length > 0 && (
        <>
          <Group gap="xs">
            <Text role="status">{t("members.duplicates.found", { n: pairs.data.length })}</Text>
            <Text size="sm" c="dimmed">
              <Kbd>Ctrl+Enter</Kbd> {t("members.alike.key.merge")} <Kbd>Ctrl+Backspace</Kbd> {t("members.alike.key.apart")}
            </Text>
          </Group>
          {pairs.data.map((pair) => (
            <Pair key={`${pair.one.person_id} ${pair.other.person_id}`} pair={pair} />
          ))}
        </>
      )}
    </Stack>
  );
}
