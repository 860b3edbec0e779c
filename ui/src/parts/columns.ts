// Which columns a list shows, in which order and how wide: remembered for each list on this PC.
import { useState } from "react";
import type { GridColumn } from "./DataGrid";

interface Choice {
  order: string[];
  hidden: string[];
  /** Widths that were changed, in rem. */
  widths?: Record<string, number>;
}

/** A column stays readable and never fills the window. */
const NARROWEST = 4;
const WIDEST = 40;

function stored(name: string): Choice | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(`kyojo.columns.${name}`) ?? "null");
    if (typeof value !== "object" || value === null) return undefined;
    const { order, hidden, widths } = value as Partial<Choice>;
    return Array.isArray(order) && Array.isArray(hidden) ? { order: order.map(String), hidden: hidden.map(String), widths: widths ?? {} } : undefined;
  } catch {
    return undefined;
  }
}

export interface ColumnChoice<R> {
  all: GridColumn<R>[];
  shown: GridColumn<R>[];
  isShown(id: string): boolean;
  toggle(id: string): void;
  move(id: string, by: -1 | 1): void;
  reset(): void;
  /** Sets the width of a column, in rem. */
  resize(id: string, width: number): void;
  /** Widths that were changed. */
  widths: Record<string, number>;
  /** Shows just these, in this order and width; none = the usual ones. */
  take(ids: string[], widths?: Record<string, number>): void;
}

export function useColumns<R>(name: string, columns: GridColumn<R>[]): ColumnChoice<R> {
  const first: Choice = { order: columns.map((column) => column.id), hidden: columns.filter((column) => column.extra).map((column) => column.id) };
  const [choice, setChoice] = useState<Choice>(() => stored(name) ?? first);
  const place = (id: string) => {
    const at = choice.order.indexOf(id);
    return at === -1 ? columns.findIndex((column) => column.id === id) + 1000 : at;
  };
  const widths = choice.widths ?? {};
  const all = columns.map((column) => ({ ...column, width: widths[column.id] ?? column.width })).toSorted((a, b) => Number(b.pinned ?? false) - Number(a.pinned ?? false) || place(a.id) - place(b.id));
  const keep = (next: Choice) => {
    setChoice(next);
    try {
      localStorage.setItem(`kyojo.columns.${name}`, JSON.stringify(next));
    } catch {
      // Without storage the choice lasts until the window closes.
    }
  };
  return {
    all,
    shown: all.filter((column) => !choice.hidden.includes(column.id)),
    isShown: (id) => !choice.hidden.includes(id),
    toggle: (id) =>
      keep({
        ...choice,
        order: all.map((column) => column.id),
        hidden: choice.hidden.includes(id) ? choice.hidden.filter((each) => each !== id) : [...choice.hidden, id],
      }),
    widths,
    resize: (id, width) => {
      const kept = Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)) * 4) / 4;
      keep({ ...choice, widths: { ...widths, [id]: kept } });
    },
    take: (ids, taken = {}) => {
      const known = columns.map((column) => column.id);
      const order = ids.filter((id) => known.includes(id));
      const pinned = columns.filter((column) => column.pinned).map((column) => column.id);
      const rest = known.filter((id) => !order.includes(id));
      keep(order.length === 0 ? { ...first, widths: taken } : { order: [...order, ...rest], hidden: rest.filter((id) => !pinned.includes(id)), widths: taken });
    },
    move: (id, by) => {
      const order = all.map((column) => column.id);
      const at = order.indexOf(id);
      const other = order[at + by];
      if (other === undefined) return;
      order[at + by] = id;
      order[at] = other;
      keep({ ...choice, order });
    },
    reset: () => keep(first),
  };
}
