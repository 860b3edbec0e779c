// A union to test with: founded past the window, with a few units, an employer and people who do not exist.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { office } from "./harness.mjs";

const labels = JSON.parse(readFileSync(new URL("../../src-tauri/core/labels/ja.json", import.meta.url), "utf8"));
export const PASSPHRASE = "あおぞら まきば 42";

/** The Japanese words of a label with its parameters; a label that is gone fails the test at once. */
export function label(key, values = {}) {
  const text = labels[key] ?? labels[`${key}.other`];
  if (text === undefined) throw new Error(`no label ${key}`);
  return text.replaceAll(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

async function offer(url, path) {
  const response = await fetch(new URL("/offer", url), { method: "POST", body: JSON.stringify({ path }) });
  return (await response.json()).ok.token;
}

/** Founds a union and shows its window. `look` is how this desk likes its window (see ui/src/parts/look.ts). */
export async function union(t, { look, ...options } = {}) {
  const desk = await office(t, options);
  const file = await offer(desk.url, join(desk.folder, "u.kyojo"));
  await desk.call("desk", "create", {
    file,
    union_name: "試験ユニオン（架空）",
    login: "admin",
    display_name: "試験 太郎",
    passphrase: PASSPHRASE,
    strength: "floor",
  });
  if (look) await desk.page.evaluate((look) => localStorage.setItem("kyojo.look", JSON.stringify(look)), look);
  await desk.restart();
  await desk.page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  return { ...desk, offer: (path) => offer(desk.url, path), go: (place) => desk.page.evaluate((place) => void (location.hash = place), place) };
}

/** Units, an employer and `n` members of the union. */
export async function people({ call, restart, page }, n = 12) {
  const add = (kind, text, code, parent_id) => call("organizations", "add_unit", { kind, label: text, code, parent_id, from_on: "2000-04-01" });
  const head = await add("headquarters", "本部", "H1");
  const east = await add("branch", "東支部", "B1", head);
  const west = await add("branch", "西支部", "B2", head);
  const employer = await call("organizations", "add_employer", { kind: "employer", name: "架空精機株式会社" });
  const families = [
    ["佐藤", "サトウ"],
    ["髙橋", "タカハシ"],
    ["渡邊", "ワタナベ"],
    ["𠮷田", "ヨシダ"],
  ];
  const added = [];
  for (let at = 0; at < n; at += 1) {
    const [family_name, family_kana] = families[at % families.length];
    added.push(
      await call("members", "add", {
        person: { family_name, family_kana, given_name: `見本${at}`, given_kana: "ミホン", birth_on: `19${70 + (at % 30)}-04-0${1 + (at % 9)}` },
        joined_on: "2020-04-01",
        unit_id: at % 2 ? east : west,
        eligible: true,
        not_a_duplicate: true,
        employment: { employer_org_id: employer, employee_no: String(at).padStart(6, "0"), employment_type: "permanent" },
      }),
    );
  }
  // The page knew the union before it had people.
  await restart();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  return { head, east, west, employer, added };
}

/** The first officer becomes a counsellor and founds the room, past the window; the page is to be started again. */
export async function counsel({ call }) {
  const [{ id }] = await call("officers", "list");
  await call("officers", "grant", { officer: id, role: "counselor" });
  return call("cases", "found_room", { qualification: "union_advisor" });
}

/** A case that is under way, past the window: its id. */
export async function underWay({ call }, more = {}) {
  const { case_id } = await call("cases", "open_inquiry", { channel: "phone", name: "架空 相談子", about: "今後のこと", ...more });
  await call("cases", "assign", { case_id, not_supervisor: true });
  await call("cases", "consent", { case_id, method: "written", scope: ["record", "outward"] });
  await call("cases", "activate", { case_id });
  return case_id;
}

/** A day so many days from today in Japan. */
export function day(by) {
  return new Date(Date.now() + 9 * 3_600_000 + by * 86_400_000).toISOString().slice(0, 10);
}

/** The first officer answers for trainings, too; two partner unions, `a` and `b`, are known, and a course. */
export async function trains({ call, restart, page }) {
  const [first] = await call("officers", "list");
  await call("officers", "grant", { officer: first.id, role: "training_manager" });
  const partner = (name) => call("organizations", "add_employer", { kind: "enterprise_union", name });
  const [a, b] = [await partner("あかね労組（架空）"), await partner("ぶどう労組（架空）")];
  const course = await call("training", "add_course", { title: "交渉の基礎（架空）", hours: 4 });
  // The page knew the officer before there was anything to answer for.
  await restart();
  await page.getByRole("navigation", { name: label("ui.rail") }).waitFor();
  return { a, b, course };
}

/** A run in thirty days that takes applications. */
export async function openRun({ call }, course, more = {}) {
  const sessions = [{ held_on: day(30), starts: "13:00", ends: "15:00", required: true }];
  const id = await call("training", "add_run", { course_id: course, capacity: 3, sessions, ...more });
  await call("training", "open_run", { id });
  return id;
}

/** People of a partner union apply. */
export async function applyFrom({ call }, run_id, org_id, ...names) {
  const applicants = names.map((family_name) => ({ outside: { family_name }, org_id }));
  return (await call("training", "apply", { run_id, applicants })).applied;
}

/** A sheet of a survey: chosen numbers by question. */
export const sheet = (answers, group) => ({ group, answers: Object.entries(answers).map(([question, chosen]) => ({ question: Number(question), chosen })) });

/** A questionnaire with a wave that is closed and one that is open, and activities with hours and decisions: their ids. */
export async function asks({ call }) {
  const questions = [
    { kind: "multi", national: "career_talk" },
    { kind: "scale", text: "組合に相談しやすい" },
    { kind: "multi", text: "力を入れてほしい活動", most: 2, choices: [{ theme: "career" }, { theme: "communication" }] },
  ];
  const survey = await call("surveys", "add_survey", { title: "支えの調査（架空）", questions });
  const groups = ["東支部", "西支部"];
  const closed = await call("surveys", "open_wave", { survey_id: survey, label: "2025年秋", handed_out: 120, groups });
  const sheets = Array.from({ length: 100 }, (_, n) => sheet({ 1: n < 16 ? [2] : [15], 2: [3 + (n % 2)], 3: n < 70 ? [1] : [2] }, 1 + (n % 2)));
  await call("surveys", "enter_sheets", { wave_id: closed, sheets });
  const { wave: before } = await call("surveys", "wave", { id: closed });
  await call("surveys", "close_wave", { id: closed, version: before.version });
  const wave = await call("surveys", "open_wave", { survey_id: survey, label: "2026年秋", groups });
  const year = new Date(Date.now() + 9 * 3_600_000 - 90 * 86_400_000).getUTCFullYear();
  const activities = [];
  for (const [title, theme, minutes] of [["キャリア相談（架空）", "career", 120], ["機関紙（架空）", "communication", 900]]) {
    const id = await call("activities", "add", { title, theme, from_on: "2020-04-01" });
    await call("activities", "log_time", { activity_id: id, minutes, cost: 500, people: 3 });
    await call("activities", "decide", { activity_id: id, fiscal_year: year, decision: "keep", reason: "続けて様子を見る" });
    activities.push(id);
  }
  return { survey, closed, wave, activities, year };
}

/** An open congress of ten delegates who are all there, past the window, with an election committee of two. */
export async function gather({ call }, number, rule = {}) {
  const office = await call("members", "save_office", { kind: "election_committee", label: "選挙管理委員" });
  const committee = [number(11), number(12)];
  for (const one of committee) {
    const { rows } = await call("members", "list", { find: one });
    const card = await call("members", "card", { person_id: rows[0].person_id });
    await call("members", "appoint", { office_id: office, membership_id: card.memberships[0].id, from_on: "2026-01-01", elected_by: "appointed", fulltime_kind: "none" });
  }
  const meeting = await congress({ call }, Array.from({ length: 10 }, (_, at) => number(at + 1)), rule);
  return { meeting, committee };
}

/** The same of members of these numbers, all of them there; what the rule says beside. */
export async function congress({ call }, numbers, rule = {}) {
  await call("meetings", "save_rule", {
    kind: "regular_congress",
    from_on: "2020-01-01",
    base: "delegates",
    num: 1,
    den: 2,
    comparator: "gt",
    article: "規約第18条",
    count_proxy: true,
    notice_days: 0,
    tie_break: "chair",
    ...rule,
  });
  const meeting = await call("meetings", "add_meeting", { kind: "regular_congress", title: "試験大会（架空）", held_on: day(0), starts: "13:00" });
  await call("meetings", "convene", { id: meeting, numbers });
  const items = [
    { kind: "report", title: "経過報告" },
    { kind: "resolution", title: "運動方針案", text: "一つ目\n二つ目", proposer: "執行委員会" },
    { kind: "election", title: "執行委員の選出" },
  ];
  await call("meetings", "save_agenda", { meeting_id: meeting, items });
  await call("meetings", "open_door", { id: meeting });
  await call("meetings", "receive", { meeting_id: meeting, entries: numbers.map((each) => ({ number: each, mode: "in_person" })) });
  await call("meetings", "declare", { id: meeting, open: true });
  return meeting;
}

/** A program that stands in for the maker of PDFs: it sends back what it was given. */
export function maker(t) {
  const folder = mkdtempSync(join(tmpdir(), "kyojo-maker-"));
  const program = join(folder, "maker");
  writeFileSync(program, "#!/bin/sh\nprintf '%%PDF-1.7\\n'; exec /bin/cat\n");
  chmodSync(program, 0o700);
  process.env.KYOJO_PDF = program;
  t.after(() => {
    delete process.env.KYOJO_PDF;
    rmSync(folder, { recursive: true });
  });
}

/** A union whose first officer counsels, with a few members. */
export async function counselling(t, options) {
  const desk = await union(t, options);
  await counsel(desk);
  return { ...desk, known: await people(desk, 4) };
}
