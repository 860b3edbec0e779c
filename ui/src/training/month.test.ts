import { expect, test } from "vitest";
import { monthAfter, weeksOf } from "./month";

test("a month is whole weeks from Monday, and no week without one of its days", () => {
  const weeks = weeksOf("2026-11");
  expect(weeks[0]?.[0]).toBe("2026-10-26");
  expect(weeks.at(-1)?.[0]).toBe("2026-11-30");
  expect(weeks.flat().filter((day) => day.startsWith("2026-11"))).toHaveLength(30);
  // February 2027 begins on a Monday and has four weeks to the day.
  expect(weeksOf("2027-02")).toHaveLength(4);
  for (const month of ["2024-02", "2026-03", "2026-08", "2027-01"]) {
    for (const week of weeksOf(month)) expect(week.some((day) => day.startsWith(month))).toBe(true);
  }
});

test("the month before January is December", () => {
  expect(monthAfter("2026-01", -1)).toBe("2025-12");
  expect(monthAfter("2026-12", 1)).toBe("2027-01");
});
