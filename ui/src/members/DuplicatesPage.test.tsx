import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { makeTheme } from "../app/theme";
import type { Alike, CutOff, DuplicatePair } from "../ipc/api";
import { enumWords, t } from "../labels/t";
import { DuplicatesPage } from "./DuplicatesPage";

const pairs = vi.hoisted(() => ({ data: [] as DuplicatePair[] }));
const mutate = vi.hoisted(() => vi.fn());
vi.mock("../ipc/client", () => ({ useAnswer: () => pairs, useChange: () => ({ isPending: false, mutate }) }));
vi.mock("../desk/session", () => ({ useDesk: () => ({ era: false, today: "2026-11-01", may: () => true }) }));
vi.mock("../parts/ThingHead", () => ({ BackTo: () => null }));

const alike = (person_id: string, member_no: string): Alike => ({
  person_id,
  version: 1,
  name: "見本 花子",
  kana: "ミホン ハナコ",
  birth_on: "1985-04-01",
  former_name: null,
  member_no,
  status: "active",
  joined_on: "2020-04-01",
  branch: "東支部",
  employer: null,
  employee_no: null,
  checkoff: null,
});

const office: CutOff = { what: "office", condition: null, label: "会計", from_on: "2025-08-01", to_on: null };
const leave: CutOff = { what: "condition", condition: "childcare", label: null, from_on: "2026-05-01", to_on: null };

test("what truly ends is said for the record that goes, and nothing where all of it goes on", () => {
  pairs.data = [{ because: ["name_and_birth"], rank: 95, one: alike("1", "0001"), other: alike("2", "0002"), one_ends: [leave], other_ends: [], one_goes_on: [office], other_goes_on: [] }];
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <DuplicatesPage />
    </MantineProvider>,
  );
  expect(screen.getByText(t("members.alike.ends", { who: "0002 見本 花子" }))).toBeTruthy();
  expect(screen.queryByText(t("members.alike.stops"))).toBeNull();
  expect(screen.queryByText(t("members.alike.goes_on"))).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: t("members.alike.swap") }));
  expect(screen.getByText(t("members.alike.ends", { who: "0001 見本 花子" }))).toBeTruthy();
  expect(screen.getByText(t("members.alike.stops"))).toBeTruthy();
  expect(screen.getByText(t("members.alike.goes_on"))).toBeTruthy();
  expect(screen.getByText(new RegExp(`会計.*2025`))).toBeTruthy();
  expect(screen.getByText(new RegExp(`${enumWords("condition_kind", "childcare")}.*2026`))).toBeTruthy();
});

test("チェックオフ of the record that goes is taken where the officer says so", () => {
  const mandated = { status: "mandated" as const, mandate_on: "2020-04-01", stopped_on: null };
  const stopped = { status: "stopped" as const, mandate_on: "2020-04-01", stopped_on: "2026-05-01" };
  const two = { one: { ...alike("1", "0001"), checkoff: mandated }, other: { ...alike("2", "0002"), checkoff: stopped } };
  pairs.data = [{ because: ["name_and_birth"], rank: 95, ...two, one_ends: [], other_ends: [], one_goes_on: [], other_goes_on: [] }];
  render(
    <MantineProvider theme={makeTheme()} env="test">
      <DuplicatesPage />
    </MantineProvider>,
  );
  expect(screen.getByText(new RegExp(`${enumWords("checkoff_status", "stopped")}.*2026`))).toBeTruthy();
  fireEvent.click(screen.getByRole("checkbox", { name: t("members.alike.take_of", { field: t("members.column.checkoff_status") }) }));
  fireEvent.click(screen.getByRole("button", { name: t("members.alike.merge", { no: "0001", name: "見本 花子" }) }));
  expect(mutate.mock.calls[0]?.[0]).toMatchObject({ keep: "1", merge: "2", take: ["checkoff"] });
});
