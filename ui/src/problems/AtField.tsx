// What was said about a field when it was not saved: it stands there until the field is changed, and again when it is changed back.
import { useLayoutEffect, useRef } from "react";
import type { Problem } from "../ipc/call";
import { valuesOf } from "../parts/forms";

const FIELD = "mantine-InputWrapper-root";

/** The hidden field beside a choice that holds what is chosen: its words come later than the choice itself. */
function chosenBeside(field: Element): HTMLInputElement | undefined {
  for (let next = field.nextElementSibling; next && !next.classList.contains(FIELD); next = next.nextElementSibling) {
    if (next instanceof HTMLInputElement && next.type === "hidden") return next;
  }
  return undefined;
}

/** What a field holds. */
function heldIn(field: Element): string {
  const list = field.querySelector("[aria-haspopup]") !== null;
  return list ? (chosenBeside(field)?.value ?? "") : valuesOf(field);
}

export function AtField({ problem, words }: { problem: Problem; words: string }) {
  const place = useRef<HTMLSpanElement>(null);
  const told = useRef<{ problem: Problem; held: string }>(undefined);
  // Looks at every drawing: a choice from a list changes its field without an event of its own.
  useLayoutEffect(() => {
    const field = place.current?.closest(`.${FIELD}`);
    if (!field) return undefined;
    const held = heldIn(field);
    if (told.current?.problem !== problem) told.current = { problem, held };
    if (told.current.held === held) return undefined;
    const wrong = [...field.querySelectorAll('[aria-invalid="true"]')];
    field.setAttribute("data-mended", "true");
    for (const each of wrong) each.setAttribute("aria-invalid", "false");
    return () => {
      field.removeAttribute("data-mended");
      // Unless the field has been drawn without its error by now.
      for (const each of wrong) if (each.hasAttribute("aria-invalid")) each.setAttribute("aria-invalid", "true");
    };
  });
  return <span ref={place}>{words}</span>;
}
