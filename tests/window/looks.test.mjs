// Every screen in every look: whole, accessible, and never wider than the window.
import assert from "node:assert/strict";
import test from "node:test";
import { audit } from "./harness.mjs";
import { counsel, people, underWay, union } from "./union.mjs";

const PLACES = [
  "/",
  "/members",
  "/members?person=new",
  "/members/import",
  "/members/duplicates",
  "/members/offices",
  "/members/planned",
  "/reports/months",
  "/members/privacy",
  "/members/privacy?part=given",
  "/members/privacy?part=joint_use",
  "/members/privacy?part=retention",
  "/members/findings",
  "/organizations",
  "/organizations?part=employers",
  "/officers",
  "/officers?part=audit",
  "/officers?part=exports",
  "/reports",
  "/support",
  "/support?open=new",
  "/support?tab=communities",
  "/support?tab=communities&open=new",
  "/support?tab=finder",
  "/support?tab=finder&needs=learning,job_change",
  "/cases",
  "/cases?open=new",
  "/cases?tab=list",
  "/cases?tab=room",
  "/reports?report=R03",
  "/members?happened=joined&from=2020-01-01&to=2026-12-31&condition=leave",
  "/desk",
  "/desk?part=look",
  "/desk?part=passphrase",
  "/desk?part=backup",
  "/desk?part=history",
];

// 125 % and 200 % of the text are a root of 20 and of 32 pixels; the window has one of 16 at its standard size.
const LOOKS = [
  ["light, standard letters", { textSize: "standard", colors: "light" }, 16],
  ["dark, large letters", { textSize: "large", colors: "dark" }, 18],
  ["high contrast, very large letters", { textSize: "huge", colors: "contrast" }, 21],
  ["light, 125 %", { textSize: "standard", colors: "light" }, 20],
  ["light, 200 %", { textSize: "standard", colors: "light" }, 32],
];

for (const [name, look, root] of LOOKS) {
  test(`every screen is whole and accessible: ${name}`, async (t) => {
    const desk = await union(t, { look });
    await counsel(desk);
    const { added } = await people(desk, 6);
    const open = await underWay(desk);
    const flagged = await underWay(desk, { name: "架空 急子", crisis: true });
    const { page, go } = desk;
    const cases = [`/cases?case=${open}`, `/cases?case=${open}&write=session`, `/cases?case=${flagged}`];
    for (const place of [...PLACES, `/members?person=${added[0].person_id}`, ...cases]) {
      await go(place);
      await page.evaluate((root) => document.documentElement.style.setProperty("--ky-root", `${root}px`), root);
      await page.getByRole("main").waitFor();
      await page.waitForTimeout(400);
      assert.deepEqual(await audit(page), [], place);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `${place}: the page is ${wide} px wider than the window`);
    }
  });
}
