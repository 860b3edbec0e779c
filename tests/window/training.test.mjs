// 研修: from the catalogue to the certificates; seats across unions, who waits and why, a room noted by keyboard.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { applyFrom, day, label, openRun, people, trains, union } from "./union.mjs";

async function office(t, options = {}) {
  const desk = await union(t, { patient: true, ...options });
  return { ...desk, ...(await trains(desk)) };
}

const run = (desk, more) => openRun(desk, desk.course, more);
const apply = applyFrom;

const row = (page, name) => page.getByRole("row", { name: new RegExp(name) });

test("a course is added, held with a first day, planned, and opened for applications", async (t) => {
  const desk = await union(t, { patient: true });
  const { call, page, go } = desk;
  const [first] = await call("officers", "list");
  await call("officers", "grant", { officer: first.id, role: "training_manager" });
  await call("organizations", "add_employer", { kind: "enterprise_union", name: "あかね労組（架空）" });
  await desk.restart();
  await page.getByRole("link", { name: label("ui.rail.training"), exact: true }).click();
  await page.getByRole("heading", { level: 1, name: label("training.title") }).waitFor();
  await page.getByRole("tab", { name: label("training.tab.courses") }).click();
  await page.keyboard.press("Control+n");
  const panel = page.getByRole("complementary");
  await panel.getByRole("textbox", { name: label("training.course.title") }).fill("団体交渉入門（架空）");
  await panel.getByRole("textbox", { name: label("training.course.hours.plan") }).fill("６時間");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "団体交渉入門（架空）", exact: true }).click();
  await panel.getByRole("button", { name: label("training.run.add") }).click();
  await panel.getByRole("textbox", { name: label("training.capacity") }).fill("20");
  await panel.getByRole("textbox", { name: label("training.run.first_on") }).fill(day(30));
  assert.deepEqual(await audit(page), []);
  await panel.getByRole("button", { name: label("training.run.add.save") }).click();
  await page.getByRole("heading", { level: 1, name: "団体交渉入門（架空）" }).waitFor();
  // Seats are kept for the partner; more than there are is refused before it is saved.
  await page.getByRole("button", { name: label("training.plan.quotas.edit") }).click();
  await panel.getByRole("button", { name: label("training.quota.add") }).click();
  await panel.getByRole("textbox", { name: label("training.quota.seats") }).fill("21");
  await panel.getByText(label("error.E-03", { kept: 21, capacity: 20 })).waitFor();
  await panel.getByRole("textbox", { name: label("training.quota.seats") }).fill("8");
  await panel.getByText(label("training.quotas.sum", { capacity: 20, kept: 8, common: 12 })).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await panel.waitFor({ state: "detached" });
  // At once: the step waits until the page has read the run again, and is not refused for what was saved just now.
  await page.getByRole("button", { name: label("training.step.open_run") }).click();
  await page.getByText(new RegExp(`^\\W*${label("enum.run_status.open")}$`)).first().waitFor();
  // What cannot be done yet is grey, and says why.
  const begin = page.getByRole("button", { name: label("training.step.begin_run") });
  await page.waitForFunction((words) => [...document.querySelectorAll("button")].some((each) => each.textContent === words && each.getAttribute("aria-disabled") === "true"), label("training.step.begin_run"));
  const why = await begin.evaluate((button) => document.getElementById(button.getAttribute("aria-describedby")).textContent);
  assert.match(why, /まだその日になっていません/);
  await begin.click({ force: true });
  const [held] = await call("training", "runs");
  assert.equal(held.status, "open", "the grey button does nothing");
  await go("/training?tab=calendar");
  await page.getByRole("columnheader", { name: label("training.weekday.mon") }).waitFor();
  assert.deepEqual(await audit(page), []);
});

