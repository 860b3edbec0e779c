import { afterEach, expect, test, vi } from "vitest";
import { inquiryPlace, personOf } from "./inquiry";

afterEach(() => void vi.useRealTimers());

test("each call has a place of its own, and a card the same one", () => {
  vi.useFakeTimers();
  const first = inquiryPlace(undefined);
  vi.advanceTimersByTime(1);
  expect(inquiryPlace(undefined)).not.toBe(first);
  expect(personOf(first)).toBeUndefined();
  expect(inquiryPlace("p1")).toBe(inquiryPlace("p1"));
  expect(personOf(inquiryPlace("p1"))).toBe("p1");
});

test("a draft of an older version is one of a call", () => {
  expect(personOf("inquiry")).toBeUndefined();
});
