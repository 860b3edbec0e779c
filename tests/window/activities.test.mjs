// 取り組み: two taps for the time, the picture of need and hours, decisions and what became of them.
import assert from "node:assert/strict";
import test from "node:test";
import { audit } from "./harness.mjs";
import { asks, label, union } from "./union.mjs";

test("time is noted with two taps, by mouse and by keyboard, and can be taken back", async (t) => {
  const desk = await union(t, { patient: true });
  const { call, page, go } = desk;
  await asks(desk);
  await go("/activities");
  const week = async () => (await call("activities", "my_time")).week;
  const before = await week();
  await page.getByRole("button", { name: /機関紙（架空）/ }).first().click();
  await page.getByRole("heading", { name: label("activities.tap.time", { title: "機関紙（架空）" }) }).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.getByRole("button", { name: label("activities.hours", { n: 1 }), exact: true }).click();
  await page.getByText(label("activities.logged", { title: "機関紙（架空）", time: "1時間" })).waitFor();
  assert.equal(await week(), before + 60);
  // The next entry needs no mouse: the first tile has the focus, Enter, Tab, Enter.
  await page.waitForFunction(() => document.activeElement?.tagName === "BUTTON" && document.activeElement.hasAttribute("aria-pressed"));
  await page.keyboard.press("Enter");
  await page.waitForFunction((words) => document.activeElement?.textContent === words, label("activities.minutes", { n: 15 }));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText(label("activities.logged", { title: "機関紙（架空）", time: label("activities.minutes", { n: 30 }) })).waitFor();
  assert.equal(await week(), before + 90);
  await page.getByRole("button", { name: /の記録を取り消す/ }).first().click();
  await page.waitForFunction((n) => document.querySelectorAll("tbody tr").length === n, 3);
  assert.equal(await week(), before + 60);
});

test("where nothing is done yet, who keeps the list is led to it from the page of the time", async (t) => {
  const { page, go } = await union(t);
  await go("/activities");
  await page.getByText(label("activities.empty.yours")).waitFor();
  await page.getByRole("button", { name: label("activities.add") }).click();
  await page.getByRole("textbox", { name: label("activities.name") }).waitFor();
});

test("the picture proposes, a decision says why, and a year later what became of it", async (t) => {
  const desk = await union(t, { patient: true });
  const { call, page, go } = desk;
  const { activities, year } = await asks(desk);
  await go("/activities?tab=review");
  await page.getByRole("img", { name: label("activities.picture.alt") }).waitFor();
  const row = await page.getByRole("row", { name: /キャリア相談（架空）/ }).innerText();
  for (const part of ["2", "500", "70.0%", label("enum.activity_place.needed_little"), label("enum.activity_decision.grow")]) assert.ok(row.includes(part), `${part}: ${row}`);
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+n");
  await page.getByRole("complementary").getByRole("heading", { name: label("activities.add") }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("complementary").waitFor({ state: "detached" });
  await page.getByRole("tab", { name: label("activities.tab.decisions") }).click();
  await page.getByRole("button", { name: label("activities.decide.of", { title: "キャリア相談（架空）" }) }).click();
  const panel = page.getByRole("complementary");
  // What the place proposes is chosen already; without a reason nothing is recorded.
  assert.equal(await panel.getByRole("radio", { name: label("enum.activity_decision.grow") }).isChecked(), true);
  await page.keyboard.press("Control+Enter");
  await panel.getByText(label("problem.activity_reason")).waitFor();
  assert.deepEqual(await audit(page), []);
  await panel.getByRole("textbox", { name: label("activities.reason") }).fill("待つ人が多い");
  await page.keyboard.press("Control+Enter");
  await panel.waitFor({ state: "detached" });
  await page.getByRole("button", { name: label("activities.tell.of", { title: "機関紙（架空）" }) }).click();
  await panel.getByRole("radio", { name: label("enum.activity_outcome.partly") }).check();
  await panel.getByRole("textbox", { name: label("activities.result.text") }).fill("2回減らした");
  await page.keyboard.press("Control+Enter");
  await panel.waitFor({ state: "detached" });
  const review = await call("activities", "list", { fiscal_year: year });
  const [talks, letter] = activities.map((id) => review.rows.find((each) => each.id === id));
  assert.deepEqual([talks.next.decision, talks.next.reason], ["grow", "待つ人が多い"]);
  assert.deepEqual([letter.this.result, letter.this.result_text], ["partly", "2回減らした"]);
});
