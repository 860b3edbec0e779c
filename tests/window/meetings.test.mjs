// 会議: from the rules to the minutes in the window; the door by keyboard, the board, a secret ballot counted by two.
import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { day, gather, label, union } from "./union.mjs";

const number = (n) => `M${String(n).padStart(4, "0")}`;

async function roster(desk, n) {
  const lines = ["組合員番号,姓,名,セイ,メイ,加入年月日,支部"];
  for (let at = 1; at <= n; at += 1) lines.push(`${number(at)},見本,${at}子,ミホン,コ,2020-04-01,${at % 2 ? "東支部" : "西支部"}`);
  const path = join(desk.folder, "名簿.csv");
  writeFileSync(path, `\ufeff${lines.join("\r\n")}\r\n`);
  const offered = await fetch(new URL("/offer", desk.url), { method: "POST", body: JSON.stringify({ path }) });
  const file = (await offered.json()).ok.token;
  await desk.call("members", "import_roster", { file, create_units: true });
}

async function shot(page, name) {
  if (process.env.KYOJO_OUT) await page.screenshot({ path: join(process.env.KYOJO_OUT, `${name}.png`) });
}

test("a congress of 500 delegates with 120 proxies goes from the rule to the minutes", async (t) => {
  const desk = await union(t, { patient: true });
  const { call, page, queueFile, folder } = desk;
  await roster(desk, 520);
  await desk.restart();
  await page.getByRole("link", { name: label("ui.rail.meetings"), exact: true }).click();
  await page.getByRole("heading", { level: 1, name: label("meetings.title") }).waitFor();
  // Without a rule there is nothing to convene by, and the way to the rules stands there.
  const early = await call("meetings", "add_meeting", { kind: "central_committee", title: "規約のない会議（架空）", held_on: day(20), starts: "13:00" });
  await desk.go(`/meetings/meeting?meeting=${early}`);
  assert.equal(await page.getByRole("button", { name: label("meetings.step.convene") }).isDisabled(), true);
  await page.getByRole("link", { name: label("meetings.no_rule.go") }).click();
  await page.getByText(label("meetings.rules.none")).waitFor();
  await page.getByRole("button", { name: label("meetings.rule.add") }).click();
  const panel = page.getByRole("complementary");
  const fraction = (part) => panel.getByRole("textbox", { name: `${label("meetings.rule.quorum")}: ${label(part)}` });
  await fraction("meetings.rule.num").fill("2");
  await fraction("meetings.rule.den").fill("3");
  await panel.getByRole("combobox", { name: `${label("meetings.rule.quorum")}: ${label("meetings.rule.comparator")}` }).selectOption("gte");
  await panel.getByRole("textbox", { name: label("meetings.rule.article") }).first().fill("規約第18条");
  await panel.getByRole("checkbox", { name: label("meetings.rule.count_proxy") }).check();
  await panel.getByRole("textbox", { name: label("meetings.rule.proxy_max") }).fill("10");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await panel.waitFor({ state: "detached" });
  await page.getByText("代議員の2/3以上【規約第18条】").waitFor();
  await page.getByRole("tab", { name: label("meetings.tab.list") }).click();
  await page.keyboard.press("Control+n");
  await panel.getByRole("textbox", { name: label("meetings.title_field") }).fill("第42回定期大会（架空）");
  await panel.getByRole("textbox", { name: label("meetings.held_on") }).fill(day(0));
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { level: 1, name: "第42回定期大会（架空）" }).waitFor();
  await page.getByRole("button", { name: label("meetings.agenda.edit") }).click();
  await panel.getByRole("textbox", { name: label("meetings.column.title") }).fill("運動方針案");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await panel.waitFor({ state: "detached" });
  // Convening shows what would be frozen before it is.
  await page.getByRole("button", { name: label("meetings.step.convene") }).click();
  const dialog = page.getByRole("dialog");
  const numbers = Array.from({ length: 500 }, (_, at) => number(at + 1)).join("\n");
  // A meeting is declared on its day: the notice went out a month ago.
  await dialog.getByRole("textbox", { name: label("meetings.convened_on") }).fill(day(-30));
  await dialog.getByRole("textbox", { name: label("meetings.numbers") }).fill(numbers);
  await dialog.getByText(label("meetings.preview.base", { base: 500, needed: 334 })).waitFor();
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: label("meetings.step.convene") }).click();
  await dialog.waitFor({ state: "detached" });
  const { id } = (await call("meetings", "list")).find((each) => each.kind === "regular_congress");
  const proxies = Array.from({ length: 119 }, (_, at) => ({ number: number(302 + at), mode: "proxy", holder_number: number(1 + Math.floor(at / 10)) }));
  await call("meetings", "receive", { meeting_id: id, entries: proxies });
  await page.getByRole("button", { name: label("meetings.step.open_door") }).click();
  await page.getByText(label("enum.meeting_status.checked_in")).waitFor();
  // The door, without a mouse: a number and Enter.
  await page.getByRole("tab", { name: label("meetings.part.door") }).click();
  const field = page.getByRole("textbox", { name: label("meetings.door.field") });
  await field.fill(number(1).toLowerCase());
  await page.keyboard.press("Enter");
  await page.getByText(label("meetings.door.done", { name: "見本 1子", how: label("enum.attendance_mode.in_person") })).waitFor();
  assert.equal(await field.evaluate((own) => own === document.activeElement), true, "ready for the next badge");
  await page.keyboard.type(number(519));
  await page.keyboard.press("Enter");
  await page.getByText(label("problem.not_entitled", { number: number(519) })).waitFor();
  await page.getByRole("radiogroup", { name: label("meetings.door.mode") }).getByText(label("enum.attendance_mode.proxy"), { exact: true }).click();
  await field.fill(number(301));
  await page.getByRole("textbox", { name: label("meetings.door.holder") }).fill(number(12));
  await field.focus();
  await page.keyboard.press("Enter");
  await page.getByText(label("meetings.door.done", { name: "見本 301子", how: label("enum.attendance_mode.proxy") })).waitFor();
  assert.deepEqual(await audit(page), []);
  await shot(page, "meeting-door");
  const come = Array.from({ length: 279 }, (_, at) => ({ number: number(at + 2), mode: "in_person" }));
  await call("meetings", "receive", { meeting_id: id, entries: come });
  // The board is as fresh as a look every few seconds makes it.
  await page.getByRole("link", { name: label("meetings.board") }).click();
  const board = page.getByRole("region", { name: label("meetings.board") });
  await board.getByText(label("meetings.words.quorate"), { exact: true }).waitFor();
  await board.getByText("出席280 + 委任120 = 400 ≥ 334 → 成立").waitFor();
  assert.deepEqual(await audit(page), []);
  await shot(page, "meeting-board");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: label("meetings.step.declare") }).click();
  await dialog.getByRole("textbox", { name: label("meetings.chair") }).fill("見本 議長（架空）");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await page.getByText(label("enum.meeting_status.open")).waitFor();
  await page.getByRole("tab", { name: label("meetings.part.agenda") }).click();
  await page.getByRole("button", { name: label("meetings.ballot.add_of", { title: "運動方針案" }) }).click();
  await page.keyboard.press("Control+Enter");
  await panel.getByRole("button", { name: label("meetings.ballot.open_vote") }).click();
  await panel.getByRole("textbox", { name: label("meetings.tally.teller"), exact: true }).fill("見本 計数（架空）");
  const fill = (key, n) => panel.getByRole("textbox", { name: label(key), exact: true }).fill(String(n));
  await fill("meetings.count.cast_hands", 400);
  await fill("meetings.count.yes", 201);
  await fill("meetings.count.no", 150);
  await panel.getByRole("button", { name: label("meetings.tally.save") }).click();
  await panel.getByText(label("meetings.tally.sum_of_papers"), { exact: false }).first().waitFor();
  await fill("meetings.count.blank_hands", 49);
  assert.deepEqual(await audit(page), []);
  await panel.getByRole("button", { name: label("meetings.tally.save") }).click();
  await panel.getByRole("heading", { name: label("enum.ballot_outcome.adopted") }).waitFor();
  await panel.getByRole("button", { name: label("meetings.certify.save") }).click();
  await panel.getByText(new RegExp(`^\\W*${label("enum.ballot_status.certified")}$`)).first().waitFor();
  await shot(page, "meeting-ballot");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: label("meetings.step.close") }).click();
  await page.getByText(label("enum.meeting_status.closed")).waitFor();
  await page.getByRole("tab", { name: label("meetings.part.minutes") }).click();
  const text = page.getByRole("textbox", { name: label("meetings.minutes.text") });
  await text.waitFor();
  assert.match(await text.inputValue(), /500×2\/3以上 → 必要334。出席280 \+ 委任120 = 400/);
  assert.match(await text.inputValue(), /賛成201/);
  assert.deepEqual(await audit(page), []);
  await page.getByRole("button", { name: label("meetings.minutes.save") }).click();
  await page.getByText(label("enum.meeting_status.minutes_drafted")).waitFor();
  await shot(page, "meeting-minutes");
  await page.getByRole("button", { name: label("meetings.minutes.approve") }).click();
  await page.getByText(label("enum.meeting_status.minutes_approved")).waitFor();
  const out = join(folder, "R06.xlsx");
  await queueFile(out);
  await page.getByRole("tab", { name: label("meetings.part.agenda") }).click();
  await page.getByRole("button", { name: label("meetings.paper.r06"), exact: true }).click();
  await page.getByText(label("meetings.written", { name: "R06.xlsx" })).waitFor();
  assert.ok(existsSync(out));
  const proposals = join(folder, "議案書.xlsx");
  await queueFile(proposals);
  await page.getByRole("button", { name: label("meetings.paper.agenda"), exact: true }).click();
  await page.getByText(label("meetings.written", { name: "議案書.xlsx" })).waitFor();
  assert.ok(existsSync(proposals));
});

