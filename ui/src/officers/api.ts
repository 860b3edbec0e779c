// Roles as the screens offer them.
import type { Role } from "../ipc/api";

export const ROLES = [
  "general_secretary",
  "executive",
  "treasurer",
  "branch_officer",
  "workplace_rep",
  "counselor",
  "counsel_supervisor",
  "training_manager",
  "placement_manager",
  "auditor",
  "dpo",
  "viewer",
  "admin",
] as const satisfies readonly Role[];

/** These see nothing without a part of the union. */
export function needsScope(role: Role): boolean {
  return role === "branch_officer" || role === "workplace_rep";
}
