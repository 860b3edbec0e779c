// Everyone entitled, and how they take part.
import { NativeSelect, Stack, Text, TextInput, Group } from "@mantine/core";
import { useState } from "react";
import type { AttendanceMode } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { Waiting } from "../parts/Waiting";
import { ProblemAlert } from "../problems/ProblemAlert";
import { stateWords } from "./Door";
import classes from "./Meetings.module.css";
import type { MeetingPartProps } from "./MeetingPage";
import { SeatTable } from "./SeatTable";
import { MODES, options } from "./words";

export function RollPart({ detail }: MeetingPartProps) {
  const [find, setFind] = useState("");
  const [which, setWhich] = useState("");
  const found = useAnswer(
    "meetings",
    "attendees",
    {
      meeting_id: detail.meeting.id,
      find: find.trim() || undefined,
      unknown: which === "unknown",
      left_out: which === "left_out",
      mode: MODES.find((each) => each === which) as AttendanceMode | undefined,
      limit: 1000,
    },
    { keep: true },
  );
  return (
    <div className={classes.split}>
      <section className={classes.list} aria-label={t("meetings.part.roll")}>
        <Stack gap="sm">
          <Group gap="sm" align="flex-end">
            <TextInput label={t("meetings.roll.find")} value={find} onChange={(event) => setFind(event.currentTarget.value)} />
            <NativeSelect
              label={t("meetings.attendance")}
              data={[
                { value: "", label: t("meetings.roll.all") },
                { value: "unknown", label: t("meetings.unknown") },
                ...options("attendance_mode", MODES),
                { value: "left_out", label: t("meetings.roll.left_out") },
              ]}
              value={which}
              onChange={(event) => setWhich(event.currentTarget.value)}
            />
          </Group>
          <ProblemAlert problem={found.error} />
          {found.isPending && <Waiting lines={6} />}
          {found.data && <Text size="sm">{t("meetings.roll.n", { n: found.data.length })}</Text>}
          {found.data && found.data.length > 0 && (
            <SeatTable
              rows={found.data}
              columns={[
                [t("meetings.column.seat"), (row) => enumWords("seat_kind", row.seat)],
                [t("meetings.attendance"), stateWords],
              ]}
            />
          )}
        </Stack>
      </section>
    </div>
  );
}
