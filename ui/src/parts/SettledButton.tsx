// A button that takes a step from what the page shows. While a change is under way, and until the page was read again, it waits:
// what it would name is of before, and would be refused although the officer sees it as possible.
import { Button, type ButtonProps } from "@mantine/core";
import type { Ref } from "react";
import { useSettling } from "../ipc/client";

export interface SettledButtonProps extends ButtonProps {
  "aria-label"?: string | undefined;
  "aria-describedby"?: string | undefined;
  ref?: Ref<HTMLButtonElement>;
  /** It cannot be done now; said beside it why. */
  refused?: boolean;
  onClick(): void;
}

export function SettledButton({ refused = false, onClick, ...props }: SettledButtonProps) {
  const waits = useSettling();
  // A button that is switched off would lose the focus while it waits.
  const off = refused || waits || undefined;
  return <Button {...props} aria-busy={waits || undefined} aria-disabled={off} data-disabled={off} onClick={() => !off && onClick()} />;
}
