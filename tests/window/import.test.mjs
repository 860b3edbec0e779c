// The main job: the employer's list is dropped on the window, understood, mended, imported and taken back.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { label, people, union } from "./union.mjs";

const LIST = [
  "架空精機株式会社 従業員名簿,,,,,,",
  "社員番号,氏名,フリガナ,生年月日,支部,加入年月日,国籍",
  "000901,山本 見本,ﾔﾏﾓﾄ ﾐﾎﾝ,S60.4.2,東支部,R6.4.1,―",
  "000902,中村 見本,ナカムラ ミホン,H3.1.10,東支部,2024/4/1,―",
  "000903,小林 見本,コバヤシ ミホン,H5.2.30,東支部,2024/4/1,―",
  "000904,加藤 見本,カトウ ミホン,1990/5/6,北,2024/4/1,―",
  "000905,吉村 見本,ヨシムラ ミホン,1991/5/6,北,2024/4/1,―",
  "合計,,,,,,",
].join("\r\n");

async function dropped(t) {
  const desk = await union(t, { patient: true });
  await people(desk, 2);
  const file = join(desk.folder, "名簿_見本.csv");
  writeFileSync(file, `\ufeff${LIST}\r\n`);
  await desk.dropFile(file);
  await desk.page.getByRole("heading", { name: label("members.import.of", { name: "名簿_見本.csv" }) }).waitFor();
  await desk.page.getByRole("columnheader", { name: label("members.import.file_column") }).waitFor();
  return desk;
}

test("a list is dropped, shown column by column, mended by its causes, imported and taken back", async (t) => {
  const desk = await dropped(t);
  const { page, call, folder } = desk;
  const row = (header) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: header, exact: true }) });
  await row("生年月日").getByText(label("members.confidence.sure")).waitFor();
  await row("国籍").getByText(label("members.confidence.forbidden")).waitFor();
  await row("社員番号").getByText("000901").waitFor();
  assert.deepEqual(await audit(page), []);

  const employer = page.getByRole("textbox", { name: label("members.import.employer") });
  if (await employer.count()) {
    await employer.fill("架空精機株式会社");
    await employer.blur();
  }
  await page.getByRole("button", { name: label("members.import.to_confirm") }).click();
  await page.getByRole("heading", { name: label("members.import.findings") }).waitFor();
  assert.equal((await call("members", "count")).n, 2, "nothing is written before the officer says so");
  assert.deepEqual(await audit(page), []);

  await page.getByRole("combobox", { name: label("members.import.mend_unit", { raw: "北" }) }).click();
  await page.getByRole("option", { name: "西支部" }).click();
  await page.getByRole("button", { name: label("members.import.write.created", { n: 4 }) }).waitFor();
  await page.getByText(label("members.import.kept_back", { n: 1 })).waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: label("members.import.done") }).waitFor();
  assert.equal((await call("members", "count")).n, 6);
  assert.deepEqual(await audit(page), []);

  await desk.queueFile(join(folder, "直す行.xlsx"));
  await page.getByRole("button", { name: label("members.rejected.save") }).click();
  await page.getByRole("dialog").getByText(label("members.rejected.about")).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: label("members.rejected.save") }).click();
  await page.getByText(label("members.rejected.done", { name: "直す行.xlsx", n: 1 })).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: label("ui.close") }).last().click();

  await page.getByRole("button", { name: label("members.import.take_back") }).click();
  await page.getByText(/元に戻しました/).first().waitFor();
  assert.equal((await call("members", "count")).n, 2);
});

test("who may be there already is decided by keyboard before anything is written", async (t) => {
  const desk = await union(t, { patient: true });
  const { page, call, folder, dropFile } = desk;
  await people(desk, 2);
  const file = join(folder, "新しい人_見本.csv");
  // The same reading and birth date as 佐藤 見本0, in other characters; and somebody whom nobody knows.
  const list = ["氏名,フリガナ,生年月日,加入年月日", "左藤 見本零,サトウ ミホン,1970-04-01,2026-04-01", "見本 新,ミホン アラタ,1999-09-09,2026-04-01"];
  writeFileSync(file, `\ufeff${list.join("\r\n")}\r\n`);
  await dropFile(file);
  await page.getByRole("columnheader", { name: label("members.import.file_column") }).waitFor();
  await page.getByRole("button", { name: label("members.import.to_confirm") }).click();
  await page.getByRole("heading", { name: label("members.import.alike") }).waitFor();
  await page.getByText(label("members.alike.kana_and_birth")).waitFor();
  await page.getByText(label("members.import.alike.open_n", { n: 1 })).waitFor();
  // What lies under the bar of buttons is reached by scrolling.
  await page.mouse.move(640, 400);
  await page.mouse.wheel(0, 5_000);
  await page.waitForTimeout(300);
  assert.deepEqual(await audit(page), []);
  // The arrow walks from the answer that stands, 決めない, round to the first one.
  await page.getByRole("radio", { name: label("members.import.alike.open") }).focus();
  await page.keyboard.press("ArrowDown");
  assert.ok(await page.getByRole("radio", { name: label("members.import.alike.same") }).isChecked());
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: label("members.import.write.both", { created: 1, updated: 1 }) }).waitFor();
  assert.equal((await call("members", "count")).n, 2, "the answer is looked at, not written");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: label("members.import.done") }).waitFor();
  assert.equal((await call("members", "count")).n, 3);
});

test("the same list a second time changes nothing, and its mapping is remembered", async (t) => {
  const { page, call, dropFile, folder } = await dropped(t);
  const preview = await (async () => {
    await page.getByRole("button", { name: label("members.import.to_confirm") }).click();
    await page.getByRole("button", { name: /新規\d+人を追加/ }).click();
    await page.getByRole("heading", { name: label("members.import.done") }).waitFor();
    await page.getByRole("button", { name: label("members.import.again") }).click();
    await dropFile(join(folder, "名簿_見本.csv"));
    await page.getByRole("columnheader", { name: label("members.import.file_column") }).waitFor();
    await page.getByText(label("members.confidence.remembered")).first().waitFor();
    await page.getByRole("button", { name: label("members.import.to_confirm") }).click();
    return page.getByRole("button", { name: label("members.import.write.nothing") });
  })();
  await preview.waitFor();
  assert.equal(await preview.isDisabled(), true);
  assert.equal((await call("members", "batches")).length, 1);
});

test("what is no roster is refused in words, and the window lives on", async (t) => {
  const desk = await union(t, { patient: true });
  const { page, folder, dropFile } = desk;
  for (const [name, content] of [
    ["空.xlsx", ""],
    ["写真.xlsx", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])],
  ]) {
    writeFileSync(join(folder, name), content);
    await dropFile(join(folder, name));
    await page.getByRole("heading", { name: label("members.import.of", { name }) }).waitFor();
    const alert = page.getByRole("alert");
    await alert.waitFor();
    assert.doesNotMatch(await alert.innerText(), /workbook_/, "a code is no sentence");
    assert.deepEqual(await audit(page), []);
  }
});
