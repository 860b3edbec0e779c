// キャリア相談: the room, an inquiry from the telephone to the next date by keyboard alone, endings, and what others see.
import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { PASSPHRASE, counsel, counselling, day, label, people, underWay, union } from "./union.mjs";

const SECRET = "上司には言えないが、来年の春に転職を考えている";

const badge = (page, key) => page.locator(".ky-badge", { hasText: label(key) }).first();

/** Keys of the walk, counted: one for each character and for each key pressed. */
function typist(page) {
  const count = { keys: 0, clicks: 0 };
  return {
    count,
    async type(words) {
      count.keys += [...words].length;
      await page.keyboard.type(words);
    },
    async press(key, times = 1) {
      for (let at = 0; at < times; at += 1) {
        count.keys += 1;
        await page.keyboard.press(key);
      }
    },
  };
}

test("the first counsellor founds the room and keeps the second sheet", async (t) => {
  const desk = await union(t);
  const { page, call, restart, go } = desk;
  const rail = page.getByRole("navigation", { name: label("ui.rail") });
  // Who holds no role of counselling sees no door to it.
  const door = rail.getByRole("link", { name: label("ui.rail.cases") });
  assert.equal(await door.count(), 0);
  // Who only decides on secrecy comes there by a command, and is shown where they are.
  await go("/cases?tab=releases");
  await page.getByRole("tab", { name: label("cases.tab.releases") }).waitFor();
  assert.equal(await door.getAttribute("aria-current"), "page");
  await go("/");
  await door.waitFor({ state: "detached" });
  const [{ id }] = await call("officers", "list");
  await call("officers", "grant", { officer: id, role: "counselor" });
  await restart();
  await door.click();
  await page.getByRole("heading", { name: label("cases.found.title") }).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.getByRole("button", { name: label("cases.found.save") }).click();
  await page.getByRole("region", { name: label("cases.sheet.title") }).waitFor();
  assert.deepEqual(await audit(page), []);
  const leave = page.getByRole("button", { name: label("cases.sheet.leave") });
  assert.ok(await leave.isDisabled(), "not left before it was noted");
  await page.getByLabel(label("desk.recovery.noted")).check();
  await leave.click();
  await page.getByText(label("cases.day.nothing")).waitFor();
  await go("/cases?tab=room");
  await page.getByRole("heading", { name: label("cases.room.counselors") }).waitFor();
  await page.getByRole("row", { name: /試験 太郎/ }).waitFor();
  assert.deepEqual(await audit(page), []);
});

