// A long list as a table: the core owns the rows and sends pages of them, the window draws only what is seen.
// One stop of the Tab key; arrows move, Enter opens, Shift chooses a range, Ctrl+C copies it for a spreadsheet, Ctrl+V brings a table back.
// Rows can be picked for what is done to many: by their box, by Shift+Space, all of the list by Ctrl+A.
import { useVirtualizer, defaultRangeExtractor, type Range } from "@tanstack/react-virtual";
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { rowPixels, useLook } from "./look";
import { belongsToInputMethod, combinationOf, onKeys } from "../keys";
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
  /** The order of those whom the first one leaves equal. */
  second?: GridSort | undefined;
}

/** By which key a column is sorted, and which way; undefined = by none. */
function sortedBy(sort: GridSort | undefined, by: string | undefined): { place: 1 | 2; descending: boolean } | undefined {
  if (!sort || !by) return undefined;
  if (sort.by === by) return { place: 1, descending: sort.descending };
  return sort.second?.by === by ? { place: 2, descending: sort.second.descending } : undefined;
}

/** Rows picked for what is done to many at once; they stay picked when the list shows others. */
export interface GridPicks<R> {
  isPicked(row: R): boolean;
  /** Picks these rows, or no longer. */
  pick(rows: R[], on: boolean): void;
  /** Picks everything that the list holds, seen or not. */
  pickAll(): void;
  allPicked: boolean;
}

/** A table from the clipboard and where it goes. */
export interface GridPaste<R> {
  text: string;
  /** The rows from the first chosen one on, as many as there may be need of. */
  rows(n: number): Promise<R[]>;
  /** Rows chosen. */
  chosen: number;
  /** Columns from the first chosen one on. */
  columns: GridColumn<R>[];
  /** Columns chosen. */
  wide: number;
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
  /** Sorts by a column; `add`: by it after the one that is sorted by already. */
  onSort?(by: string, add: boolean): void;
  onOpen?(row: R): void;
  /** Sets the width of a column, in rem: its edge is dragged. The same is done from the keyboard in the list of columns. */
  onResize?(id: string, width: number): void;
  picks?: GridPicks<R>;
  onPaste?(paste: GridPaste<R>): void;
  /** Whether the row is the one that is open beside the list. */
  isOpen?(row: R): boolean;
  empty: React.ReactNode;
}

/** Width of the boxes before the rows, in rem. */
const BOX = 2.5;

