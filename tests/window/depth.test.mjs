// The roster in depth: an employer's list against the roster, duplicates, offices, conditions, kept lists.
import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { label, people, union } from "./union.mjs";

const LIST = [
  "社員番号,氏名,フリガナ,生年月日,支部",
  "000000,佐藤 見本0,サトウ ミホン,1970/4/1,西支部",
  "000001,髙橋 見本1,タカハシ ミホン,1971/4/2,東支部",
  "000002,渡邊 見本2,ワタナベ ミホン,1972/4/3,東支部",
  "000077,小林 見本77,コバヤシ ミホン,1990/5/6,東支部",
].join("\r\n");

test("a list is compared with the roster, decided pile by pile, and taken back in one step", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 4);
  const { page, call, folder } = desk;
  const file = join(folder, "在籍者_見本.csv");
  writeFileSync(file, `\ufeff${LIST}\r\n`);
  await desk.dropFile(file);
  await page.getByRole("columnheader", { name: label("members.import.file_column") }).waitFor();
  await page.getByText(label("members.reconcile.how.reconcile")).click();
  const employer = page.getByRole("textbox", { name: label("members.import.employer") });
  if (await employer.count()) {
    await employer.fill("架空精機株式会社");
    await employer.blur();
  }
  await page.getByRole("button", { name: label("members.import.to_confirm") }).click();
  const pile = (key) => page.getByRole("button", { name: new RegExp(`^${label(key)}`) });
  await pile("members.reconcile.found").waitFor();
  for (const key of ["found", "changed", "missing"]) assert.match(await pile(`members.reconcile.${key}`).innerText(), /1$/, key);
  assert.match(await pile("members.reconcile.unsure").innerText(), /0$/);
  const write = (found, changed, missing) => page.getByRole("button", { name: label("members.reconcile.write", { found, changed, missing }) });
  assert.ok(await page.getByRole("button", { name: label("members.reconcile.nothing") }).isDisabled(), "nothing is taken unasked");

  await page.getByRole("button", { name: label("members.reconcile.accept_all") }).click();
  await write(1, 0, 0).waitFor();
  assert.deepEqual(await audit(page), []);
  await pile("members.reconcile.changed").click();
  await page.getByRole("checkbox", { name: label("members.reconcile.accept_of", { name: "渡邊 見本2" }) }).check();
  await pile("members.reconcile.missing").click();
  const gone = { name: "𠮷田 見本3" };
  await page.getByRole("combobox", { name: label("members.reconcile.does_of", gone) }).click();
  await page.getByRole("option", { name: label("enum.end_reason.retirement") }).click();
  await page.getByRole("textbox", { name: label("members.reconcile.day_of", gone) }).fill("2026/10/31");
  await write(1, 1, 1).waitFor();
  assert.deepEqual(await audit(page), []);
  await write(1, 1, 1).click();
  await page.getByRole("heading", { name: label("members.import.done") }).waitFor();
  assert.equal((await call("members", "count")).n, 4, "one came, one went");
  const paper = join(folder, "異動一覧.xlsx");
  await desk.queueFile(paper);
  await page.getByRole("button", { name: label("members.batch.write"), exact: true }).click();
  await page.getByText(label("members.batch.done", { name: "異動一覧.xlsx" })).waitFor();
  assert.ok(existsSync(paper), "one page for the committee");
  const card = await call("members", "card", { person_id: added[3].person_id });
  assert.deepEqual([card.memberships[0].status, card.memberships[0].end_reason], ["ended", "retirement"]);
  await call("desk", "undo");
  assert.equal((await call("members", "card", { person_id: added[3].person_id })).memberships[0].status, "active");
});

