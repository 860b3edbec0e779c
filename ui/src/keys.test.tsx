import { MantineProvider, Modal, TextInput } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeTheme } from "./app/theme";
import { combinationOf, installInputMethodGuard, onKeys, useShortcuts } from "./keys";
import { Palette } from "./parts/Palette";

let remove: () => void;
beforeEach(() => {
  remove = installInputMethodGuard();
});
afterEach(() => remove());

/** Chromium: the key comes first and says that it belongs to the composition. */
function commitInChromium(field: Element): void {
  fireEvent.compositionStart(field);
  fireEvent.compositionUpdate(field, { data: "佐藤" });
  fireEvent.keyDown(field, { key: "Enter", code: "Enter", keyCode: 229, isComposing: true });
  fireEvent.compositionEnd(field, { data: "佐藤" });
}

/** WebKit: the composition ends first; the key says nothing but 229. */
function commitInWebKit(field: Element): void {
  fireEvent.compositionStart(field);
  fireEvent.compositionUpdate(field, { data: "佐藤" });
  fireEvent.compositionEnd(field, { data: "佐藤" });
  fireEvent.keyDown(field, { key: "Enter", code: "Enter", keyCode: 229, isComposing: false });
}

function pressEnter(field: Element): void {
  fireEvent.keyDown(field, { key: "Enter", code: "Enter", keyCode: 13 });
}

const ORDERS = [
  ["Chromium", commitInChromium],
  ["WebKit", commitInWebKit],
] as const;

test.each(ORDERS)("the Enter that commits a conversion runs nothing in the palette, in the order of %s", (_name, commit) => {
  const run = vi.fn();
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <Palette opened onClose={() => undefined} query="佐藤" busy={false} onType={() => undefined} items={[{ id: "1", words: "佐藤", run }]} />
    </MantineProvider>,
  );
  const field = screen.getByRole("combobox");
  commit(field);
  expect(run).not.toHaveBeenCalled();
  pressEnter(field);
  expect(run).toHaveBeenCalledTimes(1);
});

test.each(ORDERS)("the Enter that commits a conversion reaches no handler of ours, in the order of %s", (_name, commit) => {
  const save = vi.fn();
  const shortcut = vi.fn();
  function Form() {
    useShortcuts({ Enter: shortcut });
    return <input aria-label="name" onKeyDown={onKeys({ Enter: save })} />;
  }
  render(<Form />);
  commit(screen.getByLabelText("name"));
  expect(save).not.toHaveBeenCalled();
  expect(shortcut).not.toHaveBeenCalled();
  pressEnter(screen.getByLabelText("name"));
  expect(save).toHaveBeenCalledTimes(1);
});

test("the Esc that gives up a conversion leaves a dialog open", () => {
  const close = vi.fn();
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <Modal opened onClose={close} title="dialog">
        <TextInput label="name" />
      </Modal>
    </MantineProvider>,
  );
  const field = screen.getByLabelText("name");
  fireEvent.keyDown(field, { key: "Escape", code: "Escape", keyCode: 229 });
  expect(close).not.toHaveBeenCalled();
  fireEvent.keyDown(field, { key: "Escape", code: "Escape", keyCode: 27 });
  expect(close).toHaveBeenCalledTimes(1);
});

test("undo inside a text field is left to the field", () => {
  const undo = vi.fn();
  function Screen() {
    useShortcuts({ "mod+z": undo }, { outsideText: true });
    return (
      <>
        <input aria-label="text" />
        <button type="button">list</button>
      </>
    );
  }
  render(<Screen />);
  fireEvent.keyDown(screen.getByLabelText("text"), { key: "z", ctrlKey: true });
  expect(undo).not.toHaveBeenCalled();
  fireEvent.keyDown(screen.getByRole("button"), { key: "z", ctrlKey: true });
  expect(undo).toHaveBeenCalledTimes(1);
});

test("a combination is written in one order whatever was pressed first", () => {
  expect(combinationOf(new KeyboardEvent("keydown", { key: "Z", ctrlKey: true, shiftKey: true }))).toBe("mod+shift+z");
});

test("nothing but keys.ts looks at Enter, and nothing but ipc/host.ts at Tauri", () => {
  const sources = import.meta.glob<string>("./**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
  for (const [path, text] of Object.entries(sources)) {
    if (/\.test\./.test(path)) continue;
    if (path !== "./keys.ts") {
      expect.soft(/\.(key|code)\s*===?\s*["']Enter|keyCode\s*===?\s*13|addEventListener\("key/.test(text), path).toBe(false);
    }
    if (path !== "./ipc/host.ts") expect.soft(text.includes("@tauri-apps"), path).toBe(false);
  }
});
