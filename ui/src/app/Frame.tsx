// What stands around every room: the rail on the left, the bar above, the state of the desk below.
import { ActionIcon, Button, Group, Kbd, Modal, Table, Text, Tooltip, UnstyledButton } from "@mantine/core";
import { Link, Outlet, useBlocker, useLocation, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import type { DeskStatus } from "../ipc/api";
import { useAnswer } from "../ipc/client";
import { call } from "../ipc/call";
import { KEY_LIST, useShortcuts } from "../keys";
import { t, type Key } from "../labels/t";
import { showMoment } from "../parts/dates";
import { mayLeave } from "../parts/forms";
import { Icon, type IconName } from "../parts/Icon";
import { JobTray } from "../parts/JobTray";
import { changeLook, stepTextSize, useLook } from "../parts/look";
import { useTakeBack } from "../desk/ops";
import { useDesk, type Right } from "../desk/session";
import { leaveAndLock } from "../desk/lock";
import { MEMBERS } from "../members/place";
import { readFromTitle } from "./focus";
import classes from "./Frame.module.css";
import { Search } from "./Search";

const NewInquiry = lazy(() => import("../cases/NewInquiry").then((file) => ({ default: file.NewInquiry })));

const ROOMS = [
  { to: "/", words: "ui.rail.home", icon: "home" },
  { to: "/members", words: "ui.rail.members", icon: "members", rights: ["see_names"] },
  { to: "/organizations", words: "ui.rail.organizations", icon: "units", rights: ["see_units"] },
  { to: "/officers", words: "ui.rail.officers", icon: "officers", rights: ["see_officers", "see_audit"] },
  { to: "/reports", words: "ui.rail.reports", icon: "reports" },
  { to: "/support", words: "ui.rail.support", icon: "support" },
  { to: "/cases", words: "ui.rail.cases", icon: "cases", rights: ["counsel", "supervise"] },
  { to: "/training", words: "ui.rail.training", icon: "training", rights: ["see_training", "see_training_costs"] },
  { to: "/surveys", words: "ui.rail.surveys", icon: "surveys", rights: ["see_surveys"] },
  { to: "/activities", words: "ui.rail.activities", icon: "activities", rights: ["log_time", "see_activities"] },
  { to: "/meetings", words: "ui.rail.meetings", icon: "meetings", rights: ["see_meetings"] },
  { to: "/desk", words: "ui.rail.desk", icon: "settings" },
] as const satisfies readonly { to: string; words: Key; icon: IconName; rights?: readonly Right[] }[];

export type RoomPath = (typeof ROOMS)[number]["to"];

/**
 * The doors that open for this officer; the others would only lead to a refusal. Where somebody is, is one of them, also where only a
 * command leads there, as to the releases of secrecy.
 */
function useRooms() {
  const desk = useDesk();
  const here = useLocation({ select: (location) => location.pathname });
  return ROOMS.filter((room) => room.to === here || !("rights" in room) || room.rights.some((right) => desk.may(right)));
}

function Rail({ onHelp }: { onHelp(): void }) {
  const rooms = useRooms();
  const { railFolded } = useLook();
  return (
    <nav className={classes.rail} data-folded={railFolded || undefined} aria-label={t("ui.rail")} data-region tabIndex={-1}>
      <ul>
        {rooms.map((room) => (
          <li key={room.to}>
            <Tooltip label={t(room.words)} position="right" disabled={!railFolded}>
              <Link
                to={room.to}
                className={classes.room}
                activeProps={{ "data-active": true, "aria-current": "page" } as object}
                activeOptions={{ exact: room.to === "/" }}
              >
                <Icon name={room.icon} size={22} />
                <span className={railFolded ? "ky-quiet" : undefined}>{t(room.words)}</span>
              </Link>
            </Tooltip>
          </li>
        ))}
      </ul>
      <div className={classes.foot}>
        <UnstyledButton className={classes.room} onClick={onHelp}>
          <Icon name="help" size={22} />
          <span className={railFolded ? "ky-quiet" : undefined}>{t("ui.help")}</span>
        </UnstyledButton>
        <UnstyledButton
          className={classes.room}
          aria-expanded={!railFolded}
          onClick={() => changeLook({ railFolded: !railFolded })}
        >
          <Icon name={railFolded ? "right" : "left"} size={22} />
          <span className={railFolded ? "ky-quiet" : undefined}>{t(railFolded ? "ui.rail.unfold" : "ui.rail.fold")}</span>
        </UnstyledButton>
      </div>
    </nav>
  );
}

function Help({ opened, onClose }: { opened: boolean; onClose(): void }) {
  return (
    <Modal opened={opened} onClose={onClose} title={t("ui.help.title")} closeOnClickOutside>
      <Table>
        <Table.Tbody>
          {KEY_LIST.map(([keys, words]) => (
            <Table.Tr key={keys}>
              <Table.Th scope="row" w="12rem">
                <Kbd>{keys}</Kbd>
              </Table.Th>
              <Table.Td>{t(words)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

/** F6: from the rail to the bar, to the page or to the list in it, to the panel, and round again. */
function nextRegion(): void {
  const all = [...document.querySelectorAll<HTMLElement>("[data-region]")];
  const regions = all.filter((region) => !region.querySelector("[data-region]:not(aside)"));
  const at = regions.findLastIndex((region) => region.contains(document.activeElement));
  regions[(at + 1) % Math.max(1, regions.length)]?.focus();
}

function toggleBlur(): void {
  document.documentElement.toggleAttribute("data-blurred");
}

function backupWords(status: DeskStatus): string {
  if (status.shared) return t("desk.status.backup.shared");
  return status.last_backup ? t("desk.status.backup", { at: showMoment(status.last_backup) }) : t("desk.status.no_backup");
}

function StatusBar() {
  const { status, part } = useDesk();
  const members = useAnswer("members", "count", { categories: MEMBERS }, { keep: true, enabled: useDesk().may("see_names") });
  const saved = useAnswer("desk", "history", { limit: 1 }, { keep: true }).data?.rows[0];
  return (
    <footer className={classes.status} aria-label={t("ui.status")}>
      <Group gap="0 1rem" wrap="nowrap" component="span">
        <span className={classes.long}>{status.union_name}</span>
        <span className={`${classes.long} ${status.shared ? classes.place : classes.file}`}>{status.place}</span>
        {members.data && <span className="ky-number">{t(part ? "desk.status.members_of_part" : "desk.status.members", { n: members.data.n })}</span>}
        {saved && <span className={status.shared ? classes.least : classes.less}>{t("desk.status.saved", { at: showMoment(saved.at) })}</span>}
        <span>{backupWords(status)}</span>
        <span className={classes.less}>{t(status.shared ? "desk.status.shared" : "desk.status.encrypted")}</span>
      </Group>
    </footer>
  );
}

interface Place {
  pathname: string;
  search: Record<string, unknown>;
}

/** Whether another thing is shown there: a filter of the same list leaves the form beside it alone. */
function isElsewhere(current: Place, next: Place): boolean {
  const names = current.pathname === "/organizations" ? ["part", "unit"] : ["part", "person", "report", "file", "tab", "open", "draft", "case", "run", "meeting", "year", "decide", "tell"];
  return current.pathname !== next.pathname || names.some((name) => current.search[name] !== next.search[name]);
}

const stays = async ({ current, next }: { current: Place; next: Place }) => isElsewhere(current, next) && !(await mayLeave());

export function Frame() {
  const desk = useDesk();
  const takeBack = useTakeBack();
  const navigate = useNavigate();
  const [help, setHelp] = useState(false);
  const [search, setSearch] = useState(false);
  const closeSearch = useCallback(() => setSearch(false), []);
  const [calls, setCalls] = useState(false);
  const counselling = useAnswer("cases", "room", {}, { enabled: desk.may("counsel"), keep: true });
  const counsels = counselling.data?.admitted ?? false;
  // Before the room has answered the key is remembered: the dialog opens with the answer.
  const mayCall = counsels || (desk.may("counsel") && counselling.isPending);
  const rooms = useRooms();
  // The number of a room is the same for every officer.
  const screens = Object.fromEntries(
    ROOMS.map((room, at) => [`mod+${at + 1}`, () => rooms.includes(room) && void navigate({ to: room.to })] as const),
  );
  useBlocker({ shouldBlockFn: stays as never, enableBeforeUnload: false });
  const room = useLocation({ select: (location) => location.pathname });
  useEffect(readFromTitle, [room]);
  useShortcuts({
    ...screens,
    "mod+k": () => setSearch(true),
    "mod+l": () => void leaveAndLock(),
    "mod+i": () => desk.may("import_roster") && void navigate({ to: "/members/import" }),
    "mod+e": () => void navigate({ to: "/reports" }),
    "mod+shift+n": () => mayCall && document.querySelector('[role="dialog"]') === null && setCalls(true),
    "mod+shift+p": toggleBlur,
    "mod+-": () => stepTextSize(-1),
    "mod+;": () => stepTextSize(1),
    "mod++": () => stepTextSize(1),
    "mod+shift++": () => stepTextSize(1),
    "mod+=": () => stepTextSize(1),
    "mod+0": () => stepTextSize(0),
    F1: () => setHelp(true),
    F6: nextRegion,
    "alt+ArrowLeft": () => window.history.back(),
    "alt+ArrowRight": () => window.history.forward(),
  });
  useShortcuts({ "mod+z": () => takeBack.undo(), "mod+shift+z": () => takeBack.redo() }, { outsideText: true });

  return (
    <div className={classes.frame}>
      <a className="ky-skip" href="#content" onClick={(event) => {
        event.preventDefault();
        document.getElementById("content")?.focus();
      }}>
        {t("ui.skip")}
      </a>
      <Rail onHelp={() => setHelp(true)} />
      <div className={classes.side}>
        <section className={classes.bar} data-region tabIndex={-1} aria-label={t("ui.bar")}>
          <UnstyledButton className={classes.search} onClick={() => setSearch(true)}>
            <Icon name="search" size={18} />
            <span>{t("ui.palette.placeholder")}</span>
            <Kbd size="xs">Ctrl+K</Kbd>
          </UnstyledButton>
          <Group gap="xs" wrap="nowrap">
            <Tooltip label="Ctrl+Z">
              <Button
                variant="default"
                leftSection={<Icon name="undo" size={18} />}
                onClick={() => takeBack.undo()}
                loading={takeBack.busy}
                disabled={desk.status.undo === null}
              >
                {t("ui.take_back")}
              </Button>
            </Tooltip>
            <Tooltip label="Ctrl+Shift+Z">
              <ActionIcon
                variant="default"
                size={36}
                aria-label={t("ui.redo")}
                onClick={() => takeBack.redo()}
                disabled={desk.status.redo === null}
              >
                <Icon name="redo" size={18} />
              </ActionIcon>
            </Tooltip>
            <Text size="sm" className={`ky-name ${classes.officer}`}>
              {t("ui.officer", { name: desk.officer.display_name })}
            </Text>
            <Tooltip label="Ctrl+L">
              <Button variant="default" leftSection={<Icon name="lock" size={18} />} onClick={() => void leaveAndLock()}>
                {t("ui.lock")}
              </Button>
            </Tooltip>
          </Group>
          {desk.status.sample && (
            <p className={classes.sample} role="note">
              {t("desk.sample.band")}
            </p>
          )}
        </section>
        {/* A page without a control of its own is still scrolled by keyboard. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <main id="content" tabIndex={0} className={classes.content} data-region>
          <Outlet />
        </main>
        <StatusBar />
      </div>
      <JobTray onStop={(job) => void call("desk", "cancel", { job })} />
      <Help opened={help} onClose={() => setHelp(false)} />
      <Search opened={search} onClose={closeSearch} />
      {counsels && (
        <Suspense>
          <NewInquiry opened={calls} onClose={() => setCalls(false)} />
        </Suspense>
      )}
    </div>
  );
}
