import { Button, MantineProvider, Modal, Radio, Stack, TextInput } from "@mantine/core";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { makeTheme } from "../app/theme";
import { FormActions } from "./FormActions";

const shown = vi.fn();
beforeEach(() => {
  shown.mockClear();
  HTMLElement.prototype.scrollIntoView = shown;
});

function dialog(form: React.ReactNode) {
  return (
    <MantineProvider theme={makeTheme()} env="test">
      <Modal opened onClose={() => undefined} title="dialog">
        <Stack>{form}</Stack>
      </Modal>
    </MantineProvider>
  );
}

const actions = { save: "save", saving: false, onSave: () => undefined, onCancel: () => undefined };

test("a dialog begins at its first field, not at the cross that closes it", async () => {
  render(
    dialog(
      <>
        <TextInput label="purpose" />
        <TextInput label="recipient" />
        <FormActions {...actions} />
      </>,
    ),
  );
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("purpose")));
});

test("a field that is named for it goes first, and of a choice what is chosen", async () => {
  const { unmount } = render(
    dialog(
      <>
        <TextInput label="purpose" />
        <TextInput label="recipient" data-autofocus />
        <FormActions {...actions} />
      </>,
    ),
  );
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("recipient")));
  unmount();
  render(
    dialog(
      <>
        <Radio.Group value="b">
          <Radio value="a" label="first" />
          <Radio value="b" label="second" />
        </Radio.Group>
        <FormActions {...actions} />
      </>,
    ),
  );
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("second")));
});

test("a question without a field begins at its button, and one that cannot be taken back at the way out", async () => {
  const { unmount } = render(dialog(<FormActions {...actions} />));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: /^save/ })));
  unmount();
  render(dialog(<FormActions {...actions} danger />));
  await waitFor(() => expect(document.activeElement?.textContent).toBe("やめる"));
});

test("a second button that fails leads to the field to mend, as the first one does", async () => {
  const form = (saving: boolean, error?: string) =>
    dialog(
      <>
        <TextInput label="day" error={error} />
        <FormActions {...actions} saving={saving}>
          <Button>refuse</Button>
        </FormActions>
      </>,
    );
  const { rerender } = render(form(false));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("day")));
  const refuse = screen.getByRole("button", { name: "refuse" });
  refuse.focus();
  fireEvent.click(refuse);
  rerender(form(true));
  rerender(form(false, "not yet"));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("day")));
  expect(shown).toHaveBeenCalled();
});

test("what is kept while somebody types moves nothing", async () => {
  const form = (saving: boolean) =>
    dialog(
      <>
        <TextInput label="day" error="not yet" />
        <TextInput label="note" />
        <FormActions {...actions} saving={saving} />
      </>,
    );
  const { rerender } = render(form(false));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("day")));
  screen.getByLabelText("note").focus();
  rerender(form(true));
  rerender(form(false));
  expect(document.activeElement).toBe(screen.getByLabelText("note"));
  expect(shown).not.toHaveBeenCalled();
});
