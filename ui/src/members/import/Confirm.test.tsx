import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { makeTheme } from "../../app/theme";
import type { AlikeRow, RosterPreview } from "../../ipc/api";
import { t } from "../../labels/t";
import { Confirm } from "./Confirm";

vi.mock("../../desk/session", () => ({ useDesk: () => ({ era: false, today: "2026-11-01", may: () => true }) }));
vi.mock("./Findings", () => ({ Findings: () => null }));

const PERSON = {
  person_id: "p1",
  version: 1,
  name: "斎藤 見本",
  kana: "サイトウ ミホン",
  birth_on: "1980-01-01",
  former_name: null,
  member_no: "A-0001",
  status: "active" as const,
  joined_on: null,
  branch: "東支部",
  employer: null,
  employee_no: null,
  checkoff: null,
};

const row = (number: number, more: Partial<AlikeRow>): AlikeRow => ({
  sheet: "名簿",
  row: number,
  outcome: "created",
  name: "斉東 見本",
  kana: "サイトウ ミホン",
  birth_on: "1980-01-01",
  apart: false,
  candidates: [],
  others: [],
  ...more,
});

const PREVIEW: RosterPreview = {
  file_name: "名簿_見本.xlsx",
  file_hash: "",
  encoding: "xlsx",
  remembered: false,
  warnings: [],
  sheets: [],
  columns: [],
  mapping: { columns: [], defaults: {}, decisions: [] },
  read: 2,
  created: 2,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  skipped: 0,
  missing_units: [],
  closed: null,
  groups: [],
  problems: [],
  rows: [],
  alike: [
    row(2, { candidates: [{ because: ["kana_and_birth"], person: PERSON }] }),
    row(3, { name: "見本 次", others: [{ sheet: "名簿", row: 2, name: "斉東 見本", because: ["phone_and_name"] }] }),
  ],
  alike_n: 2,
  alike_open: 2,
};

const asked = vi.fn();
const written = vi.fn();

function drawn(preview: RosterPreview) {
  return (
    <MantineProvider theme={makeTheme()} env="test">
      <Confirm preview={preview} asked={{}} busy={false} writing={false} problem={null} onAsk={asked} onBack={() => undefined} onWrite={written} />
    </MantineProvider>
  );
}

beforeEach(() => {
  asked.mockClear();
  written.mockClear();
});

test("who may be there already is told with why, and counted before anything is written", () => {
  render(drawn(PREVIEW));
  expect(screen.getByText(t("members.alike.kana_and_birth"))).toBeTruthy();
  expect(screen.getByText(/斎藤 見本 .*A-0001/)).toBeTruthy();
  expect(screen.getByText(t("members.import.alike.open_n", { n: 2 }))).toBeTruthy();
  fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
  expect(written).toHaveBeenCalledTimes(1);
  expect(asked).not.toHaveBeenCalled();
});

test("answers are read together by one key, and what they bring is seen before it is written", () => {
  const page = render(drawn(PREVIEW));
  fireEvent.click(screen.getByRole("radio", { name: t("members.import.alike.same") }));
  fireEvent.click(screen.getByRole("radio", { name: /2行目の斉東 見本/ }));
  expect(screen.getByRole("button", { name: t("members.import.alike.apply", { n: 2 }) })).toBeTruthy();
  fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
  expect(written).not.toHaveBeenCalled();
  const decisions = [
    { sheet: "名簿", row: 2, person_id: "p1" },
    { sheet: "名簿", row: 3, left_out: true },
  ];
  expect(asked).toHaveBeenCalledWith({ mapping: { ...PREVIEW.mapping, decisions } });

  const read = { ...PREVIEW, created: 0, updated: 1, rejected: 1, alike: [], alike_n: 0, alike_open: 0, mapping: { ...PREVIEW.mapping, decisions } };
  page.rerender(drawn(read));
  fireEvent.click(screen.getByRole("button", { name: t("members.reconcile.undecide_of", { row: 3 }) }));
  fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
  expect(asked).toHaveBeenLastCalledWith({ mapping: { ...PREVIEW.mapping, decisions: decisions.slice(0, 1) } });
});

test("somebody else is a new person, and the answer is shown where it was given", () => {
  const page = render(drawn(PREVIEW));
  const apart = () => screen.getAllByRole("radio", { name: t("members.import.alike.apart") })[0] as HTMLInputElement;
  fireEvent.click(apart());
  fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
  const decisions = [{ sheet: "名簿", row: 2 }];
  expect(asked).toHaveBeenCalledWith({ mapping: { ...PREVIEW.mapping, decisions } });
  const [first, second] = PREVIEW.alike;
  const alike = [second, first && { ...first, apart: true }].filter((each) => each !== undefined);
  page.rerender(drawn({ ...PREVIEW, alike, alike_open: 1, mapping: { ...PREVIEW.mapping, decisions } }));
  const chosen = screen.getAllByRole("radio", { checked: true }).map((radio) => (radio as HTMLInputElement).value);
  expect(chosen).toEqual(["open", "apart"]);
});
