// Time in the window: the filter for a period, and figures of the movement that open their people.
import assert from "node:assert/strict";
import test from "node:test";
import { audit } from "./harness.mjs";
import { label, people, union } from "./union.mjs";

/** Two more members who joined this autumn, one of them in the east. */
async function autumn(desk) {
  const made = await people(desk, 8);
  const { call } = desk;
  for (const [at, unit_id] of [made.east, made.west].entries()) {
    const person = { family_name: "秋山", family_kana: "アキヤマ", given_name: `見本${at}`, given_kana: "ミホン", birth_on: `199${at}-05-01` };
    await call("members", "add", { person, unit_id, joined_on: "2026-10-01", eligible: true, not_a_duplicate: true, join_reason: "mid_career" });
  }
  // The page counted before they joined.
  await desk.restart();
  await desk.page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  return made;
}

test("who joined in a period is found by keyboard, told in a chip, and let go again", async (t) => {
  const desk = await union(t, { patient: true });
  await autumn(desk);
  const { page, go } = desk;
  await go("/members");
  await page.getByRole("status").getByText(label("members.found", { n: 10 })).waitFor();
  const control = page.getByRole("button", { name: new RegExp(`^${label("members.happened")}`) });
  await control.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("textbox", { name: label("members.period.from") }).fill("2026/11/1");
  await dialog.getByRole("textbox", { name: label("members.period.to") }).fill("2026/10/1");
  await dialog.getByText(label("members.period.order")).waitFor();
  await dialog.getByRole("textbox", { name: label("members.period.from") }).fill("2026/10/1");
  await dialog.getByRole("textbox", { name: label("members.period.to") }).fill("2026/10/31");
  await page.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("status").getByText(label("members.found", { n: 2 })).waitFor();
  const chip = label("members.chip.joined", { from: "2026年10月1日", to: "2026年10月31日" });
  await page.getByText(chip).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.getByRole("button", { name: label("ui.chips.remove", { what: chip }) }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText(label("members.found", { n: 10 })).waitFor();
});

test("a figure of the movement opens the list of exactly those it counts", async (t) => {
  const desk = await union(t, { patient: true });
  await autumn(desk);
  const { page, go } = desk;
  await go("/reports?report=R03");
  const pages = page.getByRole("navigation", { name: label("reports.pages") }).getByRole("button");
  await pages.first().waitFor();
  await page.getByRole("textbox", { name: label("members.as_of") }).fill("2026/10/31");
  await page.getByRole("textbox", { name: label("reports.from") }).fill("2026/4/1");
  assert.equal(await pages.count(), 3, "the officer may see names");
  for (let at = 0; at < 3; at += 1) {
    await pages.nth(at).click();
    await page.getByRole("article").waitFor();
    assert.deepEqual(await audit(page), [], `page ${at + 1}`);
  }
  await page.getByRole("checkbox", { name: label("reports.names") }).uncheck();
  await page.waitForFunction((name) => document.querySelectorAll(`nav[aria-label="${name}"] button`).length === 2, label("reports.pages"));
  await page.getByRole("checkbox", { name: label("reports.names") }).check();
  await pages.nth(2).waitFor();
  await pages.nth(1).click();
  const east = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "東支部" }) });
  const joined = east.getByRole("link").nth(1);
  assert.equal(await joined.innerText(), "1");
  await joined.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText(label("members.found", { n: 1 })).waitFor();
  await page.getByText("秋山 見本0").first().waitFor();
  await page.getByText(/に加入$/).first().waitFor();
  assert.deepEqual(await audit(page), []);
});

test("the sheet for the survey and the list of officers are looked at as pages", async (t) => {
  const desk = await union(t, { patient: true });
  await people(desk, 6);
  const { page, go } = desk;
  for (const report of ["R04", "R22"]) {
    await go(`/reports?report=${report}`);
    await page.getByRole("article").waitFor();
    assert.deepEqual(await audit(page), [], report);
  }
});

