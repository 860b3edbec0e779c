// A file chosen in the system's own dialog: the page knows its name and a token, never its place.
import { Button, Group, Input, Text } from "@mantine/core";
import { useId } from "react";
import { host, type PickedFile, type PickPurpose } from "../ipc/host";
import { t } from "../labels/t";
import { Icon } from "./Icon";

export interface FileFieldProps {
  label: string;
  description?: string;
  purpose: PickPurpose;
  suggested: string;
  value: PickedFile | null;
  onChange(file: PickedFile): void;
  error?: React.ReactNode;
  /** It may stay empty. */
  optional?: boolean;
}

export function FileField(props: FileFieldProps) {
  const id = useId();
  const pick = async () => {
    const file = await host.pickFile(props.purpose, props.suggested);
    if (file) props.onChange(file);
  };
  return (
    <Input.Wrapper label={props.label} labelElement="div" labelProps={{ id }} description={props.description} error={props.error} errorProps={{ id: `${id}-error` }} required={!props.optional}>
      <Group gap="sm" my={4} role="group" aria-labelledby={id} data-invalid={props.error ? true : undefined}>
        <Button aria-describedby={props.error ? `${id}-error` : undefined} variant="default" leftSection={<Icon name="file" size={18} />} onClick={() => void pick()}>
          {props.value ? t("ui.file.other") : t(props.purpose.startsWith("save") ? "ui.file.place" : "ui.file.choose")}
        </Button>
        <Text size="sm" c={props.value ? undefined : "dimmed"}>
          {props.value?.name ?? t("ui.file.none")}
        </Text>
      </Group>
    </Input.Wrapper>
  );
}