test("the telephone rings: inquiry, consent, note, two referrals and the next date by keyboard", async (t) => {
  const desk = await counselling(t, { patient: true });
  const { page, call, known } = desk;
  const { members } = await call("members", "card", { person_id: known.added[0].person_id }).then((card) => ({ members: card.memberships }));
  const number = members[0].member_no;
  const hand = typist(page);
  const began = Date.now();
  const dialog = page.getByRole("dialog");

  // Somebody calls while the officer is at home.
  await hand.press("Control+Shift+N");
  await dialog.getByRole("textbox", { name: label("cases.new.who") }).waitFor();
  await hand.type(number);
  await dialog.getByText(/名簿の人です/).waitFor();
  await dialog.getByRole("textbox", { name: label("cases.new.word") }).evaluate((field) => field.dataset.seen = "1");
  // Past the choice of the person and the channel, which are right already.
  while ((await page.evaluate(() => document.activeElement?.dataset.seen)) !== "1") await hand.press("Tab");
  await hand.type("転職したい");
  // That one is not the caller's superior is said, never taken for granted.
  const mine = dialog.getByRole("checkbox", { name: label("cases.new.mine", { name: "試験 太郎" }) });
  assert.equal(await mine.isChecked(), false);
  await hand.press("Tab", 2);
  await hand.press("Space");
  assert.equal(await mine.isChecked(), true);
  await hand.press("Control+Enter");
  await page.getByRole("heading", { level: 1, name: /佐藤/ }).waitFor();

  // The explanation is read aloud, the consent written down.
  await hand.press("F2");
  await dialog.getByText(/これからお話を伺う前に/).waitFor();
  assert.deepEqual(await audit(page), []);
  // What is missing comes into sight with its words, on a small screen, too.
  const size = page.viewportSize();
  await page.setViewportSize({ width: 1024, height: 640 });
  await dialog.evaluate((box) => [box, ...box.querySelectorAll("*")].forEach((each) => (each.scrollTop = 0)));
  await page.keyboard.press("Control+Enter");
  const wrong = dialog.locator('[aria-invalid="true"]');
  await wrong.waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-invalid") === "true");
  const fault = dialog.locator(`#${await wrong.getAttribute("aria-describedby")}`);
  const seen = await fault.boundingBox();
  if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT });
  assert.ok(seen && seen.y > 0 && seen.y + seen.height < 640, JSON.stringify(seen));
  await page.setViewportSize(size);
  await hand.type("録音1");
  await hand.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  await badge(page, "enum.case_status.active").waitFor();

  // The note, and from it two places to turn to.
  await hand.press("F2");
  const presenting = page.getByRole("textbox", { name: label("cases.note.presenting") });
  await presenting.waitFor();
  await page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
  await hand.type("転職したい");
  await hand.press("F4");
  await dialog.getByRole("textbox", { name: label("cases.refer.find") }).waitFor();
  await hand.type("ハローワーク");
  await dialog.getByRole("checkbox").nth(1).waitFor();
  await page.waitForTimeout(300);
  assert.deepEqual(await audit(page), []);
  await hand.press("Tab", 2);
  await hand.press("Space");
  await hand.press("Tab");
  await hand.press("Space");
  await dialog.getByRole("button", { name: label("cases.refer.save_n", { n: 2 }) }).waitFor();
  await hand.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");

  const next = page.getByRole("textbox", { name: label("cases.session.next_on") });
  await next.evaluate((field) => (field.dataset.seen = "1"));
  while ((await page.evaluate(() => document.activeElement?.dataset.seen)) !== "1") await hand.press("Tab");
  await hand.type("来週火曜");
  await hand.press("Control+Enter");
  await page.getByRole("article").first().waitFor();
  t.diagnostic(
    `inquiry to next date: ${hand.count.keys} keys (${[...`${number}転職したい録音1転職したいハローワーク来週火曜`].length} of them text), ` +
      `${hand.count.clicks} clicks, ${((Date.now() - began) / 1000).toFixed(1)} s with the checks`,
  );
  assert.equal(hand.count.clicks, 0);

  const { rows } = await call("cases", "my_cases");
  const made = await call("cases", "case", { case_id: rows[0].id });
  assert.equal(made.status, "active");
  assert.equal(made.notes.length, 1);
  assert.equal(made.referrals.length, 2);
  assert.equal(made.drafts.length, 0, "what was saved is no draft any more");
  const session = made.dues.find((due) => due.kind === "next_session");
  assert.equal(new Date(`${session.due_on}T00:00:00Z`).getUTCDay(), 2, "a Tuesday");
  assert.equal(made.dues.filter((due) => due.kind === "referral_check").length, 2);
});

test("what was said lies over no foot of a form and no button of a dialog, with large letters, too", async (t) => {
  const desk = await counselling(t);
  const { page, go } = desk;
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.evaluate(() => (document.documentElement.style.fontSize = "20px"));
  await go("/cases?open=new");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: label("cases.new.who") }).fill("電話の人");
  await page.keyboard.press("Control+Enter");
  const notice = page.getByRole("status").filter({ hasText: "C-000001" });
  await notice.waitFor();
  // While the mouse rests on it, it stays.
  await notice.hover();
  await page.keyboard.press("Control+Shift+n");
  await dialog.getByRole("textbox", { name: label("cases.new.who") }).waitFor();
  assert.equal(await dialog.getByRole("textbox", { name: label("cases.new.who") }).inputValue(), "", "what was saved is no draft any more");
  await page.waitForTimeout(400);
  const ends = await page.evaluate(() => {
    const box = (what) => document.querySelector(what).getBoundingClientRect();
    return { said: box(".mantine-Notification-root").top, dialog: box(".mantine-Modal-content").bottom, page: box("#content").bottom };
  });
  assert.ok(ends.dialog <= ends.said + 1 && ends.page <= ends.said + 1, `dialog and page end above what was said: ${JSON.stringify(ends)}`);
});