test("what is planned is listed and stands on the card, and a planned end is taken back", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 3);
  const { page, call, go } = desk;
  const { memberships } = await call("members", "card", { person_id: added[0].person_id });
  await call("members", "leave", { membership_id: memberships[0].id, version: memberships[0].version, left_on: "2099-03-31", end_reason: "retirement" });
  await go("/members/planned");
  await page.getByRole("row").filter({ hasText: label("enum.end_reason.retirement") }).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.getByRole("link", { name: "佐藤 見本0" }).focus();
  await page.keyboard.press("Enter");
  const card = page.getByRole("complementary");
  await card.getByText(label("members.planned.end", { reason: label("enum.end_reason.retirement") })).waitFor();
  await card.getByText(label("enum.status.active")).first().waitFor();
  assert.deepEqual(await audit(page), []);
  await card.getByRole("button", { name: label("members.planned.cancel") }).click();
  await card.getByRole("textbox").first().fill("退職の取りやめ");
  await page.keyboard.press("Control+Enter");
  await card.getByRole("button", { name: label("members.leave") }).waitFor();
  assert.deepEqual(await call("members", "planned"), []);
});

test("what an end cut off and somebody changed since is told when the end is taken back", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 2);
  const { page, call, go } = desk;
  const card = async () => (await call("members", "card", { person_id: added[0].person_id })).memberships[0];
  const { id: membership_id } = await card();
  await call("members", "start_condition", { membership_id, kind: "childcare", from_on: "2025-06-01" });
  await call("members", "leave", { membership_id, version: (await card()).version, left_on: "2099-03-31", end_reason: "retirement" });
  const [{ id, version }] = (await card()).conditions;
  await call("members", "end_condition", { id, version, to_on: "2098-03-31" });
  await go(`/members?person=${added[0].person_id}`);
  const panel = page.getByRole("complementary");
  await panel.getByRole("button", { name: label("members.planned.cancel") }).focus();
  await page.keyboard.press("Enter");
  await panel.getByRole("textbox").first().fill("退職の取りやめ");
  await page.keyboard.press("Control+Enter");
  const told = panel.getByRole("status").filter({ hasText: label("members.reinstate.left") });
  await told.getByText(label("enum.condition_kind.childcare")).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Enter");
  await panel.getByRole("button", { name: label("members.leave") }).waitFor();
  assert.equal((await card()).left_on, null);
});

test("a month is closed, and an entry that reaches back into it asks for the reason", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 6);
  const { page, call, go } = desk;
  await go("/reports/months");
  await page.getByText(label("reports.months.empty"), { exact: true }).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.getByRole("button", { name: label("reports.months.close") }).click();
  await page.getByRole("rowheader").first().waitFor();
  const [month] = await call("reports", "closed_months");
  assert.deepEqual([month.members, month.now], [6, 6]);
  await go(`/members?person=${added[0].person_id}`);
  await page.getByRole("button", { name: label("members.leave"), exact: true }).click();
  const form = page.getByRole("complementary");
  await form.getByRole("combobox", { name: label("members.column.end_reason") }).click();
  await page.getByRole("option", { name: label("enum.end_reason.employment_end"), exact: true }).click();
  await form.getByRole("textbox", { name: label("members.column.left_on") }).fill("2026/6/30");
  await form.getByRole("textbox", { name: label("members.closed.reason") }).waitFor();
  assert.deepEqual(await audit(page), []);
  await form.getByRole("button", { name: label("members.leave.save") }).click();
  await form.getByText(label("ui.fill_in")).first().waitFor();
  assert.equal((await call("members", "count")).n, 6, "nothing happens without the reason");
  await form.getByRole("textbox", { name: label("members.closed.reason") }).fill("会社からの連絡が遅れた");
  await page.keyboard.press("Control+Enter");
  await form.getByRole("button", { name: label("members.leave.save") }).waitFor({ state: "detached" });
  await go("/reports/months");
  await page.getByRole("cell", { name: "△1" }).waitFor();
  assert.deepEqual(await audit(page), []);
});