test("forty rows are compared and decided without a mouse, in few keystrokes", async (t) => {
  const desk = await union(t, { patient: true });
  await people(desk, 12);
  const { page, call, folder } = desk;
  const { rows: roster } = await call("members", "list", { limit: 200 });
  // Two moved and one of them is written otherwise, three are gone, the rest stays, twenty-eight are new.
  const kept = roster.slice(3).map((row, at) => {
    const branch = at < 2 ? (row.branch === "東支部" ? "西支部" : "東支部") : row.branch;
    const name = at === 1 ? `${row.family_name} 改名` : `${row.family_name} ${row.given_name}`;
    return [row.employee_no, name, `${row.family_kana} ${row.given_kana}`, row.birth_on, branch].join(",");
  });
  const fresh = Array.from({ length: 28 }, (_, at) => `9${String(at).padStart(5, "0")},新田 見本${at},ニッタ ミホン,1995/5/${1 + at},東支部`);
  const file = join(folder, "在籍者_見本.csv");
  writeFileSync(file, `\ufeff${["社員番号,氏名,フリガナ,生年月日,支部", ...kept, ...fresh].join("\r\n")}\r\n`);
  await desk.dropFile(file);
  await page.getByRole("columnheader", { name: label("members.import.file_column") }).waitFor();
  await page.getByText(label("members.reconcile.how.reconcile")).click();
  await page.getByRole("button", { name: label("members.import.to_confirm") }).click();
  const pile = (key) => page.getByRole("button", { name: new RegExp(`^${label(key)}`) });
  await pile("members.reconcile.found").waitFor();
  assert.match(await pile("members.reconcile.missing").innerText(), /3$/);

  let keystrokes = 0;
  const press = async (...keys) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      keystrokes += 1;
    }
  };
  const reach = async (target, key = "Tab") => {
    for (let n = 0; n < 60; n += 1) {
      if (await target.evaluate((element) => element === document.activeElement || element.contains(document.activeElement))) return;
      await press(key);
    }
    assert.fail("cannot be reached by keyboard");
  };
  await pile("members.reconcile.found").focus();
  await press("Enter");
  await reach(page.getByRole("button", { name: label("members.reconcile.accept_all") }));
  await press("Enter");
  await reach(pile("members.reconcile.changed"), "Shift+Tab");
  await press("Enter");
  await reach(page.getByRole("button", { name: label("members.reconcile.accept_all") }));
  await press("Enter");
  await reach(page.getByRole("checkbox", { name: label("members.reconcile.only_unit") }));
  await press("Space");
  await reach(pile("members.reconcile.missing"), "Shift+Tab");
  await press("Enter");
  const together = page.getByRole("group", { name: label("members.reconcile.for_all") });
  await reach(together.getByRole("combobox"));
  await press("ArrowDown", "ArrowDown", "Enter");
  await reach(together.getByRole("button", { name: label("members.reconcile.to_open", { n: 3 }) }));
  assert.deepEqual(await audit(page), []);
  await press("Enter");
  await page.getByRole("button", { name: label("members.reconcile.write", { found: 28, changed: 2, missing: 3 }) }).waitFor();
  await press("Control+Enter");
  await page.getByRole("heading", { name: label("members.import.done") }).waitFor();
  t.diagnostic(`${keystrokes} keystrokes from the piles to the end`);
  assert.equal((await call("members", "count", { as_of: "2099-01-01" })).n, 12 + 28 - 3, "their last day is today");
  const after = await call("members", "list", { limit: 200 });
  const renamed = after.rows.filter((row) => row.given_name === "改名");
  assert.deepEqual(renamed, [], "only where they belong was taken");
  await call("desk", "undo");
  assert.deepEqual((await call("members", "list", { limit: 200 })).rows, roster);
});