test("a case goes its way: goal, action, step, follow-up, closing in one press, reopening", async (t) => {
  const desk = await counselling(t, { patient: true });
  const { page, go, call } = desk;
  const id = await underWay(desk);
  await go(`/cases?case=${id}`);
  const now = page.getByRole("complementary", { name: label("cases.now") });
  // The step that waits for a goal is grey and says so; the words are the core's.
  await now.getByText(label("error.follow_up_needs_goal")).waitFor();
  assert.ok(await now.getByRole("button", { name: label("cases.event.follow_up"), exact: true }).isDisabled());
  await now.getByRole("button", { name: label("cases.goal.add") }).click();
  await now.getByRole("textbox", { name: label("cases.goal.text") }).fill("簿記2級を取る");
  await page.keyboard.press("Control+Enter");
  await now.getByText("簿記2級を取る").waitFor();
  await now.getByRole("button", { name: label("cases.action.add") }).click();
  await now.getByRole("textbox", { name: label("cases.action.text") }).fill("講座を調べる");
  await now.getByRole("textbox", { name: label("cases.action.due_on") }).fill("3日後");
  await page.keyboard.press("Control+Enter");
  await now.getByRole("button", { name: label("cases.action.done_of", { what: "講座を調べる" }) }).click();
  await now.getByRole("button", { name: label("cases.action.done_of", { what: "講座を調べる" }) }).waitFor({ state: "detached" });
  assert.deepEqual(await audit(page), []);
  await now.getByRole("button", { name: label("cases.event.follow_up"), exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: label("cases.event.follow_up"), exact: true }).click();
  await badge(page, "enum.case_status.follow_up").waitFor();
  await now.getByRole("button", { name: label("cases.event.close"), exact: true }).click();
  // The days on which one would have asked again are named before they go, and the way to keep them stands beside them.
  const ending = page.getByRole("dialog").getByRole("note");
  await ending.getByText(/先の予定\d件がなくなります/).waitFor();
  assert.match(await ending.textContent(), /フォロー/);
  assert.deepEqual(await audit(page), []);
  await ending.getByRole("button", { name: label("cases.close.stay") }).click();
  await badge(page, "enum.case_status.follow_up").waitFor();
  await now.getByRole("button", { name: label("cases.event.close"), exact: true }).click();
  const outcome = label("enum.close_outcome.goal_reached");
  await page.getByRole("dialog").getByRole("button", { name: label("cases.close.as", { outcome }) }).click();
  await badge(page, "enum.case_status.closed").waitFor();
  assert.ok(await page.getByRole("button", { name: label("cases.session.write_f2") }).isDisabled(), "nothing is written into a case that is over");
  await page.getByText(label("error.case_over")).waitFor();
  assert.equal((await call("cases", "case", { case_id: id })).outcome, "goal_reached");
  await now.getByRole("button", { name: label("cases.event.reopen"), exact: true }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: label("cases.reason") }).fill("また迷っている");
  await page.keyboard.press("Control+Enter");
  await badge(page, "enum.case_status.active").waitFor();
});

