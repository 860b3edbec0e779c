// The roster: people are added, found, moved and taken back, with the keyboard and with an input method.
import assert from "node:assert/strict";
import test from "node:test";
import { audit, commitConversion } from "./harness.mjs";
import { label, people, union } from "./union.mjs";

const cell = (page, words) => page.getByRole("gridcell", { name: words });

test("a person is found by any kana as one types, and the filter says so", async (t) => {
  const desk = await union(t);
  await people(desk);
  const { page, go } = desk;
  await go("/members");
  await page.getByRole("grid").waitFor();
  await page.keyboard.press("Control+f");
  for (const typed of ["さとう", "ｻﾄｳ", "サトウ", "佐藤"]) {
    await page.getByRole("textbox", { name: label("members.find") }).fill(typed);
    await page.getByRole("status").getByText(label("members.found", { n: 3 })).waitFor();
    assert.equal(await cell(page, "髙橋").count(), 0, typed);
  }
  await page.getByRole("group", { name: label("ui.chips") }).getByText("「佐藤」").waitFor();
  assert.match(page.url(), /find=/);
  await page.getByRole("button", { name: label("ui.chips.clear") }).click();
  await page.getByRole("status").getByText(label("members.found", { n: 12 })).waitFor();
});

test("the list is walked, sorted and opened with the keyboard alone", async (t) => {
  const desk = await union(t);
  await people(desk);
  const { page, go } = desk;
  await go("/members");
  const grid = page.getByRole("grid");
  await cell(page, "佐藤").first().waitFor();
  await grid.focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await page.waitForURL(/sort=member_no/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary");
  await panel.getByText(label("members.part.membership")).waitFor();
  assert.deepEqual(await audit(page), []);
  const first = await panel.getByRole("heading", { level: 2 }).innerText();
  await page.keyboard.press("Alt+ArrowDown");
  await page.waitForFunction((name) => document.querySelector("aside h2")?.textContent !== name, first);
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
});

test("a second order is added by Shift, by the keyboard and from the menu, is marked, said and kept in the address", async (t) => {
  const desk = await union(t);
  await people(desk);
  const { page, go } = desk;
  await go("/members");
  const grid = page.getByRole("grid");
  await cell(page, "佐藤").first().waitFor();
  const head = (key) => page.getByRole("columnheader").filter({ hasText: label(`members.column.${key}`) });
  await head("joined_on").getByRole("button").click();
  await page.waitForURL(/sort=joined_on/);
  await head("member_no").getByRole("button").click({ modifiers: ["Shift"] });
  await page.waitForURL(/second=member_no/);
  assert.match(await head("joined_on").innerText(), /▲1/);
  assert.match(await head("member_no").innerText(), /▲2/);
  assert.equal(await head("member_no").getAttribute("aria-sort"), "ascending");
  await page.getByText(label("ui.grid.sorted_up", { column: label("members.column.member_no") })).waitFor();
  const numbers = async () => {
    await page.waitForTimeout(200);
    const cells = await grid.locator('[role="row"] [data-pinned]').allInnerTexts();
    return cells.filter((words) => /^\d+$/.test(words.trim()));
  };
  const up = await numbers();
  assert.deepEqual(up, up.toSorted());
  assert.deepEqual(await audit(page), []);
  // From the keyboard: to the head, and Shift+Enter; the other way round, and no more.
  await grid.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+Enter");
  await page.waitForURL(/second_descending=true/);
  const down = await numbers();
  assert.deepEqual(down, up.toReversed());
  await page.keyboard.press("Shift+Enter");
  await page.waitForFunction(() => !location.hash.includes("second="));
  await page.getByRole("button", { name: label("members.more") }).click();
  await page.getByRole("menuitem", { name: label("members.column.member_no") }).click();
  await page.waitForURL(/second=member_no/);
});

test("Enter that commits a conversion submits nothing, in either order of events", async (t) => {
  const desk = await union(t);
  await people(desk, 2);
  const { page, go } = desk;
  for (const order of ["webkit", "chromium"]) {
    await go("/");
    await page.keyboard.press("Control+k");
    const box = page.getByRole("combobox", { name: label("ui.palette.title") });
    await box.waitFor();
    await commitConversion(page, "鍵をかける", order);
    await page.getByRole("option").first().waitFor();
    assert.equal((await desk.call("desk", "status")).state, "open", `${order}: the command ran`);
    await page.keyboard.press("Escape");
    await box.waitFor({ state: "detached" });
  }
});

test("a member is added, announced, and taken back with Ctrl+Z", async (t) => {
  const desk = await union(t);
  await people(desk, 2);
  const { page, go, call } = desk;
  await go("/members");
  await page.getByRole("grid").waitFor();
  await page.keyboard.press("Control+n");
  const panel = page.getByRole("complementary");
  await panel.getByRole("textbox", { name: label("members.column.family_name"), exact: true }).fill("見本");
  await panel.getByRole("textbox", { name: label("members.column.family_kana"), exact: true }).fill("みほん");
  await panel.getByRole("textbox", { name: label("members.column.birth_on") }).fill("S60.4.2");
  await panel.getByText("昭和60年").waitFor();
  await panel.getByRole("textbox", { name: label("members.column.joined_on") }).fill("R6.4.1");
  await panel.getByRole("combobox", { name: label("members.unit") }).click();
  await page.getByRole("option", { name: /東支部/ }).click();
  await panel.getByLabel(label("members.eligible")).check();
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await panel.getByText(label("members.part.history")).waitFor();
  assert.equal((await call("members", "count")).n, 3);
  await page.getByRole("status").filter({ hasText: "見本" }).first().waitFor();
  await page.getByRole("grid").focus();
  await page.keyboard.press("Control+z");
  await page.getByText(/元に戻しました/).first().waitFor();
  assert.equal((await call("members", "count")).n, 2);
});

test("someone who looks like a member already there is asked about before saving (M-01)", async (t) => {
  const desk = await union(t);
  const { added } = await people(desk, 2);
  const { page, go, call } = desk;
  const card = await call("members", "card", { person_id: added[0].person_id });
  await go("/members?person=new");
  const panel = page.getByRole("complementary");
  await panel.getByRole("textbox", { name: label("members.column.family_name"), exact: true }).fill(card.person.family_name);
  await panel.getByRole("textbox", { name: label("members.column.given_name"), exact: true }).fill(card.person.given_name);
  await panel.getByRole("textbox", { name: label("members.column.birth_on") }).fill(card.person.birth_on);
  await panel.getByRole("combobox", { name: label("members.unit") }).click();
  await page.getByRole("option", { name: /東支部/ }).click();
  await panel.getByText(label("members.same.title")).waitFor();
  assert.deepEqual(await audit(page), []);
});

test("a member moves and leaves; an expulsion asks for its resolution (M-08)", async (t) => {
  const desk = await union(t);
  const { added } = await people(desk, 2);
  const { page, go, call } = desk;
  const person_id = added[0].person_id;
  await go(`/members?person=${person_id}`);
  const panel = page.getByRole("complementary");
  await panel.getByRole("button", { name: label("members.move"), exact: true }).click();
  await panel.getByRole("combobox", { name: label("members.move.to") }).click();
  await page.getByRole("option", { name: /東支部/ }).click();
  await panel.getByRole("button", { name: label("members.move.save"), exact: true }).click();
  await panel.getByText(/東支部/).first().waitFor();

  await panel.getByRole("button", { name: label("members.leave") }).click();
  await panel.getByRole("combobox", { name: label("members.column.end_reason") }).click();
  await page.getByRole("option", { name: label("enum.end_reason.expulsion") }).click();
  await panel.getByRole("button", { name: label("members.leave.save") }).click();
  assert.equal(await panel.getByText(label("ui.fill_in")).count(), 4, "organ, days and text are asked for");
  assert.deepEqual(await audit(page), []);
  await panel.getByRole("combobox", { name: label("members.column.end_reason") }).click();
  await page.getByRole("option", { name: label("enum.end_reason.resignation") }).click();
  await panel.getByRole("button", { name: label("members.leave.save") }).click();
  await panel.getByText(label("enum.status.ended")).first().waitFor();
  const card = await call("members", "card", { person_id });
  assert.equal(card.memberships[0].end_reason, "resignation");
});

test("contacts and consents are kept on the card and ended, not removed", async (t) => {
  const desk = await union(t);
  const { added } = await people(desk, 2);
  const { page, go, call } = desk;
  const person_id = added[0].person_id;
  await go(`/members?person=${person_id}`);
  const panel = page.getByRole("complementary");
  await panel.getByRole("button", { name: label("members.contact.add") }).click();
  await panel.getByRole("textbox", { name: label("enum.contact_kind.mobile") }).fill("０９０-0000-0000");
  await panel.getByRole("button", { name: label("ui.save") }).click();
  await panel.getByText("0000-0000").waitFor();
  await panel.getByRole("button", { name: label("members.consent.add") }).click();
  await panel.getByRole("combobox", { name: label("members.consent.purpose") }).click();
  await page.getByRole("option", { name: label("enum.consent_purpose.federation_share") }).click();
  await panel.getByRole("textbox", { name: label("members.consent.notice") }).fill("2026年4月版");
  await panel.getByRole("button", { name: label("members.consent.save") }).click();
  const what = label("enum.consent_purpose.federation_share");
  await panel.getByRole("button", { name: label("members.consent.withdraw_of", { what }) }).waitFor();
  assert.deepEqual(await audit(page), []);
  const card = await call("members", "card", { person_id });
  assert.equal(card.contacts.length, 1);
  assert.equal(card.consents[0].purpose, "federation_share");
});

test("columns are chosen and stay chosen", async (t) => {
  const desk = await union(t);
  await people(desk, 2);
  const { page, go, restart } = desk;
  await go("/members");
  await page.getByRole("button", { name: label("ui.columns") }).click();
  await page.getByRole("checkbox", { name: label("members.column.birth_on") }).check();
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Escape");
  await page.getByRole("columnheader", { name: label("members.column.birth_on") }).waitFor();
  await restart();
  await go("/members");
  await page.getByRole("columnheader", { name: label("members.column.birth_on") }).waitFor();
});

test("a list that was narrowed and is whole again shows everybody, not those of before", async (t) => {
  const desk = await union(t);
  await people(desk);
  const { page, go } = desk;
  await go("/members");
  await page.getByRole("status").getByText(label("members.found", { n: 12 })).waitFor();
  const last = page.getByRole("row").nth(12);
  await last.getByText(/見本/).waitFor();
  const whole = await last.innerText();
  await page.getByRole("textbox", { name: label("members.find") }).fill("渡邊");
  await page.getByRole("status").getByText(label("members.found", { n: 3 })).waitFor();
  await page.getByRole("row").nth(3).getByText(/渡邊/).click();
  const name = await page.getByRole("complementary").getByRole("heading", { level: 2 }).innerText();
  await page.getByRole("button", { name: label("ui.chips.clear") }).click();
  await page.getByRole("status").getByText(label("members.found", { n: 12 })).waitFor();
  await page.waitForTimeout(500);
  assert.equal(await last.innerText(), whole);
  const open = page.getByRole("row", { selected: true });
  assert.equal(await open.count(), 1);
  assert.match(await open.innerText(), new RegExp(name.split(/\s/)[1]), "the row that is open is marked, wherever it stands now");
});

test("a form that is not complete leads to the first field to mend", async (t) => {
  const desk = await union(t);
  await people(desk, 2);
  const { page, go } = desk;
  await go("/members?person=new");
  const panel = page.getByRole("complementary");
  const first = panel.getByRole("textbox", { name: label("members.column.family_name"), exact: true });
  const focused = (field) => field.evaluate((field) => field === document.activeElement);
  await first.waitFor();
  assert.ok(await focused(first), "one types at once");
  await panel.getByRole("button", { name: label("members.add.save"), exact: true }).click();
  await panel.getByText(label("ui.fill_in")).waitFor();
  assert.ok(await focused(first));
  await first.fill("見本");
  await panel.getByRole("button", { name: label("members.add.save"), exact: true }).click();
  await page.waitForTimeout(200);
  assert.ok(await focused(panel.getByRole("combobox", { name: label("members.unit") })));
});
