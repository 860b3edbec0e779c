import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { makeTheme } from "../app/theme";
import type { AttendanceEntry, RunDetail, SaveAttendance } from "../ipc/api";
import { client } from "../ipc/client";
import { enumWords, t } from "../labels/t";
import { AttendancePart } from "./Attendance";

/** The core: it keeps what it was told, and answers a look when it is let go. */
let kept: AttendanceEntry[] = [];
let held: (() => void)[] = [];
let hold = false;
const sent: AttendanceEntry[][] = [];

const person = (id: string, name: string) => ({ id, name, kana: null, org: "あかね労組（架空）", status: "confirmed", pool: "common" });

vi.mock("../ipc/call", () => ({
  newJob: () => "job",
  call: async (_capability: string, verb: string, input: SaveAttendance) => {
    if (verb === "save_attendance") {
      sent.push(input.entries);
      kept = [...kept, ...input.entries];
      return {};
    }
    if (hold) await new Promise<void>((go) => held.push(go));
    if (verb === "attendance") return { entries: kept };
    return { rows: [person("1", "青木"), person("2", "赤井")] };
  },
}));
vi.mock("../desk/session", () => ({ useDesk: () => ({ era: false, today: "2027-01-20", may: (right: string) => right === "change_training" }) }));

beforeEach(() => {
  kept = [];
  held = [];
  hold = false;
  sent.length = 0;
  client.clear();
});

const sitting = { id: "s", no: 1, held_on: "2027-01-20", starts: "13:00", ends: "15:00", minutes: 120 };
const detail = { run: { id: "r", code: "C01-1", status: "running" }, sessions: [sitting] } as unknown as RunDetail;

const mark = (name: string) => fireEvent.keyDown(screen.getByRole("rowheader", { name: new RegExp(name) }), { key: "1" });
const save = (n: number) => screen.getByRole("button", { name: new RegExp(`^${t("training.attendance.save", { n })}`) });

test("who is marked while the sheet is saved stays marked, and can be saved next", async () => {
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <QueryClientProvider client={client}>
        <AttendancePart detail={detail} place={{}} go={() => undefined} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await screen.findByRole("rowheader", { name: /青木/ });
  mark("青木");
  hold = true;
  await act(async () => save(1).click());
  expect(sent).toHaveLength(1);
  // Saved, and not read again: the next one is at the door already.
  const present = t("training.attendance.line", { name: "青木", how: enumWords("attendance", "present") });
  expect(screen.getByRole("rowheader", { name: present })).toBeTruthy();
  mark("赤井");
  hold = false;
  await act(async () => held.forEach((go) => go()));
  await waitFor(() => expect(save(1).hasAttribute("disabled")).toBe(false));
  await waitFor(() => expect(save(1).hasAttribute("data-loading")).toBe(false));
  await act(async () => save(1).click());
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent.map((entries) => entries.map((entry) => entry.enrolment_id))).toEqual([["1"], ["2"]]);
  await waitFor(() => expect(save(0)).toBeTruthy());
});
