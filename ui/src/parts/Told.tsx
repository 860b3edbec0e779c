import { Alert } from "@mantine/core";
import type { ReactNode } from "react";

interface ToldProps {
  tone: "good" | "caution" | "urgent";
  title: string;
  children: ReactNode;
}

/** A box that tells what was found, in colours that can be read on their ground. */
export function Told({ tone, title, children }: ToldProps) {
  return (
    <Alert
      role="status"
      title={title}
      styles={{
        root: { background: `var(--ky-${tone}-ground)` },
        title: { color: `var(--ky-${tone}-words)` },
        message: { color: "var(--ky-text)" },
      }}
    >
      {children}
    </Alert>
  );
}
