// What is dated about a category, what reaches into a closed month by a file, and whom the trail is about.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { label, people, union } from "./union.mjs";

const MEMBERS = ["regular", "associate", "special"];

test("another category is entered with its day, also ahead, and a closed month asks why", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 6);
  const { page, call, go } = desk;
  const count = async (as_of) => (await call("members", "count", { as_of, categories: MEMBERS })).n;
  const card = page.getByRole("complementary");
  const correct = async (person, category, day) => {
    await go(`/members?person=${person}`);
    await card.getByRole("button", { name: label("members.correct"), exact: true }).click();
    await card.getByRole("combobox", { name: label("members.column.category"), exact: true }).click();
    await page.getByRole("option", { name: label(`enum.category.${category}`), exact: true }).click();
    const field = card.getByRole("textbox", { name: label("members.correct.category_from") });
    await field.waitFor();
    await field.fill(day);
  };
  await correct(added[0].person_id, "alumni", "2026/6/1");
  await card.getByText(label("members.correct.category_from.hint")).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await card.getByRole("heading", { name: label("members.part.categories") }).waitFor();
  assert.deepEqual([await count("2026-05-31"), await count("2026-06-01")], [6, 5], "earlier days stay");
  assert.deepEqual(await audit(page), []);

  await correct(added[1].person_id, "associate", "2099/4/1");
  await page.keyboard.press("Control+Enter");
  await card.getByText(label("members.planned.category", { category: label("enum.category.associate") })).waitFor();
  await go("/members/planned");
  await page.getByRole("row").filter({ hasText: label("enum.planned.category") }).waitFor();
  assert.deepEqual(await audit(page), []);

  await call("reports", "close_month", { as_of: "2026-10-31" });
  await desk.restart();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  await correct(added[2].person_id, "alumni", "2026/10/1");
  const why = card.getByRole("textbox", { name: label("members.closed.reason") });
  await why.waitFor();
  await page.keyboard.press("Control+Enter");
  await card.getByText(label("ui.fill_in")).first().waitFor();
  assert.equal(await count("2026-10-31"), 5, "nothing happens without the reason");
  await why.fill("退職の届が遅れた");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await card.getByRole("heading", { name: label("members.part.categories") }).waitFor();
  assert.equal(await count("2026-10-31"), 4);
});

test("an end in a closed month is taken by the 突合 with a reason", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 4);
  const { page, call, folder } = desk;
  await call("reports", "close_month", { as_of: "2026-10-31" });
  await desk.restart();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  const file = join(folder, "在籍者_見本.csv");
  const list = [
    "社員番号,氏名,フリガナ,生年月日,支部",
    "000000,佐藤 見本0,サトウ ミホン,1970/4/1,西支部",
    "000001,髙橋 見本1,タカハシ ミホン,1971/4/2,東支部",
    "000002,渡邊 見本2,ワタナベ ミホン,1972/4/3,西支部",
  ];
  writeFileSync(file, `\ufeff${list.join("\r\n")}\r\n`);
  await desk.dropFile(file);
  await page.getByRole("columnheader", { name: label("members.import.file_column") }).waitFor();
  await page.getByText(label("members.reconcile.how.reconcile")).click();
  const employer = page.getByRole("textbox", { name: label("members.import.employer") });
  if (await employer.count()) {
    await employer.fill("架空精機株式会社");
    await employer.blur();
  }
  await page.getByRole("button", { name: label("members.import.to_confirm") }).click();
  const gone = { name: "𠮷田 見本3" };
  await page.getByRole("button", { name: new RegExp(`^${label("members.reconcile.missing")}`) }).click();
  await page.getByRole("combobox", { name: label("members.reconcile.does_of", gone) }).click();
  await page.getByRole("option", { name: label("enum.end_reason.retirement") }).click();
  const why = page.getByRole("textbox", { name: label("members.closed.reason") });
  const day = page.getByRole("textbox", { name: label("members.reconcile.day_of", gone) });
  await day.fill("2026/10/31");
  assert.equal(await why.count(), 0, "the closed day itself is the last one that may be");
  await day.fill("2026/9/30");
  await why.waitFor();
  assert.deepEqual(await audit(page), []);
  const write = page.getByRole("button", { name: label("members.reconcile.write", { found: 0, changed: 0, missing: 1 }) });
  await write.click();
  await page.getByText(label("ui.fill_in")).first().waitFor();
  await why.fill("会社の通知が遅れた");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: label("members.import.done") }).waitFor();
  const { memberships, events } = await call("members", "card", { person_id: added[3].person_id });
  assert.equal(memberships[0].left_on, "2026-09-30");
  assert.ok(events.some((event) => event.kind === "correction" && event.reason === "会社の通知が遅れた"));
});

test("the trail says whom it was about, and is looked through by it", async (t) => {
  const desk = await union(t, { patient: true });
  await people(desk, 4);
  const { page, go } = desk;
  await go("/officers?part=audit");
  await page.getByRole("columnheader", { name: label("officers.audit.subject") }).waitFor();
  const rows = page.getByRole("row").filter({ hasText: "見本" });
  await rows.nth(3).waitFor();
  assert.deepEqual(await audit(page), []);
  const find = page.getByRole("searchbox", { name: label("officers.audit.find") });
  await find.fill("渡邊 見本2");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
  await page.getByRole("row").filter({ hasText: "渡邊 見本2" }).waitFor();
  await find.fill("いない人");
  await page.keyboard.press("Enter");
  await page.getByText(label("desk.history.none")).waitFor();
  assert.deepEqual(await audit(page), []);
  await go("/desk?part=history");
  await page.getByRole("searchbox", { name: label("desk.history.find") }).fill("東支部");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => [...document.querySelectorAll("tbody tr")].every((row) => row.textContent.includes("東支部")));
  assert.deepEqual(await audit(page), []);
});
