// What was begun in a case and not saved is asked about before the case goes; and a case ends before counselling began.
import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { makeTheme } from "../app/theme";
import type { CaseDetail, CounselRoom } from "../ipc/api";
import { enumWords, t } from "../labels/t";
import { Course } from "./Course";
import { Parts } from "./Parts";
import { StuckDraft } from "./Unsaved";

const sent = vi.hoisted(() => [] as { verb: string; input: Record<string, unknown> }[]);
const dropped = vi.hoisted(() => [] as unknown[]);
const stored = vi.hoisted(() => ({ room: {} as unknown, refusal: null as { code: string } | null }));
vi.mock("../ipc/client", async (original) => ({
  ...(await original<object>()),
  forgetAnswers: async () => undefined,
  useAnswer: (_capability: string, verb: string) => ({ data: verb === "room" ? stored.room : [] }),
  useChange: (_capability: string, verb: string) => ({
    isPending: false,
    error: stored.refusal,
    mutate: (input: Record<string, unknown>) => void sent.push({ verb, input }),
  }),
}));
vi.mock("../ipc/call", async (original) => ({
  ...(await original<object>()),
  call: async (_capability: string, _verb: string, input: unknown) => void dropped.push(input),
}));
vi.mock("@tanstack/react-router", () => ({ useNavigate: () => () => undefined }));
vi.mock("../desk/session", () => ({ useDesk: () => ({ today: "2026-10-31", era: false, officer: { id: "me", display_name: "見本" } }) }));

const of = (more: object) =>
  ({ id: "c", version: 1, case_no: "C-000001", status: "active", events: [], outcomes: [], why_not: [], dues: [], consents: [], drafts: [], parts: [], said_no: false, follow_up_on: null, ...more }) as unknown as CaseDetail;
const DRAFT = { case_id: "c", case_no: "C-000001", place: "note", at: "2026-10-31T01:00:00Z", content: { facts: "途中の話" } };
const shown = (part: React.ReactNode) => render(<MantineProvider theme={makeTheme()} env="test">{part}</MantineProvider>);
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

beforeEach(() => {
  sent.length = 0;
  dropped.length = 0;
  stored.refusal = null;
  stored.room = { counselors: [{ officer: "other", name: "架空 花子", ended_on: null, stale: false }], supervisors: [] } as unknown as CounselRoom;
});

test.each(["inquiry", "intake"])("at the %s a case ends as the core says it may, without a day of follow-up and with why there is none", (status) => {
  shown(<Course case={of({ status: status as CaseDetail["status"], events: ["close"], outcomes: ["withdrawn", "no_contact"] })} onWrite={undefined} />);
  press(t("cases.event.close"));
  const as = (outcome: string) => t("cases.close.as", { outcome: enumWords("close_outcome", outcome) });
  expect(screen.queryByRole("button", { name: as("goal_reached") })).toBeNull();
  press(as("withdrawn"));
  expect(sent).toEqual([
    { verb: "close", input: { case_id: "c", version: 1, closed_on: "2026-10-31", outcome: "withdrawn", follow_up_on: undefined, waived: t("cases.close.waived.not_begun"), reason: undefined } },
  ]);
});

test("a case that ended last week is closed on that day, and on none that cannot be read", () => {
  shown(<Course case={of({ events: ["close"], outcomes: ["withdrawn"] })} onWrite={undefined} />);
  press(t("cases.event.close"));
  const as = t("cases.close.as", { outcome: enumWords("close_outcome", "withdrawn") });
  const day = screen.getByRole("textbox", { name: new RegExp(`^${t("cases.close.on")}`) });
  fireEvent.change(day, { target: { value: "せんしゅう" } });
  expect(screen.getByRole("button", { name: as }).hasAttribute("disabled")).toBe(true);
  fireEvent.change(day, { target: { value: "2026/10/23" } });
  press(as);
  expect(sent[0]).toMatchObject({ verb: "close", input: { closed_on: "2026-10-23" } });
});

