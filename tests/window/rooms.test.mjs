// The other rooms: units, employers, officers, settings, history.
import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { label, PASSPHRASE, people, union } from "./union.mjs";

test("units are added below one another, given headcounts and closed", async (t) => {
  const desk = await union(t);
  const { page, go, call } = desk;
  await go("/organizations");
  await page.getByRole("button", { name: label("organizations.unit.add") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: label("organizations.unit.label") }).fill("本部");
  await dialog.getByRole("button", { name: label("ui.save") }).click();
  await page.getByRole("treeitem", { name: /本部/ }).click();
  await page.getByRole("button", { name: label("organizations.unit.add_under", { label: "本部" }) }).click();
  await dialog.getByRole("textbox", { name: label("organizations.unit.label") }).fill("東支部");
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: label("ui.save") }).click();
  await page.getByRole("treeitem", { name: /東支部/ }).click();
  const panel = page.getByRole("complementary");
  await panel.getByText(label("members.majority.unknown")).waitFor();
  await panel.getByRole("button", { name: label("ui.add") }).click();
  await panel.getByRole("textbox", { name: label("organizations.headcount.workers") }).fill("120");
  await panel.getByRole("textbox", { name: label("organizations.headcount.eligible") }).fill("130");
  await panel.getByRole("textbox", { name: label("organizations.headcount.source") }).fill("会社提出の人員表");
  await panel.getByRole("button", { name: label("organizations.headcount.save") }).click();
  await panel.locator("[data-error]").first().waitFor();
  await panel.getByRole("textbox", { name: label("organizations.headcount.eligible") }).fill("100");
  await panel.getByRole("button", { name: label("organizations.headcount.save") }).click();
  await panel.getByRole("cell", { name: "120" }).waitFor();
  assert.deepEqual(await audit(page), []);
  await panel.getByRole("button", { name: label("organizations.unit.close"), exact: true }).click();
  await panel.getByRole("button", { name: label("organizations.unit.close.save") }).click();
  await page.getByText(/で終了/).first().waitFor();
  const units = await call("organizations", "units", { include_closed: true });
  assert.equal(units.filter((unit) => unit.to_on).length, 1);
});

test("an employer and its worksite are added and corrected", async (t) => {
  const desk = await union(t);
  const { page, go, call } = desk;
  await go("/organizations?part=employers");
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: label("organizations.employer.add") }).click();
  await dialog.getByRole("textbox", { name: label("organizations.employer.name") }).fill("架空電子株式会社");
  await dialog.getByRole("textbox", { name: label("organizations.employer.number") }).fill("1234567890123");
  await dialog.getByRole("button", { name: label("ui.save") }).click();
  await dialog.locator("[data-error]").first().waitFor();
  await dialog.getByRole("textbox", { name: label("organizations.employer.number") }).fill("7000012050002");
  await dialog.getByRole("button", { name: label("ui.save") }).click();
  await page.getByRole("button", { name: label("organizations.worksite.add") }).click();
  await dialog.getByRole("textbox", { name: label("organizations.employer.name") }).fill("見本工場");
  await dialog.getByRole("button", { name: label("ui.save") }).click();
  await page.getByRole("cell", { name: "見本工場", exact: true }).waitFor();
  assert.deepEqual(await audit(page), []);
  assert.equal((await call("organizations", "employers")).length, 2);
});

test("an officer gets a login, a role for a part of the union, and loses the role again", async (t) => {
  const desk = await union(t, { patient: true });
  await people(desk, 1);
  const { page, go, call } = desk;
  await go("/officers");
  await page.getByRole("button", { name: label("officers.add") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: label("officers.name") }).fill("見本 支部長");
  await dialog.getByRole("textbox", { name: label("desk.login") }).fill("east");
  await dialog.getByLabel(label("enum.role.branch_officer")).check();
  await dialog.getByRole("textbox", { name: label("desk.passphrase.new"), exact: true }).fill("みどりの でんしゃ 7");
  await dialog.getByRole("textbox", { name: label("desk.passphrase.again") }).fill("みどりの でんしゃ 7");
  await dialog.getByRole("button", { name: label("officers.add.save") }).click();
  await dialog.getByText(label("officers.scope.missing")).waitFor();
  await dialog.getByRole("combobox", { name: label("officers.scope") }).click();
  await page.getByRole("option", { name: /東支部/ }).click();
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: label("officers.add.save") }).click();
  await page.getByRole("rowheader", { name: "見本 支部長" }).waitFor();
  await page
    .getByRole("button", { name: label("officers.revoke.of", { name: "見本 支部長", role: label("enum.role.branch_officer") }) })
    .click();
  // It is asked, by name, before it is done.
  await dialog.getByText(label("officers.revoke.text")).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert.ok((await call("officers", "list")).find((each) => each.login === "east").grants.every((grant) => grant.to_on === null));
  await page
    .getByRole("button", { name: label("officers.revoke.of", { name: "見本 支部長", role: label("enum.role.branch_officer") }) })
    .click();
  await dialog.getByRole("button", { name: label("officers.revoke.do") }).click();
  await page.getByText(label("op.officers.revoke.named", { name: "見本 支部長", role: label("enum.role.branch_officer") })).waitFor();
  const officer = (await call("officers", "list")).find((each) => each.login === "east");
  assert.ok(officer.grants.every((grant) => grant.to_on !== null));
});

