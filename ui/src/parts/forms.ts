// The forms that are open, and what was typed into them. Keys go to the form in use, and what was typed is lost only
// when the officer says so.
import { hearFirst } from "../keys";

export interface OpenForm {
  /** What holds the fields. */
  place(): Element | null;
  /** Something was typed that is not saved. */
  typed(): boolean;
  /** Leaves the form. */
  cancel: (() => void) | undefined;
  /** Asks, in the form itself, whether what was typed may be lost. */
  ask(leave: () => void, stay: () => void): void;
}

const open = new Set<OpenForm>();

/** Says that a form is open; the answer says that it is not any more. */
export function openForm(form: OpenForm): () => void {
  open.add(form);
  return () => void open.delete(form);
}

const DIALOG = '[role="dialog"]';

/** The form that a key is meant for: the one with the focus, else the only one; a dialog hides what is below it. */
export function formInUse(): OpenForm | undefined {
  const above = document.querySelector(DIALOG) !== null;
  const forms = [...open].filter((form) => !above || form.place()?.closest(DIALOG));
  return forms.find((form) => form.place()?.contains(document.activeElement)) ?? (forms.length === 1 ? forms[0] : undefined);
}

/** What the fields of a form hold; two equal answers mean that nothing was changed. */
export function valuesOf(form: Element | null): string {
  const fields = form?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea") ?? [];
  return [...fields]
    // The words of a choice come later than the choice itself, which stands in a hidden field.
    .filter((field) => !field.hasAttribute("aria-haspopup"))
    .map((field) => (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type) ? String(field.checked) : field.value))
    .join("\n");
}

/** True if nothing is lost by leaving the forms there, or the officer says that it may be. */
export async function mayLeave(there: Element | null = document.body): Promise<boolean> {
  for (const form of open) {
    if (!form.typed() || !there?.contains(form.place())) continue;
    // One question at a time: the next form is asked about when this one is given up.
    // oxlint-disable-next-line no-await-in-loop
    if (!(await new Promise<boolean>((answer) => form.ask(() => answer(true), () => answer(false))))) return false;
  }
  return true;
}

/** Leaves a form as its own button does. */
export async function leaveForm(form: OpenForm, otherwise: () => void): Promise<void> {
  if (await mayLeave(form.place())) (form.cancel ?? otherwise)();
}

let taken = false;

/** Whether the Esc that is on its way belongs to a list, a menu or a dialog, which may be closed by now. */
export function escapeIsTaken(): boolean {
  return taken;
}

/** Watches Esc before anything is closed by it, and keeps a dialog with a filled form open until it was asked about. */
export function installEscapeGuard(): () => void {
  return hearFirst("Escape", (on) => {
    const list = on.closest('[aria-haspopup][aria-expanded="true"]');
    taken = list !== null || document.querySelector(`${DIALOG}, [role="menu"]`) !== null;
    const form = list || !taken ? undefined : formInUse();
    if (!form?.typed()) return false;
    void leaveForm(form, () => undefined);
    return true;
  });
}