test("seats go to the own union first, the board says who waits and why, and a cancellation is shown before it is made", async (t) => {
  const desk = await office(t);
  const { page, go, a, b, call } = desk;
  const id = await run(desk, { quotas: [{ org_id: a, seats: 2 }, { org_id: b, seats: 1 }], quota_release_on: day(20) });
  await apply(desk, id, a, "赤井", "秋田", "浅野");
  await apply(desk, id, b, "馬場", "服部");
  await go(`/training/run?run=${id}`);
  const main = page.getByRole("main");
  await main.getByRole("heading", { name: label("training.people_n", { what: label("training.list.waiting"), n: 2 }) }).waitFor();
  const waiting = page.getByRole("region", { name: label("training.people_n", { what: label("training.list.waiting"), n: 2 }) });
  assert.match(await waiting.getByRole("row").nth(1).innerText(), /浅野/);
  assert.match(await waiting.getByRole("row").nth(2).innerText(), /服部/);
  await waiting.getByText(label("enum.wait_reason.no_seat")).first().waitFor();
  assert.deepEqual(await audit(page), []);
  await main.getByRole("button", { name: "赤井", exact: true }).click();
  const panel = page.getByRole("complementary");
  await panel.getByText(label("enum.seat_reason.own_quota")).first().waitFor();
  await panel.getByRole("button", { name: label("training.cancel"), exact: true }).click();
  // Who moves up stands there before anything is done.
  await panel.getByText(/浅野さん → 繰上げ案内/).waitFor();
  assert.deepEqual(await audit(page), []);
  await panel.getByRole("textbox", { name: label("training.reason") }).fill("仕事の都合");
  await page.keyboard.press("Control+Enter");
  await main.getByRole("heading", { name: label("training.people_n", { what: label("training.list.offered"), n: 1 }) }).waitFor();
  await page.keyboard.press("Escape");
  await main.getByRole("button", { name: "浅野", exact: true }).click();
  await panel.getByText(label("enum.seat_reason.freed_own_quota")).first().waitFor();
  await panel.getByRole("button", { name: label("training.accept"), exact: true }).click();
  await panel.getByText(label("enum.enrolment_status.confirmed")).first().waitFor();
  const board = await call("training", "board", { id });
  assert.deepEqual(board.rows.filter((each) => each.status === "confirmed").map((each) => each.name).sort(), ["浅野", "秋田", "馬場"].sort());
  // Taken back from the bar, the offer stands again.
  await page.getByRole("button", { name: label("ui.take_back") }).first().click();
  await panel.getByText(label("enum.enrolment_status.offered")).first().waitFor();
});

test("members by number and people of another union apply in one form, without a mouse", async (t) => {
  const desk = await office(t);
  await people(desk, 3);
  const { page, go, call } = desk;
  const { rows: roster } = await call("members", "list", { limit: 3 });
  const id = await run(desk, { capacity: 4, is_public: true });
  await go(`/training/run?run=${id}`);
  await page.getByText(label("training.nobody_yet")).waitFor();
  await page.keyboard.press("Control+n");
  const panel = page.getByRole("complementary");
  await panel.getByRole("textbox", { name: label("training.find_member") }).waitFor();
  await page.keyboard.type(roster[0].member_no);
  await page.keyboard.press("Enter");
  await panel.getByText(label("training.picked_n", { n: 1 })).waitFor();
  await page.keyboard.type(roster[1].member_no);
  await page.keyboard.press("Enter");
  await panel.getByText(label("training.picked_n", { n: 2 })).waitFor();
  await panel.getByText(label("training.would", { status: label("enum.enrolment_status.confirmed") })).first().waitFor();
  await page.keyboard.type("99999999");
  await page.keyboard.press("Enter");
  await panel.getByText(label("training.find_member.none")).waitFor();
  assert.deepEqual(await audit(page), []);
  await panel.getByText(label("training.who.outside"), { exact: true }).click();
  await panel.getByRole("combobox", { name: label("training.org") }).click();
  await page.getByRole("option", { name: "あかね労組（架空）" }).click();
  await panel.getByRole("textbox", { name: label("training.family"), exact: true }).fill("赤井");
  await panel.getByRole("button", { name: label("training.outside.add") }).click();
  await panel.getByText(label("training.picked_n", { n: 3 })).waitFor();
  await panel.getByRole("checkbox", { name: label("training.together") }).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await panel.waitFor({ state: "detached" });
  await page.getByRole("heading", { name: label("training.people_n", { what: label("training.list.seated"), n: 3 }) }).waitFor();
  const { run: held } = await call("training", "board", { id });
  assert.deepEqual([held.confirmed, held.organisations], [3, 2]);
});