test("a secret ballot gives each paper once, is counted by two who do not see each other's numbers, and certified by two", async (t) => {
  const desk = await union(t, { patient: true });
  const { call, page, go } = desk;
  await roster(desk, 12);
  const { meeting, committee } = await gather(desk, number);
  const item = (await call("meetings", "meeting", { id: meeting })).agenda.find((each) => each.kind === "election");
  const ballot = await call("meetings", "add_ballot", { item_id: item.id, seats: 1, candidates: [{ number: number(1) }, { number: number(2) }] });
  await desk.restart();
  await go(`/meetings/meeting?meeting=${meeting}&part=agenda&open=${ballot}`);
  const panel = page.getByRole("complementary");
  await panel.getByRole("button", { name: label("meetings.ballot.open") }).click();
  const badge = panel.getByRole("textbox", { name: label("meetings.issue.number") });
  await badge.fill(number(1));
  await page.keyboard.press("Enter");
  await panel.getByText(label("meetings.issue.done", { now: 1, issued: 1 })).waitFor();
  await badge.fill(number(1));
  await page.keyboard.press("Enter");
  await panel.getByText(label("error.paper_twice", { name: "見本 1子", number: number(1) })).waitFor();
  // Who has none yet stands in the roll of papers.
  await panel.getByRole("button", { name: label("meetings.papers.show") }).click();
  await panel.getByRole("combobox", { name: label("meetings.papers.which") }).selectOption("all");
  await panel.getByText(label("meetings.roll.n", { n: 10 })).waitFor();
  assert.equal(await panel.getByRole("cell", { name: label("meetings.papers.issued"), exact: true }).count(), 1);
  await shot(page, "meeting-papers");
  await panel.getByRole("button", { name: label("meetings.papers.hide") }).click();
  await panel.getByRole("button", { name: label("meetings.issue.everyone") }).click();
  await panel.getByText(label("meetings.issue.done", { now: 9, issued: 10 })).waitFor();
  assert.deepEqual(await audit(page), []);
  await panel.getByRole("button", { name: label("meetings.ballot.close") }).click();
  const count = async (teller, one, other) => {
    await panel.getByRole("textbox", { name: label("meetings.tally.teller"), exact: true }).fill(teller);
    await panel.getByRole("textbox", { name: label("meetings.count.cast") }).fill("10");
    await panel.getByRole("textbox", { name: label("meetings.count.of", { no: 1, name: "見本 1子" }) }).fill(String(one));
    await panel.getByRole("textbox", { name: label("meetings.count.of", { no: 2, name: "見本 2子" }) }).fill(String(other));
    await panel.getByRole("button", { name: label("meetings.tally.save") }).click();
  };
  await count("見本 一郎", 6, 4);
  await panel.getByText(label("meetings.tally.one_in", { name: "見本 一郎" })).waitFor();
  assert.doesNotMatch(await panel.innerText(), /\b6\b/, "the second person counts without the first's numbers");
  await count("見本 二子", 5, 5);
  await panel.getByText(label("meetings.tally.differ"), { exact: true }).waitFor();
  assert.deepEqual(await audit(page), []);
  // Both count again: what the first had entered cannot be found by trying.
  await count("見本 二子", 6, 4);
  await panel.getByText(label("meetings.tally.one_in", { name: "見本 二子" })).waitFor();
  await count("見本 一郎", 6, 4);
  await panel.getByRole("heading", { name: label("enum.ballot_outcome.elected") }).waitFor();
  await panel.getByRole("textbox", { name: label("meetings.certify.first") }).fill(committee[0]);
  await panel.getByRole("button", { name: label("meetings.certify.save") }).click();
  await panel.getByText(label("meetings.witness.two"), { exact: false }).waitFor();
  await panel.getByRole("textbox", { name: label("meetings.certify.second") }).fill(committee[1]);
  assert.deepEqual(await audit(page), []);
  await panel.getByRole("button", { name: label("meetings.certify.save") }).click();
  await panel.getByText(new RegExp(`^\\W*${label("enum.ballot_status.certified")}$`)).first().waitFor();
});

