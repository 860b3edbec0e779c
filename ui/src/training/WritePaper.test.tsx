import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { makeTheme } from "../app/theme";
import type { RunRow } from "../ipc/api";
import { t } from "../labels/t";
import { WritePaper } from "./WritePaper";

const sent = vi.hoisted(() => [] as unknown[]);
const named = vi.hoisted(() => [] as string[]);
vi.mock("../ipc/client", () => ({
  useAnswer: () => ({ data: [] }),
  useChange: () => ({ isPending: false, error: null, mutate: (input: unknown) => sent.push(input) }),
}));
vi.mock("../ipc/host", () => ({
  host: {
    pickFile: async (_purpose: string, name: string) => {
      named.push(name);
      return { token: "file", name };
    },
  },
}));
vi.mock("../desk/session", () => ({ useDesk: () => ({ era: false, today: "2027-01-31", status: { union_name: "見本ユニオン（架空）" }, may: () => true }) }));

test("a lost certificate is written again: that of one person, under its number, with a purpose and a password", async () => {
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <WritePaper report="R14" run={{ id: "r", code: "C01-1" } as RunRow} one={{ person: "p", number: "2026-C01-003" }} />
    </MantineProvider>,
  );
  fireEvent.click(screen.getByRole("button", { name: t("training.paper.R14.write_of", { number: "2026-C01-003" }) }));
  fireEvent.click(await screen.findByRole("button", { name: new RegExp(`^${t("training.paper.save")}`) }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ report: "R14", run: "r", person: "p", purpose: t("training.paper.R14.why") });
  expect((sent[0] as { password?: string }).password).toMatch(/^[a-z2-9-]{20,}$/);
  expect(named).toEqual([`${t("training.paper.R14")}_2026-C01-003_2027-01-31.xlsx`]);
});
