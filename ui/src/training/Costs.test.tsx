import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { makeTheme } from "../app/theme";
import type { Costs, RunDetail, ShareRow } from "../ipc/api";
import { enumWords, t } from "../labels/t";
import { CostsPart } from "./Costs";

const sent = vi.hoisted(() => [] as unknown[]);
const answers = vi.hoisted(() => ({ costs: undefined as unknown, partners: undefined as unknown, foresee: [{ decisions: [], refused: null }] as unknown }));
vi.mock("../ipc/client", async (original) => ({
  ...(await original<object>()),
  useAnswer: (_capability: string, verb: string) => ({ data: answers[verb as keyof typeof answers], isPending: false, error: null, refetch: () => undefined }),
  useChange: () => ({ isPending: false, error: null, mutate: (input: unknown) => sent.push(input) }),
  useSettling: () => false,
}));
vi.mock("../desk/session", () => ({ useDesk: () => ({ era: false, today: "2027-01-31", status: {}, may: (right: string) => right === "change_training" }) }));

const share = (org: string, settled_on: string | null) => ({ id: org, version: 3, org_id: org, org, basis: 1, amount: 500, paid: 0, balance: 500, settled_on }) as ShareRow;

beforeEach(() => sent.splice(0));

test("who has paid is noted with the day of the payment, and how many have is told", () => {
  answers.costs = { costs: [], model: "per_head", fee: null, budget: null, total: 1_500, members_missing: [], shares: [share("あかね", null), share("ぶどう", null), share("かりん", "2027-01-25")] } as Costs;
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <CostsPart detail={{ run: { id: "r", status: "finished" }, fields: {} } as unknown as RunDetail} place={{}} go={() => undefined} />
    </MantineProvider>,
  );
  expect(screen.getByText(t("training.shares.settled", { n: 1, of: 3 }))).toBeTruthy();
  const settle = (org: string) => screen.getByRole("button", { name: t("training.settle_of", { org }) });
  fireEvent.click(settle("あかね"));
  const day = screen.getByRole("textbox", { name: t("training.settle.on") });
  fireEvent.change(day, { target: { value: "2027/1/28" } });
  fireEvent.click(settle("ぶどう"));
  expect(sent).toEqual([
    { id: "あかね", version: 3, settled_on: "2027-01-31" },
    { id: "ぶどう", version: 3, settled_on: "2027-01-28" },
  ]);
  // A day that cannot be read is no older day.
  fireEvent.change(day, { target: { value: "2027/2/31" } });
  fireEvent.click(settle("ぶどう"));
  expect(sent).toHaveLength(2);
});

test("who was sent a bill of another sum is told, and what is below nought is written as papers do", () => {
  const more = { ...share("かりん", null), amount: 0, paid: 800, balance: -800 };
  answers.costs = { costs: [], model: "per_head", fee: null, budget: null, total: 500, members_missing: [], shares: [share("あかね", null), more] } as Costs;
  answers.partners = [{ org_id: "かりん", due: ["bill_changed"] }, { org_id: "あかね", due: [] }];
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <CostsPart detail={{ run: { id: "r", status: "finished" }, fields: {} } as unknown as RunDetail} place={{}} go={() => undefined} />
    </MantineProvider>,
  );
  const changed = enumWords("partner_due", "bill_changed");
  expect(screen.getAllByRole("rowheader").map((head) => head.textContent?.includes(changed))).toEqual([false, true]);
  expect(screen.getByText("△800円")).toBeTruthy();
});
