// A button that asks the core beforehand: what the rules refuse now is grey, and says why.
import { Tooltip, type ButtonProps } from "@mantine/core";
import { useId } from "react";
import type { Foreseen, SeatAsk } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { SettledButton } from "../parts/SettledButton";
import { remarkWords } from "./words";

/** What these steps would do, in their order; undefined while the answer is on its way. */
export function useForeseen(run: string, asks: SeatAsk[], enabled = true): Foreseen[] | undefined {
  const answer = useAnswer("training", "foresee", { run_id: run, asks }, { enabled: enabled && asks.length > 0 });
  return answer.data;
}

export interface StepButtonProps extends ButtonProps {
  foreseen: Foreseen | undefined;
  /** Read aloud in place of the words, which it contains. */
  label?: string;
  onClick(): void;
}

export function StepButton({ foreseen, label, onClick, children, ...props }: StepButtonProps) {
  const id = useId();
  const why = foreseen?.refused ? remarkWords(foreseen.refused) : undefined;
  const told = foreseen?.warnings?.map(remarkWords).join("\n");
  return (
    <>
      <Tooltip label={why ?? told} disabled={!why && !told} multiline w="20rem" events={{ hover: true, focus: true, touch: true }}>
        <SettledButton {...props} aria-label={label} refused={why !== undefined} aria-describedby={why || told ? id : undefined} onClick={onClick}>
          {children}
        </SettledButton>
      </Tooltip>
      {(why || told) && (
        <span id={id} className="ky-quiet">
          {why ?? told}
        </span>
      )}
    </>
  );
}