test("who does not want it after all ends at the intake, and what is past its time is erased from the list that the day opens", async (t) => {
  const desk = await counselling(t);
  const { page, go, call } = desk;
  const intake = async (more) => {
    const { case_id } = await call("cases", "open_inquiry", { channel: "phone", name: "架空 相談子", ...more });
    await call("cases", "assign", { case_id, not_supervisor: true });
    return case_id;
  };
  const old = await intake({ opened_on: day(-2000) });
  await call("cases", "close", { case_id: old, outcome: "no_contact", closed_on: day(-1900), waived: "連絡がつかない" });
  const { case_no } = await call("cases", "case", { case_id: old });
  const id = await intake({});
  await call("cases", "consent", { case_id: id, method: "written", accepted: false });
  await go(`/cases?case=${id}`);
  const now = page.getByRole("complementary", { name: label("cases.now") });
  const dialog = page.getByRole("dialog");
  await now.getByRole("button", { name: label("cases.event.close"), exact: true }).click();
  const as = (outcome) => label("cases.close.as", { outcome: label(`enum.close_outcome.${outcome}`) });
  await dialog.getByRole("button", { name: as("withdrawn") }).waitFor();
  assert.equal(await dialog.getByRole("button", { name: as("goal_reached") }).count(), 0, "nothing was reached");
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: as("withdrawn") }).click();
  await badge(page, "enum.case_status.closed").waitFor();
  assert.equal((await call("cases", "case", { case_id: id })).outcome, "withdrawn");

  // Who only asked for something ends as an inquiry that was answered, on the day on which it was; nobody is declined.
  const { case_id: asked } = await call("cases", "open_inquiry", { channel: "phone", name: "架空 尋子", opened_on: day(-8) });
  await go(`/cases?case=${asked}`);
  await page.getByRole("heading", { level: 1, name: "架空 尋子" }).waitFor();
  await now.getByRole("button", { name: label("cases.event.close"), exact: true }).click();
  await dialog.getByText(label("cases.close.not_taken")).waitFor();
  const ended = dialog.getByRole("textbox", { name: label("cases.close.on") });
  await ended.fill(day(-9).replaceAll("-", "/"));
  await dialog.getByRole("button", { name: as("information_given") }).click();
  const early = dialog.getByText(/このケースの出来事/);
  await early.waitFor();
  await ended.fill(day(-7).replaceAll("-", "/"));
  await early.waitFor({ state: "hidden" });
  await dialog.getByRole("button", { name: as("information_given") }).click();
  await badge(page, "enum.case_status.closed").waitFor();
  const answered = await call("cases", "case", { case_id: asked });
  assert.deepEqual([answered.outcome, answered.closed_on], ["information_given", day(-7)]);
  await now.getByRole("button", { name: label("cases.again") }).waitFor();

  await go("/cases");
  await page.getByRole("link", { name: label("cases.day.expired.go") }).click();
  await page.getByRole("row", { name: new RegExp(case_no) }).waitFor();
  assert.equal(await page.getByRole("row").count(), 2, "the head and that case alone");
  // A name that is looked for stands in no address: the browser writes addresses down.
  const find = page.getByRole("textbox", { name: label("cases.find") });
  await find.fill("だれでもない");
  await page.getByText(label("cases.none_found")).waitFor();
  assert.ok(!decodeURIComponent(page.url()).includes("だれでもない"), page.url());
  await find.fill("架空");
  await page.getByRole("row", { name: new RegExp(case_no) }).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.getByRole("button", { name: label("cases.erase.of", { no: case_no }) }).click();
  assert.ok(await dialog.getByRole("radio", { name: label("enum.case_erase_ground.retention") }).isChecked());
  await dialog.getByRole("button", { name: label("cases.erase.save"), exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await find.fill("");
  await page.getByText(label("cases.expired.none"), { exact: true }).waitFor();
});

