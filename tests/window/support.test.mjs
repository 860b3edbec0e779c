// つながり: the schemes, the communities, the finder, the handout and the sheet of the yearly check.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { label, union } from "./union.mjs";

const SCHEME = "生活保護";

async function community(desk, name, more = {}) {
  const input = { kind: "npo", name, helps: "資格の相談", needs: ["learning"], ...more };
  return desk.call("support", "add_community", input);
}

test("a scheme is checked today, then said otherwise, and its history keeps both", async (t) => {
  const desk = await union(t);
  const { page, go, call } = desk;
  await page.keyboard.press("Control+6");
  await page.getByRole("heading", { level: 1, name: label("support.title") }).waitFor();
  await page.getByRole("button", { name: SCHEME, exact: true }).click();
  const panel = page.getByRole("complementary");
  await panel.getByText(label("enum.check_state.never")).first().waitFor();
  await panel.getByRole("button", { name: label("support.check_today") }).click();
  await panel.getByText(label("enum.check_state.fresh")).first().waitFor();
  assert.deepEqual(await audit(page), []);
  await panel.getByRole("button", { name: label("support.scheme.edit") }).click();
  await panel.getByRole("textbox", { name: label("support.scheme.summary") }).fill("新しい説明");
  await panel.getByRole("textbox", { name: label("support.scheme.note") }).fill("言い方を改めた");
  await page.keyboard.press("Control+Enter");
  await panel.getByText(label("support.note_of", { note: "言い方を改めた" })).waitFor();
  await panel.getByText("新しい説明").first().waitFor();
  assert.deepEqual(await audit(page), []);
  const { texts } = await call("support", "scheme", { id: (await call("support", "schemes", { find: SCHEME }))[0].id });
  assert.equal(texts.length, 2, "the text of the program, and the one of today");
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  await go("/");
  await page.getByText(/未確認か確認期限切れの公助制度が32件/).waitFor();
});

test("a community is written down, found by kana, corrected and ended", async (t) => {
  const desk = await union(t);
  const { page, go, call } = desk;
  await go("/support?tab=communities");
  await page.getByText(label("support.community.empty")).waitFor();
  await page.keyboard.press("Control+n");
  const panel = page.getByRole("complementary");
  await panel.getByRole("button", { name: label("ui.save") }).click();
  await panel.getByText(label("ui.fill_in")).first().waitFor();
  await panel.getByRole("textbox", { name: label("support.community.name"), exact: true }).fill("髙橋塾（架空）");
  await panel.getByRole("textbox", { name: label("support.community.kana"), exact: true }).fill("タカハシジュク");
  await panel.getByRole("textbox", { name: label("support.community.helps") }).fill("資格の勉強会");
  await panel.getByLabel(label("support.community.checked")).check();
  assert.deepEqual(await audit(page), []);
  await panel.getByRole("button", { name: label("ui.save") }).click();
  await page.getByRole("button", { name: "髙橋塾（架空）", exact: true }).waitFor();
  await page.keyboard.press("Control+f");
  await page.keyboard.type("たかはし");
  await page.waitForTimeout(300);
  await page.getByRole("button", { name: "髙橋塾（架空）", exact: true }).click();
  await panel.getByRole("button", { name: label("support.community.end"), exact: true }).click();
  await panel.getByRole("textbox", { name: label("support.community.last_day") }).fill("2020-01-01");
  await panel.getByRole("button", { name: label("support.community.end.save") }).click();
  await page.getByText(label("support.none_found")).waitFor();
  assert.deepEqual(await call("support", "communities"), []);
  await page.getByRole("button", { name: label("ui.take_back") }).first().click();
  await page.getByRole("button", { name: "髙橋塾（架空）", exact: true }).waitFor();
});

test("needs lead to schemes and communities with the reason, and to a handout", async (t) => {
  const desk = await union(t, { patient: true });
  await community(desk, "学びの会（架空）");
  const { page, go, folder, queueFile } = desk;
  await go("/support?tab=finder");
  await page.getByText(label("support.finder.empty")).waitFor();
  await page.getByRole("checkbox", { name: label("enum.need.learning") }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("heading", { name: "学びの会（架空）" }).waitFor();
  await page.getByText(label("support.finder.why", { needs: label("enum.need.learning") })).first().waitFor();
  await page.getByText(label("support.note.no_verdict")).waitFor();
  assert.deepEqual(await audit(page), []);
  const boxes = page.getByRole("main").getByRole("listitem").getByRole("checkbox", { name: label("support.handout.add") });
  await boxes.first().check();
  await boxes.last().check();
  await page.getByRole("button", { name: label("support.handout.make_n", { n: 2 }) }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: label("support.handout.occasion") }).fill("職場集会");
  assert.deepEqual(await audit(page), []);
  const file = join(folder, "案内.xlsx");
  await queueFile(file);
  await dialog.getByRole("button", { name: label("support.handout.save") }).click();
  await page.getByText(label("support.written", { name: "案内.xlsx" })).waitFor();
  assert.ok(existsSync(file));
  await page.getByRole("button", { name: label("support.handout.make") }).waitFor();
});

test("the check sheet goes out, and what comes back is looked at first", async (t) => {
  const desk = await union(t, { patient: true });
  const { page, go, folder, queueFile } = desk;
  await go("/support");
  await page.getByRole("button", { name: label("support.recheck.out") }).click();
  const dialog = page.getByRole("dialog");
  assert.deepEqual(await audit(page), []);
  const file = join(folder, "確認シート.xlsx");
  await queueFile(file);
  await dialog.getByRole("button", { name: label("support.recheck.save") }).click();
  await page.getByText(label("support.written", { name: "確認シート.xlsx" })).waitFor();
  assert.ok(existsSync(file));
  // Nothing was filled in: there is nothing to enter, and the window says so.
  await queueFile(file);
  await page.getByRole("button", { name: label("support.recheck.in") }).click();
  await dialog.getByText(label("support.recheck.nothing_to_do")).waitFor();
  await dialog.getByText(label("support.recheck.count", { what: label("enum.recheck_outcome.unchanged"), n: 32 })).waitFor();
  assert.ok(await dialog.getByRole("button", { name: label("support.recheck.apply") }).isDisabled());
  await dialog.getByLabel(label("support.recheck.all_rows")).check();
  await dialog.getByRole("cell", { name: SCHEME, exact: true }).waitFor();
  assert.deepEqual(await audit(page), []);
});
