// What is done in the real window, in order. Each job starts the program anew.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { field, named, openProgram, quoted, until } from "./driver.mjs";

const PASSPHRASE = "朝の駅前で四人が待つ";

/** A large button that begins with these words and goes on to explain itself. */
const beginning = (words) => `(//button[starts-with(normalize-space(.), ${quoted(words)})])[1]`;

/** What the shell answers the page for a command, past the page's own code. */
async function answer(program, command, input) {
  return program.runAsync(
    "const [command, input, done] = arguments; window.__TAURI_INTERNALS__.invoke(command, input).then((ok) => done({ ok: ok ?? null }), (error) => done({ error }))",
    command,
    input,
  );
}

const KEY = { control: "\uE009", shift: "\uE008", enter: "\uE007", tab: "\uE004", f2: "\uE032", f4: "\uE034", space: " " };

/** The telephone rings: from the call to the next date without the mouse. Says how many keys that took. */
async function telephone(program, label) {
  const hand = program.hand();
  const began = Date.now();
  const focused = (words) =>
    until(`the focus at 「${words}」`, async () =>
      (await program.run("const at = document.activeElement; return at?.labels?.[0]?.innerText ?? at?.ariaLabel ?? ''")).startsWith(words),
    );
  const walkTo = async (words) => {
    const there = "const at = document.activeElement; return (at?.labels?.[0]?.innerText ?? at?.ariaLabel ?? '').startsWith(arguments[0])";
    for (let steps = 0; !(await program.run(there, words)); steps += 1) {
      assert.ok(steps < 40, `the tabulator never comes to 「${words}」`);
      await hand.press(KEY.tab);
    }
  };
  const closed = () => until("the dialog to close", async () => !(await program.run("return document.querySelector('[role=dialog]') !== null")));
  const caller = "001510";

  await hand.press(KEY.control, KEY.shift, "n");
  await focused(label("cases.new.who"));
  await hand.type(caller);
  await program.see(label("cases.new.found_one").split("{")[0]);
  await walkTo(label("cases.new.word"));
  await hand.type("転職したい");
  await walkTo(label("cases.new.mine").split("{")[0]);
  await hand.press(KEY.space);
  await hand.press(KEY.control, KEY.enter);
  await until("the new case", async () => (await program.run("return document.querySelector('h1')?.innerText ?? ''")).includes("饗庭"));
  await closed();

  await hand.press(KEY.f2);
  await focused(label("cases.consent.witness"));
  await hand.type("録音1");
  await hand.press(KEY.control, KEY.enter);
  await closed();

  await hand.press(KEY.f2);
  await focused(label("cases.note.presenting"));
  await hand.type("転職したい");
  await hand.press(KEY.f4);
  await focused(label("cases.refer.find"));
  await hand.type("ハローワーク");
  await until("places to turn to", async () => (await program.run("return document.querySelectorAll('[role=dialog] li input[type=checkbox]').length")) > 1);
  await until("the list to rest", async () => {
    const names = "return [...document.querySelectorAll('[role=dialog] li')].map((line) => line.innerText).join()";
    const before = await program.run(names);
    await new Promise((rest) => setTimeout(rest, 500));
    return (await program.run(names)) === before;
  });
  await hand.press(KEY.tab);
  await hand.press(KEY.tab);
  await hand.press(KEY.space);
  await hand.press(KEY.tab);
  await hand.press(KEY.space);
  await program.see(label("cases.refer.save_n.other").replace("{n}", "2"));
  await hand.press(KEY.control, KEY.enter);
  await closed();
  await focused(label("cases.note.presenting"));

  await walkTo(label("cases.session.next_on"));
  await hand.type("来週火曜");
  await hand.press(KEY.control, KEY.enter);
  await until("the note in the course of the case", async () => (await program.run("return document.querySelectorAll('article').length")) > 0);
  const { keys, text } = hand.count;
  console.log(`     from the call to the next date: ${keys} keys (${text} of them text), 0 clicks, ${((Date.now() - began) / 1000).toFixed(1)} s`);
  assert.ok(keys <= 60, `${keys} keys`);
}

