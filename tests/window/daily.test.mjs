// Small things of every day: what the screens say, lead to and leave out.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { audit, office } from "./harness.mjs";
import { label, PASSPHRASE, people, union } from "./union.mjs";

const rail = (page) => page.getByRole("navigation", { name: label("ui.rail") });

test("a former member comes back from the card, and a choice to rejoin can be taken back", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 2);
  const { page, go, call } = desk;
  const person_id = added[0].person_id;
  const before = await call("members", "card", { person_id });
  const panel = page.getByRole("complementary");

  await go("/members?person=new");
  await panel.getByRole("textbox", { name: label("members.column.family_name"), exact: true }).fill(before.person.family_name);
  await panel.getByRole("textbox", { name: label("members.column.given_name"), exact: true }).fill(before.person.given_name);
  await panel.getByRole("textbox", { name: label("members.column.birth_on") }).fill(before.person.birth_on);
  await panel.getByRole("combobox", { name: label("members.unit") }).click();
  await page.getByRole("option", { name: /東支部/ }).click();
  await panel.getByText(label("members.same.title")).waitFor();
  await panel.getByRole("button", { name: label("members.add.save"), exact: true }).click();
  await page.waitForTimeout(300);
  const rejoin = panel.getByRole("button", { name: label("members.same.rejoin") });
  assert.equal(await rejoin.count(), 0, "who is a member cannot come back");
  assert.equal(await panel.getByText("{names}").count(), 0, "a sentence without its names says nothing");
  await page.keyboard.press("Escape");
  await panel.getByRole("button", { name: label("ui.leave_form.leave") }).click();

  const { id, version } = before.memberships[0];
  await call("members", "leave", { membership_id: id, version, left_on: "2024-03-31", end_reason: "employment_end" });
  await desk.restart();
  await rail(page).waitFor();
  await go(`/members?person=${person_id}`);
  await panel.getByRole("button", { name: label("members.rejoin") }).click();
  await rejoin.click();
  assert.equal(await rejoin.getAttribute("aria-pressed"), "false");
  await rejoin.click();
  await panel.getByRole("combobox", { name: label("members.unit") }).click();
  await page.getByRole("option", { name: /西支部/ }).click();
  await panel.getByLabel(label("members.eligible")).check();
  await page.waitForTimeout(500);
  assert.equal(await rejoin.getAttribute("aria-pressed"), "true", "the choice is still to be seen");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await panel.getByRole("button", { name: label("members.leave") }).waitFor();
  const card = await call("members", "card", { person_id });
  assert.deepEqual(card.memberships.map((each) => each.status).toSorted(), ["active", "ended"]);
});

test("from the search one goes down into the list, and to former members where nobody is found", async (t) => {
  const desk = await union(t);
  const { added } = await people(desk, 4);
  const { page, go, call } = desk;
  const { memberships } = await call("members", "card", { person_id: added[1].person_id });
  await call("members", "leave", { membership_id: memberships[0].id, version: memberships[0].version, left_on: "2024-03-31", end_reason: "employment_end" });
  await go("/members");
  const find = page.getByRole("textbox", { name: label("members.find") });
  await find.fill("渡邊");
  await page.getByRole("status").getByText(label("members.found", { n: 1 })).waitFor();
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "grid");
  await find.focus();
  await page.getByRole("gridcell", { name: /渡邊/ }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("complementary").getByText(label("members.part.membership")).waitFor();
  await page.keyboard.press("Escape");
  await find.fill("髙橋");
  await page.getByRole("button", { name: label("members.none_found.all") }).click();
  await page.getByRole("status").getByText(label("members.found", { n: 1 })).waitFor();
});

