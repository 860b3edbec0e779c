// 続きの相談: a case that cannot be reopened is followed by a new one, which says so.
import { Checkbox, Select, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useDesk } from "../desk/session";
import type { CaseChannel, CaseDetail, InquiryOpened } from "../ipc/api";
import { call, problemOf } from "../ipc/call";
import { forgetAnswers, useChange } from "../ipc/client";
import { t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { sayDone, sayProblem } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { CHANNELS, choices } from "./words";

/** Why a case that is closed is not reopened, whatever the member says now. */
const FOR_GOOD: ReadonlySet<string> = new Set(["case_closed_long_ago", "case_never_taken"]);

/** It is over, and no step of its own begins it again. */
export function isFollowed(of: CaseDetail): boolean {
  return of.closed_on !== null && (!of.events.includes("reopen") || of.why_not.some((each) => each.event === "reopen" && FOR_GOOD.has(each.code)));
}

export function Again({ case: of, onDone }: { case: CaseDetail; onDone(): void }) {
  const desk = useDesk();
  const navigate = useNavigate();
  const [channel, setChannel] = useState<CaseChannel>("phone");
  const [about, setAbout] = useState("");
  const [contact, setContact] = useState(of.contact ?? "");
  const [mine, setMine] = useState(false);
  const open = useChange("cases", "open_inquiry", { quiet: true });
  const words = open.error ? fieldWords(open.error) : {};
  const taken = async (opened: InquiryOpened) => {
    if (mine) {
      // The inquiry stands; who takes it is settled in the case.
      await call("cases", "assign", { case_id: opened.case_id, version: opened.version, not_supervisor: true }).catch((thrown: unknown) => sayProblem(problemOf(thrown)));
    }
    void forgetAnswers();
    sayDone(t("cases.new.done", { no: opened.case_no }));
    onDone();
    void navigate({ to: "/cases", search: { case: opened.case_id } });
  };
  const save = () =>
    open.mutate(
      {
        person_id: of.person_id ?? undefined,
        name: of.person_id === null ? of.name || undefined : undefined,
        contact: contact.trim() || undefined,
        channel,
        about: about.trim() || undefined,
        objects_workplace: of.objects_workplace || undefined,
        previous_case_id: of.id,
      },
      { onSuccess: (opened) => void taken(opened) },
    );
  return (
    <Stack gap="md">
      <Text size="sm">{t("cases.again.about", { no: of.case_no })}</Text>
      <ProblemAlert problem={formProblem(open.error)} />
      <Select label={t("cases.channel")} data={choices(CHANNELS, "case_channel")} allowDeselect={false} value={channel as (typeof CHANNELS)[number]} onChange={(next) => next && setChannel(next)} />
      <Textarea
        data-autofocus
        label={t("cases.new.word")}
        description={t("cases.new.word.about")}
        autosize
        minRows={2}
        maxRows={8}
        value={about}
        error={words["about"]}
        onChange={(event) => setAbout(event.currentTarget.value)}
      />
      {/* Never ticked beforehand: it says that somebody looked whose superior one is. */}
      <Checkbox
        label={t("cases.new.mine", { name: desk.officer.display_name })}
        description={t("cases.new.mine.about")}
        checked={mine}
        onChange={(event) => setMine(event.currentTarget.checked)}
      />
      <TextInput label={t("cases.contact")} autoComplete="off" value={contact} error={words["contact"]} onChange={(event) => setContact(event.currentTarget.value)} />
      <FormActions save={t("cases.new.save")} saving={open.isPending} onSave={save} onCancel={onDone} />
    </Stack>
  );
}