test("closing a unit asks where its members go", async (t) => {
  const desk = await union(t, { patient: true });
  const { east, west, added } = await people(desk, 4);
  const { page, call, go } = desk;
  await go(`/organizations?unit=${east}`);
  await page.getByRole("button", { name: label("organizations.unit.close"), exact: true }).click();
  const save = page.getByRole("button", { name: label("organizations.unit.close.save") });
  await page.getByRole("radiogroup").waitFor();
  assert.ok(await save.isDisabled(), "nobody is left behind unasked");
  assert.deepEqual(await audit(page), []);
  await page.getByRole("radio", { name: label("organizations.unit.close.each") }).check();
  await page.getByRole("combobox", { name: label("organizations.unit.close.to_of", { name: "髙橋 見本1" }) }).click();
  await page.getByRole("option", { name: "西支部", exact: true }).click();
  assert.deepEqual(await audit(page), []);
  await save.click();
  await save.waitFor({ state: "detached" });
  const tomorrow = "2099-01-01";
  assert.equal((await call("members", "count", { unit_id: west, as_of: tomorrow })).n, 3);
  assert.equal((await call("members", "count", { no_unit: true, as_of: tomorrow })).n, 1);
  assert.equal((await call("members", "count", { as_of: tomorrow })).n, added.length, "nobody vanishes");
});

test("another kind of employment asks from when, and a wrong move is corrected with its reason", async (t) => {
  const desk = await union(t, { patient: true });
  const { added, east, west, employer } = await people(desk, 2);
  const { page, call, go } = desk;
  const person_id = added[0].person_id;
  const card = async () => call("members", "card", { person_id });
  if ((await card()).employments.length === 0) {
    const employment = { employer_org_id: employer, employment_type: "permanent", from_on: "2015-04-01" };
    await call("members", "correct", { person_id, version: (await card()).version, employment });
  }
  await go(`/members?person=${person_id}`);
  const panel = page.getByRole("complementary");
  await panel.getByRole("button", { name: label("members.correct"), exact: true }).click();
  await panel.getByRole("combobox", { name: label("members.column.employment_type") }).click();
  await page.getByRole("option", { name: label("enum.employment_type.part_time"), exact: true }).click();
  await panel.getByRole("textbox", { name: label("members.correct.employment_type_from") }).fill("2026/7/1");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await panel.getByRole("button", { name: label("members.correct"), exact: true }).waitFor();
  const works = (await card()).employments;
  assert.deepEqual(works.map((work) => work.to_on).toSorted(), ["2026-06-30", null].toSorted());
  const { id: membership_id, assignments } = (await card()).memberships[0];
  const [unit_id, name] = assignments.at(-1).unit_id === west ? [east, "東支部"] : [west, "西支部"];
  await call("members", "move_unit", { membership_id, unit_id, from_on: "2026-09-15" });
  await go("/members");
  await go(`/members?person=${person_id}`);
  await panel.getByRole("button", { name: label("members.move"), exact: true }).click();
  await panel.getByRole("textbox", { name: label("members.move.from") }).fill("2026/9/1");
  await panel.getByRole("combobox", { name: label("members.move.to") }).click();
  await page.getByRole("option", { name, exact: true }).click();
  await page.keyboard.press("Control+Enter");
  await panel.getByText(/理由も入れて/).first().waitFor();
  assert.deepEqual(await audit(page), []);
  await panel.getByRole("textbox", { name: label("members.reason") }).fill("日付の誤り");
  await page.keyboard.press("Control+Enter");
  await panel.getByRole("button", { name: label("members.move"), exact: true }).waitFor();
  assert.deepEqual(
    (await card()).memberships[0].assignments.map((each) => each.from_on).toSorted().at(-1),
    "2026-09-01",
  );
});
