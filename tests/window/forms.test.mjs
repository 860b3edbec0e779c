// Forms and keys: what was typed is not lost, a key goes to the form in use, and the focus is always somewhere.
import assert from "node:assert/strict";
import test from "node:test";
import { audit } from "./harness.mjs";
import { label, PASSPHRASE, people, union } from "./union.mjs";

/** What has the focus, once everything has settled. */
async function focused(page) {
  await page.waitForTimeout(250);
  return page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.id ?? ""}`.trim());
}

test("Esc asks before a filled form is thrown away, and only then closes the panel", async (t) => {
  const desk = await union(t);
  await people(desk, 2);
  const { page, go } = desk;
  await go("/members");
  await page.getByRole("grid").waitFor();
  await page.keyboard.press("Control+n");
  const panel = page.getByRole("complementary");
  const name = panel.getByRole("textbox", { name: label("members.column.family_name"), exact: true });
  await name.fill("見本");
  await page.keyboard.press("Escape");
  await panel.getByText(label("ui.leave_form")).waitFor();
  assert.deepEqual(await audit(page), []);
  await panel.getByRole("button", { name: label("ui.leave_form.stay") }).click();
  assert.equal(await name.inputValue(), "見本");
  assert.ok(await name.evaluate((field) => field === document.activeElement), "one types on where one was");

  await page.getByRole("navigation", { name: label("ui.rail") }).getByRole("link", { name: label("ui.rail.home") }).click();
  await panel.getByRole("button", { name: label("ui.leave_form.stay") }).click();
  assert.match(page.url(), /person=new/, "another room is no way round the question");

  await page.keyboard.press("Escape");
  await panel.getByRole("button", { name: label("ui.leave_form.leave") }).click();
  await panel.waitFor({ state: "detached" });

  await page.keyboard.press("Control+n");
  await name.waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
});

test("Esc belongs to the innermost thing: a list, a dialog, the form, the card", async (t) => {
  const desk = await union(t);
  const { added } = await people(desk, 3);
  const { page, go } = desk;
  await go(`/members?person=${added[0].person_id}`);
  const panel = page.getByRole("complementary");
  await panel.getByRole("button", { name: label("members.move"), exact: true }).click();
  const to = panel.getByRole("combobox", { name: label("members.move.to") });
  await to.click();
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("option").first().waitFor({ state: "hidden" });
  assert.ok(await to.isVisible(), "the list was closed, not the form");
  for (const key of ["F1", "Control+k"]) {
    await page.keyboard.press(key);
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.ok(await to.isVisible(), `${key}: the dialog was closed, not the form`);
  }
  await page.keyboard.press("Escape");
  await to.waitFor({ state: "detached" });
  await panel.getByText(label("members.part.membership")).waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
});

test("the next person is not shown over a correction that was begun", async (t) => {
  const desk = await union(t);
  await people(desk, 3);
  const { page, go } = desk;
  await go("/members");
  await page.getByRole("gridcell", { name: /佐藤/ }).first().click();
  const panel = page.getByRole("complementary");
  await panel.getByRole("button", { name: label("members.correct"), exact: true }).click();
  const former = panel.getByRole("textbox", { name: label("members.column.former_name") });
  await former.fill("旧見本");
  await page.keyboard.press("Alt+ArrowDown");
  await panel.getByRole("button", { name: label("ui.leave_form.stay") }).click();
  assert.equal(await former.inputValue(), "旧見本");
  await page.keyboard.press("Alt+ArrowDown");
  await panel.getByRole("button", { name: label("ui.leave_form.leave") }).click();
  await former.waitFor({ state: "detached" });
});

test("a dialog with a filled form asks as well, and a click beside it does not close it", async (t) => {
  const desk = await union(t);
  const { page, go } = desk;
  await go("/organizations");
  await page.getByRole("button", { name: label("organizations.unit.add") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: label("organizations.unit.label") }).fill("本部");
  await page.mouse.click(5, 5);
  await page.keyboard.press("Escape");
  await dialog.getByText(label("ui.leave_form")).waitFor();
  assert.deepEqual(await audit(page), []);
  await dialog.getByRole("button", { name: label("ui.leave_form.leave") }).click();
  await dialog.waitFor({ state: "detached" });
});

test("a unit goes under another one from a day on, and the days before stay", async (t) => {
  const desk = await union(t);
  await people(desk, 4);
  const { page, go, call } = desk;
  const units = await call("organizations", "units", {});
  const [east, west] = ["東支部", "西支部"].map((name) => units.find((unit) => unit.label === name));
  const sub = await call("organizations", "add_unit", { kind: "sub_branch", label: "第一分会", code: "S1", parent_id: east.id });
  await go(`/organizations?unit=${sub}`);
  await page.getByRole("button", { name: label("organizations.unit.correct") }).click();
  const above = page.getByRole("combobox", { name: label("organizations.unit.parent") });
  await above.click();
  await page.getByRole("option", { name: /西支部/ }).click();
  await page.getByRole("radio", { name: label("organizations.regroup.dated") }).waitFor();
  assert.deepEqual(await audit(page), []);
  await page.getByRole("button", { name: label("ui.save") }).click();
  await page.getByRole("status").filter({ hasText: "第一分会" }).first().waitFor();
  const now = await call("organizations", "units", {});
  assert.equal(now.find((unit) => unit.label === "第一分会").parent_id, west.id);
  const before = await call("organizations", "units", { as_of: "2025-01-01" });
  assert.equal(before.find((unit) => unit.label === "第一分会").parent_id, east.id);
});

test("Ctrl+Enter saves the form that is being filled, and no other", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 1);
  const { page, go, call } = desk;
  await go(`/members?person=${added[0].person_id}`);
  const panel = page.getByRole("complementary");
  await panel.getByRole("button", { name: label("members.condition.add") }).click();
  await panel.getByRole("combobox", { name: label("members.condition.kind") }).click();
  await page.getByRole("option", { name: label("enum.condition_kind.childcare"), exact: true }).click();
  await panel.getByRole("button", { name: label("members.consent.add") }).click();
  await panel.getByRole("combobox", { name: label("members.consent.purpose") }).click();
  await page.getByRole("option", { name: label("enum.consent_purpose.union_activity") }).click();
  await panel.getByRole("textbox", { name: label("members.consent.notice") }).fill("2026年4月版");
  // From a closed list of choices, too, which would open with Enter.
  await panel.getByRole("combobox", { name: label("members.consent.method") }).focus();
  await page.keyboard.press("Control+Enter");
  await panel.getByRole("button", { name: label("members.consent.withdraw_of", { what: label("enum.consent_purpose.union_activity") }) }).waitFor();
  const card = await call("members", "card", { person_id: added[0].person_id });
  assert.equal(card.consents.length, 1);
  assert.equal(card.memberships[0].conditions.length, 0, "the other form was left alone");

  await go("/desk?part=passphrase");
  await page.getByRole("button", { name: label("ui.leave_form.leave") }).click();
  const again = page.getByRole("textbox", { name: label("desk.passphrase"), exact: true });
  await again.fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await page.getByText(label("desk.recovery.keep")).waitFor();
});

test("a passphrase that does not fit is named at its field, which takes the focus", async (t) => {
  const desk = await union(t);
  const { page, go } = desk;
  await go("/desk?part=passphrase");
  await page.getByRole("textbox", { name: label("desk.passphrase.old") }).fill(PASSPHRASE);
  await page.getByRole("textbox", { name: label("desk.passphrase.new"), exact: true }).fill("みどりの でんしゃ 7");
  const twice = page.getByRole("textbox", { name: label("desk.passphrase.again") });
  await twice.fill("ちがう");
  await page.getByRole("button", { name: label("desk.passphrase.change") }).click();
  await page.getByText(label("desk.passphrase.differ")).waitFor();
  assert.equal(await twice.getAttribute("aria-invalid"), "true");
  assert.ok(await twice.evaluate((field) => field === document.activeElement));
  assert.deepEqual(await audit(page), []);
});

test("the focus is never lost: after every act the next key goes somewhere", async (t) => {
  const desk = await union(t, { patient: true });
  const { added } = await people(desk, 3);
  const { page, go } = desk;
  const at = async (what, wanted = /^(?!BODY)/) => assert.match(await focused(page), wanted, what);
  const panel = page.getByRole("complementary");
  await page.keyboard.press("Control+2");
  await page.getByRole("grid").waitFor();
  await at("another room", /^H1/);
  await page.keyboard.press("Control+i");
  await page.getByRole("heading", { level: 1, name: label("members.import") }).waitFor();
  await at("the import", /^H1/);
  await go("/reports");
  await page.getByRole("button", { name: new RegExp(label("report.meeting_pack")) }).first().click();
  await page.getByRole("heading", { level: 1, name: label("report.meeting_pack") }).waitFor();
  await at("a report was chosen", /^H1/);
  await go(`/members?person=${added[0].person_id}`);
  await panel.getByRole("button", { name: label("members.correct"), exact: true }).click();
  await panel.getByRole("button", { name: label("ui.cancel") }).click();
  await at("a correction was given up", /^ASIDE/);
  await panel.getByRole("button", { name: label("members.leave") }).click();
  await panel.getByRole("combobox", { name: label("members.column.end_reason") }).click();
  await page.getByRole("option", { name: label("enum.end_reason.resignation") }).click();
  const left = panel.getByRole("textbox", { name: label("members.column.left_on") });
  await left.fill("8/7/6");
  await panel.getByText(label("ui.date.which")).first().waitFor();
  await panel.getByRole("button", { name: /令和8年|2026年/ }).first().click();
  await at("one of the days was chosen", /^INPUT/);
  await panel.getByRole("button", { name: label("members.leave.save") }).click();
  await panel.getByRole("button", { name: label("members.leave.save") }).waitFor({ state: "detached" });
  await panel.getByText(label("enum.status.ended")).first().waitFor();
  await at("a leave was saved", /^ASIDE/);
  await page.keyboard.press("Control+l");
  await page.getByRole("textbox", { name: label("desk.passphrase") }).fill(PASSPHRASE);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  await at("the desk was unlocked", /^H1/);
});

test("F6 goes round everything that a screen has: the rail, the bar, the page or its list, the panel", async (t) => {
  const desk = await union(t);
  const { added } = await people(desk, 3);
  const { page, go } = desk;
  const round = async (n) => {
    const seen = [];
    for (let at = 0; at < n; at += 1) {
      await page.keyboard.press("F6");
      seen.push(await page.evaluate(() => document.activeElement?.getAttribute("role") ?? document.activeElement?.localName));
    }
    return seen;
  };
  await go("/meetings");
  await page.getByRole("heading", { level: 1, name: label("meetings.title") }).waitFor();
  await page.getByRole("navigation", { name: label("ui.rail") }).focus();
  assert.deepEqual(await round(3), ["section", "main", "nav"]);
  await go(`/members?person=${added[0].person_id}`);
  await page.getByRole("complementary").getByRole("button", { name: label("members.move"), exact: true }).waitFor();
  await page.getByRole("navigation", { name: label("ui.rail") }).focus();
  assert.deepEqual(await round(4), ["section", "grid", "aside", "nav"]);
});

test("the buttons of a long form stay in sight in a dialog and in a panel", async (t) => {
  const desk = await union(t, { viewport: { width: 1280, height: 640 } });
  await people(desk, 2);
  const { page, go } = desk;
  const inSight = (button) =>
    button.evaluate((element) => {
      const { left, top, width, height, bottom } = element.getBoundingClientRect();
      return bottom <= window.innerHeight && element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
  await go("/members");
  await page.getByRole("grid").waitFor();
  await page.keyboard.press("Control+n");
  const panel = page.getByRole("complementary");
  await panel.getByRole("textbox", { name: label("members.column.family_name"), exact: true }).waitFor();
  assert.ok(await inSight(panel.getByRole("button", { name: label("members.add.save"), exact: true })), "in the panel");
  await go("/officers");
  await page.getByRole("button", { name: label("officers.add") }).click();
  const dialog = page.getByRole("dialog");
  const last = dialog.locator("input").last();
  await last.waitFor();
  assert.ok(await inSight(dialog.getByRole("button", { name: label("officers.add.save") })), "in the dialog");
  // And they hide nothing that is gone to.
  await last.focus();
  await page.waitForTimeout(250);
  assert.ok(await inSight(last), "the last field stands clear of them");
});
