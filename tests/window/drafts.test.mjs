// What is typed and not saved yet: drafts of notes and half-taken calls are kept sealed, told, and gone on with.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { PASSPHRASE, counselling, label, underWay } from "./union.mjs";

const SECRET = "上司には言えないが、来年の春に転職を考えている";

test("what is being written is kept sealed while it is typed, and is there again after the lock", async (t) => {
  const desk = await counselling(t);
  const { page, go, folder, restart } = desk;
  const id = await underWay(desk);
  await go(`/cases?case=${id}`);
  await page.getByRole("heading", { level: 1, name: "架空 相談子" }).waitFor();
  await page.keyboard.press("F2");
  await page.getByRole("textbox", { name: label("cases.note.presenting") }).fill(SECRET);
  await page.getByText(label("cases.draft.kept")).waitFor();
  assert.deepEqual(await audit(page), []);
  // Nothing of it in the browser, nothing in any file in the plain.
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + location.href + document.cookie);
  assert.ok(!stored.includes(SECRET.slice(0, 6)));
  for (const name of readdirSync(folder)) {
    assert.ok(!readFileSync(join(folder, name)).includes(Buffer.from(SECRET.slice(0, 6))), name);
  }
  // Locked in the middle of the next sentence.
  await page.getByRole("textbox", { name: label("cases.note.assessment") }).pressSequentially("迷いがある");
  await page.keyboard.press("Control+l");
  await page.getByRole("textbox", { name: label("desk.passphrase") }).fill(PASSPHRASE);
  await page.getByRole("button", { name: label("desk.open.save"), exact: true }).click();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  await go("/cases");
  await page.getByText(label("cases.day.drafts", { n: 1 })).or(page.getByText(/書きかけが1件/)).waitFor();
  await go(`/cases?case=${id}`);
  const presenting = page.getByRole("textbox", { name: label("cases.note.presenting") });
  await presenting.waitFor();
  assert.equal(await presenting.inputValue(), SECRET);
  assert.equal(await page.getByRole("textbox", { name: label("cases.note.assessment") }).inputValue(), "迷いがある");
  // The window dies: nothing is asked, the text is there again.
  await presenting.pressSequentially("。続き");
  await page.getByText(label("cases.draft.kept")).waitFor();
  await restart();
  await go(`/cases?case=${id}`);
  await page.getByRole("textbox", { name: label("cases.note.presenting") }).waitFor();
  assert.equal(await page.getByRole("textbox", { name: label("cases.note.presenting") }).inputValue(), `${SECRET}。続き`);
  await page.getByRole("textbox", { name: label("cases.note.presenting") }).focus();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("article").getByText(`${SECRET}。続き`).waitFor();
  assert.ok(existsSync(folder));
});

test("a draft is told on the case, at home and on the day, and a half-filled call is asked about before the lock", async (t) => {
  const desk = await counselling(t);
  const { page, go } = desk;
  const id = await underWay(desk);
  await go(`/cases?case=${id}`);
  await page.getByRole("heading", { level: 1, name: "架空 相談子" }).waitFor();
  await page.keyboard.press("F2");
  await page.getByRole("textbox", { name: label("cases.note.presenting") }).fill(SECRET);
  await page.getByText(label("cases.draft.kept")).waitFor();
  await page.getByRole("button", { name: label("cases.draft.leave") }).click();
  const goOn = page.getByRole("button", { name: label("cases.draft.go_on") });
  await goOn.waitFor();
  assert.deepEqual(await audit(page), []);
  await go("/");
  await page.getByText(/書きかけが1件/).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.getByRole("link", { name: /C-\d+.*を開く/ }).click();
  await goOn.or(page.getByRole("textbox", { name: label("cases.note.presenting") })).first().waitFor();
  if (await goOn.isVisible()) await goOn.click();
  assert.equal(await page.getByRole("textbox", { name: label("cases.note.presenting") }).inputValue(), SECRET);
  // Who calls is kept nowhere before the inquiry is taken: the lock asks.
  await go("/cases?open=new");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: label("cases.new.who") }).fill("電話の人");
  await page.keyboard.press("Control+l");
  await dialog.getByText(label("ui.leave_form")).waitFor();
  await dialog.getByRole("button", { name: label("ui.leave_form.stay") }).click();
  assert.equal(await dialog.getByRole("textbox", { name: label("cases.new.who") }).inputValue(), "電話の人");
  await page.keyboard.press("Control+l");
  await dialog.getByRole("button", { name: label("ui.leave_form.leave") }).click();
  await page.getByRole("textbox", { name: label("desk.passphrase") }).waitFor();
});

test("a draft of a case that is over is read once more and dropped", async (t) => {
  const desk = await counselling(t);
  const { page, go, call, restart } = desk;
  const id = await underWay(desk);
  await call("cases", "save_draft", { case_id: id, place: "note", content: { facts: SECRET } });
  await call("cases", "close", { case_id: id, outcome: "plan_agreed", waived: "転居" });
  await restart();
  await go("/cases");
  await page.getByRole("link", { name: /C-\d+.*を開く/ }).click();
  const stuck = page.getByRole("note").filter({ hasText: SECRET });
  await stuck.waitFor();
  assert.deepEqual(await audit(page), []);
  await stuck.getByRole("button", { name: label("cases.draft.drop") }).click();
  await stuck.waitFor({ state: "detached" });
  assert.deepEqual(await call("cases", "drafts"), []);
});