test("what became of a referral is asked, and the day shows what is late", async (t) => {
  const desk = await counselling(t);
  const { page, go, call, restart } = desk;
  const id = await underWay(desk);
  await call("cases", "refer", { case_id: id, target: "架空の勉強会" });
  await call("cases", "correct_case", { case_id: id, opened_on: "2020-01-01" });
  await call("cases", "add_due", { case_id: id, kind: "contact", due_on: "2020-01-01" });
  await restart();
  await page.getByRole("heading", { name: label("cases.home") }).waitFor();
  assert.deepEqual(await audit(page), []);
  await go("/cases");
  await page.getByRole("heading", { name: label("cases.day.overdue", { n: 1 }) }).waitFor();
  assert.deepEqual(await audit(page), []);
  await go("/cases?tab=list&due=late");
  await page.getByText(label("cases.found.one")).first().waitFor();
  await page.getByRole("textbox", { name: label("cases.find"), exact: true }).focus();
  // The arrows go from the field into the list, Enter opens the case.
  await page.getByRole("link", { name: "架空 相談子" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const now = page.getByRole("complementary", { name: label("cases.now") });
  await now.getByRole("button", { name: label("cases.followed.ask_of", { to: "架空の勉強会" }) }).click();
  await now.getByRole("radio", { name: label("enum.referral_result.not_used") }).check();
  await now.getByRole("textbox", { name: label("cases.followed.why") }).fill("日程が合わなかった");
  await page.keyboard.press("Control+Enter");
  await now.getByText(/日程が合わなかった/).waitFor();
  const [referral] = (await call("cases", "case", { case_id: id })).referrals;
  assert.equal(referral.result, "not_used");
});

test("names and notes are blurred at a key, an anonymous contact stays without a name, and danger opens the help lines", async (t) => {
  const desk = await counselling(t);
  const { page, go } = desk;
  await go("/cases");
  await page.getByText(label("cases.day.nothing")).waitFor();
  await page.keyboard.press("Control+Shift+N");
  const dialog = page.getByRole("dialog");
  await dialog.getByText(label("cases.new.anonymous")).waitFor();
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("textbox", { name: label("cases.new.word") }).fill("つらい");
  await dialog.getByRole("checkbox", { name: new RegExp(label("cases.new.crisis").slice(0, 8)) }).check();
  await dialog.getByRole("button", { name: label("cases.new.save") }).click();
  await page.getByRole("heading", { level: 1, name: label("cases.anonymous") }).waitFor();
  await page.getByRole("heading", { name: label("cases.help_lines") }).waitFor();
  await page.getByText("0120-279-338").waitFor();
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Shift+P");
  const blurred = await page.getByRole("heading", { level: 1 }).locator(".ky-private").evaluate((name) => getComputedStyle(name).filter);
  assert.match(blurred, /blur/);
});

const OTHER = "みどりの 丘の 上 7";

/** Another officer takes the seat at this desk. */
async function sitDown({ call, restart, page, url, folder }, login, passphrase) {
  await call("desk", "lock");
  const response = await fetch(new URL("/offer", url), { method: "POST", body: JSON.stringify({ path: join(folder, "u.kyojo") }) });
  await call("desk", "open", { file: (await response.json()).ok.token, login, passphrase });
  await restart();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
}

test("danger: the check-list of the day is ticked, and only then is it over", async (t) => {
  const desk = await counselling(t);
  const { page, go, call } = desk;
  const id = await underWay(desk);
  await go(`/cases?case=${id}`);
  await page.getByRole("button", { name: label("cases.crisis.raise") }).click();
  const list = page.getByRole("group", { name: label("cases.crisis.list") });
  await list.getByRole("checkbox").first().waitFor();
  const over = page.getByRole("button", { name: label("cases.crisis.over") });
  assert.ok(await over.isDisabled());
  assert.deepEqual(await audit(page), []);
  const n = await list.getByRole("checkbox").count();
  for (let at = 0; at < n; at += 1) {
    await list.getByRole("checkbox").nth(at).click();
    await page.waitForFunction((at) => [...document.querySelectorAll('[role="group"] input[type="checkbox"]')].filter((box) => box.checked).length > at, at);
    await page.waitForTimeout(200);
  }
  await over.click();
  await page.getByRole("button", { name: label("cases.crisis.raise") }).waitFor();
  assert.equal((await call("cases", "case", { case_id: id })).crisis_on, null);
});

test("a second counsellor is admitted by the mark of the key, and the case is handed over under the consent to that", async (t) => {
  const desk = await counselling(t, { patient: true });
  const { page, go, call, restart } = desk;
  await call("officers", "add", { login: "hanako", display_name: "架空 花子", passphrase: OTHER, roles: ["counselor"] });
  const id = await underWay(desk);
  await restart();
  await go("/cases?tab=room");
  await page.getByRole("button", { name: label("cases.admit.of", { name: "架空 花子" }) }).click();
  const dialog = page.getByRole("dialog");
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: label("cases.admit.save"), exact: true }).click();
  await page.getByRole("row", { name: /架空 花子/ }).waitFor();
  await go(`/cases?case=${id}`);
  const now = page.getByRole("complementary", { name: label("cases.now") });
  await now.getByRole("button", { name: label("cases.hand_over"), exact: true }).click();
  // Without the consent to a hand-over it is refused, and the window says what is missing.
  await dialog.getByText(label("cases.hand_over.no_ground")).waitFor();
  await page.keyboard.press("Escape");
  await call("cases", "consent", { case_id: id, method: "written", scope: ["record", "handover"] });
  await restart();
  await go(`/cases?case=${id}`);
  // What is being written beside it is asked about: nobody else could ever read it.
  await now.getByRole("button", { name: label("cases.hand_over"), exact: true }).waitFor();
  await page.keyboard.press("F2");
  await page.getByRole("textbox", { name: label("cases.note.presenting") }).fill(SECRET);
  await page.getByText(label("cases.draft.kept")).waitFor();
  await now.getByRole("button", { name: label("cases.hand_over"), exact: true }).click();
  await dialog.getByText(label("cases.hand_over.drafts")).waitFor();
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: label("cases.draft.go_on") }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("textbox", { name: label("cases.note.presenting") }).focus();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("article").getByText(SECRET).waitFor();
  await now.getByRole("button", { name: label("cases.hand_over"), exact: true }).click();
  await dialog.getByText(label("cases.hand_over.consented")).waitFor();
  assert.equal(await dialog.getByText(label("cases.hand_over.drafts")).count(), 0);
  await dialog.getByRole("combobox", { name: label("cases.hand_over.to") }).click();
  await page.getByRole("option", { name: "架空 花子" }).click();
  await dialog.getByRole("checkbox", { name: label("cases.assign.not_supervisor") }).check();
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: label("cases.hand_over.save"), exact: true }).click();
  // Whoever handed over cannot read it any more.
  await page.getByRole("alert").first().waitFor();
  assert.equal(await page.getByText("架空 相談子").count(), 0);
  await sitDown(desk, "hanako", OTHER);
  await go(`/cases?case=${id}`);
  await page.getByRole("heading", { level: 1, name: "架空 相談子" }).waitFor();
});

