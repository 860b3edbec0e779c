// The real window: starts the built program under WebKit's driver and does a small job in it.
//   node tests/desktop/run.mjs [target/debug] [--pictures FOLDER]
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { jobs } from "./jobs.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const words = process.argv.slice(2);
const at = words.indexOf("--pictures");
const pictures = at < 0 ? join(here, "out") : resolve(words.splice(at, 2)[1]);
const target = resolve(words[0] ?? join(root, "target/debug"));
const labels = JSON.parse(readFileSync(join(root, "src-tauri/core/labels/ja.json"), "utf8"));

/** The Japanese words of a label; a label that is gone fails the test at once. */
function label(key) {
  if (!(key in labels)) throw new Error(`no label ${key}`);
  return labels[key];
}

if (at < 0) rmSync(pictures, { recursive: true, force: true });
mkdirSync(pictures, { recursive: true });
// A driver that hangs must not hang the checks.
const limit = setTimeout(() => {
  console.error("desktop: more than 8 minutes, given up");
  process.exit(1);
}, 480_000);

let failed = 0;
for (const [name, job] of Object.entries(jobs)) {
  const began = Date.now();
  try {
    await job({ binary: join(target, "kyojo"), label, pictures });
    console.log(`ok   ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)\n${error.stack}`);
  }
}
clearTimeout(limit);
console.log(`desktop: ${Object.keys(jobs).length - failed} ok, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
