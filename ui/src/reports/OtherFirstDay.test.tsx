import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { Problem } from "../ipc/call";
import { ProblemAlert } from "../problems/ProblemAlert";
import { OtherFirstDay } from "./OtherFirstDay";

function show(problem: Problem) {
  const onChoose = vi.fn();
  render(
    <MantineProvider>
      <ProblemAlert problem={problem}>
        <OtherFirstDay problem={problem} era={false} onChoose={onChoose} />
      </ProblemAlert>
    </MantineProvider>,
  );
  return onChoose;
}

test("an overlap is told with its days, and one press begins on the first day of the reports that are out", () => {
  const onChoose = show(new Problem("statistics_overlap", { from: "2026-07-01", to: "2026-10-31", first: "2026-04-01" }));
  expect(screen.getByRole("alert").textContent).toContain("2026年4月1日からの報告と重なります");
  fireEvent.click(screen.getByRole("button", { name: "初日を2026年4月1日にする" }));
  expect(onChoose).toHaveBeenCalledWith("2026-04-01");
});

test("another refusal has no such button", () => {
  show(new Problem("statistics_no_month", { from: "2026-07-01", to: "2026-07-10" }));
  expect(screen.queryByRole("button")).toBeNull();
});

test("where no other first day would help, the words say what to do instead", () => {
  show(new Problem("statistics_told", { from: "2026-04-01", to: "2026-10-31" }));
  expect(screen.getByRole("alert").textContent).toContain("期間の終わりを後の月まで延ばしてください");
  expect(screen.queryByRole("button")).toBeNull();
});