test("a substitute takes the place of a delegate by keyboard, and the delegate who comes later is told what to do", async (t) => {
  const desk = await union(t, { patient: true });
  const { call, page, go } = desk;
  await roster(desk, 12);
  const { meeting } = await gather(desk, number, { substitute_article: "規約第17条" });
  await call("meetings", "receive", { meeting_id: meeting, entries: [{ number: number(1) }] });
  await desk.restart();
  await go(`/meetings/meeting?meeting=${meeting}&part=door`);
  const ways = page.getByRole("radiogroup", { name: label("meetings.door.mode") });
  await ways.getByText(label("meetings.door.substitute"), { exact: true }).click();
  const field = page.getByRole("textbox", { name: label("meetings.door.field") });
  await field.fill(number(1));
  await page.keyboard.press("Enter");
  const other = page.getByRole("textbox", { name: label("meetings.door.substitute_number") });
  await page.waitForFunction(([words]) => document.activeElement?.labels?.[0]?.textContent?.includes(words), [label("meetings.door.substitute_number")]);
  await page.keyboard.type(number(11));
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Enter");
  const done = label("meetings.door.done", { name: "見本 1子", how: label("enum.attendance_mode.in_person") }) + label("meetings.door.substituted", { substitute: "見本 11子" });
  await page.getByText(done).waitFor();
  assert.equal(await other.inputValue(), "");
  // The substitute's number finds the place.
  await field.fill(number(11));
  await page.getByText(label("meetings.substitute", { name: "見本 11子", number: number(11) }), { exact: false }).first().waitFor();
  await shot(page, "meeting-substitute");
  await ways.getByText(label("enum.attendance_mode.in_person"), { exact: true }).click();
  await field.fill(number(1));
  await page.keyboard.press("Enter");
  const why = label("meetings.why.substitute_in", { substitute: "見本 11子" });
  await page.getByText(label("error.G-04", { name: "見本 1子", number: number(1), why })).waitFor();
  assert.deepEqual(await audit(page), []);
});