test("badges with codes are written from the day, and the door takes what they say", async (t) => {
  const desk = await office(t);
  const { page, go, call, a, folder, queueFile } = desk;
  const id = await run(desk, { capacity: 50, is_public: true });
  await apply(desk, id, a, "浅野", "秋田", "芦田");
  await go(`/training/run?run=${id}&part=attendance`);
  await page.getByRole("button", { name: label("training.paper.badges.write") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: label("members.export.purpose"), exact: true }).waitFor();
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("radio", { name: label("desk.file_password.plain") }).click();
  const file = join(folder, "名札.xlsx");
  await queueFile(file);
  await dialog.getByRole("button", { name: label("training.paper.save") }).click();
  await page.getByText(label("training.written", { name: "名札.xlsx" })).waitFor();
  const log = await call("officers", "exports", {});
  assert.deepEqual([log.rows[0].report, log.rows[0].rows], ["training-badges", 3]);
});

test("a room of forty is noted by keyboard in few strokes, with a scanner at the door, and finished to certificates", async (t) => {
  const desk = await office(t);
  const { page, go, call, a } = desk;
  const id = await run(desk, { capacity: 50, is_public: true, sessions: [{ held_on: day(0), starts: "00:00", ends: "23:30", minutes: 120, required: true }] });
  await apply(desk, id, a, ...Array.from({ length: 40 }, (_, at) => `参加${String(at).padStart(2, "0")}`));
  await call("training", "close_run", { id });
  await go(`/training/run?run=${id}&part=attendance`);
  const grid = page.getByRole("grid", { name: label("training.part.attendance") });
  await grid.waitFor();
  // With large letters every column is there, and each cell says that it can be pressed.
  await page.evaluate(() => document.documentElement.style.setProperty("--ky-root", "20px"));
  assert.equal(await grid.evaluate((table) => table.parentElement.parentElement.scrollWidth <= table.parentElement.parentElement.clientWidth), true, "no column is cut");
  const late = row(page, "参加00").getByRole("gridcell").nth(2);
  assert.equal(await late.innerText(), "○");
  await late.click();
  const minutes = grid.getByRole("textbox");
  await minutes.waitFor();
  const [field, box] = [await minutes.boundingBox(), await grid.boundingBox()];
  assert.ok(field.x + field.width <= box.x + box.width, "the minutes stand inside the table");
  await late.click();
  // In a low window the head gives way to a form, and comes back.
  const back = page.getByRole("link", { name: label("training.to_list") });
  assert.equal(await back.isVisible(), true);
  await page.getByRole("button", { name: label("training.walk_in") }).click();
  await page.getByRole("complementary").waitFor();
  await page.setViewportSize({ width: 1280, height: 700 });
  await back.waitFor({ state: "hidden" });
  assert.equal(await page.getByRole("heading", { level: 1 }).isVisible(), true);
  await page.setViewportSize({ width: 1280, height: 820 });
  await page.keyboard.press("Escape");
  await back.waitFor();
  await page.evaluate(() => document.documentElement.style.removeProperty("--ky-root"));
  // At 125 % of a small screen the room is seen nearly whole: one line to a person, and the head and the button stay in sight.
  await page.setViewportSize({ width: 1024, height: 640 });
  await row(page, "参加20").getByRole("rowheader").focus();
  await page.waitForTimeout(200);
  const seen = await grid.evaluate((table) => {
    const main = document.querySelector("main").getBoundingClientRect();
    const head = table.tHead.rows[0].cells[0].getBoundingClientRect();
    const inside = ({ top, bottom }) => top >= head.bottom - 1 && bottom <= main.bottom;
    return { head: Math.round(head.top - main.top), rows: [...table.tBodies[0].rows].filter((each) => inside(each.getBoundingClientRect())).length };
  });
  assert.equal(seen.head, 0, "the head stays at the edge");
  assert.ok(seen.rows >= 17, `${seen.rows} people are seen`);
  assert.equal(await page.getByRole("button", { name: label("training.attendance.save", { n: 0 }) }).isVisible(), true);
  await page.setViewportSize({ width: 1280, height: 820 });
  // A scanner types the code and Enter; whoever it is counts at once.
  const [{ code }] = await call("training", "runs");
  await page.getByRole("textbox", { name: label("training.scan") }).focus();
  await page.keyboard.type(`${code}-3`);
  await page.keyboard.press("Enter");
  await page.getByText(label("training.scan.done", { name: "参加02" })).waitFor();
  await page.keyboard.type(`${code}-3`);
  await page.keyboard.press("Enter");
  await page.getByText(label("training.scan.already", { name: "参加02", how: label("enum.attendance.present") })).waitFor();
  await page.keyboard.type("ZZ-9");
  await page.keyboard.press("Enter");
  await page.getByText(label("training.scan.unknown", { code: "ZZ-9" })).waitFor();
  assert.deepEqual(await audit(page), []);
  // 40 people: 1 for each who is there, 4 for who is not, 2 and minutes for who was late.
  const started = Date.now();
  let strokes = 0;
  const press = async (key) => {
    strokes += 1;
    await page.keyboard.press(key);
  };
  await grid.getByRole("rowheader").first().focus();
  for (let at = 0; at < 40; at += 1) {
    if (at === 5) {
      await press("2");
      await page.waitForTimeout(50);
      for (const digit of "90") await press(digit);
      await press("Enter");
    } else await press(at % 10 === 7 ? "4" : "1");
  }
  const save = page.getByRole("button", { name: label("training.attendance.save", { n: 39 }) });
  await save.waitFor();
  await page.getByText(new RegExp(label("training.attendance.noted", { n: 40, of: 40 }))).waitFor();
  assert.ok(strokes <= 43, `${strokes} strokes`);
  assert.ok(Date.now() - started < 60_000, "a room in a minute");
  assert.deepEqual(await audit(page), []);
  await press("Control+Enter");
  await page.getByRole("button", { name: label("training.attendance.save", { n: 0 }) }).waitFor();
  const { entries } = await call("training", "attendance", { id });
  assert.equal(entries.length, 40);
  assert.equal(entries.filter((entry) => entry.attendance === "absent").length, 4);
  assert.deepEqual(entries.filter((entry) => entry.attendance === "late").map((entry) => entry.minutes), [90]);
  // To the end: begin, finish, judge, certificates.
  for (const step of ["begin_run", "finish_run", "complete_run"]) {
    await page.getByRole("button", { name: label(`training.step.${step}`), exact: true }).click();
    await page.getByText(label(`op.training.${step}`, { title: "交渉の基礎（架空）" })).first().waitFor();
  }
  await page.getByRole("tab", { name: label("training.part.certificates") }).click();
  await page.getByRole("button", { name: label("training.issue") }).click();
  const certificates = page.getByRole("region", { name: label("training.certificates"), exact: true });
  await certificates.waitFor();
  assert.deepEqual(await audit(page), []);
  const given = await call("training", "certificates", { id });
  assert.equal(given.length, 35, "who was late by more than 20 % has not completed");
  await certificates.getByRole("button", { name: label("training.revoke_of", { number: given[0].number }) }).click();
  const panel = page.getByRole("complementary");
  await panel.getByRole("textbox", { name: label("training.reason") }).fill("氏名の誤り");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await certificates.getByText("氏名の誤り").waitFor();
});

