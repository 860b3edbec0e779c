// The page under test stands behind the window's own policy; otherwise the other tests would prove less than they seem to.
import assert from "node:assert/strict";
import test from "node:test";
import { office } from "./harness.mjs";

test("the page's policy is the one of tauri.conf.json and refuses what carries no nonce", async (t) => {
  const { page, complaints, url } = await office(t);
  const { headers } = await fetch(url);
  const policy = headers.get("content-security-policy");
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe/);

  await page.evaluate(() => {
    const style = document.createElement("style");
    style.textContent = "body { outline: 7px solid red }";
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.body.append(style, script);
  });
  await page.waitForTimeout(100);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).outlineWidth !== "7px" && window.injected === undefined), true);
  assert.equal(await page.evaluate(() => Object.isFrozen(Object.prototype)), true);
  const refusals = complaints.splice(0).filter((line) => /content.security.policy/i.test(line));
  assert.ok(refusals.length >= 2, `the policy was silent: ${refusals}`);
});

test("a refusal of the core reaches the page's side of the bridge as a code", async (t) => {
  const { call } = await office(t);
  const refusal = await call("officers", "list").then(
    () => undefined,
    (error) => error.refusal,
  );
  assert.equal(refusal.code, "locked");
});
