// A run of sixty organisations and hundreds of people: what is looked for is not scrolled for.
import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { makeTheme } from "../app/theme";
import type { Board, CertificateRow, EnrolmentRow, OrgSeats, RunDetail } from "../ipc/api";
import { t } from "../labels/t";
import { BoardPart } from "./Board";
import { CertificatesPart } from "./Certificates";

const answers = vi.hoisted(() => ({ board: undefined as unknown, certificates: undefined as unknown }));
vi.mock("../ipc/client", async (original) => ({
  ...(await original<object>()),
  useAnswer: (_capability: string, verb: string) => ({ data: answers[verb as keyof typeof answers], isPending: false, error: null, refetch: () => undefined }),
  useChange: () => ({ isPending: false, error: null, mutate: () => undefined }),
  useSettling: () => false,
}));
vi.mock("../desk/session", () => ({ useDesk: () => ({ era: false, today: "2027-01-31", may: (right: string) => right === "see_training" }) }));

const detail = { run: { id: "r", code: "C01-1" }, minutes: 240 } as RunDetail;
const n = (at: number) => String(at).padStart(3, "0");
const shown = (part: React.ReactNode) => render(<MantineProvider theme={makeTheme()} env="test">{part}</MantineProvider>);

test("of sixty organisations the first stand above the people, the chosen one is there, and the others are one press away", () => {
  const organisations = Array.from({ length: 60 }, (_, at) => ({ org_id: n(at), org: `第${n(at)}労組（架空）`, quota: 1, quota_used: 0, common_used: 0, applied: 0, offered: 0, waiting: 0 }) as OrgSeats);
  const run = { id: "r", capacity: 60, confirmed: 0, offered: 0, waiting: 0, applied: 0 };
  answers.board = { run, organisations, rows: [], next: [], due: [], free: 60, common: 0, common_free: 0, released: false, unseen: 0 } as unknown as Board;
  shown(<BoardPart detail={detail} place={{ org: "040" }} go={() => undefined} />);
  expect(screen.getAllByRole("button", { name: /^第\d+労組/ })).toHaveLength(13);
  expect(screen.getByRole("button", { name: "第040労組（架空）" })).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: t("training.orgs.more", { n: 47 }) }));
  expect(screen.getAllByRole("button", { name: /^第\d+労組/ })).toHaveLength(60);
});

test("a certificate among hundreds is found by name or number", () => {
  const people = Array.from({ length: 210 }, (_, at) => ({ id: n(at), name: `見本 ${n(at)}`, kana: null, org: "あかね労組（架空）", status: "certified", certificate: `2026-C01-${n(at)}`, assignment_on: null, minutes: 240, lacks: [] }) as unknown as EnrolmentRow);
  answers.board = { rows: people } as Board;
  answers.certificates = people.map((row) => ({ id: row.id, number: row.certificate, name: row.name, org: row.org, issued_on: "2027-01-21", revoked_on: null })) as CertificateRow[];
  shown(<CertificatesPart detail={detail} place={{}} go={() => undefined} />);
  const rows = () => document.querySelectorAll("tbody tr").length;
  expect(rows(), "the first 200 of both tables").toBe(400);
  const field = screen.getByLabelText(t("training.find.certificate"));
  fireEvent.change(field, { target: { value: "C01-204" } });
  fireEvent.keyDown(field, { key: "Enter" });
  expect(rows()).toBe(2);
  expect(screen.getAllByText("見本 204")).toHaveLength(2);
}, 20_000);
