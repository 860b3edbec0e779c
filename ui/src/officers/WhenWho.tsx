// When something was done and by whom: one column of a record, so that what was done keeps its room.
import { Text } from "@mantine/core";
import { showMoment } from "../parts/dates";

export function WhenWho({ at, who }: { at: string; who: string }) {
  return (
    <>
      <span className="ky-name ky-number">{showMoment(at)}</span>
      <Text size="sm" c="dimmed" className="ky-name">
        {who}
      </Text>
    </>
  );
}
