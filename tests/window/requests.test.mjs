// What a person asks about their data, from the request to the disclosure and the erasure.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { label, people, union } from "./union.mjs";

test("a request is recorded, taken step by step with the keyboard, and its disclosure is written", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 2);
  const { page, call, go, folder, queueFile } = desk;
  const card = await call("members", "card", { person_id: added[0].person_id });
  await go("/members/privacy?part=requests");
  await page.getByRole("button", { name: label("members.request.add") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: label("members.request.save") }).click();
  await dialog.getByText(label("ui.fill_in")).waitFor();
  await dialog.getByRole("textbox", { name: label("members.request.member_no") }).fill(card.memberships[0].member_no);
  await dialog.getByRole("combobox", { name: label("members.request.kind") }).click();
  await page.getByRole("option", { name: label("enum.request_kind.disclose"), exact: true }).click();
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  const [request] = await (async () => {
    await dialog.waitFor({ state: "detached" });
    return call("members", "requests");
  })();
  await page.getByRole("button", { name: label("members.request.step_of", { name: request.name }) }).press("Enter");
  await dialog.getByRole("combobox", { name: label("members.request.to") }).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  assert.equal((await call("members", "requests"))[0].status, "identity_checked");
  await page.getByRole("button", { name: label("members.request.write_of", { name: request.name }) }).click();
  await page.getByRole("article").waitFor();
  assert.deepEqual(await audit(page), []);
  await page.getByRole("button", { name: label("reports.write") }).click();
  const file = join(folder, "開示書.xlsx");
  await queueFile(file);
  await dialog.getByRole("button", { name: label("reports.write") }).click();
  await dialog.getByText(label("reports.written", { name: "開示書.xlsx" })).waitFor();
  assert.ok(existsSync(file));
});

test("an erasure asks twice, says what stays, and leaves nobody on the card", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 2);
  const { page, call, go } = desk;
  const who = { person_id: added[0].person_id };
  await go(`/members?person=${added[0].person_id}&state=all`);
  const panel = page.getByRole("complementary");
  const erase = panel.getByRole("button", { name: label("members.erase"), exact: true });
  await erase.click();
  await panel.getByRole("button", { name: label("members.erase.do") }).click();
  await panel.getByText(label("ui.choose")).waitFor();
  await panel.getByRole("checkbox", { name: label("members.erase.sure") }).click();
  await panel.getByRole("button", { name: label("members.erase.do") }).click();
  await panel.getByRole("alert").waitFor();
  assert.equal((await call("members", "card", who)).erased, false, "a member in force is not erased");
  const card = await call("members", "card", who);
  await call("members", "leave", {
    membership_id: card.memberships[0].id,
    version: card.memberships[0].version,
    left_on: "2024-03-31",
    end_reason: "employment_end",
  });
  await desk.restart();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  await go(`/members?person=${added[0].person_id}&state=all`);
  await erase.click();
  assert.deepEqual(await audit(page), []);
  await panel.getByRole("checkbox", { name: label("members.erase.sure") }).click();
  await page.keyboard.press("Control+Enter");
  await panel.getByText(label("members.erase.done"), { exact: true }).waitFor();
  assert.deepEqual(await audit(page), []);
  await panel.getByRole("button", { name: label("ui.close") }).last().click();
  await panel.getByText(label("members.erased.text")).waitFor();
  assert.deepEqual(await audit(page), []);
  assert.equal((await call("members", "card", who)).erased, true);
});

test("who left long ago is chosen and dropped", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 2);
  const { page, call, go } = desk;
  for (const { person_id } of added) {
    const card = await call("members", "card", { person_id });
    await call("members", "leave", {
      membership_id: card.memberships[0].id,
      version: card.memberships[0].version,
      left_on: "2020-06-30",
      end_reason: "employment_end",
    });
  }
  await desk.restart();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  await go("/members/privacy?part=retention");
  await page.getByText(label("members.retention.due", { n: 2 })).waitFor();
  await page.getByRole("checkbox", { name: label("members.retention.all") }).click();
  assert.deepEqual(await audit(page), []);
  await page.getByRole("button", { name: label("members.retention.drop", { n: 2 }) }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: label("members.erase.sure") }).click();
  await dialog.getByRole("button", { name: label("members.erase.do") }).click();
  await dialog.getByText(label("members.retention.done", { n: 2, alumni: 0 })).waitFor();
  assert.deepEqual(await audit(page), []);
  assert.equal((await call("members", "retention")).n, 0);
});
