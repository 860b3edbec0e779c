// Ctrl+K: people first, then the own cases, screens and commands, in one box.
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { whoWords } from "../cases/words";
import { leaveAndLock } from "../desk/lock";
import { useTakeBack } from "../desk/ops";
import { useDesk, type Right } from "../desk/session";
import { useAnswer } from "../ipc/client";
import { enumWords, t, type Key } from "../labels/t";
import { kanaOf, nameOf } from "../members/names";
import { MEMBER_PAGES } from "../members/pages";
import { nameOf as reportName } from "../reports/names";
import { searchable } from "../parts/kana";
import { Palette, type PaletteItem } from "../parts/Palette";
import type { RoomPath } from "./Frame";

interface Command {
  id: string;
  words: Key & `ui.command.${string}`;
  /** Offered to who has one of them. */
  right?: Right | readonly Right[];
  run(): void;
}

/** The words of a command are 「name|synonym|synonym」. */
function commandWords(key: Command["words"]): { words: string; synonyms: string } {
  const [words = "", ...synonyms] = t(key).split("|");
  return { words, synonyms: synonyms.join(" ") };
}

const SCREENS: ReadonlySet<string> = new Set([
  "home",
  "members",
  "organizations",
  "officers",
  "reports",
  "support",
  "cases",
  "training",
  "surveys",
  "activities",
  "meetings",
  "help",
  "settings",
  "months",
  "own_reports",
  "packs",
  "plans",
  "history",
  "look",
  ...MEMBER_PAGES.map((page) => page.to),
]);

const PEOPLE = 8;
const CASES = 4;
const SHOWN = 16;

