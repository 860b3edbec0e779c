import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { makeTheme } from "../app/theme";
import type { CaseRow } from "../ipc/api";
import { enumWords, t } from "../labels/t";
import { showDate } from "../parts/dates";
import { CaseList } from "./CaseList";
import type { CasesPlace } from "./place";

const stored = vi.hoisted(() => ({ rows: [] as unknown[] }));
vi.mock("@tanstack/react-query", async (original) => ({
  ...(await original<object>()),
  useInfiniteQuery: () => ({ data: { pages: [{ rows: stored.rows, total: stored.rows.length }] } }),
}));
vi.mock("../ipc/client", async (original) => ({ ...(await original<object>()), useChange: () => ({ isPending: false, error: null, mutate: () => undefined }) }));
vi.mock("@tanstack/react-router", () => ({ Link: ({ children }: { children: React.ReactNode }) => <a href="/">{children}</a> }));
vi.mock("../desk/session", () => ({ useDesk: () => ({ today: "2026-10-31", era: false }) }));

const gone: Partial<CasesPlace>[] = [];
function shown(place: CasesPlace) {
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <CaseList place={place} go={(next) => gone.push(next)} />
    </MantineProvider>,
  );
}

beforeEach(() => {
  gone.length = 0;
  stored.rows = [];
});

test("two of one name are told apart by number and unit", () => {
  const row = { name: "架空 太郎", kana: "カクウ タロウ", status: "active", step: "intake", themes: [], opened_on: "2026-10-01" };
  stored.rows = [
    { ...row, id: "1", case_no: "C-000002", member_no: "000007", unit: "本部 東支部" },
    { ...row, id: "2", case_no: "C-000001", member_no: "000003", unit: null },
  ] as Partial<CaseRow>[];
  shown({});
  screen.getByText("カクウ タロウ / 000007 / 本部 東支部");
  screen.getByText("カクウ タロウ / 000003");
});

test("who is not found among the cases under way is looked for among the ended ones with one press", () => {
  shown({ find: "架空" });
  fireEvent.click(screen.getByRole("button", { name: t("cases.find.ended") }));
  expect(gone).toEqual([{ status: "all" }]);
});

test("where the ended ones are among the cases, and where nothing was looked for, it is not offered", () => {
  shown({ find: "架空", status: "all" });
  shown({});
  expect(screen.queryByRole("button", { name: t("cases.find.ended") })).toBeNull();
});

test("cases past their time are told how long they were kept, and are erased where they stand", () => {
  const row = { name: "架空 太郎", kana: null, member_no: null, unit: null, status: "closed", step: "intake", themes: [], opened_on: "2023-01-05" };
  stored.rows = [{ ...row, id: "1", version: 3, case_no: "C-000002", retention_until: "2026-10-30", next_on: null, next_kind: null }] as Partial<CaseRow>[];
  shown({ status: "expired" });
  screen.getByText(t("cases.expired.text"));
  screen.getByText(t("cases.expired.until", { on: showDate("2026-10-30", false) }));
  fireEvent.click(screen.getByRole("button", { name: t("cases.erase.of", { no: "C-000002" }) }));
  expect((screen.getByRole("radio", { name: enumWords("case_erase_ground", "retention") }) as HTMLInputElement).checked).toBe(true);
});
