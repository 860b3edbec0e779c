// Something is on its way; said only once it takes a moment.
import { Skeleton, Stack } from "@mantine/core";
import { useEffect, useState } from "react";
import { t } from "../labels/t";

const SHOWN_AFTER_MS = 120;

export function Waiting({ lines = 3 }: { lines?: number }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const waiting = setTimeout(() => setShown(true), SHOWN_AFTER_MS);
    return () => clearTimeout(waiting);
  }, []);
  if (!shown) return null;
  return (
    <Stack gap="sm" role="status" aria-label={t("ui.loading")}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} h="1.5rem" />
      ))}
    </Stack>
  );
}
