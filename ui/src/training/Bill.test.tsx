import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { makeTheme } from "../app/theme";
import type { RunRow, ShareRow } from "../ipc/api";
import { enumWords, t } from "../labels/t";
import { Bill } from "./Bill";

const sent = vi.hoisted(() => [] as unknown[]);
vi.mock("../ipc/client", () => ({
  useAnswer: (capability: string) => ({
    data: capability === "reports" ? [{ report: "R15", prints: true }] : [{ org_id: "a", locale: "en" }, { org_id: "b", locale: "ja" }],
  }),
  useChange: () => ({ isPending: false, error: null, mutate: (input: unknown) => sent.push(input) }),
}));
vi.mock("../ipc/host", () => ({ host: { pickFile: async (_purpose: string, name: string) => ({ token: name, name }) } }));
vi.mock("../desk/session", () => ({ useDesk: () => ({ era: false, today: "2027-01-31", may: () => true }) }));

const run = { id: "r", code: "C01-1", title: "交渉の基礎（架空）" } as RunRow;
const share = (org_id: string, org: string, balance: number): ShareRow => ({
  id: null,
  version: null,
  org_id,
  org,
  basis: 2,
  amount: 7_500,
  paid: 7_500 - balance,
  balance,
  settled_on: null,
});

function Both() {
  const [payment, setPayment] = useState("");
  return (
    <MantineProvider theme={makeTheme()} env="test">
      <Bill run={run} share={share("a", "あかね労組（架空）", 7_500)} payment={payment} onPayment={setPayment} />
      <Bill run={run} share={share("b", "ぶどう労組（架空）", -2_500)} payment={payment} onPayment={setPayment} />
    </MantineProvider>
  );
}

beforeEach(() => sent.splice(0));

test("a bill is asked for one partner, in its language, with the way to pay; who gets money back is asked for none", async () => {
  render(<Both />);
  fireEvent.click(screen.getByRole("button", { name: t("training.bill.of", { org: "あかね労組（架空）" }) }));
  const language = screen.getByRole<HTMLInputElement>("combobox", { name: t("training.language") });
  expect(language.value).toBe(enumWords("locale", "en"));
  fireEvent.change(screen.getByRole("textbox", { name: t("training.bill.payment") }), { target: { value: "架空銀行 1234567" } });
  fireEvent.click(screen.getByRole("button", { name: new RegExp(`^${t("training.paper.save")}`) }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ report: "R15", run: "r", organization: "a", locale: "en", payment: "架空銀行 1234567" });
  fireEvent.click(screen.getByRole("button", { name: t("ui.cancel") }));
  fireEvent.click(screen.getByRole("button", { name: t("training.bill.of", { org: "ぶどう労組（架空）" }) }));
  expect(screen.queryByRole("textbox", { name: t("training.bill.payment") })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: new RegExp(`^${t("training.paper.save")}`) }));
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]).toMatchObject({ organization: "b", locale: "ja", payment: undefined });
  fireEvent.click(screen.getByRole("button", { name: t("reports.write_pdf") }));
  await waitFor(() => expect(sent).toHaveLength(3));
  expect(String((sent[2] as { file: string }).file), "where this computer can make one").toMatch(/ぶどう労組（架空）_C01-1_2027-01-31\.pdf$/);
});
