// The foot of every form: save on the left, leave beside it; Ctrl+Enter saves from anywhere inside.
// A form that opens in the panel takes the focus; one that was not saved leads to the first field to mend.
import { Button, Group, Kbd } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { t } from "../labels/t";
import { useShortcuts } from "../keys";

export interface FormActionsProps {
  save: string;
  saving: boolean;
  disabled?: boolean;
  danger?: boolean;
  /** The button takes the focus when it appears: Enter is enough. */
  focused?: boolean;
  onSave(): void;
  onCancel?(): void;
  children?: React.ReactNode;
}

export function FormActions(props: FormActionsProps) {
  const foot = useRef<HTMLDivElement>(null);
  const [tries, setTries] = useState(0);
  const focused = props.focused ?? false;
  const save = () => {
    props.onSave();
    setTries(tries + 1);
  };
  useShortcuts({ "mod+Enter": () => !props.saving && !props.disabled && save() });
  useEffect(() => {
    const form = foot.current?.parentElement;
    if (!form?.closest("aside") || form.contains(document.activeElement)) return;
    form.querySelector<HTMLElement>('[data-autofocus], input:not([type="hidden"]), textarea')?.focus();
  }, []);
  useEffect(() => {
    if (focused) foot.current?.querySelector("button")?.focus();
  }, [focused]);
  useEffect(() => {
    if (tries === 0 || props.saving) return;
    const form = foot.current?.parentElement;
    const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong) wrong.focus();
    else form?.querySelector('[role="alert"], [data-invalid]')?.scrollIntoView({ block: "nearest" });
  }, [tries, props.saving]);
  return (
    <Group mt="md" gap="sm" ref={foot}>
      <Button
        onClick={save}
        loading={props.saving}
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
  );
}
