// The places of the window. The place and the filter are in the address, so Back works and a place can be named.
import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent, Link } from "@tanstack/react-router";
import { Anchor } from "@mantine/core";
import { readActivitiesPlace } from "../activities/place";
import { DESK_PARTS, DeskPage, type DeskPart } from "../desk/DeskPage";
import { t } from "../labels/t";
import { PRIVACY_PARTS, readFindingsPlace, readRosterPlace, type PrivacyPart } from "../members/place";
import { OFFICERS_PARTS, type OfficersPart } from "../officers/OfficersPage";
import { readCasesPlace } from "../cases/place";
import { readOwnPlace } from "../reports/ownPlace";
import { readSupportPlace } from "../support/place";
import { EmptyPage } from "../parts/EmptyPage";
import { readSurveysPlace, readWavePlace } from "../surveys/place";
import { readMeetingPlace, readMeetingsPlace } from "../meetings/place";
import { readRunPlace, readTrainingPlace } from "../training/place";
import { Fault } from "./Crash";
import { Frame } from "./Frame";
import { HomeRoom } from "./HomeRoom";
import { OfficersRoom } from "./OfficersRoom";

type Raw = Record<string, unknown>;

function oneOf<T extends string>(value: unknown, known: readonly T[], otherwise: T): T {
  return known.includes(value as T) ? (value as T) : otherwise;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined;
}

const root = createRootRoute({
  component: Frame,
  notFoundComponent: () => (
    <EmptyPage icon="search" title={t("ui.not_found")}>
      <Anchor component={Link} to="/">
        {t("ui.not_found.home")}
      </Anchor>
    </EmptyPage>
  ),
});

const home = createRoute({ getParentRoute: () => root, path: "/", component: HomeRoom });

const members = createRoute({
  getParentRoute: () => root,
  path: "/members",
  validateSearch: readRosterPlace,
  component: lazyRouteComponent(() => import("./MembersRoom"), "MembersRoom"),
});

const importing = createRoute({
  getParentRoute: () => root,
  path: "/members/import",
  validateSearch: (raw: Raw): { file?: string; name?: string } => ({ file: text(raw["file"]), name: text(raw["name"]) }),
  component: lazyRouteComponent(() => import("../members/import/ImportPage"), "ImportPage"),
});

const duplicates = createRoute({
  getParentRoute: () => root,
  path: "/members/duplicates",
  component: lazyRouteComponent(() => import("../members/DuplicatesPage"), "DuplicatesPage"),
});

const offices = createRoute({
  getParentRoute: () => root,
  path: "/members/offices",
  component: lazyRouteComponent(() => import("../members/OfficesPage"), "OfficesPage"),
});

const privacy = createRoute({
  getParentRoute: () => root,
  path: "/members/privacy",
  validateSearch: (raw: Raw): { part?: PrivacyPart } => ({ part: oneOf(raw["part"], PRIVACY_PARTS, PRIVACY_PARTS[0]) }),
  component: lazyRouteComponent(() => import("../members/PrivacyPage"), "PrivacyPage"),
});

const findings = createRoute({
  getParentRoute: () => root,
  path: "/members/findings",
  validateSearch: readFindingsPlace,
  component: lazyRouteComponent(() => import("../members/FindingsPage"), "FindingsPage"),
});

const planned = createRoute({
  getParentRoute: () => root,
  path: "/members/planned",
  component: lazyRouteComponent(() => import("../members/PlannedPage"), "PlannedPage"),
});

const months = createRoute({
  getParentRoute: () => root,
  path: "/reports/months",
  component: lazyRouteComponent(() => import("../reports/MonthsPage"), "MonthsPage"),
});

const ownReports = createRoute({
  getParentRoute: () => root,
  path: "/reports/own",
  validateSearch: readOwnPlace,
  component: lazyRouteComponent(() => import("../reports/OwnReportsPage"), "OwnReportsPage"),
});

const packs = createRoute({
  getParentRoute: () => root,
  path: "/reports/packs",
  component: lazyRouteComponent(() => import("../reports/PacksPage"), "PacksPage"),
});

const plans = createRoute({
  getParentRoute: () => root,
  path: "/reports/plans",
  component: lazyRouteComponent(() => import("../reports/PlansPage"), "PlansPage"),
});

