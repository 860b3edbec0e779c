// What the window tests share: a bridge with its own empty folder, a page of Chromium on it, and an ear for every fault of the page.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after } from "node:test";

const require = createRequire(new URL("../../ui/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const TARGETS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PATIENCE_MS = 20_000;

let browser;
after(async () => {
  await browser?.close();
});

async function chrome() {
  browser ??= await chromium.launch({
    executablePath: process.env.KYOJO_CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--font-render-hinting=none",
    ],
  });
  return browser;
}

// The bridge ends when its standard input closes, so it never outlives the test.
function startBridge(folder) {
  const child = spawn(process.env.KYOJO_BRIDGE, ["--data", folder], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  return new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error("the bridge did not start in time")), PATIENCE_MS);
    child.once("exit", (code) => fail(new Error(`the bridge ended at once (${code})`)));
    lines.once("line", (url) => {
      clearTimeout(late);
      child.removeAllListeners("exit");
      const ended = new Promise((resolve) => child.once("exit", resolve));
      const stop = async () => {
        child.stdin.end();
        await ended;
      };
      done({ url: url.trim(), stop });
    });
  });
}

/**
 * Opens the office for one test: `page` (Chromium on the built window), `call(capability, verb, input)` (the same verbs past the window),
 * `queueFile(path)` (the answer to the next file dialog), `dropFile(path)` (a file dropped on the window), `folder` (the test's own),
 * `restart()` (a new page, as after starting the program again). `t` is the test's context.
 *
 * When the test ends, anything that the page complained of fails it: uncaught errors, console errors, broken content-security policy.
 */
export async function office(t, { viewport = { width: 1280, height: 820 }, colorScheme = "light", patient = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "kyojo-window-"));
  const bridge = await startBridge(folder);
  const complaints = [];
  const context = await (await chrome()).newContext({
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
    viewport,
    colorScheme,
    reducedMotion: "reduce",
  });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`content-security policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patient ? 4 * PATIENCE_MS : PATIENCE_MS);
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.stack ?? error}`));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(bridge.url) && !url.startsWith("data:")) complaints.push(`a request left the window: ${url}`);
  });

  const post = async (path, body) => {
    const response = await fetch(new URL(path, bridge.url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (answer.error !== undefined) throw Object.assign(new Error(JSON.stringify(answer.error)), { refusal: answer.error });
    return answer.ok;
  };

  t.after(async () => {
    if (process.env.KYOJO_OUT) {
      const name = t.name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80);
      await page.screenshot({ path: join(process.env.KYOJO_OUT, `${name}.png`) }).catch(() => {});
    }
    await context.close();
    await bridge.stop();
    rmSync(folder, { recursive: true, force: true });
    if (complaints.length > 0) throw new Error(`the page complained:\n${complaints.join("\n")}`);
  });

  const start = () => page.goto(bridge.url, { waitUntil: "load" });
  await start();
  return {
    page,
    folder,
    complaints,
    url: bridge.url,
    restart: start,
    call: (capability, verb, input = {}) => post("/call", { capability, verb, input, job: `test-${Math.random()}` }),
    queueFile: (path) => post("/queue_file", { path }),
    opened: () => post("/opened", {}),
    async dropFile(path) {
      const picked = await post("/offer", { path });
      const detail = { signal: "dropped", files: [picked] };
      await page.evaluate((detail) => window.dispatchEvent(new CustomEvent("kyojo-signal", { detail })), detail);
    },
  };
}

/** Every accessibility violation of what the page shows now, one line each; empty when there is none. */
export async function audit(page) {
  await page.evaluate(AXE);
  const run = async (runOnly) =>
    (await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), runOnly)).violations;
  let violations = await run(TARGETS);
  const small = ({ id }) => id === "target-size";
  if (violations.some(small)) {
    // What goes by under the buttons at the foot of a long dialog must be large enough where the dialog ends.
    for (const dialog of await page.locator(".mantine-Modal-content").all()) {
      await dialog.evaluate((content) => content.scrollTo({ top: content.scrollHeight, behavior: "instant" }));
    }
    const still = await run({ type: "rule", values: ["target-size"] });
    violations = [...violations.filter((violation) => !small(violation)), ...still];
  }
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id} (${violation.impact}): ${node.target.join(" ")} — ${node.failureSummary}`),
  );
}

/**
 * The events of an Enter that ends a conversion, on the focused element. `order` is the engine's: Chromium sends the key while composing,
 * WebKit sends it after the composition has ended, told apart only by key code 229.
 */
export async function commitConversion(page, text, order = "webkit") {
  await page.evaluate(
    ({ text, order }) => {
      const field = document.activeElement;
      const key = (composing) => {
        const event = new KeyboardEvent("keydown", {
          key: "Enter",
          code: "Enter",
          keyCode: 229,
          which: 229,
          isComposing: composing,
          bubbles: true,
          cancelable: true,
        });
        field.dispatchEvent(event);
      };
      field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true, data: "" }));
      const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set;
      set?.call(field, text);
      field.dispatchEvent(new InputEvent("input", { bubbles: true, data: text, inputType: "insertCompositionText" }));
      if (order === "chromium") key(true);
      field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: text }));
      if (order === "webkit") key(false);
      field.dispatchEvent(new KeyboardEvent("keyup", { key: "Enter", code: "Enter", bubbles: true }));
    },
    { text, order },
  );
}
