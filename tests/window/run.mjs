// Runs every *.test.mjs of this folder against the built window (ui/dist) and the real core behind the loopback bridge, beside a
// throw-away PostgreSQL server.
//   node tests/window/run.mjs [target/debug] [--only WORD]
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const words = process.argv.slice(2);
const at = words.indexOf("--only");
const only = at < 0 ? "" : (words.splice(at, 2)[1] ?? "");
const target = resolve(words[0] ?? join(root, "target/debug"));
const bridge = join(target, "examples", process.platform === "win32" ? "bridge.exe" : "bridge");

for (const [what, path] of [
  ["the built window (make ui)", join(root, "ui/dist/index.html")],
  ["the bridge (make build)", bridge],
]) {
  if (!existsSync(path)) {
    console.error(`window tests: ${what} is missing: ${path}`);
    process.exit(1);
  }
}

const files = readdirSync(here)
  .filter((name) => name.endsWith(".test.mjs") && name.includes(only))
  .sort()
  .map((name) => join(here, name));
if (files.length === 0) {
  console.error("window tests: no test file was found, and a run without tests proves nothing");
  process.exit(1);
}

const out = join(here, "out");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

// A union that offices share needs a server; one that KYOJO_TEST_PG names is used, and Windows does without.
const beside = process.platform === "win32" || process.env.KYOJO_TEST_PG ? [] : [join(root, "scripts/with-postgres")];
const [program, ...before] = [...beside, process.execPath];
const running = spawn(
  program,
  [...before, "--test", "--test-concurrency=2", "--test-reporter=spec", "--test-timeout=1200000", ...files],
  { cwd: root, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, KYOJO_BRIDGE: bridge, KYOJO_OUT: out } },
);
running.on("exit", (code) => process.exit(code ?? 1));