test("costs are shared to the yen, answers stay hidden while they are few, and interest tells whether another run is worth it", async (t) => {
  const desk = await office(t);
  const { page, go, call, a, course, folder, queueFile } = desk;
  const contact = { contact_name: "見本 窓口（架空）", contact_phone: "03-0000-0000" };
  const id = await run(desk, { ...contact, is_public: true, cost_model: "per_confirmed_head", sessions: [{ held_on: day(0), starts: "00:00", ends: "23:30" }] });
  await apply(desk, id, a, "赤井", "秋田", "浅野");
  await go(`/training/run?run=${id}&part=costs`);
  await page.getByText(label("training.cost.empty")).waitFor();
  await page.getByRole("button", { name: label("training.cost.add") }).click();
  const panel = page.getByRole("complementary");
  await panel.getByRole("textbox", { name: label("training.cost.amount") }).fill("１００，０００");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await panel.waitFor({ state: "detached" });
  const shares = page.getByRole("region", { name: label("training.shares") });
  await row(shares, "あかね労組（架空）").getByText("100,000円").first().waitFor();
  // The bill of one partner is a file of its own, with the way to pay that was typed.
  const bill = join(folder, "請求.xlsx");
  await queueFile(bill);
  await shares.getByRole("button", { name: label("training.bill.of", { org: "あかね労組（架空）" }) }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: label("training.bill.payment") }).fill("架空銀行 1234567");
  assert.deepEqual(await audit(page), []);
  if (process.env.KYOJO_OUT) await page.screenshot({ path: join(process.env.KYOJO_OUT, "bill.png") });
  await page.keyboard.press("Control+Enter");
  await dialog.getByText(label("training.written", { name: "請求.xlsx" })).waitFor();
  await dialog.getByRole("button", { name: label("ui.close") }).last().click();
  await dialog.waitFor({ state: "detached" });
  assert.ok(existsSync(bill));
  // Shares may still change until the run is over: the button is grey and says so.
  const settle = shares.getByRole("button", { name: label("training.settle_of", { org: "あかね労組（架空）" }) });
  assert.equal(await settle.getAttribute("aria-disabled"), "true");
  await call("training", "finish_run", { id });
  // Whoever starts anew begins at home.
  await desk.restart();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  await go(`/training/run?run=${id}&part=costs`);
  await settle.click();
  await shares.getByRole("button", { name: label("training.unsettle_of", { org: "あかね労組（架空）" }) }).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.getByRole("tab", { name: label("training.part.evaluation") }).click();
  await page.getByRole("button", { name: label("training.evaluation.add") }).click();
  for (let n = 1; n <= 5; n += 1) {
    await panel.getByRole("radiogroup", { name: label("training.evaluation.overall") }).getByRole("radio", { name: "5" }).check();
    if (n === 1) assert.deepEqual(await audit(page), []);
    await page.keyboard.press("Control+Enter");
    await panel.getByText(label("training.evaluation.entered", { n })).waitFor();
    // The next sheet is an empty one.
    await page.waitForFunction(() => document.querySelectorAll("input[type=radio]:checked").length === 0);
    if (n === 2) await page.getByText(label("training.evaluation.few")).waitFor();
  }
  await page.getByRole("cell", { name: "5.00" }).first().waitFor();
  await go("/training?tab=demand");
  await page.getByRole("button", { name: label("training.interest.add") }).first().click();
  await panel.getByRole("combobox", { name: label("training.course") }).click();
  await page.getByRole("option", { name: "交渉の基礎（架空）" }).click();
  await panel.getByRole("textbox", { name: label("training.interest.people") }).fill("12");
  await page.keyboard.press("Control+Enter");
  await page.getByText(label("training.demand.sum", { interested: 12, waiting: 0, free: 0, short: 12 })).waitFor();
  assert.deepEqual(await audit(page), []);
  assert.equal((await call("training", "demand")).find((each) => each.course_id === course).interested, 12);
});

