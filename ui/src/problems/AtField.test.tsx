import { MantineProvider, Select, TextInput } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import { makeTheme } from "../app/theme";
import { Problem } from "../ipc/call";
import { fieldWords, lineWords } from "./problems";

const refused = () => new Problem("invalid", {}, [
  { field: "name", code: "required", about: {} },
  { field: "kind", code: "required", about: {} },
]);

function Form() {
  const [name, setName] = useState("");
  const [kind, setKind] = useState<string | null>("a");
  const [problem, setProblem] = useState<Problem>();
  const words = problem ? fieldWords(problem) : {};
  return (
    <>
      <TextInput label="name" value={name} error={words["name"]} onChange={(event) => setName(event.currentTarget.value)} />
      <Select label="kind" data={["a", "b"]} value={kind} error={words["kind"]} onChange={setKind} />
      <button onClick={() => setProblem(refused())}>save</button>
    </>
  );
}

const field = (label: string) => screen.getByRole(label === "kind" ? "combobox" : "textbox", { name: label });
const isWrong = (label: string) => {
  const mended = field(label).closest(".mantine-InputWrapper-root")?.hasAttribute("data-mended");
  expect(field(label).getAttribute("aria-invalid")).toBe(mended ? "false" : "true");
  return !mended;
};

test("what is said about a field goes when that field is changed, and comes when it is changed back or refused again", () => {
  render(<MantineProvider theme={makeTheme()} env="test"><Form /></MantineProvider>);
  const save = () => fireEvent.click(screen.getByRole("button", { name: "save" }));
  save();
  expect(screen.getAllByText(lineWords(refused()))).toHaveLength(2);
  expect([isWrong("name"), isWrong("kind")]).toEqual([true, true]);
  fireEvent.change(field("name"), { target: { value: "x" } });
  expect([isWrong("name"), isWrong("kind")]).toEqual([false, true]);
  fireEvent.change(field("name"), { target: { value: "" } });
  expect(isWrong("name")).toBe(true);
  fireEvent.click(field("kind"));
  fireEvent.click(screen.getByRole("option", { name: "b" }));
  expect(isWrong("kind")).toBe(false);
  save();
  expect([isWrong("name"), isWrong("kind")]).toEqual([true, true]);
});
