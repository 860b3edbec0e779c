// What jsdom lacks and the parts need: sizes for the virtual rows, media queries, observers, the escape of selectors, fonts.
import { afterEach } from "vitest";
import { cleanup } from "@testing-library/react";

Object.defineProperties(HTMLElement.prototype, {
  clientHeight: { configurable: true, get: () => 600 },
  scrollHeight: { configurable: true, get: () => 10_000_000 },
  clientWidth: { configurable: true, get: () => 900 },
  offsetHeight: { configurable: true, get: () => 600 },
  offsetWidth: { configurable: true, get: () => 900 },
});
const tops = new WeakMap<Element, number>();
Object.defineProperty(Element.prototype, "scrollTop", {
  configurable: true,
  get(this: Element) {
    return tops.get(this) ?? 0;
  },
  set(this: Element, top: number) {
    tops.set(this, top);
  },
});
HTMLElement.prototype.scrollTo = function scrollTo(this: HTMLElement, to?: ScrollToOptions | number) {
  this.scrollTop = typeof to === "object" ? (to.top ?? 0) : 0;
  this.dispatchEvent(new Event("scroll"));
};
HTMLElement.prototype.scrollIntoView = () => undefined;

window.matchMedia = (query: string) =>
  ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }) as MediaQueryList;

class Observer {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
window.ResizeObserver = Observer as unknown as typeof ResizeObserver;

// Fields that grow with their text listen for fonts.
Object.defineProperty(document, "fonts", { configurable: true, value: new EventTarget() });
// Enough for the ids that a test gives.
globalThis.CSS = { escape: (name: string) => name } as typeof CSS;

afterEach(cleanup);
