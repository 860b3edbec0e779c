// Files held over the window: it says what will happen to them.
import { Center, Overlay, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import type { PickedFile } from "../ipc/host";
import { t } from "../labels/t";
import { hear } from "./signals";

export function DropOverlay({ onFile }: { onFile(file: PickedFile): void }) {
  const [over, setOver] = useState(false);
  useEffect(
    () =>
      hear((signal) => {
        setOver(signal.signal === "over");
        if (signal.signal === "dropped" && signal.files[0]) onFile(signal.files[0]);
      }),
    [onFile],
  );
  if (!over) return null;
  return (
    <Overlay fixed color="var(--ky-canvas)" backgroundOpacity={0.9} zIndex={400}>
      <Center h="100%">
        <Text size="xl" fw={700}>
          {t("ui.drop")}
        </Text>
      </Center>
    </Overlay>
  );
}
