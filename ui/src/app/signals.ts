// The signals of the window, for whoever stands in front at the moment.
import { host, type Signal } from "../ipc/host";

const listeners = new Set<(signal: Signal) => void>();
/** A file that was opened before anybody listened. */
let waiting: Signal | undefined;

host.attend((signal) => {
  if (listeners.size === 0 && signal.signal === "opened") waiting = signal;
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
