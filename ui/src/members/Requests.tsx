// 本人からの請求: what persons ask about their data, when it is due, and the next step of each.
import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { RequestKind, RequestRow, RequestStatus } from "../ipc/api";
import { useAnswer, useChange } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Badge } from "../parts/Badge";
import type { Tone } from "../parts/colors";
import { DateField } from "../parts/DateField";
import { showDate } from "../parts/dates";
import { EmptyPage } from "../parts/EmptyPage";
import { FormActions } from "../parts/FormActions";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { Part } from "./CardFacts";
import classes from "./Members.module.css";

const KINDS = ["disclose", "correct", "stop", "erase", "provision_record"] as const satisfies readonly RequestKind[];

const TONES: Record<RequestStatus, Tone> = {
  received: "notice",
  identity_checked: "notice",
  in_progress: "caution",
  answered: "ended",
  refused: "ended",
};

interface ReceiveProps {
  /** Who asks; without, the member number is asked for. */
  person?: string;
  onDone(): void;
}

function Receive({ person, onDone }: ReceiveProps) {
  const desk = useDesk();
  const [number, setNumber] = useState("");
  const [kind, setKind] = useState<RequestKind | null>(null);
  const [on, setOn] = useState(desk.today);
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const receive = useChange("members", "receive_request", { onDone });
  const words = receive.error ? fieldWords(receive.error) : {};
  const save = () => {
    setTried(true);
    if (!kind || !on || (!person && !number.trim())) return;
    receive.mutate({
      person_id: person,
      member_no: person ? undefined : number.trim(),
      kind,
      received_on: on,
      note: note.trim() || undefined,
    });
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(receive.error)} />
      {!person && (
        <TextInput
          label={t("members.request.member_no")}
          required
          data-autofocus
          value={number}
          error={words["member_no"] ?? (tried && !number.trim() ? t("ui.fill_in") : undefined)}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
      )}
      <Select
        label={t("members.request.kind")}
        required
        data={KINDS.map((each) => ({ value: each, label: enumWords("request_kind", each) }))}
        value={kind}
        onChange={setKind}
        error={words["kind"] ?? (tried && !kind ? t("ui.choose") : undefined)}
      />
      <DateField
        label={t("members.request.received_on")}
        required
        value={on}
        onChange={setOn}
        era={desk.era}
        error={words["received_on"]}
      />
      <Textarea label={t("members.request.note")} autosize value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <FormActions save={t("members.request.save")} saving={receive.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}

function Advance({ request, onDone }: { request: RequestRow; onDone(): void }) {
  const desk = useDesk();
  const [to, setTo] = useState<RequestStatus | null>(request.next[0] ?? null);
  const [on, setOn] = useState(desk.today);
  const [answer, setAnswer] = useState("");
  const [tried, setTried] = useState(false);
  const advance = useChange("members", "advance_request", { onDone });
  const words = advance.error ? fieldWords(advance.error) : {};
  const closes = to === "answered" || to === "refused";
  const save = () => {
    setTried(true);
    if (!to || !on || (closes && !answer.trim())) return;
    advance.mutate({ id: request.id, version: request.version, to, on, answer: closes ? answer.trim() : undefined });
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(advance.error)} />
      <Select
        label={t("members.request.to")}
        required
        data-autofocus
        data={request.next.map((each) => ({ value: each, label: enumWords("request_status", each) }))}
        value={to}
        onChange={setTo}
      />
      <DateField label={t("members.request.on")} required value={on} onChange={setOn} era={desk.era} error={words["on"]} />
      {closes && (
        <Textarea
          label={t("members.request.answer")}
          required
          autosize
          value={answer}
          error={words["answer"] ?? (tried && !answer.trim() ? t("ui.fill_in") : undefined)}
          onChange={(event) => setAnswer(event.currentTarget.value)}
        />
      )}
      <FormActions save={t("members.request.step")} saving={advance.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}

function Line({ request, onStep, named }: { request: RequestRow; onStep(): void; named: boolean }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const open = request.next.length > 0;
  const late = open && request.due_on < desk.today;
  const days = [
    t("members.request.due", { on: showDate(request.due_on, desk.era) }),
    request.closed_on && showDate(request.closed_on, desk.era),
  ];
  const about = { name: request.name };
  return (
    <li className={classes.line}>
      <div>
        <Group gap="xs">
          {named && (
            <Text fw={700} className="ky-private">
              {request.name} ({request.member_no})
            </Text>
          )}
          <Text size="sm">{enumWords("request_kind", request.kind)}</Text>
          <Badge tone={TONES[request.status]}>{enumWords("request_status", request.status)}</Badge>
          {late && <Badge tone="urgent">{t("members.request.late")}</Badge>}
        </Group>
        <Text size="xs" c="dimmed">
          {days.filter(Boolean).join(" / ")}
        </Text>
        {request.note && <Text size="sm">{request.note}</Text>}
        {request.answer && <Text size="sm">{request.answer}</Text>}
      </div>
      {open && (
        <Group gap="xs" wrap="nowrap">
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t("members.request.write_of", about)}
            onClick={() => void navigate({ to: "/reports", search: { report: "R23", person: request.member_no } })}
          >
            {t("members.request.write")}
          </Button>
          <Button size="compact-sm" variant="default" aria-label={t("members.request.step_of", about)} onClick={onStep}>
            {t("members.request.step")}
          </Button>
        </Group>
      )}
    </li>
  );
}

/** All requests. */
export function Requests() {
  const requests = useAnswer("members", "requests", {});
  const [receiving, setReceiving] = useState(false);
  const [advancing, setAdvancing] = useState<RequestRow>();
  if (requests.error) return <ProblemAlert problem={requests.error} onRetry={() => void requests.refetch()} />;
  if (!requests.data) return <Waiting />;
  const add = (
    <Button variant="default" w="fit-content" onClick={() => setReceiving(true)}>
      {t("members.request.add")}
    </Button>
  );
  return (
    <Stack gap="md">
      <Text className="ky-measure">{t("members.requests.text")}</Text>
      {requests.data.length === 0 ? (
        <EmptyPage icon="history" title={t("members.requests.empty")} text={t("members.requests.empty.text")}>
          {add}
        </EmptyPage>
      ) : (
        <>
          {add}
          <ul className={classes.plain}>
            {requests.data.map((request) => (
              <Line key={request.id} request={request} named onStep={() => setAdvancing(request)} />
            ))}
          </ul>
        </>
      )}
      <Modal opened={receiving} onClose={() => setReceiving(false)} title={t("members.request.add")}>
        <Receive onDone={() => setReceiving(false)} />
      </Modal>
      <Modal
        opened={advancing !== undefined}
        onClose={() => setAdvancing(undefined)}
        title={advancing && t("members.request.step_of", { name: advancing.name })}
      >
        {advancing && <Advance request={advancing} onDone={() => setAdvancing(undefined)} />}
      </Modal>
    </Stack>
  );
}

/** The requests of one person, on the card. */
export function RequestsOf({ person }: { person: string }) {
  const requests = useAnswer("members", "requests", { person_id: person });
  const [doing, setDoing] = useState<"add" | RequestRow>();
  const done = () => setDoing(undefined);
  return (
    <Part title={t("members.requests")}>
      <ProblemAlert problem={requests.error} onRetry={() => void requests.refetch()} />
      {requests.data && requests.data.length > 0 && (
        <ul className={classes.plain}>
          {requests.data.map((request) => (
            <Line key={request.id} request={request} named={false} onStep={() => setDoing(request)} />
          ))}
        </ul>
      )}
      {doing === "add" && <Receive person={person} onDone={done} />}
      {doing && doing !== "add" && <Advance key={doing.id} request={doing} onDone={done} />}
      {!doing && (
        <Group>
          <Button variant="default" size="compact-md" onClick={() => setDoing("add")}>
            {t("members.request.add")}
          </Button>
        </Group>
      )}
    </Part>
  );
}
