// The pages of the members' room beside the list: in its menu and in Ctrl+K alike.
import type { Right } from "../desk/session";
import type { Key } from "../labels/t";

export const MEMBER_PAGES = [
  { to: "/members/duplicates", words: "members.duplicates", command: "ui.command.duplicates", rights: ["change_roster"] },
  { to: "/members/findings", words: "members.findings.title", command: "ui.command.findings", rights: ["change_roster"] },
  { to: "/members/offices", words: "members.offices", command: "ui.command.offices", rights: ["see_names"] },
  { to: "/members/planned", words: "members.planned", command: "ui.command.planned", rights: ["see_details"] },
  { to: "/members/privacy", words: "members.privacy", command: "ui.command.privacy", rights: ["privacy", "see_audit"] },
] as const satisfies readonly { to: string; words: Key; command: Key & `ui.command.${string}`; rights: readonly Right[] }[];