test("who may only look sees the runs without a button to change them", async (t) => {
  const desk = await office(t);
  const { page, go, call } = desk;
  const id = await run(desk);
  const [first] = await call("officers", "list");
  const { id: grant, version } = first.grants.find((each) => each.role === "training_manager");
  await call("officers", "revoke", { grant, version });
  await desk.restart();
  await go(`/training/run?run=${id}`);
  await page.getByRole("heading", { level: 1, name: "交渉の基礎（架空）" }).waitFor();
  await page.getByText(label("training.nobody_yet")).waitFor();
  for (const words of ["training.apply", "training.step.close_run", "training.cancel_run"]) {
    assert.equal(await page.getByRole("button", { name: label(words), exact: true }).count(), 0, words);
  }
  assert.deepEqual(await audit(page), []);
});

test("a partner union takes part by a workbook: invited, looked at, taken in, answered", async (t) => {
  const desk = await office(t);
  const { page, go, a, folder, queueFile, call } = desk;
  const id = await run(desk, { quotas: [{ org_id: a, seats: 2 }] });
  await go(`/training/run?run=${id}&part=partners`);
  const invitation = join(folder, "案内.xlsx");
  await queueFile(invitation);
  await page.getByRole("button", { name: label("training.invitation.of", { org: "あかね労組（架空）" }) }).click();
  const dialog = page.getByRole("dialog");
  // Nobody is named to whom the form goes back: it is asked, and nothing is written without.
  await dialog.getByRole("button", { name: label("training.results.save") }).click();
  await dialog.getByText(label("problem.contact_way")).waitFor();
  assert.ok(!existsSync(invitation));
  await dialog.getByRole("textbox", { name: label("training.contact_name") }).fill("研修 花子（架空）");
  await dialog.getByRole("textbox", { name: label("training.contact_mail") }).fill("kenshu@example.jp");
  const language = dialog.getByRole("combobox", { name: label("training.language") });
  assert.equal(await language.inputValue(), label("enum.locale.ja"), "before anything went out");
  await language.click();
  await page.getByRole("option", { name: label("enum.locale.en") }).click();
  assert.deepEqual(await audit(page), []);
  if (process.env.KYOJO_OUT) await page.screenshot({ path: join(process.env.KYOJO_OUT, "invite.png") });
  await dialog.getByRole("button", { name: label("training.results.save") }).click();
  await dialog.getByText(label("training.written", { name: "案内.xlsx" })).waitFor();
  await dialog.getByRole("button", { name: label("ui.close") }).last().click();
  await dialog.waitFor({ state: "detached" });
  assert.ok(existsSync(invitation));
  assert.equal((await call("training", "partners", { id }))[0].locale, "en");
  await page.getByText(label("training.partners.event.invited", { edition: 1 })).waitFor();
  await page.getByRole("table").getByText(label("enum.partner_state.waiting")).waitFor();
  assert.deepEqual(await audit(page), []);
  // It comes back filled in: one row can be taken, one cannot, and both are shown before anything is written.
  const post = await fetch(new URL("/offer", desk.url), { method: "POST", body: JSON.stringify({ path: join(folder, "第2版.xlsx") }) });
  const { form } = await call("training", "write_invitation", { run_id: id, org_id: a, file: (await post.json()).ok.token });
  const head = "番号,申込・取消,姓,名,セイ,メイ,メール,電話,会社,業種,年代,結果の連絡に同意,連絡事項";
  const back = join(folder, "申込書.csv");
  const lines = ["申込書", `様式番号 ${form}　第2版`, "", head, "1,申込,青木,一子,,,,,,流通,30代,同意する,", "2,やめる,江口,二子,,,,,,,,,"];
  writeFileSync(back, `\ufeff${lines.join("\r\n")}\r\n`);
  await queueFile(back);
  await page.getByRole("button", { name: label("training.form.take") }).click();
  await dialog.getByText(label("support.recheck.count", { what: label("enum.form_outcome.applied"), n: 1 })).waitFor();
  await dialog.getByText(label("support.recheck.count", { what: label("enum.form_outcome.refused"), n: 1 })).waitFor();
  await dialog.getByText(/選択肢にない言葉/).waitFor();
  assert.deepEqual(await audit(page), []);
  assert.equal((await call("training", "board", { id })).rows.length, 0, "looking writes nothing");
  // The row that cannot be taken goes back under a password, and the look at the form is there again.
  const returned = join(folder, "直す.xlsx");
  await queueFile(returned);
  await dialog.getByRole("button", { name: label("training.rejects.save", { n: 1 }) }).click();
  await dialog.getByText(label("training.rejects.text", { n: 1, org: "あかね労組（架空）" })).waitFor();
  const password = await dialog.getByRole("textbox", { name: label("desk.file_password.once") }).inputValue();
  assert.match(password, /^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/);
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: label("training.paper.save") }).click();
  await dialog.getByText(label("training.written", { name: "直す.xlsx" })).waitFor();
  assert.equal(await dialog.getByRole("textbox", { name: label("desk.file_password.once") }).inputValue(), password);
  assert.notEqual(readFileSync(returned).subarray(0, 2).toString("latin1"), "PK", "no archive that lies open");
  await dialog.getByRole("button", { name: label("ui.close") }).last().click();
  await dialog.getByRole("button", { name: label("training.form.apply", { n: 1 }) }).click();
  await dialog.waitFor({ state: "detached" });
  assert.deepEqual((await call("training", "board", { id })).rows.map((each) => [each.name, each.status]), [["青木 一子", "confirmed"]]);
  // The same form comes again, written on: a consent is taken back, a column is theirs alone, and all of it is shown.
  const again = join(folder, "申込書2.csv");
  const written = ["申込書", `様式番号 ${form}　第2版`, "", `${head},班`, "1,申込,青木,一子,,,,03-0000-0000,,流通,30代,同意しない,,東"];
  writeFileSync(again, `\ufeff${written.join("\r\n")}\r\n`);
  await queueFile(again);
  await page.getByRole("button", { name: label("training.form.take") }).click();
  await dialog.getByText(label("support.recheck.count", { what: label("enum.form_outcome.changed"), n: 1 })).waitFor();
  await dialog.getByText(label("training.form.change", { column: label("column.form_consent"), to: label("enum.form_consent.no") })).waitFor();
  await dialog.getByText(label("training.form.foreign", { columns: "「班」" })).waitFor();
  assert.deepEqual(await audit(page), []);
  if (process.env.KYOJO_OUT) await page.screenshot({ path: join(process.env.KYOJO_OUT, "form-again.png") });
  await dialog.getByRole("button", { name: label("training.form.apply", { n: 1 }) }).click();
  await dialog.waitFor({ state: "detached" });
  // Another file is no form at all.
  const other = join(folder, "名簿.csv");
  writeFileSync(other, "\ufeff氏名\r\n赤井\r\n");
  await queueFile(other);
  await page.getByRole("button", { name: label("training.form.take") }).click();
  await dialog.getByRole("alert").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await apply(desk, id, a, "赤井", "秋田", "浅野");
  await page.getByRole("button", { name: label("training.results.of", { org: "あかね労組（架空）" }) }).click();
  await dialog.getByRole("textbox", { name: label("members.export.purpose") }).fill("申込の結果の連絡");
  assert.deepEqual(await audit(page), []);
  const answer = join(folder, "結果.xlsx");
  await queueFile(answer);
  await dialog.getByRole("button", { name: label("training.results.save") }).click();
  await dialog.getByText(label("training.written", { name: "結果.xlsx" })).waitFor();
  assert.ok(existsSync(answer));
  await dialog.getByRole("button", { name: label("ui.close") }).last().click();
  await dialog.waitFor({ state: "detached" });
  // What happened, with its day and its counts.
  await page.getByRole("table").getByText(label("enum.partner_state.answered")).waitFor();
  const counts = [label("training.partners.event.count", { what: label("enum.form_outcome.applied"), n: 1 }), label("training.partners.event.count", { what: label("enum.form_outcome.refused"), n: 1 })];
  await page.getByText(label("training.partners.event.came", { edition: 2, counts: counts.join(" / ") })).waitFor();
  assert.deepEqual(await audit(page), []);
  if (process.env.KYOJO_OUT) await page.screenshot({ path: join(process.env.KYOJO_OUT, "partners.png") });
  assert.equal((await call("training", "board", { id })).rows.length, 4);
});

