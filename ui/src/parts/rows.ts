// Pages of a long list, asked from the core as they come into sight and kept by the query cache.
import { keepPreviousData, useQueries, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useCallback, useState } from "react";

/** Rows to a page. */
export const PAGE = 100;

export interface WindowedRows<R> {
  row(index: number): R | undefined;
  onRange(first: number, last: number): void;
  rowsBetween(first: number, last: number): Promise<R[]>;
  /** A page could not be fetched. */
  error: unknown;
  refetch(): void;
}

export interface PageSource<R> {
  key: QueryKey;
  /** The rows of the page with this number, from 0. */
  load(page: number): Promise<R[]>;
}

export function useWindowedRows<R>({ key, load }: PageSource<R>): WindowedRows<R> {
  const client = useQueryClient();
  const [span, setSpan] = useState({ first: 0, last: 0 });
  const pages = Array.from({ length: span.last - span.first + 1 }, (_, step) => span.first + step);
  const options = useCallback(
    (page: number) => ({ queryKey: [...key, "page", page], queryFn: () => load(page), structuralSharing: false as const }),
    [key, load],
  );
  const results = useQueries({ queries: pages.map((page) => ({ ...options(page), placeholderData: keepPreviousData })) });
  const failed = results.find((result) => result.error);

  return {
    row: (index) => results[Math.floor(index / PAGE) - span.first]?.data?.[index % PAGE],
    onRange: useCallback((first: number, last: number) => {
      const next = { first: Math.floor(first / PAGE), last: Math.floor(last / PAGE) };
      setSpan((known) => (known.first === next.first && known.last === next.last ? known : next));
    }, []),
    rowsBetween: async (first, last) => {
      const rows: R[] = [];
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) {
        const got = await client.fetchQuery(options(page));
        const start = Math.max(0, first - page * PAGE);
        rows.push(...got.slice(start, last - page * PAGE + 1));
      }
      return rows;
    },
    error: failed?.error,
    refetch: () => results.forEach((result) => void result.refetch()),
  };
}
