// The field for a scanner at the door: the code of a badge and Enter mark whoever it names as present, at once.
import { Group, Text, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import type { AttendanceEntry, EnrolmentRow, RunRow, SittingRow } from "../ipc/api";
import { useChange } from "../ipc/client";
import { onKeys } from "../keys";
import { enumWords, t } from "../labels/t";
import { problemWords } from "../problems/problems";

/** Whose code it is: `C01-2-15` as on the badge, or the number alone when it is typed by hand. */
export function scanned(code: string, run: Pick<RunRow, "code">, people: EnrolmentRow[]): EnrolmentRow | undefined {
  const plain = code.normalize("NFKC").trim().toUpperCase();
  const front = `${run.code.toUpperCase()}-`;
  const number = plain.startsWith(front) ? plain.slice(front.length) : plain;
  return /^\d+$/.test(number) ? people.find((row) => row.seq === Number(number)) : undefined;
}

export interface ScanProps {
  run: RunRow;
  session: SittingRow;
  people: EnrolmentRow[];
  kept: AttendanceEntry[];
}

export function Scan({ run, session, people, kept }: ScanProps) {
  const field = useRef<HTMLInputElement>(null);
  const [code, setCode] = useState("");
  const [said, setSaid] = useState<{ words: string; wrong: boolean }>();
  const save = useChange("training", "save_attendance", { quiet: true });
  const take = () => {
    if (!code.trim()) return;
    const one = scanned(code, run, people);
    setCode("");
    field.current?.focus();
    if (!one) return setSaid({ words: t("training.scan.unknown", { code: code.trim() }), wrong: true });
    const before = kept.find((entry) => entry.enrolment_id === one.id && entry.session_id === session.id)?.attendance;
    if (before && before !== "absent") {
      return setSaid({ words: t("training.scan.already", { name: one.name, how: enumWords("attendance", before) }), wrong: false });
    }
    return save.mutate(
      { run_id: run.id, entries: [{ enrolment_id: one.id, session_id: session.id, attendance: "present" }] },
      {
        onSuccess: () => setSaid({ words: t("training.scan.done", { name: one.name }), wrong: false }),
        onError: (problem) => setSaid({ words: problemWords(problem), wrong: true }),
      },
    );
  };
  return (
    <Group gap="xs" align="flex-end" onKeyDown={(event) => onKeys({ Enter: take })(event)}>
      <TextInput
        ref={field}
        w="12rem"
        label={t("training.scan")}
        placeholder={`${run.code}-1`}
        autoComplete="off"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Text size="sm" role="status" pb={6} style={{ color: said?.wrong ? "var(--ky-danger)" : undefined }} className="ky-private">
        {said?.words}
      </Text>
    </Group>
  );
}
