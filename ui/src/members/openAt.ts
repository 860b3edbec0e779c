// A card that is opened at one of its fields: the form that holds it, with the field in focus.
import { useEffect } from "react";
import { enumWords, wireWords } from "../labels/t";

/** What the card does when it opens at a field. */
export function startsWith(field: string | undefined): "look" | "correct" | "move" {
  if (field === undefined || field === "mobile" || field === "home_address" || field === "consent") return "look";
  return field === "unit" ? "move" : "correct";
}

function wordsOf(field: string): string | undefined {
  if (field === "unit") return wireWords("members.move.to");
  if (field === "consent") return wireWords("members.consent.purpose");
  if (field === "mobile" || field === "home_address") return enumWords("contact_kind", field);
  return wireWords(`members.column.${field}`);
}

/** Puts the focus on the field with these words, once its form is drawn. */
export function useOpenAt(field: string | undefined, ready: boolean): void {
  useEffect(() => {
    if (!field || !ready) return;
    const words = wordsOf(field);
    // The form itself takes the focus when it opens; the field asked for comes after it.
    const waiting = setTimeout(() => {
      const label = [...document.querySelectorAll<HTMLLabelElement>("aside label")].find((each) => each.textContent?.replace(/[\s*]+$/, "") === words);
      label?.control?.focus();
      label?.scrollIntoView({ block: "center" });
    }, 80);
    return () => clearTimeout(waiting);
  }, [field, ready]);
}
