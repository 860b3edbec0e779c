// A run of sixty partner unions: whom there is still something to do about is not scrolled for, and nobody is hidden silently.
import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen, within } from "@testing-library/react";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { makeTheme } from "../app/theme";
import type { PartnerRow, RunDetail } from "../ipc/api";
import { enumWords, t } from "../labels/t";
import { PartnersPart } from "./Partners";
import { readRunPlace, type RunPlace } from "./place";

const answers = vi.hoisted(() => ({ partners: undefined as unknown }));
vi.mock("../ipc/client", async (original) => ({
  ...(await original<object>()),
  useAnswer: (_capability: string, verb: string) => ({ data: answers[verb as keyof typeof answers], isPending: false, error: null, refetch: () => undefined }),
  useChange: () => ({ isPending: false, error: null, mutate: () => undefined }),
}));
vi.mock("../desk/session", () => ({ useDesk: () => ({ era: false, today: "2027-01-31", may: () => true }) }));

const detail = { run: { id: "r", status: "finished", apply_until: "2027-01-10" }, fields: {} } as unknown as RunDetail;
const row = (at: number, more: Partial<PartnerRow>) =>
  ({ org_id: String(at), org: `第${String(at).padStart(2, "0")}労組（架空）`, seats: 1, people: 1, applications: 1, certified: 0, state: "answered", due: [], locale: "ja", events: [], ...more }) as unknown as PartnerRow;
const rows = Array.from({ length: 60 }, (_, at) => row(at, at < 5 ? { state: "silent" } : at < 12 ? { due: ["results", "bill"] } : at < 20 ? { due: ["bill"] } : {}));

function Shown({ from, onPlace }: { from: RunPlace; onPlace(place: RunPlace): void }) {
  const [place, setPlace] = useState<RunPlace>(from);
  const go = (next: Partial<RunPlace>) => {
    setPlace({ ...place, ...next });
    onPlace({ ...place, ...next });
  };
  return <PartnersPart detail={detail} place={place} go={go} />;
}

function partners(from: RunPlace = {}) {
  answers.partners = rows;
  let last: RunPlace = from;
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <Shown from={from} onPlace={(place) => (last = place)} />
    </MantineProvider>,
  );
  return { place: () => last };
}

const look = (words: string, n: number) => screen.getByRole("button", { name: t("training.partners.look", { what: words, n }) });
const shown = () => screen.queryAllByRole("rowheader").map((head) => head.textContent);

test("how many stand where is told, one press shows them, and the rest is counted", () => {
  const { place } = partners();
  expect(shown()).toHaveLength(60);
  expect(screen.getByText(t("training.partners.all", { n: 60 }))).toBeTruthy();
  look(enumWords("partner_state", "silent"), 5);
  look(enumWords("partner_state", "answered"), 55);
  expect(screen.queryByRole("button", { name: new RegExp(enumWords("partner_state", "not_invited")) }), "nobody stands there").toBeNull();
  const bill = look(enumWords("partner_due", "bill"), 15);
  bill.focus();
  fireEvent.click(bill);
  expect(shown()).toHaveLength(15);
  expect(bill.getAttribute("aria-pressed")).toBe("true");
  expect(screen.getByText(t("training.partners.hidden", { n: 15, hidden: 45 }))).toBeTruthy();
  // What stands in the address is read again.
  expect(readRunPlace({ run: "r", part: "partners", ...place() })).toMatchObject({ look: "bill" });
  expect(readRunPlace({ look: "nowhere" }).look).toBeUndefined();
});

test("a partner is found by a part of its name, whatever its width, together with where it stands", () => {
  const { place } = partners({ look: "results" });
  expect(shown()).toHaveLength(7);
  const search = within(screen.getByRole("search")).getByRole("textbox");
  fireEvent.change(search, { target: { value: "１１" } });
  expect(shown()).toEqual(["第11労組（架空）"]);
  look(t("ui.all"), 1);
  fireEvent.change(search, { target: { value: "ない" } });
  expect(shown()).toEqual([]);
  expect(screen.getByText(t("training.none_found"))).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: t("ui.chips.clear") }));
  expect(shown()).toHaveLength(60);
  expect(place()).toEqual({ look: undefined, find: undefined });
});