test("Ctrl+K leads to everybody who matches and knows a report by its number", async (t) => {
  const desk = await union(t, { patient: true });
  await people(desk, 12);
  const { page } = desk;
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: label("ui.palette.title") }).fill("見本");
  await page.getByRole("option", { name: label("ui.palette.all", { text: "見本" }) }).click();
  await page.getByRole("status").getByText(label("members.found", { n: 12 })).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: label("ui.palette.title") }).fill("R02");
  // Chosen by hand: which option Enter takes depends on whether the search among people has answered yet.
  await page.getByRole("option", { name: /組織現勢/ }).first().click();
  await page.waitForURL(/report=R02/);
});

test("who may not enter a room sees no door to it", async (t) => {
  const desk = await union(t, { patient: true });
  const { east } = await people(desk, 2);
  const { page, call } = desk;
  await call("officers", "add", { login: "east", display_name: "見本 支部長", passphrase: "みどりの でんしゃ 7", roles: ["branch_officer"], unit_scope: east });
  await page.keyboard.press("Control+l");
  await page.getByRole("textbox", { name: label("desk.login") }).fill("east");
  await page.getByRole("textbox", { name: label("desk.passphrase") }).fill("みどりの でんしゃ 7");
  await page.keyboard.press("Enter");
  await rail(page).waitFor();
  const { officer } = await call("desk", "status");
  assert.ok(!officer.rights.includes("see_officers") && !officer.rights.includes("import_roster"), "the role of this test");
  assert.equal(await rail(page).getByRole("link", { name: label("ui.rail.officers") }).count(), 0);
  assert.equal(await rail(page).getByRole("link", { name: label("ui.rail.members") }).count(), 1);
  await page.keyboard.press("Control+i");
  await page.waitForTimeout(400);
  assert.doesNotMatch(page.url(), /import/);
});

test("the persons in no unit stand below the tree, so that the numbers add up", async (t) => {
  const desk = await union(t);
  const { employer } = await people(desk, 2);
  const { page, go, call, folder } = desk;
  assert.ok(employer);
  await go("/organizations");
  await page.getByRole("treeitem").first().waitFor();
  assert.equal(await page.getByText(label("organizations.no_unit")).count(), 0, "nothing is said of nobody");
  const file = join(folder, "名簿_見本.csv");
  writeFileSync(file, "\ufeff社員番号,氏名,生年月日\r\n000903,小林 見本,1993/4/30\r\n");
  await desk.dropFile(file);
  await page.getByRole("button", { name: label("members.import.to_confirm") }).click();
  await page.getByRole("button", { name: label("members.import.write.created", { n: 1 }) }).click();
  await page.getByRole("heading", { name: label("members.import.done") }).waitFor();
  assert.equal((await call("members", "count", { no_unit: true })).n, 1);
  await go("/organizations");
  await page.getByRole("link", { name: label("organizations.no_unit") }).click();
  await page.waitForURL(/unit=none/);
});

test("what a report is refused for stands at its field", async (t) => {
  const desk = await union(t, { patient: true });
  await people(desk, 6);
  const { page, go } = desk;
  await go("/reports?report=meeting-pack");
  await page.getByRole("article").waitFor();
  const from = page.getByRole("textbox", { name: label("reports.from") });
  await from.fill("2999/4/1");
  await page.locator(`[data-error]`).first().waitFor();
  assert.equal(await from.getAttribute("aria-invalid"), "true");
  assert.equal(await page.getByRole("button", { name: label("ui.retry") }).count(), 0, "trying again would not help");
  assert.deepEqual(await audit(page), []);
  await go("/reports?report=R01");
  await page.getByRole("article").waitFor();
  assert.equal(await from.count(), 0, "the roster has no period");
});

