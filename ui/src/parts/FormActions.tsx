// The foot of every form: save on the left, leave beside it; Ctrl+Enter saves from anywhere inside, Esc leaves.
// A form that opens in the panel takes the focus; one that was not saved leads to the first field to mend; one that was
// filled is not left without a question.
import { Button, Group, Kbd, Loader, Stack, Text } from "@mantine/core";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { t } from "../labels/t";
import { NOT_MINE, onKeys, useShortcuts } from "../keys";
import classes from "./FormActions.module.css";
import { escapeIsTaken, formInUse, leaveForm, openForm, valuesOf, type OpenForm } from "./forms";

export interface FormActionsProps {
  save: string;
  saving: boolean;
  disabled?: boolean;
  danger?: boolean;
  /** The button takes the focus when it appears: Enter is enough. */
  focused?: boolean;
  /** What is typed is kept anyhow: leaving asks nothing. */
  kept?: boolean;
  /** A long form in a dialog: its buttons stay in sight while it is scrolled. */
  inSight?: boolean;
  onSave(): void;
  onCancel?(): void;
  children?: React.ReactNode;
}

interface Question {
  leave(): void;
  stay(): void;
  /** What had the focus before. */
  from: Element | null;
}

/** A form of one line is sent with Enter, as everywhere. */
function isOnlyLine(form: Element, field: EventTarget | null): boolean {
  const lines = form.querySelectorAll('input:not([type="hidden"], [type="checkbox"], [type="radio"], [role="combobox"]), textarea');
  return field instanceof HTMLInputElement && lines.length === 1 && lines[0] === field && !field.readOnly;
}

const FIELDS = 'input:not([type="hidden"], :disabled), textarea:not(:disabled)';

/** Where one begins to fill in: of a choice, what is chosen. */
function firstField(form: Element): HTMLElement | null {
  const field = form.querySelector<HTMLElement>(`[data-autofocus], ${FIELDS}`);
  if (!(field instanceof HTMLInputElement) || field.type !== "radio") return field;
  return [...form.querySelectorAll<HTMLInputElement>("input:checked")].find((each) => each.name === field.name) ?? field;
}

