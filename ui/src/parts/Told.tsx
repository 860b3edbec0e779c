import { Alert } from "@mantine/core";
import type { ReactNode } from "react";

interface ToldProps {
  tone: "good" | "caution" | "urgent";
  title: string;
  /** A long list: the title is said, the rest is opened. */
  folds?: boolean;
  children: ReactNode;
}

/** A box that tells what was found, in colours that can be read on their ground. */
export function Told({ tone, title, folds, children }: ToldProps) {
  return (
    <Alert
      role="status"
      title={folds ? undefined : title}
      py={folds ? "xs" : undefined}
      styles={{
        root: { background: `var(--ky-${tone}-ground)` },
        title: { color: `var(--ky-${tone}-words)` },
        message: { color: "var(--ky-text)" },
      }}
    >
      {folds ? (
        <details>
          <summary style={{ color: `var(--ky-${tone}-words)`, fontWeight: 700 }}>{title}</summary>
          {children}
        </details>
      ) : (
        children
      )}
    </Alert>
  );
}
