// The door: founding, locking, unlocking, recovery; by keyboard, and in words that say what to do.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { audit, office } from "./harness.mjs";
import { label, PASSPHRASE, union } from "./union.mjs";

test("a first officer founds a union with the keyboard alone and keeps the recovery sheet", async (t) => {
  const { page, folder, queueFile, call } = await office(t, { patient: true });
  const file = join(folder, "東都.kyojo");
  await page.getByRole("heading", { name: label("desk.start.title") }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: label("desk.start.create") }).waitFor();
  await page.keyboard.type("東都ものづくりユニオン");
  await page.keyboard.press("Tab");
  await page.keyboard.type("admin");
  await page.keyboard.press("Tab");
  await page.keyboard.type("山田 太郎");
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSPHRASE);
  const again = page.getByRole("textbox", { name: label("desk.passphrase.again") });
  while (!(await again.evaluate((field) => field === document.activeElement))) await page.keyboard.press("Tab");
  await page.keyboard.type(PASSPHRASE);
  const choose = page.getByRole("button", { name: label("ui.file.place") });
  while (!(await choose.evaluate((field) => field === document.activeElement))) await page.keyboard.press("Tab");
  await queueFile(file);
  await page.keyboard.press("Space");
  await page.getByText("東都.kyojo").waitFor();
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");

  await page.getByText(label("desk.recovery.keep")).waitFor();
  assert.deepEqual(await audit(page), []);
  const done = page.getByRole("button", { name: label("desk.recovery.done") });
  assert.equal(await done.isDisabled(), true, "nobody leaves the sheet behind unread");
  await page.getByLabel(label("desk.recovery.noted")).check();
  await done.click();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  assert.ok(existsSync(file));
  assert.equal((await call("desk", "status")).officer.display_name, "山田 太郎");
});

test("Ctrl+L locks and forgets; a wrong passphrase is refused in words, the right one opens", async (t) => {
  const { page, call } = await union(t);
  await page.keyboard.press("Control+l");
  const passphrase = page.getByRole("textbox", { name: label("desk.passphrase") });
  await passphrase.waitFor();
  assert.equal((await call("desk", "status")).state, "locked");
  await page.keyboard.type("ちがう あいことば");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /合言葉が違う/);
  assert.deepEqual(await audit(page), []);
  await passphrase.fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
});

test("a desk left alone locks by itself and says so", async (t) => {
  const { page, call } = await union(t);
  await page.clock.install();
  await page.reload();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  const { auto_lock_minutes: minutes } = await call("desk", "status");
  await page.clock.fastForward(minutes * 60_000 + 5_000);
  await page.getByText(label("desk.lock.rested")).waitFor();
  assert.equal((await call("desk", "status")).state, "locked");
});

test("with the recovery sheet an officer gets a new passphrase", async (t) => {
  const { page, folder, call, queueFile } = await union(t, { patient: true });
  const { code } = await call("desk", "recovery_sheet", { passphrase: PASSPHRASE });
  await call("desk", "lock");
  await page.reload();
  await page.getByRole("button", { name: label("desk.open.forgotten") }).click();
  await queueFile(join(folder, "u.kyojo"));
  await page.getByRole("button", { name: label("ui.file.choose") }).click();
  await page.getByRole("textbox", { name: label("desk.recover.code") }).fill(code.toLowerCase());
  await page.getByRole("textbox", { name: label("desk.passphrase.new"), exact: true }).fill("みどりの でんしゃ 7");
  await page.getByRole("textbox", { name: label("desk.passphrase.again") }).fill("みどりの でんしゃ 7");
  assert.deepEqual(await audit(page), []);
  await page.getByRole("button", { name: label("desk.recover.save") }).click();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
});