test("questions of others are prepared, published with owner, licence and permission, and asked", async (t) => {
  const desk = await counselling(t);
  const { page, go, call } = desk;
  await go("/cases?tab=room");
  const section = page.getByRole("region", { name: label("cases.instruments") });
  await section.getByRole("button", { name: label("cases.instrument.add") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: label("cases.instrument.name") }).fill("職場の設問（架空）");
  await dialog.getByRole("textbox", { name: label("cases.instrument.part_no", { n: 1 }), exact: true }).fill("見通し");
  await dialog.getByRole("textbox", { name: label("cases.instrument.item_no", { n: 1 }), exact: true }).fill("見通しがある");
  await dialog.getByRole("button", { name: label("cases.instrument.item_add") }).click();
  const second = dialog.getByRole("group", { name: label("cases.instrument.item_no", { n: 2 }) });
  await second.getByRole("textbox", { name: label("cases.instrument.item_no", { n: 2 }), exact: true }).fill("見通しがない");
  await second.getByRole("checkbox", { name: label("cases.instrument.reverse") }).check();
  assert.deepEqual(await audit(page), []);
  if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT });
  await page.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  const name = "職場の設問（架空）";
  // Nobody asks what nobody may use.
  await section.getByRole("button", { name: label("cases.instrument.publish_of", { name }) }).click();
  await section.getByText(label("problem.instrument_unlicensed")).waitFor();
  await section.getByRole("button", { name: label("cases.instrument.change_of", { name }) }).click();
  for (const [field, words] of [["owner", "見本大学（架空）"], ["licence", "書面による許諾"], ["permission", "許諾書2026-3"]]) {
    await dialog.getByRole("textbox", { name: label(`cases.instrument.${field}`), exact: true }).fill(words);
  }
  await page.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  await section.getByRole("button", { name: label("cases.instrument.publish_of", { name }) }).click();
  await section.getByRole("button", { name: label("cases.instrument.retire_of", { name }) }).waitFor();
  assert.equal(await section.getByRole("button", { name: label("cases.instrument.change_of", { name }) }).count(), 0, "what is asked stays");
  assert.deepEqual(await audit(page), []);
  const made = (await call("cases", "instruments")).find((row) => row.name === name);
  assert.deepEqual(made.items.map((item) => item.reverse), [false, true]);
  const id = await underWay(desk);
  await go(`/cases?case=${id}`);
  await page.getByRole("button", { name: label("cases.check_in.add") }).click();
  await page.getByRole("combobox", { name: label("cases.check_in.instrument") }).click();
  await page.getByRole("option", { name }).click();
  await page.getByText(/見通しがない/).waitFor();
});

