// The way out of the page: to the program's own window, or in the tests to a bridge on the loopback interface that
// forwards to the same verbs. The only file that names @tauri-apps.
import { Channel, invoke, isTauri } from "@tauri-apps/api/core";

/** How far long work has come: the label of the stage is `ui.progress.<stage>`; `total` is 0 while it is not known. */
export interface Progress {
  stage: string;
  done: number;
  total: number;
}

/** A file that the officer chose: the page gets a token and a name to show, never a path. */
export interface PickedFile {
  token: string;
  name: string;
}

/** A server that offices share, as it was used last; its password is kept nowhere. */
export interface KnownServer {
  host: string;
  port: number;
  database: string;
  schema?: string | null;
  user: string;
  root_certificate: PickedFile | null;
}

/** A union used lately: its file, which may be gone, or its server. */
export type RecentUnion =
  | { kind: "file"; file: PickedFile; /** Where two files have one name. */ folder: string | null; there: boolean }
  | { kind: "shared"; server: KnownServer };

/** What happens to the window unasked: files held over it, dropped on it, a union file that the system opened, or the shared
 * union that was used last. */
export type Signal =
  | { signal: "over" }
  | { signal: "left" }
  | { signal: "dropped"; files: PickedFile[] }
  | { signal: "opened"; file: PickedFile }
  | { signal: "shared"; server: KnownServer };

export type PickPurpose =
  | "open_union"
  | "save_union"
  | "open_roster"
  | "save_workbook"
  | "save_backup"
  | "open_backup"
  | "open_certificate"
  | "open_any"
  | "save_copy"
  | "save_folder";

export interface Request {
  capability: string;
  verb: string;
  input: unknown;
  job: string;
  onProgress?: ((progress: Progress) => void) | undefined;
}

export interface Host {
  call(request: Request): Promise<unknown>;
  pickFile(purpose: PickPurpose, suggested: string): Promise<PickedFile | null>;
  /** Shows a file that the program wrote, or the folder of several, in the system's own program for it. */
  openWritten(token: string): Promise<void>;
  /** The unions used lately, newest first; without the one of this number, if one is to be forgotten. */
  recentUnions(forget?: number): Promise<RecentUnion[]>;
  /** The officer's hand was seen: the minutes until the lock begin anew. */
  present(): Promise<void>;
  /** Listens to the signals of the window from now on. */
  attend(listener: (signal: Signal) => void): void;
}

const windowHost: Host = {
  call({ capability, verb, input, job, onProgress }) {
    const progress = new Channel<Progress>();
    progress.onmessage = (message) => onProgress?.(message);
    return invoke("call", { capability, verb, input, job, progress });
  },
  pickFile(purpose, suggested) {
    return invoke<PickedFile | null>("pick_file", { purpose, suggested });
  },
  openWritten(token) {
    return invoke("open_written", { token });
  },
  recentUnions(forget) {
    return invoke<RecentUnion[]>("recent_unions", { forget: forget ?? null });
  },
  present() {
    return invoke("present");
  },
  attend(listener) {
    const channel = new Channel<Signal>();
    channel.onmessage = listener;
    void invoke("attend", { channel });
  },
};

const POLL_MS = 300;

async function post(path: string, body: unknown): Promise<unknown> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { ok?: unknown; error?: unknown };
  if (answer.error !== undefined) throw answer.error;
  return answer.ok;
}

const bridgeHost: Host = {
  async call({ capability, verb, input, job, onProgress }) {
    const asking =
      onProgress &&
      setInterval(() => {
        void post("/progress", { job }).then((progress) => progress && onProgress(progress as Progress));
      }, POLL_MS);
    try {
      return await post("/call", { capability, verb, input, job });
    } finally {
      clearInterval(asking);
    }
  },
  async pickFile(purpose, suggested) {
    return (await post("/pick_file", { purpose, suggested })) as PickedFile | null;
  },
  async openWritten(token) {
    await post("/open_written", { token });
  },
  async recentUnions(forget) {
    return (await post("/recent_unions", { forget: forget ?? null })) as RecentUnion[];
  },
  async present() {
    await post("/present", {});
  },
  attend(listener) {
    window.addEventListener("kyojo-signal", (event) => listener((event as CustomEvent<Signal>).detail));
  },
};

export const host: Host = isTauri() ? windowHost : bridgeHost;
