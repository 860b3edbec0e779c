// Personal data in the window: who sees a person, what goes to another organisation, and what is written down of it.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { audit } from "./harness.mjs";
import { label, people, union } from "./union.mjs";

test("the card says which officers see the person, and by which role", async (t) => {
  const desk = await union(t, { patient: true });
  const { east, added } = await people(desk, 2);
  const { page, call, go } = desk;
  await call("officers", "add", {
    login: "east",
    display_name: "見本 東（架空）",
    passphrase: "ひがしの 合言葉です",
    roles: ["workplace_rep"],
    unit_scope: east,
  });
  await go(`/members?person=${added[1].person_id}`);
  const part = page.getByRole("complementary").locator("section", { hasText: label("members.part.viewers") });
  await part.getByText("見本 東（架空）").waitFor();
  await part.getByText(label("members.viewer.role", { role: label("enum.role.workplace_rep"), unit: "東支部" })).waitFor();
  await part.getByText(label("members.viewer.sees.name")).waitFor();
  assert.deepEqual(await audit(page), []);
});

test("a roster for an upper body holds only who agreed, has a password of its own, and is written down", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 3);
  const { page, call, go, folder, queueFile } = desk;
  const upper = await call("organizations", "add_employer", { kind: "industrial_federation", name: "架空ものづくり労連" });
  await call("members", "give_consent", {
    person_id: added[0].person_id,
    purpose: "federation_share",
    recipient_org_id: upper,
    granted_on: "2026-04-01",
    method: "written",
    notice_version: "2026-04",
  });
  await desk.restart();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  await go("/members");
  await page.getByRole("button", { name: label("members.export"), exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: label("members.export.purpose"), exact: true }).fill("登録人員の届け出");
  await dialog.getByRole("radio", { name: label("members.recipient.outside") }).click();
  await dialog.getByRole("button", { name: label("members.export.save") }).click();
  await dialog.getByText(label("ui.fill_in")).waitFor();
  await dialog.getByRole("combobox", { name: label("members.recipient.organization") }).click();
  await page.getByRole("option", { name: /架空ものづくり労連/ }).click();
  await dialog.getByText(label("members.recipient.consent")).waitFor();
  const password = dialog.getByRole("textbox", { name: label("desk.file_password.once") });
  assert.match(await password.inputValue(), /^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  assert.deepEqual(await audit(page), []);
  const file = join(folder, "届け出.xlsx");
  await queueFile(file);
  await password.press("Control+Enter");
  await dialog.getByText(label("members.provided", { name: "架空ものづくり労連", basis: label("enum.legal_basis.consent"), n: 1, left: 2 })).waitFor();
  assert.deepEqual(await audit(page), []);
  assert.ok(existsSync(file));
  await dialog.getByRole("button", { name: label("ui.close") }).last().click();
  const log = await call("officers", "exports");
  assert.equal(log.rows[0].protected, true, "a password unless the officer says otherwise");
  await go("/members/privacy?part=given");
  await page.getByRole("cell", { name: "架空ものづくり労連" }).waitFor();
  await go(`/members?person=${added[0].person_id}`);
  await page.getByRole("complementary").getByText("登録人員の届け出", { exact: false }).waitFor();
  await go("/officers?part=exports");
  await page.getByRole("cell", { name: "登録人員の届け出" }).waitFor();
});

test("a joint use is recorded and ended by keyboard", async (t) => {
  const desk = await union(t, { patient: true });
  const { page, call, go } = desk;
  await call("organizations", "add_employer", { kind: "national_center", name: "架空センター" });
  await desk.restart();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  await go("/members/privacy?part=joint_use");
  await page.getByRole("button", { name: label("members.joint_use.add") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: label("members.joint_use.recipient") }).click();
  await page.getByRole("option", { name: "架空センター" }).click();
  for (const [name, text] of [
    ["items", "氏名、所属"],
    ["extent", "架空センターと加盟組合"],
    ["purpose", "共済の案内"],
    ["responsible", "試験ユニオン 書記長"],
  ]) {
    await dialog.getByRole("textbox", { name: label(`members.joint_use.${name}`) }).fill(text);
  }
  assert.deepEqual(await audit(page), []);
  await page.keyboard.press("Control+Enter");
  await page.getByText("架空センターと加盟組合").waitFor();
  await page.getByRole("button", { name: label("members.joint_use.end_of", { name: "架空センター" }) }).press("Enter");
  await dialog.getByText(label("members.joint_use.end.text")).waitFor();
  await page.keyboard.press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  const [notice] = await call("members", "joint_uses");
  assert.notEqual(notice.ended_on, null);
});
