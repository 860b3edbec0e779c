// A state as word and shape; the colour only repeats what both say.
import type { Tone } from "./colors";
import classes from "./Badge.module.css";

const SHAPES: Record<Tone, string> = {
  good: "●",
  caution: "◐",
  // Not begun: nothing is in doubt about it.
  pending: "◇",
  ended: "○",
  urgent: "▲",
  notice: "■",
  added: "＋",
  changed: "△",
  gone: "－",
  unsure: "？",
};

export function Badge({ tone, children }: { tone: Tone; children: React.ReactNode }) {
  return (
    <span
      className={`ky-badge ${classes.badge}`}
      style={{ color: `var(--ky-${tone}-words)`, background: `var(--ky-${tone}-ground)` }}
    >
      <span aria-hidden="true">{SHAPES[tone]}</span>
      {children}
    </span>
  );
}
