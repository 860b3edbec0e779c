// Long work, wherever on the screens it was started: how far it is, and how to stop it.
import { useSyncExternalStore } from "react";
import type { Progress } from "../ipc/host";
import { newJob } from "../ipc/call";

export interface Job {
  id: string;
  words: string;
  startedAt: number;
  stage: string;
  done: number;
  total: number;
  stopping: boolean;
}

let jobs: readonly Job[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Job[]): void {
  jobs = next;
  for (const listener of listeners) listener();
}

function patch(id: string, part: Partial<Job>): void {
  change(jobs.map((job) => (job.id === id ? { ...job, ...part } : job)));
}

/** Messages of a channel may overtake each other: a smaller count of the same stage is old news. */
function follow(id: string, progress: Progress): void {
  const job = jobs.find((each) => each.id === id);
  if (job && (job.stage !== progress.stage || progress.done >= job.done)) patch(id, progress);
}

/** Runs work under a name that the job tray shows. */
export async function runJob<T>(
  words: string,
  work: (options: { job: string; onProgress(progress: Progress): void }) => Promise<T>,
): Promise<T> {
  const id = newJob();
  change([...jobs, { id, words, startedAt: Date.now(), stage: "", done: 0, total: 0, stopping: false }]);
  try {
    return await work({ job: id, onProgress: (progress) => follow(id, progress) });
  } finally {
    change(jobs.filter((job) => job.id !== id));
  }
}

export function markStopping(id: string): void {
  patch(id, { stopping: true });
}

export function useJobs(): readonly Job[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => jobs,
  );
}
