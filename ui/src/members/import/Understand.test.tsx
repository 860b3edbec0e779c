import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { makeTheme } from "../../app/theme";
import type { RosterPreview } from "../../ipc/api";
import { transformWords } from "./fields";
import { Understand } from "./Understand";

vi.mock("../../desk/session", () => ({ useDesk: () => ({ era: false, today: "2026-11-01", may: () => true }) }));
vi.mock("../../organizations/employers", () => ({ useEmployerChoices: () => [{ value: "1", label: "東都精機（架空）" }] }));

const column = (from: string, to: string, transforms: string[]) => ({ from, to, confidence: "sure", transforms, samples: ["1"] });

const PREVIEW: RosterPreview = {
  file_name: "在籍者_見本.xlsx",
  file_hash: "",
  encoding: "xlsx",
  remembered: false,
  warnings: [],
  sheets: [],
  columns: [column("社員番号", "employee_no", ["propose_pad:5"]), column("氏名", "name", ["split_name"])],
  mapping: {
    columns: [
      { from: "社員番号", to: "employee_no" },
      { from: "氏名", to: "name" },
    ],
    defaults: {},
    decisions: [],
  },
  read: 1,
  created: 0,
  updated: 0,
  unchanged: 1,
  rejected: 0,
  skipped: 0,
  missing_units: [],
  closed: null,
  groups: [],
  problems: [],
  rows: [],
  alike: [],
  alike_n: 0,
  alike_open: 0,
};

const asked = vi.fn();

function show(preview: RosterPreview) {
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <Understand preview={preview} asked={{}} busy={false} onAsk={asked} onNext={() => undefined} />
    </MantineProvider>,
  );
}

beforeEach(() => asked.mockClear());

test("lost zeros are proposed with their width and put back by one key, never unasked", () => {
  show(PREVIEW);
  expect(screen.getByText(transformWords("propose_pad:5"))).toBeTruthy();
  expect(asked).not.toHaveBeenCalled();
  fireEvent.keyDown(window, { key: "0", altKey: true });
  const columns = [{ from: "社員番号", to: "employee_no", transform: "pad:5" }, PREVIEW.mapping.columns[1]];
  expect(asked).toHaveBeenCalledWith({ mapping: { ...PREVIEW.mapping, columns } });
});

test("the key does nothing where nothing is proposed", () => {
  show({ ...PREVIEW, columns: PREVIEW.columns.map((each) => ({ ...each, transforms: [] })) });
  fireEvent.keyDown(window, { key: "0", altKey: true });
  expect(asked).not.toHaveBeenCalled();
});
