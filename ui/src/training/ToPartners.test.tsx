import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { makeTheme } from "../app/theme";
import type { PartnerRow, RunDetail, WriteToPartners, WrittenToPartners } from "../ipc/api";
import { t } from "../labels/t";
import { ToPartners } from "./ToPartners";

const sent = vi.hoisted(() => [] as unknown[]);
const asked = vi.hoisted(() => [] as string[]);
const answer: WrittenToPartners = {
  written: [{ org_id: "a", org: "あかね労組（架空）", name: "結果_あかね.xlsx", rows: 2, sha256: "", provided: null }],
  refused: [{ org_id: "b", org: "ぶどう労組（架空）", why: { code: "E-08", about: { name: "ぶどう労組（架空）", n: 3 } } }],
};
vi.mock("../ipc/client", () => ({
  useAnswer: () => ({ data: [{ report: "R15", prints: true }] }),
  useChange: () => ({
    isPending: false,
    error: null,
    mutate: (input: unknown, { onSuccess }: { onSuccess(answer: WrittenToPartners): void }) => {
      sent.push(input);
      onSuccess(answer);
    },
  }),
}));
vi.mock("../ipc/host", () => ({
  host: {
    pickFile: async (purpose: string) => {
      asked.push(purpose);
      return { token: "folder", name: "団体あて" };
    },
  },
}));

const detail = { run: { id: "r", apply_until: null }, fields: {}, contact_before: null } as unknown as RunDetail;
const partners = [{ org_id: "a" }, { org_id: "b" }] as PartnerRow[];
const first = () => sent[0] as WriteToPartners;
const press = (words: string) => fireEvent.click(screen.getByRole("button", { name: new RegExp(`^${words}`) }));

beforeEach(() => {
  sent.splice(0);
  asked.splice(0);
});

function shown(paper: "invitation" | "results" | "bill") {
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <ToPartners paper={paper} detail={detail} partners={partners} payment="架空銀行 1234567" onPayment={() => undefined} />
    </MantineProvider>,
  );
  press(t(`training.to_partners.${paper}`));
}

test("every partner's file with names gets a password of its own, shown once beside it, and who gets none is told with the reason", async () => {
  shown("results");
  press(t("training.to_partners.folder"));
  expect(asked, "nothing is asked for before it is said why").toEqual([]);
  fireEvent.change(screen.getByRole("textbox", { name: t("members.export.purpose") }), { target: { value: "受講の報告" } });
  press(t("training.to_partners.folder"));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(asked).toEqual(["save_folder"]);
  expect(first()).toMatchObject({ paper: "results", run: "r", folder: "folder", purpose: "受講の報告" });
  const passwords = first().passwords ?? [];
  expect(passwords.map((one) => one.org_id)).toEqual(["a", "b"]);
  expect(new Set(passwords.map((one) => one.password)).size).toBe(2);
  const row = screen.getByRole("row", { name: /あかね労組/ });
  expect(within(row).getByText(passwords[0]?.password ?? "")).toBeTruthy();
  expect(screen.getByText(/ぶどう労組（架空）: /).textContent).toContain(t("error.E-08", { name: "ぶどう労組（架空）", n: 3 }));
  expect(screen.queryByText(passwords[1]?.password ?? ""), "there is no file that it would open").toBeNull();
});

test("bills go out with the way to pay and without a password, as workbooks or as PDF", async () => {
  shown("bill");
  press(t("training.to_partners.folder_pdf"));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(first()).toEqual({ paper: "bill", run: "r", folder: "folder", payment: "架空銀行 1234567", booklets: true });
});

test("no invitation goes out without somebody to whom the form comes back", async () => {
  shown("invitation");
  press(t("training.to_partners.folder"));
  expect(asked).toEqual([]);
  fireEvent.change(screen.getByRole("textbox", { name: t("training.contact_name") }), { target: { value: "研修 花子（架空）" } });
  fireEvent.change(screen.getByRole("textbox", { name: t("training.contact_phone") }), { target: { value: "03-0000-0000" } });
  press(t("training.to_partners.folder"));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(first()).toEqual({ paper: "invitation", run: "r", folder: "folder", contact_name: "研修 花子（架空）", contact_phone: "03-0000-0000" });
});