test("equal votes on the last seat are decided by the lot that people drew, once", async (t) => {
  const desk = await union(t, { patient: true });
  const { call, page, go } = desk;
  await roster(desk, 12);
  const decisions = [{ kind: "election", base: "valid_votes", num: 0, den: 1, comparator: "gt", lot: "at_once", lot_article: "選挙規程第10条" }];
  const { meeting } = await gather(desk, number, { decisions });
  const item = (await call("meetings", "meeting", { id: meeting })).agenda.find((each) => each.kind === "election");
  const ballot = await call("meetings", "add_ballot", { item_id: item.id, seats: 1, candidates: [{ number: number(1) }, { number: number(2) }] });
  await call("meetings", "open_ballot", { id: ballot });
  await call("meetings", "issue", { id: ballot, everyone: true });
  await call("meetings", "close_ballot", { id: ballot });
  const votes = [1, 2].map((no) => ({ no, yes: 5 }));
  for (const teller of ["見本 一郎", "見本 二子"]) await call("meetings", "tally", { id: ballot, teller, cast: 10, votes });
  await desk.restart();
  await go(`/meetings/meeting?meeting=${meeting}&part=agenda&open=${ballot}`);
  const panel = page.getByRole("complementary");
  await panel.getByRole("heading", { name: label("meetings.result.lot_open") }).waitFor();
  assert.equal(await panel.getByRole("button", { name: label("meetings.certify.save") }).count(), 0, "nothing is certified before the lot");
  await panel.getByRole("button", { name: label("meetings.lot.save") }).click();
  await panel.getByText(label("problem.required")).first().waitFor();
  assert.deepEqual(await audit(page), []);
  await panel.getByRole("textbox", { name: label("meetings.lot.drawn_by") }).fill("見本 委員");
  await panel.getByRole("textbox", { name: label("meetings.lot.present") }).fill("見本 立会\n見本 議長");
  await panel.getByRole("checkbox", { name: "見本 2子" }).check();
  await shot(page, "meeting-lot");
  await panel.getByRole("button", { name: label("meetings.lot.save") }).click();
  await panel.getByRole("heading", { name: label("enum.ballot_outcome.elected") }).waitFor();
  await panel.getByRole("cell", { name: label("meetings.result.by_lot") }).waitFor();
  await panel.getByRole("button", { name: label("meetings.certify.save") }).waitFor();
  assert.equal(await panel.getByRole("button", { name: label("meetings.lot.save") }).count(), 0, "once");
  assert.deepEqual(await audit(page), []);
});

