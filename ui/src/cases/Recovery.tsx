// What the counselling recovery sheet opens: the room for who lost the own keys, and the cases of a counsellor who is gone.
import { Button, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CounselRoom, CounselorFields } from "../ipc/api";
import { useChange } from "../ipc/client";
import { t } from "../labels/t";
import { FormActions } from "../parts/FormActions";
import { sayDone } from "../parts/UndoToast";
import { ProblemAlert } from "../problems/ProblemAlert";
import { fieldWords, formProblem } from "../problems/problems";
import { QualificationFields } from "./QualificationFields";

function SheetField({ value, error, onChange }: { value: string; error: React.ReactNode; onChange(code: string): void }) {
  return (
    <TextInput
      data-autofocus
      label={t("cases.sheet.code")}
      description={t("cases.sheet.code.about")}
      required
      autoComplete="off"
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function EnterForm({ onDone }: { onDone(): void }) {
  const [sheet, setSheet] = useState("");
  const [fields, setFields] = useState<CounselorFields>({ qualification: "union_advisor" });
  const enter = useChange("cases", "recover_room", { onDone });
  const words = enter.error ? fieldWords(enter.error) : {};
  return (
    <Stack gap="md">
      <Text>{t("cases.recover_room.text")}</Text>
      <ProblemAlert problem={enter.error?.code === "C-02" ? null : formProblem(enter.error)} />
      <SheetField value={sheet} error={words["sheet"]} onChange={setSheet} />
      <QualificationFields value={fields} onChange={(change) => setFields({ ...fields, ...change })} problem={enter.error} />
      <FormActions save={t("cases.recover_room.save")} saving={enter.isPending} onSave={() => enter.mutate({ ...fields, sheet })} onCancel={onDone} />
    </Stack>
  );
}

/** The way in for who has the paper and nobody inside to ask. */
export function EnterBySheet() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" w="fit-content" onClick={() => setOpen(true)}>
        {t("cases.recover_room")}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t("cases.recover_room")} size="lg">
        <EnterForm onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function CasesForm({ room, onDone }: { room: CounselRoom; onDone(): void }) {
  const [sheet, setSheet] = useState("");
  const [lost, setLost] = useState<string | null>(null);
  const [reference, setReference] = useState("");
  const [stay, setStay] = useState<string[]>([]);
  const recover = useChange("cases", "recover_cases", {
    quiet: true,
    onDone: ({ n, left }) => {
      sayDone(t("cases.recover_cases.done", { n }));
      // What stays for somebody else is read before the dialog goes.
      if (left.length > 0) setStay(left);
      else onDone();
    },
  });
  const words = recover.error ? fieldWords(recover.error) : {};
  return (
    <Stack gap="md">
      <Text>{t("cases.recover_cases.text")}</Text>
      {stay.length > 0 && (
        <Text role="status" fw={700}>
          {t("cases.recover_cases.left", { cases: stay.join(t("ui.between")) })}
        </Text>
      )}
      <ProblemAlert problem={formProblem(recover.error)} />
      <SheetField value={sheet} error={words["sheet"]} onChange={setSheet} />
      <Select
        label={t("cases.recover_cases.lost")}
        required
        data={room.counselors.map((row) => ({ value: row.officer, label: row.name }))}
        value={lost}
        onChange={setLost}
      />
      <TextInput
        label={t("cases.release.reference")}
        description={t("cases.release.reference.about")}
        required
        value={reference}
        error={words["reference"]}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      <FormActions
        save={t("cases.recover_cases.save")}
        saving={recover.isPending}
        disabled={!lost}
        onSave={() => lost && recover.mutate({ sheet, lost, reference })}
        onCancel={onDone}
      />
    </Stack>
  );
}

export function RecoverCases({ room }: { room: CounselRoom }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" w="fit-content" onClick={() => setOpen(true)}>
        {t("cases.recover_cases")}
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={t("cases.recover_cases")} size="lg">
        <CasesForm room={room} onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}
