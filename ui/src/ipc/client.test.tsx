import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { SettledButton } from "../parts/SettledButton";
import { client, useAnswer, useChange } from "./client";

/** The core: each look is answered with the version as it is, when it is let go. */
let version = 1;
let held: (() => void)[] = [];
let hold = false;
const sent: unknown[] = [];

vi.mock("./call", () => ({
  newJob: () => "job",
  call: async (_capability: string, verb: string, input: { version?: number }) => {
    const now = version;
    if (hold && verb !== "accept") await new Promise<void>((go) => held.push(go));
    if (verb === "run") {
      return { run: { version: now } };
    }
    sent.push(input.version);
    if (input.version !== undefined && input.version !== version) throw { code: "changed" };
    version += 1;
    return {};
  },
}));

beforeEach(() => {
  version = 1;
  held = [];
  hold = false;
  sent.length = 0;
  client.clear();
});

function Board() {
  const run = useAnswer("training", "run", { id: "r" });
  const step = useChange("training", "close_run");
  const other = useChange("training", "accept");
  const now = run.data?.run.version;
  return (
    <>
      <button onClick={() => other.mutate({ id: "e" })}>accept</button>
      <SettledButton onClick={() => step.mutate({ id: "r", version: now })}>close</SettledButton>
      <p>{`version ${now}`}</p>
    </>
  );
}

test("a step waits from a change until the page was read again, and is not refused as stale", async () => {
  render(
    <MantineProvider>
      <QueryClientProvider client={client}>
        <Board />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await screen.findByText("version 1");
  hold = true;
  await act(async () => screen.getByText("accept").click());
  await waitFor(() => expect(held).toHaveLength(1));
  const close = screen.getByRole("button", { name: "close" });
  // Saved, and not read again: the button waits without losing the focus, and sends nothing.
  expect(close.getAttribute("aria-disabled")).toBe("true");
  expect(close.hasAttribute("disabled")).toBe(false);
  await act(async () => close.click());
  expect(sent).toEqual([undefined]);
  hold = false;
  await act(async () => held.forEach((go) => go()));
  await screen.findByText("version 2");
  await waitFor(() => expect(close.getAttribute("aria-disabled")).toBeNull());
  await act(async () => close.click());
  await waitFor(() => expect(sent).toEqual([undefined, 2]));
  expect(version).toBe(3);
});

function Aside() {
  const write = useChange("training", "write_results", { job: "writing", quiet: true });
  return (
    <>
      <button onClick={() => write.mutate({ run_id: "r", org_id: "o", file: "f", purpose: "p" })}>write</button>
      <SettledButton onClick={() => undefined}>close</SettledButton>
    </>
  );
}

test("a file that is written on the side keeps no step waiting", async () => {
  render(
    <MantineProvider>
      <QueryClientProvider client={client}>
        <Aside />
      </QueryClientProvider>
    </MantineProvider>,
  );
  hold = true;
  await act(async () => screen.getByText("write").click());
  await waitFor(() => expect(held).toHaveLength(1));
  expect(screen.getByRole("button", { name: "close" }).getAttribute("aria-disabled")).toBeNull();
  await act(async () => held.forEach((go) => go()));
  await waitFor(() => expect(sent).toHaveLength(1));
});
