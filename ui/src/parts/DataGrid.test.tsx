import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { DataGrid, type GridColumn } from "./DataGrid";
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

function Roster({ total, load, onOpen, onSort }: { total: number; load(start: Start): void; onOpen(row: Person): void; onSort(by: string): void }) {
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
  expect(onSort).toHaveBeenCalledWith("member_no");
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

test("an empty list says what to do instead of showing nothing", () => {
  show(0);
  expect(screen.getByText("誰もいません")).toBeTruthy();
});