test("settings are saved, change the words of the screens, and are taken back from the history", async (t) => {
  const desk = await union(t);
  await people(desk, 1);
  const { page, go, call } = desk;
  await go("/desk");
  await page.getByRole("textbox", { name: label("desk.settings.level", { kind: label("enum.unit_kind.branch") }) }).fill("地区");
  await page.getByRole("button", { name: label("ui.save") }).click();
  await page.getByText(label("op.desk.save_settings")).first().waitFor();
  await go("/members");
  await page.getByRole("columnheader", { name: "地区" }).waitFor();
  await go("/desk?part=history");
  const row = page.getByRole("row").filter({ hasText: label("op.desk.save_settings") }).first();
  await row.getByRole("button", { name: label("ui.take_back") }).click();
  await page.getByText(label("desk.op.undone", { what: label("op.desk.save_settings") })).first().waitFor();
  assert.deepEqual(Object.keys((await call("desk", "settings")).labels), []);
});

test("the passphrase is changed after the present one was given", async (t) => {
  const { page, go } = await union(t, { patient: true });
  await go("/desk?part=passphrase");
  await page.getByRole("textbox", { name: label("desk.passphrase.old") }).fill("ちがう あいことば");
  await page.getByRole("textbox", { name: label("desk.passphrase.new"), exact: true }).fill("みどりの でんしゃ 7");
  await page.getByRole("textbox", { name: label("desk.passphrase.again") }).fill("みどりの でんしゃ 7");
  await page.getByRole("button", { name: label("desk.passphrase.change") }).click();
  await page.getByRole("alert").waitFor();
  await page.getByRole("textbox", { name: label("desk.passphrase.old") }).fill("あおぞら まきば 42");
  await page.getByRole("button", { name: label("desk.passphrase.change") }).click();
  await page.getByText(label("desk.passphrase.changed")).waitFor();
});

test("the language changes at once, for the page as well", async (t) => {
  const { page, go } = await union(t);
  await go("/desk?part=look");
  await page.getByLabel(label("enum.locale.en")).click();
  await page.getByRole("heading", { name: "Settings" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
});

test("an address opens no form and no part that the role has not, and a branch is told that the figures are its own", async (t) => {
  const desk = await union(t, { patient: true });
  const { east } = await people(desk, 6);
  const { page, go, call, restart, folder, offer } = desk;
  await call("officers", "add", { login: "viewer", display_name: "見本 閲覧者", passphrase: PASSPHRASE, roles: ["viewer"] });
  await call("officers", "add", { login: "east", display_name: "見本 支部長", passphrase: PASSPHRASE, roles: ["branch_officer"], unit_scope: east });
  const enter = async (login) => {
    await call("desk", "lock");
    await call("desk", "open", { file: await offer(join(folder, "u.kyojo")), login, passphrase: PASSPHRASE });
    await restart();
    await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  };
  await enter("viewer");
  await go("/desk?part=backup");
  await page.getByRole("tab", { name: label("desk.part.union"), selected: true }).waitFor();
  await go("/members?person=new");
  await page.getByRole("heading", { level: 1, name: label("members.title") }).waitFor();
  assert.equal(await page.getByRole("complementary", { name: label("members.add") }).count(), 0);
  await go("/support?open=new");
  await page.getByRole("heading", { level: 1, name: label("support.title") }).waitFor();
  assert.equal(await page.getByRole("complementary").count(), 0);
  assert.deepEqual(await audit(page), []);
  await enter("east");
  await page.getByRole("heading", { level: 2, name: label("desk.home.figures_of_part") }).waitFor();
  await page.getByText(label("desk.status.members_of_part", { n: 3 })).waitFor();
  assert.deepEqual(await audit(page), []);
});

test("the records of who did what are read whole at 125 %", async (t) => {
  const desk = await union(t, { viewport: { width: 1024, height: 640 } });
  const { page, go, call, folder, offer } = desk;
  await people(desk, 3);
  await call("reports", "write", { report: "R01", file: await offer(join(folder, "名簿.xlsx")), purpose: "職場集会の案内", recipient: "東支部" });
  for (const [place, name] of [
    ["/officers?part=audit", "officers.part.audit"],
    ["/officers?part=exports", "officers.part.exports"],
  ]) {
    await go(place);
    const record = page.getByRole("group", { name: label(name) });
    await record.getByText("試験 太郎").first().waitFor();
    assert.ok(await record.evaluate((box) => box.scrollWidth <= box.clientWidth), place);
    assert.deepEqual(await audit(page), []);
  }
});
