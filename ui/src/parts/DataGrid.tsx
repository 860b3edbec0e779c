// A long list as a table: the core owns the rows and sends pages of them, the window draws only what is seen.
// One stop of the Tab key; arrows move, Enter opens, Shift chooses a range, Ctrl+C copies it for a spreadsheet.
import { useVirtualizer, defaultRangeExtractor, type Range } from "@tanstack/react-virtual";
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { rowPixels, useLook } from "./look";
import { onKeys } from "../keys";
import { t } from "../labels/t";
import { copyTable } from "./clipboard";
import classes from "./DataGrid.module.css";

export interface GridColumn<R> {
  id: string;
  header: string;
  /** Width in rem. */
  width: number;
  /** The name by which the core sorts; without it the header is not a button. */
  sort?: string;
  /** What is drawn. */
  cell(row: R): React.ReactNode;
  /** What is copied. */
  text(row: R): string;
  /** Stays at the left edge while the rest scrolls. */
  pinned?: boolean;
  /** Not shown until the officer asks for it. */
  extra?: boolean;
  align?: "end";
}

export interface GridSort {
  by: string;
  descending: boolean;
}

export interface DataGridProps<R> {
  label: string;
  columns: GridColumn<R>[];
  total: number;
  /** The row at this place, or undefined while it is on its way. */
  row(index: number): R | undefined;
  /** The places that are seen; ask the core for what is missing. */
  onRange(first: number, last: number): void;
  /** The rows of a chosen range, fetched where they are not there yet. */
  rowsBetween?(first: number, last: number): Promise<R[]>;
  sort?: GridSort;
  onSort?(by: string): void;
  onOpen?(row: R): void;
  /** Whether the row is the one that is open beside the list. */
  isOpen?(row: R): boolean;
  empty: React.ReactNode;
}

