// The officer at work, as the rooms behind the door know it.
import { createContext, useContext } from "react";
import type { AtWork, DeskStatus } from "../ipc/api";

/** What an officer may be offered; the core asks again. */
export type Right =
  | "settings"
  | "backup"
  | "manage_officers"
  | "see_officers"
  | "see_audit"
  | "see_units"
  | "change_units"
  | "see_names"
  | "see_details"
  | "see_cards"
  | "change_roster"
  | "import_roster"
  | "export_names"
  | "see_counts"
  | "privacy"
  | "change_support"
  | "erase"
  | "counsel"
  | "supervise"
  | "lift_secrecy"
  | "see_training"
  | "change_training"
  | "see_training_costs"
  | "export_training"
  | "see_surveys"
  | "enter_surveys"
  | "change_surveys"
  | "log_time"
  | "see_activities"
  | "change_activities"
  | "see_meetings"
  | "see_attendees"
  | "change_meetings"
  | "issue_packs"
  | "approve_packs";

export interface OpenDesk {
  status: DeskStatus;
  officer: AtWork;
  may(right: Right): boolean;
  /** The officer's roles are for a part of the union: what is counted is that part. */
  part: boolean;
  /** Dates in Japanese eras, as the union has chosen. */
  era: boolean;
  /** Today in Japan. */
  today: string;
}

const Desk = createContext<OpenDesk | null>(null);

export function OpenDeskProvider({ status, officer, children }: { status: DeskStatus; officer: AtWork; children: React.ReactNode }) {
  const desk: OpenDesk = {
    status,
    officer,
    may: (right) => officer.rights.includes(right),
    part: !officer.whole,
    era: status.era_display,
    today: status.today,
  };
  return <Desk value={desk}>{children}</Desk>;
}

export function useDesk(): OpenDesk {
  const desk = useContext(Desk);
  if (!desk) throw new Error("outside of an open desk");
  return desk;
}
