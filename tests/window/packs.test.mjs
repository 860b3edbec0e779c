// The meeting pack: arranged by a plan with the keyboard, frozen, approved, handed out, and compared with today.
import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { label, people, union } from "./union.mjs";

// A grey square of 16 pixels.
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAAD0lEQVR4nGNIQAMMI1sAAAQNYAGlecCLAAAAAElFTkSuQmCC", "base64");

const button = (page, key, values) => page.getByRole("button", { name: label(key, values), exact: true });

test("a plan is put in order by keyboard, gets the union's words, and the preview follows it", async (t) => {
  const desk = await union(t, { patient: true });
  await people(desk, 14);
  const { page, go, folder, queueFile } = desk;
  await go("/reports?report=meeting-pack");
  await button(page, "reports.plans").click();
  await button(page, "reports.plans.new").click();
  const name = page.getByRole("textbox", { name: label("reports.plan.name") });
  await name.fill("春の大会（架空）");
  assert.deepEqual(await audit(page), []);

  // Only two pages, the trend before the branches.
  const list = page.getByRole("list", { name: label("reports.plan.pages") });
  const boxes = list.getByRole("checkbox");
  const labels = await boxes.evaluateAll((all) => all.map((box) => box.labels[0].textContent));
  for (const [at, words] of labels.entries()) {
    const fixed = await boxes.nth(at).isDisabled();
    if (!fixed && ![label("enum.pack_page.branches"), label("enum.pack_page.trend")].includes(words)) await boxes.nth(at).uncheck();
  }
  const trend = list.getByRole("checkbox", { name: label("enum.pack_page.trend"), exact: true });
  await trend.focus();
  for (let at = 0; at < 3; at += 1) {
    await page.keyboard.press("Alt+ArrowUp");
    await page.waitForTimeout(60);
  }
  await page.getByText(label("reports.plan.moved", { page: label("enum.pack_page.trend"), n: 1, of: 16 })).waitFor();
  assert.ok(await trend.evaluate((box) => box === document.activeElement), "the row takes the focus along");
  // And back by one with the button.
  await button(page, "reports.plan.down_of", { page: label("enum.pack_page.trend") }).click();
  await button(page, "reports.plan.up_of", { page: label("enum.pack_page.trend") }).click();

  await button(page, "reports.plan.words_of", { page: label("enum.pack_page.trend") }).click();
  await button(page, "reports.plan.add_above").click();
  await page.getByRole("textbox", { name: label("reports.plan.heading") }).fill("この一年の読み方");
  const text = page.getByRole("textbox", { name: label("reports.plan.paragraphs"), exact: true });
  await text.fill("長".repeat(1_001));
  await page.keyboard.press("Control+Enter");
  await page.getByText(label("problem.text_too_long", { most: "1000" }).replace("1000", "")).first().waitFor({ timeout: 3_000 }).catch(() => {});
  assert.ok(await name.isVisible(), "nothing typed is lost");
  await text.fill("縦の目盛りは人数です。\n春に増えます。");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");

  // The preview follows the plan.
  const pages = page.getByRole("navigation", { name: label("reports.pages") }).getByRole("button");
  await pages.filter({ hasText: label("report.page.trend") }).waitFor();
  const names = await pages.allTextContents();
  assert.deepEqual(names, [label("report.page.cover"), `1 ${label("report.page.trend")}`, `2 ${label("report.page.branches")}`, `3 ${label("report.page.notes")}`]);
  await pages.nth(1).click();
  await page.getByRole("article").getByText("縦の目盛りは人数です。").waitFor();
  await page.getByRole("article").getByText("春に増えます。").waitFor();
  const file = join(folder, "春の大会.xlsx");
  await queueFile(file);
  await button(page, "reports.write").click();
  await page.getByRole("status").filter({ hasText: "春の大会.xlsx" }).waitFor();
  assert.ok(existsSync(file));
});

