// Locking, by hand and after a rest.
import { useEffect } from "react";
import { host } from "../ipc/host";
import { call, problemOf } from "../ipc/call";
import { sayProblem } from "../parts/UndoToast";

/** Locks the desk and loads the page anew, on the door: names, figures and the place are forgotten with it. */
export async function lockDesk(): Promise<void> {
  try {
    await call("desk", "lock", {});
  } catch (thrown) {
    sayProblem(problemOf(thrown));
  }
  window.history.replaceState(null, "", window.location.pathname);
  window.location.reload();
}

const SIGNS_OF_LIFE = ["pointerdown", "pointermove", "keydown", "wheel"] as const;
/** The program watches too; it is told now and then that somebody is there. */
const TELL_EVERY_MS = 15_000;
const RESTED = "kyojo.rested";

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
      if (Date.now() - last < minutes * 60_000) return;
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
