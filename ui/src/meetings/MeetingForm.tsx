// A meeting as it is planned: a new one, or one whose day, time or place changes. After convening its kind stands fast.
import { Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { MeetingDetail, MeetingKind } from "../ipc/api";
import { useChange } from "../ipc/client";
import { t } from "../labels/t";
import { DateField } from "../parts/DateField";
import { FormActions } from "../parts/FormActions";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { KINDS, options } from "./words";

export function MeetingForm({ detail, onCancel, onDone }: { detail?: MeetingDetail; onCancel(): void; onDone(id: string): void }) {
  const desk = useDesk();
  const known = detail?.meeting;
  const [kind, setKind] = useState<MeetingKind | null>(known?.kind ?? "regular_congress");
  const [title, setTitle] = useState(known?.title ?? "");
  const [no, setNo] = useState(known?.no ? String(known.no) : "");
  const [heldOn, setHeldOn] = useState(known?.held_on ?? "");
  const [starts, setStarts] = useState(known?.starts ?? "13:00");
  const [place, setPlace] = useState(known?.place ?? "");
  const [note, setNote] = useState(detail?.note ?? "");
  const [tried, setTried] = useState(false);
  const add = useChange("meetings", "add_meeting", { onDone });
  const save = useChange("meetings", "save_meeting", { onDone: () => known && onDone(known.id) });
  const running = known ? save : add;
  const words = running.error ? fieldWords(running.error) : {};
  const send = () => {
    setTried(true);
    if (!kind || !title.trim() || !heldOn) return;
    const count = no.normalize("NFKC").trim();
    const fields = { kind, no: /^\d{1,4}$/.test(count) ? Number(count) : count ? 0 : undefined, title: title.trim(), held_on: heldOn, starts, place: place.trim() || undefined };
    if (known) {
      const kept = { unit_id: known.unit_id, chair: detail.chair, clerk: detail.clerk };
      save.mutate({ ...fields, ...kept, id: known.id, version: known.version, note: note.trim() || undefined });
    } else add.mutate(fields);
  };
  return (
    <Stack gap="sm">
      <ProblemAlert problem={formProblem(running.error)} />
      <Select
        label={t("meetings.kind")}
        required
        data-autofocus
        data={options("meeting_kind", KINDS)}
        value={kind}
        disabled={known !== undefined && known.status !== "draft"}
        error={words["kind"] ?? (tried && !kind ? t("ui.choose") : undefined)}
        onChange={(next) => setKind(next as MeetingKind | null)}
      />
      <TextInput
        label={t("meetings.title_field")}
        description={t("meetings.title_field.about")}
        required
        value={title}
        error={words["title"] ?? (tried && !title.trim() ? t("ui.fill_in") : undefined)}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <TextInput label={t("meetings.no")} description={t("meetings.no.about")} inputMode="numeric" value={no} error={words["no"]} onChange={(event) => setNo(event.currentTarget.value)} />
      <DateField
        label={t("meetings.held_on")}
        required
        value={heldOn}
        onChange={setHeldOn}
        era={desk.era}
        error={words["held_on"] ?? (tried && !heldOn ? t("ui.fill_in") : undefined)}
      />
      <TextInput label={t("meetings.starts")} value={starts} error={words["starts"]} onChange={(event) => setStarts(event.currentTarget.value)} />
      <TextInput label={t("meetings.place")} value={place} error={words["place"]} onChange={(event) => setPlace(event.currentTarget.value)} />
      {known && <Textarea label={t("meetings.note")} autosize minRows={2} value={note} error={words["note"]} onChange={(event) => setNote(event.currentTarget.value)} />}
      <FormActions save={t(known ? "ui.save" : "meetings.add.save")} saving={running.isPending} onSave={send} onCancel={onCancel} />
    </Stack>
  );
}
