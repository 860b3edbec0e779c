// Locking, by hand and after a rest.
import { useEffect } from "react";
import { host } from "../ipc/host";
import { call, problemOf } from "../ipc/call";
import { mayLeave } from "../parts/forms";
import { sayProblem } from "../parts/UndoToast";

/** What is being written and is kept before the desk is locked. */
const keepers = new Set<() => Promise<unknown>>();
/** A text that cannot be kept must not hold the lock up. */
const KEEP_MS = 2_000;

/** Says what is to be kept before the desk is locked; the answer takes it back. */
export function beforeLock(keep: () => Promise<unknown>): () => void {
  keepers.add(keep);
  return () => void keepers.delete(keep);
}

async function keepAll(): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, KEEP_MS));
  await Promise.race([Promise.allSettled([...keepers].map((keep) => keep())), late]);
}

/** Locks the desk and loads the page anew, on the door: names, figures and the place are forgotten with it. */
export async function lockDesk(): Promise<void> {
  await keepAll();
  try {
    await call("desk", "lock", {});
  } catch (thrown) {
    sayProblem(problemOf(thrown));
  }
  window.history.replaceState(null, "", window.location.pathname);
  window.location.reload();
}

/** Who pressed the key and went away does not answer. */
const UNANSWERED_MS = 15_000;

/** Locks by hand. What was typed and is kept nowhere is asked about first, behind blurred names and fields; without an answer
 * the desk locks all the same: who asks for the lock is about to leave. */
export async function leaveAndLock(): Promise<void> {
  const root = document.documentElement;
  root.dataset["leaving"] = "";
  const unanswered = setTimeout(() => void lockDesk(), UNANSWERED_MS);
  try {
    if (await mayLeave()) await lockDesk();
  } finally {
    clearTimeout(unanswered);
    delete root.dataset["leaving"];
  }
}

const SIGNS_OF_LIFE = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
/** The program watches too; it is told now and then that somebody is there. */
const TELL_EVERY_MS = 15_000;
const RESTED = "kyojo.rested";

/** Screens that are left alone for a shorter time, with their minutes. */
const shorter = new Set<{ minutes: number }>();

/** While this screen is seen, the desk locks after at most so many minutes. */
export function useShorterLock(minutes: number): void {
  useEffect(() => {
    const screen = { minutes };
    shorter.add(screen);
    return () => void shorter.delete(screen);
  }, [minutes]);
}

/** Locks after so many minutes without a key or a movement. */
export function useAutoLock(minutes: number): void {
  useEffect(() => {
    let last = Date.now();
    let told = 0;
    const alive = () => {
      last = Date.now();
      if (last - told < TELL_EVERY_MS) return;
      told = last;
      host.present().catch(() => undefined);
    };
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, alive, { passive: true, capture: true });
    const watching = setInterval(() => {
      const patience = Math.min(minutes, ...[...shorter].map((screen) => screen.minutes));
      if (Date.now() - last < patience * 60_000) return;
      last = Date.now();
      sessionStorage.setItem(RESTED, "yes");
      void lockDesk();
    }, 1000);
    return () => {
      clearInterval(watching);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, alive, { capture: true });
    };
  }, [minutes]);
}

/** Whether the desk was locked because nobody was there; the page may have been loaded anew since. */
export function hasRested(): boolean {
  return sessionStorage.getItem(RESTED) !== null;
}

export function forgetRest(): void {
  sessionStorage.removeItem(RESTED);
}
