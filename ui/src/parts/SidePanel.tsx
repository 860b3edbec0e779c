// The panel on the right: one thing in detail, beside the list it came from. Esc leaves the form in it, then the panel.
import { CloseButton, Group, Title } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { t } from "../labels/t";
import { NOT_MINE, useShortcuts } from "../keys";
import { escapeIsTaken, formInUse, leaveForm, mayLeave } from "./forms";
import classes from "./SidePanel.module.css";

export function SidePanel(props: { title: React.ReactNode; onClose(): void; children: React.ReactNode }) {
  const panel = useRef<HTMLElement>(null);
  const close = () => void mayLeave(panel.current).then((may) => may && props.onClose());
  useShortcuts({
    Escape: () => {
      if (escapeIsTaken()) return NOT_MINE;
      const form = formInUse();
      if (form && panel.current?.contains(form.place())) void leaveForm(form, props.onClose);
      else close();
      return undefined;
    },
  });
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    if (!panel.current?.contains(document.activeElement)) panel.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [before]);
  return (
    <aside ref={panel} tabIndex={-1} className={classes.panel} aria-labelledby="side-panel-title" data-region>
      <Group justify="space-between" wrap="nowrap" className={classes.head}>
        <Title order={2} size="h3" id="side-panel-title">
          {props.title}
        </Title>
        <CloseButton aria-label={t("ui.close")} onClick={close} />
      </Group>
      <div className={classes.body}>{props.children}</div>
    </aside>
  );
}
