import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { makeTheme } from "../app/theme";
import type { EnterSheets, SurveyQuestion, WaveDetail, WaveRow } from "../ipc/api";
import { client } from "../ipc/client";
import { t } from "../labels/t";
import { Entry } from "./Entry";

/** Piles that reached the core, each answered when it is let go. */
const piles: EnterSheets[] = [];
let held: (() => void)[] = [];

vi.mock("../ipc/call", () => ({
  newJob: () => "job",
  call: async (_capability: string, _verb: string, input: EnterSheets) => {
    piles.push(input);
    await new Promise<void>((go) => held.push(go));
    return { n: input.sheets.length, sheets: input.sheets.length };
  },
}));

const question: SurveyQuestion = {
  no: 1,
  kind: "multi",
  text: "どれ",
  choices: [1, 2, 3].map((no) => ({ no, label: `選択${no}`, alone: false, theme: null })),
  most: null,
  national: null,
};

const detail = { wave: { id: "w", groups: [] as WaveRow["groups"] } as WaveRow, pile: 1, questions: [question], forms: [] } satisfies WaveDetail;

beforeEach(() => {
  piles.length = 0;
  held = [];
  client.clear();
});

const field = () => screen.getByRole<HTMLInputElement>("textbox", { name: /どれ/ });

function lay(words: string) {
  fireEvent.change(field(), { target: { value: words } });
  fireEvent.keyDown(field(), { key: "Enter" });
}

test("a sheet that is being counted is not taken back, one laid meanwhile is", async () => {
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <QueryClientProvider client={client}>
        <Entry detail={detail} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  lay("1");
  lay("2,3");
  fireEvent.click(screen.getByRole("button", { name: t("surveys.entry.count", { n: 2 }) }));
  await waitFor(() => expect(held).toHaveLength(1));
  // Both are on their way.
  await waitFor(() => expect(screen.queryByRole("button", { name: t("surveys.entry.take_back") })).toBeNull());
  fireEvent.keyDown(window, { key: "F8" });
  expect(field().value).toBe("");
  lay("3");
  fireEvent.keyDown(window, { key: "F8" });
  expect(field().value).toBe("3");
  fireEvent.keyDown(window, { key: "F8" });
  expect(field().value).toBe("3");
  await act(async () => held.forEach((go) => go()));
  await screen.findByText(t("surveys.entry.counted", { n: 2, all: 2 }));
  lay("3");
  await waitFor(() => expect(screen.getByRole("button", { name: t("surveys.entry.count", { n: 1 }) }).getAttribute("aria-disabled")).toBeNull());
  fireEvent.click(screen.getByRole("button", { name: t("surveys.entry.count", { n: 1 }) }));
  await waitFor(() => expect(held).toHaveLength(2));
  await act(async () => held.forEach((go) => go()));
  expect(piles.map((pile) => pile.sheets.map((sheet) => sheet.answers[0]?.chosen))).toEqual([[[1], [2, 3]], [[3]]]);
});
