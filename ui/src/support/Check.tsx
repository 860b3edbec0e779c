// How good the last check of an entry is: word, shape and day.
import { Text } from "@mantine/core";
import { useDesk } from "../desk/session";
import type { CheckState } from "../ipc/api";
import { enumWords } from "../labels/t";
import { Badge } from "../parts/Badge";
import { checkedWords, checkTone } from "./words";

export function Check({ check, on, by }: { check: CheckState; on: string | null; by?: string | null }) {
  const desk = useDesk();
  return (
    <div>
      <Badge tone={checkTone(check)}>{enumWords("check_state", check)}</Badge>
      {on && (
        <Text size="xs" c="dimmed" className="ky-number">
          {[checkedWords(on, desk.era), by].filter(Boolean).join(" ")}
        </Text>
      )}
    </div>
  );
}
