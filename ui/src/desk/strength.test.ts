import { expect, test } from "vitest";
import { strengthOf } from "./strength";

test("under eight characters is too short, whatever the characters", () => {
  expect(strengthOf("Ab3$あ漢字")).toBe("too_short");
});

test("a well-known word or one repeated sign is weak", () => {
  expect(strengthOf("password1")).toBe("weak");
  expect(strengthOf("aaaaaaaaaaaaaaaaaaaa")).toBe("weak");
});

test("several words in a row are strong", () => {
  expect(strengthOf("みどりの電車 窓ぎわの猫")).toBe("strong");
  expect(strengthOf("correct horse battery staple")).toBe("strong");
});