test("days in sentences are written as the union writes them, at the field they are about (M-09)", async (t) => {
  const desk = await union(t);
  const { added } = await people(desk, 1);
  const { page, go, call } = desk;
  const settings = await call("desk", "settings");
  await call("desk", "save_settings", { ...settings, era_display: true });
  await desk.restart();
  await rail(page).waitFor();
  await go(`/members?person=${added[0].person_id}`);
  const panel = page.getByRole("complementary");
  await panel.getByRole("button", { name: label("members.leave") }).click();
  await panel.getByRole("combobox", { name: label("members.column.end_reason") }).click();
  await page.getByRole("option", { name: label("enum.end_reason.resignation") }).click();
  const left = panel.getByRole("textbox", { name: label("members.column.left_on") });
  await left.fill("2019/1/1");
  await panel.getByRole("button", { name: label("members.leave.save") }).click();
  await panel.getByText(label("error.M-09", { joined_on: "令和2年4月1日" })).waitFor();
  assert.equal(await left.getAttribute("aria-invalid"), "true");
  assert.ok(await left.evaluate((field) => field === document.activeElement));
  await left.fill("6/4/1");
  await panel.getByRole("button", { name: "令和6年(2024)4月1日" }).waitFor();
});

test("a day on which a consent was taken back can be given", async (t) => {
  const desk = await union(t);
  const { added } = await people(desk, 1);
  const { page, go, call } = desk;
  const person_id = added[0].person_id;
  await call("members", "give_consent", { person_id, purpose: "survey", granted_on: "2026-04-01", method: "written", notice_version: "2026年4月版" });
  await go(`/members?person=${person_id}`);
  const panel = page.getByRole("complementary");
  await panel.getByRole("button", { name: label("members.consent.withdraw_of", { what: label("enum.consent_purpose.survey") }) }).click();
  await panel.getByRole("textbox", { name: label("members.consent.withdrawn_on") }).fill("2026/5/1");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Enter");
  await panel.getByText(label("members.consent.withdrawn")).first().waitFor();
  await panel.getByRole("button", { name: label("members.consent.add") }).waitFor();
  const { consents } = await call("members", "card", { person_id });
  assert.equal(consents[0].withdrawn_on, "2026-05-01");
});

test("the trail and the check of the file speak in words", async (t) => {
  const desk = await union(t, { patient: true });
  await people(desk, 2);
  const { page, go } = desk;
  await go("/officers?part=audit");
  await page.getByRole("row").nth(3).waitFor();
  assert.doesNotMatch(await page.getByRole("table").innerText(), /search_key|kana_key|_id\b|to_on/);
  await go("/desk?part=backup");
  await page.getByRole("button", { name: label("desk.verify.run") }).click();
  await page.getByText(label("desk.verify.whole")).waitFor();
  assert.doesNotMatch(await page.getByRole("status").filter({ hasText: label("desk.verify.whole") }).innerText(), /[a-z]_[a-z]/);
  await page.getByText(label("desk.verify.more")).click();
  await page.getByText("op_change").waitFor();
});

test("the door offers first what is wanted every day", async (t) => {
  const desk = await office(t);
  const { page } = desk;
  const first = page.getByRole("main").getByRole("button").first();
  await page.getByText(label("desk.start.create"), { exact: true }).waitFor();
  assert.match(await first.innerText(), new RegExp(label("desk.start.create")));
  await page.evaluate(() => localStorage.setItem("kyojo.been", "yes"));
  await page.reload();
  await page.getByText(label("desk.start.create"), { exact: true }).waitFor();
  assert.match(await first.innerText(), new RegExp(label("desk.start.open")));
});

test("the recovery key is copied with a word about it, and can be seen again", async (t) => {
  const desk = await union(t, { patient: true });
  const { page, go } = desk;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await go("/desk?part=passphrase");
  await page.getByRole("textbox", { name: label("desk.passphrase"), exact: true }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("region", { name: label("desk.recovery.title") });
  await sheet.getByText(label("desk.recovery.file", { file: "u.kyojo", login: "admin" })).waitFor();
  assert.ok(await sheet.evaluate((element) => element === document.activeElement), "the sheet is read from its top");
  assert.deepEqual(await audit(page), []);
  await page.getByRole("button", { name: label("desk.recovery.copy") }).click();
  await page.getByText(label("desk.recovery.copied")).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^[0-9A-Z]+(-[0-9A-Z]+)+$/);
});