test("secrecy is lifted by two persons, opened with the sheet, read and seen by the counsellor", async (t) => {
  const desk = await union(t, { patient: true });
  const { sheet } = await counsel(desk);
  const { page, go, call } = desk;
  await people(desk, 2);
  const id = await underWay(desk);
  await call("officers", "add", { login: "tokatsu", display_name: "架空 統", passphrase: OTHER, roles: ["counsel_supervisor"] });
  const { case_no } = await call("cases", "case", { case_id: id });
  await go("/cases?tab=releases");
  await page.getByRole("button", { name: label("cases.release.ask"), exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: label("cases.case_no") }).fill(case_no);
  await dialog.getByRole("textbox", { name: label("cases.release.reference") }).fill("第3回執行委員会 議事録");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await page.getByText(label("cases.release.waits")).waitFor();
  assert.equal(await page.getByRole("button", { name: label("cases.release.agree_of", { no: case_no }) }).count(), 0, "nobody agrees to the own request");

  await sitDown(desk, "tokatsu", OTHER);
  await page.getByRole("link", { name: label("ui.rail.cases") }).click();
  await page.getByText(label("cases.supervised.none")).waitFor();
  assert.equal(await page.getByRole("button", { name: label("cases.new") }).count(), 0, "who supervises takes no inquiries");
  await page.getByRole("tab", { name: label("cases.tab.releases") }).click();
  await page.getByRole("button", { name: label("cases.release.agree_of", { no: case_no }) }).click();
  await badge(page, "enum.release_state.agreed").waitFor();
  assert.deepEqual(await audit(page), []);

  await sitDown(desk, "admin", PASSPHRASE);
  await go("/cases?tab=releases");
  await page.getByRole("button", { name: label("cases.release.open_of", { no: case_no }) }).click();
  await dialog.getByRole("textbox", { name: label("cases.sheet.code") }).fill(sheet);
  await dialog.getByRole("combobox", { name: label("cases.release.reader") }).click();
  await page.getByRole("option", { name: "架空 統" }).click();
  // That the reader is no superior and no party is said, never taken for granted.
  const looked = dialog.getByRole("checkbox", { name: label("cases.release.open.not_supervisor") });
  assert.equal(await looked.isChecked(), false);
  await looked.check();
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: label("cases.release.open.save"), exact: true }).click();
  await page.getByText(label("cases.release.reads", { who: "架空 統" })).waitFor();

  await sitDown(desk, "tokatsu", OTHER);
  await go("/cases?tab=supervised");
  await page.getByRole("button", { name: label("cases.supervised.read_of", { no: case_no }) }).click();
  await page.getByRole("heading", { level: 2, name: "架空 相談子" }).waitFor();
  assert.deepEqual(await audit(page), []);

  await sitDown(desk, "admin", PASSPHRASE);
  await go(`/cases?case=${id}`);
  await page.getByText(label("cases.line.read", { who: "架空 統", as: label("enum.case_part.emergency") })).waitFor();
});

test("what two persons decide goes out once, to whom and as what they named", async (t) => {
  const desk = await counselling(t, { patient: true });
  const { page, go, call } = desk;
  const id = await underWay(desk);
  await call("cases", "consent", { case_id: id, method: "written", accepted: false, scope: ["outward"] });
  await call("officers", "add", { login: "tokatsu", display_name: "架空 統", passphrase: OTHER, roles: ["counsel_supervisor"] });
  const { case_no } = await call("cases", "case", { case_id: id });
  await go("/cases?tab=releases");
  await page.getByRole("button", { name: label("cases.release.ask"), exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: label("cases.case_no") }).fill(case_no);
  await dialog.getByRole("combobox", { name: label("cases.release.purpose") }).click();
  await page.getByRole("option", { name: label("enum.release_purpose.outward") }).click();
  await dialog.getByRole("textbox", { name: label("cases.release.recipient") }).fill("市の相談室");
  await dialog.getByRole("textbox", { name: label("cases.release.items") }).fill("氏名\n連絡先");
  await dialog.getByRole("textbox", { name: label("cases.release.reference") }).fill("第3回執行委員会 議事録");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await page.getByText(label("cases.release.waits")).waitFor();

  await sitDown(desk, "tokatsu", OTHER);
  await go("/cases?tab=releases");
  await page.getByText(label("cases.release.goes", { to: "市の相談室", items: "氏名・連絡先" })).waitFor();
  await page.getByRole("button", { name: label("cases.release.agree_of", { no: case_no }) }).click();
  await badge(page, "enum.release_state.agreed").waitFor();

  await sitDown(desk, "admin", PASSPHRASE);
  await go(`/cases?case=${id}`);
  const now = page.getByRole("complementary", { name: label("cases.now") });
  await now.getByText(new RegExp(label("cases.consent.superseded"))).first().waitFor();
  await now.getByRole("button", { name: label("cases.event.refer_out"), exact: true }).click();
  await dialog.getByText(label("cases.refer_out.released")).waitFor();
  assert.equal(await dialog.getByRole("textbox", { name: label("cases.refer_out.recipient") }).inputValue(), "市の相談室");
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: label("cases.event.refer_out"), exact: true }).click();
  await badge(page, "enum.case_status.referred_out").waitFor();
  const [release] = await call("cases", "releases");
  assert.equal(release.state, "used");
});
