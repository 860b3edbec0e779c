// A union that offices share: founded and opened in the window, on a server that was started for the tests.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import test from "node:test";
import { audit, office } from "./harness.mjs";
import { label, PASSPHRASE } from "./union.mjs";

const address = process.env.KYOJO_TEST_PG;
const SKIP = address ? false : "no PostgreSQL server: run it through scripts/with-postgres, as run.mjs does";
/** It would fall apart in an address. */
const PASSWORD = "p@ss:/w%41rd?#&";

/** An empty database and the user who owns it, as an administrator prepares them. */
function prepared() {
  const name = `shared${randomBytes(6).toString("hex")}`;
  const tell = (statement) => execFileSync("psql", ["-qAt", "-d", address, "-c", statement]);
  tell(`CREATE ROLE ${name} LOGIN PASSWORD '${PASSWORD}'`);
  tell(`CREATE DATABASE ${name} OWNER ${name} ENCODING 'UTF8' TEMPLATE template0`);
  const { hostname, port } = new URL(address);
  return { host: hostname, port: Number(port || 5432), database: name, user: name };
}

async function describe(page, server, password = PASSWORD) {
  await page.getByRole("textbox", { name: label("desk.server.host") }).fill(server.host);
  await page.getByRole("textbox", { name: label("desk.server.port") }).fill(String(server.port));
  await page.getByRole("textbox", { name: label("desk.server.database") }).fill(server.database);
  await page.getByRole("textbox", { name: label("desk.server.user") }).fill(server.user);
  await page.getByRole("textbox", { name: label("desk.server.password") }).fill(password);
}

test("offices share a union: founded on a server, locked, opened again, and backed up by its administrator", { skip: SKIP }, async (t) => {
  const server = prepared();
  const place = `${server.host}:${server.port}/${server.database}`;
  const { page, call, restart } = await office(t, { patient: true });
  await page.getByText(label("desk.start.create"), { exact: true }).click();
  await page.getByRole("textbox", { name: label("desk.union_name") }).fill("試験ユニオン（架空）");
  await page.getByRole("textbox", { name: label("desk.login") }).fill("admin");
  await page.getByRole("textbox", { name: label("desk.passphrase.new"), exact: true }).fill(PASSPHRASE);
  await page.getByRole("textbox", { name: label("desk.passphrase.again") }).fill(PASSPHRASE);
  await page.getByRole("radio", { name: label("desk.where.server") }).check();
  await describe(page, server);
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await page.getByText(label("desk.recovery.keep.shared")).waitFor();
  await page.getByText(label("desk.recovery.server", { file: place, login: "admin" })).waitFor();
  await page.getByLabel(label("desk.recovery.noted")).check();
  await page.getByRole("button", { name: label("desk.recovery.done") }).click();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  const status = await call("desk", "status");
  assert.deepEqual([status.shared, status.place], [true, place]);
  assert.ok(!JSON.stringify(status).includes(PASSWORD));

  // A screen of 1280 pixels at 125 %: the band below names the server and leaves the window its width.
  await page.setViewportSize({ width: 1024, height: 640 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  const band = page.getByRole("contentinfo").getByText(place);
  assert.ok(await band.evaluate((name) => name.clientWidth > 100), "the place is still read");
  await page.setViewportSize({ width: 1280, height: 820 });

  // What is said of a file is not said here.
  await page.getByText(label("desk.status.backup.shared")).waitFor();
  await page.evaluate(() => void (location.hash = "/desk?part=backup"));
  await page.getByText(label("desk.backup.shared.text")).waitFor();
  assert.equal(await page.getByRole("button", { name: label("desk.backup.save") }).count(), 0);
  await page.getByRole("button", { name: label("desk.verify.run") }).click();
  await page.getByText(label("desk.verify.whole")).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.evaluate(() => void (location.hash = "/desk?part=union"));
  await page.getByText(label("desk.settings.place.shared", { place })).waitFor();

  // Locked, the server is known: the passphrase is enough.
  await page.keyboard.press("Control+l");
  await page.getByText(label("desk.open.server", { name: place })).waitFor();
  await page.getByRole("textbox", { name: label("desk.passphrase") }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();

  // From the first screen, as on the PC of another office.
  await call("desk", "lock");
  await restart();
  await page.getByRole("button", { name: label("desk.open.other.shared") }).click();
  await page.getByText(label("desk.start.shared"), { exact: true }).click();
  await describe(page, server, "wrong");
  await page.getByRole("textbox", { name: label("desk.passphrase"), exact: true }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await page.getByRole("textbox", { name: label("desk.server.password") }).fill(PASSWORD);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
});

test("the shared union that was used last is offered with all but its password", async (t) => {
  const { page } = await office(t);
  await page.getByRole("heading", { name: label("desk.start.title") }).waitFor();
  const server = { host: "db.example.jp", port: 5432, database: "roster", user: "officer", root_certificate: null };
  await page.evaluate((server) => {
    window.dispatchEvent(new CustomEvent("kyojo-signal", { detail: { signal: "shared", server } }));
  }, server);
  const password = page.getByRole("textbox", { name: label("desk.server.password") });
  await password.waitFor();
  assert.equal(await page.getByRole("textbox", { name: label("desk.server.host") }).inputValue(), server.host);
  assert.equal(await password.inputValue(), "");
  assert.ok(await password.evaluate((field) => field === document.activeElement), "what is missing is typed at once");
  assert.deepEqual(await audit(page), []);
});