test("before a case ends a draft is told, and gone on with in one press", () => {
  const write = vi.fn();
  shown(<Course case={of({ events: ["close"], drafts: [DRAFT] })} onWrite={write} />);
  press(t("cases.event.close"));
  screen.getByText(t("cases.draft.first"));
  press(t("cases.draft.go_on"));
  expect(write).toHaveBeenCalledOnce();
});

test("before a case is handed over its draft is saved, or somebody says that it may go", () => {
  shown(<Parts case={of({ drafts: [DRAFT] })} may onWrite={() => undefined} />);
  press(t("cases.hand_over"));
  screen.getByText(t("cases.hand_over.drafts"));
  screen.getByRole("button", { name: t("cases.draft.go_on") });
  // Who stays keeps it.
  const stay = screen.getByRole("checkbox", { name: t("cases.hand_over.stay") });
  fireEvent.click(stay);
  expect(screen.queryByText(t("cases.hand_over.drafts"))).toBeNull();
  fireEvent.click(stay);
  fireEvent.click(screen.getByRole("checkbox", { name: t("cases.hand_over.drop_drafts") }));
  fireEvent.click(screen.getByRole("combobox", { name: new RegExp(`^${t("cases.hand_over.to")}`) }));
  fireEvent.click(screen.getByRole("option", { name: "架空 花子", hidden: true }));
  press(t("cases.hand_over.save"));
  expect(sent.at(-1)).toMatchObject({ verb: "hand_over", input: { officer: "other", stay: false, drop_drafts: true } });
});

test("a colleague's draft, of which only the core knows, is asked about when it refuses", () => {
  stored.refusal = { code: "draft_waits" };
  const part = { officer: "other", name: "架空 花子", part: "second", from_on: "2026-10-01", to_on: null, ended: false };
  shown(<Parts case={of({ parts: [part] })} may onWrite={undefined} />);
  screen.getByText(t("cases.unshare.drafts", { who: "架空 花子" }));
  press(t("cases.unshare.drop"));
  expect(sent).toEqual([{ verb: "unshare", input: { case_id: "c", officer: "other", drop_drafts: true } }]);
});

test("a draft that can be no note any more is read once more and dropped", () => {
  shown(<StuckDraft case={of({})} draft={DRAFT} />);
  screen.getByText(/途中の話/);
  press(t("cases.draft.drop"));
  expect(dropped).toEqual([{ case_id: "c", place: "note" }]);
});

test.each(["case_closed_long_ago", "case_never_taken"])("a case that cannot be reopened (%s) is followed by a new one that names it", (code) => {
  const long = { status: "closed", closed_on: "2025-02-01", events: ["reopen"], why_not: [{ event: "reopen", code }], person_id: "p", contact: "090" };
  shown(<Course case={of(long)} onWrite={undefined} />);
  press(t("cases.again"));
  fireEvent.change(screen.getByRole("textbox", { name: new RegExp(`^${t("cases.new.word")}`) }), { target: { value: "また相談したい" } });
  press(t("cases.new.save"));
  expect(sent).toEqual([
    { verb: "open_inquiry", input: { person_id: "p", name: undefined, contact: "090", channel: "phone", about: "また相談したい", objects_workplace: undefined, previous_case_id: "c" } },
  ]);
});

test("a case that can be reopened is reopened", () => {
  shown(<Course case={of({ status: "closed", closed_on: "2026-10-01", events: ["reopen"] })} onWrite={undefined} />);
  expect(screen.queryByRole("button", { name: t("cases.again") })).toBeNull();
});

test("that nobody is the member's superior is said at its own box, until it is ticked", () => {
  stored.refusal = { code: "C-01", about: { why: "supervisor" }, fields: [] } as never;
  shown(<Course case={of({ status: "inquiry", events: ["assign"] })} onWrite={undefined} />);
  press(t("cases.event.assign"));
  screen.getByText(t("cases.assign.look_first"));
  expect(screen.queryByRole("alert")).toBeNull();
  fireEvent.click(screen.getByRole("checkbox", { name: t("cases.assign.not_supervisor") }));
  expect(screen.queryByText(t("cases.assign.look_first"))).toBeNull();
});