test("two records of one person become one, and who is not the same is not asked about again", async (t) => {
  const desk = await union(t, { patient: true });
  const { east } = await people(desk, 3);
  const { page, call, go } = desk;
  // Two who were members long ago: one came back under another number, one is somebody else.
  for (const [at, left_on] of [[0, "2015-03-31"], [1, "2016-03-31"]]) {
    const [family_name, family_kana] = at ? ["高橋", "タカハシ"] : ["佐藤", "サトウ"];
    const person = { family_name, family_kana, given_name: `見本${at}`, given_kana: "ミホン", birth_on: `197${at}-04-0${at + 1}` };
    const before = await call("members", "add", { person, unit_id: east, joined_on: "2010-04-01", eligible: true, not_a_duplicate: true });
    const { memberships } = await call("members", "card", { person_id: before.person_id });
    await call("members", "leave", { membership_id: memberships[0].id, version: memberships[0].version, left_on, end_reason: "employment_end" });
  }
  const pairs = await call("members", "duplicates");
  assert.equal(pairs.length, 2);
  await go("/members/duplicates");
  const sato = page.getByRole("region", { name: label("members.alike.pair", { one: pairs[0].one.name, other: pairs[0].other.name }) }).first();
  await sato.getByRole("button", { name: label("members.alike.merge", { no: pairs[0].one.member_no, name: pairs[0].one.name }) }).waitFor();
  assert.deepEqual(await audit(page), []);
  await sato.getByRole("button", { name: label("members.alike.merge", { no: pairs[0].one.member_no, name: pairs[0].one.name }) }).click();
  await page.getByText(label("members.duplicates.found", { n: 1 })).waitFor();
  await page.getByRole("button", { name: label("members.alike.apart") }).click();
  await page.getByText(label("members.duplicates.empty"), { exact: true }).waitFor();
  assert.deepEqual(await audit(page), []);
  assert.deepEqual(await call("members", "duplicates"), []);
  const kept = await call("members", "card", { person_id: pairs[0].one.person_id });
  assert.equal(kept.memberships.length, 2, "nothing of either record is lost");

  // Two who are members both: what ends with the one that goes is said before anybody merges.
  const twin = { family_name: "渡邊", family_kana: "ワタナベ", given_name: "見本2", given_kana: "ミホン", birth_on: "1972-04-03" };
  await call("members", "add", { person: twin, unit_id: east, joined_on: "2021-04-01", eligible: true, not_a_duplicate: true });
  await desk.restart();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  const [{ other }] = await call("members", "duplicates");
  await go("/members/duplicates");
  await page.getByText(label("members.alike.ends", { who: `${other.member_no} ${other.name}` })).waitFor();
  assert.deepEqual(await audit(page), []);
});

test("an office is made, a member takes it, goes on leave, and the list of those shown is kept", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 2);
  const { page, call, go } = desk;
  const dialog = page.getByRole("dialog");
  await go("/members/offices");
  await page.getByRole("button", { name: label("members.office.add") }).first().click();
  await dialog.getByRole("spinbutton", { name: label("members.office.seats") }).or(dialog.getByRole("textbox", { name: label("members.office.seats") })).fill("1");
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: label("members.office.save") }).click();
  await page.getByRole("rowheader", { name: label("enum.office_kind.chair") }).waitFor();
  const [office] = await call("members", "offices");
  await call("members", "appoint", { office_id: office.id, membership_id: added[0].membership_id, from_on: "2026-04-01", fulltime_kind: "none", elected_by: "direct_secret_ballot" });
  await go(`/members?person=${added[0].person_id}`);
  await page.getByText(label("enum.office_kind.chair")).first().waitFor();
  await page.getByRole("button", { name: label("members.condition.add") }).click();
  await page.getByRole("complementary").getByRole("combobox", { name: label("members.condition.kind") }).click();
  await page.getByRole("option", { name: label("enum.condition_kind.childcare"), exact: true }).click();
  assert.deepEqual(await audit(page), []);
  await page.getByRole("button", { name: label("members.condition.save") }).click();
  await page.getByRole("button", { name: label("members.condition.end_of", { what: label("enum.condition_kind.childcare") }) }).waitFor();
  await go("/members");
  await page.getByRole("button", { name: label("members.lists") }).click();
  await page.getByRole("menuitem", { name: label("members.list.keep") }).click();
  await dialog.getByRole("textbox", { name: label("members.list.name") }).fill("いまの組合員");
  await dialog.getByRole("button", { name: label("members.list.save") }).click();
  await dialog.waitFor({ state: "detached" });
  assert.deepEqual((await call("members", "saved_lists")).map((list) => list.name), ["いまの組合員"]);
});
