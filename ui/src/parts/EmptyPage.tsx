// What a screen says when it has nothing to show: what it is for, and the one thing to do next.
import { Stack, Text, Title } from "@mantine/core";
import { Icon, type IconName } from "./Icon";

export function EmptyPage(props: { icon: IconName; title: string; text?: string; children?: React.ReactNode }) {
  return (
    <Stack align="center" gap="sm" p="xl" ta="center">
      <span style={{ color: "var(--ky-accent)" }}>
        <Icon name={props.icon} size={40} />
      </span>
      <Title order={2} size="h3">
        {props.title}
      </Title>
      {props.text && (
        <Text c="dimmed" className="ky-measure">
          {props.text}
        </Text>
      )}
      {props.children}
    </Stack>
  );
}
