// The real program in a real window, driven by WebKit's own WebDriver: no packages, only fetch.
import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const PATIENCE_MS = 30_000;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer().on("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** Asks again until `look` gives something true, or says what it waited for. A look that throws is asked again, too. */
export async function until(what, look, patience = PATIENCE_MS) {
  const end = Date.now() + patience;
  let last = "";
  for (;;) {
    try {
      const seen = await look();
      if (seen) return seen;
    } catch (error) {
      last = ` (${error.message})`;
    }
    if (Date.now() > end) throw new Error(`waited ${patience / 1000} s for ${what}${last}`);
    await pause(100);
  }
}

async function answerOf(response) {
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value?.error}: ${value?.message}`);
  return value;
}

/**
 * Starts the program with a home of its own, or the `home` of one before, and gives the hands to use it; `close()` ends everything that
 * was started, `close({ keep: true })` leaves the home for a second start.
 */
export async function openProgram(binary, { args = [], env = {}, home = mkdtempSync(join(tmpdir(), "kyojo-desktop-")) } = {}) {
  const answers = join(home, "answers");
  writeFileSync(answers, "");
  for (const folder of ["data", "config", "cache", "Documents"]) mkdirSync(join(home, folder), { recursive: true });
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", [`--host=127.0.0.1`, `--port=${port}`], {
    // A group of its own, so that the program and WebKit's helpers end with the driver whatever happens.
    detached: true,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      TAURI_WEBVIEW_AUTOMATION: "true",
      HOME: home,
      XDG_DATA_HOME: join(home, "data"),
      XDG_CONFIG_HOME: join(home, "config"),
      XDG_CACHE_HOME: join(home, "cache"),
      DBUS_SESSION_BUS_ADDRESS: "disabled:",
      LANG: "C.UTF-8",
      TZ: "Asia/Tokyo",
      KYOJO_TEST_FILES: answers,
      ...env,
    },
  });
  driver.on("error", (error) => {
    console.error(`WebKitWebDriver cannot be started: ${error.message} (scripts/setup installs it)`);
  });
  const base = `http://127.0.0.1:${port}`;
  const ask = async (method, path, body) =>
    answerOf(
      await fetch(base + path, {
        method,
        headers: { "content-type": "application/json" },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      }),
    );

  let session = "";
  const close = async ({ keep = false } = {}) => {
    if (session) await ask("DELETE", `/session/${session}`).catch(() => {});
    try {
      process.kill(-driver.pid, "SIGTERM");
      await pause(300);
      process.kill(-driver.pid, "SIGKILL");
    } catch {
      // The group is gone already.
    }
    if (!keep) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };

  try {
    await until("the driver", async () => (await ask("GET", "/status")).ready);
    const created = await ask("POST", "/session", {
      capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary, args } } },
    });
    session = created.sessionId;
  } catch (error) {
    await close();
    throw error;
  }
  const at = (path) => `/session/${session}${path}`;

  const find = (xpath) => ask("POST", at("/element"), { using: "xpath", value: xpath });
  const run = (script, ...args) => ask("POST", at("/execute/sync"), { script, args });
  const runAsync = (script, ...args) => ask("POST", at("/execute/async"), { script, args });

  return {
    home,
    find,
    run,
    runAsync,
    close,
    /** The answer to the next file dialog. */
    queueFile: (path) => appendFileSync(answers, `${path}\n`),
    text: () => run("return document.body.innerText"),
    see: (words, patience) =>
      until(`the words 「${words}」`, async () => (await run("return document.body.innerText")).includes(words), patience),
    async click(xpath) {
      await until(`something to press at ${xpath}`, async () => {
        const element = await find(xpath);
        await ask("POST", at(`/element/${element[ELEMENT]}/click`), {});
        return true;
      });
    },
    /** Brings something into sight. */
    async show(xpath) {
      const element = await until(`something to look at ${xpath}`, () => find(xpath));
      await run("arguments[0].scrollIntoView({ block: 'start' })", element);
    },
    async type(xpath, words) {
      const element = await until(`a field at ${xpath}`, () => find(xpath));
      await ask("POST", at(`/element/${element[ELEMENT]}/clear`), {}).catch(() => {});
      await ask("POST", at(`/element/${element[ELEMENT]}/value`), { text: words });
    },
    async keys(...list) {
      const actions = list.flatMap((value) => [
        { type: "keyDown", value },
        { type: "keyUp", value },
      ]);
      await ask("POST", at("/actions"), { actions: [{ type: "key", id: "keys", actions }] });
    },
    /** A hand that stays on the keyboard and counts: one for each letter, one for each key or chord. */
    hand() {
      const count = { keys: 0, text: 0 };
      return {
        count,
        async type(words) {
          count.text += [...words].length;
          count.keys += [...words].length;
          const element = await ask("GET", at("/element/active"));
          await ask("POST", at(`/element/${element[ELEMENT]}/value`), { text: words });
        },
        async press(...chord) {
          count.keys += 1;
          const down = chord.map((value) => ({ type: "keyDown", value }));
          const up = chord.toReversed().map((value) => ({ type: "keyUp", value }));
          await ask("POST", at("/actions"), { actions: [{ type: "key", id: "keys", actions: [...down, ...up] }] });
        },
      };
    },
    async picture(path) {
      // The picture is of what is painted, and painting lags behind the document where the processor draws.
      await pause(800);
      const data = await ask("GET", at("/screenshot"));
      writeFileSync(path, Buffer.from(data, "base64"));
    },
  };
}

/** A quoted string for XPath 1.0, which has no escapes. */
export const quoted = (words) => (words.includes('"') ? `'${words}'` : `"${words}"`);

/** The button, link or tab whose visible words are these. */
export const named = (words) =>
  `(//*[self::button or self::a or @role="button" or @role="tab" or @role="menuitem"][normalize-space(.)=${quoted(words)} or @aria-label=${quoted(words)}])[1]`;

/** The field with this label. */
export const field = (words) =>
  `(//input[@id=//label[starts-with(normalize-space(.), ${quoted(words)})]/@for] | //textarea[@id=//label[starts-with(normalize-space(.), ${quoted(words)})]/@for] | //input[@aria-label=${quoted(words)}])[1]`;
