// Import and 突合 step by step: an answer changes what it is about and nothing else; what is missing is asked for where it is missing.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { label, people, union } from "./union.mjs";

async function dropped(desk, name, lines) {
  const file = join(desk.folder, name);
  writeFileSync(file, `\ufeff${lines.join("\r\n")}\r\n`);
  await desk.dropFile(file);
  await desk.page.getByRole("columnheader", { name: label("members.import.file_column") }).waitFor();
}

async function focusIsSomewhere(page, what) {
  await page.waitForTimeout(250);
  assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), "BODY", what);
}

test("an answer in 突合 keeps what was chosen, the pile and the focus", async (t) => {
  const desk = await union(t, { patient: true });
  await people(desk, 4);
  const { page } = desk;
  // One moved, one is new, one is not on the list, and one stands in another branch with neither number nor birth date.
  await dropped(desk, "在籍者_見本.csv", [
    "社員番号,氏名,フリガナ,生年月日,支部",
    "000000,佐藤 見本0,サトウ ミホン,1970/4/1,東支部",
    "000001,髙橋 見本1,タカハシ ミホン,1971/4/2,東支部",
    ",渡邊 見本2,,,東支部",
    "000077,小林 見本77,コバヤシ ミホン,1990/5/6,東支部",
  ]);
  await page.getByText(label("members.reconcile.how.reconcile")).click();
  await page.getByRole("button", { name: label("members.import.to_confirm") }).click();
  const pile = (key) => page.getByRole("button", { name: new RegExp(`^${label(key)}`) });
  await pile("members.reconcile.found").waitFor();
  assert.match(await pile("members.reconcile.unsure").innerText(), /1$/);
  await pile("members.reconcile.changed").click();
  await page.getByRole("checkbox", { name: label("members.reconcile.accept_of", { name: "佐藤 見本0" }) }).focus();
  await page.keyboard.press("Control+a");
  const write = (found, changed, missing) => page.getByRole("button", { name: label("members.reconcile.write", { found, changed, missing }) });
  await write(0, 1, 0).waitFor();
  await pile("members.reconcile.missing").click();
  await page.getByRole("combobox", { name: label("members.reconcile.does_of", { name: "𠮷田 見本3" }) }).click();
  await page.getByRole("option", { name: label("enum.end_reason.retirement") }).click();
  await write(0, 1, 1).waitFor();

  await pile("members.reconcile.unsure").click();
  await page.getByRole("button", { name: label("members.reconcile.is_of", { row: 4, name: "渡邊 見本2" }) }).click();
  await pile("members.reconcile.unsure").filter({ hasText: "0" }).waitFor();
  // Who was recognised is chosen with that word.
  await write(0, 2, 1).waitFor();
  assert.equal(await pile("members.reconcile.unsure").getAttribute("aria-pressed"), "true", "the pile is still the one that was open");
  await focusIsSomewhere(page, "an unsure row was decided");
  assert.deepEqual(await audit(page), []);
});

test("a number of somebody who left is somebody new, and next month's list is compared again", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 4);
  const { page, call } = desk;
  const list = [
    "社員番号,氏名,フリガナ,生年月日,支部",
    "000000,佐藤 見本0,サトウ ミホン,1970/4/1,西支部",
    "000001,髙橋 見本1,タカハシ ミホン,1971/4/2,東支部",
    "000002,渡邊 見本2,ワタナベ ミホン,1972/4/3,西支部",
    "000003,新田 見本9,ニッタ ミホン,1995/5/6,東支部",
  ];
  await dropped(desk, "在籍者_見本.csv", list);
  await page.getByText(label("members.reconcile.how.reconcile")).click();
  await page.getByRole("button", { name: label("members.import.to_confirm") }).click();
  const pile = (key) => page.getByRole("button", { name: new RegExp(`^${label(key)}`) });
  await pile("members.reconcile.unsure").filter({ hasText: "1" }).click();
  await page.getByRole("button", { name: label("members.reconcile.is_new_of", { row: 5 }) }).click();
  await pile("members.reconcile.found").filter({ hasText: "1" }).click();
  await page.getByRole("checkbox", { name: label("members.reconcile.accept_of", { name: "新田 見本9" }) }).check();
  assert.deepEqual(await audit(page), []);
  await pile("members.reconcile.missing").filter({ hasText: "1" }).click();
  await page.getByRole("combobox", { name: label("members.reconcile.does_of", { name: "𠮷田 見本3" }) }).click();
  await page.getByRole("option", { name: label("enum.end_reason.retirement") }).click();
  await page.getByRole("button", { name: label("members.reconcile.write", { found: 1, changed: 0, missing: 1 }) }).click();
  await page.getByRole("heading", { name: label("members.import.done") }).waitFor();
  const { memberships } = await call("members", "card", { person_id: added[3].person_id });
  assert.equal(memberships[0].end_reason, "retirement");
  await dropped(desk, "在籍者_見本_次.csv", list);
  const compares = page.getByRole("radio", { name: label("members.reconcile.how.reconcile") });
  assert.ok(await compares.isChecked(), "the list is used as the last one with these headers");
});

test("a mend in the import keeps the pile, the place on the page and the focus", async (t) => {
  const desk = await union(t, { patient: true });
  await people(desk, 2);
  const { page } = desk;
  await dropped(desk, "名簿_見本.csv", [
    "社員番号,氏名,フリガナ,生年月日,支部",
    "000903,小林 見本,コバヤシ ミホン,H5.4.30,東支部",
    "000904,加藤 見本,カトウ ミホン,1990/5/6,北",
    "000905,吉村 見本,ヨシムラ ミホン,1991/5/6,北",
  ]);
  await page.getByRole("button", { name: label("members.import.to_confirm") }).click();
  await page.getByRole("heading", { name: label("members.import.findings") }).waitFor();
  const created = page.getByRole("button", { name: new RegExp(`^${label("members.pile.created")}\\s`) });
  await created.click();
  await page.evaluate(() => {
    window.before = document.querySelector('[role="group"] [aria-pressed="true"]');
  });
  await page.getByRole("combobox", { name: label("members.import.mend_unit", { raw: "北" }) }).click();
  await page.getByRole("option", { name: "西支部" }).click();
  await page.getByRole("button", { name: label("members.import.write.created", { n: 3 }) }).waitFor();
  assert.equal(await created.getAttribute("aria-pressed"), "true");
  assert.ok(await page.evaluate(() => window.before.isConnected), "the step was not built anew");
  await focusIsSomewhere(page, "a cause was mended");
});

test("the employer that every row needs is asked for before the rows come back", async (t) => {
  const desk = await union(t, { patient: true });
  const { page } = desk;
  await dropped(desk, "名簿_見本.csv", ["社員番号,氏名,フリガナ,生年月日", "000903,小林 見本,コバヤシ ミホン,H5.4.30"]);
  const employer = page.getByRole("combobox", { name: label("members.import.employer") });
  await page.getByRole("button", { name: label("members.import.to_confirm") }).click();
  await page.getByText(label("ui.fill_in")).waitFor();
  assert.ok(await employer.evaluate((field) => field === document.activeElement));
  assert.deepEqual(await audit(page), []);
  await employer.fill("架空精機株式会社");
  // One click is enough, though leaving the field reads the list again.
  await page.getByRole("button", { name: label("members.import.to_confirm") }).click();
  await page.getByRole("checkbox", { name: label("members.import.create_units") }).check();
  await page.getByRole("button", { name: label("members.import.write.created", { n: 1 }) }).waitFor();
});
