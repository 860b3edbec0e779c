// Why memberships end, in the order in which they are offered.
import type { EndReason } from "../ipc/api";

/** Ends of one person or of many. An expulsion needs a hearing of each person, and a mistake is mended one by one. */
export const ENDS = [
  "resignation",
  "employment_end",
  "retirement",
  "management",
  "transfer_out",
  "ineligible",
  "org_split",
  "death",
] as const satisfies readonly EndReason[];

/** All ends, those with rules of their own last. */
export const ALL_ENDS = [...ENDS, "expulsion", "entry_error"] as const satisfies readonly EndReason[];
