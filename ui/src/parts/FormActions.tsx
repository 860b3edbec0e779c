// The foot of every form: save on the left, leave beside it; Ctrl+Enter saves from anywhere inside.
import { Button, Group, Kbd } from "@mantine/core";
import { t } from "../labels/t";
import { useShortcuts } from "../keys";

export interface FormActionsProps {
  save: string;
  saving: boolean;
  disabled?: boolean;
  danger?: boolean;
  onSave(): void;
  onCancel?(): void;
  children?: React.ReactNode;
}

export function FormActions(props: FormActionsProps) {
  useShortcuts({ "mod+Enter": () => !props.saving && !props.disabled && props.onSave() });
  return (
    <Group mt="md" gap="sm">
      <Button
        onClick={props.onSave}
        loading={props.saving}
        disabled={props.disabled ?? false}
        color={props.danger ? "red" : undefined}
        data-danger={props.danger || undefined}
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
