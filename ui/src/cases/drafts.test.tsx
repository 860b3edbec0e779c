import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useDraft } from "./drafts";

const said: { verb: string; input: unknown }[] = [];
let slow: (() => void) | undefined;
let refuse = false;

vi.mock("../ipc/call", () => ({
  call: (_capability: string, verb: string, input: unknown) => {
    said.push({ verb, input: structuredClone(input) });
    if (refuse) return Promise.reject(new Error("full"));
    return slow ? new Promise<void>((done) => (slow = done)) : Promise.resolve({});
  },
}));
vi.mock("../ipc/client", () => ({ forgetAnswers: async () => undefined }));

beforeEach(() => {
  said.length = 0;
  slow = undefined;
  refuse = false;
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

const kept = () => said.flatMap(({ input }) => (input as { content?: { text: string } }).content?.text ?? []);
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

function start(found?: Record<string, unknown>) {
  return renderHook(() => useDraft("case", "note", { text: "" }, found));
}

test("a text is kept after a rest, and while somebody writes without one", async () => {
  const { result } = start();
  act(() => result.current.set({ text: "あ" }));
  expect(kept()).toEqual([]);
  await pass(1_000);
  expect(kept()).toEqual(["あ"]);
  expect(result.current.keeping).toBe("kept");
  for (let at = 0; at < 8; at += 1) {
    act(() => result.current.set({ text: `い${at}` }));
    // oxlint-disable-next-line no-await-in-loop
    await pass(500);
  }
  expect(kept().length).toBeGreaterThanOrEqual(2);
});

test("a text that is taken away again leaves no draft, also when the form is left at once", async () => {
  const { result, unmount } = start();
  act(() => result.current.set({ text: "佐藤" }));
  await pass(1_000);
  act(() => result.current.set({ text: "" }));
  await pass(1_000);
  expect(said.at(-1)).toEqual({ verb: "drop_draft", input: { case_id: "case", place: "note" } });
  expect(result.current.keeping).toBe("untouched");
  act(() => result.current.set({ text: "鈴木" }));
  await pass(1_000);
  expect(kept().at(-1)).toBe("鈴木");
  act(() => result.current.set({ text: "" }));
  unmount();
  await pass(0);
  expect(said.at(-1)?.verb).toBe("drop_draft");
});

test("a part that the form did not begin with is kept, and leaves nothing when it is taken away", async () => {
  const { result } = renderHook(() => useDraft<{ minutes: number; presenting?: string }>("case", "session", { minutes: 50 }, undefined));
  act(() => result.current.set({ presenting: "主訴" }));
  await pass(1_000);
  expect(said.at(-1)).toMatchObject({ verb: "save_draft", input: { content: { minutes: 50, presenting: "主訴" } } });
  act(() => result.current.set({ presenting: "" }));
  await pass(1_000);
  expect(said.at(-1)?.verb).toBe("drop_draft");
  act(() => result.current.set({ minutes: 30 }));
  await pass(1_000);
  expect(said.at(-1)).toMatchObject({ verb: "save_draft", input: { content: { minutes: 30 } } });
});

test("the newest text is the last that is kept, however long the one before takes", async () => {
  const { result } = start();
  slow = () => undefined;
  act(() => result.current.set({ text: "古い" }));
  await pass(1_000);
  act(() => result.current.set({ text: "新しい" }));
  await pass(3_000);
  expect(kept()).toEqual(["古い"]);
  const release = slow as () => void;
  slow = undefined;
  release();
  await pass(0);
  expect(kept()).toEqual(["古い", "新しい"]);
});

test("what was saved for good is no longer kept as a draft", async () => {
  const { result, unmount } = start();
  act(() => result.current.set({ text: "書いた" }));
  act(() => result.current.done());
  unmount();
  await pass(10_000);
  expect(said).toEqual([]);
});

test("leaving the screen keeps what was typed at once", async () => {
  const { result, unmount } = start();
  act(() => result.current.set({ text: "途中" }));
  unmount();
  await pass(0);
  expect(kept()).toEqual(["途中"]);
});

test("what could not be kept is said, and tried again", async () => {
  const { result } = start();
  refuse = true;
  act(() => result.current.set({ text: "あ" }));
  await pass(1_000);
  expect(result.current.keeping).toBe("failed");
  refuse = false;
  await pass(5_000);
  expect(kept()).toEqual(["あ", "あ"]);
  expect(result.current.keeping).toBe("kept");
});

test("what was kept before is there again", () => {
  expect(start({ text: "昨日" }).result.current.values.text).toBe("昨日");
});
