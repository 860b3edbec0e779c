// The focus is never lost: where the control that had it goes away, it falls to what stands around it, and a new screen
// is read from its title. Without this, the next key would go nowhere.

/** What can hold the focus in place of something inside it. */
const HOLDERS = '[tabindex], [role="dialog"], main';
const TITLE = "#content h1";
/** Dialogs and forms put the focus where they want it by then. */
const PATIENCE_MS = 40;

let last: HTMLElement | null = null;
let around: Element[] = [];
let toTitle = false;
let waiting: ReturnType<typeof setTimeout> | undefined;

const usable = (element: Element) => !element.matches(":disabled") && element.getClientRects().length > 0;

function take(element: HTMLElement | null): void {
  if (element && !element.hasAttribute("tabindex")) element.tabIndex = -1;
  element?.focus({ preventScroll: true });
}

function title(): HTMLElement | null {
  return document.querySelector<HTMLElement>(TITLE);
}

function look(): void {
  waiting = undefined;
  const active = document.activeElement;
  if (toTitle) {
    if (document.querySelector('[role="dialog"]') || !title()) return;
    toTitle = false;
    if (!document.getElementById("content")?.contains(active) || active?.id === "content") take(title());
    return;
  }
  if (!last || (active !== document.body && active !== null)) return;
  if (last.isConnected && usable(last)) return last.focus({ preventScroll: true });
  // A button that works comes back by itself.
  if (last.isConnected && last.matches("[data-loading]")) return undefined;
  const holder = around.find((each) => each.isConnected && each.matches(HOLDERS) && usable(each));
  if (holder && holder.id !== "content") return take(holder as HTMLElement);
  // What is being loaded has no title yet: it takes the focus when it is there, and no frame stands around the page until then.
  toTitle = title() === null;
  return take(title());
}

function soon(): void {
  waiting ??= setTimeout(look, PATIENCE_MS);
}

/** The next screen takes the focus, as soon as it is there. */
export function readFromTitle(): void {
  toTitle = true;
  soon();
}

export function installFocusKeeper(): void {
  document.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    last = target;
    around = [];
    for (let each = target.parentElement; each && each !== document.body; each = each.parentElement) around.push(each);
  });
  document.addEventListener("focusout", ({ target }) =>
    // A click beside everything lets go on purpose: then the control is still there.
    queueMicrotask(() => {
      if (target === last && last?.isConnected && usable(last) && document.activeElement === document.body) last = null;
    }),
  );
  new MutationObserver(() => (toTitle || document.activeElement === document.body) && soon()).observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ["disabled", "hidden"],
  });
}