export function Search({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const navigate = useNavigate();
  const desk = useDesk();
  const takeBack = useTakeBack();
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  const people = useAnswer(
    "members",
    "list",
    { find: asked, state: "all", limit: PEOPLE + 1 },
    { enabled: opened && asked.trim() !== "" && desk.may("see_names"), keep: true },
  );

  const cases = useAnswer(
    "cases",
    "my_cases",
    { find: asked, all: true, limit: CASES },
    { enabled: opened && asked.trim() !== "" && desk.may("counsel"), keep: true },
  );
  const reports = useAnswer("reports", "list", {}, { enabled: opened });

  const go = (to: RoomPath | "/members/import") => () => void navigate({ to });
  const commands: Command[] = useMemo(
    () => [
      { id: "home", words: "ui.command.home", run: go("/") },
      { id: "members", words: "ui.command.members", right: "see_names", run: go("/members") },
      { id: "organizations", words: "ui.command.organizations", right: "see_units", run: go("/organizations") },
      { id: "officers", words: "ui.command.officers", right: "see_officers", run: go("/officers") },
      { id: "reports", words: "ui.command.reports", run: go("/reports") },
      { id: "support", words: "ui.command.support", run: go("/support") },
      { id: "help", words: "ui.command.find_help", run: () => void navigate({ to: "/support", search: { tab: "finder" } }) },
      { id: "cases", words: "ui.command.cases", right: "counsel", run: go("/cases") },
      { id: "inquiry", words: "ui.command.inquiry", right: "counsel", run: () => void navigate({ to: "/cases", search: { open: "new" } }) },
      { id: "releases", words: "ui.command.releases", right: "lift_secrecy", run: () => void navigate({ to: "/cases", search: { tab: "releases" } }) },
      { id: "training", words: "ui.command.training", right: "see_training", run: go("/training") },
      { id: "add_run", words: "ui.command.add_run", right: "change_training", run: () => void navigate({ to: "/training", search: { open: "new" } }) },
      { id: "surveys", words: "ui.command.surveys", right: "see_surveys", run: go("/surveys") },
      { id: "activities", words: "ui.command.activities", right: "see_activities", run: () => void navigate({ to: "/activities", search: { tab: "review" } }) },
      { id: "log_time", words: "ui.command.log_time", right: "log_time", run: () => void navigate({ to: "/activities", search: { tab: "time" } }) },
      { id: "meetings", words: "ui.command.meetings", right: "see_meetings", run: go("/meetings") },
      { id: "settings", words: "ui.command.settings", run: go("/desk") },
      ...MEMBER_PAGES.map(({ to, command, rights }) => ({ id: to, words: command, right: rights, run: () => void navigate({ to }) })),
      { id: "months", words: "ui.command.months", right: "see_counts", run: () => void navigate({ to: "/reports/months" }) },
      { id: "own_reports", words: "ui.command.own_reports", right: "see_counts", run: () => void navigate({ to: "/reports/own" }) },
      { id: "plans", words: "ui.command.plans", right: "see_counts", run: () => void navigate({ to: "/reports/plans" }) },
      { id: "packs", words: "ui.command.packs", right: "see_counts", run: () => void navigate({ to: "/reports/packs" }) },
      { id: "import", words: "ui.command.import", right: "import_roster", run: go("/members/import") },
      { id: "add", words: "ui.command.add", right: "change_roster", run: () => void navigate({ to: "/members", search: { person: "new" } }) },
      { id: "history", words: "ui.command.history", run: () => void navigate({ to: "/desk", search: { part: "history" } }) },
      { id: "backup", words: "ui.command.backup", right: "backup", run: () => void navigate({ to: "/desk", search: { part: "backup" } }) },
      { id: "look", words: "ui.command.look", run: () => void navigate({ to: "/desk", search: { part: "look" } }) },
      { id: "undo", words: "ui.command.undo", run: takeBack.undo },
      { id: "lock", words: "ui.command.lock", run: () => void leaveAndLock() },
    ],
    // oxlint-disable-next-line react/exhaustive-deps -- the commands only call what is current when they run
    [],
  );

  const wanted = typed.trim().toLowerCase();
  const found: PaletteItem[] = commands
    .filter((command) => !command.right || [command.right].flat().some((right) => desk.may(right)))
    .map((command) => ({
      ...commandWords(command.words),
      id: command.id,
      about: t(SCREENS.has(command.id) ? "ui.palette.screen" : "ui.palette.command"),
      run: command.run,
    }))
    .filter((item) => wanted === "" || `${item.words} ${item.synonyms}`.toLowerCase().includes(wanted));
  const matching = asked.trim() === "" ? [] : (people.data?.rows ?? []);
  const everyone: PaletteItem[] =
    matching.length > PEOPLE
      ? [
          {
            id: "everyone",
            words: t("ui.palette.all", { text: asked.trim() }),
            about: t("ui.palette.member"),
            run: () => void navigate({ to: "/members", search: { find: asked.trim(), state: "all" } }),
          },
        ]
      : [];
  const papers: PaletteItem[] = (wanted === "" ? [] : (reports.data ?? []))
    .filter((report) => report.allowed && `${report.report} ${reportName(report)}`.toLowerCase().includes(wanted))
    .map((report) => ({
      id: report.report,
      words: reportName(report),
      about: t("ui.palette.screen"),
      // What is about one training or one meeting is written where that is.
      run: () =>
        void navigate(
          report.asks_run ? { to: "/training" } : report.asks_meeting ? { to: "/meetings" } : { to: "/reports", search: { report: report.report } },
        ),
    }));
  const persons: PaletteItem[] = matching.slice(0, PEOPLE).map((row) => ({
    id: row.person_id,
    words: nameOf(row),
    about: [kanaOf(row), row.member_no, row.branch, enumWords("status", row.status)].filter(Boolean).join(" / "),
    run: () => void navigate({ to: "/members", search: { find: row.member_no, state: "all", person: row.person_id } }),
  }));

  const own: PaletteItem[] = (asked.trim() === "" ? [] : (cases.data?.rows ?? [])).map((row) => ({
    id: row.id,
    words: whoWords(row),
    about: [t("ui.rail.cases"), row.case_no, enumWords("case_status", row.status)].join(" / "),
    run: () => void navigate({ to: "/cases", search: { case: row.id } }),
  }));

  const close = () => {
    onClose();
    setTyped("");
    setAsked("");
  };
  return (
    <Palette
      opened={opened}
      onClose={close}
      query={typed}
      onType={(text, composing) => {
        setTyped(text);
        if (searchable(text, composing)) setAsked(text);
      }}
      items={[...persons, ...everyone, ...own, ...papers, ...found].slice(0, SHOWN)}
      busy={people.isFetching}
    />
  );
}
