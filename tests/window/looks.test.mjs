// Every screen in every look: whole, accessible, and never wider than the window.
import assert from "node:assert/strict";
import test from "node:test";
import { audit } from "./harness.mjs";
import { applyFrom, asks, congress, counsel, openRun, people, trains, underWay, union } from "./union.mjs";

const PLACES = [
  "/",
  "/members",
  "/members?person=new",
  "/members/import",
  "/members/duplicates",
  "/members/offices",
  "/members/planned",
  "/reports/months",
  "/reports/plans",
  "/reports/packs",
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
  "/reports/own",
  "/reports/own?part=schedules",
  "/reports/own?id=new",
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
  "/training",
  "/training?open=new",
  "/training?tab=calendar",
  "/training?tab=courses",
  "/training?tab=courses&open=new",
  "/training?tab=demand",
  "/training?tab=demand&open=new",
  "/meetings",
  "/meetings?open=new",
  "/meetings?tab=rules",
  "/meetings?tab=rules&open=new",
  "/reports?report=R03",
  "/reports?report=R09",
  "/reports?report=meeting-pack",
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
    const { a, b, course } = await trains(desk);
    const run = await openRun(desk, course, { quotas: [{ org_id: a, seats: 2 }, { org_id: b, seats: 0 }] });
    const [seated] = await applyFrom(desk, run, a, "赤井", "秋田", "浅野", "荒井");
    const parts = ["board", "attendance", "certificates", "costs", "evaluation", "plan"].map((part) => `part=${part}`);
    const open_at = ["open=new", `open=${seated.id}`, "part=plan&open=edit", "part=plan&open=sessions", "part=plan&open=quotas", "part=costs&open=new"];
    const training = [...parts, ...open_at, "part=evaluation&open=new"].map((at) => `/training/run?run=${run}&${at}`);
    const { survey, closed, wave, activities } = await asks(desk);
    const asked = ["survey=new", `survey=${survey}`, `open=${survey}`].map((at) => `/surveys?${at}`);
    const waves = [`id=${wave}&part=entry`, `id=${wave}&part=forms`, `id=${closed}&part=results`].map((at) => `/surveys/wave?${at}`);
    const tabs = ["tab=time", "tab=review", "tab=review&open=new", `tab=review&open=${activities[0]}`, "tab=decisions"];
    const decisions = [`tab=decisions&decide=${activities[0]}`, `tab=decisions&tell=${activities[1]}`];
    const weighed = ["/surveys", ...asked, ...waves, ...[...tabs, ...decisions].map((at) => `/activities?${at}`)];
    const cards = await Promise.all(added.map(({ person_id }) => desk.call("members", "card", { person_id })));
    const meeting = await congress(desk, cards.map((card) => card.memberships[0].member_no));
    const item = (await desk.call("meetings", "meeting", { id: meeting })).agenda[1];
    const ballot = await desk.call("meetings", "add_ballot", { item_id: item.id });
    const at_meeting = ["part=agenda", "part=agenda&open=edit", `part=agenda&open=${ballot}`, "part=door", "part=roll", "part=minutes"];
    const meetings = [...at_meeting.map((at) => `/meetings/meeting?meeting=${meeting}&${at}`), `/meetings/board?meeting=${meeting}`];
    const { page, go } = desk;
    const cases = [`/cases?case=${open}`, `/cases?case=${open}&write=session`, `/cases?case=${flagged}`];
    for (const place of [...PLACES, `/members?person=${added[0].person_id}`, ...cases, ...training, ...meetings, ...weighed]) {
      await go(place);
      await page.evaluate((root) => document.documentElement.style.setProperty("--ky-root", `${root}px`), root);
      await page.getByRole("main").waitFor();
      await page.waitForTimeout(400);
      // What the page is about may still be read.
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      // Somebody is there: a slow machine does not lock the desk in the middle.
      await page.mouse.move(1, 1 + (place.length % 9));
      assert.deepEqual(await audit(page), [], place);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `${place}: the page is ${wide} px wider than the window`);
    }
  });
}