const organizations = createRoute({
  getParentRoute: () => root,
  path: "/organizations",
  validateSearch: (raw: Raw): { part?: "units" | "employers"; unit?: string } => ({
    part: oneOf(raw["part"], ["units", "employers"] as const, "units"),
    unit: text(raw["unit"]),
  }),
  component: lazyRouteComponent(() => import("./OrganizationsRoom"), "OrganizationsRoom"),
});

const officers = createRoute({
  getParentRoute: () => root,
  path: "/officers",
  validateSearch: (raw: Raw): { part?: OfficersPart } => ({ part: oneOf(raw["part"], OFFICERS_PARTS, "list") }),
  component: OfficersRoom,
});

const reports = createRoute({
  getParentRoute: () => root,
  path: "/reports",
  validateSearch: (raw: Raw): { report?: string; person?: string; plan?: string; issued?: string } => ({
    report: text(raw["report"]),
    person: text(raw["person"]),
    plan: text(raw["plan"]),
    issued: text(raw["issued"]),
  }),
  component: lazyRouteComponent(() => import("../reports/ReportsPage"), "ReportsPage"),
});

const support = createRoute({
  getParentRoute: () => root,
  path: "/support",
  validateSearch: readSupportPlace,
  component: lazyRouteComponent(() => import("../support/SupportPage"), "SupportPage"),
});

const cases = createRoute({
  getParentRoute: () => root,
  path: "/cases",
  validateSearch: readCasesPlace,
  component: lazyRouteComponent(() => import("../cases/CasesPage"), "CasesPage"),
});

const training = createRoute({
  getParentRoute: () => root,
  path: "/training",
  validateSearch: readTrainingPlace,
  component: lazyRouteComponent(() => import("../training/TrainingPage"), "TrainingPage"),
});

const trainingRun = createRoute({
  getParentRoute: () => root,
  path: "/training/run",
  validateSearch: readRunPlace,
  component: lazyRouteComponent(() => import("../training/RunPage"), "RunPage"),
});

const surveys = createRoute({
  getParentRoute: () => root,
  path: "/surveys",
  validateSearch: readSurveysPlace,
  component: lazyRouteComponent(() => import("../surveys/SurveysPage"), "SurveysPage"),
});

const surveyWave = createRoute({
  getParentRoute: () => root,
  path: "/surveys/wave",
  validateSearch: readWavePlace,
  component: lazyRouteComponent(() => import("../surveys/WavePage"), "WavePage"),
});

const activities = createRoute({
  getParentRoute: () => root,
  path: "/activities",
  validateSearch: readActivitiesPlace,
  component: lazyRouteComponent(() => import("../activities/ActivitiesPage"), "ActivitiesPage"),
});

const meetings = createRoute({
  getParentRoute: () => root,
  path: "/meetings",
  validateSearch: readMeetingsPlace,
  component: lazyRouteComponent(() => import("../meetings/MeetingsPage"), "MeetingsPage"),
});

const meeting = createRoute({
  getParentRoute: () => root,
  path: "/meetings/meeting",
  validateSearch: readMeetingPlace,
  component: lazyRouteComponent(() => import("../meetings/MeetingPage"), "MeetingPage"),
});

const meetingBoard = createRoute({
  getParentRoute: () => root,
  path: "/meetings/board",
  validateSearch: readMeetingPlace,
  component: lazyRouteComponent(() => import("../meetings/BoardPage"), "BoardPage"),
});

const desk = createRoute({
  getParentRoute: () => root,
  path: "/desk",
  validateSearch: (raw: Raw): { part?: DeskPart } => ({ part: oneOf(raw["part"], DESK_PARTS, "union") }),
  component: DeskPage,
});

const tree = root.addChildren([
  home,
  members,
  importing,
  duplicates,
  offices,
  findings,
  privacy,
  planned,
  organizations,
  officers,
  reports,
  ownReports,
  months,
  packs,
  plans,
  support,
  cases,
  training,
  trainingRun,
  surveys,
  surveyWave,
  activities,
  meetings,
  meeting,
  meetingBoard,
  desk,
]);

export function makeRouter() {
  return createRouter({
    routeTree: tree,
    history: createHashHistory(),
    defaultPreload: false,
    scrollRestoration: false,
    defaultErrorComponent: ({ error, reset }) => <Fault fault={error instanceof Error ? error : new Error(String(error))} onAgain={reset} />,
  });
}

export type AppRouter = ReturnType<typeof makeRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
}