test("what goes to every partner is written at once into a folder, and what names people under a password for each", async (t) => {
  const desk = await office(t);
  const { page, go, call, a, b, folder, queueFile } = desk;
  const contact = { contact_name: "見本 窓口（架空）", contact_phone: "03-0000-0000" };
  const id = await run(desk, { ...contact, quotas: [{ org_id: a, seats: 2 }, { org_id: b, seats: 1 }] });
  await apply(desk, id, a, "赤井", "秋田");
  const out = join(folder, "団体あて");
  mkdirSync(out);
  await go(`/training/run?run=${id}&part=partners`);
  // Who has applied already is not invited; nothing is asked but whom the forms go back to, and whom the run names stands there.
  await queueFile(out);
  const invite = page.getByRole("button", { name: label("training.to_partners.invitation") });
  await invite.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: label("training.contact_name") }).waitFor();
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: label("training.to_partners.folder") }).click();
  await dialog.getByText(label("training.to_partners.written", { n: 1, folder: "団体あて" })).waitFor();
  await row(dialog, "ぶどう労組（架空）").waitFor();
  assert.deepEqual(await audit(page), []);
  assert.equal(readdirSync(out).length, 1);
  await dialog.getByRole("button", { name: label("ui.close") }).last().click();
  await dialog.waitFor({ state: "detached" });
  await invite.waitFor({ state: "detached" });
  // Who is looked at stands in the address, and who is not shown is counted.
  await page.getByRole("button", { name: label("training.partners.look", { what: label("enum.partner_state.waiting"), n: 1 }) }).press("Enter");
  await page.getByText(label("training.partners.hidden", { n: 1, hidden: 1 })).waitFor();
  assert.match(page.url(), /look=waiting/);
  assert.deepEqual(await audit(page), []);
  if (process.env.KYOJO_OUT) await page.screenshot({ path: join(process.env.KYOJO_OUT, "partners-looked-at.png") });
  await page.getByRole("button", { name: label("ui.chips.clear") }).click();
  await page.getByText(label("training.partners.all", { n: 2 })).waitFor();
  // The answer names people: it is said why, and each file has its own password, shown once beside it.
  await queueFile(out);
  await page.getByRole("button", { name: label("training.to_partners.results") }).click();
  await dialog.getByRole("textbox", { name: label("members.export.purpose") }).fill("申込の結果の連絡");
  assert.deepEqual(await audit(page), []);
  if (process.env.KYOJO_OUT) await page.screenshot({ path: join(process.env.KYOJO_OUT, "to-partners.png") });
  await dialog.getByRole("button", { name: label("training.to_partners.folder") }).click();
  await dialog.getByText(label("training.to_partners.written", { n: 1, folder: "団体あて" })).waitFor();
  assert.match(await row(dialog, "あかね労組（架空）").innerText(), /[a-z2-9]{5}(-[a-z2-9]{5}){3}/);
  assert.deepEqual(await audit(page), []);
  if (process.env.KYOJO_OUT) await page.screenshot({ path: join(process.env.KYOJO_OUT, "to-partners-written.png") });
  const answer = readdirSync(out).find((name) => name.includes("あかね"));
  assert.notEqual(readFileSync(join(out, answer)).subarray(0, 2).toString("latin1"), "PK", "no archive that lies open");
  await dialog.getByRole("button", { name: label("ui.open") }).click();
  await dialog.getByRole("button", { name: label("ui.close") }).last().click();
  await dialog.waitFor({ state: "detached" });
  const log = await call("officers", "exports", {});
  assert.deepEqual(log.rows.slice(0, 2).map((each) => [each.report, each.recipient]), [["training-results", "あかね労組（架空）"], ["training-invitation", "ぶどう労組（架空）"]]);
});

