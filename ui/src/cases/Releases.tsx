// 守秘の例外: asked by one person, decided by another, told to the counsellor. Cases stand here by number alone.
import { Button, Checkbox, Group, Modal, Select, Stack, Table, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { ReleasePurpose, ReleaseRow, SecrecyGround } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { FormActions } from "../parts/FormActions";
import { sayProblem } from "../parts/UndoToast";
import { Waiting } from "../parts/Waiting";
import { Wide } from "../parts/Wide";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import classes from "./Cases.module.css";
import { choices, unlooked } from "./words";

const GROUNDS = ["harm_risk", "statutory", "court", "consent"] as const satisfies readonly SecrecyGround[];
const PURPOSES = ["emergency", "outward", "handover"] as const satisfies readonly ReleasePurpose[];
const TONES = { asked: "notice", agreed: "caution", refused: "ended", used: "ended" } as const;

function Ask({ onDone }: { onDone(): void }) {
  const [no, setNo] = useState("");
  const [ground, setGround] = useState<SecrecyGround>("harm_risk");
  const [purpose, setPurpose] = useState<ReleasePurpose>("emergency");
  const [reference, setReference] = useState("");
  const [recipient, setRecipient] = useState("");
  const [items, setItems] = useState("");
  const ask = useChange("cases", "ask_release", { onDone });
  const words = ask.error ? fieldWords(ask.error) : {};
  return (
    <Stack gap="md">
      <Text>{t("cases.release.ask.text")}</Text>
      <ProblemAlert problem={formProblem(ask.error)} />
      <TextInput
        data-autofocus
        label={t("cases.case_no")}
        placeholder="C-000001"
        required
        value={no}
        error={words["case_no"]}
        onChange={(event) => setNo(event.currentTarget.value)}
      />
      <Select label={t("cases.release.ground")} data={choices(GROUNDS, "secrecy_ground")} allowDeselect={false} value={ground} onChange={(next) => next && setGround(next)} />
      <Select label={t("cases.release.purpose")} data={choices(PURPOSES, "release_purpose")} allowDeselect={false} value={purpose} onChange={(next) => next && setPurpose(next)} />
      {purpose === "outward" && (
        <>
          <TextInput
            label={t("cases.release.recipient")}
            description={t("cases.release.recipient.about")}
            required
            value={recipient}
            error={words["recipient"]}
            onChange={(event) => setRecipient(event.currentTarget.value)}
          />
          <Textarea
            autosize
            minRows={2}
            label={t("cases.release.items")}
            description={t("cases.release.items.about")}
            required
            value={items}
            error={words["items"]}
            onChange={(event) => setItems(event.currentTarget.value)}
          />
        </>
      )}
      <TextInput
        label={t("cases.release.reference")}
        description={t("cases.release.reference.about")}
        required
        value={reference}
        error={words["reference"]}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      <FormActions
        save={t("cases.release.ask.save")}
        saving={ask.isPending}
        onSave={() =>
          ask.mutate({
            case_no: no,
            ground,
            purpose,
            reference,
            ...(purpose === "outward" ? { recipient, items: items.split("\n").filter((line) => line.trim()) } : {}),
          })
        }
        onCancel={onDone}
      />
    </Stack>
  );
}

/** Who may read: counsellors and supervisors, as far as the officer at the desk may know them. */
function useReaders(): { value: string; label: string }[] {
  const desk = useDesk();
  const all = desk.may("see_officers");
  const officers = useAnswer("officers", "list", {}, { enabled: all });
  const room = useAnswer("cases", "room", {}, { enabled: !all && desk.may("counsel") });
  if (all) {
    return (officers.data ?? [])
      .filter((row) => row.grants.some(({ role }) => role === "counselor" || role === "counsel_supervisor"))
      .map((row) => ({ value: row.id, label: row.display_name }));
  }
  return (room.data?.supervisors ?? []).map((row) => ({ value: row.officer, label: row.name }));
}

function Open({ release, onDone }: { release: ReleaseRow; onDone(): void }) {
  const readers = useReaders();
  const [sheet, setSheet] = useState("");
  const [reader, setReader] = useState<string | null>(null);
  const [looked, setLooked] = useState(false);
  const open = useChange("cases", "open_emergency", { onDone });
  const words = open.error ? fieldWords(open.error) : {};
  return (
    <Stack gap="md">
      <Text>{t("cases.release.open.text", { no: release.case_no })}</Text>
      <ProblemAlert problem={unlooked(open.error) ? null : formProblem(open.error)} />
      <TextInput
        data-autofocus
        label={t("cases.sheet.code")}
        required
        autoComplete="off"
        value={sheet}
        error={words["sheet"]}
        onChange={(event) => setSheet(event.currentTarget.value)}
      />
      <Select
        label={t("cases.release.reader")}
        required
        data={readers}
        value={reader}
        onChange={(next) => {
          setReader(next);
          setLooked(false);
        }}
      />
      <Checkbox label={t("cases.release.open.not_supervisor")} error={!looked && unlooked(open.error)} checked={looked} onChange={(event) => setLooked(event.currentTarget.checked)} />
      <FormActions
        save={t("cases.release.open.save")}
        saving={open.isPending}
        disabled={!reader}
        onSave={() => reader && open.mutate({ id: release.id, version: release.version, sheet, reader, not_supervisor: looked })}
        onCancel={onDone}
      />
    </Stack>
  );
}

function Doing({ release, onOpen }: { release: ReleaseRow; onOpen(): void }) {
  const decide = useChange("cases", "decide_release");
  const say = (agree: boolean) => decide.mutate({ id: release.id, version: release.version, agree }, { onError: sayProblem });
  if (release.may_decide) {
    return (
      <Group gap={4} wrap="nowrap">
        <Button size="compact-sm" aria-label={t("cases.release.agree_of", { no: release.case_no })} loading={decide.isPending} onClick={() => say(true)}>
          {t("cases.release.agree")}
        </Button>
        <Button size="compact-sm" variant="default" aria-label={t("cases.release.refuse_of", { no: release.case_no })} onClick={() => say(false)}>
          {t("cases.release.refuse")}
        </Button>
      </Group>
    );
  }
  if (release.state === "asked") return <Text size="xs">{t("cases.release.waits")}</Text>;
  if (release.state === "agreed" && release.purpose === "emergency") {
    return (
      <Button size="compact-sm" variant="default" aria-label={t("cases.release.open_of", { no: release.case_no })} onClick={onOpen}>
        {t("cases.release.open")}
      </Button>
    );
  }
  return null;
}

export function Releases() {
  const desk = useDesk();
  const list = useAnswer("cases", "releases", {});
  const [asking, setAsking] = useState(false);
  const [opening, setOpening] = useState<ReleaseRow>();
  return (
    <div className={classes.scroll}>
      <Group justify="space-between" mb="md" align="flex-start">
        <Text className="ky-measure">{t("cases.release.text")}</Text>
        <Button variant="default" onClick={() => setAsking(true)}>
          {t("cases.release.ask")}
        </Button>
      </Group>
      <ProblemAlert problem={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <Waiting />}
      {list.data?.length === 0 && <EmptyPage icon="lock" title={t("cases.release.none")} text={t("cases.release.none.text")} />}
      {list.data && list.data.length > 0 && (
        <Wide label={t("cases.tab.releases")} least={48}>
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t("cases.case_no")}</Table.Th>
                <Table.Th scope="col">{t("cases.release.purpose")}</Table.Th>
                <Table.Th scope="col">{t("cases.release.asked")}</Table.Th>
                <Table.Th scope="col">{t("cases.release.decided")}</Table.Th>
                <Table.Th scope="col">{t("cases.status")}</Table.Th>
                <Table.Th scope="col">
                  <span className="ky-quiet">{t("cases.room.doing")}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.data.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Th scope="row" className="ky-number">
                    {row.case_no}
                  </Table.Th>
                  <Table.Td>
                    <Text size="sm">{enumWords("release_purpose", row.purpose)}</Text>
                    <Text size="xs" c="dimmed">
                      {enumWords("secrecy_ground", row.ground)} / {row.reference}
                    </Text>
                    {row.recipient && <Text size="xs">{t("cases.release.goes", { to: row.recipient, items: row.items.join(t("ui.between")) })}</Text>}
                    {row.unreadable && <Text size="xs">{t("cases.release.unreadable")}</Text>}
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm">{row.asked_by}</Text>
                    <Text size="xs" c="dimmed">
                      {showDate(row.asked_on, desk.era)}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm">{row.decided_by}</Text>
                    <Text size="xs" c="dimmed">
                      {showDate(row.decided_on, desk.era)}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <Badge tone={TONES[row.state]}>{enumWords("release_state", row.state)}</Badge>
                    {row.reader && <Text size="xs">{t("cases.release.reads", { who: row.reader })}</Text>}
                  </Table.Td>
                  <Table.Td>
                    <Doing release={row} onOpen={() => setOpening(row)} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Wide>
      )}
      <Modal opened={asking} onClose={() => setAsking(false)} title={t("cases.release.ask")} size="lg">
        <Ask onDone={() => setAsking(false)} />
      </Modal>
      <Modal opened={opening !== undefined} onClose={() => setOpening(undefined)} title={t("cases.release.open")} size="lg">
        {opening && <Open release={opening} onDone={() => setOpening(undefined)} />}
      </Modal>
    </div>
  );
}
