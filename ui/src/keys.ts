// Every key of the window, and the guard for input methods. Nothing else may look at Enter.
//
// The Enter that commits a conversion must not press a button, send a form or run a command. Chromium says
// `isComposing` on that key; WebKit has already ended the composition and says only key code 229. The guard listens on
// the window in the capture phase and is installed before React, so no handler of a component ever sees such a key.
import { useEffect, useRef } from "react";

/** True while a key belongs to the input method and not to us. */
export function belongsToInputMethod(event: { isComposing: boolean; keyCode: number }): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Installs the guard. Call once, before the page is drawn. */
export function installInputMethodGuard(target: EventTarget = window): () => void {
  const guard = (event: Event) => {
    if (event instanceof KeyboardEvent && belongsToInputMethod(event)) event.stopImmediatePropagation();
  };
  target.addEventListener("keydown", guard, true);
  return () => target.removeEventListener("keydown", guard, true);
}

/** Hears a key before anything else does; `true` keeps it from everybody. Call once, before the page is drawn. */
export function hearFirst(key: string, ear: (on: Element) => boolean, target: EventTarget = window): () => void {
  const listen = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== key || !(event.target instanceof Element) || !ear(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  target.addEventListener("keydown", listen, true);
  return () => target.removeEventListener("keydown", listen, true);
}

type Combination = string;
/** What a handler answers when the key is meant for somebody else. */
export const NOT_MINE = Symbol("not mine");
export type KeyMap = Partial<Record<Combination, (event: KeyboardEvent) => unknown>>;

const MAC = typeof navigator !== "undefined" && /Mac/.test(navigator.platform);

/** `mod` is Ctrl, on macOS the command key; the order is mod, alt, shift, key. */
export function combinationOf(event: KeyboardEvent): Combination {
  const mod = MAC ? event.metaKey : event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return [mod && "mod", event.altKey && "alt", event.shiftKey && "shift", key].filter(Boolean).join("+");
}

/** A handler for `onKeyDown`: runs the entry of the combination and keeps the browser from acting on it. */
export function onKeys(map: KeyMap) {
  return (event: { nativeEvent: KeyboardEvent; preventDefault(): void; stopPropagation(): void }) => {
    const action = map[combinationOf(event.nativeEvent)];
    if (!action || belongsToInputMethod(event.nativeEvent)) return;
    event.preventDefault();
    event.stopPropagation();
    action(event.nativeEvent);
  };
}

function inTextField(event: Event): boolean {
  const target = event.target;
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

export interface ShortcutOptions {
  /** Leave the key to a text field that has the focus (undo, select all). */
  outsideText?: boolean;
  enabled?: boolean;
  /** Before the control that has the focus sees the key. */
  capture?: boolean;
}

/** Shortcuts of a screen, alive as long as the component is. */
export function useShortcuts(map: KeyMap, options: ShortcutOptions = {}): void {
  const capture = options.capture ?? false;
  const latest = useRef({ map, options });
  useEffect(() => {
    latest.current = { map, options };
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { map: current, options: rules } = latest.current;
      const action = current[combinationOf(event)];
      if (!action || rules.enabled === false || event.defaultPrevented) return;
      if (rules.outsideText && inTextField(event)) return;
      if (action(event) === NOT_MINE) return;
      event.preventDefault();
      if (capture) event.stopPropagation();
    };
    window.addEventListener("keydown", listen, capture);
    return () => window.removeEventListener("keydown", listen, capture);
  }, [capture]);
}

/** Keys that a browser would act on by itself, and that mean nothing here: print, find, reload, save, history. */
const BROWSER_KEYS = new Set(["mod+p", "mod+g", "mod+r", "mod+s", "mod+u", "mod+j", "mod+h", "F3", "F5", "F7", "mod+F5", "mod+shift+r"]);

/** Keeps the browser inside the window from acting on its own shortcuts. */
export function installBrowserKeyGuard(target: EventTarget = window): () => void {
  const guard = (event: Event) => {
    if (event instanceof KeyboardEvent && BROWSER_KEYS.has(combinationOf(event))) event.preventDefault();
  };
  target.addEventListener("keydown", guard);
  return () => target.removeEventListener("keydown", guard);
}

/** The keys listed under F1, with the label of what they do. */
export const KEY_LIST = [
  ["Ctrl+K", "ui.key.palette"],
  ["Ctrl+F", "ui.key.find"],
  ["Ctrl+N", "ui.key.add"],
  ["Ctrl+I", "ui.key.import"],
  ["Ctrl+E", "ui.key.report"],
  ["Ctrl+Shift+N", "ui.key.inquiry"],
  ["F2", "ui.key.write_note"],
  ["F4", "ui.key.refer"],
  ["Ctrl+1…9", "ui.key.screens"],
  ["Ctrl+Z", "ui.key.undo"],
  ["Ctrl+Shift+Z", "ui.key.redo"],
  ["Ctrl+Enter", "ui.key.save"],
  ["Ctrl+L", "ui.key.lock"],
  ["Alt+0", "ui.key.pad"],
  ["Alt+← / Alt+→", "ui.key.back"],
  ["Alt+↑ / Alt+↓", "ui.key.neighbour"],
  ["Ctrl++ / Ctrl+− / Ctrl+0", "ui.key.text_size"],
  ["Shift+Space", "ui.key.pick"],
  ["Ctrl+A", "ui.key.pick_all"],
  ["Ctrl+C / Ctrl+V", "ui.key.copy_paste"],
  ["F6", "ui.key.regions"],
  ["Ctrl+Shift+P", "ui.key.blur"],
  ["Esc", "ui.key.close"],
  ["F1", "ui.key.help"],
] as const;
