import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { DataGrid, type GridColumn, type GridPaste } from "./DataGrid";
import { useWindowedRows, PAGE, type Start } from "./rows";

interface Person {
  no: string;
  name: string;
}

const columns: GridColumn<Person>[] = [
  { id: "no", header: "番号", width: 8, pinned: true, sort: "member_no", cell: (row) => row.no, text: (row) => row.no },
  { id: "name", header: "氏名", width: 12, cell: (row) => row.name, text: (row) => row.name },
];

const person = (at: number): Person => ({ no: `A-${at}`, name: `人${at}` });

function Roster({ total, load, onOpen, onSort }: { total: number; load(start: Start): void; onOpen(row: Person): void; onSort(by: string, add: boolean): void }) {
  const rows = useWindowedRows<Person>({
    name: "all",
    turn: 1,
    load: async (start) => {
      load(start);
      const from = "offset" in start ? start.offset : Number(start.after);
      return {
        rows: Array.from({ length: Math.min(PAGE, total - from) }, (_, step) => person(from + step)),
        next: from + PAGE < total ? String(from + PAGE) : null,
      };
    },
  });
  return (
    <DataGrid
      label="名簿"
      columns={columns}
      total={total}
      row={rows.row}
      onRange={rows.onRange}
      rowsBetween={rows.rowsBetween}
      sort={{ by: "member_no", descending: false }}
      onSort={onSort}
      onOpen={onOpen}
      empty="誰もいません"
    />
  );
}

function show(total: number) {
  const load = vi.fn();
  const onOpen = vi.fn();
  const onSort = vi.fn();
  render(
    <MantineProvider env="test">
      <Roster total={total} load={load} onOpen={onOpen} onSort={onSort} />
    </MantineProvider>,
  );
  return { load, onOpen, onSort, grid: screen.getByRole("grid") };
}

const key = (grid: HTMLElement, name: string, more: object = {}) => fireEvent.keyDown(grid, { key: name, ...more });
const active = (grid: HTMLElement) => document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");

test("the table says how long it is and draws only what is seen", async () => {
  const { grid, load } = show(100_000);
  await screen.findByText("A-3");
  expect(grid.getAttribute("aria-rowcount")).toBe("100001");
  expect(screen.getAllByRole("row").length).toBeLessThan(80);
  expect(load).toHaveBeenCalledTimes(1);
});

test("arrows move one stop of the Tab key, Enter opens the row", async () => {
  const { grid, onOpen } = show(500);
  await screen.findByText("A-0");
  key(grid, "ArrowDown");
  key(grid, "ArrowDown");
  key(grid, "ArrowRight");
  expect(active(grid)?.textContent).toBe("人2");
  key(grid, "Enter");
  expect(onOpen).toHaveBeenCalledWith(person(2));
  expect(screen.getAllByRole("row").every((row) => row.tabIndex < 0)).toBe(true);
});

test("above the first row stands the header, where Enter sorts", async () => {
  const { grid, onSort } = show(500);
  await screen.findByText("A-0");
  key(grid, "ArrowUp");
  key(grid, "Enter");
  expect(onSort).toHaveBeenCalledWith("member_no", false);
  key(grid, "Enter", { shiftKey: true });
  expect(onSort).toHaveBeenLastCalledWith("member_no", true);
  expect(screen.getByRole("columnheader", { name: /番号/ }).getAttribute("aria-sort")).toBe("ascending");
});

test("a jump to the end asks for the last page only", async () => {
  const { grid, load } = show(100_000);
  await screen.findByText("A-0");
  key(grid, "End", { ctrlKey: true });
  await waitFor(() => expect(load).toHaveBeenCalledWith({ offset: 99_900 }));
  expect(load.mock.calls.length).toBeLessThanOrEqual(3);
});

test("a chosen range is copied with its header, also the rows that were never seen", async () => {
  const written: string[] = [];
  Object.defineProperty(navigator, "clipboard", {
    configurable: true,
    value: { writeText: async (text: string) => void written.push(text) },
  });
  const { grid } = show(250);
  await screen.findByText("A-0");
  key(grid, "a", { ctrlKey: true });
  key(grid, "c", { ctrlKey: true });
  await waitFor(() => expect(written.length).toBe(1));
  const lines = written[0]?.split("\r\n") ?? [];
  expect(lines[0]).toBe("番号\t氏名");
  expect(lines.length).toBe(251);
  expect(lines.at(-1)).toBe("A-249\t人249");
});

test("a part of the columns is copied without a header", async () => {
  const written: string[] = [];
  Object.defineProperty(navigator, "clipboard", {
    configurable: true,
    value: { writeText: async (text: string) => void written.push(text) },
  });
  const { grid } = show(250);
  await screen.findByText("A-0");
  key(grid, "ArrowRight");
  key(grid, "ArrowDown", { shiftKey: true });
  key(grid, "c", { ctrlKey: true });
  await waitFor(() => expect(written).toEqual(["人0\r\n人1"]));
});

function Picking({ onPaste }: { onPaste(paste: GridPaste<Person>): void }) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  return (
    <MantineProvider env="test">
      <DataGrid
        label="名簿"
        columns={columns}
        total={5}
        row={person}
        onRange={() => undefined}
        picks={{
          isPicked: (row) => picked.has(row.no),
          pick: (rows, on) => setPicked(new Set([...picked].filter((no) => !rows.some((row) => row.no === no)).concat(on ? rows.map((row) => row.no) : []))),
          pickAll: () => setPicked(new Set([0, 1, 2, 3, 4].map((at) => person(at).no))),
          allPicked: picked.size === 5,
        }}
        onPaste={onPaste}
        empty="誰もいません"
      />
    </MantineProvider>
  );
}

test("rows are picked with the box and with Shift+Space, all with Ctrl+A", async () => {
  render(<Picking onPaste={() => undefined} />);
  const grid = screen.getByRole("grid");
  const selected = () => screen.getAllByRole("row").filter((row) => row.getAttribute("aria-selected") === "true").length;
  key(grid, "ArrowDown");
  key(grid, "ArrowDown", { shiftKey: true });
  key(grid, " ", { shiftKey: true });
  await waitFor(() => expect(selected()).toBe(2));
  const box = screen.getAllByRole("row")[4]?.querySelector('[aria-colindex="1"]');
  if (box) fireEvent.click(box);
  await waitFor(() => expect(selected()).toBe(3));
  key(grid, "a", { ctrlKey: true });
  await waitFor(() => expect(selected()).toBe(5));
});

test("a table is pasted over the rows from the active one on", async () => {
  const onPaste = vi.fn<(paste: GridPaste<Person>) => void>();
  render(<Picking onPaste={onPaste} />);
  const grid = screen.getByRole("grid");
  key(grid, "ArrowDown");
  key(grid, "ArrowRight");
  key(grid, "v", { ctrlKey: true });
  const field = document.activeElement as HTMLElement;
  expect(field.tagName).toBe("TEXTAREA");
  fireEvent.paste(field, { clipboardData: { getData: () => "一\n二" } });
  const paste = onPaste.mock.calls[0]?.[0];
  expect(paste?.columns.map((column) => column.id)).toEqual(["name"]);
  expect(await paste?.rows(2)).toEqual([person(1), person(2)]);
  expect(document.activeElement).toBe(grid);
});

test("an empty list says what to do instead of showing nothing", () => {
  show(0);
  expect(screen.getByText("誰もいません")).toBeTruthy();
});