export function DataGrid<R>(props: DataGridProps<R>) {
  const { columns, total, row, onRange, onOpen, onSort, sort } = props;
  const id = useId();
  const look = useLook();
  const height = rowPixels(look);
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<number>();
  const [said, setSaid] = useState("");
  const header = active.row === -1;
  const current = Math.max(0, Math.min(active.row, total - 1));

  const extract = useCallback(
    (range: Range) => [...new Set([...defaultRangeExtractor(range), current])].toSorted((a, b) => a - b),
    [current],
  );
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    scrollPaddingStart: height + 4,
    rangeExtractor: extract,
  });
  useEffect(() => rows.measure(), [height, rows]);

  const items = rows.getVirtualItems();
  const drawn = total > 0 && items.some((item) => item.index === current);
  const first = rows.range?.startIndex ?? 0;
  const last = rows.range?.endIndex ?? 0;
  useEffect(() => onRange(first, last), [first, last, onRange]);

  const width = useMemo(() => columns.reduce((sum, column) => sum + column.width, 0), [columns]);
  const lefts = useMemo(() => {
    let left = 0;
    return columns.map((column) => {
      const at = left;
      if (column.pinned) left += column.width;
      return at;
    });
  }, [columns]);

  const [from, to] = anchor === undefined ? [current, current] : [Math.min(anchor, current), Math.max(anchor, current)];

  const go = (toRow: number, toColumn: number, extend = false) => {
    const next = { row: Math.max(onSort ? -1 : 0, Math.min(total - 1, toRow)), column: Math.max(0, Math.min(columns.length - 1, toColumn)) };
    setAnchor(extend ? (anchor ?? current) : undefined);
    if (!extend) setSaid("");
    setActive(next);
    if (next.row >= 0) rows.scrollToIndex(next.row, { align: "auto" });
  };
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? height * 10) / height) - 2);

  const open = () => {
    if (header) {
      const by = columns[active.column]?.sort;
      if (by) onSort?.(by);
      return;
    }
    const value = row(current);
    if (value) onOpen?.(value);
  };

  const copy = async () => {
    const wanted = props.rowsBetween
      ? await props.rowsBetween(from, to)
      : Array.from({ length: to - from + 1 }, (_, step) => row(from + step)).filter((value): value is R => value !== undefined);
    await copyTable(
      columns.map((column) => column.header),
      wanted.map((value) => columns.map((column) => column.text(value))),
    );
    setSaid(t("ui.grid.copied", { count: wanted.length }));
  };

  const keys = onKeys({
    ArrowDown: () => go(active.row + 1, active.column),
    ArrowUp: () => go(active.row - 1, active.column),
    ArrowRight: () => go(active.row, active.column + 1),
    ArrowLeft: () => go(active.row, active.column - 1),
    "shift+ArrowDown": () => go(current + 1, active.column, true),
    "shift+ArrowUp": () => go(Math.max(0, current - 1), active.column, true),
    PageDown: () => go(current + page, active.column),
    PageUp: () => go(Math.max(0, current - page), active.column),
    Home: () => go(active.row, 0),
    End: () => go(active.row, columns.length - 1),
    "mod+Home": () => go(0, 0),
    "mod+End": () => go(total - 1, columns.length - 1),
    "mod+a": () => {
      setAnchor(0);
      setActive({ row: total - 1, column: active.column });
    },
    "mod+c": () => void copy(),
    Enter: open,
    F2: open,
  });

  const rangeCount = to - from + 1;
  useEffect(() => {
    if (anchor === undefined) return;
    const waiting = setTimeout(() => setSaid(`${t("ui.grid.chosen", { total, count: rangeCount })} / ${t("ui.grid.copy")}`), 1000);
    return () => clearTimeout(waiting);
  }, [anchor, rangeCount, total]);

  const cellId = (rowIndex: number, column: number) => `${id}-${rowIndex}-${column}`;

  return (
    <>
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={total + 1}
        aria-colcount={columns.length}
        aria-activedescendant={header ? cellId(-1, active.column) : drawn ? cellId(current, active.column) : undefined}
        className={classes.grid}
        onKeyDown={keys}
        data-region
      >
        <div role="row" aria-rowindex={1} className={classes.head} style={{ width: `${width}rem`, height }}>
          {columns.map((column, at) => (
            <div
              key={column.id}
              id={cellId(-1, at)}
              role="columnheader"
              aria-colindex={at + 1}
              aria-sort={sort && column.sort === sort.by ? (sort.descending ? "descending" : "ascending") : column.sort ? "none" : undefined}
              className={classes.cell}
              data-pinned={column.pinned || undefined}
              data-active={(header && active.column === at) || undefined}
              style={{ width: `${column.width}rem`, left: column.pinned ? `${lefts[at]}rem` : undefined }}
            >
              {column.sort && onSort ? (
                <button type="button" tabIndex={-1} className={classes.sort} onClick={() => column.sort && onSort(column.sort)}>
                  {column.header}
                  <span aria-hidden="true">{sort && column.sort === sort.by ? (sort.descending ? "▼" : "▲") : ""}</span>
                </button>
              ) : (
                column.header
              )}
            </div>
          ))}
        </div>
        {total === 0 ? (
          <div role="row" aria-rowindex={2} className={classes.empty}>
            <div role="gridcell">{props.empty}</div>
          </div>
        ) : (
          <div role="rowgroup" style={{ height: rows.getTotalSize(), width: `${width}rem`, position: "relative" }}>
            {items.map((item) => {
              const value = row(item.index);
              const chosen = anchor !== undefined && item.index >= from && item.index <= to;
              return (
                // The grid itself has the keys; a row only answers the mouse.
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
                <div
                  key={item.key}
                  role="row"
                  aria-rowindex={item.index + 2}
                  aria-selected={chosen || (value !== undefined && (props.isOpen?.(value) ?? false))}
                  className={classes.row}
                  data-odd={item.index % 2 === 1 || undefined}
                  style={{ height, width: `${width}rem`, transform: `translateY(${item.start}px)` }}
                  onClick={(event) => {
                    const cell = (event.target as HTMLElement).closest("[aria-colindex]");
                    const column = Number(cell?.getAttribute("aria-colindex") ?? 1) - 1;
                    go(item.index, column, event.shiftKey);
                    if (!event.shiftKey && value) onOpen?.(value);
                  }}
                >
                  {columns.map((column, at) => (
                    <div
                      key={column.id}
                      id={cellId(item.index, at)}
                      role="gridcell"
                      aria-colindex={at + 1}
                      className={classes.cell}
                      data-pinned={column.pinned || undefined}
                      data-align={column.align}
                      data-active={(!header && current === item.index && active.column === at) || undefined}
                      style={{ width: `${column.width}rem`, left: column.pinned ? `${lefts[at]}rem` : undefined }}
                    >
                      {value === undefined ? <span className={classes.waiting} aria-hidden="true" /> : column.cell(value)}
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        )}
      </div>
      <div aria-live="polite" className={said ? classes.said : "ky-quiet"}>
        {said}
      </div>
    </>
  );
}
