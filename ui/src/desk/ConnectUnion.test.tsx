import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { makeTheme } from "../app/theme";
import { client } from "../ipc/client";
import type { KnownServer } from "../ipc/host";
import { t } from "../labels/t";
import { ConnectUnion } from "./ConnectUnion";
import { CreateUnion } from "./CreateUnion";
import { serverFaults, serverInput, serverValues } from "./ServerFields";

const sent = vi.hoisted(() => [] as [verb: string, input: Record<string, unknown>][]);
vi.mock("../ipc/call", () => ({
  newJob: () => "job",
  call: async (_capability: string, verb: string, input: Record<string, unknown>) => {
    sent.push([verb, input]);
    return { recovery_code: "AAAA-BBBB", status: { place: "db.example.jp/roster" } };
  },
}));
vi.mock("../ipc/host", () => ({
  host: { pickFile: async (purpose: string) => ({ token: `file:${purpose}`, name: "root.pem" }) },
}));

const KNOWN: KnownServer = { host: "db.example.jp", port: 5433, database: "roster", user: "officer", root_certificate: null };
const PASSWORD = " p@ss:/w%41rd ";

beforeEach(() => {
  sent.length = 0;
  client.clear();
});

function show(page: React.ReactNode) {
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <QueryClientProvider client={client}>{page}</QueryClientProvider>
    </MantineProvider>,
  );
}

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(new RegExp(`^${name}( \\*)?$`));
const type = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });

test("what is typed of a server is tidied, its password is taken as it is", () => {
  const values = { ...serverValues(), host: " db.example.jp ", database: "roster ", user: " officer", password: PASSWORD };
  expect(serverInput(values)).toEqual({ ...KNOWN, port: 5432, schema: undefined, password: PASSWORD, root_certificate: undefined });
  expect(serverInput({ ...values, schema: " east " })?.schema).toBe("east");
  expect(Object.keys(serverFaults(serverValues()))).toEqual(["host", "database", "user", "password"]);
  for (const port of ["", 0, 65_536] as const) expect(serverInput({ ...values, port })).toBeUndefined();
});

test("the server used last is offered, and only its password and the passphrase are typed", async () => {
  show(<ConnectUnion known={KNOWN} onBack={() => undefined} onRecover={() => undefined} />);
  expect(field(t("desk.server.host")).value).toBe("db.example.jp");
  expect(field(t("desk.server.password")).value).toBe("");
  fireEvent.click(screen.getByRole("button", { name: t("desk.open.save") }));
  expect(sent).toEqual([]);
  expect(screen.getAllByText(t("ui.fill_in"))).toHaveLength(2);

  type(t("desk.server.password"), PASSWORD);
  type(t("desk.passphrase"), "あおぞら まきば 42");
  fireEvent.click(screen.getByRole("button", { name: t("ui.file.choose") }));
  await screen.findByText("root.pem");
  fireEvent.keyDown(field(t("desk.passphrase")), { key: "Enter" });
  await waitFor(() => expect(sent).toHaveLength(1));
  const server = { ...KNOWN, password: PASSWORD, root_certificate: "file:open_certificate" };
  expect(sent[0]).toEqual(["open", { server, login: undefined, passphrase: "あおぞら まきば 42" }]);
});

test("a union founded on a server has a sheet that says where it is kept", async () => {
  show(<CreateUnion onBack={() => undefined} />);
  fireEvent.click(screen.getByRole("radio", { name: t("desk.where.server") }));
  expect(screen.getByText(t("desk.server.found"))).toBeTruthy();
  type(t("desk.union_name"), "試験ユニオン（架空）");
  type(t("desk.login"), "admin");
  type(t("desk.passphrase.new"), "あおぞら まきば 42");
  fireEvent.change(screen.getByLabelText(/もう一度/), { target: { value: "あおぞら まきば 42" } });
  type(t("desk.server.host"), "db.example.jp");
  type(t("desk.server.database"), "roster");
  type(t("desk.server.user"), "officer");
  type(t("desk.server.password"), PASSWORD);
  fireEvent.click(screen.getByRole("button", { name: t("desk.create.save.shared") }));
  await screen.findByText(t("desk.recovery.server", { file: "db.example.jp/roster", login: "admin" }));
  expect(screen.getByText(t("desk.recovery.keep.shared"))).toBeTruthy();
  const [verb, input] = sent[0]!;
  expect([verb, input["file"], input["server"]]).toEqual(["create", undefined, { ...KNOWN, port: 5432, password: PASSWORD, root_certificate: undefined }]);
});
