// The pages of the meeting pack as they will be printed, and the workbooks written.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { label, maker, people, union } from "./union.mjs";

test("the meeting pack is looked at page by page, then written and opened", async (t) => {
  const desk = await union(t, { patient: true });
  await people(desk, 12);
  const { page, go, folder, queueFile, opened } = desk;
  await go("/reports");
  await page.getByRole("button", { name: new RegExp(label("report.meeting_pack")) }).click();
  const pages = page.getByRole("navigation", { name: label("reports.pages") }).getByRole("button");
  await pages.first().waitFor();
  const n = await pages.count();
  assert.ok(n >= 3, `${n} pages`);
  for (let at = 0; at < n; at += 1) {
    await pages.nth(at).click();
    await page.getByRole("article").waitFor();
    assert.deepEqual(await audit(page), [], `page ${at + 1}`);
  }
  // At 125 % of a small screen the paper has the larger part; the choices are one line, and come back when they are asked for.
  await page.setViewportSize({ width: 1024, height: 640 });
  const from = page.getByRole("textbox", { name: label("reports.from") });
  await from.waitFor({ state: "hidden" });
  const [room, paper] = [await page.getByRole("main").boundingBox(), await page.getByRole("article").boundingBox()];
  assert.ok(room.y + room.height - paper.y > room.height / 2, `the paper begins at ${paper.y}`);
  await page.getByRole("button", { name: label("ui.conditions") }).click();
  await from.waitFor();
  assert.deepEqual(await audit(page), []);
  await page.setViewportSize({ width: 1280, height: 820 });
  const file = join(folder, "会議資料.xlsx");
  await queueFile(file);
  await page.getByRole("button", { name: label("reports.write") }).click();
  const done = page.getByRole("status").filter({ hasText: "会議資料.xlsx" });
  await done.waitFor();
  assert.ok(existsSync(file));
  await done.getByRole("button", { name: label("ui.open") }).click();
  await page.waitForTimeout(300);
  assert.deepEqual(await opened(), [file]);
});

test("what cannot be shown is not offered to be written", async (t) => {
  const { page, go } = await union(t);
  await go("/reports?report=meeting-pack");
  await page.getByRole("alert").waitFor();
  assert.ok(await page.getByRole("button", { name: label("reports.write") }).isDisabled());
  assert.deepEqual(await audit(page), []);
});

test("a roster asks why and for whom, and is written behind a password", async (t) => {
  const desk = await union(t, { patient: true });
  await people(desk, 3);
  const { page, go, folder, queueFile } = desk;
  await go("/reports?report=R01");
  await page.getByRole("button", { name: label("reports.write") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: label("reports.write") }).click();
  await dialog.getByText(label("ui.fill_in")).waitFor();
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("textbox", { name: label("members.export.purpose"), exact: true }).fill("支部役員会の資料");
  await dialog.getByRole("radio", { name: label("desk.file_password.own") }).click();
  await dialog.getByRole("textbox", { name: label("desk.passphrase.file"), exact: true }).fill("みどりの でんしゃ 7");
  await dialog.getByRole("textbox", { name: label("desk.passphrase.file.again") }).fill("みどりの でんしゃ 7");
  const file = join(folder, "名簿.xlsx");
  // Nobody whom the union does not know: the refusal says what to do, and what was typed is still there.
  const who = dialog.getByRole("textbox", { name: label("members.recipient.who") });
  const own = await who.inputValue();
  await who.fill("東京都労働委員会");
  await queueFile(file);
  await dialog.getByRole("button", { name: label("reports.write") }).click();
  await dialog.getByText(label("error.recipient_unknown", { name: "東京都労働委員会" })).waitFor();
  assert.ok(!existsSync(file));
  assert.deepEqual(await audit(page), []);
  await who.fill(`${own} 執行委員会`);
  await queueFile(file);
  await dialog.getByRole("button", { name: label("reports.write") }).click();
  await page.getByText(label("reports.written", { name: "名簿.xlsx" })).waitFor();
  assert.ok(existsSync(file));
});

test("the statistics of counselling are made for the executive or for members, by keyboard", async (t) => {
  const desk = await union(t, { patient: true });
  await people(desk, 3);
  const { page, go, folder, queueFile } = desk;
  await go("/reports?report=R09");
  const pages = page.getByRole("navigation", { name: label("reports.pages") }).getByRole("button");
  await pages.first().waitFor();
  await page.getByText(label("report.cases.read_months")).waitFor();
  const forMembers = page.getByRole("checkbox", { name: label("reports.for_members") });
  await forMembers.focus();
  await page.keyboard.press("Space");
  assert.ok(await forMembers.isChecked());
  await page.getByText(label("report.cases.note_hidden", { k: 10 })).waitFor();
  assert.deepEqual(await audit(page), []);
  const file = join(folder, "相談統計.xlsx");
  await queueFile(file);
  await page.getByRole("button", { name: label("reports.write") }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "相談統計.xlsx" }).waitFor();
  assert.ok(existsSync(file));
});

test("a report is written as a booklet where the program for it is there, by keyboard", async (t) => {
  maker(t);
  const desk = await union(t, { patient: true });
  await people(desk, 12);
  const { page, go, folder, queueFile } = desk;
  await go("/reports?report=R02");
  await page.getByRole("article").waitFor();
  assert.deepEqual(await audit(page), []);
  const file = join(folder, "現勢.pdf");
  await queueFile(file);
  await page.getByRole("button", { name: label("reports.write_pdf") }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "現勢.pdf" }).waitFor();
  const [head, booklet] = readFileSync(file, "utf8").split("\n");
  assert.equal(head, "%PDF-1.7");
  assert.ok(JSON.parse(booklet).pages.length > 3);
});

test("what is kept of a person is no booklet behind a password, and that is said before it is made", async (t) => {
  maker(t);
  const desk = await union(t, { patient: true });
  await people(desk, 3);
  const { page, go, call } = desk;
  const { rows } = await call("members", "list", { limit: 1 });
  await go("/reports?report=R23");
  await page.getByRole("textbox", { name: label("reports.person") }).fill(rows[0].member_no);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: label("reports.write_pdf") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(label("reports.pdf.plain.about")).waitFor();
  assert.equal(await dialog.getByRole("radio").count(), 0);
  assert.deepEqual(await audit(page), []);
});

test("without the program nobody is offered a booklet", async (t) => {
  process.env.KYOJO_PDF = "/none";
  t.after(() => delete process.env.KYOJO_PDF);
  const desk = await union(t, { patient: true });
  await people(desk, 12);
  const { page, go } = desk;
  await go("/reports?report=R02");
  await page.getByRole("article").waitFor();
  assert.equal(await page.getByRole("button", { name: label("reports.write_pdf") }).count(), 0);
});

test("what a row is called stays in sight while a wide page is moved sideways", async (t) => {
  const desk = await union(t, { viewport: { width: 1024, height: 640 } });
  const { page, go } = desk;
  await people(desk, 3);
  await go("/reports?report=R01");
  const name = page.getByRole("rowheader").first();
  await name.waitFor();
  const wide = page.getByRole("article").getByRole("group").first();
  assert.ok(await wide.evaluate((box) => box.scrollWidth > box.clientWidth), "a roster is wider than this window");
  const { x } = await name.boundingBox();
  await wide.evaluate((box) => void (box.scrollLeft = 80));
  assert.equal((await name.boundingBox()).x, x);
  assert.deepEqual(await audit(page), []);
});
