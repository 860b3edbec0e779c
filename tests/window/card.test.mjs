// Check-ins and the job card of a case: answered by keyboard, written down, handed out.
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { counsel, label, people, underWay, union } from "./union.mjs";

test("six questions are answered by keyboard, and the score says that it shows no effect", async (t) => {
  const desk = await union(t, { patient: true });
  await counsel(desk);
  await people(desk, 2);
  const { page, go, call } = desk;
  const id = await underWay(desk);
  await go(`/cases?case=${id}`);
  const now = page.getByRole("complementary", { name: label("cases.now") });
  await now.getByRole("button", { name: label("cases.check_in.add") }).click();
  await now.getByText("独自の簡易設問（学術尺度ではありません）").waitFor();
  const groups = now.getByRole("radiogroup");
  assert.equal(await groups.count(), 6);
  const tops = await groups.first().getByRole("radio").evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().top)));
  assert.deepEqual([...new Set(tops)].length, 1, "the scale stands in one line");
  // Esc leaves the form in the page as it leaves one in a panel; what was chosen is asked about.
  await page.keyboard.press("Escape");
  await groups.first().waitFor({ state: "detached" });
  await now.getByRole("button", { name: label("cases.goal.add") }).click();
  await now.getByRole("textbox", { name: label("cases.goal.text") }).fill("資格を取る");
  await page.keyboard.press("Escape");
  await now.getByText(label("ui.leave_form")).waitFor();
  await now.getByRole("button", { name: label("ui.leave_form.leave") }).click();
  await now.getByRole("textbox", { name: label("cases.goal.text") }).waitFor({ state: "detached" });
  await now.getByRole("button", { name: label("cases.check_in.add") }).click();
  for (let at = 0; at < 6; at += 1) {
    await groups.nth(at).getByRole("radio").first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
  }
  assert.deepEqual(await audit(page), []);
  const counted = now.getByRole("checkbox", { name: label("cases.check_in.counted") });
  assert.equal(await counted.isChecked(), false, "the consent says nothing of statistics");
  await page.keyboard.press("Control+Enter");
  await now.getByText(label("cases.check_in.not_counted")).waitFor();
  const [row] = await call("cases", "check_ins", { case_id: id });
  assert.deepEqual(row.answers, [3, 3, 3, 3, 3, 3]);
  await call("cases", "record_check_in", { case_id: id, timing: "post", answers: [4, 4, 3, 3, 2, 3] });
  // What was written past the window is there when the program is started again.
  await desk.restart();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  await go(`/cases?case=${id}`);
  await now.getByText(label("report.cases.caveat")).waitFor();
  assert.deepEqual(await audit(page), []);
});

test("the job card is written down and handed out behind a password", async (t) => {
  const desk = await union(t, { patient: true });
  await counsel(desk);
  await people(desk, 2);
  const { page, go, folder, queueFile } = desk;
  const id = await underWay(desk);
  await go(`/cases?case=${id}`);
  const now = page.getByRole("complementary", { name: label("cases.now") });
  const dialog = page.getByRole("dialog");
  await now.getByRole("button", { name: label("cases.card.add", { kind: label("enum.card_kind.work") }) }).click();
  await dialog.getByRole("textbox", { name: label("column.card_organisation") }).fill("東都精機（架空）");
  await dialog.getByRole("textbox", { name: label("column.card_duties") }).fill("旋盤加工");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await now.getByRole("button", { name: label("cases.card.edit_of", { what: "東都精機（架空）" }) }).waitFor();
  const file = join(folder, "カード.xlsx");
  await queueFile(file);
  await now.getByRole("button", { name: label("cases.card.out") }).click();
  await dialog.getByRole("radio", { name: label("desk.file_password.made") }).waitFor();
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: label("cases.card.out") }).click();
  await dialog.getByText(label("reports.written", { name: "カード.xlsx" })).waitFor();
  await dialog.getByRole("textbox", { name: label("desk.file_password.once") }).waitFor();
  assert.ok(existsSync(file));
  await dialog.getByRole("button", { name: label("ui.close"), exact: true }).last().click();
  await now.getByText(/シートを渡しました/).waitFor();
});

/** The smallest picture: one dot. */
const DOT = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64");

test("a picture is put to the case, looked at here, copied out and taken away", async (t) => {
  const desk = await union(t, { patient: true });
  await counsel(desk);
  await people(desk, 2);
  const { page, go, call, folder, queueFile } = desk;
  const id = await underWay(desk);
  await go(`/cases?case=${id}`);
  const now = page.getByRole("complementary", { name: label("cases.now") });
  const dialog = page.getByRole("dialog");
  const picture = join(folder, "給与明細の写真.png");
  writeFileSync(picture, DOT);
  await queueFile(picture);
  await now.getByRole("button", { name: label("cases.file.add"), exact: true }).click();
  await dialog.getByRole("textbox", { name: label("cases.file.remark") }).fill("9月分");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  const open = now.getByRole("button", { name: label("cases.file.open_of", { name: "給与明細の写真.png" }) });
  await open.waitFor();
  await open.click();
  const shown = dialog.getByRole("img", { name: "9月分" });
  await shown.waitFor();
  assert.equal(await shown.evaluate((image) => image.naturalWidth), 1, "the picture is drawn");
  assert.deepEqual(await audit(page), []);
  const copy = join(folder, "写し.png");
  await queueFile(copy);
  await dialog.getByRole("button", { name: label("cases.file.copy") }).click();
  await dialog.getByText(label("cases.file.copied", { name: "写し.png" })).waitFor();
  assert.deepEqual(readFileSync(copy), DOT);
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Escape");
  await now.getByRole("button", { name: label("cases.file.remove_of", { name: "給与明細の写真.png" }) }).click();
  await dialog.getByText(label("cases.file.remove.text", { name: "給与明細の写真.png" })).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await now.getByText(/中身を消しました/).waitFor();
  assert.equal(await open.count(), 0);
  const large = join(folder, "映像.mp4");
  writeFileSync(large, Buffer.alloc(5 * 1024 * 1024 + 1, 1));
  await queueFile(large);
  await now.getByRole("button", { name: label("cases.file.add"), exact: true }).click();
  await dialog.getByRole("textbox", { name: label("cases.file.remark") }).waitFor();
  await page.keyboard.press("Control+Enter");
  await dialog.getByText(label("error.case_file_too_large", { name: "映像.mp4", size: 6, most: 5 })).waitFor();
  assert.equal((await call("cases", "attachments", { case_id: id })).length, 1);
});