test("a backup is written, read again and restored as a new union", async (t) => {
  const { page, folder, go, queueFile } = await union(t, { patient: true });
  await go("/desk?part=backup");
  await queueFile(join(folder, "控え.kyojo-backup"));
  await page.getByRole("button", { name: label("desk.backup.save") }).click();
  await page.getByText(label("desk.backup.done", { name: "控え.kyojo-backup" })).waitFor();
  await page.getByRole("button", { name: label("desk.verify.run") }).click();
  await page.getByText(label("desk.verify.whole")).waitFor();

  await page.getByRole("button", { name: label("ui.lock") }).click();
  await page.getByRole("button", { name: label("desk.open.other") }).click();
  await page.getByText(label("desk.start.restore"), { exact: true }).click();
  await queueFile(join(folder, "控え.kyojo-backup"));
  await page.getByRole("group", { name: label("desk.restore.from") }).getByRole("button").click();
  await queueFile(join(folder, "戻した.kyojo"));
  await page.getByRole("group", { name: label("desk.restore.to") }).getByRole("button").click();
  await page.getByText("戻した.kyojo").waitFor();
  await page.getByRole("button", { name: label("desk.restore.save"), exact: true }).click();
  await page.getByRole("button", { name: label("desk.open.save"), exact: true }).click();
  await page.getByRole("textbox", { name: label("desk.passphrase") }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await page.getByText("戻した.kyojo").first().waitFor();
});

test("the unions used lately are opened and taken off the list with the keyboard; one that is gone says what to do", async (t) => {
  const { page, restart } = await office(t);
  const server = { host: "db.example.jp", port: 5432, database: "roster", schema: "east", user: "officer", root_certificate: null };
  let recent = [
    { kind: "file", file: { token: "file:1", name: "東都.kyojo" }, folder: "本部", there: true },
    { kind: "shared", server },
    { kind: "file", file: { token: "file:2", name: "出張用.kyojo" }, folder: null, there: false },
  ];
  await page.route("**/recent_unions", (route) => {
    const { forget } = route.request().postDataJSON();
    if (forget !== null) recent = recent.toSpliced(forget, 1);
    return route.fulfill({ json: { ok: recent } });
  });
  await restart();
  await page.getByRole("heading", { name: label("desk.recent") }).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.getByText(label("desk.recent.folder", { name: "本部" })).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText(label("desk.open.file", { name: "東都.kyojo" })).waitFor();
  await page.getByRole("button", { name: label("desk.open.forgotten") }).click();
  await page.getByText("東都.kyojo").waitFor();
  await page.getByRole("button", { name: label("ui.back") }).click();

  // Known but for its password.
  await page.getByRole("button", { name: /^roster\/east/ }).click();
  assert.equal(await page.getByRole("textbox", { name: label("desk.server.schema") }).inputValue(), "east");
  assert.equal(await page.getByRole("textbox", { name: label("desk.server.password") }).inputValue(), "");
  assert.deepEqual(await audit(page), []);
  await page.getByRole("button", { name: label("desk.open.forgotten") }).click();
  assert.equal(await page.getByRole("textbox", { name: label("desk.server.host") }).inputValue(), server.host, "it is not typed again");
  await page.getByRole("button", { name: label("ui.back") }).click();

  // The stick is put in after its file was missed.
  const gone = page.getByRole("button", { name: /^出張用/ });
  await page.getByText(label("desk.recent.gone")).waitFor();
  await gone.click();
  await page.getByText(label("desk.recent.gone")).waitFor();
  recent[2].there = true;
  await gone.click();
  await page.getByText(label("desk.open.file", { name: "出張用.kyojo" })).waitFor();
  await page.getByRole("button", { name: label("desk.open.other") }).click();

  for (const name of ["東都.kyojo", "roster/east", "出張用.kyojo"]) {
    const forget = page.getByRole("button", { name: new RegExp(`^${label("desk.recent.forget")}.*${name}`) });
    await forget.focus();
    await page.keyboard.press("Enter");
    await forget.waitFor({ state: "detached" });
  }
  assert.equal(await page.getByRole("heading", { name: label("desk.recent") }).count(), 0);
  await page.getByText(label("desk.start.open"), { exact: true }).waitFor();
});
