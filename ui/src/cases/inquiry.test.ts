import { afterEach, expect, test, vi } from "vitest";
import { callingOf, inquiryPlace, personOf } from "./inquiry";
import { readCasesPlace } from "./place";

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

test("who calls, and a name that is looked for, stand in no address", () => {
  const place = readCasesPlace({ open: "new", person: "p1", draft: "inquiry:p1", find: "架空 太郎" });
  expect(Object.values(place).filter(Boolean)).toEqual(["new"]);
  expect(readCasesPlace({ find: "C-000012" }).find).toBe("C-000012");
  expect(callingOf({ person: "p1", draft: "inquiry:p1", key: "x" })).toEqual({ person: "p1", draft: "inquiry:p1" });
  expect(callingOf({ person: 3 })).toEqual({ person: undefined, draft: undefined });
});