test("the union's picture is chosen, stands on the cover, and is taken off", async (t) => {
  const desk = await union(t, { patient: true });
  await people(desk, 8);
  const { page, go, folder, queueFile } = desk;
  await go("/reports/plans");
  const [file, wrong] = [join(folder, "logo.png"), join(folder, "no.png")];
  writeFileSync(file, PNG);
  writeFileSync(wrong, "<svg/>");
  await queueFile(wrong);
  await button(page, "reports.logo.choose").click();
  await page.getByRole("alert").filter({ hasText: "no.png" }).waitFor();
  await queueFile(file);
  await button(page, "reports.logo.choose").click();
  await page.getByRole("img", { name: label("reports.logo.of", { name: "試験ユニオン（架空）" }) }).waitFor();
  assert.deepEqual(await audit(page), []);
  await go("/reports?report=meeting-pack");
  await page.getByRole("article").getByRole("img", { name: label("report.pack.logo", { name: "試験ユニオン（架空）" }) }).waitFor();
  await go("/reports/plans");
  await button(page, "reports.logo.remove").click();
  await button(page, "reports.logo.choose").waitFor();
});

test("a pack is frozen, approved and handed out; what the records say since is told beside it", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 14);
  const { page, go, call, folder, queueFile } = desk;
  await go("/reports?report=meeting-pack");
  await page.getByRole("article").waitFor();
  await page.getByRole("article").getByText(label("report.pack.draft")).waitFor();
  await button(page, "reports.pack.freeze").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: label("reports.pack.title") }).fill("春の大会（架空）");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");

  const pack = page.getByRole("article", { name: "春の大会（架空）" });
  await pack.locator(".ky-badge").filter({ hasText: label("enum.pack_state.draft") }).waitFor();
  assert.deepEqual(await audit(page), []);
  await button(pack, "reports.pack.approve").focus();
  await page.keyboard.press("Enter");
  await pack.getByText(label("report.pack.alone")).waitFor();
  await button(pack, "reports.pack.distribute").click();
  const out = page.getByRole("dialog");
  await out.getByRole("textbox", { name: label("reports.pack.distributed_to") }).fill("大会代議員（架空）");
  await page.keyboard.press("Control+Enter");
  await pack.locator(".ky-badge").filter({ hasText: label("enum.pack_state.distributed") }).waitFor();

  await button(pack, "reports.difference").click();
  await page.getByRole("dialog").getByText(label("reports.difference.none"), { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  const card = await call("members", "card", { person_id: added[0].person_id });
  const { id: membership_id, version } = card.memberships[0];
  await call("members", "leave", { membership_id, version, end_reason: "resignation", left_on: "2026-01-10", received_on: "2026-01-09" });
  await desk.restart();
  await go("/reports/packs");
  await button(pack, "reports.difference").click();
  const told = page.getByRole("dialog");
  await told.getByRole("columnheader", { name: label("reports.difference.then") }).waitFor();
  assert.ok((await told.getByRole("row").count()) > 2);
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Escape");

  const file = join(folder, "もう一度.xlsx");
  await queueFile(file);
  await button(pack, "reports.pack.write_again").click();
  await page.getByRole("status").filter({ hasText: "もう一度.xlsx" }).waitFor();
  assert.ok(existsSync(file));
  await button(pack, "reports.pack.correct").click();
  await page.getByRole("dialog").getByRole("textbox", { name: label("reports.pack.title") }).waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByText(label("reports.pack.corrects", { title: "春の大会（架空）" })).waitFor();
  // Until members have the correction, the pack that they have holds.
  const title = label("reports.pack.correction_of", { title: "春の大会（架空）" });
  await pack.getByText(label("reports.pack.correction_waits", { title, state: label("enum.pack_state.draft") })).waitFor();
  assert.equal(await pack.getByText(label("reports.pack.corrected_by", { title })).count(), 0);
});