export function FormActions(props: FormActionsProps) {
  const foot = useRef<HTMLDivElement>(null);
  const [tries, setTries] = useState(0);
  const focused = props.focused ?? false;
  const danger = props.danger ?? false;
  const [question, setQuestion] = useState<Question>();
  const words = useId();
  const keep = useRef<HTMLButtonElement>(null);
  const asks = question !== undefined;
  useEffect(() => {
    if (asks) keep.current?.focus();
  }, [asks]);
  const save = () => {
    props.onSave();
    setTries(tries + 1);
  };
  const ready = !props.saving && !props.disabled;

  // What the form is to the rest of the window; its values are compared with those it was opened with.
  const stay = () => {
    question?.stay();
    setQuestion(undefined);
    if (question?.from instanceof HTMLElement && question.from.isConnected) question.from.focus();
  };
  const latest = useRef({ props, question, stay });
  useEffect(() => {
    latest.current = { props, question, stay };
  });
  const form = useRef<OpenForm>(undefined);
  useEffect(() => {
    const place = () => foot.current?.parentElement ?? null;
    let opened = valuesOf(place());
    const own: OpenForm = {
      place,
      typed: () => !latest.current.props.saving && !latest.current.props.kept && valuesOf(place()) !== opened,
      get cancel() {
        return latest.current.props.onCancel;
      },
      ask: (leave, remain) => {
        const before = latest.current.question;
        if (before) {
          // Esc once more is the way back to the form.
          remain();
          latest.current.stay();
          return;
        }
        const given = () => {
          opened = valuesOf(place());
          leave();
        };
        setQuestion({ leave: given, stay: remain, from: document.activeElement });
      },
    };
    form.current = own;
    return openForm(own);
  }, []);

  useShortcuts(
    {
      "mod+Enter": (event) => {
        const list = event.target instanceof Element && event.target.closest('[aria-haspopup][aria-expanded="true"]');
        if (list || formInUse() !== form.current) return NOT_MINE;
        if (ready) save();
        return undefined;
      },
    },
    { capture: true },
  );
  useShortcuts({
    // A form that stands in the page is left as one in a panel is.
    Escape: () => {
      const own = form.current;
      if (!own?.cancel || escapeIsTaken() || formInUse() !== own) return NOT_MINE;
      void leaveForm(own, () => undefined);
      return undefined;
    },
    Enter: (event) => {
      const place = foot.current?.parentElement;
      if (!place || formInUse() !== form.current || !isOnlyLine(place, event.target)) return NOT_MINE;
      if (ready) save();
      return undefined;
    },
  });
  // In a dialog the first field is said to take the focus before the dialog looks for it, or takes it when the form comes later:
  // else it would be at the cross that closes the dialog.
  useLayoutEffect(() => {
    const place = foot.current?.parentElement;
    const dialog = place?.closest('[role="dialog"]');
    if (!place || !dialog || dialog.querySelector("[data-autofocus]")) return;
    // What cannot be taken back is not done by the Enter that opened the dialog.
    const buttons = [...(foot.current?.querySelectorAll("button") ?? [])];
    const first = firstField(place) ?? (danger ? buttons.at(-1) : buttons[0]);
    first?.setAttribute("data-autofocus", "true");
    if (document.activeElement?.matches(".mantine-Modal-close")) first?.focus();
  }, [danger]);
  useEffect(() => {
    const place = foot.current?.parentElement;
    const panel = place?.closest("aside");
    // Of two forms that come together the first has the focus.
    const elsewhere = panel?.contains(document.activeElement) && document.activeElement?.matches(FIELDS);
    if (place && panel && !elsewhere && !place.contains(document.activeElement)) firstField(place)?.focus();
  }, []);
  useEffect(() => {
    if (focused) foot.current?.querySelector("button")?.focus();
  }, [focused]);
  // A button beside the first one sends the form, too.
  const sent = useRef(false);
  useLayoutEffect(() => {
    if (props.saving && foot.current?.contains(document.activeElement)) sent.current = true;
  }, [props.saving]);
  useEffect(() => {
    if ((tries === 0 && !sent.current) || props.saving) return;
    sent.current = false;
    const place = foot.current?.parentElement;
    const wrong = place?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] button');
    wrong?.focus();
    // A field that has the focus already is not scrolled to by taking it once more, and its words stand below it.
    const told = (wrong?.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id));
    for (const shown of wrong ? [...told, wrong] : [place?.querySelector('[role="alert"], [data-invalid]')]) {
      shown?.scrollIntoView({ block: "nearest" });
    }
  }, [tries, props.saving]);

  const leave = () => {
    setQuestion(undefined);
    question?.leave();
  };
  return (
    <Stack mt="md" gap="sm" ref={foot} className={props.inSight ? classes.inSight : classes.foot}>
      {question && (
        <Group gap="sm" role="group" aria-labelledby={words} onKeyDown={onKeys({ Escape: stay })}>
          <Text fw={700} id={words}>
            {t("ui.leave_form")}
          </Text>
          <Button variant="default" ref={keep} onClick={stay}>
            {t("ui.leave_form.stay")}
          </Button>
          <Button variant="default" onClick={leave}>
            {t("ui.leave_form.leave")}
          </Button>
        </Group>
      )}
      <Group gap="xs">
        {/* A button that is switched off would lose the focus while it works. */}
        <Button
          onClick={() => ready && save()}
          aria-disabled={props.saving || undefined}
          leftSection={props.saving ? <Loader size="xs" color="currentColor" aria-hidden="true" /> : undefined}
          disabled={props.disabled ?? false}
          color={props.danger ? "red" : undefined}
          data-danger={props.danger || undefined}
          data-autofocus={focused || undefined}
        >
          {props.save}
        </Button>
        {props.children}
        {props.onCancel && (
          <Button variant="default" onClick={props.onCancel}>
            {t("ui.cancel")}
          </Button>
        )}
        <Kbd aria-hidden="true">Ctrl+Enter</Kbd>
      </Group>
    </Stack>
  );
}
