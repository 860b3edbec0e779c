// The answers of the core, kept for the screens. A change makes every answer old, in this one place.
import { QueryClient, queryOptions, useIsMutating, useMutation, useQuery, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";
import { call, type Capability, type Input, type Output, type Problem, type Verb } from "./call";
import { runJob } from "../parts/jobs";

export const client = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: 30_000, gcTime: 5 * 60_000, networkMode: "always" },
    mutations: { retry: false, networkMode: "always" },
  },
});

/** Every answer may have changed. */
export async function forgetAnswers(): Promise<void> {
  await client.invalidateQueries();
}

let announcing: (words?: string) => Promise<void> = async () => undefined;

/** What happens after each change, besides asking again: the window says what was done, in these words or in its own. */
export function onChanged(listener: (words?: string) => Promise<void>): void {
  announcing = listener;
}

export function asked<C extends Capability, V extends Verb<C>>(capability: C, verb: V, input: Input<C, V>) {
  return queryOptions<Output<C, V>, Problem>({
    queryKey: [capability, verb, input],
    queryFn: () => call(capability, verb, input),
  });
}

export interface AskOptions {
  enabled?: boolean;
  /** Shows the answer to the question before while the next one is on its way. */
  keep?: boolean;
}

/** The answer of a verb that looks. */
export function useAnswer<C extends Capability, V extends Verb<C>>(
  capability: C,
  verb: V,
  input: Input<C, V>,
  options: AskOptions = {},
): UseQueryResult<Output<C, V>, Problem> {
  const { queryKey, queryFn } = asked(capability, verb, input);
  return useQuery<Output<C, V>, Problem>({
    queryKey,
    queryFn: queryFn as () => Promise<Output<C, V>>,
    enabled: options.enabled ?? true,
    placeholderData: options.keep ? (before: unknown) => before as never : undefined,
  });
}

export interface ChangeOptions<C extends Capability, V extends Verb<C>> {
  /** Words for the job tray where the work may take long. */
  job?: string;
  /** The screen itself says what was done. */
  quiet?: boolean;
  /** What was done in words that know more than the log does. */
  said?(output: Output<C, V>): string;
  onDone?(output: Output<C, V>, input: Input<C, V>): void;
}

/** A verb that changes something: on success every answer is asked again. */
export function useChange<C extends Capability, V extends Verb<C>>(
  capability: C,
  verb: V,
  options: ChangeOptions<C, V> = {},
): UseMutationResult<Output<C, V>, Problem, Input<C, V>> {
  return useMutation<Output<C, V>, Problem, Input<C, V>>({
    // A file that is written on the side makes nothing on the page old.
    meta: { aside: Boolean(options.job && options.quiet) },
    mutationFn: (input) =>
      options.job
        ? runJob(options.job, (running) => call(capability, verb, input, running))
        : call(capability, verb, input),
    onSuccess: async (output, input) => {
      options.onDone?.(output, input);
      if (!options.quiet) void announcing(options.said?.(output));
      await forgetAnswers();
    },
    onError: async (problem) => {
      // It may have been done all the same.
      if (problem.code === "outcome_unknown") await forgetAnswers();
    },
  });
}

/** A change is under way, or what it made old has not been read again: the page may show what was before it. */
export function useSettling(): boolean {
  return useIsMutating({ predicate: (change) => change.meta?.["aside"] !== true }) > 0;
}