test("tables mix the unions, and two who must not meet do not", async (t) => {
  const desk = await office(t);
  const { page, go, a, b, call } = desk;
  const id = await run(desk, { capacity: 20, is_public: true });
  await apply(desk, id, a, "赤井", "秋田", "浅野", "荒井");
  await apply(desk, id, b, "馬場", "服部", "林", "原");
  await go(`/training/run?run=${id}&part=tables`);
  await page.getByRole("textbox", { name: label("training.tables") }).fill("2");
  for (const [words, name] of [["training.apart.first", "赤井"], ["training.apart.second", "馬場"]]) {
    await page.getByRole("combobox", { name: label(words) }).click();
    await page.getByRole("option", { name: new RegExp(name) }).click();
  }
  await page.getByRole("button", { name: label("training.apart.add") }).click();
  await page.getByText(label("training.apart.pair", { one: "赤井", other: "馬場" })).waitFor();
  await page.getByRole("button", { name: label("training.mix") }).click();
  const second = page.getByRole("region", { name: label("training.table_n", { n: 2 }) });
  await second.waitFor();
  assert.equal(await second.getByRole("listitem").count(), 4);
  assert.deepEqual(await audit(page), []);
  const { rows, apart } = await call("training", "board", { id });
  const table = (name) => rows.find((each) => each.name === name).table_no;
  assert.notEqual(table("赤井"), table("馬場"));
  assert.equal(apart.length, 1);
  // The pair is still there for whoever opens the page anew.
  await desk.restart();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  await go(`/training/run?run=${id}&part=tables`);
  await page.getByText(label("training.apart.pair", { one: "赤井", other: "馬場" })).or(page.getByText(label("training.apart.pair", { one: "馬場", other: "赤井" }))).waitFor();
});
