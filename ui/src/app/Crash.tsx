// A fault of a screen must not leave an empty window.
import { Button, Stack, Text } from "@mantine/core";
import { Component } from "react";
import { t } from "../labels/t";

export function Fault({ fault, onAgain }: { fault: Error; onAgain(): void }) {
  return (
    <Stack p="xl" role="alert">
      <Text fw={700}>{t("ui.crashed")}</Text>
      <Text size="sm" c="dimmed">
        {fault.message}
      </Text>
      <Button w="fit-content" onClick={onAgain}>
        {t("ui.crashed.again")}
      </Button>
    </Stack>
  );
}

export class Crash extends Component<{ children: React.ReactNode }, { fault: Error | undefined }> {
  override state: { fault: Error | undefined } = { fault: undefined };

  static getDerivedStateFromError(fault: Error) {
    return { fault };
  }

  override render() {
    if (!this.state.fault) return this.props.children;
    return <Fault fault={this.state.fault} onAgain={() => this.setState({ fault: undefined })} />;
  }
}
