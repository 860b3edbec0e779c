// The signals of the window, for whoever stands in front at the moment.
import { host, type PickedFile, type Signal } from "../ipc/host";

const listeners = new Set<(signal: Signal) => void>();
/** A union that was opened before anybody listened. */
let waiting: Signal | undefined;

host.attend((signal) => {
  if (listeners.size === 0 && (signal.signal === "opened" || signal.signal === "shared")) waiting = signal;
  for (const listener of listeners) listener(signal);
});

export function hear(listener: (signal: Signal) => void): () => void {
  listeners.add(listener);
  if (waiting) {
    const late = waiting;
    waiting = undefined;
    listener(late);
  }
  return () => listeners.delete(listener);
}

const NEXT = "kyojo.next";

/** A union file that is opened while another one is: it is kept over the lock, which loads the page anew. */
export function keepForAfterLock(file: PickedFile): void {
  sessionStorage.setItem(NEXT, JSON.stringify(file));
}

/** The file kept over the lock, once. */
export function takeKept(): PickedFile | undefined {
  const kept = sessionStorage.getItem(NEXT);
  sessionStorage.removeItem(NEXT);
  return kept ? (JSON.parse(kept) as PickedFile) : undefined;
}
