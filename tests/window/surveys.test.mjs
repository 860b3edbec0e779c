// 調査: a questionnaire is made, asked, typed in by keyboard alone, closed, and read beside the nation.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { asks, label, people, union } from "./union.mjs";

const question = (page, no) => page.getByRole("textbox", { name: new RegExp(`^問${no} `) });

test("a questionnaire with the national questions is made and a wave of it is opened", async (t) => {
  const desk = await union(t, { patient: true });
  const { call, page, go } = desk;
  await people(desk, 2);
  await go("/surveys");
  await page.getByText(label("surveys.empty")).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.getByRole("main").getByRole("button", { name: label("surveys.add") }).first().click();
  const panel = page.getByRole("complementary");
  await panel.getByText(label("surveys.national.career_talk")).waitFor();
  await panel.getByRole("button", { name: label("surveys.question.add") }).click();
  const own = panel.getByRole("group", { name: label("surveys.question.no", { no: 7 }) });
  await own.getByRole("textbox", { name: label("surveys.question.text") }).fill("勤務の形");
  await own.getByRole("textbox", { name: label("surveys.question.choices") }).fill("日勤");
  await page.keyboard.press("Control+Enter");
  // One choice is none: the field says so and nothing that was typed is lost.
  await own.getByText(label("problem.out_of_range", { least: 2, most: 40 })).waitFor();
  await own.getByRole("textbox", { name: label("surveys.question.choices") }).fill("日勤\n交代\n夜勤");
  await page.keyboard.press("Control+Enter");
  await panel.waitFor({ state: "detached" });
  const [survey] = await call("surveys", "list");
  assert.equal(survey.questions.length, 7);
  assert.equal(survey.questions[6].choices[2].label, "夜勤");
  assert.equal(survey.questions[5].most, 3);

  // Ctrl+N adds here as everywhere.
  await page.keyboard.press("Control+n");
  await panel.getByRole("heading", { name: label("surveys.add") }).waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  await page.getByRole("button", { name: label("surveys.open") }).click();
  await panel.getByRole("textbox", { name: label("surveys.wave.label") }).fill("2026年秋");
  await panel.getByRole("textbox", { name: label("surveys.wave.handed_out") }).fill("１２０");
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await panel.waitFor({ state: "detached" });
  const [{ waves }] = await call("surveys", "list");
  assert.deepEqual(waves[0].groups.map((group) => group.label), ["東支部", "西支部"]);
  assert.equal(waves[0].handed_out, 120);
});

test("sheets are typed with the keyboard alone, ten are counted by themselves, and a wrong one is mended", async (t) => {
  const desk = await union(t, { patient: true });
  const { call, page, go } = desk;
  const { wave } = await asks(desk);
  await go(`/surveys/wave?id=${wave}`);
  // The first question has the focus.
  await page.waitForFunction(() => document.activeElement?.id === "answer-1");
  const sheets = async () => (await call("surveys", "wave", { id: wave })).wave.sheets;
  const type = async (...answers) => {
    for (const answer of answers) {
      await page.keyboard.type(answer);
      await page.keyboard.press("Enter");
    }
  };
  await type("２、13", "4", "1");
  await page.getByText(label("surveys.entry.laid", { n: 1 })).waitFor();
  assert.equal(await sheets(), 0, "the pile is not counted yet");
  // What a small pile would tell is said beside it.
  await page.getByText(label("surveys.entry.few", { k: 5 })).waitFor();
  // The words of the numbers stand beside them.
  await page.keyboard.type("15");
  await page.getByText(label("support.national.organisation.15"), { exact: true }).first().waitFor();
  await page.keyboard.type(" 2");
  await page.getByText(label("problem.survey_none_and_more")).waitFor();
  assert.deepEqual(await audit(page), []);
  // A sheet with a fault is not laid down; the field to mend has the focus.
  // Enter leaves the field only when the number is right.
  await page.keyboard.press("Enter");
  assert.equal(await question(page, 1).evaluate((field) => field === document.activeElement), true);
  await page.keyboard.press("ArrowDown");
  await type("3", "2");
  assert.equal(await question(page, 1).evaluate((field) => field === document.activeElement), true);
  await page.keyboard.type("15");
  await type("", "", "");
  await page.getByText(label("surveys.entry.laid", { n: 2 })).waitFor();
  // F8 takes the last one back.
  await page.keyboard.press("F8");
  assert.equal(await question(page, 1).inputValue(), "15");
  await page.keyboard.type("14");
  await type("", "", "");
  for (let n = 3; n <= 10; n += 1) {
    await type("2", "5", "1,2");
    if (n < 10) await page.getByText(label("surveys.entry.laid", { n })).waitFor();
  }
  await page.getByText(label("surveys.entry.counted", { n: 10, all: 10 })).waitFor();
  assert.equal(await sheets(), 10);
  await type("2", "5", "1");
  await page.keyboard.press("Control+Enter");
  await page.getByText(label("surveys.entry.counted", { n: 1, all: 11 })).waitFor();
  assert.equal(await sheets(), 11);

  await page.getByRole("button", { name: label("surveys.close"), exact: true }).click();
  await page.getByText(label("surveys.close.final")).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.getByRole("button", { name: label("surveys.close.do") }).click();
  await page.getByRole("tab", { name: label("surveys.part.results") }).waitFor();
  await page.getByText(label("surveys.result.n", { n: 11 })).first().waitFor();
});

