// Which states of an application are over: nothing moves any more.
import type { EnrolmentStatus } from "../ipc/api";

const OVER: readonly EnrolmentStatus[] = ["cancelled", "declined", "expired"];

export function isOver(status: EnrolmentStatus): boolean {
  return OVER.includes(status);
}
