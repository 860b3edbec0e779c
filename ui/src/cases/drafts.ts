// What is being written in a case, or of an inquiry that has none yet, kept in the sealed store while it is typed: a crash, the lock or a power cut loses at most the last
// two seconds. Nothing of it is ever kept by the browser.
import { useCallback, useEffect, useRef, useState } from "react";
import { beforeLock } from "../desk/lock";
import { call } from "../ipc/call";
import { forgetAnswers } from "../ipc/client";

/** A draft is kept so long after the last key. */
const REST_MS = 1_000;
/** What could not be kept is tried again after so long. */
const AGAIN_MS = 5_000;
/** While somebody writes without a rest, it is kept this often. */
const MOST_MS = 2_000;

export type Keeping = "untouched" | "writing" | "kept" | "failed";

export interface Draft<T> {
  values: T;
  set(change: Partial<T>): void;
  keeping: Keeping;
  /** It was saved for good: nothing is kept any more. */
  done(): void;
  /** It is given up. */
  drop(): Promise<void>;
}

/** Whether both hold the same; a part that is empty is as one that is not there. */
function isSame<T extends object>(one: T, other: T): boolean {
  const held = (of: T, name: keyof T) => JSON.stringify(of[name] === "" ? undefined : of[name]);
  return (Object.keys({ ...one, ...other }) as (keyof T)[]).every((name) => held(one, name) === held(other, name));
}

/** The form's values, kept under `place` of the case (none = an inquiry that has none yet); `found` is what was kept before. */
export function useDraft<T extends object>(caseId: string | undefined, place: string, first: T, found: Record<string, unknown> | undefined): Draft<T> {
  const [values, setValues] = useState<T>(() => ({ ...first, ...(found as Partial<T> | undefined) }));
  const [keeping, setKeeping] = useState<Keeping>(found ? "kept" : "untouched");
  const latest = useRef(values);
  const begun = useRef(first);
  const dirty = useRef(false);
  const over = useRef(false);
  const since = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sending = useRef<Promise<void>>(undefined);
  const again = useRef<() => Promise<void>>(async () => undefined);

  const keep = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    // One after the other: an older text never overtakes a newer one.
    await sending.current;
    if (!dirty.current || over.current) return;
    dirty.current = false;
    since.current = 0;
    const content = latest.current as Record<string, unknown>;
    // What was typed and taken away again leaves nothing behind.
    const nothing = isSame(latest.current, begun.current);
    const where = { ...(caseId && { case_id: caseId }), place };
    const sent = nothing ? call("cases", "drop_draft", where) : call("cases", "save_draft", { ...where, content });
    sending.current = sent.then(
      () => setKeeping((before) => (before === "writing" && dirty.current ? before : nothing ? "untouched" : "kept")),
      () => {
        dirty.current = true;
        setKeeping("failed");
        timer.current = setTimeout(() => void again.current(), AGAIN_MS);
      },
    );
    await sending.current;
  }, [caseId, place]);

  const set = useCallback(
    (change: Partial<T>) => {
      latest.current = { ...latest.current, ...change };
      setValues(latest.current);
      setKeeping("writing");
      dirty.current = true;
      const now = Date.now();
      since.current ||= now;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void keep(), Math.max(0, Math.min(REST_MS, since.current + MOST_MS - now)));
    },
    [keep],
  );

  useEffect(() => {
    again.current = keep;
    return beforeLock(keep);
  }, [keep]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      // The case shows it when somebody comes back.
      if (dirty.current && !over.current) void keep().then(forgetAnswers);
    },
    [keep],
  );

  const done = useCallback(() => {
    over.current = true;
    clearTimeout(timer.current);
  }, []);
  const drop = useCallback(async () => {
    done();
    await sending.current;
    await call("cases", "drop_draft", { ...(caseId && { case_id: caseId }), place });
    await forgetAnswers();
  }, [caseId, done, place]);
  return { values, set, keeping, done, drop };
}