test("results stand beside the nation with their interval, and members see less", async (t) => {
  const desk = await union(t, { patient: true });
  const { page, go } = desk;
  const { closed } = await asks(desk);
  await go(`/surveys/wave?id=${closed}`);
  const row = page.getByRole("row", { name: new RegExp("組合組織") }).first();
  await row.waitFor();
  const words = await row.innerText();
  for (const part of ["16", "16.0", "10.1〜24.4", "1.5", "14.5", "高い"]) assert.ok(words.includes(part), `${part}: ${words}`);
  const none = await page.getByRole("row", { name: /あてはまる組織・団体はない/ }).first().innerText();
  assert.ok(none.includes("84.0"), none);
  assert.deepEqual(await audit(page), []);
  // A screen of 1280 pixels at 125 %.
  await page.setViewportSize({ width: 1024, height: 640 });
  const beside = page.getByRole("group", { name: /^問1/ }).first();
  assert.ok(await beside.evaluate((box) => box.scrollWidth <= box.clientWidth), "the nation and the wave before are seen at once");
  await page.getByText(label("surveys.result.by_group")).first().click();
  await page.getByRole("columnheader", { name: label("surveys.result.group", { group: "東支部", n: 50 }) }).first().waitFor();
  await page.getByRole("checkbox", { name: label("surveys.result.for_members") }).check();
  await page.getByText(label("surveys.result.note", { k: 10 })).waitFor();
  assert.match(await page.evaluate(() => location.hash), /members=true/);
  assert.deepEqual(await audit(page), []);
});

test("a form goes out, and what came back wrong says why", async (t) => {
  const desk = await union(t, { patient: true });
  const { page, go, folder, queueFile } = desk;
  const { wave } = await asks(desk);
  await go(`/surveys/wave?id=${wave}&part=forms`);
  await page.getByRole("button", { name: label("surveys.form.make") }).click();
  await page.getByRole("textbox", { name: label("surveys.form.for") }).fill("東支部");
  // For those who read no Japanese: what comes back in English is read as well.
  await page.getByRole("combobox", { name: label("surveys.form.locale") }).click();
  await page.getByRole("option", { name: label("enum.locale.en") }).click();
  assert.deepEqual(await audit(page), []);
  const out = join(folder, "東支部.xlsx");
  await queueFile(out);
  await page.getByRole("button", { name: label("surveys.form.write") }).click();
  await page.getByRole("rowheader", { name: "東支部" }).waitFor();
  assert.ok(existsSync(out));
  // As it went out it holds no sheet: nothing can be taken in.
  await queueFile(out);
  await page.getByRole("button", { name: label("surveys.form.in") }).click();
  await page.getByText(label("surveys.form.taken", { n: 0 })).waitFor();
  assert.equal(await page.getByRole("button", { name: label("surveys.form.apply", { n: 0 }) }).isDisabled(), true);
  assert.deepEqual(await audit(page), []);
});
