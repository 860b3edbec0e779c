import { afterEach, expect, test, vi } from "vitest";
import { openForm } from "../parts/forms";
import { leaveAndLock } from "./lock";

const called = vi.hoisted(() => vi.fn<(capability: string, verb: string) => Promise<unknown>>(() => Promise.resolve({})));
vi.mock("../ipc/call", () => ({ call: called, problemOf: (thrown: unknown) => thrown }));
vi.mock("../ipc/host", () => ({ host: {} }));
vi.mock("../parts/UndoToast", () => ({ sayProblem: vi.fn<() => void>() }));

afterEach(() => {
  vi.useRealTimers();
  called.mockClear();
});

const form = (ask: (leave: () => void, stay: () => void) => void) =>
  openForm({ place: () => document.body, typed: () => true, cancel: undefined, ask });

test("who asks for the lock and goes away leaves nothing open", async () => {
  vi.useFakeTimers();
  const closed = form(() => undefined);
  void leaveAndLock();
  expect(document.documentElement.dataset["leaving"]).toBe("");
  await vi.advanceTimersByTimeAsync(14_000);
  expect(called).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(called).toHaveBeenCalledWith("desk", "lock", {});
  closed();
});

test("who stays keeps the form and sees it again", async () => {
  vi.useFakeTimers();
  const closed = form((_, stay) => stay());
  await leaveAndLock();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(called).not.toHaveBeenCalled();
  expect(document.documentElement.dataset["leaving"]).toBeUndefined();
  closed();
});
