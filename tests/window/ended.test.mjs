// Memberships that are over are put right in the window; terms of offices that ran out, and the majority of a workplace, are told.
import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { label, people, union } from "./union.mjs";

/** Letters of 125 %, as many an officer has them. */
async function look(page, name) {
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "20px"));
  assert.deepEqual(await audit(page), []);
  if (process.env.KYOJO_OUT) await page.screenshot({ path: join(process.env.KYOJO_OUT, `${name}.png`), fullPage: true });
}

/** A member who left and came back: the number of the membership before. */
async function cameBack({ call }, person, unit) {
  const before = await call("members", "card", { person_id: person });
  const [own] = before.memberships;
  await call("members", "leave", { membership_id: own.id, version: own.version, left_on: "2024-03-31", end_reason: "management" });
  await call("members", "add", {
    rejoins: person,
    person: before.person,
    joined_on: "2025-04-01",
    unit_id: unit,
    eligible: true,
    not_a_duplicate: true,
  });
  return own;
}

test("the days, the reason and the unit of an earlier membership are corrected, by keyboard, with what changes shown before", async (t) => {
  const desk = await union(t, { patient: true });
  const { added, east, west } = await people(desk, 3);
  const { page, call, go } = desk;
  const person = added[0].person_id;
  const own = await cameBack(desk, person, east);
  await go(`/members?person=${person}`);
  const card = page.getByRole("complementary");
  const correct = card.getByRole("button", { name: label("members.ended.correct_of", { no: own.member_no }) });
  await correct.waitFor();
  await look(page, "card-former");
  await correct.focus();
  await page.keyboard.press("Enter");
  await card.getByRole("heading", { name: label("members.ended.title") }).waitFor();
  const save = card.getByRole("button", { name: label("members.ended.save") });
  assert.ok(await save.isDisabled(), "nothing changes yet");
  await card.getByText(label("members.ended.nothing")).waitFor();
  await card.getByRole("textbox", { name: label("members.column.left_on") }).fill("2024/05/31");
  await card.getByRole("combobox", { name: label("members.column.end_reason") }).click();
  await page.getByRole("option", { name: label("enum.end_reason.employment_end"), exact: true }).click();
  await card.getByRole("listitem").filter({ hasText: label("enum.end_reason.employment_end") }).waitFor();
  const why = card.getByRole("textbox", { name: label("members.ended.reason") });
  await why.focus();
  await page.keyboard.press("Control+Enter");
  await card.getByText(label("ui.fill_in")).first().waitFor();
  await look(page, "correct-ended");
  await why.fill("届の写しで確認");
  await page.keyboard.press("Control+Enter");
  await correct.waitFor();
  const mended = async () => (await call("members", "card", { person_id: person })).memberships.find((each) => each.id === own.id);
  assert.deepEqual([(await mended()).left_on, (await mended()).end_reason], ["2024-05-31", "employment_end"]);

  // Its unit, with the reason that a correction of the past asks for.
  await card.getByRole("button", { name: label("members.ended.unit_of", { no: own.member_no }) }).click();
  await card.getByRole("heading", { name: label("members.ended.move.title") }).waitFor();
  await card.getByRole("combobox", { name: label("members.move.to") }).click();
  await page.getByRole("option", { name: "東支部" }).click();
  await card.getByRole("textbox", { name: label("members.move.from") }).fill("2022/04/01");
  await card.getByRole("textbox", { name: label("members.ended.reason") }).fill("異動の記録もれ");
  await look(page, "correct-ended-unit");
  await page.keyboard.press("Control+Enter");
  await correct.waitFor();
  const units = (await mended()).assignments.toSorted((a, b) => a.from_on.localeCompare(b.from_on)).map((each) => [each.unit_id, each.from_on]);
  assert.deepEqual(units, [[west, "2020-04-01"], [east, "2022-04-01"]]);
  const live = (await call("members", "card", { person_id: person })).memberships.find((each) => each.status === "active");
  assert.equal(live.joined_on, "2025-04-01", "the membership of today is as it was");
});

test("a term that ran out is marked, the next one ends it, and the auditor beside the chair is told", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 3);
  const { page, call, go } = desk;
  const chair = await call("members", "save_office", { kind: "chair", label: "執行委員長", seats: 1, term_months: 24 });
  await call("members", "save_office", { kind: "auditor", label: "会計監査" });
  const first = { office_id: chair, membership_id: added[0].membership_id, from_on: "2022-09-01", elected_by: "direct_secret_ballot", fulltime_kind: "none" };
  await call("members", "appoint", first);
  await go("/members/offices");
  await page.getByText(label("members.term.ran_out")).waitFor();
  await look(page, "offices-ran-out");
  await go("/");
  await desk.restart();
  await page.getByText(label("home.task.terms_due.one")).waitFor();

  const card = page.getByRole("complementary");
  const choose = async (office) => {
    await card.getByRole("button", { name: label("members.term.add") }).click();
    await card.getByRole("combobox", { name: label("members.term.office") }).click();
    await page.getByRole("option", { name: office }).click();
  };
  await go(`/members?person=${added[0].person_id}`);
  await choose("会計監査");
  await card.getByText(label("members.term.beside", { offices: "執行委員長" })).waitFor();
  await look(page, "term-beside");
  await card.getByRole("button", { name: label("ui.cancel") }).click();
  await go(`/members?person=${added[1].person_id}`);
  await choose("執行委員長");
  await card.getByText(label("members.term.ends", { names: "佐藤 見本0" })).waitFor();
  const due = card.getByRole("textbox", { name: label("members.term.due") });
  assert.notEqual(await due.inputValue(), "", "proposed from the length of the terms");
  await look(page, "term-due");
  await card.getByRole("button", { name: label("members.term.save") }).last().click();
  await card.getByRole("button", { name: label("members.term.end_of", { what: "執行委員長" }) }).waitFor();
  const [office] = (await call("members", "offices")).filter((each) => each.id === chair);
  assert.deepEqual(office.holders.map((each) => [each.name, each.ran_out]), [["髙橋 見本1", false]]);
});

test("the page of a unit tells whether its members are the majority of the workplace, however few they are", async (t) => {
  const desk = await union(t, { patient: true });
  const { east, head } = await people(desk, 3);
  const { page, call, go } = desk;
  await call("organizations", "set_headcount", { unit_id: east, as_of: "2025-04-01", workers_total: 1, eligible_total: 1, source: "見本" });
  await go("/organizations");
  await page.getByText("東支部").first().click();
  await page.getByText(label("members.majority.no")).or(page.getByText(label("members.majority.yes"))).first().waitFor();
  await look(page, "majority");
  const [own] = await call("members", "majority", { unit_id: east });
  assert.deepEqual([own.members, own.workers, own.is_majority], [1, 1, true]);
  await page.getByText(label("members.majority.yes")).waitFor();
  assert.equal((await call("members", "majority", { unit_id: head })).some((each) => each.unit_id === head), false, "of the whole nobody knows");
});
