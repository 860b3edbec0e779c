import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { makeTheme } from "../../app/theme";
import type { Decision, Reconciled } from "../../ipc/api";
import { t } from "../../labels/t";
import { rememberUse, wasCompared } from "./mode";
import { type Decided, Reconcile } from "./Reconcile";

vi.mock("../../ipc/client", () => ({ useAnswer: () => ({ data: undefined }), useChange: () => ({}) }));
vi.mock("../../desk/session", () => ({ useDesk: () => ({ era: false, today: "2026-11-01", may: () => true }) }));

const SEEN: Reconciled = {
  list: {
    file_name: "在籍者_見本.csv",
    file_hash: "",
    encoding: "utf8",
    remembered: false,
    warnings: [],
    sheets: [],
    columns: [],
    mapping: { columns: [], defaults: {}, decisions: [] },
    read: 3,
    created: 0,
    updated: 0,
    unchanged: 1,
    rejected: 2,
    skipped: 0,
    missing_units: [],
    closed: null,
    groups: [
      { column: "社員番号", code: "number_of_another", severity: "error", raw: "00105", n: 1 },
      { column: "社員番号", code: "zeros_kept", severity: "warning", raw: null, n: 49 },
    ],
    problems: [],
    rows: [],
    alike: [],
    alike_n: 0,
    alike_open: 0,
  },
  unsure: [
    { sheet: "一覧", row: 3, name: "新田 新", problems: ["number_of_another"], candidates: [] },
    { sheet: "一覧", row: 4, name: "見本 次", problems: ["member_no_taken"], candidates: [] },
  ],
  missing: [],
  missing_n: 0,
};

const ROW = { sheet: "一覧", row: 1, outcome: "created", name: "", kana: "", birth_on: null, unit: "", member_no: "", changes: [], corrects: false, alike: false };

const decided = vi.fn<(decision: Decision) => void>();
const undecided = vi.fn<(decision: Decision) => void>();
const nothing = () => undefined;

function show(seen: Reconciled) {
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <Reconcile seen={seen} busy={false} writing={false} problem={null} onDecide={decided} onUndecide={undecided} onEmployer={nothing} created={false} onCreate={nothing} onBack={nothing} onWrite={nothing} />
    </MantineProvider>,
  );
}

beforeEach(() => {
  decided.mockClear();
  undecided.mockClear();
});

test("a row with the number of another may be somebody new", () => {
  show(SEEN);
  fireEvent.click(screen.getByRole("button", { name: t("members.reconcile.is_new_of", { row: 3 }) }));
  expect(decided).toHaveBeenCalledWith({ sheet: "一覧", row: 3 });
  expect(screen.queryByRole("button", { name: t("members.reconcile.is_new_of", { row: 4 }) })).toBeNull();
});

test("an answer that leads nowhere is taken back", () => {
  const mapping = { ...SEEN.list.mapping, decisions: [{ sheet: "一覧", row: 4 }] };
  show({ ...SEEN, list: { ...SEEN.list, mapping } });
  expect(screen.queryByRole("button", { name: t("members.reconcile.undecide_of", { row: 3 }) })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: t("members.reconcile.undecide_of", { row: 4 }) }));
  expect(undecided).toHaveBeenCalledWith({ sheet: "一覧", row: 4 });
});

test("the piles stand above what was noted of the list, and whom a row means only in its pile", () => {
  show(SEEN);
  const noted = screen.getByText(t("problem.zeros_kept"));
  const row = screen.getByText(/新田 新/);
  for (const above of [screen.getByRole("group", { name: t("members.piles") }), row]) {
    expect(above.compareDocumentPosition(noted) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  }
  expect(screen.getAllByText(new RegExp(t("problem.number_of_another"))).length).toBe(1);
});

test("who is new is told with the row, and with what it depends on", () => {
  const row = { ...ROW, row: 3, outcome: "created", name: "新田 新" };
  const problem = { sheet: "一覧", row: 3, column: "社員番号", code: "number_until_left", severity: "warning" as const, raw: "00105", others: [] };
  show({ ...SEEN, unsure: [], list: { ...SEEN.list, created: 1, rows: [row], problems: [problem] } });
  expect(screen.getByText(t("members.import.row_no", { sheet: "一覧", row: 3 }))).toBeTruthy();
  expect(screen.getByText(new RegExp(t("problem.number_until_left")))).toBeTruthy();
});

test("namesakes are told apart by reading, birth date and unit", () => {
  const namesakes = [
    { ...ROW, row: 2, name: "見本 花子", kana: "ミホン ハナコ", birth_on: "1980-01-01", unit: "東支部 / 第一課" },
    { ...ROW, row: 3, name: "見本 花子", kana: "ミホン カコ", birth_on: "1990-02-02", unit: "西支部" },
  ];
  show({ ...SEEN, unsure: [], list: { ...SEEN.list, created: 2, rows: namesakes } });
  expect(screen.getByText(/ミホン ハナコ .*1980.*東支部 \/ 第一課/)).toBeTruthy();
  expect(screen.getByText(/ミホン カコ .*1990.*西支部/)).toBeTruthy();
});

test("a row to be looked at says itself what it is compared by", () => {
  const [first] = SEEN.unsure;
  const listed = { ...ROW, row: 3, outcome: "rejected", name: first?.name ?? "", kana: "ニッタ アラタ", birth_on: "1985-05-05" };
  show({ ...SEEN, list: { ...SEEN.list, rows: [listed] } });
  expect(screen.getByText(/ニッタ アラタ .*1985/)).toBeTruthy();
});

test("how a list was used is remembered by its headers, without keeping them", () => {
  const [one, other] = [[{ from: "社員番号" }, { from: "氏名" }], [{ from: "組合員番号" }]];
  rememberUse(one, "compare");
  expect([wasCompared(one.toReversed()), wasCompared(other)]).toEqual([true, false]);
  expect(JSON.stringify({ ...localStorage })).not.toContain("社員番号");
  rememberUse(one, "take");
  expect(wasCompared(one)).toBe(false);
});

test("who was recognised is chosen with that word", () => {
  const person = { person_id: "p", membership_id: "m", name: "見本 次", kana: "", birth_on: null, member_no: "0004", branch: null };
  const unsure = [{ sheet: "一覧", row: 4, name: "見本 次", problems: ["possible_duplicate"], candidates: [{ person, because: ["name"] }] }];
  const asked = { ...SEEN, unsure } as unknown as Reconciled;
  const row = { ...ROW, row: 4, outcome: "updated", changes: [{ column: "email", before: null, after: "x@example.jp", doubtful: false }] };
  const told = { ...SEEN, unsure: [], list: { ...SEEN.list, updated: 1, rows: [row] } } as unknown as Reconciled;
  const written = vi.fn<(decided: Decided) => void>();
  const drawn = (seen: Reconciled) => (
    <MantineProvider theme={makeTheme()} env="test">
      <Reconcile seen={seen} busy={false} writing={false} problem={null} onDecide={decided} onUndecide={undecided} onEmployer={nothing} created={false} onCreate={nothing} onBack={nothing} onWrite={written} />
    </MantineProvider>
  );
  const page = render(drawn(asked));
  fireEvent.click(screen.getByRole("button", { name: t("members.reconcile.is_of", { row: 4, name: "見本 次" }) }));
  page.rerender(drawn(told));
  fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
  expect(written.mock.calls[0]?.[0].changed).toEqual({ all: false, rows: [{ sheet: "一覧", row: 4, columns: undefined }], columns: undefined });
});
