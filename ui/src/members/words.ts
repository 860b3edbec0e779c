// Words and tones of the roster's codes.
import type { Status, StateFilter } from "../ipc/api";
import { t } from "../labels/t";
import type { Tone } from "../parts/colors";

export const STATE_CHOICES = ["in_force", "applied", "ended", "all"] as const satisfies readonly StateFilter[];

/** Refusals of a unit that is not there on the day (M-05): said at the unit. */
export const UNIT_NOT_THERE = ["M-05", "unit_begins_later", "unit_ended"];

export function stateWords(state: StateFilter): string {
  switch (state) {
    case "in_force":
      return t("members.state.in_force");
    case "applied":
      return t("members.state.applied");
    case "ended":
      return t("members.state.ended");
    case "all":
      return t("members.state.all");
  }
}

const TONES: Record<Status, Tone> = {
  active: "good",
  applied: "notice",
  suspended: "caution",
  ended: "ended",
  rejected: "ended",
  withdrawn: "ended",
};

export function statusTone(status: Status): Tone {
  return TONES[status];
}