export function DataGrid<R>(props: DataGridProps<R>) {
  const { columns, total, row, onRange, onOpen, onSort, sort, picks, onPaste } = props;
  const id = useId();
  const look = useLook();
  const height = rowPixels(look);
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<{ row: number; column: number; whole?: boolean }>();
  const pasted = useRef<HTMLTextAreaElement>(null);
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

  const boxes = picks ? BOX : 0;
  const width = useMemo(() => columns.reduce((sum, column) => sum + column.width, boxes), [columns, boxes]);
  // A shade at the right edge says that there are more columns.
  const shade = (grid: HTMLDivElement | null) =>
    grid?.toggleAttribute("data-more", grid.scrollLeft + grid.clientWidth < grid.scrollWidth - 1);
  useEffect(() => {
    const grid = scroller.current;
    if (!grid || typeof ResizeObserver === "undefined") return undefined;
    const watching = new ResizeObserver(() => shade(grid));
    watching.observe(grid);
    return () => watching.disconnect();
  }, [width]);
  const lefts = useMemo(() => {
    let left = boxes;
    return columns.map((column) => {
      const at = left;
      if (column.pinned) left += column.width;
      return at;
    });
  }, [columns, boxes]);

  const span = (one: number, other: number) => [Math.min(one, other), Math.max(one, other)] as const;
  const [from, to] = span(anchor?.row ?? current, current);
  const [left, right] = anchor?.whole ? [0, columns.length - 1] : span(anchor?.column ?? active.column, active.column);

  const go = (toRow: number, toColumn: number, extend = false) => {
    const next = { row: Math.max(onSort ? -1 : 0, Math.min(total - 1, toRow)), column: Math.max(0, Math.min(columns.length - 1, toColumn)) };
    setAnchor(extend ? (anchor ?? { row: current, column: active.column }) : undefined);
    if (!extend) setSaid("");
    setActive(next);
    if (next.row >= 0) rows.scrollToIndex(next.row, { align: "auto" });
  };
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? height * 10) / height) - 2);

  const sortBy = (column: GridColumn<R> | undefined, add: boolean) => {
    if (column?.sort) onSort?.(column.sort, add);
  };
  // A change of the order is said, with both of its keys.
  const headOf = (by: string | undefined) => columns.find((column) => column.sort === by)?.header ?? by ?? "";
  const ways = (one: GridSort) => t(one.descending ? "ui.grid.sorted_down" : "ui.grid.sorted_up", { column: headOf(one.by) });
  const orderWords = sort ? [ways(sort), sort.second ? ways(sort.second) : ""].filter(Boolean).join(t("ui.grid.sorted_then")) : "";
  const told = useRef(orderWords);
  useEffect(() => {
    if (told.current === orderWords) return;
    told.current = orderWords;
    setSaid(orderWords);
  }, [orderWords]);

  const open = () => {
    if (header) {
      sortBy(columns[active.column], false);
      return;
    }
    const value = row(current);
    if (value) onOpen?.(value);
  };

  const between = async (top: number, bottom: number): Promise<R[]> =>
    props.rowsBetween
      ? await props.rowsBetween(top, bottom)
      : Array.from({ length: bottom - top + 1 }, (_, step) => row(top + step)).filter((value): value is R => value !== undefined);

  const copy = async () => {
    const wanted = await between(from, to);
    const taken = columns.slice(left, right + 1);
    await copyTable(
      anchor?.whole ? taken.map((column) => column.header) : undefined,
      wanted.map((value) => taken.map((column) => column.text(value))),
    );
    setSaid(t("ui.grid.copied", { count: wanted.length }));
  };

  const pickRows = async () => {
    if (!picks) return;
    const wanted = await between(from, to);
    picks.pick(wanted, !wanted.every((value) => picks.isPicked(value)));
    setAnchor({ row: from, column: active.column, whole: true });
  };

  const keys = onKeys({
    ArrowDown: () => go(active.row + 1, active.column),
    ArrowUp: () => go(active.row - 1, active.column),
    ArrowRight: () => go(active.row, active.column + 1),
    ArrowLeft: () => go(active.row, active.column - 1),
    "shift+ArrowDown": () => go(current + 1, active.column, true),
    "shift+ArrowUp": () => go(Math.max(0, current - 1), active.column, true),
    "shift+ArrowRight": () => go(current, active.column + 1, true),
    "shift+ArrowLeft": () => go(current, active.column - 1, true),
    "shift+ ": () => void pickRows(),
    "mod+ ": () => {
      setAnchor({ row: 0, column: active.column });
      setActive({ row: total - 1, column: active.column });
    },
    PageDown: () => go(current + page, active.column),
    PageUp: () => go(Math.max(0, current - page), active.column),
    Home: () => go(active.row, 0),
    End: () => go(active.row, columns.length - 1),
    "mod+Home": () => go(0, 0),
    "mod+End": () => go(total - 1, columns.length - 1),
    "mod+a": () => {
      picks?.pickAll();
      setAnchor({ row: 0, column: active.column, whole: true });
      setActive({ row: total - 1, column: active.column });
    },
    "mod+c": () => void copy(),
    Enter: open,
    "shift+Enter": () => header && sortBy(columns[active.column], true),
    F2: open,
  });

  const rangeCount = to - from + 1;
  useEffect(() => {
    if (anchor === undefined) return;
    const waiting = setTimeout(() => setSaid(`${t("ui.grid.chosen", { total, count: rangeCount })} / ${t("ui.grid.copy")}`), 1000);
    return () => clearTimeout(waiting);
  }, [anchor, rangeCount, total]);

  // The paste goes into a field of its own: no engine gives a table to what is no text field.
  const press = (event: React.KeyboardEvent) => {
    if (onPaste && combinationOf(event.nativeEvent) === "mod+v" && !belongsToInputMethod(event.nativeEvent)) pasted.current?.focus();
    else keys(event);
  };
  const paste = (event: React.ClipboardEvent) => {
    event.preventDefault();
    scroller.current?.focus();
    const text = event.clipboardData.getData("text/plain");
    if (text === "" || total === 0) return;
    onPaste?.({
      text,
      rows: (n) => between(from, Math.min(total - 1, from + Math.max(n, to - from + 1) - 1)),
      chosen: to - from + 1,
      columns: columns.slice(left),
      wide: right - left + 1,
    });
  };

  const drag = (event: React.PointerEvent<HTMLElement>, column: GridColumn<R>) => {
    event.preventDefault();
    event.stopPropagation();
    const began = event.clientX;
    const edge = event.currentTarget;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    edge.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) => props.onResize?.(column.id, column.width + (moved.clientX - began) / rem);
    edge.addEventListener("pointermove", move);
    edge.addEventListener("pointerup", () => edge.removeEventListener("pointermove", move), { once: true });
  };

  const cellId = (rowIndex: number, column: number) => `${id}-${rowIndex}-${column}`;

  return (
    <>
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={total + 1}
        aria-colcount={columns.length + (picks ? 1 : 0)}
        aria-multiselectable={picks ? true : undefined}
        aria-activedescendant={header ? cellId(-1, active.column) : drawn ? cellId(current, active.column) : undefined}
        className={classes.grid}
        onKeyDown={press}
        onScroll={(event) => shade(event.currentTarget)}
        data-region
      >
        <div role="row" aria-rowindex={1} className={classes.head} style={{ width: `${width}rem`, height }}>
          {picks && (
            <div role="columnheader" aria-colindex={1} className={classes.box} style={{ width: `${BOX}rem` }}>
              <button type="button" tabIndex={-1} aria-label={t("ui.grid.pick_all")} className={classes.pick} onClick={picks.pickAll}>
                <span aria-hidden="true">{picks.allPicked ? "☑" : "☐"}</span>
              </button>
            </div>
          )}
          {columns.map((column, at) => {
            const sorted = sortedBy(sort, column.sort);
            return (
            <div
              key={column.id}
              id={cellId(-1, at)}
              role="columnheader"
              aria-colindex={at + 1 + (picks ? 1 : 0)}
              aria-sort={sorted ? (sorted.descending ? "descending" : "ascending") : column.sort ? "none" : undefined}
              className={classes.cell}
              data-pinned={column.pinned || undefined}
              data-active={(header && active.column === at) || undefined}
              style={{ width: `${column.width}rem`, left: column.pinned ? `${lefts[at]}rem` : undefined }}
            >
              {column.sort && onSort ? (
                <button
                  type="button"
                  tabIndex={-1}
                  className={classes.sort}
                  title={t("ui.grid.sort_hint")}
                  onClick={(event) => sortBy(column, event.shiftKey)}
                >
                  {column.header}
                  {sort?.second && sorted && <span className="ky-quiet"> {t("ui.grid.sort_place", { n: sorted.place })}</span>}
                  <span aria-hidden="true">
                    {sorted ? (sorted.descending ? "▼" : "▲") : ""}
                    {sort?.second && sorted ? sorted.place : ""}
                  </span>
                </button>
              ) : (
                column.header
              )}
              {props.onResize && <span className={classes.edge} aria-hidden="true" onPointerDown={(event) => drag(event, column)} />}
            </div>
            );
          })}
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
              const picked = value !== undefined && (picks?.isPicked(value) ?? false);
              return (
                // The grid itself has the keys; a row only answers the mouse.
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
                <div
                  key={item.key}
                  role="row"
                  aria-rowindex={item.index + 2}
                  aria-selected={(chosen && anchor.whole) || picked || (value !== undefined && (props.isOpen?.(value) ?? false))}
                  className={classes.row}
                  data-odd={item.index % 2 === 1 || undefined}
                  style={{ height, width: `${width}rem`, transform: `translateY(${item.start}px)` }}
                  onClick={(event) => {
                    const cell = (event.target as HTMLElement).closest("[aria-colindex]");
                    const column = Number(cell?.getAttribute("aria-colindex") ?? 1) - 1 - (picks ? 1 : 0);
                    if (column < 0) {
                      if (event.shiftKey) void between(...span(current, item.index)).then((wanted) => picks?.pick(wanted, true));
                      else if (value) picks?.pick([value], !picked);
                      setAnchor(undefined);
                      setActive({ row: item.index, column: active.column });
                      return;
                    }
                    go(item.index, column, event.shiftKey);
                    if (!event.shiftKey && value) onOpen?.(value);
                  }}
                >
                  {picks && (
                    <div role="gridcell" aria-colindex={1} className={classes.box} style={{ width: `${BOX}rem` }}>
                      <span aria-hidden="true">{picked ? "☑" : "☐"}</span>
                    </div>
                  )}
                  {columns.map((column, at) => (
                    <div
                      key={column.id}
                      id={cellId(item.index, at)}
                      role="gridcell"
                      aria-colindex={at + 1 + (picks ? 1 : 0)}
                      className={classes.cell}
                      data-pinned={column.pinned || undefined}
                      data-align={column.align}
                      data-active={(!header && current === item.index && active.column === at) || undefined}
                      data-chosen={(chosen && at >= left && at <= right) || undefined}
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
      {onPaste && <textarea ref={pasted} tabIndex={-1} aria-label={t("ui.grid.paste")} className="ky-quiet" onPaste={paste} onKeyUp={() => scroller.current?.focus()} />}
      <div aria-live="polite" className={said ? classes.said : "ky-quiet"}>
        {said}
      </div>
    </>
  );
}
