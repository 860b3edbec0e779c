import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { makeTheme } from "../app/theme";
import type { CaseDetail } from "../ipc/api";
import { t } from "../labels/t";
import { CaseFacts } from "./Facts";

const sent = vi.hoisted(() => [] as Record<string, unknown>[]);
vi.mock("../ipc/client", () => ({ useChange: () => ({ isPending: false, error: null, mutate: (input: Record<string, unknown>) => void sent.push(input) }) }));
vi.mock("../organizations/units", () => ({ useUnitChoices: () => [{ value: "b", label: "東都支部（架空）" }] }));
vi.mock("../desk/session", () => ({ useDesk: () => ({ today: "2026-10-31", era: false }) }));
vi.mock("@tanstack/react-router", () => ({ Link: ({ children }: { children: React.ReactNode }) => <a href="/">{children}</a> }));

function shown(more: object) {
  const of = { id: "c", version: 2, name: "架空 太郎", themes: [], opened_on: "2026-10-01", channel: "phone", unit_id: null, objects_workplace: false, health: false, ...more };
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <CaseFacts case={of as unknown as CaseDetail} may />
    </MantineProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: t("cases.correct") }));
}

beforeEach(() => {
  sent.length = 0;
});

test("who is not in the roster is counted with a branch that is chosen", () => {
  shown({ person_id: null });
  fireEvent.click(screen.getByRole("combobox", { name: new RegExp(`^${t("cases.unit")}`) }));
  fireEvent.click(screen.getByRole("option", { name: "東都支部（架空）", hidden: true }));
  fireEvent.click(screen.getByRole("button", { name: t("ui.save") }));
  expect(sent[0]).toMatchObject({ case_id: "c", unit_id: "b" });
});

test("who is in the roster is counted with the unit there", () => {
  shown({ person_id: "p", previous_case_id: "a", previous_case_no: "C-000001" });
  expect(screen.queryByRole("combobox", { name: new RegExp(`^${t("cases.unit")}`) })).toBeNull();
});