export const jobs = {
  async "the first screen is Japanese and its page is shut in"({ binary, label, pictures }) {
    const program = await openProgram(binary);
    try {
      await program.see(label("desk.start.title"));
      await program.see(label("desk.start.sample"));
      assert.equal(await program.run("return document.documentElement.lang"), "ja");
      await program.picture(join(pictures, "first-screen.png"));

      // The styles that the page writes at run time carry the nonce of the policy; without it the colours would be missing.
      assert.notEqual(await program.run("return getComputedStyle(document.documentElement).getPropertyValue('--mantine-color-body')"), "");
      assert.equal(await program.run("return Object.isFrozen(Object.prototype) && window.__TAURI__ === undefined"), true);
      for (const command of ["plugin:event|listen", "plugin:dialog|open", "plugin:window|create", "plugin:fs|read_file", "sell_members"]) {
        const { error } = await answer(program, command, {});
        assert.match(String(error), /not allowed|not found/i, command);
      }
      // A script from elsewhere, a frame, a form, a way out: all refused by the policy or by the window.
      const leaks = await program.runAsync(`
        const done = arguments[arguments.length - 1];
        const refused = [];
        document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
        const script = document.createElement("script");
        script.src = "https://example.com/x.js";
        const inline = document.createElement("script");
        inline.textContent = "window.injected = true";
        const frame = document.createElement("iframe");
        frame.src = "https://example.com/";
        const image = document.createElement("img");
        image.src = "https://example.com/x.png";
        document.body.append(script, inline, frame, image);
        fetch("https://example.com/").catch(() => {});
        setTimeout(() => {
          for (const element of [script, inline, frame, image]) element.remove();
          done({ refused: [...new Set(refused)].sort(), injected: window.injected === true });
        }, 800);
      `);
      assert.equal(leaks.injected, false);
      for (const directive of ["connect-src", "frame-src", "img-src", "script-src-elem"]) {
        assert.ok(leaks.refused.includes(directive), `${directive} was not refused: ${leaks.refused}`);
      }
      const home = await program.run("return location.origin");
      await program.run("location.href = 'https://example.com/'").catch(() => {});
      await new Promise((done) => setTimeout(done, 500));
      assert.equal(await program.run("return location.origin"), home);
    } finally {
      await program.close();
    }
  },

  async "a first officer founds a union, locks it and opens it again"({ binary, label, pictures }) {
    const program = await openProgram(binary);
    try {
      const file = join(program.home, "Documents", "東都.kyojo");
      await program.click(beginning(label("desk.start.create")));
      await program.type(field(label("desk.union_name")), "東都ものづくりユニオン");
      await program.type(field(label("desk.login")), "admin");
      await program.type(field(label("desk.passphrase.new")), PASSPHRASE);
      await program.type(field(label("desk.passphrase.again")), PASSPHRASE);
      program.queueFile(file);
      await program.click(named(label("ui.file.place")));
      await program.see("東都.kyojo");
      await program.click(named(label("desk.create.save")));
      await program.see(label("desk.recovery.keep"));
      await program.click(`//label[normalize-space(.)=${quoted(label("desk.recovery.noted"))}]`);
      await program.click(named(label("desk.recovery.done")));
      await program.see("東都ものづくりユニオン");
      await program.picture(join(pictures, "founded.png"));
      assert.ok(existsSync(file));

      // Locking throws the page away: what it remembered is gone with it.
      await program.run("window.remembered = '佐藤'");
      await program.click(named(label("ui.lock")));
      await until("the page to be loaded anew", async () => (await program.run("return window.remembered === undefined")) === true);
      await program.see("東都.kyojo");
      await program.type(field(label("desk.passphrase")), `${PASSPHRASE}。`);
      await program.click(named(label("desk.open.save")));
      await program.see(label("error.wrong_key"));
      await program.type(field(label("desk.passphrase")), PASSPHRASE);
      await program.click(named(label("desk.open.save")));
      await program.see("東都ものづくりユニオン");
    } finally {
      await program.close({ keep: true });
    }
    // The next morning the program asks for the passphrase of yesterday's file at once.
    const again = await openProgram(binary, { home: program.home });
    try {
      await again.see("東都.kyojo");
      await again.type(field(label("desk.passphrase")), PASSPHRASE);
      await again.click(named(label("desk.open.save")));
      await again.see("東都ものづくりユニオン");
    } finally {
      await again.close();
    }
  },

  async "the sample union is made, its members are seen and one is found"({ binary, label, pictures }) {
    const program = await openProgram(binary);
    try {
      await program.click(beginning(label("desk.start.sample")));
      await program.type(field(label("desk.passphrase.new")), PASSPHRASE);
      await program.type(field(label("desk.passphrase.again")), PASSPHRASE);
      program.queueFile(join(program.home, "Documents", "見本.kyojo"));
      await program.click(named(label("ui.file.place")));
      await program.see("見本.kyojo");
      await program.click(named(label("desk.sample.save")));
      await program.see(label("desk.sample.band"), 90_000);
      await program.picture(join(pictures, "home.png"));

      await program.click(named(label("ui.rail.members")));
      const rows = () => program.run("return document.querySelectorAll('[role=grid] [role=row]').length");
      await until("rows of members", async () => (await rows()) > 10, 60_000);
      await program.picture(join(pictures, "members.png"));
      await program.type(field(label("members.find")), "さとう");
      await until("only members whose name is read so", async () => {
        const cells = await program.run(
          "return [...document.querySelectorAll('[role=grid] [role=row]')].slice(1).map((row) => row.innerText)",
        );
        return cells.length > 0 && cells.every((cell) => /佐藤|サトウ/.test(cell));
      });
      await program.picture(join(pictures, "found.png"));

      for (const [room, name] of [
        ["ui.rail.organizations", "organizations"],
        ["ui.rail.officers", "officers"],
        ["ui.rail.reports", "reports"],
      ]) {
        await program.click(named(label(room)));
        await until("the page", async () => (await program.run("return document.querySelector('h1')?.innerText ?? ''")) !== "");
        await program.picture(join(pictures, `${name}.png`));
      }

      await program.click(named(label("ui.rail.training")));
      // The one of the sample in which people wait.
      const run = "//main//tbody//tr[contains(., 'C03-3')]//th//a";
      await until("runs of courses", async () => (await program.run("return document.querySelectorAll('main tbody tr').length")) > 1);
      await program.picture(join(pictures, "training.png"));
      await program.click(run);
      await program.see(label("training.orgs"));
      await program.picture(join(pictures, "training-board.png"));

      for (const [room, name] of [
        ["ui.rail.surveys", "surveys"],
        ["ui.rail.activities", "activities"],
        ["ui.rail.meetings", "meetings"],
      ]) {
        await program.click(named(label(room)));
        const title = `return document.querySelector('main h1')?.innerText === '${label(room)}' && document.querySelector('main').innerText.length`;
        await until(`what ${name} lists`, async () => (await program.run(title)) > 150);
        await program.picture(join(pictures, `${name}.png`));
      }
      // The congress that is over and waits for its minutes.
      await program.click(`//main//tbody//tr[contains(., '${label("enum.meeting_status.closed")}')]//a`);
      await program.see(label("meetings.part.minutes"));
      await program.picture(join(pictures, "meeting.png"));
      for (const part of ["door", "roll", "minutes"]) {
        await program.click(`//*[@role='tab'][normalize-space(.)='${label(`meetings.part.${part}`)}']`);
        const shown = "return [...document.querySelectorAll('main [role=tabpanel], main textarea')].map((each) => each.value ?? each.innerText).join('').length";
        await until(`the ${part} of the meeting`, async () => (await program.run(shown)) > 100);
        await program.picture(join(pictures, `meeting-${part}.png`));
      }

      // Counselling is seen by its counsellor alone: another login of the sample.
      assert.equal(await program.run("return document.querySelectorAll('a[href$=\"/cases\"]').length"), 0);
      await program.click(named(label("ui.lock")));
      await program.see("見本.kyojo");
      await program.type(field(label("desk.login")), "counselor");
      await program.type(field(label("desk.passphrase")), PASSPHRASE);
      await program.click(named(label("desk.open.save")));
      await program.click(named(label("ui.rail.cases")));
      await program.see(label("cases.tab.day"));
      await until("the dates of the day", async () => (await program.run("return document.querySelectorAll('main li').length")) > 0);
      await program.picture(join(pictures, "cases-day.png"));
      await program.click(named(label("cases.new")));
      await program.see(label("cases.new.who"));
      await program.picture(join(pictures, "cases-inquiry.png"));
      await program.click(named(label("ui.cancel")));
      await program.click(named(label("cases.tab.list")));
      await until("cases under way", async () => (await program.run("return document.querySelectorAll('[data-line]').length")) > 3);
      await program.click(`(//main//tbody//tr[contains(., '${label("enum.case_status.active")}')]//a[@data-line])[1]`);
      await program.see(label("cases.part.course"));
      await until("the course of the case", async () => (await program.run("return document.querySelectorAll('article').length")) > 0);
      await program.picture(join(pictures, "case.png"));

      // Further down on the right: the questions before and after, the card, the files.
      const aside = (part) => `//aside//section[@aria-labelledby=//h2[normalize-space(.)='${label(part)}']/@id]`;
      await program.click(`${aside("cases.part.check_ins")}//button[normalize-space(.)='${label("cases.check_in.add")}']`);
      await program.see(label("cases.check_in.counted"));
      await program.show(aside("cases.part.check_ins"));
      await program.picture(join(pictures, "case-check-in.png"));
      await program.click(`${aside("cases.part.check_ins")}//button[normalize-space(.)='${label("ui.cancel")}']`);
      await program.show(aside("cases.part.card"));
      await program.picture(join(pictures, "case-card.png"));
      await program.click(named(label("cases.card.out")));
      await program.see(label("cases.card.out.text"));
      await program.picture(join(pictures, "case-handout.png"));
      await program.click(`//*[@role='dialog']//button[normalize-space(.)='${label("ui.cancel")}']`);
      await program.click(named(label("cases.session.write_f2")));
      await program.see(label("cases.note.presenting"));
      await program.picture(join(pictures, "case-note.png"));
      await program.click(named(label("cases.draft.leave")));
      await telephone(program, label);
    } finally {
      await program.close();
    }
  },
};