test("candidates are chosen by a show of hands only with a reason, and without a quorum nothing begins", async (t) => {
  const desk = await union(t, { patient: true });
  const { call, page, go } = desk;
  await roster(desk, 12);
  const { meeting } = await gather(desk, number);
  await desk.restart();
  await go(`/meetings/meeting?meeting=${meeting}&part=agenda`);
  await page.getByRole("button", { name: label("meetings.ballot.add_of", { title: "運動方針案" }) }).click();
  const panel = page.getByRole("complementary");
  await panel.getByRole("combobox", { name: label("meetings.ballot.form") }).selectOption("election");
  await panel.getByRole("textbox", { name: label("meetings.ballot.candidates") }).fill(number(1));
  await page.keyboard.press("Control+Enter");
  await panel.getByText(label("problem.not_secret_why")).waitFor();
  assert.deepEqual(await audit(page), []);
  await shot(page, "meeting-reason");
  await panel.getByRole("textbox", { name: label("meetings.ballot.reason") }).fill("議長団の選出（架空）");
  await page.keyboard.press("Control+Enter");
  await page.getByText(label("meetings.ballot.not_secret", { reason: "議長団の選出（架空）" })).waitFor();
  // Six of ten leave: the vote does not begin, and the sentence says what it needs.
  const gone = Array.from({ length: 6 }, (_, at) => ({ number: number(at + 1), mode: "absent" }));
  await call("meetings", "receive", { meeting_id: meeting, entries: gone });
  await panel.getByRole("button", { name: label("meetings.ballot.open_vote") }).click();
  await page.getByText(label("error.G-03", { title: "試験大会（架空）", needed: 6, counted: 4, base: 10 })).waitFor();
  // A report is heard, and it is said so.
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: label("meetings.item.result") }).first().selectOption({ label: label("meetings.result.heard") });
  await page.waitForFunction(
    ([words]) => [...document.querySelectorAll("select")].some((each) => each.selectedOptions[0]?.textContent === words),
    [label("meetings.result.heard")],
  );
  assert.deepEqual(await audit(page), []);
});

