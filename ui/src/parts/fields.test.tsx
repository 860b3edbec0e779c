import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import { makeTheme } from "../app/theme";
import { DateField } from "./DateField";
import { KanaField } from "./KanaField";

function Name() {
  const [name, setName] = useState("");
  const [kana, setKana] = useState("");
  return (
    <MantineProvider theme={makeTheme()} env="test">
      <KanaField nameLabel="姓" kanaLabel="セイ" name={name} kana={kana} onName={setName} onKana={setKana} />
    </MantineProvider>
  );
}

function convert(field: HTMLElement, reading: string, text: string): void {
  const before = (field as HTMLInputElement).value;
  fireEvent.compositionStart(field);
  fireEvent.compositionUpdate(field, { data: reading });
  fireEvent.change(field, { target: { value: before + reading } });
  fireEvent.compositionUpdate(field, { data: text });
  fireEvent.change(field, { target: { value: before + text } });
  fireEvent.compositionEnd(field, { data: text });
}

test("the reading fills itself from the composition and grows with each part", () => {
  render(<Name />);
  const name = screen.getByLabelText("姓");
  const kana = screen.getByLabelText<HTMLInputElement>("セイ");
  convert(name, "さ", "佐");
  convert(name, "とう", "藤");
  expect(kana.value).toBe("サトウ");
});

test("a reading typed by hand is never overwritten", () => {
  render(<Name />);
  const kana = screen.getByLabelText<HTMLInputElement>("セイ");
  fireEvent.change(kana, { target: { value: "サイトウ" } });
  convert(screen.getByLabelText("姓"), "さとう", "佐藤");
  expect(kana.value).toBe("サイトウ");
});

function Day() {
  const [day, setDay] = useState("");
  return (
    <MantineProvider theme={makeTheme()} env="test">
      <DateField label="加入日" value={day} onChange={setDay} era />
      <output>{day}</output>
    </MantineProvider>
  );
}

test("a day is echoed as it was read", () => {
  render(<Day />);
  fireEvent.change(screen.getByLabelText("加入日"), { target: { value: "R6.4.1" } });
  expect(screen.getByText("2024年4月1日(月)・令和6年")).toBeTruthy();
  expect(screen.getByRole("status").textContent).toBe("2024-04-01");
});

test("what could be two days is asked, and nothing is taken until answered", () => {
  render(<Day />);
  fireEvent.change(screen.getByLabelText("加入日"), { target: { value: "6.4.1" } });
  expect(screen.getByRole("status").textContent).toBe("");
  fireEvent.click(screen.getByRole("button", { name: /令和6年/ }));
  expect(screen.getByRole("status").textContent).toBe("2024-04-01");
});

test("a day that the calendar lacks is said when the field is left", () => {
  render(<Day />);
  const field = screen.getByLabelText("加入日");
  fireEvent.change(field, { target: { value: "R6.2.30" } });
  expect(screen.queryByText(/暦にない日/)).toBeNull();
  fireEvent.blur(field);
  expect(screen.getByText(/暦にない日/)).toBeTruthy();
});

test("a reading that is no kana is said when the field is left, and not refused", () => {
  render(<Name />);
  const kana = screen.getByLabelText<HTMLInputElement>("セイ");
  fireEvent.change(kana, { target: { value: "タカサキ123" } });
  expect(screen.queryByText(/カタカナでない/)).toBeNull();
  fireEvent.blur(kana);
  expect(screen.getByText(/カタカナでない/)).toBeTruthy();
  fireEvent.change(kana, { target: { value: "たかさき" } });
  fireEvent.blur(kana);
  expect(screen.queryByText(/カタカナでない/)).toBeNull();
  expect(kana.value).toBe("タカサキ");
});
