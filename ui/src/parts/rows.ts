// A long list, page by page. A page names the place after its last row, from which the next one is found at once; a jump
// says how many rows to skip. The window keeps every place it has passed, but only the rows near what is seen.
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Problem } from "../ipc/call";

/** Rows to a page. */
export const PAGE = 100;
/** Pages of rows that are kept; the places of all others are. */
const KEPT = 30;

export interface RowPage<R> {
  rows: R[];
  next: string | null;
}

export interface WindowedRows<R> {
  row(index: number): R | undefined;
  /** The place of a row among those that are here. */
  find(wanted: (row: R) => boolean): number | undefined;
  onRange(first: number, last: number): void;
  rowsBetween(first: number, last: number): Promise<R[]>;
  problem: Problem | undefined;
}

/** Where a page begins: after a place, or after so many rows. */
export type Start = { after: string } | { offset: number };

/** Pages of one question. A new question, or the same one after a change, begins a new book. */
class Book<R> {
  private readonly starts = new Map<number, string>();
  private readonly pages = new Map<number, R[]>();
  private readonly coming = new Map<number, Promise<void>>();
  private readonly load: (start: Start) => Promise<RowPage<R>>;

  constructor(load: (start: Start) => Promise<RowPage<R>>) {
    this.load = load;
  }

  row(index: number): R | undefined {
    return this.pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  find(wanted: (row: R) => boolean): number | undefined {
    for (const [page, rows] of this.pages) {
      const at = rows.findIndex(wanted);
      if (at >= 0) return page * PAGE + at;
    }
    return undefined;
  }

  has(page: number): boolean {
    return this.pages.has(page);
  }

  fetch(page: number): Promise<void> {
    const known = this.coming.get(page);
    if (known) return known;
    const after = this.starts.get(page);
    const coming = this.load(after === undefined ? { offset: page * PAGE } : { after })
      .then((got) => {
        this.pages.set(page, got.rows);
        if (got.next !== null) this.starts.set(page + 1, got.next);
        this.trim(page);
      })
      .finally(() => this.coming.delete(page));
    this.coming.set(page, coming);
    return coming;
  }

  private trim(near: number): void {
    for (const page of this.pages.keys()) {
      if (this.pages.size <= KEPT) return;
      if (Math.abs(page - near) > 2) this.pages.delete(page);
    }
  }
}

export interface RowSource<R> {
  /** Names the question; another name is another list. */
  name: string;
  /** Grows when the answers may have changed. */
  turn: number;
  load(start: Start): Promise<RowPage<R>>;
}

export function useWindowedRows<R>({ name, turn, load }: RowSource<R>): WindowedRows<R> {
  // oxlint-disable-next-line react/exhaustive-deps -- the name and the turn stand for the question
  const book = useMemo(() => new Book<R>(load), [name, turn]);
  // A list that was left may still answer; it must not come back over the one that is asked for now.
  const newest = useRef(book);
  useLayoutEffect(() => {
    newest.current = book;
  }, [book]);
  // What was seen stays until the first page of the new book is here: no flicker while typing.
  const [shown, setShown] = useState(book);
  const [, redraw] = useState(0);
  const [problem, setProblem] = useState<Problem>();
  const range = useRef({ first: 0, last: 0 });

  const want = useCallback(async (from: Book<R>) => {
    const { first, last } = range.current;
    try {
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) {
        if (!from.has(page)) await from.fetch(page);
      }
      if (from !== newest.current) return;
      setProblem(undefined);
    } catch (thrown) {
      if (from !== newest.current) return;
      setProblem(thrown as Problem);
    }
    setShown(from);
    redraw((times) => times + 1);
  }, []);

  useEffect(() => {
    let current = true;
    void (async () => {
      await Promise.resolve();
      if (current) await want(book);
    })();
    return () => {
      current = false;
    };
  }, [book, want]);

  return {
    row: (index) => shown.row(index),
    find: (wanted) => shown.find(wanted),
    onRange: useCallback(
      (first: number, last: number) => {
        range.current = { first, last };
        void want(book);
      },
      [book, want],
    ),
    rowsBetween: async (first, last) => {
      const rows: R[] = [];
      for (let index = first; index <= last; index += 1) {
        const page = Math.floor(index / PAGE);
        if (!book.has(page)) await book.fetch(page);
        const row = book.row(index);
        if (row !== undefined) rows.push(row);
      }
      return rows;
    },
    problem,
  };
}