test("a call that is half taken down is there again after the lock, and goes with the saving", async (t) => {
  const desk = await counselling(t);
  const { page, call, restart, go } = desk;
  await go("/cases?open=new");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: label("cases.new.who") }).fill("電話の人");
  await dialog.getByRole("textbox", { name: label("cases.new.word") }).fill(SECRET);
  await dialog.getByRole("checkbox", { name: label("cases.new.crisis") }).check();
  await page.waitForTimeout(2_500);
  const [kept] = await call("cases", "drafts");
  assert.deepEqual([kept.case_id, kept.content.about], [null, SECRET], "kept while it is typed");
  // The desk locks as it does when it is left alone.
  await restart();
  await go("/");
  await page.getByRole("link", { name: /受付の途中の相談/ }).click();
  await dialog.getByText(/書きかけたところから続けています/).waitFor();
  assert.equal(await dialog.getByRole("textbox", { name: label("cases.new.who") }).inputValue(), "電話の人");
  assert.equal(await dialog.getByRole("textbox", { name: label("cases.new.word") }).inputValue(), SECRET);
  assert.ok(await dialog.getByRole("checkbox", { name: label("cases.new.crisis") }).isChecked());
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { level: 1, name: "電話の人" }).waitFor();
  assert.deepEqual(await call("cases", "drafts"), []);
  // Who is in danger stands on the day, and the way to the check-list with it.
  await go("/cases");
  await page.getByRole("link", { name: label("cases.day.crisis.of", { no: "C-000001" }) }).waitFor();
  assert.deepEqual(await audit(page), []);
  // Given up, nothing stays.
  await go("/cases?open=new");
  await dialog.getByRole("textbox", { name: label("cases.new.who") }).fill("まちがい");
  await page.waitForTimeout(2_500);
  await dialog.getByRole("button", { name: label("ui.cancel") }).click();
  const leave = dialog.getByRole("button", { name: label("ui.leave_form.leave") });
  if (await leave.isVisible()) await leave.click();
  await dialog.waitFor({ state: "detached" });
  await page.waitForTimeout(300);
  assert.deepEqual(await call("cases", "drafts"), []);
});

test("an inquiry that is begun from a card names the person in no address, and is gone on with as theirs", async (t) => {
  const desk = await counselling(t);
  const { page, restart, go, known } = desk;
  const person = known.added[0].person_id;
  await go(`/members?person=${person}`);
  await page.getByRole("complementary").getByRole("button", { name: label("cases.new"), exact: true }).click();
  const dialog = page.getByRole("dialog");
  const theirs = dialog.getByText(/佐藤.*さんからの相談/);
  await theirs.waitFor();
  assert.ok(!page.url().includes(person), page.url());
  await dialog.getByRole("textbox", { name: label("cases.new.word") }).fill(SECRET);
  await page.waitForTimeout(2_500);
  await restart();
  await go("/");
  await page.getByRole("link", { name: /受付の途中の相談/ }).click();
  await theirs.waitFor();
  assert.equal(await dialog.getByRole("textbox", { name: label("cases.new.word") }).inputValue(), SECRET);
  assert.ok(!page.url().includes(person), page.url());
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { level: 1, name: /佐藤/ }).waitFor();
});

test("the telephone rings again: a half-taken call is put aside, and each is gone on with as it was left", async (t) => {
  const desk = await counselling(t, { viewport: { width: 1280, height: 800 } });
  const { page, call, go } = desk;
  await go("/");
  await page.keyboard.press("Control+Shift+N");
  const dialog = page.getByRole("dialog");
  const who = dialog.getByRole("textbox", { name: label("cases.new.who") });
  const said = dialog.getByRole("textbox", { name: label("cases.new.word") });
  await who.fill("先の電話の人");
  await said.fill(SECRET);
  // The buttons are in sight, however long the form is.
  const save = dialog.getByRole("button", { name: label("cases.new.save") });
  const box = await save.boundingBox();
  assert.ok(box && box.y + box.height <= 800, `the button ends in the window: ${JSON.stringify(box)}`);
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Shift+N");
  await dialog.getByText(label("cases.new.waiting.one")).waitFor();
  assert.equal(await who.inputValue(), "", "another call begins with an empty form");
  await who.fill("あとの電話の人");
  await page.waitForTimeout(1_500);
  assert.deepEqual(await audit(page), []);
  assert.equal((await call("cases", "drafts")).length, 2);
  // Back to the first one; the second one waits now.
  await dialog.getByRole("button", { name: /先の電話の人/ }).click();
  await dialog.getByRole("button", { name: /あとの電話の人/ }).waitFor();
  assert.equal(await who.inputValue(), "先の電話の人");
  assert.equal(await said.inputValue(), SECRET);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { level: 1, name: "先の電話の人" }).waitFor();
  const left = await call("cases", "drafts");
  assert.deepEqual(left.map((draft) => draft.content.who), ["あとの電話の人"]);
  // A new call never writes over it; from the day it is gone on with.
  await page.keyboard.press("Control+Shift+N");
  await dialog.getByText(label("cases.new.waiting.one")).waitFor();
  assert.equal(await who.inputValue(), "");
  await dialog.getByRole("button", { name: label("ui.cancel") }).click();
  await dialog.waitFor({ state: "detached" });
  await go("/cases");
  await page.getByRole("link", { name: /受付の途中の相談/ }).click();
  await who.waitFor();
  assert.equal(await who.inputValue(), "あとの電話の人");
  await dialog.getByRole("button", { name: label("cases.new.aside") }).click();
  assert.equal(await who.inputValue(), "");
});