test("an item that is withdrawn keeps its number, and what is added after convening stands below", async (t) => {
  const desk = await union(t, { patient: true });
  const { page, go } = desk;
  await roster(desk, 12);
  const { meeting } = await gather(desk, number);
  await desk.restart();
  await go(`/meetings/meeting?meeting=${meeting}&part=agenda`);
  await page.getByRole("button", { name: label("meetings.item.withdraw_of", { number: "第一号議案" }) }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: label("meetings.reason") }).fill("提案者の申し出（架空）");
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: label("meetings.item.withdraw"), exact: true }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText(label("meetings.item.result_is", { result: label("meetings.result.withdrawn") })).waitFor();
  await page.getByRole("heading", { name: "第一号議案" }).waitFor();
  await page.getByRole("button", { name: label("meetings.agenda.edit") }).click();
  const panel = page.getByRole("complementary");
  await panel.getByText(label("meetings.agenda.convened")).waitFor();
  assert.equal(await panel.getByRole("button", { name: label("meetings.item.drop_of", { no: 1 }) }).count(), 0);
  await shot(page, "meeting-withdrawn");
});

test("a congress of 40 delegates is walked on a small screen: nothing is cut off, and the page says what comes next", async (t) => {
  // What a window of 1280×820 has left at 125 %.
  const desk = await union(t, { patient: true, viewport: { width: 1024, height: 656 } });
  const { call, page, go } = desk;
  await roster(desk, 42);
  await call("meetings", "save_rule", {
    kind: "regular_congress",
    from_on: "2020-01-01",
    base: "delegates",
    num: 2,
    den: 3,
    comparator: "gte",
    article: "規約第18条",
    count_proxy: true,
    proxy_same_unit: true,
    proxy_max: 10,
    notice_days: 14,
    tie_break: "chair",
    decisions: [{ kind: "election", base: "valid_votes", num: 1, den: 2, comparator: "gt", article: "選挙規程第8条", run_off: "same_share", run_off_article: "選挙規程第9条" }],
  });
  const meeting = await call("meetings", "add_meeting", { kind: "regular_congress", no: 12, title: "定期大会（架空）", held_on: day(0), starts: "13:00", place: "東都労働会館 大会議室（架空）" });
  const items = [
    { kind: "report", title: "経過報告" },
    { kind: "settlement", title: "決算報告・会計監査報告", audited: true },
    { kind: "resolution", title: "働き方と学びの相談をどの職場からも申し込めるようにする運動方針案", text: "一つ目\n二つ目", proposer: "執行委員会" },
    { kind: "election", title: "執行委員長の選出" },
  ];
  await call("meetings", "save_agenda", { meeting_id: meeting, items });
  const numbers = Array.from({ length: 40 }, (_, at) => number(at + 1));
  await call("meetings", "convene", { id: meeting, convened_on: day(-30), numbers });
  await call("meetings", "receive", { meeting_id: meeting, entries: [{ number: number(39), mode: "proxy", holder_number: number(1) }] });
  await call("meetings", "open_door", { id: meeting });
  await call("meetings", "receive", { meeting_id: meeting, entries: numbers.slice(0, 30).map((each) => ({ number: each, mode: "in_person" })) });
  await desk.restart();
  const whole = async (name) => {
    await shot(page, `walk-${name}`);
    assert.deepEqual(await audit(page), [], name);
    const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    assert.ok(inner <= outer, `${name} is ${inner} wide in a window of ${outer}`);
  };
  await go(`/meetings/meeting?meeting=${meeting}&part=door`);
  await page.getByRole("heading", { level: 1, name: "第12回定期大会（架空）" }).waitFor();
  await page.getByRole("textbox", { name: label("meetings.door.field") }).waitFor();
  await whole("door");
  await page.getByRole("button", { name: label("meetings.step.declare") }).click();
  await page.getByRole("dialog").getByText("出席30 + 委任1 = 31 ≥ 27 → 成立").waitFor();
  await whole("declare");
  await page.keyboard.press("Control+Enter");
  await page.getByText(label("enum.meeting_status.open")).waitFor();
  await page.getByRole("tab", { name: label("meetings.part.agenda") }).click();
  await page.getByRole("heading", { name: "第三号議案" }).waitFor();
  await whole("agenda");
  // A break, and on again.
  await page.getByRole("button", { name: label("meetings.step.adjourn") }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: label("meetings.reason") }).fill("休憩（架空）");
  await page.keyboard.press("Control+Enter");
  await page.getByText("休会中です(理由：休憩（架空）)").waitFor();
  await whole("break");
  await page.getByRole("button", { name: label("meetings.step.resume") }).click();
  await page.getByText("まで休会(理由：休憩（架空）)").waitFor();
  await page.getByRole("button", { name: label("meetings.ballot.add_of", { title: "執行委員長の選出" }) }).click();
  const panel = page.getByRole("complementary");
  await panel.getByRole("textbox", { name: label("meetings.ballot.candidates") }).fill(`${number(1)}\n${number(2)}`);
  await whole("prepare");
  await page.keyboard.press("Control+Enter");
  await panel.getByRole("button", { name: label("meetings.ballot.open") }).click();
  await panel.getByRole("button", { name: label("meetings.issue.everyone") }).click();
  await panel.getByText(label("meetings.issue.done", { now: 30, issued: 30 })).waitFor();
  await whole("issue");
  await panel.getByRole("button", { name: label("meetings.ballot.close") }).click();
  await panel.getByRole("textbox", { name: label("meetings.tally.teller"), exact: true }).waitFor();
  await whole("tally");
  const { ballots } = await call("meetings", "meeting", { id: meeting });
  await call("meetings", "void_ballot", { id: ballots[0].id, reason: "試験（架空）" });
  await call("meetings", "close_meeting", { id: meeting });
  await desk.restart();
  await go(`/meetings/meeting?meeting=${meeting}&part=minutes`);
  const text = page.getByRole("textbox", { name: label("meetings.minutes.text") });
  await text.waitFor();
  assert.match(await text.inputValue(), /第12回定期大会（架空） 議事録/);
  assert.match(await text.inputValue(), /休会・再開/);
  assert.match(await text.inputValue(), /第三号議案　\[選挙\] 執行委員長の選出/);
  await whole("minutes");
  await go("/meetings?tab=rules");
  await page.getByRole("region", { name: label("enum.meeting_kind.regular_congress") }).getByRole("button").click();
  await panel.getByRole("combobox", { name: label("meetings.rule.run_off") }).waitFor();
  await whole("rule");
});
